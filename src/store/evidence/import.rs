//! Intake of files as evidence: each is read once, in chunks, and hashed and encoded as base64 meanwhile.

use super::digest::{base64_len, digest};
use super::files::{DiskEntry, EntryKind, FileSystem, RealFileSystem};
use super::problem::{FileOperation, ImportProblem, Notice, NoticeKind, ProblemKind, ReadFailure};
use super::relink::relative_path;
use crate::file_name::stored_name;
use crate::file_type::{HEAD, media_type};
use crate::limits::{EMBEDDED, FILES, FOLDERS};
use crate::progress::{Canceled, Progress};
use crate::workbook::{NewContent, NewFile, Sha256, Workbook};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// How files are taken in.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// A larger file is linked instead of embedded. In bytes.
    pub embed_up_to: u64,
    /// The number of bytes of base64 that may be embedded in all. Files beyond it are linked, because the workbook
    /// could not be opened again.
    pub room: u64,
    /// Whether all files are linked.
    pub link: bool,
    /// The file of the workbook, where it has one. Relative paths of links start at its folder, and it is not taken in
    /// itself.
    pub workbook: Option<PathBuf>,
    /// A folder with more files is refused, because it was probably chosen by mistake.
    pub most_files: usize,
    /// The largest depth of nested folders.
    pub deepest: usize,
}

impl ImportOptions {
    /// The options for `workbook` at `path`, with files up to `embed_up_to` bytes embedded.
    #[must_use]
    pub fn new(workbook: &Workbook, path: Option<&Path>, embed_up_to: u64) -> Self {
        let room = EMBEDDED.max.saturating_sub(workbook.embedded_bytes());
        let path = path.map(Path::to_owned);
        Self { embed_up_to, room, link: false, workbook: path, most_files: FILES.count(), deepest: FOLDERS.count() }
    }
}

/// The result of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The files in the order of the given paths; those of a folder sorted by path.
    pub files: Vec<NewFile>,
    /// The files that were not taken in, with the reasons.
    pub problems: Vec<ImportProblem>,
    /// Further information about files.
    pub notices: Vec<Notice>,
}

/// Reads files, and all files in folders.
///
/// # Errors
/// Where it was canceled; nothing was changed.
pub fn import_files(paths: &[PathBuf], options: &ImportOptions, progress: &Progress) -> Result<Imported, Canceled> {
    import_files_from(&RealFileSystem, paths, options, progress)
}

/// [`import_files`] from any disks.
///
/// # Errors
/// Where it was canceled.
pub fn import_files_from(
    files: &dyn FileSystem,
    paths: &[PathBuf],
    options: &ImportOptions,
    progress: &Progress,
) -> Result<Imported, Canceled> {
    let mut import = Imported::default();
    let mut found: Vec<(PathBuf, u64)> = Vec::new();
    for path in paths {
        progress.check()?;
        match files.stat(path) {
            Ok(DiskEntry { kind: EntryKind::File, len, .. }) => found.push((path.clone(), len)),
            Ok(DiskEntry { kind: EntryKind::Folder, .. }) => found.extend(walk(path, options, &mut import, progress)?),
            Ok(DiskEntry { kind: EntryKind::Special, .. }) => {
                import.problems.push(ImportProblem::new(path, ProblemKind::NotAFile));
            }
            Err(error) => import.problems.push(ImportProblem::from_io(&error, path, FileOperation::Stat)),
        }
    }
    progress.set_total_of(found.iter().map(|(_, len)| *len));
    let own = options.workbook.as_deref().and_then(|path| path.canonicalize().ok());
    let mut room = options.room;
    let mut names: BTreeMap<Sha256, String> = BTreeMap::new();
    for (path, _) in found {
        if own.is_some() && path.canonicalize().ok() == own {
            import.notices.push(Notice { path, kind: NoticeKind::Itself });
            continue;
        }
        let read = match read_file(files, &path, options, room, progress) {
            Ok(read) => read,
            Err(ReadFailure::Canceled) => return Err(Canceled),
            Err(ReadFailure::ImportProblem(problem)) => {
                import.problems.push(problem);
                continue;
            }
        };
        if let Some(first) = names.get(&read.file.hash) {
            import.notices.push(Notice { path, kind: NoticeKind::SameAs(first.clone()) });
            continue;
        }
        room = room.saturating_sub(read.file.base64().map_or(0, |base64| base64.len() as u64));
        names.insert(read.file.hash, read.file.name.clone());
        import.notices.extend(read.notices.into_iter().map(|kind| Notice { path: path.clone(), kind }));
        import.files.push(read.file);
    }
    Ok(import)
}

