//! The smallest units that two people can change without a conflict.
//!
//! Most fields are a single unit. A set has one unit for each member, so that two people can each add a tag; a record
//! that is written as a whole, such as a report, has one for each of its parts, so that two people can write two of its
//! heads.

use super::inner::inner;
use crate::workbook::{AnswerField, Change, Duty, Field, Report, Session, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The identity of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Whether a record exists.
    Exists(Field),
    /// A field that changes as a whole.
    Whole(Field),
    /// Whether the set in a field contains this member.
    Member(Field, String),
    /// A part of a record by its name, with the key if the part is a map or a set.
    Part(Field, String, Option<String>),
}

impl Unit {
    /// The field that an edit has to name to change it.
    pub(super) fn field(&self) -> &Field {
        match self {
            Self::Exists(field) | Self::Whole(field) | Self::Member(field, _) | Self::Part(field, ..) => field,
        }
    }
}

/// The value of a unit.
#[derive(Clone, Debug)]
pub(super) enum UnitValue {
    /// The value of a field.
    Field(Option<Value>),
    /// The JSON of a part of a record.
    Part(Json),
    /// Whether a record or member exists.
    Present(bool),
}

/// Empty parts are equal: a text that was never written equals one that was cleared.
impl PartialEq for UnitValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(a), Self::Field(b)) => a == b,
            (Self::Part(a), Self::Part(b)) => a == b || (is_empty(a) && is_empty(b)),
            (Self::Present(a), Self::Present(b)) => a == b,
            _ => false,
        }
    }
}

pub(super) fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(entries) => entries.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

/// The write of one unit by a change.
pub(super) struct Written {
    pub(super) unit: Unit,
    pub(super) to: UnitValue,
    /// Whether it is part of the removal of the record: `to` is the value that it would have if the record came back.
    pub(super) removed: bool,
}

impl Written {
    fn new(unit: Unit, to: UnitValue) -> Self {
        Self { unit, to, removed: false }
    }
}

/// The record that contains a field; the field itself if it is a record.
pub(super) fn owner(field: &Field) -> Field {
    match field {
        Field::Fact(id, _)
        | Field::Continues(id)
        | Field::Renewal(id)
        | Field::Correction(id, _)
        | Field::Settled(id, _) => Field::License(*id),
        Field::Definition(id) | Field::Answer(id, _) => Field::Duty(*id),
        Field::ReportPart(year, _) => Field::Report(*year),
        Field::SessionPart(id, _) => Field::Session(*id),
        Field::TrackedFrom
        | Field::Person(_)
        | Field::License(_)
        | Field::Duty(_)
        | Field::Evidence(_)
        | Field::Event(_)
        | Field::Occurrence(_)
        | Field::Attestation(..)
        | Field::Report(_)
        | Field::Session(_)
        | Field::Snapshot(_)
        | Field::Schedule(_) => field.clone(),
    }
}

/// Whether the field changes as a whole and is not a record with parts.
pub(super) fn is_plain(field: &Field) -> bool {
    match field {
        Field::TrackedFrom
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Correction(..)
        | Field::Settled(..)
        | Field::Definition(_)
        | Field::Answer(..)
        | Field::Snapshot(_)
        | Field::Schedule(_) => true,
        Field::Person(_)
        | Field::License(_)
        | Field::Duty(_)
        | Field::Evidence(_)
        | Field::Event(_)
        | Field::Occurrence(_)
        | Field::Attestation(..)
        | Field::Report(_)
        | Field::ReportPart(..)
        | Field::Session(_)
        | Field::SessionPart(..) => false,
    }
}

/// The value of a unit without any writes.
pub(super) fn nothing(unit: &Unit) -> UnitValue {
    match unit {
        Unit::Exists(_) | Unit::Member(..) => UnitValue::Present(false),
        Unit::Whole(_) => UnitValue::Field(None),
        Unit::Part(field, name, _) if shape(field, name) == Shape::Set => UnitValue::Present(false),
        Unit::Part(..) => UnitValue::Part(Json::Null),
    }
}

