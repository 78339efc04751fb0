//! `schedule import`: imports the holiday schedule of a year, and lists the dates that it moves.

use super::args::{ScheduleArgs, ScheduleCommand, ScheduleImportArgs};
use super::failure::Failure;
use super::{Answer, Context, change, files, text_file};
use crate::deadlines::{Moved, ScheduleImport, preview_schedule};
use crate::locale::Locale;
use crate::workbook::Workbook;

pub(super) fn run(context: &Context, args: &ScheduleArgs) -> Result<Answer, Failure> {
    match &args.command {
        ScheduleCommand::Import(args) => import(context, args),
    }
}

fn import(context: &Context, args: &ScheduleImportArgs) -> Result<Answer, Failure> {
    let json = text_file::read_text(&args.schedule)?;
    let locale = context.locale(&args.common);
    if args.dry_run {
        let found = preview(context, args, &files::read(&args.file, &args.change.unlock, locale)?.workbook, &json)?;
        return Ok(Answer::fine(tell(&found, true, locale)));
    }
    let mut taken = None;
    let changed = change::change(context, &args.file, &args.change, |workbook, _, _| {
        let found = preview(context, args, workbook, &json)?;
        let edit = found.edit.clone();
        taken = Some(found);
        Ok(edit)
    });
    changed.map_err(|error| error.about(&args.file))?;
    Ok(Answer::fine(taken.map(|found| tell(&found, false, locale)).unwrap_or_default()))
}

fn preview(
    context: &Context,
    args: &ScheduleImportArgs,
    workbook: &Workbook,
    json: &str,
) -> Result<ScheduleImport, Failure> {
    let license = files::current_license(workbook, &args.file)?;
    preview_schedule(workbook, license, context.today(&args.common), &context.catalog, json)
        .map_err(|error| Failure::about(error.kind(), &args.schedule).with_all(error.arguments()))
}

/// The effect of the import, done or planned.
fn tell(found: &ScheduleImport, dry_run: bool, locale: &Locale) -> String {
    let id = match (found.edit.is_empty(), dry_run) {
        (true, _) => "cli-schedule-known",
        (false, true) => "cli-schedule-would",
        (false, false) => "cli-schedule-taken",
    };
    let count = u64::try_from(found.schedule.days.len()).unwrap_or(u64::MAX);
    let mut lines = vec![locale.format(id, [("year", found.year.to_string().into()), ("n", count.into())])];
    lines.extend(found.warnings.iter().map(|warning| warning.text().get(locale.language).to_owned()));
    lines.extend(found.moved.iter().map(|moved| format!("  {}", line(moved, locale))));
    if found.moved.is_empty() && !found.edit.is_empty() {
        lines.push(locale.text("cli-schedule-moves-nothing").into_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn line(moved: &Moved, locale: &Locale) -> String {
    let from = day_words(moved.from, moved.was_provisional, locale);
    let to = day_words(moved.to, moved.is_provisional, locale);
    format!("{}  {}: {from} → {to}", moved.label, moved.title.get(locale.language))
}

fn day_words(day: Option<chrono::NaiveDate>, provisional: bool, locale: &Locale) -> String {
    let day = day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    if provisional { format!("{day} ({})", locale.text("cli-provisional")) } else { day }
}
