//! The dates of a license, each with the computation of its day.
//!
//! Dates result from the company's own due dates, events, the end of the license, and the calendar year. Only
//! statements of users are stored: the same workbook and day give the same dates.

use crate::calendar::{Calendar, SourcedLimit, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{OtherLaw, TimeLimit};
use crate::variants::all;
use crate::workbook::{Cause, DutyId, EventId, Sha256};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// The most days ahead at which a date counts as due soon.
pub const DUE_SOON_DAYS: i64 = 30;

/// A date with the computation of its day.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateItem {
    /// Permanent id: the duty, and the rule, event or year that sets the date.
    pub id: String,
    /// The duty.
    pub duty: DutyId,
    /// Other duties with the same date, because they use the same evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlsoOf>,
    /// Its label, e.g. `十二-5`.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The rule that sets the date.
    pub rule: DateRule,
    /// The event that raised it.
    #[serde(default)]
    pub event: Option<EventId>,
    /// The day of that event.
    #[serde(default)]
    pub event_on: Option<NaiveDate>,
    /// The time of that event, if recorded.
    #[serde(default)]
    pub event_at: Option<NaiveTime>,
    /// The evidence that expires.
    #[serde(default)]
    pub evidence: Option<Sha256>,
    /// The day that identifies its period if no event raised it; used for completing it.
    #[serde(default)]
    pub period: Option<NaiveDate>,
    /// The day given by the rule, before any adjustment.
    pub raw: Option<NaiveDate>,
    /// The day by which to act; `None` if input is missing or the text gives no number.
    pub due: Option<NaiveDate>,
    /// The moment by which to act, for a limit in hours; Chinese time.
    #[serde(default)]
    pub due_at: Option<NaiveDateTime>,
    /// The company's own target, if any.
    #[serde(default)]
    pub target: Option<NaiveDate>,
    /// A working day for the reminder, if it differs from the due day.
    #[serde(default)]
    pub reminder: Option<NaiveDate>,
    /// The last day on which a record must be kept.
    #[serde(default)]
    pub keep_through: Option<NaiveDate>,
    /// The first day on which it may be destroyed.
    #[serde(default)]
    pub destroy_from: Option<NaiveDate>,
    /// The day of completion.
    #[serde(default)]
    pub done_on: Option<NaiveDate>,
    /// Whether it was completed after the deciding day: the due day for limits after an event, the raw day for limits
    /// before something.
    #[serde(default)]
    pub late: bool,
    /// The state on the day of computation.
    pub state: DateState,
    /// Whether the holiday schedule on which it depends is missing.
    pub provisional: bool,
    /// The reason for the state, in one sentence.
    pub reason: Bilingual,
    /// The input that is missing for a final result.
    pub missing: Vec<Bilingual>,
    /// The steps of the computation.
    pub steps: Vec<DateStep>,
    /// Limits of other laws, with their sources.
    #[serde(default)]
    pub other_law: Vec<Companion>,
    /// The revision of its basis; only in snapshots.
    #[serde(default)]
    pub revision: Option<Revision>,
}

/// Another duty with the same date.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoOf {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
}

/// The number of changes to the basis of a date, from the history: it lets a calendar program replace an older copy.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The number of changes; never decreases.
    pub sequence: u32,
    /// The time of the latest change, by its author's clock; `None` without changes.
    pub changed_at: Option<DateTime<Utc>>,
}

/// The limit of another law in addition to the license. It does not decide whether a date is overdue.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// Law and article.
    pub source: Bilingual,
    /// Remarks; may be empty.
    pub note: Bilingual,
    /// Its limit.
    pub limit: TimeLimit,
    /// The day given by the limit, before any adjustment.
    pub raw: Option<NaiveDate>,
    /// The day by which to act.
    pub due: Option<NaiveDate>,
    /// The moment by which to act, for a limit in hours; Chinese time.
    pub due_at: Option<NaiveDateTime>,
    /// The last day on which a record must be kept.
    pub keep_through: Option<NaiveDate>,
    /// The first day on which it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// Whether the holiday schedule on which it depends is missing.
    pub provisional: bool,
    /// The input that is missing for the computation.
    pub missing: Vec<Bilingual>,
    /// The steps of the computation.
    pub steps: Vec<DateStep>,
}

impl Companion {
    pub(super) fn new(law: &OtherLaw, start: Start, calendar: &Calendar) -> Self {
        let result = deadline(start, &SourcedLimit::new(law.limit.clone(), law.source.clone()), calendar);
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
            steps: result.steps.into_iter().map(DateStep::from).collect(),
        }
    }
}

/// The rule that sets a date.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DateRule {
    /// The company's own due date.
    OwnDue,
    /// A target of the company without a due date.
    Target,
    /// An event with a deadline.
    Event,
    /// An event that starts a retention period.
    Retention,
    /// A number of days before the license ends.
    BeforeExpiry,
    /// The first quarter of every year.
    AnnualReport,
    /// A decision of a session.
    FollowUp,
    /// An exception in a report that is to be remedied by a day.
    Remedy,
    /// The expiry of evidence.
    Evidence,
}

impl DateRule {
    /// All rules.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

/// The state of a date on a day.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateState {
    /// The last day has passed, and it is not done.
    Overdue,
    /// A decision is missing: whether to continue, or whether the duty applies.
    DecisionMissing,
    /// At most 30 days ahead, or to be done at once without a number of days.
    DueSoon,
    /// Further ahead.
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

/// A step of the computation.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateStep {
    /// What was computed.
    pub text: Bilingual,
    /// The source of the rule.
    pub source: Bilingual,
}

impl From<crate::calendar::CountStep> for DateStep {
    fn from(step: crate::calendar::CountStep) -> Self {
        Self { text: step.text, source: step.source }
    }
}

impl DateItem {
    /// The duties to which the date belongs, usually one.
    pub fn duties(&self) -> impl Iterator<Item = DutyId> {
        std::iter::once(self.duty).chain(self.also.iter().map(|also| also.duty))
    }

    /// The labels of these duties, separated by spaces, e.g. `五-3 十二-5`.
    #[must_use]
    pub fn labels(&self) -> String {
        let labels = std::iter::once(&self.label).chain(self.also.iter().map(|also| &also.label));
        labels.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Whether the day has passed without action: overdue, or the decision was not made in time.
    #[must_use]
    pub fn is_missed(&self, today: NaiveDate) -> bool {
        match self.state {
            DateState::Overdue => true,
            DateState::DecisionMissing => self.last().is_some_and(|last| last < today),
            DateState::DueSoon | DateState::Later | DateState::Done => false,
        }
    }

    /// The last day that is in time. A filing before the end of the license is late only after the day that the license
    /// gives; the earlier due day on a working day is prudent practice.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        if self.rule == DateRule::BeforeExpiry { self.raw.or(self.due) } else { self.due.or(self.raw) }
    }

    /// The cause by which it is completed and reopened; `None` for a mere target.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.event.map(Cause::Event).or_else(|| self.period.map(Cause::Period))
    }

    /// The day by which it is sorted: the due day, the last day of keeping, the raw day, or the day of the event.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.due.or(self.keep_through).or(self.raw).or(self.event_on)
    }
}
