//! What one export shows, every export shows; and nothing that runs or reaches out gets through.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{NOTE, SECRET, day, filled};
use license_workbook::export::tables::{TableId, headings, table};
use license_workbook::export::{Format, csv, export, html, is_export, json};
use license_workbook::language::{Bilingual, Language};
use license_workbook::license::AnnotationKind;
use license_workbook::obligation::{Limit, LimitDirection, LimitUnit};
use license_workbook::snapshot::{AnnotationView, Frozen, ProblemView, Selection, Snapshot};
use license_workbook::workbook::{Companion, DateItem, Id, Revision, Sha256};
use scraper::{Html, Selector};
use serde_json::Value;

/// Texts that make trouble somewhere.
fn payloads() -> Vec<String> {
    vec![
        "中文，（全角）「引号」".to_owned(),
        "👩‍💻🀄️ émoji ﷽".to_owned(),
        "مرحبا שלום RTL".to_owned(),
        "\"double\" 'single' `back` \\ & &amp; %s {{ x }} {% y %}".to_owned(),
        "line one\nline two\n\n  indented\ttab".to_owned(),
        "=cmd()|' /C calc'!A0".to_owned(),
        "+1+1".to_owned(),
        "-1-1".to_owned(),
        "@SUM(A1)".to_owned(),
        "'quoted".to_owned(),
        "\t=tab first".to_owned(),
        "<script>alert(1)</script><img src=x onerror=alert(1)>".to_owned(),
        "</style><script>x</script><!-- ]]> --> javascript:alert(1) https://example.com/x.png".to_owned(),
        "长".repeat(10_000),
        "w".repeat(10_000),
    ]
}

/// A snapshot with one of everything, and nothing empty.
fn full() -> Snapshot {
    let filled = filled();
    let mut snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::everything())
            .unwrap();
    snapshot.duties.retain(|duty| duty.id == filled.duty);
    snapshot.progress.truncate(1);
    snapshot.frozen =
        Some(Frozen {
            by: Some("王宝军".to_owned()), purpose: "年报".to_owned(), whole: Some(Sha256::of(b"whole"))
        });
    let clause = snapshot.duties[0].clause;
    snapshot.clauses.retain(|c| c.id == clause);
    snapshot.clauses[0].applies_to = Some("信息服务".to_owned());
    snapshot.dates.retain(|date| date.rule == license_workbook::workbook::DateRule::BeforeExpiry);
    snapshot.dates.truncate(1);
    snapshot.dates[0].missing.push(Bilingual::new("尚缺", "missing"));
    fill_date(&mut snapshot.dates[0]);
    snapshot.occurrences[0].evidence_withheld = 1;
    snapshot.occurrences[0].period = Some(day("2026-09-05"));
    snapshot.facts.retain(|fact| fact.holds.is_some());
    snapshot.duties[0].evidence_withheld = 1;
    snapshot.events[0].evidence_withheld = 1;
    snapshot.license.issuing_authority = Some("江苏省通信管理局".to_owned());
    snapshot.license.services.truncate(1);
    snapshot.license.services[0].includes.push("含".to_owned());
    snapshot.annotations = vec![AnnotationView {
        kind: AnnotationKind::Naming,
        clause: Some(clause),
        page: Some(4),
        words: "用字".to_owned(),
        message: Bilingual::new("疑点", "doubt"),
    }];
    snapshot.problems = vec![ProblemView { line: 3, message: Bilingual::new("未识别", "not understood") }];
    let undone = snapshot.history[1].id;
    snapshot.history.retain(|record| record.changes.iter().any(|c| c.from != Bilingual::default()));
    snapshot.history.truncate(1);
    snapshot.history[0].undoes = Some(undone);
    snapshot.history[0].changes.truncate(1);
    // A whole has no field; here it has, so that it can be looked for.
    snapshot.history[0].changes[0].field = Bilingual::new("字段", "field");
    snapshot
}

/// Gives a date what no single one has: all of it.
fn fill_date(date: &mut DateItem) {
    date.reason = Bilingual::new("理由", "reason");
    date.event = Some(Id { opening: 3, sequence: 4 }.into());
    date.event_on = Some(day("2026-09-06"));
    date.event_at = Some("15:06".parse().unwrap());
    date.evidence = Some(Sha256::of(b"expiring"));
    date.period = Some(day("2026-09-07"));
    date.due_at = Some(day("2026-09-08").and_hms_opt(16, 7, 0).unwrap());
    date.target = Some(day("2026-09-09"));
    date.reminder = Some(day("2026-09-10"));
    date.keep_through = Some(day("2026-09-11"));
    date.destroy_from = Some(day("2026-09-12"));
    date.done_on = Some(day("2026-09-13"));
    date.revision = Some(Revision { sequence: 5, changed_at: Some("2026-09-14T01:02:03Z".parse().unwrap()) });
    date.other_law = vec![Companion {
        source: Bilingual::new("他法", "another law"),
        note: Bilingual::new("说明", "a note"),
        limit: Limit {
            amount: Some(3),
            unit: LimitUnit::Years,
            direction: LimitDirection::AtLeast,
            anchor: Bilingual::new("完成", "completion"),
        },
        raw: Some(day("2026-09-15")),
        due: Some(day("2026-09-16")),
        due_at: Some(day("2026-09-17").and_hms_opt(17, 8, 0).unwrap()),
        keep_through: Some(day("2026-09-18")),
        destroy_from: Some(day("2026-09-19")),
        provisional: true,
        missing: vec![Bilingual::new("他法尚缺", "missing there")],
        steps: date.steps.clone(),
    }];
}

