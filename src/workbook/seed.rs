//! Creates a new workbook from a license text and the catalog.

use super::answer::Answer;
use super::{
    Base, Contents, Definition, Duty, DutyId, IdSource, LicenseEntry, LicenseId, LicenseRecord, Related, Workbook,
};
use crate::calendar::Schedule;
use crate::language::Bilingual;
use crate::license::{Clause, ClauseId, License};
use crate::obligation::{
    ApplicabilityState, Catalog, CatalogDuty, DutyKind, Located, applicability, clause_hash, locate,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The text of the license that a new workbook starts with.
pub const SEED_LICENSE: &str = include_str!("../../seeds/license-su-b2-20140200.txt");

/// The differences between license and catalog found while seeding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeedReport {
    /// Keys of catalog duties whose quotes are not in this license.
    pub not_found: Vec<String>,
    /// Clauses without a catalog duty: each became one duty, to be split by hand.
    pub uncatalogued: Vec<ClauseId>,
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
    let license_id: LicenseId = ids.next_id();
    let record = LicenseRecord {
        text: text.to_owned(),
        facts: BTreeMap::new(),
        continues: None,
        renewal: Vec::new(),
        succeeded_by: None,
        scans: BTreeMap::new(),
    };
    let entry = LicenseEntry::new(record);
    let (duties, report) = duties(license_id, &entry.parsed, catalog, ids);
    let mut contents = Contents {
        licenses: BTreeMap::from([(license_id, entry)]),
        duties,
        schedules,
        ..Contents::empty(ids.next_id(), today)
    };
    let base = Base::of(&contents, Vec::new(), None);
    let heads = vec![base.id()];
    contents.bases.extend(heads.iter().map(|id| (*id, base.clone())));
    (Workbook { contents, revision: 0, sealed: 0, heads, places: HashMap::new(), altered: BTreeSet::new() }, report)
}

/// The duties of a license: those of the catalog that it contains, and one for each clause without a catalog duty.
fn duties(
    license_id: LicenseId,
    license: &License,
    catalog: &Catalog,
    ids: &mut IdSource,
) -> (BTreeMap<DutyId, Arc<Duty>>, SeedReport) {
    let mut report = SeedReport::default();
    let located: Vec<(&CatalogDuty, Option<Located>)> =
        catalog.duties.iter().map(|duty| (duty, locate(duty, license))).collect();
    // Quotes found in the clause that the catalog names take precedence over quotes found elsewhere.
    let mut taken: Vec<(ClauseId, Located)> = located
        .iter()
        .filter_map(|(duty, place)| Some((duty.clause, place.clone()?)))
        .filter(|(clause, place)| *clause == place.clause)
        .collect();
    let mut found: Vec<(&CatalogDuty, Located)> = Vec::new();
    for (duty, place) in located {
        match place {
            Some(place) if place.clause == duty.clause => found.push((duty, place)),
            // The quotes of a twin duty are also found in the clause for the other service if the license lacks this
            // service.
            Some(place) if !is_ruled_out(duty, license, catalog) && !is_taken(duty, &place, &taken) => {
                taken.push((duty.clause, place.clone()));
                found.push((duty, place));
            }
            Some(_) | None => report.not_found.push(duty.key.clone()),
        }
    }
    let id_of: BTreeMap<&str, DutyId> = found.iter().map(|(duty, _)| (duty.key.as_str(), ids.next_id())).collect();
    let mut ordinals = BTreeMap::new();
    let mut duties = BTreeMap::new();
    for (duty, located) in found {
        let ordinal = ordinals.entry(located.clause).and_modify(|n| *n += 1).or_insert(1);
        let Some(id) = id_of.get(duty.key.as_str()) else { continue };
        let definition = definition(license_id, license, duty, located, *ordinal, &id_of);
        duties.insert(*id, Arc::new(Duty { definition, answer: Answer::default() }));
    }
    for provision in &license.provisions {
        // A lead-in imposes nothing by itself if it has sub-items.
        let lead_in = (!provision.sub_items.is_empty()).then_some(provision.clause.id);
        for clause in std::iter::once(&provision.clause).chain(&provision.sub_items) {
            if !ordinals.contains_key(&clause.id) && Some(clause.id) != lead_in && !clause.body.text.is_empty() {
                report.uncatalogued.push(clause.id);
                let definition = whole_clause(license_id, clause);
                duties.insert(ids.next_id(), Arc::new(Duty { definition, answer: Answer::default() }));
            }
        }
    }
    (duties, report)
}

/// Whether the words at `place` belong to a catalog duty of another clause.
fn is_taken(duty: &CatalogDuty, place: &Located, taken: &[(ClauseId, Located)]) -> bool {
    taken
        .iter()
        .filter(|(clause, other)| *clause != duty.clause && other.clause == place.clause)
        .any(|(_, other)| other.spans.iter().any(|a| place.spans.iter().any(|b| a.overlaps(*b))))
}

/// Whether the annex alone excludes the duty.
fn is_ruled_out(duty: &CatalogDuty, license: &License, catalog: &Catalog) -> bool {
    let known = applicability(&duty.applies_if, &license.annex, &BTreeMap::new(), &BTreeSet::new(), catalog);
    known.state == ApplicabilityState::NotApplicable
}

fn definition(
    license_id: LicenseId,
    license: &License,
    duty: &CatalogDuty,
    located: Located,
    ordinal: u32,
    id_of: &BTreeMap<&str, DutyId>,
) -> Definition {
    let duty = duty.clone();
    let related =
        duty.related.iter().filter_map(|r| id_of.get(r.key.as_str()).map(|id| Related { duty: *id, kind: r.kind }));
    Definition {
        license: license_id,
        clause: located.clause,
        ordinal,
        clause_hash: license.clause(located.clause).map(|c| clause_hash(&c.body.text)).unwrap_or_default(),
        spans: located.spans,
        related: related.collect(),
        origin: Some(duty.key),
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
    }
}

/// A duty for a clause without a catalog duty, so that no clause of the license is omitted.
fn whole_clause(license: LicenseId, clause: &Clause) -> Definition {
    Definition {
        license,
        origin: None,
        clause: clause.id,
        ordinal: 1,
        spans: clause.body.fragments.iter().map(|f| f.span).collect(),
        clause_hash: clause_hash(&clause.body.text),
        title: Bilingual::new(format!("遵守{}", clause.id), format!("Comply with {}", clause.id)),
        kind: DutyKind::StandingDuty,
        trigger: None,
        limit: None,
        timing: None,
        authority: None,
        accepted_evidence: Vec::new(),
        condition: None,
        applies_if: Vec::new(),
        other_law: Vec::new(),
        related: Vec::new(),
        remark: Bilingual::default(),
        optional: false,
    }
}
