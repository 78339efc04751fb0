//! The review of the duties for a report year: each duty with its attestation, the reasons to discuss it, and a
//! proposed answer.

use super::statement::{Agreement, ReportStatement};
use crate::deadlines::{DateItem, DateState, Entry, Register};
use crate::language::Bilingual;
use crate::obligation::{ApplicabilityState, Catalog, Predicate};
use crate::variants::all;
use crate::workbook::{AnswerField, Attestation, AttestationAnswer, DutyId, Evidence, Field, Sha256, Status, Workbook};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// A reason to discuss a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Flag {
    /// The attestation contradicts the checklist without a reason.
    Contradicts,
    /// One of its dates is overdue.
    Overdue,
    /// One of its follow-ups is open.
    FollowUpOpen,
    /// The wording of its clause differs from that attested in the previous year.
    ClauseChanged,
    /// The previous year had an exception.
    ExceptionBefore,
    /// Some of its evidence has expired.
    EvidenceExpired,
    /// It is reported as met without evidence.
    NoEvidence,
    /// Some of its evidence dates from before the report year.
    EvidenceOld,
    /// Its text was taken over from the previous report and not checked.
    Unchecked,
    /// Its answer changed after the attestation of the previous year.
    ChangedSince,
    /// It has no attestation for the year.
    Unconfirmed,
}

impl Flag {
    /// All flags, the most urgent first.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name on the command line, e.g. `no_evidence`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Contradicts => "contradicts",
            Self::Unchecked => "unchecked",
            Self::Overdue => "overdue",
            Self::FollowUpOpen => "follow_up_open",
            Self::ClauseChanged => "clause_changed",
            Self::ChangedSince => "changed_since",
            Self::ExceptionBefore => "exception_before",
            Self::NoEvidence => "no_evidence",
            Self::EvidenceExpired => "evidence_expired",
            Self::EvidenceOld => "evidence_old",
        }
    }
}

/// The origin of a proposed answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionSource {
    /// The answer of the previous year for the same wording.
    YearBefore,
    /// The justification in the checklist why the duty does not apply.
    Justification,
    /// No triggering event was recorded.
    NoEvent,
}

/// A proposed answer, which is never adopted automatically.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The answer.
    pub answer: AttestationAnswer,
    /// Its explanation or reason.
    pub text: Bilingual,
    /// Its origin.
    pub source: SuggestionSource,
    /// The remedy of an exception in the previous year; may be empty.
    pub remedy: String,
    /// The remedy day, if it is not in the past.
    pub remedy_by: Option<NaiveDate>,
    /// The remedy day of the previous year if it is in the past and has to be replaced.
    pub remedy_passed: Option<NaiveDate>,
}

impl Suggestion {
    fn new(answer: AttestationAnswer, text: Bilingual, source: SuggestionSource) -> Self {
        Self { answer, text, source, remedy: String::new(), remedy_by: None, remedy_passed: None }
    }

    /// Whether it is an exception without a remedy day, which has to be entered before adoption.
    #[must_use]
    pub fn wants_day(&self) -> bool {
        self.answer == AttestationAnswer::Exception && self.remedy_by.is_none()
    }

    /// Whether it contains text of an earlier year, which has to be checked.
    #[must_use]
    pub fn brings_words(&self) -> bool {
        self.source == SuggestionSource::YearBefore && !(self.text.zh.is_empty() && self.remedy.is_empty())
    }
}

/// A change of a duty after the attestation of the previous year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    /// The field of the answer; `None` for the definition.
    pub field: Option<AnswerField>,
    /// The day of its latest change, in China.
    pub on: NaiveDate,
}

/// A duty in the review.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyReview {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// The key of its head.
    pub head: String,
    /// Its status in the checklist; for a frozen report, the status at that time.
    pub status: Status,
    /// Its current status, if the report is frozen and the status has changed since.
    pub since: Option<Status>,
    /// The attestation for the year.
    pub attested: Option<Attestation>,
    /// The statement of the report about it.
    pub statement: ReportStatement,
    /// Whether the attestation agrees with the checklist.
    pub agreement: Agreement,
    /// The attestation for the previous year.
    pub before: Option<Attestation>,
    /// The reasons to discuss it, the most urgent first; empty if nothing is open.
    pub flags: Vec<Flag>,
    /// The proposed answer.
    pub suggestion: Option<Suggestion>,
    /// The evidence on which the report is based: that of its answer, and that of occurrences completed in the year or
    /// later.
    pub evidence: BTreeSet<Sha256>,
    /// The expired evidence of its answer.
    pub expired: BTreeSet<Sha256>,
    /// The evidence that dates from before the report year.
    pub old: BTreeSet<Sha256>,
    /// The changes after the attestation of the previous year.
    pub changes: Vec<Changed>,
}

