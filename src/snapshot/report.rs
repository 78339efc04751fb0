//! The report on a year as a snapshot has it: complete in itself, so that it can be frozen with the checklist behind it.
//!
//! Only a snapshot that is taken for a report has it; the others are about the checklist alone.

mod papers;

pub use papers::Papers;

use super::freeze::{Frozen, document, whole};
use super::{Selection, Snapshot};
use crate::calendar::Now;
use crate::deadlines::Register;
use crate::language::Bilingual;
use crate::obligation::{Catalog, FigureKind, Publication, ReportHead};
use crate::report::{
    Agreement, Drafter, Flag, Gap, ReportState, Review, Says, Tally, figures, gaps, materials, standings,
};
use crate::workbook::{
    AttestationAnswer, DutyId, Edit, FrozenSnapshot, LicenseId, PersonId, Report, SessionId, Sha256, SnapshotId,
    Status, Workbook,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The report on a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportView {
    /// The year reported on.
    pub year: i32,
    /// How it stands; none where that was not selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ReportState>,
    /// The first day of the window, by law.
    pub opens: NaiveDate,
    /// The last day of the window.
    pub last: NaiveDate,
    /// The day it was filed.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt; may be empty.
    pub receipt: String,
    /// Whether it was prepared and filed without this workbook.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// What was filed and then corrected, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionView>,
    /// Evidence of filing.
    pub evidence: Vec<Sha256>,
    /// How many duties are attested, and how; none where that was not selected, or the report was prepared elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<TallyView>,
    /// The heads, in the order of the law.
    pub heads: Vec<HeadView>,
    /// The material that the company is asked for.
    pub materials: Vec<MaterialView>,
    /// What was attested, in the order of the license.
    pub attestations: Vec<AttestationView>,
    /// The sessions, the earliest first; only with internal notes.
    pub sessions: Vec<SessionView>,
    /// What was missing on that day, by name.
    pub gaps: Vec<GapView>,
}

/// A filed report that was opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionView {
    /// The day it was opened again.
    pub on: NaiveDate,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub why: String,
    /// The day the correction was filed; goes on while none.
    pub filed_on: Option<NaiveDate>,
    /// Number of its receipt; may be empty.
    pub receipt: String,
}

/// How many duties are attested, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyView {
    /// To be attested.
    pub total: usize,
    /// Confirmed, and met in the checklist.
    pub confirmed: usize,
    /// Confirmed although the checklist has another status.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub against: usize,
    /// Of all, those that the checklist has otherwise.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub differing: usize,
    /// With an exception.
    pub exceptions: usize,
    /// Not applicable in the year.
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
    /// Names it for ever.
    pub key: String,
    /// The company's own title, or that of the law.
    pub title: Bilingual,
    /// The item of the law.
    pub source: Bilingual,
    /// Whether it is published.
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
    /// The service that it is about; none for the whole.
    pub service: Option<String>,
    /// What it counts.
    pub name: Bilingual,
    /// What kind of value it has; unknown of reports that were frozen before figures had kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FigureKind>,
    /// In what; may be empty.
    pub unit: Bilingual,
    /// The figure; none where nobody gave it.
    pub value: Option<String>,
}

/// Material that goes with the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialView {
    /// The key of its head.
    pub head: String,
    /// What it is.
    pub title: Bilingual,
    /// Whether it is at hand.
    pub at_hand: bool,
    /// Its files.
    pub files: Vec<Sha256>,
}

/// What was attested of a duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttestationView {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// The key of its head.
    pub head: String,
    /// The answer; none where nobody gave one.
    pub answer: Option<AttestationAnswer>,
    /// What the report says of it; unknown of reports that were frozen before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Says>,
    /// Its status in the checklist, where the answer is another one; the text says why, or nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The year whose report its words were taken over from, unchecked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<i32>,
    /// Explanation or reason; may be empty.
    pub text: String,
    /// How an exception is remedied; may be empty.
    pub remedy: String,
    /// Until when.
    pub remedy_by: Option<NaiveDate>,
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub on: Option<NaiveDate>,
    /// The session it was given in.
    pub session: Option<SessionId>,
    /// The evidence of the duty.
    pub evidence: Vec<Sha256>,
    /// Why it is to be talked about, by name.
    pub flags: Vec<String>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionView {
    /// Names it for ever.
    pub id: SessionId,
    /// The day it was held.
    pub on: NaiveDate,
    /// Later days on which it went on.
    pub resumed_on: Vec<NaiveDate>,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Who took part.
    pub participants: Vec<String>,
    /// The labels of its agenda.
    pub agenda: Vec<String>,
    /// The labels of what was left for later.
    pub skipped: Vec<String>,
    /// What was decided.
    pub decisions: Vec<DecisionView>,
    /// Free minutes; may be empty.
    pub minutes: String,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionView {
    /// The label of the duty it concerns.
    pub label: Option<String>,
    /// What was decided.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
}

/// Something that was missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapView {
    /// What, by its name, e.g. `head_empty`.
    pub kind: String,
    /// The key of the head or material, where it is about one.
    pub key: Option<String>,
    /// What that is called, where it is about a head or material.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Bilingual>,
    /// How many.
    pub count: usize,
    /// The labels of the duties, where it is about some.
    pub duties: Vec<String>,
    /// Whether a report without it is not complete.
    pub blocking: bool,
}

