//! Tests how the history describes an attestation: the answer with all its details.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::language::Language;
use license_workbook::locale::{Describer, Locale};
use license_workbook::workbook::{Attestation, AttestationAnswer, Status};

/// The sentence of the latest record and the old and new text of its first attestation, in Chinese and English.
fn told(desk: &Desk) -> [[String; 3]; 2] {
    [Language::ZhCn, Language::En].map(|language| {
        let tell = Describer::new(Locale::of(language), &desk.workbook, catalog());
        let record = desk.workbook.history.last().unwrap();
        let is_it = |change: &&license_workbook::workbook::Change| {
            matches!(change.field, license_workbook::workbook::Field::Attestation(..))
        };
        let words = tell.change(record.changes.iter().find(is_it).unwrap());
        [tell.record(record), words.from.unwrap_or_default(), words.to.unwrap_or_default()]
    })
}

#[test]
fn an_exception_is_told_with_its_remedy_and_day() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let session = desk.start(2025);
    desk.except(2025, session);
    let [zh, en] = told(&desk);
    let full = "有例外 · 制度未更新 · 整改：二月补齐（2026-02-28 前）";
    assert_eq!(zh, [&format!("七-3 2025 年度：{full}"), "", full]);
    assert_eq!(en[2], "Exception · 制度未更新 · Remedy: 二月补齐 (by 2026-02-28)");
    assert!(en[0].contains("二月补齐") && en[0].contains("2026-02-28"), "{}", en[0]);

    // A new remedy date alone is a visible change; so is a remedy without a date, or a date without a remedy.
    let duty = desk.duty("七-3");
    let given = desk.workbook.attestations[&(2025, duty)].clone();
    for (remedy, until, words) in [
        ("二月补齐", Some("2026-03-31"), "整改：二月补齐（2026-03-31 前）"),
        ("二月补齐", None, "整改：二月补齐"),
        ("", Some("2026-03-31"), "2026-03-31 前整改"),
    ] {
        let other = Attestation { remedy: remedy.to_owned(), remedy_by: until.map(day), ..given.clone() };
        desk.apply(desk.workbook.attest(2025, &[duty], &other, desk.today));
        let [zh, _] = told(&desk);
        assert!(zh[0].starts_with("七-3 2025 年度：") && zh[2] == format!("有例外 · 制度未更新 · {words}"), "{zh:?}");
        assert!(zh[0].contains(words), "{}", zh[0]);
        assert_ne!(zh[1], zh[2], "the old and the new text differ");
    }
}

#[test]
fn a_confirmation_with_a_reason_is_told_as_one() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let duty = desk.duty("七-3");
    let nevertheless = Attestation {
        against: Some(Status::NotStarted),
        ..desk.attestation(AttestationAnswer::Confirmed, "已口头核实，材料后补")
    };
    desk.apply(desk.workbook.attest(2025, &[duty], &nevertheless, desk.today));
    let [zh, en] = told(&desk);
    let full = "说明理由后确认 · 检查表为未开始 · 已口头核实，材料后补";
    assert_eq!(zh, [&format!("七-3 2025 年度：{full}"), "", full]);
    assert_eq!(en[2], "Confirmed with a reason · checklist: Not started · 已口头核实，材料后补");

    // A change from one kind of confirmation to the other shows both.
    let plain = desk.attestation(AttestationAnswer::Confirmed, "");
    desk.apply(desk.workbook.attest(2025, &[duty], &plain, desk.today));
    let [zh, _] = told(&desk);
    assert_eq!(zh[0], format!("七-3 2025 年度：已确认（原为{full}）"));
}

#[test]
fn words_that_were_taken_over_are_told_as_such_and_long_ones_are_short_in_the_line_alone() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let long = "甲".repeat(60);
    let duty = desk.duty("七-3");
    let taken = Attestation { taken_from: Some(2024), ..desk.attestation(AttestationAnswer::NotApplicable, &long) };
    desk.apply(desk.workbook.attest(2025, &[duty], &taken, desk.today));
    let [zh, _] = told(&desk);
    assert_eq!(zh[2], format!("本年不适用 · {long} · 来自 2024 年度年报，待核对"));
    let short = "甲".repeat(40);
    assert_eq!(zh[0], format!("七-3 2025 年度：本年不适用 · {short}… · 来自 2024 年度年报，待核对"));
}

#[test]
fn several_duties_are_told_with_what_all_of_them_got() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    let duties = [desk.duty("一-1"), desk.duty("一-2")];
    let plain = desk.attestation(AttestationAnswer::Confirmed, "");
    desk.apply(desk.workbook.attest(2025, &duties, &plain, desk.today));
    assert_eq!(told(&desk)[0][0], "2 项义务 2025 年度：已确认");
    // `lines` gives the labels of the duties.
    let tell = Describer::new(Locale::of(Language::ZhCn), &desk.workbook, catalog());
    assert_eq!(tell.lines(desk.workbook.history.last().unwrap()), ["一-1、一-2 2025 年度：已确认"]);
}
