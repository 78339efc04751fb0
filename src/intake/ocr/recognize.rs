//! Reads one line: runs the recognition model and turns its steps into characters with places and confidences.

use super::OcrError;
use super::geometry::LineBox;
use super::models::Models;
use super::plate::{Plate, whole};
use rten::ThreadPool;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::sync::Arc;

/// The height of the pictures that the model takes.
const HEIGHT: usize = 48;
/// The width of a picture is this share of its proportional width: the model reads narrow type as well, in less time.
const NARROWED: f32 = 0.85;
/// The greatest width; longer lines are compressed.
const WIDEST: usize = 6400;
/// The least width; shorter lines are padded with paper.
const NARROWEST: usize = 64;
/// A gap between two ideographs is a space from this multiple of the usual distance on. A step of the model is a quarter
/// of an ideograph, so narrower spaces are not told from an uneven distance.
const WIDE: f32 = 1.5;
/// The model makes one step for this many pixels.
const STEP: usize = 8;

/// A character of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    pub(super) character: char,
    /// The middle of the character along the line, in pixels of the plate from the start of its box.
    pub(super) middle: f32,
    /// From 0 to 1.
    pub(super) confidence: f32,
}

/// The characters of the line in the box `line`, read with the threads of `pool`.
pub(super) fn signs(
    models: &Models,
    plate: &Plate,
    line: &LineBox,
    pool: &Arc<ThreadPool>,
) -> Result<Vec<Sign>, OcrError> {
    if line.height < 1.0 || line.length < 1.0 {
        return Ok(Vec::new());
    }
    let width = whole(line.length * HEIGHT as f32 * NARROWED / line.height + 0.5).clamp(STEP, WIDEST);
    let strip = plate.strip(line, width, HEIGHT);
    let padded = width.div_ceil(STEP).max(NARROWEST / STEP) * STEP;
    let input = NdTensor::from_fn([1, 3, HEIGHT, padded], |[_, _, row, column]| {
        let gray = strip[row * width + column.min(width - 1)];
        gray / 127.5 - 1.0
    });
    let result: NdTensor<f32, 3> = models.recognition.run(input.view(), Some(pool))?;
    let steps = result.size(1).max(1);
    // Pixels of the plate for one step.
    let step = padded as f32 / steps as f32 * line.length / width as f32;
    let signs = decoded(result.slice(0), &models.characters)
        .into_iter()
        .map(|(character, middle, confidence)| Sign { character, middle: middle * step, confidence })
        .filter(|sign| sign.middle <= line.length)
        .collect();
    Ok(spaced(signs))
}

/// Adds a space to each wide gap between two ideographs, where the model has none, and removes spaces at both ends.
fn spaced(signs: Vec<Sign>) -> Vec<Sign> {
    let mut gaps: Vec<f32> = signs.windows(2).filter_map(gap).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() >= 3);
    let mut found: Vec<Sign> = Vec::with_capacity(signs.len());
    for sign in signs {
        if let Some(&before) = found.last()
            && let (Some(usual), Some(gap)) = (usual, gap(&[before, sign]))
            && gap > WIDE * usual
        {
            let middle = f32::midpoint(before.middle, sign.middle);
            found.push(Sign { character: ' ', middle, confidence: before.confidence.min(sign.confidence) });
        }
        if sign.character != ' ' || found.last().is_some_and(|last| last.character != ' ') {
            found.push(sign);
        }
    }
    if found.last().is_some_and(|last| last.character == ' ') {
        found.pop();
    }
    found
}

/// The distance of two ideographs; `None` for other characters.
fn gap(pair: &[Sign]) -> Option<f32> {
    let [before, after] = pair else { return None };
    let are_ideographs = [before, after].iter().all(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign.character));
    are_ideographs.then_some(after.middle - before.middle)
}

/// The characters of a result, "step, class", with their middle in steps and their confidence: of the best class of
/// each step, repetitions count once and class 0 separates (connectionist temporal classification).
fn decoded(result: NdTensorView<f32, 2>, characters: &[char]) -> Vec<(char, f32, f32)> {
    let mut found: Vec<(char, f32, f32)> = Vec::new();
    let mut previous = 0;
    // The sum of the chances of the present character, and the same weighted with the step.
    let (mut sum, mut weighted) = (0.0_f32, 0.0_f32);
    for (step, chances) in result.axis_iter(0).enumerate() {
        let (class, chance) = best(chances.iter().copied());
        if class != 0
            && let Some(&character) = characters.get(class)
        {
            if class != previous {
                found.push((character, 0.0, 0.0));
                (sum, weighted) = (0.0, 0.0);
            }
            sum += chance;
            weighted += chance * (step as f32 + 0.5);
            if let Some(last) = found.last_mut() {
                *last = (character, weighted / sum.max(f32::MIN_POSITIVE), last.2.max(chance.clamp(0.0, 1.0)));
            }
        }
        previous = class;
    }
    found
}

/// The index and the value of the greatest value.
fn best(values: impl Iterator<Item = f32>) -> (usize, f32) {
    values
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |best, (index, value)| if value > best.1 { (index, value) } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_count_once_unless_separated() {
        let steps: [[f32; 3]; 6] =
            [[0.1, 0.8, 0.1], [0.3, 0.6, 0.1], [0.9, 0.05, 0.05], [0.1, 0.9, 0.0], [0.0, 0.3, 0.7], [0.8, 0.1, 0.1]];
        let result = NdTensor::from_fn([6, 3], |[step, class]| steps[step][class]);
        let found = decoded(result.view(), &['\0', '中', '国']);
        let text: String = found.iter().map(|found| found.0).collect();
        assert_eq!(text, "中中国");
        assert!((found[0].2 - 0.8).abs() < 1e-6 && (found[1].2 - 0.9).abs() < 1e-6);
        assert!((found[0].1 - 0.93).abs() < 0.01 && (found[2].1 - 4.5).abs() < 1e-6);
    }

    #[test]
    fn a_wide_gap_is_a_space() {
        let signs = |text: &str, middles: &[f32]| -> Vec<Sign> {
            text.chars().zip(middles).map(|(character, &middle)| Sign { character, middle, confidence: 0.9 }).collect()
        };
        let text = |signs: Vec<Sign>| spaced(signs).iter().map(|sign| sign.character).collect::<String>();
        assert_eq!(text(signs("业务种类见附页", &[0.0, 10.0, 20.0, 30.0, 46.0, 56.0, 66.0])), "业务种类 见附页");
        assert_eq!(text(signs("业务种：类见页", &[0.0, 10.0, 20.0, 30.0, 46.0, 56.0, 68.0])), "业务种：类见页");
        assert_eq!(text(signs(" 附  页 ", &[0.0, 10.0, 15.0, 20.0, 30.0, 40.0])), "附 页");
    }

    #[test]
    fn a_class_without_a_character_is_left_out() {
        let result = NdTensor::from_fn([1, 4], |[_, class]| if class == 3 { 1.0 } else { 0.0 });
        assert!(decoded(result.view(), &['\0', '中']).is_empty());
    }
}
