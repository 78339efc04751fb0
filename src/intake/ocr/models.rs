//! The models and the characters they know, loaded at first use.

use super::OcrError;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::{NdTensor, NdTensorView};
use std::sync::Arc;

static DETECTION: &[u8] = include_bytes!("../../../assets/ocr/detection.onnx");
static RECOGNITION: &[u8] = include_bytes!("../../../assets/ocr/recognition.onnx");
/// The characters of the recognition model, one a line, from index 1; index 0 is "no character", the last is a space.
static CHARACTERS: &str = include_str!("../../../assets/ocr/characters.txt");

/// A model with one input and one output.
pub(super) struct Network {
    model: Model,
    input: NodeId,
    output: NodeId,
}

impl Network {
    fn load(bytes: &'static [u8]) -> Result<Self, OcrError> {
        let model = ModelOptions::with_all_ops().load_static_slice(bytes).map_err(|error| OcrError::model(&error))?;
        let (Some(&input), Some(&output)) = (model.input_ids().first(), model.output_ids().first()) else {
            return Err(OcrError::Model("it has no input or no output".to_owned()));
        };
        Ok(Self { model, input, output })
    }

    /// Runs the model on pictures in the shape "count, channel, row, column", with the threads of `pool`, or of all
    /// processors. The result is of `N` dimensions.
    pub(super) fn run<const N: usize>(
        &self,
        pictures: NdTensorView<f32, 4>,
        pool: Option<&Arc<ThreadPool>>,
    ) -> Result<NdTensor<f32, N>, OcrError> {
        let options = RunOptions::default().with_thread_pool(pool.cloned());
        let [result] = self
            .model
            .run_n(vec![(self.input, pictures.into())], [self.output], Some(options))
            .map_err(|error| OcrError::model(&error))?;
        result.try_into().map_err(|_| OcrError::Model("its result has an unexpected shape".to_owned()))
    }
}

/// Both models and the characters.
pub(super) struct Models {
    pub(super) detection: Network,
    pub(super) recognition: Network,
    /// The character of each class of the recognition model; the first is unused.
    pub(super) characters: Vec<char>,
}

impl Models {
    pub(super) fn load() -> Result<Self, OcrError> {
        Ok(Self {
            detection: Network::load(DETECTION)?,
            recognition: Network::load(RECOGNITION)?,
            characters: characters(CHARACTERS),
        })
    }
}

/// The character of each class: "no character", one for each line, and a space.
fn characters(lines: &str) -> Vec<char> {
    let known = lines.lines().map(|line| line.chars().next().unwrap_or(' '));
    std::iter::once('\0').chain(known).chain([' ']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_have_a_blank_before_and_a_space_after() {
        assert_eq!(characters("中\n国\n"), ['\0', '中', '国', ' ']);
    }

    #[test]
    fn the_list_has_the_punctuation_of_a_license() {
        let known = characters(CHARACTERS);
        for character in "，。；：、（）《》“”【】".chars() {
            assert!(known.contains(&character), "{character}");
        }
    }
}
