//! Tests that a workbook is read back exactly as it was written.

use crate::support::builder::{day, edit, full, full_of_format_2, id, small};
use crate::support::random::config;
use license_workbook::language::Bilingual;
use license_workbook::store::{from_bytes, from_ron, to_ron};
use license_workbook::workbook::{Contents, LicenseEntry, Person, Report, Workbook};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

const FIXTURE: &str = include_str!("../../data/store_format3.ron");
const FIXTURE_2: &str = include_str!("../../data/store_format2.ron");

fn with(change: impl FnOnce(&mut Contents)) -> Workbook {
    let mut contents = (*full()).clone();
    change(&mut contents);
    Workbook::from_contents(contents).unwrap()
}

fn assert_round_trip(workbook: &Workbook) {
    let text = to_ron(workbook).unwrap();
    let loaded = from_ron(&text).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert_eq!(&loaded.workbook, workbook);
    assert_eq!(to_ron(&loaded.workbook).unwrap(), text);
}

#[test]
fn a_workbook_without_defaults_comes_back_whole() {
    assert_round_trip(&full());
}

#[test]
fn the_workbook_without_defaults_has_none() {
    let text = to_ron(&full()).unwrap();
    let defaults = [": None", ": false", "Flag(false)", ": \"\"", ": []", ": {}", ": 0,", "not_started", "{}", "[]"];
    // The last license has no successor, one record has a change from none to none, and no bytes are left out.
    let allowed = ["without_bytes: false,", "succeeded_by: None,", "from: None,", "to: None,"];
    let found: Vec<&str> = text
        .lines()
        .filter(|line| defaults.iter().any(|d| line.contains(d)) && !allowed.contains(&line.trim()))
        .collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn a_small_workbook_comes_back_whole() {
    assert_round_trip(&small());
}

#[test]
fn the_seed_comes_back_whole() {
    let text = crate::support::LICENSE;
    let contents = (*small()).clone();
    let mut record = contents.licenses[&id(4)].record.clone();
    record.text = text.to_owned();
    let licenses = BTreeMap::from([(id(4), LicenseEntry::new(record))]);
    let workbook = Workbook::from_contents(Contents { licenses, ..contents }).unwrap();
    assert_round_trip(&workbook);
    assert!(to_ron(&workbook).unwrap().lines().any(|line| line.contains("增值电信业务经营许可证")));
}

/// Set `UPDATE_FIXTURES` only before a format is released; afterwards the file must not change.
#[test]
fn format_3_opens_for_ever() {
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        use std::io::Write as _;
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/store_format3.ron");
        let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
        file.write_all(to_ron(&full()).unwrap().as_bytes()).unwrap();
        return;
    }
    let loaded = from_ron(FIXTURE).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert_eq!(loaded.workbook, full());
    // The id of every record and base still matches its content.
    assert!(loaded.workbook.history.iter().all(|record| record.is_genuine()));
    assert!(loaded.workbook.bases.iter().all(|(id, base)| base.is_genuine(*id)));
}

#[test]
fn format_3_is_still_written_as_it_was() {
    assert_eq!(to_ron(&full()).unwrap(), FIXTURE.replace("\r\n", "\n"));
}

#[test]
fn format_2_opens_for_ever() {
    let loaded = from_ron(FIXTURE_2).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert_eq!(loaded.workbook, full_of_format_2());
    // The id of every record and base still matches its content.
    assert!(loaded.workbook.history.iter().all(|record| record.is_genuine()));
    assert!(loaded.workbook.bases.iter().all(|(id, base)| base.is_genuine(*id)));
    // Only number and digest of the header differ if it is written now.
    let written = to_ron(&loaded.workbook).unwrap();
    let fixture = FIXTURE_2.replace("\r\n", "\n");
    let differing = written.lines().zip(fixture.lines()).filter(|(now, then)| now != then);
    assert!(written.starts_with("(\n    format: 3,") && differing.count() == 2);
}

