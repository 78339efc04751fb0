//! Where paragraphs end: which line breaks of a page are kept.

use super::layout::{Row, is_latin, is_wide, median};

/// What stands between a row and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Nothing: the row is continued by the next.
    None,
    /// A space: the row is continued by the next, whose first word is Latin as is the last of the row.
    Space,
    /// A line end.
    Line,
    /// A line end and an empty line.
    Gap,
}

/// The layout of a region.
#[derive(Clone, Copy, Debug)]
struct Measures {
    /// Where full lines start.
    left: f32,
    /// Where full lines end.
    right: f32,
    /// Whether several lines end there.
    is_sure: bool,
    /// The distance between lines of a paragraph.
    pitch: f32,
    /// The size of the ordinary type.
    em: f32,
    /// Whether the first lines of paragraphs are indented, and the others are not.
    is_indented: bool,
}

/// The paragraph that the rows so far belong to.
#[derive(Clone, Copy, Debug)]
struct Paragraph {
    /// Where its first row starts.
    first: f32,
    /// Where its other rows start.
    rest: Option<f32>,
    is_numbered: bool,
    is_label: bool,
}

/// For each row of a region, what stands between it and the next; a line end after the last.
pub(super) fn breaks(rows: &[Row], page_width: f32) -> Vec<Break> {
    let Some(first) = rows.first() else { return Vec::new() };
    let measures = Measures::of(rows);
    let is_text_wide = measures.right - measures.left >= 0.45 * page_width;
    let mut paragraph = Paragraph::at(first);
    let mut breaks = Vec::with_capacity(rows.len());
    for pair in rows.windows(2) {
        let [row, next] = pair else { continue };
        let is_joined = (measures.is_sure || is_text_wide) && paragraph.goes_on(row, next, &measures);
        if is_joined {
            paragraph.rest = Some(next.left);
            breaks.push(if needs_space(row, next) { Break::Space } else { Break::None });
        } else {
            paragraph = Paragraph::at(next);
            let is_apart = distance(row, next) > 1.5 * measures.pitch;
            breaks.push(if is_apart { Break::Gap } else { Break::Line });
        }
    }
    breaks.push(Break::Line);
    breaks
}

impl Measures {
    fn of(rows: &[Row]) -> Self {
        let em = median(rows.iter().flat_map(|row| vec![row.em; row.parts.len().max(long(row))]).collect());
        let em = em.unwrap_or(1.0);
        let widest = rows.iter().map(|row| row.right - row.left).fold(0.0, f32::max);
        let wide = || rows.iter().filter(|row| row.right - row.left >= 0.6 * widest);
        let (right, support) = edge(wide().map(|row| -row.right).collect(), 1.2 * em);
        let lefts: Vec<f32> = rows.iter().filter(|row| long(row) >= 4).map(|row| row.left).collect();
        let (left, _) = edge(lefts, 0.6 * em);
        let starts = |from: f32, to: f32| {
            let starts = wide().map(|row| (row.left - left.unwrap_or(0.0)) / em);
            starts.filter(|start| *start >= from && *start <= to).count()
        };
        let lowest = rows.iter().map(|row| row.left).fold(f32::MAX, f32::min);
        let highest = rows.iter().map(|row| row.right).fold(f32::MIN, f32::max);
        Self {
            left: left.unwrap_or(lowest),
            right: right.map_or(highest, |right| -right),
            is_sure: support >= 3,
            pitch: pitch(rows).unwrap_or(2.2 * em).max(em),
            em,
            is_indented: starts(-0.6, 0.6) >= 2 && starts(1.4, 2.6) >= 2,
        }
    }
}

impl Measures {
    /// Whether a row is no first row of a paragraph because those are indented.
    fn is_flush(&self, row: &Row) -> bool {
        self.is_indented && (row.left - self.left).abs() <= 0.8 * self.em
    }
}

/// The number of characters of a row.
fn long(row: &Row) -> usize {
    row.parts.iter().map(|part| part.inks.len()).sum()
}

/// The lowest value that several lines share up to `near`, and how many they are; else the lowest of all. Lines out of
/// the text block, such as running heads, are too few to count.
fn edge(mut values: Vec<f32>, near: f32) -> (Option<f32>, usize) {
    values.sort_by(f32::total_cmp);
    let mut ends = 0;
    let mut support = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        while ends < values.len() && values[ends] <= value + near {
            ends += 1;
        }
        support.push(ends - at);
    }
    let most = support.iter().copied().max().unwrap_or(0);
    let enough = (most.div_ceil(4)).max(2);
    match support.iter().position(|count| *count >= enough) {
        Some(at) => (values.get(at).copied(), support[at]),
        None => (values.first().copied(), 1),
    }
}

