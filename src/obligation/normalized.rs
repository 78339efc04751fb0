//! Normalizes text for the comparison of two licenses.
//!
//! Licenses made from the same template differ in full- and half-width brackets and punctuation, in white space inside
//! words, and in old character forms. Normalization removes these differences and keeps the origin of each character.

/// A normalized text with a mapping to the original.
pub(super) struct Normalized {
    /// The normalized text.
    pub(super) text: String,
    /// For each character: its offset in `text`, and its first and past-the-end byte in the original.
    places: Vec<(usize, usize, usize)>,
}

impl Normalized {
    /// Normalizes `original`.
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::new();
        for (start, c) in original.char_indices().filter(|(_, c)| !is_ignored(*c)) {
            places.push((text.len(), start, start + c.len_utf8()));
            text.push(plain(c));
        }
        Self { text, places }
    }

    /// The characters, each with its first and past-the-end byte in the original.
    pub(super) fn characters(&self) -> impl Iterator<Item = (char, (usize, usize))> {
        self.text.chars().zip(self.places.iter().map(|place| (place.1, place.2)))
    }

    /// The first and past-the-end byte in the original of bytes `start..end` of `text`.
    pub(super) fn to_original(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let first = self.places.partition_point(|place| place.0 < start);
        let last = self.places.partition_point(|place| place.0 < end).checked_sub(1)?;
        Some((self.places.get(first)?.1, self.places.get(last)?.2))
    }
}

/// Whether a character is white space or has no visible shape.
fn is_ignored(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// The normal form of a character.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '〔' => '[',
        '〕' => ']',
        '員' => '员',
        '帐' => '账',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_way_back() {
        let original = "人 员（“甲”） B2";
        let normalized = Normalized::new(original);
        assert_eq!(normalized.text, "人员(\"甲\")B2");
        let start = normalized.text.find("员(").unwrap();
        let (from, to) = normalized.to_original(start, start + "员(".len()).unwrap();
        assert_eq!(original.get(from..to), Some("员（"));
        assert_eq!(Normalized::new("").to_original(0, 0), None);
    }
}
