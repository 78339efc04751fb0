//! A snapshot in which every field has a unique text, and the texts that an export of it must have.

use crate::support::day;
use crate::support::filled::filled;
use license_workbook::deadlines::{Companion, DateItem, Revision};
use license_workbook::language::{Bilingual, Language};
use license_workbook::license::AnnotationKind;
use license_workbook::obligation::{DutyOrigin, LimitDirection, LimitUnit, Publication, TimeLimit};
use license_workbook::report::{ReportState, ReportStatement};
use license_workbook::snapshot::report::{
    AttestationView, CorrectionView, DecisionView, FigureView, GapView, HeadView, MaterialView, ReportView,
    SessionView, TallyView,
};
use license_workbook::snapshot::{AnnotationView, DutyCondition, Frozen, ProblemView, Selection, Snapshot};
use license_workbook::workbook::{AttestationAnswer, Id, SessionId, Sha256, Status};
use serde_json::Value;

/// Texts that are difficult for some format.
pub(crate) fn payloads() -> Vec<String> {
    vec![
        "中文，（全角）「引号」".to_owned(),
        "👩‍💻🀄️ émoji ﷽".to_owned(),
        "مرحبا שלום RTL".to_owned(),
        "\"double\" 'single' `back` \\ & &amp; %s {{ x }} {% y %}".to_owned(),
        "line one\nline two\n\n  indented\ttab".to_owned(),
        "=cmd()|' /C calc'!A0".to_owned(),
        "+1+1".to_owned(),
        "-1-1".to_owned(),
        "@SUM(A1)".to_owned(),
        "'quoted".to_owned(),
        "\t=tab first".to_owned(),
        "<script>alert(1)</script><img src=x onerror=alert(1)>".to_owned(),
        "</style><script>x</script><!-- ]]> --> javascript:alert(1) https://example.com/x.png".to_owned(),
        "长".repeat(10_000),
        "w".repeat(10_000),
    ]
}

/// A snapshot with one item of every kind, and no empty field.
pub(crate) fn full() -> Snapshot {
    let filled = filled();
    let mut snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::everything())
            .unwrap();
    snapshot.selection.provision = Some("十二".parse().unwrap());
    snapshot.selection.only = Some(DutyCondition::Open);
    snapshot.selection.owner = Some("王宝军".to_owned());
    snapshot.duties.retain(|duty| duty.id == filled.duty);
    snapshot.progress.truncate(1);
    snapshot.frozen =
        Some(Frozen {
            by: Some("王宝军".to_owned()), purpose: "年报".to_owned(), whole: Some(Sha256::of(b"whole"))
        });
    let clause = snapshot.duties[0].clause;
    snapshot.clauses.retain(|c| c.id == clause);
    snapshot.clauses[0].applies_to = Some("信息服务".to_owned());
    snapshot.dates.retain(|date| date.rule == license_workbook::deadlines::DateRule::BeforeExpiry);
    snapshot.dates.truncate(1);
    snapshot.dates[0].missing.push(Bilingual::new("尚缺", "missing"));
    fill_date(&mut snapshot.dates[0]);
    snapshot.occurrences[0].evidence_withheld = 1;
    snapshot.occurrences[0].period = Some(day("2026-09-05"));
    snapshot.facts.retain(|fact| fact.holds.is_some());
    snapshot.duties[0].evidence_withheld = 1;
    (snapshot.duties[0].origin, snapshot.duties[0].similarity) = (DutyOrigin::Near, 93);
    snapshot.events[0].evidence_withheld = 1;
    snapshot.license.issuing_authority = Some("江苏省通信管理局".to_owned());
    snapshot.license.services.truncate(1);
    snapshot.license.services[0].includes.push("含".to_owned());
    snapshot.annotations = vec![AnnotationView {
        kind: AnnotationKind::Naming,
        clause: Some(clause),
        page: Some(4),
        words: "用字".to_owned(),
        message: Bilingual::new("疑点", "doubt"),
    }];
    snapshot.problems = vec![ProblemView { line: 3, message: Bilingual::new("未识别", "not understood") }];
    let undone = snapshot.history[1].id;
    snapshot.history.retain(|record| record.changes.iter().any(|c| c.from != Bilingual::default()));
    snapshot.history.truncate(1);
    snapshot.history[0].undoes = Some(undone);
    snapshot.history[0].changes.truncate(1);
    snapshot.report = Some(Box::new(report(&snapshot)));
    // A change of a whole object has no field; here it has one, so that the exports can be searched for it.
    snapshot.history[0].changes[0].field = Bilingual::new("字段", "field");
    snapshot
}

