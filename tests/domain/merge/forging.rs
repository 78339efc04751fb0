//! Tests with forged files: single values in every section are changed and the digests of sections recomputed. Every
//! forgery is reported, also after another save, and a merge with it loses no honest record.

use super::world::merged;
use crate::support::builder::{full, id, moment};
use license_workbook::merge::{Audit, merge};
use license_workbook::snapshot::verify::{Verdict, verify_frozen};
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{
    Base, Beginning, Contents, EvidenceState, Field, IdSource, LicenseEntry, LicenseRecord, Omissions, PersonId,
    Record, Sha256, Stamp, Value, Workbook,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A workbook with entries in every section: some belong to the beginning, the others were added by records.
fn rich() -> Workbook {
    let whole = Contents { bases: [].into(), history: Vec::new(), extract: None, ..(*full()).clone() };
    let added: Vec<(Field, Option<Value>)> = fields(&whole).map(|field| (field.clone(), whole.get(&field))).collect();
    let begun = Contents {
        events: [].into(),
        occurrences: [].into(),
        attestations: [].into(),
        reports: [].into(),
        sessions: [].into(),
        snapshots: [].into(),
        ..whole
    };
    let mut workbook = Workbook::from_contents(begun).unwrap();
    let mut ids = IdSource::new(77);
    let stamp = Stamp { author: id(2), at: moment("2025-01-02T03:04:05Z") };
    let edit = workbook.change(added);
    workbook.apply(edit, stamp, ids.next_id()).unwrap();
    for fact in ["sells_goods", "runs_app_store"] {
        let edit = workbook.state_fact(id(4), fact, Some(false));
        workbook.apply(edit, stamp, ids.next_id()).unwrap();
    }
    let taken_back = workbook.history.last().unwrap().inverse();
    workbook.apply(taken_back, stamp, ids.next_id()).unwrap();
    assert_eq!(workbook.audit(), Audit::default());
    workbook
}

/// The entries that [`rich`] adds by records.
fn fields(contents: &Contents) -> impl Iterator<Item = Field> {
    let events = contents.events.keys().map(|id| Field::Event(*id));
    let occurrences = contents.occurrences.keys().map(|id| Field::Occurrence(*id));
    let snapshots = contents.snapshots.keys().map(|id| Field::Snapshot(*id));
    let sessions = contents.sessions.keys().map(|id| Field::Session(*id));
    let attestations = contents.attestations.keys().map(|(year, id)| Field::Attestation(*year, *id));
    let reports = contents.reports.keys().map(|year| Field::Report(*year));
    events.chain(occurrences).chain(snapshots).chain(sessions).chain(attestations).chain(reports)
}

/// Candidates to replace a leaf; the first one that can be read is the forgery.
fn others(leaf: &Json) -> Vec<Json> {
    match leaf {
        Json::Null => vec![Json::Bool(true), "x".into(), 7.into()],
        Json::Bool(value) => vec![Json::Bool(!value)],
        Json::Number(number) => vec![(number.as_i64().unwrap_or_default() + 1).into()],
        Json::String(text) => {
            let bumped = match text.rfind(|c: char| c.is_ascii_digit()).map(|at| text.split_at(at)) {
                Some((before, rest)) => {
                    let digit = if rest.starts_with('1') { '2' } else { '1' };
                    format!("{before}{digit}{}", rest.chars().skip(1).collect::<String>())
                }
                None => String::new(),
            };
            let words = ["met", "not_met", "confirmed", "deviates", "months", "after", "filed", "standing_duty"];
            let words = words.into_iter().filter(|word| word != text).map(Json::from);
            [Json::from(format!("{text}x")), bumped.into()].into_iter().chain(words).collect()
        }
        Json::Array(_) | Json::Object(_) => Vec::new(),
    }
}

/// Every leaf of `json`, and, marked with `true`, every entry of a list or object that can be removed.
fn places(json: &Json, at: &str, found: &mut Vec<(String, bool)>) {
    match json {
        Json::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                found.push((format!("{at}/{n}"), true));
                places(item, &format!("{at}/{n}"), found);
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                found.push((format!("{at}/{name}"), true));
                places(member, &format!("{at}/{name}"), found);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => found.push((at.to_owned(), false)),
    }
}

fn without(json: &Json, place: &str) -> Json {
    let (above, name) = place.rsplit_once('/').unwrap();
    let mut json = json.clone();
    match json.pointer_mut(above) {
        Some(Json::Array(items)) => drop(items.remove(name.parse().unwrap())),
        Some(Json::Object(members)) => drop(members.remove(&name.replace("~1", "/").replace("~0", "~"))),
        _ => {}
    }
    json
}

/// The forgeries of one section: each place changed or removed, if the result can be read.
fn forgeries<T: Serialize + DeserializeOwned>(
    section: &'static str,
    honest: &Workbook,
    held: &T,
    put: impl Fn(&mut Contents, T),
) -> Vec<(String, Workbook)> {
    let json = serde_json::to_value(held).unwrap();
    let mut all = Vec::new();
    places(&json, "", &mut all);
    let mut found = Vec::new();
    for (place, is_removal) in all {
        let tried: Vec<Json> = if is_removal {
            vec![without(&json, &place)]
        } else {
            let leaf = json.pointer(&place).unwrap();
            let mut with = Vec::new();
            for other in others(leaf) {
                let mut json = json.clone();
                *json.pointer_mut(&place).unwrap() = other;
                with.push(json);
            }
            with
        };
        let forged = tried.into_iter().find_map(|json| {
            let value: T = serde_json::from_value(json).ok()?;
            let mut contents = (**honest).clone();
            put(&mut contents, value);
            let forged = Workbook::from_contents(contents).ok()?;
            // Written and read as a file, with recomputed digests of the sections.
            let loaded = from_ron(&to_ron(&forged).unwrap()).ok()?;
            assert_eq!(loaded.changed_sections, []);
            (loaded.workbook != *honest).then_some(loaded.workbook)
        });
        found.extend(forged.map(|forged| (format!("{section}{place}"), forged)));
    }
    found
}

/// Every forgery of `honest`.
fn all_forgeries(honest: &Workbook) -> Vec<(String, Workbook)> {
    let licenses: BTreeMap<_, LicenseRecord> = honest.licenses.iter().map(|(id, l)| (*id, l.record.clone())).collect();
    let history: Vec<Record> = honest.history.iter().map(|record| record.as_ref().clone()).collect();
    let attestations: Vec<_> = honest.attestations.clone().into_iter().collect();
    let duties: BTreeMap<_, _> = honest.duties.iter().map(|(id, duty)| (*id, duty.as_ref().clone())).collect();
    let (base_id, base) = honest.bases.first_key_value().unwrap();
    let beginning: Beginning = base.beginning.as_ref().unwrap().as_ref().clone();
    let blobs: BTreeMap<Sha256, String> = honest.blobs.iter().map(|(hash, text)| (*hash, text.to_string())).collect();
    let with_beginning = |base: Base, honest: &Base| Base { beginning: honest.beginning.clone(), ..base };
    let arcs = |records: Vec<Record>| records.into_iter().map(Arc::new).collect();
    let mut all = forgeries("header", honest, &honest.id, |c, id| c.id = id);
    all.extend(forgeries("meta", honest, &honest.tracked_from, |c, day| c.tracked_from = day));
    all.extend(forgeries("meta", honest, &(false, false), |c, (part, without_bytes)| {
        c.extract = Some(Omissions { part, without_bytes });
    }));
    all.extend(forgeries("people", honest, &honest.people, |c, people| c.people = people));
    all.extend(forgeries("licenses", honest, &licenses, |c, licenses| {
        c.licenses = licenses.into_iter().map(|(id, record)| (id, LicenseEntry::new(record))).collect();
    }));
    all.extend(forgeries("duties", honest, &duties, |c, duties| {
        c.duties = duties.into_iter().map(|(id, duty)| (id, Arc::new(duty))).collect();
    }));
    all.extend(forgeries("evidence", honest, &honest.evidence, |c, evidence| c.evidence = evidence));
    all.extend(forgeries("events", honest, &honest.events, |c, events| c.events = events));
    all.extend(forgeries("occurrences", honest, &honest.occurrences, |c, done| c.occurrences = done));
    all.extend(forgeries("attestations", honest, &attestations, |c, all| c.attestations = all.into_iter().collect()));
    all.extend(forgeries("reports", honest, &honest.reports, |c, reports| c.reports = reports));
    all.extend(forgeries("sessions", honest, &honest.sessions, |c, sessions| c.sessions = sessions));
    all.extend(forgeries("snapshots", honest, &honest.snapshots, |c, snapshots| c.snapshots = snapshots));
    all.extend(forgeries("schedules", honest, &honest.schedules, |c, schedules| c.schedules = schedules));
    all.extend(forgeries("history", honest, &history, |c, records| c.history = arcs(records)));
    all.extend(forgeries("bases", honest, base, |c, forged| {
        c.bases = BTreeMap::from([(*base_id, with_beginning(forged, base))]);
    }));
    all.extend(forgeries("bases, beginning", honest, &beginning, |c, beginning| {
        let forged = Base { beginning: Some(Arc::new(beginning)), ..base.clone() };
        c.bases = BTreeMap::from([(*base_id, forged)]);
    }));
    all.extend(forgeries("blobs", honest, &blobs, |c, blobs| {
        c.blobs = blobs.into_iter().map(|(hash, text)| (hash, text.into())).collect();
    }));
    all
}

/// Whether `verify` reports anything.
fn is_noticed(workbook: &Workbook) -> bool {
    let is_whole = |frozen: &_| matches!(verify_frozen(frozen).map(|checked| checked.verdict), Ok(Verdict::Intact));
    // The document of the rich workbook is not a snapshot, but its digest is correct.
    let is_as_frozen = |frozen: &license_workbook::workbook::FrozenSnapshot| {
        Sha256::of(frozen.document.as_bytes()) == frozen.digest || is_whole(frozen)
    };
    !workbook.audit().is_clean()
        || !workbook.findings().open.is_empty()
        || workbook.damaged_evidence().any(|(_, state)| state != EvidenceState::LeftOut)
        || !workbook.snapshots.values().all(is_as_frozen)
}

#[test]
fn no_forgery_goes_unnoticed_not_even_after_a_save_and_none_takes_honest_work_away() {
    let honest = rich();
    assert!(!is_noticed(&honest), "an honest workbook is reported");
    let all = all_forgeries(&honest);
    let mut unnoticed = Vec::new();
    for (place, forged) in &all {
        if !is_noticed(forged) {
            unnoticed.push(format!("{place}: unnoticed"));
        }
        let saved = saved_by_somebody(forged);
        if !is_noticed(&saved) {
            unnoticed.push(format!("{place}: unnoticed after a save"));
        }
        for (left, right) in [(&honest, &saved), (&saved, &honest)] {
            // A refused merge leaves both as they were.
            let Ok(merge) = merge(left, right) else { continue };
            let lost = honest.history.iter().any(|record| merge.workbook.record(record.id) != Some(record));
            if lost || !merge.workbook.audit().altered.is_empty() {
                unnoticed.push(format!("{place}: honest work is lost by merging"));
            }
        }
    }
    assert_eq!(unnoticed, [""; 0]);
    assert!(all.len() > 500, "only {} forgeries", all.len());
    let sections: BTreeSet<&str> = all.iter().filter_map(|(place, _)| place.split(['/', ',']).next()).collect();
    // All sections except the archive, which holds the earlier records of a longer history in the same form.
    assert_eq!(sections.len(), 16, "{sections:?}");
}

/// A forged file after an edit and a save: the findings are recorded first; the file is written with correct digests.
fn saved_by_somebody(forged: &Workbook) -> Workbook {
    let mut workbook = forged.clone();
    let mut ids = IdSource::new(99);
    let author = workbook.people.keys().next().copied().unwrap_or_else(|| id::<PersonId>(2));
    let stamp = Stamp { author, at: moment("2025-02-03T04:05:06Z") };
    let audit = workbook.audit();
    workbook.record_found(&audit, stamp, ids.next_id());
    if let Some(license) = workbook.current_license() {
        let edit = workbook.state_fact(license, "sells_goods", Some(true));
        drop(workbook.apply(edit, stamp, ids.next_id()));
    }
    let loaded = from_ron(&to_ron(&workbook).unwrap()).unwrap();
    assert_eq!(loaded.changed_sections, []);
    loaded.workbook
}

#[test]
fn what_was_found_can_be_accepted_and_stays_told() {
    let honest = rich();
    let mut contents = (*honest).clone();
    contents.people.values_mut().next().unwrap().role = "someone else".to_owned();
    let mut forged = saved_by_somebody(&Workbook::from_contents(contents).unwrap());
    let found = forged.findings().open[0].clone();
    let mut ids = IdSource::new(5);
    let stamp = Stamp { author: id(2), at: moment("2025-02-03T04:05:06Z") };
    assert_eq!(forged.accept(honest.history[0].id, stamp, ids.next_id()), None, "that record is not a finding");
    assert!(forged.accept(found.id, stamp, ids.next_id()).is_some());
    assert_eq!(forged.accept(found.id, stamp, ids.next_id()), None, "accepted twice");
    let findings = forged.findings();
    assert_eq!((findings.open.len(), findings.settled), (0, vec![found]));
    assert!(!is_noticed(&forged));
    // The other way: the finding is reverted.
    let mut forged = saved_by_somebody(
        &Workbook::from_contents({
            let mut contents = (*honest).clone();
            contents.tracked_from = contents.tracked_from.succ_opt().unwrap();
            contents
        })
        .unwrap(),
    );
    let back = forged.findings().open[0].inverse();
    forged.apply(back, stamp, ids.next_id()).unwrap();
    assert_eq!((forged.findings().open.len(), forged.tracked_from), (0, honest.tracked_from));
}

#[test]
fn damaged_bytes_and_documents_are_healed_by_a_copy_that_has_them_whole() {
    let honest = rich();
    let mut contents = (*honest).clone();
    contents.blobs.values_mut().for_each(|text| *text = "YSBzY2Fr".into());
    contents.snapshots.values_mut().for_each(|frozen| frozen.document = "{}".into());
    let damaged = Workbook::from_contents(contents).unwrap();
    assert!(is_noticed(&damaged));
    for merge in [merged(&honest, &damaged), merged(&damaged, &honest)] {
        assert!(!is_noticed(&merge.workbook));
        assert_eq!((&merge.workbook.blobs, &merge.workbook.snapshots), (&honest.blobs, &honest.snapshots));
    }
}
