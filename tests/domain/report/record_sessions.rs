//! Tests which session a record belongs to; this follows from the records alone, also after a merge.

use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::merge::merge;
use license_workbook::workbook::{AnswerField, AttestationAnswer, HistoryFilter, RecordId, SessionId, Value};

fn note(desk: &mut Desk, label: &str, words: &str) -> RecordId {
    let edit = desk.workbook.set_answer(&[desk.duty(label)], AnswerField::Note, Some(&Value::Text(words.to_owned())));
    desk.apply(edit);
    desk.workbook.history.last().unwrap().id
}

fn session_of(desk: &Desk, record: RecordId) -> Option<SessionId> {
    desk.workbook.record_sessions().of(record).map(|(id, _)| id)
}

#[test]
fn a_record_belongs_to_the_session_that_was_open_on_that_day() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let before = note(&mut desk, "一-1", "before");
    let session = desk.start(2025);
    let begun = desk.workbook.history.last().unwrap().id;
    let within = note(&mut desk, "一-1", "within");
    // Work between two days of the session does not belong to it.
    desk.at("2026-01-20");
    let between = note(&mut desk, "一-1", "between");
    desk.at("2026-02-03");
    let open = desk.review(2025).agenda();
    desk.apply(desk.workbook.resume_session(session, desk.today, &open));
    let resumed = note(&mut desk, "一-2", "resumed");
    desk.apply(desk.workbook.close_session(session, Some(desk.today)));
    let closed = desk.workbook.history.last().unwrap().id;
    let after = note(&mut desk, "一-1", "after");

    for (record, expected) in [
        (before, None),
        (begun, Some(session)),
        (within, Some(session)),
        (between, None),
        (resumed, Some(session)),
        (closed, Some(session)),
        (after, None),
    ] {
        assert_eq!(session_of(&desk, record), expected, "{:?}", desk.workbook.record(record));
    }
    let sessions = desk.workbook.record_sessions();
    let (_, held) = sessions.of(within).unwrap();
    assert_eq!((held.year, held.on, held.days.len()), (2025, day("2026-01-12"), 2));
    assert_eq!((sessions.on(day("2026-02-03")), sessions.on(day("2026-01-20"))), (Some(session), None));
    let filter = HistoryFilter { session: Some(session), ..HistoryFilter::default() };
    assert_eq!(desk.workbook.records(&filter, &sessions).count(), 5);

    // Undo follows the same rules, and a removed session is still identified.
    desk.undo().unwrap();
    desk.undo().unwrap();
    let reopened = note(&mut desk, "一-1", "reopened");
    assert_eq!(session_of(&desk, reopened), Some(session));
    desk.apply(desk.workbook.remove_session(session));
    let gone = note(&mut desk, "一-1", "gone");
    assert_eq!((session_of(&desk, within), session_of(&desk, gone)), (Some(session), None));
}

#[test]
fn what_a_colleague_did_meanwhile_in_a_copy_is_no_part_of_it() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let mut other = Desk { workbook: desk.workbook.clone(), ..Desk::new("2025-06-01") };
    other.ids = license_workbook::workbook::IdSource::new(99);
    (other.me, other.license, other.today) = (desk.me, desk.license, desk.today);
    let session = desk.start(2025);
    desk.attest(2025, "六-1", AttestationAnswer::Confirmed, "");
    let own = desk.workbook.history.last().unwrap().id;
    let theirs = note(&mut other, "一-2", "elsewhere");
    desk.workbook = merge(&desk.workbook, &other.workbook).unwrap().workbook;
    let joined = note(&mut desk, "一-3", "joined");
    assert_eq!(session_of(&desk, own), Some(session));
    assert_eq!(session_of(&desk, theirs), None);
    assert_eq!(session_of(&desk, joined), Some(session));
    // Both orders of merging give the same sessions.
    let other_way = merge(&other.workbook, &desk.workbook).unwrap().workbook;
    assert_eq!(other_way.record_sessions(), desk.workbook.record_sessions());
}

#[test]
fn a_session_that_is_paused_collects_nothing_until_it_is_gone_on_with() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let session = desk.start(2025);
    assert_eq!(desk.workbook.running_session(desk.today).map(|(id, _)| id), Some(session));
    let within = note(&mut desk, "一-1", "within");
    desk.apply(desk.workbook.pause_session(session));
    let paused = desk.workbook.history.last().unwrap().id;
    assert_eq!(desk.workbook.running_session(desk.today), None);
    let meanwhile = note(&mut desk, "一-1", "meanwhile");
    desk.apply(desk.workbook.resume_session(session, desk.today, &[]));
    assert_eq!(desk.workbook.running_session(desk.today).map(|(id, _)| id), Some(session));
    let again = note(&mut desk, "一-1", "again");
    // The session does not run on another day or after it was closed.
    assert_eq!(desk.workbook.running_session(day("2026-01-13")), None);
    desk.apply(desk.workbook.close_session(session, Some(desk.today)));
    assert_eq!(desk.workbook.running_session(desk.today), None);
    for (record, expected) in
        [(within, Some(session)), (paused, Some(session)), (meanwhile, None), (again, Some(session))]
    {
        assert_eq!(session_of(&desk, record), expected, "{:?}", desk.workbook.record(record));
    }
}

