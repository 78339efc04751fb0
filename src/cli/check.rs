//! `check`: reports whether something is overdue, expired or damaged.

use super::args::ReadArgs;
use super::deadline::StepView;
use super::failure::Failure;
use super::part_view::{self, PartView};
use super::{Answer, Context, NO_DAY, files};
use crate::deadlines::{DateItem, DateState, Register};
use crate::language::Language;
use crate::locale::{Describer, Locale};
use crate::obligation::Catalog;
use crate::progress::Progress;
use crate::store::LoadedWorkbook;
use crate::store::evidence::verify;
use crate::workbook::{EvidenceState, Sha256, Workbook};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Check {
    today: NaiveDate,
    now: NaiveDateTime,
    license: License,
    dates: Vec<Date>,
    evidence: EvidenceCheck,
    problems: Vec<ProblemView>,
    /// The number of open merge conflicts; `None` without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<PartView>,
}

#[derive(Serialize)]
struct License {
    valid_until: Option<NaiveDate>,
    days_left: Option<i64>,
}

#[derive(Serialize)]
struct Date {
    id: String,
    obligation: String,
    /// The labels of the other duties that share the date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    raw: Option<NaiveDate>,
    due: Option<NaiveDate>,
    state: DateState,
    provisional: bool,
    reason: String,
    /// Whether the event that raised the date may have been recorded twice.
    event_twice: bool,
    steps: Vec<StepView>,
}

#[derive(Serialize)]
struct EvidenceCheck {
    ok: bool,
    changed: Vec<Piece>,
    missing: Vec<Piece>,
    /// The number of pieces that this copy omits on purpose; `None` without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<usize>,
}

#[derive(Serialize)]
struct Piece {
    name: String,
    sha256: Sha256,
    state: &'static str,
}

#[derive(Serialize)]
struct ProblemView {
    kind: &'static str,
    message: String,
}

pub(super) fn run(context: &Context, args: &ReadArgs) -> Result<Answer, Failure> {
    let file = files::read(&args.file, &args.unlock, context.locale(&args.common))?;
    let workbook = &file.workbook;
    let license = files::current_license(workbook, &args.file)?;
    let now = context.now(&args.common);
    let today = now.day();
    let register = Register::of(workbook, license, now, &context.catalog)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let dates = &register.dates;
    let locale = context.answer_locale(&args.common, args.json);
    let language = locale.language;
    let check = Check {
        today,
        now: now.moment(),
        license: License {
            valid_until: register.parsed.cover.valid_until.as_ref().map(|v| v.value),
            days_left: register.days_left(),
        },
        evidence: evidence(workbook, file.path.parent())?,
        problems: problems(&file, &context.catalog, locale),
        dates: dates.iter().map(|date| view(workbook, date, language)).collect(),
        conflicts: part_view::conflicts(workbook),
        part: part_view::view(workbook),
    };
    let is_fine = check.license.days_left.is_none_or(|days| days >= 0)
        && !dates.iter().any(|date| date.is_missed(today))
        && check.evidence.ok
        && check.problems.is_empty();
    if args.json {
        return Answer::json(&check, is_fine);
    }
    Ok(Answer::new(said_of_part(workbook, locale) + &plain(&check, workbook, dates, locale), is_fine))
}

fn view(workbook: &Workbook, date: &DateItem, language: Language) -> Date {
    Date {
        id: date.id.clone(),
        obligation: date.label.clone(),
        also: date.also.iter().map(|also| also.label.clone()).collect(),
        raw: date.raw,
        due: date.due,
        state: date.state,
        provisional: date.provisional,
        reason: date.reason.get(language).to_owned(),
        event_twice: is_twice(workbook, date),
        steps: date.steps.iter().map(|step| StepView::new(&step.text, &step.source, language)).collect(),
    }
}

/// Whether the event that raised the date may have been recorded twice.
fn is_twice(workbook: &Workbook, date: &DateItem) -> bool {
    date.event.is_some_and(|event| !workbook.event_twins(event).is_empty())
}

