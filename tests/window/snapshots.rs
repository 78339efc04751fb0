//! Tests of snapshots in the window: freezing, checking, comparing, receiving, exporting and removing.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use chrono::DateTime;
use egui::{Key, Modifiers};
use license_workbook::snapshot::diff::Section;
use license_workbook::snapshot::verify::{Origin, Verdict, verify_json};
use license_workbook::store::{self, Subject};
use license_workbook::ui::{Dialog, Place, Proof, Signature, SnapshotSource};
use license_workbook::workbook::{SnapshotId, Status};
use std::path::Path;

/// Freezes a snapshot with this purpose, by keys alone.
fn freeze(window: &mut Window, purpose: &str) -> SnapshotId {
    let before: Vec<SnapshotId> = window.app().workbook().snapshots.keys().copied().collect();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.type_text(purpose);
    window.key(Key::Enter);
    let snapshots = &window.app().workbook().snapshots;
    *snapshots.keys().find(|id| !before.contains(id)).unwrap()
}

/// Exports the selected frozen snapshot as JSON, with or without the notes.
fn export(window: &mut Window, machine: &Machine, path: &Path, with_notes: bool) {
    machine.dialogs.next(path);
    window.click("导出…");
    window.click("文档（PDF，可打印、签章、存档）");
    window.click("数据（JSON）");
    if with_notes {
        window.click("包括内部备注");
    }
    window.key(Key::Enter);
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut window = Machine::new().start(None);
    window.command(Key::Num7);
    assert_eq!(window.app().views().place, Place::Snapshots);
    assert!(window.shows("还没有冻结的快照"));
}

#[test]
fn a_snapshot_is_frozen_by_keys_listed_and_found_whole() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    let id = freeze(&mut window, "年报 2026");
    assert_eq!(window.app().views().place, Place::Snapshots);
    let kept = &window.app().workbook().snapshots[&id];
    assert_eq!((kept.on.to_string().as_str(), kept.purpose.as_str()), ("2026-11-24", "年报 2026"));
    assert!(window.shows("年报 2026"));
    assert!(window.shows("未改动"));
    assert!(window.shows("王宝军"));
    let digest: String = kept.digest.to_string().chars().take(12).collect();
    assert!(window.shows(&digest));
    // Freezing is an edit, so it can be undone and redone.
    window.command(Key::Z);
    assert!(window.app().workbook().snapshots.is_empty());
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(window.app().workbook().snapshots.contains_key(&id));
}

#[test]
fn without_a_purpose_nothing_is_frozen() {
    let mut window = Machine::new().start(None);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.key(Key::Enter);
    assert!(window.app().workbook().snapshots.is_empty());
    assert!(matches!(window.app().views().dialog, Some(Dialog::Freeze(_))));
    window.key(Key::Escape);
    assert!(window.app().views().dialog.is_none());
}

#[test]
fn what_was_done_since_is_seen_beside_what_was() {
    let mut window = Machine::new().start(None);
    freeze(&mut window, "年初");
    window.checklist();
    window.key(Key::Num3);
    window.key(Key::N);
    window.type_text("两名专员轮班接听");
    window.key(Key::Escape);
    window.command(Key::Num7);
    window.click("与今天对比");
    assert!(window.shows("变更 1 项，新增 0 项，移除 0 项"));
    assert!(window.shows("一-1"));
    assert!(window.shows("未开始") && window.shows("已落实"));
    assert!(window.shows("两名专员轮班接听"));
    // The comparison with today changes with the workbook.
    window.command(Key::Num3);
    window.key(Key::J);
    window.key(Key::Num2);
    window.command(Key::Num7);
    assert!(window.shows("变更 2 项，新增 0 项，移除 0 项"));
    assert!(window.shows("一-2"));
    // Swapping the sides reverses the comparison.
    window.click("前后互换");
    let (before, after) = window.app().views().snapshots.pair;
    assert_eq!(before, SnapshotSource::Today);
    assert!(matches!(after, SnapshotSource::Kept(_)));
    assert!(window.shows("变更 2 项"));
}

