//! What is to be gone through for a report year: each duty with what was said of it, what speaks against saying the same
//! again, and what may be proposed.

use super::says::{Agreement, Says};
use crate::deadlines::{DateItem, DateState, Entry, Register};
use crate::language::Bilingual;
use crate::obligation::{ApplicabilityState, Catalog, Predicate};
use crate::variants::all;
use crate::workbook::{AnswerField, Attestation, AttestationAnswer, DutyId, Field, Sha256, Status, Workbook};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// Why a duty is to be talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Flag {
    /// What was attested is not what the checklist has, and nothing says why.
    Contradicts,
    /// A date of it is overdue.
    Overdue,
    /// A follow-up about it is open.
    FollowUpOpen,
    /// The words of its clause are other ones than those attested the year before.
    ClauseChanged,
    /// The year before had an exception.
    ExceptionBefore,
    /// Evidence of it has expired.
    EvidenceExpired,
    /// It is said to be met, and there is no evidence.
    NoEvidence,
    /// Its evidence speaks for a day before the report year.
    EvidenceOld,
    /// Its words were taken over from the report on the year before, and nobody checked them.
    Unchecked,
    /// Its answer was changed since it was attested the year before.
    ChangedSince,
    /// Nobody has attested it for the year.
    Unconfirmed,
}

impl Flag {
    /// All flags, the most pressing first.
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

/// Where a proposed answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionSource {
    /// It was given the year before, of the same words.
    YearBefore,
    /// The checklist says that the duty does not apply, and why.
    Justification,
    /// What would set it going was not recorded.
    NoEvent,
}

/// An answer that may be taken over. Nothing takes it over by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The answer.
    pub answer: AttestationAnswer,
    /// Its explanation or reason.
    pub text: Bilingual,
    /// Where it comes from.
    pub source: SuggestionSource,
    /// How an exception of the year before was to be remedied; may be empty.
    pub remedy: String,
    /// Until when, where that day is still to come.
    pub remedy_by: Option<NaiveDate>,
    /// The day of the year before that has passed: another one is to be given.
    pub remedy_passed: Option<NaiveDate>,
}

impl Suggestion {
    fn new(answer: AttestationAnswer, text: Bilingual, source: SuggestionSource) -> Self {
        Self { answer, text, source, remedy: String::new(), remedy_by: None, remedy_passed: None }
    }

    /// Whether it cannot be taken over as it is: an exception that has no day any more until which it is remedied.
    #[must_use]
    pub fn wants_day(&self) -> bool {
        self.answer == AttestationAnswer::Exception && self.remedy_by.is_none()
    }

    /// Whether it brings words of an earlier year, which are to be checked.
    #[must_use]
    pub fn brings_words(&self) -> bool {
        self.source == SuggestionSource::YearBefore && !(self.text.zh.is_empty() && self.remedy.is_empty())
    }
}

/// Something of a duty that was changed since it was attested the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    /// The field of the answer; none for what the duty asks.
    pub field: Option<AnswerField>,
    /// The latest day of it, in China.
    pub on: NaiveDate,
}

/// A duty as it is gone through.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// The key of the head it is reported under.
    pub head: String,
    /// Its status in the checklist; once the report is frozen, as it was then.
    pub status: Status,
    /// Its status now, where the report is frozen and that was another one then.
    pub since: Option<Status>,
    /// What was attested for the year.
    pub attested: Option<Attestation>,
    /// What the report says of it.
    pub says: Says,
    /// How what was attested stands beside the checklist.
    pub agreement: Agreement,
    /// What was attested for the year before.
    pub before: Option<Attestation>,
    /// Why it is to be talked about, the most pressing first; empty where nothing is open.
    pub flags: Vec<Flag>,
    /// What may be taken over.
    pub suggestion: Option<Suggestion>,
    /// The evidence that the report rests on: of its answer, and of what was done in the year or later.
    pub evidence: BTreeSet<Sha256>,
    /// Those pieces of its answer that have expired.
    pub expired: BTreeSet<Sha256>,
    /// Those that speak for a day before the report year.
    pub old: BTreeSet<Sha256>,
    /// What was changed since it was attested the year before.
    pub changes: Vec<Changed>,
}

impl Matter {
    /// Whether a session talks about it: it has a reason to, and the report can say something of it.
    #[must_use]
    pub fn is_on_agenda(&self) -> bool {
        !self.flags.is_empty() && self.says != Says::ByFiling
    }

    /// Whether it is to be attested, and nobody has.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.says == Says::Nothing
    }
}

/// How many duties were attested, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// To be attested.
    pub total: usize,
    /// Confirmed, and met in the checklist.
    pub confirmed: usize,
    /// Confirmed although the checklist has another status, with or without a reason.
    pub against: usize,
    /// Of all that were attested, those that the checklist has otherwise, with or without a reason.
    pub differing: usize,
    /// With an exception.
    pub exceptions: usize,
    /// Not applicable in the year.
    pub not_applicable: usize,
}

