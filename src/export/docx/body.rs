//! Writes the blocks of a document as `WordprocessingML`.

use super::super::document::{
    Bar, Block, Card, Document, DocumentSection, Grid, GridCell, GridColumn, GridRow, Heading, Item, Ring, Tone,
    columns,
};
use super::super::xml::escape;
use super::styles::{ACCENT, MUTED, PANEL};
use super::xml::{paragraph, run};

/// The width between the margins of A4, in twentieths of a point.
const WIDTH: usize = 9864;
/// The width of one column of small type, in twentieths of a point; `PADDING` is the space around a cell.
const COLUMN: usize = 86;
const PADDING: usize = 160;
/// The maximum width of a column without a weight, in twentieths of a point.
const MAX_COLUMN: usize = 2200;

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The main document part.
pub(super) fn main(document: &Document) -> String {
    let headings =
        document.blocks.iter().filter_map(|block| if let Block::Heading(h) = block { Some(h) } else { None });
    let mut writer = Body { out: String::new(), bookmarks: 0, headings: headings.collect(), breaks: false };
    writer.out += &paragraph("Title", "", &run(&document.title, ""));
    writer.out += &paragraph("Subtitle", "", &run(&document.subject.join("　"), ""));
    for block in &document.blocks {
        writer.block(block);
    }
    format!(
        "{OPEN}<w:document {SPACE}><w:body>{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"first\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1021\" w:bottom=\"1021\" w:left=\"1021\" \
         w:header=\"567\" w:footer=\"510\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        writer.out
    )
}

/// The page header of all pages but the first.
pub(super) fn header(document: &Document) -> String {
    let [left, right] = &document.header;
    let runs = format!("{}<w:r><w:tab/></w:r>{}", run(left, ""), run(right, ""));
    format!("{OPEN}<w:hdr {SPACE}>{}</w:hdr>", paragraph("Header", "", &runs))
}

/// The page footer, with the page number.
pub(super) fn footer(document: &Document) -> String {
    let [before, between, after] = &document.page_words;
    let runs = format!(
        "{}<w:r><w:tab/></w:r>{}{}{}{}{}",
        run(&document.footer, ""),
        run(before, ""),
        field("PAGE"),
        run(between, ""),
        field("NUMPAGES"),
        run(after, ""),
    );
    format!("{OPEN}<w:ftr {SPACE}>{}</w:ftr>", paragraph("Footer", "", &runs))
}

fn field(name: &str) -> String {
    format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
}

/// The text color and the background color of a tone.
fn colors(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Plain | Tone::Strong => ("1F2328", "FFFFFF"),
        Tone::Muted => (MUTED, "FFFFFF"),
        Tone::Late | Tone::NotMet => ("9C2F26", "F9E3E1"),
        Tone::NotStarted => ("5D594F", "EFECE4"),
        Tone::InProgress => ("7D5A10", "FAF0D9"),
        Tone::Met => ("2B6A46", "E3F1E8"),
        Tone::NotApplicable => ("4A4363", "E9E6F1"),
    }
}

/// The run properties of a tone.
fn toned(tone: Tone) -> String {
    let (ink, ground) = colors(tone);
    match tone {
        Tone::Plain => String::new(),
        Tone::Muted => format!("<w:color w:val=\"{ink}\"/>"),
        Tone::Strong => "<w:b/>".to_owned(),
        Tone::Late => format!("<w:b/><w:color w:val=\"{ink}\"/>"),
        Tone::NotStarted | Tone::InProgress | Tone::Met | Tone::NotMet | Tone::NotApplicable => {
            format!("<w:b/><w:color w:val=\"{ink}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{ground}\"/>")
        }
    }
}

struct Body<'a> {
    out: String,
    bookmarks: usize,
    headings: Vec<&'a Heading>,
    /// Whether the next heading begins a page.
    breaks: bool,
}

