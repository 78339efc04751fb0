//! Tests of evidence in the window: attaching, viewing, describing, replacing and sharing it with twin duties.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::ui::{Column, Dialog, Place, Tab};
use license_workbook::workbook::{Evidence, EvidenceStorage, EvidenceUse, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A PNG file of one color.
pub(crate) fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let image = image::RgbaImage::from_pixel(width, height, image::Rgba([shade, 90, 90, 255]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Writes a file of the machine with these bytes.
pub(crate) fn file(machine: &Machine, name: &str, bytes: &[u8]) -> PathBuf {
    let path = machine.file(name);
    write(&path, bytes);
    path
}

/// The names of the evidence that is attached to the duty with this label.
fn attached(window: &Window, label: &str) -> Vec<String> {
    let workbook = window.app().workbook();
    let hashes = workbook.evidence_at(EvidenceUse::Duty(window.duty(label)));
    let mut names: Vec<String> = hashes.iter().map(|hash| workbook.evidence[hash].name.clone()).collect();
    names.sort();
    names
}

pub(crate) fn by_name<'a>(window: &'a Window, name: &str) -> (Sha256, &'a Evidence) {
    let found = window.app().workbook().evidence.iter().find(|(_, e)| e.name == name);
    found.map(|(hash, evidence)| (*hash, evidence)).unwrap()
}

/// Chooses these files in the next dialog.
fn choose(machine: &Machine, paths: &[&Path]) {
    machine.dialogs.several(paths);
}

/// A window that shows the evidence view, with these files in the workbook.
pub(crate) fn library(machine: &Machine, files: &[(&str, &[u8])]) -> Window {
    let mut window = machine.start(None);
    window.command(Key::Num5);
    assert_eq!(window.app().views().place, Place::Evidence);
    let paths: Vec<PathBuf> = files.iter().map(|(name, bytes)| file(machine, name, bytes)).collect();
    window.drop_files(&paths);
    assert_eq!(window.app().workbook().evidence.len(), files.len());
    window
}

/// The names of the rows that are drawn, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let nodes = window.0.query_all_by_label_contains(", ").filter_map(|node| {
        let name = node.accesskit_node().label()?;
        let (name, kind) = name.rsplit_once(", ")?;
        let is_row = ["图片", "PDF", "文本", "表格", "其他"].contains(&kind);
        is_row.then(|| (node.rect().top(), name.to_owned()))
    });
    let mut rows: Vec<(f32, String)> = nodes.collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn files_are_attached_by_key_and_dialog_many_at_once() {
    let machine = Machine::new();
    let (a, b) = (file(&machine, "合同.txt", b"a"), file(&machine, "照片.png", &png(9, 9, 1)));
    let mut window = machine.start(None);
    window.checklist();
    choose(&machine, &[&a, &b]);
    window.key(Key::E);
    assert_eq!(attached(&window, "一-1"), ["合同.txt", "照片.png"]);
    window.command(Key::Z);
    assert_eq!(attached(&window, "一-1"), [""; 0], "all of them are one undo step");
    assert!(window.app().workbook().evidence.is_empty());
}

#[test]
fn dropped_files_go_to_the_selected_duty_and_are_said_to_while_they_are_held() {
    let machine = Machine::new();
    let paths: Vec<PathBuf> = (0..5).map(|i| file(&machine, &format!("{i}.txt"), &[b'0' + i])).collect();
    let mut window = machine.start(None);
    window.checklist();
    window.hover_file(&paths[0]);
    assert!(window.shows("松开后添加到 一-1"));
    window.drop_files(&paths);
    assert_eq!(attached(&window, "一-1").len(), 5);
    // Without a selected duty nothing is attached, and a message gives the reason.
    window.command(Key::Num1);
    window.drop_files(&paths[..1]);
    assert_eq!(window.app().workbook().evidence.len(), 5);
    assert!(window.app().views().toasts.texts().any(|t| t.contains("请先在检查表中选择一项义务")));
}

