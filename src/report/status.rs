//! The state of the report on each year on a given day, and the remaining time.

use crate::deadlines::{DateItem, DateRule, Register};
use crate::obligation::Catalog;
use crate::workbook::{DutyId, Workbook};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The state of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Its window has not opened.
    NotDue,
    /// Its window is open.
    Open,
    /// It is frozen but not filed.
    Prepared,
    /// It is filed.
    Filed,
    /// Its window has closed, and it is not filed.
    Late,
}

/// The report on a year in its state on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportStatus {
    /// The report year.
    pub year: i32,
    /// Its state.
    pub state: ReportState,
    /// The first day of the window by law.
    pub opens: NaiveDate,
    /// The day on which the filing platform opens in practice.
    pub platform_opens: NaiveDate,
    /// The last day of the window, which does not roll forward.
    pub last: NaiveDate,
    /// The working day for the reminder, if it is not the last day.
    pub reminder: Option<NaiveDate>,
    /// Days until the window opens while it is not due, otherwise until the last day; negative after it.
    pub days: i64,
    /// The day of filing.
    pub filed_on: Option<NaiveDate>,
    /// Whether it was filed after the last day.
    pub filed_late: bool,
    /// The day on which the correction in progress was started.
    pub correcting: Option<NaiveDate>,
    /// Whether it is tracked: earlier reports are not backlog, and are late only if they were added.
    pub is_tracked: bool,
    /// Whether it was prepared and filed without this workbook.
    pub elsewhere: bool,
    /// The annual report duty, if it is tracked.
    pub duty: Option<DutyId>,
}

impl ReportStatus {
    /// The year in which it is filed.
    #[must_use]
    pub fn filing_year(&self) -> i32 {
        self.year + 1
    }
}

/// All reports that are tracked or stored, the earliest first.
#[must_use]
pub fn report_statuses(
    workbook: &Workbook,
    register: &Register,
    dates: &[DateItem],
    catalog: &Catalog,
) -> Vec<ReportStatus> {
    let tracked: BTreeMap<i32, &DateItem> = dates
        .iter()
        .filter(|date| date.rule == DateRule::AnnualReport)
        .filter_map(|date| Some((date.period?.year() - 1, date)))
        .collect();
    let mut years: Vec<i32> = tracked.keys().chain(workbook.reports.keys()).copied().collect();
    years.sort_unstable();
    years.dedup();
    let standings = years
        .into_iter()
        .filter_map(|year| standing(workbook, register.today(), catalog, year, tracked.get(&year).copied()));
    standings.collect()
}

fn standing(
    workbook: &Workbook,
    today: NaiveDate,
    catalog: &Catalog,
    year: i32,
    date: Option<&DateItem>,
) -> Option<ReportStatus> {
    let report = workbook.reports.get(&year);
    let opens = NaiveDate::from_ymd_opt(year + 1, 1, 1)?;
    let last = date.and_then(|date| date.due).or_else(|| NaiveDate::from_ymd_opt(year + 1, 3, 31))?;
    let filed_on = report.and_then(|r| r.filed_on).or_else(|| date.and_then(|date| date.done_on));
    let is_frozen = report.is_some_and(|r| r.frozen.is_some());
    let state = match filed_on {
        Some(_) => ReportState::Filed,
        None if today > last => ReportState::Late,
        None if is_frozen => ReportState::Prepared,
        None if today < opens => ReportState::NotDue,
        None => ReportState::Open,
    };
    let until = if today < opens { opens } else { last };
    Some(ReportStatus {
        year,
        state,
        opens,
        platform_opens: NaiveDate::from_ymd_opt(year + 1, 1, catalog.report.platform_opens).unwrap_or(opens),
        last,
        reminder: date.and_then(|date| date.reminder),
        days: (until - today).num_days(),
        filed_on,
        filed_late: filed_on.is_some_and(|on| on > last),
        correcting: report.and_then(|report| Some(report.correcting()?.on)),
        is_tracked: date.is_some(),
        elsewhere: report.is_some_and(|report| report.elsewhere),
        duty: date.map(|date| date.duty),
    })
}

/// The report to work on: the one with an open window, otherwise the earliest tracked one that is late, otherwise the
/// next one, otherwise the latest.
#[must_use]
pub fn current(standings: &[ReportStatus], today: NaiveDate) -> Option<&ReportStatus> {
    let open = standings.iter().find(|standing| (standing.opens..=standing.last).contains(&today));
    open.or_else(|| standings.iter().find(|standing| standing.state == ReportState::Late && standing.is_tracked))
        .or_else(|| standings.iter().find(|standing| standing.last >= today))
        .or_else(|| standings.last())
}
