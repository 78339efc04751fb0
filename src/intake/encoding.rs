//! Decodes the bytes of a text file: UTF-8, UTF-16 or GB18030.

use super::notes::{IntakeError, ReadingNote, note};
use crate::limits::LICENSE_TEXT;
use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_16BE, UTF_16LE};
use std::fmt;

/// A character encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
}

impl Encoding {
    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Text with the encoding that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text without byte order mark and NUL characters; U+FFFD stands for malformed bytes.
    pub(super) text: String,
    /// Its encoding.
    pub(super) encoding: Encoding,
    /// The number of malformed bytes.
    pub(super) malformed: usize,
    /// The number of NUL characters removed.
    pub(super) nuls: usize,
}

impl Decoded {
    /// What there is to tell about the encoding.
    pub(super) fn notes(&self) -> Vec<ReadingNote> {
        let mut notes = Vec::new();
        if self.encoding != Encoding::Utf8 {
            notes.push(ReadingNote::Encoding(self.encoding));
        }
        note(&mut notes, ReadingNote::NulsRemoved, self.nuls);
        note(&mut notes, ReadingNote::MalformedBytes, self.malformed);
        notes
    }
}

/// Decodes `bytes` with the encoding that fits them. A byte order mark decides; otherwise valid UTF-8 is UTF-8.
///
/// # Errors
/// If there are more bytes than [`LICENSE_TEXT`] permits, or no encoding yields mostly printable text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, IntakeError> {
    LICENSE_TEXT.check(bytes.len())?;
    let (encoding, content) = detect(bytes);
    decode_as(encoding, content)
}

/// Decodes `bytes` with `encoding`, without a search for a byte order mark.
///
/// # Errors
/// If the result is not mostly printable.
pub(super) fn decode_as(encoding: Encoding, bytes: &[u8]) -> Result<Decoded, IntakeError> {
    let (mut text, malformed) = match encoding {
        Encoding::Utf8 => decode_utf8(bytes),
        Encoding::Utf16Le => decode_with(UTF_16LE.new_decoder_without_bom_handling(), bytes),
        Encoding::Utf16Be => decode_with(UTF_16BE.new_decoder_without_bom_handling(), bytes),
        Encoding::Gb18030 => decode_with(GB18030.new_decoder_without_bom_handling(), bytes),
    };
    let nuls = text.bytes().filter(|byte| *byte == 0).count();
    if !is_text(&text) {
        return Err(IntakeError::NotText);
    }
    if nuls > 0 {
        text.retain(|c| c != '\0');
    }
    Ok(Decoded { text, encoding, malformed, nuls })
}

/// The encoding of `bytes`, and `bytes` without a byte order mark.
pub(super) fn detect(bytes: &[u8]) -> (Encoding, &[u8]) {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xef\xbb\xbf", Encoding::Utf8),
        (b"\xff\xfe", Encoding::Utf16Le),
        (b"\xfe\xff", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    for (mark, encoding) in marks {
        if let Some(content) = bytes.strip_prefix(mark) {
            return (encoding, content);
        }
    }
    (detect_unmarked(bytes), bytes)
}

fn detect_unmarked(bytes: &[u8]) -> Encoding {
    let valid = std::str::from_utf8(bytes).is_ok();
    if let Some(encoding) = utf16_by_zeros(bytes, valid) {
        return encoding;
    }
    if valid || mostly_utf8(bytes) { Encoding::Utf8 } else { Encoding::Gb18030 }
}

/// UTF-16 if most zero bytes are on one side of the pairs. Bytes that are also valid UTF-8 must be mostly ASCII
/// characters in pairs, because a NUL in UTF-8 is a zero byte, too.
fn utf16_by_zeros(bytes: &[u8], valid_utf8: bool) -> Option<Encoding> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let (few, many, encoding) =
        if odd >= even { (even, odd, Encoding::Utf16Le) } else { (odd, even, Encoding::Utf16Be) };
    let needed = if valid_utf8 { bytes.len() / 5 } else { bytes.len() / 2000 };
    if many == 0 || many < needed || few * 4 > many {
        return None;
    }
    let decoder = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
    let (text, malformed) = decode_with(decoder.new_decoder_without_bom_handling(), bytes);
    let foreign = text.chars().filter(|c| !is_expected(*c)).count();
    (malformed <= 1 && foreign * 20 <= text.chars().count()).then_some(encoding)
}

