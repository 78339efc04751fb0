//! The time: of the machine, or such as tests choose.

use crate::calendar::Now;
use chrono::{DateTime, NaiveDate, Utc};
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

/// What the clock of a machine shows, also one that was never set: before 1970 [`Utc::now`] panics.
fn utc(at: SystemTime) -> DateTime<Utc> {
    at.into()
}

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
        assert_eq!(utc(two_days_before).to_rfc3339(), "1969-12-30T00:00:00+00:00");
    }
}
