//! Tests of edits of evidence, and of queries about it.

use super::support::new_desk;
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::store::evidence::import_bytes;
use license_workbook::workbook::{
    Cause, Event, EvidenceChange, EvidenceDetails, EvidenceStorage, EvidenceUse, OccurrenceId, Sha256, Status,
};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_same_bytes_are_stored_once_and_used_often() {
    let mut desk = new_desk();
    let (a, b) = (desk.place("十二-5"), desk.place("五-3"));
    let hash = desk.attach_bytes("合同.pdf", b"contract", &[a]);
    assert_eq!(desk.attach_bytes("copy.pdf", b"contract", &[b]), hash);
    assert_eq!(desk.workbook.evidence.len(), 1);
    assert_eq!(desk.workbook.evidence[&hash].name, "合同.pdf");
    let mut places = vec![a, b];
    places.sort();
    assert_eq!(desk.workbook.evidence_uses()[&hash], places);
    // Attaching it a third time changes nothing.
    let before = desk.workbook.history.len();
    desk.attach_bytes("copy.pdf", b"contract", &[a, b]);
    assert_eq!(desk.workbook.history.len(), before);
}

#[test]
fn details_that_are_given_count_for_known_evidence_too() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let hash = desk.attach_bytes("合同.pdf", b"contract", &[a]);
    let details = EvidenceDetails {
        valid_until: Some(day("2027-01-31")),
        description: "三方合同".to_owned(),
        confidential: true,
        ..EvidenceDetails::default()
    };
    let edit = desk.workbook.attach(&[import_bytes("x", b"contract")], &details, &[a], desk.stamp());
    desk.apply(edit);
    let evidence = &desk.workbook.evidence[&hash];
    assert_eq!((evidence.valid_until, evidence.confidential), (Some(day("2027-01-31")), true));
    assert_eq!((evidence.name.as_str(), evidence.description.as_str()), ("合同.pdf", "三方合同"));
}

#[test]
fn every_place_takes_evidence_and_gives_it_back() {
    let mut desk = new_desk();
    let event = Event {
        license: desk.license,
        kind: "registered_capital_changed".to_owned(),
        on: day("2026-11-16"),
        at: None,
        note: String::new(),
        evidence: BTreeSet::new(),
    };
    let id = desk.ids.next_id();
    desk.apply(desk.workbook.record_event(id, event));
    let duty = desk.duty("十二-2");
    let cause = Cause::Event(id);
    desk.apply(desk.workbook.close_occurrence(duty, cause, day("2026-11-18"), "", BTreeSet::new()));
    let places = [
        EvidenceUse::Duty(duty),
        EvidenceUse::Occurrence(OccurrenceId::of(duty, cause)),
        EvidenceUse::Event(id),
        EvidenceUse::Page(desk.license, 3),
        EvidenceUse::Report(2026),
    ];
    let start = desk.workbook.clone();
    let hash = desk.attach_bytes("a.pdf", b"a", &places);
    assert_eq!(desk.workbook.evidence_uses()[&hash], places);
    assert!(places.iter().all(|place| desk.workbook.evidence_at(*place) == BTreeSet::from([hash])));
    // One edit is one step of undo.
    desk.undo().unwrap();
    assert_eq!((&desk.workbook.evidence, &desk.workbook.reports), (&start.evidence, &start.reports));
    let hash = desk.attach_bytes("a.pdf", b"a", &places);
    desk.apply(desk.workbook.detach_evidence(&[hash], &places));
    assert!(desk.workbook.evidence_uses()[&hash].is_empty());
    assert_eq!(desk.workbook.unused_evidence(), [hash]);
}

#[test]
fn several_scans_go_to_the_pages_one_after_another() {
    let mut desk = new_desk();
    let scans: Vec<_> = [b"1", b"2", b"3"].iter().map(|bytes| import_bytes("scan.png", *bytes)).collect();
    desk.attach_files(&scans, &[EvidenceUse::Page(desk.license, 2)]);
    let pages: Vec<(u32, Sha256)> =
        desk.workbook.licenses[&desk.license].record.scans.iter().map(|(page, hash)| (*page, *hash)).collect();
    assert_eq!(pages, [(2, scans[0].hash), (3, scans[1].hash), (4, scans[2].hash)]);
    // A page has one scan: a new scan replaces it.
    desk.attach_bytes("better.png", b"better", &[EvidenceUse::Page(desk.license, 3)]);
    assert_eq!(desk.workbook.licenses[&desk.license].record.scans.len(), 3);
}

