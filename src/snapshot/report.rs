//! The report on a year within a snapshot: self-contained, so that it can be frozen together with the checklist.
//!
//! Only a snapshot taken for a report contains it; all others contain the checklist alone.

mod documents;

pub use documents::ReportDocuments;

use super::freeze::{frozen_selection, frozen_snapshot};
use super::{Selection, Snapshot};
use crate::calendar::Now;
use crate::deadlines::Register;
use crate::language::Bilingual;
use crate::obligation::{Catalog, FigureKind, Publication};
use crate::report::{
    Agreement, Drafter, Flag, Gap, ReportState, ReportStatement, Review, Tally, figures, gaps, head_title, materials,
    report_statuses,
};
use crate::workbook::{
    AttestationAnswer, DutyId, Edit, FrozenSnapshot, LicenseId, PersonId, SessionId, Sha256, SnapshotId, Status,
    Workbook,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The report on a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportView {
    /// The report year.
    pub year: i32,
    /// Its state; `None` if it was not selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ReportState>,
    /// The first day of the window by law.
    pub opens: NaiveDate,
    /// The last day of the window.
    pub last: NaiveDate,
    /// The day of filing.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt; may be empty.
    pub receipt: String,
    /// Whether it was prepared and filed without this workbook.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// The corrections after filing, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionView>,
    /// Evidence of filing.
    pub evidence: Vec<Sha256>,
    /// The numbers of attested duties; `None` if not selected or if the report was prepared elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<TallyView>,
    /// The heads, in the order of the law.
    pub heads: Vec<HeadView>,
    /// The material that is required from the company.
    pub materials: Vec<MaterialView>,
    /// The attestations, in license order.
    pub attestations: Vec<AttestationView>,
    /// The sessions, the earliest first; only with internal notes.
    pub sessions: Vec<SessionView>,
    /// The gaps on the day.
    pub gaps: Vec<GapView>,
}

/// The reopening of a filed report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionView {
    /// The day of reopening.
    pub on: NaiveDate,
    /// The person who reopened it.
    pub by: Option<String>,
    /// The reason.
    pub why: String,
    /// The day on which the correction was filed; `None` while it is in progress.
    pub filed_on: Option<NaiveDate>,
    /// Number of its receipt; may be empty.
    pub receipt: String,
}

/// The numbers of attested duties by answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyView {
    /// Duties to be attested.
    pub total: usize,
    /// Confirmed and met in the checklist.
    pub confirmed: usize,
    /// Confirmed although the checklist has another status.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub against: usize,
    /// Attested duties that contradict the checklist.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub differing: usize,
    /// Attested with an exception.
    pub exceptions: usize,
    /// Attested as not applicable in the year.
    pub not_applicable: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl From<Tally> for TallyView {
    fn from(tally: Tally) -> Self {
        let Tally { total, confirmed, against, differing, exceptions, not_applicable } = tally;
        Self { total, confirmed, against, differing, exceptions, not_applicable }
    }
}

impl From<TallyView> for Tally {
    fn from(tally: TallyView) -> Self {
        let TallyView { total, confirmed, against, differing, exceptions, not_applicable } = tally;
        Self { total, confirmed, against, differing, exceptions, not_applicable }
    }
}

/// A head of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadView {
    /// Permanent key.
    pub key: String,
    /// The company's own title, otherwise that of the catalog.
    pub title: Bilingual,
    /// The item of the law that requires it.
    pub source: Bilingual,
    /// Whether the authority publishes it.
    pub publication: Publication,
    /// Its text; may be empty.
    pub text: String,
    /// Its figures.
    pub figures: Vec<FigureView>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureView {
    /// The service concerned; `None` for the company as a whole.
    pub service: Option<String>,
    /// What it measures.
    pub name: Bilingual,
    /// The kind of its value; `None` in reports frozen before figures had kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FigureKind>,
    /// The unit; may be empty.
    pub unit: Bilingual,
    /// The value; `None` if it is missing.
    pub value: Option<String>,
}

/// Material to be filed with the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialView {
    /// The key of its head.
    pub head: String,
    /// Its title.
    pub title: Bilingual,
    /// Whether it is at hand.
    pub at_hand: bool,
    /// Its files.
    pub files: Vec<Sha256>,
}

