//! The text of a file in pieces, so that the bytes of evidence go from the workbook to the disk without a copy.
//!
//! The digest of that evidence is taken while it is written; it stands near the beginning of the file, where there is
//! room for it. It goes into the hash of the whole file too, so that nothing has to be hashed twice.

use super::section::{Section, pretty};
use crate::workbook::Sha256;
use sha2::Digest as _;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What stands before the section of evidence where there is some, and behind it.
pub(super) const BEFORE: &str = "\n    blobs: {\n";
pub(super) const BEHIND: &str = "    },\n)\n";

/// What of both belongs to the section itself.
const OPENING: &str = "{\n";
const CLOSING: &str = "    }";

/// What stands around the hash and the bytes of a blob.
pub(super) const KEY: &str = "        \"";
pub(super) const VALUE: &str = "\": \"";
pub(super) const END: &str = "\",\n";
const ROOM_OF_KEY: usize = 80;

/// The text of a file.
#[derive(Debug)]
pub(super) struct Chunks<'a> {
    /// All of it where there are no `blobs`; else what stands before the section of evidence.
    pub(super) before: String,
    /// Base64 needs no escapes, so it is not serialised: that is what most bytes of a file are.
    pub(super) blobs: BTreeMap<Sha256, &'a Arc<str>>,
    /// Where the digests stand in `before`, for now with another in place of that of the blobs. All are of one length.
    pub(super) room: Range<usize>,
    /// The digests of the other sections.
    pub(super) digests: BTreeMap<Section, Sha256>,
}

impl Chunks<'_> {
    /// The section of evidence, of which `before` knows nothing.
    pub(super) fn evidence(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let lines = self.blobs.iter().enumerate().flat_map(|(n, (hash, text))| {
            let between = if n == 0 { OPENING } else { END };
            [Cow::Owned(format!("{between}{KEY}{hash}{VALUE}")), Cow::Borrowed(&***text)]
        });
        let end = (!self.blobs.is_empty()).then(|| Cow::Owned(format!("{END}{CLOSING}")));
        lines.chain(end)
    }

    /// What stands behind the section of evidence.
    pub(super) fn behind(&self) -> &'static str {
        if self.blobs.is_empty() { "" } else { BEHIND.get(CLOSING.len()..).unwrap_or_default() }
    }

    /// All of it.
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

    /// Puts the digest of the section of evidence in its place, if there is such a section, and tells what
    /// [`hash_of`] gives for the whole text.
    pub(super) fn complete(&mut self, digest: Sha256) -> Result<Sha256, ron::Error> {
        if self.blobs.is_empty() {
            return Ok(hash_of(self.before.as_bytes()));
        }
        self.digests.insert(Section::Blobs, digest);
        self.before.replace_range(self.room.clone(), &pretty(&self.digests)?);
        Ok(hash_around(self.before.as_bytes(), digest, self.behind().as_bytes()))
    }

    /// All of it in one.
    pub(super) fn into_text(mut self) -> Result<String, ron::Error> {
        let evidence: usize = self.blobs.values().map(|text| text.len() + ROOM_OF_KEY).sum();
        let mut text = String::with_capacity(self.before.len() + evidence + BEHIND.len());
        // They are hashed where they are while they are copied.
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

/// The blobs of a section as [`Chunks::evidence`] writes them; `None` where they stand there in another way, which is for
/// the parser.
pub(super) fn read_blobs(text: &str) -> Option<BTreeMap<Sha256, Arc<str>>> {
    let lines = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    let mut blobs = BTreeMap::new();
    for line in lines.split_inclusive('\n') {
        let (hash, rest) = line.strip_prefix(KEY)?.split_once(VALUE)?;
        let base64 = rest.strip_suffix(END).filter(|text| is_plain(text))?;
        // A key that is there twice is for the parser too.
        if blobs.insert(hash.parse().ok()?, Arc::from(base64)).is_some() {
            return None;
        }
    }
    Some(blobs)
}

/// Whether a text can stand between quotes as it is. Looks at whole pieces, so that no byte costs a branch.
pub(super) fn is_plain(text: &str) -> bool {
    let odd = |byte: &u8| !(b' '..=b'~').contains(byte) | matches!(byte, b'"' | b'\'' | b'\\');
    text.as_bytes().chunks(4096).all(|piece| !piece.iter().fold(false, |found, byte| found | odd(byte)))
}

/// What one state of a file has in common with no other: the SHA-256 of its bytes, where those of the section of
/// evidence are replaced by the SHA-256 of that section, if it stands there as this program writes it.
pub(super) fn hash_of(bytes: &[u8]) -> Sha256 {
    hash_of_parsed(bytes, None)
}

/// [`hash_of`], where the digest of a part of `bytes` is `known` already.
pub(super) fn hash_of_parsed(bytes: &[u8], known: Option<&(Range<usize>, Sha256)>) -> Sha256 {
    let Some(range) = evidence_in(bytes) else { return Sha256::of(bytes) };
    let part = |range: Range<usize>| bytes.get(range).unwrap_or_default();
    let digest = match known {
        Some((place, digest)) if *place == range => *digest,
        _ => Sha256::of(part(range.clone())),
    };
    hash_around(part(0..range.start), digest, part(range.end..bytes.len()))
}

/// Where the section of evidence stands in a file of this program.
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
