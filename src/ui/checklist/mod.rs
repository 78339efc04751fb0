//! The checklist: tree of clauses, list or table of duties, and the selected duty in full.

pub(in crate::ui) mod answer;
mod detail;
mod filters;
mod list;
mod own_dates;
mod table;
mod tree;

use super::kit::Tokens;
use super::{AttachTo, Outbox, ViewContext, Views};
use crate::command::Listeners;
use crate::deadlines::{Entry, Filter};
use crate::license::ClauseId;
use crate::workbook::{DutyId, EvidenceUse};
use egui::{Frame, Id, Margin, Panel, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What of the checklist is seen, chosen and being typed.
#[derive(Default)]
pub struct ChecklistState {
    /// Which duties are shown.
    pub filter: Filter,
    /// The duty that is shown in full.
    pub selected: Option<DutyId>,
    /// The duties that a command is about, when there are several.
    pub marked: BTreeSet<DutyId>,
    /// Where a selection with Shift starts.
    anchor: Option<DutyId>,
    /// Provisions whose sub-items are shown in the tree.
    expanded: BTreeSet<u8>,
    /// List or table.
    pub mode: Mode,
    /// The column the table is sorted by, and whether downward.
    pub sort: (SortBy, bool),
    /// Duties that wait for a justification, and what is typed so far.
    pub justifying: Option<(Vec<DutyId>, String)>,
    /// Brings the selected row into view in the next frame.
    pub reveal_selected: bool,
    /// Puts the cursor somewhere in the next frame.
    pub focus: Option<FocusRequest>,
    visible: Option<Visible>,
    /// Where the selected duty was last, as index into the rows and into the register: the list goes on there where
    /// it is no longer shown.
    left_at: Option<(usize, usize)>,
    /// The duty that the detail showed in the frame before.
    detailed: Option<DutyId>,
}

/// How the duties are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Two lines a duty, with the selected one in full beside it.
    #[default]
    List,
    /// One line a duty, with sortable columns.
    Table,
}

/// The columns that a table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// In the order of the license.
    #[default]
    Label,
    /// By title.
    Title,
    /// By kind.
    Kind,
    /// By status.
    Status,
    /// By owner.
    Owner,
    /// By due date, those without one last.
    Due,
    /// By the number of pieces of evidence.
    Evidence,
}

/// Where to put the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusRequest {
    /// The search field.
    Search,
    /// The internal note.
    Note,
    /// The justification that is asked for.
    Justification,
}

/// The rows that pass the filter, kept until something changes.
struct Visible {
    revision: u64,
    today: chrono::NaiveDate,
    filter: Filter,
    sort: (SortBy, bool),
    rows: Arc<[usize]>,
}

impl ChecklistState {
    /// The indices into the register of the duties that are shown, in order.
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
        // What is not seen is not what a command is about.
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

    /// Forgets which rows are shown: the document is another one.
    pub fn document_changed(&mut self) {
        *self = Self { mode: self.mode, sort: self.sort, ..Self::default() };
    }

    /// The duties that a command is about.
    #[must_use]
    pub fn targets(&self) -> Vec<DutyId> {
        if self.marked.len() > 1 { self.marked.iter().copied().collect() } else { self.selected.into_iter().collect() }
    }

    /// Shows this duty in full, and nothing else is marked.
    pub fn select(&mut self, id: DutyId) {
        self.selected = Some(id);
        self.anchor = Some(id);
        self.marked = BTreeSet::from([id]);
        if self.justifying.as_ref().is_some_and(|(duties, text)| text.is_empty() && !duties.contains(&id)) {
            self.justifying = None;
        }
    }

    /// Moves the selection by `step` rows. Where the selected duty is no longer shown, the list goes on where it was.
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

