//! Evidence: where it is used, which versions there are, what runs out, and which duties lack it.

mod edits;

pub(super) use edits::goes_on_typing;
pub use edits::{EvidenceChange, EvidenceDetails};

use super::{DutyId, EventId, Evidence, EvidenceStorage, LicenseId, OccurrenceId, Sha256, Workbook};
use crate::obligation::RelationKind;
use base64::Engine as _;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A place that evidence is used in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceUse {
    /// The answer to a duty.
    Duty(DutyId),
    /// What was done about one occurrence of a duty.
    Occurrence(OccurrenceId),
    /// Something that happened.
    Event(EventId),
    /// The scan of a page of a license; pages from 1, the cover.
    Page(LicenseId, u32),
    /// The annual report on a year: its filing, and its material.
    Report(i32),
}

/// A file that was read and is about to become evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// SHA-256 of its bytes.
    pub hash: Sha256,
    /// Its name, made safe to show and to store.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, by its content where that tells.
    pub media_type: String,
    /// Its bytes, or where they are.
    pub content: NewContent,
}

/// The bytes of a new file, or where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewContent {
    /// Base64 of its bytes: it is to be embedded.
    Embedded(Arc<str>),
    /// It is to be linked.
    Linked {
        /// Where it is.
        absolute: String,
        /// The way there from the folder of the workbook, with `/` between its parts, where there is one.
        relative: Option<String>,
    },
}

impl NewFile {
    /// Where the bytes will be.
    #[must_use]
    pub fn storage(&self) -> EvidenceStorage {
        match &self.content {
            NewContent::Embedded(_) => EvidenceStorage::Embedded,
            NewContent::Linked { absolute, relative } => {
                EvidenceStorage::Linked { absolute: absolute.clone(), relative: relative.clone() }
            }
        }
    }

    /// The bytes as base64, where it is to be embedded.
    #[must_use]
    pub fn base64(&self) -> Option<&Arc<str>> {
        match &self.content {
            NewContent::Embedded(base64) => Some(base64),
            NewContent::Linked { .. } => None,
        }
    }
}

/// Whether the bytes of evidence are still the ones that were attached.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceState {
    /// They are.
    Ok,
    /// Others are in their place.
    Changed,
    /// The linked file is not where it was.
    Missing,
    /// The linked file is there but cannot be read, in the system's words.
    Unreadable(String),
    /// It is said to be in the workbook, but its bytes are not.
    NotEmbedded,
    /// This copy was made without its bytes; they are in the workbook that the copy was made from.
    LeftOut,
}

impl EvidenceState {
    /// The name in files and on the command line, e.g. `not_embedded`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::NotEmbedded => "not_embedded",
            Self::LeftOut => "left_out",
        }
    }

    /// Whether something is the matter with it: neither is it as it was, nor was it left out on purpose.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        match self {
            Self::Ok | Self::LeftOut => false,
            Self::Changed | Self::Missing | Self::Unreadable(_) | Self::NotEmbedded => true,
        }
    }
}

/// A piece of evidence that was to be given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractedItem {
    /// Its hash.
    pub hash: Sha256,
    /// Where it is now, from the top of what was given out, with `/` between the parts. Empty where it could not be
    /// given out.
    pub paths: Vec<String>,
    /// [`EvidenceState::Ok`], or why it could not be given out.
    pub state: EvidenceState,
    /// Labels of the duties it is evidence for.
    pub labels: Vec<String>,
}

