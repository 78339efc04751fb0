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
    /// The workbook to write
    #[arg(short, long, value_name = "C.ron")]
    pub output: PathBuf,
    /// Which copy is right where both changed the same thing [default: neither; the conflict stays open]
    #[arg(long, value_name = "SIDE")]
    pub prefer: Option<Prefer>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Who settles conflicts [default: the name in the settings, or that of the user]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// What protects the workbook that is written.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Day and language.
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
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Only what this person did
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only what was done to this duty, e.g. 十二-5
    #[arg(long, value_name = "LABEL")]
    pub duty: Option<String>,
    /// Only what was done in the session that was held on this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub session: Option<NaiveDate>,
    /// Only from this day on
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// Only up to this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<NaiveDate>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// A workbook, a snapshot in JSON, a signed file, or a folder or archive with a list of hashes: given out evidence,
    /// the pack of a report, several exports in one
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `part`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct PartArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duties to take, e.g. 十二-5; a clause, e.g. 十二, takes all of its duties
    #[arg(long = "duty", value_name = "LABEL")]
    pub duties: Vec<String>,
    /// Take all duties: a copy of the whole workbook
    #[arg(long, conflicts_with_all = ["duties", "owner"])]
    pub all: bool,
    /// Take the duties of this person
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Leave the bytes of evidence out; names and hashes stay
    #[arg(long)]
    pub without_evidence: bool,
    /// Take the bytes of confidential evidence along too
    #[arg(long)]
    pub with_confidential: bool,
    /// The workbook to write; it merges back with license-workbook merge
    #[arg(short, long, value_name = "PART.ron")]
    pub output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// What protects the workbook that is written.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `accept`.
#[derive(Debug, clap::Args)]
pub struct AcceptArgs {
    /// The workbook
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `sign`.
#[derive(Debug, clap::Args)]
pub struct SignArgs {
    /// A workbook, whose history is signed up to now; a snapshot in JSON, or any other file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The name to sign with [default: the name in the settings, or that of the user]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}
