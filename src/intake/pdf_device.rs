//! Collects the characters, pictures and shapes that a page of a PDF draws.

use super::marks::{Mark, usual};
use super::pdf_codes::Codes;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect as Area, Shape as _};

/// Fields per side of the grid on which covered area is counted.
const FIELDS: u8 = 32;
/// The most characters of a page; a page of small print has 5,000.
const MOST_MARKS: usize = 100_000;

/// What a page draws.
pub(super) struct Collector<'c, 'a> {
    size: [f32; 2],
    codes: &'c Codes<'a>,
    /// Its characters.
    pub marks: Vec<Mark>,
    /// How many glyphs it shows, without spaces.
    pub shown: usize,
    /// How many of these are invisible.
    pub invisible: usize,
    /// How many of these have no known meaning.
    pub unreadable: usize,
    /// How many shapes have the size of a character and no straight sides only.
    pub outlines: usize,
    /// Fields covered by pictures, a bit each.
    covered: [u32; FIELDS as usize],
}

impl<'c, 'a> Collector<'c, 'a> {
    /// A collector for a page of `size` points.
    pub(super) fn new(size: [f32; 2], codes: &'c Codes<'a>) -> Self {
        Self {
            size,
            codes,
            marks: Vec::new(),
            shown: 0,
            invisible: 0,
            unreadable: 0,
            outlines: 0,
            covered: [0; FIELDS as usize],
        }
    }

    /// The part of the page that pictures cover.
    pub(super) fn covered(&self) -> f32 {
        let fields: u32 = self.covered.iter().map(|row| row.count_ones()).sum();
        fields as f32 / (f32::from(FIELDS) * f32::from(FIELDS))
    }

    fn cover(&mut self, area: Area) {
        let field = |side: f32, number: u8| f64::from(side) * (f64::from(number) + 0.5) / f64::from(FIELDS);
        for row in 0..FIELDS {
            let y = field(self.size[1], row);
            if y < area.y0 || y > area.y1 {
                continue;
            }
            for column in 0..FIELDS {
                let x = field(self.size[0], column);
                if x >= area.x0 && x <= area.x1 {
                    self.covered[usize::from(row)] |= 1 << column;
                }
            }
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, is_visible: bool) {
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let characters = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(characters)) => characters,
            None => match glyph {
                Glyph::Outline(outline) => self.codes.character(outline).unwrap_or('\u{fffd}').to_string(),
                Glyph::Type3(_) => '\u{fffd}'.to_string(),
            },
        };
        let is_private =
            |character: char| matches!(character, '\u{fffd}' | '\0' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let is_unreadable = characters.chars().any(is_private);
        let characters: Vec<char> = characters
            .chars()
            .map(|character| if is_private(character) { '\u{fffd}' } else { character })
            .flat_map(usual)
            .collect();
        if characters.iter().any(|character| !character.is_whitespace()) {
            self.shown += 1;
            self.invisible += usize::from(!is_visible);
            self.unreadable += usize::from(is_unreadable);
        }
        let width = f64::from(width.unwrap_or(500.0)).max(0.0) / characters.len().max(1) as f64;
        let start = transform * Point::ZERO;
        let step = transform * Point::new(width, 0.0) - start;
        let up = transform * Point::new(0.0, 1000.0) - start;
        let mut origin = start;
        for character in characters {
            if self.marks.len() >= MOST_MARKS {
                return;
            }
            self.marks.push(Mark {
                character,
                origin: single([origin.x, origin.y]),
                advance: single([step.x, step.y]),
                up: single([up.x, up.y]),
            });
            origin += step;
        }
    }
}

/// Places on a page are small.
fn single(point: [f64; 2]) -> [f32; 2] {
    #[expect(clippy::cast_possible_truncation, reason = "the precision of a place is a fraction of a point")]
    point.map(|value| value as f32)
}

impl<'a> Device<'a> for Collector<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        if matches!(draw_mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.outlines += outlines(path, props.transform);
        }
    }

    fn draw_rect(&mut self, _: &Area, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let is_visible = !matches!(draw_mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), is_visible);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let area = Area::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.cover(props.transform.transform_rect_bbox(area));
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Counts the closed parts of a path that may be strokes of characters: of the size of a character, with curves or more
/// than four sides.
fn outlines(path: &BezPath, transform: Affine) -> usize {
    let mut parts = 0;
    let mut part = BezPath::new();
    let mut sides = 0;
    for element in path.elements().iter().copied().chain([PathEl::MoveTo(Point::ZERO)]) {
        if let PathEl::MoveTo(_) = element {
            let area = transform.transform_rect_bbox(part.bounding_box());
            let is_small = area.width().max(area.height()) < 60.0 && area.width().max(area.height()) > 1.5;
            parts += usize::from(sides > 4 && is_small);
            part = BezPath::new();
            sides = 0;
        }
        sides += match element {
            PathEl::LineTo(_) => 1,
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => 2,
            PathEl::MoveTo(_) | PathEl::ClosePath => 0,
        };
        part.push(element);
    }
    parts
}
