//! Evidence in the whole window, one piece at a time, operated with the mouse or with keys alone.

use super::labels::{facts_in_short, state_words};
use super::large::{Reading, ZOOM_STEP, large_ui};
use super::previews::kind_of;
use super::{EvidenceIntent, PreviewIntent};
use crate::command::KeyOwner;
use crate::file_type::FileKind;
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, HEADING, TEXT_SMALL};
use crate::ui::kit::widgets::{dialog_frame, icon_button, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{Destination, Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, Sha256};
use egui::{Align, Key, Label, Layout, Modifiers, RichText, Ui, vec2};

/// The evidence that is shown in the whole window.
#[derive(Clone, Debug, PartialEq)]
pub struct Lightbox {
    items: Vec<Sha256>,
    at: usize,
    reading: Reading,
}

impl Lightbox {
    /// Starts with the piece at index `at` of `items`. A greater index gives the last piece.
    #[must_use]
    pub fn new(items: Vec<Sha256>, at: usize) -> Self {
        Self { at: at.min(items.len().saturating_sub(1)), items, reading: Reading::default() }
    }

    /// The piece that is shown. None if there are no pieces.
    #[must_use]
    pub fn shown(&self) -> Option<Sha256> {
        self.items.get(self.at).copied()
    }

    fn step(&mut self, forward: bool) {
        let last = self.items.len().saturating_sub(1);
        let at = if forward { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
        if at != self.at {
            self.at = at;
            self.reading = Reading::default();
        }
    }

    fn keys(&mut self, ui: &Ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
            self.step(true);
        }
        if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
            self.step(false);
        }
        if pressed(Key::PageDown) {
            self.reading.page += 1;
        }
        if pressed(Key::PageUp) {
            self.reading.page = self.reading.page.saturating_sub(1);
        }
        if pressed(Key::Plus) || pressed(Key::Equals) {
            self.reading.zoom_by(ZOOM_STEP);
        }
        if pressed(Key::Minus) {
            self.reading.zoom_by(1.0 / ZOOM_STEP);
        }
        if pressed(Key::Num0) {
            self.reading.zoom = 1.0;
        }
    }
}

/// Draws the lightbox above everything else if it is open.
pub(in crate::ui) fn lightbox_ui(ui: &Ui, context: &ViewContext<'_>, state: &mut Option<Lightbox>, out: &mut Outbox) {
    let Some(lightbox) = state.as_mut() else { return };
    let shown = lightbox.shown().and_then(|hash| Some((hash, context.workbook.evidence.get(&hash)?)));
    let Some((hash, evidence)) = shown else {
        *state = None;
        return;
    };
    if context.key_owner == KeyOwner::Lightbox {
        lightbox.keys(ui);
    }
    let mut close = false;
    let modal = egui::Modal::new(egui::Id::unique("lightbox")).frame(dialog_frame(ui.ctx())).show(ui.ctx(), |ui| {
        let size = ui.ctx().content_rect().size() - vec2(96.0, 88.0);
        ui.set_min_size(size);
        ui.set_max_size(size);
        close = head_ui(ui, context, lightbox, (hash, evidence), out);
        ui.add_space(2.0 * GRID);
        let room = vec2(size.x, size.y - 64.0);
        large_ui(ui, context, hash, &mut lightbox.reading, room, out);
    });
    if close || modal.should_close() {
        *state = None;
    }
}

/// Draws the name, the state and the actions. True if the lightbox is to be closed.
fn head_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    lightbox: &mut Lightbox,
    (hash, evidence): (Sha256, &Evidence),
    out: &mut Outbox,
) -> bool {
    let tokens = Tokens::of(ui);
    let close = right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let close = icon_button(ui, icons::X, &context.text("evidence-close"), false).clicked();
        if icon_button(ui, icons::PENCIL_SIMPLE, &context.text("evidence-details"), false).clicked() {
            out.push(Intent::Go(Destination::Evidence(Some(hash))));
        }
        if icon_button(ui, icons::ARROW_SQUARE_OUT, &context.text("evidence-open"), false).clicked() {
            out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: false }));
        }
        if matches!(kind_of(evidence), FileKind::Picture | FileKind::Pdf) {
            if icon_button(ui, icons::COPY, &context.text("evidence-copy-picture"), false).clicked() {
                out.push(Intent::Preview(PreviewIntent::CopyPicture(hash, lightbox.reading.page)));
            }
            if icon_button(ui, icons::PLUS, &context.text("evidence-larger"), false).clicked() {
                lightbox.reading.zoom_by(ZOOM_STEP);
            }
            if icon_button(ui, icons::MINUS, &context.text("evidence-smaller"), false).clicked() {
                lightbox.reading.zoom_by(1.0 / ZOOM_STEP);
            }
        }
        let count = lightbox.items.len();
        ui.add_enabled_ui(lightbox.at + 1 < count, |ui| {
            if icon_button(ui, icons::ARROW_RIGHT, &context.text("evidence-next"), false).clicked() {
                lightbox.step(true);
            }
        });
        ui.label(format!("{} / {count}", lightbox.at + 1));
        ui.add_enabled_ui(lightbox.at > 0, |ui| {
            if icon_button(ui, icons::ARROW_LEFT, &context.text("evidence-previous"), false).clicked() {
                lightbox.step(false);
            }
        });
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(&evidence.name).font(fonts::bold(HEADING))).truncate());
        });
        close
    });
    let (icon, state, tone) = state_words(context, tokens, context.checks.states.get(&hash));
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("{icon} {state}")).size(TEXT_SMALL).color(tone.text));
        let facts = facts_in_short(context, evidence);
        ui.add(Label::new(RichText::new(facts).size(TEXT_SMALL).color(tokens.muted)).truncate());
    });
    close
}
