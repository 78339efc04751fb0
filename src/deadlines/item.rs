//! The dates that hang on a license, each with why it is that day.
//!
//! They come from the company's own due dates, from what happened, from the end of the license, and from the calendar
//! year. Nothing is stored but what a person says: the same workbook and day give the same dates.

use super::register::{Entry, Register};
use super::{due, event, evidence, follow_up, own, remedy, renewal, report};
use crate::calendar::{Calendar, Deadline, Now, Rule, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{Limit, OtherLaw};
use crate::variants::all;
use crate::workbook::{Cause, DutyId, EventId, Occurrence, Sha256, Status, Workbook};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::VariantArray;

/// A day is soon when it is at most so many days away.
pub(super) const SOON: i64 = 30;

/// A date, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateItem {
    /// Names the date for ever: the duty and the rule, event or year that sets it.
    pub id: String,
    /// The duty.
    pub duty: DutyId,
    /// The other duties that it is a date of: those that the same evidence proves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlsoOf>,
    /// Its label, e.g. `十二-5`.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// What sets the date.
    pub rule: DateRule,
    /// The event that raised it.
    #[serde(default)]
    pub event: Option<EventId>,
    /// The day of that event.
    #[serde(default)]
    pub event_on: Option<NaiveDate>,
    /// The time of that event, where it was recorded.
    #[serde(default)]
    pub event_at: Option<NaiveTime>,
    /// The evidence that runs out.
    #[serde(default)]
    pub evidence: Option<Sha256>,
    /// The day that names its period, where no event raised it: what it is closed by.
    #[serde(default)]
    pub period: Option<NaiveDate>,
    /// The day that the rule gives.
    pub raw: Option<NaiveDate>,
    /// The day to keep; none while something is missing, and where the text gives no number.
    pub due: Option<NaiveDate>,
    /// The moment to keep, of a limit in hours. The time of China.
    #[serde(default)]
    pub due_at: Option<NaiveDateTime>,
    /// The company's own aim, where it has one.
    #[serde(default)]
    pub target: Option<NaiveDate>,
    /// A working day to be reminded on, where it is not the due day itself.
    #[serde(default)]
    pub reminder: Option<NaiveDate>,
    /// Last day on which something must be kept.
    #[serde(default)]
    pub keep_through: Option<NaiveDate>,
    /// First day on which it may be destroyed.
    #[serde(default)]
    pub destroy_from: Option<NaiveDate>,
    /// The day it was done.
    #[serde(default)]
    pub done_on: Option<NaiveDate>,
    /// Whether it was done after the day that decides: due for limits after an event, raw for limits before something.
    #[serde(default)]
    pub late: bool,
    /// How it stands today.
    pub state: DateState,
    /// Whether the holiday schedule it depends on is unknown.
    pub provisional: bool,
    /// Why it stands so, in a sentence.
    pub reason: Bilingual,
    /// What must be known before it is certain.
    pub missing: Vec<Bilingual>,
    /// How the day was counted.
    pub steps: Vec<Step>,
    /// What other laws ask beside it, by name.
    #[serde(default)]
    pub other_law: Vec<Companion>,
    /// How often what it rests on has changed; only in snapshots.
    #[serde(default)]
    pub revision: Option<Revision>,
}

/// Another duty that a date is one of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoOf {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
}

/// How often what a date rests on has changed, by the history: what lets a calendar replace an older copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// Never goes down.
    pub sequence: u32,
    /// When it changed last, by the author's clock; none where it never did.
    pub changed_at: Option<DateTime<Utc>>,
}

/// What another law asks beside the license. It does not decide whether a date is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// Law and article.
    pub source: Bilingual,
    /// What to know about it; may be empty.
    pub note: Bilingual,
    /// Its limit.
    pub limit: Limit,
    /// The day that it gives.
    pub raw: Option<NaiveDate>,
    /// The day to keep.
    pub due: Option<NaiveDate>,
    /// The moment to keep, of a limit in hours.
    pub due_at: Option<NaiveDateTime>,
    /// Last day on which something must be kept.
    pub keep_through: Option<NaiveDate>,
    /// First day on which it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// Whether the holiday schedule it depends on is unknown.
    pub provisional: bool,
    /// What is missing to compute it.
    pub missing: Vec<Bilingual>,
    /// How it was counted.
    pub steps: Vec<Step>,
}

impl Companion {
    pub(super) fn new(law: &OtherLaw, start: Start, calendar: &Calendar) -> Self {
        let result = deadline(start, &Rule::new(law.limit.clone(), law.source.clone()), calendar);
        Self {
            source: law.source.clone(),
            note: law.note.clone(),
            limit: law.limit.clone(),
            raw: result.raw,
            due: result.due,
            due_at: result.due_at,
            keep_through: result.keep_through,
            destroy_from: result.destroy_from,
            provisional: result.provisional,
            missing: result.missing,
            steps: result.steps.into_iter().map(Step::from).collect(),
        }
    }
}

