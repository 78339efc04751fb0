//! Reads a file of any supported format.

use super::layout::{PlacedGlyph, compose};
use super::notes::{IntakeError, ReadingNote};
use super::ocr::{OcrError, Reader};
use super::ofd::{self, OfdError};
use super::page::ReadPage;
use super::pdf::{self, PageText, PdfError};
use super::{TextRead, docx, encoding, html, markdown, picture, rtf};
use crate::limits::{LICENSE_TEXT, SCAN_FILE, SCAN_PAGES};
use crate::progress::Progress;
use std::sync::Arc;

/// The resolution at which pages without a text layer are drawn, in pixels per inch.
const DPI: f32 = 200.0;
/// A text layer that shares fewer of its pairs of characters with the picture of its page, per mille, is read again.
const SAME: usize = 900;

/// The format of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// RTF.
    Rtf,
    /// DOCX.
    Docx,
    /// PDF.
    Pdf,
    /// OFD.
    Ofd,
    /// A picture.
    Picture,
}

impl SourceFormat {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "TXT",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Rtf => "RTF",
            Self::Docx => "DOCX",
            Self::Pdf => "PDF",
            Self::Ofd => "OFD",
            Self::Picture => "picture",
        }
    }

    /// Whether the file has pages that can be shown beside the text.
    #[must_use]
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Ofd | Self::Picture)
    }

    /// The format of a file, by its first bytes or, for kinds of text, by the ending of its name.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        if bytes.starts_with(b"%PDF-")
            || bytes.get(..1024.min(bytes.len())).is_some_and(|head| contains(head, b"%PDF-"))
        {
            return Self::Pdf;
        }
        if bytes.starts_with(b"{\\rtf") {
            return Self::Rtf;
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let is_ofd = ending == "ofd" || contains(bytes, b"OFD.xml");
            return if is_ofd { Self::Ofd } else { Self::Docx };
        }
        // The container of encrypted DOCX files and of the old Word format.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Self::Docx;
        }
        if image::guess_format(bytes).is_ok() {
            return Self::Picture;
        }
        let head: String =
            String::from_utf8_lossy(bytes.get(..512.min(bytes.len())).unwrap_or_default()).to_lowercase();
        let start = head.trim_start_matches('\u{feff}').trim_start();
        match ending.as_str() {
            "md" | "markdown" => Self::Markdown,
            "htm" | "html" | "xhtml" | "mht" => Self::Html,
            _ if start.starts_with("<!doctype html") || start.starts_with("<html") || has_tags(start) => Self::Html,
            _ => Self::Text,
        }
    }
}

/// Whether a text starts with an element of HTML and has several of them.
fn has_tags(start: &str) -> bool {
    let tags = ["<p", "<div", "<br", "<td", "<tr", "<h1", "<h2", "<li", "<span", "</"];
    start.starts_with('<') && tags.iter().map(|tag| start.matches(tag).count()).sum::<usize>() >= 4
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

/// How the text of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBy {
    /// The file contains it.
    Layer,
    /// It was recognized in the picture of the page.
    Recognized,
    /// The page has no text.
    Nothing,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The text. A form feed marks a page break of the file.
    pub text: String,
    /// The format.
    pub format: SourceFormat,
    /// The places of the characters on the pages of the file, in the order of the text; empty for files without pages.
    pub places: Vec<PlacedGlyph>,
    /// How the text of each page was found; empty for files without pages.
    pub pages: Vec<PageBy>,
    /// What the reader of the text should know.
    pub notes: Vec<ReadingNote>,
}

/// Reads the file `name`. The unit of `progress` is a page; `chinese` is the font for PDFs without embedded fonts.
///
/// # Errors
/// If the file is damaged, encrypted or too large, is no text, or reading was canceled.
pub fn read(
    name: &str,
    bytes: &Arc<Vec<u8>>,
    chinese: &'static [u8],
    progress: &Progress,
) -> Result<Reading, IntakeError> {
    read_up_to(name, bytes, chinese, progress, usize::MAX)
}

/// Like [`read`], but recognizes the first page only: further pages without text of their own stay empty.
///
/// # Errors
/// As for [`read`].
pub fn read_beginning(
    name: &str,
    bytes: &Arc<Vec<u8>>,
    chinese: &'static [u8],
    progress: &Progress,
) -> Result<Reading, IntakeError> {
    read_up_to(name, bytes, chinese, progress, 1)
}

