//! The arguments of commands about snapshots that are kept, and about what differs.

use super::{ChangeArgs, Common, UnlockArgs, day};
use crate::snapshot::Selection;
use chrono::NaiveDate;
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `freeze`.
#[derive(Debug, clap::Args)]
pub struct FreezeArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// What the snapshot is for
    #[arg(long, value_name = "TEXT")]
    pub purpose: String,
    /// The day the dates are reckoned for; the answers are those of now [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// A format of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// A page for any browser
    Html,
    /// A spreadsheet
    Xlsx,
    /// The answer for programs
    Json,
}

impl DiffFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Html, Self::Xlsx, Self::Json];

    /// The name on the command line, and the extension of a file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
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
    /// The earlier one: a workbook, the JSON of a snapshot, or a snapshot that a workbook keeps, as W.ron#NAME: its
    /// purpose, number, day, id, or the beginning of its digest
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// The later one, in the same ways
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Write the comparison: a page (.html), a spreadsheet (.xlsx), or data (.json); - for standard output, in place of
    /// the answer
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// The format of what is written [default: as the name of the file ends]
    #[arg(long, value_name = "FORMAT", requires = "output")]
    pub format: Option<DiffFormat>,
    /// Compare the internal notes and all else that is internal too: sessions, what is missing, how a report came about
    #[arg(long)]
    pub with_notes: bool,
    /// Compare confidential evidence too
    #[arg(long)]
    pub with_confidential: bool,
    /// Write over a file that is no export
    #[arg(long, requires = "output")]
    pub force: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}