#[test]
fn a_new_version_takes_the_place_where_it_is_asked_to() {
    let mut desk = new_desk();
    let (a, b) = (desk.place("十二-5"), desk.place("五-3"));
    let old = desk.attach_bytes("合同 2025.pdf", b"2025", &[a, b]);
    desk.apply(desk.workbook.describe_evidence(&[old], &EvidenceChange::Description("年度合同".to_owned())));
    desk.apply(desk.workbook.describe_evidence(&[old], &EvidenceChange::ValidUntil(Some(day("2025-12-31")))));
    desk.apply(desk.workbook.describe_evidence(&[old], &EvidenceChange::Confidential(true)));
    let file = import_bytes("合同 2026.pdf", b"2026");
    let edit = desk.workbook.replace_evidence(old, &file, &[a], desk.stamp());
    desk.apply(edit);
    let new = &desk.workbook.evidence[&file.hash];
    assert_eq!((new.replaces, new.confidential, new.valid_until), (Some(old), true, None));
    assert_eq!(new.description, "年度合同");
    assert_eq!(desk.workbook.evidence_at(a), BTreeSet::from([file.hash]));
    assert_eq!(desk.workbook.evidence_at(b), BTreeSet::from([old]));
    assert_eq!(desk.workbook.former_versions(file.hash), [old]);
    assert_eq!(desk.workbook.newer_version(old), Some(file.hash));
    // A replaced version is not listed as unused.
    desk.apply(desk.workbook.detach_evidence(&[old], &[b]));
    assert_eq!(desk.workbook.unused_evidence(), []);
    // Going back to the former version makes no cycle.
    let back = import_bytes("合同 2025.pdf", b"2025");
    let edit = desk.workbook.replace_evidence(file.hash, &back, &[a], desk.stamp());
    desk.apply(edit);
    assert_eq!(desk.workbook.evidence_at(a), BTreeSet::from([old]));
    assert_eq!(desk.workbook.former_versions(old), []);
    let same = desk.workbook.replace_evidence(old, &back, &[a], desk.stamp());
    assert!(same.is_empty());
}

#[test]
fn only_what_is_unused_can_be_taken_out_and_an_undo_brings_it_back() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let used = desk.attach_bytes("a.pdf", b"a", &[a]);
    let unused = desk.attach_bytes("b.pdf", b"b", &[]);
    desk.apply(desk.workbook.remove_evidence(&[used, unused]));
    assert_eq!(desk.workbook.evidence.keys().collect::<Vec<_>>(), [&used]);
    let saved = license_workbook::store::to_ron(&desk.workbook).unwrap();
    assert!(!saved.contains(&format!("\"{unused}\": \"Yg==\"")), "its bytes are not in the file");
    desk.undo().unwrap();
    let saved = license_workbook::store::to_ron(&desk.workbook).unwrap();
    assert!(saved.contains(&format!("\"{unused}\": \"Yg==\"")), "its bytes are in the file again");
}

#[test]
fn linking_takes_the_bytes_out_of_the_file_and_embedding_puts_them_back() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let hash = desk.attach_bytes("a.pdf", b"a", &[a]);
    let linked = EvidenceStorage::Linked { absolute: "/x/a.pdf".to_owned(), relative: None };
    desk.apply(desk.workbook.store_evidence(&BTreeMap::from([(hash, linked)])));
    assert_eq!((desk.workbook.embedded_bytes(), desk.workbook.embedded_blobs().count()), (0, 0));
    desk.undo().unwrap();
    assert_eq!(desk.workbook.embedded_bytes(), 4);
}

#[test]
fn bytes_that_are_back_are_to_be_saved() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let hash = desk.attach_bytes("a.pdf", b"a", &[a]);
    let before = desk.workbook.revision();
    desk.workbook.put_blob(hash, "YQ==".into());
    assert_eq!(desk.workbook.revision(), before, "the same bytes are no change");
    desk.workbook.put_blob(hash, "broken".into());
    assert!(desk.workbook.revision() > before);
}

