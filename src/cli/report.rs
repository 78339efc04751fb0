//! `report`: how the annual report on a year stands, what is still missing, and the pack of all that goes with it.

use super::args::ReportArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::export::report::pack;
use crate::language::Language;
use crate::locale::Locale;
use crate::progress::Progress;
use crate::snapshot::Selection;
use crate::snapshot::report::{Papers, ReportView};
use crate::store::{self, evidence};
use crate::workbook::Register;
use crate::workbook::report::{ReportState, current, standings};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    today: NaiveDate,
    filing_year: i32,
    #[serde(flatten)]
    view: &'a ReportView,
}

pub(super) fn run(context: &Context, args: &ReportArgs) -> Result<Answer, Failure> {
    let file = store::read(&args.file)?;
    let workbook = &file.workbook;
    let license = files::current_license(workbook, &args.file)?;
    let now = context.now(&args.common);
    let today = now.day();
    let register = Register::of(workbook, license, now, &context.catalog)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let all = standings(workbook, &register, &register.dates, &context.catalog);
    let year = args.year.or_else(|| current(&all).map(|standing| standing.year));
    let standing = year.and_then(|year| all.iter().find(|standing| standing.year == year));
    let standing = standing.ok_or_else(|| {
        let years: Vec<String> = all.iter().map(|standing| standing.year.to_string()).collect();
        Failure::about("cli-no-report", &args.file).with("years", years.join(", "))
    })?;
    let is_fine = standing.state != ReportState::Late;
    let selection = Selection { notes: args.with_notes, confidential: args.with_confidential, ..Selection::default() };
    if let Some(path) = &args.pack {
        let papers = Papers::of(workbook, license, (today, standing.year), &context.catalog, &selection)
            .ok_or_else(|| Failure::about("cli-no-license", &args.file))?
            .map_err(|error| Failure::new(error.to_string()))?;
        let progress = Progress::default();
        let folder = file.path.parent();
        let mut read = |hash| evidence::read(workbook, hash, folder, &progress).map_err(|error| error.to_string());
        let language = context.language(&args.common);
        let bytes = pack(&papers.snapshot, language, papers.frozen.as_deref(), &mut read, &progress)
            .map_err(|error| Failure::new(format!("“{}”: {error}", path.display())))?;
        files::write_export(path, &bytes, args.force)?;
    }
    let mut view = ReportView::of(workbook, &register, &context.catalog, standing.year)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if !args.with_notes {
        view.sessions.clear();
    }
    if !args.with_confidential {
        let open = |refs: &mut Vec<_>| {
            refs.retain(|hash| workbook.evidence.get(hash).is_some_and(|evidence| !evidence.confidential));
        };
        open(&mut view.evidence);
        view.materials.iter_mut().for_each(|material| open(&mut material.files));
        view.attestations.iter_mut().for_each(|attestation| open(&mut attestation.evidence));
    }
    if args.json {
        return Answer::json(&Report { today, filing_year: standing.filing_year(), view: &view }, is_fine);
    }
    let language = args.common.lang.map_or_else(|| context.language(&args.common), Language::from);
    Ok(Answer::new(plain(&view, args.pack.as_deref(), Locale::of(language)), is_fine))
}

/// A few lines for people: how it stands, and what is missing.
fn plain(view: &ReportView, pack: Option<&std::path::Path>, locale: &Locale) -> String {
    let state = locale.report_state(view.state);
    let year = locale.format("report-year", [("year", view.year.to_string().into())]);
    let filed = view.filed_on.map(|on| format!("  {on} {}", view.receipt)).unwrap_or_default();
    let mut lines = vec![format!("{year}  {state}  {} – {}{filed}", view.opens, view.last).trim_end().to_owned()];
    let tally = view.tally;
    lines.push(locale.format(
        "report-tally",
        [
            ("done", (tally.confirmed + tally.exceptions + tally.not_applicable).into()),
            ("total", tally.total.into()),
            ("confirmed", tally.confirmed.into()),
            ("exceptions", tally.exceptions.into()),
            ("na", tally.not_applicable.into()),
        ],
    ));
    for gap in &view.gaps {
        let sign = if gap.blocking { "!" } else { "-" };
        let about = gap.key.iter().chain(&gap.duties).take(8).cloned().collect::<Vec<_>>();
        lines.push(format!("{sign} {} {} {}", gap.kind, gap.count, about.join(" ")).trim_end().to_owned());
    }
    if let Some(path) = pack {
        lines.push(locale.format("cli-packed", [("path", path.display().to_string().into())]));
    }
    lines.push(String::new());
    lines.join("\n")
}
