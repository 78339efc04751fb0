//! One snapshot in full: its description, its verification, and the available actions.

use super::signature::{own_key_ui, signature_ui};
use super::{SnapshotIntent, SnapshotSource, SnapshotsState, purpose, verdict_words};
use crate::snapshot::charts::Ring;
use crate::snapshot::verify::{Origin, Verdict, VerifyError};
use crate::snapshot::{CountsView, Snapshot};
use crate::ui::kit::tokens::{GRID, HEADING, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, icon_button, primary_button, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::status_tone;
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Sha256, SnapshotId, Status};
use egui::{Align, Frame, Grid, Label, Layout, Margin, RichText, ScrollArea, Ui};

pub(super) fn detail_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, out: &mut Outbox) {
    let Some(selected) = state.selected else { return };
    let mut close = false;
    ScrollArea::vertical().id_salt("snapshot_detail_scroll").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 14, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            let title = title(context, state, selected);
            right_to_left(ui, 28.0, |ui| {
                close = icon_button(ui, icons::X, &context.text("snapshot-close"), false).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(title).font(fonts::bold(HEADING))).truncate());
                });
            });
            let there = match selected {
                SnapshotSource::Kept(id) => kept_ui(ui, context, state, id, out),
                SnapshotSource::Received(place) => received_ui(ui, context, state, place, out),
                SnapshotSource::Today => None,
            };
            close |= there.is_none();
        });
    });
    if close {
        state.selected = None;
    }
}

fn kept_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut SnapshotsState,
    id: SnapshotId,
    out: &mut Outbox,
) -> Option<()> {
    let frozen = context.workbook.snapshots.get(&id)?;
    let known = state.kept.get(&id).cloned().flatten();
    match &known {
        Some(known) => verdict_ui(ui, context, &known.verdict, None),
        None => drop(remark(ui, context.text("snapshot-checking"))),
    }
    let by = known.as_ref().and_then(|known| known.by.clone());
    let by = by.or_else(|| frozen.by.map(|by| context.person(by).to_owned()));
    facts_ui(ui, context, &[("snapshot-on", Some(frozen.on.to_string())), ("snapshot-by", by)]);
    if let Some(known) = &known {
        counts_ui(ui, context, &known.counts);
    }
    digest_ui(ui, context, frozen.digest);
    if let Some(key) = &state.own_key {
        own_key_ui(ui, context, key);
    }
    ui.add_space(GRID);
    let is_whole = known.as_ref().is_some_and(|known| known.verdict.is_ok());
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(is_whole, |ui| {
            let compare = format!("{} {}", icons::GIT_DIFF, context.text("compare-with-today"));
            if primary_button(ui, compare).clicked() {
                out.push(Intent::Snapshot(SnapshotIntent::Compare(SnapshotSource::Kept(id), SnapshotSource::Today)));
            }
            if ui.button(format!("{} {}", icons::EXPORT, context.text("snapshot-export"))).clicked() {
                out.push(Intent::Snapshot(SnapshotIntent::AskExport(id)));
            }
        });
        if ui.button(format!("{} {}", icons::TRASH, context.text("snapshot-remove"))).clicked() {
            out.push(Intent::Snapshot(SnapshotIntent::Remove(id)));
        }
    });
    remark(ui, context.text("snapshot-immutable"));
    Some(())
}

fn received_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut SnapshotsState,
    place: usize,
    out: &mut Outbox,
) -> Option<()> {
    let received = state.received.get(place)?.clone()?;
    let snapshot = &received.checked.snapshot;
    if received.is_workbook {
        remark(ui, context.text("snapshot-of-workbook-text"));
    } else {
        verdict_ui(ui, context, &Ok(received.checked.verdict), received.origin);
    }
    if let Some(signature) = &received.signature {
        signature_ui(ui, context, signature);
    }
    let frozen = snapshot.frozen.as_ref();
    facts_ui(
        ui,
        context,
        &[
            ("snapshot-purpose", frozen.map(|frozen| purpose(context, &frozen.purpose))),
            ("snapshot-on", Some(snapshot.on.to_string())),
            ("snapshot-by", frozen.and_then(|frozen| frozen.by.clone())),
            ("license-number", snapshot.license.number.clone()),
            ("license-company", snapshot.license.company.clone()),
            ("snapshot-left-out", left_out(context, snapshot)),
        ],
    );
    counts_ui(ui, context, &snapshot.counts);
    if let Some(digest) = received.checked.digest {
        digest_ui(ui, context, digest);
    }
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        let compare = format!("{} {}", icons::GIT_DIFF, context.text("compare-with-today"));
        if primary_button(ui, compare).clicked() {
            out.push(Intent::Snapshot(SnapshotIntent::Compare(SnapshotSource::Received(place), SnapshotSource::Today)));
        }
        if let Some((id, _)) = received.origin
            && ui.button(context.text("compare-with-kept")).clicked()
        {
            out.push(Intent::Snapshot(SnapshotIntent::Compare(
                SnapshotSource::Kept(id),
                SnapshotSource::Received(place),
            )));
        }
        if ui.button(format!("{} {}", icons::X, context.text("snapshot-forget"))).clicked() {
            out.push(Intent::Snapshot(SnapshotIntent::Forget(place)));
        }
    });
    Some(())
}

