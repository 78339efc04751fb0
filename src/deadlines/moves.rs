//! What a change of an event or of a schedule moves.

use super::item::DateItem;
use crate::language::Bilingual;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A date that moved, came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The date: [`DateItem::id`].
    pub id: String,
    /// The label of its duty.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The day it was due before; none where it was not there, or had no day.
    pub from: Option<NaiveDate>,
    /// The day it is due now; none where it is gone, or has no day.
    pub to: Option<NaiveDate>,
    /// Whether it was provisional before.
    pub was_provisional: bool,
    /// Whether it is provisional now.
    pub is_provisional: bool,
}

impl Moved {
    /// Whether the day stayed and only became certain, or uncertain.
    #[must_use]
    pub fn only_certainty(&self) -> bool {
        self.from == self.to
    }
}

/// What moved between two lists of the same license on the same day, in the order of `after`; what is gone comes last.
#[must_use]
pub fn what_moves(before: &[DateItem], after: &[DateItem]) -> Vec<Moved> {
    let mut old: BTreeMap<&str, &DateItem> = before.iter().map(|date| (date.id.as_str(), date)).collect();
    let mut moved: Vec<Moved> = Vec::new();
    for date in after {
        match old.remove(date.id.as_str()) {
            Some(was) if key(was) == key(date) => {}
            was => moved.push(pair(date, was, Some(date))),
        }
    }
    // In the order in which they stood.
    let gone = before.iter().filter(|date| old.contains_key(date.id.as_str()));
    moved.extend(gone.map(|date| pair(date, Some(date), None)));
    moved
}

/// What must be equal for a date to be where it was.
fn key(date: &DateItem) -> (Option<NaiveDate>, Option<NaiveDate>, Option<chrono::NaiveDateTime>, bool) {
    (date.raw, day(date), date.due_at, date.provisional)
}

fn day(date: &DateItem) -> Option<NaiveDate> {
    date.due.or(date.keep_through)
}

fn pair(named: &DateItem, from: Option<&DateItem>, to: Option<&DateItem>) -> Moved {
    Moved {
        id: named.id.clone(),
        label: named.label.clone(),
        title: named.title.clone(),
        from: from.and_then(day),
        to: to.and_then(day),
        was_provisional: from.is_some_and(|date| date.provisional),
        is_provisional: to.is_some_and(|date| date.provisional),
    }
}
