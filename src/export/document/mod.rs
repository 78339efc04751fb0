//! A document for people to read: what PDF, DOCX and Markdown are made from.
//!
//! It is a title and blocks, all of them plain text: a format decides how a block looks, never what it says. Whoever has
//! something else to print than a snapshot makes a [`Document`] of its own.

mod checklist;
mod summary;

pub(in crate::export) use checklist::{grid, page_words};

use crate::language::Language;
use crate::snapshot::Snapshot;
use crate::workbook::Status;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// The language it is written in, as a tag: `zh-CN`, `en`.
    pub language: &'static str,
    /// Its title.
    pub title: String,
    /// Below the title: whom and what it is about.
    pub subject: Vec<String>,
    /// The day it speaks for; also the date of the file, so that the same document has the same bytes on every day.
    pub day: NaiveDate,
    /// What the same document is told by from others; need not be shown.
    pub id: String,
    /// At the top of each page but the first: left, right.
    pub header: [String; 2],
    /// At the foot of each page.
    pub footer: String,
    /// What is said around the number of a page and of all of them: `第 `, ` 页，共 `, ` 页`.
    pub page_words: [String; 3],
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading; it is in the outline of the file too.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// Its words; a line end is a new line.
        text: String,
        /// How it is meant.
        tone: Tone,
    },
    /// Words of somebody else, such as the license.
    Quote {
        /// What they are, and where they stand.
        caption: String,
        /// The words.
        text: String,
    },
    /// Names with what they stand for.
    Fields {
        /// The items.
        items: Vec<Item>,
    },
    /// A table, or the words that there is nothing in it.
    Table(Grid),
    /// A duty, or whatever else has a label, a state, and particulars.
    Card(Card),
    /// A ring and its legend.
    Ring(Ring),
    /// Bars below each other.
    Bars {
        /// The bars.
        bars: Vec<Bar>,
        /// Whether they are to take as little room as they can.
        is_compact: bool,
    },
    /// How counts changed from day to day, as layers above each other.
    Layers(Layers),
    /// The headings down to a level, each with its page.
    Contents {
        /// Its title.
        title: String,
        /// The lowest level.
        depth: u8,
    },
    /// What follows begins a page.
    PageBreak,
    /// Room for a signature, a seal and a date.
    Signature {
        /// Who signs, and where the seal goes: one line each.
        lines: Vec<String>,
    },
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Heading {
    /// From 1, the highest below the title.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// What is said beside it in small type; may be empty.
    pub aside: String,
    /// What links lead to it by; may be empty.
    pub anchor: String,
}

/// How a text is meant; a format has a color for it, and the words say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Beside the point.
    Muted,
    /// What is to be read first.
    Strong,
    /// Past its day, or expired.
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

/// A name and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The name.
    pub name: String,
    /// The value; a line end is a new line.
    pub value: String,
    /// Whether it needs the whole width.
    pub is_long: bool,
}

impl Item {
    /// An item; long where a line of it would not fit half the width of a page.
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
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// What is said where there are no rows.
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridColumn {
    /// Its heading.
    pub title: String,
    /// Its width beside that of the others; none for as wide as its longest cell.
    pub weight: Option<u8>,
    /// Whether it holds numbers.
    pub is_number: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GridRow {
    /// A cell a column.
    pub cells: Vec<GridCell>,
    /// What goes below them in the whole width.
    pub below: Vec<Item>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GridCell {
    /// Its text.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// The anchor it leads to; may be empty.
    pub link: String,
}

impl GridCell {
    /// A cell with nothing but a text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell that is meant so.
    #[must_use]
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, link: String::new() }
    }
}

/// A duty, or whatever else has a label, a state, and particulars.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// What links lead to it by; may be empty.
    pub anchor: String,
    /// Its label.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its state in a word.
    pub state: String,
    /// The tone of its state.
    pub tone: Tone,
    /// What presses; may be empty.
    pub late: String,
    /// The words it rests on; may be empty.
    pub quote: String,
    /// What a line has room for.
    pub meta: Vec<Item>,
    /// What is said of it, under a heading each.
    pub sections: Vec<Section>,
}

/// A part of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Whether it is what the company says, not what is asked of it.
    pub is_answer: bool,
    /// What is in it.
    pub items: Vec<Item>,
}

/// A part of a ring or a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// Its color.
    pub tone: Tone,
    /// What it counts, in a word.
    pub name: String,
    /// How many.
    pub count: usize,
    /// The part of the whole, from 0 to 1.
    pub share: f32,
}

/// A ring and its legend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// What stands inside.
    pub percent: String,
    /// What it says in a sentence, for whoever cannot see it.
    pub text: String,
    /// Its parts, clockwise from the top.
    pub segments: Vec<Segment>,
    /// Further numbers beside it.
    pub beside: Vec<Item>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// More about that; may be empty.
    pub topic: String,
    /// Its parts from the left.
    pub segments: Vec<Segment>,
    /// What stands behind it, such as `3 / 10`.
    pub note: String,
    /// What presses; may be empty.
    pub late: String,
    /// The anchor it leads to; may be empty.
    pub link: String,
}

/// How counts changed from day to day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layers {
    /// What it says in a sentence, for whoever cannot see it.
    pub text: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The number that is at the top.
    pub most: usize,
    /// The layers, the lowest first: the corners of each between 0 and 1, x to the right and y up.
    pub layers: Vec<Layer>,
}

/// A layer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layer {
    /// Its color.
    pub tone: Tone,
    /// What it counts, in a word.
    pub name: String,
    /// Its corners.
    pub corners: Vec<(f32, f32)>,
}

impl Document {
    /// The snapshot as a document: the whole checklist, or the one page for whoever decides.
    #[must_use]
    pub fn of(snapshot: &Snapshot, language: Language) -> Self {
        if snapshot.selection.summary {
            summary::document(snapshot, language)
        } else {
            checklist::document(snapshot, language)
        }
    }

    /// Forgets links that lead nowhere, and anchors that are there twice: some formats refuse both.
    ///
    /// Formats do this by themselves.
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
        let mend = |link: &mut String| {
            if !anchors.contains(link) {
                link.clear();
            }
        };
        for block in &mut self.blocks {
            if let Block::Table(grid) = block {
                for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    mend(&mut cell.link);
                }
            } else if let Block::Bars { bars, .. } = block {
                for bar in bars {
                    mend(&mut bar.link);
                }
            }
        }
    }
}
