//! The form of a duty: everything that its definition holds, by a table of its texts.

use super::draft::{DutyDraft, Problem};
use super::fields::{LABEL, choice_ui, is_entered, limit_ui, line_ui, problem_ui, text_ui};
use super::lists;
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::obligation::{DutyKind, DutyOrigin};
use crate::ui::ViewContext;
use crate::ui::checklist::CYCLES;
use crate::ui::kit::widgets::form_label;
use crate::workbook::{Definition, Recurrence};
use egui::Ui;

/// A text of a definition: its message, and its place.
type Text = (&'static str, fn(&mut Definition) -> &mut Bilingual);

/// The texts after the limit, in the order of the form.
const TEXTS: [Text; 4] = [
    ("field-trigger", |definition| definition.trigger.get_or_insert_default()),
    ("field-timing", |definition| definition.timing.get_or_insert_default()),
    ("field-authority", |definition| definition.authority.get_or_insert_default()),
    ("field-condition", |definition| definition.condition.get_or_insert_default()),
];

/// Draws the fields. Returns true if Enter was pressed in one.
pub(super) fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> bool {
    let problems = draft.problems();
    let says = |problem: Problem| problems.contains(&problem).then(|| problem.message());
    let first = std::mem::take(&mut draft.is_new);
    let mut entered = text_ui(ui, context, &context.text("column-title"), &mut draft.definition.title, first);
    problem_ui(ui, context, says(Problem::NoTitle).or(says(Problem::LongTitle)));
    let mut kind = draft.definition.kind;
    let kinds = |kind| context.locale.kind(kind).into();
    choice_ui(ui, context, &context.text("field-kind"), &mut kind, &DutyKind::ALL, kinds);
    if kind != draft.definition.kind {
        draft.set_kind(kind);
    }
    if draft.id.is_none() {
        clause_ui(ui, context, draft);
    }
    let is_own = draft.definition.found_by() == DutyOrigin::Own;
    let remark = if is_own { "duty-source" } else { "field-remark" };
    if is_own {
        entered |= text_ui(ui, context, &context.text(remark), &mut draft.definition.remark, false);
    }
    ui.checkbox(&mut draft.has_limit, context.text("field-limit"));
    if draft.has_limit {
        entered |= limit_ui(ui, context, &mut draft.limit, says(Problem::Amount), str::to_owned);
    }
    if draft.id.is_none() {
        entered |= dates_ui(ui, context, draft);
        problem_ui(ui, context, says(Problem::Due).or(says(Problem::NoDue)));
    }
    for (name, text) in TEXTS {
        entered |= text_ui(ui, context, &context.text(name), text(&mut draft.definition), false);
    }
    if !is_own {
        entered |= text_ui(ui, context, &context.text(remark), &mut draft.definition.remark, false);
    }
    lists::conditions_ui(ui, context, &mut draft.definition.applies_if);
    entered |= lists::evidence_ui(ui, context, &mut draft.definition.accepted_evidence);
    entered |= lists::laws_ui(ui, context, &mut draft.laws, &problems);
    lists::related_ui(ui, context, draft.id, &mut draft.definition.related);
    entered
}

/// Draws the choice of the clause under which an own duty stands, and whether the license imposes the duty.
fn clause_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) {
    let clauses: Vec<ClauseId> =
        std::iter::once(ClauseId::OWN).chain(context.register.parsed.clauses().map(|clause| clause.id)).collect();
    let definition = &mut draft.definition;
    choice_ui(ui, context, &context.text("duty-clause"), &mut definition.clause, &clauses, |clause| {
        if clause.is_own() {
            context.text("duty-no-clause").into_owned()
        } else {
            format!("{clause} {}", context.topic(clause))
        }
    });
    if definition.clause.is_own() {
        definition.optional = true;
    } else {
        let mut imposed = !definition.optional;
        ui.checkbox(&mut imposed, context.text("duty-imposed"));
        definition.optional = !imposed;
    }
}

/// Draws the first due day and the recurrence of a new duty. Returns true if Enter was pressed.
fn dates_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> bool {
    let entered = ui.horizontal(|ui| {
        let name = context.text("field-due");
        form_label(ui, &name, LABEL);
        is_entered(&line_ui(ui, &name, &mut draft.due, 110.0))
    });
    // The day of the month follows from the due day when the duty is added.
    let cycle = |every, unit| Some(Recurrence { every, unit, from_completion: false, day_of_month: None });
    let cycles = CYCLES.map(|(every, unit, _)| cycle(every, unit));
    let all: Vec<Option<Recurrence>> = std::iter::once(None).chain(cycles).collect();
    choice_ui(ui, context, &context.text("field-recurrence"), &mut draft.recurrence, &all, |recurrence| {
        let known = CYCLES.iter().find(|(every, unit, _)| recurrence == cycle(*every, *unit));
        context.text(known.map_or("cycle-none", |(.., message)| message)).into_owned()
    });
    entered.inner
}