/// The writes of `change`. A change to the same value confirms the whole field, which is how conflicts are resolved.
pub(super) fn written(change: &Change) -> Vec<Written> {
    let confirms = change.from == change.to;
    if let Some(whole) = within_record(change) {
        return written(&whole);
    }
    let mut found = Vec::new();
    if is_plain(&change.field) {
        let holder = owner(&change.field);
        if holder != change.field {
            found.push(Written::new(Unit::Exists(holder), UnitValue::Present(true)));
        }
        plain(&change.field, change.from.as_ref(), change.to.as_ref(), confirms, &mut found);
        return found;
    }
    let exists = UnitValue::Present(change.to.is_some());
    found.push(Written::new(Unit::Exists(change.field.clone()), exists));
    let Some(to) = &change.to else {
        if let Some(from) = &change.from {
            removal(&change.field, from, &mut found);
        }
        return found;
    };
    let before = change.from.as_ref();
    for (name, from, to) in side_by_side(before, to, |value| parts(&change.field, value)) {
        let (from, to) = if shape(&change.field, &name.0) == Shape::Set {
            (UnitValue::Present(from.is_some()), UnitValue::Present(to.is_some()))
        } else {
            (UnitValue::Part(from.unwrap_or_default()), UnitValue::Part(to.unwrap_or_default()))
        };
        if from != to || confirms {
            found.push(Written::new(Unit::Part(change.field.clone(), name.0, name.1), to));
        }
    }
    for (field, from, to) in side_by_side(before, to, |value| inner(&change.field, value)) {
        plain(&field, from.as_ref(), to.as_ref(), confirms, &mut found);
    }
    found
}

/// The entries of two states of a record, paired by name.
fn side_by_side<K: Ord + Clone, V>(
    before: Option<&Value>,
    after: &Value,
    held: impl Fn(&Value) -> BTreeMap<K, V>,
) -> Vec<(K, Option<V>, Option<V>)> {
    let (mut before, mut after) = (before.map(&held).unwrap_or_default(), held(after));
    let names: BTreeSet<K> = before.keys().chain(after.keys()).cloned().collect();
    names
        .into_iter()
        .map(|name| {
            let (from, to) = (before.remove(&name), after.remove(&name));
            (name, from, to)
        })
        .collect()
}

/// The change of a part of a report or session, as a change of the whole record that contains only that part.
fn within_record(change: &Change) -> Option<Change> {
    let (from, to) = (&change.from, &change.to);
    let (from, to) = (record_with(&change.field, from.clone())?, record_with(&change.field, to.clone())?);
    Some(Change { field: owner(&change.field), from: Some(from), to: Some(to) })
}

/// An otherwise empty report or session with this value of one part; `None` for any other field.
fn record_with(field: &Field, value: Option<Value>) -> Option<Value> {
    if let Field::ReportPart(_, part) = field {
        let mut report = Report::default();
        report.set(part, value).ok()?;
        Some(Value::Report(Box::new(report)))
    } else if let Field::SessionPart(_, part) = field {
        let mut session = Session::empty();
        session.set(*part, value).ok()?;
        Some(Value::Session(Box::new(session)))
    } else {
        None
    }
}

/// Adds the writes that belong to the removal of a record.
fn removal(field: &Field, from: &Value, found: &mut Vec<Written>) {
    let first = found.len();
    for (name, json) in parts(field, from) {
        let value = if shape(field, &name.0) == Shape::Set { UnitValue::Present(true) } else { UnitValue::Part(json) };
        found.push(Written::new(Unit::Part(field.clone(), name.0, name.1), value));
    }
    for (field, value) in inner(field, from) {
        plain(&field, Some(&value), Some(&value), true, found);
    }
    for written in found.iter_mut().skip(first) {
        written.removed = true;
    }
}

