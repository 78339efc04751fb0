//! Builds documents about the annual report: its text, the minutes of a session, and the pack.
//!
//! The source is a snapshot for the report. For a frozen report, it is the frozen snapshot.

mod annex;
mod minutes;
mod pack;
mod text;

pub use minutes::minutes;
pub use pack::{PackError, pack};
pub use text::report;

use super::document::{Block, Document, Grid, GridCell, GridColumn, GridRow, Heading, Tone};
use super::formatter;
use crate::language::{Bilingual, Language};
use crate::locale::Locale;
use crate::report::ReportStatement;
use crate::snapshot::report::AttestationView;
use crate::snapshot::{Internal, Snapshot};
use crate::workbook::AttestationAnswer;

/// The sources of documents about a report.
#[derive(Clone, Copy)]
struct ReportFormatter<'a> {
    snapshot: &'a Snapshot,
    locale: &'static Locale,
}

impl<'a> ReportFormatter<'a> {
    fn new(snapshot: &'a Snapshot, language: Language) -> Self {
        Self { snapshot, locale: Locale::of(language) }
    }

    /// The text source of tables about the same snapshot.
    fn words(&self) -> formatter::SnapshotFormatter<'a> {
        formatter::SnapshotFormatter { snapshot: self.snapshot, locale: self.locale }
    }

    fn shows(&self, what: Internal) -> bool {
        self.snapshot.selection.shows(what)
    }

    fn text(&self, id: &str) -> String {
        self.locale.text(id).into_owned()
    }

    fn of(&self, text: &Bilingual) -> String {
        text.get(self.locale.language).to_owned()
    }

    fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&self.locale.text("list-separator"))
    }

    /// The title of the duty with the label `label`.
    fn title(&self, label: &str) -> String {
        let duty = self.snapshot.duties.iter().find(|duty| duty.label == label);
        duty.map(|duty| self.of(&duty.title)).unwrap_or_default()
    }

    /// The names of pieces of evidence.
    fn names(&self, hashes: &[crate::workbook::Sha256]) -> String {
        let names: Vec<&str> =
            hashes.iter().filter_map(|hash| self.snapshot.evidence_of(*hash)).map(|e| e.name.as_str()).collect();
        self.list(&names)
    }

    fn heading(level: u8, text: String, aside: String) -> Block {
        Block::Heading(Heading { level, text, aside, anchor: String::new() })
    }

    fn paragraph(text: impl Into<String>, tone: Tone) -> Block {
        Block::Paragraph { text: text.into(), tone }
    }

    /// Builds a table. Each column has a heading and a weight; `None` is the width of its content.
    fn table(&self, columns: &[(&str, Option<u8>)], rows: Vec<Vec<GridCell>>, empty: &str) -> Block {
        Block::Table(Grid {
            columns: columns
                .iter()
                .map(|(id, weight)| GridColumn { title: self.text(id), weight: *weight, is_number: false })
                .collect(),
            rows: rows.into_iter().map(|cells| GridRow { cells, below: Vec::new() }).collect(),
            empty: self.text(empty),
        })
    }

    /// A cell with what the report says of a duty.
    fn said(&self, attested: Option<&AttestationView>) -> GridCell {
        // Reports that were frozen by earlier versions have no `says`; it follows from the answer.
        let statement =
            attested.map_or(ReportStatement::Nothing, |a| a.statement.unwrap_or_else(|| answered(a.answer)));
        let tone = match statement {
            ReportStatement::Nothing | ReportStatement::ByFiling => Tone::NotStarted,
            ReportStatement::Met => Tone::Met,
            ReportStatement::Nevertheless | ReportStatement::Contradicts => Tone::InProgress,
            ReportStatement::Exception => Tone::NotMet,
            ReportStatement::NotApplicable => Tone::NotApplicable,
        };
        GridCell::toned(self.locale.statement_name(statement).into_owned(), tone)
    }

    fn finish(&self, title: String, id: &str, day: chrono::NaiveDate, blocks: Vec<Block>) -> Document {
        let license = &self.snapshot.license;
        let (company, number) =
            (license.company.clone().unwrap_or_default(), license.number.clone().unwrap_or_default());
        let as_of = self.locale.format("page-as-of", [("day", day.to_string().into())]);
        Document {
            language: self.locale.language.tag(),
            header: [format!("{company} {number}").trim().to_owned(), title.clone()],
            title,
            subject: [company, number, as_of].into_iter().filter(|line| !line.is_empty()).collect(),
            day,
            id: format!("{} {id} {}", self.snapshot.workbook, self.locale.language.tag()),
            footer: self.locale.format("page-footer", [("day", day.to_string().into())]),
            page_words: super::document::page_words(self.locale),
            blocks,
        }
    }
}

/// What a report of an earlier version says of a duty with this answer.
fn answered(answer: Option<AttestationAnswer>) -> ReportStatement {
    match answer {
        None => ReportStatement::Nothing,
        Some(AttestationAnswer::Confirmed) => ReportStatement::Met,
        Some(AttestationAnswer::Exception) => ReportStatement::Exception,
        Some(AttestationAnswer::NotApplicable) => ReportStatement::NotApplicable,
    }
}
