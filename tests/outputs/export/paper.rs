//! Tests of exports for reading: PDF, DOCX, Markdown, and the summary page of each.

use super::model::{Leaf, lost, marked, payloads};
use crate::support::day;
use crate::support::filled::filled;
use crate::support::pdf_text::{bare, read};
use license_workbook::export::document::{
    Block, Card, Document, Grid, GridCell, GridColumn, GridRow, Heading, Item, Tone,
};
use license_workbook::export::pdf::{Fonts, Pdf as File, PdfError};
use license_workbook::export::{docx, html, markdown, pdf};
use license_workbook::language::Language;
use license_workbook::limits::{PDF_PARTS, PDF_TEXT};
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::Sha256;
use std::io::Read;

/// A text as in a PDF: with numbers for characters that the font lacks, without white space, controls and joiners.
fn printed(text: &str) -> String {
    let bytes = typst::foundations::Bytes::new(license_workbook::typeface::REGULAR);
    let font = typst::text::Font::new(bytes, 0).unwrap();
    let coverage: std::collections::HashSet<u32> = font.info().coverage.iter().collect();
    let is_joiner = |c: char| c.is_control() || matches!(c, '\u{200d}' | '\u{fe0f}');
    text.chars()
        .filter(|c| !is_joiner(*c) && !c.is_whitespace())
        .map(|c| if coverage.contains(&c.into()) { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) })
        .collect()
}

/// Whether the text has these words, in one piece or, at a page break, in two.
fn found(text: &str, words: &str) -> bool {
    let in_two = |at: usize| words.split_at_checked(at).is_some_and(|(a, b)| text.contains(a) && text.contains(b));
    // The end has a unique number and is not split.
    let end = words.rfind('⟦').unwrap_or(words.len());
    text.contains(words) || (1..end).any(in_two)
}

/// The snapshot as PDF with the built-in fonts.
fn own(snapshot: &Snapshot, language: Language) -> Result<File, PdfError> {
    pdf::render(&Document::of(snapshot, language), pdf::TEMPLATE, Fonts::Own)
}

#[test]
fn every_field_reaches_pdf() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let pdf = own(&snapshot, language).unwrap();
        let (text, _) = read(&pdf.bytes);
        assert!(pdf.unprintable.contains(&'👩') && pdf.unprintable.contains(&'ש'));
        let has = |leaf: &Leaf| {
            // Other cells can be between the parts of a long text, so only its unique end is searched for.
            let is_long = leaf.text.chars().count() > 5_000;
            let tail: String = leaf.text.chars().skip(if is_long { 9_999 } else { 0 }).collect();
            found(&text, &printed(&tail))
        };
        assert_eq!(lost(&leaves, language, has), [""; 0]);
        // The long texts are complete.
        let long = leaves
            .iter()
            .filter(|l| l.text.starts_with("长长") && !l.path.ends_with("/en") && !l.path.ends_with("/zh"));
        assert!(text.matches('长').count() >= long.count() * 10_000);
    }
}

/// Copying from the file and searching in it give the text without inserted characters.
#[test]
fn long_words_are_broken_without_a_character_put_in() {
    let url = format!("https://files.example.cn/2026/{}/report_final.pdf", "a1".repeat(120));
    let hash = Sha256::of(b"x").to_string();
    // In one long paragraph, as the ids of a history are.
    let many = format!("{hash} {}", "d7".repeat(20_000));
    let mut document = small();
    document.blocks = vec![
        Block::Paragraph { text: format!("{url} {many}"), tone: Tone::Plain },
        Block::Fields { items: vec![Item::new("SHA-256", hash.clone()), Item::new("URL", url.clone())] },
    ];
    // Also with a company template that was copied from an earlier version.
    let template = "#let doc = json(\"document.json\")\n#set document(title: doc.title)\n#doc.blocks.at(0).text";
    for (template, times) in [(pdf::TEMPLATE, 2), (template, 1)] {
        let (text, _) = read(&pdf::render(&document, template, Fonts::Own).unwrap().bytes);
        assert_eq!((text.matches(&url).count(), text.matches(&hash).count()), (times, times));
        assert!(!text.contains('\u{200b}') && text.contains(&"d7".repeat(20_000)));
    }
}

