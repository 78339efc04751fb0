//! `diff`: compares two workbooks or snapshots.

use super::args::{Common, DiffArgs, DiffFormat};
use super::failure::Failure;
use super::freeze::{kept, verdict_name};
use super::passphrase::Keys;
use super::{Answer, Context, files};
use crate::export::{Format, export_comparison};
use crate::language::Language;
use crate::limits::SNAPSHOT;
use crate::snapshot::diff::formatter::{DiffFormatter, kind_name, section_name};
use crate::snapshot::diff::{ChangeKind, Comparison, ItemChange, Section, Side, compare};
use crate::snapshot::freeze::frozen_selection;
use crate::snapshot::verify::{Verification, VerifyError, comparison_digest, verify_frozen, verify_json};
use crate::snapshot::{Selection, Snapshot};
use crate::store;
use crate::workbook::Sha256;
use clap::ValueEnum as _;
use serde::Serialize;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The number of first bytes that are read to detect JSON.
const FORMAT_PROBE_LEN: u64 = 4096;

/// The answer as JSON.
#[derive(Serialize)]
struct Document<'a> {
    /// Whether there is no difference, apart from those that follow from the day or from other fields; differences that
    /// are left out count too.
    same: bool,
    /// The number of further differences in internal and confidential parts.
    left_out: usize,
    before: Named<'a>,
    after: Named<'a>,
    /// The selection of both sides, which is what was compared.
    selection: &'a Selection,
    changes: &'a [ItemChange],
    /// The digest over all fields above, see [`comparison_digest`].
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<Sha256>,
}

#[derive(Serialize)]
struct Named<'a> {
    path: String,
    /// The verdict on a snapshot; `None` for a workbook.
    verdict: Option<&'static str>,
    #[serde(flatten)]
    side: &'a Side,
}

/// One side of the comparison, and the verdict on it where it has a digest.
struct Read {
    snapshot: Snapshot,
    verdict: Option<&'static str>,
}

impl Read {
    fn report_year(&self) -> Option<i32> {
        self.snapshot.report.as_ref().map(|report| report.year)
    }
}

pub(super) fn run(context: &Context, args: &DiffArgs) -> Result<Answer, Failure> {
    let mut keys = Keys::of(&args.unlock)?;
    let mut before = read(context, &args.before, &args.common, &mut keys)?;
    let mut after = read(context, &args.after, &args.common, &mut keys)?;
    // Where one side is a snapshot for an annual report, the other side includes the report of that year too.
    if let Some(year) = before.report_year() {
        with_report(context, &args.after, &args.common, (&mut after, year), &mut keys)?;
    } else if let Some(year) = after.report_year() {
        with_report(context, &args.before, &args.common, (&mut before, year), &mut keys)?;
    }
    // The result must not depend on the parts that are shown.
    let whole = compare(&before.snapshot, &after.snapshot);
    let selection = Selection::from(args);
    let comparison = compare(&before.snapshot.reduced(&selection), &after.snapshot.reduced(&selection));
    let left_out = whole.beyond(&comparison);
    let is_same = whole.is_same();
    let language =
        if args.json && args.common.lang.is_none() { Language::default() } else { context.language(&args.common) };
    let mut document = Document {
        same: is_same,
        left_out,
        before: Named { path: shown(args, &args.before), verdict: before.verdict, side: &comparison.before },
        after: Named { path: shown(args, &args.after), verdict: after.verdict, side: &comparison.after },
        selection: &comparison.selection,
        changes: &comparison.changes,
        digest: None,
    };
    let plain_json = serde_json::to_value(&document).map_err(|error| Failure::new(error.to_string()))?;
    document.digest = Some(comparison_digest(&plain_json));
    let written = match args.output.as_deref() {
        Some(output) => Some((output, bytes(args, output, &comparison, &document, language)?)),
        None => None,
    };
    let answer = if args.json && !args.output.as_deref().is_some_and(files::is_stdout) {
        Answer::json(&document, is_same)?
    } else {
        let words = DiffFormatter { comparison: &comparison, locale: context.locale(&args.common) };
        Answer::new(answer_text(args, [&before, &after], &words, left_out), is_same)
    };
    match written {
        Some((output, bytes)) => files::give_export(context, output, bytes, args.force, answer),
        None => Ok(answer),
    }
}

/// The path of one side, as the comparison names it. A written comparison may be passed on, so it contains file names
/// without folders.
fn shown(args: &DiffArgs, path: &Path) -> String {
    path.file_name().filter(|_| args.output.is_some()).map_or(path, Path::new).display().to_string()
}

/// The content of the written file.
fn bytes(
    args: &DiffArgs,
    output: &Path,
    comparison: &Comparison,
    document: &Document<'_>,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    match format(args, output)?.for_people() {
        Some(format) => export_comparison(comparison, format, language)
            .map_err(|error| Failure::about("cli-not-made", output).with("message", error.to_string())),
        None => Ok(Answer::json(document, document.same)?.text.into_bytes()),
    }
}

