//! The gray picture that is read: limited in size and without red stamps.

use super::geometry::LineBox;
use image::RgbImage;

/// The longest side in pixels: A4 at about 300 dots per inch. Larger pictures are scaled down.
const LONGEST: u32 = 3508;
/// The longest side of the small picture on which stamps are found.
const STAMP_VIEW: usize = 400;
/// By how much red exceeds green and blue where ink of a stamp is.
const REDNESS: i16 = 36;

/// A gray picture.
#[derive(Clone, Debug)]
pub(super) struct Plate {
    pub(super) width: usize,
    pub(super) height: usize,
    /// One byte a pixel, row by row.
    pub(super) pixels: Vec<u8>,
}

impl Plate {
    /// The picture in gray, at most [`LONGEST`] wide and high. Red stamps are removed;
    /// text under them stays.
    pub(super) fn of(picture: &RgbImage) -> Self {
        let (width, height) = picture.dimensions();
        let longest = width.max(height).max(1);
        if longest > LONGEST {
            let side = |length: u32| u32::try_from(u64::from(length) * u64::from(LONGEST) / u64::from(longest));
            let (width, height) = (side(width).unwrap_or(1).max(1), side(height).unwrap_or(1).max(1));
            return Self::of_sized(&image::imageops::thumbnail(picture, width, height));
        }
        Self::of_sized(picture)
    }

    fn of_sized(picture: &RgbImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut pixels: Vec<u8> = picture.pixels().map(|pixel| luma(pixel.0)).collect();
        for stamp in stamps(picture) {
            bleach(picture, stamp, &mut pixels);
        }
        Self { width, height, pixels }
    }

    /// The picture turned by a quarter, counterclockwise: what reads downward then reads to the right.
    pub(super) fn turned(&self) -> Self {
        let columns = (0..self.width).rev();
        let pixels = columns.flat_map(|x| (0..self.height).map(move |y| self.pixels[y * self.width + x])).collect();
        Self { width: self.height, height: self.width, pixels }
    }

    /// The brightness at `x`, `y`, between pixels by linear interpolation; outside, that of the nearest edge.
    fn sample(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (column, row) = (whole(x), whole(y));
        let (next_column, next_row) = ((column + 1).min(self.width - 1), (row + 1).min(self.height - 1));
        let (fx, fy) = (x - column as f32, y - row as f32);
        let at = |column: usize, row: usize| f32::from(self.pixels[row * self.width + column]);
        let upper = at(column, row) * (1.0 - fx) + at(next_column, row) * fx;
        let lower = at(column, next_row) * (1.0 - fx) + at(next_column, next_row) * fx;
        upper * (1.0 - fy) + lower * fy
    }

    /// The part `line`, `width` by `height` pixels, row by row.
    pub(super) fn strip(&self, line: &LineBox, width: usize, height: usize) -> Vec<f32> {
        if self.width == 0 || self.height == 0 {
            return vec![255.0; width * height];
        }
        let (step_x, step_y) = (line.length / width as f32, line.height / height as f32);
        // Where several pixels fall on one, their mean is taken.
        let parts = whole(step_x.max(step_y) + 0.6).clamp(1, 4);
        let part = 1.0 / parts as f32;
        let down = line.along.quarter();
        let mut strip = Vec::with_capacity(width * height);
        for row in 0..height {
            for column in 0..width {
                let mut sum = 0.0;
                for across in 0..parts {
                    let y = (row as f32 + (across as f32 + 0.5) * part) * step_y;
                    for ahead in 0..parts {
                        let x = (column as f32 + (ahead as f32 + 0.5) * part) * step_x;
                        let spot = line.origin.moved(line.along, x, down, y);
                        sum += self.sample(spot.x, spot.y);
                    }
                }
                strip.push(sum * part * part);
            }
        }
        strip
    }
}

/// The whole part of a value; 0 for negative ones.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
pub(super) fn whole(value: f32) -> usize {
    value as usize
}

fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 77 * u32::from(red) + 151 * u32::from(green) + 28 * u32::from(blue);
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

/// Brightens the ink of a stamp in `pixels` to the brightness of the paper beside it. Text under the stamp stays dark,
/// because red ink lets red light through.
fn bleach(picture: &RgbImage, stamp: Area, pixels: &mut [u8]) {
    let width = picture.width() as usize;
    let (mut ink, mut paper) = ([0_usize; 256], [0_usize; 256]);
    let places: Vec<usize> =
        (stamp.top..stamp.bottom).flat_map(|row| (stamp.left..stamp.right).map(move |x| row * width + x)).collect();
    let color = |place: usize| picture.as_raw().get(3 * place..3 * place + 3);
    for &place in &places {
        let Some(&[red, green, blue]) = color(place) else { continue };
        let counts = if redness(red, green, blue) > REDNESS { &mut ink } else { &mut paper };
        counts[usize::from(red)] += 1;
    }
    let (ink, paper) = (median(&ink).max(1.0), median(&paper));
    for &place in &places {
        let (Some(&[red, green, blue]), Some(gray)) = (color(place), pixels.get_mut(place)) else { continue };
        let share = (f32::from(redness(red, green, blue)) / f32::from(REDNESS)).clamp(0.0, 1.0);
        let clear = f32::from(red) * (paper / ink).max(1.0);
        let mixed = f32::from(*gray) * (1.0 - share) + clear * share;
        *gray = u8::try_from(whole(mixed)).unwrap_or(u8::MAX);
    }
}

