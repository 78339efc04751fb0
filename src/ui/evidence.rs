//! Files as evidence: those that are attached, and those about to be.

mod intent;

pub use intent::{EvidenceChecks, EvidenceIntent, ExtractRequest};

use super::kit::tokens::{GRID, HEADING, TEXT_SMALL};
use super::kit::widgets::{icon_button, primary_button};
use super::kit::{Tokens, fonts, icons};
use super::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::{Danger, NewFile, Sha256, danger};
use egui::{Label, RichText, Ui};

/// Files that are about to be attached, and the button that adds one.
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
            ui.add(Label::new(format!("{} {}", icons::PAPERCLIP, file.name)).truncate());
            if icon_button(ui, icons::X, &context.text("evidence-detach"), false).clicked() {
                removed = Some(i);
            }
        });
    }
    if let Some(i) = removed {
        files.remove(i);
    }
    attach_button(ui, context, to, out);
}

/// The button that asks for a file.
pub(super) fn attach_button(ui: &mut Ui, context: &ViewContext<'_>, to: AttachTo, out: &mut Outbox) {
    if ui.button(format!("{} {}", icons::PAPERCLIP, context.text("evidence-attach"))).clicked() {
        out.push(Intent::AskEvidence(to));
    }
}

/// One piece of evidence that can be taken off; true when it is to be.
pub(super) fn removable_evidence_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256, out: &mut Outbox) -> bool {
    ui.horizontal(|ui| {
        let detach = icon_button(ui, icons::X, &context.text("evidence-detach"), false).clicked();
        evidence_ui(ui, context, hash, out);
        detach
    })
    .inner
}

/// One piece of evidence, which can be saved as a file again.
pub(super) fn evidence_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256, out: &mut Outbox) {
    ui.horizontal(|ui| {
        if icon_button(ui, icons::DOWNLOAD_SIMPLE, &context.text("evidence-save"), false).clicked() {
            out.push(Intent::SaveEvidence(hash));
        }
        ui.vertical(|ui| words_ui(ui, context, hash));
    });
}

/// Its name, size, day and the beginning of its hash.
fn words_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256) {
    let tokens = Tokens::of(ui);
    let Some(evidence) = context.workbook.evidence.get(&hash) else { return };
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.add(Label::new(format!("{} {}", icons::PAPERCLIP, evidence.name)).truncate());
    let short: String = hash.to_string().chars().take(12).collect();
    let day = super::china_time(evidence.attached_at).format("%Y-%m-%d");
    let by = evidence.attached_by.map(|id| context.person(id).to_owned()).unwrap_or_default();
    let words = format!("{} · {day} {by} · sha256 {short}…", size_words(evidence.size));
    ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(tokens.muted)).truncate());
}

/// Warns of what opening a file may set going. Whether the dialog is to close.
pub(super) fn danger_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256, out: &mut Outbox) -> bool {
    let Some(evidence) = context.workbook.evidence.get(&hash) else { return true };
    let words = match danger(&evidence.name, &evidence.media_type) {
        Some(Danger::Macro) => "verify-danger-macro",
        Some(Danger::Script) => "verify-danger-script",
        Some(Danger::Program) | None => "verify-danger-program",
    };
    ui.add(Label::new(RichText::new(context.text("verify-danger-title")).font(fonts::bold(HEADING))).wrap());
    ui.add_space(GRID);
    ui.add(Label::new(context.format(words, [("name", evidence.name.as_str().into())])).wrap());
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if ui.button(context.text("verify-danger-open")).clicked() {
            out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: true }));
        }
        primary_button(ui, context.text("cancel")).clicked()
    })
    .inner
}

/// A size with a unit that keeps it short.
pub(super) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}