/// The distance between the baselines of rows.
fn distance(above: &Row, below: &Row) -> f32 {
    f32::midpoint(below.top, below.bottom) - f32::midpoint(above.top, above.bottom)
}

/// The usual distance of rows in a paragraph: paragraphs may be further apart, so a low one of all distances.
fn pitch(rows: &[Row]) -> Option<f32> {
    let pairs = rows.windows(2).filter(|pair| is_same_size(pair[0].em, pair[1].em));
    let mut distances: Vec<f32> = pairs.map(|pair| distance(&pair[0], &pair[1])).collect();
    distances.retain(|distance| *distance > 0.0);
    distances.sort_by(f32::total_cmp);
    distances.get(distances.len() / 4).copied()
}

fn is_same_size(a: f32, b: f32) -> bool {
    a.max(b) <= 1.22 * a.min(b)
}

impl Paragraph {
    fn at(row: &Row) -> Self {
        let text = text(row);
        Self { first: row.left, rest: None, is_numbered: number(&text).is_some(), is_label: is_label(&text) }
    }

    /// Whether `next` continues the paragraph, whose last row is `row`.
    fn goes_on(&self, row: &Row, next: &Row, measures: &Measures) -> bool {
        let em = measures.em;
        let next_text = text(next);
        let is_lone_number = self.rest.is_none() && number(&text(row)).is_some() && long(row) <= 6;
        let is_plain = is_same_size(row.em, next.em)
            && row.em <= 1.25 * em
            && !is_cells(row)
            && !is_cells(next)
            && distance(row, next) <= if measures.is_flush(next) { 1.4 } else { 1.25 } * measures.pitch;
        // The last words of a sentence before a list look like a label without a value.
        let is_rest = next_text.ends_with(['：', ':']) && !self.is_label && measures.is_sure && !ends_sentence(row);
        let is_after_indent = self.first - next.left >= 1.4 * em;
        let is_free = is_label(&next_text) && !is_rest && !is_after_indent || is_page_number(&next_text);
        // Without other lines as long as this one, a label and its value are no evidence for where lines end.
        let is_short = self.is_label && !measures.is_sure;
        if !is_plain || is_free || is_short || !self.is_aligned(next, measures) {
            return false;
        }
        if !is_lone_number && !is_full(row, next, measures) {
            return false;
        }
        match number(&next_text) {
            None => true,
            Some(Number::Certain) => false,
            Some(Number::Reference) => !ends_sentence(row) && next.left <= measures.left + 0.9 * em,
        }
    }

    /// Whether a row starts where further rows of the paragraph do.
    fn is_aligned(&self, next: &Row, measures: &Measures) -> bool {
        let em = measures.em;
        if let Some(rest) = self.rest {
            return (next.left - rest).abs() <= 0.9 * em;
        }
        let indent = next.left - self.first;
        if indent < -0.8 * em {
            // After the indentation of the first row.
            indent >= -6.5 * em
        } else if indent <= 0.8 * em {
            self.first <= measures.left + 0.9 * em
        } else {
            // The rows after a number are indented to the text after it.
            self.is_numbered && indent <= 6.0 * em
        }
    }
}

/// Whether the first word of the next row has no room at the end of the row.
fn is_full(row: &Row, next: &Row, measures: &Measures) -> bool {
    let inks = next.parts.first().map_or(&[][..], |part| &part.inks);
    let mut word = 0;
    let mut is_opened = true;
    for pair in inks.windows(2) {
        let [character, after] = [pair[0].character, pair[1].character];
        is_opened = is_opened && OPENING.contains(character);
        let is_bound = is_opened
            || CLOSING.contains(after)
            || is_latin(character) && (is_latin(after) || "-./:@_%".contains(after))
            || "-./:@_".contains(character) && is_latin(after);
        if !is_bound {
            break;
        }
        word += 1;
    }
    let width = match (inks.first(), inks.get(word)) {
        (Some(first), Some(last)) => last.right - first.left,
        _ => 0.0,
    };
    // Where new paragraphs are indented, the start of the next row tells more than the end of this one. Nearly a
    // character is for inexact places, and for punctuation and spaces that were made narrower.
    let slack = if measures.is_flush(next) { 2.5 } else { 0.9 };
    let needed = width.min(0.5 * (measures.right - measures.left)) + slack * measures.em;
    measures.right - row.right < needed
}

