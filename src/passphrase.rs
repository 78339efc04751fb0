//! How hard a passphrase is to guess: what is told to whoever chooses one, in the window and on the command line.
//!
//! A rule of our own, and a coarse one: the crates for this weigh a megabyte, know English and no pinyin, and speak
//! English. It adds up what each part of the passphrase costs someone who guesses, in bits: a word that everybody takes
//! costs as much as its place in a short list, what repeats or follows from the character before nearly nothing. A copy
//! asks for about a second of work and 256 MB for each attempt, so that 2^40 of them are out of reach.

/// Why a passphrase is easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It is among those that everybody takes, or one of them with a little added.
    Common,
    /// It is made of digits alone, such as a day or a telephone number.
    Digits,
    /// It repeats something, or follows the keyboard or the alphabet.
    Pattern,
    /// It has too few characters.
    Short,
}

/// Bits that are enough.
const ENOUGH: f32 = 40.0;
/// What a word of [`COMMON`] costs.
const WORD: f32 = 7.0;
/// What is added to a word of [`COMMON`] and costs less than this is a little: a digit or two, a year.
const LITTLE: f32 = 14.0;
/// What a character costs that follows from the one before it.
const EXPECTED: f32 = 0.5;

/// What people take first, here and elsewhere; in small letters.
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

/// Rows of the keyboard, the digits and the alphabet: what stands side by side in them is typed without a thought.
const ROWS: [&str; 6] =
    ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

/// What makes `passphrase` easy to guess; none where it is hard enough, or not there yet.
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
    // Two digits of a day follow one another by chance more often than letters do.
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

/// How many characters of `rest` are a word that everybody takes.
fn common_word(rest: &[char]) -> Option<usize> {
    let lengths = COMMON.iter().filter(|word| rest.iter().copied().take(word.chars().count()).eq(word.chars()));
    lengths.map(|word| word.chars().count()).max()
}

/// Whether `next` is what one expects after `before`: the same again, the next one in a row, or a group that comes again.
fn follows(before: &[char], next: char) -> bool {
    let Some(last) = before.last().copied() else { return false };
    let beside = |row: &str| {
        let row: Vec<char> = row.chars().collect();
        row.windows(2).any(|pair| pair == [last, next] || pair == [next, last])
    };
    let comes_again = |length: usize| before.len() >= length && before.get(before.len() - length) == Some(&next);
    last == next || ROWS.iter().any(|row| beside(row)) || (2..=4).any(|n| before.len() > n && comes_again(n))
}

/// What a character costs that follows from nothing; those of words cost less than chance would.
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
