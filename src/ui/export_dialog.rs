//! What to export: formats, language, what is taken in, and what stays out.

use super::along_dialog::notes_ui;
use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{close_when_chosen, primary_button, remark};
use super::snapshots::signature::own_key_ui;
use super::{Intent, Outbox, ViewContext};
use crate::export_format::Format;
use crate::language::Language;
use crate::license::ClauseId;
use crate::snapshot::Only;
use crate::workbook::{PersonId, SnapshotId};
use egui::{Checkbox, ComboBox, Ui, WidgetText};

/// What an export is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick")]
pub struct ExportRequest {
    /// Which of [`Format::ALL`], in their order.
    pub formats: [bool; Format::ALL.len()],
    /// The language it is written in.
    pub language: Language,
    /// Of this provision alone.
    pub provision: Option<ClauseId>,
    /// The duties that stand so alone.
    pub only: Option<Only>,
    /// Of this owner alone.
    pub owner: Option<PersonId>,
    /// No more than one page.
    pub summary: bool,
    /// With internal notes.
    pub with_notes: bool,
    /// With the history.
    pub with_history: bool,
    /// With evidence that is marked confidential.
    pub with_confidential: bool,
    /// With the files of the evidence.
    pub with_evidence: bool,
    /// With a signature beside the JSON.
    pub sign: bool,
    /// A snapshot that the workbook keeps; none for the workbook as it stands.
    pub frozen: Option<SnapshotId>,
}

impl ExportRequest {
    /// A document in this language, without what is for inside use.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            formats: Format::ALL.map(|format| format == Format::Pdf),
            language,
            provision: None,
            only: None,
            owner: None,
            summary: false,
            with_notes: false,
            with_history: false,
            with_confidential: false,
            with_evidence: false,
            sign: false,
            frozen: None,
        }
    }

    /// The formats that were chosen.
    pub fn chosen(&self) -> impl Iterator<Item = Format> + use<> {
        let chosen = Format::ALL.into_iter().zip(self.formats);
        chosen.filter_map(|(format, is_chosen)| is_chosen.then_some(format))
    }

    /// Whether it is several files in one.
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        self.with_evidence || self.chosen().count() > 1
    }

    /// The extension of the file.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self.chosen().next() {
            Some(format) if !self.is_bundle() => format.as_str(),
            Some(_) | None => "zip",
        }
    }
}

/// The choices so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportDialog {
    /// What would be exported now.
    pub request: ExportRequest,
    /// The short form of the key that it would be signed with; none before the first time.
    pub own_key: Option<String>,
}

impl ExportDialog {
    /// A document in the language of the window, without what is for inside use.
    #[must_use]
    pub fn new(language: Language, own_key: Option<String>) -> Self {
        Self { request: ExportRequest::new(language), own_key }
    }
}

