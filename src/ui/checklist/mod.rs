//! The checklist: the tree of clauses, the list or table of duties, and the selected duty in full.

pub(in crate::ui) mod answer;
mod detail;
mod filters;
mod list;
mod own_dates;
mod table;
mod tree;

pub(super) use detail::relation_message;
pub(super) use own_dates::CYCLES;

use super::kit::Tokens;
use super::{AttachTo, Outbox, ViewContext, Views};
use crate::command::Listeners;
use crate::deadlines::{Entry, Filter};
use crate::license::ClauseId;
use crate::workbook::{DutyId, EvidenceUse};
use egui::{Frame, Id, Margin, Panel, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The state of the checklist: filter, selection and input.
#[derive(Default)]
pub struct ChecklistState {
    /// The filter of the duties.
    pub filter: Filter,
    /// The duty that is shown in full.
    pub selected: Option<DutyId>,
    /// The marked duties. If there are several, commands apply to all of them.
    pub marked: BTreeSet<DutyId>,
    /// The start of a selection with Shift.
    anchor: Option<DutyId>,
    /// The provisions whose sub-items are shown in the tree.
    expanded: BTreeSet<u8>,
    /// Whether the duties are shown as a list or as a table.
    pub mode: Mode,
    /// The column the table is sorted by, and whether downward.
    pub sort: (SortBy, bool),
    /// The duties that wait for a justification, and the text typed so far.
    pub justifying: Option<(Vec<DutyId>, String)>,
    /// Scrolls to the selected row in the next frame.
    pub reveal_selected: bool,
    /// Moves the focus in the next frame.
    pub focus: Option<FocusRequest>,
    visible: Option<Visible>,
    /// The last position of the selected duty: the index of its row, and its index in the register. The selection
    /// continues from there when the duty is no longer listed.
    left_at: Option<(usize, usize)>,
    /// The duty that the previous frame showed in full.
    detailed: Option<DutyId>,
}

/// The form in which the duties are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Two lines for each duty, with the selected duty in full beside the list.
    #[default]
    List,
    /// One line for each duty, with sortable columns.
    Table,
}

/// The columns that the table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The label, in the order of the license.
    #[default]
    Label,
    /// The title.
    Title,
    /// The kind.
    Kind,
    /// The status.
    Status,
    /// The owner.
    Owner,
    /// The due date. Duties without one come last.
    Due,
    /// The number of pieces of evidence.
    Evidence,
}

/// A field that is to get the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusRequest {
    /// The search field.
    Search,
    /// The internal note.
    Note,
    /// The justification that is asked for.
    Justification,
}

/// The rows that pass the filter, kept until one of their inputs changes.
struct Visible {
    revision: u64,
    today: chrono::NaiveDate,
    filter: Filter,
    sort: (SortBy, bool),
    rows: Arc<[usize]>,
}

impl ChecklistState {
    /// The indices in the register of the duties that are shown, in order.
    pub fn rows(&mut self, context: &ViewContext<'_>) -> Arc<[usize]> {
        let revision = context.workbook.revision();
        if let Some(v) = &self.visible
            && v.revision == revision
            && v.today == context.today
            && v.filter == self.filter
            && v.sort == self.sort
        {
            return Arc::clone(&v.rows);
        }
        let entries = &context.register.entries;
        let mut rows: Vec<usize> = entries
            .iter()
            .enumerate()
            .filter(|(_, e)| self.filter.accepts(e, context.workbook, context.today))
            .map(|(i, _)| i)
            .collect();
        table::sort(&mut rows, context, self.sort);
        // A command must not apply to duties that are not visible.
        if self.marked.len() > 1 {
            let seen: BTreeSet<DutyId> = rows.iter().filter_map(|i| entries.get(*i)).map(|e| e.id).collect();
            self.marked.retain(|id| seen.contains(id));
            if !self.selected.is_some_and(|id| self.marked.contains(&id)) {
                self.selected = None;
            }
        }
        let rows: Arc<[usize]> = rows.into();
        self.visible = Some(Visible {
            revision,
            today: context.today,
            filter: self.filter.clone(),
            sort: self.sort,
            rows: Arc::clone(&rows),
        });
        rows
    }

