//! The arguments of commands about snapshots that are kept, and about what differs.

use super::{Common, UnlockArgs, day};
use chrono::NaiveDate;
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
    /// The day it speaks for [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// Who freezes it [default: the name in the settings, or that of the user]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The earlier one: a workbook, the JSON of a snapshot, or a snapshot that a workbook keeps, as W.ron#ID (or #DAY, or
    /// the beginning of its digest)
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// The later one, in the same ways
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Write the comparison as well: a page (.html) or a spreadsheet (.xlsx)
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
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
