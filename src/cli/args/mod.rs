//! The arguments of the command line.

mod copies;
mod dates;
mod diff;
mod evidence;
mod people;
mod report;
mod snapshot;

pub(super) use copies::{AcceptArgs, HistoryArgs, MergeArgs, PartArgs, Prefer, SignArgs, VerifyArgs};
pub(super) use dates::{
    DeadlineArgs, EventAddArgs, EventArgs, EventCloseArgs, EventCommand, ScheduleArgs, ScheduleCommand,
    ScheduleImportArgs,
};
pub(super) use diff::{DiffArgs, DiffFormat, FreezeArgs};
pub(super) use evidence::{AttachArgs, EvidenceArgs};
pub(super) use people::{PeopleArgs, PeopleCommand, PeopleMergeArgs, PeopleRenameArgs};
pub(super) use report::ReportArgs;
pub(super) use snapshot::SnapshotArgs;

use super::refusal::Refusal;
use crate::calendar::Now;
use crate::language::Language;
use crate::license::{ClauseId, half_width};
use crate::workbook::Status;
use chrono::{NaiveDate, NaiveDateTime};
use clap::{ArgGroup, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// A compliance workbook for the holder of a Chinese value-added telecom license.
///
/// Without a command it opens the window. Exit codes of commands: 0 fine, 1 the answer is "no", 2 it could not be done.
#[derive(Debug, Parser)]
#[command(name = "license-workbook", version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// The workbook to open in the window
    pub file: Option<PathBuf>,
    /// Close the window once it has been drawn
    #[arg(long, hide = true)]
    pub quit_after_first_frame: bool,
    /// The language of the window, of help and of messages [default: that chosen in the window, or the system's]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workbook from the text of a license
    New(NewArgs),
    /// Tell what a license asks, from its text or from a workbook
    Info(InfoArgs),
    /// Tell whether something is overdue, expired or damaged; exit code 1 if so
    ///
    /// A date is overdue when its day has passed and it is not done. That it was not decided in time whether to continue is
    /// told apart from it, and makes the exit code 1 too. Evidence is compared with its hash, linked files included.
    Check(ReadArgs),
    /// Change what the workbook says of a duty
    Set(SetArgs),
    /// Count from or back from a day, with the working days of China, and say how
    Deadline(DeadlineArgs),
    /// Record what happened, list it, or close what followed from it
    Event(EventArgs),
    /// Take the holiday schedule of a year over
    Schedule(ScheduleArgs),
    /// Tell how the annual report on a year stands and what is missing, or pack it; exit code 1 if it is late
    Report(ReportArgs),
    /// Attach files to a duty as evidence
    Attach(AttachArgs),
    /// List the evidence and compare it with its hashes, or write it out; exit code 1 if some is changed or missing
    Evidence(EvidenceArgs),
    /// Export the checklist as it stands on a day
    Snapshot(SnapshotArgs),
    /// Make one workbook of two copies that went apart; exit code 1 while conflicts are open
    Merge(MergeArgs),
    /// Take some duties out into a workbook that someone else fills in and that merges back
    Part(PartArgs),
    /// Tell who changed what and when
    History(HistoryArgs),
    /// List who there is, rename a person, or note that two are one
    People(PeopleArgs),
    /// Tell whether a workbook or a snapshot is whole and its past unchanged; exit code 1 if not
    Verify(VerifyArgs),
    /// Accept what was found in a workbook and something else than this program had written
    Accept(AcceptArgs),
    /// Sign a workbook or a file, such as a snapshot in JSON, with a key of this user
    Sign(SignArgs),
    /// Keep the checklist as it stands in the workbook, with a digest that shows every later change
    Freeze(FreezeArgs),
    /// List the snapshots that a workbook keeps, each checked by its digest; exit code 1 if one is not whole
    Snapshots(ReadArgs),
    /// Tell what differs between two workbooks or snapshots; exit code 1 if something does
    Diff(DiffArgs),
}

impl Command {
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::New(args) => &args.common,
            Self::Info(args) => &args.common,
            Self::Check(args) | Self::Snapshots(args) => &args.common,
            Self::Set(args) => &args.common,
            Self::Deadline(args) => &args.common,
            Self::Event(args) => args.command.common(),
            Self::Schedule(args) => args.command.common(),
            Self::Attach(args) => &args.common,
            Self::Evidence(args) => &args.common,
            Self::Snapshot(args) => &args.common,
            Self::Report(args) => &args.common,
            Self::Merge(args) => &args.common,
            Self::Part(args) => &args.common,
            Self::History(args) => &args.common,
            Self::People(args) => args.common(),
            Self::Verify(args) => &args.common,
            Self::Accept(args) => &args.common,
            Self::Sign(args) => &args.common,
            Self::Freeze(args) => &args.common,
            Self::Diff(args) => &args.common,
        }
    }
}

/// What opens protected workbooks that a command reads.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct UnlockArgs {
    /// Read the passphrase of a protected workbook (.ron.age) from the first line of this file; "-" is standard input.
    /// Of several, the first one that fits counts [default: ask on the terminal]
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Vec<PathBuf>,
}

/// How a command changes a workbook in its file.
#[derive(Clone, Debug, clap::Args)]
pub struct ChangeArgs {
    /// Who makes the change [default: the name in the settings, or that of the user]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// How long to wait for another one who has it open.
    #[command(flatten)]
    pub wait: WaitArgs,
    /// What opens it where it is protected.
    #[command(flatten)]
    pub unlock: UnlockArgs,
}

