//! The place *Evidence*: the list of all evidence, and the duties that lack evidence.

use super::rows::{Column, Narrowed, Rows, is_expiring, is_wrong};
use super::section::{Take, ask};
use super::state::{EvidencePlace, Tab, row_id};
use super::{EvidenceIntent, lacking, pane, table};
use crate::command::{Command, KeyOwner, Place, keep_focus_from_arrows};
use crate::file_type::FileKind;
use crate::ui::evidence::labels::{kind_icon, kind_word};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, TITLE};
use crate::ui::kit::widgets::{chip, empty_state, icon_button, primary_button, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::with_tooltip;
use crate::ui::{AttachTo, Intent, Outbox, ViewContext, Views};
use crate::workbook::{EvidenceChange, Sha256};
use egui::{
    Align, Frame, Key, Layout, Margin, Modifiers, Panel, Popup, PopupCloseBehavior, RichText, TextEdit, Ui, vec2,
};
use std::collections::BTreeSet;

impl EvidencePlace {
    /// Selects this piece alone and shows it in the pane.
    pub fn select(&mut self, hash: Sha256) {
        if self.selected != Some(hash) {
            self.reading = super::Reading::default();
        }
        self.selected = Some(hash);
        self.anchor = Some(hash);
        self.marked = BTreeSet::from([hash]);
    }

    /// Lists all evidence, selects this piece and scrolls to it.
    pub fn go_to(&mut self, hash: Sha256) {
        self.tab = Tab::All;
        self.narrowed = Narrowed::default();
        self.reveal = true;
        self.select(hash);
    }

    /// The number of rows that the latest frame built: the cost of the list, which does not grow with the evidence.
    #[must_use]
    pub fn rows_built(&self) -> usize {
        self.built
    }

    pub(super) fn rows(&mut self, context: &ViewContext<'_>) -> &Rows {
        Rows::of(&mut self.rows, context, &self.narrowed, self.sort)
    }

    /// Handles a click on a row: Ctrl adds or removes one piece, Shift selects a range.
    pub(super) fn click(&mut self, context: &ViewContext<'_>, hash: Sha256, modifiers: Modifiers) {
        if modifiers.command {
            self.marked.extend(self.selected);
            if !self.marked.remove(&hash) {
                self.marked.insert(hash);
            }
            self.selected = self.marked.contains(&hash).then_some(hash).or(self.marked.first().copied());
            self.anchor = Some(hash);
        } else if let (true, Some(anchor)) = (modifiers.shift, self.anchor) {
            let hashes = std::sync::Arc::clone(&self.rows(context).hashes);
            let place = |of: Sha256| hashes.iter().position(|other| *other == of);
            if let (Some(a), Some(b)) = (place(anchor), place(hash)) {
                self.marked = hashes.get(a.min(b)..=a.max(b)).unwrap_or_default().iter().copied().collect();
            }
            self.selected = Some(hash);
        } else {
            self.select(hash);
        }
    }

    /// Moves the selection by `step` rows.
    fn step(&mut self, context: &ViewContext<'_>, step: isize) {
        let hashes = std::sync::Arc::clone(&self.rows(context).hashes);
        let at = self.selected.and_then(|hash| hashes.iter().position(|other| *other == hash));
        let next = at.map_or(0, |at| at.saturating_add_signed(step).min(hashes.len().saturating_sub(1)));
        if let Some(hash) = hashes.get(next) {
            self.select(*hash);
            self.reveal = true;
        }
    }
}

/// The number of pieces of evidence that the latest check found missing or changed.
pub(in crate::ui) fn alerts(context: &ViewContext<'_>) -> usize {
    context.checks.bad().count()
}

/// Draws the place.
pub(in crate::ui) fn evidence_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.evidence;
    let tokens = Tokens::of(ui);
    keys(ui, context, state, out);
    let width = ui.available_width();
    // Undo or another document may have removed the selected evidence.
    state.selected = state.selected.filter(|hash| context.workbook.evidence.contains_key(hash));
    if state.tab == Tab::All && state.selected.is_some() {
        Panel::right("evidence_pane")
            .frame(Frame::NONE.fill(tokens.card))
            .default_size((width * 0.38).clamp(320.0, 480.0))
            .size_range(300.0..=(width - 380.0).max(320.0))
            .show(ui, |ui| pane::pane_ui(ui, context, state, out));
    }
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        let several = state.tab == Tab::All && state.marked.len() > 1;
        if several {
            let frame = Frame::NONE.fill(tokens.selected).inner_margin(Margin::symmetric(16, 8));
            Panel::bottom("evidence_bulk").frame(frame).show(ui, |ui| bulk_ui(ui, context, state, out));
        }
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 14, bottom: 4 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, context, state, out);
        });
        match state.tab {
            Tab::Lacking => lacking::lacking_ui(ui, context, state, out),
            Tab::All if context.workbook.evidence.is_empty() => nothing_ui(ui, context, out),
            Tab::All => table::table_ui(ui, context, state, out),
        }
    });
}

