//! The checklist: one row a duty.

use super::super::words::{Words, lines};
use super::{Cell, Column};
use crate::snapshot::DutyView;
use std::borrow::Cow;

/// What a column of the checklist is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Group {
    /// What a row is told by: its label, title and status.
    Head,
    /// Where the duty stands.
    Answer,
    /// What the license asks.
    Demand,
    /// What is known of the duty in a word: what a heading has room for.
    Meta,
    /// What is the same in every row, for whoever joins several files.
    Context,
}

/// A column of the checklist.
pub(in crate::export) struct DutyColumn {
    pub(in crate::export) group: Group,
    pub(in crate::export) column: Column<DutyView>,
}

const fn head(key: &'static str, cell: fn(&Words<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Head, column: Column { key, cell } }
}

const fn answer(key: &'static str, cell: fn(&Words<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Answer, column: Column { key, cell } }
}

const fn demand(key: &'static str, cell: fn(&Words<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Demand, column: Column { key, cell } }
}

const fn meta(key: &'static str, cell: fn(&Words<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Meta, column: Column { key, cell } }
}

const fn context(key: &'static str, cell: fn(&Words<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Context, column: Column { key, cell } }
}

/// The columns, in the order of the file.
pub(in crate::export) const COLUMNS: &[DutyColumn] = &[
    head("column-label", |_, d| (&d.label).into()),
    head("column-clause", |_, d| d.clause.to_string().into()),
    head("column-title", |w, d| w.of(&d.title).into()),
    head("field-status", |w, d| w.locale.status(d.status).into_owned().into()),
    answer("field-owner", |_, d| d.owner.as_ref().into()),
    answer("field-due", |_, d| d.due.into()),
    answer("column-deciding-day", |_, d| d.due_day.into()),
    answer("column-date-state", |w, d| {
        let word = w.deciding(d).map(|date| w.locale.date_standing(date));
        word.or_else(|| Some(w.locale.date_state(d.due_state?))).map(Cow::into_owned).into()
    }),
    answer("column-overdue-days", |_, d| d.overdue_days.into()),
    answer("field-target", |_, d| d.target.into()),
    answer("field-target-within", |w, d| d.target_within.map(|o| w.locale.length(o.amount, o.unit)).into()),
    answer("field-recurrence", |w, d| d.recurrence.as_ref().map(|r| w.locale.recurrence(r)).into()),
    answer("field-justification", |_, d| (&d.justification).into()),
    answer("field-statement", |_, d| (&d.statement).into()),
    answer("field-note", |_, d| (&d.note).into()),
    answer("field-tags", |w, d| w.list(&d.tags).into()),
    answer("field-assessed-on", |_, d| d.assessed_on.into()),
    answer("field-assessed-by", |_, d| d.assessed_by.as_ref().into()),
    answer("field-reviewed-on", |_, d| d.reviewed_on.into()),
    answer("field-reviewed-by", |_, d| d.reviewed_by.as_ref().into()),
    answer("field-next-review", |_, d| d.next_review.into()),
    answer("field-evidence", |w, d| w.evidence(d).into()),
    demand("column-quote", |_, d| (&d.quote).into()),
    meta("column-pages", |w, d| w.pages(&d.pages).into()),
    meta("column-kind", |w, d| w.locale.kind(d.kind).into_owned().into()),
    meta("column-optional", |w, d| if d.optional { w.text("yes").into() } else { Cell::Empty }),
    meta("column-applicability", |w, d| w.locale.applicability(d.applicability).into_owned().into()),
    demand("column-reason", |w, d| lines(d.reasons.iter().map(|r| w.of(&r.text))).into()),
    demand("column-trigger", |w, d| d.trigger.as_ref().map(|t| w.of(t)).into()),
    demand("column-limit", |w, d| d.limit.as_ref().map(|limit| w.locale.limit(limit)).into()),
    demand("column-timing", |w, d| d.timing.as_ref().map(|t| w.of(t)).into()),
    demand("column-authority", |w, d| d.authority.as_ref().map(|a| w.of(a)).into()),
    demand("column-accepted-evidence", |w, d| lines(d.accepted_evidence.iter().map(|e| w.of(e))).into()),
    demand("column-condition", |w, d| d.condition.as_ref().map(|c| w.of(c)).into()),
    meta("column-conditions", |w, d| {
        lines(d.reasons.iter().filter_map(|r| {
            let predicate = r.predicate.as_ref()?;
            Some(format!("{} → {}", w.predicate(predicate), w.locale.applicability(r.state)))
        }))
        .into()
    }),
    demand("column-other-law", |w, d| w.other_law(&d.other_law).into()),
    demand("column-remark", |w, d| w.of(&d.remark).into()),
    demand("column-related", |w, d| w.related(&d.related).into()),
    context("license-number", |w, _| w.snapshot.license.number.as_ref().into()),
    context("license-company", |w, _| w.snapshot.license.company.as_ref().into()),
    context("license-valid-until", |w, _| w.snapshot.license.valid_until.into()),
    context("snapshot-on", |w, _| w.snapshot.on.into()),
    context("column-id", |_, d| d.id.to_string().into()),
];

/// What a document says of a duty in this column. What the head of its card says stands there alone, and the hashes of
/// the evidence are in a table of their own.
pub(in crate::export) fn in_document(w: &Words<'_>, column: &DutyColumn, duty: &DutyView) -> Cell {
    match column.column.key {
        "column-quote" | "column-overdue-days" => Cell::Empty,
        "field-evidence" => w.evidence_in_short(duty).into(),
        _ => (column.column.cell)(w, duty),
    }
}
