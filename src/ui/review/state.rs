//! What the review shows, its state, and its requests.

use crate::license::{ClauseId, CoverItem};
use crate::understanding::Understanding;
use crate::workbook::Sha256;
use std::collections::{BTreeMap, BTreeSet};
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
}

impl ReviewDocument {
    /// The number of points that are not settled.
    #[must_use]
    pub fn open_points(&self) -> usize {
        self.understanding.points.iter().filter(|point| !self.settled.contains(&point.key)).count()
    }
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
    /// The item that is being corrected, with the typed text.
    pub editing: Option<(CoverItem, String)>,
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
    /// Make the workbook.
    Make,
    /// Go back.
    Close,
}
