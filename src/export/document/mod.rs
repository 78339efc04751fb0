//! The document model that PDF, DOCX, HTML and Markdown are made from.
//!
//! A document has a title and blocks of plain text. A format decides how a block looks, and never changes its content.
//! Code that prints something other than a snapshot builds its own [`Document`].

mod checklist;
mod summary;

pub(in crate::export) use checklist::{grid, page_words};

use crate::language::Language;
use crate::snapshot::Snapshot;
use crate::workbook::Status;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// A document to print or to read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// The language tag of the text: `zh-CN` or `en`.
    pub language: &'static str,
    /// The title.
    pub title: String,
    /// The lines below the title: the company and the subject.
    pub subject: Vec<String>,
    /// The effective date of the document. It is also the date of the file, so that the same document has the same
    /// bytes on any day.
    pub day: NaiveDate,
    /// An identifier that distinguishes this document from others. It need not be shown.
    pub id: String,
    /// The page header, left and right, on each page but the first.
    pub header: [String; 2],
    /// The page footer.
    pub footer: String,
    /// The text before, between and after the page number and the page count: `第 `, ` 页，共 `, ` 页`.
    pub page_words: [String; 3],
    /// The content, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading, which is also in the outline of the file.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// The text; a line end is a line break.
        text: String,
        /// The meaning that the format shows by style.
        tone: Tone,
    },
    /// A verbatim quotation, such as license text.
    Quote {
        /// What is quoted, and its place.
        caption: String,
        /// The quoted text.
        text: String,
    },
    /// Names and values.
    Fields {
        /// The items.
        items: Vec<Item>,
    },
    /// A table, or a text that says that it is empty.
    Table(Grid),
    /// A box with a label, a state and details, such as a duty.
    Card(Card),
    /// A ring chart and its legend.
    Ring(Ring),
    /// Bar charts below each other.
    Bars {
        /// The bars.
        bars: Vec<Bar>,
        /// Whether the bars take the least possible space.
        is_compact: bool,
    },
    /// A stacked chart of counts over time.
    Layers(Layers),
    /// A table of contents with page numbers.
    Contents {
        /// The title.
        title: String,
        /// The lowest heading level that is listed.
        depth: u8,
    },
    /// A page break.
    PageBreak,
    /// Space for a signature, a seal and a date.
    Signature {
        /// One line each for the signer and the seal.
        lines: Vec<String>,
    },
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Heading {
    /// The level, from 1, which is the highest below the title.
    pub level: u8,
    /// The text.
    pub text: String,
    /// Text beside the heading, in small type; may be empty.
    pub aside: String,
    /// The target name for links; may be empty.
    pub anchor: String,
}

/// The meaning of a text. A format shows it by color; the text says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Normal text.
    #[default]
    Plain,
    /// Secondary text.
    Muted,
    /// Emphasized text.
    Strong,
    /// Overdue or expired.
    Late,
    /// Not started.
    NotStarted,
    /// In progress.
    InProgress,
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Not applicable.
    NotApplicable,
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::NotStarted => Self::NotStarted,
            Status::InProgress => Self::InProgress,
            Status::Met => Self::Met,
            Status::NotMet => Self::NotMet,
            Status::NotApplicable => Self::NotApplicable,
        }
    }
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The name.
    pub name: String,
    /// The value; a line end is a line break.
    pub value: String,
    /// Whether it needs the full page width.
    pub is_long: bool,
}

impl Item {
    /// Returns an item. It is long if it has a line break or does not fit half the page width.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let value: String = value.into();
        let is_long = value.contains('\n') || columns(&value) > 36;
        Self { name: name.into(), value, is_long }
    }
}

/// The width of a text in columns: a Chinese character takes two.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// The text that is shown if there are no rows.
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridColumn {
    /// The heading.
    pub title: String,
    /// The width relative to other columns; `None` for the width of its longest cell.
    pub weight: Option<u8>,
    /// Whether it holds numbers.
    pub is_number: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GridRow {
    /// The cells, one per column.
    pub cells: Vec<GridCell>,
    /// Items below the cells, in the full width.
    pub below: Vec<Item>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GridCell {
    /// The text.
    pub text: String,
    /// The meaning that the format shows by style.
    pub tone: Tone,
    /// The anchor that the cell links to; may be empty.
    pub link: String,
}

impl GridCell {
    /// Returns a cell with plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns a cell with the meaning `tone`.
    #[must_use]
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, link: String::new() }
    }
}

