//! What the review shows, its state, and its requests.

use crate::license::{ClauseId, CoverItem, Span};
use crate::obligation::Catalog;
use crate::understanding::{Rewrite, Understanding};
use crate::workbook::Sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A license text under review.
#[derive(Clone, Debug)]
pub struct ReviewDocument {
    /// The name of its file.
    pub name: String,
    /// The hash of its file, if the file has pages that can be shown.
    pub hash: Option<Sha256>,
    /// The number of pages of the file; 0 if it has none.
    pub pages: usize,
    /// Whether text was recognized in pictures.
    pub is_recognized: bool,
    /// Remarks about the reading of the file.
    pub notes: Vec<String>,
    /// Items as the officer reads them: key of the item → value.
    pub corrections: BTreeMap<String, String>,
    /// The keys of the points that are settled.
    pub settled: BTreeSet<String>,
    /// What was understood.
    pub understanding: Arc<Understanding>,
    /// Whether it may become a workbook; false for the license of the open workbook.
    pub is_new: bool,
    /// Whether words of its text were corrected.
    pub is_rewritten: bool,
}

impl ReviewDocument {
    /// Whether somebody corrected or settled something.
    #[must_use]
    pub fn is_worked_on(&self) -> bool {
        self.is_rewritten || !self.corrections.is_empty() || !self.settled.is_empty()
    }

    /// Understands the text again, after a correction or a `rewrite` of its words.
    pub fn understand_again(&mut self, rewrite: Option<&Rewrite>, catalog: &Catalog) {
        let before = &self.understanding;
        let text = &before.license.text;
        let (text, places) = match rewrite {
            Some(rewrite) => (rewrite.text(text).into(), rewrite.places(&before.places)),
            None => (Arc::clone(text), before.places.clone()),
        };
        self.understanding = Arc::new(Understanding::new(&text, &self.corrections, places, catalog));
    }

    /// The number of points that are not settled.
    #[must_use]
    pub fn open_points(&self) -> usize {
        self.understanding.open(&self.settled).count()
    }
}

/// What is being corrected, with the typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editing {
    /// An item of the cover.
    Item(CoverItem, String),
    /// Whole lines of a text that is not in a workbook yet, in the row with this index.
    Words(usize, Span, String),
}

/// Selection and typed text of the review.
#[derive(Debug)]
pub struct ReviewState {
    /// The index of the selected row.
    pub selected: usize,
    /// The page of the file that is shown, from 0.
    pub page: usize,
    /// The magnification of the page, relative to the width of its panel.
    pub zoom: f32,
    /// Whether the words are shown although there is a page.
    pub words: bool,
    /// Whether the settled points are listed.
    pub settled: bool,
    /// The clauses whose duties are listed.
    pub unfolded: BTreeSet<ClauseId>,
    /// What is being corrected.
    pub editing: Option<Editing>,
    /// Whether the selected row and its place are to be scrolled to.
    pub reveal: bool,
}

impl Default for ReviewState {
    fn default() -> Self {
        Self {
            selected: 0,
            page: 0,
            zoom: 1.0,
            words: false,
            settled: false,
            unfolded: BTreeSet::new(),
            editing: None,
            reveal: true,
        }
    }
}

/// A request about the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewIntent {
    /// Settle the point with this key.
    Settle(String),
    /// Open the point with this key again.
    Reopen(String),
    /// Correct an item of the cover; an empty text withdraws the correction.
    Correct(CoverItem, String),
    /// Replace the words of the text at a span. Only a text that is not in a workbook yet can change.
    Rewrite(Span, String),
    /// Review the file at this path, and take back that the file with this hash was attached just now.
    Read(PathBuf, Sha256),
    /// Make the workbook.
    Make,
    /// Go back.
    Close,
}
