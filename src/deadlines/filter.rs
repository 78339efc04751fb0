//! Which duties of a register are shown.

use super::register::Entry;
use crate::license::ClauseId;
use crate::obligation::{ApplicabilityState, DutyKind};
use crate::workbook::{Contents, PersonId, Status};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A filter: every condition that is set must hold; an empty set means “any”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, all of which must be found somewhere in the duty.
    pub text: String,
    /// In this clause; a provision stands for its sub-items too.
    pub clause: Option<ClauseId>,
    /// With one of these statuses.
    pub statuses: BTreeSet<Status>,
    /// Of one of these kinds.
    pub kinds: BTreeSet<DutyKind>,
    /// With one of these applicabilities.
    pub applicability: BTreeSet<ApplicabilityState>,
    /// By owner.
    pub owner: OwnerFilter,
    /// By due date.
    pub due: DueFilter,
    /// By evidence.
    pub evidence: EvidenceFilter,
}

/// By owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnerFilter {
    /// Whoever owns it.
    #[default]
    Any,
    /// Owned by nobody.
    Nobody,
    /// Owned by this person.
    Person(PersonId),
}

/// By the dates that hang on a duty, of whatever rule: see [`super::DueState`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueFilter {
    /// Whenever.
    #[default]
    Any,
    /// One is overdue.
    Overdue,
    /// One that is open falls due from today on within so many days.
    Within(u16),
    /// Has a date with a day.
    Set,
    /// Has none.
    Unset,
}

/// By evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvidenceFilter {
    /// With or without.
    #[default]
    Any,
    /// With some.
    Attached,
    /// With none.
    None,
}

impl Filter {
    /// Everything that is left to do.
    #[must_use]
    pub fn open() -> Self {
        Self { statuses: BTreeSet::from([Status::NotStarted, Status::InProgress, Status::NotMet]), ..Self::default() }
    }

    /// Whether every duty passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `entry` is shown.
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

    /// Whether all words of the text are found in the duty.
    fn finds(&self, entry: &Entry, contents: &Contents) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let definition = &entry.duty.definition;
        let answer = &entry.duty.answer;
        let name = |id: Option<PersonId>| id.and_then(|id| contents.person_name(id)).unwrap_or_default();
        let mut haystack = [
            &entry.label,
            &definition.title.zh,
            &definition.title.en,
            &entry.quote,
            &answer.statement,
            &answer.note,
            &answer.justification,
            name(answer.owner),
        ]
        .join("\n");
        // Who types on a keyboard without Chinese writes 12-5 and 16(13)-2.
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

/// Lower case, with full-width forms as half-width ones, so that （三） finds (三).
fn fold(text: &str) -> String {
    text.chars().map(crate::license::half_width).flat_map(char::to_lowercase).collect()
}
