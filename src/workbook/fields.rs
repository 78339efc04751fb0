//! Reads and writes single fields of a workbook, for apply, undo, history and merge.

use super::answer::Mismatch;
use super::{Contents, EditError, Field, LicenseEntry, Value};

use std::collections::BTreeMap;
use std::sync::Arc;

/// Inserts `Some(value)` into a map of whole records, or removes the entry for `None`.
macro_rules! put {
    ($map:expr, $key:expr, $value:expr, $variant:ident, $wrap:expr, $field:expr) => {
        match $value {
            None => {
                $map.remove($key);
            }
            Some(Value::$variant(value)) => {
                $map.insert($key.clone(), $wrap(*value));
            }
            Some(_) => return Err(EditError::WrongType($field.clone())),
        }
    };
}

impl Contents {
    /// The value of `field`; `None` if it is empty or its record does not exist.
    #[must_use]
    pub fn get(&self, field: &Field) -> Option<Value> {
        fn whole<K: Ord, V: Clone>(map: &BTreeMap<K, V>, key: &K, wrap: fn(Box<V>) -> Value) -> Option<Value> {
            map.get(key).map(|value| wrap(Box::new(value.clone())))
        }
        match field {
            Field::TrackedFrom => Some(Value::Date(self.tracked_from)),
            Field::Person(id) => whole(&self.people, id, Value::Person),
            Field::License(id) => self.licenses.get(id).map(|l| Value::License(Box::new(l.record.clone()))),
            Field::Fact(id, name) => self.licenses.get(id)?.record.facts.get(name).copied().map(Value::Flag),
            Field::Continues(id) => self.licenses.get(id)?.record.continues.map(Value::Flag),
            Field::Renewal(id) => {
                let renewal = &self.licenses.get(id)?.record.renewal;
                (!renewal.is_empty()).then(|| Value::Renewal(renewal.clone()))
            }
            Field::Correction(id, item) => {
                self.licenses.get(id)?.record.corrections.get(item).cloned().map(Value::Text)
            }
            Field::Settled(id, doubt) => {
                self.licenses.get(id)?.record.settled.contains(doubt).then_some(Value::Flag(true))
            }
            Field::Definition(id) => {
                self.duties.get(id).map(|duty| Value::Definition(Box::new(duty.definition.clone())))
            }
            Field::Duty(id) => self.duties.get(id).map(|duty| Value::Duty(Box::new(duty.as_ref().clone()))),
            Field::Answer(id, field) => self.duties.get(id)?.answer.get(*field),
            Field::Evidence(id) => whole(&self.evidence, id, Value::Evidence),
            Field::Event(id) => whole(&self.events, id, Value::Event),
            Field::Occurrence(id) => whole(&self.occurrences, id, Value::Occurrence),
            Field::Attestation(year, id) => whole(&self.attestations, &(*year, *id), Value::Attestation),
            Field::Report(year) => whole(&self.reports, year, Value::Report),
            Field::ReportPart(year, part) => self.reports.get(year)?.get(part),
            Field::Session(id) => whole(&self.sessions, id, Value::Session),
            Field::SessionPart(id, part) => self.sessions.get(id)?.get(*part),
            Field::Snapshot(id) => whole(&self.snapshots, id, Value::Snapshot),
            Field::Schedule(year) => whole(&self.schedules, year, Value::Schedule),
        }
    }

