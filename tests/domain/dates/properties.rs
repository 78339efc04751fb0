//! Property test: after any edits, closings, and undos, the dates follow from the workbook alone.

use super::desk::tracked_from;
use crate::support::catalog;
use crate::support::desk::Desk;
use crate::support::random::config;
use chrono::{Days, NaiveDate};
use license_workbook::deadlines::{DateState, Register, what_moves};
use license_workbook::obligation::LimitUnit;
use license_workbook::workbook::{Cause, Contents, EventId, OccurrenceId, Recurrence, Workbook};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
pub(crate) enum Action {
    Record(usize, u16),
    Correct(usize, usize, u16),
    Remove(usize),
    Close(usize, u16),
    Reopen(usize),
    Repeat(usize, u16, u32),
    Undo,
}

pub(crate) fn step() -> impl Strategy<Value = Action> {
    let any = || any::<usize>();
    let days = || 0_u16..3_000;
    prop_oneof![
        3 => (any(), days()).prop_map(|(kind, on)| Action::Record(kind, on)),
        2 => (any(), any(), days()).prop_map(|(which, kind, on)| Action::Correct(which, kind, on)),
        1 => any().prop_map(Action::Remove),
        3 => (any(), days()).prop_map(|(which, on)| Action::Close(which, on)),
        1 => any().prop_map(Action::Reopen),
        1 => (any(), days(), 1_u32..40).prop_map(|(which, on, every)| Action::Repeat(which, on, every)),
        2 => Just(Action::Undo),
    ]
}

pub(crate) fn the_day(days: u16) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 1, 1).unwrap() + Days::new(days.into())
}

pub(crate) fn take(desk: &mut Desk, step: &Action) {
    let kinds = &catalog().events;
    let events: Vec<EventId> = desk.workbook.events.keys().copied().collect();
    let pick = |which: usize| (!events.is_empty()).then(|| events[which % events.len()]);
    match step {
        Action::Record(kind, on) => {
            desk.record(&kinds[kind % kinds.len()].key, &the_day(*on).to_string());
        }
        Action::Correct(which, kind, on) => {
            let Some(event) = pick(*which) else { return };
            let corrected = desk.event_of(&kinds[kind % kinds.len()].key, &the_day(*on).to_string());
            desk.apply_any(desk.workbook.correct_event(event, corrected));
        }
        Action::Remove(which) => {
            let Some(event) = pick(*which) else { return };
            desk.apply_any(desk.workbook.remove_event(event));
        }
        Action::Close(which, on) => {
            let open: Vec<_> =
                desk.dates_on("2026-06-01").into_iter().filter_map(|d| Some((d.duty, d.cause()?))).collect();
            let Some((duty, cause)) = open.get(which % open.len().max(1)) else { return };
            desk.attempt(desk.workbook.close_occurrence(*duty, *cause, the_day(*on), "", BTreeSet::new()));
        }
        Action::Reopen(which) => {
            let said: Vec<_> = desk.workbook.occurrences.values().cloned().collect();
            let Some(occurrence) = said.get(which % said.len().max(1)) else { return };
            desk.apply_any(desk.workbook.reopen(occurrence.duty, occurrence.cause().unwrap()));
        }
        Action::Repeat(which, on, every) => {
            let duties: Vec<_> = desk.workbook.duties.keys().copied().collect();
            let due = the_day(*on);
            let recurrence = Recurrence::every(*every, LimitUnit::Months, due);
            let edit = desk.workbook.set_due(duties[which % duties.len()], Some(due), Some(recurrence));
            desk.apply_any(edit);
        }
        Action::Undo => drop(desk.undo().unwrap()),
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn dates_follow_from_the_workbook_alone(steps in prop::collection::vec(step(), 1..24), today in 0_u16..3_000) {
        let mut desk = tracked_from("2024-01-01");
        let today = the_day(today).to_string();
        let start = desk.dates_on(&today);
        let mut seen = vec![start.clone()];
        for step in &steps {
            let length = desk.workbook.history.len();
            take(&mut desk, step);
            prop_assert!(desk.workbook.history.len() <= length + 1, "one step made two records");
            let dates = desk.dates_on(&today);
            let ids: BTreeSet<&str> = dates.iter().map(|date| date.id.as_str()).collect();
            prop_assert_eq!(ids.len(), dates.len(), "two dates share an id");
            prop_assert!(dates.iter().all(|date| (date.state == DateState::Done) || !date.late));
            prop_assert!(dates.iter().all(|date| !date.reason.zh.is_empty() && !date.reason.en.is_empty()));
            prop_assert!(what_moves(&dates, &dates).is_empty());
            seen.push(dates);
        }
        // The id of an occurrence follows from its cause, so a merge cannot duplicate it.
        for (id, occurrence) in &desk.workbook.occurrences {
            prop_assert_eq!(*id, OccurrenceId::of(occurrence.duty, occurrence.cause().unwrap()));
            if let Some(Cause::Event(event)) = occurrence.cause() {
                prop_assert!(desk.workbook.events.contains_key(&event));
            }
        }
        // Equal contents give equal dates.
        let contents: Contents = (*desk.workbook).clone();
        let copy = Workbook::from_contents(contents).unwrap();
        let register = Register::of(&copy, desk.license, today.parse::<NaiveDate>().unwrap(), catalog()).unwrap();
        prop_assert_eq!(&register.dates, seen.last().unwrap());
        while desk.undo.next_undo().is_some() {
            desk.undo().unwrap();
        }
        prop_assert_eq!(desk.dates_on(&today), start);
    }
}
