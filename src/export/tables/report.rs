//! The tables of the annual report that a snapshot was taken for. The snapshot has internal content only if it was
//! selected.

use super::super::formatter::{SnapshotFormatter, lines};
use super::{Cell, Column, Item, column};
use crate::language::Bilingual;
use crate::obligation::Publication;
use crate::report::{Flag, figure_words, unit_word};
use crate::snapshot::report::{
    AttestationView, CorrectionView, DecisionView, FigureView, GapView, HeadView, MaterialView, ReportView, SessionView,
};
use crate::snapshot::{Internal, Snapshot};
use crate::workbook::Sha256;

fn view(snapshot: &Snapshot) -> Option<&ReportView> {
    snapshot.report.as_deref()
}

/// The properties, state and outcome of the report: the message of each name, and the value.
pub(super) fn items(w: &SnapshotFormatter<'_>) -> Vec<Item> {
    let Some(view) = view(w.snapshot) else { return Vec::new() };
    let items = [
        ("paper-year", Cell::Text(view.year.to_string())),
        ("paper-state", view.state.map(|state| w.locale.report_state(state).into_owned()).into()),
        ("report-card-window", format!("{} – {}", view.opens, view.last).into()),
        ("paper-attested", view.tally.map(|tally| w.locale.tally(tally.into())).into()),
        ("report-filed-day", view.filed_on.into()),
        ("report-receipt", (&view.receipt).into()),
        ("column-evidence", names(w, &view.evidence)),
        ("column-corrections", lines(view.corrections.iter().map(|correction| self::correction(w, correction))).into()),
    ];
    items.into_iter().filter(|(_, value)| *value != Cell::Empty).collect()
}

/// Why and by whom a filed report was reopened, and the outcome.
fn correction(w: &SnapshotFormatter<'_>, correction: &CorrectionView) -> String {
    let filed = correction.filed_on.map(|on| w.named("report-filed-day", on.to_string()));
    let parts = [
        Some(correction.on.to_string()),
        Some(correction.why.clone()),
        correction.by.clone(),
        filed,
        Some(correction.receipt.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn names(w: &SnapshotFormatter<'_>, hashes: &[Sha256]) -> Cell {
    lines(w.evidence_views(hashes).map(|piece| piece.name.clone())).into()
}

pub(super) fn heads<'a>(w: &SnapshotFormatter<'a>) -> impl Iterator<Item = &'a HeadView> {
    view(w.snapshot).into_iter().flat_map(|view| &view.heads)
}

pub(super) const HEADS: &[Column<HeadView>] = &[
    column("column-head", |w, h| w.of(&h.title).into()),
    column("column-head-source", |w, h| w.of(&h.source).into()),
    column("column-publication", |w, h| {
        w.text(match h.publication {
            Publication::Public => "publication-public",
            Publication::Choice => "publication-choice",
            Publication::NotPublic => "publication-not-public",
        })
        .into()
    }),
    column("column-head-text", |_, h| (&h.text).into()),
    column("column-key", |_, h| (&h.key).into()),
];

/// Each figure with its section.
pub(super) fn figures<'a>(w: &SnapshotFormatter<'a>) -> Vec<(&'a HeadView, &'a FigureView)> {
    heads(w).flat_map(|head| head.figures.iter().map(move |figure| (head, figure))).collect()
}

pub(super) fn figure_columns<'a>() -> Vec<Column<(&'a HeadView, &'a FigureView)>> {
    vec![
        column("column-head", |w, (h, _)| w.of(&h.title).into()),
        column("paper-service", |_, (_, f)| f.service.as_ref().into()),
        column("paper-figure", |w, (_, f)| w.of(&f.name).into()),
        // The unit has its own column.
        column("paper-value", |w, (_, f)| {
            let language = w.locale.language;
            f.value.as_ref().map(|value| figure_words(f.kind, &Bilingual::default(), value, language)).into()
        }),
        column("column-unit", |w, (_, f)| unit_word(&f.unit, w.locale.language).to_owned().into()),
    ]
}

pub(super) fn materials<'a>(w: &SnapshotFormatter<'a>) -> impl Iterator<Item = &'a MaterialView> {
    view(w.snapshot).into_iter().flat_map(|view| &view.materials)
}

pub(super) const MATERIALS: &[Column<MaterialView>] = &[
    column("column-material", |w, m| w.of(&m.title).into()),
    column("material-at-hand", |w, m| w.yes_no(m.at_hand).into()),
    column("paper-files", |w, m| names(w, &m.files)),
    column("column-key", |_, m| (&m.head).into()),
];

