//! Tests of how the history describes each record, with old and new values, in both languages.

use super::support::{new_desk, text};
use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::language::Language;
use license_workbook::locale::{Describer, Locale};
use license_workbook::merge::{difference, merge};
use license_workbook::workbook::{
    AnswerField, Cause, Edit, Event, EventId, Person, PersonId, RecordId, RenewalStage, Sha256, Status, UndoStack,
    Value,
};
use std::collections::BTreeSet;

fn told(desk: &Desk, id: RecordId, language: Language) -> String {
    Describer::new(Locale::of(language), &desk.workbook, catalog()).record(desk.workbook.record(id).unwrap())
}

fn event(desk: &Desk, note: &str) -> Event {
    Event {
        license: desk.license,
        kind: "registered_capital_changed".to_owned(),
        on: day("2024-02-05"),
        at: None,
        note: note.to_owned(),
        evidence: BTreeSet::new(),
    }
}

/// An edit and its description in Chinese and English.
type Told = (Box<dyn Fn(&Desk) -> Edit>, &'static str, &'static str);

/// Edits of the answer to a duty.
fn answers(desk: &Desk, hash: Sha256) -> Vec<Told> {
    let set = |field: AnswerField, value: Option<Value>| -> Box<dyn Fn(&Desk) -> Edit> {
        Box::new(move |desk: &Desk| desk.workbook.set_answer(&[desk.duty("五-3")], field, value.as_ref()))
    };
    let status = |status: Status| -> Box<dyn Fn(&Desk) -> Edit> {
        Box::new(move |desk: &Desk| {
            desk.workbook.set_status(&[desk.duty("五-3")], status, None, day("2024-02-09"), desk.me)
        })
    };
    vec![
        (status(Status::Met), "五-3 标为已落实（原为未开始）", "mark 五-3 as Met (was Not started)"),
        (
            set(AnswerField::Owner, Some(Value::PersonRef(desk.colleague))),
            "五-3 负责人：Jo O'Neil",
            "五-3, Owner: Jo O'Neil",
        ),
        (
            set(AnswerField::Owner, Some(Value::PersonRef(desk.me))),
            "五-3 负责人：Jo O'Neil → 王芳",
            "五-3, Owner: Jo O'Neil → 王芳",
        ),
        (set(AnswerField::Owner, None), "五-3 清除负责人（原为王芳）", "五-3, Owner cleared (was 王芳)"),
        (set(AnswerField::Note, text("甲")), "五-3 写入内部备注", "write the Internal note of 五-3"),
        (set(AnswerField::Note, text("乙")), "五-3 修改内部备注", "edit the Internal note of 五-3"),
        (
            set(AnswerField::Evidence, Some(Value::EvidenceRefs([hash].into()))),
            "五-3 添加证据：合同.pdf",
            "attach to 五-3: 合同.pdf",
        ),
    ]
}

/// Edits of everything else.
fn others(id: EventId, person: PersonId, hash: Sha256) -> Vec<Told> {
    vec![
        (
            Box::new(move |desk| desk.workbook.record_event(id, event(desk, "股东会"))),
            "登记事件：注册资本变更（2024-02-05） · 股东会",
            "",
        ),
        (
            Box::new(move |desk| {
                let done = day("2024-02-08");
                desk.workbook.close_occurrence(desk.duty("十二-2"), Cause::Event(id), done, "已更新", [hash].into())
            }),
            "十二-2 注册资本变更（2024-02-05） 于 2024-02-08 完成 · 附 合同.pdf · 已更新",
            "",
        ),
        (
            Box::new(move |desk| {
                let window = Cause::Period(day("2024-01-01"));
                desk.workbook.close_occurrence(desk.duty("十四-1"), window, day("2024-02-08"), "", BTreeSet::new())
            }),
            "十四-1 2024-03-31 到期 于 2024-02-08 完成",
            "十四-1 due 2024-03-31",
        ),
        (
            Box::new(move |desk| {
                let event = Event { on: day("2024-02-06"), ..event(desk, "股东会") };
                desk.workbook.correct_event(id, event)
            }),
            "更正事件：注册资本变更（2024-02-05） → 注册资本变更（2024-02-06）",
            "",
        ),
        (Box::new(|desk| desk.workbook.state_fact(desk.license, "runs_app_store", Some(false))), "：未说明 → 否", ""),
        (
            Box::new(move |desk| desk.workbook.put_person(person, Person::named("李 雷"))),
            "新增人员：李 雷",
            "add person: 李 雷",
        ),
        (
            Box::new(move |desk| desk.workbook.rename_person(person, "李雷")),
            "人员改名：李 雷 → 李雷",
            "rename a person: 李 雷 → 李雷",
        ),
        (
            Box::new(move |desk| desk.workbook.merge_people(person, desk.me)),
            "合并人员：李雷 就是 王芳",
            "merge people: 李雷 is 王芳",
        ),
        (
            Box::new(|desk| {
                desk.workbook.set_renewal(desk.license, RenewalStage::Filed, Some((day("2024-02-01"), "7号")))
            }),
            "延续进度：2024-02-01 已提交申请 7号",
            "",
        ),
    ]
}