/// What must be found in an export: where it is in the model, and the text.
struct Leaf {
    path: String,
    text: String,
}

/// Puts a text of its own into every free text of the model and a number of its own into every number.
fn marked() -> (Snapshot, Vec<Leaf>) {
    let mut document = serde_json::to_value(full()).unwrap();
    let mut paths = Vec::new();
    collect(&document, String::new(), &mut paths);
    let payloads = payloads();
    let mut leaves = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        // The duty of a date is in the date's own id, which is replaced here.
        if path == "/dates/0/duty" {
            continue;
        }
        let old = document.pointer(path).unwrap().clone();
        let (candidate, text) = match &old {
            Value::String(_) => {
                let text = format!("{}⟦{i}⟧", payloads[i % payloads.len()]);
                (Value::from(text.clone()), text)
            }
            Value::Number(_) => (Value::from(7000 + i), (7000 + i).to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => continue,
        };
        *document.pointer_mut(path).unwrap() = candidate;
        if serde_json::from_value::<Snapshot>(document.clone()).is_ok() {
            leaves.push(Leaf { path: path.clone(), text });
        } else {
            // A day, a moment, a hash, an id stays, and is looked for as it is shown; so do the program's own names.
            if let Some(text) = old.as_str().and_then(shown) {
                leaves.push(Leaf { path: path.clone(), text });
            }
            *document.pointer_mut(path).unwrap() = old;
        }
    }
    (serde_json::from_value(document).unwrap(), leaves)
}

/// How a value of a type of its own is shown; none for names of the program, which are shown in words.
fn shown(text: &str) -> Option<String> {
    if let Ok(moment) = text.parse::<chrono::DateTime<chrono::Utc>>() {
        return Some((moment + chrono::TimeDelta::hours(8)).format("%Y-%m-%d %H:%M").to_string());
    }
    if let Ok(moment) = text.parse::<chrono::NaiveDateTime>() {
        return Some(moment.format("%Y-%m-%d %H:%M").to_string());
    }
    if let Ok(time) = text.parse::<chrono::NaiveTime>() {
        return Some(time.format("%H:%M").to_string());
    }
    let is_typed = text.parse::<chrono::NaiveDate>().is_ok()
        || text.parse::<license_workbook::workbook::Id>().is_ok()
        || text.parse::<license_workbook::workbook::Sha256>().is_ok()
        || text.parse::<license_workbook::license::ClauseId>().is_ok()
        || text.parse::<license_workbook::obligation::Predicate>().is_ok();
    is_typed.then(|| text.to_owned())
}

/// The paths of all values that are not lists or objects; none of them may be empty.
fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                collect(field, format!("{path}/{name}"), paths);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} is empty: the test would not look for it");
            for (i, item) in items.iter().enumerate() {
                collect(item, format!("{path}/{i}"), paths);
            }
        }
        Value::Null => panic!("{path} is empty: the test would not look for it"),
        Value::String(text) => {
            assert!(!text.is_empty(), "{path} is empty: the test would not look for it");
            paths.push(path);
        }
        Value::Bool(_) | Value::Number(_) => paths.push(path),
    }
}

/// The texts that an export in `language` must have: those of the other language are not for it.
fn wanted(leaves: &[Leaf], language: Language) -> impl Iterator<Item = &Leaf> {
    let other = if language == Language::ZhCn { "/en" } else { "/zh" };
    leaves.iter().filter(move |leaf| !leaf.path.ends_with(other))
}

/// All cells of all tables, read by another reader and without the escape.
fn cells(snapshot: &Snapshot, language: Language) -> Vec<String> {
    let mut cells = Vec::new();
    for id in TableId::ALL {
        let bytes = csv::export(snapshot, id, language).unwrap();
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a spreadsheet needs the mark");
        let mut reader = ::csv::ReaderBuilder::new().from_reader(text);
        let headers = reader.headers().unwrap().clone();
        let known = headings(id, language);
        assert_eq!(headers.iter().map(csv::unescape).collect::<Vec<_>>(), known);
        for record in reader.records() {
            for cell in &record.unwrap() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "a formula: {cell:.40}");
                cells.push(csv::unescape(cell).to_owned());
            }
        }
    }
    cells
}

