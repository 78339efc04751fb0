//! The text of pages: lines in reading order, with the line breaks of the layout undone.

use super::columns::regions;
use super::page::{PageLine, ReadPage, Rect};
use super::paragraphs::{Break, breaks};

/// The text of pages and the places of its characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composed {
    /// The text. Each line ends with a line feed; a form feed stands before the first character of each page with text
    /// but the first such page.
    pub text: String,
    /// The characters that were read, in the order of the text; added spaces and line ends have no place.
    pub places: Vec<PlacedGlyph>,
    /// For each page, where its first character is in the text, in bytes; for a page without text, where that of the
    /// next page is.
    pub page_starts: Vec<usize>,
}

/// A character of the text and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// Where the character is in the text, in bytes.
    pub at: usize,
    /// The page, from 1.
    pub page: u32,
    /// Its place on the page.
    pub place: Rect,
    /// How certain the character is, from 0 to 1.
    pub confidence: f32,
}

/// A character with its extent on the straightened page, in the units of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub character: char,
    pub left: f32,
    pub right: f32,
    /// Whether the file has a space before it.
    pub spaced: bool,
    pub place: Rect,
    pub confidence: f32,
}

/// Characters side by side without a wide gap, on the straightened page.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    /// Not empty, and without white space.
    pub inks: Vec<Ink>,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    /// The size of the type.
    pub em: f32,
    /// The usual gap between its characters, which is large in spaced-out titles.
    pub spacing: f32,
}

/// Fragments on one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Not empty.
    pub parts: Vec<Fragment>,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    pub em: f32,
}

/// A gap between characters, in ems, from which on they belong to different fragments.
pub(super) const WIDE_GAP: f32 = 1.5;

/// Puts the lines of pages in reading order and joins those of one paragraph.
#[must_use]
pub fn compose(pages: &[ReadPage]) -> Composed {
    let mut composed = Composed::default();
    let mut starts = Vec::with_capacity(pages.len());
    for (number, page) in (1..).zip(pages) {
        let size = straightened_size(page);
        let fragments: Vec<Fragment> = page.lines.iter().flat_map(|line| fragments(line, page, size)).collect();
        let is_empty = fragments.is_empty();
        if !composed.text.is_empty() && !is_empty {
            composed.text.push('\u{c}');
        }
        starts.push((!is_empty).then_some(composed.text.len()));
        for region in regions(fragments, size) {
            let rows = rows(region.fragments);
            for (row, break_after) in rows.iter().zip(breaks(&rows, region.width)) {
                composed.write_row(row, number);
                composed.text.push_str(match break_after {
                    Break::None => "",
                    Break::Space => " ",
                    Break::Line => "\n",
                    Break::Gap => "\n\n",
                });
            }
        }
        // The form feed of the next page stands after exactly one line feed.
        while composed.text.ends_with("\n\n") {
            composed.text.pop();
        }
    }
    let mut next = composed.text.len();
    composed.page_starts = starts
        .into_iter()
        .rev()
        .map(|start| {
            next = start.unwrap_or(next);
            next
        })
        .collect();
    composed.page_starts.reverse();
    composed
}

impl Composed {
    fn write_row(&mut self, row: &Row, page: u32) {
        let mut before: Option<(&Fragment, &Ink)> = None;
        for part in &row.parts {
            for ink in &part.inks {
                if let Some((fragment, last)) = before {
                    let spacing = if std::ptr::eq(fragment, part) { part.spacing } else { 0.0 };
                    self.text.push_str(space(last, ink, spacing, row.em));
                }
                let at = self.text.len();
                self.text.push(ink.character);
                self.places.push(PlacedGlyph { at, page, place: ink.place, confidence: ink.confidence });
                before = Some((part, ink));
            }
        }
    }
}

/// The spaces between two characters of a row.
fn space(before: &Ink, after: &Ink, spacing: f32, em: f32) -> &'static str {
    let gap = after.left - before.right - spacing;
    let is_latin = is_latin(before.character) && is_latin(after.character);
    if gap > WIDE_GAP * em {
        "  "
    } else if after.spaced && gap > 0.1 * em || gap > 0.8 * em || is_latin && gap > 0.18 * em {
        " "
    } else {
        ""
    }
}

/// Whether spaces separate words of such characters.
pub(super) fn is_latin(character: char) -> bool {
    character.is_alphanumeric() && !is_wide(character)
}

/// Whether the character is as wide as high: Chinese characters, and letters and figures of the same width.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{3041}'..='\u{30ff}')
}

/// The size of the straightened page: that of the page, or turned by a quarter if most lines run up or down.
fn straightened_size(page: &ReadPage) -> [f32; 2] {
    let size = [page.width.max(1.0), page.height.max(1.0)];
    let mut along = [0.0_f32; 2];
    for line in &page.lines {
        let [x, y] = direction(line, size);
        along[0] += x.abs();
        along[1] += y.abs();
    }
    if along[1] > along[0] { [size[1], size[0]] } else { size }
}

/// From the center of the first character of a line to that of its last, in units.
fn direction(line: &PageLine, size: [f32; 2]) -> [f32; 2] {
    match (line.glyphs.first(), line.glyphs.last()) {
        (Some(first), Some(last)) => {
            let [a, b] = [center(first.place, size), center(last.place, size)];
            [b[0] - a[0], b[1] - a[1]]
        }
        _ => [0.0, 0.0],
    }
}

