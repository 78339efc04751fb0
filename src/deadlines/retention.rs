//! How long something is to be kept, counted on request: which day it came into being is not in the workbook.

use super::item::{Companion, Step, rule};
use super::register::Register;
use crate::calendar::{Calendar, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::LimitDirection;
use crate::workbook::{DutyId, Workbook};
use chrono::NaiveDate;

/// How long something is to be kept that came into being on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The day from which it is counted.
    pub from: NaiveDate,
    /// The license's own limit, where it has one, and those of other laws. At least one.
    pub limits: Vec<RetentionLimit>,
}

/// One limit of a [`Retention`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionLimit {
    /// Provision, or law and article.
    pub source: Bilingual,
    /// Whether it is the license's own.
    pub is_own: bool,
    /// Last day on which it must be kept.
    pub keep_through: Option<NaiveDate>,
    /// First day on which it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// Whether the holiday schedule it depends on is unknown.
    pub provisional: bool,
    /// What is missing to compute it.
    pub missing: Vec<Bilingual>,
    /// How it was counted.
    pub steps: Vec<Step>,
}

impl Retention {
    /// The limit that asks for the longest: only when its time is over may anything be destroyed. None where one of the
    /// limits could not be computed, for that one might be longer.
    #[must_use]
    pub fn longest(&self) -> Option<&RetentionLimit> {
        let all_known = self.limits.iter().all(|limit| limit.destroy_from.is_some());
        self.limits.iter().filter(|_| all_known).max_by_key(|limit| limit.destroy_from)
    }
}

/// How long what `duty` asks to keep is to be kept, if it came into being on `from`. None where the duty, or what
/// other laws say beside it, names no such time.
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
            steps: result.steps.into_iter().map(Step::from).collect(),
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
