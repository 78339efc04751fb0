//! Workbooks for tests of saving. All structs are complete literals, so a new field must be added here to compile.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use license_workbook::calendar::{Schedule, ScheduleDay};
use license_workbook::language::Bilingual;
use license_workbook::license::Span;
use license_workbook::obligation::{
    DutyKind, DutyOrigin, LimitDirection, LimitUnit, OtherLaw, Predicate, RelationKind, TimeLimit,
};
use license_workbook::workbook::{
    Answer, Attestation, AttestationAnswer, Base, Change, Contents, Correction, Decision, Definition, Duty, DutyFound,
    Event, Evidence, EvidenceStorage, Field, FoundChanges, FrozenSnapshot, HandedOut, Id, LicenseEntry, LicenseRecord,
    LicenseSource, Occurrence, Offset, Omissions, Person, Record, RecordId, RecordKind, Recurrence, Related,
    RenewalStage, RenewalStep, Report, Session, Sha256, SourcePlace, Stamp, Status, Value, Workbook,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::builder_fields::fields;

/// The id with this sequence number, of any type of id.
pub(crate) fn id<T: From<Id>>(sequence: u32) -> T {
    Id { opening: 0x9f3c_2a1b_44d0_5e77, sequence }.into()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn words(zh: &str, en: &str) -> Bilingual {
    Bilingual { zh: zh.to_owned(), en: en.to_owned() }
}

pub(crate) const EVIDENCE: [&[u8]; 2] = [b"a scan", b"a linked file"];
const NOTE: &str = "他说：“it's \"done\"”\n\t第二行 #\"# \u{200f}אב\u{0}🙂";

fn hash(n: usize) -> Sha256 {
    Sha256::of(EVIDENCE[n])
}

/// A workbook in which no field of any record has its default value.
pub(crate) fn full() -> Workbook {
    whole(true)
}

/// The same workbook with only the fields that format 2 had.
pub(crate) fn full_of_format_2() -> Workbook {
    whole(false)
}

fn whole(newer: bool) -> Workbook {
    let of_license = |license| LicenseEntry::new(if newer { license } else { older_license(license) });
    let of_duty = |duty| Arc::new(if newer { duty } else { older_duty(duty) });
    let mut contents = Contents {
        id: id(1),
        tracked_from: day("2024-02-29"),
        people: BTreeMap::from([
            (id(2), Person { name: "王芳".to_owned(), role: "合规部".to_owned(), same_as: None }),
            (id(3), Person { name: "O'Neil \"Jo\"".to_owned(), role: "legal".to_owned(), same_as: Some(id(2)) }),
        ]),
        licenses: BTreeMap::from([(id(4), of_license(license(5))), (id(5), of_license(last_license()))]),
        duties: BTreeMap::from([(id(6), of_duty(duty(7))), (id(7), of_duty(duty(6)))]),
        evidence: BTreeMap::from([(hash(0), evidence(true)), (hash(1), evidence(false))]),
        events: BTreeMap::from([(id(8), event())]),
        occurrences: BTreeMap::from([(id(9), occurrence())]),
        attestations: BTreeMap::from([((2024, id(6)), attestation())]),
        reports: BTreeMap::from([(2024, report())]),
        sessions: BTreeMap::from([(id(10), session())]),
        snapshots: BTreeMap::from([(id(11), snapshot())]),
        schedules: BTreeMap::from([(2018, schedule())]),
        bases: BTreeMap::new(),
        history: Vec::new(),
        blobs: BTreeMap::from([(hash(0), "YSBzY2Fu".into())]),
        extract: Some(Omissions { part: true, without_bytes: false }),
    };
    let handed_out =
        HandedOut { from: "w.ron".to_owned(), on: day("2025-01-14"), by: "王芳".to_owned(), to: "O'Neil".to_owned() };
    let base = Base::of(&contents, vec![RecordId::of_format_1(id(99))], Some(handed_out));
    contents.bases = BTreeMap::from([(base.id(), base)]);
    contents.history = history(newer);
    Workbook::from_contents(contents).unwrap()
}

fn license(succeeded_by: u32) -> LicenseRecord {
    LicenseRecord {
        text: "# 经营许可证\r\n\n一、应当遵守“\"规定\"”。\n".to_owned(),
        facts: BTreeMap::from([("runs_app_store".to_owned(), true), ("sells_goods".to_owned(), true)]),
        continues: Some(true),
        renewal: renewal(),
        succeeded_by: Some(id(succeeded_by)),
        scans: BTreeMap::from([(2, hash(0))]),
        source: Some(LicenseSource {
            file: hash(0),
            places: vec![SourcePlace {
                span: Span { start: 2, end: 5 },
                page: 3,
                edges: [100, 200, 9000, 300],
                confidence: 97,
            }],
        }),
        corrections: BTreeMap::from([("company".to_owned(), "甲公司".to_owned())]),
        settled: BTreeSet::from(["doubt".to_owned()]),
    }
}

fn renewal() -> Vec<RenewalStep> {
    let number = "受理〔2024〕7号".to_owned();
    vec![RenewalStep { stage: RenewalStage::Accepted, on: day("2024-03-01"), number }]
}

/// A license without a successor, which every workbook must have.
fn last_license() -> LicenseRecord {
    LicenseRecord { succeeded_by: None, ..license(5) }
}

fn limit() -> TimeLimit {
    TimeLimit {
        amount: Some(10),
        unit: LimitUnit::WorkingDays,
        direction: LimitDirection::Before,
        anchor: words("处置之日", "day of the disposal"),
    }
}

fn duty(related: u32) -> Duty {
    Duty {
        definition: Definition {
            license: id(4),
            origin: Some("十二-5".to_owned()),
            clause: "十六(十三)".parse().unwrap(),
            ordinal: related,
            spans: vec![Span { start: 3, end: 7 }, Span { start: 11, end: 12 }],
            clause_hash: "5f".to_owned(),
            title: words("十个工作日内报告", "Report within ten working days"),
            kind: DutyKind::EventDeadline,
            trigger: Some(words("处置", "disposal")),
            limit: Some(limit()),
            timing: Some(words("及时", "promptly")),
            authority: Some(words("原发证机关", "the issuing authority")),
            accepted_evidence: vec![words("回执", "receipt")],
            condition: Some(words("如开展", "where operated")),
            applies_if: vec![
                Predicate::Service { class: "B25".to_owned(), item: Some("search_query".to_owned()) },
                Predicate::Fact("runs_app_store".to_owned()),
                Predicate::Event("disposal".to_owned()),
            ],
            other_law: vec![OtherLaw {
                limit: limit(),
                source: words("电信条例 15", "Telecom Regulations 15"),
                note: words("另见", "see also"),
            }],
            related: vec![Related { duty: id(related), kind: RelationKind::Twin }],
            remark: words("注", "remark"),
            optional: true,
            found: Some(DutyFound { by: DutyOrigin::Near, similarity: 930 }),
            retired: Some("与 十二-1 合并".to_owned()),
        },
        answer: answer(),
    }
}

fn answer() -> Answer {
    Answer {
        status: Status::NotApplicable,
        assessed_on: Some(day("2024-04-01")),
        assessed_by: Some(id(2)),
        reviewed_on: Some(day("2024-04-02")),
        reviewed_by: Some(id(3)),
        next_review: Some(day("2025-04-01")),
        owner: Some(id(2)),
        due: Some(day("2024-05-01")),
        target: Some(day("2024-04-20")),
        recurrence: Some(recurrence()),
        target_within: Some(offset()),
        statement: "已建立制度。".to_owned(),
        note: NOTE.to_owned(),
        justification: "未开展此项业务。".to_owned(),
        tags: BTreeSet::from(["年报".to_owned(), "β".to_owned()]),
        evidence: BTreeSet::from([hash(0), hash(1)]),
    }
}

fn recurrence() -> Recurrence {
    Recurrence { every: 3, unit: LimitUnit::Months, from_completion: true, day_of_month: Some(31) }
}

fn offset() -> Offset {
    Offset { amount: 3, unit: LimitUnit::WorkingDays }
}

fn evidence(embedded: bool) -> Evidence {
    Evidence {
        name: "回执 1.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 13,
        storage: if embedded {
            EvidenceStorage::Embedded
        } else {
            EvidenceStorage::Linked { absolute: r"C:\证据\1.pdf".to_owned(), relative: Some("../1.pdf".to_owned()) }
        },
        attached_by: Some(id(2)),
        attached_at: moment("2024-04-03T01:02:03.5Z"),
        effective_on: Some(day("2024-01-31")),
        valid_until: Some(day("2025-01-31")),
        description: "扫描件".to_owned(),
        confidential: true,
        replaces: Some(hash(1)),
    }
}

fn event() -> Event {
    Event {
        license: id(4),
        kind: "disposal".to_owned(),
        on: day("2018-12-17"),
        at: NaiveTime::from_hms_opt(23, 59, 58),
        note: "违法信息".to_owned(),
        evidence: BTreeSet::from([hash(0)]),
    }
}

fn occurrence() -> Occurrence {
    Occurrence {
        duty: id(6),
        event: Some(id(8)),
        period: Some(day("2018-10-01")),
        done_on: Some(day("2018-12-29")),
        note: "已报".to_owned(),
        evidence: BTreeSet::from([hash(1)]),
    }
}

fn attestation() -> Attestation {
    Attestation {
        answer: AttestationAnswer::Exception,
        text: "二月迟报一次".to_owned(),
        by: Some(id(3)),
        on: day("2025-01-15"),
        remedy: "补报".to_owned(),
        remedy_by: Some(day("2025-04-30")),
        clause_hash: "ab12".to_owned(),
        evidence: BTreeSet::from([hash(0)]),
        session: Some(id(10)),
        against: Some(Status::InProgress),
        taken_from: Some(2023),
    }
}

fn report() -> Report {
    Report {
        heads: BTreeMap::from([("operation".to_owned(), "正常".to_owned())]),
        figures: BTreeMap::from([("revenue".to_owned(), "1,000".to_owned())]),
        materials: BTreeMap::from([("letter".to_owned(), true)]),
        frozen: Some(id(11)),
        filed_on: Some(day("2025-02-28")),
        receipt: "R-7".to_owned(),
        evidence: BTreeSet::from([hash(0)]),
        opened_on: Some(day("2025-01-09")),
        drafts: BTreeMap::from([("operation".to_owned(), "拟稿\n二".to_owned())]),
        files: BTreeMap::from([("letter".to_owned(), BTreeSet::from([hash(1)]))]),
        titles: BTreeMap::from([("own_1".to_owned(), "自备材料".to_owned())]),
        not_needed: BTreeSet::from(["economic".to_owned()]),
        elsewhere: true,
        corrections: vec![Correction {
            on: day("2025-04-02"),
            by: Some(id(3)),
            why: "收入填错".to_owned(),
            frozen: Some(id(11)),
            filed_on: Some(day("2025-04-03")),
            receipt: "更正-1".to_owned(),
        }],
    }
}

fn session() -> Session {
    Session {
        report_year: 2024,
        on: day("2025-01-10"),
        participants: BTreeSet::from([id(2), id(3)]),
        agenda: vec![id(7), id(6)],
        at: Some(id(6)),
        decisions: vec![Decision {
            number: 1,
            duty: Some(id(7)),
            text: "补材料".to_owned(),
            owner: Some(id(3)),
            due: Some(day("2025-01-20")),
            done_on: Some(day("2025-01-19")),
        }],
        minutes: "一\n二".to_owned(),
        continues: Some(id(10)),
        resumed_on: BTreeSet::from([day("2025-01-12")]),
        skipped: BTreeSet::from([id(7)]),
        closed_on: Some(day("2025-01-13")),
        paused: true,
    }
}

fn snapshot() -> FrozenSnapshot {
    let document = r#"{"a":"“x”","b":[1,2]}"#;
    FrozenSnapshot {
        on: day("2025-02-27"),
        by: Some(id(2)),
        purpose: "年报 2024".to_owned(),
        digest: Sha256::of(document.as_bytes()),
        document: document.into(),
    }
}

fn schedule() -> Schedule {
    Schedule {
        papers: vec!["http://www.gov.cn/2017-11/30/content_5243579.htm".to_owned()],
        days: vec![ScheduleDay { name: "元旦".to_owned(), date: day("2018-01-01"), is_off_day: true }],
    }
}

/// A history that changes every field and has every kind of value before and after a change.
fn history(newer: bool) -> Vec<Arc<Record>> {
    let fields = fields(newer);
    let values = values(newer);
    let changes = (0..fields.len().max(values.len()))
        .map(|n| Change {
            field: fields[n % fields.len()].clone(),
            from: Some(values[n % values.len()].clone()),
            to: Some(values[(n + 1) % values.len()].clone()),
        })
        .collect();
    let record = |n: u32, changes| {
        let before = |n: u32| RecordId::of_format_1(id(n));
        let outside = FoundChanges {
            sections: vec!["duties".to_owned()],
            altered: vec![(before(7), hash(1))],
            missing: vec![before(8)],
        };
        let record = Record {
            id: before(n),
            edit: id(n),
            parents: vec![before(n - 1), before(n - 2)],
            author: id(2),
            at: moment("2024-04-01T08:00:00Z"),
            undoes: Some(before(n - 1)),
            nature: RecordKind::Found(outside),
            changes,
        };
        Arc::new(record.with_computed_id())
    };
    vec![record(101, changes), record(102, vec![Change { field: Field::Report(2024), from: None, to: None }])]
}

fn values(newer: bool) -> Vec<Value> {
    let license = if newer { license(5) } else { older_license(license(5)) };
    let duty = if newer { duty(7) } else { older_duty(duty(7)) };
    let definition = newer.then(|| Value::Definition(Box::new(duty.definition.clone())));
    let values = vec![
        Value::Status(Status::InProgress),
        Value::Text(NOTE.to_owned()),
        Value::Date(day("2024-12-31")),
        Value::PersonRef(id(2)),
        Value::Flag(true),
        Value::Tags(BTreeSet::from(["x".to_owned()])),
        Value::EvidenceRefs(BTreeSet::from([hash(0)])),
        Value::Recurrence(recurrence()),
        Value::Offset(offset()),
        Value::Renewal(renewal()),
        Value::Person(Box::new(Person { name: "王芳".to_owned(), role: "r".to_owned(), same_as: None })),
        Value::License(Box::new(license)),
        Value::Duty(Box::new(duty)),
        Value::Evidence(Box::new(evidence(false))),
        Value::Event(Box::new(event())),
        Value::Occurrence(Box::new(occurrence())),
        Value::Attestation(Box::new(attestation())),
        Value::Report(Box::new(report())),
        Value::Session(Box::new(session())),
        Value::DutyRef(id(6)),
        Value::Decision(Box::new(session().decisions.remove(0))),
        Value::Snapshot(Box::new(snapshot())),
        Value::Schedule(Box::new(schedule())),
    ];
    values.into_iter().chain(definition).collect()
}

/// The license without the fields that format 2 lacked.
fn older_license(license: LicenseRecord) -> LicenseRecord {
    LicenseRecord { source: None, corrections: BTreeMap::new(), settled: BTreeSet::new(), ..license }
}

/// The duty without the fields that format 2 lacked.
fn older_duty(duty: Duty) -> Duty {
    Duty { definition: Definition { found: None, retired: None, ..duty.definition }, ..duty }
}

/// A workbook with a person, a license, a piece of evidence and one edit.
pub(crate) fn small() -> Workbook {
    let mut workbook = Workbook::from_contents(Contents {
        id: id(1),
        tracked_from: day("2024-02-29"),
        people: BTreeMap::from([(id(2), Person { name: "王芳".to_owned(), role: String::new(), same_as: None })]),
        licenses: BTreeMap::from([(
            id(4),
            LicenseEntry::new(LicenseRecord {
                text: "一、应当\n".to_owned(),
                facts: BTreeMap::new(),
                continues: None,
                renewal: Vec::new(),
                succeeded_by: None,
                scans: BTreeMap::new(),
                source: None,
                corrections: BTreeMap::new(),
                settled: BTreeSet::new(),
            }),
        )]),
        duties: BTreeMap::new(),
        evidence: BTreeMap::from([(hash(0), evidence(true))]),
        events: BTreeMap::new(),
        occurrences: BTreeMap::new(),
        attestations: BTreeMap::new(),
        reports: BTreeMap::new(),
        sessions: BTreeMap::new(),
        snapshots: BTreeMap::new(),
        schedules: BTreeMap::new(),
        bases: BTreeMap::new(),
        history: Vec::new(),
        blobs: BTreeMap::from([(hash(0), "YSBzY2Fu".into())]),
        extract: None,
    })
    .unwrap();
    edit(&mut workbook, "sells_goods", 100);
    workbook
}

/// States a fact, in a record with this sequence number.
pub(crate) fn edit(workbook: &mut Workbook, fact: &str, sequence: u32) -> Record {
    let stamp = Stamp { author: id(2), at: moment("2024-04-01T08:00:00Z") };
    let edit = workbook.state_fact(id(4), fact, Some(true));
    workbook.apply(edit, stamp, id(sequence)).unwrap();
    workbook.history.last().unwrap().as_ref().clone()
}

/// Adds evidence with these bytes, in a record with this sequence number.
pub(crate) fn attach(workbook: &mut Workbook, bytes: &[u8], sequence: u32) {
    use base64::Engine as _;
    let hash = Sha256::of(bytes);
    workbook.put_blob(hash, base64::engine::general_purpose::STANDARD.encode(bytes).into());
    let evidence = Evidence { replaces: None, ..evidence(true) };
    let edit = workbook.change([(Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence))))]);
    let stamp = Stamp { author: id(2), at: moment("2024-04-01T08:00:00Z") };
    workbook.apply(edit, stamp, id(sequence)).unwrap();
}
