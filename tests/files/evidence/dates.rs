//! Tests of the expiry of evidence, which is a date like any other.

use super::support::new_desk;
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::deadlines::{DateItem, DateRule, DateState};
use license_workbook::export::{Format, export};
use license_workbook::language::Language;
use license_workbook::obligation::Catalog;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::store::evidence::import_bytes;
use license_workbook::workbook::{EvidenceChange, Sha256};

fn expiries(desk: &Desk, today: &str) -> Vec<DateItem> {
    let all = desk.register_on(today).dates;
    all.into_iter().filter(|date| date.rule == DateRule::Evidence).collect()
}

/// A desk with a contract for two duties, valid until this day.
fn desk(until: &str) -> (Desk, Sha256) {
    let mut desk = new_desk();
    let places = [desk.place("五-3"), desk.place("十二-5")];
    let hash = desk.attach_bytes("合同.pdf", b"contract", &places);
    desk.apply(desk.workbook.describe_evidence(&[hash], &EvidenceChange::ValidUntil(Some(day(until)))));
    (desk, hash)
}

#[test]
fn a_contract_is_one_date_however_often_it_is_used() {
    let (desk, hash) = desk("2026-12-31");
    for (today, state) in [
        ("2026-11-24", DateState::Later),
        ("2026-12-01", DateState::DueSoon),
        ("2026-12-31", DateState::DueSoon),
        ("2027-01-01", DateState::Overdue),
    ] {
        let found = expiries(&desk, today);
        let [date] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((date.state, date.due, date.evidence), (state, Some(day("2026-12-31")), Some(hash)), "{today}");
        assert_eq!(date.label, "五-3");
        assert!(date.title.zh.contains("合同.pdf") && date.title.en.contains("合同.pdf"));
        assert_eq!((date.steps.len(), date.cause()), (1, None));
        assert_eq!(date.is_missed(day(today)), state == DateState::Overdue);
        // It is a date of both duties, in any part of the workbook.
        let register = desk.register_on(today);
        let overdue = usize::from(state == DateState::Overdue);
        assert_eq!(register.counts.overdue, overdue * 2, "{today}");
        for label in ["五-3", "十二-5"] {
            let mut part = desk.register_on(today);
            part.retain(|entry| entry.label == label);
            assert_eq!(part.dates.iter().filter(|date| date.rule == DateRule::Evidence).count(), 1, "{label}");
            assert_eq!((part.dates[0].label.as_str(), part.counts.overdue), (label, overdue), "{today}");
        }
        let entry = register.entry(date.duty).unwrap();
        assert_eq!(entry.status, entry.duty.answer.status, "the expiry of evidence is no occurrence of the duty");
    }
}

#[test]
fn the_reminder_is_on_a_working_day() {
    // A Sunday.
    let (desk, _) = desk("2026-12-06");
    assert_eq!(expiries(&desk, "2026-11-24")[0].reminder, Some(day("2026-12-04")));
    let (desk, _) = self::desk("2026-12-04");
    assert_eq!(expiries(&desk, "2026-11-24")[0].reminder, None);
}

#[test]
fn a_new_version_ends_the_date() {
    let (mut desk, hash) = desk("2026-12-31");
    let file = import_bytes("合同 2027.pdf", b"new contract");
    let places = desk.workbook.evidence_uses().remove(&hash).unwrap();
    let edit = desk.workbook.replace_evidence(hash, &file, &places, desk.stamp());
    desk.apply(edit);
    assert_eq!(expiries(&desk, "2027-01-01"), []);
}

#[test]
fn every_export_shows_it_and_none_shows_what_is_confidential() {
    let (mut desk, hash) = desk("2026-12-31");
    let catalog = Catalog::builtin().unwrap();
    let written = |desk: &Desk, confidential: bool, format: Format| {
        let selection = Selection { notes: true, history: true, confidential, ..Selection::default() };
        let snapshot = Snapshot::of(&desk.workbook, desk.license, day("2026-11-24"), &catalog, selection).unwrap();
        let text = String::from_utf8(export(&snapshot, format, Language::ZhCn).unwrap()).unwrap();
        // Long lines of a calendar are folded.
        text.replace("\r\n ", "")
    };
    let revision = |desk: &Desk| {
        let selection = Selection::default();
        let snapshot = Snapshot::of(&desk.workbook, desk.license, day("2026-11-24"), &catalog, selection).unwrap();
        let date = snapshot.dates.into_iter().find(|date| date.rule == DateRule::Evidence).unwrap();
        date.revision.unwrap().sequence
    };
    for format in [Format::Html, Format::Json, Format::Ics] {
        assert!(written(&desk, false, format).contains("证据到期：合同.pdf"), "{format:?}");
    }
    let before = revision(&desk);
    desk.apply(desk.workbook.describe_evidence(&[hash], &EvidenceChange::Confidential(true)));
    assert!(revision(&desk) > before, "a calendar program replaces its older copy");
    for format in [Format::Html, Format::Json, Format::Ics] {
        let text = written(&desk, false, format);
        assert!(!text.contains("合同.pdf") && text.contains("证据到期（保密证据）"), "{format:?}");
        assert!(written(&desk, true, format).contains("合同.pdf"), "{format:?}");
    }
}
