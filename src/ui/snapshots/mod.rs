//! The snapshots: frozen and received ones, their verification, and the comparison of any two of them.

mod compare;
mod detail;
pub(super) mod freeze_dialog;
mod list;
pub(super) mod signature;

pub use signature::{Proof, Signature};

use super::kit::tokens::{CONTROL_HEIGHT, GRID, TITLE};
use super::kit::widgets::{chip, primary_button, right_to_left};
use super::kit::{Tokens, Tone, fonts, icons};
use super::shared::with_tooltip;
use super::{IncludedContent, Outbox, ViewContext, Views};
use crate::command::{Command, Place};
use crate::export_format::ComparisonFormat;
use crate::snapshot::CountsView;
use crate::snapshot::diff::Comparison;
use crate::snapshot::verify::{Origin, Verdict, Verification, VerifyError};
use crate::workbook::SnapshotId;
use chrono::NaiveDate;
use egui::{Frame, Margin, Panel, RichText, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A snapshot that can be compared, exported and viewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SnapshotSource {
    /// The workbook as it is today.
    #[default]
    Today,
    /// A snapshot that the workbook keeps.
    Kept(SnapshotId),
    /// A received snapshot, by its index among the received ones.
    Received(usize),
}

/// A request about snapshots.
#[derive(Clone, Debug, PartialEq)]
pub enum SnapshotIntent {
    /// Open the dialog that freezes a snapshot.
    AskFreeze,
    /// Freeze a snapshot of this day for this purpose.
    Freeze(NaiveDate, String),
    /// Remove a frozen snapshot.
    Remove(SnapshotId),
    /// Open the export dialog for a frozen snapshot.
    AskExport(SnapshotId),
    /// Choose a received file.
    AskReceived,
    /// Close a received snapshot.
    Forget(usize),
    /// Compare the first with the second.
    Compare(SnapshotSource, SnapshotSource),
    /// Export the visible comparison, after a dialog asks which internal content to include.
    ExportComparison(ComparisonFormat),
    /// Choose a path and write the comparison to it.
    WriteComparison(ComparisonFormat, IncludedContent),
}

/// The result of reading and verifying a snapshot that the workbook keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptSnapshot {
    /// The result of the verification, or the reason why it was not possible.
    pub verdict: Result<Verdict, VerifyError>,
    /// The name of the person who froze the snapshot, as recorded in it.
    pub by: Option<String>,
    /// The counts of the snapshot.
    pub counts: CountsView,
}

/// A snapshot that was received as a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Name of the file.
    pub name: String,
    /// The contents and the result of the verification.
    pub checked: Verification,
    /// The snapshot of this workbook that the file claims to be, or to be a part of, and whether the claim is true.
    pub origin: Option<(SnapshotId, Origin)>,
    /// Whether it was made from a received workbook, so that nobody froze it.
    pub is_workbook: bool,
    /// The signature of the file; `None` where none is expected.
    pub signature: Option<Signature>,
}

/// The visible comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The first snapshot.
    pub before: SnapshotSource,
    /// The second snapshot.
    pub after: SnapshotSource,
    /// The revision of the workbook, which matters where one of the two is today's workbook.
    pub revision: u64,
    /// The differences.
    pub comparison: Comparison,
}

/// Navigation state and contents of the snapshots.
#[derive(Default)]
pub struct SnapshotsState {
    /// The selected snapshot, which is shown in full.
    pub selected: Option<SnapshotSource>,
    /// Whether a comparison is shown instead of the list.
    pub comparing: bool,
    /// The two snapshots selected for a comparison.
    pub pair: (SnapshotSource, SnapshotSource),
    /// The verification of each kept snapshot; `None` while it is running.
    pub kept: BTreeMap<SnapshotId, Option<Arc<KeptSnapshot>>>,
    /// The received snapshots, latest last. A closed snapshot leaves its entry empty.
    pub received: Vec<Option<Arc<Received>>>,
    /// The fingerprint of the user's signing key; `None` before the first signature.
    pub own_key: Option<String>,
    /// Whether the key has been looked up.
    pub knows_key: bool,
    /// The latest requested comparison, with the revision of the workbook.
    pub asked: Option<(SnapshotSource, SnapshotSource, u64)>,
    /// The visible comparison.
    pub shown: Option<Arc<Shown>>,
    view: compare::View,
}

