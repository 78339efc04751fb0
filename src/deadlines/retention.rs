//! Retention periods, computed on request because the workbook does not know the creation dates of records.

use super::context::rule;
use super::item::{Companion, DateStep};
use super::register::Register;
use crate::calendar::{Calendar, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::LimitDirection;
use crate::workbook::{DutyId, Workbook};
use chrono::NaiveDate;

/// The retention of a record that was created on a given day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The day of creation, from which it is counted.
    pub from: NaiveDate,
    /// The limit of the license, if any, and those of other laws. At least one.
    pub limits: Vec<RetentionLimit>,
}

/// One limit of a [`Retention`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionLimit {
    /// The source: provision, or law and article.
    pub source: Bilingual,
    /// Whether it is the limit of the license.
    pub is_own: bool,
    /// The last day on which it must be kept.
    pub keep_through: Option<NaiveDate>,
    /// The first day on which it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// Whether the holiday schedule on which it depends is missing.
    pub provisional: bool,
    /// The input that is missing for the computation.
    pub missing: Vec<Bilingual>,
    /// The steps of the computation.
    pub steps: Vec<DateStep>,
}

impl Retention {
    /// The longest limit, after which the record may be destroyed. `None` if a limit could not be computed, because it
    /// might be longer.
    #[must_use]
    pub fn longest(&self) -> Option<&RetentionLimit> {
        let all_known = self.limits.iter().all(|limit| limit.destroy_from.is_some());
        self.limits.iter().filter(|_| all_known).max_by_key(|limit| limit.destroy_from)
    }
}

/// The retention under `duty` of a record created on `from`. `None` if neither the duty nor another law gives a
/// retention period.
#[must_use]
pub fn retention(workbook: &Workbook, register: &Register, duty: DutyId, from: NaiveDate) -> Option<Retention> {
    let entry = register.entry(duty)?;
    let definition = &entry.duty.definition;
    let calendar = Calendar::new(&workbook.schedules);
    let own = definition.limit.as_ref().filter(|limit| limit.direction == LimitDirection::AtLeast).map(|limit| {
        let rule = rule(entry, limit);
        let result = deadline(Start::Day(from), &rule, &calendar);
        RetentionLimit {
            source: rule.source,
            is_own: true,
            keep_through: result.keep_through,
            destroy_from: result.destroy_from,
            provisional: result.provisional,
            missing: result.missing,
            steps: result.steps.into_iter().map(DateStep::from).collect(),
        }
    });
    let laws = definition.other_law.iter().filter(|law| law.limit.direction == LimitDirection::AtLeast);
    let others = laws.map(|law| {
        let found = Companion::new(law, Start::Day(from), &calendar);
        RetentionLimit {
            source: found.source,
            is_own: false,
            keep_through: found.keep_through,
            destroy_from: found.destroy_from,
            provisional: found.provisional,
            missing: found.missing,
            steps: found.steps,
        }
    });
    let limits: Vec<RetentionLimit> = own.into_iter().chain(others).collect();
    let (label, title) = (entry.label.clone(), definition.title.clone());
    (!limits.is_empty()).then_some(Retention { duty, label, title, from, limits })
}