/// A session with every field filled.
fn held(id: SessionId) -> SessionView {
    SessionView {
        id,
        on: day("2026-02-23"),
        resumed_on: vec![day("2026-02-24")],
        closed_on: Some(day("2026-02-25")),
        participants: vec!["李雷".to_owned()],
        agenda: vec!["一-1".to_owned()],
        skipped: vec!["一-2".to_owned()],
        decisions: vec![DecisionView {
            label: Some("一-1".to_owned()),
            text: "决定".to_owned(),
            owner: Some("李雷".to_owned()),
            due: Some(day("2026-02-26")),
            done_on: Some(day("2026-02-27")),
        }],
        minutes: "纪要".to_owned(),
    }
}

/// A report with every field filled.
fn report(snapshot: &Snapshot) -> ReportView {
    let (piece, duty) = (snapshot.evidence[0].sha256, &snapshot.duties[0]);
    let session: SessionId = Id { opening: 5, sequence: 6 }.into();
    let both = |text: &str| Bilingual::new(format!("{text}甲"), format!("{text} A"));
    ReportView {
        year: 2025,
        state: Some(ReportState::Filed),
        opens: day("2026-01-01"),
        last: day("2026-03-31"),
        filed_on: Some(day("2026-03-02")),
        receipt: "回执".to_owned(),
        elsewhere: true,
        corrections: vec![CorrectionView {
            on: day("2026-03-03"),
            by: Some("李雷".to_owned()),
            why: "更正".to_owned(),
            filed_on: Some(day("2026-03-04")),
            receipt: "新回执".to_owned(),
        }],
        evidence: vec![piece],
        tally: Some(TallyView { total: 9, confirmed: 4, against: 0, differing: 0, exceptions: 2, not_applicable: 1 }),
        heads: vec![HeadView {
            key: "head".to_owned(),
            title: both("标题"),
            source: both("出处"),
            publication: Publication::Choice,
            text: "正文".to_owned(),
            figures: vec![FigureView {
                service: Some("信息服务".to_owned()),
                name: both("指标"),
                kind: None,
                unit: both("单位"),
                value: Some("356.2".to_owned()),
            }],
        }],
        materials: vec![MaterialView {
            head: "rest".to_owned(),
            title: both("材料"),
            at_hand: true,
            files: vec![piece],
        }],
        attestations: vec![AttestationView {
            duty: duty.id,
            label: duty.label.clone(),
            head: "head".to_owned(),
            answer: Some(AttestationAnswer::Exception),
            statement: Some(ReportStatement::Exception),
            status: Some(Status::NotMet),
            taken_from: Some(2024),
            text: "说明".to_owned(),
            remedy: "整改".to_owned(),
            remedy_by: Some(day("2026-02-21")),
            by: Some("李雷".to_owned()),
            on: Some(day("2026-02-22")),
            session: Some(session),
            evidence: vec![piece],
            flags: vec!["flag".to_owned()],
        }],
        sessions: vec![held(session)],
        gaps: vec![GapView {
            kind: "kind".to_owned(),
            key: Some("head".to_owned()),
            about: Some(both("缺")),
            count: 3,
            duties: vec!["一-1".to_owned()],
            blocking: true,
        }],
    }
}

/// Fills all fields of a date; no real date has them all.
fn fill_date(date: &mut DateItem) {
    date.reason = Bilingual::new("理由", "reason");
    date.event = Some(Id { opening: 3, sequence: 4 }.into());
    date.event_on = Some(day("2026-09-06"));
    date.event_at = Some("15:06".parse().unwrap());
    date.evidence = Some(Sha256::of(b"expiring"));
    date.period = Some(day("2026-09-07"));
    date.due_at = Some(day("2026-09-08").and_hms_opt(16, 7, 0).unwrap());
    date.target = Some(day("2026-09-09"));
    date.reminder = Some(day("2026-09-10"));
    date.keep_through = Some(day("2026-09-11"));
    date.destroy_from = Some(day("2026-09-12"));
    date.done_on = Some(day("2026-09-13"));
    date.revision = Some(Revision { sequence: 5, changed_at: Some("2026-09-14T01:02:03Z".parse().unwrap()) });
    date.other_law = vec![Companion {
        source: Bilingual::new("他法", "another law"),
        note: Bilingual::new("说明", "a note"),
        limit: TimeLimit {
            amount: Some(3),
            unit: LimitUnit::Years,
            direction: LimitDirection::AtLeast,
            anchor: Bilingual::new("完成", "completion"),
        },
        raw: Some(day("2026-09-15")),
        due: Some(day("2026-09-16")),
        due_at: Some(day("2026-09-17").and_hms_opt(17, 8, 0).unwrap()),
        keep_through: Some(day("2026-09-18")),
        destroy_from: Some(day("2026-09-19")),
        provisional: true,
        missing: vec![Bilingual::new("他法尚缺", "missing there")],
        steps: date.steps.clone(),
    }];
}

