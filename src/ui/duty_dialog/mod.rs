//! The dialog in which the officer edits the definition of a duty, or enters a duty of the company's own.

mod form;
mod others;
mod split;

pub(super) use others::retired_ui;

use super::kit::dialog::title;
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::{DutyIntent, Intent, Outbox, ViewContext};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::obligation::{DutyKind, LimitDirection, LimitUnit, TimeLimit};
use crate::workbook::{Definition, DutyId, OwnDuty};
use egui::{Key, Modifiers, ScrollArea, Ui};
use std::collections::BTreeSet;

/// The typed contents of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyDraft {
    /// The duty that is edited; `None` for a new duty of the company's own.
    pub id: Option<DutyId>,
    page: Page,
    clause: ClauseId,
    title: Bilingual,
    kind: DutyKind,
    has_limit: bool,
    /// The typed number of units; empty for a limit without a number.
    amount: String,
    unit: LimitUnit,
    direction: LimitDirection,
    anchor: Bilingual,
    trigger: Bilingual,
    authority: Bilingual,
    condition: Bilingual,
    /// The remark; of an own duty, its source.
    remark: Bilingual,
    /// Whether the dialog was just opened, so that the title gets the cursor.
    is_new: bool,
}

/// The pages of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Page {
    /// The fields of the definition.
    Form,
    /// The places where the words are cut, as offsets in the license text, and the titles of the parts.
    Split(BTreeSet<usize>, Vec<Bilingual>),
    /// The other duties of the clause that are joined.
    Join(BTreeSet<DutyId>),
    /// The reason for retiring the duty.
    Retire(String),
}

impl DutyDraft {
    /// A new duty of the company's own, in no clause.
    #[must_use]
    pub fn new() -> Self {
        Self {
            id: None,
            page: Page::Form,
            clause: ClauseId::OWN,
            title: Bilingual::default(),
            kind: DutyKind::StandingDuty,
            has_limit: false,
            amount: String::new(),
            unit: LimitUnit::CalendarDays,
            direction: LimitDirection::After,
            anchor: Bilingual::default(),
            trigger: Bilingual::default(),
            authority: Bilingual::default(),
            condition: Bilingual::default(),
            remark: Bilingual::default(),
            is_new: true,
        }
    }

    /// The definition of a duty, to be edited.
    #[must_use]
    pub fn of(id: DutyId, definition: &Definition) -> Self {
        let limit = definition.limit.clone();
        let text = |text: &Option<Bilingual>| text.clone().unwrap_or_default();
        let amount = limit.as_ref().and_then(|limit| limit.amount).map(|n| n.to_string());
        Self {
            id: Some(id),
            clause: definition.clause,
            title: definition.title.clone(),
            kind: definition.kind,
            has_limit: limit.is_some(),
            amount: amount.unwrap_or_default(),
            unit: limit.as_ref().map_or(LimitUnit::CalendarDays, |limit| limit.unit),
            direction: limit.as_ref().map_or(LimitDirection::After, |limit| limit.direction),
            anchor: limit.map(|limit| limit.anchor).unwrap_or_default(),
            trigger: text(&definition.trigger),
            authority: text(&definition.authority),
            condition: text(&definition.condition),
            remark: definition.remark.clone(),
            ..Self::new()
        }
    }

    /// The limit, if there is one; an error if its typed contents are not valid.
    fn limit(&self) -> Result<Option<TimeLimit>, ()> {
        if !self.has_limit {
            return Ok(None);
        }
        let wordy = matches!(self.unit, LimitUnit::Immediately | LimitUnit::Promptly);
        let amount = match self.amount.trim() {
            "" if wordy => None,
            typed => Some(typed.parse().ok().filter(|n| (1..=1000).contains(n)).ok_or(())?),
        };
        let anchor = in_both(&self.anchor);
        Ok(Some(TimeLimit { amount, unit: self.unit, direction: self.direction, anchor }))
    }