#[test]
fn a_comparison_is_written_as_a_page_and_as_a_spreadsheet() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    freeze(&mut window, "年初");
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Num7);
    window.click("与今天对比");
    for (button, name) in [("网页…", "c.html"), ("电子表格…", "c.xlsx")] {
        machine.dialogs.next(&machine.file(name));
        window.click(button);
        assert!(!machine.file(name).exists(), "no file is written before the options are confirmed");
        window.key(Key::Enter);
        assert!(machine.file(name).exists(), "{name}");
    }
    let page = std::fs::read_to_string(machine.file("c.html")).unwrap();
    assert!(page.contains("一-1") && page.contains("已落实"));
}

#[test]
fn a_comparison_takes_notes_and_confidential_evidence_along_only_on_request() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    freeze(&mut window, "年初");
    window.checklist();
    window.key(Key::N);
    window.type_text("律师尚未答复");
    window.key(Key::Escape);
    write(&machine.file("工资.txt"), b"salaries");
    machine.dialogs.next(&machine.file("工资.txt"));
    window.key(Key::E);
    window.command(Key::Num5);
    window.click_containing("工资.txt");
    window.click("保密");
    window.command(Key::Num7);
    window.click("与今天对比");
    assert!(window.shows("律师尚未答复"), "the window shows the internal note");
    for (name, ticked) in [("a", &[][..]), ("b", &["包括内部备注"]), ("c", &["包括保密证据"])] {
        machine.dialogs.next(&machine.file(name));
        window.click("网页…");
        for box_name in ticked {
            window.click(box_name);
        }
        window.key(Key::Enter);
        let page = std::fs::read_to_string(machine.file(&format!("{name}.html"))).unwrap();
        assert_eq!(page.contains("律师尚未答复"), ticked.contains(&"包括内部备注"), "{name}");
        assert_eq!(page.contains("工资.txt"), ticked.contains(&"包括保密证据"), "{name}");
    }
}

#[test]
fn a_snapshot_is_not_frozen_for_a_day_to_come() {
    let mut window = Machine::new().start(None);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.type_text("年报");
    let dialog = window.0.state_mut().views_mut().dialog.as_mut().unwrap();
    let Dialog::Freeze(draft) = dialog else { panic!("no dialog for freezing") };
    draft.on = "2030-01-01".parse().unwrap();
    window.0.run();
    assert!(window.shows("2030-01-01 尚未到来"), "the reason is shown");
    window.key(Key::Enter);
    assert!(window.app().workbook().snapshots.is_empty());
    assert!(matches!(window.app().views().dialog, Some(Dialog::Freeze(_))));
}

#[test]
fn an_exported_snapshot_is_dropped_in_and_verified() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::N);
    window.type_text("内部");
    window.key(Key::Escape);
    let id = freeze(&mut window, "检查");
    let digest = window.app().workbook().snapshots[&id].digest;
    let path = machine.file("copy.json");
    export(&mut window, &machine, &path, false);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("内部\""), "notes are excluded unless they are selected");
    let checked = verify_json(&text).unwrap();
    assert_eq!(checked.verdict, Verdict::Intact);
    assert_eq!(checked.snapshot.frozen.unwrap().whole, Some(digest));

    window.drop_file(&path);
    assert!(window.shows("copy.json"));
    assert!(window.shows("是本工作簿快照“2026-11-24 检查”的副本，略去了部分内容，其余一致"));
    let received = window.app().views().snapshots.received[0].clone().unwrap();
    assert_eq!(received.origin, Some((id, Origin::Part)));

    // A changed file is detected.
    let altered = machine.file("altered.json");
    write(&altered, text.replacen("\"status\": \"not_started\"", "\"status\": \"met\"", 1).as_bytes());
    window.drop_file(&altered);
    assert!(window.shows("被改动"));
    assert!(window.shows("算出的校验值"));

    let other = machine.file("other.json");
    write(&other, b"{}");
    window.drop_file(&other);
    assert!(matches!(window.app().views().dialog, Some(Dialog::Failed { .. })));
    assert!(window.shows("other.json"));
}

