//! Reads a document of Word (DOCX): the text that a person sees, with automatic numbers.

mod body;
mod numbering;
mod styles;
mod symbols;
mod xml;

use super::encoding::decode;
use super::notes::{IntakeError, ReadingNote, TextRead, note};
use super::plain::Plain;
use crate::limits::LICENSE_TEXT;
use body::Reader;
use memchr::memmem;
use numbering::Numbering;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use styles::Styles;
use xml::Element;
use zip::ZipArchive;
use zip::result::ZipError;

/// The name of the format in messages.
const FORMAT: &str = "DOCX";

/// The first bytes of an OLE container, in which Word stores its old format and protected documents.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads a DOCX file.
pub(super) fn read(bytes: &[u8]) -> Result<TextRead, IntakeError> {
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    let mut container = Container::open(bytes)?;
    let main = container.main()?;
    let document = container.part(&main)?.ok_or_else(|| damaged("the text is missing"))?;
    let relations = container.relations(&main)?;
    let headers = headers(&document, &relations, &mut container)?;
    let notes = Notes {
        footnotes: container.related(&relations, "/footnotes")?,
        endnotes: container.related(&relations, "/endnotes")?,
    };
    let mut reader = Reader::default();
    reader.sections = section_breaks(&document).into_iter();
    if let Some(styles) = container.related(&relations, "/styles")? {
        reader.styles = Styles::parse(&styles);
    }
    if let Some(numbering) = container.related(&relations, "/numbering")? {
        reader.numbering = Numbering::parse(&numbering);
    }
    compose(reader, &document, &headers, &notes)
}

/// The parts with footnotes and endnotes.
struct Notes {
    footnotes: Option<Element>,
    endnotes: Option<Element>,
}

/// Joins the parts: the body, then footnotes; headers and footers only if they alone have the number of the license.
fn compose<'a>(
    mut reader: Reader<'a>,
    document: &'a Element,
    headers: &'a [Element],
    sources: &'a Notes,
) -> Result<TextRead, IntakeError> {
    let mut plain = Plain::default();
    if let Some(body) = document.child("body") {
        reader.blocks(body, &mut plain)?;
    }
    let count = reader.references.len();
    for (at, (kind, id)) in reader.references.clone().iter().enumerate() {
        let source = if *kind == 'f' { &sources.footnotes } else { &sources.endnotes };
        let found = source.as_ref().and_then(|part| part.elements().find(|note| note.attribute("id") == Some(id)));
        let mut inner = Plain::default();
        if let Some(found) = found {
            reader.blocks(found, &mut inner)?;
        }
        plain.paragraph();
        plain.push(&format!("[{}] {}", at + 1, inner.finish()?.trim()));
    }
    let mut text = plain.finish()?;
    let mut notes = reader.notes();
    note(&mut notes, ReadingNote::FootnotesAppended, count);
    let mut running: Vec<String> = Vec::new();
    for header in headers {
        let mut inner = Plain::default();
        reader.blocks(header, &mut inner)?;
        let words = inner.finish()?;
        if !words.is_empty() && !running.contains(&words) {
            running.push(words);
        }
    }
    let number = |words: &String| words.contains("许可证编号");
    if !number(&text) && running.iter().any(number) {
        let added: Vec<&str> = running.iter().filter(|words| number(words)).map(String::as_str).collect();
        text.insert_str(0, &format!("{}\n", added.join("\n")));
        running.retain(|words| !number(words));
        notes.push(ReadingNote::HeadersAdded);
    }
    let left_out = running.iter().flat_map(|words| words.chars()).filter(|c| !c.is_whitespace()).count();
    note(&mut notes, ReadingNote::HeadersLeftOut, left_out);
    LICENSE_TEXT.check(text.len())?;
    Ok(TextRead { text, notes })
}

