//! Verifies a workbook against its history: every record, every base and every visible field.
//!
//! A mismatch was written by another program. It is recorded in the history as a record of its own ([`RecordKind::Found`])
//! with the day and the person who found it, and stays there after it is accepted.

use super::{difference, replayed};
use crate::workbook::{Change, Contents, EditId, FoundChanges, Record, RecordId, RecordKind, Sha256, Stamp, Workbook};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The content of a workbook that its history does not explain and no record mentions yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// Records whose content does not match their id, each with the hash of the content.
    pub altered: BTreeMap<RecordId, Sha256>,
    /// Records and bases that are referred to as parent or undone record, but are missing.
    pub missing: BTreeSet<RecordId>,
    /// Bases whose content does not match their id.
    pub altered_bases: BTreeSet<RecordId>,
    /// Visible values that differ from the history: `from` is the value by the history, `to` the visible one.
    pub unexplained: Vec<Change>,
    /// Sections of the file that another program had written, by their names in the file. For files of format 1, they
    /// are the only evidence of such a change.
    pub sections: Vec<String>,
    /// All altered records, including those mentioned by a record.
    all_altered: BTreeSet<RecordId>,
}

/// The recorded findings of earlier audits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Findings that are neither accepted nor undone.
    pub open: Vec<Arc<Record>>,
    /// Findings that are accepted or undone.
    pub settled: Vec<Arc<Record>>,
}

impl Audit {
    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.altered.is_empty()
            && self.missing.is_empty()
            && self.altered_bases.is_empty()
            && self.sections.is_empty()
            && self.unexplained.is_empty()
    }
}

/// The records whose content does not match their id, each with the hash of the content.
#[must_use]
pub fn altered(records: &[Arc<Record>]) -> BTreeMap<RecordId, Sha256> {
    let hashes = records.iter().map(|record| (record.id, record.hash()));
    hashes.filter(|(id, hash)| id.0 != *hash).collect()
}

impl Contents {
    /// Verifies the workbook against its history, field by field, and the history against its ids. The bytes of
    /// evidence and the documents of snapshots have their own hashes and are not checked here.
    #[must_use]
    pub fn audit(&self) -> Audit {
        self.audit_with(altered(&self.history))
    }

    /// As [`Self::audit`], with the result of [`altered`], the slowest part, which the caller can compute in parallel.
    #[must_use]
    pub fn audit_with(&self, altered: BTreeMap<RecordId, Sha256>) -> Audit {
        let all_altered: BTreeSet<RecordId> = altered.keys().copied().collect();
        let replayed = replayed(self, &all_altered);
        let mut audit = Audit {
            missing: self.missing(),
            altered_bases: self.altered_bases(),
            unexplained: difference(&replayed, self).changes,
            sections: Vec::new(),
            altered,
            all_altered,
        };
        for known in self.history.iter().filter(|record| record.is_genuine()).filter_map(|record| record.found()) {
            for (id, hash) in &known.altered {
                if audit.altered.get(id) == Some(hash) {
                    audit.altered.remove(id);
                }
                audit.altered_bases.remove(id);
            }
            audit.missing.retain(|id| !known.missing.contains(id));
        }
        audit
    }

    /// The records that are referred to but missing.
    fn missing(&self) -> BTreeSet<RecordId> {
        let known: HashSet<RecordId> = self.history.iter().map(|record| record.id).collect();
        let is_whole = self.own_bases().any(|(_, base)| base.cut_at.is_empty());
        // A part refers to records that it does not contain; records joined to it must be present.
        let before =
            self.bases.values().filter(|base| is_whole || base.beginning.is_none()).flat_map(|base| &base.cut_at);
        let named = self
            .history
            .iter()
            .flat_map(|record| record.parents.iter().chain(record.undoes.iter().filter(|_| is_whole)));
        let unknown = named.chain(before).filter(|id| !known.contains(id) && !self.bases.contains_key(id));
        let strange: BTreeSet<RecordId> = unknown.copied().collect();
        // A part continues from records of the whole and can undo them.
        let of_whole: HashSet<RecordId> = self.own_bases().flat_map(|(_, base)| base.cut_at.iter().copied()).collect();
        let mut strange: BTreeSet<RecordId> = strange.into_iter().filter(|id| !of_whole.contains(id)).collect();
        if !strange.is_empty() {
            // A part of format 1 uses other ids.
            for record in self.history.iter().filter(|record| record.nature == RecordKind::CarriedOver) {
                strange.remove(&RecordId::of_format_1(record.edit));
            }
        }
        strange
    }

