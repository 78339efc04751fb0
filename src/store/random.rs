//! The one place where randomness comes from.

use std::hash::RandomState;
use std::{io, panic};

pub use getrandom::Error as RandomnessError;

/// A random number, for an opening of a document or its journal.
///
/// # Errors
/// Where the system has no randomness to give.
pub fn random_number() -> Result<u64, RandomnessError> {
    getrandom::u64()
}

/// Asks for randomness before anything depends on it: the tables of the standard library do, and end the program where
/// there is none when they are made first.
///
/// # Errors
/// Where the system has no randomness to give.
pub fn check_randomness() -> io::Result<()> {
    random_number().map_err(io::Error::other)?;
    // It is told by whoever asked.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let keys = panic::catch_unwind(RandomState::new);
    panic::set_hook(hook);
    keys.map(drop).map_err(|_| io::ErrorKind::Unsupported.into())
}
