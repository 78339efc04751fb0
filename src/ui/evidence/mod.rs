//! Evidence: the place with all of it, the cards at its places of use, and the files that are about to be attached.

mod cards;
mod drop;
mod intent;
mod labels;
mod lacking;
mod large;
mod lightbox;
mod pane;
mod preview_intent;
mod previews;
mod rows;
mod section;
mod state;
mod table;
mod view;

pub(super) use cards::cards_ui;
pub(super) use drop::drop_ui;
pub use intent::{EvidenceChecks, EvidenceIntent, ExtractRequest};
pub(super) use labels::{size_words, state_words};
pub(super) use large::{Reading, large_ui, paint_place, place_on_page};
pub use lightbox::Lightbox;
pub(super) use lightbox::lightbox_ui;
pub use preview_intent::PreviewIntent;
pub(super) use previews::PreviewState;
pub use previews::{Detail, PreviewKey, Previews};
pub use rows::{Column, Narrowed};
pub(super) use section::{Take, ask, section_ui};
pub use state::{EvidencePlace, Tab};
pub(super) use view::{alerts, evidence_ui};

use super::kit::dialog::{answers_enter, title};
use super::kit::icons;
use super::kit::tokens::GRID;
use super::kit::widgets::{icon_button, primary_button};
use super::{AttachTo, Intent, Outbox, ViewContext};
use crate::file_type::{Danger, danger};
use crate::workbook::{NewFile, Sha256};
use egui::{Label, Ui};

/// Draws the files that are about to be attached, and the button that adds one.
pub(super) fn files_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    files: &mut Vec<NewFile>,
    to: AttachTo,
    out: &mut Outbox,
) {
    let mut removed = None;
    for (i, file) in files.iter().enumerate() {
        ui.horizontal(|ui| {
            let name = format!("{} {}", context.text("evidence-detach"), file.name);
            if icon_button(ui, icons::X, &name, false).clicked() {
                removed = Some(i);
            }
            ui.add(Label::new(format!("{} {}", icons::PAPERCLIP, file.name)).truncate());
        });
    }
    if let Some(i) = removed {
        files.remove(i);
    }
    if ui.button(format!("{} {}", icons::PAPERCLIP, context.text("evidence-attach"))).clicked() {
        out.push(Intent::AskEvidence(to));
    }
}

/// Asks whether confidential evidence is included in the copies. True if the dialog is to be closed.
pub(super) fn confidential_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    request: &ExtractRequest,
    out: &mut Outbox,
) -> bool {
    let n = context.workbook.evidence.values().filter(|evidence| evidence.confidential).count();
    title(ui, &context.text("extract-confidential-title"));
    ui.add_space(GRID);
    ui.add(Label::new(context.format("extract-confidential-text", [("n", n.into())])).wrap());
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        let without = primary_button(ui, context.text("extract-confidential-without")).clicked()
            || answers_enter(ui, context.has_dialog_keys());
        let with = ui.button(format!("{} {}", icons::LOCK, context.text("extract-confidential-with"))).clicked();
        if with || without {
            out.push(Intent::CloseDialog);
            let request = ExtractRequest { confidential: with, ..request.clone() };
            out.push(Intent::Evidence(EvidenceIntent::Extract(request)));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

/// Warns that opening the file may run code. True if the dialog is to be closed.
pub(super) fn danger_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256, out: &mut Outbox) -> bool {
    let Some(evidence) = context.workbook.evidence.get(&hash) else { return true };
    let found = danger(&evidence.name, &evidence.media_type).unwrap_or(Danger::Program);
    title(ui, &context.text("verify-danger-title"));
    ui.add_space(GRID);
    ui.add(Label::new(labels::danger_words(context, found, &evidence.name)).wrap());
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if ui.button(context.text("verify-danger-open")).clicked() {
            out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: true }));
        }
        primary_button(ui, context.text("cancel")).clicked() || answers_enter(ui, context.has_dialog_keys())
    })
    .inner
}
