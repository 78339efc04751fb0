//! Two columns side by side, told from labels and their values.

use super::layout::{Fragment, Row, median, rows};

/// The least number of lines on each side of a gutter.
const COLUMN_LINES: usize = 4;
/// The least number of characters of an ordinary line of a column; labels are shorter.
const COLUMN_CHARACTERS: usize = 8;

/// A part of a page with one column.
#[derive(Debug)]
pub(super) struct Region {
    pub fragments: Vec<Fragment>,
    /// The width of the page, or of the part of it that the column has.
    pub width: f32,
}

/// The most zones of columns above each other that are looked for.
const ZONES: usize = 16;

/// Splits the fragments of a page into regions in reading order; each region has one column. The second of two columns
/// is moved below the first.
pub(super) fn regions(fragments: Vec<Fragment>, size: [f32; 2]) -> Vec<Region> {
    let mut regions = Vec::new();
    split(fragments, size, ZONES, &mut regions);
    regions
}

fn split(fragments: Vec<Fragment>, size: [f32; 2], zones: usize, regions: &mut Vec<Region>) {
    if fragments.is_empty() {
        return;
    }
    let Some(gutter) = gutter(&fragments, size).filter(|_| zones > 0) else {
        regions.push(Region { fragments, width: size[0] });
        return;
    };
    let [above, left, right, below] = gutter.split(fragments);
    split(above, size, zones / 2, regions);
    let width = size[0] / 2.0;
    if gutter.is_spread {
        regions.extend([left, right].map(|fragments| Region { fragments, width }));
    } else {
        regions.push(Region { fragments: stacked(left, right), width });
    }
    split(below, size, zones - 1, regions);
}

/// Moves the right column below the left one, so that a paragraph goes on from one to the other.
fn stacked(left: Vec<Fragment>, mut right: Vec<Fragment>) -> Vec<Fragment> {
    let edge = |column: &[Fragment]| column.iter().map(|fragment| fragment.left).fold(f32::MAX, f32::min);
    let across = edge(&left) - edge(&right);
    let left_rows = rows(left.clone());
    let distances = left_rows.windows(2).map(|pair| pair[1].top - pair[0].top).collect();
    let last = left_rows.last().map_or(0.0, |row| row.top);
    let first = right.iter().map(|fragment| fragment.top).fold(f32::MAX, f32::min);
    let down = last + median(distances).unwrap_or(0.0) - first;
    for fragment in &mut right {
        fragment.left += across;
        fragment.right += across;
        fragment.top += down;
        fragment.bottom += down;
        for ink in &mut fragment.inks {
            ink.left += across;
            ink.right += across;
        }
    }
    let mut column = left;
    column.append(&mut right);
    column
}

/// A vertical strip without text between two columns.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    x: f32,
    top: f32,
    bottom: f32,
    lines: usize,
    /// Whether it is between two pages of a booklet.
    is_spread: bool,
}

impl Gutter {
    /// What is above, the left column, the right column, and what is below.
    fn split(self, fragments: Vec<Fragment>) -> [Vec<Fragment>; 4] {
        let mut parts: [Vec<Fragment>; 4] = Default::default();
        for fragment in fragments {
            let middle = f32::midpoint(fragment.top, fragment.bottom);
            let part = if middle < self.top {
                0
            } else if middle > self.bottom {
                3
            } else if fragment.right <= self.x {
                1
            } else {
                2
            };
            parts[part].push(fragment);
        }
        parts
    }
}

/// Finds the gutter with the most lines on both sides.
fn gutter(fragments: &[Fragment], size: [f32; 2]) -> Option<Gutter> {
    let left = fragments.iter().map(|fragment| fragment.left).fold(f32::MAX, f32::min);
    let right = fragments.iter().map(|fragment| fragment.right).fold(f32::MIN, f32::max);
    let rows = rows(fragments.to_vec());
    let mut candidates: Vec<f32> = fragments
        .iter()
        .map(|fragment| fragment.left)
        .filter(|x| *x > left + 0.25 * (right - left) && *x < left + 0.75 * (right - left))
        .collect();
    candidates.sort_by(f32::total_cmp);
    // Starts of lines within two points or pixels are one candidate; a page has few others.
    candidates.dedup_by(|next, kept| *next - *kept < 2.0);
    let found =
        candidates.into_iter().take(200).filter_map(|x| spread(&rows, x - 0.5, size).or_else(|| zone(&rows, x - 0.5)));
    found.max_by_key(|gutter| gutter.lines)
}

