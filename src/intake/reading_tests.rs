//! Tests of reading files with pages: cancellation, and limits.

use super::notes::IntakeError;
use super::reading::{PageBy, Reading, read};
use crate::limits::{Exceeded, LICENSE_TEXT, PREVIEW_PICTURE, SCAN_PAGES};
use crate::progress::Progress;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

/// Only PDFs need a font.
const NO_FONT: &[u8] = &[];

/// A page of an OFD file.
#[derive(Clone, Copy)]
enum Sample {
    Text,
    Picture,
}

/// An OFD file with these pages; pictures are white.
fn ofd(pages: &[Sample]) -> Arc<Vec<u8>> {
    let mut list = String::new();
    for n in 0..pages.len() {
        write!(list, "<Page ID=\"{n}\" BaseLoc=\"{n}.xml\"/>").unwrap();
    }
    let document =
        format!("<Document><CommonData><DocumentRes>R.xml</DocumentRes></CommonData><Pages>{list}</Pages></Document>");
    let mut white = Vec::new();
    let picture = image::RgbImage::from_pixel(48, 48, image::Rgb([255; 3]));
    picture.write_to(&mut Cursor::new(&mut white), image::ImageFormat::Png).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("OFD.xml".into(), b"<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>".to_vec()),
        ("D.xml".into(), document.into_bytes()),
        ("R.xml".into(), b"<Res><MultiMedia ID=\"9\"><MediaFile>w.png</MediaFile></MultiMedia></Res>".to_vec()),
        ("w.png".into(), white),
    ];
    for (n, page) in pages.iter().enumerate() {
        let object = match page {
            Sample::Text => {
                "<TextObject Boundary=\"20 20 50 9\" Size=\"5\"><TextCode X=\"0\" Y=\"5\">甲</TextCode></TextObject>"
            }
            Sample::Picture => "<ImageObject ResourceID=\"9\" Boundary=\"0 0 210 297\"/>",
        };
        let page = format!("<Page><Content><Layer>{object}</Layer></Content></Page>");
        files.push((format!("{n}.xml"), page.into_bytes()));
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    Arc::new(zip.finish().unwrap().into_inner())
}

/// Reads `file` with a cancellation at each of its checks in turn. Returns the fractions that were done at each
/// cancellation, and the reading of the first run that was not canceled.
fn canceled_everywhere(file: &Arc<Vec<u8>>) -> (Vec<Option<f32>>, Reading) {
    let mut done = Vec::new();
    for asks in 1..500 {
        let progress = Progress::cancelled_after(asks);
        match read("pages.ofd", file, NO_FONT, &progress) {
            Ok(reading) => return (done, reading),
            Err(error) => assert_eq!(error, IntakeError::Canceled, "at check {asks}"),
        }
        done.push(progress.fraction());
    }
    panic!("there is no end of checks");
}

#[test]
fn reading_stops_between_pages() {
    let (done, reading) = canceled_everywhere(&ofd(&[Sample::Text; 4]));
    assert_eq!(reading.pages, [PageBy::Layer; 4]);
    assert!(done.is_sorted());
    // It was canceled before each page, with all pages before it done.
    for fraction in [0.0, 0.25, 0.5, 0.75] {
        assert!(done.contains(&Some(fraction)), "{fraction}: {done:?}");
    }
}

#[test]
fn recognition_stops_between_pages_and_within_a_page() {
    let (done, reading) = canceled_everywhere(&ofd(&[Sample::Picture, Sample::Picture]));
    assert_eq!(reading.pages, [PageBy::Recognized; 2]);
    for fraction in [0.0, 0.5] {
        let checks = done.iter().filter(|done| **done == Some(fraction)).count();
        assert!(checks >= 4, "{fraction}: {done:?}");
    }
    assert!(!done.contains(&Some(1.0)));
}

#[test]
fn as_many_pages_as_the_limit_are_read_and_no_more() {
    let most = usize::try_from(SCAN_PAGES.max).unwrap();
    let pages = |count: usize| read("pages.ofd", &ofd(&vec![Sample::Text; count]), NO_FONT, &Progress::default());
    assert_eq!(pages(most).unwrap().pages.len(), 100);
    let exceeded = Exceeded { limit: &SCAN_PAGES, found: Some(101) };
    assert_eq!(pages(most + 1), Err(IntakeError::TooLarge(exceeded)));
}

#[test]
fn a_text_or_a_picture_beyond_its_limit_is_refused_by_its_name() {
    let text = vec![b'x'; usize::try_from(LICENSE_TEXT.max).unwrap() + 1];
    for name in ["a.txt", "a.md", "a.html"] {
        let refused = read(name, &Arc::new(text.clone()), NO_FONT, &Progress::default());
        let exceeded = Exceeded { limit: &LICENSE_TEXT, found: Some(LICENSE_TEXT.max + 1) };
        assert_eq!(refused, Err(IntakeError::TooLarge(exceeded)), "{name}");
    }
    // Regression: memory was allocated for as many pixels as a picture of a few bytes states.
    let mut bitmap = b"BM".to_vec();
    for field in [0x3a_u32, 0, 0x36, 40, 29_999, 29_999, (24 << 16) | 1, 0, 0, 0, 0, 0, 0, 0] {
        bitmap.extend_from_slice(&field.to_le_bytes());
    }
    let refused = read("a.bmp", &Arc::new(bitmap), NO_FONT, &Progress::default());
    let exceeded = Exceeded { limit: &PREVIEW_PICTURE, found: Some(29_999 * 29_999 * 3) };
    assert_eq!(refused, Err(IntakeError::TooLarge(exceeded)));
}
