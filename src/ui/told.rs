//! Sentences about the records of the document, kept until it changes: what a merge brought is found by going through the
//! history, which is not done for every frame.

use super::ViewContext;
use crate::language::Language;
use crate::workbook::{Record, RecordId};
use egui::{Id, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was told of a revision of the document, in a language.
#[derive(Clone, Default)]
struct Told {
    of: Option<(u64, Language)>,
    lines: BTreeMap<RecordId, Arc<str>>,
    brought: BTreeMap<RecordId, Arc<[Arc<Record>]>>,
}

/// What was told of the document as it is now.
fn with<T>(ui: &Ui, context: &ViewContext<'_>, look: impl FnOnce(&mut Told) -> T) -> T {
    let now = Some((context.workbook.revision(), context.locale.language));
    ui.data_mut(|data| {
        let told = data.get_temp_mut_or_default::<Told>(Id::unique("told"));
        if told.of != now {
            *told = Told { of: now, ..Told::default() };
        }
        look(told)
    })
}

/// What a record of the document did, in a sentence.
pub(super) fn line(ui: &Ui, context: &ViewContext<'_>, record: &Record) -> Arc<str> {
    let tell = || context.tell(context.workbook).record(record).into();
    with(ui, context, |told| Arc::clone(told.lines.entry(record.id).or_insert_with(tell)))
}

/// The records that a merge of the document brought.
pub(super) fn brought(ui: &Ui, context: &ViewContext<'_>, merge: &Record) -> Arc<[Arc<Record>]> {
    let find = || context.workbook.brought(merge).into_iter().map(Arc::clone).collect();
    with(ui, context, |told| Arc::clone(told.brought.entry(merge.id).or_insert_with(find)))
}
