//! Names of the values in a workbook.

use super::Locale;
use crate::deadlines::{DateItem, DateRule, DateState, Distance};
use crate::obligation::{ApplicabilityState, DutyKind, DutyOrigin, LimitDirection, LimitUnit, TimeLimit};
use crate::workbook::{AnswerField, RenewalStage, RenewalStep, Status};
use chrono::NaiveDate;
use std::borrow::Cow;

impl Locale {
    /// The range of possible completion days, from [`crate::workbook::Workbook::completion_days`].
    #[must_use]
    pub fn completion_days(&self, from: Option<NaiveDate>, to: NaiveDate) -> String {
        let args = [("from", from.unwrap_or(to).to_string().into()), ("to", to.to_string().into())];
        match from {
            None => self.format("completion-days-until", args),
            Some(from) if from <= to => self.format("completion-days-between", args),
            Some(_) => self.format("completion-days-ahead", args),
        }
    }

    /// The name of a date rule.
    #[must_use]
    pub fn date_rule(&self, rule: DateRule) -> Cow<'_, str> {
        self.text(match rule {
            DateRule::OwnDue => "date-rule-own-due",
            DateRule::BeforeExpiry => "date-rule-before-expiry",
            DateRule::AnnualReport => "date-rule-annual-report",
            DateRule::Event => "date-rule-event",
            DateRule::Retention => "date-rule-retention",
            DateRule::Target => "date-rule-target",
            DateRule::FollowUp => "date-rule-follow-up",
            DateRule::Remedy => "date-rule-remedy",
            DateRule::Evidence => "date-rule-evidence",
        })
    }

    /// The name of a date state.
    #[must_use]
    pub fn date_state(&self, state: DateState) -> Cow<'_, str> {
        self.text(match state {
            DateState::Overdue => "date-state-overdue",
            DateState::DecisionMissing => "date-state-decision-missing",
            DateState::DueSoon => "date-state-due-soon",
            DateState::Later => "date-state-later",
            DateState::Done => "date-state-done",
        })
    }

    /// The state of a date as a short text, distinguishing late completion and dates without a day.
    #[must_use]
    pub fn date_standing(&self, date: &DateItem) -> Cow<'_, str> {
        match date.state {
            DateState::Done if date.late => self.text("date-state-done-late"),
            // A retention period requires no action by a day.
            DateState::DueSoon | DateState::Later if date.last().is_none() && date.keep_through.is_some() => {
                self.text("date-keep")
            }
            // 立即, 及时: the text gives no number of days.
            DateState::DueSoon if date.last().is_none() && date.missing.is_empty() => self.text("date-at-once"),
            DateState::DueSoon | DateState::Later if date.last().is_none() => self.text("date-missing"),
            state @ (DateState::Overdue
            | DateState::DecisionMissing
            | DateState::DueSoon
            | DateState::Later
            | DateState::Done) => self.date_state(state),
        }
    }

    /// The distance of a date from the instant at which it was judged.
    #[must_use]
    pub fn distance(&self, distance: Distance) -> String {
        match distance {
            Distance::DaysPast(n) => self.format("overdue-days", [("n", n.into())]),
            Distance::HoursPast(0) => self.text("overdue-under-an-hour").into_owned(),
            Distance::HoursPast(n) => self.format("overdue-hours", [("n", n.into())]),
            Distance::Today => self.text("due-today").into_owned(),
            Distance::HoursLeft(0) => self.text("under-an-hour-left").into_owned(),
            Distance::HoursLeft(n) => self.format("hours-left", [("n", n.into())]),
            Distance::DaysLeft(n) => self.format("days-left", [("n", n.into())]),
        }
    }

    /// The name of a status.
    #[must_use]
    pub fn status(&self, status: Status) -> Cow<'_, str> {
        self.text(match status {
            Status::NotStarted => "status-not-started",
            Status::InProgress => "status-in-progress",
            Status::Met => "status-met",
            Status::NotMet => "status-not-met",
            Status::NotApplicable => "status-not-applicable",
        })
    }

    /// The name of a kind of duty.
    #[must_use]
    pub fn kind(&self, kind: DutyKind) -> Cow<'_, str> {
        self.text(match kind {
            DutyKind::StandingDuty => "kind-standing-duty",
            DutyKind::Prohibition => "kind-prohibition",
            DutyKind::EventDeadline => "kind-event-deadline",
            DutyKind::RecurringDeadline => "kind-recurring-deadline",
            DutyKind::RetentionPeriod => "kind-retention-period",
            DutyKind::Filing => "kind-filing",
        })
    }

    /// How a duty was found, in short; `None` if it is from the catalog, which is usual. `percent` is its similarity.
    #[must_use]
    pub fn duty_origin(&self, origin: DutyOrigin, percent: u8) -> Option<String> {
        match origin {
            DutyOrigin::Catalog => None,
            DutyOrigin::Near => Some(self.format("origin-near", [("percent", percent.into())])),
            DutyOrigin::Rule => Some(self.text("origin-rule").into_owned()),
            DutyOrigin::Own => Some(self.text("origin-own").into_owned()),
        }
    }

    /// The name of a unit of limits, without a number.
    #[must_use]
    pub fn unit(&self, unit: LimitUnit) -> Cow<'_, str> {
        self.text(match unit {
            LimitUnit::CalendarDays => "limit-unit-calendar-days",
            LimitUnit::WorkingDays => "limit-unit-working-days",
            LimitUnit::Months => "limit-unit-months",
            LimitUnit::Years => "limit-unit-years",
            LimitUnit::Hours => "limit-unit-hours",
            LimitUnit::Quarter => "limit-unit-quarter",
            LimitUnit::Immediately => "limit-unit-immediately",
            LimitUnit::Promptly => "limit-unit-promptly",
        })
    }

    /// The name of a direction of limits.
    #[must_use]
    pub fn limit_direction(&self, direction: LimitDirection) -> Cow<'_, str> {
        self.text(match direction {
            LimitDirection::After => "limit-direction-after",
            LimitDirection::Before => "limit-direction-before",
            LimitDirection::Within => "limit-direction-within",
            LimitDirection::AtLeast => "limit-direction-at-least",
        })
    }

    /// The name of an applicability.
    #[must_use]
    pub fn applicability(&self, state: ApplicabilityState) -> Cow<'_, str> {
        self.text(match state {
            ApplicabilityState::Applicable => "applicability-applicable",
            ApplicabilityState::Conditional => "applicability-conditional",
            ApplicabilityState::NotApplicable => "applicability-not-applicable",
        })
    }

    /// The name of a field of an answer.
    #[must_use]
    pub fn answer_field(&self, field: AnswerField) -> Cow<'_, str> {
        self.text(field.message())
    }

    /// A length of time: `10 个工作日`.
    #[must_use]
    pub fn length(&self, amount: u32, unit: LimitUnit) -> String {
        let unit = match unit {
            LimitUnit::CalendarDays => "calendar-days",
            LimitUnit::WorkingDays => "working-days",
            LimitUnit::Months => "months",
            LimitUnit::Years => "years",
            LimitUnit::Hours => "hours",
            LimitUnit::Quarter => "quarter",
            LimitUnit::Immediately => "immediately",
            LimitUnit::Promptly => "promptly",
        };
        self.format("limit-amount", [("n", amount.into()), ("unit", unit.into())])
    }

    /// A step of a renewal: `2024-03-01 已受理 受理〔2024〕7号`.
    #[must_use]
    pub fn renewal_step(&self, step: &RenewalStep) -> String {
        format!("{} {} {}", step.on, self.renewal_stage(step.stage), step.number).trim_end().to_owned()
    }

    /// The name of a stage of a renewal.
    #[must_use]
    pub fn renewal_stage(&self, stage: RenewalStage) -> Cow<'_, str> {
        self.text(match stage {
            RenewalStage::Prepared => "renewal-prepared",
            RenewalStage::Filed => "renewal-filed",
            RenewalStage::Accepted => "renewal-accepted",
            RenewalStage::Decided => "renewal-decided",
        })
    }

    /// A limit as text: `处置后 10 个工作日内`.
    #[must_use]
    pub fn limit(&self, limit: &TimeLimit) -> String {
        let amount = self.length(limit.amount.unwrap_or_default(), limit.unit);
        let direction = match limit.direction {
            LimitDirection::After => "limit-after",
            LimitDirection::Before => "limit-before",
            LimitDirection::Within => "limit-within",
            LimitDirection::AtLeast => "limit-at-least",
        };
        let anchor = within_sentence(limit.anchor.get(self.language));
        self.format(direction, [("amount", amount.into()), ("anchor", anchor.into())])
    }
}

/// Lower-cases the first letter of a text for use within a sentence, unless the text starts with an acronym.
fn within_sentence(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