#[test]
fn a_pasted_screenshot_becomes_a_png_named_by_the_moment() {
    let mut window = Machine::new().start(None);
    window.checklist();
    let image = egui::ColorImage::filled([4, 3], egui::Color32::RED);
    window.0.event(egui::Event::PasteImage(Arc::new(image)));
    window.0.run();
    assert_eq!(attached(&window, "一-1"), ["截图 2026-11-24 12-00-00.png"]);
    let (hash, evidence) = by_name(&window, "截图 2026-11-24 12-00-00.png");
    assert_eq!(evidence.media_type, "image/png");
    let bytes = base64_of(&window, hash);
    let back = image::load_from_memory(&bytes).unwrap().to_rgba8();
    assert_eq!((back.dimensions(), back.get_pixel(3, 2).0), ((4, 3), [255, 0, 0, 255]));
}

fn base64_of(window: &Window, hash: Sha256) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(window.app().workbook().blobs[&hash].as_bytes()).unwrap()
}

#[test]
fn a_folder_is_attached_whole_and_files_are_linked_on_request() {
    let machine = Machine::new();
    std::fs::create_dir(machine.file("材料")).unwrap();
    let inside = file(&machine, "材料/一.txt", b"1");
    file(&machine, "材料/二.txt", b"2");
    let mut window = machine.start(None);
    window.checklist();
    choose(&machine, &[&machine.file("材料")]);
    window.click_containing("其他方式");
    window.click("添加整个文件夹…");
    assert_eq!(attached(&window, "一-1"), ["一.txt", "二.txt"]);
    window.key(Key::J);
    let linked = file(&machine, "大.bin", b"linked");
    choose(&machine, &[&linked]);
    window.click_containing("其他方式");
    window.click("链接文件（不存入工作簿）…");
    assert_eq!(attached(&window, "一-2"), ["大.bin"]);
    assert!(matches!(by_name(&window, "大.bin").1.storage, EvidenceStorage::Linked { .. }));
    assert!(inside.exists());
}

#[test]
fn the_list_sorts_by_every_column_and_narrows() {
    let machine = Machine::new();
    let mut window =
        library(&machine, &[("乙.txt", b"long text"), ("甲.png", &png(50, 50, 3)), ("丙.pdf", b"%PDF-1.4 nothing")]);
    for (column, expect) in [
        (Column::Size, ["乙.txt", "丙.pdf", "甲.png"]),
        (Column::Kind, ["丙.pdf", "甲.png", "乙.txt"]),
        (Column::Name, ["丙.pdf", "乙.txt", "甲.png"]),
    ] {
        window.0.state_mut().views_mut().evidence.sort = (column, false);
        window.0.run();
        assert_eq!(rows(&window), expect, "{column:?}");
        window.0.state_mut().views_mut().evidence.sort = (column, true);
        window.0.run();
        assert!(rows(&window).iter().eq(expect.iter().rev()), "{column:?}");
    }
    for column in Column::ALL {
        window.0.state_mut().views_mut().evidence.sort = (column, true);
        window.0.run();
        assert_eq!(rows(&window).len(), 3, "{column:?}");
    }
    window.click_containing("名称");
    assert_eq!(window.app().views().evidence.sort, (Column::Name, false));
    window.click_containing("名称");
    assert_eq!(rows(&window), ["甲.png", "乙.txt", "丙.pdf"], "a second click reverses the order");
    window.0.get_by(|node| node.placeholder().is_some_and(|p| p.contains("搜索证据"))).click();
    window.0.run();
    window.type_text("PDF");
    assert_eq!(rows(&window), ["丙.pdf"]);
    window.click("清除筛选");
    window.click("未使用 3");
    assert_eq!(rows(&window).len(), 3);
    assert!(window.shows("显示 3 份，共 3 份"));
}

