//! Scans of the license pages, shown beside the text.

use super::LicenseState;
use crate::license::{Page, Span};
use crate::ui::evidence::{Reading, Take, ask, large_ui, state_words};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, icon_button, remark, right_to_left};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{AttachTo, Destination, EvidenceIntent, Intent, Outbox, PreviewIntent, ViewContext};
use crate::understanding::places_of;
use crate::variants::all;
use crate::workbook::{EvidenceState, EvidenceUse, Sha256, SourcePlace};
use egui::{Frame, Margin, Popup, RichText, Ui, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;
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

/// The places of the license text on scans that were read in this session.
#[derive(Clone, Debug, Default)]
pub struct ScanPlaces(BTreeMap<Sha256, Option<Arc<Vec<SourcePlace>>>>);

impl ScanPlaces {
    /// Notes that a scan is being read. Returns false if that was begun before.
    pub fn begin(&mut self, scan: Sha256) -> bool {
        let is_new = !self.0.contains_key(&scan);
        self.0.entry(scan).or_default();
        is_new
    }

    /// Takes the places on a scan; none if it could not be read.
    pub fn finish(&mut self, scan: Sha256, places: Vec<SourcePlace>) {
        self.0.insert(scan, Some(Arc::new(places)));
    }

    /// Forgets all scans, which belong to the document before.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The places of the license text on a scan: those of the file from which the license was read, or those that were
/// found on it since. `None` until it is read.
fn places<'a>(context: &'a ViewContext<'_>, scan: Sha256) -> Option<&'a [SourcePlace]> {
    let license = context.workbook.licenses.get(&context.register.license)?;
    let source = license.record.source.as_ref().filter(|source| source.file == scan && !source.places.is_empty());
    match source {
        Some(source) => Some(&source.places),
        None => Some(context.scan_places.0.get(&scan)?.as_ref()?.as_slice()),
    }
}

/// Sets the page and the marks of a scan: the passages that are marked in the text of `page`. A scan whose text has no
/// known places is read first.
fn mark(
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    (page, scan): (&Page, Sha256),
    marked: &[Span],
    out: &mut Outbox,
) {
    let places = places(context, scan);
    let on_page = |span: &Span| page.span.overlaps(*span);
    let marked: Vec<Span> = marked.iter().copied().filter(on_page).collect();
    if places.is_none() && !marked.is_empty() {
        out.push(Intent::ReadScan(scan));
    }
    let places = places.unwrap_or_default();
    let reading = state.readings.entry(page.number).or_insert_with(|| {
        let first = places.iter().find(|place| on_page(&place.span));
        Reading { page: first.map_or(0, |place| place.page.saturating_sub(1) as usize), ..Reading::default() }
    });
    let marks: Vec<_> = marked.iter().flat_map(|span| places_of(places, *span)).collect();
    if reading.marks != marks {
        if let Some((first, _)) = marks.first() {
            reading.page = first.saturating_sub(1) as usize;
            reading.reveal = true;
        }
        reading.marks = marks;
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
    (page, hash): (&Page, Sha256),
    marked: &[Span],
    out: &mut Outbox,
) {
    const STEP: f32 = 1.4;
    let tokens = Tokens::of(ui);
    mark(context, state, (page, hash), marked, out);
    let reading: &mut Reading = state.readings.entry(page.number).or_default();
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
