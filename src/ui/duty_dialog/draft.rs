//! The typed contents of the dialog, and what prevents saving them.

use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::limits::NAME;
use crate::obligation::{DutyKind, LimitDirection, LimitUnit, OtherLaw, TimeLimit};
use crate::ui::checklist::answer::parse_date;
use crate::ui::{DutyIntent, ViewContext};
use crate::workbook::{Definition, DutyId, LicenseId, OwnDuty, Recurrence};
use std::collections::BTreeSet;

/// The largest number of units of a limit.
const MOST_UNITS: u32 = 1000;

/// The typed contents of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyDraft {
    /// The duty that is edited; `None` for a new duty of the company's own.
    pub id: Option<DutyId>,
    pub(super) page: Page,
    /// The definition; its limits are those in `limit` and `laws`.
    pub(super) definition: Definition,
    pub(super) has_limit: bool,
    pub(super) limit: LimitDraft,
    pub(super) laws: Vec<LawDraft>,
    /// The typed first due day of a new duty.
    pub(super) due: String,
    /// The recurrence of a new duty.
    pub(super) recurrence: Option<Recurrence>,
    /// Whether the dialog was just opened, so that the title gets the cursor.
    pub(super) is_new: bool,
}

/// The pages of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The fields of the definition.
    Form,
    /// The places where the words are cut, as offsets in the license text, and the titles of the parts.
    Split(BTreeSet<usize>, Vec<Bilingual>),
    /// The other duties of the clause that are joined.
    Join(BTreeSet<DutyId>),
    /// The reason for retiring the duty.
    Retire(String),
}

/// The typed contents of a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LimitDraft {
    /// The number of units; empty for a limit without a number.
    pub(super) amount: String,
    pub(super) unit: LimitUnit,
    pub(super) direction: LimitDirection,
    pub(super) anchor: Bilingual,
}

/// The typed contents of a limit in another law.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct LawDraft {
    pub(super) limit: LimitDraft,
    pub(super) source: Bilingual,
    pub(super) note: Bilingual,
}

/// What prevents saving; the number is the place in the list of other laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    NoTitle,
    LongTitle,
    Amount,
    LawAmount(usize),
    LawSource(usize),
    Due,
    NoDue,
}

impl Problem {
    /// The message that says what to do.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::NoTitle => "duty-title-missing",
            Self::LongTitle => "duty-title-long",
            Self::Amount | Self::LawAmount(_) => "duty-amount-hint",
            Self::LawSource(_) => "duty-law-missing",
            Self::Due => "date-hint",
            Self::NoDue => "cycle-needs-due",
        }
    }
}

impl Default for LimitDraft {
    fn default() -> Self {
        Self {
            amount: String::new(),
            unit: LimitUnit::CalendarDays,
            direction: LimitDirection::After,
            anchor: Bilingual::default(),
        }
    }
}

impl LimitDraft {
    fn of(limit: &TimeLimit) -> Self {
        let amount = limit.amount.map(|n| n.to_string()).unwrap_or_default();
        Self { amount, unit: limit.unit, direction: limit.direction, anchor: limit.anchor.clone() }
    }

    /// The limit, if its number is valid.
    fn limit(&self) -> Option<TimeLimit> {
        let is_word = matches!(self.unit, LimitUnit::Immediately | LimitUnit::Promptly);
        let amount = match self.amount.trim() {
            "" if is_word => None,
            typed => Some(typed.parse().ok().filter(|n| (1..=MOST_UNITS).contains(n))?),
        };
        Some(TimeLimit { amount, unit: self.unit, direction: self.direction, anchor: self.anchor.clone() })
    }
}

impl LawDraft {
    fn law(&self) -> Option<OtherLaw> {
        let limit = self.limit.limit()?;
        Some(OtherLaw { limit, source: self.source.clone(), note: self.note.clone() })
    }
}

impl DutyDraft {
    /// A new duty of the company's own, in no clause.
    #[must_use]
    pub fn new(license: LicenseId) -> Self {
        Self::with(None, Definition::own(license, ClauseId::OWN, Bilingual::default()))
    }

    /// The definition of a duty, to be edited.
    #[must_use]
    pub fn of(id: DutyId, definition: &Definition) -> Self {
        Self::with(Some(id), definition.clone())
    }

    fn with(id: Option<DutyId>, definition: Definition) -> Self {
        let laws = definition.other_law.iter().map(|law| LawDraft {
            limit: LimitDraft::of(&law.limit),
            source: law.source.clone(),
            note: law.note.clone(),
        });
        Self {
            id,
            page: Page::Form,
            has_limit: definition.limit.is_some(),
            limit: definition.limit.as_ref().map(LimitDraft::of).unwrap_or_default(),
            laws: laws.collect(),
            due: String::new(),
            recurrence: None,
            is_new: true,
            definition,
        }
    }

    /// Chooses the kind. A new limit gets the direction that is usual for it.
    pub(super) fn set_kind(&mut self, kind: DutyKind) {
        self.definition.kind = kind;
        if !self.has_limit {
            let keeps = kind == DutyKind::RetentionPeriod;
            self.limit.direction = if keeps { LimitDirection::AtLeast } else { LimitDirection::After };
            self.limit.unit = if keeps { LimitUnit::Months } else { LimitUnit::CalendarDays };
        }
    }

    /// What prevents saving.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let title = self.definition.title.in_both();
        let is_long = |text: &str| NAME.check(text.chars().count()).is_err();
        let due = self.due.trim();
        let mut found = Vec::new();
        let mut check = |is_wrong: bool, problem: Problem| {
            if is_wrong {
                found.push(problem);
            }
        };
        check(title.is_blank(), Problem::NoTitle);
        check(is_long(&title.zh) || is_long(&title.en), Problem::LongTitle);
        check(self.has_limit && self.limit.limit().is_none(), Problem::Amount);
        check(!due.is_empty() && parse_date(due).is_none(), Problem::Due);
        check(due.is_empty() && self.recurrence.is_some(), Problem::NoDue);
        for (number, law) in self.laws.iter().enumerate() {
            check(law.limit.limit().is_none(), Problem::LawAmount(number));
            check(law.source.is_blank(), Problem::LawSource(number));
        }
        found
    }

    /// The request that saves the form, if its contents are valid.
    pub(super) fn saved(&self, context: &ViewContext<'_>) -> Option<DutyIntent> {
        if !self.problems().is_empty() {
            return None;
        }
        let limit = if self.has_limit { Some(self.limit.limit()?) } else { None };
        let other_law = self.laws.iter().map(LawDraft::law).collect::<Option<Vec<OtherLaw>>>()?;
        let definition = Definition { limit, other_law, ..self.definition.clone() };
        let Some(id) = self.id else {
            let due = parse_date(&self.due);
            let recurrence = self.recurrence.map(|r| if r.from_completion { r } else { starting(r, due) });
            return Some(DutyIntent::Add(Box::new(OwnDuty { definition, due, recurrence })));
        };
        // A text that was not touched stays as it is.
        let now = &context.workbook.duties.get(&id)?.definition;
        let definition = if definition == *now { definition } else { definition.tidied() };
        Some(DutyIntent::Redefine(id, Box::new(definition)))
    }
}

/// The recurrence with the day of the month of its first due day.
fn starting(recurrence: Recurrence, due: Option<chrono::NaiveDate>) -> Recurrence {
    due.map_or(recurrence, |due| Recurrence::every(recurrence.every, recurrence.unit, due))
}
