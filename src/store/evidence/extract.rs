//! Giving evidence out: a folder or a zip file with a folder for each provision, an index, and sums to check it by.
//!
//! All or nothing: it is written beside its place and moved there when it is whole. A file whose bytes are not the ones
//! that were attached is not given out; the index and the answer name it.

use super::read::{self, Piece, ReadError};
use super::zip_output::ZipOutput;
use crate::file_name::{Names, safe_name};
use crate::language::Language;
use crate::license::ClauseId;
use crate::progress::{Cancelled, Progress};
use crate::store::save_error::SaveError;
use crate::workbook::{Evidence, EvidenceState, EvidenceUse, ExtractedItem, Sha256, Workbook};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What it is put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A folder.
    Folder,
    /// A zip file.
    Zip,
}

/// What is given out, and how.
#[derive(Clone, Debug)]
pub struct ExtractOptions {
    /// Only evidence of these duties; all evidence where none.
    pub duties: Option<BTreeSet<crate::workbook::DutyId>>,
    /// Evidence that is marked confidential too.
    pub confidential: bool,
    /// A folder or a zip file.
    pub container: Container,
    /// Goes into a folder that has something in it, or replaces a file.
    pub force: bool,
    /// The language of titles in names.
    pub language: Language,
    /// What folders are called that belong to no provision.
    pub folders: FolderNames,
}

/// What folders are called that belong to no provision.
#[derive(Clone, Debug)]
pub struct FolderNames {
    /// Scans of the license.
    pub license: String,
    /// Evidence of events.
    pub events: String,
    /// Evidence of filed reports.
    pub reports: String,
    /// Evidence that is used nowhere, former versions among it.
    pub other: String,
}

/// What was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The folder or zip file.
    pub path: PathBuf,
    /// All pieces, whether they could be given out or not, in the order of their names.
    pub items: Vec<ExtractedItem>,
    /// How many confidential pieces were left out.
    pub withheld: usize,
}

impl Extracted {
    /// The pieces that could not be given out.
    pub fn failed(&self) -> impl Iterator<Item = &ExtractedItem> {
        self.items.iter().filter(|item| item.state != EvidenceState::Ok)
    }
}

/// Why nothing was given out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum ExtractError {
    /// The folder has something in it.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file, or a link, has the name of a folder that is needed.
    NotAFolder {
        /// What has the name.
        path: PathBuf,
    },
    /// It could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The index could not be made.
    Index(String),
    /// It was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl ExtractError {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotEmpty { .. } => "extract-not-empty",
            Self::NotAFolder { .. } => "extract-not-a-folder",
            Self::Save(error) => error.kind(),
            Self::Index(_) => "extract-index",
            Self::Cancelled(_) => "extract-cancelled",
        }
    }

    /// What the message [`ExtractError::kind`] names is filled with.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotEmpty { path } | Self::NotAFolder { path } => vec![("path", path.display().to_string())],
            Self::Save(error) => error.arguments(),
            Self::Index(message) => vec![("message", message.clone())],
            Self::Cancelled(_) => Vec::new(),
        }
    }
}

/// Makes the files that tell what the others are, from what was given out: name and bytes of each.
pub type Index<'a> = &'a dyn Fn(&[ExtractedItem]) -> Result<Vec<(String, Vec<u8>)>, String>;

/// The longest name of a folder, and of a file in it, in bytes: together with what is above them they must fit into the
/// 260 characters of a path that Windows programs can open.
const LONGEST_FOLDER: usize = 48;
const LONGEST_NAME: usize = 150;
/// The longest part of a name that the title of a duty takes.
const LONGEST_TITLE: usize = 48;

