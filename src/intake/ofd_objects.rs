//! The objects on a page of an OFD file: characters and pictures with their places.

use super::layout::is_wide;
use super::marks::{Mark, usual};
use super::ofd_package::{attribute, boxed, children, numbers};
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// The deepest nesting of blocks and reusable graphics.
const DEPTH: usize = 16;
/// The most objects of a page; a page of small print has 5,000 characters.
const MOST_OBJECTS: usize = 100_000;

/// What a page draws, from back to front.
#[derive(Debug, Default)]
pub(super) struct PageObjects {
    /// Left, top, width, height, if the page tells its own, in millimeters.
    pub area: Option<[f32; 4]>,
    /// The objects.
    pub drawn: Vec<Drawn>,
}

/// An object on a page, in millimeters.
#[derive(Debug)]
pub(super) enum Drawn {
    /// A character.
    Text(Mark),
    /// A picture: the id of its resource and its area in square millimeters.
    Picture { resource: String, area: f32 },
}

/// A mapping of the plane: a b c d e f, as in `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
struct Matrix([f32; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The mapping of an object in the space of its parent: by its matrix, then to its place.
    fn of(node: Node<'_, '_>, parent: Self) -> Self {
        let own = attribute(node, "CTM").and_then(|text| numbers(text).try_into().ok()).map_or(Self::IDENTITY, Self);
        let [x, y] = attribute(node, "Boundary").and_then(boxed).map_or([0.0, 0.0], |[x, y, ..]| [x, y]);
        parent.after(Self([1.0, 0.0, 0.0, 1.0, x, y]).after(own))
    }

    /// First `first`, then this mapping.
    fn after(self, first: Self) -> Self {
        let [x_axis, y_axis] = [[first.0[0], first.0[1]], [first.0[2], first.0[3]]];
        let [across, down] = [x_axis, y_axis].map(|axis| self.step(axis));
        let origin = self.point([first.0[4], first.0[5]]);
        Self([across[0], across[1], down[0], down[1], origin[0], origin[1]])
    }

    fn step(self, [x, y]: [f32; 2]) -> [f32; 2] {
        let Self(m) = self;
        [m[0] * x + m[2] * y, m[1] * x + m[3] * y]
    }

    fn point(self, point: [f32; 2]) -> [f32; 2] {
        let [x, y] = self.step(point);
        [x + self.0[4], y + self.0[5]]
    }
}

impl PageObjects {
    /// Adds the objects in the content of a page. `graphics` are reusable graphics by their ids.
    pub(super) fn add(&mut self, content: Node<'_, '_>, graphics: &HashMap<String, String>) {
        self.add_all(content, Matrix::IDENTITY, graphics, 0);
    }

    fn add_all(&mut self, parent: Node<'_, '_>, matrix: Matrix, graphics: &HashMap<String, String>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        for node in parent.children().filter(Node::is_element) {
            if self.drawn.len() >= MOST_OBJECTS {
                return;
            }
            if attribute(node, "Visible") == Some("false") {
                continue;
            }
            match node.tag_name().name() {
                "TextObject" => self.add_text(node, Matrix::of(node, matrix)),
                "ImageObject" => self.add_picture(node, matrix),
                "Layer" | "PageBlock" | "Content" => self.add_all(node, matrix, graphics, depth + 1),
                "CompositeObject" => {
                    let unit = attribute(node, "ResourceID").and_then(|id| graphics.get(id));
                    // The text of the unit lacks the declarations of its namespaces.
                    let unit = unit.map(|unit| without_prefixes(unit));
                    let part = unit.as_deref().and_then(|unit| Document::parse(unit).ok());
                    if let Some(part) = part {
                        self.add_all(part.root_element(), Matrix::of(node, matrix), graphics, depth + 4);
                    }
                }
                _ => {}
            }
        }
    }

    fn add_picture(&mut self, node: Node<'_, '_>, matrix: Matrix) {
        let area = attribute(node, "Boundary").and_then(boxed);
        if let (Some(resource), Some([_, _, width, height])) = (attribute(node, "ResourceID"), area) {
            let [[a, b], [c, d]] = [matrix.step([width, 0.0]), matrix.step([0.0, height])];
            self.drawn.push(Drawn::Picture { resource: resource.to_owned(), area: (a * d - b * c).abs() });
        }
    }

    fn add_text(&mut self, node: Node<'_, '_>, matrix: Matrix) {
        let number = |name: &str| attribute(node, name).and_then(|text| text.trim().parse::<f32>().ok());
        let size = number("Size").filter(|size| size.is_finite()).unwrap_or(0.0);
        let stretch = number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
        let mut at = [0.0, 0.0];
        for code in children(node, "TextCode") {
            let number = |name: &str| attribute(code, name).and_then(|text| text.trim().parse::<f32>().ok());
            at = [number("X").unwrap_or(at[0]), number("Y").unwrap_or(at[1])];
            let text: String = code.children().filter_map(|node| node.text()).collect();
            let count = text.chars().count();
            let [across, down] = ["DeltaX", "DeltaY"]
                .map(|name| attribute(code, name).map(|text| steps(text, count)).unwrap_or_default());
            for (position, character) in text.chars().enumerate() {
                let full = size * stretch * if is_broad(character) { 1.0 } else { 0.5 };
                let step = across.get(position).or(across.last()).copied();
                let lower = down.get(position).or(down.last()).copied().unwrap_or(0.0);
                // Characters below each other keep their horizontal place.
                let step = step.unwrap_or(if down.is_empty() { full } else { 0.0 });
                let width = if step > 0.2 * full { full.min(step) } else { full };
                for character in usual(character) {
                    self.drawn.push(Drawn::Text(Mark {
                        character,
                        origin: matrix.point(at),
                        advance: matrix.step([width, 0.0]),
                        up: matrix.step([0.0, -size]),
                    }));
                }
                at = [at[0] + step, at[1] + lower];
                if self.drawn.len() >= MOST_OBJECTS {
                    return;
                }
            }
        }
    }
}

/// Whether a character is about as wide as high.
fn is_broad(character: char) -> bool {
    is_wide(character)
        || matches!(character, '\u{2014}'..='\u{2026}' | '\u{2460}'..='\u{26ff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
}

/// A list of distances, in which `g 3 4.5` stands for three times 4.5; at most `most` of them.
fn steps(text: &str, most: usize) -> Vec<f32> {
    let mut words = text.split_whitespace();
    let mut steps = Vec::new();
    while let Some(word) = words.next() {
        let (count, step) = if word == "g" {
            let count = words.next().and_then(|word| word.parse::<f32>().ok()).unwrap_or(0.0);
            (count, words.next())
        } else {
            (1.0, Some(word))
        };
        let Some(step) = step.and_then(|word| word.parse::<f32>().ok()).filter(|step| step.is_finite()) else {
            continue;
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
        let count = (count as usize).min(most.saturating_sub(steps.len()));
        steps.extend(std::iter::repeat_n(step, count));
    }
    steps
}

/// XML with the prefixes of its tags and attributes taken off, so that it can be read without their declarations.
fn without_prefixes(xml: &str) -> String {
    let mut plain = String::with_capacity(xml.len());
    let mut is_tag = false;
    let mut quote = None;
    let mut word = String::new();
    for character in xml.chars() {
        match (is_tag, quote, character) {
            (true, None, ':') => {
                word.clear();
                continue;
            }
            (true, None, letter) if letter.is_alphanumeric() || "_-.".contains(letter) => {
                word.push(letter);
                continue;
            }
            (true, None, '"' | '\'') => quote = Some(character),
            (true, Some(open), _) if open == character => quote = None,
            (true, None, '>') => is_tag = false,
            (false, _, '<') => is_tag = true,
            _ => {}
        }
        plain.push_str(&word);
        word.clear();
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_may_be_repeated() {
        for (text, most, expected) in [
            ("1 2 3", 9, vec![1.0, 2.0, 3.0]),
            ("g 3 4.5 1", 9, vec![4.5, 4.5, 4.5, 1.0]),
            ("1 g 2 3 g 2 5", 9, vec![1.0, 3.0, 3.0, 5.0, 5.0]),
            ("g 4000000000 1", 3, vec![1.0; 3]),
            ("g", 3, vec![]),
            ("g 2", 3, vec![]),
            ("g -1 2 x 3", 3, vec![3.0]),
        ] {
            assert_eq!(steps(text, most), expected, "{text}");
        }
    }

    #[test]
    fn prefixes_are_taken_off() {
        let xml = r#"<ofd:A x:b="c:d"><ofd:E>f:g</ofd:E></ofd:A>"#;
        assert_eq!(without_prefixes(xml), r#"<A b="c:d"><E>f:g</E></A>"#);
    }
}