/// Arrow keys, J and K move the selection, unless a text field has the focus.
fn keys(ui: &Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    let typing = ui.ctx().text_edit_focused();
    if typing || state.tab != Tab::All || context.key_owner != KeyOwner::Place {
        return;
    }
    keep_focus_from_arrows(ui.ctx());
    let count = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    for _ in 0..count(Key::ArrowDown) + count(Key::J) {
        state.step(context, 1);
    }
    for _ in 0..count(Key::ArrowUp) + count(Key::K) {
        state.step(context, -1);
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let focused = ui.memory(egui::Memory::focused);
    let is_row = focused.is_none() || focused == state.selected.map(row_id);
    if is_row && (pressed(Key::Enter) || pressed(Key::Space)) {
        let hashes = state.rows(context).hashes.to_vec();
        if let Some(at) = state.selected.and_then(|hash| hashes.iter().position(|other| *other == hash)) {
            out.push(Intent::Preview(super::PreviewIntent::Enlarge(hashes, at)));
        }
    }
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let lacking = lacking::Lacking::of(&mut state.lacking, context).duties.len();
        let words = format!("{} {}  {lacking}", icons::SEAL_WARNING, context.text("evidence-tab-lacking"));
        if chip(ui, &words, state.tab == Tab::Lacking).clicked() {
            state.tab = Tab::Lacking;
        }
        let all = context.workbook.evidence.len();
        let words = format!("{} {}  {all}", icons::ROWS, context.text("evidence-tab-all"));
        if chip(ui, &words, state.tab == Tab::All).clicked() {
            state.tab = Tab::All;
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(Command::Show(Place::Evidence).name(context.locale)).font(fonts::bold(TITLE)));
        });
    });
    ui.add_space(GRID);
    if state.tab == Tab::Lacking {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let attach = format!("{} {}", icons::PLUS, context.text("evidence-attach"));
        if primary_button(ui, attach).clicked() {
            ask(AttachTo::Nowhere, Take::Files, out);
        }
        super::section::more_ui(ui, context, None, out);
        for command in [Command::VerifyEvidence, Command::ExtractEvidence, Command::RelinkEvidence] {
            let relinks = command == Command::RelinkEvidence;
            if relinks && context.checks.bad().next().is_none() {
                continue;
            }
            let words = format!("{} {}", command.icon(), command.name(context.locale));
            let response = ui.add_enabled(!context.workbook.evidence.is_empty(), egui::Button::new(words));
            if with_tooltip(context, response, command).clicked() {
                out.command(command);
            }
        }
    });
    if !context.workbook.evidence.is_empty() {
        ui.add_space(2.0);
        filters_ui(ui, context, state);
    }
}

fn filters_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace) {
    let evidence = &context.workbook.evidence;
    let unused = state.rows(context).unused.len();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        search_ui(ui, context, state);
        let narrowed = &mut state.narrowed;
        kinds_ui(ui, context, narrowed);
        let expiring = evidence.values().filter(|e| is_expiring(e, context.today)).count();
        let wrong = context.checks.states.iter().filter(|(h, s)| evidence.contains_key(h) && is_wrong(Some(s))).count();
        let secret = evidence.values().filter(|e| e.confidential).count();
        for (set, id, n) in [
            (&mut narrowed.unused, "evidence-filter-unused", unused),
            (&mut narrowed.expiring, "evidence-filter-expiring", expiring),
            (&mut narrowed.wrong, "evidence-filter-wrong", wrong),
            (&mut narrowed.confidential, "evidence-confidential", secret),
        ] {
            // A filter without results would only take space.
            if (n > 0 || *set) && chip(ui, &format!("{} {n}", context.text(id)), *set).clicked() {
                *set = !*set;
            }
        }
        sort_ui(ui, context, &mut state.sort);
        let clear = format!("{} {}", icons::X, context.text("filter-clear"));
        if state.narrowed != Narrowed::default() && chip(ui, &clear, false).clicked() {
            state.narrowed = Narrowed::default();
        }
    });
    let shown = state.rows(context).hashes.len();
    remark(ui, context.format("evidence-shown", [("shown", shown.into()), ("all", evidence.len().into())]));
}

