//! The time, so that tests can choose it.

use chrono::{DateTime, NaiveDate, Utc};

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// The day in China, whatever the machine's zone: the license and its limits live there.
    fn today(&self) -> NaiveDate {
        crate::ui::china_time(self.now()).date()
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stands still.
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}