impl Workbook {
    /// Where each piece of evidence is used, in the order of [`EvidenceUse`]; all evidence has an entry.
    #[must_use]
    pub fn evidence_uses(&self) -> BTreeMap<Sha256, Vec<EvidenceUse>> {
        let mut uses: BTreeMap<Sha256, Vec<EvidenceUse>> =
            self.evidence.keys().map(|hash| (*hash, Vec::new())).collect();
        let mut add = |hashes: &mut dyn Iterator<Item = Sha256>, place: EvidenceUse| {
            for hash in hashes {
                uses.entry(hash).or_default().push(place);
            }
        };
        for (id, duty) in &self.duties {
            add(&mut duty.answer.evidence.iter().copied(), EvidenceUse::Duty(*id));
        }
        for (id, occurrence) in &self.occurrences {
            add(&mut occurrence.evidence.iter().copied(), EvidenceUse::Occurrence(*id));
        }
        for (id, event) in &self.events {
            add(&mut event.evidence.iter().copied(), EvidenceUse::Event(*id));
        }
        for (id, license) in &self.licenses {
            for (page, hash) in &license.record.scans {
                add(&mut [*hash].into_iter(), EvidenceUse::Page(*id, *page));
            }
        }
        for (year, report) in &self.reports {
            let hashes: BTreeSet<Sha256> =
                report.evidence.iter().chain(report.files.values().flatten()).copied().collect();
            add(&mut hashes.into_iter(), EvidenceUse::Report(*year));
        }
        uses
    }

    /// The evidence that `place` has; for a page, its one scan.
    #[must_use]
    pub fn evidence_at(&self, place: EvidenceUse) -> BTreeSet<Sha256> {
        let found = match place {
            EvidenceUse::Duty(id) => self.duties.get(&id).map(|duty| &duty.answer.evidence),
            EvidenceUse::Occurrence(id) => self.occurrences.get(&id).map(|occurrence| &occurrence.evidence),
            EvidenceUse::Event(id) => self.events.get(&id).map(|event| &event.evidence),
            EvidenceUse::Page(license, page) => {
                return self
                    .licenses
                    .get(&license)
                    .and_then(|l| l.record.scans.get(&page))
                    .copied()
                    .into_iter()
                    .collect();
            }
            EvidenceUse::Report(year) => {
                let report = self.reports.get(&year).into_iter();
                return report.flat_map(|r| r.evidence.iter().chain(r.files.values().flatten())).copied().collect();
            }
        };
        found.cloned().unwrap_or_default()
    }

    /// The version that took the place of this one; of several, the one attached last.
    #[must_use]
    pub fn newer_version(&self, hash: Sha256) -> Option<Sha256> {
        let newer = self.evidence.iter().filter(|(_, evidence)| evidence.replaces == Some(hash));
        newer.max_by_key(|(newer, evidence)| (evidence.attached_at, **newer)).map(|(newer, _)| *newer)
    }

    /// The versions that this one took the place of, the latest first, as far as they are in the workbook.
    #[must_use]
    pub fn former_versions(&self, hash: Sha256) -> Vec<Sha256> {
        let mut found = Vec::new();
        let mut at = hash;
        while let Some(former) = self.evidence.get(&at).and_then(|evidence| evidence.replaces) {
            // A merge of two copies could make a circle of what each of them did in good order.
            if former == hash || found.contains(&former) || !self.evidence.contains_key(&former) {
                break;
            }
            found.push(former);
            at = former;
        }
        found
    }

    /// Evidence that nothing uses and no newer version stands for, by name.
    #[must_use]
    pub fn unused_evidence(&self) -> Vec<Sha256> {
        let replaced: BTreeSet<Sha256> = self.evidence.values().filter_map(|evidence| evidence.replaces).collect();
        let uses = self.evidence_uses();
        let unused = uses.into_iter().filter(|(hash, uses)| uses.is_empty() && !replaced.contains(hash));
        let mut unused: Vec<Sha256> = unused.map(|(hash, _)| hash).collect();
        unused.sort_by_key(|hash| self.evidence.get(hash).map(|evidence| &evidence.name));
        unused
    }