#[test]
fn what_is_said_of_evidence_is_an_edit_that_is_undone() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("合同.txt", b"contract")]);
    window.key(Key::J);
    let hash = by_name(&window, "合同.txt").0;
    assert_eq!(window.app().views().evidence.selected, Some(hash));
    for (field, text) in [("有效期至", "2026-12-01"), ("文件日期", "2025-12-02"), ("内容说明", "与房东的合同")]
    {
        window.0.get_all_by_label(field).last().unwrap().click();
        window.0.run();
        window.type_text(text);
    }
    window.key(Key::Escape);
    window.click("保密");
    let of = |window: &Window| window.app().workbook().evidence[&hash].clone();
    assert_eq!(of(&window).valid_until.unwrap().to_string(), "2026-12-01");
    assert_eq!(of(&window).effective_on.unwrap().to_string(), "2025-12-02");
    assert_eq!(of(&window).description, "与房东的合同");
    assert!(of(&window).confidential);
    assert!(window.shows("7 天后到期"));
    window.command(Key::Z);
    assert!(!of(&window).confidential);
    for _ in 0..3 {
        window.command(Key::Z);
    }
    assert_eq!((of(&window).valid_until, of(&window).description), (None, String::new()));
}

#[test]
fn a_new_version_takes_the_place_and_the_old_one_is_still_told() {
    let machine = Machine::new();
    let old = file(&machine, "旧.txt", b"old");
    let new = file(&machine, "新.txt", b"new");
    let mut window = machine.start(None);
    window.checklist();
    window.drop_files(&[old]);
    window.click("操作：旧.txt");
    choose(&machine, &[&new]);
    window.click("换成新版本…");
    assert_eq!(attached(&window, "一-1"), ["新.txt"]);
    let (new, evidence) = by_name(&window, "新.txt");
    assert_eq!(evidence.replaces, Some(by_name(&window, "旧.txt").0));
    window.command(Key::Num5);
    window.0.state_mut().views_mut().evidence.go_to(new);
    window.0.run();
    assert!(window.shows("旧版本"));
    window.click("旧.txt");
    assert_eq!(window.app().views().evidence.selected, Some(by_name(&window, "旧.txt").0));
}

#[test]
fn evidence_serves_the_twin_duty_by_one_click() {
    let machine = Machine::new();
    let path = file(&machine, "制度.txt", b"rules");
    let mut window = machine.start(None);
    let workbook = Arc::clone(window.app().workbook());
    let applies = |id| {
        let entry = window.entry(id);
        entry.status != license_workbook::workbook::Status::NotApplicable
    };
    let mut pairs = workbook.duties.keys().flat_map(|id| workbook.twins(*id).into_iter().map(move |twin| (*id, twin)));
    let (duty, twin) = pairs.find(|(duty, twin)| applies(*duty) && applies(*twin)).unwrap();
    window.command(Key::Num3);
    window.0.state_mut().views_mut().checklist.select(duty);
    window.0.run();
    window.drop_files(&[path]);
    let label = workbook.duties[&twin].definition.label();
    window.click_containing(&format!("同时用于要求相同的义务：{label}"));
    assert_eq!(attached(&window, &label), ["制度.txt"]);
    assert!(!window.shows("同时用于要求相同的义务"));
    window.command(Key::Z);
    assert_eq!(attached(&window, &label), [""; 0]);
}

#[test]
fn duties_without_evidence_are_listed_with_what_is_accepted_and_get_it_there() {
    let machine = Machine::new();
    let path = file(&machine, "批复.txt", b"x");
    let mut window = machine.start(None);
    // The number on the overview links to its duties.
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Num1);
    window.click_containing("没有证据的 1 项");
    assert_eq!((window.app().views().place, window.app().views().evidence.tab), (Place::Evidence, Tab::Lacking));
    assert!(window.shows("可接受："));
    choose(&machine, &[&path]);
    window.click("添加文件… 一-1");
    assert_eq!(attached(&window, "一-1"), ["批复.txt"]);
    assert!(window.shows("没有缺证据的义务"), "every met duty has evidence");
}

#[test]
fn pictures_and_text_are_shown_and_what_is_broken_says_so() {
    let machine = Machine::new();
    let mut window = library(
        &machine,
        &[
            ("图.png", &png(300, 200, 9)),
            ("文.txt", "第一行：有效".as_bytes()),
            ("坏.png", b"\x89PNG\r\n\x1a\nnothing"),
            ("空.pdf", b""),
        ],
    );
    for (name, shown) in [
        ("图.png", "图片：图.png"),
        ("文.txt", "第一行：有效"),
        ("坏.png", "无法预览：内容无法识别"),
        ("空.pdf", "空文件，没有内容可显示"),
    ] {
        let hash = by_name(&window, name).0;
        window.0.state_mut().views_mut().evidence.go_to(hash);
        window.0.run();
        assert!(window.shows(shown), "{name}");
    }
}

