//! Files of word processors with the text of a license, to be read back.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespace of `WordprocessingML`.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The mark of a new page.
const PAGE: char = '\u{c}';

/// The forms of numbers that are written as automatic numbering: the definition and level in `numbering.xml`, the
/// characters before and behind the numeral.
const FORMS: [(usize, usize, &str, &str); 4] =
    [(0, 0, "", "、"), (0, 1, "（", "）"), (1, 1, "(", ") "), (2, 1, "(", ")")];

/// A DOCX file with a paragraph for each block of lines of `text`. Numbers at the start of a paragraph (`一、`, `（一）`) are
/// automatic; form feeds are page breaks.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let mut lists = Lists::default();
    let mut body = String::new();
    for paragraph in paragraphs(text) {
        let (breaks, words) = match paragraph.strip_prefix(PAGE) {
            Some(words) => (true, words),
            None => (false, paragraph),
        };
        let (properties, words) = lists.take(words);
        let mut runs = String::new();
        if breaks {
            runs.push_str("<w:r><w:br w:type=\"page\"/></w:r>");
        }
        for (at, line) in words.split('\n').enumerate() {
            let (mark, line) = match line.strip_prefix(PAGE) {
                Some(rest) => ("<w:br w:type=\"page\"/>", rest),
                None if at > 0 => ("<w:br/>", line),
                None => ("", line),
            };
            write!(runs, "<w:r>{mark}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(line)).unwrap();
        }
        write!(body, "<w:p>{properties}{runs}</w:p>").unwrap();
    }
    let document = format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    container(&[("word/document.xml", &document), ("word/numbering.xml", &lists.numbering())])
}

