//! Tests that all exports show the same content, and that none runs code or loads anything.

mod history;
pub(crate) mod model;
mod paper;
mod schema;
mod selection;
mod sheets;

use crate::support::day;
use crate::support::facts;
use crate::support::filled::{NOTE, SECRET, filled};
use license_workbook::export::tables::{TableId, headings, table};
use license_workbook::export::{Format, csv, export, html, is_export, json};
use license_workbook::language::Language;
use license_workbook::snapshot::{Selection, Snapshot};
use model::{full, lost, marked};
use scraper::{Html, Selector};
use serde_json::Value;

/// All cells of all tables, read by another parser, without the escape.
fn cells(snapshot: &Snapshot, language: Language) -> Vec<String> {
    let mut cells = Vec::new();
    for id in TableId::ALL {
        let bytes = csv::export(snapshot, id, language).unwrap();
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a spreadsheet needs the byte order mark");
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
        assert_eq!(lost(&leaves, language, |leaf| cells.iter().any(|cell| cell.contains(&leaf.text))), [""; 0]);
    }
}

#[test]
fn every_field_reaches_html() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let page = html::export(&snapshot, language).unwrap();
        let document = Html::parse_document(&page);
        let text: String = document.root_element().text().collect();
        let is_anchor = |leaf: &model::Leaf| page.contains(&format!("id=\"d-{}\"", leaf.text));
        assert_eq!(lost(&leaves, language, |leaf| text.contains(&leaf.text) || is_anchor(leaf)), [""; 0]);
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
            let harmless = !["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(&name);
            assert!(harmless, "<{name}>");
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on") && attribute != "src", "{attribute}={value}");
                assert!(attribute != "href" || value.starts_with('#'), "{value}");
                assert!(attribute != "style" || value.starts_with("width:"), "{value}");
                if attribute == "id" {
                    assert!(ids.insert(value.to_owned()), "the id {value} is duplicate");
                }
            }
        }
        for link in document.select(&Selector::parse("a[href]").unwrap()) {
            let target = link.value().attr("href").unwrap().trim_start_matches('#');
            assert!(ids.contains(target), "#{target} has no target");
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
                assert!(!text.contains(secret), "“{secret}” is in an export of {selection:?}");
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
        assert_eq!(table.rows.len(), facts::duties());
        let page = Html::parse_document(&html::export(&snapshot, language).unwrap());
        assert_eq!(page.select(&Selector::parse("details.duty[open]").unwrap()).count(), facts::duties());
        // Each heading is translated.
        for id in TableId::ALL {
            for heading in headings(id, language) {
                let is_key =
                    ["column-", "field-", "license-", "snapshot-", "status-"].iter().any(|p| heading.starts_with(p));
                assert!(!is_key, "{heading} is not translated in {language:?}");
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
    for other in ["", "{}", "<!DOCTYPE html><p>mine", "\u{feff}a,b\r\n", "(format: 1)", crate::support::LICENSE] {
        assert!(!is_export(other.as_bytes()), "{other:.30}");
    }
}
