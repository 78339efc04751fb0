//! `info`: the requirements of a license, from its text or from a workbook.

use super::args::InfoArgs;
use super::failure::Failure;
use super::files::{self, Content};
use super::part_view::{self, PartView};
use super::{Answer, Context};
use crate::calendar::schedules;
use crate::intake::SourceFormat;
use crate::language::Language;
use crate::license::{self, AnnotationKind, ClauseId, CoverItem, Span, Spanned};
use crate::license_import;
use crate::locale::Locale;
use crate::obligation::{ApplicabilityState, DutyKind, DutyOrigin, LimitDirection, LimitUnit, TimeLimit};
use crate::snapshot::{ClauseView, DifferenceView, DutyView, Selection, Snapshot};
use crate::understanding::Understanding;
use crate::workbook::{Definition, IdSource, Status, Workbook, seed_license};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    valid_from: Option<NaiveDate>,
    first_issued_on: Option<NaiveDate>,
    address: Option<String>,
    credit_code: Option<String>,
    services: Vec<Service>,
    /// How certain the items above are and where they stand, by their keys.
    fields: BTreeMap<&'static str, FieldPlace>,
}

/// How certain a part of the text is, and where it stands.
#[derive(Serialize)]
struct FieldPlace {
    /// From 0 to 1.
    confidence: f32,
    /// `None` for an item that the officer entered and the text lacks.
    place: Option<Place>,
}

/// The place of a part of the text.
#[derive(Serialize)]
struct Place {
    /// The page, from 1: of the file, or of the license if the file has no pages.
    page: u32,
    /// The line of the text, from 1.
    line: usize,
    /// Left, upper, right and lower edge as fractions of width and height; of the first line, for several.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    edges: Option<[f32; 4]>,
}

#[derive(Serialize)]
struct Service {
    class: Option<String>,
    name: String,
    limited_to: Vec<String>,
    includes: Vec<String>,
    excludes: Vec<String>,
    coverage: Vec<String>,
    sites: Vec<String>,
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
    #[serde(flatten)]
    found: FieldPlace,
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
    /// `catalog`, `near`, `rule` or `own`.
    origin: DutyOrigin,
    /// From 0 to 1, for duties of the catalog.
    similarity: Option<f32>,
    /// The words in which the license differs from the catalog.
    differences: Vec<DifferenceView>,
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
    let mut notes = Vec::new();
    let workbook = match files::read_either(&args.file, &args.unlock, context.locale(&args.common))? {
        Content::Workbook(workbook) => *workbook,
        // The requirements of a license file are those of a workbook made from it.
        Content::License(file) => {
            is_workbook = false;
            let understanding = file.understand(&context.catalog);
            let may_be_a_workbook = files::ending(&args.file) == "ron" && file.reading.format == SourceFormat::Text;
            if may_be_a_workbook && !license_import::reads_as_license(&understanding) {
                return Err(Failure::about("cli-not-a-license", &args.file));
            }
            notes = files::notes(&file, context.locale(&args.common));
            let license = file.new_license(&understanding, BTreeMap::new(), BTreeSet::new(), context.now);
            seed_license(license, &context.catalog, schedules::builtin(), now.day(), &mut IdSource::new(0)).0
        }
    };
    let license = files::current_license(&workbook, &args.file)?;
    let entry = workbook.licenses.get(&license).ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let understanding = Understanding::of_record(&entry.record, &entry.parsed, &context.catalog);
    // A text without provisions is shown as far as it was understood.
    let is_license = !understanding.license.provisions.is_empty();
    let snapshot = Snapshot::of(&workbook, license, now, &context.catalog, Selection::default())
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if args.json {
        // The JSON is the same on every machine: Chinese, unless a language is requested.
        let language = args.common.lang.map_or(Language::ZhCn, Language::from);
        let (conflicts, part) = (part_view::conflicts(&workbook), part_view::view(&workbook));
        let known =
            Known { understanding: &understanding, settled: &entry.record.settled, workbook: &workbook, language };
        let answer = Answer::json(&Info { conflicts, part, ..info(snapshot, &known) }, is_license)?;
        return Ok(answer.noted(notes));
    }
    let locale = context.locale(&args.common);
    let mut text = workbook.as_part().map(|part| part_view::line(part, locale) + "\n").unwrap_or_default();
    let open = understanding.open(&entry.record.settled).count();
    text += &plain(&snapshot, open, locale);
    if !is_workbook {
        for point in &understanding.points {
            let message = point.message.get(locale.language).to_owned();
            text += &(locale.format("cli-point", [("line", point.line.into()), ("message", message.into())]) + "\n");
        }
    }
    // Duties of a license text have no status yet.
    if is_workbook {
        text += &(statuses(&snapshot, locale) + "\n");
    }
    if let Some(n) = part_view::conflicts(&workbook) {
        text += &(locale.format("verify-conflicts", [("n", n.into())]) + "\n");
    }
    Ok(Answer::new(text, is_license).noted(notes))
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

/// What the answer needs beside the snapshot.
struct Known<'a> {
    understanding: &'a Understanding,
    settled: &'a BTreeSet<String>,
    workbook: &'a Workbook,
    language: Language,
}

