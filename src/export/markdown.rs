//! Writes a document as Markdown (`CommonMark` with GFM tables): for wikis, tickets and text comparison.
//!
//! Every text is escaped, so that it cannot become a heading, a link, an image, a list, HTML or code.

use super::document::{Block, Card, Document, Grid, Item};
use crate::language::Language;
use crate::snapshot::Snapshot;

/// The first line of a file that [`render`] wrote.
const MARK: &str = "<!-- License Workbook -->\n";

/// Returns the snapshot as Markdown.
#[must_use]
pub fn export(snapshot: &Snapshot, language: Language) -> String {
    render(&Document::of(snapshot, language))
}

/// Returns the document as Markdown.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut out = String::from(MARK);
    line(&mut out, &format!("# {}", inline(&document.title)));
    line(&mut out, &document.subject.iter().map(|part| inline(part)).collect::<Vec<_>>().join(" · "));
    for block in &document.blocks {
        self::block(&mut out, block);
    }
    line(&mut out, "---");
    line(&mut out, &inline(&document.footer));
    out
}

/// Whether a file that begins with these bytes was written by [`render`].
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(heading) => {
            let aside =
                if heading.aside.is_empty() { String::new() } else { format!(" — {}", inline(&heading.aside)) };
            line(out, &format!("{} {}{aside}", "#".repeat(usize::from(heading.level) + 1), inline(&heading.text)));
        }
        Block::Paragraph { text, .. } => line(out, &broken(text)),
        Block::Quote { caption, text } => {
            line(out, &format!("**{}**", inline(caption)));
            line(out, &quoted(text));
        }
        Block::Fields { items } => fields(out, items),
        Block::Table(grid) => table(out, grid),
        Block::Card(card) => self::card(out, card),
        Block::Ring(ring) => {
            line(out, &format!("**{}** {}", inline(&ring.percent), inline(&ring.text)));
            let segments = ring.segments.iter().map(|s| (inline(&s.name), s.count.to_string()));
            let beside = ring.beside.iter().map(|item| (inline(&item.name), inline(&item.value)));
            let (names, counts): (Vec<_>, Vec<_>) = segments.chain(beside).unzip();
            rows(out, &[names, counts], &[]);
        }
        Block::Bars { bars, .. } => {
            let mut lines = vec![vec![String::new(); 4]];
            lines.extend(
                bars.iter().map(|bar| [&bar.name, &bar.topic, &bar.note, &bar.late].map(|text| in_cell(text)).to_vec()),
            );
            rows(out, &lines, &[2]);
        }
        Block::Layers(layers) => line(out, &broken(&layers.text)),
        // Markdown viewers make a table of contents from the headings, and have no pages.
        Block::Contents { .. } | Block::PageBreak => {}
        Block::Signature { lines } => {
            for text in lines {
                line(out, &format!("{} \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_", inline(text)));
            }
        }
    }
}

fn card(out: &mut String, card: &Card) {
    let state = [&card.state, &card.late].into_iter().filter(|text| !text.is_empty()).map(|text| inline(text));
    let state = state.collect::<Vec<_>>().join(" · ");
    line(out, &format!("#### {} {} — {state}", inline(&card.label), inline(&card.title)));
    if !card.quote.is_empty() {
        line(out, &quoted(&card.quote));
    }
    fields(out, &card.meta);
    for section in &card.sections {
        line(out, &format!("**{}**", inline(&section.title)));
        fields(out, &section.items);
    }
}

fn fields(out: &mut String, items: &[Item]) {
    for item in items {
        let value = broken(&item.value).replace('\n', "\n  ");
        out.extend(["- ", &inline(&item.name), ": ", &value, "\n"]);
    }
    if !items.is_empty() {
        out.push('\n');
    }
}