#[test]
fn a_frozen_snapshot_is_exported_as_it_was() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    let id = freeze(&mut window, "年初");
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Num7);
    window.app_select(SnapshotSource::Kept(id));
    let path = machine.file("then.json");
    export(&mut window, &machine, &path, true);
    let checked = verify_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(checked.snapshot.duties[0].status, Status::NotStarted, "the duty was marked after the freeze");
    assert_eq!(window.status("一-1"), Status::Met);
}

#[test]
fn a_snapshot_is_removed_and_comes_back_by_undo() {
    let mut window = Machine::new().start(None);
    let id = freeze(&mut window, "年初");
    window.click("移除");
    assert!(window.app().workbook().snapshots.is_empty());
    assert!(window.shows("还没有冻结的快照"));
    window.command(Key::Z);
    assert!(window.app().workbook().snapshots.contains_key(&id));
}

#[test]
fn another_workbook_is_dropped_nowhere_but_chosen_to_compare_with() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    let (own, path) = (machine.file("own.ron"), machine.file("other.ron"));
    machine.dialogs.next(&own);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    std::fs::copy(&own, &path).unwrap();
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Num7);
    machine.dialogs.next(&path);
    window.click("校验收到的快照…");
    assert!(window.shows("other.ron"));
    window.click("与今天对比");
    // The edit may also have added its author to the registry, so only duties are compared.
    let shown = window.app().views().snapshots.shown.clone().unwrap();
    let duties: Vec<_> = shown.comparison.changes.iter().filter(|c| c.section == Section::Duties).collect();
    assert!(duties.len() == 1 && duties[0].name.zh.starts_with("一-1 "), "{duties:#?}");
}

#[test]
fn the_overview_shows_the_statuses_over_time() {
    let mut window = Machine::new().start(None);
    assert!(window.shows("还没有记录：从第一次修改开始"));
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Num1);
    assert!(window.shows("2026-11-24 至 2026-11-24 的状态"));
}

/// Freezes a snapshot and exports it as JSON with a signature.
fn signed_export(machine: &Machine, window: &mut Window, path: &Path) {
    freeze(window, "检查");
    machine.dialogs.next(path);
    window.click("导出…");
    window.click("文档（PDF，可打印、签章、存档）");
    window.click("数据（JSON）");
    window.click("给 JSON 数据签名（旁边的 .sig 文件）");
    assert!(window.shows("不能证明密钥属于谁"));
    window.key(Key::Enter);
}

fn proof(window: &Window) -> Option<Signature> {
    window.app().views().snapshots.received.last().cloned().flatten()?.signature.clone()
}

