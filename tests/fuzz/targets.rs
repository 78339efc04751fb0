//! The properties that any input must satisfy, whether it comes from the driver here or from a coverage-guided fuzzer.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "no binary uses all targets; a panic is a finding")]

use chrono::NaiveDate;
use license_workbook::deadlines::{Register, preview_schedule};
use license_workbook::license;
use license_workbook::merge::merge as join;
use license_workbook::obligation::Catalog;
use license_workbook::store::{from_bytes, salvage, to_ron};
use license_workbook::workbook::Workbook;
use std::sync::OnceLock;

/// Bytes are a workbook or are refused with a position; a read or salvaged workbook can be written and read again.
pub(crate) fn file(bytes: &[u8]) {
    match from_bytes(bytes) {
        Ok(loaded) => {
            again(&loaded.workbook);
            read_all(&loaded.workbook);
        }
        Err(error) => assert!(error.line >= 1 && error.column >= 1 && !error.to_string().is_empty()),
    }
    if let Some(salvaged) = salvage(bytes, day(), 7) {
        again(&salvaged.workbook);
    }
}

/// A copy merges to the same history from either side, and the result can be written and read again. Sections are not
/// compared, because they may contradict the history of their own file.
pub(crate) fn merge(bytes: &[u8]) {
    let Ok(copy) = from_bytes(bytes) else { return };
    let (here, there) = (join(base(), &copy.workbook), join(&copy.workbook, base()));
    match (here, there) {
        (Ok(here), Ok(there)) => {
            let ids = |workbook: &Workbook| workbook.history.iter().map(|record| record.id).collect::<Vec<_>>();
            assert!(ids(&here.workbook) == ids(&there.workbook), "the histories differ");
            again(&here.workbook);
            again(&there.workbook);
        }
        (Err(_), Err(_)) => {}
        (here, there) => panic!("from one side {:?}, from the other {:?}", here.err(), there.err()),
    }
}

/// Any text is read as a license; every problem is reported with its line.
pub(crate) fn license_text(bytes: &[u8]) {
    let license = license::parse(&String::from_utf8_lossy(bytes));
    assert!(license.problems.iter().all(|problem| problem.line >= 1));
}

/// Any text is a holiday schedule, whose effects can be previewed, or is refused with an error.
pub(crate) fn schedule(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let workbook = base();
    let Some(license) = workbook.current_license() else { return };
    if let Err(error) = preview_schedule(workbook, license, day(), catalog(), &text) {
        assert!(!error.kind().is_empty() && !error.to_string().is_empty());
    }
}

/// The register and the history of any workbook can be evaluated.
fn read_all(workbook: &Workbook) {
    let Some(license) = workbook.current_license() else { return };
    let register = Register::of(workbook, license, day(), catalog());
    assert!(register.is_none_or(|register| register.entries.len() <= workbook.duties.len()));
    for record in &workbook.history {
        assert!(workbook.brought(record).len() <= workbook.history.len());
        let _action = workbook.action(record);
    }
}

/// The workbook reads back the same. Bytes without evidence are not written, so texts are compared.
fn again(workbook: &Workbook) {
    let text = to_ron(workbook).unwrap();
    assert!(to_ron(&from_bytes(text.as_bytes()).unwrap().workbook).unwrap() == text, "it reads back differently");
}

/// The workbook that is merged with each copy; the copies in the corpus were made from it.
fn base() -> &'static Workbook {
    static BASE: OnceLock<Workbook> = OnceLock::new();
    BASE.get_or_init(|| from_bytes(include_bytes!("corpus/open_ron/format1.ron")).unwrap().workbook)
}

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::builtin().unwrap())
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}
