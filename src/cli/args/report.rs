//! The arguments of `report`.

use super::Common;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct ReportArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The year reported on [default: the earliest that is not filed]
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i32>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Write the report, the checklist and the evidence by head into an archive
    #[arg(long, value_name = "OUT.zip")]
    pub pack: Option<PathBuf>,
    /// Take in the sessions with their minutes
    #[arg(long)]
    pub with_notes: bool,
    /// Take in evidence that is marked confidential
    #[arg(long)]
    pub with_confidential: bool,
    /// Write over a file that is no export
    #[arg(long)]
    pub force: bool,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}