const OPENING: &str = "（(《〈“‘【〔「『[";
const CLOSING: &str = "）)》〉”’】〕」』]，。、；：！？,.;:!?%％";

fn text(row: &Row) -> String {
    let mut text = String::new();
    for part in &row.parts {
        for (position, ink) in part.inks.iter().enumerate() {
            if ink.spaced || position == 0 && !text.is_empty() {
                text.push(' ');
            }
            text.push(ink.character);
        }
    }
    text
}

/// Whether a row has parts side by side, other than a number before its text.
fn is_cells(row: &Row) -> bool {
    let mut parts = row.parts.iter();
    let first: String =
        parts.next().map(|part| part.inks.iter().map(|ink| ink.character).collect()).unwrap_or_default();
    let is_number = number(&first).is_some_and(|_| first.chars().count() <= 6);
    parts.count() > usize::from(is_number)
}

fn needs_space(row: &Row, next: &Row) -> bool {
    let last = row.parts.last().and_then(|part| part.inks.last());
    let first = next.parts.first().and_then(|part| part.inks.first());
    let [Some(last), Some(first)] = [last, first].map(|ink| ink.map(|ink| ink.character)) else { return false };
    is_latin(first) && (is_latin(last) || matches!(last, ',' | ';' | '.' | ':' | ')')) || is_latin(last) && first == '('
}

fn ends_sentence(row: &Row) -> bool {
    let last = row.parts.last().and_then(|part| part.inks.last());
    last.is_some_and(|ink| "。；;：:！!？?”】".contains(ink.character))
}

/// A number at the start of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// The number of a paragraph.
    Certain,
    /// The number of a paragraph, or a reference to one in the middle of a sentence.
    Reference,
}

/// The number at the start of a text: 一、 （一） 1. 1、 (1) 1） ① 第一条 • and the like.
fn number(text: &str) -> Option<Number> {
    let mut rest = text.chars();
    let first = rest.next()?;
    match first {
        '①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒇' | '•' | '●' | '■' | '◆' | '▪' | '○' | '·' => {
            Some(Number::Certain)
        }
        '第' => {
            let count = rest.by_ref().take(6).take_while(|character| is_figure(*character)).count();
            let unit = text.chars().nth(count + 1)?;
            let after = text.chars().nth(count + 2);
            let is_heading = after.is_none_or(char::is_whitespace);
            (count > 0 && "条章节款项部编篇".contains(unit)).then_some(if is_heading {
                Number::Certain
            } else {
                Number::Reference
            })
        }
        '（' | '(' | '〔' | '[' => {
            let count = rest.take(4).take_while(|character| is_figure(*character)).count();
            let close = text.chars().nth(count + 1)?;
            let after = text.chars().nth(count + 2);
            let is_reference = after.is_some_and(|after| "项款目条".contains(after));
            (count > 0 && "）)〕]".contains(close)).then_some(if is_reference {
                Number::Reference
            } else {
                Number::Certain
            })
        }
        figure if is_figure(figure) => {
            let count = text.chars().take(5).take_while(|character| is_figure(*character)).count();
            let mark = text.chars().nth(count)?;
            let after = text.chars().nth(count + 1);
            let is_decimal = after.is_some_and(|after| after.is_ascii_digit());
            (count <= 4 && "、．.）)".contains(mark) && !(mark == '.' && is_decimal)).then_some(Number::Certain)
        }
        _ => None,
    }
}

fn is_figure(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十百零〇０１２３４５６７８９".contains(character)
}

/// Whether a text is a label and its value: 公司名称：….
fn is_label(text: &str) -> bool {
    let mut length = 0;
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        match character {
            '：' | ':' => return length >= 2,
            '（' | '）' | '(' | ')' | '/' | '、' => {}
            wide if is_wide(wide) || is_latin(wide) => {}
            _ => return false,
        }
        length += 1;
        if length > 12 {
            return false;
        }
    }
    false
}

/// Whether a text is the number of a page: — 3 —, 1 / 5, 第3页 共8页.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let is_short = bare.chars().count() <= 16;
    let is_framed = bare.contains('页') && bare.starts_with(['第', '共'])
        || bare.starts_with(['-', '—', '–', '－']) && bare.ends_with(['-', '—', '–', '－'])
        || bare.contains('/');
    let is_counted = bare.chars().all(|character| is_figure(character) || "第页共-—–－/·,，".contains(character));
    is_short && is_counted && (is_framed || bare.chars().all(|character| character.is_ascii_digit()))
}