impl Body<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph { text, tone } => {
                let style = match tone {
                    Tone::Muted => "Aside",
                    Tone::Strong | Tone::Late => "Lead",
                    Tone::Plain
                    | Tone::NotStarted
                    | Tone::InProgress
                    | Tone::Met
                    | Tone::NotMet
                    | Tone::NotApplicable => "Normal",
                };
                self.out += &paragraph(style, "", &run(text, &toned(*tone)));
            }
            Block::Quote { caption, text } => {
                self.out += &paragraph("Aside", "<w:keepNext/>", &run(caption, ""));
                // A short quotation stays on the page of the text about it.
                let keep = if text.chars().count() < 1200 { "<w:keepNext/>" } else { "" };
                self.out += &paragraph("Quote", keep, &run(text, ""));
            }
            Block::Fields { items } => self.fields(items, "FFFFFF", ""),
            Block::Table(grid) => self.table(grid),
            Block::Card(card) => self.card(card),
            Block::Ring(ring) => self.ring(ring),
            Block::Bars { bars, .. } => self.bars(bars),
            // Word cannot draw the chart; its numbers are in a table of their own.
            Block::Layers(layers) => self.out += &paragraph("Normal", "", &run(&layers.text, "")),
            Block::Contents { title, depth } => self.contents(title, *depth),
            // A paragraph of its own would give an empty page if the page before is full.
            Block::PageBreak => self.breaks = true,
            Block::Signature { lines } => self.signature(lines),
        }
    }

    /// Makes `runs` the target of links to `anchor`.
    fn marked(&mut self, anchor: &str, runs: &str) -> String {
        if anchor.is_empty() {
            return runs.to_owned();
        }
        self.bookmarks += 1;
        let (id, name) = (self.bookmarks, bookmark(anchor));
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{id}\"/>")
    }

    fn heading(&mut self, heading: &Heading) {
        let aside = if heading.aside.is_empty() {
            String::new()
        } else {
            let properties = format!("<w:b w:val=\"0\"/><w:color w:val=\"{MUTED}\"/><w:sz w:val=\"16\"/>");
            run(&format!("　{}", heading.aside), &properties)
        };
        let runs = self.marked(&heading.anchor, &run(&heading.text, ""));
        let breaks = if std::mem::take(&mut self.breaks) { "<w:pageBreakBefore/>" } else { "" };
        self.out += &paragraph(&format!("Heading{}", heading.level), breaks, &(runs + &aside));
    }

    /// A table of names and values, two per row if they are short. `keep` is the paragraph property that keeps a row
    /// with the next.
    fn fields(&mut self, items: &[Item], ground: &str, keep: &str) {
        if items.is_empty() {
            return;
        }
        let (name, value) = (WIDTH * 17 / 100, WIDTH * 33 / 100);
        let widths = [name, value, name, value];
        self.open_table("TableNormal", &widths);
        let cells = FieldCells { name, value, ground, keep };
        let mut waiting: Option<&Item> = None;
        for item in items {
            if item.is_long {
                self.out.extend(waiting.take().map(|item| cells.row(item)));
                self.out += &cells.row(item);
            } else if let Some(first) = waiting.take() {
                self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
                for item in [first, item] {
                    self.out += &cells.name(item);
                    self.out += &cells.value(item, value, 1);
                }
                self.out += "</w:tr>";
            } else {
                waiting = Some(item);
            }
        }
        self.out.extend(waiting.map(|item| cells.row(item)));
        self.close_table_with(keep);
    }

    fn table(&mut self, grid: &Grid) {
        if grid.rows.is_empty() {
            self.out += &paragraph("Aside", "", &run(&grid.empty, ""));
            return;
        }
        let widths = widths(grid);
        let total: usize = widths.iter().sum();
        self.open_table("Rows", &widths);
        let border = format!(
            "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{ACCENT}\"/></w:tcBorders>"
        );
        self.out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        for (column, width) in grid.columns.iter().zip(&widths) {
            self.out += &cell(*width, 1, &border, &paragraph("TableHead", align(column), &run(&column.title, "")));
        }
        self.out += "</w:tr>";
        for row in &grid.rows {
            self.row(grid, row, &widths);
            // Long texts may break across pages.
            let length: usize = row.below.iter().map(|item| item.value.chars().count()).sum();
            let split = if length < 800 { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
            if !row.below.is_empty() {
                let (long, short): (Vec<&Item>, Vec<&Item>) = row.below.iter().partition(|item| item.is_long);
                let line: String = short.into_iter().map(named).collect();
                let lines = [line].into_iter().chain(long.into_iter().map(named)).filter(|runs| !runs.is_empty());
                let inner: String =
                    lines.map(|runs| paragraph("TableText", "<w:ind w:left=\"280\"/>", &runs)).collect();
                self.out.extend(["<w:tr>", split]);
                self.out += &cell(total, widths.len(), "", &inner);
                self.out += "</w:tr>";
            }
        }
        self.close_table();
    }

    fn row(&mut self, grid: &Grid, row: &GridRow, widths: &[usize]) {
        let length: usize = row.cells.iter().map(|cell| cell.text.chars().count()).sum();
        self.out += if length < 800 { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" };
        // The items below stay with their row.
        let keep = if row.below.is_empty() { "" } else { "<w:keepNext/>" };
        for ((content, column), width) in row.cells.iter().zip(&grid.columns).zip(widths) {
            let properties = format!("{keep}{}", align(column));
            self.out += &cell(*width, 1, "", &paragraph("TableText", &properties, &linked(content)));
        }
        self.out += "</w:tr>";
    }

    fn card(&mut self, card: &Card) {
        let (ink, _) = colors(card.tone);
        let border = format!("<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"6\" w:color=\"{ink}\"/></w:pBdr>");
        let title = format!("{}　{}", card.label, card.title);
        let mut runs = self.marked(&card.anchor, &run(&title, ""));
        runs += &run("　", "");
        runs += &run(&format!(" {} ", card.state), &toned(card.tone));
        if !card.late.is_empty() {
            runs += &run(&format!("　{}", card.late), &toned(Tone::Late));
        }
        self.out += &paragraph("Heading4", &border, &runs);
        // A card that fits a page is not broken.
        let items = card.sections.iter().flat_map(|section| &section.items);
        let length: usize = items.map(|item| item.value.chars().count()).sum();
        let keep = if length + card.quote.chars().count() < 1200 { "<w:keepNext/>" } else { "" };
        if !card.quote.is_empty() {
            self.out += &paragraph("Quote", keep, &run(&card.quote, ""));
        }
        if !card.meta.is_empty() {
            self.out += &paragraph("TableText", keep, &card.meta.iter().map(named).collect::<String>());
        }
        let last = card.sections.len().saturating_sub(1);
        for (i, DocumentSection { title, is_answer, items }) in card.sections.iter().enumerate() {
            self.out += &paragraph("SectionName", keep, &run(title, ""));
            self.fields(items, if *is_answer { PANEL } else { "FFFFFF" }, if i < last { keep } else { "" });
        }
    }

    fn ring(&mut self, ring: &Ring) {
        self.out += &paragraph("Lead", "", &run(&format!("{}　{}", ring.percent, ring.text), ""));
        let parts = ring.segments.iter().map(|segment| {
            run(&format!(" {} {} ", segment.name, segment.count), &toned(segment.tone)) + &run("　", "")
        });
        let beside = ring.beside.iter().map(|item| {
            run(&format!("{} ", item.name), &format!("<w:color w:val=\"{MUTED}\"/>"))
                + &run(&item.value, "<w:b/>")
                + &run("　", "")
        });
        self.out += &paragraph("Normal", "", &parts.chain(beside).collect::<String>());
    }

    /// Each bar is twenty cells, filled in proportion; the numbers are beside it.
    fn bars(&mut self, bars: &[Bar]) {
        const PARTS: usize = 20;
        let widest = bars.iter().map(|bar| columns(&bar.name)).max().unwrap_or_default();
        let name = (widest * COLUMN + PADDING).clamp(1000, MAX_COLUMN);
        let (note, late, part) = (900, 1000, 130);
        let topic = WIDTH - name - note - late - PARTS * part;
        let mut widths = vec![name, topic];
        widths.extend([part; PARTS]);
        widths.extend([note, late]);
        self.open_table("TableNormal", &widths);
        for bar in bars {
            let link = linked(&GridCell { text: bar.name.clone(), tone: Tone::Plain, link: bar.link.clone() });
            self.out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
            self.out += &cell(name, 1, "", &paragraph("TableText", "", &link));
            self.out += &cell(topic, 1, "", &small(&bar.topic, ""));
            let mut reached = 0.0;
            let ends: Vec<(f32, Tone)> = bar
                .segments
                .iter()
                .map(|segment| {
                    reached += segment.share;
                    (reached, segment.tone)
                })
                .collect();
            let tones = (0..PARTS).map(|i| {
                let middle = (i as f32 + 0.5) / PARTS as f32;
                ends.iter().find(|(end, _)| middle < *end).map_or(Tone::NotStarted, |(_, tone)| *tone)
            });
            // Adjacent parts of one color are one cell, so that no seam shows.
            for same in tones.collect::<Vec<Tone>>().chunk_by(PartialEq::eq) {
                let (span, tone) = (same.len(), same.first().copied().unwrap_or_default());
                self.out += &cell(part * span, span, &bar_cell(tone), &paragraph("TableText", "", ""));
            }
            self.out += &cell(note, 1, "", &paragraph("TableText", "<w:jc w:val=\"right\"/>", &run(&bar.note, "")));
            self.out += &cell(late, 1, "", &small(&bar.late, &toned(Tone::Late)));
            self.out += "</w:tr>";
        }
        self.close_table();
    }

    /// The table of contents: a field that Word can update, with the current entries as links. It has no page numbers,
    /// because only the program that lays out the document knows them, and not every program would add them.
    fn contents(&mut self, title: &str, depth: u8) {
        self.out += &paragraph("Lead", "<w:keepNext/>", &run(title, ""));
        let begin = format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \
             \"1-{depth}\" \\n \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        );
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        let listed = self.headings.iter().filter(|heading| heading.level <= depth && !heading.anchor.is_empty());
        let entries: Vec<(u8, String)> = listed
            .map(|heading| {
                let name = bookmark(&heading.anchor);
                let words = run(&heading.text, "");
                (heading.level, format!("<w:hyperlink w:anchor=\"{name}\">{words}</w:hyperlink>"))
            })
            .collect();
        let last = entries.len().saturating_sub(1);
        for (i, (level, entry)) in entries.iter().enumerate() {
            let before = if i == 0 { begin.as_str() } else { "" };
            let after = if i == last { end } else { "" };
            self.out += &paragraph(&format!("TOC{level}"), "", &format!("{before}{entry}{after}"));
        }
    }

    fn signature(&mut self, lines: &[String]) {
        let widths = [WIDTH / 2; 2];
        self.out += &paragraph("Normal", "<w:spacing w:before=\"600\"/>", "");
        self.open_table("TableNormal", &widths);
        for pair in lines.chunks(2) {
            self.out += "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"1100\" w:hRule=\"atLeast\"/></w:trPr>";
            for line in pair {
                let border = "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1F2328\"/>\
                              </w:tcBorders><w:vAlign w:val=\"bottom\"/>";
                self.out += &cell(WIDTH / 2, 1, border, &paragraph("Normal", "", &run(line, "")));
            }
            self.out += "</w:tr>";
        }
        self.close_table();
    }

    fn open_table(&mut self, style: &str, widths: &[usize]) {
        let total: usize = widths.iter().sum();
        let open = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        self.out += &open;
        self.out.extend(widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")));
        self.out += "</w:tblGrid>";
    }

    /// Word merges two adjacent tables, so an empty paragraph follows each.
    fn close_table(&mut self) {
        self.close_table_with("");
    }

    fn close_table_with(&mut self, keep: &str) {
        self.out.extend(["</w:tbl><w:p><w:pPr>", keep]);
        self.out += "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>\
                     </w:pPr></w:p>";
    }
}

fn cell(width: usize, span: usize, properties: &str, content: &str) -> String {
    let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{properties}</w:tcPr>{content}</w:tc>")
}

/// The cells of a table of names and values.
struct FieldCells<'a> {
    /// The width of a name and of a value, in twentieths of a point.
    name: usize,
    value: usize,
    ground: &'a str,
    /// A property of the paragraphs.
    keep: &'a str,
}

impl FieldCells<'_> {
    fn cell(&self, width: usize, span: usize, run: &str) -> String {
        let properties = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", self.ground);
        cell(width, span, &properties, &paragraph("TableText", self.keep, run))
    }

    fn name(&self, item: &Item) -> String {
        self.cell(self.name, 1, &run(&item.name, &format!("<w:color w:val=\"{MUTED}\"/>")))
    }

    fn value(&self, item: &Item, width: usize, span: usize) -> String {
        self.cell(width, span, &run(&item.value, ""))
    }

    /// A row with one item.
    fn row(&self, item: &Item) -> String {
        format!("<w:tr>{}{}</w:tr>", self.name(item), self.value(item, self.value * 2 + self.name, 3))
    }
}

