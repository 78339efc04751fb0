//! File names: display names that cannot mislead, and names that are valid on every system.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// The name of a list of hashes in an archive or folder, which `sha256sum --check` reads.
pub const HASH_LIST: &str = "SHA256SUMS";

/// The longest file name in bytes that common file systems accept.
const LONGEST: usize = 255;
/// The longest extension in bytes; a longer part behind the last dot belongs to the stem.
const LONGEST_ENDING: usize = 24;
/// The name given to a file without one.
const NAMELESS: &str = "file";

/// The name of a file in the workbook: its own name without characters that mislead or break a line. Never empty, at
/// most 255 bytes, no path.
///
/// Removes control characters and line ends, marks that change the direction of writing (`exe.pdf` can be made to look
/// like `fdp.exe`), and invisible characters. Joiners for emoji and Persian letters stay.
#[must_use]
pub fn stored_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let name = shorten(name.trim(), LONGEST);
    if name.is_empty() || name.chars().all(|c| c == '.') { NAMELESS.to_owned() } else { name }
}

/// Whether a character of a name is invisible or changes the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A file or folder name that is valid on every system, made from `name`; at most `most` bytes. Idempotent: a valid
/// name is returned unchanged.
///
/// The result is in Unicode composed form (NFC). Characters that Windows forbids become `_`; reserved and hidden names
/// get the prefix `_`; dots and spaces at the end are removed.
#[must_use]
pub fn safe_name(name: &str, most: usize) -> String {
    let composed: String = name.nfc().collect();
    let replaced = composed.chars().filter(|c| !is_unseen(*c)).map(|c| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    let words: String = replaced.collect();
    let words: String = words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut name: String = words.nfc().collect();
    // Twice: shortening a name can produce a reserved one.
    for _ in 0..2 {
        if name.starts_with(['.', '-', '~']) || is_reserved(&name) {
            name.insert(0, '_');
        }
        name = shorten(&name, most);
        name.truncate(without_loose_end(&name).len());
    }
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// Windows ignores dots and spaces at the end of a name, so that two different names would denote one file.
fn without_loose_end(name: &str) -> &str {
    name.trim_end_matches(['.', ' '])
}

/// Whether Windows treats the name as a device, whatever its extension.
fn is_reserved(name: &str) -> bool {
    let stem = without_loose_end(name.split('.').next().unwrap_or_default()).to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$") {
        return true;
    }
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    port.is_some_and(|number| {
        let mut chars = number.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

/// `name` cut to at most `most` bytes; the extension is kept.
fn shorten(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let (stem, ending) = split_ending(name);
    let ending = if ending.len() < most { ending } else { "" };
    let room = most - ending.len();
    let cut = stem.floor_char_boundary(room);
    let stem = stem.get(..cut).unwrap_or_default().trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{stem}{ending}")
}

/// The name without its extension, and the extension with its dot; the latter is empty if there is none.
fn split_ending(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= LONGEST_ENDING => name.split_at(dot),
        _ => (name, ""),
    }
}

/// The names of one folder or archive; no system treats two of them as the same.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Reserves `name`, with a number appended if it is taken. At most `most` bytes.
    #[must_use]
    pub fn take(&mut self, name: &str, most: usize) -> String {
        let name = safe_name(name, most);
        if self.taken.insert(folded(&name)) {
            return name;
        }
        let (stem, ending) = split_ending(&name);
        for n in 2_u32.. {
            let number = format!(" ({n})");
            let room = most.saturating_sub(number.len() + ending.len());
            let numbered = format!("{}{number}{ending}", safe_name(stem, room.max(NAMELESS.len())));
            if self.taken.insert(folded(&numbered)) {
                return numbered;
            }
        }
        name
    }
}

/// A key that is equal for names that some system treats as the same.
fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stored_name_is_what_the_file_was_called_but_for_what_misleads() {
        for (name, expect) in [
            ("延续申请.pdf", "延续申请.pdf"),
            ("\u{1f642}\u{1f469}\u{200d}\u{1f4bb}.png", "\u{1f642}\u{1f469}\u{200d}\u{1f4bb}.png"),
            ("a\nb\r\tc.pdf", "abc.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\a.txt", "a.txt"),
            ("\u{200f}\n", "file"),
            ("..", "file"),
            ("", "file"),
            ("folder/", "file"),
            ("\u{feff} a .txt ", "a .txt"),
        ] {
            assert_eq!(stored_name(name), expect, "{name:?}");
        }
        let long = format!("{}.pdf", "长".repeat(100));
        let stored = stored_name(&long);
        assert!(stored.len() <= 255 && stored.ends_with("长.pdf"), "{stored}");
        assert_eq!(stored_name(&"x".repeat(255)), "x".repeat(255));
    }

    #[test]
    fn a_safe_name_is_one_on_every_system() {
        for (name, expect) in [
            ("十二-5 提前 90 日申请.pdf", "十二-5 提前 90 日申请.pdf"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("com1 .tar.gz", "_com1 .tar.gz"),
            ("LPT²", "_LPT²"),
            ("COM10", "COM10"),
            ("console", "console"),
            ("a:b?c*d|e<f>g\"h", "a_b_c_d_e_f_g_h"),
            ("../../x", "_.._.._x"),
            ("..\\x", "_.._x"),
            ("end. . .", "end"),
            (".hidden", "_.hidden"),
            ("-rf", "_-rf"),
            ("e\u{301}.pdf", "é.pdf"),
            ("  a\u{3000}  b\n c", "a b c"),
            ("...", "_"),
            ("", "file"),
        ] {
            assert_eq!(safe_name(name, 200), expect, "{name:?}");
        }
    }

    #[test]
    fn no_two_names_of_a_folder_are_one_on_any_system() {
        let mut names = Names::default();
        let taken = ["a.pdf", "A.PDF", "a.pdf.", "é.txt", "e\u{301}.txt"].map(|name| names.take(name, 40));
        assert_eq!(taken, ["a.pdf", "A (2).PDF", "a (3).pdf", "é.txt", "é (2).txt"]);
    }

    proptest! {
        #[test]
        fn safe_names_are_safe_short_and_stay_as_they_are(name in ".{0,300}", most in 24_usize..220) {
            let safe = safe_name(&name, most);
            prop_assert_eq!(&safe_name(&safe, most), &safe);
            prop_assert!(!safe.is_empty() && safe.len() <= most, "{:?}", safe);
            prop_assert!(!safe.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\n']), "{:?}", safe);
            prop_assert!(!safe.ends_with(['.', ' ']) && !safe.starts_with(['.', ' ', '-']), "{:?}", safe);
            prop_assert!(!safe.chars().any(char::is_control));
        }

        #[test]
        fn names_of_a_folder_differ(list in proptest::collection::vec("[aA.é 长]{0,8}", 1..30)) {
            let mut names = Names::default();
            let taken: BTreeSet<String> = list.iter().map(|name| folded(&names.take(name, 24))).collect();
            prop_assert_eq!(taken.len(), list.len());
        }

        #[test]
        fn stored_names_stay_as_they_are(name in ".{0,300}") {
            let stored = stored_name(&name);
            prop_assert_eq!(&stored_name(&stored), &stored);
            prop_assert!(!stored.is_empty() && stored.len() <= 255);
        }
    }
}
