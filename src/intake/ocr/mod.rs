//! Reads pictures of pages without a network: lines of characters with their places and confidences.
//!
//! One model finds the lines, another reads each of them; both are part of the program (`assets/ocr`).

mod detect;
mod geometry;
mod models;
mod plate;
mod recognize;
mod straighten;

use crate::intake::page::{Glyph, PageLine, ReadPage};
use crate::progress::{Canceled, Progress};
use detect::Shape;
use geometry::{LineBox, Spot, hull};
use image::RgbImage;
use models::Models;
use plate::Plate;
use recognize::Sign;
use rten::ThreadPool;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use straighten::Upright;

/// The longest side in pixels at which lines are searched.
const SIDE: usize = 1280;
/// The longest side for pages with small type.
const LARGE_SIDE: usize = 2400;
/// Shapes of text below this height, at [`SIDE`], are small type. A shape is about half as high as its characters.
const SMALL: f32 = 4.5;
/// Lines below this mean confidence may be upside down.
const DOUBTFUL: f32 = 0.85;
/// Lines below this mean confidence are no text.
const NO_TEXT: f32 = 0.6;
/// More threads than this read no faster and need more memory.
const MOST_WORKERS: usize = 4;
/// The number of lines by which it is decided which side of a page is up.
const SAMPLES: usize = 4;

/// An error of reading a picture.
#[derive(Debug, thiserror::Error)]
pub enum OcrError {
    /// The picture has no pixels.
    #[error("the picture is empty")]
    Empty,
    /// A model failed.
    #[error("the model for reading text failed: {0}")]
    Model(String),
    /// It was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

impl OcrError {
    fn model(error: &dyn std::error::Error) -> Self {
        Self::Model(error.to_string())
    }
}

/// Reads pictures of pages. Loading takes a fraction of a second and memory for the models, so one is made at first
/// use and kept while pages are read.
pub struct Reader {
    models: Models,
}

impl Reader {
    /// Loads the models.
    ///
    /// # Errors
    /// If the models cannot be loaded.
    pub fn load() -> Result<Self, OcrError> {
        Ok(Self { models: Models::load()? })
    }

    /// Reads a page. `progress` serves to cancel it only.
    ///
    /// # Errors
    /// If the picture is empty, a model fails, or it was canceled.
    pub fn read(&self, picture: &RgbImage, progress: &Progress) -> Result<ReadPage, OcrError> {
        if picture.width() == 0 || picture.height() == 0 {
            return Err(OcrError::Empty);
        }
        progress.check()?;
        let plate = Plate::of(picture);
        progress.check()?;
        let shapes = self.shapes(&plate, progress)?;
        progress.check()?;
        let page = self.direction(&plate, &shapes)?;
        let size = Spot::new(plate.width as f32, plate.height as f32);
        let boxes: Vec<LineBox> = shapes.iter().map(|shape| shape.line(page)).collect();
        let upright = Upright::new(size, page, &boxes);
        let read = self.lines(&plate, &boxes, progress)?;
        let lines = boxes
            .iter()
            .zip(read)
            .filter(|(_, signs)| confidence(signs) >= NO_TEXT)
            .map(|(line, signs)| PageLine { glyphs: glyphs(line, &signs, size), upright: upright.place(line) })
            .collect();
        Ok(ReadPage { width: picture.width() as f32, height: picture.height() as f32, lines })
    }

    /// The shapes of text. Those of a page on its side are searched once more on the turned page, because the model
    /// knows level lines best.
    fn shapes(&self, plate: &Plate, progress: &Progress) -> Result<Vec<Shape>, OcrError> {
        let shapes = self.shapes_as_shown(plate, progress)?;
        if straighten::direction(&shapes) < std::f32::consts::FRAC_PI_4 {
            return Ok(shapes);
        }
        progress.check()?;
        let level = self.shapes_as_shown(&plate.turned(), progress)?;
        Ok(level.into_iter().map(|shape| shape.turned_back(plate.width as f32)).collect())
    }

