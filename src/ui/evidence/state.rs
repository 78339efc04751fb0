//! The state of the place *Evidence*: list, selection and input.

use super::rows::{Column, Narrowed, Rows};
use super::{Reading, lacking};
use crate::workbook::Sha256;
use egui::Id;
use std::collections::BTreeSet;

/// The state of the place *Evidence*.
pub struct EvidencePlace {
    /// The tab that is shown.
    pub tab: Tab,
    /// The filter of the list of evidence.
    pub narrowed: Narrowed,
    /// The column the list is sorted by, and whether downward.
    pub sort: (Column, bool),
    /// The piece that the pane shows.
    pub selected: Option<Sha256>,
    /// The marked pieces, which an action on several pieces is applied to.
    pub marked: BTreeSet<Sha256>,
    /// The start of a selection with Shift.
    pub(super) anchor: Option<Sha256>,
    /// Scrolls to the selected row in the next frame.
    pub reveal: bool,
    /// Whether the tab of duties without evidence lists only duties that are marked as met.
    pub only_met: bool,
    /// The number of rows that the latest frame built.
    pub(super) built: usize,
    pub(super) reading: Reading,
    pub(super) lacking: Option<lacking::Lacking>,
    pub(super) rows: Option<Rows>,
}

impl Default for EvidencePlace {
    /// All evidence, the latest attached first.
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            narrowed: Narrowed::default(),
            sort: (Column::At, true),
            selected: None,
            marked: BTreeSet::new(),
            anchor: None,
            reveal: false,
            only_met: false,
            built: 0,
            reading: Reading::default(),
            lacking: None,
            rows: None,
        }
    }
}

/// A tab of the place *Evidence*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// All evidence.
    #[default]
    All,
    /// The duties without evidence.
    Lacking,
}

/// The id of the list of evidence, which is one stop of the keyboard focus.
pub(super) fn list_id() -> Id {
    Id::unique("evidence_rows")
}

/// The id of the row of a piece of evidence.
pub(super) fn row_id(hash: Sha256) -> Id {
    Id::unique(("evidence_row", hash))
}
