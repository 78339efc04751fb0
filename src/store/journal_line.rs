//! The lines of a journal, of both formats.

use super::format_v1::RecordV1;
use crate::workbook::{DocumentId, EditId, Record, RecordId, Sha256, Workbook};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The document and the file that a journal belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The document.
    pub document: DocumentId,
    /// The file of the document; `None` while it has none.
    pub path: Option<PathBuf>,
    /// The hash of the file that the records extend.
    pub base: Option<Sha256>,
}

/// A line of a journal.
#[derive(Serialize, Deserialize)]
pub(super) enum Line {
    /// The first line.
    Journal2(Header),
    Record(Record),
    /// Records that are applied together or not at all, such as those of a merge: an incomplete line counts as none.
    Together(Vec<Record>),
    /// The base64 of embedded evidence, before the record that refers to it.
    Blob(Sha256, String),
}

/// A line of a journal of a file of format 1.
#[derive(Deserialize)]
pub(super) enum LineV1 {
    Journal1(Header),
    Record(RecordV1),
    Together(Vec<RecordV1>),
    Blob(Sha256, String),
}

/// The content of a line of either format.
pub(super) enum LineContent {
    Header,
    Records(Vec<Record>),
    Blob(Sha256, Arc<str>),
}

/// Reads the lines of journals of both formats.
pub(super) struct Reader {
    is_format_1: bool,
    /// The current names of the records of format 1, by old id.
    names: HashMap<EditId, RecordId>,
    heads: Vec<RecordId>,
}

impl Reader {
    pub(super) fn new(base: &Workbook) -> Self {
        let names = base.history.iter().map(|record| (record.edit, record.id)).collect();
        Self { is_format_1: false, names, heads: base.heads().to_vec() }
    }

    pub(super) fn read(&mut self, line: &[u8]) -> Option<LineContent> {
        self.is_format_1 |= line.starts_with(b"Journal1");
        if !self.is_format_1 {
            return match ron::de::from_bytes(line).ok()? {
                Line::Journal2(_) => Some(LineContent::Header),
                Line::Record(record) => Some(LineContent::Records(vec![record])),
                Line::Together(records) => Some(LineContent::Records(records)),
                Line::Blob(hash, base64) => Some(LineContent::Blob(hash, base64.into())),
            };
        }
        match ron::de::from_bytes(line).ok()? {
            LineV1::Journal1(_) => Some(LineContent::Header),
            LineV1::Record(record) => Some(LineContent::Records(vec![self.upgraded(record)])),
            LineV1::Together(records) => {
                Some(LineContent::Records(records.into_iter().map(|record| self.upgraded(record)).collect()))
            }
            LineV1::Blob(hash, base64) => Some(LineContent::Blob(hash, base64.into())),
        }
    }

    fn upgraded(&mut self, record: RecordV1) -> Record {
        let id = record.id;
        let record = record.renamed(&self.names, &self.heads);
        self.names.insert(id, record.id);
        record
    }
}
