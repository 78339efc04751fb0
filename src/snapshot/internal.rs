//! Internal content: its kinds, the choices that include each kind, and its removal from a snapshot. Export formats do
//! not decide about it, because they receive a snapshot without the content that was not chosen.

use super::report::ReportView;
use super::{CountsView, Selection, Snapshot};
use crate::deadlines::DateItem;
use crate::report::ReportStatement;
use crate::variants::all;
use crate::workbook::Sha256;
use strum::VariantArray;

/// A kind of internal content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Internal {
    /// The internal notes of duties.
    Notes,
    /// Sessions: participants, decisions, minutes and follow-ups.
    Sessions,
    /// Gaps: of a report, material that is not at hand, duties without an owner or without evidence.
    Gaps,
    /// Contradictions between attestations and the checklist, and reasons to discuss a duty.
    Contradictions,
    /// The preparation of a report: its state, progress, attesting people and days, freezing.
    Process,
    /// The history of changes with authors and times.
    History,
    /// Evidence marked confidential, including its name.
    Confidential,
}

impl Internal {
    /// All kinds.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);
}

impl Selection {
    /// Whether it includes this kind of internal content.
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

    /// Limits the internal content to that of `other`; the duties stay the same.
    pub(super) fn limit_to(&mut self, other: &Self) {
        self.notes &= other.notes;
        self.history &= other.history;
        self.confidential &= other.confidential;
    }
}

impl Snapshot {
    /// Removes all internal content that the selection does not include.
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

    /// Removes only the content that the first versions of the program removed, to recognize copies written by them.
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

    /// Removes evidence wherever it is referred to, and counts the removals in each place.
    fn leave_evidence_out(&mut self, secret: &[Sha256]) {
        for duty in &mut self.duties {
            withhold(&mut duty.evidence, &mut duty.evidence_withheld, secret);
        }
        for event in &mut self.events {
            withhold(&mut event.evidence, &mut event.evidence_withheld, secret);
        }
        for occurrence in &mut self.occurrences {
            withhold(&mut occurrence.evidence, &mut occurrence.evidence_withheld, secret);
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

/// Removes the evidence in `secret` from `refs` and adds their number to `withheld`.
fn withhold(refs: &mut Vec<Sha256>, withheld: &mut usize, secret: &[Sha256]) {
    let before = refs.len();
    remove(refs, secret);
    *withheld += before - refs.len();
}

fn remove(refs: &mut Vec<Sha256>, secret: &[Sha256]) {
    refs.retain(|hash| !secret.contains(hash));
}

impl CountsView {
    fn leave_gaps_out(&mut self) {
        self.met_without_evidence = None;
        self.without_owner = None;
    }
}

impl ReportView {
    /// Removes gaps, contradictions and the process of preparation, unless `selection` includes them.
    fn leave_process_out(&mut self, selection: &Selection) {
        if !selection.shows(Internal::Contradictions) {
            // A confirmation that contradicts the checklist without a reason counts as missing.
            for attestation in
                self.attestations.iter_mut().filter(|a| a.statement == Some(ReportStatement::Contradicts))
            {
                (attestation.answer, attestation.statement, attestation.status) =
                    (None, Some(ReportStatement::Nothing), None);
            }
        }
        if !selection.shows(Internal::Gaps) {
            self.gaps.clear();
            self.materials.retain(|material| material.at_hand);
            // An entry without an attestation is kept only for its evidence.
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
        remove(&mut self.evidence, secret);
        self.materials.iter_mut().for_each(|material| remove(&mut material.files, secret));
        self.attestations.iter_mut().for_each(|attestation| remove(&mut attestation.evidence, secret));
    }
}
