//! Continues with a path that was chosen.

use super::copies::copy_path_chosen;
use super::evidence::evidence_paths_chosen;
use super::exports::{read_text, schedule_read, start_export};
use super::files::saving::SaveKind;
use super::jobs::Concern;
use super::paths::with_extension;
use super::report::files::write_report_file;
use super::review::read_license;
use super::snapshots::{read_received, write_comparison};
use super::{Job, Picked, WorkbookApp};
use crate::limits::SMALL_FILE;
use crate::store::ExpectedState;
use crate::ui::{Dialog, PathPurpose};
use egui::Context;
use std::path::PathBuf;

impl WorkbookApp {
    /// Continues with the result of a file dialog.
    pub(super) fn picked(&mut self, context: &Context, purpose: PathPurpose, picked: Picked) {
        match picked {
            Picked::Path(path) => self.path_chosen(context, purpose, path),
            Picked::Paths(paths) => evidence_paths_chosen(&mut self.shared, context, purpose, paths),
            Picked::Canceled => self.files.leaving = None,
            Picked::NoDialog => {
                let folder = self.shared.start_folder().map(|f| f.join("").display().to_string()).unwrap_or_default();
                let behind = self.shared.views.dialog.take().map(Box::new);
                self.shared.views.dialog =
                    Some(Dialog::Path(purpose, folder + &self.shared.proposed_name(purpose), behind));
            }
        }
    }

    /// Continues with a path that the user chose.
    pub(super) fn path_chosen(&mut self, context: &Context, purpose: PathPurpose, path: PathBuf) {
        match purpose {
            PathPurpose::Open => self.files.open(&mut self.shared, context, path),
            PathPurpose::LicenseText => read_license(&mut self.shared, context, path, false),
            PathPurpose::Evidence(_)
            | PathPurpose::EvidenceLinks(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::MoveOut(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { .. }
            | PathPurpose::SaveEvidence(_) => {
                self.evidence.evidence_path_chosen(&mut self.shared, context, purpose, path);
            }
            PathPurpose::Copy(purpose) => copy_path_chosen(&mut self.shared, context, purpose, path),
            PathPurpose::Snapshot => read_received(&mut self.shared, context, path),
            PathPurpose::Comparison(format, along) => {
                write_comparison(&mut self.shared, context, (format, along), with_extension(path, purpose.extension()));
            }
            PathPurpose::Schedule => {
                let of = path.clone();
                let job = Job::new(
                    Concern::Program,
                    move || read_text(&of, &SMALL_FILE),
                    move |program: &mut WorkbookApp, _, text| schedule_read(&mut program.shared, &path, text),
                );
                self.shared.jobs.start(context, job);
            }
            PathPurpose::SaveAs => {
                if let Some(path) = self.shared.path_to_save(&path) {
                    self.files.save_as(&mut self.shared, context, path);
                }
            }
            PathPurpose::SaveCopy => {
                if let Some(path) = self.shared.path_to_save(&path) {
                    self.files.start_save(&mut self.shared, context, SaveKind::Copy, path, ExpectedState::Anything);
                }
            }
            PathPurpose::Report(file) => {
                write_report_file(&mut self.shared, context, file, with_extension(path, purpose.extension()));
            }
            PathPurpose::Export(request) => {
                start_export(&mut self.shared, context, request, with_extension(path, purpose.extension()));
            }
        }
    }
}
