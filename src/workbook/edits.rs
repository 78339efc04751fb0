//! Edits for common actions of users.

use super::answer::AnswerField;
use super::{DutyId, Edit, Field, LicenseId, Person, PersonId, Status, Value, Workbook};
use chrono::NaiveDate;

impl Workbook {
    /// Sets the status of duties, assessed on this day by this person.
    ///
    /// `justification` replaces the existing one; [`Status::NotApplicable`] requires one.
    #[must_use]
    pub fn set_status(
        &self,
        duties: &[DutyId],
        status: Status,
        justification: Option<&str>,
        today: NaiveDate,
        assessor: PersonId,
    ) -> Edit {
        let known = duties.iter().filter(|id| self.duties.contains_key(id));
        let mut edit = self.change(known.flat_map(|id| {
            // The justification comes first: the status is refused without it.
            let justification =
                justification.map(|text| (AnswerField::Justification, Value::Text(text.trim().to_owned())));
            let assessment = [
                (AnswerField::Status, Value::Status(status)),
                (AnswerField::AssessedOn, Value::Date(today)),
                (AnswerField::AssessedBy, Value::PersonRef(assessor)),
            ];
            let fields = justification.into_iter().chain(assessment);
            fields.map(|(field, value)| (Field::Answer(*id, field), Some(value)))
        }));
        // Setting the same status again is not a new assessment: pressing a key twice leaves one record.
        let changes_status = edit
            .changes
            .iter()
            .any(|change| matches!(change.field, Field::Answer(_, AnswerField::Status | AnswerField::Justification)));
        if !changes_status {
            edit.changes.clear();
        }
        edit
    }

    /// Records the review of duties by a second person who agrees with their assessment.
    #[must_use]
    pub fn set_reviewed(&self, duties: &[DutyId], today: NaiveDate, reviewer: PersonId) -> Edit {
        self.change(duties.iter().filter(|id| self.duties.contains_key(id)).flat_map(|id| {
            [
                (Field::Answer(*id, AnswerField::ReviewedOn), Some(Value::Date(today))),
                (Field::Answer(*id, AnswerField::ReviewedBy), Some(Value::PersonRef(reviewer))),
            ]
        }))
    }

    /// Sets one field of the answers to `duties`; `None` clears it.
    #[must_use]
    pub fn set_answer(&self, duties: &[DutyId], field: AnswerField, value: Option<&Value>) -> Edit {
        self.change(
            duties
                .iter()
                .filter(|id| self.duties.contains_key(id))
                .map(|id| (Field::Answer(*id, field), value.cloned())),
        )
    }

    /// Adds or replaces a person.
    #[must_use]
    pub fn put_person(&self, id: PersonId, person: Person) -> Edit {
        self.change([(Field::Person(id), Some(Value::Person(Box::new(person))))])
    }

    /// States a fact about the company; `None` withdraws the statement.
    #[must_use]
    pub fn state_fact(&self, license: LicenseId, fact: &str, holds: Option<bool>) -> Edit {
        self.change([(Field::Fact(license, fact.to_owned()), holds.map(Value::Flag))])
    }
}
