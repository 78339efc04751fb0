//! Reads and writes parts of a report or a session, which colleagues can change without conflicts.

use super::answer::Mismatch;
use super::{Decision, Report, ReportPart, Session, SessionPart, Value};
use std::collections::{BTreeMap, BTreeSet};

impl Report {
    /// The value of `part`; `None` if it is empty.
    #[must_use]
    pub fn get(&self, part: &ReportPart) -> Option<Value> {
        match part {
            ReportPart::Head(key) => text(&self.heads, key),
            ReportPart::Draft(key) => text(&self.drafts, key),
            ReportPart::Figure(key) => text(&self.figures, key),
            ReportPart::Title(key) => text(&self.titles, key),
            ReportPart::Material(key) => self.materials.get(key).copied().map(Value::Flag),
            ReportPart::Files(key) => self.files.get(key).cloned().map(Value::EvidenceRefs),
            ReportPart::NotNeeded(key) => self.not_needed.contains(key).then_some(Value::Flag(true)),
        }
    }

    /// Sets `part` to `value`; `None` clears it.
    pub(crate) fn set(&mut self, part: &ReportPart, value: Option<Value>) -> Result<(), Mismatch> {
        let texts = match part {
            ReportPart::Head(key) => Some((&mut self.heads, key)),
            ReportPart::Draft(key) => Some((&mut self.drafts, key)),
            ReportPart::Figure(key) => Some((&mut self.figures, key)),
            ReportPart::Title(key) => Some((&mut self.titles, key)),
            ReportPart::Material(_) | ReportPart::Files(_) | ReportPart::NotNeeded(_) => None,
        };
        match (part, texts, value) {
            (_, Some((map, key)), None) => drop(map.remove(key)),
            (_, Some((map, key)), Some(Value::Text(text))) => drop(map.insert(key.clone(), text)),
            (ReportPart::Material(key), _, None) => drop(self.materials.remove(key)),
            (ReportPart::Material(key), _, Some(Value::Flag(flag))) => drop(self.materials.insert(key.clone(), flag)),
            (ReportPart::Files(key), _, None) => drop(self.files.remove(key)),
            (ReportPart::Files(key), _, Some(Value::EvidenceRefs(refs))) => {
                drop(self.files.insert(key.clone(), refs));
            }
            (ReportPart::NotNeeded(key), _, None) => _ = self.not_needed.remove(key),
            (ReportPart::NotNeeded(key), _, Some(Value::Flag(true))) => _ = self.not_needed.insert(key.clone()),
            (_, _, Some(_)) => return Err(Mismatch),
            // The parts without text are handled above.
            (_, None, None) => {}
        }
        Ok(())
    }
}

fn text(map: &BTreeMap<String, String>, key: &str) -> Option<Value> {
    map.get(key).cloned().map(Value::Text)
}

impl Session {
    /// An empty session, to which single parts are applied.
    pub(crate) fn empty() -> Self {
        Self {
            report_year: 0,
            on: chrono::NaiveDate::default(),
            participants: BTreeSet::new(),
            agenda: Vec::new(),
            at: None,
            decisions: Vec::new(),
            minutes: String::new(),
            continues: None,
            resumed_on: BTreeSet::new(),
            skipped: BTreeSet::new(),
            closed_on: None,
            paused: false,
        }
    }

    /// Whether it is neither closed nor paused.
    #[must_use]
    pub fn is_going_on(&self) -> bool {
        self.closed_on.is_none() && !self.paused
    }

    /// The decision with this number.
    #[must_use]
    pub fn decision(&self, number: u32) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.number == number)
    }

    /// The value of `part`; `None` if it is empty.
    #[must_use]
    pub fn get(&self, part: SessionPart) -> Option<Value> {
        match part {
            SessionPart::At => self.at.map(Value::DutyRef),
            SessionPart::Minutes => (!self.minutes.is_empty()).then(|| Value::Text(self.minutes.clone())),
            SessionPart::Skipped(duty) => self.skipped.contains(&duty).then_some(Value::Flag(true)),
            SessionPart::Decision(number) => self.decision(number).cloned().map(|d| Value::Decision(Box::new(d))),
            SessionPart::ClosedOn => self.closed_on.map(Value::Date),
            SessionPart::Paused => self.paused.then_some(Value::Flag(true)),
        }
    }

    /// Sets `part` to `value`; `None` clears it.
    pub(crate) fn set(&mut self, part: SessionPart, value: Option<Value>) -> Result<(), Mismatch> {
        match (part, value) {
            (SessionPart::At, None) => self.at = None,
            (SessionPart::At, Some(Value::DutyRef(duty))) => self.at = Some(duty),
            (SessionPart::Minutes, None) => self.minutes.clear(),
            (SessionPart::Minutes, Some(Value::Text(text))) => self.minutes = text,
            (SessionPart::Skipped(duty), None) => _ = self.skipped.remove(&duty),
            (SessionPart::Skipped(duty), Some(Value::Flag(true))) => _ = self.skipped.insert(duty),
            (SessionPart::ClosedOn, None) => self.closed_on = None,
            (SessionPart::ClosedOn, Some(Value::Date(day))) => self.closed_on = Some(day),
            (SessionPart::Paused, None) => self.paused = false,
            (SessionPart::Paused, Some(Value::Flag(true))) => self.paused = true,
            (SessionPart::Decision(number), None) => self.decisions.retain(|d| d.number != number),
            (SessionPart::Decision(number), Some(Value::Decision(decision))) if decision.number == number => {
                if let Some(known) = self.decisions.iter_mut().find(|d| d.number == number) {
                    *known = *decision;
                } else {
                    let place = self.decisions.partition_point(|d| d.number < number);
                    self.decisions.insert(place, *decision);
                }
            }
            (_, Some(_)) => return Err(Mismatch),
        }
        Ok(())
    }
}
