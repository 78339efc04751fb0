//! Linked files: the way to them, finding them again by their hash, and taking them into the workbook.

use super::digest::digest;
use super::files::{Files, RealFiles};
use super::problem::{Problem, ProblemKind, ReadFailure};
use super::read;
use crate::progress::{Cancelled, Progress};
use crate::workbook::{EvidenceStorage, Sha256, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The way from the folder of the file `workbook` to `file`, with `/` between its parts; `None` where there is none, as
/// between two drives.
///
/// Both are resolved first: `..` behind a link would lead elsewhere.
#[must_use]
pub fn relative_path(workbook: &Path, file: &Path) -> Option<String> {
    let folder = std::path::absolute(workbook).ok()?.parent()?.canonicalize().ok()?;
    // The last part stays as it is named, should it be a link.
    let file = file.parent()?.canonicalize().ok()?.join(file.file_name()?);
    let (folder, file): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let is_root = |part: &&Component<'_>| matches!(part, Component::RootDir | Component::Prefix(_));
    if shared == 0 || folder.iter().take(shared).filter(is_root).count() != folder.iter().filter(is_root).count() {
        return None;
    }
    let up = folder.iter().skip(shared).map(|_| Some(".."));
    let down = file.iter().skip(shared).map(|part| part.as_os_str().to_str());
    // A name that is no text cannot be written down; the absolute path is there all the same.
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    parts.map(|parts| parts.join("/"))
}

/// Where linked evidence is, told from `workbook`, a file that it is about to be saved as; as
/// [`Workbook::store_evidence`] wants it. What is not found now is left as it is.
#[must_use]
pub fn relinked_for(held: &Workbook, home: Option<&Path>, workbook: &Path) -> BTreeMap<Sha256, EvidenceStorage> {
    let linked = held.evidence.iter().filter(|(_, evidence)| !evidence.is_embedded());
    let found = linked.filter_map(|(hash, evidence)| Some((*hash, read::read_linked(evidence, home)?)));
    Found { files: found.collect(), problems: Vec::new() }.storage(Some(workbook))
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files with the wanted bytes.
    pub files: BTreeMap<Sha256, PathBuf>,
    /// Files of a wanted size, and folders, that could not be read.
    pub problems: Vec<Problem>,
}

impl Found {
    /// Where the evidence is from now on, as [`Workbook::store_evidence`] wants it; `workbook` is the file of the workbook.
    #[must_use]
    pub fn storage(&self, workbook: Option<&Path>) -> BTreeMap<Sha256, EvidenceStorage> {
        let link = |path: &PathBuf| {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let relative = workbook.and_then(|workbook| relative_path(workbook, &absolute));
            EvidenceStorage::Linked { absolute: absolute.display().to_string(), relative }
        };
        self.files.iter().map(|(hash, path)| (*hash, link(path))).collect()
    }
}

/// Looks in `folder`, and all folders in it, for the bytes of these pieces of evidence: by size first, then by hash.
///
/// # Errors
/// When it was cancelled.
pub fn find(
    workbook: &Workbook,
    wanted: &BTreeSet<Sha256>,
    folder: &Path,
    progress: &Progress,
) -> Result<Found, Cancelled> {
    let mut by_size: BTreeMap<u64, BTreeSet<Sha256>> = BTreeMap::new();
    for (hash, evidence) in workbook.evidence.iter().filter(|(hash, _)| wanted.contains(hash)) {
        by_size.entry(evidence.size).or_default().insert(*hash);
    }
    let mut found = Found::default();
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
                let kind = ProblemKind::Io { step: super::Step::Stat, message };
                found.problems.push(Problem { path, kind });
            }
        }
    }
    progress.set_total_of(candidates.iter().map(|(_, len)| *len));
    for (path, len) in candidates {
        let Some(open) = by_size.get_mut(&len).filter(|open| !open.is_empty()) else {
            progress.advance(len);
            continue;
        };
        match digest(&RealFiles as &dyn Files, &path, progress, |_| false) {
            Ok(digest) => {
                if open.remove(&digest.hash) {
                    found.files.insert(digest.hash, path);
                }
            }
            Err(ReadFailure::Cancelled) => return Err(Cancelled),
            Err(ReadFailure::Problem(problem)) => found.problems.push(problem),
        }
    }
    Ok(found)
}

/// The bytes of linked evidence as base64, ready to be embedded: after checking that they are the ones that were
/// attached.
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
            // Another place is tried.
            read::Chunk::Begin => base64.clear(),
            // All pieces but the last divide by three.
            read::Chunk::Bytes(bytes) => base64::engine::general_purpose::STANDARD.encode_string(bytes, &mut base64),
        }
        Ok(())
    })?;
    Ok(base64.into())
}
