//! Tests of previews of pictures, text and PDF files, intact and damaged.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use license_workbook::file_type::FileKind;
use license_workbook::limits::{
    Exceeded, PREVIEW_MEMORY, PREVIEW_PAGES, PREVIEW_PICTURE, PREVIEW_PIXELS, PREVIEW_SIDE, PREVIEW_TIME,
};
use license_workbook::preview::{NoPreview, Picture, Preview, PreviewRequest, Previewer, preview};
use license_workbook::ui::kit::fonts;
use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

fn wish(longest_side: u32) -> PreviewRequest {
    PreviewRequest { page: 0, longest_side, font: fonts::REGULAR }
}

fn look(name: &str, bytes: &[u8], longest_side: u32) -> Result<Preview, NoPreview> {
    preview(Arc::new(bytes.to_vec()), name, wish(longest_side))
}

#[track_caller]
fn picture(outcome: Result<Preview, NoPreview>) -> Picture {
    match outcome {
        Ok(Preview::Picture(picture)) => picture,
        other => panic!("{other:?}"),
    }
}

/// An image whose left half is red and whose right half is green.
fn two_colors(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 255, 0, 255]) },
    )
}

fn encoded(image: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgba8(image.clone());
    let fit = if format == ImageFormat::Jpeg { image.to_rgb8().into() } else { image };
    fit.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
    let at = (y * picture.size[0] + x) * 4;
    picture.rgba[at..at + 4].try_into().unwrap()
}

fn is_red([r, g, b, _]: [u8; 4]) -> bool {
    r > 200 && g < 60 && b < 60
}

#[test]
fn pictures_of_every_format_are_drawn_and_made_to_fit() {
    let image = two_colors(300, 200);
    for format in
        [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Tiff]
    {
        let bytes = encoded(&image, format);
        let whole = picture(look("x.bin", &bytes, 1000));
        assert_eq!((whole.size, whole.original, whole.pages), ([300, 200], [300, 200], 1), "{format:?}");
        let small = picture(look("x.bin", &bytes, 60));
        assert_eq!((small.size, small.original), ([60, 40], [300, 200]), "{format:?}");
        assert!(is_red(pixel(&small, 5, 20)) && !is_red(pixel(&small, 55, 20)), "{format:?}");
    }
}

/// A JPEG whose EXIF block has this orientation.
fn held(orientation: u8) -> Vec<u8> {
    let plain = encoded(&two_colors(40, 20), ImageFormat::Jpeg);
    let tiff = [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[orientation, 0, 0, 0, 0, 0, 0, 0][..]].concat();
    let block = [&b"Exif\0\0"[..], &tiff].concat();
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, &block, &plain[2..]].concat()
}

#[test]
fn a_photograph_stands_upright() {
    assert_eq!(picture(look("a.jpg", &held(1), 100)).size, [40, 20]);
    let turned = picture(look("a.jpg", &held(6), 100));
    assert_eq!((turned.size, turned.original), ([20, 40], [20, 40]));
    assert!(is_red(pixel(&turned, 10, 3)), "the left edge is at the top");
    let upside_down = picture(look("a.jpg", &held(3), 100));
    assert!(is_red(pixel(&upside_down, 36, 10)));
}