/// How long a command waits for a file that another one has open.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct WaitArgs {
    /// How many seconds to wait for somebody else who has the file open [default: 10]
    #[arg(long, value_name = "SECONDS", default_value_t = 10, hide_default_value = true,
        value_parser = seconds)]
    wait: u64,
}

impl WaitArgs {
    pub(super) fn patience(self) -> Duration {
        Duration::from_secs(self.wait)
    }
}

/// How a command writes a workbook as a file of its own: what protects it, and how long it waits for another one who has
/// the file open that it is to replace.
#[derive(Debug, clap::Args)]
pub struct ProtectArgs {
    /// Read the passphrase that is to protect a written .ron.age from the first line of this file; "-" is standard input
    /// [default: ask on the terminal]
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
    /// How long to wait for another one who has it open.
    #[command(flatten)]
    pub wait: WaitArgs,
}

/// What every command understands.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// The day to reckon from, e.g. 2026-11-24 [default: the day in China]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// The moment to reckon from, by the clock of China, e.g. 2026-11-24T09:30; a day alone means its end
    #[arg(long, value_name = "MOMENT", value_parser = moment, conflicts_with = "today")]
    pub now: Option<Now>,
    /// The language of the answer [default: that of the window or the system; zh-CN in JSON]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Lang>,
}

/// A language.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// Simplified Chinese.
    #[value(name = "zh-CN", alias = "zh", alias = "zh-cn", help = "Simplified Chinese")]
    ZhCn,
    /// English.
    #[value(name = "en", help = "English")]
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::ZhCn => Self::ZhCn,
            Lang::En => Self::En,
        }
    }
}

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The text of the license [default: the license 苏B2-20140200 that comes with the program]
    #[arg(long, value_name = "TEXT")]
    pub license: Option<PathBuf>,
    /// The workbook to write
    #[arg(short, long, value_name = "W.ron")]
    pub output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// What protects the workbook that is written.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `info`.
#[derive(Debug, clap::Args)]
pub struct InfoArgs {
    /// A workbook, or the text of a license
    #[arg(value_name = "W.ron|TEXT")]
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

/// Arguments of `check` and `event list`: commands that read a workbook.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
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

/// Arguments of `set`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true)
    .args(["status", "note", "statement", "reason", "owner", "due"]))]
pub struct SetArgs {
    /// The workbook
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duties, e.g. 十二-5 or 十六(十三)-2; of several, all are changed in one step, or none is
    #[arg(value_name = "LABEL", required = true)]
    pub labels: Vec<String>,
    /// How it stands
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// The internal note; "" empties it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// The statement for an inspector; "" empties it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub statement: Option<String>,
    /// Why it does not apply: needed for that status
    #[arg(long, alias = "justification", value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// Who sees to it; "none" for nobody
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// The company's own due date; "none" for no date
    #[arg(long, value_name = "DAY", value_parser = due)]
    pub due: Option<Due>,
    /// How it is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Day and language.
    #[command(flatten)]
    pub common: Common,
}

/// A due date, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due(pub Option<NaiveDate>);

/// A status.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum StatusArg {
    /// 未开始
    NotStarted,
    /// 进行中
    InProgress,
    /// 已落实
    Met,
    /// 未落实
    NotMet,
    /// 不适用
    NotApplicable,
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::NotStarted => Self::NotStarted,
            StatusArg::InProgress => Self::InProgress,
            StatusArg::Met => Self::Met,
            StatusArg::NotMet => Self::NotMet,
            StatusArg::NotApplicable => Self::NotApplicable,
        }
    }
}

/// A number of seconds, at most an hour.
fn seconds(text: &str) -> Result<u64, Refusal> {
    text.parse().ok().filter(|seconds| *seconds <= 3600).ok_or_else(|| Refusal::of("usage-seconds"))
}

pub(super) fn day(text: &str) -> Result<NaiveDate, Refusal> {
    text.parse().map_err(|_| Refusal::of("usage-day"))
}

/// A provision or sub-item, with numbers in Chinese numerals or in digits: 十六(三), 16(3), １６（３）.
pub(super) fn clause(text: &str) -> Option<ClauseId> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let (provision, item) = match plain.strip_suffix(')').and_then(|plain| plain.split_once('(')) {
        Some((provision, item)) => (provision, Some(item)),
        None => (plain.as_str(), None),
    };
    let item = match item {
        Some(item) => Some(number(item)?),
        None => None,
    };
    Some(ClauseId { provision: number(provision)?, sub_item: item })
}

/// A number from 1 to 99, in Chinese numerals or in digits.
fn number(word: &str) -> Option<u8> {
    let word = word.trim();
    let digits = if word.chars().all(|c| c.is_ascii_digit()) { word.parse().ok() } else { None };
    digits.or_else(|| numerals(word)).filter(|n| (1..=99).contains(n))
}

fn numerals(word: &str) -> Option<u8> {
    word.parse::<ClauseId>().ok().filter(|id| id.sub_item.is_none()).map(|id| id.provision)
}

/// A time of a day, or a day, which means its end.
fn moment(text: &str) -> Result<Now, Refusal> {
    let moment = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let moment = moment.map(Now::from).or_else(|| text.parse::<NaiveDate>().ok().map(Now::from));
    moment.ok_or_else(|| Refusal::of("usage-moment"))
}

fn due(text: &str) -> Result<Due, Refusal> {
    if text == "none" { Ok(Due(None)) } else { day(text).map(|day| Due(Some(day))) }
}
