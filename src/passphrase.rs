//! Estimates how hard a passphrase is to guess, for the hints in the window and on the command line.
//!
//! The estimate is coarse and our own: the existing crates add a megabyte, know English but no pinyin, and give their
//! hints in English only. It adds up the guessing cost of each part of the passphrase in bits: a common word costs the
//! logarithm of its place in a short list; a character that repeats or continues the previous one costs almost nothing.
//! Each guess at a protected copy takes about a second and 256 MB of memory, so 2^40 guesses are out of reach.

/// Why a passphrase is easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It is a commonly used passphrase, or one with a short addition.
    Common,
    /// It consists of digits only, such as a date or a telephone number.
    Digits,
    /// It repeats itself, or follows the keyboard or the alphabet.
    Pattern,
    /// It has too few characters.
    Short,
}

/// The cost in bits from which on a passphrase counts as strong enough.
const ENOUGH: f32 = 40.0;
/// The cost in bits of a word of [`COMMON`].
const WORD: f32 = 7.0;
/// An addition to a word of [`COMMON`] that costs fewer bits than this is short: one or two digits, or a year.
const LITTLE: f32 = 14.0;
/// The cost in bits of a character that follows from the one before it.
const EXPECTED: f32 = 0.5;

/// The most common choices, here and elsewhere, in lower case.
const COMMON: [&str; 44] = [
    "password",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "passphrase",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "root",
    "user",
    "test",
    "guest",
    "default",
    "secret",
    "login",
    "master",
    "dragon",
    "monkey",
    "sunshine",
    "iloveyou",
    "woaini",
    "mima",
    "guanliyuan",
    "gongsi",
    "zhongguo",
    "beijing",
    "shanghai",
    "nanjing",
    "jiangsu",
    "license",
    "workbook",
    "compliance",
    "company",
    "telecom",
    "xukezheng",
    "5201314",
    "1314520",
    "密码",
    "口令",
    "公司",
    "许可证",
    "管理员",
];

/// Rows of the keyboard, the digits and the alphabet: neighbors in them count as a pattern.
const ROWS: [&str; 6] =
    ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

/// The main weakness of `passphrase`; `None` if it is strong enough or empty.
#[must_use]
pub fn weakness(passphrase: &str) -> Option<Weakness> {
    let text: Vec<char> = passphrase.trim().to_lowercase().chars().collect();
    if text.is_empty() {
        return None;
    }
    let (mut bits, mut expected, mut words) = (0.0, 0_usize, 0.0);
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(length) = common_word(rest) {
            bits += WORD;
            words += WORD;
            at += length;
            continue;
        }
        let (before, here) = (text.get(..at).unwrap_or_default(), rest.first().copied().unwrap_or_default());
        if follows(before, here) {
            bits += EXPECTED;
            expected += 1;
        } else {
            bits += cost(here);
        }
        at += 1;
    }
    if bits >= ENOUGH {
        return None;
    }
    // Digits of a date follow each other by chance more often than letters do.
    let digits = text.len() >= 6 && text.iter().all(|c| !c.is_alphabetic());
    let much = if digits { text.len().div_ceil(4) * 3 } else { text.len().div_ceil(2) };
    Some(if words > 0.0 && bits - words < LITTLE {
        Weakness::Common
    } else if expected >= much {
        Weakness::Pattern
    } else if digits {
        Weakness::Digits
    } else {
        Weakness::Short
    })
}

/// The length in characters of the longest common word at the start of `rest`, if any.
fn common_word(rest: &[char]) -> Option<usize> {
    let lengths = COMMON.iter().filter(|word| rest.iter().copied().take(word.chars().count()).eq(word.chars()));
    lengths.map(|word| word.chars().count()).max()
}

/// Whether `next` is predictable after `before`: a repetition, a neighbor in a row, or a repeated group of 2 to 4.
fn follows(before: &[char], next: char) -> bool {
    let Some(last) = before.last().copied() else { return false };
    let repeats_group = (2..=4).any(|n| before.len() > n && before.get(before.len() - n) == Some(&next));
    last == next || ROWS.iter().any(|row| are_neighbors(row, last, next)) || repeats_group
}

/// Whether two characters are next to each other in `row`, in either direction.
fn are_neighbors(row: &str, one: char, other: char) -> bool {
    let row: Vec<char> = row.chars().collect();
    row.windows(2).any(|pair| pair == [one, other] || pair == [other, one])
}

/// The cost in bits of an unpredictable character; letters cost less than random ones because they form words.
fn cost(c: char) -> f32 {
    match c {
        '0'..='9' => 3.3,
        'a'..='z' => 3.5,
        ' ' => 1.0,
        c if c.is_ascii() => 5.0,
        _ => 9.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easy_to_guess_is_told() {
        for (passphrase, weak) in [
            ("abc", Weakness::Pattern),
            ("芝麻", Weakness::Short),
            ("x7q", Weakness::Short),
            ("zhao", Weakness::Short),
            ("password", Weakness::Common),
            ("Password1", Weakness::Common),
            ("admin2026", Weakness::Common),
            ("密码123", Weakness::Common),
            ("12345678", Weakness::Pattern),
            ("aaaaaaaaaaaaaaaa", Weakness::Pattern),
            ("qwertyuiop", Weakness::Pattern),
            ("1qaz2wsx3edc", Weakness::Pattern),
            ("abababababab", Weakness::Pattern),
            ("19850317", Weakness::Digits),
            ("20260101", Weakness::Digits),
            ("13905186274", Weakness::Digits),
            ("2026-11-24", Weakness::Digits),
            ("   a   ", Weakness::Short),
        ] {
            assert_eq!(weakness(passphrase), Some(weak), "{passphrase}");
        }
    }

    #[test]
    fn what_is_hard_to_guess_is_left_alone() {
        for passphrase in
            ["", "vivid otter climbs a lamp", "青山依旧在几度夕阳红", "Tq7!mZ4#wK9", "hongshao rou peidiao yu chayu"]
        {
            assert_eq!(weakness(passphrase), None, "{passphrase}");
        }
    }
}