#[test]
fn a_pdf_is_made_to_last_and_the_same_every_time() {
    let filled = filled();
    let snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::default())
            .unwrap();
    let first = own(&snapshot, Language::ZhCn).unwrap();
    assert_eq!(first, own(&snapshot, Language::ZhCn).unwrap());
    let file = String::from_utf8_lossy(&first.bytes);
    for mark in
        ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "/StructTreeRoot", "/Outlines"]
    {
        assert!(file.contains(mark), "{mark}");
    }
    for reach in ["/JavaScript", "/Launch", "/EmbeddedFile", "/SubmitForm", "/URI"] {
        assert!(!file.contains(reach), "{reach}");
    }
    assert_eq!(first.unprintable.into_iter().collect::<String>(), "");
}

/// A document whose layout would take gigabytes of memory is refused before the layout.
#[test]
fn a_pdf_that_would_take_all_memory_is_refused_by_its_limit() {
    let text = |length: usize| Block::Paragraph { text: "x".repeat(length), tone: Tone::Plain };
    let sign = |lines: usize| Block::Fields { items: vec![Item::new("a", "b"); lines] };
    for (block, limit) in [(text(5_000_001), &PDF_TEXT), (sign(100_001), &PDF_PARTS)] {
        let mut document = small();
        document.blocks = vec![block];
        match pdf::render(&document, pdf::TEMPLATE, Fonts::Own) {
            Err(PdfError::Limit(exceeded)) => {
                assert_eq!(exceeded.limit, limit);
                assert!(exceeded.found.is_some_and(|found| found > limit.max));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn fonts_of_the_system_stop_no_file() {
    let mut document = small();
    document.subject = payloads();
    let pdf = pdf::render(&document, pdf::TEMPLATE, Fonts::System).unwrap();
    let own = pdf::render(&document, pdf::TEMPLATE, Fonts::Own).unwrap();
    assert!(pdf.unprintable.is_subset(&own.unprintable) && !own.unprintable.is_empty());
    assert!(read(&pdf.bytes).1 > 0);
}

#[test]
fn a_template_can_be_replaced_and_reads_nothing_else() {
    let document = small();
    let own = "#let doc = json(\"document.json\")\n#set document(title: doc.title)\n= Own\n#doc.blocks.len()";
    let (text, pages) = read(&pdf::render(&document, own, Fonts::Own).unwrap().bytes);
    assert_eq!((text.as_str(), pages), (format!("Own{}", document.blocks.len()).as_str(), 1));
    for (template, line) in [
        ("#set document(title: \"x\")\n#read(\"/etc/passwd\")", 2),
        ("#read(\"../../Cargo.toml\")", 1),
        ("#import \"@preview/example:0.1.0\": *", 1),
        ("\n\n#datetime.today()", 3),
        ("#nonsense", 1),
    ] {
        match pdf::render(&document, template, Fonts::Own) {
            Err(PdfError::Template { line: at, .. }) => assert_eq!(at, line, "{template}"),
            other => panic!("{template}: {other:?}"),
        }
    }
}

/// A document with a link without a target and a duplicate anchor.
fn small() -> Document {
    let heading = |level, text: &str| {
        Block::Heading(Heading { level, text: text.to_owned(), aside: String::new(), anchor: "twice".to_owned() })
    };
    let cell = |text: &str, link: &str| GridCell { text: text.to_owned(), tone: Tone::Plain, link: link.to_owned() };
    Document {
        language: "zh-CN",
        title: "标题".to_owned(),
        subject: vec!["公司".to_owned()],
        day: day("2026-11-24"),
        id: "small".to_owned(),
        header: ["左".to_owned(), "右".to_owned()],
        footer: "页脚".to_owned(),
        page_words: ["第 ".to_owned(), " 页，共 ".to_owned(), " 页".to_owned()],
        blocks: vec![
            heading(1, "甲"),
            heading(2, "乙"),
            Block::Table(Grid {
                columns: vec![GridColumn { title: "列".to_owned(), weight: None, is_number: false }],
                rows: vec![
                    GridRow { cells: vec![cell("一", "twice")], below: vec![Item::new("名", "值")] },
                    GridRow { cells: vec![cell("二", "nowhere")], below: Vec::new() },
                ],
                empty: "无".to_owned(),
            }),
            Block::Card(Card { anchor: "twice".to_owned(), label: "丙".to_owned(), ..Card::default() }),
            Block::Signature { lines: vec!["签字".to_owned(), "日期".to_owned(), "盖章".to_owned()] },
        ],
    }
}

#[test]
fn links_that_lead_nowhere_stop_no_format() {
    let document = small();
    let (text, _) = read(&pdf::render(&document, pdf::TEMPLATE, Fonts::Own).unwrap().bytes);
    let page = html::render(&document).unwrap();
    let (word, _) = word(&docx::render(&document).unwrap());
    let plain = markdown::render(&document);
    for part in ["标题", "甲", "乙", "一", "二", "名", "值", "丙", "签字", "盖章"] {
        for (format, text) in [("pdf", &text), ("html", &page), ("docx", &word), ("md", &plain)] {
            assert!(text.contains(part), "{part} is not in {format}");
        }
    }
    assert!(page.contains("href=\"#twice\"") && !page.contains("nowhere"));
}

/// The text of a DOCX file, with a line end for each break and paragraph, and all of its markup.
fn word(bytes: &[u8]) -> (String, String) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut markup = String::new();
    for i in 0..archive.len() {
        let mut part = String::new();
        archive.by_index(i).unwrap().read_to_string(&mut part).unwrap();
        // Each part must be well-formed XML; an HTML parser would tolerate errors.
        let mut depth = Vec::new();
        for tag in part.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0) {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
            if tag.starts_with('/') {
                assert_eq!(depth.pop(), Some(name));
            } else if !tag.starts_with('?') && !tag.ends_with('/') {
                depth.push(name);
            }
        }
        assert_eq!(depth, [""; 0]);
        markup += &part;
    }
    let mut text = String::new();
    for piece in markup.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        match tag.split(' ').next().unwrap() {
            "w:br/" | "/w:p" => text.push('\n'),
            "w:tab/" => text.push('\t'),
            "w:t" => text.push_str(after),
            _ => {}
        }
    }
    (text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"), markup)
}

#[test]
fn every_field_reaches_docx() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let bytes = docx::export(&snapshot, language).unwrap();
        assert_eq!(bytes, docx::export(&snapshot, language).unwrap());
        let (text, markup) = word(&bytes);
        assert_eq!(lost(&leaves, language, |leaf| text.contains(&leaf.text)), [""; 0]);
        assert!(markup.contains("<w:tblHeader/>") && markup.contains("w:eastAsia=\"Microsoft YaHei\""));
        for reach in ["TargetMode", "r:link", "INCLUDE", "DDE", "<script", "<img"] {
            assert!(!markup.contains(reach), "{reach}");
        }
    }
}

