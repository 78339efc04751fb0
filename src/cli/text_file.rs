//! Small text files that commands read.

use super::failure::Failure;
use crate::limits::SMALL_FILE;
use crate::store;
use std::path::Path;

/// Reads a small text, such as a holiday schedule.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = store::read_limited(path, &SMALL_FILE)?;
    String::from_utf8(bytes).map_err(|_| Failure::about("cli-not-utf-8", path))
}
