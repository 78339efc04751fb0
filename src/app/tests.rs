//! Tests of internal order: how results of jobs and intents of the user interleave.

use super::exports::work::ExportFailure;
use super::{Environment, RunOn, StartError, SystemDialogs, WorkbookApp};
use crate::clock::FixedClock;
use crate::export::Format;
use crate::language::Language;
use crate::obligation::Catalog;
use crate::progress::Progress;
use crate::store::{self, ExpectedState, RealDisk};
use crate::store::{AppFolders, Settings};
use crate::ui::{AttachTo, Dialog, EvidenceIntent, ExportRequest, Intent, PathPurpose};
use std::sync::Arc;

/// Creates a program with its own folders. Jobs run at once; their results arrive in the next frame.
pub(super) fn app(folder: &std::path::Path) -> WorkbookApp {
    let catalog = Arc::new(Catalog::builtin().unwrap());
    // Whatever language the machine speaks.
    let settings = Settings { language: Some(Language::ZhCn), ..Settings::default() };
    WorkbookApp::new(catalog, environment(folder), settings, None).unwrap()
}

fn environment(folder: &std::path::Path) -> Environment {
    Environment {
        clock: Box::new(FixedClock(chrono::DateTime::UNIX_EPOCH)),
        dialogs: Box::new(SystemDialogs),
        folders: AppFolders::under(folder.join("state")),
        run_on: RunOn::Spot,
        previewer: None,
        random: crate::store::random_number,
        user_name: "王芳".to_owned(),
    }
}

#[test]
fn a_save_that_ends_after_its_document_was_left_says_nothing_of_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.ron");
    let context = egui::Context::default();
    let mut app = app(folder.path());
    app.path_chosen(&context, PathPurpose::SaveAs, path.clone());
    app.files.new_document(&mut app.shared, crate::workbook::NewLicense::of_text(crate::workbook::SEED_LICENSE));
    let next = app.workbook().id;
    app.take_answers(&context);
    assert!(path.exists(), "the save itself went through");
    assert_eq!(app.shared.file.path, None, "the new document is in no file");
    assert_eq!((app.workbook().id, app.shared.file.saving), (next, false));
}

/// The file names in `folder`.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn an_export_that_is_stopped_at_any_step_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let context = egui::Context::default();
    let mut app = app(folder.path());
    let proof = folder.path().join("proof.bin");
    store::replace(&RealDisk, &proof, &vec![7; 300_000], &ExpectedState::Anything, None).unwrap();
    let license = app.workbook().current_license().unwrap();
    let duty = app.workbook().duty_by_label(license, "五-3").unwrap();
    app.shared.outbox.push(Intent::Evidence(EvidenceIntent::Attach(AttachTo::Duty(duty), vec![proof], false)));
    app.carry_out(&context);
    app.take_answers(&context);
    assert_eq!(app.workbook().evidence.len(), 1);

    let place = folder.path().join("out");
    std::fs::create_dir(&place).unwrap();
    let path = place.join("export.zip");
    for with_evidence in [false, true] {
        let formats = Format::ALL.map(|f| matches!(f, Format::Csv | Format::Markdown));
        let request = ExportRequest { formats, with_evidence, ..ExportRequest::new(Language::ZhCn) };
        store::replace(&RealDisk, &path, b"what was there", &ExpectedState::Anything, None).unwrap();
        let mut stopped = 0;
        while let Err(failure) = app.shared.export_source().write(&request, &path, &Progress::cancelled_after(stopped))
        {
            assert!(matches!(failure, ExportFailure::Canceled), "{failure:?}");
            assert_eq!(std::fs::read(&path).unwrap(), b"what was there");
            assert_eq!(names(&place), ["export.zip"], "nothing half written stays beside it");
            stopped += 1;
        }
        assert!(stopped > 3, "it can be stopped between all of its parts");
        assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    }
}

#[test]
fn what_was_stopped_is_not_opened_to_be_printed() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    let copies = app.shared.copies().unwrap();
    // A quick format replaces the slow one; the steps are the same.
    let formats = Format::ALL.map(|format| format == Format::Markdown);
    let request = ExportRequest { formats, ..ExportRequest::new(Language::ZhCn) };
    let print = |asks| app.shared.export_source().print(&request, &copies, &Progress::cancelled_after(asks));
    assert!(matches!(print(0), Err(ExportFailure::Canceled)), "before it was made");
    assert!(matches!(print(1), Err(ExportFailure::Canceled)), "after it was made");
    assert!(print(9).is_ok());
}

#[test]
fn nothing_is_opened_where_the_system_gives_no_random_numbers() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(folder.path());
        let (context, opening) = (egui::Context::default(), app.shared.document.opening());
        app.shared.locale = crate::locale::Locale::of(language);
        app.shared.environment.random = || Err(store::RandomnessError::UNSUPPORTED);
        app.shared.outbox.command(crate::command::Command::New);
        app.carry_out(&context);
        let Some(Dialog::Failed { text, .. }) = &app.shared.views.dialog else {
            panic!("{language:?}: nothing is said")
        };
        let words = match language {
            Language::En => "provides no random numbers",
            Language::ZhCn => "系统不提供随机数",
        };
        assert!(text.contains(words), "{text}");
        assert_eq!(app.shared.document.opening(), opening, "the document that was open stays");
    }
}

#[test]
fn the_program_does_not_start_where_the_system_gives_no_random_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment { random: || Err(store::RandomnessError::UNSUPPORTED), ..environment(folder.path()) };
    let catalog = Arc::new(Catalog::builtin().unwrap());
    let refused = WorkbookApp::new(catalog, environment, Settings::default(), None);
    assert!(matches!(refused, Err(StartError::NoRandomness(_))));
}
