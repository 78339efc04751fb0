//! Whether a workbook is what its history says: every record, every base and every field that it shows.
//!
//! What does not hold was written by something else than this program. It stays in the history as a record of its own
//! ([`Nature::Found`]), with the day and the person that found it, until somebody accepts it, and after.

use super::{difference, told};
use crate::workbook::{Change, Contents, EditId, Nature, Outside, Record, RecordId, Sha256, Stamp, Workbook};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What of a workbook its history does not explain, and no record tells of yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// Records that do not say what their names stand for, each with the hash of what it says.
    pub altered: BTreeMap<RecordId, Sha256>,
    /// Records that others follow or that are taken back, and that are not there; bases included.
    pub missing: BTreeSet<RecordId>,
    /// Bases that do not hold what their names stand for.
    pub altered_bases: BTreeSet<RecordId>,
    /// What the workbook shows beyond its history: `from` is what the history comes to, `to` what is shown.
    pub unexplained: Vec<Change>,
    /// Sections of its file that something else had written; by their names in the file. They alone make it unclean where
    /// it was of format 1: nothing else told then.
    pub sections: Vec<String>,
    /// All altered records, those that a record tells of included.
    all_altered: BTreeSet<RecordId>,
}

/// What was found once and is told by a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Records of what was found that nobody has accepted or taken back.
    pub open: Vec<Arc<Record>>,
    /// Those that somebody has accepted or taken back.
    pub settled: Vec<Arc<Record>>,
}

impl Audit {
    /// Whether nothing is to be told.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.altered.is_empty()
            && self.missing.is_empty()
            && self.altered_bases.is_empty()
            && self.sections.is_empty()
            && self.unexplained.is_empty()
    }
}

/// The records that do not say what their names stand for, each with the hash of what it says.
#[must_use]
pub fn altered(records: &[Arc<Record>]) -> BTreeMap<RecordId, Sha256> {
    let hashes = records.iter().map(|record| (record.id, record.hash()));
    hashes.filter(|(id, hash)| id.0 != *hash).collect()
}

impl Contents {
    /// Compares the workbook with its history, field by field, and the history with its names. The bytes of evidence and
    /// the documents of snapshots have hashes of their own, which are not looked at here.
    #[must_use]
    pub fn audit(&self) -> Audit {
        self.audit_with(altered(&self.history))
    }

