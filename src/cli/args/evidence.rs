//! Arguments of the commands that are about evidence.

use super::{ChangeArgs, Common, UnlockArgs, day};
use chrono::NaiveDate;
use std::path::PathBuf;

/// Arguments of `attach`.
#[derive(Debug, clap::Args)]
pub struct AttachArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duty, e.g. 十二-5 or 十六(十三)-2
    pub label: String,
    /// The files; of a folder, all files in it
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Link the files instead of taking their bytes into the workbook; large ones always are
    #[arg(long)]
    pub link: bool,
    /// The day the document itself speaks for
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub effective: Option<NaiveDate>,
    /// The last day it is good for
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub valid_until: Option<NaiveDate>,
    /// What it shows
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub description: String,
    /// Keep it out of exports unless they ask for it; exit code 1, and nothing is attached, where that would change a file
    /// that is used elsewhere too
    #[arg(long)]
    pub confidential: bool,
    /// Keep it out of exports wherever it is used
    #[arg(long, alias = "yes", requires = "confidential")]
    pub everywhere: bool,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `evidence`.
#[derive(Debug, clap::Args)]
pub struct EvidenceArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Answer in JSON
    #[arg(long, conflicts_with = "extract")]
    pub json: bool,
    /// Whether it is written out.
    #[command(flatten)]
    pub out: ExtractArgs,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Whether and how evidence is written out.
#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    /// Write the evidence into a new folder, with an index and SHA256SUMS
    #[arg(long, value_name = "DIR")]
    pub extract: Option<PathBuf>,
    /// Write one zip file of that name instead of a folder
    #[arg(long, requires = "extract")]
    pub zip: bool,
    /// Only evidence of this duty; can be given several times
    #[arg(long = "duty", value_name = "LABEL", requires = "extract")]
    pub duties: Vec<String>,
    /// Take in evidence that is marked confidential
    #[arg(long, requires = "extract")]
    pub with_confidential: bool,
    /// Write into a folder that is not empty, or over a file
    #[arg(long, requires = "extract")]
    pub force: bool,
}
