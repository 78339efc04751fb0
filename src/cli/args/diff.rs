//! The arguments of the commands for frozen snapshots and comparisons.

use super::{ChangeArgs, Common, UnlockArgs, day};
use crate::export_format::{ComparisonFormat, Format};
use crate::snapshot::Selection;
use chrono::NaiveDate;
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `freeze`.
#[derive(Debug, clap::Args)]
pub struct FreezeArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The purpose of the snapshot.
    #[arg(long, value_name = "TEXT")]
    pub purpose: String,
    /// The day for which dates are computed, by default today; the answers are the current ones.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// A format of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// A page for browsers.
    Html,
    /// A spreadsheet
    Xlsx,
    /// Data for programs.
    Json,
}

impl DiffFormat {
    /// The format for people; `None` for the data.
    #[must_use]
    pub fn for_people(self) -> Option<ComparisonFormat> {
        match self {
            Self::Html => Some(ComparisonFormat::Html),
            Self::Xlsx => Some(ComparisonFormat::Xlsx),
            Self::Json => None,
        }
    }

    /// The format of the file.
    #[must_use]
    pub fn format(self) -> Format {
        self.for_people().map_or(Format::Json, ComparisonFormat::format)
    }
}

impl From<&DiffArgs> for Selection {
    fn from(args: &DiffArgs) -> Self {
        Self { notes: args.with_notes, confidential: args.with_confidential, ..Self::default() }
    }
}

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct DiffArgs {
    /// The earlier side: a workbook, the JSON of a snapshot, or a frozen snapshot as `W.ron#NAME`, with its purpose,
    /// number, day, id, or the beginning of its digest.
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// The later side, in the same forms.
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// The file for the comparison: a page (.html), a spreadsheet (.xlsx), or data (.json); `-` for standard output
    /// instead of the answer.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// The format of the file; by default by its extension.
    #[arg(long, value_name = "FORMAT", requires = "output")]
    pub format: Option<DiffFormat>,
    /// Whether internal content is compared too: notes, sessions, gaps, and the history of a report.
    #[arg(long)]
    pub with_notes: bool,
    /// Whether confidential evidence is compared too.
    #[arg(long)]
    pub with_confidential: bool,
    /// Whether a file is replaced that is not an export.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}
