//! Progress and cancellation of long work, shared by the worker and the thread that waits for it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// The state of long work. Counts are in a unit that the work chooses, most often bytes.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    is_canceled: AtomicBool,
    /// The number of checks until it cancels itself, plus one; 0 for no automatic cancellation.
    #[cfg(test)]
    asks_left: AtomicU64,
}

/// The error of work that was canceled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it was canceled")]
pub struct Canceled;

impl Progress {
    /// Sets the total amount of work.
    pub fn set_total(&self, total: u64) {
        self.total.store(total, Relaxed);
    }

    /// Sets the total to the sum of `parts`, saturating.
    pub fn set_total_of(&self, parts: impl IntoIterator<Item = u64>) {
        self.set_total(parts.into_iter().fold(0, u64::saturating_add));
    }

    /// Adds `amount` to the work done.
    pub fn advance(&self, amount: u64) {
        self.done.fetch_add(amount, Relaxed);
    }

    /// The fraction done, from 0 to 1; `None` until the total is known.
    #[must_use]
    pub fn fraction(&self) -> Option<f32> {
        let total = self.total.load(Relaxed);
        // A progress bar shows no more than three digits.
        let permille = self.done.load(Relaxed).min(total).saturating_mul(1000).checked_div(total)?;
        u16::try_from(permille).ok().map(|permille| f32::from(permille) / 1000.0)
    }

    /// Requests the work to stop.
    pub fn cancel(&self) {
        self.is_canceled.store(true, Relaxed);
    }

    /// Whether cancellation was requested.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        #[cfg(test)]
        self.count_down();
        self.is_canceled.load(Relaxed)
    }

    /// A progress that cancels itself at the check number `asks`, for tests that stop work at each of its steps in
    /// turn.
    #[cfg(test)]
    pub(crate) fn cancelled_after(asks: u64) -> Self {
        Self { asks_left: AtomicU64::new(asks + 1), ..Self::default() }
    }

    #[cfg(test)]
    fn count_down(&self) {
        match self.asks_left.load(Relaxed) {
            0 => {}
            1 => self.cancel(),
            left => self.asks_left.store(left - 1, Relaxed),
        }
    }

    /// Returns an error if cancellation was requested; call it between parts of the work.
    ///
    /// # Errors
    /// If cancellation was requested.
    pub fn check(&self) -> Result<(), Canceled> {
        if self.is_canceled() { Err(Canceled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_part_that_is_done() {
        let progress = Progress::default();
        assert_eq!(progress.fraction(), None);
        progress.set_total(8);
        progress.advance(2);
        assert_eq!(progress.fraction(), Some(0.25));
        progress.advance(9);
        assert_eq!(progress.fraction(), Some(1.0));
        progress.set_total(u64::MAX);
        assert_eq!(progress.fraction(), Some(0.0));
    }

    #[test]
    fn stops_when_asked() {
        let progress = Progress::default();
        assert_eq!(progress.check(), Ok(()));
        progress.cancel();
        assert_eq!(progress.check(), Err(Canceled));
    }
}
