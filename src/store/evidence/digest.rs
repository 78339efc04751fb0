//! One whole reading of a file: its hash, its first bytes and, where wanted, its base64.

use super::files::{DiskEntry, EntryKind, FileSystem};
use super::problem::{FileOperation, ImportProblem, ProblemKind, ReadFailure};
use crate::file_type::HEAD;
use crate::progress::Progress;
use crate::workbook::Sha256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;
use std::io;
use std::path::Path;

/// The number of bytes that are read at a time. It is divisible by three, so the base64 of the chunks can be
/// concatenated.
pub(super) const CHUNK_LEN: usize = 192 << 10;

/// The number of attempts to read a file that changes meanwhile.
const ATTEMPTS: usize = 2;

/// The result of one whole reading of a file.
pub(super) struct Digest {
    pub(super) hash: Sha256,
    pub(super) len: u64,
    /// Its first bytes.
    pub(super) head: Vec<u8>,
    /// All of it as base64, where it was requested.
    pub(super) base64: Option<String>,
}

/// Reads one state of the file at `path` as a whole; `embed` tells by its size whether its base64 is needed.
pub(super) fn digest(
    files: &dyn FileSystem,
    path: &Path,
    progress: &Progress,
    embed: impl Fn(u64) -> bool,
) -> Result<Digest, ReadFailure> {
    for _ in 0..ATTEMPTS {
        // A pipe must not be opened, because that would block until its other end is opened.
        let named = files.stat(path).map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Stat))?;
        check_is_file(&named, path)?;
        let mut file = files.open(path).map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Open))?;
        let before = file.stat().map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Open))?;
        check_is_file(&before, path)?;
        let digest = read_all(&mut file, path, before.len, progress, embed(before.len))?;
        let after = file.stat().map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Read))?;
        let named = files.stat(path).map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Read))?;
        if digest.len == before.len && before == after && before.identity == named.identity {
            return Ok(digest);
        }
    }
    Err(ImportProblem::new(path, ProblemKind::Changing).into())
}

pub(super) fn check_is_file(look: &DiskEntry, path: &Path) -> Result<(), ImportProblem> {
    match look.kind {
        EntryKind::File => Ok(()),
        EntryKind::Folder => Err(ImportProblem::new(path, ProblemKind::IsAFolder)),
        EntryKind::Special => Err(ImportProblem::new(path, ProblemKind::NotAFile)),
    }
}

fn read_all(
    file: &mut dyn io::Read,
    path: &Path,
    len: u64,
    progress: &Progress,
    embed: bool,
) -> Result<Digest, ReadFailure> {
    let capacity = usize::try_from(base64_len(len)).unwrap_or_default();
    let mut base64 = embed.then(|| String::with_capacity(capacity));
    let mut hash = sha2::Sha256::new();
    let mut piece = vec![0; CHUNK_LEN];
    let mut head = Vec::new();
    let mut read = 0_u64;
    loop {
        progress.check()?;
        let filled = fill(file, &mut piece).map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Read))?;
        let bytes = piece.get(..filled).unwrap_or_default();
        if read == 0 {
            head.extend(bytes.iter().take(HEAD));
        }
        hash.update(bytes);
        if let Some(base64) = &mut base64 {
            STANDARD.encode_string(bytes, base64);
        }
        read += filled as u64;
        progress.advance(filled as u64);
        // A file that grows without end is not read without end.
        if filled < CHUNK_LEN || read > len {
            return Ok(Digest { hash: Sha256(hash.finalize().into()), len: read, head, base64 });
        }
    }
}

/// Reads until `piece` is full or the file ends. Returns the number of bytes.
pub(super) fn fill(file: &mut dyn io::Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The length of the base64 of `len` bytes.
pub(super) fn base64_len(len: u64) -> u64 {
    len.div_ceil(3).saturating_mul(4)
}
