//! Words for what two copies say differently, and for a line of the history.

use super::{Locale, sentence, value_text};
use crate::workbook::report::Held;
use crate::workbook::{Conflict, Contents, Field, Part, Record, Says, Status};
use serde_json::Value as Json;

/// What a conflict is about: `十二-5 · 内部备注`.
#[must_use]
pub fn conflict_subject(locale: &Locale, contents: &Contents, conflict: &Conflict) -> String {
    let subject = field_subject(locale, contents, &conflict.field);
    match &conflict.part {
        None => subject,
        Some(part) => format!("{subject} · {}", part_name(locale, part)),
    }
}

/// What a field belongs to, and which one it is.
#[must_use]
pub fn field_subject(locale: &Locale, contents: &Contents, field: &Field) -> String {
    let label = |id| contents.duties.get(id).map(|d| d.definition.label()).unwrap_or_default();
    let whole = |what: &'static str| locale.format("history-whole", [("what", what.into())]);
    match field {
        Field::Answer(id, answer) => format!("{} · {}", label(id), locale.answer_field(*answer)),
        Field::Duty(id) => format!("{} {}", whole("duty"), label(id)),
        Field::Attestation(year, id) => format!("{} {year} {}", whole("attestation"), label(id)),
        Field::Fact(..) => locale.text("history-fact").into_owned(),
        Field::TrackedFrom => locale.text("history-tracked-from").into_owned(),
        Field::Continues(_) => locale.text("history-continues").into_owned(),
        Field::Renewal(_) => locale.text("history-renewal").into_owned(),
        Field::Report(year) | Field::ReportPart(year, _) => format!("{} {year}", whole("report")),
        Field::Schedule(year) => format!("{} {year}", whole("schedule")),
        Field::Person(_) => named(locale, contents, field, "person"),
        Field::License(_) => whole("license"),
        Field::Evidence(_) => named(locale, contents, field, "evidence"),
        Field::Event(_) => named(locale, contents, field, "event"),
        Field::Occurrence(_) => named(locale, contents, field, "occurrence"),
        Field::Session(_) | Field::SessionPart(..) => whole("session"),
        Field::Snapshot(_) => whole("snapshot"),
    }
}

fn named(locale: &Locale, contents: &Contents, field: &Field, what: &'static str) -> String {
    let whole = locale.format("history-whole", [("what", what.into())]);
    match contents.get(field) {
        Some(value) => format!("{whole} {}", value_text(locale, contents, Some(&value))),
        None => whole,
    }
}

/// The name of a part of a record, as far as a person gets to see it by itself.
fn part_name(locale: &Locale, part: &Part) -> String {
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

/// What one side of a conflict says.
#[must_use]
pub fn says_words(locale: &Locale, contents: &Contents, conflict: &Conflict, says: &Says) -> String {
    match says {
        Says::Field(None) if is_status(&conflict.field) => locale.status(Status::default()).into_owned(),
        Says::Field(value) => value_text(locale, contents, value.as_ref()),
        Says::Part(Json::Null) => locale.text("nothing").into_owned(),
        Says::Part(Json::String(text)) => text.clone(),
        Says::Part(Json::Bool(true)) => locale.text("yes").into_owned(),
        Says::Part(Json::Bool(false)) => locale.text("no").into_owned(),
        Says::Part(Json::Number(number)) => number.to_string(),
        Says::Part(Json::Array(items)) => texts(items.iter()),
        Says::Part(Json::Object(entries)) => texts(entries.values()),
        Says::Removed => locale.text("merge-removed").into_owned(),
        Says::Kept => locale.text("merge-kept").into_owned(),
    }
}

/// The texts in a part, one a line: what a person wrote of it.
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

fn is_status(field: &Field) -> bool {
    matches!(field, Field::Answer(_, crate::workbook::AnswerField::Status))
}

/// What a record did, for a line of the history: undone edits and merges are said to be such.
#[must_use]
pub fn record_words(locale: &Locale, contents: &Contents, record: &Record) -> String {
    let what = sentence(locale, contents, record);
    if record.undoes.is_some() {
        locale.format("history-undone", [("what", what.into())])
    } else if record.is_merge() && record.changes.is_empty() {
        locale.text("history-merged").into_owned()
    } else if record.is_merge() {
        locale.format("history-merged-and", [("what", what.into())])
    } else {
        what
    }
}

/// The session that a record was made in.
#[must_use]
pub fn session_words(locale: &Locale, held: &Held) -> String {
    locale.format("history-session-name", [("day", held.on.to_string().into()), ("year", held.year.to_string().into())])
}
