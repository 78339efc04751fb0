//! Computes the edit that turns one workbook into another.

use crate::workbook::{AnswerField, Change, Contents, Edit, Field, Value, validate};
use std::collections::BTreeSet;

/// The edit that changes the fields of `from` to those of `to`, ignoring the history and the bytes of evidence.
#[must_use]
pub fn difference(from: &Contents, to: &Contents) -> Edit {
    let fields: BTreeSet<Field> = validate::all_records(from).chain(validate::all_records(to)).collect();
    let mut changes = Vec::new();
    for field in fields {
        let (before, after) = (from.get(&field), to.get(&field));
        match (&field, &before, &after) {
            (Field::Duty(id), Some(Value::Duty(old)), Some(Value::Duty(new))) if old.definition == new.definition => {
                changes.extend(AnswerField::in_order().into_iter().filter_map(|answer| {
                    let (from, to) = (old.answer.get(answer), new.answer.get(answer));
                    (from != to).then_some(Change { field: Field::Answer(*id, answer), from, to })
                }));
            }
            _ if before != after => changes.push(Change { field, from: before, to: after }),
            _ => {}
        }
    }
    Edit { changes, undoes: None }
}
