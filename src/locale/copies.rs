//! Texts for merge conflicts, for parts, and for sessions in the history.

use super::{Describer, Locale};
use crate::merge::{Conflict, ConflictPart, ConflictValue};
use crate::workbook::{AnswerField, Base, Field, HeldSession, Status};
use serde_json::Value as Json;

impl Describer<'_> {
    /// The subject of a conflict: `十二-5 · 内部备注`.
    #[must_use]
    pub fn conflict(&self, conflict: &Conflict) -> String {
        let subject = self.subject(&conflict.field);
        match &conflict.part {
            None => subject,
            Some(part) => format!("{subject} · {}", part_name(self.locale, part)),
        }
    }

    /// One side of a conflict as text.
    #[must_use]
    pub fn conflict_value(&self, conflict: &Conflict, value: &ConflictValue) -> String {
        let is_status = matches!(conflict.field, Field::Answer(_, AnswerField::Status));
        match value {
            ConflictValue::Field(None) if is_status => self.locale.status(Status::default()).into_owned(),
            ConflictValue::Field(value) => self.value(value.as_ref()),
            ConflictValue::Part(Json::Null) => self.text("nothing"),
            ConflictValue::Part(Json::String(text)) => text.clone(),
            ConflictValue::Part(Json::Bool(true)) => self.text("yes"),
            ConflictValue::Part(Json::Bool(false)) => self.text("no"),
            ConflictValue::Part(Json::Number(number)) => number.to_string(),
            ConflictValue::Part(Json::Array(items)) => texts(items.iter()),
            ConflictValue::Part(Json::Object(entries)) => texts(entries.values()),
            ConflictValue::Removed => self.text("merge-removed"),
            ConflictValue::Kept => self.text("merge-kept"),
        }
    }
}

/// The name of a part of a record that is displayed on its own.
fn part_name(locale: &Locale, part: &ConflictPart) -> String {
    let name = locale.text(match part.name.as_str() {
        "heads" => "part-heads",
        "figures" => "part-figures",
        "materials" => "part-materials",
        "minutes" => "part-minutes",
        "decisions" => "part-decisions",
        "agenda" => "part-agenda",
        "note" | "description" | "text" => "part-note",
        "name" => "part-name",
        "on" | "done_on" | "filed_on" | "valid_until" | "effective_on" => "part-day",
        _ => "part-other",
    });
    match &part.key {
        None => name.into_owned(),
        Some(key) => format!("{name} {key}"),
    }
}

/// The texts within a part, one per line.
fn texts<'a>(parts: impl Iterator<Item = &'a Json>) -> String {
    fn collect(json: &Json, found: &mut Vec<String>) {
        match json {
            Json::String(text) if !text.is_empty() => found.push(text.clone()),
            Json::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Json::Object(entries) => entries.values().for_each(|item| collect(item, found)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut found = Vec::new();
    parts.for_each(|part| collect(part, &mut found));
    found.join("\n")
}

impl Locale {
    /// A description of a part: its origin, day, sender and recipient, as far as noted.
    #[must_use]
    pub fn part(&self, part: &Base) -> String {
        let Some(note) = &part.handed_out else { return self.text("part-is").into_owned() };
        let from = [("from", note.from.as_str().into()), ("day", note.on.to_string().into())];
        let words = self.format("part-is-from", from);
        let by = match (note.by.as_str(), note.to.as_str()) {
            ("", "") => String::new(),
            ("", to) => self.format("part-for", [("to", to.into())]),
            (by, "") => self.format("part-by", [("by", by.into())]),
            (by, to) => self.format("part-by-for", [("by", by.into()), ("to", to.into())]),
        };
        format!("{words}{by}")
    }
}

/// The name of the session in which a record was made.
#[must_use]
pub fn session_words(locale: &Locale, held: &HeldSession) -> String {
    locale.format("history-session-name", [("day", held.on.to_string().into()), ("year", held.year.to_string().into())])
}
