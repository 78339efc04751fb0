//! The history: author, time, session and change of each record, filtered by person, duty, session and day.

use super::checklist::answer::parse_date;
use super::kit::dialog::title;
use super::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT, TEXT_SMALL};
use super::kit::widgets::{close_when_chosen, draft_field, elided, empty_state};
use super::kit::{Tokens, fonts, icons};
use super::record_list::{details_ui, fold_icon, go, main_link};
use super::{CopyIntent, Intent, Outbox, ViewContext, record_cache};
use crate::locale::session_words;
use crate::workbook::{HeldSession, HistoryFilter, Record, RecordId, RecordSessions, SessionId};
use egui::{
    ComboBox, CornerRadius, Frame, Id, Label, Margin, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// The height of a line, in points.
const ROW: f32 = 26.0;
/// Maximum number of characters of a line that its tooltip shows.
const MOST_EXPLAINED: usize = 400;

/// Left edge and width of the session in a line, in points.
const SESSION: f32 = 240.0;
const SESSION_WIDTH: f32 = 172.0;
/// Width of the link at the end of a line, in points.
const LINK_WIDTH: f32 = 110.0;

/// State of the dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryState {
    filter: HistoryFilter,
    duty: String,
    found: Option<HistoryRows>,
    /// The record that is shown in full.
    selected: Option<RecordId>,
    /// Whether to scroll to the line of the selected record.
    reveal: bool,
}

/// The filtered records as indices into the history, cached until the workbook or the filter changes.
#[derive(Clone, Debug, PartialEq)]
struct HistoryRows {
    revision: u64,
    filter: HistoryFilter,
    places: Vec<usize>,
    /// The session in which each record was made.
    sessions: Arc<RecordSessions>,
}

impl HistoryState {
    /// The history with this record in full.
    #[must_use]
    pub fn at(record: RecordId) -> Self {
        Self { selected: Some(record), reveal: true, ..Self::default() }
    }

