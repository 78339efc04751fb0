//! The history as a table: one row per changed field, the latest first.
//!
//! A history can be very long. A document shows the newest rows and says so; data formats have all rows.

use super::super::formatter::SnapshotFormatter;
use super::{Table, TableId, make, records};
use crate::limits::Limit;
use crate::snapshot::{ChangeView, RecordView, Snapshot};

/// A record and one of its changes; `None` for a record without changes.
pub(super) type Row<'a> = (&'a RecordView, Option<&'a ChangeView>);

/// The maximum size of a history table.
#[derive(Clone, Copy)]
pub(super) struct RowLimits {
    /// The maximum number of rows.
    pub(super) rows: &'static Limit,
    /// The maximum length of all rows together, as [`length`] counts it; `None` for no limit.
    pub(super) text: Option<&'static Limit>,
}

/// Builds the table with all rows, or with as many as `limits` allows and a note that says so.
pub(super) fn table(words: &SnapshotFormatter<'_>, limits: Option<RowLimits>) -> Table {
    let snapshot = words.snapshot;
    let all = snapshot.history.iter().map(|record| record.changes.len().max(1)).sum::<usize>();
    let shown: Vec<Row<'_>> = match limits {
        None => rows(snapshot).collect(),
        Some(limits) => newest(snapshot, limits),
    };
    let mut table = make(words, TableId::History, &records::history(), shown.iter());
    if shown.len() < all {
        let numbers = [("shown", shown.len().into()), ("all", all.into())];
        table.note = words.locale.format("history-newest", numbers);
    }
    table
}

fn rows(snapshot: &Snapshot) -> impl Iterator<Item = Row<'_>> {
    snapshot.history.iter().flat_map(|record| {
        let lone = record.changes.is_empty().then_some((record, None));
        record.changes.iter().map(move |change| (record, Some(change))).chain(lone)
    })
}

fn newest(snapshot: &Snapshot, limits: RowLimits) -> Vec<Row<'_>> {
    let mut room = limits.text.map_or(usize::MAX, Limit::count);
    let fitting = rows(snapshot).take(limits.rows.count()).take_while(|row| {
        let left = room.checked_sub(length(row));
        room = left.unwrap_or_default();
        left.is_some()
    });
    fitting.collect()
}

/// The length of a row in bytes, in the longer of the two languages.
fn length((_, change): &Row<'_>) -> usize {
    let texts = change.iter().flat_map(|change| [&change.from, &change.to]);
    texts.map(|text| text.zh.len().max(text.en.len())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Bilingual, Language};
    use crate::limits::{Beyond, LimitMeasure};
    use crate::locale::Locale;
    use crate::obligation::Catalog;
    use crate::snapshot::Selection;
    use crate::workbook::{IdSource, RecordId, Sha256, seed};

    static ROWS: Limit =
        Limit { key: "history", max: 5, unit: LimitMeasure::Count, bounds: "", beyond: Beyond::Shortened };
    static TEXT: Limit =
        Limit { key: "history_text", max: 50, unit: LimitMeasure::Count, bounds: "", beyond: Beyond::Shortened };

    /// A snapshot whose records have these numbers of changes, each change with `length` characters.
    fn snapshot(changes: &[usize], length: usize) -> Snapshot {
        let text = crate::workbook::SEED_LICENSE;
        let catalog = Catalog::builtin().unwrap();
        let day = "2026-11-24".parse().unwrap();
        let (workbook, _) = seed(text, &catalog, std::collections::BTreeMap::new(), day, &mut IdSource::new(7));
        let license = workbook.current_license().unwrap();
        let mut snapshot = Snapshot::of(&workbook, license, day, &catalog, Selection::everything()).unwrap();
        let change =
            ChangeView { subject: words(1), field: words(1), from: words(0), to: words(length), withheld: false };
        let records = changes.iter().enumerate().map(|(n, changes)| RecordView {
            id: RecordId(Sha256::of(&n.to_le_bytes())),
            at: day.and_hms_opt(0, 0, 0).unwrap().and_utc(),
            author: n.to_string(),
            words: words(0),
            undoes: None,
            changes: vec![change.clone(); *changes],
        });
        snapshot.history = records.collect();
        snapshot
    }

    fn words(length: usize) -> Bilingual {
        Bilingual { zh: "x".repeat(length), en: String::new() }
    }

    #[test]
    fn the_newest_rows_are_shown_and_how_many_there_are_is_said() {
        let by_rows = RowLimits { rows: &ROWS, text: None };
        let by_text = RowLimits { rows: &ROWS, text: Some(&TEXT) };
        for (changes, length, limits, shown, all) in [
            (&[2, 3][..], 9, Some(by_text), 5, 5),
            (&[2, 4], 9, Some(by_rows), 5, 6),
            (&[0, 0, 0, 0, 0, 0, 0], 9, Some(by_rows), 5, 7),
            (&[1000], 9, Some(by_rows), 5, 1000),
            (&[1, 1, 1], 25, Some(by_text), 2, 3),
            (&[1, 1], 51, Some(by_text), 0, 2),
            (&[1000], 9, None, 1000, 1000),
        ] {
            let snapshot = snapshot(changes, length);
            for language in Language::ALL {
                let table = table(&SnapshotFormatter { snapshot: &snapshot, locale: Locale::of(language) }, limits);
                assert_eq!(table.rows.len(), shown, "{changes:?}");
                assert_eq!(table.note.is_empty(), shown == all, "{}", table.note);
                let numbers = [shown, all].iter().all(|number| table.note.contains(&number.to_string()));
                assert!(numbers || table.note.is_empty(), "{}", table.note);
            }
        }
    }
}