impl DutyReview {
    /// Whether a session discusses it: there is a reason, and the report can make a statement about it.
    #[must_use]
    pub fn is_on_agenda(&self) -> bool {
        !self.flags.is_empty() && self.statement != ReportStatement::ByFiling
    }

    /// Whether it has to be attested and is not yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.statement == ReportStatement::Nothing
    }
}

/// The numbers of attested duties by answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Duties to be attested.
    pub total: usize,
    /// Confirmed and met in the checklist.
    pub confirmed: usize,
    /// Confirmed although the checklist has another status, with or without a reason.
    pub against: usize,
    /// Attested duties that contradict the checklist, with or without a reason.
    pub differing: usize,
    /// Attested with an exception.
    pub exceptions: usize,
    /// Attested as not applicable in the year.
    pub not_applicable: usize,
}

impl Tally {
    /// The number of attested duties.
    #[must_use]
    pub fn done(&self) -> usize {
        self.confirmed + self.against + self.exceptions + self.not_applicable
    }

    /// Counts the statements of the report, each with the flag whether the checklist contradicts it.
    pub fn of(said: impl IntoIterator<Item = (ReportStatement, bool)>) -> Self {
        let mut tally = Self::default();
        for (statement, differs) in said {
            tally.differing += usize::from(differs);
            tally.total += usize::from(statement != ReportStatement::ByFiling);
            match statement {
                ReportStatement::Nothing | ReportStatement::ByFiling => {}
                ReportStatement::Met => tally.confirmed += 1,
                ReportStatement::Nevertheless | ReportStatement::Contradicts => tally.against += 1,
                ReportStatement::Exception => tally.exceptions += 1,
                ReportStatement::NotApplicable => tally.not_applicable += 1,
            }
        }
        tally
    }
}

/// The review of all duties for a report year, except those that the license does not impose or the annex excludes.
#[derive(Clone, Debug)]
pub struct Review {
    /// The report year.
    pub year: i32,
    /// The duties, in license order.
    pub reviewed_duties: Vec<DutyReview>,
    /// The numbers of attested duties.
    pub tally: Tally,
}

impl Review {
    /// Reviews the duties of the register on its day.
    #[must_use]
    pub fn of(workbook: &Workbook, register: &Register, dates: &[DateItem], catalog: &Catalog, year: i32) -> Self {
        let overdue: BTreeSet<DutyId> =
            dates.iter().filter(|date| date.state == DateState::Overdue).flat_map(DateItem::duties).collect();
        let followed: BTreeSet<DutyId> = workbook.open_follow_ups(None).filter_map(|f| f.decision.duty).collect();
        let reports = workbook.annual_report_duty(register.license);
        let (today, changes) = (register.today(), changes(workbook));
        let expired = expired(dates);
        let held = held_statuses(workbook, year);
        let context = Context { workbook, today, year, reports, held, overdue, expired, followed, changes };
        let imposed = register.entries.iter().filter(|entry| entry.duty.definition.is_reported());
        let applicable = imposed.filter(|entry| entry.applicability.state != ApplicabilityState::NotApplicable);
        let reviewed_duties: Vec<DutyReview> = applicable.map(|entry| context.of_duty(entry, catalog)).collect();
        let tally = Tally::of(
            reviewed_duties.iter().map(|reviewed| (reviewed.statement, reviewed.agreement != Agreement::Same)),
        );
        Self { year, reviewed_duties, tally }
    }

    /// The review of this duty.
    #[must_use]
    pub fn of_duty(&self, duty: DutyId) -> Option<&DutyReview> {
        self.reviewed_duties.iter().find(|reviewed| reviewed.duty == duty)
    }

    /// The agenda of a session: the duties with a reason to discuss them.
    #[must_use]
    pub fn agenda(&self) -> Vec<DutyId> {
        self.reviewed_duties.iter().filter(|reviewed| reviewed.is_on_agenda()).map(|reviewed| reviewed.duty).collect()
    }

    /// The number of duties with this flag.
    #[must_use]
    pub fn count(&self, flag: Flag) -> usize {
        self.reviewed_duties.iter().filter(|reviewed| reviewed.flags.contains(&flag)).count()
    }
}

/// The day of the latest change of each duty, by field.
type Changes = BTreeMap<DutyId, BTreeMap<Option<AnswerField>, NaiveDate>>;

/// The expired evidence, by duty.
fn expired(dates: &[DateItem]) -> BTreeMap<DutyId, BTreeSet<Sha256>> {
    let mut found: BTreeMap<DutyId, BTreeSet<Sha256>> = BTreeMap::new();
    for date in dates.iter().filter(|date| date.state == DateState::Overdue) {
        if let Some(hash) = date.evidence {
            for duty in date.duties() {
                found.entry(duty).or_default().insert(hash);
            }
        }
    }
    found
}

