//! The calendar file, read by a parser that has nothing to do with its writer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use ical::parser::ical::component::IcalEvent;
use ical::property::Property;
use license_workbook::calendar::schedules;
use license_workbook::export::{self, Format, ics, is_export};
use license_workbook::language::Language;
use license_workbook::obligation::Catalog;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::{Cause, Edit, Event, EventId, IdSource, PersonId, Stamp, Workbook, seed};
use std::collections::BTreeSet;

const TEXT: &str = include_str!("../seeds/license-su-b2-20140200.txt");

struct Desk {
    workbook: Workbook,
    catalog: Catalog,
    ids: IdSource,
    me: PersonId,
    minute: u32,
}

impl Desk {
    fn new() -> Self {
        let mut ids = IdSource::new(9);
        let catalog = Catalog::builtin().unwrap();
        let (workbook, _) = seed(TEXT, &catalog, schedules::builtin(), day("2023-06-01"), &mut ids);
        let me = ids.next_id();
        Self { workbook, catalog, ids, me, minute: 0 }
    }

    fn apply(&mut self, edit: Edit) {
        self.minute += 1;
        let at = format!("2024-01-02T03:{:02}:05Z", self.minute).parse().unwrap();
        self.workbook.apply(edit, Stamp { author: self.me, at }, self.ids.next_id()).unwrap();
    }

    fn event(&self, on: &str) -> Event {
        Event {
            license: self.workbook.current_license().unwrap(),
            kind: "registered_address_changed".to_owned(),
            on: day(on),
            at: None,
            note: String::new(),
            evidence: BTreeSet::new(),
        }
    }

    fn record(&mut self, on: &str) -> EventId {
        let id = self.ids.next_id();
        self.apply(self.workbook.record_event(id, self.event(on)));
        id
    }

    fn snapshot(&self, on: &str) -> Snapshot {
        let license = self.workbook.current_license().unwrap();
        Snapshot::of(&self.workbook, license, day(on), &self.catalog, Selection::default()).unwrap()
    }

    fn text(&self, on: &str, language: Language) -> String {
        ics::export(&self.snapshot(on), language)
    }

