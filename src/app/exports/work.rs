//! Makes the files of an export and writes them, off the UI thread.

use crate::app::signatures::Signer;
use crate::calendar::Now;
use crate::export::tables::TableId;
use crate::export::{ExportError, Format};
use crate::export_job::{ExportJob, JobError, bundle};
use crate::limits::{Exceeded, SMALL_FILE};
use crate::locale::Locale;
use crate::obligation::Catalog;
use crate::progress::{Canceled, Progress};
use crate::snapshot::freeze::copy_of;
use crate::snapshot::{Selection, Snapshot};
use crate::store::evidence::{ExtractError, TempCopies};
use crate::store::{self, ExpectedState, RealDisk, SaveError};
use crate::ui::ExportRequest;
use crate::workbook::{EvidenceState, Workbook};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file name of a custom PDF layout in the settings folder.
pub(crate) const TEMPLATE_FILE: &str = "snapshot.typ";

/// Why an export could not be written.
#[derive(Debug)]
pub(crate) enum ExportFailure {
    /// The file could not be written.
    Save(SaveError),
    /// The evidence could not be extracted.
    Extract(ExtractError),
    /// The export was canceled.
    Canceled,
    /// The export exceeds a limit.
    Limit(Exceeded),
    /// The contents could not be made.
    Other(String),
}

impl ExportFailure {
    fn no_license() -> Self {
        Self::Other("no license".to_owned())
    }
}

impl From<Canceled> for ExportFailure {
    fn from(_: Canceled) -> Self {
        Self::Canceled
    }
}

impl From<SaveError> for ExportFailure {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

impl From<ExportError> for ExportFailure {
    fn from(error: ExportError) -> Self {
        error.exceeded().map_or_else(|| Self::Other(error.to_string()), Self::Limit)
    }
}

impl From<JobError> for ExportFailure {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Export(error) => error.into(),
            JobError::Canceled(error) => error.into(),
        }
    }
}

impl From<ExtractError> for ExportFailure {
    fn from(error: ExtractError) -> Self {
        match error {
            ExtractError::Canceled(_) => Self::Canceled,
            ExtractError::Save(error) => Self::Save(error),
            error @ (ExtractError::NotEmpty { .. } | ExtractError::NotAFolder { .. } | ExtractError::Index(_)) => {
                Self::Extract(error)
            }
        }
    }
}

/// What may be unexpected about an export.
#[derive(Debug, Default)]
pub(crate) struct ExportNotes {
    /// Characters that are printed as code points.
    pub(crate) unprintable: String,
    /// The names of evidence that is changed or missing, and so not included.
    pub(crate) without: Vec<String>,
    /// The short form of the signing key.
    pub(crate) signed: Option<String>,
    /// The number of confidential pieces that were left out because they were not requested.
    pub(crate) withheld: usize,
}

/// The chosen formats.
fn chosen(request: &ExportRequest) -> Vec<Format> {
    request.chosen().collect()
}

fn job<'a>(
    snapshot: &'a Snapshot,
    request: &ExportRequest,
    formats: &'a [Format],
    template: Option<&'a str>,
) -> ExportJob<'a> {
    ExportJob { snapshot, formats, table: TableId::Duties, language: request.language, template }
}

/// Everything that an export is made from.
pub(crate) struct ExportSource {
    pub(crate) workbook: Arc<Workbook>,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) now: Now,
    /// The folder that links to evidence are relative to.
    pub(crate) home: Option<PathBuf>,
    /// The path of a custom PDF layout, which may not exist.
    pub(crate) template: PathBuf,
    /// The signer, for exports that are to be signed.
    pub(crate) signer: Signer,
}

