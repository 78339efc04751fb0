//! Tests of frozen snapshots: digests, verification, reduced copies, and comparison.

use crate::support::filled::{Filled, NOTE, SECRET, filled};
use crate::support::random::config;
use crate::support::{day, moment};
use license_workbook::export::json;
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::snapshot::diff::formatter::{DiffFormatter, field_name};
use license_workbook::snapshot::diff::{ChangeKind, Comparison, ItemChange, Section, compare};
use license_workbook::snapshot::freeze::{Freeze, freeze, frozen_selection};
use license_workbook::snapshot::verify::{
    Origin, Verdict, Verification, VerifyError, origin, verify_frozen, verify_json,
};
use license_workbook::snapshot::{DutyCondition, Selection, Snapshot};
use license_workbook::workbook::{
    AnswerField, EditError, Field, FrozenSnapshot, Id, IdSource, PersonId, Sha256, SnapshotId, Stamp, Status, Value,
};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

fn author(filled: &Filled) -> PersonId {
    filled.workbook.person_by_name("李雷").unwrap()
}

fn frozen_of(filled: &Filled) -> FrozenSnapshot {
    let wish = Freeze {
        at: day("2026-11-24").into(),
        by: author(filled),
        name: "李雷".to_owned(),
        purpose: "年报 2026 🧾".to_owned(),
    };
    freeze(&filled.workbook, filled.license, &filled.catalog, wish).unwrap().unwrap()
}

fn of(filled: &Filled, selection: Selection) -> Snapshot {
    Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap()
}

/// Applies one change as the author.
fn set(filled: &mut Filled, field: Field, value: Option<Value>) -> Result<(), EditError> {
    let edit = filled.workbook.change([(field, value)]);
    let stamp = Stamp { author: author(filled), at: moment() };
    let sequence = u32::try_from(filled.workbook.history.len()).unwrap() + 1;
    filled.workbook.apply(edit, stamp, Id { opening: 99, sequence }.into()).map(drop)
}

fn as_value(frozen: &FrozenSnapshot) -> Value {
    Value::Snapshot(Box::new(frozen.clone()))
}

#[test]
fn a_frozen_snapshot_is_whole_and_verifies_itself() {
    let filled = filled();
    let frozen = frozen_of(&filled);
    let checked = verify_frozen(&frozen).unwrap();
    assert_eq!(checked.verdict, Verdict::Intact);
    assert_eq!(checked.digest, Some(frozen.digest));
    let meta = checked.snapshot.frozen.as_ref().unwrap();
    assert_eq!((meta.by.as_deref(), meta.purpose.as_str()), (Some("李雷"), "年报 2026 🧾"));
    assert_eq!(Snapshot { frozen: None, ..checked.snapshot.clone() }, of(&filled, frozen_selection()));
    assert!(frozen.document.contains(NOTE) && frozen.document.contains(SECRET));
    assert!(checked.snapshot.history.is_empty() && !checked.snapshot.progress.is_empty());
    // Freezing the same workbook again gives the same digest.
    assert_eq!(frozen_of(&filled).digest, frozen.digest);
}

#[test]
fn whatever_is_changed_in_the_document_is_noticed() {
    let frozen = frozen_of(&filled());
    let mut tried = 0;
    for at in (0..frozen.document.len()).step_by(frozen.document.len() / 150) {
        let Some(digit) = frozen.document.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        let mut bytes = frozen.document.as_bytes().to_vec();
        bytes[at + digit] = if bytes[at + digit] == b'1' { b'2' } else { b'1' };
        let damaged = FrozenSnapshot { document: String::from_utf8(bytes).unwrap().into(), ..frozen.clone() };
        match verify_frozen(&damaged) {
            Ok(checked) => assert!(matches!(checked.verdict, Verdict::Altered(_)), "at {at}"),
            Err(VerifyError::NotASnapshot(_) | VerifyError::Newer(_)) => {}
            Err(error) => panic!("at {at}: {error}"),
        }
        tried += 1;
    }
    assert!(tried > 50, "only {tried}");
    for relabeled in [
        FrozenSnapshot { on: day("2026-11-25"), ..frozen.clone() },
        FrozenSnapshot { purpose: "检查".to_owned(), ..frozen.clone() },
    ] {
        assert_eq!(verify_frozen(&relabeled).unwrap().verdict, Verdict::Mislabeled);
    }
    let cut = FrozenSnapshot { document: "{\"format\":1".into(), ..frozen };
    assert!(matches!(verify_frozen(&cut), Err(VerifyError::NotJson(_))));
}

