//! A snapshot in which every field has a text of its own, and what of it an export must have.

use crate::common::{day, filled};
use license_workbook::language::{Bilingual, Language};
use license_workbook::license::AnnotationKind;
use license_workbook::obligation::{Limit, LimitDirection, LimitUnit};
use license_workbook::snapshot::{AnnotationView, Frozen, Only, ProblemView, Selection, Snapshot};
use license_workbook::workbook::{Companion, DateItem, Id, Revision, Sha256};
use serde_json::Value;

/// Texts that make trouble somewhere.
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

/// A snapshot with one of everything, and nothing empty.
pub(crate) fn full() -> Snapshot {
    let filled = filled();
    let mut snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::everything())
            .unwrap();
    snapshot.selection.provision = Some("十二".parse().unwrap());
    snapshot.selection.only = Some(Only::Open);
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
    snapshot.dates.retain(|date| date.rule == license_workbook::workbook::DateRule::BeforeExpiry);
    snapshot.dates.truncate(1);
    snapshot.dates[0].missing.push(Bilingual::new("尚缺", "missing"));
    fill_date(&mut snapshot.dates[0]);
    snapshot.occurrences[0].evidence_withheld = 1;
    snapshot.occurrences[0].period = Some(day("2026-09-05"));
    snapshot.facts.retain(|fact| fact.holds.is_some());
    snapshot.duties[0].evidence_withheld = 1;
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
    // A whole has no field; here it has, so that it can be looked for.
    snapshot.history[0].changes[0].field = Bilingual::new("字段", "field");
    snapshot
}

/// Gives a date what no single one has: all of it.
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
        limit: Limit {
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

/// What must be found in an export: where it is in the model, and the text.
pub(crate) struct Leaf {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Puts a text of its own into every free text of the model and a number of its own into every number.
pub(crate) fn marked() -> (Snapshot, Vec<Leaf>) {
    let mut document = serde_json::to_value(full()).unwrap();
    let mut paths = Vec::new();
    collect(&document, String::new(), &mut paths);
    let payloads = payloads();
    let mut leaves = Vec::new();
    for (i, path) in paths.iter().enumerate() {
        // The duty of a date is in the date's own id, which is replaced here.
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
            // A day, a moment, a hash, an id stays, and is looked for as it is shown; so do the program's own names.
            if let Some(text) = old.as_str().and_then(shown) {
                leaves.push(Leaf { path: path.clone(), text });
            }
            *document.pointer_mut(path).unwrap() = old;
        }
    }
    (serde_json::from_value(document).unwrap(), leaves)
}

/// How a value of a type of its own is shown; none for names of the program, which are shown in words.
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

/// What an export in `language` does not have of all that it must: texts of the other language are not for it.
pub(crate) fn lost(leaves: &[Leaf], language: Language, has: impl Fn(&Leaf) -> bool) -> Vec<String> {
    let other = if language == Language::ZhCn { "/en" } else { "/zh" };
    let wanted = leaves.iter().filter(|leaf| !leaf.path.ends_with(other));
    wanted.filter(|leaf| !has(leaf)).map(|leaf| format!("{} {:.40}", leaf.path, leaf.text)).collect()
}