/// Draws the snapshots.
pub(super) fn snapshots_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.snapshots;
    let tokens = Tokens::of(ui);
    if !state.comparing && state.selected.is_some() {
        let width = ui.available_width();
        Panel::right("snapshot_detail")
            .frame(Frame::NONE.fill(tokens.card))
            .default_size((width * 0.4).clamp(320.0, 480.0))
            .size_range(300.0..=(width - 320.0).max(320.0))
            .show(ui, |ui| detail::detail_ui(ui, context, state, out));
    }
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 14, bottom: 4 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, context, state, out);
        });
        if state.comparing {
            compare::compare_ui(ui, context, state, out);
        } else {
            list::list_ui(ui, context, state, out);
        }
    });
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, out: &mut Outbox) {
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let compare = format!("{} {}", icons::GIT_DIFF, context.text("compare-view"));
        if chip(ui, &compare, state.comparing).clicked() {
            state.comparing = true;
        }
        if chip(ui, &format!("{} {}", icons::ROWS, context.text("snapshot-list")), !state.comparing).clicked() {
            state.comparing = false;
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.label(RichText::new(Command::Show(Place::Snapshots).name(context.locale)).font(fonts::bold(TITLE)));
        });
    });
    ui.add_space(GRID);
    if state.comparing {
        compare::choice_ui(ui, context, state, out);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let freeze = format!("{} {}", icons::SEAL_CHECK, Command::Freeze.name(context.locale));
        if with_tooltip(context, primary_button(ui, freeze), Command::Freeze).clicked() {
            out.command(Command::Freeze);
        }
        let verify = format!("{} {}", icons::SHIELD_CHECK, Command::VerifySnapshot.name(context.locale));
        if with_tooltip(context, ui.button(verify), Command::VerifySnapshot).clicked() {
            out.command(Command::VerifySnapshot);
        }
    });
}

/// The icon, text and tone of a verification result.
fn verdict_words(
    context: &ViewContext<'_>,
    tokens: &Tokens,
    verdict: &Result<Verdict, VerifyError>,
) -> (&'static str, String, Tone) {
    let (icon, id, tone) = match verdict {
        Ok(Verdict::Intact) => (icons::SEAL_CHECK, "snapshot-whole-verdict", tokens.met),
        Ok(Verdict::Altered(_)) => (icons::SEAL_WARNING, "snapshot-altered", tokens.danger),
        Ok(Verdict::Mislabeled) => (icons::SEAL_WARNING, "snapshot-mislabeled", tokens.danger),
        Ok(Verdict::Unfrozen) => (icons::INFO, "snapshot-unfrozen", tokens.warning),
        Err(VerifyError::Newer(_)) => (icons::QUESTION, "snapshot-newer", tokens.warning),
        Err(VerifyError::NotJson(_) | VerifyError::NotASnapshot(_)) => {
            (icons::SEAL_WARNING, "snapshot-damaged", tokens.danger)
        }
    };
    (icon, context.text(id).into_owned(), tone)
}

/// The name of a snapshot in a list of choices.
fn source_name(context: &ViewContext<'_>, state: &SnapshotsState, source: SnapshotSource) -> String {
    match source {
        SnapshotSource::Today => context.format("snapshot-today", [("day", context.today.to_string().into())]),
        SnapshotSource::Kept(id) => match context.workbook.snapshots.get(&id) {
            Some(kept) => format!("{} {}", kept.on, purpose(context, &kept.purpose)),
            None => context.text("snapshot-gone").into_owned(),
        },
        SnapshotSource::Received(place) => match state.received.get(place).and_then(Option::as_ref) {
            Some(received) => format!("{} {}", received.checked.snapshot.on, received.name),
            None => context.text("snapshot-gone").into_owned(),
        },
    }
}

/// The purpose, or a text that none was given.
fn purpose(context: &ViewContext<'_>, purpose: &str) -> String {
    if purpose.trim().is_empty() { context.text("snapshot-no-purpose").into_owned() } else { purpose.to_owned() }
}

/// All snapshots that can be selected, latest first.
fn sources(context: &ViewContext<'_>, state: &SnapshotsState) -> Vec<SnapshotSource> {
    let received = state.received.iter().enumerate().filter(|(_, received)| received.is_some());
    let received = received.map(|(place, _)| SnapshotSource::Received(place)).rev();
    [SnapshotSource::Today]
        .into_iter()
        .chain(kept(context).into_iter().map(SnapshotSource::Kept))
        .chain(received)
        .collect()
}

/// The snapshots that the workbook keeps, latest first.
fn kept(context: &ViewContext<'_>) -> Vec<SnapshotId> {
    let mut kept: Vec<_> = context.workbook.snapshots.iter().map(|(id, frozen)| (frozen.on, *id)).collect();
    kept.sort_by(|a, b| b.cmp(a));
    kept.into_iter().map(|(_, id)| id).collect()
}
