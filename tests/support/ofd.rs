//! Makes an OFD file of a text, in lines of a fixed width.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// Characters of a full line.
const LINE: usize = 38;
/// Lines of a page.
const LINES: usize = 40;
/// Millimeters: the size of the type, the left and upper margins, the distance of lines.
const SIZE: f32 = 4.2;
const LEFT: f32 = 25.0;
const TOP: f32 = 25.0;
const PITCH: f32 = 6.0;

const SPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// An OFD file with `text` on A4 pages. Each line of the text is a paragraph, whose first line is indented by two
/// characters; an empty line makes a gap. A form feed starts a page, as does a full page.
pub(crate) fn ofd(text: &str) -> Vec<u8> {
    let pages: Vec<String> = text.split('\u{c}').flat_map(pages).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{content}").as_bytes()).unwrap();
    };
    add(
        "OFD.xml",
        &format!(
            "<ofd:OFD {SPACE} DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>\
             </ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
    );
    let mut list = String::new();
    for (number, page) in pages.iter().enumerate() {
        write!(list, "<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{number}/Content.xml\"/>", number + 10).unwrap();
        add(
            &format!("Doc_0/Pages/Page_{number}/Content.xml"),
            &format!("<ofd:Page {SPACE}><ofd:Content><ofd:Layer ID=\"1\">{page}</ofd:Layer></ofd:Content></ofd:Page>"),
        );
    }
    add(
        "Doc_0/Document.xml",
        &format!(
            "<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>\
             </ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

/// The objects of the pages of a part of the text.
fn pages(text: &str) -> Vec<String> {
    let mut pages = vec![String::new()];
    let mut row = 0;
    for paragraph in text.trim_matches('\n').lines() {
        let lines = broken(paragraph.trim_end());
        if lines.is_empty() {
            row += 1;
        }
        for (indent, line) in lines {
            if row >= LINES {
                pages.push(String::new());
                row = 0;
            }
            let page = pages.last_mut().unwrap();
            object(page, indent, row, &line);
            row += 1;
        }
    }
    pages
}

/// The lines of a paragraph with their indentations in characters.
pub(crate) fn broken(paragraph: &str) -> Vec<(f32, String)> {
    let mut lines: Vec<(f32, String)> = Vec::new();
    let mut room = 0.0;
    let mut words: Vec<String> = Vec::new();
    for character in paragraph.chars() {
        match words.last_mut() {
            Some(word) if joins(word, character) => word.push(character),
            _ => words.push(String::from(character)),
        }
    }
    for word in words {
        let width: f32 = word.chars().map(width).sum();
        if lines.is_empty() || width > room {
            let indent = if lines.is_empty() { 2.0 } else { 0.0 };
            lines.push((indent, String::new()));
            room = LINE as f32 - indent;
        }
        lines.last_mut().unwrap().1.push_str(&word);
        room -= width;
    }
    lines
}

/// Whether no line may end between a word and a character.
fn joins(word: &str, next: char) -> bool {
    let last = word.chars().last().unwrap_or(' ');
    "，。、；：！？）》”】,.:;!?)".contains(next)
        || "（《“【(".contains(last)
        || last.is_ascii_graphic() && next.is_ascii_graphic()
}

fn width(character: char) -> f32 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}

fn object(page: &mut String, indent: f32, row: usize, line: &str) {
    let [x, y] = [LEFT + indent * SIZE, TOP + row as f32 * PITCH];
    let mut deltas = String::new();
    let widths: Vec<f32> = line.chars().map(|character| width(character) * SIZE).collect();
    let steps = &widths[..widths.len() - 1];
    for run in steps.chunk_by(|a, b| a.to_bits() == b.to_bits()) {
        match run {
            [one] => write!(deltas, "{one} ").unwrap(),
            [one, ..] => write!(deltas, "g {} {one} ", run.len()).unwrap(),
            [] => {}
        }
    }
    let text = line.replace('&', "&amp;").replace('<', "&lt;");
    write!(
        page,
        "<ofd:TextObject ID=\"{}\" Boundary=\"{x} {y} {} {SIZE}\" Font=\"3\" Size=\"{SIZE}\">\
         <ofd:TextCode X=\"0\" Y=\"{}\" DeltaX=\"{}\">{text}</ofd:TextCode></ofd:TextObject>",
        100 + row,
        210.0 - x,
        SIZE * 0.88,
        deltas.trim_end(),
    )
    .unwrap();
}
