//! The sections of a file: their names, their order, how a value is written in them, and their digests.

use crate::variants::all;
use crate::workbook::{DocumentId, Sha256};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::fmt;
use strum::VariantArray;

/// The sections of a file, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Format and id.
    Header,
    /// The workbook's own fields.
    Meta,
    /// The registry of people.
    People,
    /// The licenses.
    Licenses,
    /// The duties.
    Duties,
    /// What is known of evidence.
    Evidence,
    /// What happened.
    Events,
    /// Occurrences of duties.
    Occurrences,
    /// Attestations.
    Attestations,
    /// Annual reports.
    Reports,
    /// Preparation sessions.
    Sessions,
    /// Frozen snapshots.
    Snapshots,
    /// Holiday schedules.
    Schedules,
    /// What the history begins with.
    Bases,
    /// The earlier of the applied edits, packed.
    Archive,
    /// The latest of the applied edits.
    History,
    /// The bytes of evidence.
    Blobs,
}

impl Section {
    /// All sections, in the order of the file.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Meta => "meta",
            Self::People => "people",
            Self::Licenses => "licenses",
            Self::Duties => "duties",
            Self::Evidence => "evidence",
            Self::Events => "events",
            Self::Occurrences => "occurrences",
            Self::Attestations => "attestations",
            Self::Reports => "reports",
            Self::Sessions => "sessions",
            Self::Snapshots => "snapshots",
            Self::Schedules => "schedules",
            Self::Bases => "bases",
            Self::Archive => "archive",
            Self::History => "history",
            Self::Blobs => "blobs",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the digest of the header is over: it has no text of its own in the file.
pub(super) fn header_text(format: u32, id: DocumentId) -> String {
    format!("(format: {format}, id: \"{id}\")")
}

/// One field a line, set one level in, so that it can stand in the document.
pub(super) fn pretty<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    // Strings are written with escapes: no line end of a text can be changed by an editor or a version control.
    let config = PrettyConfig::new().new_line("\n    ").escape_strings(true);
    ron::ser::to_string_pretty(value, config)
}

pub(super) fn digest_of(text: &str) -> Sha256 {
    exact_digest_of(text).unwrap_or_else(|| Sha256::of(text.replace('\r', "").as_bytes()))
}

/// The same, where it is the SHA-256 of the text as it is.
pub(super) fn exact_digest_of(text: &str) -> Option<Sha256> {
    (!text.contains('\r')).then(|| Sha256::of(text.as_bytes()))
}
