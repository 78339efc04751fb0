//! The text of a file in chunks, so that evidence goes from the workbook to the disk without a copy.
//!
//! The digest of the evidence is computed while it is written. It stands near the beginning of the file, in space that
//! is reserved for it. It also goes into the hash of the whole file, so nothing is hashed twice.

use super::section::{FileSection, pretty};
use crate::workbook::Sha256;
use sha2::Digest as _;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The text before and after the section of evidence, where there is one.
pub(super) const BEFORE: &str = "\n    blobs: {\n";
pub(super) const BEHIND: &str = "    },\n)\n";

/// The parts of both that belong to the section itself.
const OPENING: &str = "{\n";
const CLOSING: &str = "    }";

/// The text around the hash and the base64 of a blob.
pub(super) const KEY: &str = "        \"";
pub(super) const VALUE: &str = "\": \"";
pub(super) const END: &str = "\",\n";
const ROOM_OF_KEY: usize = 80;

/// The text of a file.
#[derive(Debug)]
pub(super) struct Chunks<'a> {
    /// The whole text where there are no `blobs`, otherwise the text before the section of evidence.
    pub(super) before: String,
    /// Base64 needs no escapes, so it is written without the serializer; it is most of the bytes of a file.
    pub(super) blobs: BTreeMap<Sha256, &'a Arc<str>>,
    /// The range of the digests in `before`. Until [`Self::complete`], it holds another digest of the same length in
    /// place of that of the blobs.
    pub(super) room: Range<usize>,
    /// The digests of the other sections.
    pub(super) digests: BTreeMap<FileSection, Sha256>,
}

impl Chunks<'_> {
    /// The text of the section of evidence, which `before` does not contain.
    pub(super) fn evidence(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let lines = self.blobs.iter().enumerate().flat_map(|(n, (hash, text))| {
            let between = if n == 0 { OPENING } else { END };
            [Cow::Owned(format!("{between}{KEY}{hash}{VALUE}")), Cow::Borrowed(&***text)]
        });
        let end = (!self.blobs.is_empty()).then(|| Cow::Owned(format!("{END}{CLOSING}")));
        lines.chain(end)
    }

    /// The text after the section of evidence.
    pub(super) fn behind(&self) -> &'static str {
        if self.blobs.is_empty() { "" } else { BEHIND.get(CLOSING.len()..).unwrap_or_default() }
    }

    /// The whole text.
    pub(super) fn bytes(&self) -> impl Iterator<Item = Cow<'_, [u8]>> {
        let evidence = self.evidence().map(|piece| match piece {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        });
        let before = std::iter::once(Cow::Borrowed(self.before.as_bytes()));
        before.chain(evidence).chain([Cow::Borrowed(self.behind().as_bytes())])
    }

    /// The SHA-256 of the section of evidence.
    pub(super) fn digest(&self) -> Sha256 {
        let mut hasher = sha2::Sha256::new();
        self.evidence().for_each(|piece| hasher.update(piece.as_bytes()));
        Sha256(hasher.finalize().into())
    }

    /// Inserts the digest of the section of evidence, if there is such a section. Returns [`hash_of`] of the whole
    /// text.
    pub(super) fn complete(&mut self, digest: Sha256) -> Result<Sha256, ron::Error> {
        if self.blobs.is_empty() {
            return Ok(hash_of(self.before.as_bytes()));
        }
        self.digests.insert(FileSection::Blobs, digest);
        self.before.replace_range(self.room.clone(), &pretty(&self.digests)?);
        Ok(hash_around(self.before.as_bytes(), digest, self.behind().as_bytes()))
    }

    /// The whole text as one string.
    pub(super) fn into_text(mut self) -> Result<String, ron::Error> {
        let evidence: usize = self.blobs.values().map(|text| text.len() + ROOM_OF_KEY).sum();
        let mut text = String::with_capacity(self.before.len() + evidence + BEHIND.len());
        // The evidence is hashed while it is copied.
        let digest = std::thread::scope(|scope| {
            let digest = scope.spawn(|| self.digest());
            text.push_str(&self.before);
            self.evidence().for_each(|piece| text.push_str(&piece));
            text.push_str(self.behind());
            digest.join()
        });
        self.complete(digest.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))?;
        text.replace_range(..self.before.len(), &self.before);
        Ok(text)
    }
}

/// The blobs of a section in the form that [`Chunks::evidence`] writes; `None` for any other form, which the parser
/// reads.
pub(super) fn read_blobs(text: &str) -> Option<BTreeMap<Sha256, Arc<str>>> {
    let lines = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    let mut blobs = BTreeMap::new();
    for line in lines.split_inclusive('\n') {
        let (hash, rest) = line.strip_prefix(KEY)?.split_once(VALUE)?;
        let base64 = rest.strip_suffix(END).filter(|text| is_plain(text))?;
        // A duplicate key is left to the parser.
        if blobs.insert(hash.parse().ok()?, Arc::from(base64)).is_some() {
            return None;
        }
    }
    Some(blobs)
}

/// Whether a text needs no escapes between quotes. It checks blocks of bytes, to avoid a branch for each byte.
pub(super) fn is_plain(text: &str) -> bool {
    text.as_bytes().chunks(4096).all(|piece| !piece.iter().fold(false, |found, byte| found | needs_escape(*byte)))
}

fn needs_escape(byte: u8) -> bool {
    !(b' '..=b'~').contains(&byte) | matches!(byte, b'"' | b'\'' | b'\\')
}

/// The hash that identifies a state of a file: the SHA-256 of its bytes, where the section of evidence, if it has the
/// form that this program writes, is replaced by its own SHA-256.
pub(super) fn hash_of(bytes: &[u8]) -> Sha256 {
    hash_of_parsed(bytes, None)
}

/// [`hash_of`], where `known` gives the range and the digest of the section of evidence.
pub(super) fn hash_of_parsed(bytes: &[u8], known: Option<&(Range<usize>, Sha256)>) -> Sha256 {
    let Some(range) = evidence_in(bytes) else { return Sha256::of(bytes) };
    let part = |range: Range<usize>| bytes.get(range).unwrap_or_default();
    let digest = match known {
        Some((place, digest)) if *place == range => *digest,
        _ => Sha256::of(part(range.clone())),
    };
    hash_around(part(0..range.start), digest, part(range.end..bytes.len()))
}

/// The range of the section of evidence in a file of this program.
fn evidence_in(bytes: &[u8]) -> Option<Range<usize>> {
    let start = memchr::memmem::find(bytes, BEFORE.as_bytes())? + BEFORE.len() - OPENING.len();
    let end = bytes.len().checked_sub(BEHIND.len())? + CLOSING.len();
    (bytes.ends_with(BEHIND.as_bytes()) && start + OPENING.len() <= end - CLOSING.len()).then_some(start..end)
}

fn hash_around(before: &[u8], evidence: Sha256, behind: &[u8]) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    hasher.update(before);
    hasher.update(evidence.0);
    hasher.update(behind);
    Sha256(hasher.finalize().into())
}
