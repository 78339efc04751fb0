//! The duties of a license with their dates.
//!
//! Dates result from the company's own due dates, events, the end of the license, and the calendar year. Only
//! statements of users are stored: the same workbook and day give the same dates.

mod agenda;
mod context;
mod dates;
mod due;
mod entry;
mod event;
mod evidence;
mod filter;
mod follow_up;
mod item;
mod moves;
mod occurrence;
mod own;
mod period;
mod recurrence;
mod register;
mod remedy;
mod renewal;
mod report;
mod retention;
mod schedule_change;
mod state;
mod withdrawn;

pub use agenda::{Horizon, came_due};
pub use due::{DueState, by_raised, effective_status};
pub use entry::Entry;
pub use event::{follows_events, waits_for};
pub use filter::{DueFilter, EvidenceFilter, Filter, OwnerFilter};
pub use follow_up::FollowUp;
pub use item::{AlsoOf, Companion, DUE_SOON_DAYS, DateItem, DateRule, DateState, DateStep, Revision};
pub use moves::{Moved, what_moves};
pub use recurrence::{Proposal, proposals};
pub use register::{Counts, Register};
pub use report::first_year;
pub use retention::{Retention, RetentionLimit, retention};
pub use schedule_change::{
    ScheduleImport, ScheduleWarning, newer_schedules, preview as preview_of_schedule, preview_schedule,
    schedule_warnings,
};
pub use state::Distance;
pub use withdrawn::withdrawn;
