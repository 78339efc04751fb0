//! Tests of the calendar file, read back by an independent parser.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use ical::parser::ical::component::IcalEvent;
use ical::property::Property;
use license_workbook::export::{self, Format, ics, is_export};
use license_workbook::language::Language;
use license_workbook::obligation::LimitUnit;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::{
    AnswerField, Cause, Edit, EventId, Evidence, EvidenceStorage, Field, Recurrence, Sha256, Status, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of event in most of these tests.
const MOVED: &str = "registered_address_changed";

fn new_desk() -> Desk {
    Desk { now: "2024-01-02T03:00:05Z".parse().unwrap(), ..Desk::new("2023-06-01") }
}

impl Desk {
    /// Applies an edit, one minute after the previous one.
    fn later(&mut self, edit: Edit) {
        self.now += chrono::TimeDelta::minutes(1);
        self.apply(edit);
    }

    fn moved(&mut self, on: &str) -> EventId {
        self.now += chrono::TimeDelta::minutes(1);
        self.record(MOVED, on)
    }

    fn snapshot(&self, on: &str) -> Snapshot {
        let (workbook, license) = (&self.workbook, self.license);
        let mut snapshot = Snapshot::of(workbook, license, day(on), catalog(), Selection::default()).unwrap();
        snapshot.note_withdrawn(workbook, license, day(on), catalog());
        snapshot
    }

    fn text(&self, on: &str, language: Language) -> String {
        ics::export(&self.snapshot(on), language)
    }

    /// The calendar events of the duty with this label.
    fn events(&self, label: &str, on: &str) -> Vec<IcalEvent> {
        let events = read(&self.text(on, Language::ZhCn));
        events.into_iter().filter(|event| value(event, "SUMMARY").contains(&format!("{label} "))).collect()
    }
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
    assert!(found.next().is_none(), "{name} is duplicate");
    value
}

fn value(event: &IcalEvent, name: &str) -> String {
    of(&event.properties, name)
}

/// The unescaped text of a value.
fn plain(value: &str) -> String {
    value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

#[test]
fn every_date_with_a_day_is_an_all_day_event() {
    let mut desk = new_desk();
    desk.moved("2024-01-11");
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
    let mut desk = new_desk();
    desk.moved("2024-01-11");
    for language in Language::ALL {
        let text = desk.text("2024-01-12", language);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "at most 75 octets");
        assert!(text.lines().any(|line| line.starts_with(' ')));
    }
}

#[test]
fn the_same_snapshot_gives_the_same_bytes() {
    let mut desk = new_desk();
    desk.moved("2024-01-11");
    let snapshot = desk.snapshot("2024-01-12");
    let bytes = export::export(&snapshot, Format::Ics, Language::En).unwrap();
    assert_eq!(bytes, ics::export(&snapshot, Language::En).into_bytes());
    assert_eq!(bytes, export::export(&desk.snapshot("2024-01-12"), Format::Ics, Language::En).unwrap());
    assert!(is_export(&bytes));
    assert!(!is_export(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Another//EN\r\n"));
}

#[test]
fn an_updated_event_replaces_the_older_one() {
    let mut desk = new_desk();
    let id = desk.moved("2024-01-11");
    let [old] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    // A change of another duty does not affect it.
    let duty = desk.duty("七-1");
    desk.later(desk.workbook.set_due(duty, Some(day("2024-03-01")), None));
    let [same] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    assert_eq!(value(&same, "SEQUENCE"), value(&old, "SEQUENCE"));
    assert_eq!(value(&same, "LAST-MODIFIED"), value(&old, "LAST-MODIFIED"));
    desk.later(desk.workbook.correct_event(id, desk.event_of(MOVED, "2024-03-01")));
    let [new] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    let sequence = |event: &IcalEvent| value(event, "SEQUENCE").parse::<u32>().unwrap();
    assert_eq!(value(&new, "UID"), value(&old, "UID"));
    assert!(sequence(&new) > sequence(&old));
    assert!(value(&new, "LAST-MODIFIED") > value(&old, "LAST-MODIFIED"));
    assert_eq!(value(&new, "LAST-MODIFIED"), "20240102T030305Z");
    assert_eq!((value(&old, "DTSTART"), value(&new, "DTSTART")), ("20240218".to_owned(), "20240401".to_owned()));
}

#[test]
fn what_is_done_rings_no_more() {
    let mut desk = new_desk();
    let id = desk.moved("2024-01-11");
    let [open] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    let duty = desk.duty("十二-1");
    let edit = desk.workbook.close_occurrence(duty, Cause::Event(id), day("2024-02-19"), "a;b,c\\d", [].into());
    desk.later(edit);
    let [done] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-02-20")).unwrap();
    assert_eq!(value(&done, "UID"), value(&open, "UID"));
    assert!(value(&done, "SUMMARY").starts_with('✓'));
    assert!(done.alarms.is_empty());
    assert!(value(&done, "DESCRIPTION").contains("已于 2024-02-19 完成"));
}

#[test]
fn what_is_provisional_is_tentative() {
    let mut desk = new_desk();
    desk.moved("2026-12-10");
    let [event] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2026-12-12")).unwrap();
    assert_eq!(value(&event, "STATUS"), "TENTATIVE");
    assert!(value(&event, "DESCRIPTION").contains("暂定"));
}

/// UID, status and sequence number of an event.
type Told = (String, String, u32);

/// The events of a calendar.
fn told(text: &str) -> Vec<Told> {
    let events = read(text).into_iter();
    events.map(|e| (value(&e, "UID"), value(&e, "STATUS"), value(&e, "SEQUENCE").parse().unwrap())).collect()
}

/// Imports calendars in order, as calendar programs do: an event replaces the one with the same UID unless its sequence
/// number is lower, and a canceled event is removed.
fn kept(calendars: &[Vec<Told>]) -> BTreeSet<String> {
    let mut kept: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for (uid, status, sequence) in calendars.iter().flatten().cloned() {
        if kept.get(&uid).is_none_or(|(_, known)| *known <= sequence) {
            kept.insert(uid, (status, sequence));
        }
    }
    kept.into_iter().filter(|(_, (status, _))| status != "CANCELLED").map(|(uid, _)| uid).collect()
}

/// However a date is withdrawn, a calendar that imported each export has exactly the current dates.
#[test]
fn what_fell_away_is_cancelled_with_its_uid() {
    let mut desk = new_desk();
    let license = desk.workbook.current_license().unwrap();
    let duty = |desk: &Desk, label| desk.workbook.duty_by_label(license, label).unwrap();
    let mut calendars = vec![told(&desk.text("2024-01-12", Language::ZhCn))];
    let (own, event) = (duty(&desk, "七-1"), desk.moved("2024-01-11"));
    let every = Recurrence { every: 1, unit: LimitUnit::Months, from_completion: false, day_of_month: None };
    let note = |desk: &Desk, calendars: &mut Vec<Vec<Told>>, gone: usize| {
        let told = told(&desk.text("2024-01-12", Language::ZhCn));
        let (canceled, now): (Vec<_>, Vec<_>) = told.iter().partition(|(_, status, _)| status == "CANCELLED");
        assert_eq!(canceled.len(), gone, "{canceled:?}");
        let known: BTreeSet<&String> = calendars.iter().flatten().map(|(uid, ..)| uid).collect();
        assert!(canceled.iter().all(|(uid, ..)| known.contains(uid)), "{canceled:?}");
        let now: BTreeSet<String> = now.iter().map(|(uid, ..)| uid.clone()).collect();
        calendars.push(told);
        assert_eq!(kept(calendars), now);
    };
    note(&desk, &mut calendars, 0);
    // A date that moves to another day is the same event.
    for due in ["2024-03-01", "2024-03-05"] {
        desk.later(desk.workbook.set_due(own, Some(day(due)), Some(every)));
        note(&desk, &mut calendars, 0);
    }
    desk.later(desk.workbook.set_due(own, None, None));
    note(&desk, &mut calendars, 1);
    // The event is removed, and then restored.
    let removed = desk.workbook.change([(Field::Event(event), None)]);
    desk.later(removed.clone());
    note(&desk, &mut calendars, 2);
    let back = removed.changes.into_iter().map(|change| (change.field, change.from));
    desk.later(desk.workbook.change(back));
    note(&desk, &mut calendars, 1);
    // The duty becomes not applicable.
    let of_event = duty(&desk, "十二-1");
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let status = Some(Value::Status(Status::NotApplicable));
    desk.later(desk.workbook.change([
        (Field::Answer(of_event, AnswerField::Justification), text("x")),
        (Field::Answer(of_event, AnswerField::Status), status),
    ]));
    note(&desk, &mut calendars, 2);
}

#[test]
fn a_cancelled_event_does_not_ring_and_says_what_it_is() {
    let mut desk = new_desk();
    let event = desk.moved("2024-01-11");
    let [before] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    desk.later(desk.workbook.change([(Field::Event(event), None)]));
    let [after] = <[IcalEvent; 1]>::try_from(desk.events("十二-1", "2024-01-12")).unwrap();
    for same in ["UID", "DTSTART", "DTEND"] {
        assert_eq!(value(&after, same), value(&before, same));
    }
    assert_eq!(value(&after, "STATUS"), "CANCELLED");
    assert_eq!(plain(&value(&after, "SUMMARY")), format!("已取消：{}", plain(&value(&before, "SUMMARY"))));
    assert!(after.alarms.is_empty());
    // The JSON export has no withdrawn dates, only the current state.
    let data = license_workbook::export::json::export(&desk.snapshot("2024-01-12"), Language::En).unwrap();
    assert!(!data.contains("withdrawn"));
}

/// The name of removed evidence may have been confidential.
#[test]
fn a_cancelled_event_tells_no_secret() {
    let mut desk = new_desk();
    let duty = desk.duty("七-1");
    let hash = Sha256::of(b"x");
    let piece = Evidence {
        name: "保密合同.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 1,
        storage: EvidenceStorage::Embedded,
        attached_by: None,
        attached_at: "2024-01-01T00:00:00Z".parse().unwrap(),
        effective_on: None,
        valid_until: Some(day("2024-06-30")),
        description: String::new(),
        confidential: true,
        replaces: None,
    };
    let refs = Value::EvidenceRefs([hash].into());
    desk.later(desk.workbook.change([
        (Field::Evidence(hash), Some(Value::Evidence(Box::new(piece)))),
        (Field::Answer(duty, AnswerField::Evidence), Some(refs)),
    ]));
    let uid = |status: &str| {
        let told = told(&desk.text("2024-01-12", Language::ZhCn)).into_iter();
        told.filter(|(uid, found, _)| uid.contains("evidence") && found == status).map(|e| e.0).collect::<Vec<_>>()
    };
    let shown = uid("CONFIRMED");
    assert_eq!(shown.len(), 1);
    desk.later(
        desk.workbook.change([(Field::Answer(duty, AnswerField::Evidence), None), (Field::Evidence(hash), None)]),
    );
    let text = desk.text("2024-01-12", Language::ZhCn);
    let canceled: Vec<String> =
        told(&text).into_iter().filter(|(_, status, _)| status == "CANCELLED").map(|e| e.0).collect();
    assert_eq!(canceled, shown);
    assert!(!text.replace("\r\n ", "").contains("保密合同"));
}
