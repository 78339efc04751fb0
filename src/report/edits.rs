//! Edits of a report: preparation, text, attestation, freezing, filing and correction.
//!
//! The contents of a frozen or filed report are locked until it is reopened or a correction is started with a reason;
//! the frozen snapshot stays in any case. [`crate::workbook::report_lock`] refuses all other changes.

use super::review::evidence_for;
use crate::workbook::{
    Attestation, Cause, Correction, DutyId, Edit, Field, FrozenSnapshot, PersonId, Record, RecordId, Report,
    ReportPart, Sha256, SnapshotId, Value, Workbook,
};
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The prefix of the keys of a company's own material.
pub(super) const OWN: &str = "own_";

impl Workbook {
    /// Whether the report on `year` is frozen or filed, so that its text, attestations and sessions are locked.
    #[must_use]
    pub fn is_report_locked(&self, year: i32) -> bool {
        self.reports.get(&year).is_some_and(Report::is_locked)
    }

    /// Whether preparation of the report on `year` has started: text, figures, material, attestations or sessions
    /// exist. Opening the report alone does not count.
    #[must_use]
    pub fn is_report_begun(&self, year: i32) -> bool {
        self.reports.get(&year).is_some_and(has_content)
            || self.attestations.keys().any(|(of, _)| *of == year)
            || !self.sessions_of(year).is_empty()
    }

    /// Starts the preparation of the report on `year`. The company's own titles and selection of material are taken
    /// over from the previous report; text, figures and files are not.
    #[must_use]
    pub fn open_report(&self, year: i32, today: NaiveDate) -> Edit {
        self.change(self.opening(year, today))
    }

    /// The change that creates a report, unless it exists.
    fn opening(&self, year: i32, today: NaiveDate) -> Option<(Field, Option<Value>)> {
        if self.reports.contains_key(&year) {
            return None;
        }
        let before = self.reports.range(..year).next_back().map(|(_, report)| report);
        let report = Report {
            opened_on: Some(today),
            titles: before.map(|report| report.titles.clone()).unwrap_or_default(),
            not_needed: before.map(|report| report.not_needed.clone()).unwrap_or_default(),
            ..Report::default()
        };
        Some((Field::Report(year), Some(Value::Report(Box::new(report)))))
    }

    /// Sets parts of the report on `year`, which is created if needed. Does nothing if the report is locked.
    #[must_use]
    pub fn set_report(
        &self,
        year: i32,
        parts: impl IntoIterator<Item = (ReportPart, Option<Value>)>,
        today: NaiveDate,
    ) -> Edit {
        if self.is_report_locked(year) {
            return Edit::default();
        }
        let mut parts = self.change(parts.into_iter().map(|(part, value)| (Field::ReportPart(year, part), value)));
        if parts.is_empty() {
            return parts;
        }
        let opened = self.open_report(year, today);
        // A report created here has initial values from the previous report.
        if let Some(Some(Value::Report(report))) = opened.changes.first().map(|change| &change.to) {
            for change in &mut parts.changes {
                if let Field::ReportPart(_, part) = &change.field {
                    change.from = report.get(part);
                }
            }
            parts.changes.retain(|change| change.from != change.to);
        }
        opened.and(parts)
    }

    /// A new key for the company's own material.
    #[must_use]
    pub fn new_material_key(&self, year: i32) -> String {
        let titles = self.reports.get(&year).map(|report| &report.titles);
        let is_taken = |n: &u32| titles.is_some_and(|titles| titles.contains_key(&format!("{OWN}{n}")));
        let n = (1..=u32::MAX).find(|n| !is_taken(n)).unwrap_or(u32::MAX);
        format!("{OWN}{n}")
    }

    /// Attests duties for `year`, each with the hash of its own clause and its own evidence. Does nothing if the report
    /// is locked, and skips the annual report duty itself and duties that the report does not state.
    #[must_use]
    pub fn attest(&self, year: i32, duties: &[DutyId], attestation: &Attestation, today: NaiveDate) -> Edit {
        if self.is_report_locked(year) {
            return Edit::default();
        }
        let attested = duties.iter().filter_map(|id| {
            let duty = self.duties.get(id)?;
            // The annual report duty is fulfilled by filing the report, and a report is about duties of the license.
            if self.annual_report_duty(duty.definition.license) == Some(*id) || !duty.definition.is_reported() {
                return None;
            }
            let attestation = Attestation {
                text: attestation.text.trim().to_owned(),
                remedy: attestation.remedy.trim().to_owned(),
                clause_hash: duty.definition.clause_hash.clone(),
                evidence: evidence_for(self, year, *id),
                ..attestation.clone()
            };
            Some((Field::Attestation(year, *id), Some(Value::Attestation(Box::new(attestation)))))
        });
        let attested = self.change(attested);
        if attested.is_empty() { attested } else { self.open_report(year, today).and(attested) }
    }

    /// Removes the attestation of a duty. Does nothing if the report is locked.
    #[must_use]
    pub fn withdraw_attestation(&self, year: i32, duty: DutyId) -> Edit {
        if self.is_report_locked(year) {
            return Edit::default();
        }
        self.change([(Field::Attestation(year, duty), None)])
    }

