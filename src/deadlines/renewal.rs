//! Filings before the end of the license, for continuation or termination.

use super::context::{Context, WORKBOOK, item, rule, step};
use super::entry::Entry;
use super::event;
use super::item::{Companion, DateItem, DateRule, DateState};
use super::state::days_en;
use crate::calendar::{Start, deadline};
use crate::language::Bilingual;
use crate::obligation::LimitDirection;
use crate::workbook::{CONTINUATION, Cause, RenewalStage, TERMINATION};
use chrono::NaiveDate;

/// The decision to which the duty belongs: `true` to continue, `false` to stop; `None` if it belongs to neither.
pub(super) fn decision_of(entry: &Entry) -> Option<bool> {
    if event::waits_for(entry, CONTINUATION) {
        Some(true)
    } else {
        event::waits_for(entry, TERMINATION).then_some(false)
    }
}

/// Whether its limit is counted back from the end of the license.
pub(super) fn counts_back(entry: &Entry) -> bool {
    entry.duty.definition.limit.as_ref().is_some_and(|limit| limit.direction == LimitDirection::Before)
}

pub(super) fn before_expiry(context: &Context<'_>, entry: &Entry) -> Option<DateItem> {
    let going_on = decision_of(entry)?;
    let limit = entry.duty.definition.limit.as_ref().filter(|limit| limit.direction == LimitDirection::Before)?;
    let valid_until = context.parsed.cover.valid_until.as_ref()?.value;
    let decision = context.workbook.continues(context.license);
    // A company that continues need not report the termination, and one that stops need not renew.
    if decision.is_some_and(|decided| decided != going_on) {
        return None;
    }
    let mut date = item(entry, DateRule::BeforeExpiry, "before-expiry");
    date.period = Some(valid_until);
    date.target = entry.duty.answer.target;
    date.steps.push(step(
        format!("许可证有效期至 {valid_until}"),
        format!("The license is valid until {valid_until}"),
        ("许可证正文“有效期至”", "Face page of the license, “有效期至”"),
    ));
    let result = deadline(Start::Day(valid_until), &rule(entry, limit), &context.calendar);
    // The earlier due day is prudent practice: it is late only after the day that the license gives.
    let last = result.last()?;
    date.take(result);
    date.other_law = entry.duty.definition.other_law.iter().map(|law| companion(context, law, valid_until)).collect();
    add_stages(context, going_on, &mut date);
    if let Some(on) = done_on(context, entry, going_on, valid_until) {
        date.done(on, Some(last));
    } else if decision.is_none() {
        date.missing.push(Bilingual::new("是否继续经营的决定", "The decision whether to continue"));
        (date.state, date.reason) = (DateState::DecisionMissing, decision_missing(last, context.today()));
    } else {
        date.open(last, context.now());
    }
    Some(date)
}

fn companion(context: &Context<'_>, law: &crate::obligation::OtherLaw, valid_until: NaiveDate) -> Companion {
    let counts_back = law.limit.direction == LimitDirection::Before;
    let start = if counts_back { Start::Day(valid_until) } else { Start::Unknown };
    Companion::new(law, start, &context.calendar)
}

/// The day of filing: from the stages of the renewal, or from a completion entered by hand.
fn done_on(context: &Context<'_>, entry: &Entry, going_on: bool, valid_until: NaiveDate) -> Option<NaiveDate> {
    let renewal = context.workbook.licenses.get(&context.license).map(|l| l.record.renewal.as_slice());
    let stages = renewal.unwrap_or_default().iter().filter(|step| going_on && step.stage >= RenewalStage::Filed);
    let said = context.said.range((entry.id, Cause::MIN)..).take_while(|((duty, _), _)| *duty == entry.id);
    let own_due = entry.duty.answer.due.filter(|due| *due != valid_until);
    let said = said.filter(|((_, cause), _)| own_due.is_none_or(|due| *cause != Cause::Period(due)));
    stages.map(|step| step.on).chain(said.filter_map(|(_, occurrence)| occurrence.done_on)).min()
}

/// Adds the stages of the renewal as steps.
fn add_stages(context: &Context<'_>, going_on: bool, date: &mut DateItem) {
    let Some(license) = context.workbook.licenses.get(&context.license).filter(|_| going_on) else { return };
    for stage in &license.record.renewal {
        let (zh, en) = match stage.stage {
            RenewalStage::Prepared => ("申请材料备齐", "The application was ready"),
            RenewalStage::Filed => ("提出延续申请", "The renewal was applied for"),
            RenewalStage::Accepted => ("主管部门受理", "The authority accepted it"),
            RenewalStage::Decided => ("主管部门作出决定", "The authority decided"),
        };
        let number = if stage.number.is_empty() { String::new() } else { format!(" {}", stage.number) };
        date.steps.push(step(format!("{} {zh}{number}", stage.on), format!("{en} on {}{number}", stage.on), WORKBOOK));
    }
}

fn decision_missing(last: NaiveDate, today: NaiveDate) -> Bilingual {
    let days = (last - today).num_days();
    if days < 0 {
        Bilingual::new(
            format!("尚未决定是否继续经营；该日期已过 {} 天", -days),
            format!("No decision on whether to continue; the day passed {} ago", days_en(-days)),
        )
    } else {
        Bilingual::new(
            format!("尚未决定是否继续经营；还有 {days} 天"),
            format!("No decision on whether to continue; {} left", days_en(days)),
        )
    }
}