/// The attestation of a duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttestationView {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// The key of its head.
    pub head: String,
    /// The answer; `None` if it is missing.
    pub answer: Option<AttestationAnswer>,
    /// The statement of the report; `None` in reports frozen before it was stored.
    #[serde(rename = "says", default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<ReportStatement>,
    /// The status in the checklist if the answer contradicts it, with or without a reason in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The year of the report from which the text was taken over without being checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<i32>,
    /// Explanation or reason; may be empty.
    pub text: String,
    /// The remedy for an exception; may be empty.
    pub remedy: String,
    /// The remedy day.
    pub remedy_by: Option<NaiveDate>,
    /// The name of the person who gave it.
    pub by: Option<String>,
    /// The day on which it was given.
    pub on: Option<NaiveDate>,
    /// The session in which it was given.
    pub session: Option<SessionId>,
    /// The evidence of the duty.
    pub evidence: Vec<Sha256>,
    /// The reasons to discuss it, as names of flags.
    pub flags: Vec<String>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionView {
    /// Permanent id.
    pub id: SessionId,
    /// The day on which it was held.
    pub on: NaiveDate,
    /// Later days on which it was resumed.
    pub resumed_on: Vec<NaiveDate>,
    /// The day on which it was closed.
    pub closed_on: Option<NaiveDate>,
    /// The names of the participants.
    pub participants: Vec<String>,
    /// The labels of the duties on its agenda.
    pub agenda: Vec<String>,
    /// The labels of deferred duties.
    pub skipped: Vec<String>,
    /// The decisions.
    pub decisions: Vec<DecisionView>,
    /// Free-text minutes; may be empty.
    pub minutes: String,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionView {
    /// The label of the duty concerned.
    pub label: Option<String>,
    /// The text of the decision.
    pub text: String,
    /// The name of the person responsible.
    pub owner: Option<String>,
    /// The due day of the follow-up.
    pub due: Option<NaiveDate>,
    /// The day of completion.
    pub done_on: Option<NaiveDate>,
}

/// A gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapView {
    /// The name of its kind, e.g. `head_empty`.
    pub kind: String,
    /// The key of the head or material concerned.
    pub key: Option<String>,
    /// The title of the head or material concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Bilingual>,
    /// The number of missing items.
    pub count: usize,
    /// The labels of the duties concerned.
    pub duties: Vec<String>,
    /// Whether the report is incomplete because of it.
    pub blocking: bool,
}

impl ReportView {
    /// The report on `year` on the day of the register; `None` if it is neither tracked nor stored.
    #[must_use]
    pub fn of(workbook: &Workbook, register: &Register, catalog: &Catalog, year: i32) -> Option<Self> {
        let standing =
            report_statuses(workbook, register, &register.dates, catalog).into_iter().find(|s| s.year == year)?;
        let review = Review::of(workbook, register, &register.dates, catalog, year);
        let drafter = Drafter { workbook, register, catalog, review: &review };
        let report = workbook.reports.get(&year);
        let builder = Builder { workbook, register, catalog };
        let needed = materials(report, catalog).into_iter().filter(|material| material.is_needed);
        Some(Self {
            year,
            state: Some(standing.state),
            opens: standing.opens,
            last: standing.last,
            filed_on: standing.filed_on,
            receipt: report.map(|r| r.receipt.clone()).unwrap_or_default(),
            elsewhere: standing.elsewhere,
            corrections: builder.corrections(year),
            evidence: report.map(|r| r.evidence.iter().copied().collect()).unwrap_or_default(),
            // Nothing was counted here for a report prepared elsewhere.
            tally: (!standing.elsewhere).then(|| review.tally.into()),
            heads: builder.heads(year),
            materials: needed
                .map(|m| MaterialView {
                    head: m.head,
                    title: m.title,
                    at_hand: m.at_hand,
                    files: m.files.into_iter().collect(),
                })
                .collect(),
            attestations: review.reviewed_duties.iter().map(|reviewed| builder.attestation(reviewed)).collect(),
            sessions: builder.sessions(year),
            gaps: gaps(&drafter).iter().map(|gap| builder.gap(year, gap)).collect(),
        })
    }
}

struct Builder<'a> {
    workbook: &'a Workbook,
    register: &'a Register,
    catalog: &'a Catalog,
}

