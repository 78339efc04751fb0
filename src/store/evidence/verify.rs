//! The check that all evidence is still what was attached.

use super::files::{FileSystem, RealFileSystem};
use super::read::{self, ReadError};
use crate::progress::{Canceled, Progress};
use crate::workbook::{Evidence, EvidenceState, Sha256, Workbook};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// More threads would only slow the disk down by seeking.
const THREADS: usize = 2;

/// Compares all evidence with its hash. `folder`, that of the workbook, is the first place where linked files are
/// looked for.
///
/// # Errors
/// Where it was canceled.
pub fn verify(
    workbook: &Workbook,
    folder: Option<&Path>,
    progress: &Progress,
) -> Result<BTreeMap<Sha256, EvidenceState>, Canceled> {
    verify_with(&RealFileSystem, workbook, folder, progress)
}

/// [`verify`] with any disks.
///
/// # Errors
/// Where it was canceled.
pub fn verify_with(
    files: &dyn FileSystem,
    workbook: &Workbook,
    folder: Option<&Path>,
    progress: &Progress,
) -> Result<BTreeMap<Sha256, EvidenceState>, Canceled> {
    let mut all: Vec<(&Sha256, &Evidence)> = workbook.evidence.iter().collect();
    progress.set_total_of(all.iter().map(|(_, evidence)| evidence.size));
    // Starting with the largest file lets both threads end at about the same time.
    all.sort_by_key(|(hash, evidence)| (std::cmp::Reverse(evidence.size), **hash));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((hash, evidence)) = all.get(next.fetch_add(1, Relaxed)) {
            found.push((**hash, state(files, workbook, **hash, evidence, (folder, progress))?));
        }
        Ok::<_, Canceled>(found)
    };
    let threads = THREADS.min(all.len());
    let found = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut found = vec![work()];
        found.extend(
            others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        found
    });
    found.into_iter().collect::<Result<Vec<_>, _>>().map(|found| found.into_iter().flatten().collect())
}

fn state(
    files: &dyn FileSystem,
    workbook: &Workbook,
    hash: Sha256,
    evidence: &Evidence,
    (folder, progress): (Option<&Path>, &Progress),
) -> Result<EvidenceState, Canceled> {
    if evidence.is_embedded() {
        let Some(base64) = workbook.blobs.get(&hash) else { return Ok(workbook.without_its_bytes()) };
        return match read::embedded(base64, progress, &mut |_| Ok(())) {
            Ok(Some(found)) if found == hash => Ok(EvidenceState::Ok),
            Ok(_) | Err(ReadError::NotThere { .. } | ReadError::Sink(_)) => Ok(EvidenceState::Changed),
            Err(ReadError::Canceled(canceled)) => Err(canceled),
        };
    }
    let mut worst = EvidenceState::Missing;
    for path in read::places(&evidence.storage, folder) {
        match read::linked(files, &path, evidence.size, progress, &mut |_| Ok(())) {
            Ok(Ok(found)) if found == Some(hash) => return Ok(EvidenceState::Ok),
            Ok(Ok(_)) => worst = EvidenceState::Changed,
            Ok(Err(state)) if worst == EvidenceState::Missing => worst = state,
            Ok(Err(_)) | Err(ReadError::NotThere { .. } | ReadError::Sink(_)) => {}
            Err(ReadError::Canceled(canceled)) => return Err(canceled),
        }
    }
    Ok(worst)
}
