//! Ids that are unique across all copies of a workbook, independent of clocks: a random number with a sequence, and for
//! records the hash of their content.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An id: the random number of one opening of a document, and a sequence number within that opening.
///
/// Written as `9f3c2a1b44d05e77-12`. Ids of one opening sort in the order of their creation.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id {
    /// Random number drawn when the document was opened.
    pub opening: u64,
    /// Number within the opening, from 1.
    pub sequence: u32,
}

/// The middle part of the message for a text that is not an id.
pub(crate) const NOT_AN_ID: &str = "is not an id such as ";

/// The error for a text that is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” {NOT_AN_ID}9f3c2a1b44d05e77-12")]
pub struct ParseIdError(pub String);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.opening, self.sequence)
    }
}

impl FromStr for Id {
    type Err = ParseIdError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        // Each id has exactly one spelling, so that equal ids are equal as text too.
        parse_id(s).filter(|id| id.to_string() == s).ok_or_else(|| ParseIdError(s.to_owned()))
    }
}

fn parse_id(s: &str) -> Option<Id> {
    let (opening, sequence) = s.split_once('-')?;
    Some(Id { opening: u64::from_str_radix(opening, 16).ok()?, sequence: sequence.parse().ok()? })
}

impl TryFrom<String> for Id {
    type Error = ParseIdError;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

/// Creates the ids of one opening of a document.
#[derive(Clone, Debug)]
pub struct IdSource {
    opening: u64,
    last: u32,
}

impl IdSource {
    /// Creates ids for the opening with this number, which must have been drawn at random.
    #[must_use]
    pub fn new(opening: u64) -> Self {
        Self { opening, last: 0 }
    }

    /// The next id.
    pub fn next_id<T: From<Id>>(&mut self) -> T {
        // After 4 billion ids the next opening number is used; it is as unlikely to collide as any other.
        if self.last == u32::MAX {
            self.opening = self.opening.wrapping_add(1);
            self.last = 0;
        }
        self.last += 1;
        Id { opening: self.opening, sequence: self.last }.into()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Identifies a workbook; all copies of it share the id.
    DocumentId
    /// Identifies a person of the registry.
    PersonId
    /// Identifies a license in the workbook.
    LicenseId
    /// Identifies a duty permanently, whatever its label.
    DutyId
    /// Identifies an event.
    EventId
    /// Identifies one occurrence of a duty raised by an event or a period.
    OccurrenceId
    /// Identifies a preparation session of an annual report.
    SessionId
    /// Identifies a frozen snapshot.
    SnapshotId
    /// Identifies an edit: two people who make the same edit at the same moment make two edits.
    EditId
}

/// Identifies a record of the history by its content: the SHA-256 of it, see [`super::Record::hash`].
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(pub Sha256);

impl RecordId {
    /// The id of a record of format 1 that a file refers to but does not contain: the same in every copy.
    #[must_use]
    pub fn of_format_1(edit: EditId) -> Self {
        Self(Sha256::of(format!("record {edit} of format 1").as_bytes()))
    }

    /// Its first 12 digits, enough to distinguish records by eye.
    #[must_use]
    pub fn short(self) -> String {
        self.0.short()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Its first 12 digits, enough to distinguish hashes by eye.
    #[must_use]
    pub fn short(self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error for a text that is not a SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a SHA-256 of 64 lower-case hexadecimal digits")]
pub struct ParseSha256Error(pub String);

impl FromStr for Sha256 {
    type Err = ParseSha256Error;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        parse_sha256(s).ok_or_else(|| ParseSha256Error(s.to_owned()))
    }
}

fn parse_sha256(s: &str) -> Option<Sha256> {
    if s.len() != 64 || !s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(s.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(Sha256(bytes))
}

impl TryFrom<String> for Sha256 {
    type Error = ParseSha256Error;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<Sha256> for String {
    fn from(hash: Sha256) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_spelling_and_sort_as_given() {
        let mut ids = IdSource::new(0x9f3c);
        let (a, b): (Id, Id) = (ids.next_id(), ids.next_id());
        assert!(a < b);
        assert_eq!(a.to_string(), "0000000000009f3c-1");
        assert_eq!(a.to_string().parse(), Ok(a));
        for bad in ["", "9f3c-1", "0000000000009F3C-1", "0000000000009f3c-01", "0000000000009f3c-+1", "x-1"] {
            assert_eq!(bad.parse::<Id>(), Err(ParseIdError(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn hashes_read_back() {
        let hash = Sha256::of(b"abc");
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("ba78".parse::<Sha256>().is_err());
        assert!("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD".parse::<Sha256>().is_err());
    }
}
