//! Finds lines of text: runs the detection model and traces the shapes of its result.

use super::OcrError;
use super::geometry::{LineBox, Spot};
use super::models::Network;
use super::plate::{Plate, whole};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::collections::BTreeMap;

/// From this probability on, a pixel belongs to text.
const TEXT: f32 = 0.3;
/// The least mean probability of a shape.
const SURE: f32 = 0.5;
/// The model finds the core of a line; the line is larger by this share of area over circumference.
const GROWTH: f32 = 1.6;
/// The least height of a shape in pixels of the model.
const LEAST: f32 = 3.0;
/// More shapes than this are not text of a page but noise.
const MOST: usize = 2000;
/// The model takes sides that are multiples of this.
const GRID: usize = 32;
/// A shape at least this much longer than high has a direction of its own.
const LONG: f32 = 4.0;

/// A shape of text that was found, in pixels of the plate.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Its convex hull.
    pub(super) hull: Vec<Spot>,
    /// The direction of its longer side as an angle in radians, from -90 degrees to +90 degrees.
    pub(super) angle: f32,
    /// The length of the longer side.
    pub(super) length: f32,
    /// The length of the shorter side.
    pub(super) height: f32,
}

impl Shape {
    pub(super) fn is_long(&self) -> bool {
        self.length >= LONG * self.height
    }

    /// The shape on a plate of `width` of which it was found on the turned plate.
    pub(super) fn turned_back(mut self, width: f32) -> Self {
        for spot in &mut self.hull {
            *spot = Spot::new(width - spot.y, spot.x);
        }
        self.angle = half_turn(self.angle + std::f32::consts::FRAC_PI_2);
        self
    }

    /// The box of its line if the page is read in direction `page`. Long shapes keep their own direction.
    pub(super) fn line(&self, page: f32) -> LineBox {
        let mut angle = page;
        let turn = half_turn(self.angle - page);
        if self.is_long() && turn.abs() < 0.4 {
            angle += turn;
        }
        let along = Spot::at_angle(angle);
        let core = LineBox::around(&self.hull, along, 0.0);
        let margin = GROWTH * core.length * core.height / (2.0 * (core.length + core.height)).max(1.0);
        LineBox::around(&self.hull, along, margin)
    }
}

/// `angle` plus or minus half turns, so that it lies between -90 degrees and +90 degrees.
pub(super) fn half_turn(angle: f32) -> f32 {
    use std::f32::consts::PI;
    let rest = angle.rem_euclid(PI);
    if rest > PI / 2.0 { rest - PI } else { rest }
}

/// The shapes of text on `plate`, looked at with the longest side `side`.
pub(super) fn shapes(network: &Network, plate: &Plate, side: usize) -> Result<Vec<Shape>, OcrError> {
    let longest = plate.width.max(plate.height).max(1) as f32;
    let scale = (side as f32 / longest).min(2.0);
    let on_grid = |length: usize| (whole(length as f32 * scale + 0.5).div_ceil(GRID) * GRID).max(GRID);
    let (width, height) = (on_grid(plate.width), on_grid(plate.height));
    let (step_x, step_y) = (plate.width as f32 / width as f32, plate.height as f32 / height as f32);
    let all = LineBox {
        origin: Spot::default(),
        along: Spot::new(1.0, 0.0),
        length: plate.width as f32,
        height: plate.height as f32,
    };
    let gray = plate.strip(&all, width, height);
    let mut input = Vec::with_capacity(3 * gray.len());
    for (mean, deviation) in [(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)] {
        input.extend(gray.iter().map(|value| (value / 255.0 - mean) / deviation));
    }
    drop(gray);
    let input = NdTensor::from_data([1, 3, height, width], input);
    let result: NdTensor<f32, 4> = network.run(input.view(), None)?;
    drop(input);
    let mut found = traced(&result);
    for shape in &mut found {
        for spot in &mut shape.hull {
            *spot = Spot::new(spot.x * step_x, spot.y * step_y);
        }
        let step = (step_x * step_y).sqrt();
        shape.length *= step;
        shape.height *= step;
    }
    Ok(found)
}

/// The shapes of a result: one picture with one channel of probabilities.
fn traced(result: &NdTensor<f32, 4>) -> Vec<Shape> {
    let [_, _, _, width] = result.shape();
    let mut chances = result.slice((0, 0)).to_vec();
    let mut found = Vec::new();
    for start in 0..chances.len() {
        if found.len() == MOST {
            break;
        }
        if chances[start] <= TEXT {
            continue;
        }
        let (edge, mean) = cut_out(&mut chances, width, start);
        if mean < SURE {
            continue;
        }
        let hull = convex_hull(edge);
        let (angle, length, height) = direction(&hull);
        if height >= LEAST {
            found.push(Shape { hull, angle, length, height });
        }
    }
    found
}