/// The first run of rows without text across `x` whose two sides are columns.
fn zone(rows: &[Row], x: f32) -> Option<Gutter> {
    let crosses = |row: &Row| row.parts.iter().any(|part| part.left < x && part.right > x);
    rows.split(crosses).find_map(|run| {
        // A head or a foot that happens to be on one side only does not belong to the columns.
        let beside = beside(run, x)?;
        let (mut from, mut to) = (beside.0, beside.1);
        while from > 0 && is_near(&run[from - 1], &run[from]) {
            from -= 1;
        }
        while to + 1 < run.len() && is_near(&run[to], &run[to + 1]) {
            to += 1;
        }
        let zone = run.get(from..=to)?;
        let sides = [side(zone, x, true), side(zone, x, false)];
        if !sides.iter().all(|side| is_column(side)) {
            return None;
        }
        let lines = sides[0].len().min(sides[1].len());
        Some(Gutter { x, top: zone.first()?.top, bottom: zone.last()?.bottom, lines, is_spread: false })
    })
}

/// The gutter between two pages of a booklet side by side on a landscape page: nothing is written across it.
fn spread(rows: &[Row], x: f32, [width, height]: [f32; 2]) -> Option<Gutter> {
    let is_middle = width > 1.2 * height && (x / width - 0.5).abs() < 0.12;
    let parts = || rows.iter().flat_map(|row| &row.parts);
    let crosses = || parts().any(|part| part.left < x && part.right > x);
    if !is_middle || crosses() {
        return None;
    }
    let end = parts().filter(|part| part.right <= x).map(|part| part.right).fold(0.0, f32::max);
    let lines = [true, false].map(|is_left| side(rows, x, is_left).len());
    let is_wide = x - end > 0.03 * width && lines.iter().all(|lines| *lines >= COLUMN_LINES);
    is_wide.then_some(Gutter { x, top: f32::MIN, bottom: f32::MAX, lines: usize::MAX, is_spread: true })
}

/// The first and the last row with text beside it on the other side of `x`.
fn beside(run: &[Row], x: f32) -> Option<(usize, usize)> {
    let left = |row: &Row| row.parts.iter().any(|part| part.right <= x);
    let right = |row: &Row| row.parts.iter().any(|part| part.left >= x);
    let first = run.iter().position(left)?.max(run.iter().position(right)?);
    let last = run.iter().rposition(left)?.min(run.iter().rposition(right)?);
    (first <= last).then_some((first, last))
}

fn is_near(above: &Row, below: &Row) -> bool {
    below.top - above.bottom < 1.5 * above.em.max(below.em)
}

/// The lines on one side: their left and right ends and their numbers of characters.
fn side(zone: &[Row], x: f32, is_left: bool) -> Vec<(f32, f32, usize)> {
    let line = |row: &Row| {
        let parts = row.parts.iter().filter(|part| (part.right <= x) == is_left);
        let empty = (f32::MAX, f32::MIN, 0);
        let line = parts.fold(empty, |(left, right, count), part| {
            (left.min(part.left), right.max(part.right), count + part.inks.len())
        });
        (line.2 > 0).then_some(line)
    };
    zone.iter().filter_map(line).collect()
}

/// Whether lines are running text: enough of them, long enough, and a third of them as wide as the widest.
fn is_column(lines: &[(f32, f32, usize)]) -> bool {
    let long = lines.iter().filter(|(_, _, count)| *count >= COLUMN_CHARACTERS).count();
    lines.len() >= COLUMN_LINES && long * 2 >= lines.len() && fills(lines)
}

/// Whether at least a third of the lines, and at least two, reach the right end of the widest one.
fn fills(lines: &[(f32, f32, usize)]) -> bool {
    let left = lines.iter().map(|(left, _, _)| *left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|(_, right, _)| *right).fold(f32::MIN, f32::max);
    let full = lines.iter().filter(|(_, end, _)| *end >= right - 0.1 * (right - left)).count();
    full >= 2 && full * 3 >= lines.len()
}
