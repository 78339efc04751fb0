//! Tests of the annual report in the window: a session by keys alone, paused and resumed; freezing and filing.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use egui::{Key, Modifiers};
use license_workbook::ui::{Place, ReportTab, SnapshotSource};
use license_workbook::workbook::{Attestation, AttestationAnswer, Session, SessionId};

/// A machine with a date in the filing period of the report on 2026.
pub(crate) fn january() -> Machine {
    Machine { day: (2027, 1, 12), ..Machine::new() }
}

/// Opens the walk-through by its key. Returns its session.
pub(crate) fn walk(window: &mut Window) -> SessionId {
    window.command(Key::G);
    // A new session must be confirmed first.
    if window.app().views().dialog.is_some() {
        window.key(Key::Enter);
    }
    assert_eq!(window.app().views().place, Place::Report);
    window.app().views().report.walk.as_ref().unwrap().session.unwrap()
}

pub(crate) fn session(window: &Window, id: SessionId) -> Session {
    window.app().workbook().sessions[&id].clone()
}

pub(crate) fn attested(window: &Window, label: &str) -> Attestation {
    window.app().workbook().attestations[&(2026, window.duty(label))].clone()
}

/// Confirms a duty that is not started, and marks it as met.
pub(crate) fn confirm(window: &mut Window) {
    window.key(Key::C);
    window.key(Key::Num1);
}

#[test]
fn a_session_is_gone_through_by_keys_alone() {
    let mut window = january().start(None);
    let id = walk(&mut window);
    assert!(window.shows("2026 年度年报 · 2027-01-12 的会议"));
    // The first duty is met and confirmed, and the next duty is shown.
    confirm(&mut window);
    assert_eq!(attested(&window, "一-1").answer, AttestationAnswer::Confirmed);
    assert_eq!(attested(&window, "一-1").session, Some(id));
    assert_eq!(session(&window, id).at, Some(window.duty("一-2")));

    // An exception: its field has the focus, so keys type text.
    window.key(Key::X);
    window.fill(&["专员空缺 c", "已补招", "2027-03-01"]);
    let exception = attested(&window, "一-2");
    assert_eq!((exception.text.as_str(), exception.remedy.as_str()), ("专员空缺 c", "已补招"));
    assert_eq!(exception.remedy_by.unwrap().to_string(), "2027-03-01");
    assert_eq!(session(&window, id).at, Some(window.duty("一-3")));

    // Not applicable with a reason, a new owner, and a decision with an owner and a date.
    window.key(Key::N);
    window.type_text("没有码号");
    window.command(Key::Enter);
    assert_eq!(attested(&window, "一-3").answer, AttestationAnswer::NotApplicable);
    window.key(Key::O);
    window.type_text("赵强");
    window.key(Key::Enter);
    let owner = window.app().workbook().duties[&window.duty("一-4")].answer.owner.unwrap();
    assert_eq!(window.app().workbook().people[&owner].name, "赵强");
    window.key(Key::D);
    window.fill(&["补一份制度", "赵强", "2027-02-01"]);
    let decision = session(&window, id).decisions.remove(0);
    assert_eq!((decision.text.as_str(), decision.owner), ("补一份制度", Some(owner)));
    assert_eq!(window.dates("一-4").len(), 1, "the decision adds a date");

    // Skip a duty and go back.
    window.key(Key::S);
    assert_eq!(session(&window, id).at, Some(window.duty("一-5")));
    assert!(session(&window, id).skipped.contains(&window.duty("一-4")));
    window.key(Key::B);
    assert_eq!(session(&window, id).at, Some(window.duty("一-4")));

    // Escape leaves the walk-through, which later resumes at the same duty.
    window.key(Key::Escape);
    assert!(window.app().views().report.walk.is_none());
    assert!(window.shows("继续走查"));
    assert_eq!(walk(&mut window), id);
    assert_eq!(session(&window, id).at, Some(window.duty("一-4")));
    assert!(window.shows("第 4 项"));
}

#[test]
fn escape_leaves_a_form_before_it_leaves_the_walk() {
    let mut window = january().start(None);
    walk(&mut window);
    window.key(Key::X);
    assert!(window.shows("例外：未落实的内容及原因"));
    window.key(Key::Escape);
    assert!(!window.shows("例外：未落实的内容及原因"));
    assert!(window.app().views().report.walk.is_some());
    assert!(window.app().workbook().attestations.is_empty());
}

