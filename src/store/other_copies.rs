//! Other copies of a workbook in the folder of its file: conflict copies of sync clients, and partial copies that were
//! returned.

use super::disk::folder_of;
use super::open;
use crate::workbook::{DocumentId, RecordId, Workbook};
use std::collections::HashSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A copy with records that the workbook lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCopy {
    /// The path.
    pub path: PathBuf,
    /// The number of records that the workbook lacks.
    pub new_records: usize,
}

/// The number of bytes in which the id of a file is searched.
const ID_SEARCH_LEN: u64 = 4096;

/// The copies of `workbook` with new records in the folder of its file at `path`, sorted by name.
///
/// The names select the files to read, and their ids decide. Sync clients name conflict copies in many ways and
/// languages — `name (conflicted copy …)`, `name (Li 的冲突副本 …)`, `name.sync-conflict-…`, `name-PC`, `name (1)` — but all
/// of these begin with the name of the file.
#[must_use]
pub fn other_copies(workbook: &Workbook, path: &Path) -> Vec<OtherCopy> {
    let Some(stem) = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else { return Vec::new() };
    let entries = std::fs::read_dir(folder_of(path)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|other| other != path && is_named_after(other, &stem) && document_of(other) == Some(workbook.id))
        .collect();
    paths.sort();
    let known: HashSet<RecordId> = workbook.history.iter().map(|record| record.id).collect();
    let mut copies = Vec::new();
    for path in paths {
        let Ok(other) = open::read(&path) else { continue };
        let new_records = other.workbook.history.iter().filter(|record| !known.contains(&record.id)).count();
        if new_records > 0 {
            copies.push(OtherCopy { path, new_records });
        }
    }
    copies
}

/// Whether the name is `stem` with an addition.
fn is_named_after(path: &Path, stem: &str) -> bool {
    let is_ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let added = name.strip_prefix(stem).and_then(|rest| rest.chars().next());
    is_ron && added.is_some_and(|c| matches!(c, ' ' | '(' | '（' | '-' | '_' | '.' | '~'))
}

/// The id in the first bytes of the file.
fn document_of(path: &Path) -> Option<DocumentId> {
    let mut head = Vec::new();
    // Opening a pipe would block until its other end is opened.
    path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    File::open(path).ok()?.take(ID_SEARCH_LEN).read_to_end(&mut head).ok()?;
    let text = String::from_utf8_lossy(&head);
    let (_, rest) = text.split_once("id: \"")?;
    let (id, _) = rest.split_once('"')?;
    id.parse().ok().map(DocumentId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_copies_are_known_by_name() {
        for name in [
            "w (conflicted copy 2026-11-24).ron",
            "w (王芳's conflicted copy 2026-11-24).ron",
            "w (王芳 的冲突副本 2026-11-24).ron",
            "w (conflicted copy 2026-11-24 101010).ron",
            "w_conflict-20261124-101010.ron",
            "w.sync-conflict-20261124-101010-ABCDEFG.ron",
            "w (SFConflict li@example.com 2026-11-24-10-10-10).ron",
            "w(冲突_王芳_2026-11-24 10-10-10).ron",
            "w（冲突）.ron",
            "w-DESKTOP-7.ron",
            "w (1).ron",
            "w 2.ron",
            "w.RON~.ron",
        ] {
            assert!(is_named_after(Path::new(name), "w"), "{name}");
        }
        for name in ["w.ron", "wider.ron", "other.ron", "w (1).txt", "w.ron.age", ".w.ron.lock"] {
            assert!(!is_named_after(Path::new(name), "w"), "{name}");
        }
    }
}
