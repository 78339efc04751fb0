//! What `info` and `check` both tell of a workbook: that it is a part which was handed out, and that conflicts are open.

use crate::locale::Locale;
use crate::workbook::{Base, Workbook};
use chrono::NaiveDate;
use serde::Serialize;

/// A part: of which workbook, since when, by whom and for whom, as far as it was noted.
#[derive(Serialize)]
pub(super) struct PartView {
    from: Option<String>,
    on: Option<NaiveDate>,
    by: Option<String>,
    to: Option<String>,
    duties: usize,
}

/// What is said of a part; none where the workbook is whole.
pub(super) fn view(workbook: &Workbook) -> Option<PartView> {
    let part = workbook.as_part()?;
    let note = part.handed_out.as_ref();
    let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
    Some(PartView {
        from: note.map(|note| note.from.clone()),
        on: note.map(|note| note.on),
        by: note.and_then(|note| filled(&note.by)),
        to: note.and_then(|note| filled(&note.to)),
        duties: workbook.duties.len(),
    })
}

/// How many conflicts of merges are open; none where there are none.
pub(super) fn conflicts(workbook: &Workbook) -> Option<usize> {
    Some(workbook.conflicts().len()).filter(|n| *n > 0)
}

/// A part in a line, with what to do.
pub(super) fn line(part: &Base, locale: &Locale) -> String {
    format!("{} {}", locale.part(part), locale.text("part-to-do"))
}
