//! The export dialog: formats, language, selection of duties, and internal content.

use super::include_dialog::notes_ui;
use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{close_when_chosen, primary_button, remark};
use super::snapshots::signature::own_key_ui;
use super::{Intent, Outbox, ViewContext};
use crate::export_format::Format;
use crate::language::Language;
use crate::license::ClauseId;
use crate::snapshot::DutyCondition;
use crate::workbook::{PersonId, SnapshotId};
use egui::{Checkbox, ComboBox, Ui, WidgetText};

/// The options of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct ExportRequest {
    /// The selected formats, one flag for each of [`Format::ALL`] in the same order.
    pub formats: [bool; Format::ALL.len()],
    /// The language of the export.
    pub language: Language,
    /// Only the duties of this provision.
    pub provision: Option<ClauseId>,
    /// Only the duties in this state.
    pub only: Option<DutyCondition>,
    /// Only the duties of this owner.
    pub owner: Option<PersonId>,
    /// A summary on one page.
    pub summary: bool,
    /// Include internal notes.
    pub with_notes: bool,
    /// Include the history.
    pub with_history: bool,
    /// Include evidence that is marked confidential.
    pub with_confidential: bool,
    /// Include the evidence files.
    pub with_evidence: bool,
    /// Write a signature beside the JSON file.
    pub sign: bool,
    /// The frozen snapshot to export; `None` for the workbook as it is now.
    pub frozen: Option<SnapshotId>,
}

impl ExportRequest {
    /// The default export in this language, without internal content.
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

    /// The selected formats.
    pub fn chosen(&self) -> impl Iterator<Item = Format> + use<> {
        let chosen = Format::ALL.into_iter().zip(self.formats);
        chosen.filter_map(|(format, is_chosen)| is_chosen.then_some(format))
    }

    /// Whether the export consists of several files, which are written as one archive.
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        self.with_evidence || self.chosen().count() > 1
    }

    /// The extension of the exported file, without the dot.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self.chosen().next() {
            Some(format) if !self.is_bundle() => format.as_str(),
            Some(_) | None => "zip",
        }
    }
}

/// State of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportDialog {
    /// The options that are currently selected.
    pub request: ExportRequest,
    /// The fingerprint of the user's signing key; `None` before the first signature.
    pub own_key: Option<String>,
}

impl ExportDialog {
    /// The default export in the language of the window, without internal content.
    #[must_use]
    pub fn new(language: Language, own_key: Option<String>) -> Self {
        Self { request: ExportRequest::new(language), own_key }
    }
}

/// Draws the dialog. Returns true when it is to be closed.
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
    // A frozen snapshot contains all duties, and its history is the history of the workbook.
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
        // A summary has no room for the history or evidence files, and it names no evidence.
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

/// Draws the signature check box with an explanation. For a frozen snapshot, it is visible, but disabled, before JSON
/// is selected.
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

/// Draws the fields that select the duties of the export.
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
            (Some(DutyCondition::Open), context.text("scope-open").into_owned()),
            (Some(DutyCondition::Overdue), context.text("scope-overdue").into_owned()),
        ];
        choice(ui, "export_only", &context.text("snapshot-scope"), &states, &mut request.only);
        let mut people: Vec<(Option<PersonId>, String)> =
            context.workbook.everybody().into_iter().map(|(id, person)| (Some(id), person.name.clone())).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        people.insert(0, (None, context.text("scope-anybody").into_owned()));
        choice(ui, "export_owner", &context.text("field-owner"), &people, &mut request.owner);
    });
}

/// Draws a drop-down list with a label.
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