#[test]
fn typing_a_description_is_one_step_of_undo() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let hash = desk.attach_bytes("a.pdf", b"a", &[a]);
    desk.apply(desk.workbook.describe_evidence(&[hash], &EvidenceChange::Description("年".to_owned())));
    let records = desk.workbook.history.len();
    let stamp = desk.stamp();
    for text in ["年度", "年度合同"] {
        let edit = desk.workbook.describe_evidence(&[hash], &EvidenceChange::Description(text.to_owned()));
        let (before, now) = desk.workbook.amend(&edit, stamp).unwrap();
        desk.undo.amended(before, now);
    }
    assert_eq!(desk.workbook.history.len(), records);
    assert_eq!(desk.workbook.evidence[&hash].description, "年度合同");
    // Another field is another step of undo.
    for change in [EvidenceChange::Confidential(true), EvidenceChange::Name("b.pdf".to_owned())] {
        let edit = desk.workbook.describe_evidence(&[hash], &change);
        assert_eq!(desk.workbook.amend(&edit, stamp), None, "{change:?}");
    }
    desk.undo().unwrap();
    assert_eq!(desk.workbook.evidence[&hash].description, "");
}

#[test]
fn twins_share_their_evidence_in_one_edit() {
    let mut desk = new_desk();
    let duty = desk.workbook.duties.keys().copied().find(|id| !desk.workbook.twins(*id).is_empty()).unwrap();
    let twins = desk.workbook.twins(duty);
    assert!(twins.iter().all(|twin| desk.workbook.twins(*twin).contains(&duty)), "twins are mutual");
    let hash = desk.attach_bytes("制度.pdf", b"rules", &[EvidenceUse::Duty(duty)]);
    let shareable = desk.register_on("2026-11-24").shareable(&desk.workbook);
    let expect: Vec<_> = twins.iter().map(|twin| (duty, *twin, BTreeSet::from([hash]))).collect();
    assert_eq!(shareable, expect);
    let records = desk.workbook.history.len();
    desk.apply(desk.workbook.share_with_twins(&[duty]));
    assert_eq!(desk.workbook.history.len(), records + 1);
    assert!(twins.iter().all(|twin| desk.workbook.duties[twin].answer.evidence.contains(&hash)));
    assert_eq!(desk.register_on("2026-11-24").shareable(&desk.workbook), []);
}

#[test]
fn the_clauses_that_say_the_same_have_twins() {
    let desk = new_desk();
    for (a, b) in [("十五(五)", "十六(六)"), ("十五(六)", "十六(七)"), ("十五(七)", "十六(八)")] {
        let of = |clause: &str| {
            let duties = desk.workbook.duties.iter();
            let duties = duties.filter(|(_, duty)| duty.definition.clause.to_string() == clause);
            duties.map(|(id, _)| *id).collect::<BTreeSet<_>>()
        };
        let twins: BTreeSet<_> = of(a).into_iter().flat_map(|id| desk.workbook.twins(id)).collect();
        assert!(!twins.is_empty() && twins.is_subset(&of(b)), "{a}");
    }
}

#[test]
fn duties_lack_evidence_until_they_or_an_occurrence_have_some() {
    let mut desk = new_desk();
    let lacking = |desk: &Desk| {
        let register = desk.register_on("2026-11-24");
        register.lacking_evidence().iter().map(|entry| entry.label.clone()).collect::<Vec<_>>()
    };
    let all = lacking(&desk);
    let first = all[0].clone();
    let place = desk.place(&first);
    desk.attach_bytes("a.pdf", b"a", &[place]);
    assert_eq!(lacking(&desk), all[1..]);
    let second = desk.duty(&all[1]);
    let edit = desk.workbook.set_status(
        &[second],
        Status::NotApplicable,
        Some("无此业务"),
        day("2026-11-24"),
        desk.stamp().author,
    );
    desk.apply(edit);
    assert_eq!(lacking(&desk), all[2..]);
}

#[test]
fn what_runs_out_is_found_by_its_day_while_it_is_used() {
    let mut desk = new_desk();
    let a = desk.place("十二-5");
    let soon = desk.attach_bytes("soon.pdf", b"soon", &[a]);
    let past = desk.attach_bytes("past.pdf", b"past", &[a]);
    let later = desk.attach_bytes("later.pdf", b"later", &[a]);
    let unused = desk.attach_bytes("unused.pdf", b"unused", &[]);
    for (hash, until) in [(soon, "2026-12-24"), (past, "2026-11-23"), (later, "2026-12-25"), (unused, "2026-11-30")] {
        desk.apply(desk.workbook.describe_evidence(&[hash], &EvidenceChange::ValidUntil(Some(day(until)))));
    }
    let found = desk.workbook.expiring_evidence(day("2026-11-24"), 30);
    assert_eq!(found, [(past, day("2026-11-23")), (soon, day("2026-12-24"))]);
}
