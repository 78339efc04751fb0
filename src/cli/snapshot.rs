//! `snapshot`: the checklist as it stands on a day, in formats that travel.

use super::args::SnapshotArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::export::document::Document;
use crate::export::{self, Bundle, ExportError, Format, csv, evidence_index, pdf};
use crate::locale::Locale;
use crate::progress::Progress;
use crate::snapshot::{Selection, Snapshot};
use crate::store::evidence::{Container, ExtractError, ExtractOptions, FolderNames, extract};
use crate::workbook::{ExtractedItem, Workbook};

pub(super) fn run(context: &Context, args: &SnapshotArgs) -> Result<Answer, Failure> {
    let workbook = files::read(&args.file, &args.unlock, context.locale(&args.common))?.workbook;
    let license = files::current_license(&workbook, &args.file)?;
    let now = context.now(&args.common);
    let selection = Selection::from(&args.selection);
    if let Some(owner) =
        selection.owner.as_ref().filter(|name| !workbook.everybody().iter().any(|(_, p)| p.name == **name))
    {
        return Err(Failure::about("cli-unknown-owner", &args.file).with("name", owner.as_str()));
    }
    let snapshot = Snapshot::of(&workbook, license, now, &context.catalog, selection)
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
    if (bytes.len() > 1 || args.with_evidence) && !is_bundle {
        return Err(Failure::about("cli-formats-need-zip", &args.output));
    }
    let name = |format| export::file_name(&snapshot, format, context.language(&args.common));
    let mut files: Vec<(String, Vec<u8>)> = bytes.into_iter().map(|(format, bytes)| (name(format), bytes)).collect();
    let mut withheld = 0;
    if args.with_evidence {
        withheld = give_out(context, args, &workbook, &snapshot, &files)?;
    } else {
        let whole = match files.pop() {
            Some((_, only)) if !is_bundle => only,
            last => {
                let failed =
                    |e: ExportError| Failure::about("cli-not-made", &args.output).with("message", e.to_string());
                let mut bundle = Bundle::default();
                for (name, bytes) in files.into_iter().chain(last) {
                    bundle.add(&name, &bytes).map_err(failed)?;
                }
                bundle.finish().map_err(failed)?
            }
        };
        files::write_export(&args.output, &whole, args.force)?;
    }
    let locale = context.locale(&args.common);
    let mut text = locale.format(
        "cli-exported",
        [
            ("path", args.output.display().to_string().into()),
            ("duties", snapshot.duties.len().into()),
            ("day", now.day().to_string().into()),
        ],
    );
    text.push('\n');
    if withheld > 0 {
        text += &locale.format("extract-withheld", [("n", withheld.into())]);
        text.push('\n');
    }
    if !unprintable.is_empty() {
        text += &locale.format("export-unprintable", [("characters", unprintable.into())]);
        text.push('\n');
    }
    Ok(Answer::fine(text))
}

/// Writes the files together with the evidence that the snapshot names; answers how many confidential pieces it leaves
/// out. What is changed or missing is named, and
/// makes it an answer of 2: a file for others must not lack in silence what it lists.
fn give_out(
    context: &Context,
    args: &SnapshotArgs,
    workbook: &Workbook,
    snapshot: &Snapshot,
    files: &[(String, Vec<u8>)],
) -> Result<usize, Failure> {
    let language = context.language(&args.common);
    let locale = Locale::of(language);
    let folder = |id| locale.text(id).into_owned();
    let is_part = !snapshot.selection.has_all_duties();
    let options = ExtractOptions {
        duties: is_part.then(|| snapshot.duties.iter().map(|duty| duty.id).collect()),
        confidential: snapshot.selection.confidential,
        container: Container::Zip,
        force: args.force,
        language,
        folders: FolderNames {
            license: folder("extract-folder-license"),
            events: folder("extract-folder-events"),
            reports: folder("extract-folder-reports"),
            other: folder("extract-folder-other"),
        },
    };
    let index = |items: &[ExtractedItem]| {
        let index = evidence_index::files(workbook, items, snapshot.on, language);
        index.map(|index| files.iter().cloned().chain(index).collect()).map_err(|error| error.to_string())
    };
    let home = args.file.parent();
    let failed = |error: ExtractError| {
        error.arguments().into_iter().fold(Failure::of(error.kind()), |f, (name, value)| f.with(name, value))
    };
    let given = extract(workbook, home, &args.output, &options, &index, &Progress::default()).map_err(failed)?;
    match given.failed().next() {
        None => Ok(given.withheld),
        Some(item) => {
            let name = workbook.evidence.get(&item.hash).map(|piece| piece.name.clone()).unwrap_or_default();
            Err(Failure::about("cli-evidence-not-whole", &args.output).with("name", name))
        }
    }
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
    made.map_err(|e| Failure::about("cli-not-made", &args.output).with("message", e.to_string()))
}
