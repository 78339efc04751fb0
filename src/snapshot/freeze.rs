//! Freezes a snapshot: makes of it a document that can be kept, sent, and checked later by its digest.
//!
//! What is frozen is whole: every field, the internal notes and the list of confidential evidence included, so that it
//! can answer later for what was known. The history is not in it, since the workbook that keeps the snapshot keeps that
//! anyway. What must not be seen by all is left out on export, by [`Snapshot::copy`], and the copy names the digest of
//! the whole.

use super::{Selection, Snapshot, canonical};
use crate::obligation::Catalog;
use crate::workbook::{FrozenSnapshot, LicenseId, PersonId, Sha256, Workbook};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What makes a snapshot a frozen one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Who froze it.
    pub by: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// The digest of the whole one, where this is a copy that something was left out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Sha256>,
}

/// Who freezes a snapshot, for which day and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The day it speaks for: what is overdue, and how far away dates are.
    pub on: NaiveDate,
    /// Who freezes it.
    pub by: PersonId,
    /// The name by which the document knows that person for ever.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

/// What a frozen snapshot takes in: everything but the history.
#[must_use]
pub fn whole() -> Selection {
    Selection { notes: true, confidential: true, ..Selection::default() }
}

/// A frozen snapshot of `license`; `None` where the workbook has no such license.
///
/// # Errors
/// Where the model cannot be written as JSON.
#[must_use]
pub fn freeze(
    workbook: &Workbook,
    license: LicenseId,
    catalog: &Catalog,
    freeze: Freeze,
) -> Option<Result<FrozenSnapshot, serde_json::Error>> {
    let mut snapshot = Snapshot::of(workbook, license, freeze.on, catalog, whole())?;
    snapshot.frozen = Some(Frozen { by: Some(freeze.name), purpose: freeze.purpose.clone(), whole: None });
    let document = match document(&snapshot) {
        Ok(document) => document,
        Err(error) => return Some(Err(error)),
    };
    Some(Ok(FrozenSnapshot {
        on: freeze.on,
        by: Some(freeze.by),
        purpose: freeze.purpose,
        digest: Sha256::of(document.as_bytes()),
        document: document.into(),
    }))
}

/// The canonical JSON of a snapshot: what its digest is made over.
///
/// # Errors
/// Where the model cannot be written as JSON.
pub fn document(snapshot: &Snapshot) -> Result<String, serde_json::Error> {
    Ok(canonical(&serde_json::to_value(snapshot)?))
}

/// The digest of a snapshot, over its canonical JSON.
///
/// # Errors
/// Where the model cannot be written as JSON.
pub fn digest(snapshot: &Snapshot) -> Result<Sha256, serde_json::Error> {
    Ok(Sha256::of(document(snapshot)?.as_bytes()))
}

impl Snapshot {
    /// This snapshot without the notes, the history and the confidential evidence that `selection` leaves out; nothing
    /// comes in that is not there, and the duties stay those that were taken.
    #[must_use]
    pub fn reduced(&self, selection: &Selection) -> Self {
        let mut kept = self.selection.clone();
        kept.notes &= selection.notes;
        kept.history &= selection.history;
        kept.confidential &= selection.confidential;
        let mut reduced = Self { selection: kept.clone(), ..self.clone() };
        if let Some(report) = &mut reduced.report {
            let secret: Vec<Sha256> = self.evidence.iter().filter(|e| e.confidential).map(|e| e.sha256).collect();
            report.reduce(&kept, &secret);
        }
        if !kept.notes {
            reduced.duties.iter_mut().for_each(|duty| duty.note.clear());
        }
        if !kept.confidential {
            reduced.leave_out_confidential();
        }
        if !kept.history {
            reduced.history.clear();
        }
        reduced
    }

    /// A copy of a frozen snapshot that can be sent, with what `selection` takes in; `stored` is the digest it is kept by.
    ///
    /// The copy of the whole has that digest itself. One that something was left out of, or that this version of the
    /// program writes in another way, names it beside its own.
    ///
    /// # Errors
    /// Where the model cannot be written as JSON.
    pub fn copy(&self, stored: Sha256, selection: &Selection) -> Result<Self, serde_json::Error> {
        let mut copy = self.reduced(selection);
        if digest(&copy)? != stored
            && let Some(frozen) = &mut copy.frozen
        {
            frozen.whole = Some(stored);
        }
        Ok(copy)
    }

    fn leave_out_confidential(&mut self) {
        let secret: Vec<Sha256> = self.evidence.iter().filter(|e| e.confidential).map(|e| e.sha256).collect();
        let leave_out = |refs: &mut Vec<Sha256>, withheld: &mut usize| {
            let before = refs.len();
            refs.retain(|hash| !secret.contains(hash));
            *withheld += before - refs.len();
        };
        for duty in &mut self.duties {
            leave_out(&mut duty.evidence, &mut duty.evidence_withheld);
        }
        for event in &mut self.events {
            leave_out(&mut event.evidence, &mut event.evidence_withheld);
        }
        for occurrence in &mut self.occurrences {
            leave_out(&mut occurrence.evidence, &mut occurrence.evidence_withheld);
        }
        for date in self.dates.iter_mut().filter(|date| date.evidence.is_some_and(|hash| secret.contains(&hash))) {
            date.withhold_evidence();
        }
        self.evidence.retain(|evidence| !evidence.confidential);
        self.evidence_withheld += secret.len();
    }
}
