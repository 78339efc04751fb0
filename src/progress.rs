//! How far long work has come, and whether it is still wanted: shared by the one who works and the one who waits.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// The state of long work. Counts are in whatever unit the work has; most often bytes.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    is_cancelled: AtomicBool,
    /// How often it may still be asked before it is cancelled by itself, plus one; 0 for as often as one likes.
    #[cfg(test)]
    asks_left: AtomicU64,
}

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it was cancelled")]
pub struct Cancelled;

impl Progress {
    /// Says how much there is to do in all.
    pub fn set_total(&self, total: u64) {
        self.total.store(total, Relaxed);
    }

    /// Says how much there is to do in all parts together, whatever they say of themselves.
    pub fn set_total_of(&self, parts: impl IntoIterator<Item = u64>) {
        self.set_total(parts.into_iter().fold(0, u64::saturating_add));
    }

    /// Says that `amount` more is done.
    pub fn advance(&self, amount: u64) {
        self.done.fetch_add(amount, Relaxed);
    }

    /// The part that is done, from 0 to 1; `None` while the total is not known.
    #[must_use]
    pub fn fraction(&self) -> Option<f32> {
        let total = self.total.load(Relaxed);
        // Three digits are more than a bar can show.
        let permille = self.done.load(Relaxed).min(total).saturating_mul(1000).checked_div(total)?;
        u16::try_from(permille).ok().map(|permille| f32::from(permille) / 1000.0)
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        #[cfg(test)]
        self.count_down();
        self.is_cancelled.load(Relaxed)
    }

    /// A progress that is cancelled by itself when it was asked `asks` times: for work that is to be stopped at each of
    /// its steps in turn.
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

    /// To be called between parts of the work.
    ///
    /// # Errors
    /// When it was asked to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
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
        assert_eq!(progress.check(), Err(Cancelled));
    }
}
