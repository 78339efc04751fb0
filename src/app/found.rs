//! Findings: changes of the file by other programs. They are found off the UI thread, recorded in the history before
//! any other change, and accepted by a person.

use super::shared::Shared;
use super::{Job, WorkbookApp};
use crate::locale::Describer;
use crate::merge::MergeError;
use crate::store::{self, FileSection, LoadedWorkbook};
use crate::ui::FoundWords;
use crate::workbook::{EditId, PersonId, Record, RecordId, Stamp, Workbook};
use egui::Context;
use std::sync::Arc;

/// Another copy, as it was read from its file.
pub(super) struct ReadCopy {
    workbook: Workbook,
    changed_sections: Vec<FileSection>,
    format_1: Option<Vec<RecordId>>,
}

impl From<LoadedWorkbook> for ReadCopy {
    fn from(file: LoadedWorkbook) -> Self {
        let LoadedWorkbook { workbook, changed_sections, format_1, .. } = file;
        Self { workbook, changed_sections, format_1 }
    }
}

impl ReadCopy {
    /// Returns the workbook. Changes made by other programs are recorded in it as changes found by the person who
    /// merges it.
    pub(super) fn with_findings(self, finder: Finder) -> Workbook {
        let audit = store::audit(&self.workbook, &self.changed_sections, self.format_1.as_deref());
        let mut workbook = self.workbook;
        workbook.record_found_apart(&audit, finder.stamp, finder.edit);
        workbook
    }
}

/// The person who records findings in a copy, and the id of that edit.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    stamp: Stamp,
    edit: EditId,
}

/// Returns the message that says why two copies cannot be merged.
pub(super) fn refused_merge(error: &MergeError) -> &'static str {
    match error {
        MergeError::UnknownOrigin => "merge-unknown-origin",
        MergeError::OtherBeginning => "merge-other-beginning",
        MergeError::Contradiction(_) | MergeError::DifferentDocuments { .. } => "merge-contradiction",
    }
}

impl Shared {
    /// Compares the document with its history, once per opening.
    pub(crate) fn compare_with_history(&mut self, context: &Context) {
        let opening = self.document.opening();
        if self.compared_opening == Some(opening) {
            return;
        }
        self.compared_opening = Some(opening);
        let Some(compare) = self.document.to_compare() else { return };
        let job = Job::new(self.this_document(), compare, |program: &mut WorkbookApp, _, audit| {
            program.shared.document.compared(audit);
            // The next frame shows the findings.
            program.shared.derived = None;
        });
        self.jobs.start(context, job);
    }

    /// The text of the findings that nobody has accepted.
    pub(crate) fn findings_text(&self) -> Option<FoundWords> {
        let workbook = self.workbook();
        if let Some(audit) = self.document.unrecorded_findings() {
            // The text is that of the record that the first edit will make.
            let nobody = workbook.people.keys().next().copied().unwrap_or(PersonId(workbook.id.0));
            let stamp = Stamp { author: nobody, at: self.environment.clock.now() };
            let mut trial = Workbook::clone(workbook);
            let found = trial.record_found(audit, stamp, EditId(workbook.id.0))?;
            let words = Describer::new(self.locale, &trial, &self.catalog).record(trial.record(found)?);
            return Some(FoundWords { words, record: None });
        }
        let open: Vec<Arc<Record>> = workbook.findings().open;
        let latest = open.last()?;
        let words = Describer::new(self.locale, workbook, &self.catalog).record(latest);
        Some(FoundWords { words, record: Some(latest.id) })
    }

    /// Returns the person and the edit id for findings in another copy.
    pub(crate) fn finder(&mut self) -> Finder {
        let author = self.author().unwrap_or_else(|| self.document.next_person());
        let stamp = Stamp { author, at: self.environment.clock.now() };
        Finder { stamp, edit: self.document.next_edit() }
    }

    /// Accepts all findings.
    pub(crate) fn accept_findings(&mut self) {
        self.edit(|shared, stamp| {
            shared.document.accept_findings(stamp);
            Ok(())
        });
    }

    /// Records the findings in the history, before a merge.
    pub(crate) fn record_findings(&mut self) {
        if self.document.has_unrecorded_findings()
            && let Ok(stamp) = self.stamp()
        {
            self.document.record_findings(stamp);
        }
    }
}
