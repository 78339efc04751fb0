//! `deadline`: computes a limit, counted forward or back from a day, with its steps.

use super::args::DeadlineArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::calendar::{Calendar, Deadline, SourcedLimit, Start, deadline};
use crate::language::{Bilingual, Language};
use crate::locale::Locale;
use crate::obligation::LimitDirection;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

#[derive(Serialize)]
struct Reply {
    raw: Option<NaiveDate>,
    due: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<NaiveDateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_through: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destroy_from: Option<NaiveDate>,
    provisional: bool,
    missing: Vec<String>,
    steps: Vec<StepView>,
}

/// A step of the calculation of a date, in one language.
#[derive(Serialize)]
pub(super) struct StepView {
    pub(super) text: String,
    pub(super) source: String,
}

impl StepView {
    pub(super) fn new(text: &Bilingual, source: &Bilingual, language: Language) -> Self {
        Self { text: text.get(language).to_owned(), source: source.get(language).to_owned() }
    }
}

pub(super) fn run(context: &Context, args: &DeadlineArgs) -> Result<Answer, Failure> {
    let calendar = match &args.workbook {
        Some(path) => {
            let document = files::read(path, &args.unlock, context.locale(&args.common))?;
            Calendar::new(&document.workbook.schedules)
        }
        None => Calendar::builtin(),
    };
    let day = args.from.or(args.anchor);
    let start = match (day, args.at) {
        (Some(day), Some(at)) => Start::Moment(day.and_time(at)),
        (Some(day), None) => Start::Day(day),
        (None, _) => Start::Unknown,
    };
    let lengths = [
        (args.within, LimitDirection::After),
        (args.before, LimitDirection::Before),
        (args.retain, LimitDirection::AtLeast),
    ];
    let found = lengths.into_iter().find_map(|(span, direction)| span.map(|span| span.limit(direction)));
    // The argument parser requires one of them.
    let limit = found.ok_or_else(|| Failure::of("usage-other"))?;
    let result = deadline(start, &SourcedLimit::from(limit), &calendar);
    let locale = context.answer_locale(&args.common, args.json);
    let reply = reply(&result, locale.language);
    let text = if args.json { Answer::json(&reply, true)?.text } else { plain(&reply, locale) };
    if result.missing.is_empty() {
        return Ok(Answer::fine(text));
    }
    let missing = reply.missing.join("; ");
    let failure = Failure::of("cli-cannot-be-computed").with("missing", missing);
    Err(if args.json { failure.with_answer(text) } else { failure })
}

fn reply(result: &Deadline, language: Language) -> Reply {
    Reply {
        raw: result.raw,
        due: result.due,
        due_at: result.due_at,
        keep_through: result.keep_through,
        destroy_from: result.destroy_from,
        provisional: result.provisional,
        missing: result.missing.iter().map(|text| text.get(language).to_owned()).collect(),
        steps: result.steps.iter().map(|step| StepView::new(&step.text, &step.source, language)).collect(),
    }
}

/// The answer as text: the day in the first line, and its steps below.
fn plain(reply: &Reply, locale: &Locale) -> String {
    let raw = reply.raw.filter(|raw| Some(*raw) != reply.due && reply.keep_through.is_none());
    let due = reply.due_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
    let due = due.or_else(|| reply.due.map(|day| day.to_string()));
    let mut lines: Vec<String> = Vec::new();
    lines.extend(due.map(|day| locale.format("cli-due", [("day", day.into())])));
    let days = [("cli-raw", raw), ("cli-keep-through", reply.keep_through), ("cli-destroy-from", reply.destroy_from)];
    for (id, day) in days {
        lines.extend(day.map(|day| locale.format(id, [("day", day.to_string().into())])));
    }
    if reply.provisional {
        lines.push(locale.text("cli-provisional").into_owned());
    }
    lines.extend(reply.steps.iter().map(|step| {
        let parts = [("text", step.text.as_str().into()), ("source", step.source.as_str().into())];
        format!("  {}", locale.format("date-step", parts))
    }));
    lines.push(String::new());
    lines.join("\n")
}