#[test]
fn every_field_reaches_csv() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let cells = cells(&snapshot, language);
        let lost = wanted(&leaves, language).filter(|leaf| !cells.iter().any(|cell| cell.contains(&leaf.text)));
        assert_eq!(lost.map(|leaf| format!("{} {:.40}", leaf.path, leaf.text)).collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn every_field_reaches_html() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let page = html::export(&snapshot, language).unwrap();
        let document = Html::parse_document(&page);
        let text: String = document.root_element().text().collect();
        let is_anchor = |leaf: &Leaf| page.contains(&format!("id=\"d-{}\"", leaf.text));
        let lost = wanted(&leaves, language).filter(|leaf| !text.contains(&leaf.text) && !is_anchor(leaf));
        assert_eq!(lost.map(|leaf| format!("{} {:.40}", leaf.path, leaf.text)).collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn json_reads_back_equal() {
    let (snapshot, _) = marked();
    for language in Language::ALL {
        let text = json::export(&snapshot, language).unwrap();
        assert_eq!(json::read(&text).unwrap(), snapshot);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["language"], language.tag());
        assert_eq!(value["format"], snapshot.format);
    }
}

#[test]
fn nothing_in_the_page_runs_or_reaches_out() {
    let (snapshot, _) = marked();
    for language in Language::ALL {
        let page = html::export(&snapshot, language).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>"));
        let document = Html::parse_document(&page);
        assert_eq!(document.errors, Vec::<String>::new());
        assert_eq!(document.root_element().value().attr("lang"), Some(language.tag()));
        let all = Selector::parse("*").unwrap();
        let mut ids = std::collections::BTreeSet::new();
        for element in document.select(&all) {
            let name = element.value().name();
            let harmless =
                !["script", "link", "img", "iframe", "object", "embed", "base", "form", "svg"].contains(&name);
            assert!(harmless, "<{name}>");
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on") && attribute != "src", "{attribute}={value}");
                assert!(attribute != "href" || value.starts_with('#'), "{value}");
                assert!(attribute != "style" || value.starts_with("width:"), "{value}");
                if attribute == "id" {
                    assert!(ids.insert(value.to_owned()), "the id {value} is there twice");
                }
            }
        }
        for link in document.select(&Selector::parse("a[href]").unwrap()) {
            let target = link.value().attr("href").unwrap().trim_start_matches('#');
            assert!(ids.contains(target), "#{target} leads nowhere");
        }
        let style: String = document.select(&Selector::parse("style").unwrap()).flat_map(|s| s.text()).collect();
        for reach in ["url(", "@import", "http", "expression"] {
            assert!(!style.contains(reach), "{reach}");
        }
    }
}

#[test]
fn what_is_not_selected_is_in_no_export() {
    let filled = filled();
    let plain = Selection::default;
    let of = |selection| {
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap()
    };
    for (selection, kept_out) in [
        (plain(), [NOTE, SECRET].as_slice()),
        (Selection { history: true, ..plain() }, &[NOTE, SECRET]),
        (Selection { notes: true, history: true, ..plain() }, &[SECRET]),
        (Selection { confidential: true, history: true, ..plain() }, &[NOTE]),
    ] {
        let snapshot = of(selection.clone());
        for language in Language::ALL {
            let mut text = cells(&snapshot, language).join("\n");
            text += &html::export(&snapshot, language).unwrap();
            text += &json::export(&snapshot, language).unwrap();
            for secret in kept_out {
                assert!(!text.contains(secret), "{selection:?} lets “{secret}” out");
            }
        }
    }
    assert_eq!(of(plain()).evidence_withheld, 1);
    assert_eq!(of(plain()).duties.iter().map(|duty| duty.evidence_withheld).sum::<usize>(), 1);
    let whole = html::export(&of(Selection::everything()), Language::ZhCn).unwrap();
    assert!(whole.contains(NOTE) && whole.contains(SECRET));
}

#[test]
fn the_checklist_has_a_row_a_duty() {
    let filled = filled();
    let snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::everything())
            .unwrap();
    for language in Language::ALL {
        let table = table(&snapshot, TableId::Duties, language);
        assert_eq!(table.rows.len(), 141);
        let page = Html::parse_document(&html::export(&snapshot, language).unwrap());
        assert_eq!(page.select(&Selector::parse("details.duty[open]").unwrap()).count(), 141);
        // Each heading has words in both languages.
        for id in TableId::ALL {
            for heading in headings(id, language) {
                let is_key =
                    ["column-", "field-", "license-", "snapshot-", "status-"].iter().any(|p| heading.starts_with(p));
                assert!(!is_key, "{heading} has no words in {language:?}");
            }
        }
    }
}

#[test]
fn exports_are_known_by_their_beginning() {
    let snapshot = full();
    for language in Language::ALL {
        for format in Format::ALL {
            assert!(is_export(&export(&snapshot, format, language).unwrap()), "{format:?}");
        }
        for id in TableId::ALL {
            assert!(is_export(&csv::export(&snapshot, id, language).unwrap()), "{id:?}");
        }
    }
    for other in ["", "{}", "<!DOCTYPE html><p>mine", "\u{feff}a,b\r\n", "(format: 1)", common::LICENSE] {
        assert!(!is_export(other.as_bytes()), "{other:.30}");
    }
}
