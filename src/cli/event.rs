//! `event`: records events, lists them, and closes the dates that followed from them.

use super::args::{EventAddArgs, EventArgs, EventCloseArgs, EventCommand, ReadArgs};
use super::change::{self, ChangeError};
use super::failure::Failure;
use super::set::duty;
use super::{Answer, Context, NO_DAY, files};
use crate::calendar::Now;
use crate::deadlines::{DateItem, DateRule, DateState, Register};
use crate::language::Language;
use crate::locale::Locale;
use crate::obligation::{Catalog, EventKind, Predicate};
use crate::snapshot::report::{ReportView, file_and_freeze};
use crate::workbook::{Cause, DutyId, Event, EventId, Id, LicenseId, Workbook};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;
use strsim::levenshtein;

#[derive(Serialize)]
struct EventView {
    id: EventId,
    kind: String,
    name: String,
    on: NaiveDate,
    at: Option<String>,
    note: String,
    /// Other records that may be of the same event.
    twins: Vec<EventId>,
    dates: Vec<Date>,
}

#[derive(Serialize)]
struct Date {
    id: String,
    obligation: String,
    title: String,
    raw: Option<NaiveDate>,
    due: Option<NaiveDate>,
    state: DateState,
    provisional: bool,
    done_on: Option<NaiveDate>,
    late: bool,
    reason: String,
    missing: Vec<String>,
}

pub(super) fn run(context: &Context, args: &EventArgs) -> Result<Answer, Failure> {
    match &args.command {
        EventCommand::Add(args) => add(context, args),
        EventCommand::List(args) => list(context, args),
        EventCommand::Close(args) => close(context, args),
    }
}

fn add(context: &Context, args: &EventAddArgs) -> Result<Answer, Failure> {
    let kind = context
        .catalog
        .event(&args.kind)
        .ok_or_else(|| unknown_kind(&context.catalog, &args.kind, context.locale(&args.common)))?;
    let mut recorded = None;
    let changed = change::change(context, &args.file, &args.change, |workbook, _, ids| {
        let license = files::current_license(workbook, &args.file)?;
        let id = ids.next_id();
        recorded = Some((license, id));
        let note = args.note.as_deref().unwrap_or_default().trim().to_owned();
        let event =
            Event { license, kind: kind.key.clone(), on: args.on, at: args.at, note, evidence: BTreeSet::new() };
        Ok(workbook.record_event(id, event))
    });
    let changed = changed.map_err(|error| error.about(&args.file))?;
    let locale = context.answer_locale(&args.common, args.json);
    let now = context.now(&args.common);
    let (license, id) = recorded.ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let views = views(&changed.workbook, license, now, &context.catalog, locale.language);
    let view = views.into_iter().find(|view| view.id == id);
    if args.json {
        return Answer::json(&view, true);
    }
    let mut text = view.map(|view| plain(&view, locale)).unwrap_or_default();
    if args.on > now.day() {
        text.push_str(&locale.format("event-ahead", [("day", args.on.to_string().into())]));
        text.push('\n');
    }
    if kind.timed && args.at.is_none() {
        text.push_str(&locale.text("cli-event-time-missing"));
        text.push('\n');
    }
    Ok(Answer::fine(text))
}

fn list(context: &Context, args: &ReadArgs) -> Result<Answer, Failure> {
    let workbook = files::read(&args.file, &args.unlock, context.locale(&args.common))?.workbook;
    let license = files::current_license(&workbook, &args.file)?;
    let locale = context.answer_locale(&args.common, args.json);
    let views = views(&workbook, license, context.now(&args.common), &context.catalog, locale.language);
    if args.json {
        return Answer::json(&views, true);
    }
    let text: String = views.iter().map(|view| plain(view, locale)).collect();
    Ok(Answer::fine(if text.is_empty() { locale.text("cli-no-events").into_owned() + "\n" } else { text }))
}