/// Gives evidence of `workbook`, kept in `home`, out to `target`.
///
/// # Errors
/// Why not; nothing is at `target` then that was not there before. A piece that is changed or missing is no error.
pub fn extract(
    workbook: &Workbook,
    home: Option<&Path>,
    target: &Path,
    options: &ExtractOptions,
    index: Index<'_>,
    progress: &Progress,
) -> Result<Extracted, ExtractError> {
    let (plan, withheld) = plan(workbook, options);
    let size = |hash: &Sha256| workbook.evidence.get(hash).map_or(0, |evidence| evidence.size);
    progress.set_total_of(plan.iter().map(|(hash, planned)| size(hash).saturating_mul(planned.paths.len() as u64)));
    let target = std::path::absolute(target).map_err(|e| SaveError::from_io(&e, target, "looking at the folder"))?;
    let mut output: Box<dyn Output> = match options.container {
        Container::Folder => Box::new(FolderOutput::new(&target, options.force)?),
        Container::Zip => Box::new(ZipOutput::new(&target, options.force)?),
    };
    let io = |error: &io::Error| SaveError::from_io(error, &target, "writing");
    let mut items = Vec::new();
    let mut sums: BTreeMap<String, Sha256> = BTreeMap::new();
    for (hash, planned) in plan {
        let Some(evidence) = workbook.evidence.get(&hash) else { continue };
        let mut item = ExtractedItem { hash, paths: Vec::new(), state: EvidenceState::Ok, labels: planned.labels };
        for path in planned.paths {
            match put(output.as_mut(), workbook, (hash, evidence), home, &path, progress) {
                Ok(()) => {
                    sums.insert(path.clone(), hash);
                    item.paths.push(path);
                }
                Err(Failed::Output(error)) => return Err(io(&error).into()),
                Err(Failed::Cancelled) => return Err(Cancelled.into()),
                Err(Failed::Evidence(state)) => {
                    item.state = state;
                    break;
                }
            }
        }
        items.push(item);
    }
    items.sort_by_cached_key(|item| {
        let name = workbook.evidence.get(&item.hash).map(|evidence| evidence.name.clone());
        (item.paths.is_empty(), item.paths.first().cloned(), name, item.hash)
    });
    for (name, bytes) in index(&items).map_err(ExtractError::Index)? {
        sums.insert(name.clone(), Sha256::of(&bytes));
        output.whole(&name, &bytes).map_err(|e| io(&e))?;
    }
    let sums = sums.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect::<Vec<_>>().concat();
    output.whole("SHA256SUMS", sums.as_bytes()).map_err(|e| io(&e))?;
    progress.check()?;
    output.finish()?;
    Ok(Extracted { path: target, items, withheld })
}

/// Where a piece goes, and whose evidence it is.
#[derive(Default)]
struct Planned {
    paths: Vec<String>,
    labels: Vec<String>,
}

/// A place before it has its final name: folders sort by provision, names by the order of duties.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The provision; what belongs to none comes behind.
    provision: u8,
    folder: String,
    order: (Option<ClauseId>, u32),
    name: String,
    hash: Sha256,
    label: Option<String>,
}

/// What goes where; and how many confidential pieces stay.
fn plan(workbook: &Workbook, options: &ExtractOptions) -> (BTreeMap<Sha256, Planned>, usize) {
    let mut places = Vec::new();
    let mut withheld = 0;
    for (hash, uses) in workbook.evidence_uses() {
        let Some(evidence) = workbook.evidence.get(&hash) else { continue };
        let mut of_this: Vec<Place> =
            uses.iter().filter_map(|place| place_of(workbook, options, *place, hash, evidence)).collect();
        if uses.is_empty() && options.duties.is_none() {
            of_this.push(Place::beside(&options.folders.other, evidence.name.clone(), hash));
        }
        if evidence.confidential && !options.confidential {
            withheld += usize::from(!of_this.is_empty());
        } else {
            places.append(&mut of_this);
        }
    }
    places.sort();
    let mut folders: BTreeMap<String, Names> = BTreeMap::new();
    let mut plan: BTreeMap<Sha256, Planned> = BTreeMap::new();
    let mut in_folder: BTreeSet<(Sha256, String)> = BTreeSet::new();
    for place in places {
        let planned = plan.entry(place.hash).or_default();
        if let Some(label) = place.label.filter(|label| !planned.labels.contains(label)) {
            planned.labels.push(label);
        }
        // One that serves several duties of a provision is there once; the index names them all.
        let folder = safe_name(&place.folder, LONGEST_FOLDER);
        if in_folder.insert((place.hash, folder.clone())) {
            let name = folders.entry(folder.clone()).or_default().take(&place.name, LONGEST_NAME);
            planned.paths.push(format!("{folder}/{name}"));
        }
    }
    (plan, withheld)
}

