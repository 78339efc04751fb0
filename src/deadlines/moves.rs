//! The effect of a changed event or holiday schedule on dates.

use super::item::DateItem;
use crate::language::Bilingual;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A date that moved, was added or was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The date: [`DateItem::id`].
    pub id: String,
    /// The label of its duty.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The previous due day; `None` if the date is new or had no day.
    pub from: Option<NaiveDate>,
    /// The new due day; `None` if the date was removed or has no day.
    pub to: Option<NaiveDate>,
    /// Whether it was provisional before.
    pub was_provisional: bool,
    /// Whether it is provisional now.
    pub is_provisional: bool,
}

impl Moved {
    /// Whether the day is the same and only became provisional or final.
    #[must_use]
    pub fn only_certainty(&self) -> bool {
        self.from == self.to
    }
}

/// The differences between two lists of dates of one license on the same day, in the order of `after`; removed dates
/// come last.
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
    let gone = before.iter().filter(|date| old.contains_key(date.id.as_str()));
    moved.extend(gone.map(|date| pair(date, Some(date), None)));
    moved
}

/// The values that must be equal for a date to count as not moved.
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
