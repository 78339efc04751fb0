//! Limits that the history of every file format must keep.

use crate::limits::{Exceeded, PARENTS, RECORDS, check_year};
use crate::workbook::Record;
use chrono::{DateTime, Datelike as _, Utc};
use std::sync::Arc;

/// What the limits need to know of a record of any format.
pub(super) trait Bounded {
    /// The number of its parents.
    fn parents(&self) -> usize;
    /// The time of the record, by its author's clock.
    fn at(&self) -> DateTime<Utc>;
}

impl Bounded for Arc<Record> {
    fn parents(&self) -> usize {
        self.parents.len()
    }

    fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// Checks the number of `records`, and the number of parents and the year of each record.
///
/// # Errors
/// The limit, and the index of the record that exceeds it, where it is one record.
pub(super) fn check<R: Bounded>(records: &[R]) -> Result<(), (Option<usize>, Exceeded)> {
    RECORDS.check(records.len()).map_err(|exceeded| (None, exceeded))?;
    records.iter().enumerate().try_for_each(|(at, record)| {
        let within = PARENTS.check(record.parents()).and_then(|()| check_year(record.at().year()));
        within.map_err(|exceeded| (Some(at), exceeded))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record of this year with this number of parents.
    #[derive(Clone)]
    struct Made(i32, usize);

    impl Bounded for Made {
        fn parents(&self) -> usize {
            self.1
        }

        fn at(&self) -> DateTime<Utc> {
            chrono::NaiveDate::from_ymd_opt(self.0, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc()
        }
    }

    #[test]
    fn a_history_is_bounded_as_a_whole_and_record_by_record() {
        let exceeded = |limit, found| Exceeded { limit, found: Some(found) };
        assert_eq!(check(&vec![Made(2026, 1); RECORDS.count()]), Ok(()));
        let too_many = vec![Made(2026, 1); RECORDS.count() + 1];
        assert_eq!(check(&too_many), Err((None, exceeded(&RECORDS, RECORDS.max + 1))));
        assert_eq!(check(&[Made(1970, PARENTS.count()), Made(9999, 0)]), Ok(()));
        let joins = [Made(2026, 0), Made(2026, PARENTS.count() + 1)];
        assert_eq!(check(&joins), Err((Some(1), exceeded(&PARENTS, PARENTS.max + 1))));
        let year = &crate::limits::YEAR;
        assert_eq!(check(&[Made(10_000, 0)]), Err((Some(0), exceeded(year, 10_000))));
        assert_eq!(check(&[Made(1969, 0)]), Err((Some(0), exceeded(year, 1969))));
    }
}
