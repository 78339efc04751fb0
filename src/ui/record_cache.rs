//! A cache of sentences about history records and of the records that merges added. It is valid for one revision,
//! because finding the records of a merge requires a search of the history, which is too slow for every frame.

use super::ViewContext;
use crate::language::Language;
use crate::workbook::{Record, RecordId};
use egui::{Id, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The cached values for one revision of the document and one language.
#[derive(Clone, Default)]
struct RecordCache {
    of: Option<(u64, Language)>,
    lines: BTreeMap<RecordId, Arc<str>>,
    added: BTreeMap<RecordId, Arc<[Arc<Record>]>>,
}

/// Reads the cache of the current revision and language, which is cleared when either changes.
fn with<T>(ui: &Ui, context: &ViewContext<'_>, look: impl FnOnce(&mut RecordCache) -> T) -> T {
    let now = Some((context.workbook.revision(), context.locale.language));
    ui.data_mut(|data| {
        let cache = data.get_temp_mut_or_default::<RecordCache>(Id::unique("record_cache"));
        if cache.of != now {
            *cache = RecordCache { of: now, ..RecordCache::default() };
        }
        look(cache)
    })
}

/// A sentence that describes a record of the document.
pub(super) fn line(ui: &Ui, context: &ViewContext<'_>, record: &Record) -> Arc<str> {
    let tell = || context.tell(context.workbook).record(record).into();
    with(ui, context, |cache| Arc::clone(cache.lines.entry(record.id).or_insert_with(tell)))
}

/// The records that a merge added to the document.
pub(super) fn added_by_merge(ui: &Ui, context: &ViewContext<'_>, merge: &Record) -> Arc<[Arc<Record>]> {
    let find = || context.workbook.brought(merge).into_iter().map(Arc::clone).collect();
    with(ui, context, |cache| Arc::clone(cache.added.entry(merge.id).or_insert_with(find)))
}
