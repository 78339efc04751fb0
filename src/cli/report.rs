//! `report`: the state of an annual report, its gaps, and the archive with all its material.

use super::args::{ChangeArgs, ReportArgs};
use super::change::change;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::deadlines::Register;
use crate::deadlines::first_year;
use crate::export::report::pack;
use crate::locale::{Locale, gap_words};
use crate::progress::Progress;
use crate::report::{Drafter, ReportState, ReportStatus, Review, current, gaps, report_statuses};
use crate::snapshot::Selection;
use crate::snapshot::report::{ReportDocuments, ReportView};
use crate::store::evidence;
use crate::workbook::Workbook;
use chrono::NaiveDate;
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Report<'a> {
    today: NaiveDate,
    filing_year: i32,
    /// Whether it was filed after the last day.
    filed_late: bool,
    #[serde(flatten)]
    view: &'a ReportView,
}

pub(super) fn run(context: &Context, args: &ReportArgs) -> Result<Answer, Failure> {
    if let (Some(year), Some(on)) = (args.year, args.filed_elsewhere) {
        note_filed(context, args, (year, on))?;
    }
    let file = files::read(&args.file, &args.unlock, context.locale(&args.common))?;
    let workbook = &file.workbook;
    let license = files::current_license(workbook, &args.file)?;
    let now = context.now(&args.common);
    let today = now.day();
    let register = Register::of(workbook, license, now, &context.catalog)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let all = report_statuses(workbook, &register, &register.dates, &context.catalog);
    let year = args.year.or_else(|| current(&all, today).map(|standing| standing.year));
    let standing = year.and_then(|year| all.iter().find(|standing| standing.year == year));
    let standing = standing.ok_or_else(|| {
        let years: Vec<String> = all.iter().map(|standing| standing.year.to_string()).collect();
        Failure::about("cli-no-report", &args.file).with("years", years.join(", "))
    })?;
    let is_fine = standing.state != ReportState::Late;
    let selection = Selection { notes: args.with_notes, confidential: args.with_confidential, ..Selection::default() };
    let mut packed = None;
    if let Some(path) = &args.pack {
        let documents = ReportDocuments::of(workbook, license, (now, standing.year), &context.catalog, &selection)
            .ok_or_else(|| Failure::about("cli-no-license", &args.file))?
            .map_err(|error| Failure::about("cli-not-made", path).with("message", error.to_string()))?;
        let progress = Progress::default();
        let folder = file.path.parent();
        let language = context.language(&args.common);
        let mut read = |hash| {
            evidence::read(workbook, hash, folder, &progress).map_err(|error| {
                let arguments = error.arguments().into_iter().map(|(name, value)| (name, value.into()));
                Locale::of(language).format(error.kind(), arguments)
            })
        };
        let made = pack(&documents.snapshot, language, documents.frozen.as_ref(), &mut read, &progress)
            .map_err(|error| Failure::about("cli-not-made", path).with("message", error.to_string()))?;
        packed = Some((path, made));
    }
    let mut view = ReportView::of(workbook, &register, &context.catalog, standing.year)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if !args.with_notes {
        view.sessions.clear();
    }
    if !args.with_confidential {
        let of_materials = view.materials.iter_mut().map(|material| &mut material.files);
        let of_attestations = view.attestations.iter_mut().map(|attestation| &mut attestation.evidence);
        for hashes in [&mut view.evidence].into_iter().chain(of_materials).chain(of_attestations) {
            hashes.retain(|hash| workbook.evidence.get(hash).is_some_and(|evidence| !evidence.confidential));
        }
    }
    let to_stdout = args.pack.as_deref().is_some_and(files::is_stdout);
    let answer = if args.json && !to_stdout {
        let (filing_year, filed_late) = (standing.filing_year(), standing.filed_late);
        Answer::json(&Report { today, filing_year, filed_late, view: &view }, is_fine)?
    } else {
        let locale = context.locale(&args.common);
        let missing = missing(&register, workbook, context, standing.year, locale);
        Answer::new(plain(&view, standing, &missing, args.pack.as_deref(), locale), is_fine)
    };
    match packed {
        Some((path, bytes)) => files::give_export(context, path, bytes, args.force, answer),
        None => Ok(answer),
    }
}