/// Draws the dialog; true when it is to be closed.
pub(super) fn export_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut ExportDialog, out: &mut Outbox) -> bool {
    let request = &mut dialog.request;
    title(ui, &context.text("export-title"));
    let frozen = request.frozen.and_then(|id| context.workbook.snapshots.get(&id));
    match frozen {
        Some(frozen) => {
            let args = [("purpose", frozen.purpose.as_str().into()), ("date", frozen.on.to_string().into())];
            remark(ui, context.format("snapshot-export-text", args));
        }
        None => drop(remark(ui, context.format("export-text", [("date", context.today.to_string().into())]))),
    }
    ui.add_space(GRID);
    formats_ui(ui, context, request);
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(context.text("export-language"));
        for language in Language::ALL {
            let name = match language {
                Language::ZhCn => "中文",
                Language::En => "English",
            };
            ui.radio_value(&mut request.language, language, name);
        }
    });
    // A frozen snapshot is of all duties, and its history is the workbook's.
    if frozen.is_none() {
        selection_ui(ui, context, request);
        ui.checkbox(&mut request.summary, context.text("format-summary"));
    }
    notes_ui(ui, context, &mut request.with_notes);
    egui::Grid::new("export_more").num_columns(2).spacing([4.0 * GRID, GRID]).show(ui, |ui| {
        if frozen.is_some() {
            ui.checkbox(&mut request.with_confidential, context.text("format-with-confidential"));
            return;
        }
        // One page has room for neither, and names no evidence.
        let more = |ui: &mut Ui, value: &mut bool, name| {
            ui.add_enabled(!request.summary, Checkbox::new(value, context.text(name)));
        };
        more(ui, &mut request.with_history, "export-with-history");
        more(ui, &mut request.with_confidential, "format-with-confidential");
        ui.end_row();
        more(ui, &mut request.with_evidence, "format-with-evidence");
        ui.end_row();
    });
    request.with_evidence &= !request.summary;
    sign_ui(ui, context, request, dialog.own_key.as_deref());
    ui.add_space(GRID);
    if request.is_bundle() {
        remark(ui, context.text("format-bundle"));
    }
    let is_ready = request.chosen().next().is_some();
    ui.horizontal(|ui| {
        let entered = answers_enter(ui, context.has_dialog_keys());
        let go = ui.add_enabled_ui(is_ready, |ui| primary_button(ui, context.text("export-choose-file"))).inner;
        if is_ready && (go.clicked() || entered) {
            out.push(Intent::Export(*request));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

/// Whether the JSON is signed, and what that proves. Frozen snapshots say where the switch is before JSON is chosen.
fn sign_ui(ui: &mut Ui, context: &ViewContext<'_>, request: &mut ExportRequest, own_key: Option<&str>) {
    let has_json = request.chosen().any(|format| format == Format::Json);
    if !has_json && request.frozen.is_none() {
        request.sign = false;
        return;
    }
    request.sign &= has_json;
    ui.add_enabled(has_json, Checkbox::new(&mut request.sign, context.text("export-sign")));
    if request.sign {
        remark(ui, context.text("export-sign-proves"));
        match own_key {
            Some(key) => own_key_ui(ui, context, key),
            None => drop(remark(ui, context.text("export-sign-first"))),
        }
    }
}

fn formats_ui(ui: &mut Ui, context: &ViewContext<'_>, request: &mut ExportRequest) {
    egui::Grid::new("export_formats").num_columns(2).spacing([4.0 * GRID, GRID]).show(ui, |ui| {
        for (i, (format, is_chosen)) in Format::ALL.into_iter().zip(&mut request.formats).enumerate() {
            ui.checkbox(is_chosen, context.text(format.label()));
            if i % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

/// Which duties are taken in.
fn selection_ui(ui: &mut Ui, context: &ViewContext<'_>, request: &mut ExportRequest) {
    ui.horizontal_wrapped(|ui| {
        let of_clause = |clause: ClauseId| context.format("page-provision", [("name", clause.to_string().into())]);
        let provisions = context.register.parsed.provisions.iter().map(|provision| provision.clause.id);
        let provisions: Vec<(Option<ClauseId>, String)> = std::iter::once((None, context.text("scope-every").into()))
            .chain(provisions.map(|id| (Some(id), of_clause(id))))
            .collect();
        choice(ui, "export_provision", &context.text("column-clause"), &provisions, &mut request.provision);
        let states = [
            (None, context.text("scope-all").into_owned()),
            (Some(Only::Open), context.text("scope-open").into_owned()),
            (Some(Only::Overdue), context.text("scope-overdue").into_owned()),
        ];
        choice(ui, "export_only", &context.text("snapshot-scope"), &states, &mut request.only);
        let mut people: Vec<(Option<PersonId>, String)> =
            context.workbook.everybody().into_iter().map(|(id, person)| (Some(id), person.name.clone())).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        people.insert(0, (None, context.text("scope-anybody").into_owned()));
        choice(ui, "export_owner", &context.text("field-owner"), &people, &mut request.owner);
    });
}

/// A list to choose one of, with its name beside it.
fn choice<T: Copy + PartialEq>(ui: &mut Ui, id: &str, name: &str, all: &[(T, String)], chosen: &mut T) {
    ui.label(name);
    let words = all.iter().find(|(value, _)| value == chosen).map_or("", |(_, words)| words);
    ui.name_inputs(name, |ui| {
        ComboBox::from_id_salt(id).selected_text(WidgetText::from(words)).show_ui(ui, |ui| {
            for (value, words) in all {
                ui.selectable_value(chosen, *value, words);
            }
            close_when_chosen(ui);
        })
    });
}