fn close(context: &Context, args: &EventCloseArgs) -> Result<Answer, Failure> {
    let mut closed = None;
    let mut filed = None;
    let now = context.now(&args.common);
    let changed = change::change(context, &args.file, &args.change, |workbook, who, ids| {
        let license = files::current_license(workbook, &args.file)?;
        let duty = duty(workbook, license, &args.label, &args.file)?;
        let dates = dates_of(workbook, license, now, &context.catalog);
        let locale = context.locale(&args.common);
        let (date, cause) = to_close(args, workbook, duty, &dates, locale)?;
        if !workbook.can_be_done_on(duty, cause, args.on, now.day()) {
            let (from, to) = workbook.completion_days(duty, cause, now.day());
            let days = locale.completion_days(from, to);
            return Err(Failure::about("cli-closing-day", &args.file)
                .with("day", args.on.to_string())
                .with("label", args.label.as_str())
                .with("days", days));
        }
        closed = Some((license, date.id.clone(), duty, cause));
        // The earlier note stays, unless a new one is given.
        let known = workbook.occurrence(duty, cause).map(|(_, known)| known);
        let note = args.note.as_deref().or(known.map(|known| known.note.as_str())).unwrap_or_default();
        let evidence = known.map(|known| known.evidence.clone()).unwrap_or_default();
        let closing = workbook.close_occurrence(duty, cause, args.on, note, evidence);
        let Some(year) = workbook.report_of_period(duty, cause) else { return Ok(closing) };
        let purpose = locale.format("report-purpose", [("year", year.to_string().into())]);
        let frozen = (who.id, purpose.as_str(), ids.next_id());
        filed = Some(filed_words(context, args, workbook, (license, year)));
        file_and_freeze(workbook, (license, now, year), &context.catalog, frozen, closing)
            .map_err(|error| Failure::about("cli-not-made", &args.file).with("message", error.to_string()))
    });
    let changed = changed.map_err(|error: ChangeError| error.about(&args.file))?;
    let locale = context.locale(&args.common);
    let (license, id, duty, cause) = closed.ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let dates = dates_of(&changed.workbook, license, now, &context.catalog);
    let date = dates.iter().find(|date| date.duty == duty && date.cause() == Some(cause));
    let date = date.or_else(|| dates.iter().find(|date| date.id == id));
    let said = date.map(|date| line(&view(date, locale.language), locale)).unwrap_or_default();
    Ok(Answer::fine(said + "\n").noted(filed.filter(|_| changed.is_edited())))
}

/// The remark for closing a date that files the annual report of `year`: that the report is now filed, whether it is
/// frozen, and how much is missing.
fn filed_words(
    context: &Context,
    args: &EventCloseArgs,
    workbook: &Workbook,
    (license, year): (LicenseId, i32),
) -> String {
    let register = Register::of(workbook, license, context.now(&args.common), &context.catalog);
    let view = register.and_then(|register| ReportView::of(workbook, &register, &context.catalog, year));
    let lacks = view.map(|view| view.gaps.iter().filter(|gap| gap.blocking).count()).unwrap_or_default();
    let was_frozen = workbook.reports.get(&year).is_some_and(|report| report.frozen.is_some());
    let words = [
        ("year", year.to_string().into()),
        ("day", args.on.to_string().into()),
        ("frozen", if was_frozen { "before" } else { "now" }.into()),
        ("n", lacks.into()),
    ];
    context.locale(&args.common).format("cli-close-filed", words)
}

/// The date of `duty` to close, and its cause.
fn to_close<'d>(
    args: &EventCloseArgs,
    workbook: &Workbook,
    duty: DutyId,
    dates: &'d [DateItem],
    locale: &Locale,
) -> Result<(&'d DateItem, Cause), Failure> {
    let dates: Vec<(&DateItem, Cause)> =
        dates.iter().filter(|date| date.duty == duty).filter_map(|date| Some((date, date.cause()?))).collect();
    let found = match (&args.event, args.period) {
        (Some(text), _) => of_event(&dates, workbook, event(args, workbook, text)?),
        (None, Some(day)) => of_day(&dates, day),
        (None, None) => None,
    };
    found.ok_or_else(|| {
        let open = dates.iter().filter(|(date, _)| date.state != DateState::Done);
        let open: Vec<String> = open.map(|(date, _)| name_of(date, locale)).collect();
        let id = if open.is_empty() { "cli-no-occurrence" } else { "cli-no-occurrence-but" };
        let cause = args.event.clone().or(args.period.map(|day| day.to_string())).unwrap_or_default();
        let failure = Failure::about(id, &args.file).with("label", args.label.as_str()).with("cause", cause);
        failure.with("open", locale.list(open))
    })
}

/// The event with the given id.
fn event(args: &EventCloseArgs, workbook: &Workbook, id: &str) -> Result<EventId, Failure> {
    let found = id.trim().parse::<Id>().ok().map(EventId).filter(|id| workbook.events.contains_key(id));
    found.ok_or_else(|| Failure::about("cli-unknown-event", &args.file).with("event", id))
}

/// The date that followed from an event, or from the decision that the event recorded.
fn of_event<'d>(dates: &[(&'d DateItem, Cause)], workbook: &Workbook, event: EventId) -> Option<(&'d DateItem, Cause)> {
    if let Some(found) = dates.iter().find(|(_, cause)| *cause == Cause::Event(event)) {
        return Some(*found);
    }
    let kind = workbook.events.get(&event)?.kind.as_str();
    dates.iter().find(|(date, _)| rests_on(date, workbook, kind)).copied()
}

