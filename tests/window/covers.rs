//! Tests that no menu, dialog or overlay passes a key to the view below it.

use crate::duty_edits::own_duty;
use crate::evidence::{file, png};
use crate::machine::{Machine, Window};
use crate::support::moment;
use egui::{Key, Modifiers, Popup, Role};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::command::Command;
use license_workbook::deadlines::{Filter, preview_schedule};
use license_workbook::merge::merge;
use license_workbook::obligation::Catalog;
use license_workbook::ui::{
    BackupsDialog, CopyDialog, DamagedDialog, Dialog, DutyDraft, EventDraft, ExportDialog, ExternalChangeDialog,
    ExtractRequest, FreezeDraft, HandOutDraft, HistoryState, IncludeDialog, IncludeFor, LicenseOffer, MeetingDraft,
    MergePreview, Mode, PathPurpose, PeopleDialog, Theirs, UnlockDraft, UnlockFor,
};
use license_workbook::workbook::{IdSource, Person, Stamp, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The state that must not change while something covers the view.
struct Seen {
    workbook: Arc<license_workbook::workbook::Workbook>,
    place: String,
    checklist: String,
    others: String,
    filter: Filter,
}

impl Seen {
    fn of(window: &Window) -> Self {
        let views = window.app().views();
        let checklist = &views.checklist;
        let walk = views.report.walk.as_ref().map(|walk| walk.session);
        Self {
            workbook: Arc::clone(window.app().workbook()),
            place: format!("{:?} {walk:?}", views.place),
            checklist: format!("{:?} {:?} {:?}", checklist.selected, checklist.marked, checklist.mode),
            others: format!(
                "{:?} {:?} {:?} {:?}",
                views.evidence.selected, views.evidence.marked, views.deadlines.selected, views.snapshots.selected
            ),
            filter: checklist.filter.clone(),
        }
    }

    fn assert_same(&self, window: &Window, what: &str, key: Key) {
        let now = Self::of(window);
        let is_same = Arc::ptr_eq(&self.workbook, &now.workbook) || self.workbook == now.workbook;
        assert!(is_same, "{what}: {key:?} changed the workbook");
        assert_eq!(
            (&self.place, &self.checklist, &self.others),
            (&now.place, &now.checklist, &now.others),
            "{what}: {key:?} changed the view below it"
        );
        assert!(self.filter == now.filter, "{what}: {key:?} changed the filter");
    }
}

/// Every key that has a function without a modifier, except Escape, Enter, Space and the arrows.
fn plain_keys() -> BTreeSet<Key> {
    let commands = Command::ALL.iter().flat_map(|command| command.shortcuts());
    let commands = commands.filter(|keys| keys.modifiers.is_none()).map(|keys| keys.logical_key);
    // The lists of evidence and snapshots and the large view have keys of their own.
    let others = [Key::J, Key::K, Key::PageUp, Key::PageDown, Key::Home, Key::End, Key::Plus, Key::Minus, Key::Num0];
    let apart = [Key::Escape, Key::Enter, Key::Space];
    commands.chain(others).filter(|key| !apart.contains(key) && !ARROWS.contains(key)).collect()
}

const ARROWS: [Key; 4] = [Key::ArrowDown, Key::ArrowUp, Key::ArrowLeft, Key::ArrowRight];

/// A menu or list that opens by a click in a view.
struct Opens {
    /// The file under `src/ui` that draws it, and its number in that file, from 0.
    source: (&'static str, usize),
    /// Shows the view in which it opens.
    place: fn(&mut Window),
    /// The labels to click one after the other; the first element with the label is clicked.
    click: &'static [&'static str],
}

const fn opens(source: (&'static str, usize), place: fn(&mut Window), click: &'static [&'static str]) -> Opens {
    Opens { source, place, click }
}

fn checklist(window: &mut Window) {
    let duty = window.duty("八-1");
    let state = &mut window.0.state_mut().views_mut().checklist;
    state.mode = Mode::List;
    state.select(duty);
    state.reveal_selected = true;
    window.command(Key::Num3);
}

fn several(window: &mut Window) {
    checklist(window);
    window.command(Key::A);
}

fn walk_through(window: &mut Window) {
    window.command(Key::G);
    // Without a running session, a dialog asks first.
    if window.app().views().dialog.is_some() {
        window.key(Key::Enter);
    }
    assert!(window.app().views().report.walk.is_some());
}

fn overview(window: &mut Window) {
    window.command(Key::Num1);
}

fn license(window: &mut Window) {
    window.command(Key::Num2);
    let clause = window.entry(window.duty("一-1")).duty.definition.clause;
    let license = &mut window.0.state_mut().views_mut().license;
    (license.clause, license.reveal) = (Some(clause), true);
    window.0.run();
}

fn first_page(window: &mut Window) {
    window.command(Key::Num2);
}

fn evidence(window: &mut Window) {
    window.command(Key::Num5);
    let hash = window.app().workbook().evidence.iter().find(|(_, e)| e.name == "合同.txt").map(|(hash, _)| *hash);
    window.0.state_mut().views_mut().evidence.go_to(hash.unwrap());
    window.0.run();
}

fn calculator(window: &mut Window) {
    window.command(Key::Num4);
    window.0.state_mut().views_mut().deadlines.calculating = true;
    window.0.run();
}

fn comparison(window: &mut Window) {
    window.command(Key::Num7);
    window.0.state_mut().views_mut().snapshots.comparing = true;
    window.0.run();
}

fn export(window: &mut Window) {
    checklist(window);
    window.command(Key::E);
}

fn history(window: &mut Window) {
    checklist(window);
    window.command(Key::H);
}

fn hand_out(window: &mut Window) {
    checklist(window);
    show(window, Dialog::Copies(Box::new(CopyDialog::HandOut(HandOutDraft::new(Vec::new())))));
}

/// All menus, combo boxes and date pickers. Some labels have the icon of a chip, because a view has the same name.
fn all_popups() -> Vec<Opens> {
    let answer = "checklist/answer.rs";
    let filters = ("checklist/filters.rs", 0);
    vec![
        opens(("menu.rs", 0), checklist, &["文件"]),
        opens(("menu.rs", 0), checklist, &["编辑"]),
        opens(("menu.rs", 0), evidence, &["视图"]),
        opens(("menu.rs", 0), walk_through, &["年报"]),
        opens(("menu.rs", 0), overview, &["帮助"]),
        opens(("menu.rs", 1), checklist, &["文件", "最近打开"]),
        opens((answer, 0), checklist, &["状态: 未开始"]),
        opens((answer, 1), checklist, &["选择日期"]),
        opens((answer, 1), several, &["\u{e7b4} 自定期限"]),
        opens((answer, 2), checklist, &["负责人: 陈静"]),
        opens((answer, 2), several, &["负责人: 无负责人"]),
        opens(filters, checklist, &["状态 \u{e136}"]),
        opens(filters, checklist, &["负责人 \u{e136}"]),
        opens(filters, checklist, &["期限 \u{e136}"]),
        opens(filters, checklist, &["类型 \u{e136}"]),
        opens(filters, checklist, &["适用性 \u{e136}"]),
        opens(filters, checklist, &["证据 \u{e136}"]),
        opens(("checklist/own_dates.rs", 0), checklist, &["重复周期"]),
        opens(("checklist/own_dates.rs", 1), checklist, &["单位"]),
        opens(("license/scan.rs", 0), first_page, &["操作：第 1 页的扫描件"]),
        opens(("license/mod.rs", 0), license, &["一，已落实"]),
        opens(("evidence/section.rs", 0), checklist, &["其他方式"]),
        opens(("evidence/cards.rs", 0), checklist, &["操作：合同.txt"]),
        opens(("evidence/view.rs", 0), evidence, &["类型"]),
        opens(("evidence/view.rs", 1), evidence, &["\u{e446} 添加日期 \u{e136}"]),
        opens(("evidence/pane.rs", 0), evidence, &["选择日期 有效期至"]),
        opens(("deadlines/calculator.rs", 0), calculator, &["方向"]),
        opens(("deadlines/calculator.rs", 1), calculator, &["单位"]),
        opens(("snapshots/compare.rs", 0), comparison, &["之前"]),
        opens(("snapshots/compare.rs", 0), comparison, &["之后"]),
        opens(("duty_dialog/fields.rs", 0), own_duty, &["类型"]),
        opens(("export_dialog.rs", 0), export, &["范围"]),
        opens(("export_dialog.rs", 0), export, &["负责人"]),
        opens(("history/mod.rs", 0), history, &["修改人"]),
        opens(("history/mod.rs", 1), history, &["会议"]),
        opens(("merge/hand_out.rs", 0), hand_out, &["负责人"]),
        opens(("people_dialog.rs", 0), merging, &["（选择一位）"]),
    ]
}

fn merging(window: &mut Window) {
    show(window, Dialog::People(PeopleDialog::default()));
    click(window, "合并：陈静");
}

/// The files under `src/ui` that contain any of `words`, with the number of occurrences.
fn drawn(words: &[&str]) -> BTreeMap<String, usize> {
    fn look(folder: &Path, words: &[&str], found: &mut BTreeMap<String, usize>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, words, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let count: usize = words.iter().map(|word| text.matches(word).count()).sum();
                if count > 0 {
                    let path = path.to_string_lossy().replace('\\', "/");
                    found.insert(path.split_once("/src/ui/").unwrap().1.to_owned(), count);
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), words, &mut found);
    found
}

#[test]
fn no_menu_of_the_program_is_missing_here() {
    let words =
        ["Popup::menu(", "Popup::context_menu(", "Popup::from_", "Popup::new(", ".menu_button(", ".context_menu("];
    let boxes = ["ComboBox::from_id_salt(", "ComboBox::new(", "ComboBox::from_label("];
    let drawn = drawn(&[words.as_slice(), boxes.as_slice()].concat());
    let expected: BTreeSet<(String, usize)> =
        drawn.iter().flat_map(|(file, count)| (0..*count).map(move |i| (file.clone(), i))).collect();
    let tested: BTreeSet<(String, usize)> = all_popups().iter().map(|o| (o.source.0.to_owned(), o.source.1)).collect();
    assert_eq!(tested, expected, "each menu is opened by a line of `all_popups`");
    // Modal windows: the dialogs, the list of keys, the about box, the palette, the large view of evidence.
    let modals = self::drawn(&["modal(ui.ctx(),", "Modal::new("]);
    let modals: Vec<(&str, usize)> = modals.iter().map(|(file, count)| (file.as_str(), *count)).collect();
    let known =
        [("about.rs", 1), ("dialogs.rs", 1), ("evidence/lightbox.rs", 1), ("kit/widgets.rs", 1), ("palette.rs", 1)];
    assert_eq!(modals, known);
}

/// A window on a workbook with data for every menu and dialog.
fn desk(machine: &Machine) -> Window {
    let mut window = machine.start(None);
    checklist(&mut window);
    let paths = [file(machine, "合同.txt", b"contract"), file(machine, "照片.png", &png(9, 9, 1))];
    window.drop_files(&paths);
    window.click_containing("无负责人");
    let field = |node: &Node<'_>| node.accesskit_node().placeholder() == Some("姓名或新的姓名");
    window.0.query_all_by_role(Role::TextInput).find(field).unwrap().focus();
    window.0.run();
    window.type_text("陈静");
    window.key(Key::Enter);
    window.click("公司自定时限");
    for purpose in ["甲", "乙"] {
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        window.type_text(purpose);
        window.key(Key::Enter);
    }
    first_page(&mut window);
    machine.dialogs.next(&file(machine, "正文.png", &png(21, 29, 200)));
    window.click("添加第 1 页的扫描件");
    walk_through(&mut window);
    window.key(Key::S);
    window.key(Key::X);
    window.type_text("缺一份");
    window.command(Key::Enter);
    window.key(Key::Escape);
    machine.dialogs.next(&machine.file("w.ron"));
    window.command(Key::S);
    assert!(!window.app().is_modified());
    window
}

/// Closes every menu, dialog and overlay.
fn close(window: &mut Window) {
    for _ in 0..4 {
        let views = window.app().views();
        let is_open = views.dialog.is_some() || views.palette.is_some() || views.lightbox.is_some();
        if is_open || Popup::is_any_open(&window.0.ctx) {
            window.key(Key::Escape);
        }
    }
    window.0.state_mut().views_mut().dialog = None;
    window.0.state_mut().views_mut().report.walk = None;
    window.0.run();
}

/// Clicks the button or combo box with this label; an icon may precede or follow the label.
fn click(window: &mut Window, label: &str) {
    let opens = |node: &Node<'_>| matches!(node.accesskit_node().role(), Role::Button | Role::ComboBox);
    let name = |node: &Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let behind = format!(" {label}");
    let fits: [&dyn Fn(&str) -> bool; 3] =
        [&|name| name == label, &|name| name.ends_with(&behind), &|name| name.starts_with(label)];
    let nodes = || window.0.query_all_by_label_contains(label).filter(opens);
    let node = fits.iter().find_map(|fits| nodes().find(|node| fits(&name(node))));
    node.unwrap_or_else(|| panic!("no element is named {label}")).click();
    window.0.run();
}

/// Presses and releases a key in one frame.
fn press(window: &mut Window, key: Key) {
    for pressed in [true, false] {
        let event = egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        window.0.input_mut().events.push(event);
    }
    window.0.step();
}

#[test]
fn no_menu_lets_a_key_through() {
    let machine = Machine { day: (2027, 1, 12), ..Machine::new() };
    let mut window = desk(&machine);
    for popup in all_popups() {
        let what = format!("{:?} {:?}", popup.source, popup.click);
        (popup.place)(&mut window);
        for label in popup.click {
            click(&mut window, label);
        }
        assert!(Popup::is_any_open(&window.0.ctx), "{what} does not open");
        let has_dialog = window.app().views().dialog.is_some();
        let before = Seen::of(&window);
        let focused = window.0.ctx.memory(egui::Memory::focused);
        for key in plain_keys() {
            press(&mut window, key);
            before.assert_same(&window, &what, key);
            assert_eq!(window.0.ctx.memory(egui::Memory::focused), focused, "{what}: {key:?} moved the focus");
            assert!(window.app().views().dialog.is_some() == has_dialog, "{what}: {key:?} opened a dialog");
        }
        assert!(Popup::is_any_open(&window.0.ctx), "{what} does not stay open");
        // Nothing in the menu has the focus yet, or only an empty field.
        for key in [Key::Enter, Key::Space].into_iter().chain(ARROWS) {
            press(&mut window, key);
            before.assert_same(&window, &what, key);
        }
        window.key(Key::Escape);
        assert!(!Popup::is_any_open(&window.0.ctx), "{what} does not close");
        before.assert_same(&window, &what, Key::Escape);
        close(&mut window);
    }
}

fn show(window: &mut Window, dialog: Dialog) {
    window.0.state_mut().views_mut().dialog = Some(dialog);
    window.0.run();
}

/// One of each kind of dialog.
fn all_dialogs(window: &Window) -> Vec<Dialog> {
    let workbook = window.app().workbook();
    let path = Path::new("/nowhere/w.ron").to_owned();
    let today = window.app().today();
    let hash = *workbook.evidence.keys().next().unwrap();
    let json = r#"{"year": 2028, "papers": ["https://example.invalid/2028"], "days": [
        {"name": "元旦", "date": "2028-01-01", "isOffDay": true}]}"#;
    let license = workbook.current_license().unwrap();
    let schedule = preview_schedule(workbook, license, today, &Catalog::builtin().unwrap(), json).unwrap();
    let dialog = ExternalChangeDialog {
        path: path.clone(),
        theirs: Theirs::Workbook(Arc::clone(workbook)),
        mine: Vec::new(),
        incoming: Vec::new(),
        by_hand: Vec::new(),
        conflicts: Some(0),
        can_save: true,
    };
    let damaged = DamagedDialog { path: path.clone(), words: "第 3 行".to_owned(), backup: None, salvaged: None };
    let replaced = Dialog::Path(PathPurpose::SaveAs, String::new(), None);
    vec![
        Dialog::Unsaved,
        Dialog::Changes,
        Dialog::Backups(Box::new(BackupsDialog { backups: Some(Vec::new()), ..BackupsDialog::default() })),
        Dialog::Damaged(Box::new(damaged)),
        Dialog::ExternalChange(Box::new(dialog)),
        replaced,
        Dialog::Replace(PathPurpose::SaveAs, path.clone()),
        Dialog::Identify("王宝军".to_owned()),
        Dialog::Export(ExportDialog::new(window.app().language(), None)),
        Dialog::IncludedContent(IncludeDialog::new(IncludeFor::Pack(2025))),
        Dialog::Freeze(FreezeDraft::new(today)),
        Dialog::Event(Box::new(EventDraft::new(None, today))),
        Dialog::Schedule(Box::new(schedule)),
        Dialog::Copies(Box::new(CopyDialog::Merge(merge_preview(workbook)))),
        Dialog::Copies(Box::new(CopyDialog::HandOut(HandOutDraft::new(Vec::new())))),
        Dialog::Copies(Box::new(CopyDialog::Unlock(UnlockDraft::new(path.clone(), UnlockFor::Open, None)))),
        Dialog::Copies(Box::new(CopyDialog::Beside(vec![(path.clone(), 3)]))),
        Dialog::Copies(Box::new(CopyDialog::Other(path.clone()))),
        Dialog::History(HistoryState::default()),
        Dialog::People(PeopleDialog::default()),
        Dialog::Meeting(MeetingDraft::new(2026, None)),
        Dialog::Failed { title: "题".to_owned(), text: "文".to_owned() },
        Dialog::LicenseOffer(Box::new(LicenseOffer { path: path.clone(), hash, number: String::new(), company: None })),
        Dialog::OpenDangerous(hash),
        Dialog::Confidential(ExtractRequest::default()),
        Dialog::Duty(Box::new(DutyDraft::new(workbook.current_license().unwrap()))),
        Dialog::RetiredDuties,
        Dialog::Keys,
        Dialog::About,
    ]
}

/// The preview of a merge with a copy that has one more edit.
fn merge_preview(workbook: &Arc<Workbook>) -> MergePreview {
    let mut other = Workbook::clone(workbook);
    let mut ids = IdSource::new(77);
    let author = ids.next_id();
    let edit = other.put_person(author, Person { name: "李雷".to_owned(), ..Person::default() });
    other.apply(edit, Stamp { author, at: moment() }, ids.next_id()).unwrap();
    let merge = merge(workbook, &other).unwrap();
    MergePreview::new("copy.ron".to_owned(), Arc::new(other), merge, workbook.revision())
}

/// The name of the kind of a dialog, or of the kind of a dialog about copies.
fn kind(dialog: &Dialog) -> String {
    let words = if let Dialog::Copies(dialog) = dialog { format!("{dialog:?}") } else { format!("{dialog:?}") };
    words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The names of the variants of the enum `name` in the source file `path`.
fn variants(path: &str, name: &str) -> BTreeSet<String> {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (_, kinds) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (kinds, _) = kinds.split_once("\n}").unwrap();
    let kinds = kinds.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
    kinds
        .map(|line| line.trim().split(['(', ',', ' ']).next().unwrap_or_default().to_owned())
        .filter(|name| name.starts_with(char::is_uppercase))
        .collect()
}

#[test]
fn no_dialog_lets_a_key_through() {
    let machine = Machine { day: (2027, 1, 12), ..Machine::new() };
    let mut window = desk(&machine);
    let dialogs = all_dialogs(&window);
    // The list must have every variant of `Dialog` and of `CopyDialog`.
    let mut kinds = variants("src/ui/dialogs.rs", "Dialog");
    kinds.remove("Copies");
    kinds.extend(variants("src/ui/merge/mod.rs", "CopyDialog"));
    assert_eq!(dialogs.iter().map(kind).collect::<BTreeSet<_>>(), kinds, "each kind of dialog is in `all_dialogs`");

    for dialog in &dialogs {
        let what = kind(dialog);
        // Both views have keys without a modifier.
        let place = if matches!(dialog, Dialog::Keys | Dialog::Failed { .. }) { walk_through } else { checklist };
        place(&mut window);
        show(&mut window, dialog.clone());
        assert!(window.app().views().dialog.is_some(), "{what} does not open");
        let before = Seen::of(&window);
        for key in plain_keys().into_iter().chain(ARROWS).chain([Key::Space]) {
            press(&mut window, key);
            before.assert_same(&window, &what, key);
            assert!(window.app().views().dialog.is_some(), "{what}: {key:?} closed it");
        }
        // Enter gives the default answer. Only in these dialogs does it change something: the file, or the sessions.
        if !matches!(dialog, Dialog::Unsaved | Dialog::Meeting(_)) {
            window.key(Key::Enter);
            before.assert_same(&window, &what, Key::Enter);
        }
        close(&mut window);
    }
}

#[test]
fn neither_the_palette_nor_the_large_view_of_evidence_lets_a_key_through() {
    let machine = Machine { day: (2027, 1, 12), ..Machine::new() };
    let mut window = desk(&machine);
    for place in [checklist, evidence, walk_through] {
        place(&mut window);
        let before = Seen::of(&window);
        window.command(Key::K);
        for key in plain_keys().into_iter().chain(ARROWS) {
            press(&mut window, key);
            before.assert_same(&window, "the palette", key);
            assert!(window.app().views().palette.is_some());
        }
        close(&mut window);
    }
    checklist(&mut window);
    let before = Seen::of(&window);
    window.click("查看：合同.txt");
    for key in plain_keys().into_iter().chain(ARROWS).chain([Key::Space, Key::Enter]) {
        press(&mut window, key);
        before.assert_same(&window, "the large view", key);
        assert!(window.app().views().lightbox.is_some(), "{key:?} closed it");
    }
}
