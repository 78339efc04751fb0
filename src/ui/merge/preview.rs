//! The preview of a merge: incoming changes by person and duty, and the conflicting versions side by side.

use super::CopyIntent;
use crate::merge::{Choice, Conflict, Merge, open_conflicts};
use crate::ui::kit::dialog::{scroll_body, title};
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, primary_button, remark};
use crate::ui::kit::{Tokens, icons, style};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{EventId, PersonId, RecordId, Workbook};
use egui::{Frame, Label, Margin, RichText, Stroke, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The result of a merge before it is carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct MergePreview {
    /// Name of the other file.
    pub name: String,
    /// The other copy.
    pub other: Arc<Workbook>,
    /// The merged workbook with its conflicts.
    pub merge: Arc<Merge>,
    /// The revision of the open workbook that the preview was made from.
    pub revision: u64,
    incoming: Vec<Incoming>,
    /// Incoming events that may duplicate recorded ones.
    twins: Vec<EventId>,
    /// The conflicts that the user decides.
    conflicts: Vec<Conflict>,
    choices: Vec<Option<Choice>>,
}

/// The incoming changes of one person.
#[derive(Clone, Debug, PartialEq)]
struct Incoming {
    name: String,
    changes: usize,
    labels: Vec<String>,
}

impl MergePreview {
    /// A preview of `merge` with the copy in the file `name`.
    #[must_use]
    pub fn new(name: String, other: Arc<Workbook>, merge: Merge, revision: u64) -> Self {
        let incoming = incoming(&merge);
        let conflicts = open_conflicts(&merge.conflicts);
        let choices = vec![None; conflicts.len()];
        let twins = merge.double_events(&merge.only_right);
        Self { name, other, merge: Arc::new(merge), revision, incoming, twins, conflicts, choices }
    }

    /// Whether the workbook was merged with itself, which shows the conflicts that earlier merges left unresolved.
    fn is_own(&self) -> bool {
        self.merge.only_right.is_empty() && self.merge.only_left.is_empty()
    }

    /// The index of the version of the open workbook or, if `theirs` is set, of the other copy.
    fn version_of(&self, conflict: &Conflict, theirs: bool) -> usize {
        let (own, other): (&[RecordId], &[RecordId]) = if theirs {
            (&self.merge.only_right, &self.merge.only_left)
        } else {
            (&self.merge.only_left, &self.merge.only_right)
        };
        let records = || conflict.versions.iter().map(|version| version.record);
        let at = records().position(|r| own.contains(&r)).or_else(|| records().position(|r| !other.contains(&r)));
        at.unwrap_or(usize::from(theirs).min(conflict.versions.len().saturating_sub(1)))
    }

    /// Decides all conflicts in favor of one side.
    fn choose_all(&mut self, theirs: bool) {
        let all = self.conflicts.iter().map(|c| Some(Choice::Version(self.version_of(c, theirs)))).collect();
        self.choices = all;
    }

    /// The decisions; `None` while a conflict is not decided.
    fn decisions(&self) -> Option<Vec<(Conflict, Choice)>> {
        let pairs = self.conflicts.iter().cloned().zip(&self.choices);
        pairs.map(|(conflict, choice)| Some((conflict, (*choice)?))).collect()
    }
}

/// The incoming changes, grouped by author.
fn incoming(merge: &Merge) -> Vec<Incoming> {
    let wanted: BTreeSet<RecordId> = merge.only_right.iter().copied().collect();
    let workbook = &merge.workbook;
    let mut by_person: BTreeMap<PersonId, (usize, BTreeSet<_>)> = BTreeMap::new();
    for record in workbook.history.iter().filter(|record| wanted.contains(&record.id)) {
        let (changes, places) = by_person.entry(workbook.person_id(record.author)).or_default();
        *changes += 1;
        places.extend(record.changes.iter().filter_map(|change| {
            let definition = &workbook.duties.get(&change.duty(workbook)?)?.definition;
            Some((definition.clause, definition.ordinal, definition.label()))
        }));
    }
    let name = |id| workbook.person_name(id).unwrap_or_default().to_owned();
    by_person
        .into_iter()
        .map(|(id, (changes, places))| Incoming {
            name: name(id),
            changes,
            labels: places.into_iter().map(|(_, _, label)| label).collect(),
        })
        .collect()
}

pub(super) fn preview_ui(ui: &mut Ui, context: &ViewContext<'_>, preview: &mut MergePreview, out: &mut Outbox) -> bool {
    let is_own = preview.is_own();
    if is_own {
        title(ui, &context.text("merge-open-title"));
    } else {
        title(ui, &context.format("merge-title", [("name", preview.name.as_str().into())]));
    }
    scroll_body(ui, "merge_preview", 260.0, |ui| {
        if !is_own {
            incoming_ui(ui, context, preview);
        }
        notes_ui(ui, context, &preview.merge);
        twins_ui(ui, context, preview);
        conflicts_ui(ui, context, preview);
    });
    ui.add_space(GRID);
    let open = preview.choices.iter().filter(|choice| choice.is_none()).count();
    ui.horizontal(|ui| {
        let decisions = preview.decisions();
        let apply = context.text(if is_own { "merge-settle" } else { "merge-apply" });
        let button = ui.add_enabled_ui(decisions.is_some(), |ui| primary_button(ui, apply)).inner;
        if let Some(decisions) = decisions.filter(|_| button.clicked()) {
            out.push(Intent::Copies(CopyIntent::Merge(decisions)));
        }
        let canceled = ui.button(context.text("cancel")).clicked();
        if open > 0 {
            remark(ui, context.format("merge-undecided", [("n", open.into())]));
        }
        canceled
    })
    .inner
}

fn incoming_ui(ui: &mut Ui, context: &ViewContext<'_>, preview: &MergePreview) {
    if preview.incoming.is_empty() {
        remark(ui, context.text("merge-nothing-new"));
    }
    for person in &preview.incoming {
        let args = [("name", person.name.as_str().into()), ("n", person.changes.into())];
        ui.label(RichText::new(context.format("merge-incoming", args)).text_style(style::emphasis()));
        if !person.labels.is_empty() {
            let labels = person.labels.join(&context.text("list-separator"));
            ui.add(Label::new(RichText::new(labels).color(Tokens::of(ui).muted)).wrap());
        }
    }
    if !preview.merge.only_left.is_empty() {
        remark(ui, context.format("merge-outgoing", [("n", preview.merge.only_left.len().into())]));
    }
}

/// Draws notes that need no decision.
fn notes_ui(ui: &mut Ui, context: &ViewContext<'_>, merge: &Merge) {
    let tokens = Tokens::of(ui);
    let contents = &merge.workbook;
    let note = |ui: &mut Ui, text: String| {
        let text = RichText::new(format!("{} {text}", icons::WARNING)).color(tokens.warning.text);
        ui.add(Label::new(text).wrap());
    };
    let several = [("merge-restored", &merge.restored)];
    for (id, fields) in several.into_iter().filter(|(_, fields)| !fields.is_empty()) {
        let subjects: Vec<String> = fields.iter().map(|f| context.tell(contents).subject(f)).collect();
        let what = subjects.join(&context.text("list-separator"));
        note(ui, context.format(id, [("what", what.into())]));
    }
    for (id, _) in &merge.same_names {
        let name = contents.person_name(*id).unwrap_or_default();
        note(ui, context.format("merge-same-name", [("name", name.into())]));
    }
    if !merge.altered.is_empty() {
        note(ui, context.format("merge-doubtful", [("n", merge.altered.len().into())]));
    }
}

/// Draws events that two people may have recorded independently. One of them can be removed after the merge.
fn twins_ui(ui: &mut Ui, context: &ViewContext<'_>, preview: &MergePreview) {
    let tokens = Tokens::of(ui);
    for event in preview.twins.iter().filter_map(|id| preview.merge.workbook.events.get(id)) {
        let kind = context.catalog.event(&event.kind);
        let name = kind.map_or(event.kind.as_str(), |kind| kind.name.get(context.locale.language));
        let args = [("day", event.on.to_string().into()), ("name", name.into())];
        let text = format!("{} {}", icons::WARNING, context.format("merge-twin", args));
        ui.add(Label::new(RichText::new(text).color(tokens.warning.text)).wrap());
    }
}

fn conflicts_ui(ui: &mut Ui, context: &ViewContext<'_>, preview: &mut MergePreview) {
    let conflicts = preview.conflicts.clone();
    if conflicts.is_empty() {
        return;
    }
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        let words = context.format("merge-conflicts", [("n", conflicts.len().into())]);
        ui.label(RichText::new(words).text_style(style::strong()));
        // The versions of an earlier merge belong to neither side.
        if preview.is_own() {
            return;
        }
        if ui.button(context.text("merge-all-mine")).clicked() {
            preview.choose_all(false);
        }
        if ui.button(context.text("merge-all-theirs")).clicked() {
            preview.choose_all(true);
        }
    });
    for (place, conflict) in conflicts.iter().enumerate() {
        conflict_ui(ui, context, preview, place, conflict);
    }
}

