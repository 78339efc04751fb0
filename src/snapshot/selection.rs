//! The selection of the content of a snapshot.

use super::Snapshot;
use crate::deadlines::{DateState, Entry};
use crate::license::ClauseId;
use crate::workbook::Workbook;
use serde::{Deserialize, Serialize};

/// The number of upcoming dates on the one-page summary, in addition to the overdue ones.
const NEXT_DATES: usize = 6;

/// The content of a snapshot. The default is suitable for all readers: all duties, no internal notes.
///
/// Conditions on duties are combined: `provision` and `owner` together select the duties of that owner in that
/// provision.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate field of the file")]
pub struct Selection {
    /// Whether it includes internal notes.
    pub notes: bool,
    /// Whether it includes the history of changes.
    pub history: bool,
    /// Whether it includes confidential evidence.
    pub confidential: bool,
    /// Only the duties of this provision, including its sub-items, or of this sub-item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<ClauseId>,
    /// Only the duties in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<DutyCondition>,
    /// Only the duties owned by the person with this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whether it is limited to the content of one page: validity, counts, overdue and upcoming dates.
    #[serde(default, skip_serializing_if = "is_false")]
    pub summary: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A condition on the state of the selected duties.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyCondition {
    /// Neither met nor not applicable, or with an overdue date.
    Open,
    /// With an overdue date.
    Overdue,
}

impl Selection {
    /// The selection of the complete content.
    #[must_use]
    pub fn everything() -> Self {
        Self { notes: true, history: true, confidential: true, ..Self::default() }
    }

    /// Whether it includes all duties.
    #[must_use]
    pub fn has_all_duties(&self) -> bool {
        self.provision.is_none() && self.only.is_none() && self.owner.is_none()
    }

    /// Whether it includes this duty.
    pub(super) fn takes(&self, workbook: &Workbook, entry: &Entry) -> bool {
        let clause = entry.duty.definition.clause;
        let owner = entry.duty.answer.owner.and_then(|id| workbook.person_name(id));
        self.provision.is_none_or(|wanted| match wanted.sub_item {
            None => wanted.provision == clause.provision,
            Some(_) => wanted == clause,
        }) && self.owner.as_deref().is_none_or(|wanted| owner == Some(wanted))
            && self.only.is_none_or(|only| match only {
                DutyCondition::Overdue => entry.due.is_overdue(),
                DutyCondition::Open => entry.due.is_overdue() || !entry.status.is_settled(),
            })
    }
}

/// Limits a snapshot to one page: all counts, the overdue dates, and the next ones.
pub(super) fn keep_one_page(snapshot: &mut Snapshot) {
    let mut next = 0;
    snapshot.dates.retain(|date| match date.state {
        DateState::Overdue | DateState::DecisionMissing => true,
        // Dates that are due immediately have no day.
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
