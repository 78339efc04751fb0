//! The requests of a person about evidence.

use crate::ui::AttachTo;
use crate::workbook::{DutyId, EvidenceChange, EvidenceState, EvidenceUse, Sha256};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A request about evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum EvidenceIntent {
    /// Choose a folder, and attach all of its files. For single files see [`crate::ui::Intent::AskEvidence`].
    AskFolder(AttachTo),
    /// Choose files that are linked and stay at their path.
    AskLinks(AttachTo),
    /// Attach files and whole folders. True links them; false embeds or links them as the settings say.
    Attach(AttachTo, Vec<PathBuf>, bool),
    /// Attach bytes under a name, such as a picture from the clipboard.
    Paste(AttachTo, String, Arc<[u8]>),
    /// Use evidence in further places.
    Use(Vec<Sha256>, Vec<EvidenceUse>),
    /// Detach evidence from places. It stays in the workbook.
    Detach(Vec<Sha256>, Vec<EvidenceUse>),
    /// Change a property of pieces of evidence.
    Describe(Vec<Sha256>, EvidenceChange),
    /// Choose a file that replaces evidence in all of its uses.
    AskReplacement(Sha256),
    /// Replace evidence by a file in these uses.
    Replace(Sha256, PathBuf, Vec<EvidenceUse>),
    /// Remove evidence from the workbook. Evidence in use is kept.
    Remove(Vec<Sha256>),
    /// Attach the evidence of these duties to their twins.
    Share(Vec<DutyId>),
    /// Embed linked files in the workbook.
    Embed(Vec<Sha256>),
    /// Choose a path that embedded evidence is moved to. The evidence is linked from then on.
    AskMoveOut(Sha256),
    /// Compare all evidence with its hashes.
    Verify,
    /// Choose a folder that is searched for lost files.
    AskFind,
    /// Search a folder and its subfolders for all linked files that are not at their path.
    Find(PathBuf),
    /// Choose the destination of copies of evidence. If some of it is confidential, a dialog asks first whether it is
    /// included.
    AskExtract(ExtractRequest),
    /// Choose the destination of copies of evidence, after the question about confidential evidence is settled.
    Extract(ExtractRequest),
    /// Open a copy in the default program of the system. If that may run code, it happens only when `confirmed`;
    /// otherwise a dialog asks first.
    Open {
        /// The evidence.
        hash: Sha256,
        /// Whether the person was warned and confirmed.
        confirmed: bool,
    },
    /// Show a linked file in its folder.
    Reveal(Sha256),
}

/// The evidence to copy out of the workbook, and the form of the copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractRequest {
    /// Only the evidence of these duties. None selects all evidence.
    pub duties: Option<BTreeSet<DutyId>>,
    /// Whether confidential evidence is included.
    pub confidential: bool,
    /// Whether the copy is one zip file instead of a folder.
    pub zip: bool,
}

/// The results of the latest check of all evidence. Evidence attached since is included, because attaching reads and
/// hashes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceChecks {
    /// The result for each piece.
    pub states: BTreeMap<Sha256, EvidenceState>,
    /// The time of the check. None if there was no check since the workbook was opened.
    pub at: Option<DateTime<Utc>>,
}

impl EvidenceChecks {
    /// The pieces that are changed, missing or unreadable.
    pub fn bad(&self) -> impl Iterator<Item = (Sha256, &EvidenceState)> {
        self.states.iter().filter(|(_, state)| state.is_bad()).map(|(hash, state)| (*hash, state))
    }
}
