//! Builds the minutes of a session: participants, time, the duties with their answers, and the decisions.

use super::super::document::{Block, Document, GridCell, Item, Tone};
use super::ReportFormatter;
use crate::language::Language;
use crate::snapshot::Snapshot;
use crate::snapshot::report::{AttestationView, ReportView, SessionView};
use crate::workbook::SessionId;

/// Builds the minutes of `session`. Returns `None` if `snapshot` was not taken for a report, or was taken without its
/// sessions.
#[must_use]
pub fn minutes(snapshot: &Snapshot, session: SessionId, language: Language) -> Option<Document> {
    let view = snapshot.report.as_deref()?;
    let held = view.sessions.iter().find(|held| held.id == session)?;
    let w = ReportFormatter::new(snapshot, language);
    let mut blocks = vec![Block::Fields { items: facts(&w, view, held) }];
    blocks.push(ReportFormatter::heading(1, w.text("session-decisions"), String::new()));
    blocks.push(decisions(&w, held));
    if !held.minutes.trim().is_empty() {
        blocks.push(ReportFormatter::heading(1, w.text("session-minutes"), String::new()));
        let lines = held.minutes.lines().filter(|line| !line.trim().is_empty());
        blocks.extend(lines.map(|line| ReportFormatter::paragraph(line, Tone::Plain)));
    }
    let here: Vec<&AttestationView> = view.attestations.iter().filter(|a| a.session == Some(session)).collect();
    let aside = w.locale.format("paper-count", [("n", here.len().into())]);
    blocks.push(ReportFormatter::heading(1, w.text("paper-attested-here"), aside));
    blocks.push(attested(&w, &here));
    let open: Vec<&String> = held.agenda.iter().filter(|label| !here.iter().any(|a| a.label == **label)).collect();
    blocks.push(ReportFormatter::heading(
        1,
        w.text("paper-left"),
        w.locale.format("paper-count", [("n", open.len().into())]),
    ));
    blocks.push(left(&w, held, view, &open));
    let lines = ["signature-prepared", "signature-reviewed", "signature-day"];
    blocks.push(Block::Signature { lines: lines.into_iter().map(|id| w.text(id)).collect() });
    let args = [("year", view.year.to_string().into()), ("day", held.on.to_string().into())];
    Some(w.finish(w.locale.format("paper-minutes", args), &format!("minutes {session}"), held.on, blocks))
}

fn facts(w: &ReportFormatter<'_>, view: &ReportView, held: &SessionView) -> Vec<Item> {
    let later: Vec<String> = held.resumed_on.iter().map(ToString::to_string).collect();
    let mut items = vec![
        Item::new(w.text("paper-year"), view.year.to_string()),
        Item::new(w.text("session-day"), held.on.to_string()),
        Item::new(w.text("session-participants"), w.list(&held.participants)),
        Item::new(w.text("paper-agenda"), held.agenda.len().to_string()),
    ];
    if !later.is_empty() {
        items.push(Item::new(w.text("paper-resumed"), w.list(&later)));
    }
    if let Some(on) = held.closed_on {
        items.push(Item::new(w.text("paper-closed"), on.to_string()));
    }
    items
}

fn decisions(w: &ReportFormatter<'_>, held: &SessionView) -> Block {
    let rows = held.decisions.iter().map(|decision| {
        let done = decision.done_on.map(|on| on.to_string()).unwrap_or_default();
        vec![
            GridCell::plain(decision.label.clone().unwrap_or_default()),
            GridCell::plain(decision.text.clone()),
            GridCell::plain(decision.owner.clone().unwrap_or_default()),
            GridCell::plain(decision.due.map(|day| day.to_string()).unwrap_or_default()),
            GridCell::plain(done),
        ]
    });
    let columns = [
        ("column-label", None),
        ("form-decide", Some(5)),
        ("field-owner", Some(1)),
        ("paper-until", None),
        ("column-done-on", None),
    ];
    w.table(&columns, rows.collect(), "page-empty")
}

fn attested(w: &ReportFormatter<'_>, here: &[&AttestationView]) -> Block {
    let rows = here.iter().map(|a| {
        let remedy = w.locale.remedy(&a.remedy, a.remedy_by);
        let words = [a.text.clone(), remedy].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
        vec![
            GridCell::plain(a.label.clone()),
            GridCell::plain(w.title(&a.label)),
            w.said(Some(a)),
            GridCell::plain(words),
            GridCell::plain(format!(
                "{} {}",
                a.by.clone().unwrap_or_default(),
                a.on.map(|on| on.to_string()).unwrap_or_default()
            )),
        ]
    });
    let columns = [
        ("column-label", None),
        ("column-title", Some(4)),
        ("paper-answer", None),
        ("paper-words", Some(4)),
        ("paper-by", Some(2)),
    ];
    w.table(&columns, rows.collect(), "page-empty")
}

/// The open items of the agenda, with their current state.
fn left(w: &ReportFormatter<'_>, held: &SessionView, view: &ReportView, open: &[&String]) -> Block {
    let rows = open.iter().map(|label| {
        let attested = view.attestations.iter().find(|a| a.label == **label);
        let skipped = if held.skipped.contains(*label) { w.text("paper-skipped") } else { String::new() };
        vec![
            GridCell::plain((*label).clone()),
            GridCell::plain(w.title(label)),
            w.said(attested),
            GridCell::plain(skipped),
        ]
    });
    let columns = [("column-label", None), ("column-title", Some(5)), ("paper-answer", None), ("paper-left", Some(2))];
    w.table(&columns, rows.collect(), "page-empty")
}