/// Adds the writes of a field that is not a record.
fn plain(field: &Field, from: Option<&Value>, to: Option<&Value>, confirms: bool, found: &mut Vec<Written>) {
    if let Field::Answer(_, AnswerField::Tags | AnswerField::Evidence) = field {
        let (before, after) = (members(from), members(to));
        let changed = before.union(&after).filter(|m| confirms || before.contains(*m) != after.contains(*m));
        found.extend(changed.map(|member| {
            Written::new(Unit::Member(field.clone(), member.clone()), UnitValue::Present(after.contains(member)))
        }));
    } else if from != to || confirms {
        found.push(Written::new(Unit::Whole(field.clone()), UnitValue::Field(to.cloned())));
    }
}

/// The members of a set, as text.
fn members(value: Option<&Value>) -> BTreeSet<String> {
    match value {
        Some(Value::Tags(tags)) => tags.clone(),
        Some(Value::EvidenceRefs(refs)) => refs.iter().map(ToString::to_string).collect(),
        _ => BTreeSet::new(),
    }
}

/// The set `value` with or without `member`.
pub(super) fn with_member(value: Option<&Value>, field: AnswerField, member: &str, there: bool) -> Option<Value> {
    let mut all = members(value);
    if there {
        all.insert(member.to_owned());
    } else {
        all.remove(member);
    }
    if all.is_empty() {
        None
    } else if field == AnswerField::Tags {
        Some(Value::Tags(all))
    } else {
        Some(Value::EvidenceRefs(all.iter().filter_map(|m| m.parse().ok()).collect()))
    }
}

/// The structure of a part of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A single value.
    One,
    /// A map of values.
    Map,
    /// A set of members.
    Set,
    /// A list of numbered records.
    Numbered,
}

fn shape(field: &Field, name: &str) -> Shape {
    match (field, name) {
        (Field::License(_), "scans")
        | (Field::Report(_), "heads" | "drafts" | "figures" | "materials" | "files" | "titles") => Shape::Map,
        (Field::Event(_) | Field::Occurrence(_) | Field::Report(_) | Field::Attestation(..), "evidence")
        | (Field::Report(_), "not_needed")
        | (Field::Session(_), "participants" | "resumed_on" | "skipped") => Shape::Set,
        (Field::Session(_), "decisions") => Shape::Numbered,
        _ => Shape::One,
    }
}

/// The name of a part, with a key if the part has several entries.
pub(super) type PartName = (String, Option<String>);

/// The parts of a record, without the fields that have a [`Field`] of their own.
fn parts(field: &Field, value: &Value) -> BTreeMap<PartName, Json> {
    let mut found = BTreeMap::new();
    let Some((Json::Object(entries), _)) = as_json(value) else { return found };
    for (name, part) in entries {
        match (shape(field, &name), part) {
            (Shape::Map, Json::Object(entries)) => {
                found.extend(entries.into_iter().map(|(key, part)| ((name.clone(), Some(key)), part)));
            }
            (Shape::Set, Json::Array(members)) => {
                let keys = members.into_iter().filter_map(|member| member.as_str().map(ToOwned::to_owned));
                found.extend(keys.map(|key| ((name.clone(), Some(key)), Json::Bool(true))));
            }
            (Shape::Numbered, Json::Array(records)) => {
                for record in records {
                    if let Some(number) = number_of(&record) {
                        found.insert((name.clone(), Some(number)), record);
                    }
                }
            }
            (_, part) => {
                found.insert((name, None), part);
            }
        }
    }
    found
}

/// Reads a record back from JSON; `None` if it is not valid.
type ReadBack<'a> = Box<dyn FnOnce(Json) -> Option<Value> + 'a>;

/// The fields of a license that are changed as a [`Field`] of their own.
const OF_LICENSE: [&str; 5] = ["facts", "continues", "renewal", "corrections", "settled"];

