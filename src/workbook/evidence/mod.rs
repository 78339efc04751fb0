//! Evidence: its uses, versions, expiry, and integrity.

mod edits;

pub(super) use edits::goes_on_typing;
pub use edits::{EvidenceChange, EvidenceDetails};

use super::{DutyId, EventId, Evidence, EvidenceStorage, LicenseId, OccurrenceId, Sha256, Workbook};
use crate::obligation::RelationKind;
use base64::Engine as _;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A place where evidence is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceUse {
    /// The answer to a duty.
    Duty(DutyId),
    /// One occurrence of a duty.
    Occurrence(OccurrenceId),
    /// An event.
    Event(EventId),
    /// The scan of a page of a license; page numbers start at 1, the cover.
    Page(LicenseId, u32),
    /// The annual report on a year: its filing and its material.
    Report(i32),
}

/// A file that was read and is about to become evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// SHA-256 of its bytes.
    pub hash: Sha256,
    /// Its name, made safe for display and storage.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, from its content if that is conclusive.
    pub media_type: String,
    /// Its bytes or their location.
    pub content: NewContent,
}

/// The bytes of a new file, or their location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewContent {
    /// The file is to be embedded: its bytes as base64.
    Embedded(Arc<str>),
    /// The file is to be linked.
    Linked {
        /// Its absolute path.
        absolute: String,
        /// Its path relative to the folder of the workbook, with `/` as separator, if there is one.
        relative: Option<String>,
    },
}

impl NewFile {
    /// The storage of the evidence made from it.
    #[must_use]
    pub fn storage(&self) -> EvidenceStorage {
        match &self.content {
            NewContent::Embedded(_) => EvidenceStorage::Embedded,
            NewContent::Linked { absolute, relative } => {
                EvidenceStorage::Linked { absolute: absolute.clone(), relative: relative.clone() }
            }
        }
    }

    /// The bytes as base64 if it is to be embedded.
    #[must_use]
    pub fn base64(&self) -> Option<&Arc<str>> {
        match &self.content {
            NewContent::Embedded(base64) => Some(base64),
            NewContent::Linked { .. } => None,
        }
    }
}

/// The integrity of the bytes of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceState {
    /// The bytes are unchanged.
    Ok,
    /// The bytes differ from those attached.
    Changed,
    /// The linked file does not exist.
    Missing,
    /// The linked file exists but cannot be read; contains the message of the system.
    Unreadable(String),
    /// It is marked as embedded, but its bytes are not in the workbook.
    NotEmbedded,
    /// This copy was made without its bytes; they are in the original workbook.
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

    /// Whether there is a problem: the bytes are neither unchanged nor omitted on purpose.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        match self {
            Self::Ok | Self::LeftOut => false,
            Self::Changed | Self::Missing | Self::Unreadable(_) | Self::NotEmbedded => true,
        }
    }
}

/// A piece of evidence to be extracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractedItem {
    /// Its hash.
    pub hash: Sha256,
    /// Its paths relative to the root of the output, with `/` as separator. Empty if it could not be extracted.
    pub paths: Vec<String>,
    /// [`EvidenceState::Ok`], or the reason why it could not be extracted.
    pub state: EvidenceState,
    /// Labels of the duties for which it is evidence.
    pub labels: Vec<String>,
}

impl Workbook {
    /// The uses of each piece of evidence, in the order of [`EvidenceUse`]; every piece has an entry.
    #[must_use]
    pub fn evidence_uses(&self) -> BTreeMap<Sha256, Vec<EvidenceUse>> {
        let mut uses: BTreeMap<Sha256, Vec<EvidenceUse>> =
            self.evidence.keys().map(|hash| (*hash, Vec::new())).collect();
        let mut found: Vec<(Sha256, EvidenceUse)> = Vec::new();
        for (id, duty) in &self.duties {
            found.extend(duty.answer.evidence.iter().map(|hash| (*hash, EvidenceUse::Duty(*id))));
        }
        for (id, occurrence) in &self.occurrences {
            found.extend(occurrence.evidence.iter().map(|hash| (*hash, EvidenceUse::Occurrence(*id))));
        }
        for (id, event) in &self.events {
            found.extend(event.evidence.iter().map(|hash| (*hash, EvidenceUse::Event(*id))));
        }
        for (id, license) in &self.licenses {
            found.extend(license.record.scans.iter().map(|(page, hash)| (*hash, EvidenceUse::Page(*id, *page))));
        }
        for (year, report) in &self.reports {
            let hashes: BTreeSet<Sha256> =
                report.evidence.iter().chain(report.files.values().flatten()).copied().collect();
            found.extend(hashes.into_iter().map(|hash| (hash, EvidenceUse::Report(*year))));
        }
        for (hash, place) in found {
            uses.entry(hash).or_default().push(place);
        }
        uses
    }

    /// The evidence used in `place`; for a page, its single scan.
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