impl Known<'_> {
    /// How certain the text at `span` is, and where it stands.
    fn found(&self, span: Span) -> FieldPlace {
        let license = &self.understanding.license;
        let at = self.understanding.places_of(span).first().copied();
        let place = (span.start < span.end).then(|| Place {
            page: at.map_or_else(|| license.page_at(span.start).unwrap_or(1), |(page, _)| page),
            line: license.line_of(span.start),
            edges: at.map(|(_, edges)| edges.map(|edge| f32::from(edge) / 10_000.0)),
        });
        FieldPlace { confidence: f32::from(self.understanding.confidence(span)) / 100.0, place }
    }

    /// The same for a clause as a whole.
    fn clause(&self, id: ClauseId) -> FieldPlace {
        let clause = self.understanding.license.clause(id);
        let spans: Vec<Span> = clause.into_iter().flat_map(|c| c.body.fragments.iter().map(|f| f.span)).collect();
        let mut found = self.found(spans.first().copied().unwrap_or(Span::new(0, 0)));
        let least = spans.iter().map(|span| self.understanding.confidence(*span)).min();
        found.confidence = f32::from(least.unwrap_or(100)) / 100.0;
        found
    }
}

fn info(snapshot: Snapshot, known: &Known<'_>) -> Info {
    let language = known.language;
    let mut provisions: Vec<Provision> = Vec::new();
    for view in snapshot.clauses {
        let is_sub_item = view.id.sub_item.is_some();
        let clause = clause(view, known);
        match provisions.last_mut() {
            Some(provision) if is_sub_item => provision.sub_items.push(clause),
            _ => provisions.push(Provision { clause, sub_items: Vec::new() }),
        }
    }
    let open = known.understanding.points.iter().filter(|point| !known.settled.contains(&point.key));
    Info {
        license: license(known),
        provisions,
        obligations: snapshot.duties.into_iter().map(|duty| obligation(duty, known)).collect(),
        problems: open
            .map(|point| ProblemView { line: point.line, message: point.message.get(language).to_owned() })
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

fn license(known: &Known<'_>) -> License {
    let parsed = &known.understanding.license;
    let cover = &parsed.cover;
    let fields = CoverItem::ALL.into_iter().filter_map(|item| Some((item.as_str(), known.found(cover.item(item)?.1))));
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.value.clone());
    let day = |value: &Option<Spanned<NaiveDate>>| value.as_ref().map(|value| value.value);
    License {
        number: text(&cover.number),
        company: text(&cover.company),
        legal_representative: text(&cover.legal_representative),
        issuing_authority: text(&cover.issuing_authority),
        issued_on: day(&cover.issued_on),
        valid_until: day(&cover.valid_until),
        valid_from: day(&cover.valid_from),
        first_issued_on: day(&cover.first_issued_on),
        address: text(&cover.address),
        credit_code: text(&cover.credit_code),
        services: parsed.annex.services.iter().map(service).collect(),
        fields: fields.collect(),
    }
}

fn service(service: &license::Service) -> Service {
    let list = |items: &[Spanned<String>]| items.iter().map(|item| item.value.clone()).collect();
    Service {
        class: service.class.map(str::to_owned),
        name: service.name.value.clone(),
        limited_to: list(&service.limited_to),
        includes: list(&service.includes),
        excludes: list(&service.excludes),
        coverage: list(&service.coverage),
        sites: list(&service.sites),
    }
}

fn clause(view: ClauseView, known: &Known<'_>) -> Clause {
    Clause {
        found: known.clause(view.id),
        id: view.id,
        pages: view.pages,
        text: view.text,
        applies_to: view.applies_to,
    }
}

fn limit_json(limit: &TimeLimit, language: Language) -> LimitJson {
    let anchor = limit.anchor.get(language).to_owned();
    LimitJson { amount: limit.amount, unit: limit.unit, direction: limit.direction, anchor }
}

fn obligation(duty: DutyView, known: &Known<'_>) -> Obligation {
    let language = known.language;
    let definition = known.workbook.duties.get(&duty.id).map(|duty| &duty.definition);
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
        origin: definition.map_or(DutyOrigin::Catalog, Definition::found_by),
        differences: duty.differences,
        similarity: definition.and_then(Definition::similarity).map(|permille| f32::from(permille) / 1000.0),
    }
}

/// The answer as text.
fn plain(snapshot: &Snapshot, open: usize, locale: &Locale) -> String {
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
    lines.push(
        locale
            .format("cli-info-doubts", [("annotations", snapshot.annotations.len().into()), ("problems", open.into())]),
    );
    lines.push(String::new());
    lines.join("\n")
}

/// The number of duties with this applicability.
fn count(snapshot: &Snapshot, state: ApplicabilityState) -> usize {
    snapshot.duties.iter().filter(|duty| duty.applicability == state).count()
}