/// Each edit builds on the edits before it.
#[test]
fn each_record_says_what_was_and_what_is() {
    let mut desk = new_desk();
    let hash = desk.add_evidence("合同");
    let (id, person) = (desk.ids.next_id(), desk.ids.next_id());
    let table = answers(&desk, hash).into_iter().chain(others(id, person, hash));
    for (make, zh, en) in table {
        let edit = make(&desk);
        let record = desk.try_apply(edit).unwrap();
        let said = told(&desk, record, Language::ZhCn);
        assert!(said.ends_with(zh) || said.starts_with(zh), "{said:?} and not {zh:?}");
        let said = told(&desk, record, Language::En);
        assert!(said.contains(en), "{said:?} and not {en:?}");
        // Undo, redo, and undo of a redo are described as such.
        let what = told(&desk, record, Language::ZhCn);
        let undo = desk.undo().unwrap().unwrap();
        assert_eq!(told(&desk, undo, Language::ZhCn), format!("撤销了：{what}"));
        let redo = desk.redo().unwrap().unwrap();
        assert_eq!(told(&desk, redo, Language::ZhCn), format!("重做了：{what}"));
        let again = desk.undo().unwrap().unwrap();
        assert_eq!(told(&desk, again, Language::ZhCn), format!("撤销了：{what}"));
        let last = desk.redo().unwrap().unwrap();
        assert_eq!(told(&desk, last, Language::ZhCn), format!("重做了：{what}"));
    }
}

#[test]
fn several_duties_and_several_fields_are_one_sentence_and_the_rest_is_counted() {
    let mut desk = new_desk();
    let duties = [desk.duty("一-1"), desk.duty("一-2")];
    let edit = desk.workbook.set_status(&duties, Status::InProgress, None, day("2024-02-09"), desk.me);
    let record = desk.try_apply(edit).unwrap();
    assert_eq!(told(&desk, record, Language::ZhCn), "2 项义务 标为进行中（原为未开始）");
    let duty = duties[0];
    let wanted = [
        (AnswerField::Due, Some(Value::Date(day("2024-03-01")))),
        (AnswerField::Statement, text("a")),
        (AnswerField::Note, text("b")),
        (AnswerField::Owner, Some(Value::PersonRef(desk.me))),
    ];
    let edit = desk
        .workbook
        .change(wanted.map(|(field, value)| (license_workbook::workbook::Field::Answer(duty, field), value)));
    let record = desk.try_apply(edit).unwrap();
    assert_eq!(
        told(&desk, record, Language::ZhCn),
        "一-1 负责人：王芳；一-1 自定期限：2024-03-01；一-1 写入对外说明；另有 1 处"
    );
}

/// A colleague's copy with one additional note.
fn colleague(desk: &mut Desk, note: &str, opening: u64) -> Desk {
    desk.workbook.seal();
    let mut theirs = desk.clone();
    theirs.ids = license_workbook::workbook::IdSource::new(opening);
    theirs.me = desk.colleague;
    theirs.set("一-2", AnswerField::Note, text(note)).unwrap();
    theirs
}