#[test]
fn every_field_reaches_markdown() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let text = markdown::export(&snapshot, language);
        // Without the escapes and the line ends, for which cells and lists have their own markup.
        let plain = |text: &str| bare(&text.replace("<br>", "").replace("&lt;", "<").replace('\\', ""));
        let found = plain(&text.lines().map(|line| line.strip_prefix("> ").unwrap_or(line)).collect::<String>());
        assert_eq!(lost(&leaves, language, |leaf| found.contains(&plain(&leaf.text.replace('\u{a0}', "")))), [""; 0]);
        for line in text.lines() {
            let rest = line.replace("\\<", "").replace("<br>", "").replace("<!-- License Workbook -->", "");
            assert!(!rest.contains('<'), "HTML: {line:.80}");
            assert!(!line.replace("\\[", "").contains("]("), "a link: {line:.80}");
        }
    }
    assert!(payloads().len() > 10);
}

#[test]
fn one_page_is_one_page() {
    let filled = filled();
    let selection = Selection { summary: true, ..Selection::everything() };
    let mut snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap();
    assert!(snapshot.evidence.is_empty() && snapshot.history.is_empty() && snapshot.facts.is_empty());
    // More dates are overdue than fit on the page.
    let pressing = snapshot.dates.iter().find(|date| date.done_on.is_none()).unwrap().clone();
    for n in 0..40 {
        let mut date = pressing.clone();
        date.id = format!("{} {n}", date.id);
        date.state = license_workbook::deadlines::DateState::Overdue;
        snapshot.dates.insert(0, date);
    }
    for language in Language::ALL {
        let (text, pages) = read(&own(&snapshot, language).unwrap().bytes);
        assert_eq!(pages, 1, "{language:?}");
        let pressing = Document::of(&snapshot, language).title;
        assert!(text.contains(&bare(&pressing)));
        let page = html::export(&snapshot, language).unwrap();
        let (word, _) = word(&docx::export(&snapshot, language).unwrap());
        for text in [page, word, markdown::export(&snapshot, language)] {
            assert!(text.contains(&pressing) && text.contains("苏州酷曼软件技术有限公司"), "{text:.200}");
        }
    }
}
