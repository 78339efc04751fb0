//! Ids that two copies of a workbook never give twice, whatever their clocks say: numbers of an opening, and for records the
//! hash of what they say.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An id: the random number of one opening of a document, and a sequence within that opening.
///
/// Written as `9f3c2a1b44d05e77-12`. Ids of one opening sort in the order in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id {
    /// Random number drawn when the document was opened.
    pub opening: u64,
    /// Counts from 1 within the opening.
    pub sequence: u32,
}

/// What a text is told that is no id.
pub(crate) const NOT_AN_ID: &str = "is not an id such as ";

/// The text is not an id.
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
        let error = || ParseIdError(s.to_owned());
        let (opening, sequence) = s.split_once('-').ok_or_else(error)?;
        let id = Self {
            opening: u64::from_str_radix(opening, 16).map_err(|_| error())?,
            sequence: sequence.parse().map_err(|_| error())?,
        };
        // One spelling for each id, so that equal ids are equal text too.
        if id.to_string() == s { Ok(id) } else { Err(error()) }
    }
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

/// Gives the ids of one opening of a document.
#[derive(Clone, Debug)]
pub struct IdSource {
    opening: u64,
    last: u32,
}

impl IdSource {
    /// Ids for the opening with this number, which must have been drawn at random.
    #[must_use]
    pub fn new(opening: u64) -> Self {
        Self { opening, last: 0 }
    }

    /// The next id.
    pub fn next_id<T: From<Id>>(&mut self) -> T {
        // After 4 billion edits in one opening, a neighbouring opening's numbers are as good as any.
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
    /// Names a workbook; all copies of it share the id.
    DocumentId
    /// Names a person of the registry.
    PersonId
    /// Names a license in the workbook.
    LicenseId
    /// Names a duty for ever, whatever its label.
    DutyId
    /// Names something that happened.
    EventId
    /// Names one occurrence of a duty that events or periods raise.
    OccurrenceId
    /// Names a preparation session of an annual report.
    SessionId
    /// Names a frozen snapshot.
    SnapshotId
    /// Names an edit: two people who do the same at the same moment do two things.
    EditId
}

/// Names a record of the history by what it says: the SHA-256 of its contents, see [`super::Record::hash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(pub Sha256);

impl RecordId {
    /// What stands for a record of format 1 that a file names and does not have: every copy names it alike.
    #[must_use]
    pub fn of_format_1(edit: EditId) -> Self {
        Self(Sha256::of(format!("record {edit} of format 1").as_bytes()))
    }

    /// Its first twelve digits, enough to tell it from others by eye.
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

/// The SHA-256 of some bytes, written as 64 lower-case hexadecimal digits.
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

    /// Its first twelve digits, enough to tell it from others by eye.
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

/// The text is not a SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a SHA-256 of 64 lower-case hexadecimal digits")]
pub struct ParseSha256Error(pub String);

impl FromStr for Sha256 {
    type Err = ParseSha256Error;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let error = || ParseSha256Error(s.to_owned());
        if s.len() != 64 || !s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(error());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            let digits = s.get(2 * i..2 * i + 2).ok_or_else(error)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| error())?;
        }
        Ok(Self(bytes))
    }
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
