//! Filters of the duties of a register.

use super::entry::Entry;
use crate::license::ClauseId;
use crate::obligation::{ApplicabilityState, DutyKind};
use crate::workbook::{Contents, PersonId, Status};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A filter: all conditions must hold; an empty set means “any”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur in the duty.
    pub text: String,
    /// The clause; a provision includes its sub-items.
    pub clause: Option<ClauseId>,
    /// Any of these statuses.
    pub statuses: BTreeSet<Status>,
    /// Any of these kinds.
    pub kinds: BTreeSet<DutyKind>,
    /// Any of these applicabilities.
    pub applicability: BTreeSet<ApplicabilityState>,
    /// The owner.
    pub owner: OwnerFilter,
    /// The due date.
    pub due: DueFilter,
    /// The evidence.
    pub evidence: EvidenceFilter,
}

/// A condition on the owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnerFilter {
    /// Any owner, or none.
    #[default]
    Any,
    /// Without an owner.
    Nobody,
    /// Owned by this person.
    Person(PersonId),
}

/// A condition on the dates of a duty, of any rule: see [`super::DueState`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueFilter {
    /// Any dates, or none.
    #[default]
    Any,
    /// At least one date is overdue.
    Overdue,
    /// The next open date is due within this many days from today.
    Within(u16),
    /// The duty has a date with a day.
    Set,
    /// The duty has no date with a day.
    Unset,
}

/// A condition on the evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvidenceFilter {
    /// With or without evidence.
    #[default]
    Any,
    /// With evidence.
    Attached,
    /// Without evidence.
    None,
}

impl Filter {
    /// The filter for all duties that are not settled.
    #[must_use]
    pub fn open() -> Self {
        Self { statuses: BTreeSet::from([Status::NotStarted, Status::InProgress, Status::NotMet]), ..Self::default() }
    }

    /// Whether the filter accepts every duty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the filter accepts `entry`.
    #[must_use]
    pub fn accepts(&self, entry: &Entry, contents: &Contents, today: NaiveDate) -> bool {
        let answer = &entry.duty.answer;
        let definition = &entry.duty.definition;
        self.clause.is_none_or(|c| match c.sub_item {
            None => c.provision == definition.clause.provision,
            Some(_) => c == definition.clause,
        }) && (self.statuses.is_empty() || self.statuses.contains(&entry.status))
            && (self.kinds.is_empty() || self.kinds.contains(&definition.kind))
            && (self.applicability.is_empty() || self.applicability.contains(&entry.applicability.state))
            && match self.owner {
                OwnerFilter::Any => true,
                OwnerFilter::Nobody => answer.owner.is_none(),
                OwnerFilter::Person(id) => answer.owner.is_some_and(|owner| contents.is_same_person(owner, id)),
            }
            && match self.due {
                DueFilter::Any => true,
                DueFilter::Overdue => entry.due.is_overdue(),
                DueFilter::Within(days) => entry.due.is_within(today, days),
                DueFilter::Set => entry.due.day.is_some(),
                DueFilter::Unset => entry.due.day.is_none(),
            }
            && match self.evidence {
                EvidenceFilter::Any => true,
                EvidenceFilter::Attached => !entry.evidence.is_empty(),
                EvidenceFilter::None => entry.evidence.is_empty(),
            }
            && self.finds(entry, contents)
    }

    /// Whether all words of the text occur in the duty.
    fn finds(&self, entry: &Entry, contents: &Contents) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let definition = &entry.duty.definition;
        let answer = &entry.duty.answer;
        let mut haystack = [
            &entry.label,
            &definition.title.zh,
            &definition.title.en,
            &entry.quote,
            &answer.statement,
            &answer.note,
            &answer.justification,
            answer.owner.and_then(|id| contents.person_name(id)).unwrap_or_default(),
        ]
        .join("\n");
        // Users without a Chinese keyboard type 12-5 and 16(13)-2.
        haystack.push('\n');
        haystack.push_str(&definition.label_in_digits());
        for words in answer.tags.iter().chain(definition.accepted_evidence.iter().flat_map(|e| [&e.zh, &e.en])) {
            haystack.push('\n');
            haystack.push_str(words);
        }
        let haystack = fold(&haystack);
        fold(&self.text).split_whitespace().all(|word| haystack.contains(word))
    }
}

/// Folds to lower case and half-width forms, so that （三） matches (三).
fn fold(text: &str) -> String {
    text.chars().map(crate::license::half_width).flat_map(char::to_lowercase).collect()
}