#[test]
fn a_frozen_snapshot_is_added_and_removed_but_not_changed() {
    let mut filled = filled();
    let frozen = frozen_of(&filled);
    let id: SnapshotId = Id { opening: 5, sequence: 1 }.into();
    let field = Field::Snapshot(id);
    set(&mut filled, field.clone(), Some(as_value(&frozen))).unwrap();
    for changed in [
        FrozenSnapshot { purpose: "别的".to_owned(), ..frozen.clone() },
        FrozenSnapshot { on: day("2026-11-25"), ..frozen.clone() },
        FrozenSnapshot { document: "{}".into(), digest: Sha256::of(b"{}"), ..frozen.clone() },
    ] {
        assert_eq!(set(&mut filled, field.clone(), Some(as_value(&changed))), Err(EditError::Frozen(field.clone())));
        assert_eq!(filled.workbook.snapshots[&id], frozen);
    }
    // Later edits of the workbook do not change the snapshot.
    let status = Field::Answer(filled.duty, AnswerField::Status);
    set(&mut filled, status, Some(Value::Status(Status::Met))).unwrap();
    assert_eq!(verify_frozen(&filled.workbook.snapshots[&id]).unwrap().verdict, Verdict::Intact);
    set(&mut filled, field.clone(), None).unwrap();
    assert!(filled.workbook.snapshots.is_empty());
    let undo = filled.workbook.history.last().unwrap().inverse();
    let stamp = Stamp { author: author(&filled), at: moment() };
    filled.workbook.apply(undo, stamp, Id { opening: 98, sequence: 1 }.into()).unwrap();
    assert_eq!(filled.workbook.snapshots[&id], frozen);
}

#[test]
fn an_exported_file_verifies_itself_whatever_its_spacing() {
    let filled = filled();
    let frozen = frozen_of(&filled);
    let kept = verify_frozen(&frozen).unwrap();
    let copy = kept.snapshot.copy(frozen.digest, &frozen_selection()).unwrap();
    for language in Language::ALL {
        let text = json::export(&copy, language).unwrap();
        assert!(text.contains(&frozen.digest.to_string()), "the file contains the digest");
        let value: Json = serde_json::from_str(&text).unwrap();
        for spelling in [text.clone(), value.to_string(), format!("\u{feff}{text}\n\n")] {
            let checked = verify_json(&spelling).unwrap();
            assert_eq!((checked.verdict, checked.digest), (Verdict::Intact, Some(frozen.digest)));
            assert_eq!(origin(&checked, &kept), Some(Origin::Same));
        }
    }
}

#[test]
fn what_is_changed_in_an_exported_file_is_noticed() {
    let filled = filled();
    let frozen = frozen_of(&filled);
    let kept = verify_frozen(&frozen).unwrap();
    let text = json::export(&kept.snapshot, Language::ZhCn).unwrap();
    let value: Json = serde_json::from_str(&text).unwrap();
    let altered = |change: &dyn Fn(&mut Json)| {
        let mut value = value.clone();
        change(&mut value);
        verify_json(&value.to_string()).unwrap()
    };
    let is_altered = |checked: &Verification| matches!(checked.verdict, Verdict::Altered(_));
    let status = altered(&|v| v["duties"][0]["status"] = "met".into());
    assert!(is_altered(&status));
    assert_eq!(origin(&status, &kept), Some(Origin::Differs), "the file contains the digest of the kept snapshot");
    assert!(is_altered(&altered(&|v| v["frozen"]["purpose"] = "别的用途".into())));
    assert!(is_altered(&altered(&|v| v["extra"] = 1.into())), "an additional member is a change");
    assert!(is_altered(&altered(&|v| {
        v.as_object_mut().unwrap().remove("digest");
    })));
    assert_eq!(altered(&|v| v["language"] = "en".into()).verdict, Verdict::Intact);

    assert_eq!(
        verify_json(&json::export(&of(&filled, frozen_selection()), Language::En).unwrap()).unwrap().verdict,
        Verdict::Unfrozen
    );
    assert!(matches!(verify_json("no json"), Err(VerifyError::NotJson(_))));
    assert!(matches!(verify_json("{\"a\":1}"), Err(VerifyError::NotASnapshot(_))));
    assert_eq!(verify_json("{\"format\":99}"), Err(VerifyError::Newer(99)));
}

