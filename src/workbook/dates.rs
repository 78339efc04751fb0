//! The dates that hang on a license, each with why it is that day.
//!
//! Three kinds are known here: the company's own due dates, what is to be filed before the license ends, and the
//! annual report. Nothing is stored: the same workbook and day give the same dates.

use super::Workbook;
use super::id::{DutyId, LicenseId};
use super::model::{RenewalStage, Status};
use super::register::{Entry, Register};
use crate::calendar::{Calendar, Rule, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{DutyKind, Limit, LimitDirection, LimitUnit, Predicate};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day is soon when it is at most so many days away.
const SOON: i64 = 30;

/// A date, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateItem {
    /// Names the date for ever: the duty and the rule that sets it.
    pub id: String,
    /// The duty.
    pub duty: DutyId,
    /// Its label, e.g. `十二-5`.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// What sets the date.
    pub rule: DateRule,
    /// The day that the rule gives.
    pub raw: Option<NaiveDate>,
    /// The day to keep; none while something is missing.
    pub due: Option<NaiveDate>,
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
}

/// What sets a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRule {
    /// The company's own due date.
    OwnDue,
    /// So many days before the license ends.
    BeforeExpiry,
    /// The first quarter of every year.
    AnnualReport,
}

/// How a date stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateState {
    /// Past, and not done.
    Overdue,
    /// Nobody has said yet which way to go.
    DecisionMissing,
    /// At most 30 days away.
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
    /// Whether the day has passed with nothing done about it.
    #[must_use]
    pub fn is_missed(&self, today: NaiveDate) -> bool {
        match self.state {
            DateState::Overdue => true,
            DateState::DecisionMissing => self.raw.is_some_and(|raw| raw < today),
            DateState::DueSoon | DateState::Later | DateState::Done => false,
        }
    }
}

/// All dates of the register's license on its day: by day, those without one last.
#[must_use]
pub fn dates(workbook: &Workbook, register: &Register) -> Vec<DateItem> {
    let calendar = Calendar::new(&workbook.schedules);
    let mut dates: Vec<DateItem> = Vec::new();
    for entry in &register.entries {
        if entry.status == Status::NotApplicable {
            continue;
        }
        let limit = entry.duty.definition.limit.as_ref();
        dates.extend(own_due(entry, register.today));
        dates.extend(limit.and_then(|limit| before_expiry(workbook, register, entry, limit, &calendar)));
        if limit.is_some_and(|limit| is_annual_report(entry, limit)) {
            dates.extend(annual_reports(workbook, register, entry));
        }
    }
    // Stable: duties of the same day stay in the order of the license.
    dates.sort_by_key(|date| (date.due.is_none(), date.due));
    dates
}

fn item(entry: &Entry, rule: DateRule, key: &str, due: NaiveDate) -> DateItem {
    DateItem {
        id: format!("{}:{key}", entry.id),
        duty: entry.id,
        label: entry.label.clone(),
        title: entry.duty.definition.title.clone(),
        rule,
        raw: Some(due),
        due: Some(due),
        state: DateState::Later,
        provisional: false,
        reason: Bilingual::default(),
        missing: Vec::new(),
        steps: Vec::new(),
    }
}

/// How an open date stands that is late once `last` has passed.
fn open_state(last: NaiveDate, today: NaiveDate) -> (DateState, Bilingual) {
    let days = (last - today).num_days();
    match days {
        ..0 => {
            (DateState::Overdue, Bilingual::new(format!("已逾期 {} 天", -days), format!("{} overdue", days_en(-days))))
        }
        0 => (DateState::DueSoon, Bilingual::new("今天到期", "Due today")),
        1..=SOON => (DateState::DueSoon, Bilingual::new(format!("还有 {days} 天"), format!("{} left", days_en(days)))),
        _ => (DateState::Later, Bilingual::new(format!("还有 {days} 天"), format!("{} left", days_en(days)))),
    }
}

