//! Freezes a snapshot into a document that can be stored, sent, and verified later by its digest.
//!
//! A frozen snapshot is complete, including internal notes and the list of confidential evidence, so that it documents
//! what was known. It does not contain the history, which the workbook that stores the snapshot keeps anyway. Content
//! that is not for all readers is removed on export by [`Snapshot::copy`], and the copy names the digest of the
//! complete snapshot.

use super::verify::{Verdict, verify_frozen};
use super::{Selection, Snapshot, canonical};
use crate::calendar::Now;
use crate::obligation::Catalog;
use crate::workbook::{FrozenSnapshot, LicenseId, PersonId, Sha256, Workbook};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The details of a freezing.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The name of the person who froze it.
    pub by: Option<String>,
    /// The purpose.
    pub purpose: String,
    /// The digest of the complete snapshot, if this is a copy with content removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Sha256>,
}

/// The input for freezing a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The instant of the snapshot, at which overdue dates and distances are judged.
    pub at: Now,
    /// The person who freezes it.
    pub by: PersonId,
    /// The name of that person as stored permanently in the document.
    pub name: String,
    /// The purpose.
    pub purpose: String,
}

/// Why a snapshot cannot be frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum FreezeError {
    /// The purpose is missing.
    NoPurpose,
    /// The day is in the future.
    NotYet(NaiveDate),
}

impl Freeze {
    /// Checks that it may be frozen on the day `today`.
    ///
    /// # Errors
    /// If the purpose is missing or the day is in the future.
    pub fn check(&self, today: NaiveDate) -> Result<(), FreezeError> {
        if self.purpose.trim().is_empty() {
            return Err(FreezeError::NoPurpose);
        }
        let day = self.at.day();
        if day > today { Err(FreezeError::NotYet(day)) } else { Ok(()) }
    }
}

/// The selection of a frozen snapshot: everything except the history.
#[must_use]
pub fn frozen_selection() -> Selection {
    Selection { notes: true, confidential: true, ..Selection::default() }
}

/// A frozen snapshot of `license`; `None` if the workbook has no such license.
///
/// # Errors
/// If the model cannot be serialized as JSON.
#[must_use]
pub fn freeze(
    workbook: &Workbook,
    license: LicenseId,
    catalog: &Catalog,
    freeze: Freeze,
) -> Option<Result<FrozenSnapshot, serde_json::Error>> {
    let snapshot = Snapshot::of(workbook, license, freeze.at, catalog, frozen_selection())?;
    Some(frozen_snapshot(snapshot, (freeze.by, Some(freeze.name)), &freeze.purpose))
}

/// `snapshot` frozen by a person with a name, for a purpose.
pub(super) fn frozen_snapshot(
    mut snapshot: Snapshot,
    (by, name): (PersonId, Option<String>),
    purpose: &str,
) -> Result<FrozenSnapshot, serde_json::Error> {
    let on = snapshot.on;
    snapshot.frozen = Some(Frozen { by: name, purpose: purpose.to_owned(), whole: None });
    let document = document(&snapshot)?;
    Ok(FrozenSnapshot {
        on,
        by: Some(by),
        purpose: purpose.to_owned(),
        digest: Sha256::of(document.as_bytes()),
        document: document.into(),
    })
}

/// The canonical JSON of a snapshot, over which its digest is computed.
///
/// # Errors
/// If the model cannot be serialized as JSON.
pub fn document(snapshot: &Snapshot) -> Result<String, serde_json::Error> {
    Ok(canonical(&serde_json::to_value(snapshot)?))
}

/// The digest of a snapshot, computed over its canonical JSON.
///
/// # Errors
/// If the model cannot be serialized as JSON.
pub fn digest(snapshot: &Snapshot) -> Result<Sha256, serde_json::Error> {
    Ok(Sha256::of(document(snapshot)?.as_bytes()))
}

impl Snapshot {
    /// This snapshot without the internal content that `selection` omits; nothing is added, and the duties stay the
    /// same.
    #[must_use]
    pub fn reduced(&self, selection: &Selection) -> Self {
        let mut reduced = self.clone();
        reduced.selection.limit_to(selection);
        reduced.leave_out_internal();
        reduced
    }

    /// The result of [`Snapshot::reduced`] in the first versions of the program, to recognize copies written by them.
    pub(super) fn reduced_as_before(&self, selection: &Selection) -> Self {
        let mut reduced = self.clone();
        reduced.selection.limit_to(selection);
        reduced.leave_out_as_before();
        reduced
    }

    /// A copy of a frozen snapshot for sending, limited to `selection`; `stored` is the digest under which it is
    /// stored.
    ///
    /// A complete copy has that digest itself. A copy with content removed, or one that this version of the program
    /// serializes differently, names it in addition to its own.
    ///
    /// # Errors
    /// If the model cannot be serialized as JSON.
    pub fn copy(&self, stored: Sha256, selection: &Selection) -> Result<Self, serde_json::Error> {
        self.reduced(selection).named_after(stored)
    }

    /// Adds `stored`, the digest of the complete snapshot, if the own digest differs.
    pub(super) fn named_after(mut self, stored: Sha256) -> Result<Self, serde_json::Error> {
        if digest(&self)? != stored
            && let Some(frozen) = &mut self.frozen
        {
            frozen.whole = Some(stored);
        }
        Ok(self)
    }
}

/// Why a stored snapshot cannot be exported.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.kind())]
pub enum SnapshotCopyError {
    /// It cannot be read or serialized again.
    Unreadable(String),
    /// It does not match its digest or label.
    Altered,
}

impl SnapshotCopyError {
    /// The id of its message in both languages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "snapshot-damaged-text",
            Self::Altered => "snapshot-altered-text",
        }
    }
}

/// A copy of a stored snapshot, limited to `selection`.
///
/// # Errors
/// If it was altered or cannot be read.
pub fn copy_of(frozen: &FrozenSnapshot, selection: &Selection) -> Result<Snapshot, SnapshotCopyError> {
    let checked = verify_frozen(frozen).map_err(|error| SnapshotCopyError::Unreadable(error.to_string()))?;
    if checked.verdict != Verdict::Intact {
        return Err(SnapshotCopyError::Altered);
    }
    checked.snapshot.copy(frozen.digest, selection).map_err(|error| SnapshotCopyError::Unreadable(error.to_string()))
}
