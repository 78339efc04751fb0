//! What all controllers use: the document and its file, derived data, jobs, views and settings.

use super::files::OpenFile;
use super::jobs::{Concern, Jobs};
use super::{Environment, OpenDocument, UndoStep, WorkbookApp};
use crate::calendar::Now;
use crate::deadlines::Register;
use crate::language::Language;
use crate::locale::{Describer, Locale};
use crate::obligation::Catalog;
use crate::snapshot::charts::Charts;
use crate::store::Settings;
use crate::store::evidence::TempCopies;
use crate::ui::{ExtractRequest, FoundWords, HandOut, Outbox, Views};
use crate::understanding::Understanding;
use crate::workbook::{Edit, EditError, HistoryFilter, PersonId, RecordId, Stamp, Workbook};
use std::sync::Arc;

/// What all controllers use.
pub(super) struct Shared {
    pub(super) catalog: Arc<Catalog>,
    pub(super) environment: Environment,
    pub(super) settings: Settings,
    pub(super) locale: &'static Locale,
    /// The open document.
    pub(super) document: OpenDocument,
    /// The file of the document.
    pub(super) file: OpenFile,
    pub(super) views: Views,
    /// The intents that are not carried out yet.
    pub(super) outbox: Outbox,
    /// The license text under review.
    pub(super) review: Option<super::review::Review>,
    pub(super) jobs: Jobs<WorkbookApp>,
    pub(super) derived: Option<Derived>,
    /// The opening whose document was compared with its history, or is being compared.
    pub(super) compared_opening: Option<u64>,
    /// Requests that wait for a file path.
    pub(super) waiting: WaitingForPath,
    /// Copies that other programs have open.
    pub(super) opened_elsewhere: Option<Arc<TempCopies>>,
    /// The state of the question for the name of the user.
    pub(super) nameless: Nameless,
    /// Events about the document that the controllers have not received yet.
    pub(super) events: Vec<DocumentEvent>,
}

/// Requests that wait for a file path.
#[derive(Default)]
pub(super) struct WaitingForPath {
    /// The copy that is to be exported.
    pub(super) hand_out: Option<HandOut>,
    /// The part of the history that is to be written.
    pub(super) history: HistoryFilter,
    /// The evidence that is to be extracted.
    pub(super) extracting: ExtractRequest,
}

/// Events about the document, for controllers that keep data about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentEvent {
    /// Another document took its place.
    Replaced,
    /// The contents of its file were read, so there may be open conflicts, and copies next to the file.
    Read,
}

/// The state of the question for the name of the user.
#[derive(Default)]
pub(super) struct Nameless {
    /// The provisional person of the user in the open document.
    pub(super) person: Option<PersonId>,
    /// Whether the user declined to give a name for now.
    pub(super) is_declined: bool,
    /// An unknown name that is similar to a known one. If it is entered again, it is accepted.
    pub(super) doubted: Option<String>,
}

impl Nameless {
    /// Forgets the person, who belongs to the document before.
    pub(super) fn document_changed(&mut self) {
        self.person = None;
    }
}

/// Data derived from the document, kept until the document or the day changes.
pub(super) struct Derived {
    pub(super) revision: u64,
    pub(super) register: Register,
    pub(super) charts: Charts,
    /// What was understood of the current license.
    pub(super) understanding: Arc<Understanding>,
    pub(super) undo: Option<RecordId>,
    pub(super) redo: Option<RecordId>,
    pub(super) language: Language,
    pub(super) undo_words: Option<String>,
    pub(super) redo_words: Option<String>,
    pub(super) found: Option<FoundWords>,
}

impl Shared {
    /// Returns a random number for an opening of a document. If the system has none, shows a dialog with the title
    /// `title` and returns `None`: without it, ids of two openings could be equal.
    pub(super) fn random(&mut self, title: &'static str) -> Option<u64> {
        match (self.environment.random)() {
            Ok(number) => Some(number),
            Err(error) => {
                let words = self.error_words("start-no-randomness", vec![("message", error.to_string())]);
                self.fail(title, words);
                None
            }
        }
    }

    /// The document.
    pub(super) fn workbook(&self) -> &Arc<Workbook> {
        self.document.workbook()
    }

    /// The current time in China, for both what is stored and what is shown.
    pub(super) fn now(&self) -> Now {
        Now::from(self.environment.clock.now())
    }

    /// The name of the author of edits.
    pub(super) fn author_name(&self) -> &str {
        if self.settings.author.trim().is_empty() { &self.environment.user_name } else { &self.settings.author }
    }

    /// The [`Concern`] of jobs about the open document.
    pub(super) fn this_document(&self) -> Concern {
        Concern::Document(self.document.opening())
    }

    /// Derives the data again if the document or the day changed. Returns false if there is no license.
    pub(super) fn refresh(&mut self) -> bool {
        let now = self.now();
        let workbook = self.document.workbook();
        let (undo, redo) = (self.document.next_undo(), self.document.next_redo());
        let language = self.locale.language;
        if let Some(d) = &self.derived
            && d.revision == workbook.revision()
            && d.register.today() == now.day()
            && d.register.next_turn().is_none_or(|turn| now.moment() <= turn)
            && d.undo == undo
            && d.redo == redo
            && d.language == language
        {
            return true;
        }
        let register =
            workbook.current_license().and_then(|license| Register::of(workbook, license, now, &self.catalog));
        let understanding = register.as_ref().and_then(|register| self.understanding_of(workbook, register));
        let (Some(register), Some(understanding)) = (register, understanding) else {
            self.derived = None;
            return false;
        };
        let tell = Describer::new(self.locale, workbook, &self.catalog);
        let [undo_words, redo_words] = [undo, redo].map(|id| {
            let record = id.and_then(|id| workbook.record(id))?;
            // The merge of a copy with all records of this document has no record of its own.
            let is_merge = self.document.is_merge(record.id) && !record.is_merge();
            Some(if is_merge { self.locale.text("history-merged").into_owned() } else { tell.step(record) })
        });
        self.derived = Some(Derived {
            understanding,
            revision: workbook.revision(),
            charts: Charts::of_register(workbook, &register),
            register,
            undo,
            redo,
            language,
            undo_words,
            redo_words,
            found: self.findings_text(),
        });
        true
    }

    /// What was understood of the license of `register`. It is kept as long as the text and its corrections are.
    fn understanding_of(&self, workbook: &Workbook, register: &Register) -> Option<Arc<Understanding>> {
        let before = self.derived.as_ref().map(|derived| &derived.understanding);
        if let Some(before) = before.filter(|before| Arc::ptr_eq(&before.license, &register.parsed)) {
            return Some(Arc::clone(before));
        }
        let record = &workbook.licenses.get(&register.license)?.record;
        Some(Arc::new(Understanding::of_record(record, &register.parsed, &self.catalog)))
    }

    /// Makes an edit with the user as author, and says why if it is refused.
    pub(super) fn edit(&mut self, act: impl FnOnce(&mut Self, Stamp) -> Result<(), EditError>) {
        let outcome = self.stamp().and_then(|stamp| act(self, stamp));
        if let Err(error) = outcome {
            self.refuse(&error);
        }
    }

    /// Makes an edit of evidence as an undo step.
    pub(super) fn edit_evidence(&mut self, make: impl FnOnce(&Workbook, Stamp) -> Edit) {
        self.edit(|shared, stamp| {
            let edit = make(shared.workbook(), stamp);
            shared.document.apply(edit, UndoStep::Own, stamp)
        });
    }
}
