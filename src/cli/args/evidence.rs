//! The arguments of the commands for evidence.

use super::{ChangeArgs, Common, UnlockArgs, day};
use chrono::NaiveDate;
use std::path::PathBuf;

/// Arguments of `attach`.
#[derive(Debug, clap::Args)]
pub struct AttachArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duty, e.g. 十二-5 or 十六(十三)-2
    pub label: String,
    /// The files; a folder stands for all files in it.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Whether all files are linked instead of embedded; large files are always linked.
    #[arg(long)]
    pub link: bool,
    /// The effective day of the document.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub effective: Option<NaiveDate>,
    /// The last day of its validity.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub valid_until: Option<NaiveDate>,
    /// A description.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub description: String,
    /// Whether the file is confidential. Where that would change a file that is used elsewhere too, nothing is
    /// attached, and the exit code is 1.
    #[arg(long)]
    pub confidential: bool,
    /// Whether a file that is used elsewhere too may become confidential.
    #[arg(long, alias = "yes", requires = "confidential")]
    pub everywhere: bool,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `evidence`.
#[derive(Debug, clap::Args)]
pub struct EvidenceArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Whether the answer is JSON.
    #[arg(long, conflicts_with = "extract")]
    pub json: bool,
    /// Whether and how the evidence is extracted.
    #[command(flatten)]
    pub out: ExtractArgs,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Whether and how the evidence is extracted.
#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    /// The folder for the evidence, with an index and SHA256SUMS.
    #[arg(long, value_name = "DIR")]
    pub extract: Option<PathBuf>,
    /// Whether the output is a zip file of that name.
    #[arg(long, requires = "extract")]
    pub zip: bool,
    /// Only evidence of these duties.
    #[arg(long = "duty", value_name = "LABEL", requires = "extract")]
    pub duties: Vec<String>,
    /// Whether confidential evidence is included.
    #[arg(long, requires = "extract")]
    pub with_confidential: bool,
    /// Whether the output may go into a non-empty folder, or replace a file.
    #[arg(long, requires = "extract")]
    pub force: bool,
}