    /// What the calendar holds of the duty with this label.
    fn of(&self, label: &str, on: &str) -> Vec<IcalEvent> {
        let events = read(&self.text(on, Language::ZhCn));
        events.into_iter().filter(|event| value(event, "SUMMARY").contains(&format!("{label} "))).collect()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(text: &str) -> Vec<IcalEvent> {
    let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect::<Result<_, _>>().unwrap();
    let [calendar] = calendars.as_slice() else { panic!("{} calendars", calendars.len()) };
    let named = |name: &str| of(&calendar.properties, name);
    assert_eq!(named("VERSION"), "2.0");
    assert_eq!(named("CALSCALE"), "GREGORIAN");
    assert_eq!(named("METHOD"), "PUBLISH");
    assert!(!named("PRODID").is_empty());
    calendar.events.clone()
}

fn of(properties: &[Property], name: &str) -> String {
    let mut found = properties.iter().filter(|property| property.name == name);
    let value = found.next().and_then(|property| property.value.clone()).unwrap_or_default();
    assert!(found.next().is_none(), "{name} is there twice");
    value
}

fn value(event: &IcalEvent, name: &str) -> String {
    of(&event.properties, name)
}

/// The text that a value stands for.
fn plain(value: &str) -> String {
    value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

#[test]
fn every_date_with_a_day_is_an_all_day_event() {
    let mut desk = Desk::new();
    desk.record("2024-01-11");
    let snapshot = desk.snapshot("2024-01-12");
    for language in Language::ALL {
        let events = read(&ics::export(&snapshot, language));
        let dates: Vec<_> = snapshot.dates.iter().filter(|date| date.due.is_some()).collect();
        assert_eq!(events.len(), dates.len());
        assert!(dates.len() >= 4);
        for (event, date) in events.iter().zip(dates) {
            let start = event.properties.iter().find(|property| property.name == "DTSTART").unwrap();
            assert_eq!(start.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
            let due = date.due.unwrap();
            assert_eq!(start.value, Some(due.format("%Y%m%d").to_string()));
            assert_eq!(value(event, "DTEND"), due.succ_opt().unwrap().format("%Y%m%d").to_string());
            assert_eq!(value(event, "DTSTAMP"), "20240112T000000Z");
            assert_eq!(plain(&value(event, "SUMMARY")), format!("{} {}", date.label, date.title.get(language)));
            let description = plain(&value(event, "DESCRIPTION"));
            for step in &date.steps {
                assert!(description.contains(step.text.get(language)), "{description}");
                assert!(description.contains(step.source.get(language)), "{description}");
            }
            let alarms: Vec<_> = event.alarms.iter().map(|alarm| of(&alarm.properties, "TRIGGER")).collect();
            assert_eq!(alarms, ["-P6DT15H", "-PT15H"]);
            assert!(event.alarms.iter().all(|alarm| of(&alarm.properties, "ACTION") == "DISPLAY"));
        }
        let uids: BTreeSet<_> = events.iter().map(|event| value(event, "UID")).collect();
        assert_eq!(uids.len(), events.len());
    }
}

#[test]
fn lines_are_as_the_format_wants_them() {
    let mut desk = Desk::new();
    desk.record("2024-01-11");
    for language in Language::ALL {
        let text = desk.text("2024-01-12", language);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "octets");
        assert!(text.lines().any(|line| line.starts_with(' ')));
    }
}

#[test]
fn the_same_snapshot_gives_the_same_bytes() {
    let mut desk = Desk::new();
    desk.record("2024-01-11");
    let snapshot = desk.snapshot("2024-01-12");
    let bytes = export::export(&snapshot, Format::Ics, Language::En).unwrap();
    assert_eq!(bytes, ics::export(&snapshot, Language::En).into_bytes());
    assert_eq!(bytes, export::export(&desk.snapshot("2024-01-12"), Format::Ics, Language::En).unwrap());
    assert!(is_export(&bytes));
    assert!(!is_export(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Another//EN\r\n"));
}

#[test]
fn an_updated_event_replaces_the_older_one() {
    let mut desk = Desk::new();
    let id = desk.record("2024-01-11");
    let [old] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2024-01-12")).unwrap();
    // A change elsewhere leaves it as it is.
    let duty = desk.workbook.duty_by_label(desk.workbook.current_license().unwrap(), "七-1").unwrap();
    desk.apply(desk.workbook.set_due(duty, Some(day("2024-03-01")), None));
    let [same] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2024-01-12")).unwrap();
    assert_eq!(value(&same, "SEQUENCE"), value(&old, "SEQUENCE"));
    assert_eq!(value(&same, "LAST-MODIFIED"), value(&old, "LAST-MODIFIED"));
    desk.apply(desk.workbook.correct_event(id, desk.event("2024-03-01")));
    let [new] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2024-01-12")).unwrap();
    let sequence = |event: &IcalEvent| value(event, "SEQUENCE").parse::<u32>().unwrap();
    assert_eq!(value(&new, "UID"), value(&old, "UID"));
    assert!(sequence(&new) > sequence(&old));
    assert!(value(&new, "LAST-MODIFIED") > value(&old, "LAST-MODIFIED"));
    assert_eq!(value(&new, "LAST-MODIFIED"), "20240102T030305Z");
    assert_eq!((value(&old, "DTSTART"), value(&new, "DTSTART")), ("20240218".to_owned(), "20240401".to_owned()));
}

#[test]
fn what_is_done_rings_no_more() {
    let mut desk = Desk::new();
    let id = desk.record("2024-01-11");
    let [open] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2024-01-12")).unwrap();
    let duty = desk.workbook.duty_by_label(desk.workbook.current_license().unwrap(), "十二-1").unwrap();
    let edit = desk.workbook.close_occurrence(duty, Cause::Event(id), day("2024-02-19"), "a;b,c\\d", [].into());
    desk.apply(edit);
    let [done] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2024-02-20")).unwrap();
    assert_eq!(value(&done, "UID"), value(&open, "UID"));
    assert!(value(&done, "SUMMARY").starts_with('✓'));
    assert!(done.alarms.is_empty());
    assert!(value(&done, "DESCRIPTION").contains("已于 2024-02-19 完成"));
}

#[test]
fn what_is_provisional_is_tentative() {
    let mut desk = Desk::new();
    desk.record("2026-12-10");
    let [event] = <[IcalEvent; 1]>::try_from(desk.of("十二-1", "2026-12-12")).unwrap();
    assert_eq!(value(&event, "STATUS"), "TENTATIVE");
    assert!(value(&event, "DESCRIPTION").contains("暂估"));
}