#[test]
fn what_is_cut_anywhere_is_broken_and_nothing_worse() {
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Tiff] {
        let bytes = encoded(&two_colors(30, 20), format);
        for end in (12..bytes.len() - 12).step_by(7) {
            match look("x.png", &bytes[..end], 100) {
                Err(NoPreview::Broken | NoPreview::Limit(_)) => {}
                // A decoder may accept a cut file; the picture then has the right size.
                Ok(Preview::Picture(drawn)) => assert_eq!(drawn.original, [30, 20], "{format:?} {end}"),
                other => panic!("{format:?} {end}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_picture_that_claims_to_be_endless_is_refused_before_it_takes_memory() {
    // 29,000² pixels of four bytes each; then one side beyond its own limit.
    for (side, exceeded) in [
        (29_000, Exceeded { limit: &PREVIEW_PICTURE, found: Some(3_364_000_000) }),
        (30_001, Exceeded { limit: &PREVIEW_SIDE, found: Some(30_001) }),
    ] {
        assert_eq!(look("bomb.png", &claiming(side), 100), Err(NoPreview::Limit(exceeded)));
    }
}

/// A small PNG whose header gives this width and height.
fn claiming(side: u32) -> Vec<u8> {
    let mut bomb = encoded(&two_colors(8, 8), ImageFormat::Png);
    // Width and height are at offsets 16 and 20, their checksum is at 29.
    bomb[16..20].copy_from_slice(&side.to_be_bytes());
    bomb[20..24].copy_from_slice(&side.to_be_bytes());
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    bomb
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// A PDF with one page for each content; the font `F1` is Chinese and not embedded.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let first = 6;
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", first + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    for (i, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            first + 2 * i + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    file_of(&objects)
}

/// A PDF of these objects, the first of which is its catalog.
fn file_of(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", i + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file.into_bytes()
}

#[test]
fn each_page_of_a_pdf_is_drawn_on_white() {
    let file = pdf(&["1 0 0 rg 0 0 100 100 re f", "0 1 0 rg 0 0 200 100 re f"]);
    let first = picture(look("合同.pdf", &file, 400));
    assert_eq!((first.size, first.original, first.page, first.pages), ([400, 200], [200, 100], 0, 2));
    assert!(is_red(pixel(&first, 50, 100)));
    assert_eq!(pixel(&first, 350, 100), [255; 4]);
    let second = preview(Arc::new(file.clone()), "合同.pdf", PreviewRequest { page: 1, ..wish(400) });
    assert_eq!(pixel(&picture(second), 350, 100), [0, 255, 0, 255]);
    // There is no such page: the last page is drawn, with its number.
    let beyond = picture(preview(Arc::new(file), "合同.pdf", PreviewRequest { page: 9, ..wish(400) }));
    assert_eq!((beyond.page, beyond.pages), (1, 2));
}

#[test]
fn chinese_text_is_drawn_where_the_pdf_brings_no_font() {
    // 许可证
    let drawn = picture(look("a.pdf", &pdf(&["BT /F1 60 Tf 10 30 Td <8BB853EF8BC1> Tj ET"]), 400));
    let dark = drawn.rgba.chunks(4).filter(|pixel| pixel[0] < 128).count();
    assert!(dark > 2000, "{dark} dark pixels");
}

#[test]
fn a_pdf_that_is_cut_or_encrypted_says_so() {
    let file = pdf(&["1 0 0 rg 0 0 100 100 re f"]);
    for end in (9..file.len()).step_by(41) {
        match look("a.pdf", &file[..end], 50) {
            Ok(Preview::Picture(_)) | Err(NoPreview::Broken) => {}
            other => panic!("{end}: {other:?}"),
        }
    }
    assert_eq!(look("a.pdf", b"%PDF-1.7 and nothing else", 50), Err(NoPreview::Broken));
    let locked = String::from_utf8(file).unwrap().replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <00> /U <00> >>",
    );
    let outcome = look("a.pdf", locked.as_bytes(), 50);
    assert_eq!(outcome, Err(NoPreview::Encrypted));
}

#[test]
fn text_is_shown_and_office_files_are_named() {
    let Ok(Preview::Text(text)) = look("说明.txt", "第一行\n第二行".as_bytes(), 9) else { panic!() };
    assert_eq!(text.words, "第一行\n第二行");
    assert_eq!(look("空.txt", b"", 9), Err(NoPreview::Empty));
    assert_eq!(look("台账.xlsx", b"PK\x03\x04", 9), Err(NoPreview::Kind(FileKind::Sheet)));
    assert_eq!(look("工具.exe", b"MZ\x90\0\x03\0", 9), Err(NoPreview::Kind(FileKind::Other)));
}

/// A PDF with one page of this size and content. `/X` is the fifth object, the first of `more`.
fn page_of(size: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R \
             /Resources << /XObject << /X 5 0 R >> /Pattern << /X 5 0 R >> >> >>"
        ),
        stream("", content),
    ];
    objects.extend_from_slice(more);
    file_of(&objects)
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Forms that each draw the next one twice: more than two hundred million in all.
fn doubling() -> Vec<u8> {
    let form = |n: usize| {
        let resources = format!("/Resources << /XObject << /X {} 0 R >> >>", n + 6);
        let dictionary = format!("/Type /XObject /Subtype /Form /BBox [0 0 200 100] {resources}");
        stream(&dictionary, if n < 28 { "/X Do /X Do" } else { "0 0 1 1 re f" })
    };
    page_of("200 100", "/X Do", &(0..29).map(form).collect::<Vec<_>>())
}

/// The preview as drawn by a separate process of the program.
fn apart(name: &str, bytes: &[u8], time: Duration) -> Result<Preview, NoPreview> {
    let program = env!("CARGO_BIN_EXE_license-workbook").into();
    Previewer { program, time }.preview(bytes.to_vec(), name, wish(300))
}

const LONG: Duration = Duration::from_secs(PREVIEW_TIME.max);

#[test]
fn a_process_of_its_own_draws_the_same() {
    let file = pdf(&["1 0 0 rg 0 0 100 100 re f"]);
    let photograph = encoded(&two_colors(300, 200), ImageFormat::Jpeg);
    for (name, bytes) in [
        ("a.pdf", file.clone()),
        ("a.pdf", file[..200].to_vec()),
        ("a.pdf", page_of("1e9 1e9", "", &[])),
        ("photograph.jpg", photograph.clone()),
        ("cut.jpg", photograph[..100].to_vec()),
        ("bomb.png", claiming(30_001)),
        ("empty.png", Vec::new()),
        ("words.txt", b"words".to_vec()),
        ("sheet.xlsx", b"PK\x03\x04".to_vec()),
    ] {
        assert_eq!(apart(name, &bytes, LONG), look(name, &bytes, 300), "{name}");
    }
}

#[test]
fn a_page_that_is_drawn_without_end_is_ended() {
    let exceeded = PREVIEW_TIME.exceeded();
    assert_eq!(apart("a.pdf", &doubling(), Duration::from_millis(400)), Err(NoPreview::Limit(exceeded)));
}

/// The memory of the process is limited on Linux only.
#[cfg(target_os = "linux")]
#[test]
fn a_page_that_takes_more_memory_than_it_may_ends_its_own_process_alone() {
    let dashes = page_of("200 100", "[0.00001 0.00001] 0 d 10 w 0 0 m 200 100 l S", &[]);
    assert!(dashes.len() < 1000);
    assert_eq!(apart("a.pdf", &dashes, LONG), Err(NoPreview::Limit(PREVIEW_MEMORY.exceeded())));
}

#[test]
fn a_program_that_is_not_there_draws_nothing_and_says_so() {
    let previewer = Previewer { program: "/no/such/program".into(), time: LONG };
    let outcome = previewer.preview(pdf(&[""]), "a.pdf", wish(100));
    assert_eq!(outcome, Err(NoPreview::NotStarted));
}

#[test]
fn small_pdfs_that_are_made_to_hurt_hurt_nobody() {
    let form = |content: &str| {
        stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>", content)
    };
    let tile = |box_and_step: &str| {
        let kind = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /Resources << >>";
        stream(&format!("{kind} {box_and_step}"), "0 0 1 1 re f")
    };
    let paint = "/Pattern cs /X scn 0 0 200 100 re f";
    for (what, file) in [
        ("a page of a thousand kilometers", page_of("1e9 1e9", "", &[])),
        ("a form that draws itself", page_of("200 100", "/X Do", &[form("/X Do")])),
        ("tiles beyond counting", page_of("200 100", paint, &[tile("/BBox [0 0 9 9] /XStep 1e-4 /YStep 1e-4")])),
        ("a tile without end", page_of("200 100", paint, &[tile("/BBox [0 0 1e6 1e6] /XStep 1e6 /YStep 1e6")])),
        ("brackets without end", page_of("200 100", &"[".repeat(200_000), &[])),
        ("states without end", page_of("200 100", &"q ".repeat(200_000), &[])),
    ] {
        let outcome = apart("a.pdf", &file, LONG);
        assert!(matches!(outcome, Ok(Preview::Picture(_)) | Err(NoPreview::Broken)), "{what}: {outcome:?}");
    }
    let strip = page_of("1000000 1", "", &[]);
    let exceeded = Exceeded { limit: &PREVIEW_PIXELS, found: Some(1_000_000) };
    assert_eq!(apart("a.pdf", &strip, LONG), Err(NoPreview::Limit(exceeded)));
    let kids = (3..20_004).map(|n| format!("{n} 0 R")).collect::<Vec<_>>().join(" ");
    let mut pages =
        vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), format!("<< /Type /Pages /Count 20001 /Kids [{kids}] >>")];
    pages.resize(20_003, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>".to_owned());
    let exceeded = Exceeded { limit: &PREVIEW_PAGES, found: Some(20_001) };
    assert_eq!(apart("a.pdf", &file_of(&pages), LONG), Err(NoPreview::Limit(exceeded)));
}