/// A text that must be in an export, and its path in the model.
pub(crate) struct Leaf {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Replaces every free text and every number of the model by a unique one.
pub(crate) fn marked() -> (Snapshot, Vec<Leaf>) {
    let mut document = serde_json::to_value(full()).unwrap();
    let mut paths = Vec::new();
    collect(&document, String::new(), &mut paths);
    let payloads = payloads();
    let mut leaves = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        // The duty of a date is part of the date's own id, which is replaced here.
        if path == "/dates/0/duty" {
            continue;
        }
        let old = document.pointer(path).unwrap().clone();
        let (candidate, text) = match &old {
            Value::String(_) => {
                let text = format!("{}⟦{i}⟧", payloads[i % payloads.len()]);
                (Value::from(text.clone()), text)
            }
            Value::Number(_) => (Value::from(7000 + i), (7000 + i).to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => continue,
        };
        *document.pointer_mut(path).unwrap() = candidate;
        if serde_json::from_value::<Snapshot>(document.clone()).is_ok() {
            leaves.push(Leaf { path: path.clone(), text });
        } else {
            // A day, time, hash or id stays and is searched for as it is shown; the program's own names stay too.
            if let Some(text) = old.as_str().and_then(shown) {
                leaves.push(Leaf { path: path.clone(), text });
            }
            *document.pointer_mut(path).unwrap() = old;
        }
    }
    (serde_json::from_value(document).unwrap(), leaves)
}

/// How a typed value is shown; none for names of the program, which are shown translated.
fn shown(text: &str) -> Option<String> {
    if let Ok(moment) = text.parse::<chrono::DateTime<chrono::Utc>>() {
        return Some((moment + chrono::TimeDelta::hours(8)).format("%Y-%m-%d %H:%M").to_string());
    }
    if let Ok(moment) = text.parse::<chrono::NaiveDateTime>() {
        return Some(moment.format("%Y-%m-%d %H:%M").to_string());
    }
    if let Ok(time) = text.parse::<chrono::NaiveTime>() {
        return Some(time.format("%H:%M").to_string());
    }
    let is_typed = text.parse::<chrono::NaiveDate>().is_ok()
        || text.parse::<license_workbook::workbook::Id>().is_ok()
        || text.parse::<license_workbook::workbook::Sha256>().is_ok()
        || text.parse::<license_workbook::license::ClauseId>().is_ok();
    is_typed.then(|| text.to_owned())
}

/// The paths of all values that are not lists or objects; none of them may be empty.
fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                collect(field, format!("{path}/{name}"), paths);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} is empty: the test would not look for it");
            for (i, item) in items.iter().enumerate() {
                collect(item, format!("{path}/{i}"), paths);
            }
        }
        Value::Null => panic!("{path} is empty: the test would not look for it"),
        Value::String(text) => {
            assert!(!text.is_empty(), "{path} is empty: the test would not look for it");
            paths.push(path);
        }
        Value::Bool(_) | Value::Number(_) => paths.push(path),
    }
}

/// The required texts that an export in `language` lacks; texts of the other language are not required.
pub(crate) fn lost(leaves: &[Leaf], language: Language, has: impl Fn(&Leaf) -> bool) -> Vec<String> {
    let other = if language == Language::ZhCn { "/en" } else { "/zh" };
    let wanted = leaves.iter().filter(|leaf| !leaf.path.ends_with(other));
    wanted.filter(|leaf| !has(leaf)).map(|leaf| format!("{} {:.40}", leaf.path, leaf.text)).collect()
}