fn table(out: &mut String, grid: &Grid) {
    if grid.rows.is_empty() {
        return line(out, &inline(&grid.empty));
    }
    // Items below a row become further columns, one for each name that any row has.
    let mut further: Vec<&str> = Vec::new();
    for item in grid.rows.iter().flat_map(|row| &row.below) {
        if !further.contains(&item.name.as_str()) {
            further.push(&item.name);
        }
    }
    let mut lines = vec![
        grid.columns.iter().map(|c| in_cell(&c.title)).chain(further.iter().map(|n| in_cell(n))).collect::<Vec<_>>(),
    ];
    lines.extend(grid.rows.iter().map(|row| {
        let values = further.iter().map(|name| row.below.iter().find(|item| item.name == *name));
        let values = values.map(|item| in_cell(item.map_or("", |item| item.value.as_str())));
        row.cells.iter().map(|cell| in_cell(&cell.text)).chain(values).collect()
    }));
    let numbers: Vec<usize> =
        (0..grid.columns.len()).filter(|i| grid.columns.get(*i).is_some_and(|c| c.is_number)).collect();
    rows(out, &lines, &numbers);
}

/// Writes a table. The first line is the head; the columns in `numbers` are right-aligned.
fn rows(out: &mut String, lines: &[Vec<String>], numbers: &[usize]) {
    let Some((head, body)) = lines.split_first() else { return };
    write_row(out, head);
    let rule: Vec<String> =
        (0..head.len()).map(|i| if numbers.contains(&i) { "---:" } else { "---" }.to_owned()).collect();
    write_row(out, &rule);
    for cells in body {
        write_row(out, cells);
    }
    out.push('\n');
}

fn write_row(out: &mut String, cells: &[String]) {
    out.push_str("| ");
    out.push_str(&cells.join(" | "));
    out.push_str(" |\n");
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

/// Escapes a text for one line: a line end becomes a space.
fn inline(text: &str) -> String {
    escape(text, " ")
}

/// Escapes a text for a table cell: a line end becomes `<br>`, the only line break that Markdown has in tables.
fn in_cell(text: &str) -> String {
    escape(text, "<br>")
}

/// Escapes a text and keeps its line breaks.
fn broken(text: &str) -> String {
    escape(text, "\\\n")
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("> {}", inline(line))).collect();
    lines.join("\\\n")
}

/// Escapes every character that Markdown or HTML could interpret.
fn escape(text: &str, line_end: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            out.push_str(line_end);
        }
        // Four spaces or a tab at the start would make a code block.
        let start = line.trim_start();
        let indent = line.chars().count() - start.chars().count();
        out.push_str(&"\u{a0}".repeat(if i > 0 && line_end == " " { 0 } else { indent }));
        for c in start.chars() {
            match c {
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '-' | '.'
                | '!' | '|' | '~' | '=' | ':' | '@' | '&' | '$' | '^' | '"' | '\'' => {
                    if is_needed(c, &out, start) {
                        out.push('\\');
                    }
                    out.push(c);
                }
                '\t' => out.push(' '),
                c if c.is_control() => {}
                c => out.push(c),
            }
        }
    }
    out
}

/// Whether the character must be escaped at its place. Some have a meaning only at the start of a line, and the text is
/// to stay readable.
fn is_needed(c: char, before: &str, line: &str) -> bool {
    let is_first = before.is_empty() || before.ends_with(['\n', '>', ' ']);
    match c {
        '+' | '-' | '=' | '#' => is_first,
        // `1.` and `1)` begin a list item.
        '.' | ')' => line.starts_with(|c: char| c.is_ascii_digit()) && before.ends_with(|c: char| c.is_ascii_digit()),
        // Some viewers turn a bare URL into a link.
        ':' => before.ends_with("http") || before.ends_with("https") || before.ends_with("javascript"),
        '(' | '"' | '\'' | '{' | '}' | '^' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_makes_markup_of_its_own() {
        let cases = [
            ("# a", "\\# a"),
            ("<b>&amp;", "\\<b\\>\\&amp;"),
            ("![x](http://y)", "\\!\\[x\\](http\\://y)"),
            ("a|b*c_d`e~f", "a\\|b\\*c\\_d\\`e\\~f"),
            ("1. x", "1\\. x"),
            ("- x\n=1", "\\- x\\\n\\=1"),
            ("2026-11-24 a@b", "2026-11-24 a\\@b"),
            ("a\n    b", "a\\\n\u{a0}\u{a0}\u{a0}\u{a0}b"),
        ];
        for (text, expected) in cases {
            assert_eq!(broken(text), expected);
        }
    }
}
