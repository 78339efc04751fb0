//! The only source of randomness.

use std::hash::RandomState;
use std::{io, panic};

pub use getrandom::Error as RandomnessError;

/// A random number, for an opening of a document or its journal.
///
/// # Errors
/// Where the system provides no randomness.
pub fn random_number() -> Result<u64, RandomnessError> {
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
