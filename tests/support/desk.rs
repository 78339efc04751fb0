//! A workbook on the license that comes with the program, and a user who edits it day by day.

use super::{LICENSE, catalog, day};
use chrono::{DateTime, NaiveDate, Utc};
use license_workbook::calendar::{Schedule, schedules};
use license_workbook::deadlines::{DateItem, Register};
use license_workbook::workbook::{
    DutyId, Edit, EditError, Event, EventId, IdSource, LicenseId, Person, PersonId, RecordId, Stamp, UndoStack,
    Workbook, seed,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// A workbook, and the person who edits it.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) license: LicenseId,
    pub(crate) ids: IdSource,
    pub(crate) undo: UndoStack,
    pub(crate) me: PersonId,
    /// A second person, who is only in the registry of [`Desk::of_two`].
    pub(crate) colleague: PersonId,
    /// The current date.
    pub(crate) today: NaiveDate,
    /// The time of the next edit.
    pub(crate) now: DateTime<Utc>,
    /// See [`Desk::home`].
    pub(crate) folder: Arc<OnceLock<TempDir>>,
}

impl Desk {
    /// A workbook with one person that is tracked from this day, which is also the current date.
    pub(crate) fn new(tracked_from: &str) -> Self {
        let mut desk = Self::empty(tracked_from, schedules::builtin());
        let person = Person { name: "李雷".to_owned(), role: "合规".to_owned(), same_as: None };
        desk.apply(desk.workbook.put_person(desk.me, person));
        desk.undo = UndoStack::default();
        desk
    }

    /// A workbook with two people and without holiday schedules, tracked from this day, which is also the current date.
    pub(crate) fn of_two(tracked_from: &str) -> Self {
        let mut desk = Self::empty(tracked_from, BTreeMap::new());
        for (id, name) in [(desk.me, "王芳"), (desk.colleague, "Jo O'Neil")] {
            desk.apply(desk.workbook.put_person(id, Person::named(name)));
        }
        desk.undo = UndoStack::default();
        desk
    }

    fn empty(tracked_from: &str, schedules: BTreeMap<i32, Schedule>) -> Self {
        let mut ids = IdSource::new(7);
        let today = day(tracked_from);
        let (workbook, _) = seed(LICENSE, catalog(), schedules, today, &mut ids);
        let license = workbook.current_license().unwrap();
        let (me, colleague) = (ids.next_id(), ids.next_id());
        let (undo, folder) = (UndoStack::default(), Arc::default());
        Self { workbook, license, ids, undo, me, colleague, today, now: morning(today), folder }
    }

    /// Sets the current date.
    pub(crate) fn at(&mut self, today: &str) {
        self.today = day(today);
        self.now = morning(self.today);
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: self.me, at: self.now }
    }

    /// Applies an edit as one undo step. Returns its record, or the latest one if the edit changes nothing.
    pub(crate) fn try_apply(&mut self, edit: Edit) -> Result<RecordId, EditError> {
        let id = self.ids.next_id();
        let record = self.workbook.apply(edit, self.stamp(), id)?;
        if let Some(record) = record {
            self.undo.push(record);
        }
        Ok(record.unwrap_or(self.workbook.heads()[0]))
    }

    /// Applies an edit, which must change something.
    #[track_caller]
    pub(crate) fn apply(&mut self, edit: Edit) -> RecordId {
        assert!(!edit.is_empty(), "the edit changes nothing");
        self.try_apply(edit).unwrap()
    }

    /// Applies an edit, unless it changes nothing.
    pub(crate) fn apply_any(&mut self, edit: Edit) {
        if !edit.is_empty() {
            self.apply(edit);
        }
    }

    pub(crate) fn undo(&mut self) -> Result<Option<RecordId>, EditError> {
        self.undo.undo(&mut self.workbook, Stamp { author: self.me, at: self.now }, &mut self.ids)
    }

    pub(crate) fn redo(&mut self) -> Result<Option<RecordId>, EditError> {
        self.undo.redo(&mut self.workbook, Stamp { author: self.me, at: self.now }, &mut self.ids)
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        self.workbook.duty_by_label(self.license, label).unwrap()
    }

    pub(crate) fn event_of(&self, kind: &str, on: &str) -> Event {
        let (license, note) = (self.license, String::new());
        Event { license, kind: kind.to_owned(), on: day(on), at: None, note, evidence: BTreeSet::new() }
    }

    pub(crate) fn record_event(&mut self, event: Event) -> EventId {
        let id = self.ids.next_id();
        self.apply(self.workbook.record_event(id, event));
        id
    }

    pub(crate) fn record(&mut self, kind: &str, on: &str) -> EventId {
        let event = self.event_of(kind, on);
        self.record_event(event)
    }

    /// The register of the workbook as of today.
    pub(crate) fn register(&self) -> Register {
        Register::of(&self.workbook, self.license, self.today, catalog()).unwrap()
    }

    /// The register of the workbook as of this day.
    pub(crate) fn register_on(&self, today: &str) -> Register {
        Register::of(&self.workbook, self.license, day(today), catalog()).unwrap()
    }

    pub(crate) fn dates(&self) -> Vec<DateItem> {
        self.register().dates
    }

    /// A folder for files, which is created on first use. Copies of the desk share it.
    pub(crate) fn home(&self) -> &Path {
        self.folder.get_or_init(|| tempfile::tempdir().unwrap()).path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home().join(name)
    }
}

/// Ten o'clock in China.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    format!("{day}T02:00:00Z").parse().unwrap()
}
