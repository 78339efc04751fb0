//! Points, directions and the map from a picture to its straightened page.

use super::super::page::Rect;

/// A point, or a vector, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl Spot {
    pub(super) fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The unit vector at `angle` radians, clockwise from the right.
    pub(super) fn at_angle(angle: f32) -> Self {
        Self::new(angle.cos(), angle.sin())
    }

    pub(super) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// The vector turned by a quarter, clockwise: from "along a line" to "down the page".
    pub(super) fn quarter(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// `self + along * a + down * b`.
    pub(super) fn moved(self, along: Self, a: f32, down: Self, b: f32) -> Self {
        Self::new(self.x + along.x * a + down.x * b, self.y + along.y * a + down.y * b)
    }
}

/// The box of a line: a rectangle at any angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineBox {
    /// The corner at the start of the line, above it.
    pub(super) origin: Spot,
    /// The unit vector of the reading direction.
    pub(super) along: Spot,
    /// The length in reading direction.
    pub(super) length: f32,
    /// The height across it.
    pub(super) height: f32,
}

impl LineBox {
    /// The smallest box with the reading direction `along` that holds `points`, grown by `margin` on every side.
    pub(super) fn around(points: &[Spot], along: Spot, margin: f32) -> Self {
        let down = along.quarter();
        let (left, right) = span(points.iter().map(|point| point.dot(along)));
        let (top, bottom) = span(points.iter().map(|point| point.dot(down)));
        let origin = Spot::default().moved(along, left - margin, down, top - margin);
        Self { origin, along, length: right - left + 2.0 * margin, height: bottom - top + 2.0 * margin }
    }

    /// The point at `x` along the line and `y` across it.
    pub(super) fn point(&self, x: f32, y: f32) -> Spot {
        self.origin.moved(self.along, x, self.along.quarter(), y)
    }

    /// The four corners of the part from `from` to `to` along the line.
    pub(super) fn corners(&self, from: f32, to: f32) -> [Spot; 4] {
        [self.point(from, 0.0), self.point(to, 0.0), self.point(to, self.height), self.point(from, self.height)]
    }

    /// The same box read in the opposite direction.
    pub(super) fn reversed(&self) -> Self {
        let origin = self.point(self.length, self.height);
        Self { origin, along: Spot::new(-self.along.x, -self.along.y), ..*self }
    }
}

/// The least and the greatest value; zeros without any.
pub(super) fn span(values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (low, high) =
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// The hull of `points` as fractions of `size`, inside 0 to 1.
pub(super) fn hull(points: impl Iterator<Item = Spot> + Clone, size: Spot) -> Rect {
    let (left, right) = span(points.clone().map(|point| point.x / size.x));
    let (top, bottom) = span(points.map(|point| point.y / size.y));
    Rect {
        left: left.clamp(0.0, 1.0),
        top: top.clamp(0.0, 1.0),
        right: right.clamp(0.0, 1.0),
        bottom: bottom.clamp(0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_follows_its_direction() {
        let along = Spot::at_angle(0.1);
        let start = Spot::new(10.0, 20.0);
        let points = [start, start.moved(along, 100.0, along.quarter(), 8.0)];
        let found = LineBox::around(&points, along, 0.0);
        assert!((found.length - 100.0).abs() < 0.01 && (found.height - 8.0).abs() < 0.01);
        assert!((found.origin.x - 10.0).abs() < 0.01 && (found.origin.y - 20.0).abs() < 0.01);
        let back = found.reversed();
        let end = back.point(100.0, 8.0);
        assert!((end.x - 10.0).abs() < 0.01 && (end.y - 20.0).abs() < 0.01);
    }

    #[test]
    fn a_hull_stays_on_the_page() {
        let points = [Spot::new(-5.0, 5.0), Spot::new(12.0, 8.0)];
        let found = hull(points.into_iter(), Spot::new(10.0, 10.0));
        assert_eq!(found, Rect { left: 0.0, top: 0.5, right: 1.0, bottom: 0.8 });
    }
}
