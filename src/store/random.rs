//! The only source of randomness.

use std::hash::RandomState;
use std::{io, panic};

pub use getrandom::Error as RandomnessError;

/// A random number, for an opening of a document or its journal.
///
/// # Errors
/// Where the system provides no randomness.
pub fn random_number() -> Result<u64, getrandom::Error> {
    getrandom::u64()
}

/// Checks that randomness is available before anything needs it: the hash tables of the standard library panic where
/// there is none.
///
/// # Errors
/// Where the system provides no randomness.
pub fn check_randomness() -> io::Result<()> {
    random_number().map_err(io::Error::other)?;
    // The caller reports the error, so the panic hook is silenced.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let keys = panic::catch_unwind(RandomState::new);
    panic::set_hook(hook);
    keys.map(drop).map_err(|_| io::ErrorKind::Unsupported.into())
}

/// A random number for a document that is already open. Where the system provides no randomness any more, it is a
/// number that is unique by time, process and call count. It must not be used for secrets.
#[must_use]
pub fn unlikely_number() -> u64 {
    static ASKED: AtomicU64 = AtomicU64::new(0);
    random_number()
        .unwrap_or_else(|_| number_of(SystemTime::now(), std::process::id(), ASKED.fetch_add(1, Ordering::Relaxed)))
}

fn number_of(at: SystemTime, process: u32, asked: u64) -> u64 {
    // A clock before 1970 also distinguishes times.
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_else(|before| before.duration());
    let digest = Sha256::of(format!("{} {process} {asked}", since.as_nanos()).as_bytes());
    digest.0.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::time::Duration;

    #[test]
    fn no_two_openings_have_the_same_number_where_there_is_no_randomness() {
        let moments = [Duration::ZERO, Duration::from_nanos(1), Duration::from_secs(1 << 31)];
        let numbers: BTreeSet<u64> = moments
            .into_iter()
            .flat_map(|since| (1..5).map(move |process| (since, process)))
            .flat_map(|(since, process)| (0..50).map(move |n| number_of(SystemTime::UNIX_EPOCH + since, process, n)))
            .collect();
        assert_eq!(numbers.len(), 3 * 4 * 50);
    }
}
