//! The arguments of the commands for dates.

use super::{ChangeArgs, Common, ReadArgs, UnlockArgs, day};
use crate::calendar::{TimeSpan, parse_span};
use crate::cli::refusal::Refusal;
use chrono::{NaiveDate, NaiveTime};
use clap::{ArgGroup, Subcommand};
use std::path::PathBuf;

/// Arguments of `deadline`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("start").required(true).args(["from", "anchor"]))]
#[command(group = ArgGroup::new("length").required(true).args(["within", "before", "retain"]))]
pub struct DeadlineArgs {
    /// The day of the event, which itself is not counted.
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with = "before")]
    pub from: Option<NaiveDate>,
    /// The time of the event, for limits in hours.
    #[arg(long, value_name = "HH:MM", value_parser = time, requires = "from")]
    pub at: Option<NaiveTime>,
    /// The day to count back from.
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with_all = ["within", "retain"])]
    pub anchor: Option<NaiveDate>,
    /// The limit after the event: 30d (days), 10wd (working days), 3m (months), 1y (years), 4h (hours).
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub within: Option<TimeSpan>,
    /// The limit before the anchor, e.g. 90d.
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub before: Option<TimeSpan>,
    /// The retention period, e.g. 1y.
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub retain: Option<TimeSpan>,
    /// The workbook whose holiday schedules are used; by default those of the program.
    #[arg(long, value_name = "W.ron")]
    pub workbook: Option<PathBuf>,
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

/// Arguments of `event`.
#[derive(Debug, clap::Args)]
pub struct EventArgs {
    /// The subcommand.
    #[command(subcommand)]
    pub command: EventCommand,
}

/// The subcommands of `event`.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Records an event, and lists the dates that follow.
    Add(EventAddArgs),
    /// Lists events, with the dates that followed.
    List(ReadArgs),
    /// Closes a date that followed from an event or a period.
    Close(EventCloseArgs),
}

impl EventCommand {
    pub(in crate::cli) fn common(&self) -> &Common {
        match self {
            Self::Add(args) => &args.common,
            Self::List(args) => &args.common,
            Self::Close(args) => &args.common,
        }
    }
}

/// Arguments of `event add`.
#[derive(Debug, clap::Args)]
pub struct EventAddArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The kind of event by its key in the catalog.
    pub kind: String,
    /// The day of the event.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: NaiveDate,
    /// The local time in China, for limits in hours.
    #[arg(long, value_name = "HH:MM", value_parser = time)]
    pub at: Option<NaiveTime>,
    /// A description.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Whether the answer is JSON.
    #[arg(long)]
    pub json: bool,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `event close`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("cause").required(true).args(["event", "period"]))]
pub struct EventCloseArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duty, e.g. 十二-1
    pub label: String,
    /// The id of the event that it followed from, or of the decision that it rests on.
    #[arg(long, value_name = "ID")]
    pub event: Option<String>,
    /// The day on which it is due, as `check` shows it, or the day that names its period: the first day of the window
    /// of a report, the last day of validity.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub period: Option<NaiveDate>,
    /// The day on which it was done.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: NaiveDate,
    /// A description.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `schedule`.
#[derive(Debug, clap::Args)]
pub struct ScheduleArgs {
    /// The subcommand.
    #[command(subcommand)]
    pub command: ScheduleCommand,
}

/// The subcommands of `schedule`.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Imports a published schedule, and lists the dates that it moves.
    Import(ScheduleImportArgs),
}

impl ScheduleCommand {
    pub(in crate::cli) fn common(&self) -> &Common {
        match self {
            Self::Import(args) => &args.common,
        }
    }
}

/// Arguments of `schedule import`.
#[derive(Debug, clap::Args)]
pub struct ScheduleImportArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The published schedule in JSON.
    #[arg(value_name = "FILE.json")]
    pub schedule: PathBuf,
    /// Whether the effect is only shown.
    #[arg(long)]
    pub dry_run: bool,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

fn time(text: &str) -> Result<NaiveTime, Refusal> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Refusal::of("usage-time"))
}

fn span(text: &str) -> Result<TimeSpan, Refusal> {
    parse_span(text).map_err(|_| Refusal::of("usage-span"))
}