/// Draws a conflict: its versions side by side, each with author and time.
fn conflict_ui(ui: &mut Ui, context: &ViewContext<'_>, preview: &mut MergePreview, place: usize, conflict: &Conflict) {
    let tokens = Tokens::of(ui);
    let merge = Arc::clone(&preview.merge);
    let subject = context.tell(&merge.workbook).conflict(conflict);
    let order = ordered(preview, conflict);
    let is_own = preview.is_own();
    let Some(chosen) = preview.choices.get_mut(place) else { return };
    ui.add_space(GRID);
    ui.label(RichText::new(&subject).text_style(style::emphasis()));
    let columns = order.len().max(1);
    ui.columns(columns, |columns| {
        for (ui, at) in columns.iter_mut().zip(&order) {
            let Some(version) = conflict.versions.get(*at) else { continue };
            let choice = Choice::Version(*at);
            let is_chosen = *chosen == Some(choice);
            let edge = if is_chosen { Stroke::new(2.0, tokens.accent) } else { Stroke::new(1.0, tokens.hairline) };
            Frame::NONE.fill(tokens.card).stroke(edge).corner_radius(6).inner_margin(Margin::same(8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                let record = merge.workbook.record(version.record);
                let who = record.and_then(|record| merge.workbook.person_name(record.author)).unwrap_or("?");
                let side = if is_own { who.into() } else { context.text(side_of(&merge, version.record)) };
                let words = context.tell(&merge.workbook).conflict_value(conflict, &version.value);
                let name = format!("{subject}: {side}: {words}");
                let response = ui.radio(is_chosen, side.into_owned());
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name));
                if response.clicked() {
                    *chosen = Some(choice);
                }
                ui.add(Label::new(words).wrap());
                if let Some(record) = record {
                    let when = crate::ui::china_time(record.at).format("%Y-%m-%d %H:%M").to_string();
                    let words = if is_own { when } else { format!("{who}  {when}") };
                    let text = RichText::new(words).size(TEXT_SMALL).color(tokens.muted);
                    ui.add(Label::new(text).wrap());
                }
            });
        }
    });
    if conflict.can_hold_both() {
        let is_chosen = *chosen == Some(Choice::Both);
        let response = chip(ui, &context.text("merge-both"), is_chosen);
        if response.clicked() {
            *chosen = Some(Choice::Both);
        }
    }
}

/// The indices of the versions from left to right, starting with the version of the open workbook.
fn ordered(preview: &MergePreview, conflict: &Conflict) -> Vec<usize> {
    let mut order: Vec<usize> = (0..conflict.versions.len()).collect();
    let is_theirs = |at: &usize| {
        conflict.versions.get(*at).is_some_and(|version| preview.merge.only_right.contains(&version.record))
    };
    order.sort_by_key(|at| (is_theirs(at), *at));
    order
}

fn side_of(merge: &Merge, record: RecordId) -> &'static str {
    if merge.only_right.contains(&record) {
        "merge-theirs"
    } else if merge.only_left.contains(&record) {
        "merge-mine"
    } else {
        "merge-earlier"
    }
}