    /// The row after or before the place where the selected duty was.
    fn place_beside(&mut self, context: &ViewContext<'_>, step: isize) -> usize {
        let Some((row, index)) = self.left_at.filter(|_| step != 0) else { return 0 };
        let rows = self.rows(context);
        let in_order = self.sort == (SortBy::Label, false);
        match (in_order, step > 0) {
            (true, true) => rows.iter().position(|i| *i > index).unwrap_or(rows.len()),
            (true, false) => rows.iter().rposition(|i| *i < index).unwrap_or(0),
            // What came into its place is the next one.
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

    /// Where in the list the selected duty is, from 0; none where the list does not show it.
    fn place_of_selected(&mut self, context: &ViewContext<'_>) -> Option<usize> {
        let selected = self.selected?;
        let entries = &context.register.entries;
        let rows = self.rows(context);
        let place = rows.iter().position(|i| entries.get(*i).is_some_and(|e| e.id == selected))?;
        self.left_at = rows.get(place).map(|index| (place, *index));
        Some(place)
    }

    /// Selects what the focus came to, as a click does.
    fn focus_row(&mut self, id: DutyId) {
        if self.selected != Some(id) {
            self.select(id);
            self.reveal_selected = true;
        }
    }

    /// Shows the duties of this clause, or of all. What is shown in full is one of them.
    fn choose_clause(&mut self, context: &ViewContext<'_>, clause: Option<ClauseId>) {
        self.filter.clause = clause;
        let is_shown = self.place_of_selected(context).is_some();
        let first = self.shown(context).first().copied();
        if let Some(id) = first.filter(|_| !is_shown && self.marked.len() <= 1) {
            self.select(id);
        }
        self.reveal_selected = true;
    }

    /// What of the checklist listens to keys, where it is seen.
    #[must_use]
    pub(super) fn listeners(&self, others: Listeners) -> Listeners {
        let tree = Some(tree::node_id(self.filter.clause));
        Listeners { checklist: true, row: self.selected.map(row_id), tree, ..others }
    }

    /// Marks every duty that is shown.
    pub fn select_all(&mut self, context: &ViewContext<'_>) {
        self.marked = self.shown(context).into_iter().collect();
    }

    /// What a click on a row does: with Ctrl it adds or removes one, with Shift a range.
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

/// What dropped files are attached to: the selected duty.
pub(super) fn drop_target(_: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    views.checklist.selected.map(|id| AttachTo::Use(EvidenceUse::Duty(id)))
}

/// The checklist.
pub(super) fn checklist_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.checklist;
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let pane = |fill| Frame::NONE.fill(fill).inner_margin(Margin::same(0));
    // A table on a small screen needs the width for its columns.
    if state.mode == Mode::List || width > 1000.0 {
        Panel::left("checklist-tree")
            .frame(pane(tokens.panel))
            .default_size((width * 0.22).clamp(168.0, 300.0))
            .size_range(140.0..=360.0)
            .show(ui, |ui| tree::tree_ui(ui, context, state));
    }
    // Where the list goes on when the duty leaves it.
    let is_shown = state.place_of_selected(context).is_some();
    if state.mode == Mode::Table {
        if !is_shown {
            // A table has no detail: nothing of the duty is seen, so no key is about it.
            state.selected = None;
        }
        egui::CentralPanel::default().frame(pane(tokens.ground)).show(ui, |ui| {
            bulk_panel(ui, context, state, out);
            filters::filters_ui(ui, context, state);
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
            filters::filters_ui(ui, context, state);
            list::list_ui(ui, context, state);
        });
    egui::CentralPanel::default().frame(pane(tokens.card)).show(ui, |ui| detail::detail_ui(ui, context, state, out));
}

/// The bar for several duties, below the list: rows must not move under the pointer that marks them.
fn bulk_panel(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, out: &mut Outbox) {
    if state.marked.len() > 1 {
        let frame = Frame::NONE.fill(Tokens::of(ui).selected).inner_margin(Margin::symmetric(16, 8));
        Panel::bottom("checklist_bulk").frame(frame).show(ui, |ui| list::bulk_ui(ui, context, state, out));
    }
}

/// The list or table of duties, where it is one stop of the focus among others.
fn list_id() -> Id {
    Id::unique("duty_rows")
}

/// The row of a duty, in the list and in the table.
fn row_id(duty: DutyId) -> Id {
    Id::unique(("duty_row", duty))
}

/// The entry that is shown in full.
fn selected_entry<'a>(context: &'a ViewContext<'_>, state: &ChecklistState) -> Option<&'a Entry> {
    state.selected.and_then(|id| context.register.entry(id))
}