/// Whether `date` rests on a decision that an event of this kind records.
fn rests_on(date: &DateItem, workbook: &Workbook, kind: &str) -> bool {
    let duty = workbook.duties.get(&date.duty);
    let waits_for = duty.map(|duty| duty.definition.applies_if.as_slice()).unwrap_or_default();
    date.rule == DateRule::BeforeExpiry
        && waits_for.iter().any(|predicate| matches!(predicate, Predicate::Event(key) if key.as_str() == kind))
}

/// The date for a given day: first by its period, then by the day on which it is due or that the rule gives, where
/// exactly one date has that day. Open dates take precedence.
fn of_day<'d>(dates: &[(&'d DateItem, Cause)], day: NaiveDate) -> Option<(&'d DateItem, Cause)> {
    if let Some(found) = dates.iter().find(|(_, cause)| *cause == Cause::Period(day)) {
        return Some(*found);
    }
    let named = dates.iter().filter(|(date, _)| [date.due, date.raw].contains(&Some(day))).copied();
    let (done, open): (Vec<_>, Vec<_>) = named.partition(|(date, _)| date.state == DateState::Done);
    match if open.is_empty() { done } else { open }.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The name that selects a date.
fn name_of(date: &DateItem, locale: &Locale) -> String {
    let day = date.due.or(date.period).or(date.raw).map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
    match date.event {
        Some(event) => locale.format("cli-close-event", [("day", day.into()), ("event", event.to_string().into())]),
        None => day,
    }
}

/// The failure for an unknown kind of event, with the nearest kind and the list of all.
fn unknown_kind(catalog: &Catalog, kind: &str, locale: &Locale) -> Failure {
    let nearest = catalog.events.iter().min_by_key(|event| distance(kind, event));
    let nearest = nearest.map(|event| kind_words(event, locale)).unwrap_or_default();
    let known = locale.list(catalog.events.iter().map(|event| kind_words(event, locale)));
    Failure::of("cli-unknown-kind").with("kind", kind).with("nearest", nearest).with("known", known)
}

/// The edit distance of a typed kind from that of `event`. The name may have been typed instead of the key.
fn distance(kind: &str, event: &EventKind) -> Option<usize> {
    let names = [event.key.as_str(), event.name.zh.as_str(), event.name.en.as_str()];
    names.into_iter().map(|name| levenshtein(kind, name)).min()
}

fn kind_words(event: &EventKind, locale: &Locale) -> String {
    let name = event.name.get(locale.language);
    locale.format("cli-event-kind", [("key", event.key.as_str().into()), ("name", name.into())])
}

fn dates_of(workbook: &Workbook, license: LicenseId, now: Now, catalog: &Catalog) -> Vec<DateItem> {
    Register::of(workbook, license, now, catalog).map(|register| register.dates).unwrap_or_default()
}

/// The events with the dates that follow, the earliest first.
fn views(workbook: &Workbook, license: LicenseId, now: Now, catalog: &Catalog, language: Language) -> Vec<EventView> {
    let dates = dates_of(workbook, license, now, catalog);
    let events = workbook.events.iter().filter(|(_, event)| event.license == license);
    let mut views: Vec<EventView> = events
        .map(|(id, event)| EventView {
            id: *id,
            kind: event.kind.clone(),
            name: catalog.event(&event.kind).map_or(event.kind.as_str(), |kind| kind.name.get(language)).to_owned(),
            on: event.on,
            at: event.at.map(|at| at.format("%H:%M").to_string()),
            note: event.note.clone(),
            twins: workbook.event_twins(*id),
            dates: dates.iter().filter(|d| d.event == Some(*id)).map(|date| view(date, language)).collect(),
        })
        .collect();
    views.sort_by_key(|view| (view.on, view.id));
    views
}

fn view(date: &DateItem, language: Language) -> Date {
    Date {
        id: date.id.clone(),
        obligation: date.label.clone(),
        title: date.title.get(language).to_owned(),
        raw: date.raw,
        due: date.due,
        state: date.state,
        provisional: date.provisional,
        done_on: date.done_on,
        late: date.late,
        reason: date.reason.get(language).to_owned(),
        missing: date.missing.iter().map(|text| text.get(language).to_owned()).collect(),
    }
}

fn plain(view: &EventView, locale: &Locale) -> String {
    let at = view.at.as_deref().map(|at| format!(" {at}")).unwrap_or_default();
    let twice = if view.twins.is_empty() { String::new() } else { format!("  {}", locale.text("event-twice")) };
    let mut text = format!("{}{at}  {}  {}  {}{twice}\n", view.on, view.name, view.note, view.id);
    for date in &view.dates {
        text.push_str("  ");
        text.push_str(&line(date, locale));
        text.push('\n');
    }
    text
}

/// A date in one line.
fn line(date: &Date, locale: &Locale) -> String {
    let day = date.due.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
    let provisional = if date.provisional { format!("  {}", locale.text("cli-provisional")) } else { String::new() };
    format!("{day}  {}  {}  {}{provisional}", date.obligation, date.title, date.reason)
}