pub(super) fn attestations<'a>(w: &SnapshotFormatter<'a>) -> impl Iterator<Item = &'a AttestationView> {
    // A duty without an attestation is a gap, and gaps are internal. The row stays in the snapshot for the evidence in
    // the pack.
    let shows_gaps = w.snapshot.selection.shows(Internal::Gaps);
    let attestations = view(w.snapshot).into_iter().flat_map(|view| &view.attestations);
    attestations.filter(move |attestation| shows_gaps || attestation.answer.is_some())
}

pub(super) const ATTESTATIONS: &[Column<AttestationView>] = &[
    column("column-label", |_, a| (&a.label).into()),
    column("column-title", |w, a| {
        w.snapshot.duties.iter().find(|duty| duty.id == a.duty).map(|duty| w.of(&duty.title)).into()
    }),
    column("paper-answer", |w, a| {
        let answer = a.answer.map(|answer| w.locale.attested(answer).into_owned());
        a.statement.map(|statement| w.locale.statement_name(statement).into_owned()).or(answer).into()
    }),
    column("paper-checklist-status", |w, a| a.status.map(|status| w.locale.status(status).into_owned()).into()),
    column("paper-words", |_, a| (&a.text).into()),
    column("form-remedy", |_, a| (&a.remedy).into()),
    column("paper-until", |_, a| a.remedy_by.into()),
    column("paper-by", |_, a| a.by.as_ref().into()),
    column("column-attested-on", |_, a| a.on.into()),
    column("column-taken-from", |_, a| a.taken_from.map(|year| year.to_string()).into()),
    column("column-flags", |w, a| w.list(a.flags.iter().map(|flag| self::flag(w, flag))).into()),
    column("column-evidence", |w, a| names(w, &a.evidence)),
    column("column-key", |_, a| (&a.head).into()),
    column("column-session-id", |_, a| a.session.map(|id| id.to_string()).into()),
    column("column-id", |_, a| a.duty.to_string().into()),
];

/// Why a duty is flagged for discussion. A flag that this version does not know is shown by its name.
fn flag(w: &SnapshotFormatter<'_>, name: &str) -> String {
    let known = Flag::ALL.into_iter().find(|flag| flag.as_str() == name);
    known.map_or_else(|| name.to_owned(), |flag| w.locale.flag(flag).into_owned())
}

pub(super) fn sessions<'a>(w: &SnapshotFormatter<'a>) -> impl Iterator<Item = &'a SessionView> {
    view(w.snapshot).into_iter().flat_map(|view| &view.sessions)
}

pub(super) const SESSIONS: &[Column<SessionView>] = &[
    column("session-day", |_, s| s.on.into()),
    column("paper-resumed", |w, s| w.list(s.resumed_on.iter().map(ToString::to_string)).into()),
    column("paper-closed", |_, s| s.closed_on.into()),
    column("session-participants", |w, s| w.list(&s.participants).into()),
    column("session-minutes", |_, s| (&s.minutes).into()),
    column("compare-agenda", |w, s| w.list(&s.agenda).into()),
    column("paper-skipped", |w, s| w.list(&s.skipped).into()),
    column("column-id", |_, s| s.id.to_string().into()),
];

/// Each decision with its session.
pub(super) fn decisions<'a>(w: &SnapshotFormatter<'a>) -> Vec<(&'a SessionView, &'a DecisionView)> {
    sessions(w).flat_map(|held| held.decisions.iter().map(move |decision| (held, decision))).collect()
}

pub(super) fn decision_columns<'a>() -> Vec<Column<(&'a SessionView, &'a DecisionView)>> {
    vec![
        column("session-day", |_, (s, _)| s.on.into()),
        column("column-label", |_, (_, d)| d.label.as_ref().into()),
        column("column-decision", |_, (_, d)| (&d.text).into()),
        column("field-owner", |_, (_, d)| d.owner.as_ref().into()),
        column("paper-until", |_, (_, d)| d.due.into()),
        column("column-done-on", |_, (_, d)| d.done_on.into()),
    ]
}

pub(super) fn gaps<'a>(w: &SnapshotFormatter<'a>) -> impl Iterator<Item = &'a GapView> {
    view(w.snapshot).into_iter().flat_map(|view| &view.gaps)
}

pub(super) const GAPS: &[Column<GapView>] = &[
    column("column-gap", |w, g| gap(w, g).into()),
    column("column-blocking", |w, g| w.yes_no(g.blocking).into()),
    column("column-count", |_, g| g.count.into()),
    column("column-gap-duties", |w, g| w.list(&g.duties).into()),
    column("column-key", |_, g| g.key.as_ref().into()),
];

/// A gap as text.
fn gap(w: &SnapshotFormatter<'_>, gap: &GapView) -> String {
    let about = gap.about.as_ref().map(|about| w.of(about)).or_else(|| gap.key.clone());
    w.locale.gap(&gap.kind, gap.count, &about.unwrap_or_default())
}
