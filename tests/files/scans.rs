//! Scanned licenses are read by the models in `assets/ocr`.
//!
//! Recognition takes seconds of a page, so all tests of the usual run share one reading of the six pages in
//! `tests/data/scans`, which hold the whole license in `seeds`. `cargo test --test files -- --ignored every_scanned_page`
//! reads many more.

use super::licenses;
use crate::support::paper::{self, Shot};
use crate::support::{LICENSE, catalog};
use license_workbook::intake::{self, PageBy, SourceFormat};
use license_workbook::license_import::{self, LicenseFile};
use license_workbook::progress::Progress;
use license_workbook::typeface::REGULAR;
use license_workbook::understanding::Understanding;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The share of characters that must be right, per mille.
const RIGHT: usize = 995;

/// The scanned license: its file, what is printed on its pages, and what is understood of both.
struct Scan {
    file: LicenseFile,
    /// The lines of each page.
    printed: Vec<Vec<String>>,
    read: Understanding,
    of_text: Understanding,
}

static SCAN: LazyLock<Scan> = LazyLock::new(|| {
    let printed = printed();
    let pages: Vec<_> = (1..=printed.len())
        .map(|page| {
            let bytes = std::fs::read(scan(page, "jpg")).unwrap();
            let size = image::ImageReader::open(scan(page, "jpg")).unwrap().into_dimensions().unwrap();
            (bytes, size.into())
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scan.pdf");
    crate::support::folder::write(&path, &paper::scanned_pdf(&pages));
    let file = license_import::read(&path, REGULAR, &Progress::default()).unwrap();
    let understand = |text: &str, places| Understanding::new(text, &BTreeMap::new(), places, catalog());
    let (read, of_text) = (understand(&file.reading.text, file.places()), understand(LICENSE, Vec::new()));
    Scan { file, printed, read, of_text }
});

fn scan(page: usize, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/scans/page-{page}.{ending}"))
}

/// The lines that are printed on the scanned pages.
fn printed() -> Vec<Vec<String>> {
    let text = |page| std::fs::read_to_string(scan(page, "txt")).unwrap();
    (1..=6).map(|page| text(page).lines().map(str::to_owned).collect()).collect()
}

/// Insertions, deletions and replacements between two texts, and the length of the first. White space is ignored, as
/// is the width of punctuation: the license has both, and the model writes one of them.
fn errors(printed: &str, read: &str) -> (usize, usize) {
    let [printed, read] = [printed, read].map(|text| licenses::folded(text).chars().collect::<Vec<char>>());
    (strsim::generic_levenshtein(&printed, &read), printed.len())
}

#[test]
fn the_pages_hold_the_whole_license() {
    let (mut on_pages, mut license) = (String::new(), LICENSE.replace('#', ""));
    let title = "特别规定事项";
    for (n, page) in printed().into_iter().enumerate() {
        // Pages of a license repeat its number and the title.
        let skipped = if n > 2 { 2 } else { 0 };
        assert!(n < 3 || page[0].contains("苏B2-20140200") && page[1] == title);
        on_pages.extend(page.into_iter().skip(skipped));
    }
    // The text has five pages with provisions, the print has four.
    let (before, provisions) = license.split_once(title).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let lines = provisions.lines().filter(|line| !line.contains("苏B2-20140200") && line.trim() != title);
    license = format!("{before}{title}{}", lines.collect::<String>());
    assert_eq!(licenses::folded(&on_pages), licenses::folded(&license));
}

#[test]
fn nearly_all_characters_of_a_scan_are_right() {
    let reading = &SCAN.file.reading;
    assert_eq!(reading.format, SourceFormat::Pdf);
    assert_eq!(reading.pages, [PageBy::Recognized; 6]);
    let pages: Vec<&str> = reading.text.split('\u{c}').collect();
    assert_eq!(pages.len(), 6);
    let (mut wrong, mut all) = (0, 0);
    for (printed, read) in SCAN.printed.iter().zip(&pages) {
        let (found, length) = errors(&printed.concat(), read);
        wrong += found;
        all += length;
    }
    assert!(all > 4_000 && wrong * 1000 <= all * (1000 - RIGHT), "{wrong} of {all}");
}

#[test]
fn lines_of_a_scan_are_in_order() {
    let (mut found, mut all) = (0, 0);
    for (printed, read) in SCAN.printed.iter().zip(SCAN.file.reading.text.split('\u{c}')) {
        let read = licenses::folded(read);
        let mut rest = read.as_str();
        for line in printed {
            all += 1;
            // A line with a wrong character is skipped; the others stand one behind the other.
            if let Some((_, behind)) = rest.split_once(&licenses::folded(line)) {
                found += 1;
                rest = behind;
            }
        }
    }
    assert!(all > 140 && found * 100 >= all * 95, "{found} of {all}");
}

#[test]
fn each_character_of_a_scan_has_a_place_on_its_page() {
    let reading = &SCAN.file.reading;
    let mut page = 1;
    let mut places = reading.places.iter();
    for (at, character) in reading.text.char_indices() {
        page += u32::from(character == '\u{c}');
        if character.is_whitespace() {
            continue;
        }
        let place = places.next().unwrap();
        assert_eq!((place.at, place.page), (at, page), "{character}");
        let area = place.place;
        assert!(0.0 <= area.left && area.left < area.right && area.right <= 1.0, "{character} {area:?}");
        assert!(0.0 <= area.top && area.top < area.bottom && area.bottom <= 1.0, "{character} {area:?}");
        assert!((0.0..=1.0).contains(&place.confidence));
    }
    assert!(places.next().is_none());
    let stretches = SCAN.file.places();
    let within = |at: usize| stretches.iter().any(|place| place.span.start <= at && at < place.span.end);
    assert!(reading.places.iter().all(|glyph| within(glyph.at)));
}

/// The lines of page 3 are 47 pixels apart, from the one at pixel 297 on; the page is turned by 0.7 degrees, which moves
/// the middle of a line by less than a line.
#[test]
fn places_are_where_the_lines_are_printed() {
    let reading = &SCAN.file.reading;
    let middle = |words: &str| {
        let at = reading.text.find(words).unwrap();
        let glyphs = reading.places.iter().filter(|glyph| (at..at + words.len()).contains(&glyph.at));
        let tops: Vec<f32> = glyphs.map(|glyph| f32::midpoint(glyph.place.top, glyph.place.bottom)).collect();
        tops.iter().sum::<f32>() / tops.len() as f32 * 2338.0
    };
    for (row, words) in [(2, "一、你公司应当按照《中华人民共和国电信条例》"), (6, "二、你公司应当按照许可的业务种类")]
    {
        let printed = 297.0 + 47.0 * row as f32 + 17.0;
        assert!((middle(words) - printed).abs() < 24.0, "{words}: {} {printed}", middle(words));
    }
}

#[test]
fn the_structure_of_a_scanned_license_is_that_of_its_text() {
    let ids = |understanding: &Understanding| -> Vec<_> {
        understanding.license.clauses().map(|clause| clause.id.to_string()).collect()
    };
    let license = &SCAN.read.license;
    assert_eq!(license.provisions.len(), 16);
    assert_eq!(license.provisions.iter().map(|provision| provision.sub_items.len()).sum::<usize>(), 21);
    assert_eq!(ids(&SCAN.read), ids(&SCAN.of_text));
    for item in license_workbook::license::CoverItem::ALL {
        let value = |understanding: &Understanding| {
            understanding.license.cover.item(item).map(|(value, _)| licenses::folded(&value))
        };
        assert_eq!(value(&SCAN.read), value(&SCAN.of_text), "{}", item.as_str());
    }
    let classes = |understanding: &Understanding| -> Vec<_> {
        understanding.license.annex.services.iter().map(|service| service.class).collect()
    };
    assert_eq!(classes(&SCAN.read), [Some("B21"), Some("B25")]);
}

#[test]
fn all_duties_are_derived_from_a_scan() {
    let duties = |understanding: &Understanding| -> Vec<_> {
        let duties = understanding.derivation.duties.iter();
        duties.map(|duty| (duty.clause.to_string(), duty.ordinal, duty.key.clone(), duty.title.clone())).collect()
    };
    let (read, of_text) = (duties(&SCAN.read), duties(&SCAN.of_text));
    assert_eq!(of_text.len(), 141);
    assert!(of_text.iter().all(|(_, _, key, _)| key.is_some()));
    let lost: Vec<_> = of_text.iter().filter(|duty| !read.contains(duty)).collect();
    assert_eq!(read, of_text, "lost: {lost:#?}");
}

#[test]
fn a_photo_has_the_page_between_its_corners() {
    // The ink of a page of 200 pixels is darker than the table on the photo.
    let page = image::RgbImage::new(200, 200);
    let photo = image::load_from_memory(&Shot::phone().take(&page)).unwrap().into_luma8();
    assert_eq!(photo.dimensions(), (230, 222));
    // A step of 5 pixels from each corner towards the middle and away from it; the corners are those of the phone.
    for (corner, inwards) in [
        ([25.3, 13.3], [5.0, 5.0]),
        ([188.6, 20.0], [-5.0, 5.0]),
        ([211.6, 208.7], [-5.0, -5.0]),
        ([13.8, 199.8], [5.0, -5.0]),
    ] {
        let gray = |sign: f32| {
            let [x, y] = [0, 1].map(|n| (corner[n] + sign * inwards[n]).round());
            let is_near = |(px, py): (u32, u32)| (px as f32 - x).abs() <= 1.0 && (py as f32 - y).abs() <= 1.0;
            let near = photo.enumerate_pixels().filter(|(px, py, _)| is_near((*px, *py)));
            let values: Vec<f32> = near.map(|(_, _, pixel)| f32::from(pixel.0[0])).collect();
            values.iter().sum::<f32>() / values.len() as f32
        };
        assert!(gray(1.0) + 8.0 < gray(-1.0), "{corner:?}: {} inside, {} outside", gray(1.0), gray(-1.0));
    }
}

/// The licenses that are printed and scanned in many ways: the case, and whether in all of them.
const PRINTED: [(&str, bool); 6] = [
    ("first/03-min-a2-vsat", true),
    ("first/01-yue-idc-isp", false),
    ("first/25-fujian-edi-includes", true),
    ("second/13-hunan-callcentre", false),
    ("second/14-sms-2026-electronic", false),
    ("second/15-dns-b26", false),
];

/// Takes each page of a PDF; returns the characters that were read wrong, and all.
fn taken(pdf: &Arc<Vec<u8>>, sheets: &[paper::Sheet], dpi: f32, shot: impl Fn(&image::RgbImage) -> Shot) -> [usize; 2] {
    let mut sum = [0, 0];
    for (n, sheet) in sheets.iter().enumerate() {
        let page = paper::drawn(pdf, n, dpi);
        let bytes = Arc::new(shot(&page).take(&page));
        let reading = intake::read("page.jpg", &bytes, REGULAR, &Progress::default()).unwrap();
        let printed: String = sheet.iter().map(|line| line.text.as_str()).collect();
        let (wrong, all) = errors(&printed, &reading.text);
        if wrong * 1000 > all * (1000 - RIGHT) {
            let mut standard_error = std::io::stderr().lock();
            writeln!(standard_error, "page {}: {wrong} of {all}\n{printed}\n{}", n + 1, reading.text).unwrap();
        }
        sum[0] += wrong;
        sum[1] += all;
    }
    sum
}

#[test]
#[ignore = "reads 47 pages in 11 minutes; see the README"]
fn every_scanned_page_is_read_well() {
    let (mut table, mut poor) = (String::new(), BTreeSet::new());
    for (case, in_all_ways) in PRINTED {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/licenses").join(case);
        let (reading, expected) = licenses::read(&path);
        let number = expected["license"]["number"].as_str().unwrap_or_default();
        // Marks of a text are not printed.
        let sheets = paper::sheets(&reading.text.replace(['*', '#'], ""), &format!("经营许可证编号：{number}"));
        let plain = Arc::new(paper::pdf(&sheets, ""));
        let mut count = |how: &str, [wrong, all]: [usize; 2]| {
            writeln!(table, "{case} | {how} | {} pages | {wrong} of {all}", sheets.len()).unwrap();
            if wrong * 1000 > all * (1000 - RIGHT) {
                poor.insert(format!("{case}, {how}"));
            }
        };
        count("200 dpi", taken(&plain, &sheets, 200.0, |page| Shot::turned(0.7, page)));
        if in_all_ways {
            count("300 dpi", taken(&plain, &sheets, 300.0, |page| Shot::turned(-0.7, page)));
            count("phone", taken(&plain, &sheets, 200.0, |_| Shot::phone()));
            let stamped = Arc::new(paper::pdf(&sheets, paper::STAMP));
            count("stamp", taken(&stamped, &sheets, 200.0, |page| Shot::turned(0.7, page)));
        }
    }
    writeln!(std::io::stderr().lock(), "{table}").unwrap();
    assert!(poor.is_empty(), "{poor:?}");
}
