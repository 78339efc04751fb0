//! Asks for the path of a file, and proposes names.

use super::jobs::Concern;
use super::shared::Shared;
use super::{Ask, Job, WorkbookApp};
use crate::export::ComparisonFormat;
use crate::file_name::safe_name;
use crate::store::{self, LockState};
use crate::ui::{CopyPath, PathPurpose, ReportFile};
use egui::Context;
use std::path::{Path, PathBuf};

impl Shared {
    /// Asks for a path with the file dialog of the system.
    pub(super) fn ask_path(&mut self, context: &Context, purpose: PathPurpose) {
        let ask = Ask { purpose, folder: self.start_folder(), name: self.proposed_name(purpose) };
        let waiting = self.environment.dialogs.ask(&ask, self.locale);
        let job = Job::new(Concern::Program, waiting, move |program: &mut WorkbookApp, context, picked| {
            program.picked(context, purpose, picked);
        });
        self.jobs.start(context, job);
    }

    pub(super) fn start_folder(&self) -> Option<PathBuf> {
        let recent = self.settings.recent.first();
        // A folder that cannot be written is not proposed for saving.
        let own = self.file.path.as_ref().filter(|_| !matches!(self.file.lock, Some(LockState::ReadOnly)));
        own.or(recent)
            .and_then(|path| path.parent())
            .map(Path::to_owned)
            .filter(|folder| !store::is_read_only(folder))
            .or_else(|| {
                let dirs = directories::UserDirs::new()?;
                Some(dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned())
            })
    }

    /// Returns a name with the license number, and the day for a snapshot.
    pub(super) fn proposed_name(&self, purpose: PathPurpose) -> String {
        let workbook = self.document.workbook();
        let number = workbook
            .current_license()
            .and_then(|id| workbook.licenses.get(&id))
            .and_then(|l| l.parsed.cover.number.as_ref())
            .map_or_else(|| "license".to_owned(), |n| n.value.replace(['/', '\\', ':'], "-"));
        match purpose {
            PathPurpose::Open
            | PathPurpose::LicenseText
            | PathPurpose::Schedule
            | PathPurpose::Snapshot
            | PathPurpose::Evidence(_)
            | PathPurpose::EvidenceLinks(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { zip: false } => String::new(),
            PathPurpose::Extract { zip: true } => self.extract_name() + ".zip",
            PathPurpose::Comparison(format, _) => self.comparison_name(&number, format),
            PathPurpose::MoveOut(hash) | PathPurpose::SaveEvidence(hash) => {
                workbook.evidence.get(&hash).map(|e| e.name.clone()).unwrap_or_default()
            }
            PathPurpose::Copy(path) => self.proposed_copy(&number, path),
            PathPurpose::SaveAs => format!("{number}.{}", self.file.extension()),
            PathPurpose::SaveCopy => format!("{number}-{}.{}", self.environment.clock.today(), self.file.extension()),
            PathPurpose::Report(file) => self.report_file_name(&number, file),
            PathPurpose::Export(request) => {
                let kept = request.frozen.and_then(|id| workbook.snapshots.get(&id));
                let day = kept.map_or_else(|| self.environment.clock.today(), |frozen| frozen.on);
                format!("{number}-{day}.{}", request.extension())
            }
        }
    }

    /// Returns the proposed name of a copy.
    pub(super) fn proposed_copy(&self, number: &str, purpose: CopyPath) -> String {
        let today = self.environment.clock.today();
        match purpose {
            CopyPath::HandOut { protected } => {
                let is_part = self.waiting.hand_out.as_ref().is_some_and(|wish| wish.duties.is_some());
                let what = self.locale.text(if is_part { "file-part" } else { "file-copy" });
                let end = if protected { "ron.age" } else { "ron" };
                format!("{number}-{what}-{today}.{end}")
            }
            CopyPath::History => format!("{number}-{}-{today}.csv", self.locale.text("file-history")),
            CopyPath::Merge => String::new(),
        }
    }

    /// Returns the proposed name of a file of the report.
    pub(super) fn report_file_name(&self, number: &str, file: ReportFile) -> String {
        let words = match file {
            ReportFile::Pack(year, _) | ReportFile::Report(year, ..) => {
                self.locale.format("report-purpose", [("year", year.to_string().into())])
            }
            ReportFile::Minutes(id, _) => {
                let day = self.workbook().sessions.get(&id).map(|s| s.on.to_string()).unwrap_or_default();
                self.locale.format("session-title", [("day", day.into())])
            }
        };
        format!("{number} {words}.{}", file.extension())
    }

    /// Returns the proposed name of a comparison, with the license number and both days.
    pub(super) fn comparison_name(&self, number: &str, format: ComparisonFormat) -> String {
        let days = self.views.snapshots.shown.as_ref().map(|s| (s.comparison.before.on, s.comparison.after.on));
        let days = days.map(|(before, after)| format!("-{before}-{after}")).unwrap_or_default();
        format!("{number}{days}.{}", format.extension())
    }

    /// Returns the name of a folder or ZIP file of evidence, with the license number and the day.
    pub(super) fn extract_name(&self) -> String {
        let cover = self.workbook().current_license().and_then(|id| self.workbook().licenses.get(&id));
        let number = cover.and_then(|license| license.parsed.cover.number.as_ref());
        let number = number.map(|number| number.value.clone()).unwrap_or_default();
        let day = self.environment.clock.today().to_string();
        safe_name(&self.locale.format("extract-name", [("number", number.into()), ("day", day.into())]), 100)
    }

    /// Returns the folder of the workbook file, which links are relative to.
    pub(super) fn home(&self) -> Option<PathBuf> {
        self.file.path.as_ref().and_then(|path| path.parent()).map(std::path::Path::to_owned)
    }
}

/// Returns the path with the extension of protected copies.
pub(super) fn protected_name(path: PathBuf) -> PathBuf {
    if store::is_protected(&path) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(store::PROTECTED);
    PathBuf::from(name)
}

/// Returns the path with `extension` if it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
