//! `history`: who did what and when, the latest first.

use super::args::HistoryArgs;
use super::failure::Failure;
use super::{Answer, Context, files, set};
use crate::locale::{Locale, field_subject, record_words, session_words, value_text};
use crate::store;
use crate::workbook::report::RecordSessions;
use crate::workbook::{Change, HistoryFilter, Record, RecordId, SessionId, Workbook};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// A record of the history.
#[derive(Serialize)]
struct RecordView {
    id: RecordId,
    parents: Vec<RecordId>,
    at: DateTime<Utc>,
    author: String,
    session: Option<SessionView>,
    words: String,
    undoes: Option<RecordId>,
    changes: Vec<ChangeView>,
}

/// The session that a record was made in.
#[derive(Serialize)]
struct SessionView {
    id: SessionId,
    year: i32,
    on: NaiveDate,
    #[serde(skip)]
    words: String,
}

#[derive(Serialize)]
struct ChangeView {
    subject: String,
    from: Option<String>,
    to: Option<String>,
}

pub(super) fn run(context: &Context, args: &HistoryArgs) -> Result<Answer, Failure> {
    let workbook = store::read(&args.file)?.workbook;
    let locale = context.locale(&args.common);
    let mut filter = HistoryFilter { since: args.since, until: args.until, ..HistoryFilter::default() };
    if let Some(name) = &args.person {
        let person = workbook.person_by_name(name);
        let unknown = || Failure::about("cli-unknown-person", &args.file).with("name", name.as_str());
        filter.person = Some(person.ok_or_else(unknown)?);
    }
    if let Some(label) = &args.duty {
        let license = files::current_license(&workbook, &args.file)?;
        filter.duty = Some(set::duty(&workbook, license, label, &args.file)?);
    }
    let sessions = workbook.record_sessions();
    if let Some(day) = args.session {
        let unknown = || Failure::about("cli-unknown-session", &args.file).with("day", day.to_string());
        filter.session = Some(sessions.on(day).ok_or_else(unknown)?);
    }
    let records = workbook.records(&filter, &sessions);
    let records: Vec<RecordView> = records.map(|record| view(&workbook, record, &sessions, locale)).collect();
    if args.json {
        return Answer::json(&records, true);
    }
    let line = |record: &RecordView| {
        let at = record.at + chrono::TimeDelta::hours(8);
        let session = record.session.as_ref().map(|session| format!("  [{}]", session.words)).unwrap_or_default();
        let words = record.words.replace('\n', " ");
        format!("{}  {}  {words}{session}\n", at.format("%Y-%m-%d %H:%M"), record.author)
    };
    Ok(Answer::fine(records.iter().map(line).collect()))
}

fn view(workbook: &Workbook, record: &Record, sessions: &RecordSessions, locale: &Locale) -> RecordView {
    let words = |value: &Option<_>| value.as_ref().map(|value| value_text(locale, workbook, Some(value)));
    let change = |change: &Change| ChangeView {
        subject: field_subject(locale, workbook, &change.field),
        from: words(&change.from),
        to: words(&change.to),
    };
    let session = sessions.of(record.id).map(|(id, held)| {
        let words = session_words(locale, held);
        SessionView { id, year: held.year, on: held.on, words }
    });
    RecordView {
        id: record.id,
        parents: record.parents.clone(),
        at: record.at,
        author: workbook.people.get(&record.author).map(|p| p.name.clone()).unwrap_or_default(),
        session,
        words: record_words(locale, workbook, record),
        undoes: record.undoes,
        changes: record.changes.iter().map(change).collect(),
    }
}
