//! Decides when the open document is saved automatically: after a pause in editing, and at limited intervals.

/// Seconds without an edit after which the document is saved.
const IDLE_DELAY: f64 = 2.0;
/// Minimum seconds between two automatic saves, because sync clients upload each of them.
const MIN_INTERVAL: f64 = 30.0;
/// Seconds to wait after a failed save.
const RETRY_INTERVAL: f64 = 60.0;

/// Watches the revision of a document and decides when to save it. Times are those of the window, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct AutoSave {
    /// The latest known revision, and the time at which it was first seen.
    seen: Option<(u64, f64)>,
    /// The time at which the latest save began.
    began: Option<f64>,
    has_failed: bool,
}

impl AutoSave {
    /// Returns the seconds until `revision`, which the file does not have, is to be saved.
    pub(super) fn wait(&mut self, now: f64, revision: u64) -> f64 {
        let since = match self.seen {
            Some((seen, since)) if seen == revision => since,
            _ => {
                self.seen = Some((revision, now));
                now
            }
        };
        let between = if self.has_failed { RETRY_INTERVAL } else { MIN_INTERVAL };
        let earliest = self.began.map_or(since + IDLE_DELAY, |began| (since + IDLE_DELAY).max(began + between));
        (earliest - now).max(0.0)
    }

    /// Notes that a save began, automatic or not.
    pub(super) fn began(&mut self, now: f64) {
        self.began = Some(now);
    }

    /// Notes that a save ended.
    pub(super) fn ended(&mut self, has_failed: bool) {
        self.has_failed = has_failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In milliseconds.
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
        assert_eq!(wait(&mut auto, 31.0, 3), 2000, "not during typing");
        auto.began(33.0);
        auto.ended(true);
        assert_eq!(wait(&mut auto, 34.0, 3), 59_000, "what failed fails again for a while");
        auto.ended(false);
        assert_eq!(wait(&mut auto, 34.0, 3), 29_000);
    }
}