    /// The request that saves the form, if its contents are valid.
    fn saved(&self, context: &ViewContext<'_>) -> Option<DutyIntent> {
        let title = in_both(&self.title);
        if title.zh.is_empty() {
            return None;
        }
        let limit = self.limit().ok()?;
        let Some(id) = self.id else {
            let (clause, kind, source) = (self.clause, self.kind, in_both(&self.remark));
            return Some(DutyIntent::Add(Box::new(OwnDuty { clause, title, kind, limit, source })));
        };
        let now = &context.workbook.duties.get(&id)?.definition;
        let optional = |text: &Bilingual| Some(in_both(text)).filter(|text| !text.zh.is_empty());
        let definition = Definition {
            title,
            kind: self.kind,
            limit,
            trigger: optional(&self.trigger),
            authority: optional(&self.authority),
            condition: optional(&self.condition),
            remark: in_both(&self.remark),
            ..now.clone()
        };
        Some(DutyIntent::Redefine(id, Box::new(definition)))
    }
}

impl Default for DutyDraft {
    fn default() -> Self {
        Self::new()
    }
}

/// A text in both languages without surrounding spaces; one that is empty is taken from the other.
fn in_both(text: &Bilingual) -> Bilingual {
    let (zh, en) = (text.zh.trim(), text.en.trim());
    Bilingual::new(if zh.is_empty() { en } else { zh }, if en.is_empty() { zh } else { en })
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn duty_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft, out: &mut Outbox) -> bool {
    let entry = draft.id.and_then(|id| context.register.entry(id));
    if draft.id.is_some() && entry.is_none() {
        return true;
    }
    let label = entry.map(|entry| entry.label.clone()).unwrap_or_default();
    let name = match draft.page {
        Page::Form if draft.id.is_none() => "duty-new-title",
        Page::Form => "duty-edit-title",
        Page::Split(..) => "duty-split-title",
        Page::Join(_) => "duty-join-title",
        Page::Retire(_) => "duty-retire-title",
    };
    title(ui, &context.format(name, [("label", label.into())]));
    let entered = context.has_dialog_keys() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    match draft.page {
        Page::Form => form_ui(ui, context, draft, entered, out),
        Page::Split(..) => split::split_ui(ui, context, draft, entered, out),
        Page::Join(_) => others::join_ui(ui, context, draft, entered, out),
        Page::Retire(_) => others::retire_ui(ui, context, draft, entered, out),
    }
}

fn form_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft, mut entered: bool, out: &mut Outbox) -> bool {
    if draft.id.is_none() {
        remark(ui, context.text("duty-new-text"));
    }
    let height = (ui.ctx().content_rect().height() - 240.0).max(160.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        entered |= form::fields_ui(ui, context, draft);
    });
    if let Some(id) = draft.id {
        ui.horizontal_wrapped(|ui| {
            let definition = context.workbook.duties.get(&id).map(|duty| &duty.definition);
            let has_words = definition.is_some_and(|definition| !definition.spans.is_empty());
            let has_others = !others::neighbors(context, id).is_empty();
            if ui.add_enabled(has_words, egui::Button::new(context.text("duty-split"))).clicked() {
                draft.page = Page::Split(BTreeSet::new(), Vec::new());
            }
            if ui.add_enabled(has_others, egui::Button::new(context.text("duty-join"))).clicked() {
                draft.page = Page::Join(BTreeSet::new());
            }
            if ui.button(context.text("duty-retire")).clicked() {
                draft.page = Page::Retire(String::new());
            }
        });
    }
    let saved = draft.saved(context);
    let name = if draft.id.is_some() { "duty-save" } else { "duty-add" };
    buttons_ui(ui, context, name, entered, saved, out)
}

/// Draws the button that carries out `intent`, and Cancel. Returns true when the dialog is to be closed.
fn buttons_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &'static str,
    entered: bool,
    intent: Option<DutyIntent>,
    out: &mut Outbox,
) -> bool {
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let button = ui.add_enabled_ui(intent.is_some(), |ui| primary_button(ui, context.text(name))).inner;
        if let Some(intent) = intent
            && (button.clicked() || entered)
        {
            out.push(Intent::Duty(intent));
            out.push(Intent::CloseDialog);
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