/// Whether a license may contain `c`: ASCII, Chinese, punctuation. UTF-8 or GB18030 in pairs gives other characters.
fn is_expected(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{c}' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{27bf}'
        | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether malformed bytes are rare among the characters of several bytes, as in a damaged UTF-8 file.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut several, mut malformed) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        several += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        malformed += chunk.invalid().len();
    }
    malformed * 10 <= several
}

fn decode_utf8(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut malformed = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            malformed += chunk.invalid().len();
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, malformed)
}

/// The decoded text and the number of malformed bytes.
fn decode_with(mut decoder: Decoder, bytes: &[u8]) -> (String, usize) {
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(longest.unwrap_or(bytes.len()).max(64));
    let (mut at, mut malformed) = (0, 0);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (text, malformed),
            DecoderResult::OutputFull => text.reserve(rest.len().max(64)),
            DecoderResult::Malformed(length, _) => {
                malformed += usize::from(length);
                text.reserve(64);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Whether at most one in twenty characters is neither printable nor white space.
fn is_text(text: &str) -> bool {
    let (mut all, mut strange) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        let blank = matches!(c, '\t' | '\n' | '\r' | '\u{c}');
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..);
        strange += usize::from(c.is_control() && !blank || private);
    }
    strange * 20 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "经营许可证编号：苏B2-20140200\n一、你公司应当按照规定开展经营活动。\n";

    fn utf16(text: &str, mark: bool, low_first: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit: u16| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    fn gb18030(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn encodings_are_told_apart() {
        let with_mark = format!("\u{feff}{WORDS}");
        let rare = "一、甲㐀𠀀。";
        let cases = [
            (WORDS.as_bytes().to_vec(), Encoding::Utf8, WORDS),
            (with_mark.clone().into_bytes(), Encoding::Utf8, WORDS),
            (utf16(WORDS, true, true), Encoding::Utf16Le, WORDS),
            (utf16(WORDS, true, false), Encoding::Utf16Be, WORDS),
            (utf16(WORDS, false, true), Encoding::Utf16Le, WORDS),
            (utf16(WORDS, false, false), Encoding::Utf16Be, WORDS),
            (utf16("License No. B2-1\n", false, true), Encoding::Utf16Le, "License No. B2-1\n"),
            (gb18030(WORDS), Encoding::Gb18030, WORDS),
            (gb18030(&with_mark), Encoding::Gb18030, WORDS),
            (gb18030(rare), Encoding::Gb18030, rare),
            (Vec::new(), Encoding::Utf8, ""),
            (b"B2-1\n".to_vec(), Encoding::Utf8, "B2-1\n"),
        ];
        for (bytes, encoding, text) in cases {
            let wanted = Decoded { text: text.to_owned(), encoding, malformed: 0, nuls: 0 };
            assert_eq!(decode(&bytes), Ok(wanted), "{encoding} {bytes:?}");
        }
    }

    #[test]
    fn damage_is_counted() {
        let mut cut = WORDS.as_bytes().to_vec();
        cut.truncate(cut.len() - 3);
        let mut nul = WORDS.as_bytes().to_vec();
        nul.insert(12, 0);
        let mut odd = utf16(WORDS, true, true);
        odd.push(7);
        let mut bad = gb18030(WORDS);
        bad.push(0xff);
        let cases = [
            (cut, Encoding::Utf8, 1, 0),
            (nul, Encoding::Utf8, 0, 1),
            (odd, Encoding::Utf16Le, 1, 0),
            (bad, Encoding::Gb18030, 1, 0),
        ];
        for (bytes, encoding, malformed, nuls) in cases {
            let found = decode(&bytes).unwrap();
            assert_eq!((found.encoding, found.malformed, found.nuls), (encoding, malformed, nuls), "{bytes:?}");
            assert!(found.text.starts_with("经营许可证编号：苏B2-20140200\n一、你公司"), "{}", found.text);
            assert!(!found.text.contains('\0'));
        }
        let notes = decode(b"abc\0abcabcabcabcabcabc\xe4\xb8\x80").unwrap().notes();
        assert_eq!(notes, [ReadingNote::NulsRemoved(1)]);
    }

    #[test]
    fn binary_files_are_not_text() {
        let noise: Vec<u8> = (0..4096_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\x08\x06\0\0\0".as_slice(), &noise].concat();
        for bytes in [noise, png, vec![0; 100], b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()] {
            assert_eq!(decode(&bytes), Err(IntakeError::NotText));
        }
        let large = vec![b'a'; LICENSE_TEXT.count() + 1];
        assert!(matches!(decode(&large), Err(IntakeError::TooLarge(_))));
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(decode("甲\r\n乙\n".as_bytes()).unwrap().text, "甲\r\n乙\n");
    }
}
