//! Tests of where evidence is stored, in the window: in the workbook, in a linked file, on the clipboard, in an export.

use crate::evidence::{by_name, library, png};
use crate::machine::{Machine, Window};
use crate::support::folder::{files, write};
use egui::{Key, OutputCommand};
use egui_kittest::kittest::Queryable as _;
use license_workbook::ui::Dialog;
use license_workbook::workbook::EvidenceStorage;

/// Shows the details of the evidence with this name.
fn show(window: &mut Window, name: &str) {
    let hash = by_name(window, name).0;
    window.0.state_mut().views_mut().evidence.go_to(hash);
    window.0.run();
}

#[test]
fn what_was_just_attached_is_known_to_be_whole() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("a.txt", b"a")]);
    show(&mut window, "a.txt");
    assert!(window.shows("添加后未改动") && !window.shows("未校验"));
}

#[test]
fn bytes_move_out_into_a_file_and_back_into_the_workbook() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("合同.txt", b"the contract")]);
    show(&mut window, "合同.txt");
    let out = machine.file("移出.txt");
    machine.dialogs.next(&out);
    window.click("移出为链接…");
    let (hash, evidence) = by_name(&window, "合同.txt");
    assert!(matches!(&evidence.storage, EvidenceStorage::Linked { absolute, .. } if absolute.ends_with("移出.txt")));
    assert_eq!(std::fs::read(&out).unwrap(), b"the contract");

    window.click("存入工作簿");
    assert!(by_name(&window, "合同.txt").1.is_embedded());
    std::fs::remove_file(&out).unwrap();
    window.click("校验全部证据");
    assert!(window.shows("添加后未改动"));
    // Both are edits and can be undone.
    window.command(Key::Z);
    assert!(!by_name(&window, "合同.txt").1.is_embedded());
    window.command(Key::Z);
    assert!(window.app().workbook().evidence[&hash].is_embedded());
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_evidence_where_it_is() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("合同.txt", b"the contract")]);
    show(&mut window, "合同.txt");
    machine.dialogs.next(&machine.file("没有这个文件夹/移出.txt"));
    window.click("移出为链接…");
    assert!(by_name(&window, "合同.txt").1.is_embedded());
    assert!(matches!(window.app().views().dialog, Some(Dialog::Failed { .. })));
}

#[test]
fn what_is_confidential_is_given_out_only_on_request() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("公开.txt", b"open"), ("保密.txt", b"secret")]);
    let given = |name: &str| {
        let files = files(&machine.file(name)).into_iter();
        let mut names: Vec<String> =
            files.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with("公开.txt") || name.ends_with("保密.txt"));
        names.sort();
        names
    };
    show(&mut window, "保密.txt");
    window.click("保密");
    for (answer, folder, expected) in
        [("不包括", "一", &["公开.txt"][..]), ("一并导出", "二", &["保密.txt", "公开.txt"])]
    {
        std::fs::create_dir(machine.file(folder)).unwrap();
        machine.dialogs.next(&machine.file(folder));
        window.click("导出全部证据到文件夹…");
        assert!(window.shows("工作簿中有 1 份证据标为保密。"));
        window.click_containing(answer);
        assert_eq!(given(folder), expected, "{answer}");
    }
    window.click("导出全部证据到文件夹…");
    window.click("取消");
    assert_eq!(window.app().views().dialog, None);
}

#[test]
fn a_picture_is_copied_as_it_is() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("图.png", &png(31, 17, 200))]);
    show(&mut window, "图.png");
    window.key(Key::Enter);
    window.0.get_by_label("复制图片").click();
    let mut copied = None;
    // The clipboard command is only in the output of the frame in which the picture arrives.
    for _ in 0..8 {
        window.0.step();
        copied = copied.or_else(|| {
            let commands = &window.0.output().platform_output.commands;
            commands
                .iter()
                .find_map(|c| if let OutputCommand::CopyImage(image) = c { Some(image.clone()) } else { None })
        });
    }
    let image = copied.unwrap();
    assert_eq!((image.size, image.pixels[0].to_array()), ([31, 17], [200, 90, 90, 255]));
}

#[test]
fn what_is_linked_from_elsewhere_is_read_when_somebody_asks_for_it_and_not_before() {
    let machine = Machine::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let far = elsewhere.path().join("远处.txt");
    write(&far, "远处的文字".as_bytes());
    write(&machine.file("近处.txt"), "近处的文字".as_bytes());
    let mut window = library(&machine, &[]);
    // Save first: whether a linked file is read automatically depends on the folder of the workbook.
    machine.dialogs.next(&machine.file("w.ron"));
    window.command(Key::S);
    window.checklist();
    for path in [far, machine.file("近处.txt")] {
        machine.dialogs.several(&[&path]);
        window.click_containing("其他方式");
        window.click("链接文件（不存入工作簿）…");
    }
    window.command(Key::Num5);
    show(&mut window, "近处.txt");
    assert!(window.shows("近处的文字"));
    show(&mut window, "远处.txt");
    assert!(!window.shows("远处的文字") && window.shows("不自动读取"));
    window.click("读取并显示");
    assert!(window.shows("远处的文字"));
}
