//! The arguments of `snapshot`.

use super::{Common, UnlockArgs};
use crate::cli::refusal::Refusal;
use crate::export::Format;
use crate::export::tables::TableId;
use crate::license::ClauseId;
use crate::snapshot::{DutyCondition, Selection};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::path::PathBuf;

/// Arguments of `snapshot`.
#[derive(Debug, clap::Args)]
pub struct SnapshotArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The format, or several separated by commas, which go into a .zip; by default by the extension of the file.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub format: Vec<Format>,
    /// The file to write, or `-` for standard output. An earlier export is replaced, another file only with `--force`.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// A frozen snapshot, by its purpose, its number in the list, its day, its id, or the beginning of its digest; by
    /// default the current workbook.
    #[arg(long, value_name = "SNAPSHOT", conflicts_with_all = [
        "provision", "only", "owner", "summary", "with_history", "with_evidence", "today",
    ])]
    pub frozen: Option<String>,
    /// The table of a CSV file.
    #[arg(long, value_name = "TABLE", default_value = "duties", value_parser = table)]
    pub table: TableId,
    /// The layout of a PDF file: a changed copy of `assets/templates/snapshot.typ`.
    #[arg(long, value_name = "FILE.typ")]
    pub template: Option<PathBuf>,
    /// The selected content.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Whether the files of the evidence go into the .zip too.
    // The one page names no evidence.
    #[arg(long, conflicts_with = "summary")]
    pub with_evidence: bool,
    /// Whether a file is replaced that is not an export.
    #[arg(long)]
    pub force: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// The selected content of a snapshot.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct SelectionArgs {
    /// Only the duties of this provision or sub-item, e.g. 12 or 16(3), 十二 or 十六(三).
    #[arg(long, value_name = "CLAUSE", value_parser = clause)]
    pub provision: Option<ClauseId>,
    /// Only the duties in this state.
    #[arg(long, value_name = "STATE")]
    pub only: Option<OnlyArg>,
    /// Only the duties of this person.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Whether the export is a one-page summary: validity, counts, overdue dates and next dates.
    #[arg(long)]
    pub summary: bool,
    /// Whether internal content is included: notes, sessions, gaps, and the history of a report.
    #[arg(long, alias = "notes", overrides_with = "without_notes")]
    pub with_notes: bool,
    /// Leaves internal content out, which is the default.
    #[arg(long, overrides_with = "with_notes")]
    pub without_notes: bool,
    /// Whether the history is included.
    #[arg(long, alias = "history")]
    pub with_history: bool,
    /// Whether confidential evidence is included.
    #[arg(long, alias = "confidential")]
    pub with_confidential: bool,
}

impl From<&SelectionArgs> for Selection {
    fn from(args: &SelectionArgs) -> Self {
        Self {
            notes: args.with_notes,
            history: args.with_history,
            confidential: args.with_confidential,
            provision: args.provision,
            only: args.only.map(|only| match only {
                OnlyArg::Open => DutyCondition::Open,
                OnlyArg::Overdue => DutyCondition::Overdue,
            }),
            owner: args.owner.clone(),
            summary: args.summary,
        }
    }
}

/// The state of the selected duties.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OnlyArg {
    /// Neither met nor not applicable, or overdue.
    Open,
    /// Overdue.
    Overdue,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}

fn table(text: &str) -> Result<TableId, Refusal> {
    TableId::ALL.into_iter().find(|id| id.as_str() == text).ok_or_else(|| {
        let names: Vec<_> = TableId::ALL.iter().map(|id| id.as_str()).collect();
        Refusal::of("usage-table").with("known", names.join(", "))
    })
}

fn clause(text: &str) -> Result<ClauseId, Refusal> {
    super::clause(text).ok_or_else(|| Refusal::of("usage-clause"))
}
