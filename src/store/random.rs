//! The one place where randomness comes from.

/// A random number, for an opening of a document or its journal.
///
/// # Errors
/// Where the system has no randomness to give.
pub fn random_number() -> Result<u64, getrandom::Error> {
    getrandom::u64()
}
