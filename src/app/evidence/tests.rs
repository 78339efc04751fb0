//! Tests from an intent about evidence to the contents of the workbook and the disk.

use crate::app::WorkbookApp;
use crate::store::evidence::import_bytes;
use crate::store::{self, ExpectedState, RealDisk};
use crate::ui::{AttachTo, Dialog, EventDraft, EvidenceIntent, ExtractRequest, Intent, PathPurpose};
use crate::workbook::{DutyId, EvidenceState, EvidenceStorage, EvidenceUse, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct TestApp {
    folder: TempDir,
    context: egui::Context,
    app: WorkbookApp,
}

impl TestApp {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let app = crate::app::tests::app(folder.path());
        Self { folder, context: egui::Context::default(), app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> (PathBuf, Sha256) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        store::replace(&RealDisk, &path, bytes, &ExpectedState::Anything, None).unwrap();
        (path, Sha256::of(bytes))
    }

    fn wish(&mut self, intent: EvidenceIntent) {
        self.app.shared.outbox.push(Intent::Evidence(intent));
        self.app.carry_out(&self.context);
        self.app.take_answers(&self.context);
    }

    fn chosen(&mut self, purpose: PathPurpose, path: &Path) {
        self.app.path_chosen(&self.context, purpose, path.to_owned());
        self.app.take_answers(&self.context);
    }

    fn duty(&self, label: &str) -> DutyId {
        let workbook = self.app.workbook();
        workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap()
    }

    fn of(&self, label: &str) -> BTreeSet<Sha256> {
        self.app.workbook().evidence_at(EvidenceUse::Duty(self.duty(label)))
    }

    fn says(&self, words: &str) -> bool {
        self.app.views().toasts.texts().any(|text| text.contains(words))
    }
}

#[test]
fn files_are_attached_in_one_step_and_a_bad_one_is_told() {
    let mut desk = TestApp::new();
    let (a, a_hash) = desk.file("a.txt", b"a");
    let (b, b_hash) = desk.file("b.txt", b"b");
    let to = AttachTo::Duty(desk.duty("五-3"));
    desk.wish(EvidenceIntent::Attach(to, vec![a, desk.path("gone.pdf"), b], false));
    assert_eq!(desk.of("五-3"), BTreeSet::from([a_hash, b_hash]));
    assert!(desk.says("gone.pdf"));
    desk.app.shared.outbox.command(crate::command::Command::Undo);
    desk.app.carry_out(&desk.context);
    assert_eq!(desk.of("五-3"), BTreeSet::new());
    assert!(desk.app.workbook().evidence.is_empty());
}

#[test]
fn a_bad_file_does_not_cost_a_draft() {
    let mut desk = TestApp::new();
    desk.app.views_mut().dialog = Some(Dialog::Event(Box::new(EventDraft::new(None, desk.app.today()))));
    let (good, hash) = desk.file("good.txt", b"good");
    desk.wish(EvidenceIntent::Attach(AttachTo::Event, vec![desk.path("x"), good, desk.path("y")], false));
    let Some(Dialog::Event(draft)) = &desk.app.views().dialog else { panic!("the draft is gone") };
    assert_eq!(draft.files.iter().map(|file| file.hash).collect::<Vec<_>>(), [hash]);
    assert!(desk.says("x") && desk.says("y"));
}

#[test]
fn a_picture_is_pasted_and_bytes_that_are_known_are_used_again() {
    let mut desk = TestApp::new();
    let bytes = b"\x89PNG\r\n\x1a\n...";
    let hash = import_bytes("截图.png", bytes).hash;
    for label in ["五-3", "十二-5"] {
        let to = AttachTo::Duty(desk.duty(label));
        desk.wish(EvidenceIntent::Paste(to, "截图.png".to_owned(), bytes.as_slice().into()));
        assert_eq!(desk.of(label), BTreeSet::from([hash]));
    }
    assert_eq!(desk.app.workbook().evidence[&hash].media_type, "image/png");
    assert!(desk.says("不重复保存"));
}

#[test]
fn what_was_read_for_a_document_that_was_left_is_attached_to_no_other() {
    let mut desk = TestApp::new();
    let (path, _) = desk.file("a.txt", b"a");
    let to = AttachTo::Nowhere;
    super::import::attach_paths(&mut desk.app.shared, &desk.context, to, vec![path], false);
    desk.app
        .files
        .new_document(&mut desk.app.shared, crate::workbook::NewLicense::of_text(crate::workbook::SEED_LICENSE));
    desk.app.take_answers(&desk.context);
    assert!(desk.app.workbook().evidence.is_empty());
    assert!(desk.says("另一个工作簿"));
}

#[test]
fn a_new_version_takes_the_place_wherever_the_old_one_is_used() {
    let mut desk = TestApp::new();
    let (old, old_hash) = desk.file("2025.txt", b"2025");
    let (new, new_hash) = desk.file("2026.txt", b"2026");
    for label in ["五-3", "十二-5"] {
        let to = AttachTo::Duty(desk.duty(label));
        desk.wish(EvidenceIntent::Attach(to, vec![old.clone()], false));
    }
    desk.chosen(PathPurpose::Replacement(old_hash), &new);
    for label in ["五-3", "十二-5"] {
        assert_eq!(desk.of(label), BTreeSet::from([new_hash]));
    }
    assert_eq!(desk.app.workbook().former_versions(new_hash), [old_hash]);
}

#[test]
fn linked_files_are_checked_found_again_and_taken_in() {
    let mut desk = TestApp::new();
    desk.chosen(PathPurpose::SaveAs, &desk.path("w.ron"));
    let (path, hash) = desk.file("files/a.txt", b"linked");
    let to = AttachTo::Duty(desk.duty("五-3"));
    desk.wish(EvidenceIntent::Attach(to, vec![path.clone()], true));
    desk.wish(EvidenceIntent::Verify);
    assert_eq!(desk.app.evidence.checks.states[&hash], EvidenceState::Ok);
    std::fs::remove_file(&path).unwrap();
    desk.file("files/b.txt", b"linked");
    desk.wish(EvidenceIntent::Verify);
    assert_eq!(desk.app.evidence.checks.states[&hash], EvidenceState::Missing);
    desk.chosen(PathPurpose::FindEvidence, &desk.path("files"));
    assert_eq!(desk.app.evidence.checks.bad().count(), 0);
    let EvidenceStorage::Linked { relative, .. } = &desk.app.workbook().evidence[&hash].storage else { panic!() };
    assert_eq!(relative.as_deref(), Some("files/b.txt"));
    desk.wish(EvidenceIntent::Embed(vec![hash]));
    assert!(desk.app.workbook().evidence[&hash].is_embedded());
    std::fs::remove_file(desk.path("files/b.txt")).unwrap();
    desk.wish(EvidenceIntent::Verify);
    assert_eq!(desk.app.evidence.checks.states[&hash], EvidenceState::Ok);
    desk.chosen(PathPurpose::MoveOut(hash), &desk.path("out.txt"));
    assert!(!desk.app.workbook().evidence[&hash].is_embedded());
    assert_eq!(std::fs::read(desk.path("out.txt")).unwrap(), b"linked");
}

#[test]
fn a_save_elsewhere_tells_links_anew_and_is_nobodys_edit_without_any() {
    let mut desk = TestApp::new();
    desk.chosen(PathPurpose::SaveAs, &desk.path("w.ron"));
    assert!(desk.app.workbook().history.is_empty());
    let (path, hash) = desk.file("a.txt", b"a");
    desk.wish(EvidenceIntent::Attach(AttachTo::Nowhere, vec![path], true));
    std::fs::create_dir(desk.path("new")).unwrap();
    desk.chosen(PathPurpose::SaveAs, &desk.path("new/w.ron"));
    let saved = store::read(&desk.path("new/w.ron")).unwrap().workbook;
    let EvidenceStorage::Linked { relative, .. } = &saved.evidence[&hash].storage else { panic!() };
    assert_eq!(relative.as_deref(), Some("../a.txt"));
}

#[test]
fn evidence_is_given_out_into_a_new_folder_each_time() {
    let mut desk = TestApp::new();
    let (path, _) = desk.file("a.txt", b"a");
    let to = AttachTo::Duty(desk.duty("五-3"));
    desk.wish(EvidenceIntent::Attach(to, vec![path], false));
    for n in 1..=2 {
        desk.app.shared.waiting.extracting = ExtractRequest::default();
        std::fs::create_dir_all(desk.path("out")).unwrap();
        desk.chosen(PathPurpose::Extract { zip: false }, &desk.path("out"));
        assert_eq!(std::fs::read_dir(desk.path("out")).unwrap().count(), n);
    }
    desk.app.shared.waiting.extracting = ExtractRequest { zip: true, ..ExtractRequest::default() };
    desk.chosen(PathPurpose::Extract { zip: true }, &desk.path("out.zip"));
    assert!(desk.path("out.zip").exists());
}

#[test]
fn a_program_is_opened_only_after_a_warning() {
    let mut desk = TestApp::new();
    let (path, hash) = desk.file("setup.exe", b"MZ\0\0");
    desk.wish(EvidenceIntent::Attach(AttachTo::Nowhere, vec![path], false));
    desk.wish(EvidenceIntent::Open { hash, confirmed: false });
    assert_eq!(desk.app.views().dialog, Some(Dialog::OpenDangerous(hash)));
    assert!(desk.app.shared.opened_elsewhere.is_none(), "not even a copy was made");
}
