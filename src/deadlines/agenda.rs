//! The order of an agenda, and what came due since somebody last looked.

use super::item::{DateItem, DateState, SOON};
use crate::variants::all;
use chrono::NaiveDate;
use strum::VariantArray;

/// The last day of the nearest part of an agenda is so many days away.
const WEEK: i64 = 7;

/// The part of an agenda that a date stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Horizon {
    /// Overdue.
    Overdue,
    /// Nobody has decided yet which way to go, or whether it applies; its day may have passed.
    Undecided,
    /// To be done now, though no day says until when.
    Now,
    /// At most 7 days away.
    Week,
    /// At most 30 days away.
    Month,
    /// Further away, or without a day.
    Later,
    /// Done.
    Done,
}

impl Horizon {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

impl DateItem {
    /// The part of an agenda it stands in on the day `today`, which must be the one it was computed for.
    #[must_use]
    pub fn horizon(&self, today: NaiveDate) -> Horizon {
        let days = self.due.map(|due| (due - today).num_days());
        let happened = self.event_on.is_some_and(|on| on <= today) && self.keep_through.is_none();
        match self.state {
            DateState::Done => Horizon::Done,
            DateState::Overdue => Horizon::Overdue,
            DateState::DecisionMissing => Horizon::Undecided,
            DateState::DueSoon | DateState::Later => match days {
                None if happened => Horizon::Now,
                Some(..=WEEK) => Horizon::Week,
                Some(..=SOON) => Horizon::Month,
                None | Some(_) => Horizon::Later,
            },
        }
    }
}

/// What is open and came due, or is to be reminded of, after the day `seen` and until `today`: what to tell at start.
#[must_use]
pub fn came_due(dates: &[DateItem], seen: NaiveDate, today: NaiveDate) -> Vec<&DateItem> {
    let is_new = |day: Option<NaiveDate>| day.is_some_and(|day| seen < day && day <= today);
    let open = dates.iter().filter(|date| date.state != DateState::Done);
    open.filter(|date| is_new(date.due) || is_new(date.target) || is_new(date.reminder)).collect()
}