    /// Resets the state when another document is opened. The mode and the order stay.
    pub fn document_changed(&mut self) {
        *self = Self { mode: self.mode, sort: self.sort, ..Self::default() };
    }

    /// The duties that a command applies to: the marked ones if there are several, else the selected one.
    #[must_use]
    pub fn targets(&self) -> Vec<DutyId> {
        if self.marked.len() > 1 { self.marked.iter().copied().collect() } else { self.selected.into_iter().collect() }
    }

    /// Selects this duty alone and shows it in full.
    pub fn select(&mut self, id: DutyId) {
        self.selected = Some(id);
        self.anchor = Some(id);
        self.marked = BTreeSet::from([id]);
        if self.justifying.as_ref().is_some_and(|(duties, text)| text.is_empty() && !duties.contains(&id)) {
            self.justifying = None;
        }
    }

    /// Moves the selection by `step` rows. If the selected duty is no longer listed, it continues from its last
    /// position.
    pub fn move_selection(&mut self, context: &ViewContext<'_>, step: isize) {
        let next = match self.place_of_selected(context) {
            Some(place) => place.saturating_add_signed(step),
            None => self.place_beside(context, step),
        };
        let ids = self.shown(context);
        if let Some(id) = ids.get(next.min(ids.len().saturating_sub(1))) {
            self.select(*id);
            self.reveal_selected = true;
        }
    }

    /// The row after or before the last position of the selected duty.
    fn place_beside(&mut self, context: &ViewContext<'_>, step: isize) -> usize {
        let Some((row, index)) = self.left_at.filter(|_| step != 0) else { return 0 };
        let rows = self.rows(context);
        let in_order = self.sort == (SortBy::Label, false);
        match (in_order, step > 0) {
            (true, true) => rows.iter().position(|i| *i > index).unwrap_or(rows.len()),
            (true, false) => rows.iter().rposition(|i| *i < index).unwrap_or(0),
            // The duty that moved into its row is the next one.
            (false, true) => row,
            (false, false) => row.saturating_sub(1),
        }
    }

    /// Selects the first row.
    fn select_first(&mut self, context: &ViewContext<'_>) {
        (self.selected, self.left_at) = (None, None);
        self.move_selection(context, 0);
    }

    /// The duties that are shown, in order.
    fn shown(&mut self, context: &ViewContext<'_>) -> Vec<DutyId> {
        self.rows(context).iter().filter_map(|i| context.register.entries.get(*i)).map(|e| e.id).collect()
    }

    /// The row of the selected duty, from 0. None if the duty is not listed.
    fn place_of_selected(&mut self, context: &ViewContext<'_>) -> Option<usize> {
        let selected = self.selected?;
        let entries = &context.register.entries;
        let rows = self.rows(context);
        let place = rows.iter().position(|i| entries.get(*i).is_some_and(|e| e.id == selected))?;
        self.left_at = rows.get(place).map(|index| (place, *index));
        Some(place)
    }

    /// Selects the duty that got the keyboard focus, as a click does.
    fn focus_row(&mut self, id: DutyId) {
        if self.selected != Some(id) {
            self.select(id);
            self.reveal_selected = true;
        }
    }

    /// Filters by a clause, or removes that filter. If the selected duty is then not listed, selects the first one that
    /// is.
    fn choose_clause(&mut self, context: &ViewContext<'_>, clause: Option<ClauseId>) {
        self.filter.clause = clause;
        let is_shown = self.place_of_selected(context).is_some();
        let first = self.shown(context).first().copied();
        if let Some(id) = first.filter(|_| !is_shown && self.marked.len() <= 1) {
            self.select(id);
        }
        self.reveal_selected = true;
    }

    /// The parts of the checklist that listen to keys while it is shown.
    #[must_use]
    pub(super) fn listeners(&self, others: Listeners) -> Listeners {
        let tree = Some(tree::node_id(self.filter.clause));
        Listeners { checklist: true, row: self.selected.map(row_id), tree, ..others }
    }