/// A box with a label, a state and details, such as a duty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// The target name for links; may be empty.
    pub anchor: String,
    /// The label.
    pub label: String,
    /// The title.
    pub title: String,
    /// The name of the state.
    pub state: String,
    /// The tone of the state.
    pub tone: Tone,
    /// A warning, such as the days overdue; may be empty.
    pub late: String,
    /// The license text that the duty rests on; may be empty.
    pub quote: String,
    /// Short properties, shown in one line.
    pub meta: Vec<Item>,
    /// The details, in sections with headings.
    pub sections: Vec<DocumentSection>,
}

/// A section of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentSection {
    /// The heading.
    pub title: String,
    /// Whether it is the answer of the company, not the requirement.
    pub is_answer: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// A segment of a ring or a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// The tone, which gives the color.
    pub tone: Tone,
    /// The name of what is counted.
    pub name: String,
    /// The count.
    pub count: usize,
    /// The share of the whole, from 0 to 1.
    pub share: f32,
}

/// A ring chart and its legend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// The text inside the ring.
    pub percent: String,
    /// A sentence that describes the chart, for screen readers.
    pub text: String,
    /// The segments, clockwise from the top.
    pub segments: Vec<Segment>,
    /// Further numbers, shown beside the ring.
    pub beside: Vec<Item>,
}

/// A bar chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The name of the bar, such as a provision.
    pub name: String,
    /// The topic of the bar; may be empty.
    pub topic: String,
    /// The segments, from the left.
    pub segments: Vec<Segment>,
    /// The text behind the bar, such as `3 / 10`.
    pub note: String,
    /// A warning, such as the number overdue; may be empty.
    pub late: String,
    /// The anchor that the name links to; may be empty.
    pub link: String,
}

/// A stacked chart of counts over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layers {
    /// A sentence that describes the chart, for screen readers.
    pub text: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The count at the top of the chart.
    pub most: usize,
    /// The layers, the lowest first.
    pub layers: Vec<Layer>,
}

/// A layer of a stacked chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layer {
    /// The tone, which gives the color.
    pub tone: Tone,
    /// The name of what is counted.
    pub name: String,
    /// The corners, between 0 and 1: x to the right, y up.
    pub corners: Vec<(f32, f32)>,
}

impl Document {
    /// Builds the document of a snapshot: the whole checklist, or the one-page summary if the snapshot is one.
    #[must_use]
    pub fn of(snapshot: &Snapshot, language: Language) -> Self {
        if snapshot.selection.summary {
            summary::document(snapshot, language)
        } else {
            checklist::document(snapshot, language)
        }
    }

    /// Removes links without a target, and the second of two equal anchors: some formats refuse both.
    ///
    /// The writers of formats call this.
    pub(super) fn mend_links(&mut self) {
        let mut anchors: BTreeSet<String> = BTreeSet::new();
        for block in &mut self.blocks {
            let anchor = match block {
                Block::Heading(heading) => &mut heading.anchor,
                Block::Card(card) => &mut card.anchor,
                Block::Paragraph { .. }
                | Block::Quote { .. }
                | Block::Fields { .. }
                | Block::Table(_)
                | Block::Ring(_)
                | Block::Bars { .. }
                | Block::Layers(_)
                | Block::Contents { .. }
                | Block::PageBreak
                | Block::Signature { .. } => continue,
            };
            if !anchors.insert(anchor.clone()) {
                anchor.clear();
            }
        }
        for block in &mut self.blocks {
            if let Block::Table(grid) = block {
                for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    clear_dead(&mut cell.link, &anchors);
                }
            } else if let Block::Bars { bars, .. } = block {
                for bar in bars {
                    clear_dead(&mut bar.link, &anchors);
                }
            }
        }
    }
}

/// Clears a link without a target.
fn clear_dead(link: &mut String, anchors: &BTreeSet<String>) {
    if !anchors.contains(link) {
        link.clear();
    }
}