fn center(place: Rect, size: [f32; 2]) -> [f32; 2] {
    [f32::midpoint(place.left, place.right) * size[0], f32::midpoint(place.top, place.bottom) * size[1]]
}

/// Cuts a line at wide gaps. The places of its characters are projected on its direction.
fn fragments(line: &PageLine, page: &ReadPage, straightened: [f32; 2]) -> Vec<Fragment> {
    let size = [page.width.max(1.0), page.height.max(1.0)];
    let along = direction(line, size);
    let long = along[0].hypot(along[1]);
    let unit = if long > 0.0 { [along[0] / long, along[1] / long] } else { [1.0, 0.0] };
    let extent = |place: Rect| {
        let [x, y] = center(place, size);
        // The width of a character across a line that is nearly level is not added to its extent.
        let half = if unit[0].abs() >= unit[1].abs() {
            (place.right - place.left) * size[0] / 2.0
        } else {
            (place.bottom - place.top) * size[1] / 2.0
        };
        let middle = x * unit[0] + y * unit[1];
        [middle - half, middle + half]
    };
    let ends = line.glyphs.iter().map(|glyph| extent(glyph.place));
    let [start, end] = ends.fold([f32::MAX, f32::MIN], |all, one| [all[0].min(one[0]), all[1].max(one[1])]);
    let [left, right] = [line.upright.left * straightened[0], line.upright.right * straightened[0]];
    let scale = if end > start { (right - left) / (end - start) } else { 1.0 };
    let mut inks = Vec::with_capacity(line.glyphs.len());
    let mut spaced = false;
    for glyph in &line.glyphs {
        if glyph.character.is_whitespace() {
            spaced = true;
            continue;
        }
        let [from, to] = extent(glyph.place).map(|value| left + (value - start) * scale);
        let ink = Ink {
            character: glyph.character,
            left: from,
            right: to,
            spaced,
            place: glyph.place,
            confidence: glyph.confidence,
        };
        spaced = false;
        inks.push(ink);
    }
    let [top, bottom] = [line.upright.top * straightened[1], line.upright.bottom * straightened[1]];
    cut(inks, top, bottom)
}

fn cut(inks: Vec<Ink>, top: f32, bottom: f32) -> Vec<Fragment> {
    let em = em(&inks, bottom - top);
    let spacing = spacing(&inks, em);
    let mut pieces: Vec<Vec<Ink>> = Vec::new();
    for ink in inks {
        match pieces.last_mut() {
            Some(piece) if piece.last().is_none_or(|last| ink.left - last.right - spacing <= WIDE_GAP * em) => {
                piece.push(ink);
            }
            _ => pieces.push(vec![ink]),
        }
    }
    let fragment = |inks: Vec<Ink>| {
        let left = inks.iter().map(|ink| ink.left).fold(f32::MAX, f32::min);
        let right = inks.iter().map(|ink| ink.right).fold(f32::MIN, f32::max);
        Fragment { inks, left, right, top, bottom, em, spacing }
    };
    pieces.into_iter().map(fragment).collect()
}

/// The size of the type: the usual width of characters that are as wide as high, or the height of the line.
fn em(inks: &[Ink], height: f32) -> f32 {
    let widths = inks.iter().filter(|ink| is_wide(ink.character)).map(|ink| ink.right - ink.left).collect();
    let height = height.max(f32::MIN_POSITIVE);
    median(widths).map_or(height, |width| width.clamp(height * 0.6, height * 1.4))
}

/// The usual gap between characters if they are spaced out, or 0.
fn spacing(inks: &[Ink], em: f32) -> f32 {
    if inks.len() < 4 {
        return 0.0;
    }
    let gaps = inks.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
    median(gaps).filter(|gap| *gap > 0.3 * em && *gap < 3.0 * em).unwrap_or(0.0)
}

/// The middle one of numbers.
pub(super) fn median(mut numbers: Vec<f32>) -> Option<f32> {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// Joins fragments on one baseline; the rows are in order from top to bottom.
pub(super) fn rows(mut fragments: Vec<Fragment>) -> Vec<Row> {
    let middle = |fragment: &Fragment| f32::midpoint(fragment.top, fragment.bottom);
    fragments.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut rows: Vec<Row> = Vec::new();
    for fragment in fragments {
        let row = rows.last_mut().filter(|row| {
            let height = (fragment.bottom - fragment.top).min(row.bottom - row.top);
            let shared = fragment.bottom.min(row.bottom) - fragment.top.max(row.top);
            shared > 0.5 * height
        });
        match row {
            // The row keeps the height of its first part, so that rows do not grow into the next ones.
            Some(row) => row.parts.push(fragment),
            None => rows.push(Row {
                left: fragment.left,
                right: fragment.right,
                top: fragment.top,
                bottom: fragment.bottom,
                em: fragment.em,
                parts: vec![fragment],
            }),
        }
    }
    for row in &mut rows {
        row.parts.sort_by(|a, b| a.left.total_cmp(&b.left));
        let longest = row.parts.iter().max_by_key(|part| part.inks.len());
        row.em = longest.map_or(row.em, |part| part.em);
        row.left = row.parts.iter().map(|part| part.left).fold(f32::MAX, f32::min);
        row.right = row.parts.iter().map(|part| part.right).fold(f32::MIN, f32::max);
    }
    rows
}