fn read_up_to(
    name: &str,
    bytes: &Arc<Vec<u8>>,
    chinese: &'static [u8],
    progress: &Progress,
    left: usize,
) -> Result<Reading, IntakeError> {
    progress.check().map_err(|_| IntakeError::Canceled)?;
    let format = SourceFormat::of(name, bytes);
    if format.has_pages() {
        SCAN_FILE.check(bytes.len())?;
    } else if !matches!(format, SourceFormat::Docx | SourceFormat::Rtf) {
        LICENSE_TEXT.check(bytes.len())?;
    }
    match format {
        SourceFormat::Text => plain(bytes),
        SourceFormat::Markdown => Ok(of_text(format, markdown::read(bytes)?)),
        SourceFormat::Html => Ok(of_text(format, html::read(bytes)?)),
        SourceFormat::Rtf => Ok(of_text(format, rtf::read(bytes)?)),
        SourceFormat::Docx => {
            SCAN_FILE.check(bytes.len())?;
            Ok(of_text(format, docx::read(bytes)?))
        }
        SourceFormat::Pdf => Pages { progress, chinese, left, reader: None, notes: Vec::new() }.pdf(bytes),
        SourceFormat::Ofd => Pages { progress, chinese, left, reader: None, notes: Vec::new() }.ofd(bytes),
        SourceFormat::Picture => Pages { progress, chinese, left, reader: None, notes: Vec::new() }.picture(bytes),
    }
}

fn of_text(format: SourceFormat, read: TextRead) -> Reading {
    Reading { text: read.text, format, places: Vec::new(), pages: Vec::new(), notes: read.notes }
}

/// A plain text, with its own line ends; one with the marks of Markdown without them.
fn plain(bytes: &[u8]) -> Result<Reading, IntakeError> {
    let decoded = encoding::decode(bytes)?;
    let notes = decoded.notes();
    if markdown::looks_like_markdown(&decoded.text) {
        let mut read = markdown::read_text(&decoded.text)?;
        read.notes.splice(0..0, notes);
        return Ok(of_text(SourceFormat::Markdown, read));
    }
    Ok(of_text(SourceFormat::Text, TextRead { text: decoded.text, notes }))
}

/// Reads files with pages.
struct Pages<'a> {
    progress: &'a Progress,
    chinese: &'static [u8],
    /// The number of pages that may still be recognized.
    left: usize,
    /// The reader of pictures, once it is needed.
    reader: Option<Reader>,
    notes: Vec<ReadingNote>,
}

impl Pages<'_> {
    fn pdf(mut self, bytes: &Arc<Vec<u8>>) -> Result<Reading, IntakeError> {
        let read = pdf::read(Arc::clone(bytes), self.progress)?;
        self.progress.set_total_of([u64::try_from(read.pages.len()).unwrap_or(u64::MAX)]);
        let (mut pages, mut by) = (Vec::new(), Vec::new());
        for (i, found) in read.pages.into_iter().enumerate() {
            self.progress.check().map_err(|_| IntakeError::Canceled)?;
            let (page, how) = match found.kind {
                PageText::Layer if found.invisible && self.left > 0 => self.checked(bytes, i, found.page)?,
                PageText::Layer => (found.page, PageBy::Layer),
                PageText::Empty => (found.page, PageBy::Nothing),
                PageText::Picture | PageText::Outlines | PageText::Garbled => {
                    (self.recognized(bytes, i)?, PageBy::Recognized)
                }
            };
            if found.slanted > 0 && how == PageBy::Layer {
                self.notes.push(ReadingNote::SlantedTextLeftOut(found.slanted));
            }
            pages.push(page);
            by.push(how);
            self.progress.advance(1);
        }
        Ok(self.reading(SourceFormat::Pdf, &pages, by))
    }

    /// The text that a scanner has put behind a picture, unless the picture says something else.
    fn checked(&mut self, bytes: &Arc<Vec<u8>>, i: usize, layer: ReadPage) -> Result<(ReadPage, PageBy), IntakeError> {
        let seen = self.recognized(bytes, i)?;
        if is_same(&layer, &seen) {
            return Ok((layer, PageBy::Layer));
        }
        self.notes.push(ReadingNote::LayerReadAgain(i + 1));
        Ok((seen, PageBy::Recognized))
    }

    fn recognized(&mut self, bytes: &Arc<Vec<u8>>, i: usize) -> Result<ReadPage, IntakeError> {
        if self.left == 0 {
            return Ok(ReadPage::default());
        }
        let picture = pdf::picture(Arc::clone(bytes), i, DPI, self.chinese)?;
        self.ocr(&picture)
    }

    fn ocr(&mut self, picture: &image::RgbImage) -> Result<ReadPage, IntakeError> {
        if self.left == 0 {
            return Ok(ReadPage::default());
        }
        self.left -= 1;
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => Reader::load()?,
        };
        let page = reader.read(picture, self.progress)?;
        self.reader = Some(reader);
        Ok(page)
    }

    fn ofd(mut self, bytes: &[u8]) -> Result<Reading, IntakeError> {
        let read = ofd::read(bytes, self.progress)?;
        self.progress.set_total_of([u64::try_from(read.pages.len()).unwrap_or(u64::MAX)]);
        let (mut pages, mut by) = (Vec::new(), Vec::new());
        for found in read.pages {
            self.progress.check().map_err(|_| IntakeError::Canceled)?;
            if let Some(encoded) = found.picture {
                let picture = picture::decode(&encoded)?;
                pages.push(self.ocr(&picture)?);
                by.push(PageBy::Recognized);
            } else {
                by.push(if found.page.lines.is_empty() { PageBy::Nothing } else { PageBy::Layer });
                pages.push(found.page);
            }
            self.progress.advance(1);
        }
        if read.ignored > 0 {
            self.notes.push(ReadingNote::SealsNotRead(read.ignored));
        }
        Ok(self.reading(SourceFormat::Ofd, &pages, by))
    }

    fn picture(mut self, bytes: &[u8]) -> Result<Reading, IntakeError> {
        self.progress.set_total(1);
        let picture = picture::decode(bytes)?;
        let page = self.ocr(&picture)?;
        self.progress.advance(1);
        let by = if page.lines.is_empty() { PageBy::Nothing } else { PageBy::Recognized };
        Ok(self.reading(SourceFormat::Picture, &[page], vec![by]))
    }

    fn reading(mut self, format: SourceFormat, pages: &[ReadPage], by: Vec<PageBy>) -> Reading {
        let composed = compose(pages);
        let empty = by.iter().filter(|by| **by == PageBy::Nothing).count();
        if empty > 0 {
            self.notes.push(ReadingNote::PagesWithoutText(empty));
        }
        let recognized = by.iter().filter(|by| **by == PageBy::Recognized).count();
        if recognized > 0 {
            self.notes.push(ReadingNote::PagesRecognized(recognized));
        }
        Reading { text: composed.text, format, places: composed.places, pages: by, notes: self.notes }
    }
}