    /// Filters the records again where the workbook or the filter changed.
    fn refresh(&mut self, context: &ViewContext<'_>) {
        let revision = context.workbook.revision();
        if self.found.as_ref().is_some_and(|found| found.revision == revision && found.filter == self.filter) {
            return;
        }
        let history = context.workbook.history.iter().enumerate().rev();
        let known = self.found.take().filter(|found| found.revision == revision);
        let sessions =
            known.map_or_else(|| Arc::new(context.workbook.record_sessions()), |found| Arc::clone(&found.sessions));
        let accepted = history.filter(|(_, record)| self.filter.accepts(record, context.workbook, &sessions));
        let places = accepted.map(|(place, _)| place).collect();
        self.found = Some(HistoryRows { revision, filter: self.filter.clone(), places, sessions });
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn history_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut HistoryState, out: &mut Outbox) -> bool {
    title(ui, &context.text("history-title"));
    state.refresh(context);
    filter_ui(ui, context, state);
    state.refresh(context);
    let Some(found) = &state.found else { return false };
    let places = found.places.as_slice();
    let room = (ui.ctx().content_rect().height() - 270.0).max(160.0);
    let shown = state.selected.and_then(|id| context.workbook.record(id));
    let height = if shown.is_some() { room * 0.55 } else { room };
    let mut clicked = None;
    let top = ui.cursor().top();
    let revealed = shown.filter(|_| std::mem::take(&mut state.reveal)).and_then(|shown| {
        places.iter().position(|place| context.workbook.history.get(*place).is_some_and(|r| r.id == shown.id))
    });
    if places.is_empty() {
        let is_new = context.workbook.history.is_empty();
        let hint = if is_new { "history-none-yet" } else { "history-none-found" };
        empty_state(ui, icons::SCROLL, &context.text("history-empty"), &context.text(hint));
    } else {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show_rows(
            ui,
            ROW,
            places.len(),
            |ui, rows| {
                if let Some(at) = revealed {
                    // Only visible lines are drawn, so the position of the line is calculated.
                    let above = at as f32 - rows.start as f32;
                    let line = pos2(ui.cursor().left(), ui.cursor().top() + above * ROW);
                    ui.scroll_to_rect(Rect::from_min_size(line, vec2(1.0, ROW)), None);
                }
                for place in places.get(rows).unwrap_or_default() {
                    if let Some(record) = context.workbook.history.get(*place) {
                        let is_shown = shown.is_some_and(|shown| shown.id == record.id);
                        if record_ui(ui, context, record, &found.sessions, is_shown, out) {
                            clicked = Some(record.id);
                        }
                    }
                }
            },
        );
    }
    if let Some(record) = shown {
        full_ui(ui, context, record, room - height, out);
    }
    // The height stays constant, so that the widgets under the pointer do not move.
    ui.add_space((top + room - ui.cursor().top()).max(0.0) + 2.0 * GRID);
    let places = places.len();
    if clicked.is_some() {
        state.selected = clicked.filter(|id| Some(*id) != state.selected);
        state.reveal = state.selected.is_some();
    }
    ui.horizontal(|ui| {
        let count = context.format("history-count", [("n", places.into())]);
        ui.add_enabled_ui(places > 0, |ui| {
            let button = format!("{} {}", icons::EXPORT, context.text("history-export"));
            if ui.button(button).clicked() {
                out.push(Intent::Copies(CopyIntent::ExportHistory(state.filter.clone())));
            }
        });
        let closed = ui.button(context.text("close")).clicked();
        ui.label(RichText::new(count).size(TEXT_SMALL).color(Tokens::of(ui).muted));
        closed
    })
    .inner
}

fn filter_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut HistoryState) {
    ui.horizontal(|ui| {
        let everyone = context.text("history-everyone");
        let filter = &mut state.filter;
        let chosen = filter.person.map_or_else(|| everyone.to_string(), |id| context.person(id).to_owned());
        let combo = ComboBox::from_id_salt("history_person").selected_text(chosen).width(120.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.person, None, everyone);
            for (id, person) in context.workbook.everybody() {
                ui.selectable_value(&mut filter.person, Some(id), &person.name);
            }
            close_when_chosen(ui);
        });
        combo.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, context.text("history-person")));
        session_choice(ui, context, &mut filter.session, state.found.as_ref().map(|found| &*found.sessions));
        let duty_of = |text: &str| {
            let license = context.workbook.current_license()?;
            context.workbook.duty_by_label(license, text)
        };
        ui.allocate_ui(vec2(140.0, CONTROL_HEIGHT), |ui| {
            let valid = |text: &str| text.trim().is_empty() || duty_of(text).is_some();
            let (id, name) = (Id::unique("history_duty"), context.text("history-duty"));
            if let Some(text) = draft_field(ui, id, &state.duty, &context.text("history-duty-hint"), &name, valid) {
                filter.duty = duty_of(&text);
                state.duty = text;
            }
        });
        for (key, name, day) in [
            ("history_since", "history-since", &mut filter.since),
            ("history_until", "history-until", &mut filter.until),
        ] {
            ui.label(context.text(name));
            ui.allocate_ui(vec2(110.0, CONTROL_HEIGHT), |ui| {
                let valid = |text: &str| text.trim().is_empty() || parse_date(text).is_some();
                let now = day.map(|day| day.to_string()).unwrap_or_default();
                let hint = context.text("date-hint");
                if let Some(text) = draft_field(ui, Id::unique(key), &now, &hint, &context.text(name), valid) {
                    *day = parse_date(&text);
                }
            });
        }
    });
}

/// Draws the choice of a session, if the workbook has sessions.
fn session_choice(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    chosen: &mut Option<SessionId>,
    sessions: Option<&RecordSessions>,
) {
    let all = sessions.map(RecordSessions::all).unwrap_or_default();
    if all.is_empty() {
        return;
    }
    let name = |held: &HeldSession| session_words(context.locale, held);
    let any = context.text("history-any-session");
    let held = chosen.and_then(|id| all.iter().find(|(other, _)| *other == id));
    let words = held.map_or_else(|| any.to_string(), |(_, held)| name(held));
    let combo = ComboBox::from_id_salt("history_session").selected_text(words).width(120.0).truncate();
    let combo = combo.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, any);
        for (id, held) in &all {
            ui.selectable_value(chosen, Some(*id), name(held));
        }
        close_when_chosen(ui);
    });
    combo.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, context.text("history-session")));
}

