//! What is missing before a report can be filed.

use super::draft::Drafter;
use super::heads::{HeadStatus, figures, head_status, materials};
use super::review::Flag;
use crate::workbook::id::DutyId;
use crate::workbook::model::{AttestationAnswer, Status};

/// What kind of gap it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// So many changes that a frozen report does not have: a colleague made them without knowing of it.
    ChangedSinceFrozen(usize),
    /// Duties that nobody attested.
    Unattested(Vec<DutyId>),
    /// Exceptions that do not say how and until when they are remedied.
    NoRemedy(Vec<DutyId>),
    /// A head that must be there has no text; by its key.
    HeadEmpty(String),
    /// What a head was drafted from has changed; by its key.
    HeadOutdated(String),
    /// Figures of a head that nobody gave; by the key of the head.
    FiguresMissing(String, usize),
    /// Material that is not at hand; by its key.
    MaterialMissing(String),
    /// Duties confirmed that the checklist has as not met or still in progress.
    NotMet(Vec<DutyId>),
    /// Duties confirmed without evidence.
    NoEvidence(Vec<DutyId>),
    /// Duties whose evidence has expired.
    EvidenceExpired(Vec<DutyId>),
    /// Follow-ups that are overdue.
    FollowUpsOverdue(usize),
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub kind: GapKind,
    /// Whether a report without it is not complete; the rest is to be known.
    pub is_blocking: bool,
}

impl GapKind {
    /// The name on the command line, e.g. `head_empty`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::ChangedSinceFrozen(_) => "changed_since_frozen",
            Self::Unattested(_) => "unattested",
            Self::NoRemedy(_) => "no_remedy",
            Self::HeadEmpty(_) => "head_empty",
            Self::HeadOutdated(_) => "head_outdated",
            Self::FiguresMissing(..) => "figures_missing",
            Self::MaterialMissing(_) => "material_missing",
            Self::NotMet(_) => "not_met",
            Self::NoEvidence(_) => "no_evidence",
            Self::EvidenceExpired(_) => "evidence_expired",
            Self::FollowUpsOverdue(_) => "follow_ups_overdue",
        }
    }
}

/// All that is missing, what blocks first.
#[must_use]
pub fn gaps(drafter: &Drafter<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let changed = drafter.workbook.changed_since_frozen(drafter.review.year);
    if changed > 0 {
        gaps.push(Gap { kind: GapKind::ChangedSinceFrozen(changed), is_blocking: true });
    }
    gaps.extend(of_duties(drafter));
    gaps.extend(of_heads(drafter));
    let report = drafter.report();
    let missing = materials(report, drafter.catalog).into_iter().filter(|m| m.is_needed && !m.at_hand);
    gaps.extend(missing.map(|m| Gap { kind: GapKind::MaterialMissing(m.key), is_blocking: false }));
    let today = drafter.register.today();
    let late = drafter.workbook.open_follow_ups(None).filter(|f| f.decision.due.is_some_and(|due| due < today)).count();
    if late > 0 {
        gaps.push(Gap { kind: GapKind::FollowUpsOverdue(late), is_blocking: false });
    }
    gaps.sort_by_key(|gap| !gap.is_blocking);
    gaps
}

fn of_duties(drafter: &Drafter<'_>) -> Vec<Gap> {
    let matters = &drafter.review.matters;
    let which = |test: &dyn Fn(&super::Matter) -> bool| -> Vec<DutyId> {
        matters.iter().filter(|matter| test(matter)).map(|matter| matter.duty).collect()
    };
    let lacks_remedy = |matter: &super::Matter| {
        matter.attested.as_ref().is_some_and(|a| {
            a.answer == AttestationAnswer::Exception && (a.remedy.trim().is_empty() || a.remedy_by.is_none())
        })
    };
    let unproven = |matter: &super::Matter| !matter.is_open() && matter.flags.contains(&Flag::NoEvidence);
    let contradicts = |matter: &super::Matter| {
        let confirmed = matter.attested.as_ref().is_some_and(|a| a.answer == AttestationAnswer::Confirmed);
        let status = drafter.workbook.duties.get(&matter.duty).map(|duty| duty.answer.status);
        confirmed && matches!(status, Some(Status::NotMet | Status::InProgress))
    };
    let gap = |kind: fn(Vec<DutyId>) -> GapKind, duties: Vec<DutyId>, is_blocking| {
        (!duties.is_empty()).then(|| Gap { kind: kind(duties), is_blocking })
    };
    let found = [
        gap(GapKind::Unattested, which(&super::Matter::is_open), true),
        gap(GapKind::NoRemedy, which(&lacks_remedy), true),
        gap(GapKind::NotMet, which(&contradicts), true),
        gap(GapKind::NoEvidence, which(&unproven), false),
        gap(GapKind::EvidenceExpired, which(&|m| m.flags.contains(&Flag::EvidenceExpired)), false),
    ];
    found.into_iter().flatten().collect()
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
        let given = |figure: &String| report.is_some_and(|r| r.figures.contains_key(figure));
        let missing = figures(head, &drafter.register.parsed.annex).iter().filter(|(key, ..)| !given(key)).count();
        if missing > 0 {
            gaps.push(Gap { kind: GapKind::FiguresMissing(key, missing), is_blocking: false });
        }
    }
    gaps
}