impl Builder<'_> {
    fn name(&self, person: Option<PersonId>) -> Option<String> {
        self.workbook.person_name(person?).map(str::to_owned)
    }

    fn label(&self, duty: DutyId) -> Option<String> {
        Some(self.workbook.duties.get(&duty)?.definition.label())
    }

    fn labels<'d>(&self, duties: impl IntoIterator<Item = &'d DutyId>) -> Vec<String> {
        duties.into_iter().filter_map(|duty| self.label(*duty)).collect()
    }

    fn corrections(&self, year: i32) -> Vec<CorrectionView> {
        let corrections = self.workbook.reports.get(&year).into_iter().flat_map(|report| &report.corrections);
        corrections
            .map(|correction| CorrectionView {
                on: correction.on,
                by: self.name(correction.by),
                why: correction.why.clone(),
                filed_on: correction.filed_on,
                receipt: correction.receipt.clone(),
            })
            .collect()
    }

    fn heads(&self, year: i32) -> Vec<HeadView> {
        let report = self.workbook.reports.get(&year);
        let heads = self.catalog.report.heads.iter().map(|head| {
            let figures =
                figures(head, &self.register.parsed.annex).into_iter().map(|(key, figure, service)| FigureView {
                    service,
                    name: figure.name.clone(),
                    kind: Some(figure.kind),
                    unit: figure.unit.clone(),
                    value: report.and_then(|r| r.figures.get(&key)).cloned(),
                });
            HeadView {
                key: head.key.clone(),
                title: head_title(report, head),
                source: head.source.clone(),
                publication: head.publication,
                text: report.and_then(|r| r.heads.get(&head.key)).cloned().unwrap_or_default(),
                figures: figures.collect(),
            }
        });
        heads.collect()
    }

    fn attestation(&self, reviewed: &crate::report::DutyReview) -> AttestationView {
        let attested = reviewed.attested.as_ref();
        AttestationView {
            duty: reviewed.duty,
            label: reviewed.label.clone(),
            head: reviewed.head.clone(),
            answer: attested.map(|a| a.answer),
            statement: Some(reviewed.statement),
            status: Some(reviewed.status).filter(|_| reviewed.agreement != Agreement::Same),
            taken_from: attested.and_then(|a| a.taken_from),
            text: attested.map(|a| a.text.clone()).unwrap_or_default(),
            remedy: attested.map(|a| a.remedy.clone()).unwrap_or_default(),
            remedy_by: attested.and_then(|a| a.remedy_by),
            by: attested.and_then(|a| self.name(a.by)),
            on: attested.map(|a| a.on),
            session: attested.and_then(|a| a.session),
            evidence: reviewed.evidence.iter().copied().collect(),
            flags: reviewed.flags.iter().copied().map(Flag::as_str).map(str::to_owned).collect(),
        }
    }

    fn sessions(&self, year: i32) -> Vec<SessionView> {
        let sessions = self.workbook.sessions_of(year).into_iter().map(|(id, session)| SessionView {
            id,
            on: session.on,
            resumed_on: session.resumed_on.iter().copied().collect(),
            closed_on: session.closed_on,
            participants: session.participants.iter().filter_map(|person| self.name(Some(*person))).collect(),
            agenda: self.labels(&session.agenda),
            skipped: self.labels(&session.skipped),
            decisions: session
                .decisions
                .iter()
                .map(|decision| DecisionView {
                    label: decision.duty.and_then(|duty| self.label(duty)),
                    text: decision.text.clone(),
                    owner: self.name(decision.owner),
                    due: decision.due,
                    done_on: decision.done_on,
                })
                .collect(),
            minutes: session.minutes.clone(),
        });
        sessions.collect()
    }

    fn gap(&self, year: i32, gap: &Gap) -> GapView {
        let kind = &gap.kind;
        GapView {
            kind: kind.as_str().to_owned(),
            key: kind.key().map(str::to_owned),
            about: kind.key().and_then(|key| self.about(year, key)),
            count: kind.count(),
            duties: self.labels(kind.duties()),
            blocking: gap.is_blocking,
        }
    }

    /// The title of the head or material with this key in the report on `year`.
    fn about(&self, year: i32, key: &str) -> Option<Bilingual> {
        let report = self.workbook.reports.get(&year);
        let head = self.catalog.report.heads.iter().find(|head| head.key == key).map(|head| head_title(report, head));
        head.or_else(|| materials(report, self.catalog).into_iter().find(|m| m.key == key).map(|m| m.title))
    }
}

impl Snapshot {
    /// The snapshot of `license` with the report on `year`; `None` if the workbook has no such license or report.
    #[must_use]
    pub fn with_report(
        workbook: &Workbook,
        license: LicenseId,
        (now, year): (impl Into<Now>, i32),
        catalog: &Catalog,
        selection: &Selection,
    ) -> Option<Self> {
        let now = now.into();
        let mut snapshot = Self::with_internal(workbook, license, now, catalog, selection.clone())?;
        let register = Register::of(workbook, license, now, catalog)?;
        snapshot.report = Some(Box::new(ReportView::of(workbook, &register, catalog, year)?));
        snapshot.leave_out();
        Some(snapshot)
    }
}

/// The report on `year` with the checklist, frozen; `None` if the workbook has no such license or report.
///
/// # Errors
/// If the model cannot be serialized as JSON.
#[must_use]
pub fn freeze_report(
    workbook: &Workbook,
    license: LicenseId,
    (now, year): (impl Into<Now>, i32),
    catalog: &Catalog,
    (by, purpose): (PersonId, &str),
) -> Option<Result<FrozenSnapshot, serde_json::Error>> {
    let snapshot = Snapshot::with_report(workbook, license, (now, year), catalog, &frozen_selection())?;
    let name = workbook.person_name(by).map(str::to_owned);
    Some(frozen_snapshot(snapshot, (by, name), purpose))
}

/// Extends `filing`, which records the filing of the report on `year` or of its correction: if the report is not
/// frozen, it is frozen as snapshot `id` in the same step, so that the filed state is kept.
///
/// # Errors
/// If the model cannot be serialized as JSON.
pub fn file_and_freeze(
    workbook: &Workbook,
    (license, now, year): (LicenseId, Now, i32),
    catalog: &Catalog,
    (by, purpose, id): (PersonId, &str, SnapshotId),
    filing: Edit,
) -> Result<Edit, serde_json::Error> {
    let is_frozen = workbook.reports.get(&year).is_some_and(|report| report.frozen.is_some());
    if is_frozen || filing.is_empty() {
        return Ok(filing);
    }
    match freeze_report(workbook, license, (now, year), catalog, (by, purpose)) {
        Some(snapshot) => Ok(workbook.freezing(filing, year, id, snapshot?)),
        None => Ok(filing),
    }
}