/// For each end of a section but the last one, whether the next section starts on a new page.
fn section_breaks(document: &Element) -> Vec<bool> {
    let mut sections = Vec::new();
    document.descendants("sectPr", &mut sections);
    let starts = sections.iter().skip(1);
    starts.map(|section| !matches!(section.value("type"), Some("continuous" | "nextColumn"))).collect()
}

/// The headers and footers that the sections use.
fn headers(document: &Element, relations: &Relations, container: &mut Container) -> Result<Vec<Element>, IntakeError> {
    let mut references = Vec::new();
    document.descendants("headerReference", &mut references);
    document.descendants("footerReference", &mut references);
    let mut ids: Vec<&str> = references.iter().filter_map(|reference| reference.attribute("id")).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut headers = Vec::new();
    for id in ids.into_iter().take(MOST_HEADERS) {
        if let Some((_, target)) = relations.get(id) {
            headers.extend(container.part(target)?);
        }
    }
    Ok(headers)
}

/// The most headers and footers that are read.
const MOST_HEADERS: usize = 16;

/// For each id, the type of a related part and its path in the container.
type Relations = HashMap<String, (String, String)>;

/// The ZIP container.
struct Container<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The bytes of all parts read so far, unpacked; together they are limited like a single text.
    unpacked: u64,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, IntakeError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_error(&error))?;
        Ok(Self { zip, unpacked: 0 })
    }

    /// The path of the part with the text.
    fn main(&mut self) -> Result<String, IntakeError> {
        let relations = self.relations("")?;
        let found = relations.into_values().find(|(kind, _)| kind.ends_with("/officeDocument"));
        Ok(found.map_or_else(|| "word/document.xml".to_owned(), |(_, target)| target))
    }

    /// The parts that a part refers to.
    fn relations(&mut self, part: &str) -> Result<Relations, IntakeError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(root) = self.part(&format!("{prefix}_rels/{name}.rels"))? else { return Ok(Relations::new()) };
        let relation = |element: &Element| {
            let target = element.attribute("Target")?;
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{prefix}{target}"),
            };
            Some((element.attribute("Id")?.to_owned(), (element.attribute("Type")?.to_owned(), path)))
        };
        Ok(root.elements().filter_map(relation).collect())
    }

    /// The related part whose type has that end.
    fn related(&mut self, relations: &Relations, kind: &str) -> Result<Option<Element>, IntakeError> {
        match relations.values().find(|(own, _)| own.ends_with(kind)) {
            Some((_, target)) => self.part(target),
            None => Ok(None),
        }
    }

    /// A part, or `None` if the container has none of that path.
    fn part(&mut self, path: &str) -> Result<Option<Element>, IntakeError> {
        let file = match self.zip.by_name(path) {
            Err(ZipError::FileNotFound) => return Ok(None),
            found => found.map_err(|error| zip_error(&error))?,
        };
        let mut bytes = Vec::new();
        let most = LICENSE_TEXT.max.saturating_sub(self.unpacked);
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(format!("{path}: {error}")))?;
        if bytes.len() as u64 > most {
            return Err(LICENSE_TEXT.exceeded().into());
        }
        self.unpacked += bytes.len() as u64;
        let decoded = decode(&bytes).map_err(|_| damaged(format!("{path} is not text")))?;
        Ok(Some(xml::parse(&decoded.text)?))
    }
}

fn damaged(reason: impl Into<String>) -> IntakeError {
    IntakeError::Damaged { format: FORMAT, reason: reason.into() }
}

fn zip_error(error: &ZipError) -> IntakeError {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return IntakeError::Encrypted;
    }
    damaged(error.to_string())
}

/// What an OLE container is, by the names of its streams.
fn ole(bytes: &[u8]) -> IntakeError {
    let has = |name: &str| {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &utf16).is_some()
    };
    if has("EncryptedPackage") {
        IntakeError::Encrypted
    } else if has("WordDocument") {
        IntakeError::OldWord
    } else {
        damaged("an OLE container without a document of Word")
    }
}

#[cfg(test)]
mod tests;
