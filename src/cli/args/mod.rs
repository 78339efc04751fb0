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
    /// The workbook to open in the window.
    pub file: Option<PathBuf>,
    /// Whether the window closes after its first frame.
    #[arg(long, hide = true)]
    pub quit_after_first_frame: bool,
    /// The language of the window, of help and of messages; by default that chosen in the window, or that of the
    /// system.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// The command; `None` opens the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The command; `None` opens the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes a workbook from a file with a license.
    New(NewArgs),
    /// Shows what was understood of a license, from its file or from a workbook; exit code 1 if it is no license.
    Info(InfoArgs),
    /// Writes the text of a license file, read from text, DOCX, PDF, OFD or pictures.
    Read(ReadFileArgs),
    /// Reports whether something is overdue, expired or damaged; exit code 1 if so.
    ///
    /// A date is overdue when its day has passed and it is not done. A late decision on renewal is reported separately,
    /// and makes the exit code 1 too. Evidence is compared with its hash, linked files included.
    Check(ReadArgs),
    /// Changes a duty.
    Set(SetArgs),
    /// Computes a limit from a day, with the working days of China, and shows the steps.
    Deadline(DeadlineArgs),
    /// Records events, lists them, or closes the dates that followed.
    Event(EventArgs),
    /// Imports the holiday schedule of a year.
    Schedule(ScheduleArgs),
    /// Shows the state of an annual report and its gaps, or packs it; exit code 1 if it is late.
    Report(ReportArgs),
    /// Attaches files to a duty as evidence.
    Attach(AttachArgs),
    /// Lists the evidence and verifies its hashes, or extracts it; exit code 1 if some is changed or missing.
    Evidence(EvidenceArgs),
    /// Exports the checklist as of a day.
    Snapshot(SnapshotArgs),
    /// Merges two copies that diverged; exit code 1 while conflicts are open.
    Merge(MergeArgs),
    /// Makes a partial copy that another person fills in and that merges back.
    Part(PartArgs),
    /// Shows the history.
    History(HistoryArgs),
    /// Lists the registry of people, renames a person, or merges two persons.
    People(PeopleArgs),
    /// Verifies a workbook, its history, or a snapshot; exit code 1 if it was altered.
    Verify(VerifyArgs),
    /// Accepts the recorded changes of other programs in a workbook.
    Accept(AcceptArgs),
    /// Signs a workbook or a file, such as a snapshot in JSON, with the key of this user.
    Sign(SignArgs),
    /// Freezes a snapshot in the workbook, with a digest that reveals every later change.
    Freeze(FreezeArgs),
    /// Lists and verifies the frozen snapshots of a workbook; exit code 1 if one was altered.
    Snapshots(ReadArgs),
    /// Compares two workbooks or snapshots; exit code 1 if they differ.
    Diff(DiffArgs),
}

impl Command {
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::New(args) => &args.common,
            Self::Info(args) => &args.common,
            Self::Read(args) => &args.common,
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

/// How a command opens protected workbooks.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct UnlockArgs {
    /// Files with a passphrase of a protected workbook (.ron.age) in their first line, or `-` for standard input; the
    /// first one that is right counts. By default the user is asked on the terminal.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Vec<PathBuf>,
}

/// How a command changes a workbook.
#[derive(Clone, Debug, clap::Args)]
pub struct ChangeArgs {
    /// The author of the change; by default the name in the settings, or that of the user.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// How long to wait for another process that has the file open.
    #[command(flatten)]
    pub wait: WaitArgs,
    /// How a protected workbook is opened.
    #[command(flatten)]
    pub unlock: UnlockArgs,
}

/// How long a command waits for a file that another process has open.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct WaitArgs {
    /// The number of seconds to wait for another process that has the file open; by default 10.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, hide_default_value = true,
        value_parser = seconds)]
    wait: u64,
}

impl WaitArgs {
    pub(super) fn timeout(self) -> Duration {
        Duration::from_secs(self.wait)
    }
}

/// How a command writes a new workbook: its protection, and how long to wait for another process that has the replaced
/// file open.
#[derive(Debug, clap::Args)]
pub struct ProtectArgs {
    /// The file with the passphrase that protects a written .ron.age in its first line, or `-` for standard input; by
    /// default the user is asked on the terminal.
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
    /// How long to wait for another process that has the file open.
    #[command(flatten)]
    pub wait: WaitArgs,
}

/// The arguments of every command.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// The current day, e.g. 2026-11-24; by default the day in China.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// The current local time in China, e.g. 2026-11-24T09:30; a day means its end.
    #[arg(long, value_name = "MOMENT", value_parser = moment, conflicts_with = "today")]
    pub now: Option<Now>,
    /// The language of the answer; by default that of the window or the system, and zh-CN in JSON.
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
    /// The file with the license: text, Markdown, HTML, RTF, DOCX, PDF, OFD or a picture; by default the license
    /// 苏B2-20140200 that comes with the program.
    #[arg(long, value_name = "FILE")]
    pub license: Option<PathBuf>,
    /// The workbook to write.
    #[arg(short, long, value_name = "W.ron")]
    pub output: PathBuf,
    /// Whether an existing file is replaced.
    #[arg(long)]
    pub force: bool,
    /// How the written workbook is protected.
    #[command(flatten)]
    pub protect: ProtectArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `info`.
#[derive(Debug, clap::Args)]
pub struct InfoArgs {
    /// A workbook, or a file with a license
    #[arg(value_name = "W.ron|FILE")]
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

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
pub struct ReadFileArgs {
    /// The file with the license: text, Markdown, HTML, RTF, DOCX, PDF, OFD or a picture.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The text to write.
    #[arg(short, long, value_name = "TEXT")]
    pub output: PathBuf,
    /// The file for the places of the text on the pages, as JSON.
    #[arg(long, value_name = "P.json")]
    pub places: Option<PathBuf>,
    /// Whether existing files are replaced.
    #[arg(long)]
    pub force: bool,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `check` and `event list`: commands that read a workbook.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
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

/// Arguments of `set`.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true)
    .args(["status", "note", "statement", "reason", "owner", "due"]))]
pub struct SetArgs {
    /// The workbook.
    #[arg(value_name = "W.ron")]
    pub file: PathBuf,
    /// The duties, e.g. 十二-5 or 十六(十三)-2; all of them are changed in one step or none.
    #[arg(value_name = "LABEL", required = true)]
    pub labels: Vec<String>,
    /// The new status.
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// The internal note; `""` removes it.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// The statement for inspectors; `""` removes it.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub statement: Option<String>,
    /// The justification, which the status “not applicable” requires.
    #[arg(long, alias = "justification", value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// The owner; `none` for nobody.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// The due date that the company sets; `none` for no date.
    #[arg(long, value_name = "DAY", value_parser = due)]
    pub due: Option<Due>,
    /// How the workbook is changed.
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Date and language.
    #[command(flatten)]
    pub common: Common,
}

/// A due date; `None` for no date.
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