    /// The shapes of text, searched once more at a larger scale if the type is small.
    fn shapes_as_shown(&self, plate: &Plate, progress: &Progress) -> Result<Vec<Shape>, OcrError> {
        let shapes = detect::shapes(&self.models.detection, plate, SIDE)?;
        let longest = plate.width.max(plate.height);
        let mut heights: Vec<f32> = shapes.iter().map(|shape| shape.height).collect();
        heights.sort_by(f32::total_cmp);
        let usual = heights.get(heights.len() / 2).map_or(SMALL, |height| height * SIDE as f32 / longest as f32);
        if usual >= SMALL || longest <= SIDE {
            return Ok(shapes);
        }
        progress.check()?;
        detect::shapes(&self.models.detection, plate, LARGE_SIDE.min(longest))
    }

    /// The characters of each box. Each processor reads lines of its own, because a line is too little work to share.
    fn lines(&self, plate: &Plate, boxes: &[LineBox], progress: &Progress) -> Result<Vec<Vec<Sign>>, OcrError> {
        let next = AtomicUsize::new(0);
        let workers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_WORKERS).min(boxes.len().max(1));
        let read = thread::scope(|scope| {
            let spawned: Vec<_> =
                (0..workers).map(|_| scope.spawn(|| self.share(plate, boxes, &next, progress))).collect();
            spawned
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|_| Err(OcrError::Model("its thread failed".to_owned()))))
                .collect::<Result<Vec<_>, OcrError>>()
        })?;
        let mut lines = vec![Vec::new(); boxes.len()];
        for (index, signs) in read.into_iter().flatten() {
            lines[index] = signs;
        }
        Ok(lines)
    }

    /// The characters of the boxes that one worker takes, with their indices, until `next` is past the last.
    fn share(
        &self,
        plate: &Plate,
        boxes: &[LineBox],
        next: &AtomicUsize,
        progress: &Progress,
    ) -> Result<Vec<(usize, Vec<Sign>)>, OcrError> {
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let mut read = Vec::new();
        loop {
            progress.check()?;
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(line) = boxes.get(index) else { return Ok(read) };
            read.push((index, recognize::signs(&self.models, plate, line, &pool)?));
        }
    }

    /// The direction in which the page is read, as an angle in radians. Whether a page is upside down is tried out if
    /// its longest lines are not read with confidence.
    fn direction(&self, plate: &Plate, shapes: &[Shape]) -> Result<f32, OcrError> {
        let page = straighten::direction(shapes);
        let mut longest: Vec<&Shape> = shapes.iter().filter(|shape| shape.is_long()).collect();
        longest.sort_by(|a, b| b.length.total_cmp(&a.length));
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let (mut ahead, mut back) = (0.0, 0.0);
        for shape in longest.iter().take(SAMPLES) {
            let line = shape.line(page);
            let sure = confidence(&recognize::signs(&self.models, plate, &line, &pool)?);
            if sure > DOUBTFUL {
                return Ok(page);
            }
            ahead += sure;
            back += confidence(&recognize::signs(&self.models, plate, &line.reversed(), &pool)?);
        }
        Ok(if back > ahead { page + std::f32::consts::PI } else { page })
    }
}

/// The mean confidence; 0 without characters.
fn confidence(signs: &[Sign]) -> f32 {
    signs.iter().map(|sign| sign.confidence).sum::<f32>() / signs.len().max(1) as f32
}

/// The characters with their places. A character reaches half-way to its neighbors, but no farther than the height of
/// the line.
fn glyphs(line: &LineBox, signs: &[Sign], size: Spot) -> Vec<Glyph> {
    let reach = line.height * 0.45;
    let mut found = Vec::with_capacity(signs.len());
    for (index, sign) in signs.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .and_then(|before| signs.get(before))
            .map_or(0.0, |before| f32::midpoint(before.middle, sign.middle));
        let after = signs.get(index + 1).map_or(line.length, |after| f32::midpoint(after.middle, sign.middle));
        let from = before.max(sign.middle - reach);
        let to = after.min(sign.middle + reach);
        let place = hull(line.corners(from, to).into_iter(), size);
        found.push(Glyph { character: sign.character, place, confidence: sign.confidence });
    }
    found
}
