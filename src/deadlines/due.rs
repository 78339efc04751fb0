//! The state of a duty by all of its dates, computed once for rows, filters, counts, badges and exports.

use super::item::{DateItem, DateRule, DateState};
use crate::calendar::Now;
use crate::workbook::{DutyId, Status};
use chrono::{NaiveDate, NaiveDateTime};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The state of a duty by all of its dates at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueState {
    /// The deciding date by its [`DateItem::id`]: the most pressing open one, otherwise the one done last. `None` if
    /// the duty has no dates.
    pub date: Option<String>,
    /// The state of that date.
    pub state: Option<DateState>,
    /// The day of that date: the due day, or the last day of keeping.
    pub day: Option<NaiveDate>,
    /// Whether that date was completed late.
    pub late: bool,
    /// The number of overdue dates.
    pub overdue: usize,
    /// Days since the last day of the date that is overdue longest; 0 if it became overdue today by the hour.
    pub overdue_days: Option<u32>,
    /// The status that follows from what triggered the duty: events, the decision to continue or stop, and the opened
    /// windows of reports. `None` if nothing triggered it.
    pub raised: Option<Status>,
    /// The earliest last day among the open dates, today or later.
    pub next: Option<NaiveDate>,
}

impl DueState {
    /// The status of the duty, given the status `stated` by a person.
    #[must_use]
    pub fn status(&self, stated: Status) -> Status {
        effective_status(stated, self.raised)
    }

    /// Whether any of its dates is overdue.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.overdue > 0
    }

    /// Whether the next last day of an open date is within `days` days from `today`; 0 means today.
    #[must_use]
    pub fn is_within(&self, today: NaiveDate, days: u16) -> bool {
        self.next.is_some_and(|next| (0..=i64::from(days)).contains(&(next - today).num_days()))
    }
}

/// The sort key of urgency: the longest overdue first, then undecided, the earliest due, and the last done.
fn pressing(date: &DateItem) -> impl Ord {
    (date.state, Reverse(date.done_on), date.day())
}

/// The dates by duty, in their order.
pub(crate) fn by_duty(dates: &[DateItem]) -> BTreeMap<DutyId, Vec<&DateItem>> {
    let mut of_duty: BTreeMap<DutyId, Vec<&DateItem>> = BTreeMap::new();
    for date in dates {
        for duty in date.duties() {
            of_duty.entry(duty).or_default().push(date);
        }
    }
    of_duty
}

/// The state of a duty with these dates on the day `today`, for which they were computed.
pub(crate) fn due_state(dates: &[&DateItem], today: NaiveDate) -> DueState {
    let deciding = dates.iter().min_by_key(|date| pressing(date));
    let late = dates.iter().filter(|date| date.state == DateState::Overdue);
    let first_late = late.clone().filter_map(|date| date.last()).min();
    let open = dates.iter().filter(|date| date.state != DateState::Done);
    DueState {
        date: deciding.map(|date| date.id.clone()),
        state: deciding.map(|date| date.state),
        day: deciding.and_then(|date| date.due.or(date.keep_through)),
        late: deciding.is_some_and(|date| date.late),
        overdue: late.count(),
        overdue_days: first_late.map(|last| u32::try_from((today - last).num_days()).unwrap_or(0)),
        raised: raised_status(dates, today),
        next: open.filter_map(|date| date.last()).filter(|last| *last >= today).min(),
    }
}

/// The status that follows from the triggered dates: in progress while any is open, met when all are done. `None` if
/// none was triggered, also while it is unknown whether anything has to be done.
fn raised_status(dates: &[&DateItem], today: NaiveDate) -> Option<Status> {
    let raised = dates.iter().filter(|date| is_raised(date, today));
    by_raised(raised.map(|date| date.state == DateState::Done))
}

/// Whether the date was triggered, so that it determines the status of its duty.
fn is_raised(date: &DateItem, today: NaiveDate) -> bool {
    match date.rule {
        // A renewal is triggered by the decision to continue or to stop.
        DateRule::Event | DateRule::BeforeExpiry => date.state != DateState::DecisionMissing,
        DateRule::AnnualReport => is_window_raised(date, today),
        DateRule::OwnDue
        | DateRule::Target
        | DateRule::Retention
        | DateRule::FollowUp
        | DateRule::Remedy
        | DateRule::Evidence => false,
    }
}

/// Whether a report determines the status of its duty: once its window has opened or it was filed.
fn is_window_raised(date: &DateItem, today: NaiveDate) -> bool {
    date.state == DateState::Done || date.period.is_some_and(|opens| opens <= today)
}

/// The status that follows from triggered dates, given for each whether it is done; `None` if there are none.
#[must_use]
pub fn by_raised(done: impl IntoIterator<Item = bool>) -> Option<Status> {
    let (mut some, mut all) = (false, true);
    for done in done {
        (some, all) = (true, all && done);
    }
    some.then_some(if all { Status::Met } else { Status::InProgress })
}

/// The status of a duty with the status `stated` by a person: triggered dates decide, unless the person found that the
/// duty is not met or does not apply.
#[must_use]
pub fn effective_status(stated: Status, raised: Option<Status>) -> Status {
    match stated {
        Status::NotMet | Status::NotApplicable => stated,
        Status::NotStarted | Status::InProgress | Status::Met => raised.unwrap_or(stated),
    }
}

/// The first moment from `now` on at which an open date with a limit in hours becomes overdue. Until then, and until
/// the end of the day, all states stay the same.
pub(crate) fn next_turn(dates: &[DateItem], now: Now) -> Option<NaiveDateTime> {
    let open = dates.iter().filter(|date| date.state != DateState::Done);
    open.filter_map(|date| date.due_at).filter(|at| *at >= now.moment()).min()
}
