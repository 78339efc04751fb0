//! The state of the place *Evidence*: what is listed, selected and typed.

use super::rows::{Column, Narrowed, Rows};
use super::{Reading, lacking};
use crate::workbook::Sha256;
use egui::Id;
use std::collections::BTreeSet;

/// What of the evidence is seen, chosen and typed.
pub struct EvidenceView {
    /// What is listed: evidence, or duties without it.
    pub tab: Tab,
    /// Which evidence is listed.
    pub narrowed: Narrowed,
    /// The column the list is sorted by, and whether downward.
    pub sort: (Column, bool),
    /// The piece that is shown in full.
    pub selected: Option<Sha256>,
    /// Several pieces that something is to be done with.
    pub marked: BTreeSet<Sha256>,
    /// Where a selection with Shift starts.
    pub(super) anchor: Option<Sha256>,
    /// Brings the selected row into view in the next frame.
    pub reveal: bool,
    /// Only duties that are marked as met, among those that lack evidence.
    pub only_met: bool,
    /// How many rows the latest frame built.
    pub(super) built: usize,
    pub(super) reading: Reading,
    pub(super) lacking: Option<lacking::Lacking>,
    pub(super) rows: Option<Rows>,
}

impl Default for EvidenceView {
    /// All evidence, what was attached last first.
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

/// What the place lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// All evidence.
    #[default]
    All,
    /// Duties without evidence.
    Lacking,
}

/// The list of evidence, where it is one stop of the focus among others.
pub(super) fn list_id() -> Id {
    Id::unique("evidence_rows")
}

/// The row of a piece of evidence.
pub(super) fn row_id(hash: Sha256) -> Id {
    Id::unique(("evidence_row", hash))
}