#[test]
fn a_session_is_gone_on_with_on_another_machine_on_another_day() {
    let machine = january();
    let file = machine.file("年报.ron");
    let mut window = machine.start(None);
    let id = walk(&mut window);
    confirm(&mut window);
    window.key(Key::Escape);
    machine.dialogs.next(&file);
    window.command(Key::S);
    assert!(!window.app().is_modified());
    drop(window);

    let elsewhere = Machine { day: (2027, 2, 20), ..Machine::new() };
    let mut window = elsewhere.start(Some(file));
    assert_eq!(walk(&mut window), id);
    let session = session(&window, id);
    assert_eq!(session.at, Some(window.duty("一-2")));
    assert_eq!(session.resumed_on.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2027-02-20"]);
}

#[test]
fn a_proposal_is_taken_over_only_by_its_key() {
    let mut window = january().start(None);
    let id = walk(&mut window);
    let eight = window.duty("八-1");
    while session(&window, id).at != Some(eight) {
        window.key(Key::S);
    }
    assert!(window.shows("建议：本年不适用"));
    assert!(window.app().workbook().attestations.is_empty());
    window.key(Key::P);
    let taken = attested(&window, "八-1");
    assert_eq!(taken.answer, AttestationAnswer::NotApplicable);
    assert!(taken.text.starts_with("2026 年度未发生"), "{}", taken.text);
    window.command(Key::Z);
    assert!(window.app().workbook().attestations.is_empty(), "the proposal is one undo step");
}

#[test]
fn a_text_is_drafted_written_on_frozen_and_filed() {
    let mut window = january().start(None);
    window.command(Key::Num6);
    window.click("报告正文");
    assert_eq!(window.app().views().report.tab, ReportTab::Text);
    window.click("采用拟稿");
    let text = |window: &Window| window.app().workbook().reports[&2026].heads["operation"].clone();
    assert!(text(&window).contains("苏B2-20140200"));
    window.click("进度与报送");
    assert!(window.shows("项义务本年度未确认"));
    window.click("冻结年报");
    assert!(window.shows("必备内容缺 5 项"));
    window.click("仍然冻结");
    let report = window.app().workbook().reports[&2026].clone();
    let frozen = window.app().workbook().snapshots[&report.frozen.unwrap()].clone();
    assert!(frozen.document.contains("苏B2-20140200") && frozen.document.contains("\"report\""));
    assert!(window.shows(&format!("SHA-256 {}", frozen.digest)));
    // A frozen report accepts no attestation.
    window.command(Key::G);
    assert!(window.app().views().report.walk.is_none());
    window.click("记为已报送");
    assert_eq!(window.app().workbook().reports[&2026].filed_on.unwrap().to_string(), "2027-01-12");
    assert!(window.shows("已报送"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().workbook().reports[&2026].filed_on, None);
}

#[test]
fn a_frozen_report_is_held_against_how_it_stands_today() {
    let mut window = january().start(None);
    walk(&mut window);
    confirm(&mut window);
    window.key(Key::Escape);
    window.command(Key::Num6);
    window.click("进度与报送");
    window.click("冻结年报");
    window.click("仍然冻结");
    let kept = window.app().workbook().reports[&2026].frozen.unwrap();
    window.click("解除冻结");
    walk(&mut window);
    // Confirm with a reason, without a change of the checklist.
    window.key(Key::C);
    window.key(Key::Num3);
    window.type_text("已口头核实");
    window.command(Key::Enter);
    window.key(Key::Escape);
    window.command(Key::Num7);
    window.app_select(SnapshotSource::Kept(kept));
    window.click("与今天对比");
    assert!(window.shows("变更 1 项，新增 0 项，移除 0 项"), "one more duty was attested");
    assert!(window.shows("一-2") && window.shows("逐项确认") && window.shows("说明理由后确认"));
}

#[test]
fn confidential_evidence_goes_into_the_pack_only_on_request() {
    let machine = january();
    let paths = [("公开.txt", b"open".as_slice()), ("保密.txt", b"secret")].map(|(name, bytes)| {
        let path = machine.file(name);
        write(&path, bytes);
        path
    });
    let mut window = machine.start(None);
    // The pack contains the evidence of confirmed duties.
    window.checklist();
    window.drop_files(&paths);
    window.command(Key::Num5);
    let secret = window.app().workbook().evidence.iter().find(|(_, e)| e.name == "保密.txt").map(|(hash, _)| *hash);
    window.0.state_mut().views_mut().evidence.go_to(secret.unwrap());
    window.0.run();
    window.click("保密");
    walk(&mut window);
    confirm(&mut window);
    window.key(Key::Escape);
    window.click("进度与报送");
    for (ticked, name, has_secret) in [(None, "一.zip", false), (Some("包括保密证据"), "二.zip", true)] {
        let pack = machine.file(name);
        machine.dialogs.next(&pack);
        window.click("生成材料包…");
        if let Some(ticked) = ticked {
            window.click(ticked);
        }
        window.key(Key::Enter);
        let archive = zip::ZipArchive::new(std::fs::File::open(&pack).unwrap()).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert!(names.iter().any(|name| name.ends_with("公开.txt")), "{names:?}");
        assert_eq!(names.iter().any(|name| name.ends_with("保密.txt")), has_secret, "{names:?}");
    }
}