impl Tally {
    /// How many were attested at all.
    #[must_use]
    pub fn done(&self) -> usize {
        self.confirmed + self.against + self.exceptions + self.not_applicable
    }

    /// Counts what the report says of duties, and whether the checklist says something else.
    pub fn of(said: impl IntoIterator<Item = (Says, bool)>) -> Self {
        let mut tally = Self::default();
        for (says, differs) in said {
            tally.differing += usize::from(differs);
            tally.total += usize::from(says != Says::ByFiling);
            match says {
                Says::Nothing | Says::ByFiling => {}
                Says::Met => tally.confirmed += 1,
                Says::Nevertheless | Says::Contradicts => tally.against += 1,
                Says::Exception => tally.exceptions += 1,
                Says::NotApplicable => tally.not_applicable += 1,
            }
        }
        tally
    }
}

/// All duties of a report year. Those that the annex rules out are not among them.
#[derive(Clone, Debug)]
pub struct Review {
    /// The year reported on.
    pub year: i32,
    /// The duties, in the order of the license.
    pub matters: Vec<Matter>,
    /// How many are attested.
    pub tally: Tally,
}

impl Review {
    /// Goes through the duties of the register on its day.
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
        let applies = |entry: &&Entry| entry.applicability.state != ApplicabilityState::NotApplicable;
        let matters: Vec<Matter> =
            register.entries.iter().filter(applies).map(|entry| context.matter(entry, catalog)).collect();
        let tally = Tally::of(matters.iter().map(|matter| (matter.says, matter.agreement != Agreement::Same)));
        Self { year, matters, tally }
    }

    /// The matter of this duty.
    #[must_use]
    pub fn matter(&self, duty: DutyId) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.duty == duty)
    }

    /// The agenda of a session: what has a reason to be talked about.
    #[must_use]
    pub fn agenda(&self) -> Vec<DutyId> {
        self.matters.iter().filter(|matter| matter.is_on_agenda()).map(|matter| matter.duty).collect()
    }

    /// How many duties have this flag.
    #[must_use]
    pub fn count(&self, flag: Flag) -> usize {
        self.matters.iter().filter(|matter| matter.flags.contains(&flag)).count()
    }
}

/// The latest change of what each duty says, by field.
type Changes = BTreeMap<DutyId, BTreeMap<Option<AnswerField>, NaiveDate>>;

/// The evidence that has expired, by duty.
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

