//! Freezes a snapshot: makes of it a document that can be kept, sent, and checked later by its digest.
//!
//! What is frozen is whole: every field, the internal notes and the list of confidential evidence included, so that it
//! can answer later for what was known. The history is not in it, since the workbook that keeps the snapshot keeps that
//! anyway. What must not be seen by all is left out on export, by [`Snapshot::copy`], and the copy names the digest of
//! the whole.

use super::verify::{Verdict, verify_frozen};
use super::{Selection, Snapshot, canonical};
use crate::calendar::Now;
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
    /// The instant it speaks for: what is overdue, and how far away dates are.
    pub at: Now,
    /// Who freezes it.
    pub by: PersonId,
    /// The name by which the document knows that person for ever.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

/// Why a snapshot is not to be frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum FreezeError {
    /// Nobody would know later what it was for.
    NoPurpose,
    /// How things stand on a day that has not come, nobody can keep.
    NotYet(NaiveDate),
}

impl Freeze {
    /// Whether it may be frozen on the day `today`.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, today: NaiveDate) -> Result<(), FreezeError> {
        if self.purpose.trim().is_empty() {
            return Err(FreezeError::NoPurpose);
        }
        let day = self.at.day();
        if day > today { Err(FreezeError::NotYet(day)) } else { Ok(()) }
    }
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
    let mut snapshot = Snapshot::of(workbook, license, freeze.at, catalog, whole())?;
    snapshot.frozen = Some(Frozen { by: Some(freeze.name), purpose: freeze.purpose.clone(), whole: None });
    let document = match document(&snapshot) {
        Ok(document) => document,
        Err(error) => return Some(Err(error)),
    };
    Some(Ok(FrozenSnapshot {
        on: freeze.at.day(),
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
    /// This snapshot without the internal content that `selection` leaves out; nothing comes in that is not there, and the
    /// duties stay those that were taken.
    #[must_use]
    pub fn reduced(&self, selection: &Selection) -> Self {
        let mut reduced = self.clone();
        reduced.selection.limit_to(selection);
        reduced.leave_out_internal();
        reduced
    }

    /// What [`Snapshot::reduced`] gave in the first versions of the program: copies that they wrote are still known.
    pub(super) fn reduced_as_before(&self, selection: &Selection) -> Self {
        let mut reduced = self.clone();
        reduced.selection.limit_to(selection);
        reduced.leave_out_as_before();
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
        self.reduced(selection).named_after(stored)
    }

    /// Names `stored`, the digest of the whole, where this has another one.
    pub(super) fn named_after(mut self, stored: Sha256) -> Result<Self, serde_json::Error> {
        if digest(&self)? != stored
            && let Some(frozen) = &mut self.frozen
        {
            frozen.whole = Some(stored);
        }
        Ok(self)
    }
}

/// Why a snapshot that a workbook keeps is not given out.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.kind())]
pub enum CopyError {
    /// It cannot be read, or be written again.
    Unreadable(String),
    /// It is not what was frozen.
    Altered,
}

impl CopyError {
    /// The message that says it in both languages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "snapshot-damaged-text",
            Self::Altered => "snapshot-altered-text",
        }
    }
}

/// A copy of a snapshot that a workbook keeps, with what `selection` takes in.
///
/// # Errors
/// Where it was altered or cannot be read.
pub fn copy_of(frozen: &FrozenSnapshot, selection: &Selection) -> Result<Snapshot, CopyError> {
    let checked = verify_frozen(frozen).map_err(|error| CopyError::Unreadable(error.to_string()))?;
    if checked.verdict != Verdict::Whole {
        return Err(CopyError::Altered);
    }
    checked.snapshot.copy(frozen.digest, selection).map_err(|error| CopyError::Unreadable(error.to_string()))
}