impl Place {
    /// A place in a folder that belongs to no provision.
    fn beside(folder: &str, name: String, hash: Sha256) -> Self {
        let folder = folder.to_owned();
        Self { provision: u8::MAX, folder, order: (None, 0), name, hash, label: None }
    }
}

fn place_of(
    workbook: &Workbook,
    options: &ExtractOptions,
    place: EvidenceUse,
    hash: Sha256,
    evidence: &Evidence,
) -> Option<Place> {
    let name = &evidence.name;
    let duty = match place {
        EvidenceUse::Duty(id) => Some(id),
        EvidenceUse::Occurrence(id) => Some(workbook.occurrences.get(&id)?.duty),
        EvidenceUse::Event(_) | EvidenceUse::Page(..) | EvidenceUse::Report(_) => None,
    };
    if options.duties.as_ref().is_some_and(|wanted| duty.is_none_or(|duty| !wanted.contains(&duty))) {
        return None;
    }
    let folders = &options.folders;
    match place {
        EvidenceUse::Duty(_) | EvidenceUse::Occurrence(_) => {
            let definition = &workbook.duties.get(&duty?)?.definition;
            let clause = definition.clause;
            let whole = ClauseId { sub_item: None, ..clause };
            let title = safe_name(definition.title.get(options.language), LONGEST_TITLE);
            let label = definition.label();
            Some(Place {
                provision: clause.provision,
                folder: format!("{:02} {whole}", clause.provision),
                order: (Some(clause), definition.ordinal),
                name: format!("{label} {title} - {name}"),
                hash,
                label: Some(label),
            })
        }
        EvidenceUse::Event(id) => {
            let day = workbook.events.get(&id)?.on;
            Some(Place::beside(&folders.events, format!("{day} {name}"), hash))
        }
        EvidenceUse::Page(_, page) => Some(Place::beside(&folders.license, format!("{page:02} {name}"), hash)),
        EvidenceUse::Report(year) => Some(Place::beside(&folders.reports, format!("{year} {name}"), hash)),
    }
}

enum Failed {
    Output(io::Error),
    Evidence(EvidenceState),
    Cancelled,
}

fn put(
    output: &mut dyn Output,
    workbook: &Workbook,
    (hash, evidence): (Sha256, &Evidence),
    home: Option<&Path>,
    path: &str,
    progress: &Progress,
) -> Result<(), Failed> {
    let mut begun = false;
    let mut broken = None;
    let read = read::stream(workbook, hash, home, progress, &mut |piece| {
        let written = match piece {
            Piece::Begin if begun => output.abort().and_then(|()| output.begin(path, evidence)),
            Piece::Begin => output.begin(path, evidence),
            Piece::Bytes(bytes) => output.write(bytes),
        };
        begun = true;
        written.map_err(|error| {
            let told = io::Error::new(error.kind(), error.to_string());
            broken = Some(error);
            told
        })
    });
    match read {
        Ok(()) => output.end(evidence.attached_at).map_err(Failed::Output),
        Err(ReadError::Cancelled(_)) => Err(Failed::Cancelled),
        Err(ReadError::Sink(message)) => Err(Failed::Output(broken.unwrap_or_else(|| io::Error::other(message)))),
        Err(ReadError::NotThere { state, .. }) => {
            if begun {
                output.abort().map_err(Failed::Output)?;
            }
            Err(Failed::Evidence(state))
        }
    }
}

