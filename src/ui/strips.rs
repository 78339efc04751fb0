//! The strips that appear in every view: for a part, for a running session, and for the name of the user. They take no
//! keys from the view and cover nothing.

use super::alert::strip_ui;
use super::kit::tokens::{CONTROL_HEIGHT, GRID};
use super::kit::widgets::primary_button;
use super::kit::{Tokens, icons};
use super::{Intent, Outbox, PeopleIntent, Place, ReportIntent, ViewContext, Views};
use crate::command::Command;
use crate::language::Language;
use crate::locale::{Describer, Locale};
use egui::text::{CCursor, CCursorRange};
use egui::{Frame, Id, Key, Label, Margin, Panel, RichText, Stroke, TextEdit, Ui, vec2};

/// The name of the user while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameDraft {
    text: String,
    /// Whether the field had the focus in the previous frame. The proposed name is selected once, when the field gets
    /// the focus.
    had_focus: bool,
}

impl NameDraft {
    /// A draft with a proposed name, which typing replaces.
    #[must_use]
    pub fn new(proposal: String) -> Self {
        Self { text: proposal, had_focus: false }
    }
}

/// Draws the strip of a part that was handed out, with the steps to take.
pub(super) fn part_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let Some(part) = context.workbook.as_part() else {
        stand_in(ui);
        return;
    };
    let words = context.locale.part(part);
    let hint = context.text("part-to-do");
    let text = format!("{words} {hint}");
    strip_ui(ui, "part", Tokens::of(ui).info, icons::PACKAGE, &text, |ui| {
        if context.is_named {
            let name = context.format("part-filled-in-by", [("name", context.author_name.into())]);
            if ui.button(name).on_hover_text(context.text("part-another")).clicked() {
                out.command(Command::Identify);
            }
        }
    });
}

/// Draws the strip of a running session, which appears in every view because all edits belong to the session.
pub(super) fn session_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &Views, out: &mut Outbox) {
    let Some((id, session)) = context.workbook.running_session(context.today) else {
        stand_in(ui);
        return;
    };
    let held = Describer::new(context.locale, context.workbook, context.catalog).session_of(session);
    let text = context.format("session-running", [("session", held.into())]);
    let is_walking = views.place == Place::Report && views.report.walk.as_ref().is_some_and(|w| w.session == Some(id));
    strip_ui(ui, "session", Tokens::of(ui).met, icons::CLIPBOARD_TEXT, &text, |ui| {
        let wish = |out: &mut Outbox, intent| out.push(Intent::Report(intent));
        if ui.button(context.text("session-end")).clicked() {
            wish(out, ReportIntent::CloseSession(id, true));
        }
        // The walk-through has its own button to pause.
        if is_walking {
            return;
        }
        if ui.button(context.text("session-pause")).clicked() {
            wish(out, ReportIntent::Pause(id));
        }
        if ui.button(context.text("session-back")).clicked() {
            wish(out, ReportIntent::Resume(id));
        }
    });
}

/// Draws the request for the name of the user at the bottom, so that the view does not move and keeps the keys.
pub(super) fn naming_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut Option<NameDraft>, out: &mut Outbox) {
    let Some(name) = draft else {
        stand_in(ui);
        return;
    };
    let tone = Tokens::of(ui).info;
    let frame = Frame::NONE.fill(tone.pale).inner_margin(Margin::symmetric(16, 6)).stroke(Stroke::new(1.0, tone.edge));
    Panel::bottom("naming").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            ui.label(RichText::new(icons::USER).size(16.0).color(tone.text));
            let is_part = context.workbook.as_part().is_some();
            ui.add(Label::new(context.text(if is_part { "naming-part" } else { "naming-ask" })));
            let entered = field_ui(ui, &context.text("identify-name"), name);
            let text = name.text.trim().to_owned();
            // The placeholder name “This user” is not accepted, in any language.
            let is_nobody = Language::ALL.into_iter().any(|language| text == Locale::of(language).text("local-user"));
            let ready = !text.is_empty() && !is_nobody;
            let take = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("naming-take"))).inner;
            if ready && (take.clicked() || entered) {
                out.push(Intent::Identify(text));
            }
            if ui.button(context.text("naming-later")).clicked() {
                out.push(Intent::People(PeopleIntent::NotNow));
            }
        });
    });
}

/// Reserves an automatic id for a strip that is not shown. The widgets after the strip keep their ids, and thus the
/// focus, when the strip appears or disappears.
fn stand_in(ui: &mut Ui) {
    ui.skip_ahead_auto_ids(1);
}

/// Draws the name field. Its text is selected when it gets the focus, so that typing replaces it. Returns true when
/// Enter was pressed in it.
fn field_ui(ui: &mut Ui, label: &str, draft: &mut NameDraft) -> bool {
    let id = Id::unique("naming_field");
    let field = TextEdit::singleline(&mut draft.text).id(id).desired_width(180.0).min_size(vec2(0.0, CONTROL_HEIGHT));
    let response = ui.name_inputs(label.to_owned(), |ui| ui.add(field));
    if response.has_focus() && !draft.had_focus {
        select_all(ui, id, &draft.text);
    }
    draft.had_focus = response.has_focus();
    response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// Selects the whole text of a field.
pub(super) fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ui.ctx(), id);
}
