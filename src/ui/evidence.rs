//! Files as evidence: those that are attached, and those about to be.

use super::kit::tokens::TEXT_SMALL;
use super::kit::widgets::icon_button;
use super::kit::{Tokens, icons};
use super::{AttachTo, Intent, NewFile, Outbox, ViewContext};
use crate::workbook::Sha256;
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

/// A size with a unit that keeps it short.
pub(super) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}