/// Whether two readings of a page have nearly the same pairs of characters.
fn is_same(layer: &ReadPage, seen: &ReadPage) -> bool {
    let (layer, seen) = (pairs(layer), pairs(seen));
    if layer.is_empty() || seen.is_empty() {
        return layer.is_empty() == seen.is_empty();
    }
    let common = layer.iter().filter(|pair| seen.binary_search(pair).is_ok()).count();
    common * 1000 >= SAME * layer.len() && layer.len() * 1000 >= SAME * seen.len()
}

/// The pairs of neighboring characters of a page, sorted.
fn pairs(page: &ReadPage) -> Vec<(char, char)> {
    let mut found: Vec<(char, char)> = Vec::new();
    for line in &page.lines {
        let han: Vec<char> = line.glyphs.iter().map(|g| g.character).filter(|c| c.is_alphanumeric()).collect();
        found.extend(han.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
    }
    found.sort_unstable();
    found
}

impl From<PdfError> for IntakeError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::Encrypted => Self::Encrypted,
            PdfError::Damaged | PdfError::NoPage(_) => Self::Damaged { format: "PDF", reason: error.to_string() },
            PdfError::TooManyPages(found) => too_many_pages(found),
            PdfError::Canceled(_) => Self::Canceled,
        }
    }
}

impl From<OfdError> for IntakeError {
    fn from(error: OfdError) -> Self {
        match error {
            OfdError::Encrypted => Self::Encrypted,
            OfdError::Damaged => Self::Damaged { format: "OFD", reason: error.to_string() },
            OfdError::TooLarge => Self::TooLarge(SCAN_FILE.exceeded()),
            OfdError::TooManyPages(found) => too_many_pages(found),
            OfdError::Canceled(_) => Self::Canceled,
        }
    }
}

impl From<OcrError> for IntakeError {
    fn from(error: OcrError) -> Self {
        match error {
            OcrError::Canceled(_) => Self::Canceled,
            OcrError::Empty => Self::Damaged { format: "picture", reason: error.to_string() },
            OcrError::Model(reason) => Self::Recognition(reason),
        }
    }
}

fn too_many_pages(found: usize) -> IntakeError {
    match SCAN_PAGES.check(found) {
        Err(exceeded) => IntakeError::TooLarge(exceeded),
        Ok(()) => IntakeError::TooLarge(SCAN_PAGES.exceeded()),
    }
}
