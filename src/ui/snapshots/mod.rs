//! The snapshots: those that were frozen and those that were received, whether they are whole, and what differs between
//! any two of them.

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
use super::{Along, Outbox, ViewContext, Views};
use crate::command::{Command, Place};
use crate::snapshot::CountsView;
use crate::snapshot::diff::Comparison;
use crate::snapshot::verify::{Checked, Origin, Verdict, VerifyError};
use crate::workbook::SnapshotId;
use chrono::NaiveDate;
use egui::{Frame, Margin, Panel, RichText, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What can be compared, exported and looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The workbook as it stands today.
    #[default]
    Today,
    /// One that the workbook keeps.
    Kept(SnapshotId),
    /// One that was received, by its place among those.
    Received(usize),
}

/// The formats of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonFormat {
    /// A page.
    Html,
    /// A spreadsheet.
    Xlsx,
}

impl ComparisonFormat {
    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A wish about snapshots.
#[derive(Clone, Debug, PartialEq)]
pub enum SnapshotIntent {
    /// To say what a snapshot is to be frozen for.
    AskFreeze,
    /// To freeze one that speaks for this day, for this purpose.
    Freeze(NaiveDate, String),
    /// To remove one.
    Remove(SnapshotId),
    /// To choose in which format one is exported.
    AskExport(SnapshotId),
    /// To choose a file that was received.
    AskReceived,
    /// To close one that was received.
    Forget(usize),
    /// To compare the first with the second.
    Compare(Source, Source),
    /// To export the comparison that is shown, once it was asked what goes along.
    ExportComparison(ComparisonFormat),
    /// To write it: the choice of a path comes first.
    WriteComparison(ComparisonFormat, Along),
}

/// What is known of a snapshot that the workbook keeps, once it was read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What the check found, or why there is nothing to check.
    pub verdict: Result<Verdict, VerifyError>,
    /// Who froze it, as it says itself.
    pub by: Option<String>,
    /// Its counts.
    pub counts: CountsView,
}

/// A snapshot that was received as a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The name of the file.
    pub name: String,
    /// What it says, and what the check found.
    pub checked: Checked,
    /// The snapshot of this workbook that it claims to be, or to be a part of, and whether it is.
    pub origin: Option<(SnapshotId, Origin)>,
    /// It was taken from a workbook that was received: nobody froze it.
    pub is_workbook: bool,
    /// Who signed it; none where nobody is expected to have.
    pub signature: Option<Signature>,
}

/// A comparison that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What was compared.
    pub before: Source,
    /// With what.
    pub after: Source,
    /// The revision of the workbook, where today is one of them.
    pub revision: u64,
    /// What differs.
    pub comparison: Comparison,
}

/// What of the snapshots is seen and chosen.
#[derive(Default)]
pub struct SnapshotsState {
    /// Which is shown in full.
    pub selected: Option<Source>,
    /// Whether a comparison is shown instead of the list.
    pub comparing: bool,
    /// What is compared, or would be.
    pub pair: (Source, Source),
    /// What is known of those that the workbook keeps; `None` while that is being found out.
    pub kept: BTreeMap<SnapshotId, Option<Arc<Kept>>>,
    /// Those that were received, the latest last; one that was closed leaves its place empty.
    pub received: Vec<Option<Arc<Received>>>,
    /// The short form of the key that exports are signed with; none before the first one was.
    pub own_key: Option<String>,
    /// Whether it was looked for.
    pub knows_key: bool,
    /// The comparison that was asked for last, with the revision of the workbook.
    pub asked: Option<(Source, Source, u64)>,
    /// The comparison that is shown.
    pub shown: Option<Arc<Shown>>,
    view: compare::View,
}

/// The snapshots.
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

/// The sign, the words and the tone of what a check found.
fn verdict_words(
    context: &ViewContext<'_>,
    tokens: &Tokens,
    verdict: &Result<Verdict, VerifyError>,
) -> (&'static str, String, Tone) {
    let (icon, id, tone) = match verdict {
        Ok(Verdict::Whole) => (icons::SEAL_CHECK, "snapshot-whole-verdict", tokens.met),
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

/// What a source is called where one is chosen.
fn source_name(context: &ViewContext<'_>, state: &SnapshotsState, source: Source) -> String {
    match source {
        Source::Today => context.format("snapshot-today", [("day", context.today.to_string().into())]),
        Source::Kept(id) => match context.workbook.snapshots.get(&id) {
            Some(kept) => format!("{} {}", kept.on, purpose(context, &kept.purpose)),
            None => context.text("snapshot-gone").into_owned(),
        },
        Source::Received(place) => match state.received.get(place).and_then(Option::as_ref) {
            Some(received) => format!("{} {}", received.checked.snapshot.on, received.name),
            None => context.text("snapshot-gone").into_owned(),
        },
    }
}

/// The purpose, or that none was given.
fn purpose(context: &ViewContext<'_>, purpose: &str) -> String {
    if purpose.trim().is_empty() { context.text("snapshot-no-purpose").into_owned() } else { purpose.to_owned() }
}

/// All that can be chosen, the latest first.
fn sources(context: &ViewContext<'_>, state: &SnapshotsState) -> Vec<Source> {
    let received = state.received.iter().enumerate().filter(|(_, received)| received.is_some());
    let received = received.map(|(place, _)| Source::Received(place)).rev();
    [Source::Today].into_iter().chain(kept(context).into_iter().map(Source::Kept)).chain(received).collect()
}

/// The snapshots that the workbook keeps, the latest first.
fn kept(context: &ViewContext<'_>) -> Vec<SnapshotId> {
    let mut kept: Vec<_> = context.workbook.snapshots.iter().map(|(id, frozen)| (frozen.on, *id)).collect();
    kept.sort_by(|a, b| b.cmp(a));
    kept.into_iter().map(|(_, id)| id).collect()
}
