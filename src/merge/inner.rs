//! Fields within records that have a [`Field`] of their own.

use crate::workbook::{AnswerField, Field, Value};
use std::collections::BTreeMap;

/// The non-empty fields within a record that have a [`Field`] of their own.
pub(super) fn inner(field: &Field, value: &Value) -> BTreeMap<Field, Value> {
    let mut found = BTreeMap::new();
    match (field, value) {
        (Field::Duty(id), Value::Duty(duty)) => {
            let answers = AnswerField::ALL.iter().filter_map(|f| Some((Field::Answer(*id, *f), duty.answer.get(*f)?)));
            found.extend(answers);
            found.insert(Field::Definition(*id), Value::Definition(Box::new(duty.definition.clone())));
        }
        (Field::License(id), Value::License(license)) => {
            found.extend(license.facts.iter().map(|(name, fact)| (Field::Fact(*id, name.clone()), Value::Flag(*fact))));
            found.extend(license.continues.map(|continues| (Field::Continues(*id), Value::Flag(continues))));
            if !license.renewal.is_empty() {
                found.insert(Field::Renewal(*id), Value::Renewal(license.renewal.clone()));
            }
            let corrections = license.corrections.iter();
            found.extend(
                corrections.map(|(item, text)| (Field::Correction(*id, item.clone()), Value::Text(text.clone()))),
            );
            let settled = license.settled.iter();
            found.extend(settled.map(|doubt| (Field::Settled(*id, doubt.clone()), Value::Flag(true))));
        }
        _ => {}
    }
    found
}

/// Sets a field within a record; a field of another record is ignored.
pub(super) fn put_inner(record: &mut Value, field: &Field, value: Option<Value>) {
    match (record, field) {
        (Value::Duty(duty), Field::Answer(_, field)) => drop(duty.answer.set(*field, value)),
        (Value::License(license), Field::Fact(_, name)) => match value {
            Some(Value::Flag(fact)) => drop(license.facts.insert(name.clone(), fact)),
            _ => drop(license.facts.remove(name)),
        },
        (Value::Duty(duty), Field::Definition(_)) => {
            if let Some(Value::Definition(definition)) = value {
                duty.definition = *definition;
            }
        }
        (Value::License(license), Field::Correction(_, item)) => match value {
            Some(Value::Text(text)) => drop(license.corrections.insert(item.clone(), text)),
            _ => drop(license.corrections.remove(item)),
        },
        (Value::License(license), Field::Settled(_, doubt)) => match value {
            Some(Value::Flag(true)) => drop(license.settled.insert(doubt.clone())),
            _ => drop(license.settled.remove(doubt)),
        },
        (Value::License(license), Field::Continues(_)) => {
            license.continues = if let Some(Value::Flag(continues)) = value { Some(continues) } else { None };
        }
        (Value::License(license), Field::Renewal(_)) => {
            license.renewal = if let Some(Value::Renewal(steps)) = value { steps } else { Vec::new() };
        }
        _ => {}
    }
}