/// A record as JSON, and the way back: of a duty only the definition, of a license only what has no [`Field`] of its
/// own. `None` for a value that is not a record.
fn as_json(value: &Value) -> Option<(Json, ReadBack<'_>)> {
    Some(match value {
        Value::Person(person) => whole_record(person, Value::Person),
        Value::Evidence(evidence) => whole_record(evidence, Value::Evidence),
        Value::Event(event) => whole_record(event, Value::Event),
        Value::Occurrence(occurrence) => whole_record(occurrence, Value::Occurrence),
        Value::Attestation(attestation) => whole_record(attestation, Value::Attestation),
        Value::Report(report) => whole_record(report, Value::Report),
        Value::Session(session) => whole_record(session, Value::Session),
        Value::License(license) => {
            let Json::Object(mut entries) = to_json(license) else { return None };
            let own: Vec<_> = OF_LICENSE.iter().filter_map(|name| entries.remove_entry(*name)).collect();
            let read_back = move |json| {
                let Json::Object(mut entries) = json else { return None };
                entries.extend(own);
                from_json(Json::Object(entries)).map(Value::License)
            };
            (Json::Object(entries), Box::new(read_back))
        }
        Value::Duty(duty) => {
            let read_back =
                |json| Some(Value::Duty(Box::new(Duty { definition: from_json(json)?, answer: duty.answer.clone() })));
            (to_json(&duty.definition), Box::new(read_back))
        }
        Value::Definition(_)
        | Value::Status(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::PersonRef(_)
        | Value::Flag(_)
        | Value::Tags(_)
        | Value::EvidenceRefs(_)
        | Value::Recurrence(_)
        | Value::Offset(_)
        | Value::Renewal(_)
        | Value::Snapshot(_)
        | Value::Schedule(_)
        | Value::DutyRef(_)
        | Value::Decision(_) => return None,
    })
}

fn whole_record<T: Serialize + DeserializeOwned + 'static>(
    record: &T,
    kind: fn(T) -> Value,
) -> (Json, ReadBack<'static>) {
    (to_json(record), Box::new(move |json| from_json(json).map(kind)))
}

fn to_json<T: Serialize>(value: &T) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(json: Json) -> Option<T> {
    serde_json::from_value(json).ok()
}

/// The record `base` with these parts replaced; `None` if the result is not a valid record.
pub(super) fn with_parts(field: &Field, base: &Value, parts: &BTreeMap<PartName, Json>) -> Option<Value> {
    let (mut whole, read_back) = as_json(base)?;
    let Json::Object(entries) = &mut whole else { return None };
    for ((name, key), part) in parts {
        match key {
            None if part.is_null() => drop(entries.remove(name)),
            None => drop(entries.insert(name.clone(), part.clone())),
            Some(key) => put_under(entries.entry(name).or_insert(Json::Null), shape(field, name), key, part),
        }
    }
    read_back(whole)
}

fn put_under(place: &mut Json, shape: Shape, key: &str, part: &Json) {
    if shape == Shape::Set {
        let listed = place.as_array().into_iter().flatten();
        let mut members: BTreeSet<String> = listed.filter_map(Json::as_str).map(ToOwned::to_owned).collect();
        if part == &Json::Bool(true) {
            members.insert(key.to_owned());
        } else {
            members.remove(key);
        }
        *place = members.into_iter().collect();
        return;
    }
    if shape == Shape::Numbered {
        let mut records: BTreeMap<u64, Json> = match &*place {
            Json::Array(records) => {
                records.iter().filter_map(|r| Some((number_of(r)?.parse().ok()?, r.clone()))).collect()
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => BTreeMap::new(),
        };
        if let Ok(number) = key.parse() {
            if part.is_null() {
                records.remove(&number);
            } else {
                records.insert(number, part.clone());
            }
        }
        *place = records.into_values().collect();
        return;
    }
    if !place.is_object() {
        *place = Json::Object(serde_json::Map::new());
    }
    if let Json::Object(entries) = place {
        if part.is_null() {
            entries.remove(key);
        } else {
            entries.insert(key.to_owned(), part.clone());
        }
    }
}

/// The number of a record in a list, as text.
fn number_of(record: &Json) -> Option<String> {
    record.get("number")?.as_u64().map(|number| number.to_string())
}

/// The value of a field within a record.
pub(super) fn get_inner(record: &Value, field: &Field) -> Option<Value> {
    inner(&owner(field), record).remove(field)
}