/// Clears the connected shape at `start`. Returns the corners of the pixels at both ends of each of its rows, and its
/// mean probability.
fn cut_out(chances: &mut [f32], width: usize, start: usize) -> (Vec<(i32, i32)>, f32) {
    let height = chances.len() / width;
    let mut ends: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let (mut sum, mut count) = (chances[start], 1.0_f32);
    let mut open = vec![start];
    chances[start] = 0.0;
    while let Some(pixel) = open.pop() {
        let (x, y) = (pixel % width, pixel / width);
        let row = ends.entry(y).or_insert((x, x));
        *row = (row.0.min(x), row.1.max(x));
        for near_y in y.saturating_sub(1)..(y + 2).min(height) {
            for near_x in x.saturating_sub(1)..(x + 2).min(width) {
                let near = near_y * width + near_x;
                if chances[near] > TEXT {
                    sum += chances[near];
                    count += 1.0;
                    chances[near] = 0.0;
                    open.push(near);
                }
            }
        }
    }
    let mut edge = Vec::with_capacity(4 * ends.len());
    for (y, (left, right)) in ends {
        let [y, left, right] = [y, left, right].map(|at| i32::try_from(at).unwrap_or(i32::MAX - 1));
        edge.extend([(left, y), (left, y + 1), (right + 1, y), (right + 1, y + 1)]);
    }
    (edge, sum / count)
}

/// The convex hull of `points`, by the monotone chain.
fn convex_hull(mut points: Vec<(i32, i32)>) -> Vec<Spot> {
    points.sort_unstable();
    points.dedup();
    let mut hull = half_hull(points.iter().copied());
    hull.extend(half_hull(points.iter().rev().copied()));
    hull.into_iter().map(|(x, y)| Spot::new(x as f32, y as f32)).collect()
}

/// One side of the hull of sorted points, without the last point.
fn half_hull(points: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut side: Vec<(i32, i32)> = Vec::new();
    for point in points {
        while let [.., a, b] = side[..]
            && turn(a, b, point) <= 0
        {
            side.pop();
        }
        side.push(point);
    }
    side.pop();
    side
}

/// Positive if `a`, `b`, `c` turn one way, negative if the other, 0 if they are on a line.
fn turn(a: (i32, i32), b: (i32, i32), c: (i32, i32)) -> i64 {
    let way = |from: (i32, i32), to: (i32, i32)| (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
    let ((abx, aby), (acx, acy)) = (way(a, b), way(a, c));
    abx * acy - aby * acx
}

/// The direction of the longer side of the smallest rectangle around a hull, and the lengths of both sides. One side
/// of that rectangle lies on an edge of the hull.
fn direction(hull: &[Spot]) -> (f32, f32, f32) {
    let mut best = (0.0, 0.0, 0.0);
    let mut least = f32::INFINITY;
    for (from, to) in hull.iter().zip(hull.iter().cycle().skip(1)) {
        let angle = (to.y - from.y).atan2(to.x - from.x);
        let sides = LineBox::around(hull, Spot::at_angle(angle), 0.0);
        if sides.length * sides.height < least {
            least = sides.length * sides.height;
            best = if sides.length >= sides.height {
                (half_turn(angle), sides.length, sides.height)
            } else {
                (half_turn(angle + std::f32::consts::FRAC_PI_2), sides.height, sides.length)
            };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_a_tilted_bar() {
        let slope = 0.05_f32;
        let result = NdTensor::from_fn([1, 1, 100, 300], |[_, _, y, x]| {
            let across = y as f32 - 40.0 - slope * x as f32;
            if (20..280).contains(&x) && across.abs() < 6.0 { 0.9 } else { 0.01 }
        });
        let found = traced(&result);
        assert_eq!(found.len(), 1);
        assert!((found[0].angle - slope.atan()).abs() < 0.01, "{}", found[0].angle);
        assert!(found[0].is_long());
        let line = found[0].line(0.0);
        assert!(line.length > 260.0 && line.height > 12.0 && line.height < 40.0, "{line:?}");
    }

    #[test]
    fn a_shape_of_a_turned_plate_is_turned_back() {
        let shape = Shape { hull: vec![Spot::new(10.0, 30.0)], angle: 0.1, length: 50.0, height: 5.0 };
        let back = shape.turned_back(100.0);
        assert_eq!(back.hull, [Spot::new(70.0, 10.0)]);
        assert!((back.angle - half_turn(0.1 + std::f32::consts::FRAC_PI_2)).abs() < 1e-6);
    }

    #[test]
    fn weak_shapes_are_left_out() {
        let result = NdTensor::from_fn([1, 1, 40, 40], |[_, _, y, _]| if y > 20 { 0.35 } else { 0.0 });
        assert!(traced(&result).is_empty());
    }

    #[test]
    fn angles_are_within_a_half_turn() {
        for (angle, expected) in [(3.0_f32, 3.0 - std::f32::consts::PI), (-3.0, std::f32::consts::PI - 3.0), (0.2, 0.2)]
        {
            assert!((half_turn(angle) - expected).abs() < 1e-5);
        }
    }
}
