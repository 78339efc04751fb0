//! Scans of the license pages, shown beside the text.

use super::LicenseState;
use crate::ui::evidence::{Reading, Take, ask, large_ui, state_words};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, icon_button, remark, right_to_left};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{AttachTo, Destination, EvidenceIntent, Intent, Outbox, PreviewIntent, ViewContext};
use crate::variants::all;
use crate::workbook::{EvidenceState, EvidenceUse, Sha256};
use egui::{Frame, Margin, Popup, RichText, Ui, vec2};
use strum::VariantArray;

/// The visible representation of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Showing {
    /// The text as transcribed.
    Text,
    /// The scan, where there is one.
    Scan,
    /// Both, side by side where there is room.
    #[default]
    Both,
}

impl Showing {
    const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    fn id(self) -> &'static str {
        match self {
            Self::Text => "evidence-page-text",
            Self::Scan => "evidence-page-scan",
            Self::Both => "evidence-page-both",
        }
    }
}

/// The scan of a page.
pub(super) fn of_page(context: &ViewContext<'_>, page: u32) -> Option<Sha256> {
    let license = context.workbook.licenses.get(&context.register.license)?;
    license.record.scans.get(&page).copied()
}

/// Draws the choice between text and scans, if any page has a scan.
pub(super) fn choice_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut LicenseState) {
    let license = context.workbook.licenses.get(&context.register.license);
    if license.is_none_or(|license| license.record.scans.is_empty()) {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for showing in Showing::ALL {
            if chip(ui, &context.text(showing.id()), state.showing == showing).clicked() {
                state.showing = showing;
            }
        }
    });
}

/// Draws the line above a page: the name of its scan, or the button that attaches one.
pub(super) fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, page: u32, out: &mut Outbox) {
    let place = EvidenceUse::Page(context.register.license, page);
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let Some(hash) = of_page(context, page) else {
            let words = format!("{} {}", icons::IMAGE, context.text("evidence-attach-scan"));
            let button = ui.add(egui::Button::new(RichText::new(words).size(TEXT_SMALL)).frame(false));
            let name = context.format("evidence-attach-scan-of", [("page", page.into())]);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if button.clicked() {
                ask(AttachTo::Use(place), Take::Files, out);
            }
            return;
        };
        let name = context.format("evidence-scan-actions", [("page", page.into())]);
        let button = icon_button(ui, icons::DOTS_THREE, &name, false);
        Popup::menu(&button).show(|ui| menu_ui(ui, context, (hash, place), out));
        let tokens = Tokens::of(ui);
        if let Some(state) = context.checks.states.get(&hash).filter(|state| **state != EvidenceState::Ok) {
            let (icon, words, tone) = state_words(context, tokens, Some(state));
            ui.label(RichText::new(format!("{icon} {words}")).size(TEXT_SMALL).color(tone.text));
        }
    });
}

fn menu_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, place): (Sha256, EvidenceUse), out: &mut Outbox) {
    ui.set_min_width(190.0);
    let wishes = [
        (icons::CORNERS_OUT, "evidence-enlarge", Intent::Preview(PreviewIntent::Enlarge(vec![hash], 0))),
        (icons::PENCIL_SIMPLE, "evidence-details", Intent::Go(Destination::Evidence(Some(hash)))),
        (icons::ARROWS_CLOCKWISE, "evidence-replace", Intent::Evidence(EvidenceIntent::AskReplacement(hash))),
        (icons::X, "evidence-detach", Intent::Evidence(EvidenceIntent::Detach(vec![hash], vec![place]))),
    ];
    for (icon, id, wish) in wishes {
        if ui.button(format!("{icon}  {}", context.text(id))).clicked() {
            out.push(wish);
            ui.close();
        }
    }
}

/// Draws the scan with its zoom buttons.
pub(super) fn scan_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    (page, hash): (u32, Sha256),
    out: &mut Outbox,
) {
    const STEP: f32 = 1.4;
    let tokens = Tokens::of(ui);
    let reading: &mut Reading = state.readings.entry(page).or_default();
    Frame::NONE.fill(tokens.card).inner_margin(Margin::same(8)).show(ui, |ui| {
        let width = ui.available_width();
        ui.set_width(width);
        right_to_left(ui, CONTROL_HEIGHT, |ui| {
            if icon_button(ui, icons::PLUS, &context.text("evidence-larger"), false).clicked() {
                reading.zoom = (reading.zoom * STEP).min(8.0);
            }
            if icon_button(ui, icons::MINUS, &context.text("evidence-smaller"), false).clicked() {
                reading.zoom = (reading.zoom / STEP).max(1.0);
            }
            if let Some(evidence) = context.workbook.evidence.get(&hash) {
                remark(ui, evidence.name.as_str());
            }
        });
        ui.add_space(GRID);
        // The placeholder has the proportions of A4, so that the layout does not move when the image is loaded.
        large_ui(ui, context, hash, reading, vec2(width, width * 1.414), out);
    });
}
