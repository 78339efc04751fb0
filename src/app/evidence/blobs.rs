//! The bytes of evidence on their way into the document and its journal.

use crate::app::shared::Shared;
use crate::workbook::{
    Change, Evidence, EvidenceDetails, EvidenceStorage, Field, NewFile, Record, Sha256, Stamp, Value, Workbook,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Shared {
    /// Puts the bytes of files into the workbook that are to be embedded there.
    pub(crate) fn put_blobs(&mut self, files: &[NewFile]) {
        for file in files {
            // Of evidence that is linked already the bytes would only be ballast.
            let known = self.workbook().evidence.get(&file.hash);
            if known.is_none_or(Evidence::is_embedded)
                && let Some(base64) = file.base64()
            {
                self.session.put_blob(file.hash, Arc::clone(base64));
            }
        }
    }

    /// Puts the bytes of files into the workbook, and says which records of evidence an edit must add for them.
    pub(crate) fn take_files(&mut self, files: &[NewFile], stamp: Stamp) -> Vec<(Field, Option<Value>)> {
        self.put_blobs(files);
        self.workbook().new_evidence(files, &EvidenceDetails::default(), stamp)
    }

    /// What of `storage` is about evidence that is linked by now too: what was taken in meanwhile stays inside.
    pub(crate) fn still_linked(
        &self,
        storage: &BTreeMap<Sha256, EvidenceStorage>,
    ) -> BTreeMap<Sha256, EvidenceStorage> {
        let is_linked = |hash: &Sha256| self.workbook().evidence.get(hash).is_some_and(|e| !e.is_embedded());
        storage.iter().filter(|(hash, _)| is_linked(hash)).map(|(hash, storage)| (*hash, storage.clone())).collect()
    }
}

/// The hashes of files.
pub(crate) fn hashes(files: &[NewFile]) -> BTreeSet<Sha256> {
    files.iter().map(|file| file.hash).collect()
}

/// The embedded evidence that a record adds, with its bytes as base64: the journal needs them before the record.
pub(crate) fn blobs_of(workbook: &Workbook, record: &Record) -> Vec<(Sha256, Arc<str>)> {
    let added = |change: &Change| match (&change.field, &change.to) {
        (Field::Evidence(hash), Some(Value::Evidence(evidence))) if evidence.is_embedded() => {
            let was_there = matches!(&change.from, Some(Value::Evidence(before)) if before.is_embedded());
            (!was_there).then(|| Some((*hash, Arc::clone(workbook.blobs.get(hash)?)))).flatten()
        }
        _ => None,
    };
    record.changes.iter().filter_map(added).collect()
}