/// The gaps, one line each, with the first of the affected duties.
fn missing(register: &Register, workbook: &Workbook, context: &Context, year: i32, locale: &Locale) -> Vec<String> {
    let catalog = &context.catalog;
    let review = Review::of(workbook, register, &register.dates, catalog, year);
    let drafter = Drafter { workbook, register, catalog, review: &review };
    let mut lines = Vec::new();
    for gap in gaps(&drafter) {
        let sign = if gap.is_blocking { "!" } else { "-" };
        let words = gap_words(locale, catalog, drafter.report(), &gap);
        let duties = gap.kind.duties();
        let duties = duties.iter().take(8).filter_map(|duty| workbook.duties.get(duty));
        let labels: Vec<String> = duties.map(|duty| duty.definition.label()).collect();
        lines.push(format!("{sign} {words}  {}", labels.join(" ")).trim_end().to_owned());
    }
    lines
}

/// Records that the report of a year was filed without this workbook, where that was possible on that day.
fn note_filed(context: &Context, args: &ReportArgs, (year, on): (i32, NaiveDate)) -> Result<(), Failure> {
    let today = context.today(&args.common);
    let how = ChangeArgs { author: args.author.clone(), wait: args.wait, unlock: args.unlock.clone() };
    let changed = change(context, &args.file, &how, |workbook, _, _| {
        let license = files::current_license(workbook, &args.file)?;
        let cover = workbook.licenses.get(&license).map(|held| &held.parsed.cover);
        let opens = NaiveDate::from_ymd_opt(year + 1, 1, 1).unwrap_or(NaiveDate::MAX);
        if cover.and_then(first_year).is_some_and(|first| year < first) || !(opens..=today).contains(&on) {
            return Err(Failure::about("cli-filed-elsewhere-day", &args.file)
                .with("year", year.to_string())
                .with("from", opens.to_string())
                .with("day", on.to_string()));
        }
        let refusal = match workbook.reports.get(&year) {
            Some(report) if report.filed_on.is_some() => Some("cli-filed-already"),
            Some(report) if report.frozen.is_some() => Some("cli-filed-elsewhere-frozen"),
            _ if workbook.is_report_begun(year) => Some("cli-filed-elsewhere-begun"),
            _ => None,
        };
        if let Some(id) = refusal {
            return Err(Failure::about(id, &args.file).with("year", year.to_string()));
        }
        Ok(workbook.file_elsewhere(year, on, args.receipt.as_deref().unwrap_or_default()))
    });
    changed.map(drop).map_err(|error| error.about(&args.file))
}

/// The answer as text: the state, and the gaps.
fn plain(
    view: &ReportView,
    standing: &ReportStatus,
    missing: &[String],
    pack: Option<&Path>,
    locale: &Locale,
) -> String {
    let year = locale.format("report-year", [("year", view.year.to_string().into())]);
    let mut parts = vec![year, locale.report_status(standing).into_owned()];
    parts.push(format!("{} – {}", view.opens, view.last));
    parts.extend(standing.filed_on.map(|on| locale.filed(on, standing.filed_late)));
    if !view.receipt.is_empty() {
        parts.push(format!("{} {}", locale.text("report-receipt"), view.receipt));
    }
    let mut lines = vec![parts.join("  ")];
    if standing.elsewhere {
        lines.push(locale.text("report-elsewhere").into_owned());
    }
    lines.extend(view.tally.map(|tally| locale.tally(tally.into())));
    lines.extend_from_slice(missing);
    if let Some(path) = pack {
        lines.push(locale.format("cli-packed", [("path", files::shown(path, locale).into())]));
    }
    lines.push(String::new());
    lines.join("\n")
}
