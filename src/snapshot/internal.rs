//! What is for inside use: which contents these are, which choice takes each of them in, and how a snapshot is rid of
//! them. No format decides about it: what was not chosen is not in the snapshot that a format is given.

use super::report::ReportView;
use super::{CountsView, Selection, Snapshot};
use crate::deadlines::DateItem;
use crate::report::Says;
use crate::variants::all;
use crate::workbook::Sha256;
use strum::VariantArray;

/// A kind of content that is for inside use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Internal {
    /// The internal notes of duties.
    Notes,
    /// Sessions: who took part, what was decided, the minutes, and what is followed up.
    Sessions,
    /// What is missing: gaps of a report, material that is not at hand, duties without an owner or without evidence.
    Gaps,
    /// Where what was attested and what else is known of a duty do not agree, or it is to be talked about.
    Contradictions,
    /// How a report came about: its state, how far it is attested, who attested what and when, the freezing.
    Process,
    /// Who changed what, and when.
    History,
    /// Evidence that is marked confidential, its name included.
    Confidential,
}

impl Internal {
    /// All kinds.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

impl Selection {
    /// Whether it takes this kind of internal content in.
    #[must_use]
    pub fn shows(&self, what: Internal) -> bool {
        match what {
            Internal::Notes | Internal::Sessions | Internal::Gaps | Internal::Contradictions | Internal::Process => {
                self.notes
            }
            Internal::History => self.history,
            Internal::Confidential => self.confidential,
        }
    }

    /// Takes in no more internal content than `other` does; the duties stay those that they are.
    pub(super) fn limit_to(&mut self, other: &Self) {
        self.notes &= other.notes;
        self.history &= other.history;
        self.confidential &= other.confidential;
    }
}

impl Snapshot {
    /// Takes out all internal content that its selection does not take in.
    pub(super) fn leave_out_internal(&mut self) {
        self.leave_out_as_before();
        let selection = self.selection.clone();
        if !selection.shows(Internal::Gaps) {
            self.counts.leave_gaps_out();
            self.clauses.iter_mut().for_each(|clause| clause.counts.leave_gaps_out());
        }
        if !selection.shows(Internal::Sessions) {
            self.dates.iter_mut().for_each(DateItem::withhold_decision);
        }
        if let Some(report) = &mut self.report {
            report.leave_process_out(&selection);
        }
    }

    /// Takes out what the first versions of the program took out too: copies that they wrote have all else in them.
    pub(super) fn leave_out_as_before(&mut self) {
        let selection = self.selection.clone();
        if !selection.shows(Internal::Notes) {
            self.duties.iter_mut().for_each(|duty| duty.note.clear());
        }
        if !selection.shows(Internal::History) {
            self.history.clear();
        }
        if let Some(report) = &mut self.report
            && !selection.shows(Internal::Sessions)
        {
            report.sessions.clear();
        }
        if !selection.shows(Internal::Confidential) {
            let secret: Vec<Sha256> = self.evidence.iter().filter(|e| e.confidential).map(|e| e.sha256).collect();
            self.leave_evidence_out(&secret);
        }
    }

    /// Takes evidence out wherever it is named, and counts in each place what was taken out.
    fn leave_evidence_out(&mut self, secret: &[Sha256]) {
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
        if let Some(report) = &mut self.report {
            report.leave_evidence_out(secret);
        }
        self.evidence.retain(|evidence| !secret.contains(&evidence.sha256));
        self.evidence_withheld += secret.len();
    }
}

impl CountsView {
    fn leave_gaps_out(&mut self) {
        self.met_without_evidence = None;
        self.without_owner = None;
    }
}

impl ReportView {
    /// Takes out what is missing, what contradicts, and how it came about, as far as `selection` does not take it in.
    fn leave_process_out(&mut self, selection: &Selection) {
        if !selection.shows(Internal::Contradictions) {
            // A confirmation that the checklist does not bear out, and nobody explained, is none yet.
            for attestation in self.attestations.iter_mut().filter(|a| a.says == Some(Says::Contradicts)) {
                (attestation.answer, attestation.says, attestation.status) = (None, Some(Says::Nothing), None);
            }
        }
        if !selection.shows(Internal::Gaps) {
            self.gaps.clear();
            self.materials.retain(|material| material.at_hand);
            // What nobody attested is there only for the evidence that goes with it.
            self.attestations.retain(|attested| attested.answer.is_some() || !attested.evidence.is_empty());
        }
        for attestation in &mut self.attestations {
            if !selection.shows(Internal::Contradictions) {
                attestation.flags.clear();
                attestation.taken_from = None;
            }
            if !selection.shows(Internal::Process) {
                (attestation.by, attestation.on, attestation.session) = (None, None, None);
            }
        }
        if !selection.shows(Internal::Process) {
            (self.state, self.tally) = (None, None);
            self.corrections.iter_mut().for_each(|correction| correction.by = None);
        }
    }

    pub(super) fn leave_evidence_out(&mut self, secret: &[Sha256]) {
        let open = |refs: &mut Vec<Sha256>| refs.retain(|hash| !secret.contains(hash));
        open(&mut self.evidence);
        self.materials.iter_mut().for_each(|material| open(&mut material.files));
        self.attestations.iter_mut().for_each(|attestation| open(&mut attestation.evidence));
    }
}