fn small(text: &str, properties: &str) -> String {
    paragraph("TableText", "", &run(text, properties))
}

/// A name and its value, for a line with several of them.
fn named(item: &Item) -> String {
    run(&format!("{}\u{a0}", item.name), &format!("<w:color w:val=\"{MUTED}\"/>"))
        + &run(&item.value, "")
        + &run("　 ", "")
}

/// A part of a bar: its color between white borders.
fn bar_cell(tone: Tone) -> String {
    let fill = match tone {
        Tone::Met => "3F8F62",
        Tone::InProgress => "D6A23A",
        Tone::NotMet => "C2453B",
        Tone::Plain | Tone::Muted | Tone::Strong | Tone::Late | Tone::NotStarted | Tone::NotApplicable => "EFECE4",
    };
    let edge = "w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"FFFFFF\"/>";
    format!(
        "<w:tcBorders><w:top {edge}<w:bottom {edge}</w:tcBorders>\
         <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"
    )
}

fn align(column: &GridColumn) -> &'static str {
    if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" }
}

/// The text of a cell, as an internal link if the cell has a link.
fn linked(cell: &GridCell) -> String {
    let properties = toned(cell.tone);
    if cell.link.is_empty() {
        return run(&cell.text, &properties);
    }
    let properties = format!("{properties}<w:color w:val=\"{ACCENT}\"/>");
    format!("<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>", bookmark(&cell.link), run(&cell.text, &properties))
}

