//! The columns of the checklist table: one row per duty.

use super::super::formatter::{SnapshotFormatter, lines};
use super::{Cell, Column};
use crate::snapshot::DutyView;
use crate::workbook::{AnswerField, Offset, Recurrence, Sha256, Status, answer_fields};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The group of a checklist column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Group {
    /// Identifies a row: label, title and status.
    Head,
    /// The answer of the company.
    Answer,
    /// The requirement of the license.
    Demand,
    /// Short properties of the duty, for which a heading has space.
    Meta,
    /// Values that are the same in every row, for merging several files.
    Context,
}

/// A column of the checklist.
pub(in crate::export) struct DutyColumn {
    pub(in crate::export) group: Group,
    pub(in crate::export) column: Column<DutyView>,
}

const fn head(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Head, column: Column { key, cell } }
}

/// A column of the answer. The status column is in the head group.
fn answer(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &DutyView) -> Cell) -> DutyColumn {
    let group = if key == AnswerField::Status.message() { Group::Head } else { Group::Answer };
    DutyColumn { group, column: Column { key, cell } }
}

const fn demand(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Demand, column: Column { key, cell } }
}

const fn meta(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Meta, column: Column { key, cell } }
}

const fn context(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &DutyView) -> Cell) -> DutyColumn {
    DutyColumn { group: Group::Context, column: Column { key, cell } }
}

/// How a column shows a field of an answer.
trait InCell {
    /// Returns the cell of this value; `duty` is the duty of the row.
    fn cell(&self, words: &SnapshotFormatter<'_>, duty: &DutyView) -> Cell;
}

/// Implements [`InCell`] for types whose cell depends on the value alone.
macro_rules! shown {
    ($($type:ty: $cell:expr;)*) => { $(
        impl InCell for $type {
            fn cell(&self, words: &SnapshotFormatter<'_>, _: &DutyView) -> Cell {
                let cell: fn(&Self, &SnapshotFormatter<'_>) -> Cell = $cell;
                cell(self, words)
            }
        }
    )* };
}

shown! {
    Status: |status, w| w.locale.status(*status).into_owned().into();
    Option<NaiveDate>: |day, _| (*day).into();
    Option<String>: |name, _| name.as_ref().into();
    Option<Recurrence>: |recurrence, w| recurrence.as_ref().map(|r| w.locale.recurrence(r)).into();
    Option<Offset>: |offset, w| offset.map(|o| w.locale.length(o.amount, o.unit)).into();
    String: |text, _| text.into();
    Vec<String>: |tags, w| w.list(tags).into();
}

impl InCell for Vec<Sha256> {
    fn cell(&self, words: &SnapshotFormatter<'_>, duty: &DutyView) -> Cell {
        words.evidence(duty).into()
    }
}

/// Makes one column for each field of the answer, with its position.
macro_rules! answer_columns {
    ($([$($(#[doc = $doc:literal])* $name:ident {
        $field:ident: $type:ty, $message:literal, column $column:literal, phrase $phrase:literal, dates $dates:literal, attested $attested:literal,
        stored($($stored:meta)?), shown($($shown:meta)?)
    })*])*) => {
        [$($(($column, answer($message, |w, d| d.$field.cell(w, d))),)*)*]
    };
}

/// The columns that follow from the dates of a duty. They are behind the due date.
fn dates() -> [(u16, DutyColumn); 3] {
    [
        (21, answer("column-deciding-day", |_, d| d.due_day.into())),
        (
            22,
            answer("column-date-state", |w, d| {
                let word = w.deciding(d).map(|date| w.locale.date_standing(date));
                word.or_else(|| Some(w.locale.date_state(d.due_state?))).map(Cow::into_owned).into()
            }),
        ),
        (23, answer("column-overdue-days", |_, d| d.overdue_days.into())),
    ]
}

/// The columns, in the order of the file.
pub(in crate::export) static COLUMNS: LazyLock<Vec<DutyColumn>> = LazyLock::new(|| {
    let mut answers: Vec<(u16, DutyColumn)> = answer_fields!(answer_columns).into_iter().chain(dates()).collect();
    answers.sort_by_key(|(place, _)| *place);
    HEAD.into_iter().chain(answers.into_iter().map(|(_, column)| column)).chain(REST).collect()
});

const HEAD: [DutyColumn; 3] = [
    head("column-label", |_, d| (&d.label).into()),
    head("column-clause", |_, d| d.clause.to_string().into()),
    head("column-title", |w, d| w.of(&d.title).into()),
];

const REST: [DutyColumn; 21] = [
    demand("column-quote", |_, d| (&d.quote).into()),
    meta("column-pages", |w, d| w.pages(&d.pages).into()),
    meta("column-kind", |w, d| {
        let kind = w.locale.kind(d.kind).into_owned();
        w.locale
            .duty_origin(d.origin, d.similarity)
            .map_or_else(|| kind.clone(), |mark| format!("{kind} · {mark}"))
            .into()
    }),
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
    demand("column-remark", |w, d| {
        let found = d.differences.iter();
        let found = found.map(|found| w.locale.difference(&found.catalog, &found.license, found.number));
        lines(Some(w.of(&d.remark)).into_iter().filter(|remark| !remark.is_empty()).chain(found)).into()
    }),
    demand("column-related", |w, d| w.related(&d.related).into()),
    context("license-number", |w, _| w.snapshot.license.number.as_ref().into()),
    context("license-company", |w, _| w.snapshot.license.company.as_ref().into()),
    context("license-valid-until", |w, _| w.snapshot.license.valid_until.into()),
    context("snapshot-on", |w, _| w.snapshot.on.into()),
    context("column-id", |_, d| d.id.to_string().into()),
];

/// The names and values that a document shows for a duty in the columns of `group`, without empty values.
pub(in crate::export) fn in_group(
    w: &SnapshotFormatter<'_>,
    duty: &DutyView,
    group: Group,
) -> impl Iterator<Item = (String, String)> {
    let columns = COLUMNS.iter().filter(move |column| column.group == group);
    let cells = columns.map(|column| (w.text(column.column.key), in_document(w, column, duty)));
    cells.filter(|(_, cell)| *cell != Cell::Empty).map(|(name, cell)| (name, cell.to_string()))
}

/// The value of a document field for this column. It is empty for what the head of the card already shows. Evidence is
/// shown without full hashes, which are in a table of their own.
fn in_document(w: &SnapshotFormatter<'_>, column: &DutyColumn, duty: &DutyView) -> Cell {
    match column.column.key {
        "column-quote" | "column-overdue-days" => Cell::Empty,
        "field-evidence" => w.evidence_in_short(duty).into(),
        _ => (column.column.cell)(w, duty),
    }
}
