//! `snapshot`: the checklist as it stands on a day, in formats that travel.

use super::args::SnapshotArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::export::document::Document;
use crate::export::{self, Bundle, ExportError, Format, csv, pdf};
use crate::snapshot::{Selection, Snapshot};
use crate::store;

pub(super) fn run(context: &Context, args: &SnapshotArgs) -> Result<Answer, Failure> {
    let workbook = store::read(&args.file)?.workbook;
    let license = files::current_license(&workbook, &args.file)?;
    let today = context.today(&args.common);
    let selection = Selection::from(&args.selection);
    if let Some(owner) = selection.owner.as_ref().filter(|name| !workbook.people.values().any(|p| p.name == **name)) {
        return Err(Failure::about("cli-unknown-owner", &args.file).with("name", owner.as_str()));
    }
    let snapshot = Snapshot::of(&workbook, license, today, &context.catalog, selection)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if snapshot.clauses.is_empty()
        && let Some(clause) = args.selection.provision
    {
        return Err(Failure::about("cli-unknown-provision", &args.file).with("clause", clause.to_string()));
    }
    let mut unprintable = String::new();
    let mut bytes = Vec::new();
    for format in args.format.iter().map(|format| Format::from(*format)) {
        bytes.push((format, write(context, args, &snapshot, format, &mut unprintable)?));
    }
    let is_bundle = args.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    let failed = |e: ExportError| Failure::new(format!("“{}”: {e}", args.output.display()));
    let whole = match bytes.pop() {
        Some((_, only)) if bytes.is_empty() && !is_bundle => only,
        Some(last) if is_bundle => {
            let mut bundle = Bundle::default();
            for (format, bytes) in bytes.into_iter().chain([last]) {
                let name = export::file_name(&snapshot, format, context.language(&args.common));
                bundle.add(&name, &bytes).map_err(failed)?;
            }
            bundle.finish().map_err(failed)?
        }
        Some(_) | None => return Err(Failure::about("cli-formats-need-zip", &args.output)),
    };
    files::write_export(&args.output, &whole, args.force)?;
    let locale = context.locale(&args.common);
    let mut text = locale.format(
        "cli-exported",
        [
            ("path", args.output.display().to_string().into()),
            ("duties", snapshot.duties.len().into()),
            ("day", today.to_string().into()),
        ],
    );
    text.push('\n');
    if !unprintable.is_empty() {
        text += &locale.format("cli-unprintable", [("characters", unprintable.into())]);
        text.push('\n');
    }
    Ok(Answer::fine(text))
}

/// The bytes of one format; what could not be printed is added to `unprintable`.
fn write(
    context: &Context,
    args: &SnapshotArgs,
    snapshot: &Snapshot,
    format: Format,
    unprintable: &mut String,
) -> Result<Vec<u8>, Failure> {
    let language = context.language(&args.common);
    let made = match format {
        Format::Csv => csv::export(snapshot, args.table, language),
        Format::Pdf => {
            let template = args.template.as_ref().map(|path| files::read_text(path)).transpose()?;
            let template = template.as_deref().unwrap_or(pdf::TEMPLATE);
            let pdf =
                pdf::render(&Document::of(snapshot, language), template, pdf::Fonts::System).map_err(ExportError::from);
            pdf.map(|pdf| {
                unprintable.extend(pdf.unprintable);
                pdf.bytes
            })
        }
        Format::Html | Format::Docx | Format::Xlsx | Format::Markdown | Format::Json | Format::Ics => {
            export::export(snapshot, format, language)
        }
    };
    made.map_err(|e| Failure::new(format!("“{}”: {e}", args.output.display())))
}
