//! Numbers in Chinese text: Chinese numerals, Chinese digits in sequence, and Arabic digits of either width.

/// The Chinese digits from 一 to 九.
const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The longest number that is read, in characters; no number of a license has more.
const LONGEST: usize = 12;

/// `n` from 1 to 99 as a Chinese numeral; any other number in Arabic digits.
pub(super) fn chinese_numeral(n: u8) -> String {
    match n {
        1..=99 => {
            let (tens, ones) = (n / 10, n % 10);
            let mut s = String::new();
            if tens > 1 {
                s.extend(digit_of(tens));
            }
            if tens > 0 {
                s.push('十');
            }
            s.extend(digit_of(ones));
            s
        }
        _ => n.to_string(),
    }
}

/// The Chinese digit of 1 to 9; `None` for other numbers.
fn digit_of(n: u8) -> Option<&'static char> {
    DIGITS.get(usize::from(n).wrapping_sub(1))
}

/// The value of a digit: Arabic of either width, or Chinese including 〇, ○, 零 and 两.
#[must_use]
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '○' | '零' => Some(0),
        '两' => Some(2),
        c => DIGITS.iter().position(|digit| *digit == c).and_then(|i| u32::try_from(i + 1).ok()),
    }
}

/// Whether `c` can be part of a number.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    digit_value(c).is_some() || multiplier(c).is_some()
}

/// The value of 十, 百, 千 or 万.
fn multiplier(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// The number that `s` as a whole denotes: `30`, `３０`, `三十`, `一百二十`, `二〇二四`. `None` for anything else, and
/// for more than 12 characters.
#[must_use]
pub fn parse_number(s: &str) -> Option<u32> {
    if s.is_empty() || s.chars().nth(LONGEST).is_some() || !s.chars().all(is_numeral) {
        return None;
    }
    if s.chars().any(|c| multiplier(c).is_some()) { parse_multiplied(s) } else { parse_digits(s) }
}

/// Digits in sequence.
fn parse_digits(s: &str) -> Option<u32> {
    s.chars().try_fold(0_u32, |n, c| n.checked_mul(10)?.checked_add(digit_value(c)?))
}

/// A numeral with 十, 百, 千 or 万, each preceded by at most one digit. Multipliers descend.
fn parse_multiplied(s: &str) -> Option<u32> {
    let (mut total, mut pending, mut last) = (0_u32, None::<u32>, u32::MAX);
    for c in s.chars() {
        if let Some(times) = multiplier(c) {
            if times >= last || (times > 10 && pending.is_none()) {
                return None;
            }
            total = total.checked_add(pending.take().unwrap_or(1).checked_mul(times)?)?;
            last = times;
        } else {
            let value = digit_value(c)?;
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = (value != 0).then_some(value);
        }
    }
    total.checked_add(pending.unwrap_or(0))
}

/// Parses a Chinese numeral from 一 to 九十九, in its usual form.
pub(super) fn parse_chinese_numeral(s: &str) -> Option<u8> {
    let n = u8::try_from(parse_number(s)?).ok().filter(|n| (1..=99).contains(n))?;
    (chinese_numeral(n) == s).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("30", Some(30)),
            ("３０", Some(30)),
            ("三十", Some(30)),
            ("十", Some(10)),
            ("十五", Some(15)),
            ("一百二十", Some(120)),
            ("一百零五", Some(105)),
            ("二〇二四", Some(2024)),
            ("二○二四", Some(2024)),
            ("两", Some(2)),
            ("一千", Some(1000)),
            ("十十", None),
            ("一十百", None),
            ("二三十", None),
            ("99999999999", None),
            ("9999999999999", None),
            ("三个", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            assert_eq!(parse_number(words), wanted, "{words}");
        }
    }

    #[test]
    fn numerals_of_clauses_are_read_as_they_are_written() {
        for n in 1..=99 {
            assert_eq!(parse_chinese_numeral(&chinese_numeral(n)), Some(n));
        }
        for wrong in ["", "十十", "一十", "零", "100", "12", "二〇"] {
            assert_eq!(parse_chinese_numeral(wrong), None, "{wrong}");
        }
    }
}