impl ReportView {
    /// The report on `year` on the day of the register; `None` where it is neither tracked nor kept.
    #[must_use]
    pub fn of(workbook: &Workbook, register: &Register, catalog: &Catalog, year: i32) -> Option<Self> {
        let standing = standings(workbook, register, &register.dates, catalog).into_iter().find(|s| s.year == year)?;
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
            // Of what was done elsewhere nothing was counted here.
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
            attestations: review.matters.iter().map(|matter| builder.attestation(matter)).collect(),
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
                title: title(report, head),
                source: head.source.clone(),
                publication: head.publication,
                text: report.and_then(|r| r.heads.get(&head.key)).cloned().unwrap_or_default(),
                figures: figures.collect(),
            }
        });
        heads.collect()
    }

    fn attestation(&self, matter: &crate::report::Matter) -> AttestationView {
        let attested = matter.attested.as_ref();
        AttestationView {
            duty: matter.duty,
            label: matter.label.clone(),
            head: matter.head.clone(),
            answer: attested.map(|a| a.answer),
            says: Some(matter.says),
            status: Some(matter.status).filter(|_| matter.agreement != Agreement::Same),
            taken_from: attested.and_then(|a| a.taken_from),
            text: attested.map(|a| a.text.clone()).unwrap_or_default(),
            remedy: attested.map(|a| a.remedy.clone()).unwrap_or_default(),
            remedy_by: attested.and_then(|a| a.remedy_by),
            by: attested.and_then(|a| self.name(a.by)),
            on: attested.map(|a| a.on),
            session: attested.and_then(|a| a.session),
            evidence: matter.evidence.iter().copied().collect(),
            flags: matter.flags.iter().copied().map(Flag::as_str).map(str::to_owned).collect(),
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

    /// What the head or the material of this key is called in the report on `year`.
    fn about(&self, year: i32, key: &str) -> Option<Bilingual> {
        let report = self.workbook.reports.get(&year);
        let head = self.catalog.report.heads.iter().find(|head| head.key == key).map(|head| title(report, head));
        head.or_else(|| materials(report, self.catalog).into_iter().find(|m| m.key == key).map(|m| m.title))
    }
}

/// The company's own title of a head, or that of the law.
fn title(report: Option<&Report>, head: &ReportHead) -> Bilingual {
    let own = report.and_then(|report| report.titles.get(&head.key));
    own.map_or_else(|| head.title.clone(), |own| Bilingual::new(own.as_str(), own.as_str()))
}

impl Snapshot {
    /// The view of `license` with the report on `year`; `None` where the workbook has no such license or report.
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

/// The report on `year` and the checklist behind it, frozen; `None` where the workbook has no such license or report.
///
/// # Errors
/// Where the model cannot be written as JSON.
#[must_use]
pub fn freeze_report(
    workbook: &Workbook,
    license: LicenseId,
    (now, year): (impl Into<Now>, i32),
    catalog: &Catalog,
    (by, purpose): (PersonId, &str),
) -> Option<Result<FrozenSnapshot, serde_json::Error>> {
    let mut snapshot = Snapshot::with_report(workbook, license, (now, year), catalog, &whole())?;
    let on = snapshot.on;
    let name = workbook.person_name(by).map(str::to_owned);
    snapshot.frozen = Some(Frozen { by: name, purpose: purpose.to_owned(), whole: None });
    Some(document(&snapshot).map(|document| FrozenSnapshot {
        on,
        by: Some(by),
        purpose: purpose.to_owned(),
        digest: Sha256::of(document.as_bytes()),
        document: document.into(),
    }))
}

/// `filing`, which notes that the report on `year` or its correction was filed; where that is not frozen, it is frozen as
/// snapshot `id` in the same step, so that what was filed stays.
///
/// # Errors
/// Where the model cannot be written as JSON.
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