/// The bookmark name of an anchor: Word accepts 40 letters, digits and underscores.
fn bookmark(anchor: &str) -> String {
    let name: String = anchor.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    // Long anchors differ at their end.
    let skip = name.chars().count().saturating_sub(38);
    escape(&format!("b_{}", name.chars().skip(skip).collect::<String>()))
}

/// The widths of the columns. Columns with a weight share the space that the others leave.
fn widths(grid: &Grid) -> Vec<usize> {
    let own = grid.columns.iter().enumerate().map(|(i, column)| {
        if column.weight.is_some() {
            return 0;
        }
        let cells = grid.rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| columns(&cell.text));
        let widest = cells.chain([columns(&column.title)]).max().unwrap_or_default();
        (widest * COLUMN + PADDING).min(MAX_COLUMN)
    });
    let mut widths: Vec<usize> = own.collect();
    let weights: usize = grid.columns.iter().filter_map(|column| column.weight).map(usize::from).sum();
    let used: usize = widths.iter().sum();
    // Columns with a weight keep at least a third of the page.
    let left = WIDTH.saturating_sub(used).max(if weights > 0 { WIDTH / 3 } else { 0 });
    for (width, column) in widths.iter_mut().zip(&grid.columns) {
        if let Some(weight) = column.weight {
            *width = left * usize::from(weight) / weights.max(1);
        }
    }
    let total: usize = widths.iter().sum();
    if total > WIDTH {
        for width in &mut widths {
            *width = *width * WIDTH / total;
        }
    }
    widths
}
