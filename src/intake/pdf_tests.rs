//! Tests of reading PDFs, with PDFs written by hand.

use super::page::Rect;
use super::pdf::{PageText, PdfError, PdfPage, picture, read};
use crate::intake::layout::compose;
use crate::progress::{Canceled, Progress};
use hayro::hayro_interpret::font::StandardFont;
use std::fmt::Write as _;
use std::sync::Arc;

/// A PDF with a page for each content; `page` are further entries of all pages, `trailer` of the trailer.
/// `/F1` is Helvetica, `/F2` a Chinese font that is not embedded, `/F3` a font whose characters have no names,
/// `/F4` an embedded font whose characters are told by its encoding only, `/I` a gray picture.
fn pdf(contents: &[&str], page: &str, trailer: &str) -> Vec<u8> {
    let fonts = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 << /Type /Font /Subtype /Type0 \
                 /BaseFont /STSong /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 \
                 /BaseFont /STSong /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >> \
                 /F3 << /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts \
                 [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /CIDSystemInfo << /Registry (Adobe) \
                 /Ordering (Identity) /Supplement 0 >> >>] >>";
    let fonts = fonts.to_owned() + " /F4 5 0 R";
    // Fonts are objects of their own in files of other programs.
    let embedded = "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Bare /Encoding /GBK-EUC-H /DescendantFonts \
                    [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /ABCDEF+Bare /CIDSystemInfo << /Registry (Adobe) \
                    /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Bare \
                    /Flags 4 /FontFile3 4 0 R >> >>] >>";
    let mut file = String::new();
    for byte in StandardFont::Helvetica.get_font_data().0.as_ref().as_ref() {
        write!(file, "{byte:02x}").unwrap();
    }
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n\
         stream\nx\nendstream"
            .to_owned(),
        format!(
            "<< /Subtype /CIDFontType0C /Filter /ASCIIHexDecode /Length {} >>\nstream\n{file}\nendstream",
            file.len()
        ),
        embedded.to_owned(),
    ];
    let mut kids = String::new();
    for content in contents {
        let number = objects.len() + 1;
        write!(kids, "{number} 0 R ").unwrap();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources << /Font << {fonts} >> \
             /XObject << /I 3 0 R >> >> {page} >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", contents.len());
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    write!(
        file,
        "{table}trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    file.into_bytes()
}

/// Shows a Chinese text.
fn chinese(size: u8, x: f32, y: f32, text: &str) -> String {
    let mut codes = String::new();
    for unit in text.encode_utf16() {
        write!(codes, "{unit:04x}").unwrap();
    }
    format!("BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

fn pages(bytes: Vec<u8>) -> Vec<PdfPage> {
    read(Arc::new(bytes), &Progress::default()).unwrap().pages
}

fn one(content: &str, entries: &str) -> PdfPage {
    pages(pdf(&[content], entries, "")).remove(0)
}

fn text(page: &PdfPage) -> String {
    compose(std::slice::from_ref(&page.page)).text
}

fn is_near(a: Rect, b: [f32; 4]) -> bool {
    [a.left, a.top, a.right, a.bottom].into_iter().zip(b).all(|(a, b)| (a - b).abs() < 0.001)
}

const PICTURE: &str = "q 600 0 0 800 0 0 cm /I Do Q\n";

#[test]
fn reads_characters_and_their_places() {
    let content = chinese(20, 60.0, 700.0, "公司名称：") + "BT /F1 20 Tf 160 700 Td (ICP) Tj ET";
    let page = one(&content, "");
    assert_eq!((text(&page).as_str(), page.kind, page.invisible), ("公司名称：ICP\n", PageText::Layer, false));
    assert!(is_near(page.page.lines[0].glyphs[1].place, [80.0 / 600.0, 82.4 / 800.0, 100.0 / 600.0, 102.4 / 800.0]));
}

#[test]
fn turned_and_cropped_pages_are_read_as_they_are_shown() {
    let upright = chinese(20, 60.0, 700.0, "第一行") + &chinese(20, 60.0, 670.0, "第二行");
    for entries in ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [50 600 400 750]"] {
        let page = one(&upright, entries);
        assert_eq!(text(&page), "第一行\n第二行\n", "{entries}");
        assert_eq!(page.kind, PageText::Layer);
    }
    let turned = one(&upright, "/Rotate 90");
    assert!(is_near(turned.page.lines[0].glyphs[0].place, [697.6 / 800.0, 60.0 / 600.0, 717.6 / 800.0, 80.0 / 600.0]));
    let cropped = one(&upright, "/CropBox [50 690 400 750]");
    assert_eq!(text(&cropped), "第一行\n");
    assert!((cropped.page.width, cropped.page.height) == (350.0, 60.0));
}

#[test]
fn characters_drawn_twice_are_read_once() {
    let fake_bold = chinese(20, 60.0, 700.0, "附页") + &chinese(20, 60.4, 700.0, "附页");
    let stroked = format!("2 Tr {}", chinese(20, 60.0, 600.0, "附页"));
    assert_eq!(text(&one(&(fake_bold + &stroked), "")), "附页\n附页\n");
}

#[test]
fn tells_where_the_text_is() {
    let line = chinese(20, 60.0, 700.0, "经营许可证编号");
    let ten = chinese(20, 60.0, 700.0, &"文字".repeat(12)) + &chinese(20, 60.0, 600.0, &"文字".repeat(12));
    let shape = "10 10 m 20 10 l 25 15 l 20 20 l 10 20 l 5 15 l h f\n";
    let unknown = "BT /F3 20 Tf 60 600 Td <00010002000300040005> Tj ET\n";
    for (content, kind, is_invisible) in [
        (String::new(), PageText::Empty, false),
        ("0 0 300 300 re f".to_owned(), PageText::Empty, false),
        (PICTURE.to_owned(), PageText::Picture, false),
        (PICTURE.to_owned() + &line, PageText::Picture, false),
        (PICTURE.to_owned() + &ten, PageText::Layer, false),
        (format!("{PICTURE}q 3 Tr {ten} Q"), PageText::Layer, true),
        (shape.repeat(300), PageText::Outlines, false),
        (shape.repeat(300) + &line, PageText::Outlines, false),
        (shape.repeat(20) + &line, PageText::Layer, false),
        (unknown.to_owned() + &line, PageText::Garbled, false),
        (unknown.to_owned() + &ten.repeat(2), PageText::Layer, false),
    ] {
        let page = one(&content, "");
        assert_eq!((page.kind, page.invisible), (kind, is_invisible), "{content}");
    }
}

#[test]
fn characters_without_a_meaning_are_marked() {
    let page = one("BT /F3 20 Tf 60 600 Td <00010002> Tj ET\n", "");
    assert_eq!((text(&page).as_str(), page.unreadable), ("\u{fffd}\u{fffd}\n", 2));
}

#[test]
fn an_encoding_tells_the_characters_of_an_embedded_font() {
    // GBK for 许可证.
    let page = one("BT /F4 20 Tf 60 600 Td <d0edbfc9d6a4> Tj ET", "");
    assert_eq!((text(&page).as_str(), page.unreadable), ("许可证\n", 0));
}

#[test]
fn draws_a_page_for_recognition() {
    let bytes = Arc::new(pdf(&["0 0 300 400 re f"], "", ""));
    let drawn = picture(Arc::clone(&bytes), 0, 72.0, b"").unwrap();
    assert_eq!(drawn.dimensions(), (600, 800));
    assert_eq!([drawn.get_pixel(10, 790).0, drawn.get_pixel(590, 10).0], [[0; 3], [255; 3]]);
    assert_eq!(picture(Arc::clone(&bytes), 0, 10_000.0, b"").unwrap().height(), 3400);
    assert_eq!(picture(bytes, 1, 72.0, b"").unwrap_err(), PdfError::NoPage(1));
}

#[test]
fn tells_what_is_wrong() {
    let crypt = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>";
    let many = vec![""; usize::try_from(crate::limits::SCAN_PAGES.max).unwrap() + 1];
    for (bytes, error) in [
        (b"no PDF".to_vec(), PdfError::Damaged),
        (pdf(&[""], "", crypt), PdfError::Encrypted),
        (pdf(&many, "", ""), PdfError::TooManyPages(usize::try_from(crate::limits::SCAN_PAGES.max).unwrap() + 1)),
    ] {
        assert_eq!(read(Arc::new(bytes), &Progress::default()), Err(error));
    }
    let canceled = Progress::default();
    canceled.cancel();
    assert_eq!(read(Arc::new(pdf(&[""], "", "")), &canceled), Err(PdfError::Canceled(Canceled)));
}

#[test]
fn damaged_files_are_read_or_refused() {
    let whole = pdf(&[&chinese(20, 60.0, 700.0, "经营许可证编号")], "", "");
    for length in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[length] ^= 0x15;
        drop(read(Arc::new(bytes), &Progress::default()));
        drop(read(Arc::new(whole[..length].to_vec()), &Progress::default()));
    }
}
