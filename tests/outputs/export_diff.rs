//! Tests of a comparison of two snapshots as a page and as a spreadsheet, read back by other parsers.

use crate::support::day;
use crate::support::filled::filled;
use calamine::{Data, Reader as _, Xlsx};
use license_workbook::export::{diff_html, diff_xlsx};
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::snapshot::diff::formatter::DiffFormatter;
use license_workbook::snapshot::diff::{Comparison, compare};
use license_workbook::snapshot::freeze::frozen_selection;
use license_workbook::snapshot::{PersonView, Snapshot};
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

/// Texts that are difficult for some format, and more that are difficult in a comparison.
fn payloads() -> Vec<String> {
    let mut payloads = crate::export::model::payloads();
    // The spreadsheet writer could read the latter as its own markup.
    payloads.extend(["长".repeat(40_000), "<r><t>x & y</r>".to_owned()]);
    payloads
}

/// A comparison in which each payload is in an old and in a new value.
fn comparison() -> Comparison {
    let filled = filled();
    let of = || {
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, frozen_selection()).unwrap()
    };
    let (mut before, mut after) = (of(), of());
    for (i, payload) in payloads().into_iter().enumerate() {
        before.duties[i].statement = format!("旧⟦{i}⟧{payload}");
        after.duties[i].statement = format!("{payload}⟦{i}⟧新");
        after.people.push(PersonView { name: format!("人⟦{i}⟧{payload:.60}"), role: payload, owns: 0 });
    }
    before.facts.retain(|fact| fact.holds.is_none());
    compare(&before, &after)
}

/// All that must be in an export in this language.
fn wanted(comparison: &Comparison, language: Language) -> Vec<String> {
    let words = DiffFormatter { comparison, locale: Locale::of(language) };
    let mut wanted = vec![words.summary(), words.side(&comparison.before), words.side(&comparison.after)];
    for (group, items) in comparison.groups() {
        wanted.push(words.group(group));
        for item in items {
            wanted.push(words.of(&item.name));
            for field in words.fields(item) {
                wanted.extend([field.name, field.before, field.after]);
            }
        }
    }
    assert!(wanted.len() > 50);
    wanted
}

#[test]
fn every_difference_is_on_the_page_and_nothing_in_it_runs_or_reaches_out() {
    let comparison = comparison();
    for language in Language::ALL {
        let page = diff_html::export(&comparison, language).unwrap();
        let document = Html::parse_document(&page);
        assert_eq!(document.errors, Vec::<String>::new());
        let text: String = document.root_element().text().collect();
        let lost: Vec<String> =
            wanted(&comparison, language).into_iter().filter(|words| !text.contains(words.as_str())).collect();
        assert_eq!(lost, [""; 0]);
        for element in document.select(&Selector::parse("*").unwrap()) {
            let name = element.value().name();
            assert!(
                !["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(&name),
                "<{name}>"
            );
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on") && attribute != "src" && attribute != "style", "{attribute}");
                assert!(attribute != "href" || value.starts_with('#'), "{value}");
            }
        }
        let marked = |name: &str| document.select(&Selector::parse(name).unwrap()).count();
        assert!(marked("del") > 5 && marked("ins") > 5, "the changed parts of a text are marked");
    }
}

#[test]
fn every_difference_is_in_the_spreadsheet_and_all_of_it_is_text() {
    let comparison = comparison();
    for language in Language::ALL {
        let bytes = diff_xlsx::export(&comparison, language).unwrap();
        assert_eq!(bytes, diff_xlsx::export(&comparison, language).unwrap(), "the same comparison gives the same file");
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        let names = book.sheet_names().clone();
        assert_eq!(names.len(), 2);
        // The changed parts of a text are marked in its cell: struck out before, underlined after.
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut strings = String::new();
        archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut strings).unwrap();
        assert!(strings.matches("<strike/>").count() > 5 && strings.matches("<u/>").count() > 5);
        let run = |words: &str| format!("<t>{words}</t></r>");
        assert!(strings.contains(&run("旧⟦0⟧")) && strings.contains(&run("⟦0⟧新")), "the mark ends with the change");
        let mut cells: BTreeSet<String> = BTreeSet::new();
        let mut sides = [String::new(), String::new()];
        for name in &names {
            assert!(book.worksheet_formula(name).unwrap().is_empty(), "a formula");
            for row in book.worksheet_range(name).unwrap().rows() {
                for cell in row {
                    assert!(matches!(cell, Data::String(_) | Data::Empty), "not a text: {cell:?}");
                    if let Data::String(text) = cell {
                        assert!(text.chars().count() <= 32_767);
                        cells.insert(text.clone());
                    }
                }
                for (side, cell) in sides.iter_mut().zip(row.iter().skip(5)) {
                    *side += &cell.to_string();
                }
            }
        }
        let is_there = |words: &String| cells.contains(words) || sides.iter().any(|side| side.contains(words.as_str()));
        let lost: Vec<String> = wanted(&comparison, language).into_iter().filter(|words| !is_there(words)).collect();
        assert_eq!(lost.iter().map(|text| format!("{text:.60}")).collect::<Vec<_>>(), [""; 0]);
    }
}
