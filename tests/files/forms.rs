//! The same licenses as DOCX, as PDF with a text layer and as OFD: as much is understood of each as of its text.

use super::licenses::{compare, folded, read};
use crate::support::{catalog, ofd, paper, word};
use license_workbook::intake::PageBy;
use license_workbook::license::{CoverItem, Spanned};
use license_workbook::license_import::{self, LicenseFile};
use license_workbook::progress::Progress;
use license_workbook::typeface::REGULAR;
use license_workbook::understanding::Understanding;
use std::collections::BTreeMap;
use std::path::Path;

/// Licenses of different classes, offices and layouts.
const CASES: [&str; 12] = [
    "first/01-yue-idc-isp",
    "first/03-min-a2-vsat",
    "first/05-jing-icp-old",
    "first/08-su-seed-60days-gb18030",
    "first/10-min-cdn-bold-ff",
    "first/13-multiparty-skip",
    "first/18-min-provinces-twice",
    "first/21-min-a2-paging",
    "first/26-min-all-classes",
    "second/13-hunan-callcentre",
    "second/14-sms-2026-electronic",
    "second/15-dns-b26",
];

fn understood(text: &str, file: Option<&LicenseFile>) -> Understanding {
    let places = file.map(LicenseFile::places).unwrap_or_default();
    Understanding::new(text, &BTreeMap::new(), places, catalog())
}

/// All that a license says: fields of the cover, services, provisions and duties, one a line.
fn facts(understanding: &Understanding) -> Vec<String> {
    let license = &understanding.license;
    let mut facts = Vec::new();
    for item in CoverItem::ALL {
        let value = license.cover.item(item).map(|(value, _)| folded(&value));
        facts.push(format!("{}: {}", item.as_str(), value.unwrap_or_default()));
    }
    let values = |list: &[Spanned<String>]| list.iter().map(|item| folded(&item.value)).collect::<Vec<_>>().join("|");
    for service in &license.annex.services {
        let lists = [&service.limited_to, &service.includes, &service.excludes, &service.coverage, &service.sites];
        let lists = lists.map(|list| values(list)).join("; ");
        facts.push(format!("{} {}: {lists}", service.class.unwrap_or_default(), folded(&service.name.value)));
    }
    facts.extend(license.clauses().map(|clause| format!("{}: {}", clause.id, folded(&clause.body.text))));
    for duty in &understanding.derivation.duties {
        let words: String = duty.spans.iter().map(|span| folded(span.of(&license.text))).collect();
        let limit = serde_json::to_string(&duty.limit).unwrap();
        facts.push(format!(
            "{}-{} {} {:?} {limit}: {words}",
            duty.clause,
            duty.ordinal,
            folded(&duty.title.zh),
            duty.key
        ));
    }
    facts
}

/// Reads each case in a form that `make` gives it from its text and the number of the license; lists what differs.
fn different(ending: &str, make: impl Fn(usize, &str, &str) -> Vec<u8>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    for (n, case) in CASES.into_iter().enumerate() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/licenses").join(case);
        let (reading, expected) = read(&path);
        let number = expected["license"]["number"].as_str().unwrap_or_default();
        let file = folder.path().join(format!("{n}.{ending}"));
        crate::support::folder::write(&file, &make(n, &reading.text, number));
        let file = license_import::read(&file, REGULAR, &Progress::default()).unwrap();
        let (of_text, of_file) = (understood(&reading.text, None), understood(&file.reading.text, Some(&file)));
        assert!(license_import::reads_as_license(&of_file), "{case}");
        assert!(file.reading.pages.iter().all(|page| *page == PageBy::Layer), "{case}");
        assert_eq!(file.reading.format.has_pages(), file.reading.pages.len() >= 2, "{case}");
        let (wanted, have) = (facts(&of_text), facts(&of_file));
        assert!(wanted.len() > 30, "{case}: {}", wanted.len());
        found.extend(wanted.iter().filter(|fact| !have.contains(fact)).map(|fact| format!("{case} lacks {fact}")));
        found.extend(have.iter().filter(|fact| !wanted.contains(fact)).map(|fact| format!("{case} has {fact}")));
        found.extend((wanted != have).then(|| format!("{case}: another order")));
        assert_eq!(compare(&expected, &of_text), compare(&expected, &of_file), "{case}");
    }
    found
}

/// What is printed at the head of each page.
fn head(n: usize, number: &str) -> String {
    if n.is_multiple_of(3) {
        "增值电信业务经营许可证".to_owned()
    } else {
        format!("经营许可证编号：{number}")
    }
}

#[test]
fn a_license_says_the_same_as_docx() {
    let found = different("docx", |_, text, _| word::docx(text));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_license_says_the_same_as_pdf_with_a_text_layer() {
    let found = different("pdf", |n, text, number| paper::pdf(&paper::sheets(text, &head(n, number)), ""));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_license_says_the_same_as_ofd() {
    let found = different("ofd", |_, text, _| ofd::ofd(text));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
