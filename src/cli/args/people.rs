//! The arguments of `people`.

use super::{ChangeArgs, Common, ReadArgs, UnlockArgs};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `people`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PeopleArgs {
    /// The workbook whose people are listed
    #[arg(value_name = "W.ron")]
    pub file: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// What opens a protected workbook.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<PeopleCommand>,
}

impl PeopleArgs {
    pub(in crate::cli) fn common(&self) -> &Common {
        match &self.command {
            None => &self.common,
            Some(PeopleCommand::List(args)) => &args.common,
            Some(PeopleCommand::Rename(args)) => &args.common,
            Some(PeopleCommand::Merge(args)) => &args.common,
        }
    }
}

/// What to do with the registry of people.
#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// List who there is, with other names and what hangs on each
    List(ReadArgs),
    /// Give a person another name
    Rename(PeopleRenameArgs),
    /// Note that two people are one; both are then shown as the second
    Merge(PeopleMergeArgs),
}

/// Arguments of `people rename`.
#[derive(Debug, Args)]
pub struct PeopleRenameArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Who; a name, or the id that the list in JSON gives
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The new name
    #[arg(value_name = "NEW NAME")]
    pub to: String,
    /// Answer with the list in JSON
    #[arg(long)]
    pub json: bool,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `people merge`.
#[derive(Debug, Args)]
pub struct PeopleMergeArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// Who is somebody else too; a name, or the id that the list in JSON gives
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Who that is
    #[arg(value_name = "INTO")]
    pub into: String,
    /// Answer with the list in JSON
    #[arg(long)]
    pub json: bool,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}
