//! Files that are attached as evidence: read off the drawing thread, kept in the workbook by the hash of their bytes.

use super::answers::Done;
use super::exports::ExportFailure;
use super::{Step, WorkbookApp};
use crate::store::{self, Expect, RealDisk};
use crate::ui::{AttachTo, Dialog, NewFile};
use crate::workbook::{
    AnswerField, Change, DutyId, Evidence, EvidenceStorage, Field, Record, Sha256, Stamp, Value, Workbook,
};
use base64::Engine as _;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A larger file is linked instead of embedded: the workbook is to remain something that can be sent.
const LARGEST_EMBEDDED: u64 = 25 << 20;

impl WorkbookApp {
    /// Reads a file that is to be attached.
    pub(super) fn read_evidence(&mut self, context: &egui::Context, to: AttachTo, path: PathBuf) {
        self.jobs.start(context, move || {
            let outcome = read(&path);
            Done::Attached(to, path, outcome.map(Box::new))
        });
    }

    /// Writes attached evidence into a file, after checking that its bytes are the ones that were attached.
    pub(super) fn save_evidence(&mut self, context: &egui::Context, hash: Sha256, path: PathBuf) {
        let workbook = Arc::clone(self.workbook());
        self.jobs.start(context, move || {
            let outcome = bytes_of(&workbook, hash).map_err(ExportFailure::Other).and_then(|bytes| {
                let saved = store::replace(&RealDisk, &path, &bytes, &Expect::Anything, None);
                saved.map(drop).map_err(ExportFailure::Save)
            });
            Done::Exported(path, outcome)
        });
    }

    /// Takes in a file that was read.
    pub(super) fn attached(&mut self, to: AttachTo, path: &Path, outcome: Result<Box<NewFile>, std::io::Error>) {
        let file = match outcome {
            Ok(file) => *file,
            Err(error) => {
                let path = path.display().to_string();
                let args = [("path", path.into()), ("message", error.to_string().into())];
                self.views.toasts.warn(self.locale.format("open-io", args));
                return;
            }
        };
        match to {
            AttachTo::Duty(duty) => self.attach_to_duty(duty, file),
            AttachTo::Event => {
                if let Some(Dialog::Event(draft)) = &mut self.views.dialog {
                    draft.files.push(file);
                }
            }
            AttachTo::Closing => self.views.deadlines.attach(file),
            AttachTo::Filing => self.views.report.attach(file),
            AttachTo::Material(year, place) => self.attach_material(year, place, file),
        }
    }

    fn attach_to_duty(&mut self, duty: DutyId, file: NewFile) {
        let hash = file.hash;
        self.edit(|app, stamp| {
            let Some(held) = app.workbook().duties.get(&duty) else { return Ok(()) };
            let mut refs = held.answer.evidence.clone();
            refs.insert(hash);
            let mut wanted = app.take_files(vec![file], stamp);
            wanted.push((Field::Answer(duty, AnswerField::Evidence), Some(Value::EvidenceRefs(refs))));
            let edit = app.workbook().change(wanted);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    /// Puts the bytes of files into the workbook, and says which records of evidence an edit must add for them.
    pub(super) fn take_files(&mut self, files: Vec<NewFile>, stamp: Stamp) -> Vec<(Field, Option<Value>)> {
        let mut wanted = Vec::new();
        for file in files {
            // The same bytes are the same evidence, whatever the file is called this time.
            if self.workbook().evidence.contains_key(&file.hash) {
                continue;
            }
            let storage = match file.base64 {
                Some(base64) => {
                    self.session.put_blob(file.hash, base64);
                    EvidenceStorage::Embedded
                }
                None => EvidenceStorage::Linked { absolute: file.path.display().to_string(), relative: None },
            };
            let evidence = Evidence {
                name: file.name,
                media_type: file.media_type,
                size: file.size,
                storage,
                attached_by: Some(stamp.author),
                attached_at: stamp.at,
                effective_on: None,
                valid_until: None,
                description: String::new(),
                confidential: false,
                replaces: None,
            };
            wanted.push((Field::Evidence(file.hash), Some(Value::Evidence(Box::new(evidence)))));
        }
        wanted
    }
}

/// The hashes of files.
pub(super) fn hashes(files: &[NewFile]) -> BTreeSet<Sha256> {
    files.iter().map(|file| file.hash).collect()
}

/// The embedded evidence that a record adds, with its bytes as base64: the journal needs them before the record.
pub(super) fn blobs_of(workbook: &Workbook, record: &Record) -> Vec<(Sha256, Arc<str>)> {
    let added = |change: &Change| match (&change.field, &change.to) {
        (Field::Evidence(hash), Some(_)) => Some((*hash, Arc::clone(workbook.blobs.get(hash)?))),
        _ => None,
    };
    record.changes.iter().filter_map(added).collect()
}

/// The bytes of attached evidence.
fn bytes_of(workbook: &Workbook, hash: Sha256) -> Result<Vec<u8>, String> {
    let evidence = workbook.evidence.get(&hash).ok_or_else(|| hash.to_string())?;
    let bytes = match (&evidence.storage, workbook.blobs.get(&hash)) {
        (_, Some(base64)) => {
            base64::engine::general_purpose::STANDARD.decode(base64.as_bytes()).map_err(|e| e.to_string())?
        }
        (EvidenceStorage::Linked { absolute, .. }, None) => {
            std::fs::read(absolute).map_err(|e| format!("{absolute}: {e}"))?
        }
        (EvidenceStorage::Embedded, None) => return Err(evidence.name.clone()),
    };
    if Sha256::of(&bytes) == hash { Ok(bytes) } else { Err(format!("{}: SHA-256 ≠ {hash}", evidence.name)) }
}

fn read(path: &Path) -> std::io::Result<NewFile> {
    let bytes = std::fs::read(path)?;
    let size = bytes.len() as u64;
    let base64 =
        (size <= LARGEST_EMBEDDED).then(|| Arc::from(base64::engine::general_purpose::STANDARD.encode(&bytes)));
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(NewFile {
        hash: Sha256::of(&bytes),
        name,
        size,
        media_type: mime_guess::from_path(path).first_or_octet_stream().to_string(),
        base64,
        path: path.to_owned(),
    })
}