/// The brightness at half of the counts.
fn median(counts: &[usize; 256]) -> f32 {
    let half = counts.iter().sum::<usize>() / 2;
    let mut sum = 0;
    for (brightness, count) in counts.iter().enumerate() {
        sum += count;
        if sum > half {
            return brightness as f32;
        }
    }
    255.0
}

/// By how much red exceeds the other colors.
fn redness(red: u8, green: u8, blue: u8) -> i16 {
    i16::from(red) - i16::from(green.max(blue))
}

/// An area of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// The areas of red stamps: connected red shapes, about as wide as high, larger than any character.
fn stamps(picture: &RgbImage) -> Vec<Area> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let step = width.max(height).div_ceil(STAMP_VIEW).max(1);
    let (columns, rows) = (width.div_ceil(step), height.div_ceil(step));
    let mut is_red = vec![false; columns * rows];
    for (index, pixel) in picture.as_raw().chunks_exact(3).enumerate() {
        let &[red, green, blue] = pixel else { continue };
        if redness(red, green, blue) > REDNESS {
            let (x, y) = (index % width / step, index / width / step);
            is_red[y * columns + x] = true;
        }
    }
    let least = columns.max(rows) / 16;
    let mut found = Vec::new();
    for start in 0..is_red.len() {
        if !is_red[start] {
            continue;
        }
        let area = fill(&mut is_red, columns, start);
        let (wide, high) = (area.right - area.left, area.bottom - area.top);
        if wide.min(high) >= least && wide < 2 * high && high < 2 * wide {
            found.push(Area {
                left: area.left.saturating_sub(1) * step,
                top: area.top.saturating_sub(1) * step,
                right: ((area.right + 1) * step).min(width),
                bottom: ((area.bottom + 1) * step).min(height),
            });
        }
    }
    found
}

/// Clears the connected shape at `start` and returns its area. Gaps of one cell count as connected.
fn fill(red: &mut [bool], columns: usize, start: usize) -> Area {
    let rows = red.len() / columns;
    let (x, y) = (start % columns, start / columns);
    let mut area = Area { left: x, top: y, right: x + 1, bottom: y + 1 };
    let mut open = vec![start];
    red[start] = false;
    while let Some(cell) = open.pop() {
        let (x, y) = (cell % columns, cell / columns);
        area.left = area.left.min(x);
        area.right = area.right.max(x + 1);
        area.bottom = area.bottom.max(y + 1);
        area.top = area.top.min(y);
        for near_y in y.saturating_sub(2)..(y + 3).min(rows) {
            for near_x in x.saturating_sub(2)..(x + 3).min(columns) {
                let near = near_y * columns + near_x;
                if red[near] {
                    red[near] = false;
                    open.push(near);
                }
            }
        }
    }
    area
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Spot;
    use super::*;
    use image::Rgb;

    /// White paper with a red ring of radius 60 at the center and a red bar above it.
    fn paper_with_stamp() -> RgbImage {
        RgbImage::from_fn(400, 400, |x, y| {
            let distance = (f64::from(x) - 200.0).hypot(f64::from(y) - 200.0);
            let is_bar = (20..40).contains(&y) && (100..300).contains(&x);
            if (55.0..60.0).contains(&distance) || is_bar { Rgb([200, 30, 40]) } else { Rgb([250, 250, 250]) }
        })
    }

    #[test]
    fn a_stamp_vanishes_and_red_text_stays() {
        let plate = Plate::of(&paper_with_stamp());
        let at = |x: usize, y: usize| plate.pixels[y * plate.width + x];
        assert!(at(200, 143) > 240, "the ring is as bright as paper");
        assert!(at(200, 30) < 100, "the bar stays dark");
        assert_eq!(stamps(&paper_with_stamp()).len(), 1);
    }

    #[test]
    fn a_turned_picture_has_its_right_edge_above() {
        let turned = Plate { width: 3, height: 2, pixels: vec![1, 2, 3, 4, 5, 6] }.turned();
        assert_eq!((turned.width, turned.height, turned.pixels), (2, 3, vec![3, 6, 2, 5, 1, 4]));
    }

    #[test]
    fn a_large_picture_is_scaled() {
        let plate = Plate::of(&RgbImage::new(7016, 10));
        assert_eq!((plate.width, plate.height), (3508, 5));
    }

    #[test]
    fn a_strip_of_a_tilted_line_is_straight() {
        // A dark band of 10 pixels at a slope of 0.1.
        let picture = RgbImage::from_fn(200, 100, |x, y| {
            let distance = f64::from(y) + 0.5 - 30.0 - 0.1 * (f64::from(x) + 0.5);
            if (0.0..10.0).contains(&distance) { Rgb([0; 3]) } else { Rgb([255; 3]) }
        });
        let along = Spot::at_angle(0.1_f32.atan());
        let line = LineBox { origin: Spot::new(10.0, 21.0), along, length: 150.0, height: 30.0 };
        let strip = Plate::of(&picture).strip(&line, 150, 30);
        for column in 5..145 {
            assert!(strip[15 * 150 + column] < 1.0, "dark at {column}");
            assert!(strip[4 * 150 + column] > 254.0 && strip[26 * 150 + column] > 254.0, "bright at {column}");
        }
    }
}