/// What sets a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DateRule {
    /// The company's own due date.
    OwnDue,
    /// A day the company aims at, without a due date.
    Target,
    /// Something that happened.
    Event,
    /// Something that happened, from when on something is to be kept.
    Retention,
    /// So many days before the license ends.
    BeforeExpiry,
    /// The first quarter of every year.
    AnnualReport,
    /// A session that decided something.
    FollowUp,
    /// An exception of a report, with the day until which it is remedied.
    Remedy,
    /// The last day that evidence is good for.
    Evidence,
}

impl DateRule {
    /// All rules.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

/// How a date stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateState {
    /// Past, and not done.
    Overdue,
    /// Nobody has said yet which way to go, or whether the duty applies.
    DecisionMissing,
    /// At most 30 days away, or to be done at once without a number of days.
    DueSoon,
    /// Further away.
    Later,
    /// Done.
    Done,
}

impl DateState {
    /// The name in files and on the command line, e.g. `due_soon`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DecisionMissing => "decision_missing",
            Self::DueSoon => "due_soon",
            Self::Later => "later",
            Self::Done => "done",
        }
    }
}

/// A step of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was done.
    pub text: Bilingual,
    /// Where that is written.
    pub source: Bilingual,
}

impl From<crate::calendar::Step> for Step {
    fn from(step: crate::calendar::Step) -> Self {
        Self { text: step.text, source: step.source }
    }
}

impl DateItem {
    /// The duties that it is a date of; mostly one.
    pub fn duties(&self) -> impl Iterator<Item = DutyId> {
        std::iter::once(self.duty).chain(self.also.iter().map(|also| also.duty))
    }

    /// The labels of these duties, e.g. `五-3 十二-5`.
    #[must_use]
    pub fn labels(&self) -> String {
        let labels = std::iter::once(&self.label).chain(self.also.iter().map(|also| &also.label));
        labels.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Whether the day has passed with nothing done about it: overdue, or nobody decided in time whether to.
    #[must_use]
    pub fn is_missed(&self, today: NaiveDate) -> bool {
        match self.state {
            DateState::Overdue => true,
            DateState::DecisionMissing => self.last().is_some_and(|last| last < today),
            DateState::DueSoon | DateState::Later | DateState::Done => false,
        }
    }

    /// The last day on which it is in time. What is to be filed before the license ends is late after the day that the
    /// license names: that the due day rolls back to a working day is prudence.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        if self.rule == DateRule::BeforeExpiry { self.raw.or(self.due) } else { self.due.or(self.raw) }
    }

    /// What it is closed and reopened by; none for a mere target.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.event.map(Cause::Event).or_else(|| self.period.map(Cause::Period))
    }

    /// The day by which it is put in order: the due day, or the day from which it is open.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.due.or(self.keep_through).or(self.raw).or(self.event_on)
    }
}

/// Where a duty stands by its occurrences, beside the status that somebody set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Open, whether late or not.
    pub open: usize,
    /// Open, and past the day that decides.
    pub overdue: usize,
    /// Closed.
    pub closed: usize,
    /// Closed, but late.
    pub closed_late: usize,
}

/// Where `duty` stands by `dates`: all zero where nothing was raised.
#[must_use]
pub fn standing(dates: &[DateItem], duty: DutyId) -> Standing {
    let mut standing = Standing::default();
    // That its evidence runs out says nothing of what was or is to be done.
    for date in dates.iter().filter(|date| date.duty == duty && date.rule != DateRule::Evidence) {
        if date.state == DateState::Done {
            standing.closed += 1;
            standing.closed_late += usize::from(date.late);
        } else {
            standing.open += 1;
            standing.overdue += usize::from(date.state == DateState::Overdue);
        }
    }
    standing
}

/// All dates of the register's license at its instant: by day, those without one last. The statuses of its entries
/// must be those that people stated: what follows from dates is not known yet.
pub(super) fn dates(workbook: &Workbook, register: &Register) -> Vec<DateItem> {
    let context = Context::new(workbook, register);
    let mut dates: Vec<DateItem> = Vec::new();
    let mut told = BTreeMap::new();
    for entry in register.entries.iter().filter(|entry| entry.status != Status::NotApplicable) {
        own::collect(&context, entry, &mut dates);
        event::collect(&context, entry, &mut dates);
        dates.extend(renewal::before_expiry(&context, entry));
        report::collect(&context, entry, &mut dates);
        evidence::collect(&context, entry, &mut told, &mut dates);
        remedy::collect(&context, entry, &mut dates);
    }
    follow_up::collect(&context, &mut dates);
    // Stable: duties of the same day stay in the order of the license.
    dates.sort_by_key(|date| (date.day().is_none(), date.day()));
    dates
}

