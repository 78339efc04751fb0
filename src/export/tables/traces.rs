//! Ids and keys, by which programs find records. Spreadsheets and data formats have them beside each record; documents
//! list them at the end, so that they do not disturb readers.

use super::super::formatter::SnapshotFormatter;
use super::{Cell, Table, TableId, in_document_table};

/// The tables whose records have ids or keys, with the columns that identify a record to a reader.
const NAMED_BY: [(TableId, &[&str]); 11] = [
    (TableId::Duties, &["column-label"]),
    (TableId::Dates, &["column-label", "column-date-rule", "column-due-day"]),
    (TableId::Events, &["column-day", "column-event"]),
    (TableId::Occurrences, &["column-label", "column-done-on"]),
    (TableId::Facts, &["column-fact"]),
    (TableId::History, &["column-moment", "column-author"]),
    (TableId::Heads, &["column-head"]),
    (TableId::Materials, &["column-material"]),
    (TableId::Attestations, &["column-label"]),
    (TableId::Sessions, &["session-day"]),
    (TableId::Gaps, &["column-gap"]),
];

/// Whether the column of the table has ids or keys.
pub(in crate::export) fn is_trace(id: TableId, key: &str) -> bool {
    let of_all = [
        "column-id",
        "column-event-id",
        "column-session-id",
        "column-sequence",
        "column-changed-at",
        "column-key",
        "column-undoes",
    ];
    of_all.contains(&key) || (id == TableId::Dates && key == "column-sha256")
}

/// The ids and keys of the snapshot: the title of each table that has some, and its records in one line.
pub(in crate::export) fn traces(w: &SnapshotFormatter<'_>) -> Vec<(String, String)> {
    let shown = NAMED_BY.iter().filter(|(id, _)| id.is_in(w.snapshot));
    let traces = shown.filter_map(|(id, names)| {
        let table = in_document_table(w.snapshot, *id, w.locale.language);
        let mut records: Vec<String> = table.rows.iter().map(|row| record(w, &table, row, names)).collect();
        // The history has one row per changed field, so a record can occur several times.
        records.dedup();
        (!records.is_empty()).then(|| (table.title.clone(), records.join("　")))
    });
    traces.collect()
}

/// The name of a record and its ids.
fn record(w: &SnapshotFormatter<'_>, table: &Table, row: &[Cell], names: &[&str]) -> String {
    let cells = table.keys.iter().zip(&table.headers).zip(row).filter(|(_, cell)| **cell != Cell::Empty);
    let name = names.iter().filter_map(|name| cells.clone().find(|((key, _), _)| *key == name));
    let name = name.map(|(_, cell)| cell.to_string()).collect::<Vec<_>>().join(" ");
    let ids = cells.filter(|((key, _), _)| is_trace(table.id, key)).map(|((key, header), cell)| match *key {
        "column-id" | "column-key" => cell.to_string(),
        _ => w.locale.format("named-value", [("name", header.as_str().into()), ("value", cell.to_string().into())]),
    });
    let ids = w.list(ids.collect::<Vec<_>>());
    w.locale.format("named-value", [("name", name.into()), ("value", ids.into())])
}
