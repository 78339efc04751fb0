//! Limits on edits: names and texts that can be displayed, and a history that can be read again.
//!
//! Contents of existing files are not checked, because earlier versions of the program had no such limits.

use super::{Change, Definition, Edit, EditError, Field, Record, RecordId, Value};
use crate::limits::{Exceeded, Limit, NAME, PARENTS, RECORDS, TEXT};
use std::sync::Arc;

/// Refuses a change that sets a name or text beyond its limit.
pub(super) fn check(change: &Change) -> Result<(), EditError> {
    let Some(value) = &change.to else { return Ok(()) };
    let definition = if let Value::Definition(definition) = value {
        Some(definition.as_ref())
    } else if let Value::Duty(duty) = value {
        Some(&duty.definition)
    } else {
        None
    };
    if definition.is_some_and(lacks_words) {
        return Err(EditError::Empty(change.field.clone()));
    }
    check_value(value).map_err(|exceeded| EditError::Limit(change.field.clone(), exceeded))
}

/// Refuses an edit if its record would exceed a limit of the file.
pub(super) fn check_history(history: &[Arc<Record>], heads: &[RecordId], edit: &Edit) -> Result<(), EditError> {
    let within = RECORDS.check(history.len() + 1).and_then(|()| PARENTS.check(heads.len()));
    let field = edit.changes.first().map_or(Field::TrackedFrom, |change| change.field.clone());
    within.map_err(|exceeded| EditError::Limit(field, exceeded))
}

fn check_value(value: &Value) -> Result<(), Exceeded> {
    match value {
        Value::Text(text) => within(&TEXT, text),
        Value::Tags(tags) => tags.iter().try_for_each(|tag| within(&NAME, tag)),
        Value::Person(person) => within(&NAME, &person.name).and_then(|()| within(&NAME, &person.role)),
        Value::Evidence(evidence) => {
            within(&NAME, &evidence.name)?;
            within(&TEXT, &evidence.description)
        }
        Value::Event(event) => within(&TEXT, &event.note),
        Value::Occurrence(occurrence) => within(&TEXT, &occurrence.note),
        Value::Attestation(attestation) => {
            within(&TEXT, &attestation.text).and_then(|()| within(&TEXT, &attestation.remedy))
        }
        Value::Decision(decision) => within(&TEXT, &decision.text),
        Value::Definition(definition) => check_definition(definition),
        Value::Duty(duty) => check_definition(&duty.definition),
        Value::Snapshot(frozen) => within(&NAME, &frozen.purpose),
        // Their texts come from the catalog, from a file with its own limit, or field by field.
        Value::License(_)
        | Value::Report(_)
        | Value::Session(_)
        | Value::Schedule(_)
        | Value::Status(_)
        | Value::Date(_)
        | Value::PersonRef(_)
        | Value::Flag(_)
        | Value::EvidenceRefs(_)
        | Value::Recurrence(_)
        | Value::Offset(_)
        | Value::Renewal(_)
        | Value::DutyRef(_) => Ok(()),
    }
}

/// Whether a definition has no title in a language, or is retired without a reason.
fn lacks_words(definition: &Definition) -> bool {
    let title = &definition.title;
    [&title.zh, &title.en].into_iter().chain(&definition.retired).any(|text| text.trim().is_empty())
}

fn check_definition(definition: &Definition) -> Result<(), Exceeded> {
    let titles = [&definition.title];
    titles.into_iter().flat_map(|text| [&text.zh, &text.en]).try_for_each(|text| within(&NAME, text))?;
    let optional = [&definition.trigger, &definition.timing, &definition.authority, &definition.condition];
    let anchor = definition.limit.iter().map(|limit| &limit.anchor);
    let texts = optional.into_iter().flatten().chain(&definition.accepted_evidence).chain(anchor);
    let texts = texts.chain([&definition.remark]).flat_map(|text| [&text.zh, &text.en]);
    texts.chain(&definition.retired).try_for_each(|text| within(&TEXT, text))
}

fn within(limit: &'static Limit, text: &str) -> Result<(), Exceeded> {
    // The byte length is known without counting and suffices for most texts.
    if u64::try_from(text.len()).is_ok_and(|bytes| bytes <= limit.max) {
        Ok(())
    } else {
        limit.check(text.chars().count())
    }
}
