//! The gaps that remain before a report can be filed.

use super::draft::{Drafter, MET, line_of};
use super::figures::figure_value;
use super::heads::{HeadStatus, figures, head_status, materials};
use super::review::{DutyReview, Flag};
use super::statement::{Agreement, ReportStatement};
use crate::deadlines::{DateRule, DateState};
use crate::language::Language;
use crate::workbook::{AttestationAnswer, DutyId};

/// The kind of a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// The number of changes that are not in the frozen report, made by colleagues in other copies.
    ChangedSinceFrozen(usize),
    /// Duties whose status changed after the report was frozen.
    StatusSinceFrozen(Vec<DutyId>),
    /// Duties without an attestation.
    Unattested(Vec<DutyId>),
    /// Exceptions without a remedy or without its day.
    NoRemedy(Vec<DutyId>),
    /// A required head without text, by its key.
    HeadEmpty(String),
    /// A head whose draft has changed, by its key.
    HeadOutdated(String),
    /// Missing figures of a head, by the key of the head, with their number.
    FiguresMissing(String, usize),
    /// Material that is not at hand, by its key.
    MaterialMissing(String),
    /// Duties whose attestation contradicts the checklist without a reason.
    AgainstChecklist(Vec<DutyId>),
    /// Duties whose attestation contradicts the checklist with a reason.
    Explained(Vec<DutyId>),
    /// Duties whose text was taken over from the previous year and not checked.
    Unchecked(Vec<DutyId>),
    /// A head whose text calls duties met that are not, by its key, with the duties.
    HeadContradicts(String, Vec<DutyId>),
    /// Invalid figures of a head, by the key of the head, with their number.
    FiguresInvalid(String, usize),
    /// Duties that are confirmed without evidence.
    NoEvidence(Vec<DutyId>),
    /// Duties with expired evidence.
    EvidenceExpired(Vec<DutyId>),
    /// The number of overdue follow-ups.
    FollowUpsOverdue(usize),
}

/// A gap in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The kind.
    pub kind: GapKind,
    /// Whether the report is incomplete because of it; otherwise it is for information.
    pub is_blocking: bool,
}

impl GapKind {
    /// The name on the command line, e.g. `head_empty`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::ChangedSinceFrozen(_) => "changed_since_frozen",
            Self::StatusSinceFrozen(_) => "status_since_frozen",
            Self::Unattested(_) => "unattested",
            Self::NoRemedy(_) => "no_remedy",
            Self::HeadEmpty(_) => "head_empty",
            Self::HeadOutdated(_) => "head_outdated",
            Self::FiguresMissing(..) => "figures_missing",
            Self::MaterialMissing(_) => "material_missing",
            Self::AgainstChecklist(_) => "against_checklist",
            Self::Explained(_) => "explained",
            Self::Unchecked(_) => "unchecked",
            Self::HeadContradicts(..) => "head_contradicts",
            Self::FiguresInvalid(..) => "figures_invalid",
            Self::NoEvidence(_) => "no_evidence",
            Self::EvidenceExpired(_) => "evidence_expired",
            Self::FollowUpsOverdue(_) => "follow_ups_overdue",
        }
    }

    /// The duties concerned; empty if it concerns something else.
    #[must_use]
    pub fn duties(&self) -> &[DutyId] {
        match self {
            Self::StatusSinceFrozen(duties)
            | Self::Unattested(duties)
            | Self::NoRemedy(duties)
            | Self::AgainstChecklist(duties)
            | Self::Explained(duties)
            | Self::Unchecked(duties)
            | Self::NoEvidence(duties)
            | Self::EvidenceExpired(duties)
            | Self::HeadContradicts(_, duties) => duties,
            Self::ChangedSinceFrozen(_)
            | Self::HeadEmpty(_)
            | Self::HeadOutdated(_)
            | Self::FiguresMissing(..)
            | Self::FiguresInvalid(..)
            | Self::MaterialMissing(_)
            | Self::FollowUpsOverdue(_) => &[],
        }
    }

    /// The key of the head or material concerned.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::HeadEmpty(key)
            | Self::HeadOutdated(key)
            | Self::HeadContradicts(key, _)
            | Self::FiguresMissing(key, _)
            | Self::FiguresInvalid(key, _)
            | Self::MaterialMissing(key) => Some(key),
            Self::ChangedSinceFrozen(_)
            | Self::StatusSinceFrozen(_)
            | Self::Unattested(_)
            | Self::NoRemedy(_)
            | Self::AgainstChecklist(_)
            | Self::Explained(_)
            | Self::Unchecked(_)
            | Self::NoEvidence(_)
            | Self::EvidenceExpired(_)
            | Self::FollowUpsOverdue(_) => None,
        }
    }

    /// The number of missing items.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::ChangedSinceFrozen(n)
            | Self::FiguresMissing(_, n)
            | Self::FiguresInvalid(_, n)
            | Self::FollowUpsOverdue(n) => *n,
            Self::HeadEmpty(_) | Self::HeadOutdated(_) | Self::MaterialMissing(_) => 1,
            Self::StatusSinceFrozen(duties)
            | Self::Unattested(duties)
            | Self::NoRemedy(duties)
            | Self::AgainstChecklist(duties)
            | Self::Explained(duties)
            | Self::Unchecked(duties)
            | Self::NoEvidence(duties)
            | Self::EvidenceExpired(duties)
            | Self::HeadContradicts(_, duties) => duties.len(),
        }
    }
}