#[test]
fn a_copy_without_what_is_secret_names_the_whole_and_can_be_held_against_it() {
    let filled = filled();
    let frozen = frozen_of(&filled);
    let kept = verify_frozen(&frozen).unwrap();
    for selection in [Selection::default(), Selection { notes: true, ..Selection::default() }] {
        let copy = kept.snapshot.copy(frozen.digest, &selection).unwrap();
        assert_eq!(copy.frozen.as_ref().unwrap().whole, Some(frozen.digest));
        let text = json::export(&copy, Language::ZhCn).unwrap();
        assert!(!text.contains(SECRET));
        assert_eq!(text.contains(NOTE), selection.notes);
        let checked = verify_json(&text).unwrap();
        assert_eq!(checked.verdict, Verdict::Intact);
        assert_ne!(checked.digest, Some(frozen.digest));
        assert_eq!(origin(&checked, &kept), Some(Origin::Part));
        let mut other = checked;
        other.snapshot.duties[0].status = Status::Met;
        assert_eq!(origin(&other, &kept), Some(Origin::Differs));
    }
    let unrelated = verify_json(&json::export(&of(&filled, frozen_selection()), Language::En).unwrap()).unwrap();
    assert_eq!(origin(&unrelated, &kept), None);
}

#[test]
fn a_reduced_snapshot_is_what_would_have_been_taken() {
    let filled = filled();
    let all = of(&filled, Selection { history: true, ..frozen_selection() });
    for notes in [false, true] {
        for confidential in [false, true] {
            let selection = Selection { notes, confidential, ..Selection::default() };
            assert_eq!(all.reduced(&selection), of(&filled, selection.clone()), "{selection:?}");
            assert_eq!(all.reduced(&Selection::default()).reduced(&selection), of(&filled, Selection::default()));
        }
    }
}

fn item<'a>(comparison: &'a Comparison, section: Section, name: &str) -> &'a ItemChange {
    let mut found = comparison.changes.iter().filter(|c| c.section == section && c.name.zh.contains(name));
    let item = found.next().unwrap_or_else(|| panic!("no {section:?} {name}: {:#?}", comparison.changes));
    assert!(found.next().is_none(), "{name} occurs twice");
    item
}

#[test]
fn what_was_done_since_is_told_field_by_field() {
    let mut filled = filled();
    let before = of(&filled, frozen_selection());
    let duty = filled.workbook.duty_by_label(filled.license, "五-3").unwrap();
    let set_answer = |filled: &mut Filled, field, value| set(filled, Field::Answer(duty, field), Some(value)).unwrap();
    set_answer(&mut filled, AnswerField::Status, Value::Status(Status::Met));
    set_answer(&mut filled, AnswerField::Statement, Value::Text("两名专员轮班接听".to_owned()));
    let secret = Sha256::of(b"secret");
    let mut piece = filled.workbook.evidence[&secret].clone();
    piece.name = "新名.pdf".to_owned();
    set(&mut filled, Field::Evidence(secret), Some(Value::Evidence(Box::new(piece)))).unwrap();
    let after = of(&filled, frozen_selection());
    let comparison = compare(&before, &after);
    // The duty, the evidence, and the expiry date of the evidence, which contains its name.
    assert_eq!(comparison.counts(), [0, 0, 3]);
    assert!(!comparison.is_same());
    let change = item(&comparison, Section::Duties, "五-3");
    assert_eq!((change.kind, change.clause.unwrap().to_string().as_str()), (ChangeKind::Changed, "五"));
    let fields: Vec<&str> = change.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["status", "statement"]);
    for (language, name, from, to) in
        [(Language::ZhCn, "状态", "未开始", "已落实"), (Language::En, "Status", "Not started", "Met")]
    {
        let words = DiffFormatter { comparison: &comparison, locale: Locale::of(language) }.fields(change);
        assert_eq!((words[0].name.as_str(), words[0].before.as_str(), words[0].after.as_str()), (name, from, to));
        assert_eq!((words[1].before.as_str(), words[1].after.as_str()), ("", "两名专员轮班接听"));
    }
    assert_eq!(item(&comparison, Section::Evidence, "新名").fields[0].field, "name");
    // A snapshot without confidential evidence gives no difference for it.
    let seen = compare(&before.reduced(&Selection::default()), &after);
    assert_eq!(seen.counts(), [0, 0, 1]);
    // The counts of the provision follow from the duty and are marked as derived.
    assert!(comparison.changes.iter().any(|c| c.section == Section::Clauses && c.is_derived()));
}

