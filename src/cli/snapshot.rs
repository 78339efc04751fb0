//! `snapshot`: the checklist as it stands on a day, in a format that travels.

use super::args::SnapshotArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::export::{self, Format, csv};
use crate::snapshot::{Selection, Snapshot};
use crate::store;

pub(super) fn run(context: &Context, args: &SnapshotArgs) -> Result<Answer, Failure> {
    let workbook = store::read(&args.file)?.workbook;
    let license = files::current_license(&workbook, &args.file)?;
    let today = context.today(&args.common);
    let selection = Selection {
        notes: args.notes.with_notes,
        history: args.with_history,
        confidential: args.with_confidential,
        ..Selection::default()
    };
    let snapshot = Snapshot::of(&workbook, license, today, &context.catalog, selection)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let language = context.language(&args.common);
    let format = Format::from(args.format);
    let bytes = match format {
        Format::Csv => csv::export(&snapshot, args.table, language),
        Format::Html | Format::Json | Format::Ics => export::export(&snapshot, format, language),
    }
    .map_err(|e| Failure::new(format!("“{}”: {e}", args.output.display())))?;
    files::write_export(&args.output, &bytes, args.force)?;
    let mut text = context.locale(&args.common).format(
        "cli-exported",
        [
            ("path", args.output.display().to_string().into()),
            ("duties", snapshot.duties.len().into()),
            ("day", today.to_string().into()),
        ],
    );
    text.push('\n');
    Ok(Answer::fine(text))
}
