//! The arguments of `people`.

use super::{ChangeArgs, Common, ReadArgs, UnlockArgs};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `people`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PeopleArgs {
    /// The workbook whose people are listed.
    #[arg(value_name = "W.ron")]
    pub file: Option<PathBuf>,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
    /// The subcommand.
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

/// The subcommands of `people`.
#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// Lists the persons, with other names and references.
    List(ReadArgs),
    /// Renames a person.
    Rename(PeopleRenameArgs),
    /// Merges two persons; both are then shown as the second.
    Merge(PeopleMergeArgs),
}

/// Arguments of `people rename`.
#[derive(Debug, Args)]
pub struct PeopleRenameArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The person: a name, or the id in the list in JSON.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The new name.
    #[arg(value_name = "NEW NAME")]
    pub to: String,
    /// Whether the answer is the list as JSON.
    #[arg(long)]
    pub json: bool,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `people merge`.
#[derive(Debug, Args)]
pub struct PeopleMergeArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The person to merge: a name, or the id in the list in JSON.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The person to merge into.
    #[arg(value_name = "INTO")]
    pub into: String,
    /// Whether the answer is the list as JSON.
    #[arg(long)]
    pub json: bool,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}
