//! `snapshot`: exports the checklist as of a day.

use super::args::SnapshotArgs;
use super::failure::Failure;
use super::freeze::kept;
use super::{Answer, Context, files, text_file};
use crate::export::Format;
use crate::export::tables::TableId;
use crate::export_job::{ExportJob, JobError, Made, bundle};
use crate::locale::Locale;
use crate::progress::Progress;
use crate::snapshot::freeze::copy_of;
use crate::snapshot::{Selection, Snapshot};
use crate::store::evidence::Extracted;
use crate::workbook::Workbook;

pub(super) fn run(context: &Context, args: &SnapshotArgs) -> Result<Answer, Failure> {
    let workbook = files::read(&args.file, &args.unlock, context.locale(&args.common))?.workbook;
    let formats = formats(args)?;
    let mut snapshot = snapshot(context, args, &workbook)?;
    if args.frozen.is_none() && formats.contains(&Format::Ics) {
        let license = files::current_license(&workbook, &args.file)?;
        snapshot.note_withdrawn(&workbook, license, context.now(&args.common), &context.catalog);
    }
    let left_out_table = formats.contains(&Format::Csv).then(|| left_out_table(args, &snapshot, context)).flatten();
    let template = match &args.template {
        Some(path) if formats.contains(&Format::Pdf) => Some(text_file::read_text(path)?),
        _ => None,
    };
    let job = ExportJob {
        snapshot: &snapshot,
        formats: &formats,
        table: args.table,
        language: context.language(&args.common),
        template: template.as_deref(),
    };
    let Made { files: made, unprintable } = job.make(&Progress::default()).map_err(|error| not_made(args, &error))?;
    let is_bundle = is_bundle(args, made.len());
    let locale = context.locale(&args.common);
    let mut aside = Vec::new();
    let mut is_fine = true;
    if args.with_evidence {
        let source = (&workbook, args.file.parent());
        let given = job.write_with_evidence(&made, source, (&args.output, args.force), &Progress::default());
        let given = given.map_err(|error| Failure::of(error.kind()).with_all(error.arguments()))?;
        context.note_saved();
        if given.withheld > 0 {
            aside.push(locale.format("extract-withheld", [("n", given.withheld.into())]));
        }
        is_fine = !given.failed().any(|item| item.state.is_bad());
        aside.extend(lacking(&given, &workbook, locale));
    }
    let text = locale.format(
        if files::is_stdout(&args.output) { "cli-exported-to-stdout" } else { "cli-exported" },
        [
            ("path", args.output.display().to_string().into()),
            ("duties", snapshot.duties.len().into()),
            ("day", snapshot.on.to_string().into()),
        ],
    );
    if !unprintable.is_empty() {
        aside.push(locale.format("export-unprintable", [("characters", unprintable.into())]));
    }
    let text = [text].into_iter().chain(aside).map(|line| line + "\n").collect();
    if args.with_evidence {
        return Ok(Answer::new(text, is_fine).noted(left_out_table));
    }
    let answer = Answer::fine(text).noted(left_out_table);
    files::give_export(context, &args.output, one_file(args, made, is_bundle)?, args.force, answer)
}

/// What is exported: the current workbook, or a frozen snapshot of it.
fn snapshot(context: &Context, args: &SnapshotArgs, workbook: &Workbook) -> Result<Snapshot, Failure> {
    let mut selection = Selection::from(&args.selection);
    if let Some(name) = &args.frozen {
        let frozen = kept(workbook, name, &args.file)?;
        return copy_of(&frozen, &selection).map_err(|error| {
            Failure::about("cli-frozen-not-whole", &args.file)
                .with("name", name.as_str())
                .with_message("reason", error.kind())
        });
    }
    let license = files::current_license(workbook, &args.file)?;
    if let Some(name) = selection.owner.take() {
        // Any name of the person selects the duties; they are shown under the current one.
        let owner = workbook.person_by_name(&name).and_then(|id| workbook.person_name(id));
        let owner =
            owner.ok_or_else(|| Failure::about("cli-unknown-person", &args.file).with("name", name.as_str()))?;
        selection.owner = Some(owner.to_owned());
    }
    let snapshot = Snapshot::of(workbook, license, context.now(&args.common), &context.catalog, selection)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if snapshot.clauses.is_empty()
        && let Some(clause) = args.selection.provision
    {
        return Err(Failure::about("cli-unknown-provision", &args.file).with("clause", clause.to_string()));
    }
    Ok(snapshot)
}

