//! Drawn characters grouped into lines by their baselines, for files that say where each character stands.

use super::page::{Glyph, PageLine, Rect};
use unicode_normalization::UnicodeNormalization as _;

/// A drawn character, in the units of its page, with y downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The character.
    pub character: char,
    /// Where its baseline starts.
    pub origin: [f32; 2],
    /// From there to the end of its advance.
    pub advance: [f32; 2],
    /// From the baseline to one em above it.
    pub up: [f32; 2],
}

/// The lines made of marks.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The lines, in the order of the straightened page.
    pub lines: Vec<PageLine>,
    /// Characters left out because they run askew, as those of watermarks do.
    pub slanted: usize,
}

/// The part of an em below the baseline.
const DESCENT: f32 = 0.12;
/// The largest sine of the angle between a line and an edge of the page: about 12 degrees.
const SLANT: f32 = 0.2;
/// A gap inside a line, in ems, from which on its parts are separate lines here; the layout joins them again if they
/// belong together.
const WIDE_GAP: f32 = 1.5;

impl Mark {
    /// The mark seen from a page turned so that text in direction `quarter` runs from left to right.
    fn turned(self, quarter: usize, [width, height]: [f32; 2]) -> Self {
        let point = |[x, y]: [f32; 2]| match quarter {
            0 => [x, y],
            1 => [y, width - x],
            2 => [width - x, height - y],
            _ => [height - y, x],
        };
        let step = |[x, y]: [f32; 2]| match quarter {
            0 => [x, y],
            1 => [y, -x],
            2 => [-x, -y],
            _ => [-y, x],
        };
        Self { origin: point(self.origin), advance: step(self.advance), up: step(self.up), ..self }
    }

    /// The direction of reading in quarter turns clockwise; `None` if it is askew.
    fn quarter(&self) -> Option<usize> {
        let [x, y] = if length(self.advance) > 0.0 { self.advance } else { [-self.up[1], self.up[0]] };
        let long = length([x, y]);
        // The negated form also leaves out NaN.
        if !(long > 0.0 && long.is_finite() && x.abs().min(y.abs()) <= SLANT * long) {
            return None;
        }
        Some(if x.abs() >= y.abs() {
            if x > 0.0 { 0 } else { 2 }
        } else if y > 0.0 {
            1
        } else {
            3
        })
    }

    fn em(&self) -> f32 {
        length(self.up)
    }

    /// Left, top, right, bottom in units.
    fn hull(&self) -> [f32; 4] {
        let [x, y] = self.origin;
        let mut hull = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for along in [0.0, 1.0] {
            for above in [-DESCENT, 1.0 - DESCENT] {
                let corner = [
                    x + along * self.advance[0] + above * self.up[0],
                    y + along * self.advance[1] + above * self.up[1],
                ];
                hull[0] = hull[0].min(corner[0]);
                hull[1] = hull[1].min(corner[1]);
                hull[2] = hull[2].max(corner[0]);
                hull[3] = hull[3].max(corner[1]);
            }
        }
        hull
    }

    fn place(&self, size: [f32; 2]) -> Rect {
        let [left, top, right, bottom] = self.hull();
        let [width, height] = size.map(|side| side.max(f32::MIN_POSITIVE));
        let inside = |value: f32| value.clamp(0.0, 1.0);
        Rect {
            left: inside(left / width),
            top: inside(top / height),
            right: inside(right / width),
            bottom: inside(bottom / height),
        }
    }

    fn is_on(&self, size: [f32; 2]) -> bool {
        let [left, top, right, bottom] = self.hull();
        let center = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
        (0..2).all(|axis| center[axis] >= 0.0 && center[axis] <= size[axis])
    }
}

