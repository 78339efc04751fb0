//! Writes a comparison of two snapshots as one HTML page: by provision and field, with changes within a text marked.

use super::{ExportError, printable};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::diff::formatter::{DiffFormatter, FieldTexts, TextPart, kind_name, section_name};
use crate::snapshot::diff::{ChangeKind, Comparison, ItemChange, Section};
use askama::Template;

#[derive(Template)]
#[template(path = "compare.html", config = "assets/templates/askama.toml")]
struct Page {
    language: &'static str,
    title: String,
    subject: String,
    sides: [(String, String); 2],
    summary: String,
    left_out: String,
    note: String,
    headings: [String; 3],
    groups: Vec<Group>,
    footer: String,
}

struct Group {
    anchor: usize,
    title: String,
    items: Vec<Item>,
}

struct Item {
    kind: &'static str,
    /// Whether both snapshots have the item, so that there are two sides to show.
    is_changed: bool,
    kind_name: String,
    section: String,
    name: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    before: Vec<TextPart>,
    after: Vec<TextPart>,
}

/// Returns the comparison as an HTML page.
///
/// # Errors
/// If the template cannot be rendered.
pub fn export(comparison: &Comparison, language: Language) -> Result<String, ExportError> {
    let w = DiffFormatter { comparison, locale: Locale::of(language) };
    let subject = [&comparison.after.company, &comparison.after.number];
    let page = Page {
        language: language.tag(),
        title: w.text("compare-title"),
        subject: subject.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "),
        sides: [
            (w.text("compare-before"), w.side(&comparison.before)),
            (w.text("compare-after"), w.side(&comparison.after)),
        ],
        summary: w.summary(),
        left_out: w.left_out().unwrap_or_default(),
        note: w.text("compare-derived"),
        headings: [w.text("column-field"), w.text("compare-before"), w.text("compare-after")],
        groups: groups(&w),
        footer: w.locale.format("page-footer", [("day", comparison.after.on.to_string().into())]),
    };
    Ok(printable(&page.render()?).into_owned())
}

fn groups(w: &DiffFormatter<'_>) -> Vec<Group> {
    let groups = w.comparison.groups().into_iter().enumerate();
    groups
        .map(|(anchor, (group, items))| Group {
            anchor,
            title: w.group(group),
            items: items.into_iter().map(|change| item(w, change)).collect(),
        })
        .collect()
}

fn item(w: &DiffFormatter<'_>, change: &ItemChange) -> Item {
    let kind = match change.kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
    };
    // A provision normally contains duties, so only other items name their kind.
    let section = if change.section == Section::Duties { String::new() } else { w.text(section_name(change.section)) };
    Item {
        kind,
        is_changed: change.kind == ChangeKind::Changed,
        kind_name: w.text(kind_name(change.kind)),
        section,
        name: w.of(&change.name),
        rows: w.fields(change).iter().map(|field| row(w, field)).collect(),
    }
}

fn row(w: &DiffFormatter<'_>, field: &FieldTexts) -> Row {
    let [before, after] = field.sides().map(|mut parts| {
        if parts.is_empty() {
            parts.push(TextPart { text: w.text("nothing"), is_marked: false });
        }
        parts
    });
    Row { name: field.name.clone(), before, after }
}
