//! The arguments of `report`.

use super::{Common, UnlockArgs, WaitArgs, day};
use crate::cli::refusal::Refusal;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct ReportArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The year reported on [default: the one whose window is open, or comes next]
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub year: Option<i32>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Write the report, the checklist and the evidence by head into an archive; - for standard output, in place of the
    /// answer
    #[arg(long, value_name = "OUT.zip")]
    pub pack: Option<PathBuf>,
    /// Note that the report on the year was prepared and filed without this workbook, on this day
    #[arg(long, value_name = "DAY", value_parser = day, requires = "year", conflicts_with = "pack")]
    pub filed_elsewhere: Option<NaiveDate>,
    /// Number of the receipt
    #[arg(long, value_name = "NUMBER", requires = "filed_elsewhere")]
    pub receipt: Option<String>,
    /// Who notes it [default: as in the settings, or the user of the system]
    #[arg(long, value_name = "NAME", requires = "filed_elsewhere")]
    pub author: Option<String>,
    /// How long to wait for another one who has it open.
    #[command(flatten)]
    pub wait: WaitArgs,
    /// Take in all that is internal: the notes, the sessions with their minutes, what is missing, how the report came about
    #[arg(long)]
    pub with_notes: bool,
    /// Take in evidence that is marked confidential
    #[arg(long)]
    pub with_confidential: bool,
    /// Write over a file that is no export
    #[arg(long)]
    pub force: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

fn year(text: &str) -> Result<i32, Refusal> {
    text.parse().map_err(|_| Refusal::of("usage-year"))
}