/// The changes of all duties in the history.
fn changes(workbook: &Workbook) -> Changes {
    let mut found = Changes::new();
    for record in &workbook.history {
        let day = crate::workbook::day_of(record);
        for change in &record.changes {
            let (duty, field) = if let Field::Answer(duty, field) = &change.field {
                (duty, Some(*field))
            } else if let (Field::Duty(duty), Some(_)) = (&change.field, &change.from) {
                // A new duty is not a change.
                (duty, None)
            } else {
                continue;
            };
            if field.is_none_or(AnswerField::is_attested) {
                let latest = found.entry(*duty).or_default().entry(field).or_insert(day);
                *latest = day.max(*latest);
            }
        }
    }
    found
}

struct Context<'a> {
    workbook: &'a Workbook,
    today: NaiveDate,
    year: i32,
    /// The annual report duty.
    reports: Option<DutyId>,
    /// The statuses of the duties when the report was frozen; empty if it is not frozen.
    held: BTreeMap<DutyId, Status>,
    overdue: BTreeSet<DutyId>,
    /// The expired evidence of each duty.
    expired: BTreeMap<DutyId, BTreeSet<Sha256>>,
    followed: BTreeSet<DutyId>,
    changes: Changes,
}

impl Context<'_> {
    fn of_duty(&self, entry: &Entry, catalog: &Catalog) -> DutyReview {
        let by_filing = self.reports == Some(entry.id);
        let (attested, before) = (self.attestation(self.year, entry.id), self.attestation(self.year - 1, entry.id));
        let evidence = evidence_for(self.workbook, self.year, entry.id);
        let expired = self.expired.get(&entry.id).cloned().unwrap_or_default();
        let old = if evidence.is_empty() {
            // All existing evidence is from earlier years.
            entry.evidence.clone()
        } else {
            let pieces =
                evidence.iter().filter(|hash| self.workbook.evidence.get(hash).is_some_and(|e| self.is_old(e)));
            pieces.copied().collect()
        };
        let status = self.held.get(&entry.id).copied().unwrap_or(entry.status);
        let changes = before.as_ref().map(|before| self.changed_since(entry.id, before.on)).unwrap_or_default();
        let mut reviewed = DutyReview {
            duty: entry.id,
            label: entry.label.clone(),
            head: catalog.report.head_of(entry.duty.definition.clause).to_owned(),
            suggestion: if attested.is_none() && !by_filing { self.suggestion(entry, before.as_ref()) } else { None },
            status,
            since: (status != entry.status && !by_filing).then_some(entry.status),
            statement: if by_filing {
                ReportStatement::ByFiling
            } else {
                ReportStatement::of(attested.as_ref(), status)
            },
            agreement: Agreement::of(attested.as_ref(), status),
            attested,
            before,
            flags: Vec::new(),
            evidence,
            expired,
            old,
            changes,
        };
        reviewed.flags = self.flags(entry, &reviewed);
        if by_filing {
            // The annual report duty is not attested; only overdue dates and follow-ups are shown.
            reviewed.flags.retain(|flag| matches!(flag, Flag::Overdue | Flag::FollowUpOpen));
        }
        reviewed
    }

    /// The attestation of a duty for a year; `None` for the annual report duty.
    fn attestation(&self, year: i32, duty: DutyId) -> Option<Attestation> {
        self.workbook.attestations.get(&(year, duty)).filter(|_| self.reports != Some(duty)).cloned()
    }

    /// Whether the evidence dates from before the report year. Evidence valid until the end of the year covers all of
    /// it.
    fn is_old(&self, evidence: &Evidence) -> bool {
        let (first, last) = year_of(self.year);
        let covers_year = evidence.valid_until.is_some_and(|until| last.is_some_and(|last| until >= last));
        !covers_year && evidence.effective_on.is_some_and(|on| first.is_some_and(|first| on < first))
    }

    /// The reasons to discuss a duty. An attested duty is discussed only if there is a problem.
    fn flags(&self, entry: &Entry, reviewed: &DutyReview) -> Vec<Flag> {
        Flag::ALL.into_iter().filter(|flag| self.has_flag(*flag, entry, reviewed)).collect()
    }

    fn has_flag(&self, flag: Flag, entry: &Entry, reviewed: &DutyReview) -> bool {
        let answer = reviewed.attested.as_ref().map(|a| a.answer);
        let not_applicable =
            answer == Some(AttestationAnswer::NotApplicable) || reviewed.status == Status::NotApplicable;
        let says_met =
            answer == Some(AttestationAnswer::Confirmed) || answer.is_none() && reviewed.status == Status::Met;
        match flag {
            Flag::Unconfirmed => reviewed.is_open(),
            Flag::Contradicts => reviewed.agreement == Agreement::Unexplained,
            Flag::Unchecked => reviewed.attested.as_ref().is_some_and(|a| a.taken_from.is_some()),
            Flag::Overdue => self.overdue.contains(&entry.id),
            Flag::FollowUpOpen => self.followed.contains(&entry.id),
            Flag::ClauseChanged => reviewed.is_open() && reviewed.before.as_ref().is_some_and(|b| !is_same(entry, b)),
            Flag::ChangedSince => reviewed.is_open() && !reviewed.changes.is_empty(),
            Flag::ExceptionBefore => {
                reviewed.is_open() && reviewed.before.as_ref().is_some_and(|b| b.answer == AttestationAnswer::Exception)
            }
            Flag::NoEvidence => says_met && entry.evidence.is_empty(),
            Flag::EvidenceExpired => !not_applicable && !reviewed.expired.is_empty(),
            Flag::EvidenceOld => reviewed.is_open() && !not_applicable && !reviewed.old.is_empty(),
        }
    }

    fn changed_since(&self, duty: DutyId, day: NaiveDate) -> Vec<Changed> {
        let fields = self.changes.get(&duty).into_iter().flatten();
        fields.filter(|(_, on)| **on > day).map(|(field, on)| Changed { field: *field, on: *on }).collect()
    }

    fn suggestion(&self, entry: &Entry, before: Option<&Attestation>) -> Option<Suggestion> {
        if let Some(before) = before {
            // Changed wording makes it a different duty, whose answer has to be given anew.
            return is_same(entry, before).then(|| {
                let text = Bilingual::new(before.text.as_str(), before.text.as_str());
                Suggestion {
                    remedy: before.remedy.clone(),
                    remedy_by: before.remedy_by.filter(|day| *day >= self.today),
                    remedy_passed: before.remedy_by.filter(|day| *day < self.today),
                    ..Suggestion::new(before.answer, text, SuggestionSource::YearBefore)
                }
            });
        }
        if entry.status == Status::NotApplicable {
            let text = entry.duty.answer.justification.as_str();
            let text = Bilingual::new(text, text);
            return Some(Suggestion::new(AttestationAnswer::NotApplicable, text, SuggestionSource::Justification));
        }
        let waits = entry.applicability.reasons.iter().find(|reason| {
            reason.state == ApplicabilityState::Conditional && matches!(reason.predicate, Some(Predicate::Event(_)))
        })?;
        let text = Bilingual::new(
            format!("{} 年度未发生：{}", self.year, waits.text.zh),
            format!("Did not occur in {}: {}", self.year, waits.text.en),
        );
        Some(Suggestion::new(AttestationAnswer::NotApplicable, text, SuggestionSource::NoEvent))
    }
}