    /// Marks all duties that are shown.
    pub fn select_all(&mut self, context: &ViewContext<'_>) {
        self.marked = self.shown(context).into_iter().collect();
    }

    /// Handles a click on a row: Ctrl adds or removes one duty, Shift selects a range.
    fn click(&mut self, context: &ViewContext<'_>, id: DutyId, modifiers: egui::Modifiers) {
        if modifiers.command {
            if self.marked.is_empty() {
                self.marked.extend(self.selected);
            }
            if self.marked.remove(&id) {
                self.selected = self.marked.first().copied();
            } else {
                self.marked.insert(id);
                self.selected = Some(id);
            }
            self.anchor = Some(id);
        } else if modifiers.shift && self.anchor.is_some() {
            let ids = self.shown(context);
            let place = |id: Option<DutyId>| ids.iter().position(|other| Some(*other) == id);
            if let (Some(a), Some(b)) = (place(self.anchor), place(Some(id))) {
                self.marked = ids.get(a.min(b)..=a.max(b)).unwrap_or_default().iter().copied().collect();
            }
            self.selected = Some(id);
        } else {
            self.select(id);
        }
    }
}

/// The target of dropped files: the selected duty.
pub(super) fn drop_target(_: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    views.checklist.selected.map(|id| AttachTo::Use(EvidenceUse::Duty(id)))
}

/// Draws the checklist.
pub(super) fn checklist_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.checklist;
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let pane = |fill| Frame::NONE.fill(fill).inner_margin(Margin::same(0));
    // On a small screen the table needs the width of the tree for its columns.
    if state.mode == Mode::List || width > 1000.0 {
        Panel::left("checklist-tree")
            .frame(pane(tokens.panel))
            .default_size((width * 0.22).clamp(168.0, 300.0))
            .size_range(140.0..=360.0)
            .show(ui, |ui| tree::tree_ui(ui, context, state));
    }
    // Records the position from which the list continues when the duty is no longer listed.
    let is_shown = state.place_of_selected(context).is_some();
    if state.mode == Mode::Table {
        if !is_shown {
            // The table does not show a duty in full. A duty that is not visible must not be selected, so that no key
            // acts on it.
            state.selected = None;
        }
        egui::CentralPanel::default().frame(pane(tokens.ground)).show(ui, |ui| {
            bulk_panel(ui, context, state, out);
            filters::filters_ui(ui, context, state, out);
            table::table_ui(ui, context, state);
        });
        return;
    }
    Panel::left("checklist-list")
        .frame(pane(tokens.ground))
        .default_size((width * 0.38).clamp(280.0, 520.0))
        .size_range(240.0..=(ui.available_width() - 300.0).max(260.0))
        .show(ui, |ui| {
            bulk_panel(ui, context, state, out);
            filters::filters_ui(ui, context, state, out);
            list::list_ui(ui, context, state);
        });
    egui::CentralPanel::default().frame(pane(tokens.card)).show(ui, |ui| detail::detail_ui(ui, context, state, out));
}

/// Draws the actions on several duties below the list, so that rows do not move under the pointer while it marks them.
fn bulk_panel(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, out: &mut Outbox) {
    if state.marked.len() > 1 {
        let frame = Frame::NONE.fill(Tokens::of(ui).selected).inner_margin(Margin::symmetric(16, 8));
        Panel::bottom("checklist_bulk").frame(frame).show(ui, |ui| list::bulk_ui(ui, context, state, out));
    }
}

/// The id of the list or table of duties, which is one stop of the keyboard focus.
fn list_id() -> Id {
    Id::unique("duty_rows")
}

/// The id of the row of a duty, in the list and in the table.
fn row_id(duty: DutyId) -> Id {
    Id::unique(("duty_row", duty))
}

/// The entry of the selected duty.
fn selected_entry<'a>(context: &'a ViewContext<'_>, state: &ChecklistState) -> Option<&'a Entry> {
    state.selected.and_then(|id| context.register.entry(id))
}
