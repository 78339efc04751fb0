//! Helpers: a new workbook on the license in `seeds`, and edits of it on one day.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use chrono::{DateTime, Days, NaiveDate, Utc};
use license_workbook::workbook::{
    AnswerField, Contents, Edit, EditError, Evidence, EvidenceStorage, Field, IdSource, Person, RecordId, SeedReport,
    Sha256, Value, Workbook, seed,
};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A desk with the new workbook of two people; created once, then copied.
pub(crate) fn new_desk() -> Desk {
    static DESK: LazyLock<Desk> = LazyLock::new(|| Desk { now: moment(), ..Desk::of_two("2024-02-09") });
    DESK.clone()
}

/// The day of all tests: a Friday, 90 days before the license ends.
pub(crate) fn today() -> NaiveDate {
    day("2024-02-09")
}

/// The day this many days after today, or before it if negative.
pub(crate) fn in_days(days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { today() - distance } else { today() + distance }
}

pub(crate) fn moment() -> DateTime<Utc> {
    "2024-02-09T01:02:03Z".parse().unwrap()
}

pub(crate) fn person(name: &str) -> Person {
    Person { name: name.to_owned(), role: String::new(), same_as: None }
}

pub(crate) fn seeded(text: &str) -> (Workbook, SeedReport) {
    seed(text, catalog(), BTreeMap::new(), today(), &mut IdSource::new(7))
}

#[expect(clippy::unnecessary_wraps, reason = "the value of a field is an option")]
pub(crate) fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

/// The contents of a workbook without its history.
pub(crate) fn without_history(workbook: &Workbook) -> Contents {
    Contents { history: Vec::new(), ..(**workbook).clone() }
}

impl Desk {
    pub(crate) fn answer(&self, label: &str, field: AnswerField) -> Option<Value> {
        self.workbook.get(&Field::Answer(self.duty(label), field))
    }

    /// Sets a field of the answer to the duty with this label.
    pub(crate) fn set(&mut self, label: &str, field: AnswerField, value: Option<Value>) -> Result<RecordId, EditError> {
        let edit = self.workbook.change([(Field::Answer(self.duty(label), field), value)]);
        self.try_apply(edit)
    }

    /// Adds evidence of these bytes.
    pub(crate) fn add_evidence(&mut self, bytes: &str) -> Sha256 {
        let (hash, evidence) = evidence(bytes);
        let edit = self.workbook.change([(Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence))))]);
        self.try_apply(edit).unwrap();
        hash
    }

    /// Checks that `edit` is refused with `error` and changes nothing.
    #[track_caller]
    pub(crate) fn refuses(&mut self, edit: Edit, error: &EditError) {
        let before = self.workbook.clone();
        let license = Arc::clone(&self.workbook.licenses[&self.license].parsed);
        assert_eq!(self.try_apply(edit).as_ref(), Err(error));
        assert!(self.workbook == before, "a refused edit changed the workbook");
        assert_eq!(self.workbook.revision(), before.revision());
        assert_eq!(self.workbook.licenses[&self.license].parsed, license);
    }
}

pub(crate) fn evidence(bytes: &str) -> (Sha256, Evidence) {
    let evidence = Evidence {
        name: format!("{bytes}.pdf"),
        media_type: "application/pdf".to_owned(),
        size: u64::try_from(bytes.len()).unwrap(),
        storage: EvidenceStorage::Embedded,
        attached_by: None,
        attached_at: moment(),
        effective_on: None,
        valid_until: None,
        description: String::new(),
        confidential: false,
        replaces: None,
    };
    (Sha256::of(bytes.as_bytes()), evidence)
}
