//! What only shows from the inside: the order in which background work and a person's wishes arrive.

use super::{FixedClock, RunOn, Surroundings, SystemDialogs, WorkbookApp};
use crate::obligation::Catalog;
use crate::store::{Places, Settings};
use crate::ui::PathPurpose;
use std::sync::Arc;

/// The program on a machine of its own, with background work done on the spot and answered in the next frame.
pub(super) fn app(folder: &std::path::Path) -> WorkbookApp {
    let surroundings = Surroundings {
        clock: Box::new(FixedClock(chrono::DateTime::UNIX_EPOCH)),
        dialogs: Box::new(SystemDialogs),
        places: Places::under(folder.join("state")),
        run_on: RunOn::Spot,
        random: || crate::store::random_number().unwrap(),
        user_name: "王芳".to_owned(),
    };
    WorkbookApp::new(Arc::new(Catalog::builtin().unwrap()), surroundings, Settings::default(), None)
}

#[test]
fn a_save_that_ends_after_its_document_was_left_says_nothing_of_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.ron");
    let context = egui::Context::default();
    let mut app = app(folder.path());
    app.path_chosen(&context, PathPurpose::SaveAs, path.clone());
    app.new_document(super::start::SEED);
    let next = app.workbook().id;
    app.take_answers(&context);
    assert!(path.exists(), "the save itself went through");
    assert_eq!(app.file.path, None, "the new document is in no file");
    assert_eq!((app.workbook().id, app.file.saving), (next, false));
}
