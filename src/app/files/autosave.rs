//! When the open document is saved by itself: in a pause, and not all the time.

/// A pause of so many seconds, and what she was doing is done.
const PAUSE: f64 = 2.0;
/// Seconds between two automatic saves: sync clients carry each of them around.
const BETWEEN: f64 = 30.0;
/// Seconds after a save that failed before the next is tried.
const AFTER_FAILURE: f64 = 60.0;

/// Watches the revision of a document, to tell when it is to be saved. Times are the window's, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct AutoSave {
    /// The revision that was seen last, and since when.
    seen: Option<(u64, f64)>,
    /// When the latest save began.
    began: Option<f64>,
    has_failed: bool,
}

impl AutoSave {
    /// How many seconds it is until revision `revision`, which the file does not hold, is to be saved.
    pub(super) fn wait(&mut self, now: f64, revision: u64) -> f64 {
        let since = match self.seen {
            Some((seen, since)) if seen == revision => since,
            _ => {
                self.seen = Some((revision, now));
                now
            }
        };
        let between = if self.has_failed { AFTER_FAILURE } else { BETWEEN };
        let earliest = self.began.map_or(since + PAUSE, |began| (since + PAUSE).max(began + between));
        (earliest - now).max(0.0)
    }

    /// A save began, whoever asked for it.
    pub(super) fn began(&mut self, now: f64) {
        self.began = Some(now);
    }

    /// A save has ended.
    pub(super) fn ended(&mut self, has_failed: bool) {
        self.has_failed = has_failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// To the millisecond.
    fn wait(auto: &mut AutoSave, now: f64, revision: u64) -> i64 {
        let wait = (auto.wait(now, revision) * 1000.0).round();
        format!("{wait}").parse().unwrap()
    }

    #[test]
    fn waits_for_a_pause() {
        let mut auto = AutoSave::default();
        assert_eq!(wait(&mut auto, 10.0, 1), 2000);
        assert_eq!(wait(&mut auto, 11.5, 1), 500);
        assert_eq!(wait(&mut auto, 11.5, 2), 2000, "another edit: the pause begins anew");
        assert_eq!(wait(&mut auto, 13.5, 2), 0);
    }

    #[test]
    fn does_not_save_all_the_time() {
        let mut auto = AutoSave::default();
        assert_eq!(wait(&mut auto, 0.0, 1), 2000);
        auto.began(2.0);
        auto.ended(false);
        assert_eq!(wait(&mut auto, 3.0, 2), 29_000, "half a minute after the latest save");
        assert_eq!(wait(&mut auto, 31.0, 3), 2000, "but never while she is typing");
        auto.began(33.0);
        auto.ended(true);
        assert_eq!(wait(&mut auto, 34.0, 3), 59_000, "what failed fails again for a while");
        auto.ended(false);
        assert_eq!(wait(&mut auto, 34.0, 3), 29_000);
    }
}