/// The content that the snapshot does not include; `None` where it includes all.
fn left_out(context: &ViewContext<'_>, snapshot: &Snapshot) -> Option<String> {
    let selection = &snapshot.selection;
    let parts = [(selection.notes, "left-out-notes"), (selection.confidential, "left-out-confidential")];
    let out: Vec<_> = parts.into_iter().filter(|(taken, _)| !taken).map(|(_, id)| context.text(id)).collect();
    (!out.is_empty()).then(|| out.join(&context.text("list-separator")))
}

/// The purpose of a frozen snapshot, or the file name of a received one.
fn title(context: &ViewContext<'_>, state: &SnapshotsState, source: SnapshotSource) -> String {
    let title = match source {
        SnapshotSource::Kept(id) => context.workbook.snapshots.get(&id).map(|kept| purpose(context, &kept.purpose)),
        SnapshotSource::Received(place) => {
            state.received.get(place).and_then(Option::as_ref).map(|file| file.name.clone())
        }
        SnapshotSource::Today => None,
    };
    title.unwrap_or_default()
}

/// Draws the verification result, its meaning, and the recommended action.
fn verdict_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    verdict: &Result<Verdict, VerifyError>,
    origin: Option<(SnapshotId, Origin)>,
) {
    let tokens = Tokens::of(ui);
    let (icon, words, tone) = verdict_words(context, tokens, verdict);
    let text = match verdict {
        Ok(Verdict::Intact) => "snapshot-whole-text",
        Ok(Verdict::Altered(_)) => "snapshot-altered-text",
        Ok(Verdict::Mislabeled) => "snapshot-mislabeled-text",
        Ok(Verdict::Unfrozen) => "snapshot-unfrozen-text",
        Err(VerifyError::Newer(_)) => "snapshot-newer-text",
        Err(VerifyError::NotJson(_) | VerifyError::NotASnapshot(_)) => "snapshot-damaged-text",
    };
    banner(ui, tone, |ui| {
        ui.label(RichText::new(format!("{icon} {words}")).font(fonts::bold(13.0)).color(tone.text));
        remark(ui, context.text(text));
        if let Ok(Verdict::Altered(computed)) = verdict {
            remark(ui, context.format("snapshot-computed", [("digest", computed.to_string().into())]));
        }
        if let Some((id, origin)) = origin {
            let kept = context.workbook.snapshots.get(&id);
            let name = kept.map(|kept| format!("{} {}", kept.on, purpose(context, &kept.purpose))).unwrap_or_default();
            let text = match origin {
                Origin::Same => "snapshot-origin-same",
                Origin::Part => "snapshot-origin-part",
                Origin::Differs => "snapshot-origin-differs",
            };
            ui.add(Label::new(context.format(text, [("name", name.into())])).wrap());
        }
    });
}

/// Draws names and values. Names without a value are omitted.
fn facts_ui(ui: &mut Ui, context: &ViewContext<'_>, facts: &[(&'static str, Option<String>)]) {
    let tokens = Tokens::of(ui);
    Grid::new("snapshot_facts").num_columns(2).spacing([16.0, 6.0]).show(ui, |ui| {
        for (name, value) in facts {
            let Some(value) = value else { continue };
            ui.label(RichText::new(context.text(name)).color(tokens.muted));
            ui.add(Label::new(value.as_str()).wrap());
            ui.end_row();
        }
    });
}

fn counts_ui(ui: &mut Ui, context: &ViewContext<'_>, counts: &CountsView) {
    let tokens = Tokens::of(ui);
    let ring = Ring::of(counts);
    ui.add_space(GRID);
    let args = [("met", ring.met.into()), ("all", ring.applying.into())];
    ui.label(format!("{}% · {}", ring.percent, context.format("total-subtitle", args)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for status in Status::ALL {
            let tone = status_tone(tokens, status);
            let icon = crate::command::status_icon(status);
            let text = format!("{icon} {} {}", context.locale.status(status), counts.of(status));
            Frame::NONE.fill(tone.pale).corner_radius(10.0).inner_margin(Margin::symmetric(8, 2)).show(ui, |ui| {
                ui.add(Label::new(RichText::new(text).size(TEXT_SMALL).color(tone.text)).extend());
            });
        }
    });
    if counts.overdue > 0 {
        let words = context.format("status-overdue", [("n", counts.overdue.into())]);
        ui.label(RichText::new(format!("{} {words}", icons::ALARM)).color(tokens.danger.text));
    }
}

/// Draws the digest in a form that can be read out, compared and copied.
fn digest_ui(ui: &mut Ui, context: &ViewContext<'_>, digest: Sha256) {
    let tokens = Tokens::of(ui);
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(RichText::new(context.text("snapshot-digest")).color(tokens.muted));
        if icon_button(ui, icons::COPY, &context.text("snapshot-copy-digest"), false).clicked() {
            ui.ctx().copy_text(digest.to_string());
        }
    });
    let digits: Vec<char> = digest.to_string().chars().collect();
    let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
    for line in groups.chunks(4) {
        ui.add(Label::new(RichText::new(line.join(" ")).monospace()).selectable(true));
    }
}
