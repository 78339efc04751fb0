//! What a person can ask of evidence.

use crate::ui::AttachTo;
use crate::workbook::{DutyId, EvidenceChange, EvidenceState, EvidenceUse, Sha256};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A wish about evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum EvidenceIntent {
    /// To choose a folder, all of whose files become evidence. Single files: [`crate::ui::Intent::AskEvidence`].
    AskFolder(AttachTo),
    /// To choose files that stay where they are and are linked.
    AskLinks(AttachTo),
    /// To attach files and whole folders; linked where so, else as the settings say.
    Attach(AttachTo, Vec<PathBuf>, bool),
    /// To attach bytes under a name, such as a picture from the clipboard.
    Paste(AttachTo, String, Arc<[u8]>),
    /// To use evidence in further places.
    Use(Vec<Sha256>, Vec<EvidenceUse>),
    /// To take evidence off places. It stays in the workbook.
    Detach(Vec<Sha256>, Vec<EvidenceUse>),
    /// To say something of pieces of evidence.
    Describe(Vec<Sha256>, EvidenceChange),
    /// To choose a file that takes the place of evidence wherever it is used.
    AskReplacement(Sha256),
    /// To put a file in the place of evidence in these places.
    Replace(Sha256, PathBuf, Vec<EvidenceUse>),
    /// To take evidence out of the workbook; what is used stays.
    Remove(Vec<Sha256>),
    /// To give the twins of duties the evidence of the duties.
    Share(Vec<DutyId>),
    /// To take linked files into the workbook.
    Embed(Vec<Sha256>),
    /// To choose a file that embedded evidence moves into; it is linked from then on.
    AskMoveOut(Sha256),
    /// To compare all evidence with its hash.
    Verify,
    /// To choose a folder to look for lost files in.
    AskFind,
    /// To look in a folder, and those in it, for all linked files that are not where they were.
    Find(PathBuf),
    /// To choose where evidence is given out to; where some of it is confidential, only after she was asked what of it.
    AskExtract(ExtractRequest),
    /// To choose where evidence is given out to, now that is clear whether what is confidential goes with it.
    Extract(ExtractRequest),
    /// To open a copy in the system's program. Where that may set something going, only when it was `confirmed`;
    /// else she is asked.
    Open {
        /// Which.
        hash: Sha256,
        /// She was warned, and wants it.
        confirmed: bool,
    },
    /// To show a linked file in its folder.
    Reveal(Sha256),
}

/// Which evidence is given out, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractRequest {
    /// That of these duties; all where none.
    pub duties: Option<BTreeSet<DutyId>>,
    /// Evidence that is marked confidential too.
    pub confidential: bool,
    /// As one zip file instead of a folder.
    pub zip: bool,
}

/// What the latest check of all evidence found; what was attached since was read and hashed for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceChecks {
    /// How each piece was found.
    pub states: BTreeMap<Sha256, EvidenceState>,
    /// When; none where nobody checked since the workbook was opened.
    pub at: Option<DateTime<Utc>>,
}

impl EvidenceChecks {
    /// The pieces that are not what was attached, or not there.
    pub fn bad(&self) -> impl Iterator<Item = (Sha256, &EvidenceState)> {
        self.states.iter().filter(|(_, state)| state.is_bad()).map(|(hash, state)| (*hash, state))
    }
}
