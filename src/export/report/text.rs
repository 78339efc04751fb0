//! Builds the annual report as a document: sections with figures and text, exceptions, and material; then the annex, if
//! internal content was selected.

use super::super::document::{Block, Document, GridCell, Item, Tone};
use super::ReportFormatter;
use super::annex::annex;
use crate::language::Language;
use crate::obligation::Publication;
use crate::report::{ReportStatement, figure_words};
use crate::snapshot::report::{AttestationView, HeadView, ReportView};
use crate::snapshot::{Internal, Snapshot};
use crate::workbook::AttestationAnswer;

/// Builds the report that `snapshot` was taken for; `None` if it was not taken for a report.
#[must_use]
pub fn report(snapshot: &Snapshot, language: Language) -> Option<Document> {
    let view = snapshot.report.as_deref()?;
    let w = ReportFormatter::new(snapshot, language);
    let year = view.year.to_string();
    let mut blocks = vec![Block::Fields { items: facts(&w, view) }];
    for (i, head) in view.heads.iter().enumerate() {
        blocks.extend(self::head(&w, i + 1, head));
    }
    blocks.push(ReportFormatter::heading(1, w.text("paper-exceptions"), String::new()));
    blocks.push(exceptions(&w, view));
    let reasons: Vec<&AttestationView> =
        view.attestations.iter().filter(|a| a.statement == Some(ReportStatement::Nevertheless)).collect();
    if !reasons.is_empty() {
        blocks.push(ReportFormatter::heading(1, w.text("paper-nevertheless"), String::new()));
        blocks.push(nevertheless(&w, &reasons));
    }
    blocks.push(ReportFormatter::heading(1, w.text("report-tab-material"), String::new()));
    blocks.push(material(&w, view));
    let lines = ["signature-prepared", "signature-reviewed", "signature-seal", "signature-day"];
    blocks.push(Block::Signature { lines: lines.into_iter().map(|id| w.text(id)).collect() });
    blocks.extend(annex(&w, view));
    let title = w.locale.format("paper-report", [("year", year.as_str().into())]);
    Some(w.finish(title, &format!("report {year}"), snapshot.on, blocks))
}

fn facts(w: &ReportFormatter<'_>, view: &ReportView) -> Vec<Item> {
    let mut items = vec![Item::new(w.text("report-card-window"), format!("{} – {}", view.opens, view.last))];
    if let Some(on) = view.filed_on {
        items.push(Item::new(w.text("report-filed-day"), on.to_string()));
        items.push(Item::new(w.text("report-receipt"), view.receipt.clone()));
    }
    for correction in &view.corrections {
        let day = correction.filed_on.unwrap_or(correction.on).to_string();
        let words = [correction.why.as_str(), correction.receipt.as_str()];
        let words = words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        items.push(Item::new(w.locale.format("paper-corrected", [("day", day.into())]), words));
    }
    items
}

fn head(w: &ReportFormatter<'_>, number: usize, head: &HeadView) -> Vec<Block> {
    let publication = w.text(match head.publication {
        Publication::Public => "publication-public",
        Publication::Choice => "publication-choice",
        Publication::NotPublic => "publication-not-public",
    });
    let mut blocks = vec![
        ReportFormatter::heading(1, format!("{number}. {}", w.of(&head.title)), String::new()),
        ReportFormatter::paragraph(format!("{} · {publication}", w.of(&head.source)), Tone::Muted),
    ];
    if !head.figures.is_empty() {
        // If no figure belongs to a service, the service column would be empty.
        let skip = usize::from(head.figures.iter().all(|figure| figure.service.is_none()));
        let rows = head.figures.iter().map(|figure| {
            let value = figure.value.as_ref();
            let value = value.map(|value| figure_words(figure.kind, &figure.unit, value, w.locale.language));
            // If gaps are not to be shown, the cell of a missing figure stays empty.
            let missing = if w.shows(Internal::Gaps) { w.text("paper-not-given") } else { String::new() };
            let cells = [
                GridCell::plain(figure.service.clone().unwrap_or_default()),
                GridCell::plain(w.of(&figure.name)),
                GridCell::plain(value.unwrap_or(missing)),
            ];
            cells.into_iter().skip(skip).collect()
        });
        let columns = [("paper-service", Some(3)), ("paper-figure", Some(3)), ("paper-value", Some(2))];
        let columns = columns.get(skip..).unwrap_or_default();
        blocks.push(w.table(columns, rows.collect(), "page-empty"));
    }
    if head.text.trim().is_empty() {
        blocks.extend(w.shows(Internal::Gaps).then(|| ReportFormatter::paragraph(w.text("head-empty"), Tone::Muted)));
    } else {
        // Each line is a paragraph, so that a word processor handles it as one.
        let lines = head.text.lines().filter(|line| !line.trim().is_empty());
        blocks.extend(lines.map(|line| {
            if line.starts_with('【') {
                ReportFormatter::heading(3, line.to_owned(), String::new())
            } else {
                ReportFormatter::paragraph(line, Tone::Plain)
            }
        }));
    }
    blocks
}

fn exceptions(w: &ReportFormatter<'_>, view: &ReportView) -> Block {
    let with = view.attestations.iter().filter(|a| a.answer == Some(AttestationAnswer::Exception));
    let rows = with.map(|a| {
        vec![
            GridCell::plain(a.label.clone()),
            GridCell::plain(w.title(&a.label)),
            GridCell::plain(a.text.clone()),
            GridCell::plain(a.remedy.clone()),
            GridCell::plain(a.remedy_by.map(|day| day.to_string()).unwrap_or_default()),
        ]
    });
    let columns = [
        ("column-label", None),
        ("column-title", Some(3)),
        ("attested-exception", Some(4)),
        ("form-remedy", Some(3)),
        ("paper-until", None),
    ];
    w.table(&columns, rows.collect(), "paper-no-exceptions")
}

/// The duties that were confirmed although the checklist has another status, with the reasons.
fn nevertheless(w: &ReportFormatter<'_>, reasons: &[&AttestationView]) -> Block {
    let rows = reasons.iter().map(|a| {
        let status = a.status.map(|status| w.locale.status(status).into_owned()).unwrap_or_default();
        vec![
            GridCell::plain(a.label.clone()),
            GridCell::plain(w.title(&a.label)),
            GridCell::plain(status),
            GridCell::plain(a.text.clone()),
        ]
    });
    let columns = [
        ("column-label", None),
        ("column-title", Some(4)),
        ("paper-checklist-status", None),
        ("paper-reason", Some(5)),
    ];
    w.table(&columns, rows.collect(), "page-empty")
}

fn material(w: &ReportFormatter<'_>, view: &ReportView) -> Block {
    let with_state = w.shows(Internal::Gaps);
    let rows = view.materials.iter().map(|material| {
        let (word, tone) =
            if material.at_hand { ("material-at-hand", Tone::Met) } else { ("paper-not-at-hand", Tone::NotStarted) };
        let state = with_state.then(|| GridCell::toned(w.text(word), tone));
        let title = GridCell::plain(w.of(&material.title));
        [Some(title), state, Some(GridCell::plain(w.names(&material.files)))].into_iter().flatten().collect()
    });
    let state = with_state.then_some(("paper-state", None));
    let columns = [Some(("report-tab-material", Some(4))), state, Some(("paper-files", Some(3)))];
    w.table(&columns.into_iter().flatten().collect::<Vec<_>>(), rows.collect(), "page-empty")
}
