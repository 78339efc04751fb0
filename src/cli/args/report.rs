//! The arguments of `report`.

use super::{Common, UnlockArgs, WaitArgs, day};
use crate::cli::refusal::Refusal;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct ReportArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The year of the report; by default the one whose filing window is open or comes next.
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub year: Option<i32>,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// The archive for the report, the checklist and the evidence, sorted by heading; `-` for standard output instead
    /// of the answer.
    #[arg(long, value_name = "OUT.zip")]
    pub pack: Option<PathBuf>,
    /// The day on which the report was filed without this workbook, to be recorded.
    #[arg(long, value_name = "DAY", value_parser = day, requires = "year", conflicts_with = "pack")]
    pub filed_elsewhere: Option<NaiveDate>,
    /// The number of the receipt.
    #[arg(long, value_name = "NUMBER", requires = "filed_elsewhere")]
    pub receipt: Option<String>,
    /// The author of that record; by default as in the settings, or the user of the system.
    #[arg(long, value_name = "NAME", requires = "filed_elsewhere")]
    pub author: Option<String>,
    /// How long to wait for another process that has the file open.
    #[command(flatten)]
    pub wait: WaitArgs,
    /// Whether internal content is included: notes, sessions with minutes, gaps, and the history of the report.
    #[arg(long)]
    pub with_notes: bool,
    /// Whether confidential evidence is included.
    #[arg(long)]
    pub with_confidential: bool,
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

fn year(text: &str) -> Result<i32, Refusal> {
    text.parse().map_err(|_| Refusal::of("usage-year"))
}
