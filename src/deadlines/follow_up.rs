//! Follow-ups, which are decisions of sessions with an owner or a due day, and their dates.

use super::context::{Context, WORKBOOK, item, step};
use super::item::{DateItem, DateRule};
use crate::language::Bilingual;
use crate::workbook::{Decision, DutyId, Session, SessionId, Workbook};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// A decision that is followed up because it has an owner or a due day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowUp<'a> {
    /// The id of the session.
    pub session: SessionId,
    /// The session.
    pub held: &'a Session,
    /// The decision.
    pub decision: &'a Decision,
}

impl FollowUp<'_> {
    /// The key of its date, without the duty.
    #[must_use]
    pub(crate) fn key(&self) -> String {
        format!("follow_up:{}.{}", self.session, self.decision.number)
    }
}

impl Workbook {
    /// The follow-ups of all sessions, in the order of the sessions.
    pub fn follow_ups(&self) -> impl Iterator<Item = FollowUp<'_>> {
        self.sessions.iter().flat_map(|(id, held)| {
            let followed = held.decisions.iter().filter(|d| d.owner.is_some() || d.due.is_some());
            followed.map(|decision| FollowUp { session: *id, held, decision })
        })
    }

    /// The follow-up to which `date` belongs.
    #[must_use]
    pub fn follow_up_of(&self, date: &DateItem) -> Option<FollowUp<'_>> {
        if date.rule != DateRule::FollowUp {
            return None;
        }
        self.follow_ups().find(|follow_up| date.id.ends_with(&format!(":{}", follow_up.key())))
    }

    /// The open follow-ups, of one duty or of all.
    pub fn open_follow_ups(&self, duty: Option<DutyId>) -> impl Iterator<Item = FollowUp<'_>> {
        self.follow_ups().filter(move |f| f.decision.done_on.is_none() && (duty.is_none() || f.decision.duty == duty))
    }
}

/// Adds the follow-ups with a due day. Those without a duty belong to the annual report duty.
pub(super) fn collect(context: &Context<'_>, dates: &mut Vec<DateItem>) {
    let entries = context.entries;
    let Some(reporting) = entries.iter().find(|entry| entry.duty.definition.is_annual_report()) else { return };
    // Most workbooks have no follow-up of a duty, and so need no index.
    let by_duty = LazyCell::new(|| entries.iter().map(|entry| (entry.id, entry)).collect::<BTreeMap<_, _>>());
    for follow_up in context.workbook.follow_ups() {
        let decision = follow_up.decision;
        let Some(due) = decision.due else { continue };
        let entry = match decision.duty {
            None => reporting,
            // Duties of a succeeded license are not followed up under the current one.
            Some(duty) => match by_duty.get(&duty) {
                Some(entry) => entry,
                None => continue,
            },
        };
        let (year, held) = (follow_up.held.report_year, follow_up.held.on);
        let owner = decision.owner.and_then(|id| context.workbook.person_name(id));
        let mut date = item(entry, DateRule::FollowUp, &follow_up.key());
        date.title = Bilingual::new(decision.text.as_str(), decision.text.as_str());
        date.raw = Some(due);
        date.due = Some(due);
        date.steps.push(match owner {
            Some(name) => step(
                format!("{held} 的 {year} 年度年报会议决定，由 {name} 在 {due} 前完成"),
                format!(
                    "Decided in the session of {held} for the report for {year}; {name} is to complete it by {due}"
                ),
                WORKBOOK,
            ),
            None => step(
                format!("{held} 的 {year} 年度年报会议决定，{due} 前完成"),
                format!("Decided in the session of {held} for the report for {year}; to be completed by {due}"),
                WORKBOOK,
            ),
        });
        match decision.done_on {
            Some(on) => date.done(on, Some(due)),
            None => date.open(due, context.now()),
        }
        dates.push(date);
    }
}

impl DateItem {
    /// Removes the content, the owner and the session from the date of a follow-up, for readers who must not see them.
    /// The date itself stays, so that counts of overdue dates remain correct.
    pub fn withhold_decision(&mut self) {
        if self.rule == DateRule::FollowUp {
            self.title = Bilingual::new("会议待办（内部）", "Follow-up of a session (internal)");
            self.steps = vec![step(
                "年报会议的决定".to_owned(),
                "Decided in a session for the annual report".to_owned(),
                WORKBOOK,
            )];
        }
    }
}
