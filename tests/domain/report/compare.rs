//! Tests of comparing snapshots with a report: texts, figures, material, answers, and sessions.

use crate::support::desk::Desk;
use crate::support::home::Home;
use crate::support::{catalog, day};
use license_workbook::export::{diff_html, diff_xlsx, json};
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::snapshot::diff::formatter::{DiffFormatter, field_name};
use license_workbook::snapshot::diff::{ChangeKind, Comparison, ItemChange, Section, compare};
use license_workbook::snapshot::freeze::frozen_selection;
use license_workbook::snapshot::report::CorrectionView;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::{AttestationAnswer, ReportPart, SessionId, Value};
use std::collections::BTreeSet;

fn begun() -> (Desk, SessionId) {
    let mut desk = Desk::new("2025-06-01");
    desk.attach("六-1", "定级备案.pdf", Some("2025-03-01"), None);
    desk.at("2026-01-12");
    let session = desk.start(2025);
    desk.except(2025, session);
    desk.decide(session, "更新制度");
    write(&mut desk, ReportPart::Head("security".to_owned()), Value::Text("网络安全总体平稳".to_owned()));
    (desk, session)
}

fn write(desk: &mut Desk, part: ReportPart, value: Value) {
    desk.apply(desk.workbook.set_report(2025, [(part, Some(value))], desk.today));
}

fn of(desk: &Desk, selection: &Selection) -> Snapshot {
    Snapshot::with_report(&desk.workbook, desk.license, (desk.today, 2025), catalog(), selection).unwrap()
}

fn shown(comparison: &Comparison, section: Section) -> Vec<&ItemChange> {
    comparison.changes.iter().filter(|item| item.section == section && !item.is_derived()).collect()
}

/// `field: before → after` of the one record of this section that changed.
fn said(comparison: &Comparison, section: Section, language: Language) -> Vec<String> {
    let items = shown(comparison, section);
    assert_eq!(items.len(), 1, "{section:?}: {items:#?}");
    let words = DiffFormatter { comparison, locale: Locale::of(language) };
    words.fields(items[0]).into_iter().map(|f| format!("{}: {} → {}", f.name, f.before, f.after)).collect()
}

#[test]
fn what_changed_in_a_report_is_told() {
    let (mut desk, session) = begun();
    let before = of(&desk, &frozen_selection());
    desk.attest(2025, "七-3", AttestationAnswer::Confirmed, "已更新制度");
    write(&mut desk, ReportPart::Head("security".to_owned()), Value::Text("网络安全总体良好".to_owned()));
    desk.decide(session, "更新并发布制度");
    let after = of(&desk, &frozen_selection());
    let comparison = compare(&before, &after);

    let answer = said(&comparison, Section::Attestations, Language::ZhCn);
    assert!(answer.contains(&"结果: 有例外 → 已确认".to_owned()), "{answer:?}");
    assert!(answer.contains(&"整改措施: 二月补齐 → ".to_owned()), "{answer:?}");
    assert_eq!(shown(&comparison, Section::Attestations)[0].clause.unwrap().to_string(), "七");
    assert_eq!(said(&comparison, Section::Heads, Language::En), ["Text: 网络安全总体平稳 → 网络安全总体良好"]);
    let decided = said(&comparison, Section::Sessions, Language::ZhCn);
    assert!(decided[0].contains("七-3 · 更新制度 · 李雷 · 期限：2026-02-20 → 七-3 · 更新并发布制度"), "{decided:?}");
    for language in Language::ALL {
        let page = diff_html::export(&comparison, language).unwrap();
        assert!(page.contains("<del>平稳</del>") && page.contains("<ins>良好</ins>"), "the changed words are marked");
        assert!(page.contains("更新并发布制度"));
        assert!(!diff_xlsx::export(&comparison, language).unwrap().is_empty());
    }
    // Sessions are not compared if one side has no notes.
    let open = compare(&of(&desk, &Selection { notes: false, ..frozen_selection() }), &before);
    assert!(shown(&open, Section::Sessions).is_empty() && !shown(&open, Section::Heads).is_empty());
}

#[test]
fn a_checklist_says_nothing_of_the_report() {
    let (desk, _) = begun();
    let with = of(&desk, &frozen_selection());
    let without = Snapshot::of(&desk.workbook, desk.license, desk.today, catalog(), frozen_selection()).unwrap();
    for comparison in [compare(&with, &without), compare(&without, &with)] {
        assert!(comparison.is_same() && comparison.report_left_out);
        let words = DiffFormatter { comparison: &comparison, locale: Locale::of(Language::En) };
        assert!(words.left_out().unwrap().contains("has no annual report"));
    }
    assert!(!compare(&with, &with).report_left_out);
}

#[test]
fn every_field_of_a_report_has_a_name_and_words() {
    let (desk, _) = begun();
    let full = of(&desk, &frozen_selection());
    let mut empty = full.clone();
    let report = empty.report.as_mut().unwrap();
    report.heads.clear();
    report.materials.clear();
    report.attestations.clear();
    report.sessions.clear();
    report.year = 2024;
    report.state = Some(license_workbook::report::ReportState::Filed);
    report.receipt = "回执 1".to_owned();
    report.elsewhere = true;
    report.corrections = vec![CorrectionView {
        on: day("2026-02-01"),
        by: Some("李雷".to_owned()),
        why: "收入填错".to_owned(),
        filed_on: None,
        receipt: String::new(),
    }];
    let comparison = compare(&empty, &full);
    let (mut sections, mut unnamed) = (BTreeSet::new(), BTreeSet::new());
    for change in comparison.changes.iter().filter(|change| change.section.is_of_report()) {
        sections.insert(change.section);
        assert_eq!(change.kind == ChangeKind::Changed, change.section == Section::Report);
        unnamed
            .extend(change.fields.iter().filter(|f| field_name(change.section, &f.field).is_none()).map(|f| &f.field));
        for language in Language::ALL {
            for words in (DiffFormatter { comparison: &comparison, locale: Locale::of(language) }).fields(change) {
                assert!(!words.after.starts_with(['{', '[']), "raw: {} {}", words.name, words.after);
            }
        }
    }
    assert_eq!(unnamed, BTreeSet::new());
    let all: BTreeSet<Section> = Section::ALL.into_iter().filter(|section| section.is_of_report()).collect();
    assert_eq!(sections, all, "not all sections are compared");
}

#[test]
fn a_report_is_compared_on_the_command_line_with_how_it_stands() {
    let (desk, _) = begun();
    let home = Home::with_workbook("2025-06-01");
    home.write("report.json", json::export(&of(&desk, &frozen_selection()), Language::ZhCn).unwrap());
    for sides in [["report.json", "w.ron"], ["w.ron", "report.json"]] {
        let told = home.json(&["diff", sides[0], sides[1], "--today", "2026-01-12", "--json"], 1);
        let changes = told["changes"].as_array().unwrap();
        let fields = |section: &str| {
            let of = changes.iter().filter(|change| change["section"] == section);
            of.flat_map(|change| change["fields"].as_array().unwrap())
                .filter_map(|f| f["field"].as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(fields("heads"), ["text"]);
        assert!(fields("attestations").contains(&"answer"));
    }
}