#[test]
fn a_snapshot_is_signed_on_export_and_its_receiver_sees_by_whom() {
    let (sender, receiver) = (Machine::new(), Machine::new());
    let mut window = sender.start(None);
    window.command(Key::Num7);
    let path = sender.file("s.json");
    signed_export(&sender, &mut window, &path);
    let key = window.app().views().snapshots.own_key.clone().unwrap();
    assert!(window.app().views().toasts.texts().any(|text| text.contains(&key)));
    assert!(window.shows("我的密钥指纹") && window.shows(&key), "the own fingerprint is shown");
    // A file that is signed with the user's own key is labeled as such.
    window.drop_file(&path);
    assert!(window.shows("是用您自己的密钥签的"));
    // The next start uses the same key.
    let mut window = sender.start(None);
    window.command(Key::Num7);
    signed_export(&sender, &mut window, &sender.file("t.json"));
    assert_eq!(window.app().views().snapshots.own_key.as_ref(), Some(&key));

    let mut window = receiver.start(None);
    window.command(Key::Num7);
    let there = receiver.file("s.json");
    std::fs::copy(&path, &there).unwrap();
    window.drop_file(&there);
    assert_eq!(proof(&window), Some(Signature::Missing));
    assert!(window.shows("没有签名"));
    std::fs::copy(sender.file("s.json.sig"), receiver.file("s.json.sig")).unwrap();
    // A file and its signature that are dropped together are one entry, and so is the signature alone.
    window.drop_files(&[receiver.file("s.json.sig"), there.clone()]);
    let Some(Signature::Found { proves, signer, fingerprint, is_own }) = proof(&window) else { panic!() };
    assert_eq!((proves, signer.as_str(), fingerprint, is_own), (Proof::Good, "王宝军", key.clone(), false));
    assert!(window.shows("签名有效") && window.shows(&format!("签名人自称 王宝军，密钥指纹 {key}")));
    assert!(window.shows("未改动"), "the integrity is shown beside the signature");
    window.drop_file(&receiver.file("s.json.sig"));
    assert_eq!(window.app().views().snapshots.received.len(), 3);

    // A change after signing is detected, and so is a signature that names another key.
    let text = std::fs::read_to_string(&there).unwrap();
    write(&there, text.replacen("\"status\": \"not_started\"", "\"status\": \"met\"", 1).as_bytes());
    window.drop_file(&there);
    assert!(window.shows("签名后被改动") && window.shows("签名不能证明任何内容"));
    write(&there, text.as_bytes());
    let signature = std::fs::read_to_string(receiver.file("s.json.sig")).unwrap();
    let other = store::sign(&receiver.file("other"), "王宝军", DateTime::UNIX_EPOCH, Subject::of_file(text.as_bytes()))
        .unwrap();
    let own = signature.split('"').skip_while(|part| *part != "key").nth(2).unwrap();
    write(&receiver.file("s.json.sig"), signature.replace(own, &other.key).as_bytes());
    window.drop_file(&there);
    assert!(window.shows("签名无效"));
    write(&receiver.file("s.json.sig"), b"?");
    window.drop_file(&there);
    assert_eq!(proof(&window), Some(Signature::Unreadable));
}

#[test]
fn only_data_is_signed_and_in_an_archive_the_signature_is_beside_it() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    freeze(&mut window, "检查");
    let path = machine.file("s.zip");
    machine.dialogs.next(&path);
    window.click("导出…");
    // A PDF alone cannot be signed.
    window.click("给 JSON 数据签名（旁边的 .sig 文件）");
    assert!(!window.shows("不能证明密钥属于谁"));
    window.click("数据（JSON）");
    window.click("给 JSON 数据签名（旁边的 .sig 文件）");
    window.key(Key::Enter);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let name = names.iter().find(|name| Path::new(name).extension().is_some_and(|e| e == "json")).unwrap();
    let read = |archive: &mut zip::ZipArchive<std::fs::File>, name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let document = read(&mut archive, name);
    let signed: store::Signed = serde_json::from_slice(&read(&mut archive, &format!("{name}.sig"))).unwrap();
    assert!(matches!(signed.check(&document), store::SignatureState::Good { .. }));
}

/// Regression: errors in a received file were shown in English, as the library words them.
#[test]
fn what_is_wrong_with_a_received_file_is_told_in_the_language_of_the_window() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    for (name, text, said) in [
        ("断.json", "{\"format\": 1", "到第 1 行第 12 列为止，不完整"),
        ("错.json", "{\"format\": x}", "第 1 行第 12 列起不是 JSON"),
        ("空.json", "{\"format\": 1}", "不是快照，缺少字段"),
    ] {
        window.drop_file(&crate::evidence::file(&machine, name, text.as_bytes()));
        assert!(window.shows(said), "{name}");
        window.key(Key::Escape);
    }
}
