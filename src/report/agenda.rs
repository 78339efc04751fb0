//! What sessions decided and somebody is to see to.

use crate::deadlines::{DateItem, DateRule};
use crate::workbook::{Decision, DutyId, Session, SessionId, Workbook};

/// A decision that has an owner or a day: it is followed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowUp<'a> {
    /// The session.
    pub session: SessionId,
    /// That session.
    pub held: &'a Session,
    /// The decision.
    pub decision: &'a Decision,
}

impl FollowUp<'_> {
    /// What its date is known by, beside the duty that it hangs on.
    #[must_use]
    pub(crate) fn key(&self) -> String {
        format!("follow_up:{}.{}", self.session, self.decision.number)
    }
}

impl Workbook {
    /// The decisions of all sessions that are followed up, in the order of the sessions.
    pub fn follow_ups(&self) -> impl Iterator<Item = FollowUp<'_>> {
        self.sessions.iter().flat_map(|(id, held)| {
            let followed = held.decisions.iter().filter(|d| d.owner.is_some() || d.due.is_some());
            followed.map(|decision| FollowUp { session: *id, held, decision })
        })
    }

    /// The decision that `date` follows up.
    #[must_use]
    pub fn follow_up_of(&self, date: &DateItem) -> Option<FollowUp<'_>> {
        if date.rule != DateRule::FollowUp {
            return None;
        }
        self.follow_ups().find(|follow_up| date.id.ends_with(&format!(":{}", follow_up.key())))
    }

    /// The follow-ups that are open, of one duty or of all.
    pub fn open_follow_ups(&self, duty: Option<DutyId>) -> impl Iterator<Item = FollowUp<'_>> {
        self.follow_ups().filter(move |f| f.decision.done_on.is_none() && (duty.is_none() || f.decision.duty == duty))
    }
}