#[test]
fn format_1_opens_for_ever() {
    let loaded = from_ron(include_str!("../../data/store_format1.ron")).unwrap();
    assert_eq!(loaded.changed_sections, []);
    let without_history = |w: &Workbook| Contents { history: Vec::new(), bases: [].into(), ..(**w).clone() };
    assert_eq!(without_history(&loaded.workbook), without_history(&full_of_format_2()));
    assert_eq!(loaded.workbook.as_part().unwrap().handed_out, full_of_format_2().as_part().unwrap().handed_out);
    // The content of its records is kept, and reading it again gives the same ids.
    let told = |w: &Workbook| w.history.iter().map(|r| (r.edit, r.author, r.at, r.changes.clone())).collect::<Vec<_>>();
    assert_eq!(told(&loaded.workbook)[..2], told(&full_of_format_2())[..]);
    let again = from_ron(include_str!("../../data/store_format1.ron")).unwrap();
    assert_eq!(again.workbook, loaded.workbook);
    assert_round_trip(&loaded.workbook);
}

/// A fixture from before answers had `target_within`.
#[test]
fn format_1_opens_without_what_came_later() {
    let text = include_str!("../../data/store_format1_first.ron");
    let loaded = from_ron(text).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert!(loaded.workbook.duties.values().all(|duty| duty.answer.target_within.is_none()));
    let of = |w: &Workbook| (w.events.clone(), w.occurrences.clone(), w.licenses.clone());
    assert_eq!(of(&loaded.workbook), of(&full_of_format_2()));
}

/// A fixture from before records had the digest of their past, and copies the list of what they leave out.
#[test]
fn format_1_opens_without_digests_and_extracts() {
    let loaded = from_ron(include_str!("../../data/store_format1_second.ron")).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert!(loaded.workbook.extract.is_none() && loaded.format_1 == Some(vec![]));
    assert_eq!(loaded.workbook.duties, full_of_format_2().duties);
}

/// A fixture from before reports had `drafts` and `not_needed`.
#[test]
fn format_1_opens_without_drafts_of_reports() {
    let loaded = from_ron(include_str!("../../data/store_format1_third.ron")).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert!(loaded.workbook.reports.values().all(|report| report.drafts.is_empty() && report.not_needed.is_empty()));
    assert_eq!(loaded.workbook.duties, full_of_format_2().duties);
    let cut_at = |workbook: &Workbook| workbook.as_part().unwrap().cut_at.clone();
    assert_eq!(cut_at(&loaded.workbook), cut_at(&full_of_format_2()));
}

/// A fixture from before the documents of snapshots and the earlier history were packed.
#[test]
fn format_1_opens_with_snapshots_as_text() {
    let loaded = from_ron(include_str!("../../data/store_format1_fourth.ron")).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert_eq!(before_corrections(&loaded.workbook), before_corrections(&full_of_format_2()));
    let fifth = from_ron(include_str!("../../data/store_format1_fifth.ron")).unwrap();
    assert_eq!(loaded.workbook, fifth.workbook);
}

/// A fixture from before aliases of people, paused sessions, the note on handed-out parts, corrections of reports, and
/// the status behind an attestation.
#[test]
fn format_1_opens_without_aliases_pauses_notes_of_parts_and_corrections() {
    let loaded = from_ron(include_str!("../../data/store_format1_fifth.ron")).unwrap();
    assert_eq!(loaded.changed_sections, []);
    let workbook = &loaded.workbook;
    assert!(workbook.people.values().all(|person| person.same_as.is_none()));
    assert!(workbook.sessions.values().all(|session| !session.paused));
    assert_eq!(workbook.as_part().unwrap().handed_out, None);
    assert!(workbook.reports.values().all(|report| report.corrections.is_empty() && !report.elsewhere));
    assert_eq!(before_corrections(workbook), before_corrections(&full_of_format_2()));
}

