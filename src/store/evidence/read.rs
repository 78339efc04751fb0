//! Reading evidence, embedded or linked: in chunks, and only where the bytes are those that were attached.

use super::digest::{CHUNK_LEN, check_is_file, fill};
use super::files::{FileSystem, RealFileSystem};
use super::problem::{FileOperation, ImportProblem, ProblemKind};
use crate::progress::{Canceled, Progress};
use crate::workbook::{Evidence, EvidenceState, EvidenceStorage, Sha256, Workbook};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Evidence could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum ReadError {
    /// The bytes are not those that were attached, or are missing.
    NotThere {
        /// Its name.
        name: String,
        /// The state of the evidence.
        state: EvidenceState,
        /// The path that was tried last, where it is linked.
        path: Option<PathBuf>,
    },
    /// The receiver of the bytes failed.
    Sink(String),
    /// The work was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

impl ReadError {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotThere { state: EvidenceState::Ok | EvidenceState::Changed, .. } => "verify-changed",
            Self::NotThere { state: EvidenceState::Missing, .. } => "verify-missing",
            Self::NotThere { state: EvidenceState::Unreadable(_), .. } => "verify-unreadable",
            Self::NotThere { state: EvidenceState::NotEmbedded, .. } => "verify-not-embedded",
            Self::NotThere { state: EvidenceState::LeftOut, .. } => "verify-left-out",
            Self::Sink(_) => "verify-sink",
            Self::Canceled(_) => "verify-canceled",
        }
    }

    /// The arguments of the message [`ReadError::kind`].
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotThere { name, state, .. } => {
                let mut arguments = vec![("name", name.clone())];
                if let EvidenceState::Unreadable(message) = state {
                    arguments.push(("message", message.clone()));
                }
                arguments
            }
            Self::Sink(message) => vec![("message", message.clone())],
            Self::Canceled(_) => Vec::new(),
        }
    }
}

/// A step in a stream of evidence.
pub(super) enum Chunk<'a> {
    /// The stream starts, or starts again: earlier bytes are invalid.
    Begin,
    /// The next bytes.
    Bytes(&'a [u8]),
}

