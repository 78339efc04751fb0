//! The parts of `info` and `check` about partial copies and open conflicts.

use crate::locale::Locale;
use crate::workbook::{Base, Workbook};
use chrono::NaiveDate;
use serde::Serialize;

/// A partial copy: its original, its date, its author and its recipient, as far as they are recorded.
#[derive(Serialize)]
pub(super) struct PartView {
    from: Option<String>,
    on: Option<NaiveDate>,
    by: Option<String>,
    to: Option<String>,
    duties: usize,
}

/// The partial copy; `None` where the workbook is complete.
pub(super) fn view(workbook: &Workbook) -> Option<PartView> {
    let part = workbook.as_part()?;
    let note = part.handed_out.as_ref();
    Some(PartView {
        from: note.map(|note| note.from.clone()),
        on: note.map(|note| note.on),
        by: note.map(|note| note.by.clone()).filter(|name| !name.is_empty()),
        to: note.map(|note| note.to.clone()).filter(|name| !name.is_empty()),
        duties: workbook.duties.len(),
    })
}

/// The number of open merge conflicts; `None` without any.
pub(super) fn conflicts(workbook: &Workbook) -> Option<usize> {
    Some(workbook.conflicts().len()).filter(|n| *n > 0)
}

/// A partial copy in one line, with the next step.
pub(super) fn line(part: &Base, locale: &Locale) -> String {
    format!("{} {}", locale.part(part), locale.text("part-to-do"))
}