/// The contents without the fields that came with corrections, and without the history, which repeats them.
fn before_corrections(workbook: &Workbook) -> Contents {
    let mut contents = Contents { history: Vec::new(), bases: [].into(), ..(**workbook).clone() };
    for attestation in contents.attestations.values_mut() {
        (attestation.against, attestation.taken_from) = (None, None);
    }
    for report in contents.reports.values_mut() {
        report.elsewhere = false;
        report.corrections.clear();
    }
    contents.people.values_mut().for_each(|person| person.same_as = None);
    contents.sessions.values_mut().for_each(|session| session.paused = false);
    contents
}

#[test]
fn line_ends_and_byte_order_mark_do_not_matter() {
    let text = to_ron(&full_of_format_2()).unwrap();
    for changed in
        [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("{text}\n\n  \n"), text.trim_end().to_owned()]
    {
        let loaded = from_bytes(changed.as_bytes()).unwrap();
        assert_eq!(loaded.workbook, full_of_format_2());
        assert_eq!(loaded.changed_sections, []);
    }
}

#[test]
fn equal_workbooks_give_equal_bytes_whatever_way_they_came() {
    let mut one = small();
    edit(&mut one, "runs_app_store", 101);
    let two = Workbook::from_contents((*one).clone()).unwrap();
    assert_ne!(one.revision(), two.revision());
    assert_eq!(to_ron(&one).unwrap(), to_ron(&two).unwrap());
}

#[test]
fn one_edit_changes_few_lines() {
    let before = small();
    let mut after = before.clone();
    edit(&mut after, "runs_app_store", 101);
    let (before, after) = (to_ron(&before).unwrap(), to_ron(&after).unwrap());
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().filter(|line| !old.contains(line)).collect();
    // The fact, the digests of licenses and history, and the record's id, parent and field.
    assert!(new.len() <= 8, "{new:#?}");
    // The beginning of the history is packed in one long line.
    let is_packed = |line: &str| line.trim_start().starts_with("beginning: ");
    assert!(after.lines().all(|line| (line.len() < 200 || is_packed(line)) && line == line.trim_end()));
}

#[test]
fn the_order_of_sections_is_that_of_the_contract() {
    let text = to_ron(&full_of_format_2()).unwrap();
    let names: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("    ").filter(|l| l.starts_with(char::is_alphabetic)))
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(
        names,
        [
            "format",
            "id",
            "digests",
            "meta",
            "people",
            "licenses",
            "duties",
            "evidence",
            "events",
            "occurrences",
            "attestations",
            "reports",
            "sessions",
            "snapshots",
            "schedules",
            "bases",
            "history",
            "blobs",
        ]
    );
}

/// Texts with characters that often break file formats.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~]{0,20}",
        "[\u{4e00}-\u{9fff}，。《》“”]{0,20}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f}]{0,8}",
        "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]{0,8}",
        "[אבגد\u{301}\u{fe0f}\u{1f600}-\u{1f64f}\u{10fffe}]{0,8}",
        "[\r\n\t \"#\\\\'/*(){}\\[\\]:,]{0,20}",
        Just("\"#".to_owned()),
        Just("\"##\r\n".to_owned()),
        Just("合规".repeat(5_000)),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn any_text_comes_back(texts in prop::collection::vec(text(), 8), year in any::<i32>()) {
        let [a, b, c, d, e, f, g, h] = texts.try_into().unwrap();
        assert_round_trip(&with(|contents| {
            contents.people.insert(id(3), Person { name: format!("{a}."), role: b.clone(), same_as: None });
            let license = contents.licenses.get_mut(&id(4)).unwrap();
            let mut record = license.record.clone();
            record.text = c;
            record.facts.insert(d.clone(), false);
            *license = LicenseEntry::new(record);
            let duty = Arc::make_mut(contents.duties.get_mut(&id(6)).unwrap());
            duty.answer.note = e;
            duty.answer.tags.insert(f);
            duty.definition.title = Bilingual::new(g, b);
            contents.reports.insert(year, Report { heads: BTreeMap::from([(d, h)]), ..Report::default() });
            contents.tracked_from = day("0001-01-01");
        }));
    }
}
