//! The sections of a file: their names, their order, their text and their digests.

use crate::variants::all;
use crate::workbook::{DocumentId, Sha256};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::fmt;
use strum::VariantArray;

/// The sections of a file, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum FileSection {
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
    /// Facts about evidence.
    Evidence,
    /// Events.
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
    /// The bases of the history.
    Bases,
    /// The earlier records of the history, packed.
    Archive,
    /// The latest records of the history.
    History,
    /// The bytes of evidence.
    Blobs,
}

impl FileSection {
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

impl fmt::Display for FileSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text that the digest of the header covers; the file does not contain it in this form.
pub(super) fn header_text(format: u32, id: DocumentId) -> String {
    format!("(format: {format}, id: \"{id}\")")
}

/// The text of a value: one field in each line, indented by one level for its place in the document.
pub(super) fn pretty<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    // Escapes in strings keep editors and version control from changing line ends of texts.
    let config = PrettyConfig::new().new_line("\n    ").escape_strings(true);
    ron::ser::to_string_pretty(value, config)
}

pub(super) fn digest_of(text: &str) -> Sha256 {
    exact_digest_of(text).unwrap_or_else(|| Sha256::of(text.replace('\r', "").as_bytes()))
}

/// [`digest_of`], where it is the SHA-256 of the unchanged text.
pub(super) fn exact_digest_of(text: &str) -> Option<Sha256> {
    (!text.contains('\r')).then(|| Sha256::of(text.as_bytes()))
}
