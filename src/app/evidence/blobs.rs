//! Adds the bytes of evidence to the document and its journal.

use crate::app::shared::Shared;
use crate::workbook::{
    Evidence, EvidenceDetails, EvidenceStorage, Field, NewFile, Record, Sha256, Stamp, Value, Workbook,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Shared {
    /// Puts the bytes of files into the workbook if they are to be embedded.
    pub(crate) fn put_blobs(&mut self, files: &[NewFile]) {
        for file in files {
            // The bytes of evidence that is already linked would only make the workbook larger.
            let known = self.workbook().evidence.get(&file.hash);
            if known.is_none_or(Evidence::is_embedded)
                && let Some(base64) = file.base64()
            {
                self.document.put_blob(file.hash, Arc::clone(base64));
            }
        }
    }

    /// Puts the bytes of files into the workbook. Returns the evidence records that an edit must add.
    pub(crate) fn take_files(&mut self, files: &[NewFile], stamp: Stamp) -> Vec<(Field, Option<Value>)> {
        self.put_blobs(files);
        self.workbook().new_evidence(files, &EvidenceDetails::default(), stamp)
    }

    /// Returns the part of `storage` about evidence that is still linked; evidence that was embedded meanwhile stays
    /// embedded.
    pub(crate) fn still_linked(
        &self,
        storage: &BTreeMap<Sha256, EvidenceStorage>,
    ) -> BTreeMap<Sha256, EvidenceStorage> {
        let evidence = &self.workbook().evidence;
        let linked = storage.iter().filter(|(hash, _)| evidence.get(hash).is_some_and(|piece| !piece.is_embedded()));
        linked.map(|(hash, storage)| (*hash, storage.clone())).collect()
    }
}

/// Returns the hashes of files.
pub(crate) fn hashes(files: &[NewFile]) -> BTreeSet<Sha256> {
    files.iter().map(|file| file.hash).collect()
}

/// Returns the embedded evidence that a record adds, with its bytes as base64. The journal needs them before the
/// record.
pub(crate) fn blobs_of(workbook: &Workbook, record: &Record) -> Vec<(Sha256, Arc<str>)> {
    let added = record.changes.iter().filter_map(|change| match (&change.field, &change.to) {
        (Field::Evidence(hash), Some(Value::Evidence(evidence))) if evidence.is_embedded() => {
            let was_there = matches!(&change.from, Some(Value::Evidence(before)) if before.is_embedded());
            (!was_there).then(|| Some((*hash, Arc::clone(workbook.blobs.get(hash)?)))).flatten()
        }
        _ => None,
    });
    added.collect()
}
