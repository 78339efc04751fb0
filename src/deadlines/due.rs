//! How a duty stands by all of its dates: computed here once, and read by rows, filters, counts, badges and exports.

use super::item::{DateItem, DateRule, DateState, SOON, days_en};
use crate::calendar::Now;
use crate::language::Bilingual;
use crate::workbook::{DutyId, Status};
use chrono::{NaiveDate, NaiveDateTime};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How a duty stands by all of its dates at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueState {
    /// The date that decides, by its [`DateItem::id`]: the most pressing that is open, else the one done last. None where
    /// no date hangs on the duty.
    pub date: Option<String>,
    /// How that date stands.
    pub state: Option<DateState>,
    /// The day of that date: due, or kept through.
    pub day: Option<NaiveDate>,
    /// Whether that date was done, but late.
    pub late: bool,
    /// How many of its dates are overdue.
    pub overdue: usize,
    /// Days since the last day of the date that is overdue longest; 0 where a moment of this day has passed.
    pub overdue_days: Option<u32>,
    /// The status that follows from what was raised of it: by events, by the decision to go on or to stop, and by the windows
    /// of reports that have opened. None where nothing was.
    pub raised: Option<Status>,
    /// The nearest last day, from this one on, of something of it that is open.
    pub next: Option<NaiveDate>,
}

impl DueState {
    /// The status of the duty, where a person stated `stated`.
    #[must_use]
    pub fn status(&self, stated: Status) -> Status {
        effective_status(stated, self.raised)
    }

    /// Whether one of its dates is overdue.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.overdue > 0
    }

    /// Whether the last day of something of it that is open is within so many days from `today` on; 0 is today.
    #[must_use]
    pub fn is_within(&self, today: NaiveDate, days: u16) -> bool {
        self.next.is_some_and(|next| (0..=i64::from(days)).contains(&(next - today).num_days()))
    }
}

/// What decides comes first: overdue longest, undecided, due soonest, done last.
fn pressing(date: &DateItem) -> impl Ord {
    (date.state, Reverse(date.done_on), date.day())
}

/// The dates of each duty that has some, in their order.
pub(crate) fn by_duty(dates: &[DateItem]) -> BTreeMap<DutyId, Vec<&DateItem>> {
    let mut of_duty: BTreeMap<DutyId, Vec<&DateItem>> = BTreeMap::new();
    for date in dates {
        for duty in date.duties() {
            of_duty.entry(duty).or_default().push(date);
        }
    }
    of_duty
}

/// How a duty with these dates stands on the day `today`, for which they were computed.
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

/// The status that follows from what was raised among `dates`: in progress while something is open, met when all is
/// done. None where nothing was, and where it is not known whether anything is to be done at all.
fn raised_status(dates: &[&DateItem], today: NaiveDate) -> Option<Status> {
    let is_raised = |date: &&&DateItem| match date.rule {
        // A renewal is raised by the decision to go on or to stop.
        DateRule::Event | DateRule::BeforeExpiry => date.state != DateState::DecisionMissing,
        DateRule::AnnualReport => is_window_raised(date, today),
        DateRule::OwnDue
        | DateRule::Target
        | DateRule::Retention
        | DateRule::FollowUp
        | DateRule::Remedy
        | DateRule::Evidence => false,
    };
    by_raised(dates.iter().filter(is_raised).map(|date| date.state == DateState::Done))
}

/// Whether a report says something of the status of its duty: once its window has opened, or it was filed.
fn is_window_raised(date: &DateItem, today: NaiveDate) -> bool {
    date.state == DateState::Done || date.period.is_some_and(|opens| opens <= today)
}

/// The status that follows from what was raised, for each whether it is done; none where nothing was.
#[must_use]
pub fn by_raised(done: impl IntoIterator<Item = bool>) -> Option<Status> {
    let (mut some, mut all) = (false, true);
    for done in done {
        (some, all) = (true, all && done);
    }
    some.then_some(if all { Status::Met } else { Status::InProgress })
}

