//! `diff`: what differs between two workbooks or snapshots.

use super::args::{Common, DiffArgs};
use super::failure::Failure;
use super::freeze::verdict_name;
use super::passphrase::Keys;
use super::{Answer, Context, files};
use crate::export::{diff_html, diff_xlsx};
use crate::language::Language;
use crate::snapshot::diff::words::{Words, kind_name, section_name};
use crate::snapshot::diff::{ChangeKind, Comparison, ItemChange, Section, Side, compare};
use crate::snapshot::freeze::whole;
use crate::snapshot::verify::{Checked, VerifyError, verify_frozen, verify_json};
use crate::snapshot::{Selection, Snapshot};
use crate::workbook::{FrozenSnapshot, Workbook};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest file that is read as the JSON of a snapshot.
const LARGEST: u64 = 256 << 20;

/// The answer for programs.
#[derive(Serialize)]
struct Document<'a> {
    /// Whether nothing differs but what follows from the day or from other fields.
    same: bool,
    before: Named<'a>,
    after: Named<'a>,
    /// What both take in, and so what was compared.
    selection: &'a Selection,
    changes: &'a [ItemChange],
}

#[derive(Serialize)]
struct Named<'a> {
    path: String,
    /// What the check of a snapshot found; none for a workbook.
    verdict: Option<&'static str>,
    #[serde(flatten)]
    side: &'a Side,
}

/// What is compared, and what its check found where it has a digest.
struct Read {
    snapshot: Snapshot,
    verdict: Option<&'static str>,
}

pub(super) fn run(context: &Context, args: &DiffArgs) -> Result<Answer, Failure> {
    let mut keys = Keys::of(&args.unlock)?;
    let mut before = read(context, &args.before, &args.common, &mut keys)?;
    let mut after = read(context, &args.after, &args.common, &mut keys)?;
    // Where one was taken for an annual report, a workbook shows how that report stands.
    let year = |read: &Read| read.snapshot.report.as_ref().map(|report| report.year);
    if let Some(year) = year(&before) {
        with_report(context, &args.after, &args.common, (&mut after, year), &mut keys)?;
    } else if let Some(year) = year(&after) {
        with_report(context, &args.before, &args.common, (&mut before, year), &mut keys)?;
    }
    let comparison = compare(&before.snapshot, &after.snapshot);
    let is_same = comparison.is_same();
    let language =
        if args.json && args.common.lang.is_none() { Language::default() } else { context.language(&args.common) };
    if let Some(output) = &args.output {
        write(output, &comparison, language, args.force)?;
    }
    if args.json {
        let named = |path: &Path, verdict, side| Named { path: path.display().to_string(), verdict, side };
        let document = Document {
            same: is_same,
            before: named(&args.before, before.verdict, &comparison.before),
            after: named(&args.after, after.verdict, &comparison.after),
            selection: &comparison.selection,
            changes: &comparison.changes,
        };
        return Answer::json(&document, is_same);
    }
    let words = Words { comparison: &comparison, locale: context.locale(&args.common) };
    let mut text = String::new();
    for (path, read) in [(&args.before, &before), (&args.after, &after)] {
        if matches!(read.verdict, Some("altered" | "mislabeled")) {
            let path = path.display().to_string();
            text += &(words.locale.format("cli-compare-altered-file", [("path", path.into())]) + "\n");
        }
    }
    Ok(Answer::new(text + &plain(&words), is_same))
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
        let text =
            fs::read_to_string(path).map_err(|e| Failure::about("open-io", path).with("message", e.to_string()))?;
        return checked(verify_json(&text), path);
    }
    let workbook = keys.read(path, context.locale(common))?.workbook;
    let license = files::current_license(&workbook, path)?;
    let snapshot = Snapshot::of(&workbook, license, context.now(common), &context.catalog, whole())
        .ok_or_else(|| Failure::about("cli-no-license", path))?;
    Ok(Read { snapshot, verdict: None })
}

/// Puts the report on `year` into what was read of a workbook; one that has none stays as it is.
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
    if let Some(snapshot) = Snapshot::with_report(&workbook, license, at, &context.catalog, &whole()) {
        read.snapshot = snapshot;
    }
    Ok(())
}

fn checked(outcome: Result<Checked, VerifyError>, path: &Path) -> Result<Read, Failure> {
    match outcome {
        Ok(checked) => {
            let verdict = Some(verdict_name(&Ok(checked.verdict)));
            Ok(Read { snapshot: checked.snapshot, verdict })
        }
        Err(error) => Err(Failure::about("cli-compare-not-a-snapshot", path).with("reason", error.to_string())),
    }
}

/// Whether the file begins as JSON does; a workbook begins with a bracket of another kind.
fn is_json(path: &Path) -> bool {
    let fits = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST);
    let first = |bytes: Vec<u8>| {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).to_vec();
        bytes.into_iter().find(|byte| !byte.is_ascii_whitespace())
    };
    fits && fs::read(path).is_ok_and(|bytes| first(bytes) == Some(b'{'))
}

/// The snapshot that is named by its id, its day, or the beginning of its digest.
fn kept(workbook: &Workbook, name: &str, path: &Path) -> Result<FrozenSnapshot, Failure> {
    let digest = name.to_lowercase();
    let is_it = |(id, frozen): &(&crate::workbook::SnapshotId, &FrozenSnapshot)| {
        let by_digest = digest.len() >= 6 && frozen.digest.to_string().starts_with(&digest);
        id.to_string() == name || frozen.on.to_string() == name || by_digest
    };
    let mut found = workbook.snapshots.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some((_, frozen)), None) => Ok(frozen.clone()),
        (None, _) => Err(Failure::about("cli-compare-no-such-snapshot", path).with("name", name)),
        (Some(_), Some(_)) => Err(Failure::about("cli-compare-several-snapshots", path).with("name", name)),
    }
}

/// Writes the comparison in the format that the name of the file asks for.
fn write(output: &Path, comparison: &Comparison, language: Language, force: bool) -> Result<(), Failure> {
    let extension = output.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let failure = |error: String| Failure::about("cli-not-made", output).with("message", error);
    let bytes = match extension.as_deref() {
        Some("html" | "htm") => {
            diff_html::export(comparison, language).map(String::into_bytes).map_err(|e| failure(e.to_string()))?
        }
        Some("xlsx") => diff_xlsx::export(comparison, language).map_err(|e| failure(e.to_string()))?,
        _ => return Err(Failure::about("cli-compare-which-format", output)),
    };
    files::write_export(output, &bytes, force)
}

fn plain(words: &Words<'_>) -> String {
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
                    let side = |text: String| if text.is_empty() { words.text("nothing") } else { one_line(&text) };
                    format!("    {}: {} → {}", field.name, side(field.before), side(field.after))
                }));
            }
        }
    }
    lines.join("\n") + "\n"
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