/// Where files are written.
pub(super) trait Output {
    /// Begins a file; its path has `/` between its parts.
    fn begin(&mut self, path: &str, evidence: &Evidence) -> io::Result<()>;
    /// Writes more of it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// It is whole; it is as old as the moment it was attached.
    fn end(&mut self, at: DateTime<Utc>) -> io::Result<()>;
    /// It is not to be there after all.
    fn abort(&mut self) -> io::Result<()>;
    /// Writes a file as a whole.
    fn whole(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;
    /// Moves all of it to its place.
    fn finish(self: Box<Self>) -> Result<(), ExtractError>;
}

/// A folder, made beside its place.
struct FolderOutput {
    target: PathBuf,
    temp: tempfile::TempDir,
    current: Option<(PathBuf, File)>,
}

impl FolderOutput {
    fn new(target: &Path, force: bool) -> Result<Self, ExtractError> {
        let save = |error: &io::Error| SaveError::from_io(error, target, "creating the folder");
        match fs::read_dir(target) {
            Ok(mut entries) => {
                if !force && entries.next().is_some() {
                    return Err(ExtractError::NotEmpty { path: target.to_owned() });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(ExtractError::NotAFolder { path: target.to_owned() });
            }
            Err(error) => return Err(save(&error).into()),
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".evidence-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As for any new folder: the process's umask takes away from this.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let parent = target.parent().unwrap_or(Path::new("."));
        let temp = builder.tempdir_in(parent).map_err(|e| save(&e))?;
        Ok(Self { target: target.to_owned(), temp, current: None })
    }

    fn open(&self, path: &str) -> io::Result<(PathBuf, File)> {
        let path = self.temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(self.temp.path()))?;
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((path, file))
    }

    /// Moves the files into a folder that is there.
    fn merge(&self) -> Result<(), ExtractError> {
        let save = |error: &io::Error, path: &Path| SaveError::from_io(error, path, "moving it to its place");
        for entry in walkdir::WalkDir::new(self.temp.path()).min_depth(1).sort_by_file_name() {
            let entry =
                entry.map_err(|e| save(&e.into_io_error().unwrap_or(io::ErrorKind::Other.into()), &self.target))?;
            let place = self.target.join(entry.path().strip_prefix(self.temp.path()).unwrap_or(entry.path()));
            if entry.file_type().is_dir() {
                match fs::symlink_metadata(&place) {
                    Ok(meta) if meta.is_dir() => {}
                    // A link would lead out of the folder.
                    Ok(_) => return Err(ExtractError::NotAFolder { path: place }),
                    Err(_) => fs::create_dir(&place).map_err(|e| save(&e, &place))?,
                }
            } else {
                fs::rename(entry.path(), &place).map_err(|e| save(&e, &place))?;
            }
        }
        Ok(())
    }
}

impl Output for FolderOutput {
    fn begin(&mut self, path: &str, _: &Evidence) -> io::Result<()> {
        self.current = Some(self.open(path)?);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.current.as_mut().map_or(Ok(()), |(_, file)| file.write_all(bytes))
    }

    fn end(&mut self, at: DateTime<Utc>) -> io::Result<()> {
        let Some((_, file)) = self.current.take() else { return Ok(()) };
        // A disk that keeps no times is no reason to fail.
        drop(file.set_modified(at.into()));
        file.sync_all()
    }

    fn abort(&mut self) -> io::Result<()> {
        let Some((path, file)) = self.current.take() else { return Ok(()) };
        drop(file);
        fs::remove_file(&path)?;
        // The folder of what is not given out is left only where something else is in it.
        drop(path.parent().map(fs::remove_dir));
        Ok(())
    }

    fn whole(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (_, mut file) = self.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn finish(self: Box<Self>) -> Result<(), ExtractError> {
        let save = |error: &io::Error| SaveError::from_io(error, &self.target, "moving it to its place");
        match fs::remove_dir(&self.target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // It has something in it, or may not be removed.
            Err(_) => return self.merge(),
        }
        fs::rename(self.temp.path(), &self.target).map_err(|e| save(&e))?;
        Ok(())
    }
}