    /// Marks the text of an attestation that was taken over from an earlier year as checked.
    #[must_use]
    pub fn check_attestation(&self, year: i32, duty: DutyId) -> Edit {
        let Some(attestation) = self.attestations.get(&(year, duty)).filter(|_| !self.is_report_locked(year)) else {
            return Edit::default();
        };
        let checked = Attestation { taken_from: None, ..attestation.clone() };
        self.change([(Field::Attestation(year, duty), Some(Value::Attestation(Box::new(checked))))])
    }

    /// Freezes the report on `year` as `snapshot`, which contains its text and the checklist.
    #[must_use]
    pub fn freeze_report(&self, year: i32, id: SnapshotId, snapshot: FrozenSnapshot) -> Edit {
        let Some(report) = self.reports.get(&year).filter(|report| report.frozen.is_none()) else {
            return Edit::default();
        };
        let report = Report { frozen: Some(id), ..report.clone() };
        self.change([
            (Field::Snapshot(id), Some(Value::Snapshot(Box::new(snapshot)))),
            (Field::Report(year), Some(Value::Report(Box::new(report)))),
        ])
    }

    /// The number of parts and attestations of the frozen report on `year` that differ from the frozen state. Here they
    /// are locked, but colleagues can change them in other copies without knowing of the freezing.
    #[must_use]
    pub fn changed_since_frozen(&self, year: i32) -> usize {
        let Some(id) = self.reports.get(&year).and_then(|report| report.frozen) else { return 0 };
        // The record that froze it, and its ancestors; parents precede their children.
        let mut follows: HashSet<RecordId> = HashSet::new();
        let mut report = None;
        let (mut attested, mut touched) = (BTreeMap::new(), BTreeSet::new());
        for record in self.history.iter().rev() {
            if follows.contains(&record.id) || freezes(record, id) {
                follows.extend(self.parents(record).iter());
                for change in &record.changes {
                    match (&change.field, &change.to) {
                        (Field::Report(of), Some(Value::Report(frozen)))
                            if *of == year && frozen.frozen == Some(id) =>
                        {
                            report = report.or(Some(frozen));
                        }
                        (Field::Attestation(of, duty), to) if *of == year => drop(attested.entry(*duty).or_insert(to)),
                        _ => {}
                    }
                }
            } else {
                touched.extend(record.changes.iter().map(|change| &change.field));
            }
        }
        // A part of a workbook does not contain the freezing and cannot change the report either.
        let Some(report) = report else { return 0 };
        let changed = touched.iter().filter(|field| {
            if let Field::ReportPart(of, part) = field {
                *of == year && self.get(field) != report.get(part)
            } else if let Field::Attestation(of, duty) = field {
                let frozen = attested.get(duty).and_then(|frozen| frozen.as_ref());
                *of == year && self.get(field).as_ref() != frozen
            } else {
                false
            }
        });
        changed.count()
    }

    /// Reopens a frozen report or correction that was not filed. The frozen snapshot is kept.
    #[must_use]
    pub fn reopen_report(&self, year: i32) -> Edit {
        let Some(report) = self.reports.get(&year).filter(|report| report.can_be_reopened()) else {
            return Edit::default();
        };
        let report = Report { frozen: None, ..report.clone() };
        self.change([(Field::Report(year), Some(Value::Report(Box::new(report))))])
    }

    /// Records the filing of the report on `year`: the day, the receipt number and the evidence. Also completes the
    /// annual report duty for its period.
    #[must_use]
    pub fn file_report(&self, year: i32, on: NaiveDate, receipt: &str, evidence: BTreeSet<Sha256>) -> Edit {
        let receipt = receipt.trim();
        let filed = self.note_filed(year, on, Some(receipt), evidence.clone());
        match self.report_period(year) {
            Some((duty, cause)) => filed.and(self.put_closed(duty, cause, on, receipt, evidence)),
            None => filed,
        }
    }

    /// Extends `filing`, which records the filing of the report on `year` or of its correction, so that it freezes the
    /// report as `snapshot` in the same step.
    #[must_use]
    pub fn freezing(&self, mut filing: Edit, year: i32, id: SnapshotId, snapshot: FrozenSnapshot) -> Edit {
        for change in &mut filing.changes {
            if let (Field::Report(of), Some(Value::Report(report))) = (&change.field, &mut change.to)
                && *of == year
            {
                report.frozen = Some(id);
            }
        }
        self.change([(Field::Snapshot(id), Some(Value::Snapshot(Box::new(snapshot))))]).and(filing)
    }

    /// The filing as recorded in the report; the receipt number is kept if none is given.
    pub(crate) fn note_filed(
        &self,
        year: i32,
        on: NaiveDate,
        receipt: Option<&str>,
        evidence: BTreeSet<Sha256>,
    ) -> Edit {
        let known = self.reports.get(&year).cloned().unwrap_or(Report { opened_on: Some(on), ..Report::default() });
        let receipt = receipt.map_or_else(|| known.receipt.clone(), str::to_owned);
        let report = Report { filed_on: Some(on), receipt, evidence, ..known };
        self.change([(Field::Report(year), Some(Value::Report(Box::new(report))))])
    }

