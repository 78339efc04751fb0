//! Creates a new workbook from a license text and the catalog.

use super::answer::Answer;
use super::{
    Base, Contents, Definition, Duty, DutyFound, DutyId, Evidence, IdSource, LicenseEntry, LicenseId, LicenseRecord,
    Related, Sha256, Workbook,
};
use crate::calendar::Schedule;
use crate::license::License;
use crate::obligation::{Catalog, DerivedDuty, Doubt, DutyOrigin, clause_hash, derive};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The text of the license that a new workbook starts with.
pub const SEED_LICENSE: &str = include_str!("../../seeds/license-su-b2-20140200.txt");

/// The differences between license and catalog found while seeding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeedReport {
    /// Keys of catalog duties whose words are not in this license.
    pub not_found: Vec<String>,
    /// What the officer has to look at.
    pub doubts: Vec<Doubt>,
}

/// The license of a new workbook: its record, and the file from which it was read, if there is one.
#[derive(Clone, Debug)]
pub struct NewLicense {
    /// The record.
    pub record: LicenseRecord,
    /// The file, with its bytes in base64.
    pub file: Option<(Sha256, Evidence, Arc<str>)>,
}

impl NewLicense {
    /// A license of which only the text is known.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self { record: LicenseRecord::of_text(text), file: None }
    }
}

impl LicenseRecord {
    /// A license of which only the text is known.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            facts: BTreeMap::new(),
            continues: None,
            renewal: Vec::new(),
            succeeded_by: None,
            scans: BTreeMap::new(),
            source: None,
            corrections: BTreeMap::new(),
            settled: BTreeSet::new(),
        }
    }
}

/// Creates a workbook for the license in `text`, tracked from `today` on.
///
/// `schedules` are stored in the workbook, so that every copy counts the same working days.
#[must_use]
pub fn seed(
    text: &str,
    catalog: &Catalog,
    schedules: BTreeMap<i32, Schedule>,
    today: NaiveDate,
    ids: &mut IdSource,
) -> (Workbook, SeedReport) {
    seed_license(NewLicense::of_text(text), catalog, schedules, today, ids)
}

/// Like [`seed`], for a license that was read from a file.
#[must_use]
pub fn seed_license(
    license: NewLicense,
    catalog: &Catalog,
    schedules: BTreeMap<i32, Schedule>,
    today: NaiveDate,
    ids: &mut IdSource,
) -> (Workbook, SeedReport) {
    let license_id: LicenseId = ids.next_id();
    let mut entry = LicenseEntry::new(license.record);
    if let Some((hash, ..)) = &license.file {
        // The file that was read is the scan of all pages.
        entry.record.scans = entry.parsed.pages.iter().map(|page| (page.number, *hash)).collect();
    }
    let derivation = derive(&entry.parsed, catalog);
    let duties = duties(license_id, &entry.parsed, derivation.duties, ids);
    let mut contents = Contents {
        licenses: BTreeMap::from([(license_id, entry)]),
        duties,
        schedules,
        ..Contents::empty(ids.next_id(), today)
    };
    if let Some((hash, evidence, bytes)) = license.file {
        contents.evidence.insert(hash, evidence);
        contents.blobs.insert(hash, bytes);
    }
    let base = Base::of(&contents, Vec::new(), None);
    let heads = vec![base.id()];
    contents.bases.extend(heads.iter().map(|id| (*id, base.clone())));
    let report = SeedReport { not_found: derivation.not_found, doubts: derivation.doubts };
    (Workbook { contents, revision: 0, sealed: 0, heads, places: HashMap::new(), altered: BTreeSet::new() }, report)
}

/// The derived duties as duties of a workbook without answers.
fn duties(
    license_id: LicenseId,
    license: &License,
    derived: Vec<DerivedDuty>,
    ids: &mut IdSource,
) -> BTreeMap<DutyId, Arc<Duty>> {
    let with_ids: Vec<(DutyId, DerivedDuty)> = derived.into_iter().map(|duty| (ids.next_id(), duty)).collect();
    let keys = with_ids.iter().filter_map(|(id, duty)| Some((duty.key.clone()?, *id)));
    let id_of: BTreeMap<String, DutyId> = keys.collect();
    with_ids
        .into_iter()
        .map(|(id, duty)| {
            let definition = definition(license_id, license, duty, &id_of);
            (id, Arc::new(Duty { definition, answer: Answer::default() }))
        })
        .collect()
}

fn definition(
    license_id: LicenseId,
    license: &License,
    duty: DerivedDuty,
    id_of: &BTreeMap<String, DutyId>,
) -> Definition {
    let related =
        duty.related.iter().filter_map(|r| id_of.get(r.key.as_str()).map(|id| Related { duty: *id, kind: r.kind }));
    let is_usual = duty.origin == DutyOrigin::Catalog && duty.similarity == 1000;
    Definition {
        license: license_id,
        clause: duty.clause,
        ordinal: duty.ordinal,
        clause_hash: license.clause(duty.clause).map(|c| clause_hash(&c.body.text)).unwrap_or_default(),
        spans: duty.spans,
        related: related.collect(),
        origin: duty.key,
        title: duty.title,
        kind: duty.kind,
        trigger: duty.trigger,
        limit: duty.limit,
        timing: duty.timing,
        authority: duty.authority,
        accepted_evidence: duty.evidence,
        condition: duty.condition,
        applies_if: duty.applies_if,
        other_law: duty.other_law,
        remark: duty.note,
        optional: false,
        found: (!is_usual).then_some(DutyFound { by: duty.origin, similarity: duty.similarity }),
        retired: None,
    }
}