/// Reads the history once.
fn changes(workbook: &Workbook) -> Changes {
    let mut found = Changes::new();
    for record in &workbook.history {
        let day = crate::workbook::day_of(record);
        for change in &record.changes {
            let (duty, field) = if let Field::Answer(duty, field) = &change.field {
                (duty, Some(*field))
            } else if let (Field::Duty(duty), Some(_)) = (&change.field, &change.from) {
                // What is new did not change.
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
    /// The duty to report.
    reports: Option<DutyId>,
    /// How the duties stood when the report was frozen; empty while it is not.
    held: BTreeMap<DutyId, Status>,
    overdue: BTreeSet<DutyId>,
    /// The evidence of each duty that has expired.
    expired: BTreeMap<DutyId, BTreeSet<Sha256>>,
    followed: BTreeSet<DutyId>,
    changes: Changes,
}

impl Context<'_> {
    fn matter(&self, entry: &Entry, catalog: &Catalog) -> Matter {
        let by_filing = self.reports == Some(entry.id);
        let said = |year: i32| self.workbook.attestations.get(&(year, entry.id)).filter(|_| !by_filing).cloned();
        let (attested, before) = (said(self.year), said(self.year - 1));
        let evidence = evidence_for(self.workbook, self.year, entry.id);
        let piece = |test: &dyn Fn(&crate::workbook::Evidence) -> bool| -> BTreeSet<Sha256> {
            let known = |hash: &&Sha256| self.workbook.evidence.get(hash).is_some_and(test);
            evidence.iter().filter(known).copied().collect()
        };
        let (first, last) = year_of(self.year);
        let expired = self.expired.get(&entry.id).cloned().unwrap_or_default();
        // What is good to the end of the year speaks for all of it, whenever it was made.
        let covers = |until: Option<NaiveDate>| until.is_some_and(|until| last.is_some_and(|last| until >= last));
        let old = if evidence.is_empty() {
            // What there is was given in earlier years.
            entry.evidence.clone()
        } else {
            piece(&|e| !covers(e.valid_until) && e.effective_on.is_some_and(|on| first.is_some_and(|first| on < first)))
        };
        let status = self.held.get(&entry.id).copied().unwrap_or(entry.status);
        let changes = before.as_ref().map(|before| self.changed_since(entry.id, before.on)).unwrap_or_default();
        let mut matter = Matter {
            duty: entry.id,
            label: entry.label.clone(),
            head: catalog.report.head_of(entry.duty.definition.clause).to_owned(),
            suggestion: if attested.is_none() && !by_filing { self.suggestion(entry, before.as_ref()) } else { None },
            status,
            since: (status != entry.status && !by_filing).then_some(entry.status),
            says: if by_filing { Says::ByFiling } else { Says::of(attested.as_ref(), status) },
            agreement: Agreement::of(attested.as_ref(), status),
            attested,
            before,
            flags: Vec::new(),
            evidence,
            expired,
            old,
            changes,
        };
        matter.flags = self.flags(entry, &matter);
        if by_filing {
            // Nothing is attested of it; that it is late is told here as everywhere.
            matter.flags.retain(|flag| matches!(flag, Flag::Overdue | Flag::FollowUpOpen));
        }
        matter
    }

    /// What is attested already is only talked about where something is wrong with it.
    fn flags(&self, entry: &Entry, matter: &Matter) -> Vec<Flag> {
        let answer = matter.attested.as_ref().map(|a| a.answer);
        let not_applicable = answer == Some(AttestationAnswer::NotApplicable) || matter.status == Status::NotApplicable;
        let says_met = answer == Some(AttestationAnswer::Confirmed) || answer.is_none() && matter.status == Status::Met;
        let holds = |flag: &Flag| match flag {
            Flag::Unconfirmed => matter.is_open(),
            Flag::Contradicts => matter.agreement == Agreement::Unexplained,
            Flag::Unchecked => matter.attested.as_ref().is_some_and(|a| a.taken_from.is_some()),
            Flag::Overdue => self.overdue.contains(&entry.id),
            Flag::FollowUpOpen => self.followed.contains(&entry.id),
            Flag::ClauseChanged => matter.is_open() && matter.before.as_ref().is_some_and(|b| !is_same(entry, b)),
            Flag::ChangedSince => matter.is_open() && !matter.changes.is_empty(),
            Flag::ExceptionBefore => {
                matter.is_open() && matter.before.as_ref().is_some_and(|b| b.answer == AttestationAnswer::Exception)
            }
            Flag::NoEvidence => says_met && entry.evidence.is_empty(),
            Flag::EvidenceExpired => !not_applicable && !matter.expired.is_empty(),
            Flag::EvidenceOld => matter.is_open() && !not_applicable && !matter.old.is_empty(),
        };
        Flag::ALL.into_iter().filter(holds).collect()
    }

    fn changed_since(&self, duty: DutyId, day: NaiveDate) -> Vec<Changed> {
        let fields = self.changes.get(&duty).into_iter().flatten();
        fields.filter(|(_, on)| **on > day).map(|(field, on)| Changed { field: *field, on: *on }).collect()
    }

    fn suggestion(&self, entry: &Entry, before: Option<&Attestation>) -> Option<Suggestion> {
        if let Some(before) = before {
            // Other words are another duty: its answer is looked at anew.
            return is_same(entry, before).then(|| {
                let text = Bilingual::new(before.text.as_str(), before.text.as_str());
                let passed = |day: &NaiveDate| *day < self.today;
                Suggestion {
                    remedy: before.remedy.clone(),
                    remedy_by: before.remedy_by.filter(|day| !passed(day)),
                    remedy_passed: before.remedy_by.filter(passed),
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

/// The evidence that a report on `year` rests on for a duty: that of its answer, and that of what was done on account of
/// events and periods, but for what was done in earlier years, which their reports had.
pub(super) fn evidence_for(workbook: &Workbook, year: i32, duty: DutyId) -> BTreeSet<Sha256> {
    let answer = workbook.duties.get(&duty).into_iter().flat_map(|duty| &duty.answer.evidence);
    let is_earlier = |done: Option<NaiveDate>| done.is_some_and(|on| on.year() < year);
    let said = workbook.occurrences.values().filter(|o| o.duty == duty && !is_earlier(o.done_on));
    answer.chain(said.flat_map(|occurrence| &occurrence.evidence)).copied().collect()
}

/// How the duties stood when the report on `year` was frozen, by what was kept of that; empty where it is not frozen.
fn held_statuses(workbook: &Workbook, year: i32) -> BTreeMap<DutyId, Status> {
    let frozen = workbook.reports.get(&year).and_then(|report| report.frozen);
    let kept = frozen.and_then(|id| workbook.snapshots.get(&id));
    // One that cannot be read is told where snapshots are checked.
    let read = kept.and_then(|kept| serde_json::from_str::<Held>(&kept.document).ok());
    read.map(|held| held.duties.into_iter().map(|duty| (duty.id, duty.status)).collect()).unwrap_or_default()
}

/// What is read of a frozen snapshot.
#[derive(Deserialize)]
struct Held {
    duties: Vec<HeldDuty>,
}

#[derive(Deserialize)]
struct HeldDuty {
    id: DutyId,
    status: Status,
}

/// Whether the clause has the words that were attested.
fn is_same(entry: &Entry, attestation: &Attestation) -> bool {
    attestation.clause_hash == entry.duty.definition.clause_hash
}

fn year_of(year: i32) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
}