#[test]
fn a_merge_says_what_came_in_and_from_whom_and_so_do_its_undo_and_redo() {
    let mut desk = new_desk();
    let theirs = colleague(&mut desk, "乙", 501);
    desk.set("一-1", AnswerField::Note, text("甲")).unwrap();
    let before = desk.workbook.clone();
    let mut merged = merge(&desk.workbook, &theirs.workbook).unwrap().workbook;
    let id = desk.ids.next_id();
    let id = merged.apply(Edit::default(), desk.stamp(), id).unwrap().unwrap();
    let mut undo = UndoStack::default();
    undo.push_merge(id, difference(&merged, &before));
    desk.workbook = merged;
    desk.undo = undo;
    let joined = desk.workbook.record(id).unwrap();
    let brought: Vec<&str> = desk
        .workbook
        .brought(joined)
        .into_iter()
        .filter_map(|record| desk.workbook.person_name(record.author))
        .collect();
    assert_eq!(brought, ["Jo O'Neil"], "only the records of the other copy");
    let said = "合并副本，并入Jo O'Neil的 1 次修改";
    assert_eq!(told(&desk, id, Language::ZhCn), said);
    let undone = desk.undo().unwrap().unwrap();
    assert_eq!(told(&desk, undone, Language::ZhCn), format!("撤销了：{said}"));
    let redone = desk.redo().unwrap().unwrap();
    assert_eq!(told(&desk, redone, Language::ZhCn), format!("重做了：{said}"));
    assert_eq!(told(&desk, redone, Language::En), "redid: merged copies: 1 change by Jo O'Neil");
}

#[test]
fn taking_back_a_merge_that_left_no_record_of_its_own_names_none_of_its_changes() {
    let mut desk = new_desk();
    let mut theirs = colleague(&mut desk, "乙", 502);
    theirs.set("一-3", AnswerField::Note, text("丙")).unwrap();
    // The copy contains all local records.
    let before = desk.workbook.clone();
    let merged = merge(&desk.workbook, &theirs.workbook).unwrap();
    let last = *merged.only_right.last().unwrap();
    desk.workbook = merged.workbook;
    desk.undo = UndoStack::default();
    desk.undo.push_merge(last, difference(&desk.workbook, &before));
    let undone = desk.undo().unwrap().unwrap();
    assert_eq!(told(&desk, undone, Language::ZhCn), "撤销了：合并副本");
    let redone = desk.redo().unwrap().unwrap();
    assert_eq!(told(&desk, redone, Language::ZhCn), "重做了：合并副本");
}

#[test]
fn a_line_that_nobody_can_unfold_names_the_duties_and_leaves_nothing_out() {
    let mut desk = new_desk();
    let duties = [desk.duty("一-1"), desk.duty("一-2")];
    let wanted = [
        (AnswerField::Status, Some(Value::Status(Status::InProgress))),
        (AnswerField::Due, Some(Value::Date(day("2024-03-01")))),
        (AnswerField::Statement, text("对外")),
        (AnswerField::Note, text("内部")),
        (AnswerField::Owner, Some(Value::PersonRef(desk.me))),
    ];
    let all = duties.iter().flat_map(|duty| {
        wanted.iter().map(|(field, value)| (license_workbook::workbook::Field::Answer(*duty, *field), value.clone()))
    });
    let edit = desk.workbook.change(all);
    let id = desk.try_apply(edit).unwrap();
    let record = desk.workbook.record(id).unwrap();
    let tell = Describer::new(Locale::of(Language::ZhCn), &desk.workbook, catalog());
    assert_eq!(
        tell.in_full().record(record),
        "一-1、一-2 标为进行中（原为未开始）；一-1、一-2 负责人：王芳；一-1、一-2 自定期限：2024-03-01；\
         一-1、一-2 写入对外说明；一-1、一-2 写入内部备注"
    );
    let texts: Vec<(String, Option<String>, Option<String>)> =
        tell.texts(record).into_iter().map(|words| (words.subject, words.from, words.to)).collect();
    let of = |label: &str, field: &str, to: &str| (format!("{label} · {field}"), None, Some(to.to_owned()));
    let mut expected = vec![
        of("一-1", "对外说明", "对外"),
        of("一-1", "内部备注", "内部"),
        of("一-2", "对外说明", "对外"),
        of("一-2", "内部备注", "内部"),
    ];
    expected.sort();
    let mut sorted = texts.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    // The old status is described even if nobody had set one.
    let first = record.changes.iter().find(|change| matches!(change.to, Some(Value::Status(_)))).unwrap();
    assert_eq!(tell.change(first).from.as_deref(), Some("未开始"));
}