#[test]
fn another_session_that_begins_pauses_the_one_before() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let first = desk.start(2025);
    let second = desk.start(2025);
    assert!(desk.workbook.sessions[&first].paused);
    let record = note(&mut desk, "一-1", "in the second");
    assert_eq!(session_of(&desk, record), Some(second));
    assert_eq!(desk.workbook.running_session(desk.today).map(|(id, _)| id), Some(second));
}

#[test]
fn a_paused_session_that_was_closed_and_opened_again_stays_paused() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let session = desk.start(2025);
    desk.apply(desk.workbook.pause_session(session));
    desk.apply(desk.workbook.close_session(session, Some(desk.today)));
    desk.apply(desk.workbook.close_session(session, None));
    assert_eq!(desk.workbook.running_session(desk.today), None);
    let opened = note(&mut desk, "一-1", "opened again");
    assert_eq!(session_of(&desk, opened), None);
    desk.apply(desk.workbook.resume_session(session, desk.today, &[]));
    let resumed = note(&mut desk, "一-1", "resumed");
    assert_eq!(session_of(&desk, resumed), Some(session));
    desk.apply(desk.workbook.close_session(session, Some(desk.today)));
    desk.apply(desk.workbook.close_session(session, None));
    desk.apply(desk.workbook.pause_session(session));
    let paused = note(&mut desk, "一-1", "paused");
    assert_eq!(session_of(&desk, paused), None);
}

#[test]
fn what_one_copy_paused_and_the_other_closed_and_opened_again_is_paused() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let session = desk.start(2025);
    let mut other = Desk { workbook: desk.workbook.clone(), ..Desk::new("2025-06-01") };
    other.ids = license_workbook::workbook::IdSource::new(99);
    (other.me, other.license, other.today) = (desk.me, desk.license, desk.today);
    desk.apply(desk.workbook.pause_session(session));
    other.apply(other.workbook.close_session(session, Some(other.today)));
    other.apply(other.workbook.close_session(session, None));
    for (one, two) in [(&desk, &other), (&other, &desk)] {
        let mut joined =
            Desk { workbook: merge(&one.workbook, &two.workbook).unwrap().workbook, ..Desk::new("2025-06-01") };
        joined.ids = license_workbook::workbook::IdSource::new(100);
        (joined.me, joined.license, joined.today) = (desk.me, desk.license, desk.today);
        assert!(joined.workbook.sessions[&session].paused);
        let record = note(&mut joined, "一-1", "joined");
        assert_eq!(session_of(&joined, record), None, "the session is paused");
    }
}

#[test]
fn what_is_done_about_a_session_that_does_not_run_is_not_done_in_it() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let session = desk.start(2025);
    desk.except(2025, session);
    desk.apply(desk.workbook.pause_session(session));
    // On a later day, the text of an answer and the minutes are changed.
    desk.at("2026-02-03");
    let duty = desk.duty("七-3");
    let mut given = desk.workbook.attestations[&(2025, duty)].clone();
    "改".clone_into(&mut given.text);
    desk.apply(desk.workbook.attest(2025, &[duty], &given, desk.today));
    let checked = desk.workbook.history.last().unwrap().id;
    let held = desk.workbook.sessions[&session].clone();
    let other = license_workbook::workbook::Session { minutes: "补记".to_owned(), ..held };
    desk.apply(desk.workbook.put_session(session, other));
    let noted = desk.workbook.history.last().unwrap().id;
    desk.apply(desk.workbook.close_session(session, Some(desk.today)));
    let closed = desk.workbook.history.last().unwrap().id;
    for record in [checked, noted, closed] {
        assert_eq!(session_of(&desk, record), None, "{:?}", desk.workbook.record(record));
    }
    assert_eq!(desk.workbook.attestations[&(2025, duty)].session, Some(session), "the answer keeps its session");
}

#[test]
fn a_session_that_begins_is_the_one_it_is_begun_in() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    desk.start(2025);
    let second = desk.start(2025);
    let begun = desk.workbook.history.last().unwrap().id;
    assert_eq!(session_of(&desk, begun), Some(second), "not the session that it pauses");
}
