//! Dates of annual reports: the report on a year is due in the first quarter of the following year.

use super::context::{Context, item, rule, step};
use super::entry::Entry;
use super::item::{DateItem, DateRule};
use crate::calendar::{Start, deadline};
use crate::language::Bilingual;
use crate::license::Cover;
use crate::workbook::Cause;
use chrono::{Datelike as _, NaiveDate};

/// The first report year of a license with this cover: the year of its issue.
#[must_use]
pub fn first_year(cover: &Cover) -> Option<i32> {
    cover.issued_on.as_ref().map(|issued| issued.value.year())
}

/// The most annual reports in arrears that are computed.
const MOST_BEHIND: i32 = 100;

/// Adds the reports whose window had not closed when tracking started, up to the one that is open now or next.
pub(super) fn collect(context: &Context<'_>, entry: &Entry, dates: &mut Vec<DateItem>) {
    if !entry.duty.definition.is_annual_report() {
        return;
    }
    let tracked_from = context.workbook.tracked_from;
    let first = first_year(&context.parsed.cover).map_or(i32::MIN, |issued| issued + 1);
    // Limits the loop if a file claims tracking since the year 1 or the machine's clock is far ahead.
    let earliest = context.today().year().saturating_sub(MOST_BEHIND);
    for year in tracked_from.year().max(first).max(earliest)..=9999 {
        let Some(date) = annual_report(context, entry, year) else { return };
        let Some(last) = date.due else { return };
        if last >= tracked_from {
            dates.push(date);
        }
        if last >= context.today() {
            return;
        }
    }
}

fn annual_report(context: &Context<'_>, entry: &Entry, filing_year: i32) -> Option<DateItem> {
    let limit = entry.duty.definition.limit.as_ref()?;
    let report_year = filing_year - 1;
    let opens = NaiveDate::from_ymd_opt(filing_year, 1, 1)?;
    let mut date = item(entry, DateRule::AnnualReport, &format!("report-{report_year}"));
    date.title =
        Bilingual::new(format!("{report_year} 年度经营许可证年报"), format!("Annual report for {report_year}"));
    date.period = Some(opens);
    let result = deadline(Start::Year(filing_year), &rule(entry, limit), &context.calendar);
    let last = result.due?;
    date.steps.push(step(
        format!("每年第一季度报告上一年度；{report_year} 年度的填报期为 {opens} 至 {last}"),
        format!("The report for the previous year is due in the first quarter; the filing window for {report_year} is {opens} to {last}"),
        (
            "特别规定事项十四；《电信业务经营许可管理办法》第三十五条",
            "Special provision 十四; Measures on Telecom Business Licensing, art. 35",
        ),
    ));
    date.take(result);
    if let Some(valid_until) = context.parsed.cover.valid_until.as_ref().map(|v| v.value).filter(|v| *v < opens) {
        date.steps.push(step(
            format!("许可证有效期至 {valid_until}，早于该窗口：是否仍须年报，取决于是否已经延续"),
            format!(
                "The license ended on {valid_until}, before this window: whether a report is due depends on its renewal"
            ),
            ("许可证正文“有效期至”", "Face page of the license, “有效期至”"),
        ));
    }
    let filed = context.workbook.reports.get(&report_year).and_then(|report| report.filed_on);
    match filed.or_else(|| context.done_on(entry.id, Cause::Period(opens))) {
        Some(on) => date.done(on, Some(last)),
        None => date.open(last, context.now()),
    }
    Some(date)
}