/// Why the snapshot lacks the table for a CSV file, and which option includes it; `None` where it has the table.
fn left_out_table(args: &SnapshotArgs, snapshot: &Snapshot, context: &Context) -> Option<String> {
    if args.table.is_in(snapshot) {
        return None;
    }
    let (id, option) = match (args.table == TableId::History, snapshot.report.is_some()) {
        (true, _) => ("cli-table-left-out", "--with-history"),
        (false, true) => ("cli-table-left-out", "--with-notes"),
        (false, false) => ("cli-table-of-report", "--frozen"),
    };
    let words = [("table", args.table.as_str().into()), ("option", option.into())];
    Some(context.locale(&args.common).format(id, words))
}

/// The formats: as named, or by the extension of the file.
fn formats(args: &SnapshotArgs) -> Result<Vec<Format>, Failure> {
    let ending = files::ending(&args.output);
    let of_name = Format::of_ending(&ending);
    let named = args.format.clone();
    if args.with_evidence {
        files::not_stdout(&args.output)?;
    }
    match (named.as_slice(), of_name) {
        ([], Some(format)) => Ok(vec![format]),
        ([], None) if files::is_stdout(&args.output) => Err(Failure::of("cli-format-of-stdout")),
        ([], None) => {
            let endings = Format::ALL.map(|format| format!(".{}", format.as_str()));
            Err(Failure::about("cli-format-missing", &args.output).with("endings", endings.join(" ")))
        }
        // Other programs choose by the extension, so it must match the format.
        ([format], of_name) if of_name.is_some_and(|other| other != *format) || ["ron", "age"].contains(&&*ending) => {
            Err(Failure::about("cli-format-not-of-name", &args.output).with("format", format.as_str()))
        }
        ([_, _, ..], _) if !is_bundle(args, named.len()) => Err(Failure::about("cli-formats-need-zip", &args.output)),
        _ if args.with_evidence && ending != "zip" => Err(Failure::about("cli-formats-need-zip", &args.output)),
        _ => Ok(named),
    }
}

/// Whether the output is an archive of several files.
fn is_bundle(args: &SnapshotArgs, files: usize) -> bool {
    files::ending(&args.output) == "zip" || files::is_stdout(&args.output) && files > 1
}

/// The bytes of the output, as an archive where it `is_bundle`.
fn one_file(args: &SnapshotArgs, mut made: Vec<(String, Vec<u8>)>, is_bundle: bool) -> Result<Vec<u8>, Failure> {
    if is_bundle {
        return bundle(&made, &Progress::default()).map_err(|error| not_made(args, &error));
    }
    Ok(made.pop().map(|(_, bytes)| bytes).unwrap_or_default())
}

fn not_made(args: &SnapshotArgs, error: &JobError) -> Failure {
    let exceeded = if let JobError::Export(error) = error { error.exceeded() } else { None };
    match exceeded {
        Some(exceeded) => Failure::about("cli-not-made-limit", &args.output).with_all(exceeded.arguments().into()),
        None => Failure::about("cli-not-made", &args.output).with("message", error.to_string()),
    }
}

/// The pieces that could not be extracted, one line each: an export that lists them must not lack them silently.
fn lacking(given: &Extracted, workbook: &Workbook, locale: &Locale) -> Vec<String> {
    let mut lines = Vec::new();
    for item in given.failed() {
        let name = workbook.evidence.get(&item.hash).map(|piece| piece.name.clone()).unwrap_or_default();
        lines.push(locale.format("cli-evidence-not-whole", [("name", name.into())]));
    }
    lines
}
