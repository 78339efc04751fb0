//! The direction in which a page is read, and the places on the straightened page.

use super::detect::{Shape, half_turn};
use super::geometry::{LineBox, Spot, hull};
use crate::intake::page::Rect;

/// Fewer lines than this show no perspective.
const ENOUGH: usize = 6;
/// The greatest perspective: by how much the direction of lines differs from the top to the bottom, in radians.
const GREATEST_FAN: f32 = 0.5;

/// The direction of the lines as an angle in radians, from -45 degrees to +135 degrees: the median of all long shapes,
/// weighted by length. It cannot tell a page from the same page upside down. 0 without long shapes.
pub(super) fn direction(shapes: &[Shape]) -> f32 {
    let long: Vec<&Shape> = shapes.iter().filter(|shape| shape.is_long()).collect();
    let (mut level, mut steep) = (0.0, 0.0);
    for shape in &long {
        if shape.angle.abs() < std::f32::consts::FRAC_PI_4 { level += shape.length } else { steep += shape.length }
    }
    let base = if steep > level { std::f32::consts::FRAC_PI_2 } else { 0.0 };
    let mut turns: Vec<(f32, f32)> = long
        .iter()
        .map(|shape| (half_turn(shape.angle - base), shape.length))
        .filter(|(turn, _)| turn.abs() < std::f32::consts::FRAC_PI_4)
        .collect();
    turns.sort_by(|a, b| a.0.total_cmp(&b.0));
    base + weighted_median(&turns)
}

/// The value at half of the weight of sorted pairs of value and weight.
fn weighted_median(sorted: &[(f32, f32)]) -> f32 {
    let half = sorted.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    for &(value, weight) in sorted {
        sum += weight;
        if sum >= half {
            return value;
        }
    }
    0.0
}

/// The map from the plate to the straightened page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upright {
    center: Spot,
    along: Spot,
    /// By how much the direction of lines changes for one pixel down the page: 0 without perspective.
    fan: f32,
    /// The size of the straightened page in pixels.
    size: Spot,
}

impl Upright {
    /// For a plate of `size` whose lines are read in direction `page`, with the boxes of its `lines`.
    pub(super) fn new(size: Spot, page: f32, lines: &[LineBox]) -> Self {
        let along = Spot::at_angle(page);
        let down = along.quarter();
        let straight =
            Spot::new(size.x * along.x.abs() + size.y * along.y.abs(), size.x * down.x.abs() + size.y * down.y.abs());
        let flat = Self { center: Spot::new(size.x / 2.0, size.y / 2.0), along, fan: 0.0, size: straight };
        Self { fan: flat.fan_of(lines), ..flat }
    }

    /// The slope of the directions of long lines over their place down the page, by the median over pairs of lines.
    fn fan_of(&self, lines: &[LineBox]) -> f32 {
        let mut long: Vec<(f32, f32)> = lines
            .iter()
            .filter(|line| line.length > 8.0 * line.height)
            .map(|line| {
                let middle = line.point(line.length / 2.0, line.height / 2.0);
                (self.turned(middle).y, line.along.dot(self.along.quarter()))
            })
            .collect();
        if long.len() < ENOUGH {
            return 0.0;
        }
        long.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = long.len() / 2;
        let mut slopes: Vec<f32> = long
            .iter()
            .zip(&long[half..])
            .map(|(upper, lower)| (lower.1 - upper.1) / (lower.0 - upper.0).max(1.0))
            .collect();
        slopes.sort_by(f32::total_cmp);
        let limit = GREATEST_FAN / self.size.y.max(1.0);
        slopes[slopes.len() / 2].clamp(-limit, limit)
    }

    /// `spot` turned about the center, so that lines are level; relative to the center.
    fn turned(&self, spot: Spot) -> Spot {
        let from = Spot::new(spot.x - self.center.x, spot.y - self.center.y);
        Spot::new(from.dot(self.along), from.dot(self.along.quarter()))
    }

    /// The place of a box on the straightened page.
    pub(super) fn place(&self, line: &LineBox) -> Rect {
        let straightened = line.corners(0.0, line.length).map(|corner| {
            let turned = self.turned(corner);
            // A line `y = level * (1 + fan * x)` has the direction `fan * level` everywhere.
            let level = turned.y / (1.0 + self.fan * turned.x).max(0.5);
            Spot::new(turned.x + self.size.x / 2.0, level + self.size.y / 2.0)
        });
        hull(straightened.into_iter(), self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(angle: f32, length: f32) -> Shape {
        Shape { hull: Vec::new(), angle, length, height: 10.0 }
    }

    #[test]
    fn the_direction_is_that_of_most_text() {
        let shapes = [shape(0.05, 500.0), shape(0.06, 400.0), shape(0.4, 100.0), shape(-1.5, 60.0), shape(0.0, 20.0)];
        assert!((direction(&shapes) - 0.05).abs() < 1e-6);
        let upended = [shape(1.52, 500.0), shape(-1.56, 480.0), shape(1.53, 400.0), shape(0.0, 60.0)];
        assert!((direction(&upended) - 1.53).abs() < 1e-6, "{}", direction(&upended));
        assert!(direction(&[]).abs() < 1e-6);
    }

    #[test]
    fn lines_of_a_tilted_page_keep_their_order() {
        let along = Spot::at_angle(0.12);
        let line = |x: f32, y: f32| LineBox { origin: Spot::new(x, y), along, length: 300.0, height: 20.0 };
        // The right part of the upper line is lower on the picture than the left part of the second one.
        let (left, right, second) = (line(100.0, 200.0), line(900.0, 200.0 + 800.0 * 0.12), line(100.0, 235.0));
        let upright = Upright::new(Spot::new(1600.0, 2200.0), 0.12, &[left, right, second]);
        let [left, right, second] = [left, right, second].map(|line| upright.place(&line));
        assert!(right.top > 0.0 && (left.top - right.top).abs() < 0.002);
        assert!(right.bottom < second.bottom && second.top > right.top + 0.01);
    }

    #[test]
    fn lines_in_perspective_become_level() {
        let lines: Vec<LineBox> = (0_u8..20)
            .map(|row| {
                let level = f32::from(row) * 100.0 - 950.0;
                let along = Spot::at_angle((level * 0.0001).atan());
                let start = Spot::new(100.0, 1000.0 + level * (1.0 - 0.0001 * 700.0));
                LineBox { origin: start, along, length: 1400.0, height: 40.0 }
            })
            .collect();
        let upright = Upright::new(Spot::new(1600.0, 2000.0), 0.0, &lines);
        for line in &lines {
            let place = upright.place(line);
            assert!(place.bottom - place.top < 0.027, "{place:?}");
        }
    }
}
