//! Arguments of the commands that are about dates.

use super::{ChangeArgs, Common, ReadArgs, UnlockArgs, day};
use crate::calendar::{Span, parse_span};
use crate::cli::refusal::Refusal;
use chrono::{NaiveDate, NaiveTime};
use clap::{ArgGroup, Subcommand};
use std::path::PathBuf;

/// Arguments of `deadline`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("start").required(true).args(["from", "anchor"]))]
#[command(group = ArgGroup::new("length").required(true).args(["within", "before", "retain"]))]
pub struct DeadlineArgs {
    /// The day of the event, which is not counted itself
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with = "before")]
    pub from: Option<NaiveDate>,
    /// The time of the event, for limits in hours
    #[arg(long, value_name = "HH:MM", value_parser = time, requires = "from")]
    pub at: Option<NaiveTime>,
    /// The day to count back from
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with_all = ["within", "retain"])]
    pub anchor: Option<NaiveDate>,
    /// How long after the event: 30d (days), 10wd (working days), 3m (months), 1y (years), 4h (hours)
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub within: Option<Span>,
    /// How long before the anchor, e.g. 90d
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub before: Option<Span>,
    /// How long something is to be kept, e.g. 1y
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub retain: Option<Span>,
    /// Count with the holiday schedules of this workbook [default: those that come with the program]
    #[arg(long, value_name = "W.ron")]
    pub workbook: Option<PathBuf>,
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

/// Arguments of `event`.
#[derive(Debug, clap::Args)]
pub struct EventArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: EventCommand,
}

/// What to do with events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Record that something happened, and tell the dates that follow
    Add(EventAddArgs),
    /// List what happened, with the dates that followed
    List(ReadArgs),
    /// Close what followed from an event or a period
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
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The kind of event, as the catalog names it; an unknown one is answered with the list
    pub kind: String,
    /// The day that counts
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: NaiveDate,
    /// The time in China, where minutes matter
    #[arg(long, value_name = "HH:MM", value_parser = time)]
    pub at: Option<NaiveTime>,
    /// What happened, in words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `event close`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("cause").required(true).args(["event", "period"]))]
pub struct EventCloseArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duty, e.g. 十二-1
    pub label: String,
    /// The event it followed from, or the decision it rests on, by its id; see event list
    #[arg(long, value_name = "ID")]
    pub event: Option<String>,
    /// The day it is due, as check shows it, or the day that names its period: the first of a report’s window, the last of
    /// validity
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub period: Option<NaiveDate>,
    /// The day it was done
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: NaiveDate,
    /// What was done
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `schedule`.
#[derive(Debug, clap::Args)]
pub struct ScheduleArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ScheduleCommand,
}

/// What to do with schedules.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Take a published schedule over, and tell what it moves
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
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The schedule, as it is published in JSON
    #[arg(value_name = "FILE.json")]
    pub schedule: PathBuf,
    /// Tell what it would move, and take nothing over
    #[arg(long)]
    pub dry_run: bool,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

fn time(text: &str) -> Result<NaiveTime, Refusal> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Refusal::of("usage-time"))
}

fn span(text: &str) -> Result<Span, Refusal> {
    parse_span(text).map_err(|_| Refusal::of("usage-span"))
}
