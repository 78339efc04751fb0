//! Writes a snapshot as plain text: the labels and titles of its duties.

use crate::language::Language;
use crate::snapshot::Snapshot;
use std::fmt::Write as _;

/// The snapshot as plain text.
pub(super) fn export(snapshot: &Snapshot, language: Language) -> String {
    snapshot.duties.iter().fold(String::new(), |mut text, duty| {
        let _ok = writeln!(text, "{} {}", duty.label, duty.title.get(language));
        text
    })
}

/// Whether a file of these bytes is one that [`export`] wrote: it has no mark.
pub(super) fn is_ours(_: &[u8]) -> bool {
    false
}
