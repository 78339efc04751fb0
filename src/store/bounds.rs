//! What a history that was read must keep to, whatever format it came in.

use crate::limits::{Exceeded, PARENTS, RECORDS, check_year};
use crate::workbook::{Record, RecordId};
use chrono::Datelike as _;
use std::sync::Arc;

/// Whether `records` are no more than the limits let in, and each of them is of a time that can be shown.
///
/// # Errors
/// The limit, and the record that is beyond it where it is one.
pub(super) fn check(records: &[Arc<Record>]) -> Result<(), (Option<RecordId>, Exceeded)> {
    RECORDS.check(records.len()).map_err(|exceeded| (None, exceeded))?;
    records.iter().try_for_each(|record| {
        let within = PARENTS.check(record.parents.len()).and_then(|()| check_year(record.at.year()));
        within.map_err(|exceeded| (Some(record.id), exceeded))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Id, PersonId};

    fn record(year: i32, parents: usize) -> Arc<Record> {
        let id = RecordId(Id { opening: 1, sequence: 1 });
        let at = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc();
        let author = PersonId(Id { opening: 1, sequence: 2 });
        Arc::new(Record { id, parents: vec![id; parents], author, at, undoes: None, past: None, changes: Vec::new() })
    }

    #[test]
    fn a_history_is_bounded_as_a_whole_and_record_by_record() {
        let many = |count: u64| vec![record(2026, 1); usize::try_from(count).unwrap()];
        let found = |records: &[Arc<Record>]| check(records).map_err(|(id, exceeded)| (id.is_some(), exceeded));
        assert_eq!(found(&many(RECORDS.most)), Ok(()));
        let exceeded = |limit, found| Exceeded { limit, found: Some(found) };
        assert_eq!(found(&many(RECORDS.most + 1)), Err((false, exceeded(&RECORDS, RECORDS.most + 1))));
        assert_eq!(found(&[record(1970, PARENTS.count()), record(9999, 0)]), Ok(()));
        assert_eq!(found(&[record(2026, PARENTS.count() + 1)]), Err((true, exceeded(&PARENTS, PARENTS.most + 1))));
        let year = &crate::limits::YEAR;
        assert_eq!(found(&[record(10_000, 0)]), Err((true, exceeded(year, 10_000))));
        assert_eq!(found(&[record(1969, 0)]), Err((true, exceeded(year, 1969))));
    }
}
