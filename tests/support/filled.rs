//! A workbook in which every field that an export can show has a value.

use super::{LICENSE, day, moment};
use license_workbook::calendar::schedules;
use license_workbook::language::Bilingual;
use license_workbook::obligation::{Catalog, LimitDirection, LimitUnit, OtherLaw, RelationKind, TimeLimit};
use license_workbook::workbook::{
    AnswerField, Cause, Duty, DutyId, Event, Evidence, EvidenceStorage, Field, IdSource, LicenseId, Offset, Person,
    PersonId, Recurrence, Related, RenewalStage, RenewalStep, Sha256, Stamp, Status, Value, Workbook, seed,
};
use std::collections::BTreeSet;

/// The internal note of the filled duty.
pub(crate) const NOTE: &str = "内部备注：律师尚未答复";
/// The name of a confidential piece of evidence.
pub(crate) const SECRET: &str = "保密合同.pdf";

/// A filled workbook, its license, and the duty that has every field.
pub(crate) struct Filled {
    pub(crate) workbook: Workbook,
    pub(crate) license: LicenseId,
    pub(crate) duty: DutyId,
    pub(crate) catalog: Catalog,
}

/// Applies edits as one author.
struct Editor {
    workbook: Workbook,
    ids: IdSource,
    author: PersonId,
}

impl Editor {
    fn set(&mut self, field: Field, value: Value) {
        let edit = self.workbook.change([(field, Some(value))]);
        let id = self.ids.next_id();
        self.workbook.apply(edit, Stamp { author: self.author, at: moment() }, id).unwrap();
    }

    fn person(&mut self, name: &str, role: &str) -> PersonId {
        let id = self.ids.next_id();
        let person = Person { name: name.to_owned(), role: role.to_owned(), same_as: None };
        self.set(Field::Person(id), Value::Person(Box::new(person)));
        id
    }
}

pub(crate) fn filled() -> Filled {
    let catalog = Catalog::builtin().unwrap();
    let mut ids = IdSource::new(7);
    let (workbook, _) = seed(LICENSE, &catalog, schedules::builtin(), day("2026-11-01"), &mut ids);
    let license = workbook.current_license().unwrap();
    let author: PersonId = ids.next_id();
    let mut editor = Editor { workbook, ids, author };
    let person = Person { name: "李雷".to_owned(), role: "合规部".to_owned(), same_as: None };
    editor.set(Field::Person(author), Value::Person(Box::new(person)));
    let owner = editor.person("王宝军", "法定代表人");
    let duty = editor.workbook.duty_by_label(license, "十二-3").unwrap();
    fill_license(&mut editor, license);
    fill_definition(&mut editor, duty);
    fill_answer(&mut editor, license, duty, owner);
    Filled { workbook: editor.workbook, license, duty, catalog }
}

fn fill_license(editor: &mut Editor, license: LicenseId) {
    let mut record = editor.workbook.licenses[&license].record.clone();
    record.renewal = vec![RenewalStep {
        stage: RenewalStage::Accepted,
        on: day("2024-01-15"),
        number: "苏通受〔2024〕15 号".to_owned(),
    }];
    editor.set(Field::License(license), Value::License(Box::new(record)));
    editor.set(Field::Continues(license), Value::Flag(true));
    editor.set(Field::Fact(license, "runs_app_store".to_owned()), Value::Flag(false));
}

/// Sets the fields of the duty that the catalog leaves empty.
fn fill_definition(editor: &mut Editor, id: DutyId) {
    let other = editor.workbook.duties.keys().find(|other| **other != id).copied().unwrap();
    let mut duty: Duty = editor.workbook.duties[&id].as_ref().clone();
    let definition = &mut duty.definition;
    definition.timing = Some(Bilingual::new("时限说明", "About the timing"));
    definition.other_law.push(OtherLaw {
        limit: TimeLimit {
            amount: Some(15),
            unit: LimitUnit::WorkingDays,
            direction: LimitDirection::After,
            anchor: Bilingual::new("变更登记", "the registration"),
        },
        source: Bilingual::new("电信条例", "Telecom Regulations"),
        note: Bilingual::new("并行适用", "Applies as well"),
    });
    definition.related.push(Related { duty: other, kind: RelationKind::Twin });
    definition.optional = true;
    editor.set(Field::Duty(id), Value::Duty(Box::new(duty)));
}

fn fill_answer(editor: &mut Editor, license: LicenseId, duty: DutyId, owner: PersonId) {
    let piece = |name: &str, confidential: bool, author| Evidence {
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 12_345,
        storage: EvidenceStorage::Embedded,
        attached_by: Some(author),
        attached_at: moment(),
        effective_on: Some(day("2025-02-03")),
        valid_until: Some(day("2026-02-03")),
        description: "变更登记通知书".to_owned(),
        confidential,
        replaces: Some(Sha256::of(b"an earlier version")),
    };
    let (open, secret) = (Sha256::of(b"open"), Sha256::of(b"secret"));
    let author = editor.author;
    editor.set(Field::Evidence(open), Value::Evidence(Box::new(piece("变更登记.pdf", false, author))));
    editor.set(Field::Evidence(secret), Value::Evidence(Box::new(piece(SECRET, true, author))));
    let event = Event {
        license,
        kind: "shareholding_changed".to_owned(),
        on: day("2026-09-01"),
        at: chrono::NaiveTime::from_hms_opt(14, 5, 0),
        note: "股东会决议".to_owned(),
        evidence: BTreeSet::from([open, secret]),
    };
    let event_id = editor.ids.next_id();
    editor.set(Field::Event(event_id), Value::Event(Box::new(event)));
    let done = editor.workbook.close_occurrence(
        duty,
        Cause::Event(event_id),
        day("2026-10-10"),
        "已在系统更新",
        BTreeSet::from([open, secret]),
    );
    for change in done.changes {
        editor.set(change.field, change.to.unwrap());
    }
    let text = |text: &str| Value::Text(text.to_owned());
    let values = [
        (AnswerField::Justification, text("旧的不适用理由")),
        (AnswerField::Status, Value::Status(Status::InProgress)),
        (AnswerField::AssessedOn, Value::Date(day("2026-09-02"))),
        (AnswerField::AssessedBy, Value::PersonRef(author)),
        (AnswerField::ReviewedOn, Value::Date(day("2026-09-03"))),
        (AnswerField::ReviewedBy, Value::PersonRef(owner)),
        (AnswerField::NextReview, Value::Date(day("2027-09-04"))),
        (AnswerField::Owner, Value::PersonRef(owner)),
        (AnswerField::Due, Value::Date(day("2026-10-01"))),
        (AnswerField::Target, Value::Date(day("2026-09-20"))),
        (AnswerField::TargetWithin, Value::Offset(Offset { amount: 5, unit: LimitUnit::WorkingDays })),
        (
            AnswerField::Recurrence,
            Value::Recurrence(Recurrence {
                every: 3,
                unit: LimitUnit::Months,
                from_completion: true,
                day_of_month: Some(31),
            }),
        ),
        (AnswerField::Statement, text("已在系统提交变更")),
        (AnswerField::Note, text(NOTE)),
        (AnswerField::Tags, Value::Tags(BTreeSet::from(["股权".to_owned(), "系统".to_owned()]))),
        (AnswerField::Evidence, Value::EvidenceRefs(BTreeSet::from([open, secret]))),
    ];
    for (field, value) in values {
        editor.set(Field::Answer(duty, field), value);
    }
}
