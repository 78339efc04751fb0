//! Names and sentences for what the workbook holds.

use super::{Locale, report_words};
use crate::obligation::{ApplicabilityState, DutyKind, Limit, LimitDirection, LimitUnit};
use crate::workbook::{
    AnswerField, Change, Contents, DateRule, DateState, Distance, Field, Record, RenewalStage, RenewalStep, Status,
    Value,
};
use std::borrow::Cow;
use std::collections::BTreeSet;

impl Locale {
    /// What sets a date.
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

    /// How a date stands.
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

    /// How a date stands; what was done late is told from what was done in time.
    #[must_use]
    pub fn date_standing(&self, state: DateState, late: bool) -> Cow<'_, str> {
        if late && state == DateState::Done { self.text("date-state-done-late") } else { self.date_state(state) }
    }

    /// How far a date is from the instant it was judged for.
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
        self.text(match field {
            AnswerField::Status => "field-status",
            AnswerField::AssessedOn => "field-assessed-on",
            AnswerField::AssessedBy => "field-assessed-by",
            AnswerField::ReviewedOn => "field-reviewed-on",
            AnswerField::ReviewedBy => "field-reviewed-by",
            AnswerField::NextReview => "field-next-review",
            AnswerField::Owner => "field-owner",
            AnswerField::Due => "field-due",
            AnswerField::Target => "field-target",
            AnswerField::Recurrence => "field-recurrence",
            AnswerField::TargetWithin => "field-target-within",
            AnswerField::Statement => "field-statement",
            AnswerField::Note => "field-note",
            AnswerField::Justification => "field-justification",
            AnswerField::Tags => "field-tags",
            AnswerField::Evidence => "field-evidence",
        })
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

    /// A limit in words: `处置后 10 个工作日内`.
    #[must_use]
    pub fn limit(&self, limit: &Limit) -> String {
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

/// A text that begins with a capital, as it stands inside a sentence; a name in capitals stays.
fn within_sentence(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// What a field holds, in words.
#[must_use]
pub fn value_text(locale: &Locale, contents: &Contents, value: Option<&Value>) -> String {
    let person = |id| contents.people.get(id).map_or_else(|| locale.text("someone").into_owned(), |p| p.name.clone());
    match value {
        None => locale.text("nothing").into_owned(),
        Some(Value::Status(status)) => locale.status(*status).into_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::PersonRef(id)) => person(id),
        Some(Value::Flag(true)) => locale.text("yes").into_owned(),
        Some(Value::Flag(false)) => locale.text("no").into_owned(),
        Some(Value::Tags(tags)) => tags.iter().cloned().collect::<Vec<_>>().join(&locale.text("list-separator")),
        Some(Value::EvidenceRefs(refs)) => refs
            .iter()
            .map(|r| contents.evidence.get(r).map_or_else(|| r.to_string(), |e| e.name.clone()))
            .collect::<Vec<_>>()
            .join(&locale.text("list-separator")),
        Some(Value::Recurrence(r)) => locale.length(r.every, r.unit),
        Some(Value::Offset(offset)) => locale.length(offset.amount, offset.unit),
        Some(Value::Renewal(steps)) => {
            let steps: Vec<String> = steps.iter().map(|step| locale.renewal_step(step)).collect();
            steps.join(&locale.text("list-separator"))
        }
        Some(Value::Person(person)) => person.name.clone(),
        Some(Value::Evidence(evidence)) => evidence.name.clone(),
        Some(Value::Duty(duty)) => duty.definition.title.get(locale.language).to_owned(),
        Some(Value::Event(event)) => format!("{} {}", event.on, event.note).trim_end().to_owned(),
        Some(Value::Occurrence(occurrence)) => {
            let label = contents.duties.get(&occurrence.duty).map(|d| d.definition.label()).unwrap_or_default();
            let done = occurrence.done_on.map(|on| format!(" {on}")).unwrap_or_default();
            label + &done
        }
        Some(Value::Schedule(schedule)) => {
            let days = schedule.days.iter().map(|day| day.date);
            match (days.clone().min(), days.max()) {
                (Some(first), Some(last)) => format!("{first} – {last}"),
                _ => locale.text("recorded").into_owned(),
            }
        }
        Some(Value::DutyRef(id)) => contents.duties.get(id).map(|d| d.definition.label()).unwrap_or_default(),
        Some(Value::Decision(decision)) => decision.text.clone(),
        Some(Value::Session(session)) => format!("{} {}", session.report_year, session.on),
        Some(Value::Attestation(attestation)) => report_words::answer(locale, attestation),
        Some(Value::License(_) | Value::Report(_) | Value::Snapshot(_)) => locale.text("recorded").into_owned(),
    }
}

/// What an edit did, in a short sentence without its author: the label of undo and a line of the history.
#[must_use]
pub fn sentence(locale: &Locale, contents: &Contents, record: &Record) -> String {
    let Some(main) = main_change(&record.changes) else { return locale.text("change-nothing").into_owned() };
    match &main.field {
        Field::Answer(_, field) => answer_sentence(locale, contents, record, main, *field),
        Field::Fact(..) | Field::Continues(_) => {
            let to = value_text(locale, contents, main.to.as_ref());
            locale.format("change-fact", [("to", to.into())])
        }
        Field::Renewal(_) => {
            let to = value_text(locale, contents, main.to.as_ref());
            locale.format("change-renewal", [("to", to.into())])
        }
        Field::TrackedFrom => locale.text("change-tracked-from").into_owned(),
        Field::Person(_) => whole(locale, contents, main, "person"),
        Field::License(_) => whole(locale, contents, main, "license"),
        Field::Duty(_) => whole(locale, contents, main, "duty"),
        Field::Evidence(_) => whole(locale, contents, main, "evidence"),
        Field::Event(_) => whole(locale, contents, main, "event"),
        Field::Occurrence(_) => whole(locale, contents, main, "occurrence"),
        Field::Attestation(..) => report_words::attestation(locale, contents, record, main),
        Field::Report(_) | Field::ReportPart(..) => whole(locale, contents, main, "report"),
        Field::Session(_) | Field::SessionPart(..) => whole(locale, contents, main, "session"),
        Field::Snapshot(_) => whole(locale, contents, main, "snapshot"),
        Field::Schedule(_) => whole(locale, contents, main, "schedule"),
    }
}

/// The change that says most: the status before the day it was assessed on.
fn main_change(changes: &[Change]) -> Option<&Change> {
    let is_status = |c: &&Change| matches!(c.field, Field::Answer(_, AnswerField::Status));
    let is_side = |c: &&Change| {
        matches!(c.field, Field::Answer(_, AnswerField::AssessedOn | AnswerField::AssessedBy) | Field::Person(_))
    };
    let is_attested = |c: &&Change| matches!(c.field, Field::Attestation(..));
    let said = changes.iter().find(is_status).or_else(|| changes.iter().find(is_attested));
    said.or_else(|| changes.iter().find(|c| !is_side(c))).or_else(|| changes.first())
}

fn answer_sentence(locale: &Locale, contents: &Contents, record: &Record, main: &Change, field: AnswerField) -> String {
    let duties: BTreeSet<_> = record
        .changes
        .iter()
        .filter_map(|c| if let Field::Answer(id, _) = &c.field { Some(*id) } else { None })
        .collect();
    let label = |id| contents.duties.get(id).map(|d| d.definition.label()).unwrap_or_default();
    let subject = match duties.iter().collect::<Vec<_>>().as_slice() {
        [one] => label(one),
        many => locale.format("duties-count", [("n", many.len().into())]),
    };
    let to = match &main.to {
        // A status that returns to its default is “not started”, not “nothing”.
        None if field == AnswerField::Status => locale.status(Status::default()).into_owned(),
        value => value_text(locale, contents, value.as_ref()),
    };
    match field {
        AnswerField::Status => locale.format("change-status", [("subject", subject.into()), ("to", to.into())]),
        AnswerField::Statement | AnswerField::Note | AnswerField::Justification | AnswerField::Evidence => {
            locale.format("change-text", [("subject", subject.into()), ("field", locale.answer_field(field).into())])
        }
        AnswerField::AssessedOn
        | AnswerField::AssessedBy
        | AnswerField::ReviewedOn
        | AnswerField::ReviewedBy
        | AnswerField::NextReview
        | AnswerField::Owner
        | AnswerField::Due
        | AnswerField::Target
        | AnswerField::Recurrence
        | AnswerField::TargetWithin
        | AnswerField::Tags => locale.format(
            "change-field",
            [("subject", subject.into()), ("field", locale.answer_field(field).into()), ("to", to.into())],
        ),
    }
}

fn whole(locale: &Locale, contents: &Contents, change: &Change, what: &'static str) -> String {
    let id = match (&change.from, &change.to) {
        (None, _) => "change-added",
        (_, None) => "change-removed",
        _ => "change-edited",
    };
    let name = value_text(locale, contents, change.to.as_ref().or(change.from.as_ref()));
    locale.format(id, [("what", what.into()), ("name", name.into())])
}