#[test]
fn what_is_new_and_gone_is_told_once() {
    let mut filled = filled();
    let before = of(&filled, frozen_selection());
    let event = *filled.workbook.events.keys().next().unwrap();
    let occurrences: Vec<_> = filled.workbook.occurrences.keys().copied().collect();
    for id in occurrences {
        set(&mut filled, Field::Occurrence(id), None).unwrap();
    }
    set(&mut filled, Field::Event(event), None).unwrap();
    let after = of(&filled, frozen_selection());
    let (there, back) = (compare(&before, &after), compare(&after, &before));
    let count =
        |c: &Comparison, section, kind| c.changes.iter().filter(|i| i.section == section && i.kind == kind).count();
    assert_eq!(count(&there, Section::Events, ChangeKind::Removed), 1);
    assert_eq!(count(&there, Section::Occurrences, ChangeKind::Removed), 1);
    assert_eq!(count(&back, Section::Events, ChangeKind::Added), 1);
    let gone = there.changes.iter().find(|i| i.section == Section::Events).unwrap();
    assert!(gone.fields.iter().all(|field| field.after.is_null()) && gone.fields.len() > 3);
}

#[test]
fn what_a_part_does_not_hold_is_neither_new_nor_gone() {
    let filled = filled();
    let all = of(&filled, frozen_selection());
    let provision = Some(all.duties.iter().find(|duty| duty.label == "十二-3").unwrap().clause);
    for selection in [
        Selection { provision, ..frozen_selection() },
        Selection { only: Some(DutyCondition::Overdue), ..frozen_selection() },
        Selection { owner: Some("王宝军".to_owned()), ..frozen_selection() },
        Selection { summary: true, ..frozen_selection() },
    ] {
        let part = of(&filled, selection.clone());
        assert!(part.duties.len() < all.duties.len());
        for comparison in [compare(&part, &all), compare(&all, &part)] {
            assert!(comparison.partial && comparison.is_same(), "{selection:?}: {:#?}", comparison.groups());
        }
        let mut later = all.clone();
        for duty in &mut later.duties {
            duty.note.push('新');
        }
        let told = compare(&part, &later).changes.iter().filter(|c| !c.is_derived()).count();
        assert_eq!(told, part.duties.len(), "{selection:?}");
    }
}

#[test]
fn two_workbooks_on_one_license_are_compared_by_label() {
    let catalog = license_workbook::obligation::Catalog::builtin().unwrap();
    let made = |opening| {
        let schedules = license_workbook::calendar::schedules::builtin();
        let start = day("2026-11-01");
        let (workbook, _) = license_workbook::workbook::seed(
            crate::support::LICENSE,
            &catalog,
            schedules,
            start,
            &mut IdSource::new(opening),
        );
        let license = workbook.current_license().unwrap();
        Snapshot::of(&workbook, license, day("2026-11-24"), &catalog, frozen_selection()).unwrap()
    };
    let (a, b) = (made(1), made(2));
    assert_ne!((a.workbook, a.duties[0].id), (b.workbook, b.duties[0].id));
    assert_eq!(compare(&a, &b).changes, []);
    let mut other = b;
    other.duties[3].note = "不同".to_owned();
    assert_eq!(compare(&a, &other).counts(), [0, 0, 1]);
}

#[test]
fn every_field_of_the_model_has_a_name_and_words() {
    let filled = filled();
    let all = of(&filled, Selection { history: true, ..frozen_selection() });
    let mut empty = all.clone();
    empty_all_lists(&mut empty);
    empty.license.number = None;
    let comparison = compare(&empty, &all);
    let mut sections = BTreeSet::new();
    let mut unnamed = BTreeSet::new();
    for change in &comparison.changes {
        sections.insert(change.section);
        for field in &change.fields {
            if field_name(change.section, &field.field).is_none() {
                unnamed.insert(format!("{:?} {}", change.section, field.field));
            }
        }
        for language in Language::ALL {
            for words in (DiffFormatter { comparison: &comparison, locale: Locale::of(language) }).fields(change) {
                assert!(!words.name.is_empty());
                assert!(!words.after.starts_with(['{', '[']), "raw: {} {}", words.name, words.after);
            }
        }
    }
    assert_eq!(unnamed, BTreeSet::new());
    let filled: BTreeSet<Section> =
        Section::ALL.into_iter().filter(|s| *s != Section::Problems && !s.is_of_report()).collect();
    assert_eq!(sections, filled, "not all sections are compared");
}

