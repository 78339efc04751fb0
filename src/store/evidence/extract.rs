//! Extraction of evidence: a folder or a zip file with a folder for each provision, an index, and checksums.
//!
//! The output is complete or missing: it is written beside its target and moved there at the end. A file whose bytes
//! are not those that were attached is left out; the index and the result name it.

use super::output::{ExtractError, FolderOutput, Output};
use super::read::{self, Chunk, ReadError};
use super::zip_output::ZipOutput;
use crate::file_name::{HASH_LIST, Names, safe_name};
use crate::language::Language;
use crate::license::ClauseId;
use crate::progress::{Canceled, Progress};
use crate::store::save_error::SaveError;
use crate::workbook::{Evidence, EvidenceState, EvidenceUse, ExtractedItem, Sha256, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The kind of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A folder.
    Folder,
    /// A zip file.
    Zip,
}

/// What is extracted, and how.
#[derive(Clone, Debug)]
pub struct ExtractOptions {
    /// Only evidence of these duties; all evidence where `None`.
    pub duties: Option<BTreeSet<crate::workbook::DutyId>>,
    /// Whether confidential evidence is included.
    pub confidential: bool,
    /// A folder or a zip file.
    pub container: Container,
    /// Whether it may write into a non-empty folder, or replace a file.
    pub force: bool,
    /// The language of titles in names.
    pub language: Language,
    /// The names of the folders that belong to no provision.
    pub folders: FolderNames,
}

/// The names of the folders that belong to no provision.
#[derive(Clone, Debug)]
pub struct FolderNames {
    /// Scans of the license.
    pub license: String,
    /// Evidence of events.
    pub events: String,
    /// Evidence of filed reports.
    pub reports: String,
    /// Unused evidence, including former versions.
    pub other: String,
}

/// The result of an extraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The folder or zip file.
    pub path: PathBuf,
    /// All pieces, including those that could not be extracted, sorted by name.
    pub items: Vec<ExtractedItem>,
    /// The number of confidential pieces that were left out.
    pub withheld: usize,
}

impl Extracted {
    /// The pieces that could not be extracted.
    pub fn failed(&self) -> impl Iterator<Item = &ExtractedItem> {
        self.items.iter().filter(|item| item.state != EvidenceState::Ok)
    }
}

/// Makes the index files from the extracted pieces: the name and the bytes of each file.
pub type Index<'a> = &'a dyn Fn(&[ExtractedItem]) -> Result<Vec<(String, Vec<u8>)>, String>;

/// The longest names of a folder and of a file in it, in bytes. With the path above them, they must fit into the 260
/// characters that Windows programs can open.
const LONGEST_FOLDER: usize = 48;
const LONGEST_NAME: usize = 150;
/// The longest part of a name for the title of a duty, in bytes.
const LONGEST_TITLE: usize = 48;

/// Extracts evidence of `workbook` into `target`; `home` is the folder of the workbook.
///
/// # Errors
/// Why nothing was extracted; `target` is unchanged. A changed or missing piece is no error.
pub fn extract(
    workbook: &Workbook,
    home: Option<&Path>,
    target: &Path,
    options: &ExtractOptions,
    index: Index<'_>,
    progress: &Progress,
) -> Result<Extracted, ExtractError> {
    let (plan, withheld) = plan(workbook, options);
    progress.set_total_of(plan.iter().map(|(hash, planned)| {
        let size = workbook.evidence.get(hash).map_or(0, |evidence| evidence.size);
        size.saturating_mul(planned.paths.len() as u64)
    }));
    let target = std::path::absolute(target).map_err(SaveError::at_step(target, "looking at the folder"))?;
    let mut output: Box<dyn Output> = match options.container {
        Container::Folder => Box::new(FolderOutput::new(&target, options.force)?),
        Container::Zip => Box::new(ZipOutput::new(&target, options.force)?),
    };
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
                Err(Failed::Output(error)) => return Err(SaveError::from_io(&error, &target, "writing").into()),
                Err(Failed::Canceled) => return Err(Canceled.into()),
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
        output.whole(&name, &bytes).map_err(SaveError::at_step(&target, "writing"))?;
    }
    let sums = sums.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect::<Vec<_>>().concat();
    output.whole(HASH_LIST, sums.as_bytes()).map_err(SaveError::at_step(&target, "writing"))?;
    progress.check()?;
    output.finish()?;
    Ok(Extracted { path: target, items, withheld })
}

/// The paths of a piece, and the labels of its duties.
#[derive(Default)]
struct Planned {
    paths: Vec<String>,
    labels: Vec<String>,
}

/// The place of a piece without its final name: folders are sorted by provision, names by the order of duties.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The provision; `u8::MAX` where it belongs to none.
    provision: u8,
    folder: String,
    order: (Option<ClauseId>, u32),
    name: String,
    hash: Sha256,
    label: Option<String>,
}

/// The paths of the pieces, and the number of confidential pieces that are left out.
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
        // A piece that serves several duties of a provision is written once; the index names all duties.
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
    Canceled,
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
            Chunk::Begin if begun => output.abort().and_then(|()| output.begin(path, evidence)),
            Chunk::Begin => output.begin(path, evidence),
            Chunk::Bytes(bytes) => output.write(bytes),
        };
        begun = true;
        written.map_err(|error| {
            let copy = io::Error::new(error.kind(), error.to_string());
            broken = Some(error);
            copy
        })
    });
    match read {
        Ok(()) => output.end(evidence.attached_at).map_err(Failed::Output),
        Err(ReadError::Canceled(_)) => Err(Failed::Canceled),
        Err(ReadError::Sink(message)) => Err(Failed::Output(broken.unwrap_or_else(|| io::Error::other(message)))),
        Err(ReadError::NotThere { state, .. }) => {
            if begun {
                output.abort().map_err(Failed::Output)?;
            }
            Err(Failed::Evidence(state))
        }
    }
}
