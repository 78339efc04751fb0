//! The time: of the machine, or such as tests choose.

use crate::calendar::Now;
use crate::limits;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use std::time::SystemTime;

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// The day in China, whatever the machine's zone: the license and its limits live there.
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

/// What the clock of a machine shows, also one that was never set: before 1970 [`Utc::now`] panics. What is made by it is
/// dated within the years that can be read again.
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

/// A clock that stands still.
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