    /// The same where it is known which records are altered, see [`altered`]: what takes longest can be done by several.
    #[must_use]
    pub fn audit_with(&self, altered: BTreeMap<RecordId, Sha256>) -> Audit {
        let all_altered: BTreeSet<RecordId> = altered.keys().copied().collect();
        let told = told(self, &all_altered);
        let mut audit = Audit {
            missing: self.missing(),
            altered_bases: self.altered_bases(),
            unexplained: difference(&told, self).changes,
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

    /// Records that are named and not there.
    fn missing(&self) -> BTreeSet<RecordId> {
        let known: HashSet<RecordId> = self.history.iter().map(|record| record.id).collect();
        let is_whole = self.own_bases().any(|(_, base)| base.cut_at.is_empty());
        // A part goes on from records that it does not have; what was joined to it has to be there.
        let before =
            self.bases.values().filter(|base| is_whole || base.beginning.is_none()).flat_map(|base| &base.cut_at);
        let named = self
            .history
            .iter()
            .flat_map(|record| record.parents.iter().chain(record.undoes.iter().filter(|_| is_whole)));
        let is_there = |id: &RecordId| known.contains(id) || self.bases.contains_key(id);
        let strange: BTreeSet<RecordId> = named.chain(before).copied().filter(|id| !is_there(id)).collect();
        // A part goes on with what the whole did, and takes it back.
        let of_whole: HashSet<RecordId> = self.own_bases().flat_map(|(_, base)| base.cut_at.iter().copied()).collect();
        let mut strange: BTreeSet<RecordId> = strange.into_iter().filter(|id| !of_whole.contains(id)).collect();
        if !strange.is_empty() {
            // A part of format 1 goes by other names.
            for record in self.history.iter().filter(|record| record.nature == Nature::CarriedOver) {
                strange.remove(&RecordId::of_format_1(record.edit));
            }
        }
        strange
    }

    /// Whether these records and bases, and all that they follow, are there and say what their names stand for, but for
    /// what one of them tells was found. Of a part it is known from where it was cut. Says how many of the records they
    /// are, those included.
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
        let told: Vec<&Outside> = genuine.iter().filter_map(|record| record.found()).collect();
        let is_told = |record: &Record| told.iter().any(|found| found.altered.contains(&(record.id, record.hash())));
        let is_missed = |id: &RecordId| {
            told.iter().any(|f| f.missing.contains(id) || f.altered.iter().any(|(known, _)| known == id))
        };
        let is_whole = altered.iter().all(|record| is_told(record)) && strange.iter().all(is_missed);
        is_whole.then_some(past.len())
    }

    fn altered_bases(&self) -> BTreeSet<RecordId> {
        let named: HashSet<RecordId> = self.history.iter().flat_map(|record| record.parents.iter().copied()).collect();
        // What holds nothing is the name of a part that came back: records follow it, and it followed some.
        let is_of_use = |id: &RecordId, base: &super::Base| {
            base.beginning.is_some() || (named.contains(id) && !base.cut_at.is_empty())
        };
        let is_whole =
            |id: &RecordId, base: &super::Base| base.document == self.id && base.is_genuine(*id) && is_of_use(id, base);
        self.bases.iter().filter(|(id, base)| !is_whole(id, base)).map(|(id, _)| *id).collect()
    }

    /// What was found outside, by its records.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        let found: Vec<&Arc<Record>> = self.history.iter().filter(|record| record.found().is_some()).collect();
        if found.is_empty() {
            return findings;
        }
        let accepts = |record: &Arc<Record>| if let Nature::Accepted(id) = record.nature { Some(id) } else { None };
        let settled: HashSet<RecordId> =
            self.history.iter().flat_map(|record| accepts(record).into_iter().chain(record.undoes)).collect();
        for record in found {
            let list = if settled.contains(&record.id) { &mut findings.settled } else { &mut findings.open };
            list.push(Arc::clone(record));
        }
        findings
    }
}

impl Workbook {
    /// Takes over what an audit of this workbook has shown: what altered records say counts for nothing from now on.
    pub fn note_audit(&mut self, audit: &Audit) {
        self.set_altered(audit.all_altered.clone());
    }

    /// Puts what `audit` has found into the history, as a record of whoever found it. Nothing where all is explained. To be
    /// done before anything else is changed.
    pub fn record_found(&mut self, audit: &Audit, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.tell(audit, self.heads().to_vec(), stamp, id)
    }

    fn tell(&mut self, audit: &Audit, parents: Vec<RecordId>, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.note_audit(audit);
        if audit.is_clean() {
            return None;
        }
        let bases = audit.altered_bases.iter().map(|id| (*id, Sha256([0; 32])));
        let outside = Outside {
            sections: audit.sections.clone(),
            altered: audit.altered.iter().map(|(id, hash)| (*id, *hash)).chain(bases).collect(),
            missing: audit.missing.iter().copied().collect(),
        };
        Some(self.append_told(Nature::Found(outside), parents, audit.unexplained.clone(), stamp, id))
    }

    /// [`Self::record_found`] for a copy that is about to be merged: nobody knows when it was changed, so what was found
    /// follows nothing but the beginning, and contradicts whatever was honestly written into the same fields.
    pub fn record_found_apart(&mut self, audit: &Audit, stamp: Stamp, id: EditId) -> Option<RecordId> {
        let bases = self.own_bases().map(|(id, _)| *id).collect();
        self.tell(audit, bases, stamp, id)
    }

    /// Accepts what the record `found` tells of, as a record of its own. Nothing where that is no such record, or is
    /// accepted already.
    pub fn accept(&mut self, found: RecordId, stamp: Stamp, id: EditId) -> Option<RecordId> {
        self.findings().open.iter().find(|record| record.id == found)?;
        Some(self.append_told(Nature::Accepted(found), self.heads().to_vec(), Vec::new(), stamp, id))
    }
}
