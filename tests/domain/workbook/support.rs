//! A new workbook on the license in `seeds`, and someone who edits it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use license_workbook::deadlines::Register;
use license_workbook::obligation::Catalog;
use license_workbook::workbook::{
    AnswerField, Contents, DutyId, Edit, EditError, Evidence, EvidenceStorage, Field, IdSource, LicenseId, Person,
    PersonId, RecordId, SeedReport, Sha256, Stamp, UndoStack, Value, Workbook, seed,
};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub(crate) const LICENSE: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin().unwrap());

/// A desk with nothing on it but the new workbook and two people; made once, then copied.
static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let mut ids = IdSource::new(7);
    let (workbook, _) = seed(LICENSE, catalog(), BTreeMap::new(), today(), &mut ids);
    let license = workbook.current_license().unwrap();
    let (me, colleague) = (ids.next_id(), ids.next_id());
    let mut desk = Desk { workbook, ids, undo: UndoStack::default(), license, me, colleague };
    for (id, name) in [(me, "王芳"), (colleague, "Jo O'Neil")] {
        let edit = desk.workbook.put_person(id, person(name));
        desk.apply(edit).unwrap();
    }
    desk.undo = UndoStack::default();
    desk
});

pub(crate) fn catalog() -> &'static Catalog {
    &CATALOG
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day of all tests: a Friday, 90 days before the license ends.
pub(crate) fn today() -> NaiveDate {
    day("2024-02-09")
}

/// So many days from today, or back from it.
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

#[expect(clippy::unnecessary_wraps, reason = "what a field holds is an option")]
pub(crate) fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

/// What a workbook holds, without how it came to it.
pub(crate) fn without_history(workbook: &Workbook) -> Contents {
    Contents { history: Vec::new(), ..(**workbook).clone() }
}

/// A workbook and the person who edits it.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) ids: IdSource,
    pub(crate) undo: UndoStack,
    pub(crate) license: LicenseId,
    pub(crate) me: PersonId,
    pub(crate) colleague: PersonId,
}

impl Desk {
    pub(crate) fn new() -> Self {
        DESK.clone()
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: self.me, at: moment() }
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        self.workbook.duty_by_label(self.license, label).unwrap()
    }

    pub(crate) fn answer(&self, label: &str, field: AnswerField) -> Option<Value> {
        self.workbook.get(&Field::Answer(self.duty(label), field))
    }

    pub(crate) fn apply(&mut self, edit: Edit) -> Result<RecordId, EditError> {
        let id = self.ids.next_id();
        let record = self.workbook.apply(edit, self.stamp(), id)?;
        if let Some(record) = record {
            self.undo.push(record);
        }
        // An edit that changes nothing leaves the latest record what it was.
        Ok(record.unwrap_or(self.workbook.heads()[0]))
    }

    /// Sets a field of the answer to the duty with this label.
    pub(crate) fn set(&mut self, label: &str, field: AnswerField, value: Option<Value>) -> Result<RecordId, EditError> {
        let edit = self.workbook.change([(Field::Answer(self.duty(label), field), value)]);
        self.apply(edit)
    }

    pub(crate) fn undo(&mut self) -> Result<Option<RecordId>, EditError> {
        self.undo.undo(&mut self.workbook, Stamp { author: self.me, at: moment() }, &mut self.ids)
    }

    pub(crate) fn redo(&mut self) -> Result<Option<RecordId>, EditError> {
        self.undo.redo(&mut self.workbook, Stamp { author: self.me, at: moment() }, &mut self.ids)
    }

    /// Adds evidence of these bytes.
    pub(crate) fn add_evidence(&mut self, bytes: &str) -> Sha256 {
        let (hash, evidence) = evidence(bytes);
        let edit = self.workbook.change([(Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence))))]);
        self.apply(edit).unwrap();
        hash
    }

    pub(crate) fn register(&self) -> Register {
        Register::of(&self.workbook, self.license, today(), catalog()).unwrap()
    }

    /// Checks that `edit` is refused with `error`, and that nothing is changed by it.
    #[track_caller]
    pub(crate) fn refuses(&mut self, edit: Edit, error: &EditError) {
        let before = self.workbook.clone();
        let license = Arc::clone(&self.workbook.licenses[&self.license].parsed);
        assert_eq!(self.apply(edit).as_ref(), Err(error));
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
