//! The edits that people make, by name.

use super::answer::AnswerField;
use super::{DutyId, Edit, Field, LicenseId, Person, PersonId, Status, Value, Workbook};
use chrono::NaiveDate;

impl Workbook {
    /// Marks duties as standing at `status`, assessed on this day by this person.
    ///
    /// `justification` replaces the one that is there; [`Status::NotApplicable`] needs one.
    #[must_use]
    pub fn set_status(
        &self,
        duties: &[DutyId],
        status: Status,
        justification: Option<&str>,
        today: NaiveDate,
        assessor: PersonId,
    ) -> Edit {
        let mut edit = self.change(duties.iter().filter(|id| self.duties.contains_key(id)).flat_map(|id| {
            let set = |field, value| (Field::Answer(*id, field), Some(value));
            // The justification comes first: the status is refused without it.
            justification
                .map(|text| set(AnswerField::Justification, Value::Text(text.trim().to_owned())))
                .into_iter()
                .chain([
                    set(AnswerField::Status, Value::Status(status)),
                    set(AnswerField::AssessedOn, Value::Date(today)),
                    set(AnswerField::AssessedBy, Value::PersonRef(assessor)),
                ])
        }));
        // Marking what is marked already is no assessment anew: a key pressed twice leaves one record.
        let says_something = |change: &super::Change| {
            matches!(change.field, Field::Answer(_, AnswerField::Status | AnswerField::Justification))
        };
        if !edit.changes.iter().any(says_something) {
            edit.changes.clear();
        }
        edit
    }

    /// Notes that a second person looked at duties and agrees with how they stand.
    #[must_use]
    pub fn set_reviewed(&self, duties: &[DutyId], today: NaiveDate, reviewer: PersonId) -> Edit {
        self.change(duties.iter().filter(|id| self.duties.contains_key(id)).flat_map(|id| {
            [
                (Field::Answer(*id, AnswerField::ReviewedOn), Some(Value::Date(today))),
                (Field::Answer(*id, AnswerField::ReviewedBy), Some(Value::PersonRef(reviewer))),
            ]
        }))
    }

    /// Puts `value` into one field of the answers to `duties`; `None` empties it.
    #[must_use]
    pub fn set_answer(&self, duties: &[DutyId], field: AnswerField, value: Option<&Value>) -> Edit {
        self.change(
            duties
                .iter()
                .filter(|id| self.duties.contains_key(id))
                .map(|id| (Field::Answer(*id, field), value.cloned())),
        )
    }

    /// Adds a person, or changes one.
    #[must_use]
    pub fn put_person(&self, id: PersonId, person: Person) -> Edit {
        self.change([(Field::Person(id), Some(Value::Person(Box::new(person))))])
    }

    /// States a fact about the company, or takes the statement back.
    #[must_use]
    pub fn state_fact(&self, license: LicenseId, fact: &str, holds: Option<bool>) -> Edit {
        self.change([(Field::Fact(license, fact.to_owned()), holds.map(Value::Flag))])
    }
}