/// Takes in bytes that are not a file, such as a picture from the clipboard.
#[must_use]
pub fn import_bytes(name: &str, bytes: &[u8]) -> NewFile {
    let name = stored_name(name);
    let media_type = media_type(&name, bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    NewFile {
        hash: Sha256::of(bytes),
        name,
        size: bytes.len() as u64,
        media_type,
        content: NewContent::Embedded(STANDARD.encode(bytes).into()),
    }
}

/// The files of a folder with their sizes, sorted by path.
fn walk(
    folder: &Path,
    options: &ImportOptions,
    import: &mut Imported,
    progress: &Progress,
) -> Result<Vec<(PathBuf, u64)>, Canceled> {
    let mut found = Vec::new();
    let (mut skipped, mut links) = (0, 0);
    let mut entries = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        progress.check()?;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("the folder leads into itself"));
                import.problems.push(ImportProblem::from_io(&error, &path, FileOperation::Stat));
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let is_folder = entry.file_type().is_dir();
        let is_too_deep = is_folder && entry.depth() >= options.deepest;
        if is_clutter(&entry.file_name().to_string_lossy()) {
            skipped += 1;
        } else if is_too_deep {
            import.problems.push(ImportProblem::new(entry.path(), ProblemKind::TooDeep { deepest: options.deepest }));
        } else if is_folder {
            continue;
        } else if entry.path_is_symlink() {
            links += 1;
        } else if entry.file_type().is_file() {
            let len = entry.metadata().map(|meta| meta.len()).unwrap_or_default();
            found.push((entry.into_path(), len));
        } else {
            import.problems.push(ImportProblem::new(entry.path(), ProblemKind::NotAFile));
        }
        if is_folder {
            entries.skip_current_dir();
        }
        if found.len() > options.most_files {
            let kind = ProblemKind::TooMany { most: options.most_files };
            import.problems.push(ImportProblem::new(folder, kind));
            return Ok(Vec::new());
        }
    }
    for (n, kind) in [(skipped, NoticeKind::Skipped(skipped)), (links, NoticeKind::Links(links))] {
        if n > 0 {
            import.notices.push(Notice { path: folder.to_owned(), kind });
        }
    }
    Ok(found)
}

/// Whether it is a file of the operating system, or a temporary file of a program.
fn is_clutter(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(lower.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini" | "__macosx" | "$recycle.bin")
}

/// A file that was read.
struct TakenFile {
    file: NewFile,
    notices: Vec<NoticeKind>,
}

fn read_file(
    files: &dyn FileSystem,
    path: &Path,
    options: &ImportOptions,
    room: u64,
    progress: &Progress,
) -> Result<TakenFile, ReadFailure> {
    let digest =
        digest(files, path, progress, |len| !options.link && len <= options.embed_up_to && base64_len(len) <= room)?;
    // A link keeps its own name, which is the one that was chosen.
    let original = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let name = stored_name(&original);
    let mut notices = Vec::new();
    if digest.len == 0 {
        notices.push(NoticeKind::Empty);
    }
    if name != original {
        notices.push(NoticeKind::Renamed(name.clone()));
    }
    let content = if let Some(base64) = digest.base64 {
        NewContent::Embedded(base64.into())
    } else {
        if !options.link {
            let too_large = digest.len > options.embed_up_to;
            notices.push(if too_large { NoticeKind::TooLarge } else { NoticeKind::NoRoom });
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = options.workbook.as_deref().and_then(|workbook| relative_path(workbook, &absolute));
        NewContent::Linked { absolute: absolute.display().to_string(), relative }
    };
    let media_type = media_type(&name, &digest.head);
    Ok(TakenFile { file: NewFile { hash: digest.hash, name, size: digest.len, media_type, content }, notices })
}