    /// The version that replaced this one; of several, the one attached last.
    #[must_use]
    pub fn newer_version(&self, hash: Sha256) -> Option<Sha256> {
        let newer = self.evidence.iter().filter(|(_, evidence)| evidence.replaces == Some(hash));
        newer.max_by_key(|(newer, evidence)| (evidence.attached_at, **newer)).map(|(newer, _)| *newer)
    }

    /// The versions that this one replaced, the latest first, as far as they are in the workbook.
    #[must_use]
    pub fn former_versions(&self, hash: Sha256) -> Vec<Sha256> {
        let mut found = Vec::new();
        let mut at = hash;
        while let Some(former) = self.evidence.get(&at).and_then(|evidence| evidence.replaces) {
            // A merge of two copies can create a cycle from replacements that were valid in each of them.
            if former == hash || found.contains(&former) || !self.evidence.contains_key(&former) {
                break;
            }
            found.push(former);
            at = former;
        }
        found
    }

    /// Evidence that is neither used nor replaced by a newer version, sorted by name.
    #[must_use]
    pub fn unused_evidence(&self) -> Vec<Sha256> {
        let replaced: BTreeSet<Sha256> = self.evidence.values().filter_map(|evidence| evidence.replaces).collect();
        let uses = self.evidence_uses();
        let unused = uses.into_iter().filter(|(hash, uses)| uses.is_empty() && !replaced.contains(hash));
        let mut unused: Vec<Sha256> = unused.map(|(hash, _)| hash).collect();
        unused.sort_by_key(|hash| self.evidence.get(hash).map(|evidence| &evidence.name));
        unused
    }

    /// Evidence in use that has expired or expires within `within` days, the earliest first.
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

    /// The duties with the same content for other services, which can share evidence with `duty`.
    #[must_use]
    pub fn twins(&self, duty: DutyId) -> BTreeSet<DutyId> {
        let named = self.duties.get(&duty).into_iter().flat_map(|d| &d.definition.related);
        let named = named.filter(|related| is_twin(related)).map(|related| related.duty);
        let naming = self
            .duties
            .iter()
            .filter(|(_, d)| d.definition.related.iter().any(|related| is_twin(related) && related.duty == duty))
            .map(|(id, _)| *id);
        named.chain(naming).filter(|twin| *twin != duty && self.duties.contains_key(twin)).collect()
    }

    /// The state of embedded evidence without bytes: lost, or omitted from this copy on purpose.
    #[must_use]
    pub fn without_its_bytes(&self) -> EvidenceState {
        let is_copy = self.extract.as_ref().is_some_and(|extract| extract.without_bytes);
        if is_copy { EvidenceState::LeftOut } else { EvidenceState::NotEmbedded }
    }

    /// The size in bytes of all embedded evidence in the file, as base64.
    #[must_use]
    pub fn embedded_bytes(&self) -> u64 {
        self.embedded_blobs().map(|(_, blob)| blob.len() as u64).sum()
    }

    /// The base64 of all embedded evidence. Other blobs belong to evidence that was linked or removed since, and are
    /// kept only for undo.
    pub fn embedded_blobs(&self) -> impl Iterator<Item = (Sha256, &Arc<str>)> {
        let embedded = self.blobs.iter().filter(|(hash, _)| self.evidence.get(hash).is_some_and(Evidence::is_embedded));
        embedded.map(|(hash, blob)| (*hash, blob))
    }
}

fn is_twin(related: &super::Related) -> bool {
    related.kind == RelationKind::Twin
}

impl EvidenceStorage {
    /// The path from the folder of the workbook to the linked file if the file is in that folder or below it: the path
    /// moves with the workbook and cannot lead to another drive, share or folder.
    #[must_use]
    pub fn within(&self) -> Option<&str> {
        let Self::Linked { relative, .. } = self else { return None };
        relative.as_deref().filter(|path| path.split(['/', '\\']).all(is_plain_component))
    }

    /// The storage as it appears in a copy handed out: without any folder of this machine, only the path within the
    /// folder of the workbook or, failing that, the file name.
    #[must_use]
    pub(super) fn to_give_out(&self) -> Self {
        let Self::Linked { absolute, .. } = self else { return self.clone() };
        let path = self.within().unwrap_or_else(|| absolute.rsplit(['/', '\\']).next().unwrap_or_default());
        let relative = Some(path.to_owned()).filter(|path| !path.is_empty());
        Self::Linked { absolute: String::new(), relative }
    }
}

/// Whether a component of a path is an ordinary name. On Windows, `\` is a separator too, and `:` follows a drive.
fn is_plain_component(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains(':')
}

impl Workbook {
    /// Embedded evidence whose bytes differ from those attached or are missing, with its state.
    pub fn damaged_evidence(&self) -> impl Iterator<Item = (Sha256, EvidenceState)> {
        let embedded = self.evidence.iter().filter(|(_, evidence)| evidence.is_embedded());
        embedded.filter_map(|(hash, _)| match self.blobs.get(hash) {
            None => Some((*hash, self.without_its_bytes())),
            Some(base64) => (!is_of(base64, *hash)).then_some((*hash, EvidenceState::Changed)),
        })
    }
}

/// Whether `base64` encodes the bytes with this hash.
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