#[test]
fn the_large_view_goes_through_all_by_keys_and_closes() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("1.png", &png(30, 20, 1)), ("2.txt", b"two"), ("3.png", &png(30, 20, 3))]);
    window.0.state_mut().views_mut().evidence.sort = (Column::Name, false);
    window.key(Key::J);
    window.key(Key::Enter);
    let shown = |window: &Window| {
        let hash = window.app().views().lightbox.as_ref().and_then(license_workbook::ui::Lightbox::shown);
        hash.map(|hash| window.app().workbook().evidence[&hash].name.clone())
    };
    assert_eq!(shown(&window).as_deref(), Some("1.png"));
    window.key(Key::ArrowRight);
    assert_eq!(shown(&window).as_deref(), Some("2.txt"));
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    assert_eq!(shown(&window).as_deref(), Some("3.png"), "the last file has no next one");
    window.key(Key::ArrowLeft);
    assert_eq!(shown(&window).as_deref(), Some("2.txt"));
    window.key(Key::Escape);
    assert_eq!(shown(&window), None);
    assert_eq!(
        window.app().views().evidence.selected,
        Some(by_name(&window, "1.png").0),
        "the list did not receive the keys"
    );
}

#[test]
fn a_program_is_not_opened_without_a_plain_warning() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("合同.pdf.exe", b"MZ"), ("说明.txt", b"plain")]);
    let hash = by_name(&window, "合同.pdf.exe").0;
    window.0.state_mut().views_mut().evidence.go_to(hash);
    window.0.run();
    window.click("打开副本");
    assert_eq!(window.app().views().dialog, Some(Dialog::OpenDangerous(hash)));
    assert!(window.shows("“合同.pdf.exe”是程序"));
    assert_eq!(machine.dialogs.opened(), [""; 0]);
    window.click("取消");
    assert_eq!((&window.app().views().dialog, machine.dialogs.opened().len()), (&None, 0));
    window.click("打开副本");
    window.click("仍然打开");
    assert_eq!(machine.dialogs.opened(), ["合同.pdf.exe"]);
    let hash = by_name(&window, "说明.txt").0;
    window.0.state_mut().views_mut().evidence.go_to(hash);
    window.0.run();
    window.click("打开副本");
    assert_eq!(machine.dialogs.opened(), ["合同.pdf.exe", "说明.txt"], "a harmless file needs no warning");
}

#[test]
fn a_check_tells_what_changed_and_what_is_missing() {
    let machine = Machine::new();
    let (kept, lost) = (file(&machine, "a.bin", b"kept"), file(&machine, "b.bin", b"lost"));
    let mut window = machine.start(None);
    window.checklist();
    choose(&machine, &[&kept, &lost]);
    window.click_containing("其他方式");
    window.click("链接文件（不存入工作簿）…");
    write(&kept, b"KEPT");
    std::fs::remove_file(&lost).unwrap();
    window.command(Key::Num5);
    window.click("校验全部证据");
    window.click("有问题 2");
    assert!(window.shows("内容已变") && window.shows("文件缺失"));
    // The missing file is found by its hash in another folder.
    std::fs::create_dir(machine.file("别处")).unwrap();
    file(&machine, "别处/另一个名字.bin", b"lost");
    choose(&machine, &[&machine.file("别处")]);
    window.click("查找缺失的文件…");
    let (_, evidence) = by_name(&window, "b.bin");
    assert!(
        matches!(&evidence.storage, EvidenceStorage::Linked { absolute, .. } if absolute.ends_with("另一个名字.bin"))
    );
    window.click("校验全部证据");
    assert!(window.shows("有问题 1"));
}

