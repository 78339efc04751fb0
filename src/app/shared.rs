//! What all controllers work with: the document and its file, what is derived from it, jobs, views and settings.

use super::files::OpenFile;
use super::jobs::{Concern, Jobs};
use super::{Session, Step, Surroundings, WorkbookApp};
use crate::calendar::Now;
use crate::deadlines::Register;
use crate::language::Language;
use crate::locale::{Locale, Telling};
use crate::obligation::Catalog;
use crate::snapshot::charts::Charts;
use crate::store::Settings;
use crate::store::evidence::Copies;
use crate::ui::{ExtractRequest, FoundWords, HandOut, Outbox, Views};
use crate::workbook::{Edit, EditError, HistoryFilter, PersonId, RecordId, Stamp, Workbook};
use std::sync::Arc;

/// What all controllers work with.
pub(super) struct Shared {
    pub(super) catalog: Arc<Catalog>,
    pub(super) surroundings: Surroundings,
    pub(super) settings: Settings,
    pub(super) locale: &'static Locale,
    /// The open document.
    pub(super) session: Session,
    /// Its file.
    pub(super) file: OpenFile,
    pub(super) views: Views,
    /// What is asked for and not carried out yet.
    pub(super) outbox: Outbox,
    pub(super) jobs: Jobs<WorkbookApp>,
    pub(super) derived: Option<Derived>,
    /// The opening whose document was compared with its history, or is about to be.
    pub(super) compared_opening: Option<u64>,
    /// What was asked for and waits for the path of a file.
    pub(super) waiting: WaitingForPath,
    /// Copies that other programs have open.
    pub(super) opened_elsewhere: Option<Arc<Copies>>,
    /// Who sits here, as far as nobody has said it.
    pub(super) nameless: Nameless,
    /// What happened to the document that controllers have not heard of yet.
    pub(super) events: Vec<DocumentEvent>,
}

/// What was asked for and waits for the path of a file.
#[derive(Default)]
pub(super) struct WaitingForPath {
    /// The copy that is to be written.
    pub(super) hand_out: Option<HandOut>,
    /// Which part of the history is to be written.
    pub(super) history: HistoryFilter,
    /// What evidence is to be given out.
    pub(super) extracting: ExtractRequest,
}

/// What happened to the document, for controllers that keep something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentEvent {
    /// Another one took its place.
    Replaced,
    /// What its file holds was taken in: there may be open conflicts in it, and other copies beside it.
    Read,
}

/// Who sits here, as far as nobody has said it.
#[derive(Default)]
pub(super) struct Nameless {
    /// Who stands in for whoever sits here, in the open document.
    pub(super) person: Option<PersonId>,
    /// Nobody wants to be asked now.
    pub(super) is_declined: bool,
    /// A name that nobody has and that is nearly somebody's: typed once more, it is meant.
    pub(super) doubted: Option<String>,
}

impl Nameless {
    /// Another document has other people.
    pub(super) fn document_changed(&mut self) {
        self.person = None;
    }
}

/// What is derived from the document, kept until it or the day changes.
pub(super) struct Derived {
    pub(super) revision: u64,
    pub(super) register: Register,
    pub(super) charts: Charts,
    pub(super) undo: Option<RecordId>,
    pub(super) redo: Option<RecordId>,
    pub(super) language: Language,
    pub(super) undo_words: Option<String>,
    pub(super) redo_words: Option<String>,
    pub(super) found: Option<FoundWords>,
}

impl Shared {
    /// A random number for an opening of a document. Where the system gives none, nothing is opened, and a dialog with
    /// the title `title` says so: ids of two openings could be the same.
    pub(super) fn random(&mut self, title: &'static str) -> Option<u64> {
        match (self.surroundings.random)() {
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
        self.session.workbook()
    }

    /// The instant, by the clock of China: what is written is judged by it as what is shown is.
    pub(super) fn now(&self) -> Now {
        Now::from(self.surroundings.clock.now())
    }

    /// The name that edits go under.
    pub(super) fn author_name(&self) -> &str {
        if self.settings.author.trim().is_empty() { &self.surroundings.user_name } else { &self.settings.author }
    }

    /// What a job concerns that is about the open document.
    pub(super) fn this_document(&self) -> Concern {
        Concern::Document(self.session.opening())
    }

    /// Derives anew what the document or the day made stale.
    pub(super) fn refresh(&mut self) -> bool {
        let now = self.now();
        let workbook = self.session.workbook();
        let (undo, redo) = (self.session.next_undo(), self.session.next_redo());
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
        let Some(register) = register else {
            self.derived = None;
            return false;
        };
        let tell = Telling::new(self.locale, workbook, &self.catalog);
        let words = |id: Option<RecordId>| {
            let record = id.and_then(|id| workbook.record(id))?;
            // A copy that knew all that was done here left no record of its own.
            let is_merge = self.session.is_merge(record.id) && !record.is_merge();
            Some(if is_merge { self.locale.text("history-merged").into_owned() } else { tell.step(record) })
        };
        self.derived = Some(Derived {
            revision: workbook.revision(),
            charts: Charts::of_register(workbook, &register),
            register,
            undo,
            redo,
            language,
            undo_words: words(undo),
            redo_words: words(redo),
            found: self.found_words(),
        });
        true
    }

    /// Runs an edit under the name of who sits here, and says why where it is refused.
    pub(super) fn edit(&mut self, act: impl FnOnce(&mut Self, Stamp) -> Result<(), EditError>) {
        let outcome = self.stamp().and_then(|stamp| act(self, stamp));
        if let Err(error) = outcome {
            self.refuse(&error);
        }
    }

    /// Makes an edit of evidence as a step of its own.
    pub(super) fn edit_evidence(&mut self, make: impl FnOnce(&Workbook, Stamp) -> Edit) {
        self.edit(|shared, stamp| {
            let edit = make(shared.workbook(), stamp);
            shared.session.apply(edit, Step::Own, stamp)
        });
    }
}