/// A DOCX container with these parts of the main document, each related by the end of its name.
pub(crate) fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let content = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut relations = String::new();
    let mut types = String::new();
    for (path, _) in parts {
        let name = path.trim_start_matches("word/").trim_end_matches(".xml");
        let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let full = if kind == "document" { "document.main" } else { kind };
        write!(types, "<Override PartName=\"/{path}\" ContentType=\"{content}.{full}+xml\"/>").unwrap();
        if kind != "document" {
            write!(relations, "<Relationship Id=\"{name}\" Type=\"{office}/{kind}\" Target=\"{name}.xml\"/>").unwrap();
        }
    }
    let list = |inner: &str| format!("<Relationships xmlns=\"{package}/relationships\">{inner}</Relationships>");
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
        ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{types}</Types>"
    );
    let root = list(&format!("<Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/>"));
    let relations = list(&relations);
    let own =
        [("[Content_Types].xml", &*types), ("_rels/.rels", &*root), ("word/_rels/document.xml.rels", &*relations)];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, xml) in own.iter().chain(parts) {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        write!(zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{xml}").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An RTF file in code page 936. Characters outside of it, and every seventh one, are written as `\u`.
pub(crate) fn rtf(text: &str) -> Vec<u8> {
    let mut rtf =
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\\uc1\\pard\\f0\n".to_owned();
    for (at, paragraph) in paragraphs(text).enumerate() {
        rtf.push_str(if at > 0 { "\\par\n" } else { "" });
        for (at, line) in paragraph.split('\n').enumerate() {
            let (mark, line) = match line.strip_prefix(PAGE) {
                Some(rest) => ("\\page ", rest),
                None if at > 0 => ("\\line ", line),
                None => ("", line),
            };
            rtf.push_str(mark);
            for (at, character) in line.chars().enumerate() {
                rtf_character(character, at % 7 == 6, &mut rtf);
            }
        }
    }
    rtf.push_str("\\par}");
    rtf.into_bytes()
}

/// An HTML file in UTF-8.
pub(crate) fn html(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for paragraph in paragraphs(text) {
        let (open, words) = match paragraph.strip_prefix(PAGE) {
            Some(words) => ("<p style=\"page-break-before: always\">", words),
            None => ("<p>", paragraph),
        };
        let lines = escaped(words)
            .replace("\n\u{c}", "<span style=\"page-break-before: always\"></span>")
            .replace('\n', "<br>\n");
        writeln!(body, "{open}{lines}</p>").unwrap();
    }
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>x</title></head><body>\n{body}</body></html>")
        .into_bytes()
}

/// The blocks of lines between blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.trim().is_empty())
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rtf_character(character: char, as_unicode: bool, rtf: &mut String) {
    if matches!(character, '\\' | '{' | '}') {
        rtf.push('\\');
        rtf.push(character);
        return;
    }
    if character.is_ascii() {
        rtf.push(character);
        return;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    if unknown || as_unicode {
        let mut units = [0; 2];
        for unit in character.encode_utf16(&mut units) {
            write!(rtf, "\\u{}?", unit.cast_signed()).unwrap();
        }
        return;
    }
    for byte in bytes.iter() {
        write!(rtf, "\\'{byte:02x}").unwrap();
    }
}

/// The automatic numbers written so far.
#[derive(Default)]
struct Lists {
    /// The last number of each form.
    last: [u32; FORMS.len()],
    /// Lists besides the first three, which start with a number of their own: definition, level, number.
    restarts: Vec<(usize, usize, u32)>,
    /// The id of the list that each form uses.
    ids: [Option<usize>; FORMS.len()],
}

impl Lists {
    /// Takes the number from the start of a paragraph. Returns the properties that restore it, and the rest.
    fn take<'a>(&mut self, words: &'a str) -> (String, &'a str) {
        let found = FORMS.iter().enumerate().find_map(|(form, (.., before, behind))| {
            let rest = words.strip_prefix(before)?;
            let length = rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
            let (numeral, rest) = rest.split_at_checked(length)?;
            Some((form, value(numeral)?, rest.strip_prefix(behind)?))
        });
        let Some((form, number, rest)) = found else { return (String::new(), words) };
        let (definition, level, ..) = FORMS[form];
        let mut id = self.ids[form].unwrap_or(definition + 1);
        if number != self.last[form] + 1 {
            self.restarts.push((definition, level, number));
            id = FORMS.len() + self.restarts.len();
            self.ids[form] = Some(id);
        }
        self.last[form] = number;
        if form == 0 {
            self.last[1] = 0;
        }
        let list = format!("<w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/>");
        (format!("<w:pPr><w:numPr>{list}</w:numPr></w:pPr>"), rest)
    }

    /// The part `numbering.xml`.
    fn numbering(&self) -> String {
        let mut xml = format!("<w:numbering xmlns:w=\"{MAIN}\">");
        for definition in 0..3 {
            write!(xml, "<w:abstractNum w:abstractNumId=\"{definition}\">").unwrap();
            for (own, level, before, behind) in FORMS {
                if own == definition {
                    let format = if level == 0 { "chineseCounting" } else { "chineseCountingThousand" };
                    let suffix = if behind.ends_with(' ') { "space" } else { "nothing" };
                    let pattern = format!("{before}%{}{}", level + 1, behind.trim_end());
                    write!(
                        xml,
                        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                        <w:suff w:val=\"{suffix}\"/><w:lvlText w:val=\"{pattern}\"/></w:lvl>"
                    )
                    .unwrap();
                }
            }
            xml.push_str("</w:abstractNum>");
        }
        for definition in 0..3 {
            let id = definition + 1;
            write!(xml, "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/></w:num>").unwrap();
        }
        for (at, (definition, level, number)) in self.restarts.iter().enumerate() {
            let id = FORMS.len() + at + 1;
            let start =
                format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{number}\"/></w:lvlOverride>");
            write!(xml, "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{start}</w:num>").unwrap();
        }
        xml.push_str("</w:numbering>");
        xml
    }
}

/// The value of a Chinese numeral up to 99.
fn value(numeral: &str) -> Option<u32> {
    let digit = |words: &str| {
        let mut characters = words.chars();
        let at = "一二三四五六七八九".chars().position(|c| Some(c) == characters.clone().next())?;
        characters.next();
        characters.next().is_none().then(|| u32::try_from(at + 1).ok()).flatten()
    };
    match numeral.split_once('十') {
        None => digit(numeral),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let units = if units.is_empty() { 0 } else { digit(units)? };
            Some(tens * 10 + units)
        }
    }
}