/// The answer as text: the differences, the altered side, and the number of differences that are left out.
fn answer_text(args: &DiffArgs, read: [&Read; 2], words: &DiffFormatter<'_>, left_out: usize) -> String {
    let mut text = String::new();
    for (path, read) in [&args.before, &args.after].into_iter().zip(read) {
        if matches!(read.verdict, Some("altered" | "mislabeled")) {
            let path = path.display().to_string();
            text += &(words.locale.format("cli-compare-altered-file", [("path", path.into())]) + "\n");
        }
    }
    text += &plain(words);
    if left_out > 0 {
        text += &(words.locale.format("cli-compare-left-out", [("n", left_out.into())]) + "\n");
    }
    text
}

/// The format: as named, or by the extension of the file.
fn format(args: &DiffArgs, output: &Path) -> Result<DiffFormat, Failure> {
    let by_name = Format::of_ending(&files::ending(output));
    let of_name = DiffFormat::value_variants().iter().copied().find(|format| Some(format.format()) == by_name);
    match (args.format.or(of_name), args.format, by_name) {
        (None, _, _) if args.json => Ok(DiffFormat::Json),
        (None, _, _) if files::is_stdout(output) => Err(Failure::of("cli-format-of-stdout")),
        (None, _, _) => Err(Failure::about("cli-compare-which-format", output)),
        (_, Some(format), Some(other)) if other != format.format() => {
            Err(Failure::about("cli-format-not-of-name", output).with("format", format.format().as_str()))
        }
        (Some(format), _, _) => Ok(format),
    }
}

/// Reads a workbook, the JSON of a snapshot, or a snapshot that a workbook keeps.
fn read(context: &Context, path: &Path, common: &Common, keys: &mut Keys) -> Result<Read, Failure> {
    if !path.exists()
        && let Some((workbook, name)) = path.to_str().and_then(|text| text.rsplit_once('#'))
    {
        let workbook = PathBuf::from(workbook);
        let frozen = kept(&keys.read(&workbook, context.locale(common))?.workbook, name, &workbook)?;
        return checked(verify_frozen(&frozen), path);
    }
    if is_json(path) {
        let bytes = store::read_limited(path, &SNAPSHOT)?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::about("cli-not-utf-8", path))?;
        return checked(verify_json(&text), path);
    }
    let workbook = keys.read(path, context.locale(common))?.workbook;
    let license = files::current_license(&workbook, path)?;
    let snapshot = Snapshot::of(&workbook, license, context.now(common), &context.catalog, frozen_selection())
        .ok_or_else(|| Failure::about("cli-no-license", path))?;
    Ok(Read { snapshot, verdict: None })
}

/// Adds the report of `year` to the snapshot of a workbook; one without that report stays unchanged.
fn with_report(
    context: &Context,
    path: &Path,
    common: &Common,
    (read, year): (&mut Read, i32),
    keys: &mut Keys,
) -> Result<(), Failure> {
    if read.verdict.is_some() || read.snapshot.report.is_some() {
        return Ok(());
    }
    let workbook = keys.read(path, context.locale(common))?.workbook;
    let license = files::current_license(&workbook, path)?;
    let at = (context.now(common), year);
    if let Some(snapshot) = Snapshot::with_report(&workbook, license, at, &context.catalog, &frozen_selection()) {
        read.snapshot = snapshot;
    }
    Ok(())
}

fn checked(outcome: Result<Verification, VerifyError>, path: &Path) -> Result<Read, Failure> {
    match outcome {
        Ok(checked) => {
            let verdict = Some(verdict_name(&Ok(checked.verdict)));
            Ok(Read { snapshot: checked.snapshot, verdict })
        }
        Err(error) => Err(Failure::about("cli-compare-not-a-snapshot", path).with_filled(
            "reason",
            "snapshot-problem",
            error.arguments(),
        )),
    }
}

/// Whether the file starts like JSON; a workbook starts with another kind of bracket.
fn is_json(path: &Path) -> bool {
    let mut head = Vec::new();
    // Opening a pipe would block until its other end is opened.
    let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
    let read =
        is_file.then(|| fs::File::open(path).and_then(|file| file.take(FORMAT_PROBE_LEN).read_to_end(&mut head)));
    let text = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head);
    read.is_some_and(|read| read.is_ok()) && text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

fn plain(words: &DiffFormatter<'_>) -> String {
    let comparison = words.comparison;
    let mut lines = vec![
        format!("{} {}", words.text("compare-before"), words.side(&comparison.before)),
        format!("{} {}", words.text("compare-after"), words.side(&comparison.after)),
        words.summary(),
    ];
    lines.extend(words.left_out());
    for (group, items) in comparison.groups() {
        lines.push(String::new());
        lines.push(words.group(group));
        for item in items {
            let is_duty = item.section == Section::Duties;
            let section =
                if is_duty { String::new() } else { format!(" ({})", words.text(section_name(item.section))) };
            lines.push(format!("  {} {}{section}", words.text(kind_name(item.kind)), words.of(&item.name)));
            if item.kind == ChangeKind::Changed {
                lines.extend(words.fields(item).into_iter().map(|field| {
                    let (before, after) = (side_text(&field.before, words), side_text(&field.after, words));
                    format!("    {}: {before} → {after}", field.name)
                }));
            }
        }
    }
    lines.join("\n") + "\n"
}

fn side_text(text: &str, words: &DiffFormatter<'_>) -> String {
    if text.is_empty() { words.text("nothing") } else { one_line(text) }
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