impl ExportSource {
    /// Makes the requested export and writes it to `path`.
    pub(crate) fn write(
        &self,
        request: &ExportRequest,
        path: &Path,
        progress: &Progress,
    ) -> Result<ExportNotes, ExportFailure> {
        let (snapshot, formats, template) = (self.snapshot(request)?, chosen(request), self.own_template());
        let job = job(&snapshot, request, &formats, template.as_deref());
        let mut notes = ExportNotes::default();
        let files = self.files(&job, request, progress, &mut notes)?;
        if request.with_evidence {
            // The file dialog asked before replacing a file.
            let source = (self.workbook.as_ref(), self.home.as_deref());
            let given = job.write_with_evidence(&files, source, (path, true), progress)?;
            let lost = given.items.iter().filter(|item| item.state != EvidenceState::Ok);
            let lost = lost.filter_map(|item| self.workbook.evidence.get(&item.hash));
            notes.without = lost.map(|evidence| evidence.name.clone()).collect();
            notes.withheld = given.withheld;
            return Ok(notes);
        }
        if request.is_bundle() {
            let archive = bundle(&files, progress)?;
            // This is the last chance to cancel: the file is replaced as a whole.
            progress.check()?;
            store::replace(&RealDisk, path, &archive, &ExpectedState::Anything, None)?;
        } else {
            progress.check()?;
            // One document, and its signature if there is one.
            for ((_, bytes), to) in files.iter().zip([path.to_owned(), store::signature_path(path)]) {
                store::replace(&RealDisk, &to, bytes, &ExpectedState::Anything, None)?;
            }
            if files.len() == 1 {
                // The signature of the replaced file would report this one as changed.
                store::remove_signature(path);
            }
        }
        Ok(notes)
    }

    /// Makes a document to print in a temporary folder, which is deleted when the window closes.
    pub(crate) fn print(
        &self,
        request: &ExportRequest,
        copies: &TempCopies,
        progress: &Progress,
    ) -> Result<(PathBuf, ExportNotes), ExportFailure> {
        let (snapshot, formats, template) = (self.snapshot(request)?, chosen(request), self.own_template());
        let job = job(&snapshot, request, &formats, template.as_deref());
        let mut notes = ExportNotes::default();
        let mut files = self.files(&job, request, progress, &mut notes)?;
        let Some((name, bytes)) = files.pop() else { return Err(ExportFailure::Canceled) };
        // After cancelling, no window of another program may open.
        progress.check()?;
        Ok((copies.put(&name, &bytes)?, notes))
    }

    fn snapshot(&self, request: &ExportRequest) -> Result<Snapshot, ExportFailure> {
        let license = self.workbook.current_license().ok_or_else(ExportFailure::no_license)?;
        let owner = request.owner.and_then(|id| self.workbook.person_name(id)).map(str::to_owned);
        let selection = Selection {
            notes: request.with_notes,
            history: request.with_history,
            confidential: request.with_confidential,
            provision: request.provision,
            only: request.only,
            owner,
            summary: request.summary,
        };
        if let Some(id) = request.frozen {
            let frozen = self
                .workbook
                .snapshots
                .get(&id)
                .ok_or_else(|| ExportFailure::Other("the snapshot was removed".to_owned()))?;
            return copy_of(frozen, &selection)
                .map_err(|error| ExportFailure::Other(Locale::of(request.language).text(error.kind()).into_owned()));
        }
        let snapshot = Snapshot::of(&self.workbook, license, self.now, &self.catalog, selection);
        let mut snapshot = snapshot.ok_or_else(ExportFailure::no_license)?;
        if request.chosen().any(|format| format == Format::Ics) {
            snapshot.note_withdrawn(&self.workbook, license, self.now, &self.catalog);
        }
        Ok(snapshot)
    }

    /// The files of the chosen formats with their names. A signed file is followed by its signature.
    fn files(
        &self,
        job: &ExportJob<'_>,
        request: &ExportRequest,
        progress: &Progress,
        notes: &mut ExportNotes,
    ) -> Result<Vec<(String, Vec<u8>)>, ExportFailure> {
        let made = job.make(progress).map_err(|error| match error {
            // A custom layout may be the cause, so the message has its path.
            JobError::Export(ExportError::Pdf(error)) if job.template.is_some() => {
                ExportFailure::Other(format!("“{}”: {error}", self.template.display()))
            }
            error @ (JobError::Export(_) | JobError::Canceled(_)) => error.into(),
        })?;
        notes.unprintable = made.unprintable;
        let mut files = Vec::new();
        for ((name, bytes), format) in made.files.into_iter().zip(job.formats) {
            let is_signed = request.sign && *format == Format::Json;
            let signature = is_signed.then(|| self.signer.sign(&bytes)).transpose()?;
            files.push((name.clone(), bytes));
            if let Some((signature, key)) = signature {
                notes.signed = Some(key);
                files.push((format!("{name}.sig"), signature));
            }
        }
        Ok(files)
    }

    /// The custom layout, if there is one.
    fn own_template(&self) -> Option<String> {
        String::from_utf8(store::read_limited(&self.template, &SMALL_FILE).ok()?).ok()
    }
}
