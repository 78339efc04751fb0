//! The sections of an agenda by urgency, and the dates that came due since the last look.

use super::item::{DUE_SOON_DAYS, DateItem, DateState};
use crate::variants::all;
use chrono::NaiveDate;
use strum::VariantArray;

/// The number of days that the section of the next week reaches ahead.
const WEEK: i64 = 7;

/// The section of an agenda to which a date belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Horizon {
    /// Overdue.
    Overdue,
    /// A decision is missing: whether to continue, or whether the duty applies; the day may have passed.
    Undecided,
    /// To be done now, although no deadline in days is given.
    Now,
    /// At most 7 days ahead.
    Week,
    /// At most 30 days ahead.
    Month,
    /// Further ahead, or without a day.
    Later,
    /// Done.
    Done,
}

impl Horizon {
    /// All sections, in display order.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

impl DateItem {
    /// The section to which it belongs on the day `today`, which must be the day for which it was computed.
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
                Some(..=DUE_SOON_DAYS) => Horizon::Month,
                None | Some(_) => Horizon::Later,
            },
        }
    }
}

/// The open dates whose due day, target or reminder is after the day `seen` and not after `today`, for the notice at
/// start.
#[must_use]
pub fn came_due(dates: &[DateItem], seen: NaiveDate, today: NaiveDate) -> Vec<&DateItem> {
    let is_new = |day: Option<NaiveDate>| day.is_some_and(|day| seen < day && day <= today);
    let open = dates.iter().filter(|date| date.state != DateState::Done);
    open.filter(|date| is_new(date.due) || is_new(date.target) || is_new(date.reminder)).collect()
}