#[test]
fn several_are_marked_and_what_is_unused_is_removed_and_comes_back() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("1.txt", b"1"), ("2.txt", b"2"), ("3.txt", b"3")]);
    window.0.state_mut().views_mut().evidence.sort = (Column::Name, false);
    window.0.run();
    window.click("1.txt, 文本");
    // Click on the name, because the middle of the row may have the handle of a column.
    let pos = window.0.get_by_label("3.txt, 文本").rect().left_center() + egui::vec2(60.0, 0.0);
    let modifiers = Modifiers::SHIFT;
    window.0.event(egui::Event::PointerMoved(pos));
    window.0.event(egui::Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        window.0.event(egui::Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers });
    }
    window.0.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.0.run();
    assert_eq!(window.app().views().evidence.marked.len(), 3);
    window.click("标为保密");
    assert!(window.app().workbook().evidence.values().all(|e| e.confidential));
    window.click("移除未使用的 3 份");
    assert!(window.app().workbook().evidence.is_empty());
    window.command(Key::Z);
    assert_eq!(window.app().workbook().evidence.len(), 3);
}

#[test]
fn a_scan_stands_beside_the_text_of_its_page() {
    let machine = Machine::new();
    let scan = file(&machine, "正文.png", &png(210, 297, 200));
    let mut window = machine.start(None);
    window.command(Key::Num2);
    choose(&machine, &[&scan]);
    window.click("添加第 1 页的扫描件");
    let workbook = window.app().workbook();
    let license = workbook.current_license().unwrap();
    let hash = by_name(&window, "正文.png").0;
    assert_eq!(workbook.licenses[&license].record.scans.get(&1), Some(&hash));
    assert!(window.shows("图片：正文.png") && window.shows("苏B2-20140200"));
    window.click("文字");
    assert!(!window.shows("图片：正文.png"));
    window.click("扫描件");
    assert!(window.shows("图片：正文.png"));
    // The evidence view links to the page.
    window.command(Key::Num5);
    window.0.state_mut().views_mut().evidence.go_to(hash);
    window.0.run();
    window.click("第 1 页");
    assert_eq!(window.app().views().place, Place::License);
}

#[test]
fn evidence_that_runs_out_is_in_the_agenda_and_leads_to_it() {
    let machine = Machine::new();
    let path = file(&machine, "租约.txt", b"lease");
    let mut window = machine.start(None);
    window.checklist();
    window.drop_files(&[path]);
    let hash = by_name(&window, "租约.txt").0;
    window.command(Key::Num5);
    window.0.state_mut().views_mut().evidence.go_to(hash);
    window.0.run();
    window.0.get_all_by_label("有效期至").last().unwrap().click();
    window.0.run();
    window.type_text("2026-12-01");
    window.command(Key::Num4);
    window.click_containing("证据到期：租约.txt");
    window.click("操作：租约.txt");
    window.click("显示全部信息");
    assert_eq!((window.app().views().place, window.app().views().evidence.selected), (Place::Evidence, Some(hash)));
}

#[test]
fn a_frame_costs_what_is_seen_however_much_is_embedded() {
    let machine = Machine::new();
    let files: Vec<(String, Vec<u8>)> =
        (0..300).map(|i| (format!("{i:03}.png"), png(40, 30, u8::try_from(i % 256).unwrap()))).collect();
    // The shades repeat, so padding makes the bytes distinct.
    let files: Vec<(String, Vec<u8>)> =
        files.into_iter().enumerate().map(|(i, (name, bytes))| (name, [bytes, vec![0; 1 + i * 40]].concat())).collect();
    let mut window = machine.start(None);
    window.command(Key::Num5);
    let paths: Vec<PathBuf> = files.iter().map(|(name, bytes)| file(&machine, name, bytes)).collect();
    window.drop_files(&paths);
    assert_eq!(window.app().workbook().evidence.len(), 300);
    let built = window.app().views().evidence.rows_built();
    assert!((1..60).contains(&built), "{built} of 300 rows were built");
    assert_eq!(window.app().previews().drawn(), 0, "nothing is drawn without a selection");
    window.key(Key::J);
    let drawn = window.app().previews().drawn();
    assert_eq!(drawn, 1);
    for _ in 0..5 {
        window.0.step();
    }
    assert_eq!(window.app().previews().drawn(), drawn, "the preview is cached");
}
