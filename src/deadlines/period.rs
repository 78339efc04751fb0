//! The due day of a period of a duty, by which users know the period.

use crate::calendar::{Calendar, SourcedLimit, Start, deadline};
use crate::obligation::LimitDirection;
use crate::workbook::{DutyId, Workbook};
use chrono::{Datelike as _, NaiveDate};

impl Workbook {
    /// The due day of `duty` in the period identified by the day `period`, see [`crate::workbook::Cause::Period`]: the
    /// last day of a report's window, or the day before the end of the license. Any other period is identified by its
    /// due day.
    #[must_use]
    pub fn due_of_period(&self, duty: DutyId, period: NaiveDate) -> NaiveDate {
        let Some(definition) = self.duties.get(&duty).map(|duty| &duty.definition) else { return period };
        let Some(limit) = &definition.limit else { return period };
        let cover = self.licenses.get(&definition.license).map(|license| &license.parsed.cover);
        let ends = cover.and_then(|cover| cover.valid_until.as_ref()).map(|day| day.value);
        let start = if definition.is_annual_report() && period.ordinal() == 1 {
            Start::Year(period.year())
        } else if limit.direction == LimitDirection::Before && ends == Some(period) {
            Start::Day(period)
        } else {
            return period;
        };
        deadline(start, &SourcedLimit::from(limit.clone()), &Calendar::new(&self.schedules)).due.unwrap_or(period)
    }
}