/// The status of a duty that a person stated as `stated`: what was raised of it decides, unless somebody found that it is
/// not met or does not apply.
#[must_use]
pub fn effective_status(stated: Status, raised: Option<Status>) -> Status {
    match stated {
        Status::NotMet | Status::NotApplicable => stated,
        Status::NotStarted | Status::InProgress | Status::Met => raised.unwrap_or(stated),
    }
}

/// The first moment after `now` at which an open date that is due by the hour becomes late: until then, and until the
/// day ends, everything stands as it does.
pub(crate) fn next_turn(dates: &[DateItem], now: Now) -> Option<NaiveDateTime> {
    let open = dates.iter().filter(|date| date.state != DateState::Done);
    open.filter_map(|date| date.due_at).filter(|at| *at >= now.moment()).min()
}

/// How far the last day, or the moment, of a date is from an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// It passed so many days ago.
    DaysPast(i64),
    /// Its moment passed so many whole hours ago; 0 is less than one.
    HoursPast(i64),
    /// It is the day of the instant.
    Today,
    /// Its moment comes in so many whole hours; 0 is less than one.
    HoursLeft(i64),
    /// It comes in so many days.
    DaysLeft(i64),
}

impl Distance {
    /// From `now` to the end of the day `last`, or to the moment `due_at` of it.
    fn between(last: NaiveDate, due_at: Option<NaiveDateTime>, now: Now) -> Self {
        /// From here on days say enough.
        const HOURS: i64 = 48;
        let hours = due_at.map(|at| (at - now.moment()).num_hours()).filter(|hours| hours.abs() < HOURS);
        match (hours, due_at) {
            (Some(hours), Some(at)) if at < now.moment() => Self::HoursPast(-hours),
            (Some(hours), _) => Self::HoursLeft(hours),
            (None, _) => match (last - now.day()).num_days() {
                days @ ..0 => Self::DaysPast(-days),
                0 => Self::Today,
                days => Self::DaysLeft(days),
            },
        }
    }
}

impl DateItem {
    /// How far it is; none where it has no day.
    #[must_use]
    pub fn distance(&self, now: Now) -> Option<Distance> {
        let last = self.last()?;
        Some(Distance::between(last, self.due_at.filter(|at| at.date() == last), now))
    }
}

/// How an open date stands that is late once `last` has passed, or `due_at` of that day.
pub(super) fn open_state(last: NaiveDate, due_at: Option<NaiveDateTime>, now: Now) -> (DateState, Bilingual) {
    let say = |state, zh: String, en: String| (state, Bilingual::new(zh, en));
    match Distance::between(last, due_at, now) {
        Distance::DaysPast(n) => say(DateState::Overdue, format!("已逾期 {n} 天"), format!("{} overdue", days_en(n))),
        Distance::HoursPast(0) => {
            say(DateState::Overdue, "已逾期不足 1 小时".to_owned(), "Less than an hour overdue".to_owned())
        }
        Distance::HoursPast(n) => {
            say(DateState::Overdue, format!("已逾期 {n} 小时"), format!("{} overdue", hours_en(n)))
        }
        Distance::Today => say(DateState::DueSoon, "今天到期".to_owned(), "Due today".to_owned()),
        Distance::HoursLeft(0) => {
            say(DateState::DueSoon, "还有不足 1 小时".to_owned(), "Less than an hour left".to_owned())
        }
        Distance::HoursLeft(n) => say(DateState::DueSoon, format!("还有 {n} 小时"), format!("{} left", hours_en(n))),
        Distance::DaysLeft(n) => {
            let state = if n <= SOON { DateState::DueSoon } else { DateState::Later };
            say(state, format!("还有 {n} 天"), format!("{} left", days_en(n)))
        }
    }
}

fn hours_en(hours: i64) -> String {
    if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") }
}
