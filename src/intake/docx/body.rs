//! Reads paragraphs, tables and text boxes of a document.

use super::super::notes::{IntakeError, ReadingNote, note};
use super::super::plain::Plain;
use super::numbering::Numbering;
use super::styles::Styles;
use super::symbols::symbol;
use super::xml::{Child, Element};

/// Reads the text of one or more parts, with the numbers of paragraphs counted on.
#[derive(Debug, Default)]
pub(super) struct Reader<'a> {
    /// The styles.
    pub(super) styles: Styles,
    /// The lists.
    pub(super) numbering: Numbering,
    /// For each end of a section in a paragraph, whether the next section starts on a new page.
    pub(super) sections: std::vec::IntoIter<bool>,
    /// The ids of the footnotes (`f`) and endnotes (`e`), in the order of their marks.
    pub(super) references: Vec<(char, String)>,
    /// Text boxes of the current paragraph, read after it.
    boxes: Vec<&'a Element>,
    /// For each open field, whether its code is being read and not its result.
    fields: Vec<bool>,
    /// Whether the mark of the preceding paragraph was deleted, so that the next paragraph continues it.
    joined: bool,
    paragraph_hidden: bool,
    paragraph_struck: bool,
    insertions: usize,
    deleted: usize,
    inserted: usize,
    hidden: usize,
    struck: usize,
    comments: usize,
    pictures: usize,
    symbols: usize,
}