    /// Sets `field` to `value`; `None` clears it.
    pub(crate) fn set(&mut self, field: &Field, value: Option<Value>) -> Result<(), EditError> {
        let missing = || EditError::Missing(field.clone());
        match field {
            Field::TrackedFrom => {
                self.tracked_from = date(field, value.as_ref())?.ok_or_else(|| EditError::Empty(field.clone()))?;
            }
            Field::Person(id) => put!(self.people, id, value, Person, |v| v, field),
            Field::License(id) => put!(self.licenses, id, value, License, LicenseEntry::new, field),
            Field::Fact(id, name) => {
                let facts = &mut self.licenses.get_mut(id).ok_or_else(missing)?.record.facts;
                match flag(field, value.as_ref())? {
                    Some(fact) => facts.insert(name.clone(), fact),
                    None => facts.remove(name),
                };
            }
            Field::Continues(id) => {
                self.licenses.get_mut(id).ok_or_else(missing)?.record.continues = flag(field, value.as_ref())?;
            }
            Field::Renewal(id) => {
                let record = &mut self.licenses.get_mut(id).ok_or_else(missing)?.record;
                record.renewal = match value {
                    None => Vec::new(),
                    Some(Value::Renewal(steps)) => steps,
                    Some(_) => return Err(EditError::WrongType(field.clone())),
                };
            }
            Field::Correction(id, item) => {
                let entry = self.licenses.get_mut(id).ok_or_else(missing)?;
                match value {
                    None => drop(entry.record.corrections.remove(item)),
                    Some(Value::Text(text)) => drop(entry.record.corrections.insert(item.clone(), text)),
                    Some(_) => return Err(EditError::WrongType(field.clone())),
                }
                entry.correct();
            }
            Field::Settled(id, doubt) => {
                let settled = &mut self.licenses.get_mut(id).ok_or_else(missing)?.record.settled;
                match flag(field, value.as_ref())? {
                    Some(true) => settled.insert(doubt.clone()),
                    Some(false) | None => settled.remove(doubt),
                };
            }
            Field::Definition(id) => {
                let duty = self.duties.get_mut(id).ok_or_else(missing)?;
                match value {
                    Some(Value::Definition(definition)) => Arc::make_mut(duty).definition = *definition,
                    None => return Err(EditError::Empty(field.clone())),
                    Some(_) => return Err(EditError::WrongType(field.clone())),
                }
            }
            Field::Duty(id) => put!(self.duties, id, value, Duty, Arc::new, field),
            Field::Answer(id, answer_field) => {
                let duty = self.duties.get_mut(id).ok_or_else(missing)?;
                Arc::make_mut(duty)
                    .answer
                    .set(*answer_field, value)
                    .map_err(|Mismatch| EditError::WrongType(field.clone()))?;
            }
            Field::Evidence(id) => put!(self.evidence, id, value, Evidence, |v| v, field),
            Field::Event(id) => put!(self.events, id, value, Event, |v| v, field),
            Field::Occurrence(id) => put!(self.occurrences, id, value, Occurrence, |v| v, field),
            Field::Attestation(year, id) => put!(self.attestations, &(*year, *id), value, Attestation, |v| v, field),
            Field::Report(year) => put!(self.reports, year, value, Report, |v| v, field),
            Field::ReportPart(year, part) => {
                let report = self.reports.get_mut(year).ok_or_else(missing)?;
                report.set(part, value).map_err(|Mismatch| EditError::WrongType(field.clone()))?;
            }
            Field::Session(id) => put!(self.sessions, id, value, Session, |v| v, field),
            Field::SessionPart(id, part) => {
                let session = self.sessions.get_mut(id).ok_or_else(missing)?;
                session.set(*part, value).map_err(|Mismatch| EditError::WrongType(field.clone()))?;
            }
            Field::Snapshot(id) => put!(self.snapshots, id, value, Snapshot, |v| v, field),
            Field::Schedule(year) => put!(self.schedules, year, value, Schedule, |v| v, field),
        }
        Ok(())
    }
}

fn date(field: &Field, value: Option<&Value>) -> Result<Option<chrono::NaiveDate>, EditError> {
    match value {
        None => Ok(None),
        Some(Value::Date(date)) => Ok(Some(*date)),
        Some(_) => Err(EditError::WrongType(field.clone())),
    }
}

fn flag(field: &Field, value: Option<&Value>) -> Result<Option<bool>, EditError> {
    match value {
        None => Ok(None),
        Some(Value::Flag(flag)) => Ok(Some(*flag)),
        Some(_) => Err(EditError::WrongType(field.clone())),
    }
}