    /// Records that the report on `year` was prepared and filed without this workbook.
    #[must_use]
    pub fn file_elsewhere(&self, year: i32, on: NaiveDate, receipt: &str) -> Edit {
        let mut edit = self.file_report(year, on, receipt, BTreeSet::new());
        for change in &mut edit.changes {
            if let Some(Value::Report(report)) = &mut change.to {
                report.elsewhere = true;
            }
        }
        edit
    }

    /// Starts the correction of a filed report, with a reason. The filing and the frozen snapshot are kept.
    #[must_use]
    pub fn correct_report(&self, year: i32, why: &str, on: NaiveDate, by: Option<PersonId>) -> Edit {
        let filed = self.reports.get(&year).filter(|r| r.filed_on.is_some() && r.correcting().is_none());
        let Some(report) = filed.filter(|_| !why.trim().is_empty()) else { return Edit::default() };
        let mut report = report.clone();
        let (why, frozen) = (why.trim().to_owned(), report.frozen.take());
        report.corrections.push(Correction { on, by, why, frozen, filed_on: None, receipt: String::new() });
        self.change([(Field::Report(year), Some(Value::Report(Box::new(report))))])
    }

    /// Records the filing of the correction of the report on `year`.
    #[must_use]
    pub fn file_correction(&self, year: i32, on: NaiveDate, receipt: &str) -> Edit {
        let known = self.reports.get(&year).filter(|report| report.correcting().is_some());
        let Some(mut report) = known.cloned() else { return Edit::default() };
        if let Some(correction) = report.corrections.last_mut() {
            correction.filed_on = Some(on);
            receipt.trim().clone_into(&mut correction.receipt);
        }
        self.change([(Field::Report(year), Some(Value::Report(Box::new(report))))])
    }

    /// Removes the filing of the report on `year`.
    #[must_use]
    pub fn unfile_report(&self, year: i32) -> Edit {
        let taken_back = self.note_unfiled(year);
        match self.report_period(year).filter(|_| !taken_back.is_empty()) {
            Some((duty, cause)) => taken_back.and(self.put_reopened(duty, cause)),
            None => taken_back,
        }
    }

    /// The removal of the filing from the report.
    pub(crate) fn note_unfiled(&self, year: i32) -> Edit {
        let Some(report) = self.reports.get(&year).filter(|report| report.filed_on.is_some()) else {
            return Edit::default();
        };
        let report = Report {
            filed_on: None,
            receipt: String::new(),
            evidence: BTreeSet::new(),
            elsewhere: false,
            ..report.clone()
        };
        self.change([(Field::Report(year), Some(Value::Report(Box::new(report))))])
    }

    /// Completes one occurrence of a duty on a day; whether this was in time follows from its date.
    ///
    /// A recurring due date moves to the next open period; the window of an annual report is completed by filing the
    /// report. Does nothing if the duty or the event does not exist.
    #[must_use]
    pub fn close_occurrence(
        &self,
        duty: DutyId,
        cause: Cause,
        done_on: NaiveDate,
        note: &str,
        evidence: BTreeSet<Sha256>,
    ) -> Edit {
        let report =
            self.report_of_period(duty, cause).map(|year| self.note_filed(year, done_on, None, evidence.clone()));
        report.unwrap_or_default().and(self.put_closed(duty, cause, done_on, note, evidence))
    }

    /// Reopens a completed occurrence. A recurring due date returns to its period; for an annual report, the filing is
    /// removed.
    #[must_use]
    pub fn reopen(&self, duty: DutyId, cause: Cause) -> Edit {
        let report = self.report_of_period(duty, cause).map(|year| self.note_unfiled(year));
        report.unwrap_or_default().and(self.put_reopened(duty, cause))
    }

    /// The report year due in the period `cause` of `duty`, if that is the annual report duty.
    #[must_use]
    pub fn report_of_period(&self, duty: DutyId, cause: Cause) -> Option<i32> {
        let Cause::Period(opens) = cause else { return None };
        let year = opens.year() - 1;
        (self.report_period(year)? == (duty, cause)).then_some(year)
    }

    /// The annual report duty, with the period in which the report on `year` is due.
    fn report_period(&self, year: i32) -> Option<(DutyId, Cause)> {
        let duty = self.annual_report_duty(self.current_license()?)?;
        Some((duty, Cause::Period(NaiveDate::from_ymd_opt(year + 1, 1, 1)?)))
    }
}

/// Whether the report contains anything that a user entered.
fn has_content(report: &Report) -> bool {
    let parts = [report.heads.is_empty(), report.figures.is_empty(), report.materials.is_empty()];
    report.frozen.is_some() || !report.files.is_empty() || parts.contains(&false)
}

/// Whether the record added the snapshot.
fn freezes(record: &Record, snapshot: SnapshotId) -> bool {
    record.changes.iter().any(|change| change.field == Field::Snapshot(snapshot) && change.to.is_some())
}