/// Draws the selected record in full.
fn full_ui(ui: &mut Ui, context: &ViewContext<'_>, record: &Record, height: f32, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    ui.add_space(GRID);
    Frame::NONE.fill(tokens.panel).corner_radius(6).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        let height = (height - 5.0 * GRID).max(80.0);
        let area = ScrollArea::vertical().id_salt("history_record").max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let what = record_cache::line(ui, context, record);
            ui.add(Label::new(RichText::new(&*what).font(fonts::bold(TEXT))).wrap());
            details_ui(ui, context, record, out);
        });
    });
}

/// Draws one line: time, author, session, change, and a link to the changed object. The tooltip shows the whole line.
/// Returns true when the line was clicked.
fn record_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    record: &Record,
    sessions: &RecordSessions,
    is_shown: bool,
    out: &mut Outbox,
) -> bool {
    let tokens = Tokens::of(ui);
    let when = super::china_time(record.at).format("%Y-%m-%d %H:%M").to_string();
    let who = context.person(record.author);
    let what = record_cache::line(ui, context, record);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let session = sessions.of(record.id).map(|(_, held)| session_words(context.locale, held)).unwrap_or_default();
    let line = [when.as_str(), who, &session, &what].into_iter().filter(|part| !part.is_empty());
    let line = line.collect::<Vec<_>>().join("  ");
    // The session column is omitted in a workbook without sessions.
    let left = if sessions.is_empty() { SESSION } else { SESSION + SESSION_WIDTH };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_shown, &line));
    if is_shown || response.hovered() || response.has_focus() {
        let fill = if is_shown { tokens.selected } else { tokens.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    }
    let is_main = link_ui(ui, context, record, rect, out);
    let fold = elided(ui, fold_icon(is_shown), fonts::regular(TEXT_SMALL), tokens.muted, 14.0);
    let muted = elided(ui, &when, fonts::regular(TEXT_SMALL), tokens.muted, 126.0);
    let name = elided(ui, who, fonts::regular(TEXT), tokens.ink, 84.0);
    let words = elided(ui, &what, fonts::regular(TEXT), tokens.ink, rect.width() - left - LINK_WIDTH - 20.0);
    let session = elided(ui, &session, fonts::regular(TEXT_SMALL), tokens.muted, SESSION_WIDTH - 10.0);
    for (galley, left) in [(fold, 2.0), (muted, 18.0), (name, 148.0), (session, SESSION), (words, left)] {
        let at = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, tokens.ink);
    }
    // A tooltip with the whole text of a report would fill the screen.
    let line = match line.char_indices().nth(MOST_EXPLAINED) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    };
    response.on_hover_text(line).clicked() && !is_main
}

/// Draws the link at the end of a line. Returns true when it was clicked.
fn link_ui(ui: &mut Ui, context: &ViewContext<'_>, record: &Record, rect: Rect, out: &mut Outbox) -> bool {
    let Some((name, destination)) = main_link(context, record) else { return false };
    let tokens = Tokens::of(ui);
    let galley = elided(ui, &name, fonts::regular(TEXT_SMALL), tokens.accent, LINK_WIDTH - 8.0);
    let at = pos2(rect.right() - galley.size().x - 8.0, rect.center().y - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size()).expand(3.0);
    let response = ui.interact(place, ui.scope_id().with(("history_link", record.id)), Sense::click());
    let words = context.format("history-go", [("what", name.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &words));
    ui.painter().galley(at, galley, tokens.accent);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(words);
    if response.clicked() {
        go(out, destination);
    }
    response.clicked()
}