/// The evidence of a duty on which a report on `year` is based: that of its answer, and that of its occurrences, except
/// those completed in earlier years, which belong to the earlier reports.
pub(super) fn evidence_for(workbook: &Workbook, year: i32, duty: DutyId) -> BTreeSet<Sha256> {
    let answer = workbook.duties.get(&duty).into_iter().flat_map(|duty| &duty.answer.evidence);
    let said = workbook.occurrences.values().filter(|o| o.duty == duty);
    let said = said.filter(|o| o.done_on.is_none_or(|on| on.year() >= year));
    answer.chain(said.flat_map(|occurrence| &occurrence.evidence)).copied().collect()
}

/// The statuses of the duties when the report on `year` was frozen, from the snapshot; empty if it is not frozen.
fn held_statuses(workbook: &Workbook, year: i32) -> BTreeMap<DutyId, Status> {
    let frozen = workbook.reports.get(&year).and_then(|report| report.frozen);
    let kept = frozen.and_then(|id| workbook.snapshots.get(&id));
    // An unreadable snapshot is reported by the verification of snapshots.
    let read = kept.and_then(|kept| serde_json::from_str::<FrozenStatuses>(&kept.document).ok());
    read.map(|held| held.duties.into_iter().map(|duty| (duty.id, duty.status)).collect()).unwrap_or_default()
}

/// The fields that are read from a frozen snapshot.
#[derive(Deserialize)]
struct FrozenStatuses {
    duties: Vec<FrozenDuty>,
}

#[derive(Deserialize)]
struct FrozenDuty {
    id: DutyId,
    status: Status,
}

/// Whether the clause still has the attested wording.
fn is_same(entry: &Entry, attestation: &Attestation) -> bool {
    attestation.clause_hash == entry.duty.definition.clause_hash
}

fn year_of(year: i32) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
}