/// The receiver of a stream.
pub(super) type Sink<'a> = &'a mut dyn FnMut(Chunk<'_>) -> io::Result<()>;

/// The paths where linked evidence is looked for: first relative to the folder of the workbook, then the absolute path.
pub(super) fn places(storage: &EvidenceStorage, folder: Option<&Path>) -> Vec<PathBuf> {
    let EvidenceStorage::Linked { absolute, relative } = storage else { return Vec::new() };
    let beside = relative.as_ref().zip(folder).map(|(relative, folder)| {
        // `..` in the relative path counts from the real folder.
        folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(relative)
    });
    let mut places: Vec<PathBuf> = beside.into_iter().collect();
    // A path that is not absolute here comes from another system, or was removed in a partial copy.
    places.extend(Some(PathBuf::from(absolute)).filter(|path| path.is_absolute()));
    places.dedup();
    places
}

/// The first path of linked evidence with a file; the file is not read.
#[must_use]
pub fn read_linked(evidence: &Evidence, folder: Option<&Path>) -> Option<PathBuf> {
    places(&evidence.storage, folder).into_iter().find(|path| path.is_file())
}

/// All bytes of evidence, checked.
///
/// # Errors
/// Why they could not be read.
pub fn read(
    workbook: &Workbook,
    hash: Sha256,
    folder: Option<&Path>,
    progress: &Progress,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    stream(workbook, hash, folder, progress, &mut |piece| {
        match piece {
            Chunk::Begin => bytes.clear(),
            Chunk::Bytes(more) => bytes.extend_from_slice(more),
        }
        Ok(())
    })?;
    Ok(bytes)
}

/// Streams the bytes of evidence to `sink`. They are the attached ones only if the result is `Ok`.
pub(super) fn stream(
    workbook: &Workbook,
    hash: Sha256,
    folder: Option<&Path>,
    progress: &Progress,
    sink: Sink<'_>,
) -> Result<(), ReadError> {
    let Some(evidence) = workbook.evidence.get(&hash) else {
        return Err(ReadError::NotThere { name: hash.to_string(), state: EvidenceState::Missing, path: None });
    };
    let not_there = |state, path| ReadError::NotThere { name: evidence.name.clone(), state, path };
    if evidence.is_embedded() {
        let Some(base64) = workbook.blobs.get(&hash) else {
            return Err(not_there(workbook.without_its_bytes(), None));
        };
        return match embedded(base64, progress, sink)? {
            Some(found) if found == hash => Ok(()),
            _ => Err(not_there(EvidenceState::Changed, None)),
        };
    }
    let mut worst = (EvidenceState::Missing, None);
    for path in places(&evidence.storage, folder) {
        match linked(&RealFileSystem, &path, evidence.size, progress, sink)? {
            Ok(found) if found == Some(hash) => return Ok(()),
            Ok(_) => worst = (EvidenceState::Changed, Some(path)),
            // A changed or unreadable file is a better explanation than a missing one.
            Err(state) if worst.0 == EvidenceState::Missing => worst = (state, Some(path)),
            Err(_) => {}
        }
    }
    Err(not_there(worst.0, worst.1))
}

/// Decodes a blob in chunks. Returns its hash; `None` where it is not base64.
pub(super) fn embedded(base64: &str, progress: &Progress, sink: Sink<'_>) -> Result<Option<Sha256>, ReadError> {
    let mut hash = sha2::Sha256::new();
    let mut piece = vec![0; CHUNK_LEN];
    take(sink, Chunk::Begin)?;
    for text in base64.as_bytes().chunks(CHUNK_LEN / 3 * 4) {
        progress.check()?;
        let Ok(n) = STANDARD.decode_slice(text, &mut piece) else { return Ok(None) };
        let bytes = piece.get(..n).unwrap_or_default();
        hash.update(bytes);
        take(sink, Chunk::Bytes(bytes))?;
        progress.advance(n as u64);
    }
    Ok(Some(Sha256(hash.finalize().into())))
}

/// Reads a linked file in chunks. Returns its hash, `None` where its size already differs, or the state of a file that
/// cannot be read.
pub(super) fn linked(
    files: &dyn FileSystem,
    path: &Path,
    size: u64,
    progress: &Progress,
    sink: Sink<'_>,
) -> Result<Result<Option<Sha256>, EvidenceState>, ReadError> {
    let opened = files
        .stat(path)
        .map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Stat))
        .and_then(|look| check_is_file(&look, path).map(|()| look.len))
        .and_then(|len| Ok((len, files.open(path).map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Open))?)))
        .and_then(|(len, file)| {
            // Another file may have replaced it since.
            let look = file.stat().map_err(|e| ImportProblem::from_io(&e, path, FileOperation::Open))?;
            check_is_file(&look, path).map(|()| (len, file))
        });
    let (len, file) = match opened {
        Ok(opened) => opened,
        Err(problem) => return Ok(Err(state_of(&problem))),
    };
    if len != size {
        progress.advance(size);
        return Ok(Ok(None));
    }
    // Some system files state the size zero and never end.
    let mut file = file.take(size.saturating_add(1));
    let mut read = 0;
    let mut hash = sha2::Sha256::new();
    let mut piece = vec![0; CHUNK_LEN];
    take(sink, Chunk::Begin)?;
    loop {
        progress.check()?;
        let filled = match fill(&mut file, &mut piece) {
            Ok(filled) => filled,
            Err(error) => return Ok(Err(EvidenceState::Unreadable(error.to_string()))),
        };
        read += filled as u64;
        if read > size {
            return Ok(Ok(None));
        }
        let bytes = piece.get(..filled).unwrap_or_default();
        hash.update(bytes);
        take(sink, Chunk::Bytes(bytes))?;
        progress.advance(filled as u64);
        if filled < CHUNK_LEN {
            return Ok(Ok(Some(Sha256(hash.finalize().into()))));
        }
    }
}

fn take(sink: Sink<'_>, piece: Chunk<'_>) -> Result<(), ReadError> {
    sink(piece).map_err(|error| ReadError::Sink(error.to_string()))
}

fn state_of(problem: &ImportProblem) -> EvidenceState {
    let system = match &problem.kind {
        ProblemKind::NotFound | ProblemKind::BrokenLink => return EvidenceState::Missing,
        ProblemKind::Io { message, .. } => return EvidenceState::Unreadable(message.clone()),
        ProblemKind::Permission => io::ErrorKind::PermissionDenied,
        ProblemKind::IsAFolder => io::ErrorKind::IsADirectory,
        ProblemKind::Changing => io::ErrorKind::ResourceBusy,
        ProblemKind::LinkLoop | ProblemKind::NotAFile | ProblemKind::TooMany { .. } | ProblemKind::TooDeep { .. } => {
            io::ErrorKind::Unsupported
        }
    };
    EvidenceState::Unreadable(system.to_string())
}
