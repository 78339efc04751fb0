//! A workbook on the license that comes with the program, and a hand that works on it.

use chrono::{NaiveDate, NaiveTime};
use license_workbook::calendar::schedules;
use license_workbook::deadlines::{DateItem, Register};
use license_workbook::obligation::Catalog;
use license_workbook::workbook::{
    Cause, DutyId, Edit, EditError, Event, EventId, IdSource, LicenseId, PersonId, Stamp, UndoStack, Workbook, seed,
};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::builtin().unwrap())
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) license: LicenseId,
    pub(crate) ids: IdSource,
    pub(crate) undo: UndoStack,
    me: PersonId,
}

impl Desk {
    /// A workbook tracked from this day on.
    pub(crate) fn from(tracked_from: &str) -> Self {
        let mut ids = IdSource::new(7);
        let (workbook, _) = seed(TEXT, catalog(), schedules::builtin(), day(tracked_from), &mut ids);
        let license = workbook.current_license().unwrap();
        let me = ids.next_id();
        Self { workbook, license, ids, undo: UndoStack::default(), me }
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: self.me, at: "2024-06-01T08:00:00Z".parse().unwrap() }
    }

    /// Applies one edit as one step of undo.
    pub(crate) fn apply(&mut self, edit: Edit) {
        if edit.is_empty() {
            return;
        }
        let id = self.ids.next_id();
        let record = self.workbook.apply(edit, self.stamp(), id).unwrap();
        self.undo.push(record.unwrap());
    }

    /// Applies one edit, unless it would change how a report was filed.
    pub(crate) fn attempt(&mut self, edit: Edit) {
        let id = self.ids.next_id();
        match self.workbook.clone().apply(edit.clone(), self.stamp(), id) {
            Err(EditError::Locked(_)) => {}
            _ => self.apply(edit),
        }
    }

    pub(crate) fn undo(&mut self) {
        let stamp = self.stamp();
        self.undo.undo(&mut self.workbook, stamp, &mut self.ids).unwrap();
    }

    pub(crate) fn event_of(&self, kind: &str, on: &str) -> Event {
        let (license, note) = (self.license, String::new());
        Event { license, kind: kind.to_owned(), on: day(on), at: None, note, evidence: BTreeSet::new() }
    }

    pub(crate) fn record(&mut self, kind: &str, on: &str) -> EventId {
        let event = self.event_of(kind, on);
        self.record_event(event)
    }

    pub(crate) fn record_at(&mut self, kind: &str, on: &str, at: &str) -> EventId {
        let at = Some(NaiveTime::parse_from_str(at, "%H:%M").unwrap());
        let event = Event { at, ..self.event_of(kind, on) };
        self.record_event(event)
    }

    fn record_event(&mut self, event: Event) -> EventId {
        let id = self.ids.next_id();
        self.apply(self.workbook.record_event(id, event));
        id
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        self.workbook.duty_by_label(self.license, label).unwrap()
    }

    pub(crate) fn close(&mut self, label: &str, cause: Cause, on: &str) {
        let edit = self.workbook.close_occurrence(self.duty(label), cause, day(on), "已办", BTreeSet::new());
        self.apply(edit);
    }

    pub(crate) fn register(&self, today: &str) -> Register {
        Register::of(&self.workbook, self.license, day(today), catalog()).unwrap()
    }

    pub(crate) fn dates(&self, today: &str) -> Vec<DateItem> {
        self.register(today).dates
    }

    /// The dates of one duty.
    pub(crate) fn of(&self, label: &str, today: &str) -> Vec<DateItem> {
        self.dates(today).into_iter().filter(|date| date.label == label).collect()
    }

    /// The only date of a duty.
    pub(crate) fn the(&self, label: &str, today: &str) -> DateItem {
        let mut dates = self.of(label, today);
        assert_eq!(dates.len(), 1, "{label}: {dates:#?}");
        dates.remove(0)
    }

    /// The date of a duty that this event raised.
    pub(crate) fn after(&self, label: &str, event: EventId, today: &str) -> DateItem {
        self.of(label, today).into_iter().find(|date| date.event == Some(event)).unwrap()
    }
}
