//! What is missing before a report can be filed.

use super::draft::{Drafter, MET, line_of};
use super::figures::figure_value;
use super::heads::{HeadStatus, figures, head_status, materials};
use super::review::{Flag, Matter};
use super::says::{Agreement, Says};
use crate::deadlines::{DateItem, DateRule, DateState};
use crate::language::Language;
use crate::workbook::{AttestationAnswer, DutyId};

/// What kind of gap it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// So many changes that a frozen report does not have: a colleague made them without knowing of it.
    ChangedSinceFrozen(usize),
    /// Duties whose status was changed since the report was frozen: what was frozen has another one.
    StatusSinceFrozen(Vec<DutyId>),
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
    /// Duties of which the checklist says something else, and nothing says why.
    AgainstChecklist(Vec<DutyId>),
    /// Duties of which the checklist says something else, with the reason why.
    Explained(Vec<DutyId>),
    /// Duties whose words were taken over from the year before, and checked by nobody.
    Unchecked(Vec<DutyId>),
    /// A head whose text calls duties met that are not; by its key, with the duties.
    HeadContradicts(String, Vec<DutyId>),
    /// Figures of a head that are none; by the key of the head.
    FiguresInvalid(String, usize),
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

    /// The duties that it is about, one after the other; none where it is about something else.
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

    /// The key of the head or the material that it is about.
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

    /// How many there are of what is missing.
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

/// All that is missing, what blocks first. Of a report that was filed elsewhere only the filing is known: nothing of it
/// is missing here.
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
    let is_late = |date: &&DateItem| date.rule == DateRule::FollowUp && date.state == DateState::Overdue;
    let late = drafter.register.dates.iter().filter(is_late).count();
    if late > 0 {
        gaps.push(Gap { kind: GapKind::FollowUpsOverdue(late), is_blocking: false });
    }
    gaps.sort_by_key(|gap| !gap.is_blocking);
    gaps
}

fn of_duties(drafter: &Drafter<'_>) -> Vec<Gap> {
    let matters = &drafter.review.matters;
    let which = |test: &dyn Fn(&Matter) -> bool| -> Vec<DutyId> {
        matters.iter().filter(|matter| test(matter)).map(|matter| matter.duty).collect()
    };
    let lacks_remedy = |matter: &Matter| {
        matter.attested.as_ref().is_some_and(|a| {
            a.answer == AttestationAnswer::Exception && (a.remedy.trim().is_empty() || a.remedy_by.is_none())
        })
    };
    let unproven = |matter: &Matter| !matter.is_open() && matter.flags.contains(&Flag::NoEvidence);
    let gap = |kind: fn(Vec<DutyId>) -> GapKind, duties: Vec<DutyId>, is_blocking| {
        (!duties.is_empty()).then(|| Gap { kind: kind(duties), is_blocking })
    };
    let found = [
        gap(GapKind::Unattested, which(&Matter::is_open), true),
        gap(GapKind::NoRemedy, which(&lacks_remedy), true),
        gap(GapKind::AgainstChecklist, which(&|m| m.agreement == Agreement::Unexplained), true),
        gap(GapKind::Unchecked, which(&|m| m.flags.contains(&Flag::Unchecked)), true),
        gap(GapKind::StatusSinceFrozen, which(&|m| m.since.is_some()), false),
        gap(GapKind::Explained, which(&|m| m.agreement == Agreement::Explained), false),
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

/// The duties of head `key` that its text calls met, in a line that begins as a draft's, while the report may not say so.
fn claims_without_ground(drafter: &Drafter<'_>, key: &str) -> Vec<DutyId> {
    let text = drafter.report().and_then(|report| report.heads.get(key)).map_or("", String::as_str);
    let claims = |matter: &Matter| {
        let entry = drafter.register.entry(matter.duty);
        let claim = entry.map(|entry| line_of(&matter.label, entry.duty.definition.title.get(Language::ZhCn), MET));
        claim.is_some_and(|claim| text.lines().any(|line| line.starts_with(&claim)))
    };
    let doubtful = drafter.review.matters.iter().filter(|m| m.head == key && m.says != Says::Met);
    doubtful.filter(|matter| claims(matter)).map(|matter| matter.duty).collect()
}
