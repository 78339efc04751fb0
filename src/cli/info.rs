//! `info`: the requirements of a license, from its text or from a workbook.

use super::args::InfoArgs;
use super::failure::Failure;
use super::files::{self, Content};
use super::part_view::{self, PartView};
use super::{Answer, Context};
use crate::calendar::schedules;
use crate::language::Language;
use crate::license::{AnnotationKind, ClauseId};
use crate::locale::Locale;
use crate::obligation::{ApplicabilityState, DutyKind, LimitDirection, LimitUnit, TimeLimit};
use crate::snapshot::{ClauseView, DutyView, Selection, ServiceView, Snapshot};
use crate::workbook::{IdSource, Status, seed};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Serialize)]
struct Info {
    license: License,
    provisions: Vec<Provision>,
    obligations: Vec<Obligation>,
    problems: Vec<ProblemView>,
    annotations: Vec<Annotation>,
    /// The number of open merge conflicts; `None` without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<PartView>,
}

#[derive(Serialize)]
struct License {
    number: Option<String>,
    company: Option<String>,
    legal_representative: Option<String>,
    issuing_authority: Option<String>,
    issued_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    services: Vec<Service>,
}

#[derive(Serialize)]
struct Service {
    class: Option<String>,
    name: String,
    limited_to: Vec<String>,
    includes: Vec<String>,
    excludes: Vec<String>,
}

#[derive(Serialize)]
struct Provision {
    #[serde(flatten)]
    clause: Clause,
    sub_items: Vec<Clause>,
}

#[derive(Serialize)]
struct Clause {
    id: ClauseId,
    pages: Vec<u32>,
    text: String,
    applies_to: Option<String>,
}

#[derive(Serialize)]
struct Obligation {
    id: String,
    provision: ClauseId,
    kind: DutyKind,
    title: String,
    title_en: String,
    quote: String,
    applicability: ApplicabilityState,
    reason: String,
    limit: Option<LimitJson>,
    other_law: Vec<OtherLaw>,
    status: Status,
}

#[derive(Serialize)]
struct LimitJson {
    amount: Option<u32>,
    unit: LimitUnit,
    direction: LimitDirection,
    anchor: String,
}

#[derive(Serialize)]
struct OtherLaw {
    limit: LimitJson,
    source: String,
    note: String,
}

#[derive(Serialize)]
struct ProblemView {
    line: usize,
    message: String,
}

#[derive(Serialize)]
struct Annotation {
    kind: AnnotationKind,
    provision: Option<ClauseId>,
    page: Option<u32>,
    words: String,
    message: String,
}

pub(super) fn run(context: &Context, args: &InfoArgs) -> Result<Answer, Failure> {
    let now = context.now(&args.common);
    let mut is_workbook = true;
    let workbook = match files::read_either(&args.file, &args.unlock, context.locale(&args.common))? {
        Content::Workbook(workbook) => *workbook,
        // The requirements of a text are those of a workbook made from it.
        Content::License(text) => {
            is_workbook = false;
            seed(&text, &context.catalog, schedules::builtin(), now.day(), &mut IdSource::new(0)).0
        }
    };
    let license = files::current_license(&workbook, &args.file)?;
    let snapshot = Snapshot::of(&workbook, license, now, &context.catalog, Selection::default())
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if args.json {
        // The JSON is the same on every machine: Chinese, unless a language is requested.
        let language = args.common.lang.map_or(Language::ZhCn, Language::from);
        let (conflicts, part) = (part_view::conflicts(&workbook), part_view::view(&workbook));
        return Answer::json(&Info { conflicts, part, ..info(snapshot, language) }, true);
    }
    let locale = context.locale(&args.common);
    let mut text = workbook.as_part().map(|part| part_view::line(part, locale) + "\n").unwrap_or_default();
    text += &plain(&snapshot, locale);
    // Duties of a license text have no status yet.
    if is_workbook {
        text += &(statuses(&snapshot, locale) + "\n");
    }
    if let Some(n) = part_view::conflicts(&workbook) {
        text += &(locale.format("verify-conflicts", [("n", n.into())]) + "\n");
    }
    Ok(Answer::fine(text))
}

/// The number of duties by status.
fn statuses(snapshot: &Snapshot, locale: &Locale) -> String {
    let counts = Status::ALL.into_iter().map(|status| {
        let n = snapshot.counts.of(status);
        locale.format("cli-status-count", [("status", locale.status(status).into()), ("n", n.into())])
    });
    let statuses = locale.list(counts);
    locale.format("cli-info-statuses", [("statuses", statuses.into())])
}