    /// Evidence in use whose last good day has passed, or comes within so many days, the earliest first.
    #[must_use]
    pub fn expiring_evidence(&self, today: NaiveDate, within: u64) -> Vec<(Sha256, NaiveDate)> {
        let horizon = today.checked_add_days(Days::new(within)).unwrap_or(NaiveDate::MAX);
        let uses = self.evidence_uses();
        let mut found: Vec<(NaiveDate, Sha256)> = self
            .evidence
            .iter()
            .filter_map(|(hash, evidence)| Some((evidence.valid_until.filter(|day| *day <= horizon)?, *hash)))
            .filter(|(_, hash)| uses.get(hash).is_some_and(|uses| !uses.is_empty()))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(day, hash)| (hash, day)).collect()
    }

    /// The duties that say what `duty` says for another service: evidence can serve all of them.
    #[must_use]
    pub fn twins(&self, duty: DutyId) -> BTreeSet<DutyId> {
        let is_twin = |related: &super::Related| related.kind == RelationKind::Twin;
        let named = self.duties.get(&duty).into_iter().flat_map(|d| &d.definition.related);
        let named = named.filter(|related| is_twin(related)).map(|related| related.duty);
        let naming = self
            .duties
            .iter()
            .filter(|(_, d)| d.definition.related.iter().any(|related| is_twin(related) && related.duty == duty))
            .map(|(id, _)| *id);
        named.chain(naming).filter(|twin| *twin != duty && self.duties.contains_key(twin)).collect()
    }

    /// How evidence stands whose bytes are to be in the workbook, and are not: lost, or left out of this copy on purpose.
    #[must_use]
    pub fn without_its_bytes(&self) -> EvidenceState {
        let is_copy = self.extract.as_ref().is_some_and(|extract| extract.without_bytes);
        if is_copy { EvidenceState::LeftOut } else { EvidenceState::NotEmbedded }
    }

    /// The bytes that embedded evidence takes in the file, as base64.
    #[must_use]
    pub fn embedded_bytes(&self) -> u64 {
        self.embedded_blobs().map(|(_, blob)| blob.len() as u64).sum()
    }

    /// The base64 of the evidence that is embedded. What else may be among the blobs was linked or taken out since, and
    /// is kept only so that an undo finds it.
    pub fn embedded_blobs(&self) -> impl Iterator<Item = (Sha256, &Arc<str>)> {
        let embedded = |hash: &Sha256| self.evidence.get(hash).is_some_and(Evidence::is_embedded);
        self.blobs.iter().filter(move |(hash, _)| embedded(hash)).map(|(hash, blob)| (*hash, blob))
    }
}

impl EvidenceStorage {
    /// The way from the folder of the workbook to the linked file, where it lies in that folder or below: it goes along with
    /// the workbook, and leads to no other drive, share or folder.
    #[must_use]
    pub fn within(&self) -> Option<&str> {
        let Self::Linked { relative, .. } = self else { return None };
        // In a name that Windows reads, `\` parts too, and `:` stands behind a drive.
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(':');
        relative.as_deref().filter(|way| way.split(['/', '\\']).all(is_plain))
    }

    /// What of it is given out with a copy: no folder of this machine, but the way within the folder of the workbook, or
    /// else the name of the file alone.
    #[must_use]
    pub(super) fn to_give_out(&self) -> Self {
        let Self::Linked { absolute, .. } = self else { return self.clone() };
        let name = || absolute.rsplit(['/', '\\']).next().unwrap_or_default();
        let relative = Some(self.within().unwrap_or_else(name).to_owned()).filter(|way| !way.is_empty());
        Self::Linked { absolute: String::new(), relative }
    }
}

impl Workbook {
    /// Embedded evidence whose bytes are others than those that were attached, or are not there; and why.
    pub fn damaged_evidence(&self) -> impl Iterator<Item = (Sha256, EvidenceState)> {
        let embedded = self.evidence.iter().filter(|(_, evidence)| evidence.is_embedded());
        embedded.filter_map(|(hash, _)| match self.blobs.get(hash) {
            None => Some((*hash, self.without_its_bytes())),
            Some(base64) => (!is_of(base64, *hash)).then_some((*hash, EvidenceState::Changed)),
        })
    }
}

/// Whether `base64` are the bytes that have this hash.
pub(crate) fn is_of(base64: &str, hash: Sha256) -> bool {
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64);
    bytes.is_ok_and(|bytes| Sha256::of(&bytes) == hash)
}

impl Evidence {
    /// Whether its bytes are in the workbook.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.storage, EvidenceStorage::Embedded)
    }
}