/// All gaps, the blocking ones first. A report that was filed elsewhere has none, because only its filing is known
/// here.
#[must_use]
pub fn gaps(drafter: &Drafter<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if drafter.report().is_some_and(|report| report.elsewhere) {
        return gaps;
    }
    let changed = drafter.workbook.changed_since_frozen(drafter.review.year);
    if changed > 0 {
        gaps.push(Gap { kind: GapKind::ChangedSinceFrozen(changed), is_blocking: true });
    }
    gaps.extend(of_duties(drafter));
    gaps.extend(of_heads(drafter));
    let report = drafter.report();
    let missing = materials(report, drafter.catalog).into_iter().filter(|m| m.is_needed && !m.at_hand);
    gaps.extend(missing.map(|m| Gap { kind: GapKind::MaterialMissing(m.key), is_blocking: false }));
    let follow_ups = drafter.register.dates.iter().filter(|date| date.rule == DateRule::FollowUp);
    let late = follow_ups.filter(|date| date.state == DateState::Overdue).count();
    if late > 0 {
        gaps.push(Gap { kind: GapKind::FollowUpsOverdue(late), is_blocking: false });
    }
    gaps.sort_by_key(|gap| !gap.is_blocking);
    gaps
}

/// Makes a gap of the duties that it concerns.
type MakeGap = fn(Vec<DutyId>) -> GapKind;
/// Whether a gap concerns a duty.
type IsConcerned = fn(&DutyReview) -> bool;

fn of_duties(drafter: &Drafter<'_>) -> Vec<Gap> {
    let kinds: [(MakeGap, IsConcerned, bool); 8] = [
        (GapKind::Unattested, DutyReview::is_open, true),
        (GapKind::NoRemedy, lacks_remedy, true),
        (GapKind::AgainstChecklist, |m| m.agreement == Agreement::Unexplained, true),
        (GapKind::Unchecked, |m| m.flags.contains(&Flag::Unchecked), true),
        (GapKind::StatusSinceFrozen, |m| m.since.is_some(), false),
        (GapKind::Explained, |m| m.agreement == Agreement::Explained, false),
        (GapKind::NoEvidence, |m| !m.is_open() && m.flags.contains(&Flag::NoEvidence), false),
        (GapKind::EvidenceExpired, |m| m.flags.contains(&Flag::EvidenceExpired), false),
    ];
    let mut gaps = Vec::new();
    for (kind, is_concerned, is_blocking) in kinds {
        let concerned = drafter.review.reviewed_duties.iter().filter(|reviewed| is_concerned(reviewed));
        let duties: Vec<DutyId> = concerned.map(|reviewed| reviewed.duty).collect();
        if !duties.is_empty() {
            gaps.push(Gap { kind: kind(duties), is_blocking });
        }
    }
    gaps
}

/// Whether the duty has an exception without a remedy or without its day.
fn lacks_remedy(reviewed: &DutyReview) -> bool {
    reviewed.attested.as_ref().is_some_and(|a| {
        a.answer == AttestationAnswer::Exception && (a.remedy.trim().is_empty() || a.remedy_by.is_none())
    })
}

fn of_heads(drafter: &Drafter<'_>) -> Vec<Gap> {
    let report = drafter.report();
    let mut gaps = Vec::new();
    for head in &drafter.catalog.report.heads {
        let key = head.key.clone();
        match head_status(report, &head.key, &drafter.draft(&head.key)) {
            HeadStatus::Empty if head.required => {
                gaps.push(Gap { kind: GapKind::HeadEmpty(key.clone()), is_blocking: true });
            }
            HeadStatus::Outdated | HeadStatus::Diverged => {
                gaps.push(Gap { kind: GapKind::HeadOutdated(key.clone()), is_blocking: false });
            }
            HeadStatus::Empty | HeadStatus::Drafted | HeadStatus::Written => {}
        }
        let false_claims = claims_without_ground(drafter, &key);
        if !false_claims.is_empty() {
            gaps.push(Gap { kind: GapKind::HeadContradicts(key.clone(), false_claims), is_blocking: true });
        }
        let (mut missing, mut invalid) = (0, 0);
        for (figure, asked, _) in figures(head, &drafter.register.parsed.annex) {
            match report.and_then(|report| report.figures.get(&figure)) {
                None => missing += 1,
                Some(value) => invalid += usize::from(figure_value(asked, value).is_err()),
            }
        }
        if invalid > 0 {
            gaps.push(Gap { kind: GapKind::FiguresInvalid(key.clone(), invalid), is_blocking: true });
        }
        if missing > 0 {
            gaps.push(Gap { kind: GapKind::FiguresMissing(key, missing), is_blocking: false });
        }
    }
    gaps
}

/// The duties of the head `key` that its text calls met, in a line that starts like that of a draft, although they are
/// not.
fn claims_without_ground(drafter: &Drafter<'_>, key: &str) -> Vec<DutyId> {
    let text = drafter.report().and_then(|report| report.heads.get(key)).map_or("", String::as_str);
    let doubtful =
        drafter.review.reviewed_duties.iter().filter(|m| m.head == key && m.statement != ReportStatement::Met);
    let claimed = doubtful.filter(|reviewed| {
        let entry = drafter.register.entry(reviewed.duty);
        let claim = entry.map(|entry| line_of(&reviewed.label, entry.duty.definition.title.get(Language::ZhCn), MET));
        claim.is_some_and(|claim| text.lines().any(|line| line.starts_with(&claim)))
    });
    claimed.map(|reviewed| reviewed.duty).collect()
}