fn info(snapshot: Snapshot, language: Language) -> Info {
    let license = snapshot.license;
    let mut provisions: Vec<Provision> = Vec::new();
    for view in snapshot.clauses {
        let is_sub_item = view.id.sub_item.is_some();
        let clause = clause(view);
        match provisions.last_mut() {
            Some(provision) if is_sub_item => provision.sub_items.push(clause),
            _ => provisions.push(Provision { clause, sub_items: Vec::new() }),
        }
    }
    Info {
        license: License {
            number: license.number,
            company: license.company,
            legal_representative: license.legal_representative,
            issuing_authority: license.issuing_authority,
            issued_on: license.issued_on,
            valid_until: license.valid_until,
            services: license.services.into_iter().map(service).collect(),
        },
        provisions,
        obligations: snapshot.duties.into_iter().map(|duty| obligation(duty, language)).collect(),
        problems: snapshot
            .problems
            .iter()
            .map(|p| ProblemView { line: p.line, message: p.message.get(language).to_owned() })
            .collect(),
        annotations: snapshot
            .annotations
            .into_iter()
            .map(|a| Annotation {
                kind: a.kind,
                provision: a.clause,
                page: a.page,
                words: a.words,
                message: a.message.get(language).to_owned(),
            })
            .collect(),
        conflicts: None,
        part: None,
    }
}

fn service(view: ServiceView) -> Service {
    Service {
        class: view.class,
        name: view.name,
        limited_to: view.limited_to,
        includes: view.includes,
        excludes: view.excludes,
    }
}

fn clause(view: ClauseView) -> Clause {
    Clause { id: view.id, pages: view.pages, text: view.text, applies_to: view.applies_to }
}

fn limit_json(limit: &TimeLimit, language: Language) -> LimitJson {
    let anchor = limit.anchor.get(language).to_owned();
    LimitJson { amount: limit.amount, unit: limit.unit, direction: limit.direction, anchor }
}

fn obligation(duty: DutyView, language: Language) -> Obligation {
    // The decisive reasons only; the snapshot contains all.
    let decided = duty.reasons.iter().filter(|reason| reason.state == duty.applicability);
    let separator = if language == Language::ZhCn { "；" } else { "; " };
    Obligation {
        reason: decided.map(|reason| reason.text.get(language)).collect::<Vec<_>>().join(separator),
        limit: duty.limit.as_ref().map(|limit| limit_json(limit, language)),
        other_law: duty
            .other_law
            .iter()
            .map(|law| OtherLaw {
                limit: limit_json(&law.limit, language),
                source: law.source.get(language).to_owned(),
                note: law.note.get(language).to_owned(),
            })
            .collect(),
        id: duty.label,
        provision: duty.clause,
        kind: duty.kind,
        title: duty.title.zh,
        title_en: duty.title.en,
        quote: duty.quote,
        applicability: duty.applicability,
        status: duty.status,
    }
}

/// The answer as text.
fn plain(snapshot: &Snapshot, locale: &Locale) -> String {
    let license = &snapshot.license;
    let number = license.number.as_deref().unwrap_or("—");
    let company = license.company.as_deref().unwrap_or("—");
    let mut lines = vec![format!("{number}  {company}")];
    if let Some(day) = license.valid_until {
        lines.push(format!("{} {day}", locale.text("license-valid-until")));
    }
    for service in &license.services {
        let class = service.class.as_ref().map(|class| format!("{class} ")).unwrap_or_default();
        lines.push(format!("{class}{}", service.name));
    }
    let sub_items = snapshot.clauses.iter().filter(|clause| clause.id.sub_item.is_some()).count();
    lines.push(locale.format(
        "cli-info-clauses",
        [("provisions", (snapshot.clauses.len() - sub_items).into()), ("items", sub_items.into())],
    ));
    lines.push(locale.format(
        "cli-info-duties",
        [
            ("total", snapshot.duties.len().into()),
            ("applicable", count(snapshot, ApplicabilityState::Applicable).into()),
            ("conditional", count(snapshot, ApplicabilityState::Conditional).into()),
            ("not", count(snapshot, ApplicabilityState::NotApplicable).into()),
        ],
    ));
    lines.push(locale.format(
        "cli-info-doubts",
        [("annotations", snapshot.annotations.len().into()), ("problems", snapshot.problems.len().into())],
    ));
    lines.push(String::new());
    lines.join("\n")
}

/// The number of duties with this applicability.
fn count(snapshot: &Snapshot, state: ApplicabilityState) -> usize {
    snapshot.duties.iter().filter(|duty| duty.applicability == state).count()
}
