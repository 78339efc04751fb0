//! Helpers to record and close events and to read dates.

use crate::support::day;
use crate::support::desk::Desk;
use chrono::NaiveTime;
use license_workbook::deadlines::DateItem;
use license_workbook::workbook::{Cause, Edit, EditError, Event, EventId};
use std::collections::BTreeSet;

/// A desk with a workbook tracked from this day on; all edits are made on one day in June 2024.
pub(crate) fn tracked_from(day: &str) -> Desk {
    let mut desk = Desk::new(day);
    desk.now = "2024-06-01T08:00:00Z".parse().unwrap();
    desk
}

impl Desk {
    /// Applies one edit; ignores one that a filed report refuses.
    pub(crate) fn attempt(&mut self, edit: Edit) {
        match self.try_apply(edit) {
            Ok(_) | Err(EditError::Locked(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }

    pub(crate) fn record_at(&mut self, kind: &str, on: &str, at: &str) -> EventId {
        let at = Some(NaiveTime::parse_from_str(at, "%H:%M").unwrap());
        let event = Event { at, ..self.event_of(kind, on) };
        self.record_event(event)
    }

    pub(crate) fn close(&mut self, label: &str, cause: Cause, on: &str) {
        let edit = self.workbook.close_occurrence(self.duty(label), cause, day(on), "已办", BTreeSet::new());
        self.apply(edit);
    }

    pub(crate) fn dates_on(&self, today: &str) -> Vec<DateItem> {
        self.register_on(today).dates
    }

    /// The dates of one duty.
    pub(crate) fn of(&self, label: &str, today: &str) -> Vec<DateItem> {
        self.dates_on(today).into_iter().filter(|date| date.label == label).collect()
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
