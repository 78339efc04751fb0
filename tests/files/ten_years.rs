//! Tests ten years of daily use: the size of the workbook file, and that it is read back complete.

use crate::support::day;
use crate::support::filled::{Filled, filled};
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc, Weekday};
use license_workbook::snapshot::freeze::{Freeze, freeze};
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, DutyId, Field, IdSource, PersonId, SnapshotId, Stamp, Status, Value,
};

/// Edits per day.
const EDITS: usize = 20;
/// The workbook is saved after this many edits.
const SAVED_AFTER: usize = 4;

/// A user who edits the workbook.
struct Decade {
    filled: Filled,
    ids: IdSource,
    duties: Vec<DutyId>,
    at: DateTime<Utc>,
    edits: usize,
    author: PersonId,
}

impl Decade {
    fn apply(&mut self, field: Field, value: Option<Value>) {
        let workbook = &mut self.filled.workbook;
        let edit = workbook.change([(field, value)]);
        workbook.apply(edit, Stamp { author: self.author, at: self.at }, self.ids.next_id()).unwrap();
        self.edits += 1;
        self.at += TimeDelta::seconds(97);
        if self.edits.is_multiple_of(SAVED_AFTER) {
            workbook.seal();
        }
    }

    /// The edits of an ordinary day: statuses, notes, statements, people and dates.
    fn work(&mut self, on: NaiveDate) {
        for n in 0..EDITS {
            let duty = self.duties[(self.edits * 37 + n) % self.duties.len()];
            let people: Vec<PersonId> = self.filled.workbook.people.keys().copied().collect();
            let person = people[self.edits % people.len()];
            let later = on + TimeDelta::days(30 + i64::try_from(self.edits % 60).unwrap());
            let text =
                format!("{on} 第 {} 次核对：与{}号台账一致，下次由值班人员在 {later} 前复核。", self.edits, n * 7);
            let (field, value) = match n % 7 {
                0 => (AnswerField::Status, Value::Status(Status::ALL[1 + self.edits % 3])),
                1 => (AnswerField::AssessedOn, Value::Date(on)),
                2 => (AnswerField::Note, Value::Text(text)),
                3 => (AnswerField::Statement, Value::Text(text)),
                4 => (AnswerField::NextReview, Value::Date(later)),
                5 => (AnswerField::Owner, Value::PersonRef(person)),
                _ => (AnswerField::AssessedBy, Value::PersonRef(person)),
            };
            self.apply(Field::Answer(duty, field), Some(value));
        }
    }

    /// The edits for a report: an attestation of every duty, and three snapshots.
    fn report(&mut self, year: i32) {
        let on = self.at.date_naive();
        for duty in self.duties.clone() {
            let attestation = Attestation {
                answer: AttestationAnswer::Confirmed,
                text: format!("{year} 年度已核对"),
                by: Some(self.author),
                on,
                remedy: String::new(),
                remedy_by: None,
                clause_hash: "5bb626f4973a4d80adb3d956673807597303a694d5124d9c2298b1fa2811810f".to_owned(),
                evidence: [].into(),
                session: None,
                against: None,
                taken_from: None,
            };
            self.apply(Field::Attestation(year, duty), Some(Value::Attestation(Box::new(attestation))));
        }
        for purpose in ["草稿", "定稿", "年中自查"] {
            let wish = Freeze {
                at: on.into(),
                by: self.author,
                name: "李雷".to_owned(),
                purpose: format!("{year} {purpose}"),
            };
            let frozen = freeze(&self.filled.workbook, self.filled.license, &self.filled.catalog, wish);
            let id: SnapshotId = self.ids.next_id();
            self.apply(Field::Snapshot(id), Some(Value::Snapshot(Box::new(frozen.unwrap().unwrap()))));
        }
    }
}

#[test]
fn ten_years_of_daily_use_are_less_than_ten_megabytes() {
    let filled = filled();
    let duties: Vec<DutyId> =
        filled.workbook.duties.keys().copied().filter(|id| can_be_assessed(&filled, *id)).collect();
    let author = filled.workbook.person_by_name("李雷").unwrap();
    let at = "2027-01-01T01:00:00Z".parse().unwrap();
    let mut desk = Decade { filled, ids: IdSource::new(1), duties, at, edits: 0, author };
    let mut on = day("2027-01-01");
    while on.year() < 2037 {
        if !matches!(on.weekday(), Weekday::Sat | Weekday::Sun) {
            // The program is restarted every day.
            let opening = u64::from(on.num_days_from_ce().unsigned_abs()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            desk.ids = IdSource::new(opening);
            desk.at = on.and_hms_opt(1, 0, 0).unwrap().and_utc();
            desk.work(on);
            if (on.month(), on.day()) >= (3, 1)
                && !desk.filled.workbook.attestations.contains_key(&(on.year() - 1, desk.duties[0]))
            {
                desk.report(on.year() - 1);
            }
        }
        on += TimeDelta::days(1);
    }
    let workbook = desk.filled.workbook;
    let text = to_ron(&workbook).unwrap();
    let (records, documents) =
        (workbook.history.len(), workbook.snapshots.values().map(|s| s.document.len()).sum::<usize>());
    assert!(records > 45_000 && documents > 10_000_000, "{records} records, {documents} bytes of snapshots");
    assert!(text.len() < 10_000_000, "{records} records make {} bytes", text.len());
    let loaded = from_ron(&text).unwrap();
    assert_eq!(loaded.changed_sections, []);
    assert!(loaded.workbook == workbook, "the workbook read differs from the one written");
    assert!(loaded.workbook.audit().is_clean());
}

/// A duty that does not apply is not assessed.
fn can_be_assessed(filled: &Filled, id: DutyId) -> bool {
    filled.workbook.duties[&id].answer.status != Status::NotApplicable
}