/// Empties every list of records.
fn empty_all_lists(snapshot: &mut Snapshot) {
    snapshot.license.services.clear();
    snapshot.clauses.clear();
    snapshot.duties.clear();
    snapshot.dates.clear();
    snapshot.evidence.clear();
    snapshot.facts.clear();
    snapshot.events.clear();
    snapshot.occurrences.clear();
    snapshot.people.clear();
    snapshot.annotations.clear();
    snapshot.history.clear();
}

/// The values of each changed field before and after, exchanged if `swapped`.
fn said(comparison: &Comparison, swapped: bool) -> BTreeMap<(Section, String, String), (Json, Json)> {
    let mut said = BTreeMap::new();
    for item in &comparison.changes {
        for field in &item.fields {
            let (a, b) = (field.before.clone(), field.after.clone());
            let key = (item.section, item.key.clone(), field.field.clone());
            assert!(said.insert(key, if swapped { (b, a) } else { (a, b) }).is_none(), "a field is reported twice");
        }
    }
    said
}

/// Replaces one field of a record with another value of its type; `None` if the model does not accept the result.
fn altered(document: &Json, list: &str, index: usize, field: usize, text: &str) -> Option<(Snapshot, String)> {
    let mut document = document.clone();
    let record = document[list].as_array_mut()?;
    let length = record.len();
    let record = record.get_mut(index % length.max(1))?.as_object_mut()?;
    let name = record.keys().nth(field % record.len())?.clone();
    let value = record.get_mut(&name)?;
    *value = match value {
        Json::Null => Json::from(text),
        Json::String(old) => Json::from(format!("{old}{text}")),
        Json::Bool(old) => Json::from(!*old),
        Json::Number(old) => Json::from(old.as_u64()? + 1),
        Json::Array(items) if !items.is_empty() => {
            items.pop();
            Json::Array(std::mem::take(items))
        }
        Json::Object(members) if members.contains_key("zh") => {
            members.insert("en".to_owned(), Json::from(text));
            Json::Object(std::mem::take(members))
        }
        Json::Array(_) | Json::Object(_) => return None,
    };
    Some((serde_json::from_value(document).ok()?, name))
}

fn base() -> &'static (Snapshot, Json) {
    static BASE: std::sync::OnceLock<(Snapshot, Json)> = std::sync::OnceLock::new();
    BASE.get_or_init(|| {
        let mut snapshot = of(&filled(), frozen_selection());
        let kept = snapshot.duties.iter().position(|d| d.label == "十二-3").unwrap();
        snapshot.duties.rotate_left(kept);
        snapshot.duties.truncate(6);
        snapshot.dates.truncate(6);
        snapshot.clauses.truncate(4);
        let json = serde_json::to_value(&snapshot).unwrap();
        (snapshot, json)
    })
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_changed_field_is_told_and_no_other(
        list in prop::sample::select(vec!["duties", "dates", "clauses", "evidence", "events", "occurrences", "facts", "people"]),
        index in 0_usize..8,
        field in 0_usize..64,
        text in "[a-z中文=<&\n]{1,8}",
    ) {
        let (before, json) = base();
        let Some((after, name)) = altered(json, list, index, field, &text) else { return Ok(()) };
        let comparison = compare(before, &after);
        let told = said(&comparison, false);
        if *before == after {
            prop_assert!(told.is_empty());
            return Ok(());
        }
        // A changed key gives one removed and one added record.
        let is_rename = comparison.changes.iter().any(|item| item.kind != ChangeKind::Changed);
        if is_rename {
            let kinds: Vec<ChangeKind> = comparison.changes.iter().map(|item| item.kind).collect();
            prop_assert!(kinds.contains(&ChangeKind::Added) && kinds.contains(&ChangeKind::Removed));
        } else {
            let fields: Vec<&String> = told.keys().map(|(_, _, field)| field).collect();
            prop_assert_eq!(fields, vec![&name]);
        }
        prop_assert_eq!(told, said(&compare(&after, before), true));
        prop_assert!(compare(&after, &after).changes.is_empty());
    }
}