/// What all dates are made from.
pub(super) struct Context<'a> {
    pub(super) workbook: &'a Workbook,
    pub(super) register: &'a Register,
    pub(super) calendar: Calendar,
    pub(super) said: BTreeMap<(DutyId, Cause), &'a Occurrence>,
}

impl<'a> Context<'a> {
    pub(super) fn new(workbook: &'a Workbook, register: &'a Register) -> Self {
        let mut said: BTreeMap<(DutyId, Cause), &Occurrence> = BTreeMap::new();
        for occurrence in workbook.occurrences.values() {
            let Some(cause) = occurrence.cause() else { continue };
            let known = said.entry((occurrence.duty, cause)).or_insert(occurrence);
            // Should two speak of the same, the earlier completion holds.
            if (occurrence.done_on.is_none(), occurrence.done_on) < (known.done_on.is_none(), known.done_on) {
                *known = occurrence;
            }
        }
        Self { workbook, register, calendar: Calendar::new(&workbook.schedules), said }
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.register.today()
    }

    pub(super) fn now(&self) -> Now {
        self.register.now
    }

    pub(super) fn done_on(&self, duty: DutyId, cause: Cause) -> Option<NaiveDate> {
        self.said.get(&(duty, cause))?.done_on
    }
}

pub(super) fn item(entry: &Entry, rule: DateRule, key: &str) -> DateItem {
    DateItem {
        id: format!("{}:{key}", entry.id),
        duty: entry.id,
        also: Vec::new(),
        label: entry.label.clone(),
        title: entry.duty.definition.title.clone(),
        rule,
        event: None,
        event_on: None,
        event_at: None,
        evidence: None,
        period: None,
        raw: None,
        due: None,
        due_at: None,
        target: None,
        reminder: None,
        keep_through: None,
        destroy_from: None,
        done_on: None,
        late: false,
        state: DateState::Later,
        provisional: false,
        reason: Bilingual::default(),
        missing: Vec::new(),
        steps: Vec::new(),
        other_law: Vec::new(),
        revision: None,
    }
}

impl DateItem {
    /// Takes over what was computed.
    pub(super) fn take(&mut self, result: Deadline) {
        self.raw = result.raw;
        self.due = result.due;
        self.due_at = result.due_at;
        self.reminder = result.reminder;
        self.keep_through = result.keep_through;
        self.destroy_from = result.destroy_from;
        self.provisional = result.provisional;
        self.missing.extend(result.missing);
        self.steps.extend(result.steps.into_iter().map(Step::from));
    }

    /// Notes that it was done on this day, late once `last` had passed.
    pub(super) fn done(&mut self, on: NaiveDate, last: Option<NaiveDate>) {
        let days = last.map_or(0, |last| (on - last).num_days());
        self.done_on = Some(on);
        self.state = DateState::Done;
        self.late = days > 0;
        self.reason = if self.late {
            Bilingual::new(format!("已于 {on} 完成，迟 {days} 天"), format!("Done on {on}, {} late", days_en(days)))
        } else if last.is_some() {
            Bilingual::new(format!("已于 {on} 完成，未逾期"), format!("Done on {on}, in time"))
        } else {
            Bilingual::new(format!("已于 {on} 完成"), format!("Done on {on}"))
        };
    }

    /// Notes that it is open, and late once `last` has passed; where it is due at a moment of that day, once that has.
    pub(super) fn open(&mut self, last: NaiveDate, now: Now) {
        let due_at = self.due_at.filter(|at| at.date() == last);
        (self.state, self.reason) = due::open_state(last, due_at, now);
        let today = now.day();
        let aim = self.target.filter(|target| *target < today && today <= last);
        if let Some(target) = aim.filter(|_| self.state != DateState::Overdue) {
            let days = (today - target).num_days();
            let (zh, en) = (&self.reason.zh, &self.reason.en);
            self.reason = Bilingual::new(
                format!("{zh}；内部目标 {target} 已过 {days} 天"),
                format!("{en}; the internal target {target} passed {} ago", days_en(days)),
            );
            self.state = DateState::DueSoon;
        }
    }
}

pub(super) fn days_en(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

pub(super) fn step(zh: String, en: String, source: (&str, &str)) -> Step {
    Step { text: Bilingual::new(zh, en), source: Bilingual::new(source.0, source.1) }
}

/// Where what a person entered is written.
pub(super) const WORKBOOK: (&str, &str) = ("本工作簿", "This workbook");

/// The limit, with the words it comes from.
pub(super) fn rule(entry: &Entry, limit: &Limit) -> Rule {
    let (clause, quote) = (entry.duty.definition.clause, &entry.quote);
    let source =
        Bilingual::new(format!("特别规定事项{clause}：“{quote}”"), format!("Special provision {clause}: “{quote}”"));
    Rule::new(limit.clone(), source)
}
