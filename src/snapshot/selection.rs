//! What a snapshot takes in.

use super::Snapshot;
use crate::deadlines::{DateState, Entry};
use crate::license::ClauseId;
use crate::workbook::{PersonId, Status, Workbook};
use serde::{Deserialize, Serialize};

/// How many of the next dates one page has room for, those that are overdue aside.
const NEXT_DATES: usize = 6;

/// What a snapshot takes in. The default is what may be shown to anyone: all duties, no internal notes.
///
/// Conditions on duties hold together: `provision` and `owner` at once are the duties of that owner in that provision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, and the file names it")]
pub struct Selection {
    /// The internal notes.
    pub notes: bool,
    /// Who changed what, and when.
    pub history: bool,
    /// Evidence that is marked confidential.
    pub confidential: bool,
    /// The duties of this provision, with its sub-items, or of this sub-item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<ClauseId>,
    /// The duties that stand so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// The duties that the person of this name sees to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// No more than one page has room for: validity, counts, what is overdue, and what comes next.
    #[serde(default, skip_serializing_if = "is_false")]
    pub summary: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// How duties stand that are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// Neither met nor not applicable, or with a date that is overdue.
    Open,
    /// With a date that is overdue.
    Overdue,
}

impl Selection {
    /// Everything that a workbook holds.
    #[must_use]
    pub fn everything() -> Self {
        Self { notes: true, history: true, confidential: true, ..Self::default() }
    }

    /// Whether it takes in all duties.
    #[must_use]
    pub fn has_all_duties(&self) -> bool {
        self.provision.is_none() && self.only.is_none() && self.owner.is_none()
    }

    /// Whether it takes this duty in.
    pub(super) fn takes(&self, workbook: &Workbook, entry: &Entry) -> bool {
        let clause = entry.duty.definition.clause;
        let named = |id: PersonId| workbook.person_name(id).is_some_and(|name| Some(name) == self.owner.as_deref());
        self.provision.is_none_or(|wanted| match wanted.sub_item {
            None => wanted.provision == clause.provision,
            Some(_) => wanted == clause,
        }) && (self.owner.is_none() || entry.duty.answer.owner.is_some_and(named))
            && self.only.is_none_or(|only| match only {
                Only::Overdue => entry.due.is_overdue(),
                Only::Open => entry.due.is_overdue() || is_open(entry.status),
            })
    }
}

fn is_open(status: Status) -> bool {
    match status {
        Status::NotStarted | Status::InProgress | Status::NotMet => true,
        Status::Met | Status::NotApplicable => false,
    }
}

/// Leaves what one page has room for: the counts of all, what is overdue, and the dates that come next.
pub(super) fn keep_one_page(snapshot: &mut Snapshot) {
    let mut next = 0;
    snapshot.dates.retain(|date| match date.state {
        DateState::Overdue | DateState::DecisionMissing => true,
        // What is to be done at once has no day.
        DateState::DueSoon | DateState::Later => {
            let matters = date.due.is_some() || date.state == DateState::DueSoon;
            next += usize::from(matters);
            matters && next <= NEXT_DATES
        }
        DateState::Done => false,
    });
    let dates = &snapshot.dates;
    snapshot.duties.retain(|duty| dates.iter().any(|date| date.duties().any(|id| id == duty.id)));
    for clause in &mut snapshot.clauses {
        clause.text.clear();
    }
    snapshot.evidence.clear();
    for duty in &mut snapshot.duties {
        duty.evidence.clear();
        duty.evidence_withheld = 0;
    }
    snapshot.evidence_withheld = 0;
    snapshot.facts.clear();
    snapshot.events.clear();
    snapshot.occurrences.clear();
    snapshot.people.clear();
    snapshot.annotations.clear();
    snapshot.problems.clear();
    snapshot.history.clear();
}