/// Compares all evidence with its hash; `folder`, that of the workbook, is the first place where linked files are
/// looked for.
fn evidence(workbook: &Workbook, folder: Option<&Path>) -> Result<EvidenceCheck, Failure> {
    let states = verify(workbook, folder, &Progress::default()).map_err(|e| Failure::new(e.to_string()))?;
    let (mut changed, mut missing, mut left_out) = (Vec::new(), Vec::new(), 0);
    for (sha256, state) in states {
        let name = workbook.evidence.get(&sha256).map(|evidence| evidence.name.clone()).unwrap_or_default();
        let piece = Piece { name, sha256, state: state.as_str() };
        match state {
            EvidenceState::Ok => {}
            EvidenceState::LeftOut => left_out += 1,
            EvidenceState::Changed => changed.push(piece),
            EvidenceState::Missing | EvidenceState::Unreadable(_) | EvidenceState::NotEmbedded => missing.push(piece),
        }
    }
    Ok(EvidenceCheck {
        ok: changed.is_empty() && missing.is_empty(),
        changed,
        missing,
        left_out: (left_out > 0).then_some(left_out),
    })
}

/// Other problems: sections that another program changed, and recorded changes that nobody has accepted. Expired
/// evidence is among the dates.
fn problems(file: &LoadedWorkbook, catalog: &Catalog, locale: &Locale) -> Vec<ProblemView> {
    let sections = file.changed_sections.iter().map(|section| ProblemView {
        kind: "changed_section",
        message: locale.format(
            "cli-changed-section",
            [("section", locale.text(&format!("section-{}", section.as_str())))].map(|(k, v)| (k, v.into())),
        ),
    });
    let audit = file.audit();
    let tell = Describer::new(locale, &file.workbook, catalog);
    let is_unclean = !audit.is_clean() && file.changed_sections.is_empty();
    let unexplained =
        is_unclean.then(|| ProblemView { kind: "unexplained", message: locale.text("cli-unexplained").into_owned() });
    let found = file.workbook.findings().open;
    let found = found.iter().map(|record| ProblemView { kind: "changed_outside", message: tell.record(record) });
    sections.chain(unexplained).chain(found).collect()
}

/// The remark that the workbook is a partial copy; empty where it is not.
fn said_of_part(workbook: &Workbook, locale: &Locale) -> String {
    workbook.as_part().map(|part| part_view::line(part, locale) + "\n").unwrap_or_default()
}

/// The answer as text: the license, the current dates, and the problems.
fn plain(check: &Check, workbook: &Workbook, dates: &[DateItem], locale: &Locale) -> String {
    let mut lines = vec![match check.license.days_left {
        None => locale.text("validity-unknown").into_owned(),
        Some(days) => {
            let day = check.license.valid_until.map(|day| day.to_string()).unwrap_or_default();
            let id = if days < 0 { "cli-check-expired" } else { "cli-check-valid" };
            locale.format(id, [("day", day.into()), ("n", days.abs().into())])
        }
    }];
    for date in dates.iter().filter(|date| date.state != DateState::Done) {
        let day = date.due.or(date.keep_through).map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
        let (state, title) = (locale.date_standing(date), date.title.get(locale.language));
        let twice = if is_twice(workbook, date) { format!("  {}", locale.text("event-twice")) } else { String::new() };
        lines.push(format!("{day}  {state}  {}  {title}  {}{twice}", date.labels(), date.reason.get(locale.language)));
    }
    let evidence = &check.evidence;
    for (id, pieces) in [("cli-evidence-changed", &evidence.changed), ("cli-evidence-missing", &evidence.missing)] {
        lines.extend(pieces.iter().map(|piece| locale.format(id, [("name", piece.name.as_str().into())])));
    }
    lines.extend(evidence.left_out.map(|n| locale.format("cli-evidence-left-out", [("n", n.into())])));
    lines.extend(check.problems.iter().map(|problem| problem.message.clone()));
    lines.extend(check.conflicts.map(|n| locale.format("verify-conflicts", [("n", n.into())])));
    lines.push(String::new());
    lines.join("\n")
}
