//! Linked files: relative paths, search by hash, and embedding.

use super::digest::digest;
use super::files::{FileSystem, RealFileSystem};
use super::problem::{ImportProblem, ProblemKind, ReadFailure};
use super::read;
use crate::progress::{Canceled, Progress};
use crate::workbook::{EvidenceStorage, Sha256, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The path of `file` relative to the folder of the file `workbook`, with `/` between its parts; `None` where there is
/// none, as between two drives.
///
/// Both paths are resolved first, because `..` after a link would lead elsewhere.
#[must_use]
pub fn relative_path(workbook: &Path, file: &Path) -> Option<String> {
    let folder = std::path::absolute(workbook).ok()?.parent()?.canonicalize().ok()?;
    // The last part is not resolved, in case it is a link.
    let file = file.parent()?.canonicalize().ok()?.join(file.file_name()?);
    let (folder, file): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    if shared == 0 || roots(folder.iter().take(shared)) != roots(folder.iter()) {
        return None;
    }
    let up = folder.iter().skip(shared).map(|_| Some(".."));
    let down = file.iter().skip(shared).map(|part| part.as_os_str().to_str());
    // A name that is not valid Unicode cannot be stored; the absolute path remains.
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    parts.map(|parts| parts.join("/"))
}

/// The number of drives and roots among the parts of a path.
fn roots<'a>(parts: impl Iterator<Item = &'a Component<'a>>) -> usize {
    parts.filter(|part| matches!(part, Component::RootDir | Component::Prefix(_))).count()
}

/// The places of linked evidence for a workbook that is about to be saved as `workbook`, for
/// [`Workbook::store_evidence`]. Evidence that is not found keeps its place.
#[must_use]
pub fn relinked_for(held: &Workbook, home: Option<&Path>, workbook: &Path) -> BTreeMap<Sha256, EvidenceStorage> {
    let linked = held.evidence.iter().filter(|(_, evidence)| !evidence.is_embedded());
    let found = linked.filter_map(|(hash, evidence)| Some((*hash, read::read_linked(evidence, home)?)));
    FoundFile { files: found.collect(), problems: Vec::new() }.storage(Some(workbook))
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFile {
    /// Files with the wanted bytes.
    pub files: BTreeMap<Sha256, PathBuf>,
    /// Files of a matching size and folders that could not be read.
    pub problems: Vec<ImportProblem>,
}

impl FoundFile {
    /// The new places of the evidence, for [`Workbook::store_evidence`]; `workbook` is the file of the workbook.
    #[must_use]
    pub fn storage(&self, workbook: Option<&Path>) -> BTreeMap<Sha256, EvidenceStorage> {
        self.files.iter().map(|(hash, path)| (*hash, link_to(path, workbook))).collect()
    }
}

fn link_to(path: &Path, workbook: Option<&Path>) -> EvidenceStorage {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = workbook.and_then(|workbook| relative_path(workbook, &absolute));
    EvidenceStorage::Linked { absolute: absolute.display().to_string(), relative }
}

/// Searches `folder` and its subfolders for the bytes of the `wanted` evidence: by size first, then by hash.
///
/// # Errors
/// Where it was canceled.
pub fn find(
    workbook: &Workbook,
    wanted: &BTreeSet<Sha256>,
    folder: &Path,
    progress: &Progress,
) -> Result<FoundFile, Canceled> {
    let mut by_size: BTreeMap<u64, BTreeSet<Sha256>> = BTreeMap::new();
    for (hash, evidence) in workbook.evidence.iter().filter(|(hash, _)| wanted.contains(hash)) {
        by_size.entry(evidence.size).or_default().insert(*hash);
    }
    let mut found = FoundFile::default();
    let mut candidates: Vec<(PathBuf, u64)> = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        progress.check()?;
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let len = entry.metadata().map(|meta| meta.len()).unwrap_or_default();
                if by_size.contains_key(&len) {
                    candidates.push((entry.into_path(), len));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let message = error.into_io_error().map(|error| error.to_string()).unwrap_or_default();
                let kind = ProblemKind::Io { step: super::FileOperation::Stat, message };
                found.problems.push(ImportProblem { path, kind });
            }
        }
    }
    progress.set_total_of(candidates.iter().map(|(_, len)| *len));
    for (path, len) in candidates {
        let Some(open) = by_size.get_mut(&len).filter(|open| !open.is_empty()) else {
            progress.advance(len);
            continue;
        };
        match digest(&RealFileSystem as &dyn FileSystem, &path, progress, |_| false) {
            Ok(digest) => {
                if open.remove(&digest.hash) {
                    found.files.insert(digest.hash, path);
                }
            }
            Err(ReadFailure::Canceled) => return Err(Canceled),
            Err(ReadFailure::ImportProblem(problem)) => found.problems.push(problem),
        }
    }
    Ok(found)
}

/// The bytes of linked evidence as base64 for embedding, after the check that they are those that were attached.
///
/// # Errors
/// Why they could not be read.
pub fn embed(
    workbook: &Workbook,
    hash: Sha256,
    folder: Option<&Path>,
    progress: &Progress,
) -> Result<Arc<str>, read::ReadError> {
    use base64::Engine as _;
    let mut base64 = String::new();
    read::stream(workbook, hash, folder, progress, &mut |piece| {
        match piece {
            // Another path is tried.
            read::Chunk::Begin => base64.clear(),
            // The length of every chunk but the last is divisible by three.
            read::Chunk::Bytes(bytes) => base64::engine::general_purpose::STANDARD.encode_string(bytes, &mut base64),
        }
        Ok(())
    })?;
    Ok(base64.into())
}
