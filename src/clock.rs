//! The current time: the machine's clock, and a fixed clock for tests.

use crate::calendar::Now;
use crate::limits;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use std::time::SystemTime;

/// A source of the current time.
pub trait Clock {
    /// The current moment.
    fn now(&self) -> DateTime<Utc>;

    /// The current day in China (UTC+8), whatever the time zone of the machine, because the license and its limits
    /// follow Chinese time.
    fn today(&self) -> NaiveDate {
        Now::from(self.now()).day()
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        utc(SystemTime::now())
    }
}

/// Converts the machine's time and clamps it to the years of [`limits::YEAR`], so that records made with it can be read
/// again. A clock that was never set may show a time before 1970, for which [`Utc::now`] panics.
fn utc(at: SystemTime) -> DateTime<Utc> {
    let shown = DateTime::<Utc>::from(at);
    match limits::check_year(shown.year()) {
        Ok(()) => shown,
        Err(_) if shown < DateTime::UNIX_EPOCH => DateTime::UNIX_EPOCH,
        Err(_) => shown.with_year(LAST_YEAR).unwrap_or(DateTime::UNIX_EPOCH),
    }
}

/// The last year of [`limits::YEAR`].
const LAST_YEAR: i32 = 9999;

/// A clock that always shows the same moment.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_clock_that_was_never_set_is_before_1970() {
        let two_days_before = SystemTime::UNIX_EPOCH - Duration::from_hours(48);
        assert_eq!(utc(two_days_before), DateTime::UNIX_EPOCH);
        assert_eq!(utc(SystemTime::UNIX_EPOCH + Duration::from_hours(1)).to_rfc3339(), "1970-01-01T01:00:00+00:00");
        // Far ahead, where the system has such a time at all.
        if let Some(later) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(400_000_000_000)) {
            assert_eq!(utc(later).year(), LAST_YEAR);
        }
    }
}
