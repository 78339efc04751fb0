//! A workbook with a mark in each kind of internal content, and the search for these marks in files.

use crate::support::desk::Desk;
use crate::support::folder::unzip;
use crate::support::home::{Home, said};
use crate::support::pdf_text;
use crate::support::{catalog, day};
use license_workbook::snapshot::Internal;
use license_workbook::snapshot::report::freeze_report;
use license_workbook::store::{self, ExpectedState};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Field, ReportPart, SessionPart, Value, Workbook,
};

/// The year that is reported on.
pub(crate) const YEAR: i32 = 2025;
/// The day of the tests, after the report was frozen.
pub(crate) const TODAY: &str = "2026-01-20";
/// The purpose of the frozen report.
pub(crate) const PURPOSE: &str = "年报终稿";

/// The marks of a kind of content: a file with one of them has that content.
pub(crate) fn marks(what: Internal) -> &'static [&'static str] {
    match what {
        Internal::Notes => &["NOTEMARK"],
        Internal::Sessions => &["MINUTESMARK", "DECISIONMARK"],
        Internal::Gaps => &["MATERIALMARK"],
        Internal::Contradictions => &["证据早于报告年度", "evidence_old"],
        // Only the attestation has that day; a spreadsheet stores it as a number.
        Internal::Process => &["2026-01-13", "<v>46035</v>"],
        Internal::History => &["HISTORYMARK"],
        Internal::Confidential => &["SECRETMARK"],
    }
}

/// The workbook before the marks, and a desk with the marked one.
pub(crate) fn marked() -> (Workbook, Desk) {
    let mut desk = Desk::new("2025-06-01");
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let duty = desk.duty("六-1");
    let answer = |field| Field::Answer(duty, field);
    let before = desk.workbook.clone();
    desk.apply(desk.workbook.change([(answer(AnswerField::Statement), text("HISTORYMARK"))]));
    desk.apply(desk.workbook.change([(answer(AnswerField::Statement), text("已备案"))]));
    desk.apply(desk.workbook.change([(answer(AnswerField::Note), text("NOTEMARK"))]));
    desk.attach("六-1", "定级备案.pdf", Some("2025-03-01"), None);
    desk.attach("七-1", "旧制度.pdf", Some("2020-03-01"), None);
    let secret = desk.attach("六-1", "SECRETMARK.pdf", None, Some("2026-08-01"));
    let mut evidence = desk.workbook.evidence[&secret].clone();
    evidence.confidential = true;
    desk.apply(desk.workbook.change([(Field::Evidence(secret), Some(Value::Evidence(Box::new(evidence))))]));
    desk.at("2026-01-12");
    let session = desk.start(YEAR);
    desk.except(YEAR, session);
    desk.decide(session, "DECISIONMARK");
    let minutes = Field::SessionPart(session, SessionPart::Minutes);
    desk.apply(desk.workbook.change([(minutes, text("MINUTESMARK"))]));
    let own = ReportPart::Title("own_1".to_owned());
    desk.apply(desk.workbook.set_report(YEAR, [(own, text("MATERIALMARK"))], desk.today));
    desk.at("2026-01-13");
    let confirmed = Attestation { on: day("2026-01-13"), ..desk.attestation(AttestationAnswer::Confirmed, "属实") };
    desk.apply(desk.workbook.attest(YEAR, &[duty], &confirmed, desk.today));
    desk.at("2026-01-14");
    (before, desk)
}

/// Writes an internal note.
pub(crate) fn note(workbook: &mut Workbook, label: &str, note: &str) {
    let duty = workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap();
    let edit = workbook.change([(Field::Answer(duty, AnswerField::Note), Some(Value::Text(note.to_owned())))]);
    let mut ids = license_workbook::workbook::IdSource::new(99);
    let (author, at) = (ids.next_id(), "2026-01-05T02:00:00Z".parse().unwrap());
    let introduced = workbook.put_person(author, license_workbook::workbook::Person::named("李雷"));
    let stamp = license_workbook::workbook::Stamp { author, at };
    workbook.apply(introduced.and(edit), stamp, ids.next_id()).unwrap();
}

/// Freezes the report in its present state.
pub(crate) fn freeze(desk: &mut Desk) {
    let frozen = freeze_report(&desk.workbook, desk.license, (desk.today, YEAR), catalog(), (desk.me, PURPOSE));
    let id = desk.ids.next_id();
    desk.apply(desk.workbook.freeze_report(YEAR, id, frozen.unwrap().unwrap()));
}

/// A home on a Chinese system with the marked workbook `w.ron`, and `before.ron`, the same before the marks.
pub(crate) fn place() -> Home {
    let (before, mut desk) = marked();
    freeze(&mut desk);
    let home = Home::new().chinese();
    for (name, workbook) in [("w.ron", &desk.workbook), ("before.ron", &before)] {
        store::save(workbook, &home.path(name), &ExpectedState::Absent, None).unwrap();
    }
    home
}

/// A home on a Chinese system with a new workbook `w.ron`.
pub(crate) fn fresh() -> Home {
    Home::with_workbook(TODAY).chinese()
}

/// The file that a command wrote to standard output; its note must be on standard error.
#[track_caller]
pub(crate) fn piped(home: &Home, args: &[&str], code: i32) -> Vec<u8> {
    let output = home.run(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", said(&output));
    assert!(!said(&output).trim().is_empty(), "{args:?} writes no note");
    output.stdout
}

/// Whether the name of a file has this ending.
pub(crate) fn ends_in(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| ending.strip_prefix('.') == Some(last))
}

/// The text of a file without white space, for a document or spreadsheet also its markup.
pub(crate) fn words(bytes: &[u8]) -> String {
    if bytes.starts_with(b"%PDF") {
        return pdf_text::read(bytes).0;
    }
    if bytes.starts_with(b"PK") {
        let parts = unzip(bytes).into_values();
        let parts: Vec<String> = parts.map(|part| String::from_utf8_lossy(&part).into_owned()).collect();
        // Formatted text in a paragraph is split into several runs.
        let xml = parts.join("\n");
        return untagged(&xml) + &xml;
    }
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    // A calendar folds long lines, and Markdown escapes special characters.
    pdf_text::bare(&text.replace("\r\n ", "").replace('\\', ""))
}

fn untagged(xml: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    pdf_text::bare(&text)
}

/// Whether the file has one of the marks.
pub(crate) fn has(words: &str, what: Internal) -> bool {
    marks(what).iter().any(|mark| words.contains(&pdf_text::bare(mark)))
}