    /// Verifies that these records and bases and all their ancestors are present and match their ids, except for
    /// mismatches that one of the records reports. For a part, ancestors are known back to the cut. Returns the number
    /// of these records.
    #[must_use]
    pub fn whole_past(&self, heads: &[RecordId]) -> Option<usize> {
        let by_id: HashMap<RecordId, &Arc<Record>> = self.history.iter().map(|record| (record.id, record)).collect();
        let (mut seen, mut past, mut strange) = (HashSet::new(), Vec::new(), Vec::new());
        let mut waiting = heads.to_vec();
        let is_part = !self.own_bases().any(|(_, base)| base.cut_at.is_empty());
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            match (by_id.get(&id), self.bases.get(&id)) {
                (Some(record), _) => {
                    past.push(*record);
                    waiting.extend(&record.parents);
                }
                (None, Some(base)) if base.is_genuine(id) => {
                    waiting.extend(base.cut_at.iter().filter(|_| !is_part));
                }
                _ => strange.push(id),
            }
        }
        let (genuine, altered): (Vec<&Arc<Record>>, Vec<&Arc<Record>>) =
            past.iter().copied().partition(|record| record.is_genuine());
        let records: Vec<&FoundChanges> = genuine.iter().filter_map(|record| record.found()).collect();
        let known_altered: BTreeSet<(RecordId, Sha256)> =
            records.iter().flat_map(|found| found.altered.clone()).collect();
        let mut known_missing: BTreeSet<RecordId> = records.iter().flat_map(|found| found.missing.clone()).collect();
        known_missing.extend(known_altered.iter().map(|(id, _)| *id));
        let is_whole = altered.iter().all(|record| known_altered.contains(&(record.id, record.hash())))
            && strange.iter().all(|id| known_missing.contains(id));
        is_whole.then_some(past.len())
    }

    fn altered_bases(&self) -> BTreeSet<RecordId> {
        let named: HashSet<RecordId> = self.history.iter().flat_map(|record| record.parents.iter().copied()).collect();
        let altered = self.bases.iter().filter(|(id, base)| {
            // A base without content is the id of a merged part: records follow it, and it was cut from records.
            let is_in_use = base.beginning.is_some() || (named.contains(*id) && !base.cut_at.is_empty());
            base.document != self.id || !base.is_genuine(**id) || !is_in_use
        });
        altered.map(|(id, _)| *id).collect()
    }

    /// The findings recorded in the history.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        let found: Vec<&Arc<Record>> = self.history.iter().filter(|record| record.found().is_some()).collect();
        if found.is_empty() {
            return findings;
        }
        let settled: HashSet<RecordId> =
            self.history.iter().flat_map(|record| accepted(record).into_iter().chain(record.undoes)).collect();
        for record in found {
            let list = if settled.contains(&record.id) { &mut findings.settled } else { &mut findings.open };
            list.push(Arc::clone(record));
        }
        findings
    }
}

/// The record of findings that this record accepts.
fn accepted(record: &Record) -> Option<RecordId> {
    if let RecordKind::Accepted(id) = record.nature { Some(id) } else { None }
}

impl Workbook {
    /// Takes over the result of an audit: the content of altered records is ignored from now on.
    pub fn note_audit(&mut self, audit: &Audit) {
        self.set_altered(audit.all_altered.clone());
    }

    /// Records the findings of `audit` in the history, by the person in `stamp`. Does nothing if there are none. Must
    /// be called before any other edit.
    pub fn record_found(&mut self, audit: &Audit, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.tell(audit, self.heads().to_vec(), stamp, id)
    }

    fn tell(&mut self, audit: &Audit, parents: Vec<RecordId>, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.note_audit(audit);
        if audit.is_clean() {
            return None;
        }
        let bases = audit.altered_bases.iter().map(|id| (*id, Sha256([0; 32])));
        let outside = FoundChanges {
            sections: audit.sections.clone(),
            altered: audit.altered.iter().map(|(id, hash)| (*id, *hash)).chain(bases).collect(),
            missing: audit.missing.iter().copied().collect(),
        };
        Some(self.append_with_nature(RecordKind::Found(outside), parents, audit.unexplained.clone(), stamp, id))
    }

    /// [`Self::record_found`] for a copy that is about to be merged: because the time of the change is unknown, the
    /// findings follow only the bases, and conflict with every regular change of the same fields.
    pub fn record_found_apart(&mut self, audit: &Audit, stamp: Stamp, id: EditId) -> Option<RecordId> {
        let bases = self.own_bases().map(|(id, _)| *id).collect();
        self.tell(audit, bases, stamp, id)
    }

    /// Accepts the findings in the record `found` by a record of its own. Does nothing if there is no such record or it
    /// is already accepted.
    pub fn accept(&mut self, found: RecordId, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.findings().open.iter().find(|record| record.id == found)?;
        Some(self.append_with_nature(RecordKind::Accepted(found), self.heads().to_vec(), Vec::new(), stamp, id))
    }
}