impl<'a> Reader<'a> {
    /// Adds the paragraphs and tables in `parent` to `plain`.
    pub(super) fn blocks(&mut self, parent: &'a Element, plain: &mut Plain) -> Result<(), IntakeError> {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, plain)?,
                "tbl" => {
                    plain.paragraph();
                    self.table(element, plain)?;
                    plain.paragraph();
                }
                "sdt" | "sdtContent" | "customXml" => self.blocks(element, plain)?,
                "ins" | "moveTo" => {
                    self.insertions += 1;
                    self.blocks(element, plain)?;
                    self.insertions -= 1;
                }
                "del" | "moveFrom" => self.deleted += length(element),
                _ => {}
            }
        }
        Ok(())
    }

    /// What there is to tell about the text.
    pub(super) fn notes(&self) -> Vec<ReadingNote> {
        let mut notes = Vec::new();
        note(&mut notes, ReadingNote::DeletedTextLeftOut, self.deleted);
        note(&mut notes, ReadingNote::InsertedTextKept, self.inserted);
        note(&mut notes, ReadingNote::HiddenTextLeftOut, self.hidden);
        note(&mut notes, ReadingNote::StruckTextKept, self.struck);
        note(&mut notes, ReadingNote::CommentsLeftOut, self.comments);
        note(&mut notes, ReadingNote::PicturesLeftOut, self.pictures);
        note(&mut notes, ReadingNote::SymbolsUnknown, self.symbols);
        notes.extend(self.numbering.notes());
        notes
    }

    fn paragraph(&mut self, element: &'a Element, plain: &mut Plain) -> Result<(), IntakeError> {
        let properties = element.child("pPr");
        let own_style = properties.and_then(|properties| properties.value("pStyle"));
        let style = own_style.or(self.styles.default_paragraph()).unwrap_or_default().to_owned();
        self.paragraph_hidden = self.styles.hidden(&style).unwrap_or_default();
        self.paragraph_struck = self.styles.struck(&style).unwrap_or_default();
        let mark_deleted = properties
            .and_then(|properties| properties.child("rPr"))
            .is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        let breaks_page = properties
            .and_then(|properties| properties.switch("pageBreakBefore"))
            .or_else(|| self.styles.breaks_page(&style));
        if breaks_page == Some(true) {
            plain.page();
        }
        if !self.joined {
            plain.paragraph();
            if !mark_deleted || has_text(element) {
                let number = self.number(properties, &style);
                plain.prefix(&number);
            }
        }
        self.joined = mark_deleted && (self.joined || has_text(element));
        self.inline(element, plain);
        if !self.joined {
            plain.end_item();
            plain.paragraph();
        }
        for text_box in std::mem::take(&mut self.boxes) {
            plain.paragraph();
            self.blocks(text_box, plain)?;
            plain.paragraph();
        }
        let ends_section = properties.is_some_and(|properties| properties.child("sectPr").is_some());
        if ends_section && self.sections.next() == Some(true) {
            plain.page();
        }
        Ok(())
    }

    /// The number of a paragraph: from its own list, or from that of its style. The list 0 means none.
    fn number(&mut self, properties: Option<&Element>, style: &str) -> String {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let own_level = own.and_then(|numbering| numbering.value("ilvl")?.trim().parse::<usize>().ok());
        let (list, level) = match own.and_then(|numbering| numbering.value("numId")) {
            Some(list) => (list, own_level),
            None => match self.styles.list(style) {
                Some((list, owner, level)) => {
                    let linked = self.numbering.level_of_style(list, style);
                    let linked = linked.or_else(|| self.numbering.level_of_style(list, owner));
                    (list, own_level.or(linked).or(level))
                }
                None => return String::new(),
            },
        };
        self.numbering.next(list, level.unwrap_or(0)).unwrap_or_default()
    }

    /// Reads the runs in a paragraph or in an element within one.
    fn inline(&mut self, parent: &'a Element, plain: &mut Plain) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => self.run(element, plain),
                "ins" | "moveTo" => {
                    self.insertions += 1;
                    self.inline(element, plain);
                    self.insertions -= 1;
                }
                "del" | "moveFrom" => self.deleted += length(element),
                // The last one is the text of a formula.
                "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir" | "bdo"
                | "oMath" | "oMathPara" | "rubyBase" | "e" | "num" | "den" | "sub" | "sup" | "f" | "sSub" | "sSup" => {
                    self.inline(element, plain);
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &'a Element, plain: &mut Plain) {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| properties.value("rStyle"));
        let hidden = properties
            .and_then(|properties| properties.switch("vanish"))
            .or_else(|| self.styles.hidden(style?))
            .unwrap_or(self.paragraph_hidden);
        if hidden {
            self.hidden += length(run);
            return;
        }
        let struck = properties
            .and_then(|properties| properties.switch("strike").or_else(|| properties.switch("dstrike")))
            .or_else(|| self.styles.struck(style?))
            .unwrap_or(self.paragraph_struck);
        for element in run.elements() {
            if self.fields.contains(&true) && !matches!(element.name.as_str(), "fldChar" | "lastRenderedPageBreak") {
                continue;
            }
            if element.name == "t" {
                let words = words(element);
                let count = visible(&words);
                self.struck += if struck { count } else { 0 };
                self.inserted += if self.insertions > 0 { count } else { 0 };
                plain.push(&words);
            } else {
                self.special(element, plain);
            }
        }
    }

    /// Reads what is in a run besides its text.
    fn special(&mut self, element: &'a Element, plain: &mut Plain) {
        match element.name.as_str() {
            "tab" | "ptab" => plain.push("\t"),
            "br" => match element.attribute("type") {
                Some("page") => plain.page(),
                Some(_) | None => plain.hard_break(),
            },
            "cr" => plain.hard_break(),
            "lastRenderedPageBreak" => plain.page(),
            "noBreakHyphen" => plain.push("-"),
            "sym" => {
                let (character, known) = symbol(element);
                self.symbols += usize::from(!known);
                plain.push(character.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.reference('f', element, plain),
            "endnoteReference" => self.reference('e', element, plain),
            "commentReference" => self.comments += 1,
            "delText" => self.deleted += visible(&element.text()),
            "fldChar" => self.field(element, plain),
            "ruby" => self.inline(element, plain),
            "drawing" | "pict" | "object" => {
                let before = self.boxes.len();
                text_boxes(element, &mut self.boxes);
                let mut pictures = Vec::new();
                element.descendants("blip", &mut pictures);
                element.descendants("imagedata", &mut pictures);
                self.pictures += if self.boxes.len() == before { pictures.len() } else { 0 };
            }
            _ => {}
        }
    }

    /// Adds the mark of a footnote or endnote.
    fn reference(&mut self, kind: char, element: &Element, plain: &mut Plain) {
        let Some(id) = element.attribute("id") else { return };
        self.references.push((kind, id.to_owned()));
        plain.push(&format!("[{}]", self.references.len()));
    }

    fn field(&mut self, element: &Element, plain: &mut Plain) {
        match element.attribute("fldCharType") {
            Some("begin") => {
                if let Some(check_box) = element.child("ffData").and_then(|data| data.child("checkBox")) {
                    let checked = check_box.switch("checked").or_else(|| check_box.switch("default"));
                    plain.push(if checked == Some(true) { "☑" } else { "☐" });
                }
                self.fields.push(true);
            }
            Some("separate") => {
                if let Some(in_code) = self.fields.last_mut() {
                    *in_code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            Some(_) | None => {}
        }
    }

    /// Reads a table. A row with one cell is read like running text, because whole pages are laid out in such cells.
    fn table(&mut self, table: &'a Element, plain: &mut Plain) -> Result<(), IntakeError> {
        let mut rows = Vec::new();
        parts(table, "tr", &mut rows);
        for row in rows {
            if row.child("trPr").is_some_and(|properties| properties.child("del").is_some()) {
                self.deleted += length(row);
                continue;
            }
            let mut cells = Vec::new();
            parts(row, "tc", &mut cells);
            if let [cell] = cells.as_slice() {
                self.blocks(cell, plain)?;
                continue;
            }
            let mut texts = Vec::with_capacity(cells.len());
            for cell in cells {
                let mut inner = Plain::cell();
                self.blocks(cell, &mut inner)?;
                texts.push(inner.finish()?);
            }
            plain.row(&texts);
        }
        Ok(())
    }
}

/// The rows of a table or the cells of a row, also those in content controls.
fn parts<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        if element.name == name {
            found.push(element);
        } else if matches!(element.name.as_str(), "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") {
            parts(element, name, found);
        }
    }
}

/// The outermost text boxes in a drawing.
fn text_boxes<'a>(parent: &'a Element, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        if element.name == "txbxContent" {
            found.push(element);
        } else {
            text_boxes(element, found);
        }
    }
}

/// The text of a `t` element. Without `xml:space="preserve"`, white space at its ends has no meaning.
fn words(element: &Element) -> String {
    let text = element.text().replace(['\n', '\r', '\u{c}'], " ").replace('\u{ad}', "");
    if element.attribute("space") == Some("preserve") {
        text
    } else {
        text.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned()
    }
}

/// Whether a paragraph has text that is not deleted.
fn has_text(element: &Element) -> bool {
    let mut texts = Vec::new();
    element.descendants("t", &mut texts);
    texts.iter().any(|text| !text.children.is_empty())
}

fn visible(words: &str) -> usize {
    words.chars().filter(|c| !c.is_whitespace()).count()
}

/// The number of characters in an element.
fn length(element: &Element) -> usize {
    let mut count = 0;
    for child in &element.children {
        if let Child::Element(element) = child {
            count += match element.name.as_str() {
                "t" | "delText" => visible(&element.text()),
                _ => length(element),
            };
        }
    }
    count
}
