//! `history`: the records of the history, the latest first.

use super::args::HistoryArgs;
use super::failure::Failure;
use super::{Answer, Context, files, in_a_line, set};
use crate::locale::{Describer, moment, session_words};
use crate::workbook::{Change, HistoryFilter, Record, RecordId, RecordSessions, SessionId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// A record of the history.
#[derive(Serialize)]
struct RecordView {
    id: RecordId,
    parents: Vec<RecordId>,
    at: DateTime<Utc>,
    author: String,
    session: Option<HistorySession>,
    words: String,
    /// The texts that were written, each in lines of its own.
    #[serde(skip)]
    texts: Vec<String>,
    undoes: Option<RecordId>,
    /// The records that a merge added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    brought: Vec<RecordId>,
    changes: Vec<ChangeView>,
}

/// The session of a record.
#[derive(Serialize)]
struct HistorySession {
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
    let locale = context.answer_locale(&args.common, args.json);
    let document = files::read(&args.file, &args.unlock, locale)?;
    let audit = document.audit();
    let mut workbook = document.workbook;
    workbook.note_audit(&audit);
    let mut filter = HistoryFilter { since: args.since, until: args.until, ..HistoryFilter::default() };
    if let Some(name) = &args.person {
        let person = workbook.person_by_name(name);
        let person = person.ok_or_else(|| Failure::about("cli-unknown-person", &args.file).with("name", name.as_str()));
        filter.person = Some(person?);
    }
    if let Some(label) = &args.duty {
        let license = files::current_license(&workbook, &args.file)?;
        filter.duty = Some(set::duty(&workbook, license, label, &args.file)?);
    }
    let sessions = workbook.record_sessions();
    if let Some(day) = args.session {
        let session = sessions.on(day);
        let session =
            session.ok_or_else(|| Failure::about("cli-unknown-session", &args.file).with("day", day.to_string()));
        filter.session = Some(session?);
    }
    let records = workbook.records(&filter, &sessions);
    // Without links, the lines must be complete.
    let tell = Describer::new(locale, &workbook, &context.catalog).in_full();
    let records: Vec<RecordView> = records.map(|record| view(&tell, record, &sessions)).collect();
    let note = filter.duty.and_then(|duty| set::retired_note(&workbook, duty, locale));
    let answer =
        if args.json { Answer::json(&records, true)? } else { Answer::fine(records.iter().map(line).collect()) };
    Ok(answer.noted(note))
}

fn line(record: &RecordView) -> String {
    let session = record.session.as_ref().map(|session| format!("  [{}]", session.words)).unwrap_or_default();
    let words = record.words.replace('\n', " ");
    format!("{}  {}  {words}{session}\n{}", moment(record.at), in_a_line(&record.author), record.texts.concat())
}

fn change_view(tell: &Describer<'_>, change: &Change) -> ChangeView {
    let words = tell.change(change);
    ChangeView { subject: words.subject, from: words.from, to: words.to }
}

fn view(tell: &Describer<'_>, record: &Record, sessions: &RecordSessions) -> RecordView {
    let nothing = || tell.locale.text("nothing").into_owned();
    let texts = tell.texts(record).into_iter().map(|words| {
        let (from, to) = (words.from.unwrap_or_else(nothing), words.to.unwrap_or_else(nothing));
        format!("    {}  {from} → {to}", words.subject).replace('\n', "\n    ") + "\n"
    });
    let session = sessions.of(record.id).map(|(id, held)| {
        let words = session_words(tell.locale, held);
        HistorySession { id, year: held.year, on: held.on, words }
    });
    let brought = if record.is_merge() { tell.workbook.brought(record) } else { Vec::new() };
    RecordView {
        id: record.id,
        parents: record.parents.clone(),
        at: record.at,
        author: tell.workbook.person_name(record.author).unwrap_or_default().to_owned(),
        session,
        words: tell.record(record),
        texts: texts.collect(),
        undoes: record.undoes,
        brought: brought.iter().map(|record| record.id).collect(),
        changes: record.changes.iter().map(|change| change_view(tell, change)).collect(),
    }
}
