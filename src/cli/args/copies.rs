//! The arguments of commands about copies of a workbook and their history.

use super::{ChangeArgs, Common, ProtectArgs, UnlockArgs, day};
use chrono::NaiveDate;
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `merge`.
#[derive(Debug, clap::Args)]
pub struct MergeArgs {
    /// One copy of the workbook
    #[arg(value_name = "A.ron")]
    pub left: PathBuf,
    /// The other copy
    #[arg(value_name = "B.ron")]
    pub right: PathBuf,
    /// The workbook to write.
    #[arg(short, long, value_name = "C.ron")]
    pub output: PathBuf,
    /// The copy that wins where both changed the same field; without it, the conflict stays open.
    #[arg(long, value_name = "SIDE")]
    pub prefer: Option<Prefer>,
    /// Whether an existing file is replaced.
    #[arg(long)]
    pub force: bool,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// The author of the resolution; by default the name in the settings, or that of the user.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// How the written workbook is protected.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// One of two copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// The first one
    Left,
    /// The second one
    Right,
}

/// Arguments of `history`.
#[derive(Debug, clap::Args)]
pub struct HistoryArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Only records of this person.
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only changes of this duty, e.g. 十二-5.
    #[arg(long, value_name = "LABEL")]
    pub duty: Option<String>,
    /// Only records of the session on this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub session: Option<NaiveDate>,
    /// The first day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<NaiveDate>,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// A workbook, a snapshot in JSON, a signed file, or a folder or archive with a list of hashes: extracted evidence,
    /// the archive of a report, or several exports in one.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `part`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct PartArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duties, e.g. 十二-5; a clause, e.g. 十二, stands for all of its duties.
    #[arg(long = "duty", value_name = "LABEL")]
    pub duties: Vec<String>,
    /// Whether all duties are included: a copy of the whole workbook.
    #[arg(long, conflicts_with_all = ["duties", "owner"])]
    pub all: bool,
    /// The person whose duties are included.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Whether the bytes of evidence are left out; names and hashes stay.
    #[arg(long)]
    pub without_evidence: bool,
    /// Whether the bytes of confidential evidence are included.
    #[arg(long)]
    pub with_confidential: bool,
    /// The workbook to write, which `merge` merges back.
    #[arg(short, long, value_name = "PART.ron")]
    pub output: PathBuf,
    /// Whether an existing file is replaced.
    #[arg(long)]
    pub force: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// How the written workbook is protected.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `accept`.
#[derive(Debug, clap::Args)]
pub struct AcceptArgs {
    /// The workbook.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `sign`.
#[derive(Debug, clap::Args)]
pub struct SignArgs {
    /// A workbook, whose history is signed up to now; a snapshot in JSON, or any other file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The name of the signer; by default that in the settings, or that of the user.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}