fn days_en(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn step(zh: String, en: String, source: (&str, &str)) -> Step {
    Step { text: Bilingual::new(zh, en), source: Bilingual::new(source.0, source.1) }
}

fn own_due(entry: &Entry, today: NaiveDate) -> Option<DateItem> {
    let due = entry.duty.answer.due?;
    let mut date = item(entry, DateRule::OwnDue, "due", due);
    (date.state, date.reason) = if entry.status.is_settled() {
        (DateState::Done, Bilingual::new("已落实", "Met"))
    } else {
        open_state(due, today)
    };
    date.steps.push(step(
        format!("公司自定期限为 {due}"),
        format!("The company set {due} as the due date"),
        ("本工作簿", "This workbook"),
    ));
    Some(date)
}

/// Whether the company goes on: as stated, or else by the latest decision recorded as an event.
fn continues(workbook: &Workbook, license: LicenseId) -> Option<bool> {
    let stated = workbook.licenses.get(&license).and_then(|l| l.record.continues);
    let decided = workbook.events.values().filter(|e| e.license == license).filter_map(|e| match e.kind.as_str() {
        CONTINUATION => Some((e.on, true)),
        TERMINATION => Some((e.on, false)),
        _ => None,
    });
    stated.or_else(|| decided.max_by_key(|(on, _)| *on).map(|(_, continues)| continues))
}

const CONTINUATION: &str = "continuation_decided";
const TERMINATION: &str = "termination_decided";

/// The limit, with the words it comes from.
fn rule(entry: &Entry, limit: &Limit) -> Rule {
    let (clause, quote) = (entry.duty.definition.clause, &entry.quote);
    let source =
        Bilingual::new(format!("特别规定事项{clause}：“{quote}”"), format!("Special provision {clause}: “{quote}”"));
    Rule::new(limit.clone(), source)
}

/// What is to be filed before the license ends, by those who go on or by those who stop.
fn before_expiry(
    workbook: &Workbook,
    register: &Register,
    entry: &Entry,
    limit: &Limit,
    calendar: &Calendar,
) -> Option<DateItem> {
    let definition = &entry.duty.definition;
    let waits_for = |event: &str| definition.applies_if.iter().any(|p| matches!(p, Predicate::Event(e) if e == event));
    let going_on = if waits_for(CONTINUATION) {
        true
    } else if waits_for(TERMINATION) {
        false
    } else {
        return None;
    };
    if limit.direction != LimitDirection::Before {
        return None;
    }
    let valid_until = register.parsed.cover.valid_until.as_ref()?.value;
    let result = deadline(Start::Day(valid_until), &rule(entry, limit), calendar);
    let raw = result.raw.or(result.due)?;
    let decision = continues(workbook, register.license);
    if decision.is_some_and(|decided| decided != going_on) {
        return None;
    }
    let mut date = item(entry, DateRule::BeforeExpiry, "before-expiry", raw);
    date.due = result.due;
    date.provisional = result.provisional;
    date.steps.push(step(
        format!("许可证有效期至 {valid_until}"),
        format!("The license is valid until {valid_until}"),
        ("许可证正文“有效期至”", "Face page of the license, “有效期至”"),
    ));
    date.steps.extend(result.steps.into_iter().map(Step::from));
    let renewal = workbook.licenses.get(&register.license).map(|l| l.record.renewal.as_slice()).unwrap_or_default();
    let filed = going_on && renewal.iter().any(|step| step.stage >= RenewalStage::Filed);
    (date.state, date.reason) = if entry.status.is_settled() || filed {
        (DateState::Done, Bilingual::new("已办理", "Done"))
    } else if decision.is_none() {
        date.missing.push(Bilingual::new("是否继续经营的决定", "The decision whether to continue"));
        (DateState::DecisionMissing, decision_missing(raw, register.today))
    } else {
        // Rolling back is prudence: only after the day the license names is it late.
        open_state(raw, register.today)
    };
    Some(date)
}

fn decision_missing(raw: NaiveDate, today: NaiveDate) -> Bilingual {
    let days = (raw - today).num_days();
    if days < 0 {
        Bilingual::new(
            format!("尚未决定是否继续经营；该日期已过 {} 天", -days),
            format!("Not decided whether to continue; the day passed {} ago", days_en(-days)),
        )
    } else {
        Bilingual::new(
            format!("尚未决定是否继续经营；还有 {days} 天"),
            format!("Not decided whether to continue; {} left", days_en(days)),
        )
    }
}

fn is_annual_report(entry: &Entry, limit: &Limit) -> bool {
    entry.duty.definition.kind == DutyKind::RecurringDeadline
        && limit.unit == LimitUnit::Quarter
        && limit.direction == LimitDirection::Within
}

/// The reports whose window had not closed when tracking began, up to the one that is open now or comes next.
fn annual_reports(workbook: &Workbook, register: &Register, entry: &Entry) -> Vec<DateItem> {
    let closes = |year: i32| NaiveDate::from_ymd_opt(year, 3, 31);
    let first = workbook.tracked_from.year();
    (first..)
        .map_while(|year| Some((year, closes(year)?)))
        .skip_while(|(_, last)| *last < workbook.tracked_from)
        .scan(false, |past_today, (year, last)| {
            let wanted = !*past_today;
            *past_today = last >= register.today;
            wanted.then_some((year, last))
        })
        .filter_map(|(year, last)| annual_report(workbook, register, entry, year, last))
        .collect()
}

fn annual_report(
    workbook: &Workbook,
    register: &Register,
    entry: &Entry,
    filing_year: i32,
    last: NaiveDate,
) -> Option<DateItem> {
    let report_year = filing_year - 1;
    let opens = NaiveDate::from_ymd_opt(filing_year, 1, 1)?;
    let mut date = item(entry, DateRule::AnnualReport, &format!("report-{report_year}"), last);
    date.title = Bilingual::new(format!("{report_year} 年度经营许可证年报"), format!("Annual report on {report_year}"));
    date.steps.push(step(
        format!("每年第一季度报告上一年；{report_year} 年度的窗口为 {opens} 至 {last}"),
        format!("Every first quarter reports on the year before; the window for {report_year} is {opens} to {last}"),
        (
            "特别规定事项十四；《电信业务经营许可管理办法》第三十五条",
            "Special provision 十四; Measures on Telecom Business Licensing, art. 35",
        ),
    ));
    date.steps.push(step(
        "固定区间，遇休息日不顺延".to_owned(),
        "A fixed window: it does not roll over days off".to_owned(),
        ("年报通知", "Notices on the annual report"),
    ));
    if let Some(valid_until) = register.parsed.cover.valid_until.as_ref().map(|v| v.value).filter(|v| *v < opens) {
        date.steps.push(step(
            format!("许可证有效期至 {valid_until}，早于该窗口：是否仍须年报，取决于是否已经延续"),
            format!(
                "The license ended on {valid_until}, before this window: whether a report is due depends on its renewal"
            ),
            ("许可证正文“有效期至”", "Face page of the license, “有效期至”"),
        ));
    }
    let filed = workbook.reports.get(&report_year).and_then(|report| report.filed_on);
    let done = workbook.occurrences.values().filter(|o| o.duty == entry.id && o.period == Some(opens));
    (date.state, date.reason) = match filed.or_else(|| done.filter_map(|o| o.done_on).min()) {
        Some(on) => (DateState::Done, Bilingual::new(format!("已于 {on} 报送"), format!("Filed on {on}"))),
        None => open_state(last, register.today),
    };
    Some(date)
}
