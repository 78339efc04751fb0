//! Follow-ups: decisions of sessions with an owner or a due day.

use crate::deadlines::{DateItem, DateRule};
use crate::workbook::{Decision, DutyId, Session, SessionId, Workbook};

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
