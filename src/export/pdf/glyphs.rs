//! Makes every text printable with the available fonts, and breakable so that it fits between the margins.

use serde_json::Value;
use std::collections::{BTreeSet, HashSet};
use typst::text::Font;

/// The maximum number of letters without a possible line break.
const MAX_UNBROKEN: usize = 24;

/// The maximum length of a word, in characters. The rest continues on a new line, because a PDF/A file cannot hold a
/// longer word in one piece.
const MAX_WORD: usize = 6_000;

/// Marks a possible line break. It does not appear as a character in the file, see [`super::world`].
const BREAK: char = '\u{200b}';

/// Makes all texts within `value` printable and returns the characters that are not. A character is printable if
/// `characters` has it, or if one of the fonts in `more` has it and it is not in `without`.
pub(super) fn make_printable(
    value: &mut Value,
    characters: &HashSet<u32>,
    more: &[Font],
    without: &BTreeSet<char>,
) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    walk(value, &|c| has_glyph(c, characters, more, without), &mut missing);
    missing
}

fn has_glyph(c: char, characters: &HashSet<u32>, more: &[Font], without: &BTreeSet<char>) -> bool {
    let code = u32::from(c);
    characters.contains(&code) || !without.contains(&c) && more.iter().any(|font| font.info().coverage.contains(code))
}

fn walk(value: &mut Value, has: &dyn Fn(char) -> bool, missing: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            if text.chars().any(|c| !is_plain(c)) || text.len() > MAX_UNBROKEN {
                *text = printable(text, has, missing);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, has, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, has, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_plain(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic()
}

/// Returns the text as it is printed; adds characters without a glyph to `missing`.
fn printable(text: &str, has: &dyn Fn(char) -> bool, missing: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = 0_usize;
    for c in text.chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            // A tab has no width of its own in running text.
            '\t' => out.push_str("    "),
            // Control characters and characters that only shape or join their neighbors have no glyph.
            c if is_invisible(c) => continue,
            c if is_plain(c) || has(c) => out.push(c),
            c => {
                missing.insert(c);
                let number = format!("[U+{:04X}]", u32::from(c));
                out.push_str(&number);
            }
        }
        word = if c.is_whitespace() || c >= '\u{2e80}' { 0 } else { word + 1 };
        if word >= MAX_WORD {
            out.push('\n');
            word = 0;
        } else if word > 0 && word.is_multiple_of(MAX_UNBROKEN) {
            out.push(BREAK);
        }
    }
    out
}

/// Whether the character is a control, a direction mark, a joiner or a variation selector.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> (String, String) {
        let mut missing = BTreeSet::new();
        let printed = printable(text, &|c| c < '\u{ff}' || ('\u{4e00}'..'\u{9fff}').contains(&c), &mut missing);
        (printed, missing.into_iter().collect())
    }

    #[test]
    fn what_no_font_has_is_printed_by_its_number() {
        assert_eq!(
            print("许可\u{1f469}\u{200d}\u{1f4bb}\u{5e9}"),
            ("许可[U+1F469][U+1F4BB][U+05E9]".to_owned(), "\u{5e9}\u{1f469}\u{1f4bb}".to_owned())
        );
        assert_eq!(print("a\tb\r\nc\u{0}"), ("a    b\nc".to_owned(), String::new()));
    }

    #[test]
    fn long_words_can_be_broken() {
        let (printed, missing) = print(&"w".repeat(60));
        assert_eq!(printed.split(BREAK).map(str::len).collect::<Vec<_>>(), [24, 24, 12]);
        assert_eq!(missing, "");
        assert_eq!(print("two words that are short").0, "two words that are short");
        let lines: Vec<String> = print(&"w".repeat(13_000)).0.split('\n').map(|line| line.replace(BREAK, "")).collect();
        assert_eq!(lines.iter().map(String::len).collect::<Vec<_>>(), [6_000, 6_000, 1_000]);
    }
}
