//! Text in the encodings that Chinese offices use: UTF-8, UTF-16 with a byte order mark, and GB 18030 (including GBK
//! and GB 2312).

use super::Text;
use crate::limits::PREVIEW_TEXT;
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The longest line in characters; longer ones are broken, so that no line takes long to lay out.
const LONGEST_LINE: usize = 2000;
/// The number of bytes of an incomplete character that may be cut off at the end: the longest character of these
/// encodings has four.
const CUT: usize = 4;

/// Whether `head` can be the beginning of a text.
pub(super) fn is_text(head: &[u8]) -> bool {
    decode(head).is_some()
}

/// Decodes a text; `None` where it is not one.
pub(super) fn text(bytes: &[u8]) -> Option<Text> {
    let head = bytes.get(..PREVIEW_TEXT.count()).unwrap_or(bytes);
    let (words, encoding) = decode(head)?;
    Some(Text { words: clean(&words), encoding: name(encoding), is_cut: head.len() < bytes.len() })
}

fn decode(head: &[u8]) -> Option<(String, &'static Encoding)> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        let words = without_cut(head.get(mark..)?, encoding)?;
        return Some((words, encoding));
    }
    // No encoding without a byte order mark has zero bytes in a text.
    if head.contains(&0) {
        return None;
    }
    [UTF_8, GB18030].into_iter().find_map(|encoding| Some((without_cut(head, encoding)?, encoding)))
}

/// Decodes without errors, except for a character that is cut off at the end.
fn without_cut(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let ends = (0..=CUT.min(bytes.len().saturating_sub(1))).filter_map(|cut| bytes.get(..bytes.len() - cut));
    let mut whole = ends.filter_map(|part| encoding.decode_without_bom_handling_and_without_replacement(part));
    let words = whole.next()?.into_owned();
    // Nearly every two bytes are a character of GB 18030, so a text with many control characters is not accepted.
    let odd = words.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    (odd * 50 <= words.chars().count()).then_some(words)
}

/// The text with spaces for tabs, with broken lines, and without invisible control characters.
fn clean(words: &str) -> String {
    let mut cleaned = String::with_capacity(words.len());
    let mut column = 0;
    for c in words.chars() {
        match c {
            '\r' => {}
            '\n' => {
                cleaned.push('\n');
                column = 0;
            }
            '\t' => {
                let spaces = 4 - column % 4;
                cleaned.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            c if c.is_control() || is_direction(c) => {}
            c => {
                if column >= LONGEST_LINE {
                    cleaned.push('\n');
                    column = 0;
                }
                cleaned.push(c);
                column += 1;
            }
        }
    }
    cleaned
}

/// Whether a character only changes the writing direction.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

fn name(encoding: &'static Encoding) -> &'static str {
    // The registered name is lower case and without a space.
    if encoding == GB18030 { "GB 18030" } else { encoding.name() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(words: &str, encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(words).0.into_owned()
    }

    #[test]
    fn reads_what_chinese_offices_write() {
        let words = "电信业务经营许可证，有效期至 2029 年。\n第二行";
        for (bytes, encoding) in [
            (words.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), "UTF-8"),
            (encoded(words, GB18030), "GB 18030"),
            (
                [&b"\xff\xfe"[..], &words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
                "UTF-16LE",
            ),
            (
                [&b"\xfe\xff"[..], &words.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat(),
                "UTF-16BE",
            ),
        ] {
            let text = text(&bytes).unwrap();
            assert_eq!((text.words.as_str(), text.encoding, text.is_cut), (words, encoding, false));
        }
    }

    #[test]
    fn a_character_that_is_cut_off_does_not_spoil_the_rest() {
        for encoding in [UTF_8, GB18030] {
            let long = encoded(&"合规".repeat(PREVIEW_TEXT.count()), encoding);
            // With these prefixes, the cut falls into a character at each possible place.
            for shift in 0..3 {
                let bytes = [vec![b'a'; shift], long.clone()].concat();
                let text = text(&bytes).unwrap();
                assert_eq!(text.encoding, name(encoding));
                assert!(text.is_cut && text.words.contains("合规合规"));
            }
        }
    }

    #[test]
    fn what_is_no_text_is_not_shown_as_such() {
        assert_eq!(text(&[0, 159, 146, 150]), None);
        assert_eq!(text(&(1..=31).cycle().take(900).collect::<Vec<u8>>()), None);
        assert_eq!(text(&[0xff; 40]), None);
    }

    #[test]
    fn nothing_steers_what_is_seen() {
        let words = format!("a\tb\u{202e}txt.exe\u{1b}[31m\r\n{}", "合规".repeat(50));
        assert_eq!(text(words.as_bytes()).unwrap().words, format!("a   btxt.exe[31m\n{}", "合规".repeat(50)));
    }
}