/// Groups the marks of a page of `size` into lines; marks outside of the page are left out.
pub(super) fn lines(marks: &[Mark], size: [f32; 2]) -> Lines {
    let mut quarters: [Vec<Mark>; 4] = Default::default();
    let mut slanted = 0;
    for mark in marks.iter().filter(|mark| mark.em() > 0.0 && mark.is_on(size)) {
        match mark.quarter() {
            Some(quarter) => quarters[quarter].push(*mark),
            None => slanted += usize::from(!mark.character.is_whitespace()),
        }
    }
    let upright = (0..4).rev().max_by_key(|quarter| quarters[*quarter].len()).unwrap_or_default();
    let turned_size = |quarter: usize| if quarter % 2 == 1 { [size[1], size[0]] } else { size };
    let mut lines = Vec::new();
    for (quarter, marks) in quarters.into_iter().enumerate() {
        let turned = marks.into_iter().map(|mark| (mark, mark.turned(quarter, size))).collect();
        for line in baselines(turned) {
            let glyph = |(mark, _): &(Mark, Mark)| Glyph {
                character: mark.character,
                place: mark.place(size),
                confidence: 1.0,
            };
            let places = line.iter().map(|(mark, _)| mark.turned(upright, size).place(turned_size(upright)));
            let Some(hull) = places.reduce(around) else { continue };
            lines.push(PageLine { glyphs: line.iter().map(glyph).collect(), upright: hull });
        }
    }
    lines.sort_by(|a, b| a.upright.top.total_cmp(&b.upright.top).then(a.upright.left.total_cmp(&b.upright.left)));
    Lines { lines, slanted }
}

