//! Characters of the symbol fonts of Word.

use super::xml::Element;

/// Common characters of symbol fonts as Unicode.
const SYMBOLS: [(&str, u32, char); 27] = [
    ("Wingdings", 0x6c, '●'),
    ("Wingdings", 0x6e, '■'),
    ("Wingdings", 0x6f, '□'),
    ("Wingdings", 0x71, '❑'),
    ("Wingdings", 0x75, '◆'),
    ("Wingdings", 0x76, '❖'),
    ("Wingdings", 0x77, '◆'),
    ("Wingdings", 0x9f, '•'),
    ("Wingdings", 0xa7, '▪'),
    ("Wingdings", 0xa8, '☐'),
    ("Wingdings", 0xd8, '➢'),
    ("Wingdings", 0xe0, '→'),
    ("Wingdings", 0xfb, '✗'),
    ("Wingdings", 0xfc, '✓'),
    ("Wingdings", 0xfd, '☒'),
    ("Wingdings", 0xfe, '☑'),
    ("Wingdings 2", 0x4f, '✗'),
    ("Wingdings 2", 0x50, '✓'),
    ("Wingdings 2", 0x51, '☒'),
    ("Wingdings 2", 0x52, '☑'),
    ("Wingdings 2", 0x53, '☒'),
    ("Wingdings 2", 0x54, '☒'),
    ("Wingdings 2", 0xa3, '☐'),
    ("Symbol", 0xb7, '•'),
    ("Symbol", 0xb4, '×'),
    ("Symbol", 0xb3, '≥'),
    ("Symbol", 0xa3, '≤'),
];

/// The character of a `sym` element, and whether it is known; U+FFFD stands for an unknown one.
pub(super) fn symbol(element: &Element) -> (char, bool) {
    let font = element.attribute("font").unwrap_or_default();
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok()).unwrap_or(0);
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let known = SYMBOLS.iter().find(|(name, at, _)| *name == font && *at == low).map(|(.., character)| *character);
    let plain = char::from_u32(code)
        .filter(|character| !character.is_control() && !('\u{e000}'..='\u{f8ff}').contains(character))
        .filter(|_| !matches!(font, "Wingdings" | "Wingdings 2" | "Wingdings 3" | "Webdings" | "Symbol"));
    match known.or(plain) {
        Some(character) => (character, true),
        None => (char::REPLACEMENT_CHARACTER, false),
    }
}