fn search_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace) {
    let id = egui::Id::unique("evidence_search");
    let name = context.text("evidence-search");
    let response = ui.name_inputs(name.clone(), |ui| {
        let hint = format!("{} {name}", icons::MAGNIFYING_GLASS);
        ui.add(TextEdit::singleline(&mut state.narrowed.text).id(id).desired_width(170.0).hint_text(hint))
    });
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.narrowed.text.clear();
        response.surrender_focus();
    }
    if !state.narrowed.text.is_empty() && icon_button(ui, icons::X, &context.text("search-clear"), false).clicked() {
        state.narrowed.text.clear();
    }
}

fn kinds_ui(ui: &mut Ui, context: &ViewContext<'_>, narrowed: &mut Narrowed) {
    let mut words = context.text("field-kind").into_owned();
    if let (1, Some(only)) = (narrowed.kinds.len(), narrowed.kinds.first()) {
        words = format!("{words}: {}", kind_word(context, *only));
    } else if !narrowed.kinds.is_empty() {
        words = format!("{words}: {}", narrowed.kinds.len());
    }
    let response = chip(ui, &format!("{words} {}", icons::CARET_DOWN), !narrowed.kinds.is_empty());
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(150.0);
        for kind in FileKind::ALL {
            let mut chosen = narrowed.kinds.contains(&kind);
            if ui.checkbox(&mut chosen, format!("{} {}", kind_icon(kind), kind_word(context, kind))).changed() {
                if chosen {
                    narrowed.kinds.insert(kind);
                } else {
                    narrowed.kinds.remove(&kind);
                }
            }
        }
    });
}

/// Draws the menu of the sort orders. A narrow window has no room for the headings of all columns.
fn sort_ui(ui: &mut Ui, context: &ViewContext<'_>, sort: &mut (Column, bool)) {
    let icon = if sort.1 { icons::SORT_DESCENDING } else { icons::SORT_ASCENDING };
    let response = chip(ui, &format!("{icon} {} {}", context.text(sort.0.id()), icons::CARET_DOWN), false);
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(150.0);
        for column in Column::ALL {
            ui.radio_value(&mut sort.0, column, context.text(column.id()));
        }
        ui.separator();
        ui.checkbox(&mut sort.1, context.text("evidence-sort-downward"));
    });
}

/// Draws the actions on several marked pieces.
fn bulk_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    let marked: Vec<Sha256> = state.marked.iter().copied().collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.label(context.format("bulk-selected", [("n", marked.len().into())]));
        let evidence = |hash: &Sha256| context.workbook.evidence.get(hash);
        let all_secret = marked.iter().filter_map(evidence).all(|e| e.confidential);
        let id = if all_secret { "evidence-bulk-open" } else { "evidence-bulk-confidential" };
        if chip(ui, &format!("{} {}", icons::LOCK, context.text(id)), false).clicked() {
            let change = EvidenceChange::Confidential(!all_secret);
            out.push(Intent::Evidence(EvidenceIntent::Describe(marked.clone(), change)));
        }
        let linked: Vec<Sha256> =
            marked.iter().filter(|hash| evidence(hash).is_some_and(|e| !e.is_embedded())).copied().collect();
        if !linked.is_empty() && chip(ui, &context.text("evidence-embed"), false).clicked() {
            out.push(Intent::Evidence(EvidenceIntent::Embed(linked)));
        }
        let rows = state.rows(context);
        let unused: Vec<Sha256> = marked.iter().filter(|hash| rows.unused.contains(hash)).copied().collect();
        if !unused.is_empty() {
            let words = context.format("evidence-remove-unused", [("n", unused.len().into())]);
            if chip(ui, &format!("{} {words}", icons::TRASH), false).clicked() {
                out.push(Intent::Evidence(EvidenceIntent::Remove(unused)));
            }
        }
        if chip(ui, &context.text("bulk-clear"), false).clicked() {
            state.marked = state.selected.into_iter().collect();
        }
    });
}

/// Draws the first steps while there is no evidence.
fn nothing_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    empty_state(ui, icons::PAPERCLIP, &context.text("evidence-empty"), &context.text("evidence-empty-hint"));
    ui.vertical_centered(|ui| {
        ui.add_space(3.0 * GRID);
        if primary_button(ui, context.text("evidence-attach")).clicked() {
            ask(AttachTo::Nowhere, Take::Files, out);
        }
        ui.add_space(2.0 * GRID);
        if ui.button(context.text("evidence-empty-lacking")).clicked() {
            out.push(Intent::Go(crate::ui::Destination::Lacking { only_met: false }));
        }
    });
}