/// The smallest rectangle around two.
pub(super) fn around(a: Rect, b: Rect) -> Rect {
    Rect {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

/// Splits pairs of a mark and its turned form into lines from left to right.
fn baselines(mut marks: Vec<(Mark, Mark)>) -> Vec<Vec<(Mark, Mark)>> {
    marks.sort_by(|(_, a), (_, b)| a.origin[1].total_cmp(&b.origin[1]));
    let mut rows: Vec<Vec<(Mark, Mark)>> = Vec::new();
    for mark in marks {
        let row = rows.last_mut().filter(|row| {
            row.first()
                .is_some_and(|(_, first)| mark.1.origin[1] - first.origin[1] <= 0.3 * first.em().min(mark.1.em()))
        });
        match row {
            Some(row) => row.push(mark),
            None => rows.push(vec![mark]),
        }
    }
    rows.into_iter().flat_map(|row| pieces(once_each(row))).collect()
}

/// Sorts a row from left to right and leaves out characters drawn twice at nearly the same place, as for bold type.
fn once_each(mut row: Vec<(Mark, Mark)>) -> Vec<(Mark, Mark)> {
    row.sort_by(|(_, a), (_, b)| a.origin[0].total_cmp(&b.origin[0]));
    let mut kept: Vec<(Mark, Mark)> = Vec::with_capacity(row.len());
    for mark in row {
        let near = 0.35 * mark.1.advance[0].abs().max(0.2 * mark.1.em());
        let again = kept
            .iter()
            .rev()
            .take(4)
            .any(|(_, old)| old.character == mark.1.character && mark.1.origin[0] - old.origin[0] < near);
        if !again {
            kept.push(mark);
        }
    }
    kept
}

/// Cuts a row at wide gaps.
fn pieces(row: Vec<(Mark, Mark)>) -> Vec<Vec<(Mark, Mark)>> {
    let mut pieces: Vec<Vec<(Mark, Mark)>> = Vec::new();
    let mut end = f32::MIN;
    for mark in row {
        let [left, _, right, _] = mark.1.hull();
        let is_ink = !mark.1.character.is_whitespace();
        match pieces.last_mut() {
            Some(piece) if !is_ink || left - end <= WIDE_GAP * mark.1.em() => piece.push(mark),
            _ => pieces.push(vec![mark]),
        }
        if is_ink {
            end = end.max(right);
        }
    }
    for piece in &mut pieces {
        let is_space = |(mark, _): &(Mark, Mark)| mark.character.is_whitespace();
        piece.truncate(piece.iter().rposition(|mark| !is_space(mark)).map_or(0, |last| last + 1));
        piece.drain(..piece.iter().position(|mark| !is_space(mark)).unwrap_or(0));
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn length([x, y]: [f32; 2]) -> f32 {
    x.hypot(y)
}

/// The usual characters for one from a font: radicals as the characters that look like them, ligatures as their
/// letters, no controls.
pub(super) fn usual(character: char) -> impl Iterator<Item = char> {
    let replaced = match character {
        '\u{2e80}'..='\u{2eff}' => radical(character),
        // Forms for vertical text, whose compatibility forms are narrow.
        '\u{fe10}' => '，',
        '\u{fe12}' => '。',
        '\u{fe35}' => '（',
        '\u{fe36}' => '）',
        '\u{fe3d}' => '《',
        '\u{fe3e}' => '》',
        '\u{a0}' => ' ',
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' => {
            return Usual::Several(character.nfkc().collect::<Vec<_>>().into_iter());
        }
        control if control.is_control() || matches!(control, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') => {
            return Usual::One(None);
        }
        other => other,
    };
    Usual::One(Some(replaced))
}

enum Usual {
    One(Option<char>),
    Several(std::vec::IntoIter<char>),
}

impl Iterator for Usual {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(character) => character.take(),
            Self::Several(characters) => characters.next(),
        }
    }
}

/// The character for a radical of the block "CJK Radicals Supplement", most of which have no compatibility form.
fn radical(radical: char) -> char {
    const PAIRS: &str = "⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺻肀⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";
    let mut characters = PAIRS.chars();
    while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
        if from == radical {
            return to;
        }
    }
    radical
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: [f32; 2] = [595.0, 842.0];

    fn text(lines: &Lines) -> Vec<String> {
        lines.lines.iter().map(|line| line.glyphs.iter().map(|glyph| glyph.character).collect()).collect()
    }

    /// Characters of 10 points from `start` on, in direction `quarter`.
    fn run(characters: &str, start: [f32; 2], quarter: usize) -> Vec<Mark> {
        let [along, up] = match quarter {
            0 => [[10.0, 0.0], [0.0, -10.0]],
            1 => [[0.0, 10.0], [10.0, 0.0]],
            2 => [[-10.0, 0.0], [0.0, 10.0]],
            _ => [[0.0, -10.0], [-10.0, 0.0]],
        };
        let mut origin = start;
        let mut marks = Vec::new();
        for character in characters.chars() {
            marks.push(Mark { character, origin, advance: along, up });
            origin = [origin[0] + along[0], origin[1] + along[1]];
        }
        marks
    }

    #[test]
    fn groups_by_baseline_in_each_direction() {
        for (quarter, starts) in [
            (0, [[50.0, 50.0], [50.0, 70.0]]),
            (1, [[500.0, 50.0], [480.0, 50.0]]),
            (2, [[500.0, 700.0], [500.0, 680.0]]),
            (3, [[50.0, 700.0], [70.0, 700.0]]),
        ] {
            let marks = [run("第二行", starts[1], quarter), run("第一行", starts[0], quarter)].concat();
            let lines = lines(&marks, A4);
            assert_eq!(text(&lines), ["第一行", "第二行"], "{quarter}");
            assert!(lines.lines[0].upright.top < lines.lines[1].upright.top, "{quarter}");
        }
    }

    #[test]
    fn leaves_out_what_is_drawn_twice_askew_or_outside() {
        let bold = run("粗体11", [50.2, 50.1], 0);
        let askew = [Mark { character: '斜', origin: [300.0, 300.0], advance: [7.0, 7.0], up: [7.0, -7.0] }];
        let marks = [run("粗体11", [50.0, 50.0], 0), bold, askew.to_vec(), run("外", [700.0, 50.0], 0)].concat();
        let lines = lines(&marks, A4);
        assert_eq!(text(&lines), ["粗体11"]);
        assert_eq!(lines.slanted, 1);
    }

    #[test]
    fn cuts_at_wide_gaps() {
        let marks = [run("公司名称： ", [50.0, 50.0], 0), run("某某公司", [200.0, 50.5], 0)].concat();
        assert_eq!(text(&lines(&marks, A4)), ["公司名称：", "某某公司"]);
    }

    #[test]
    fn characters_of_fonts_become_usual_ones() {
        for (from, to) in
            [('⽤', "用"), ('⺠', "民"), ('ﬁ', "fi"), ('\u{a0}', " "), ('\u{1}', ""), ('（', "（"), ('⻚', "页")]
        {
            assert_eq!(usual(from).collect::<String>(), to);
        }
    }
}
