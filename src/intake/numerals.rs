//! Writes the numbers of automatic numbering: 十二, ⑫, xii.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, with at least so many digits.
    Padded(usize),
    /// １, ２.
    FullWidth,
    /// ①; decimal beyond ㊿.
    Circled,
    /// ⑴; in parentheses beyond ⒇.
    Parenthesized,
    /// ⒈; with a full stop beyond ⒛.
    Stopped,
    /// - 1 -.
    Dashed,
    /// 十二, and digit by digit from a hundred on: 一〇五.
    ChineseCounting,
    /// 十二, 一百零五.
    ChineseThousand,
    /// 壹拾贰.
    ChineseLegal,
    /// 一二, 一〇五.
    ChineseDigits,
    /// 甲, 乙; decimal beyond 癸.
    HeavenlyStem,
    /// 子, 丑; decimal beyond 亥.
    EarthlyBranch,
    /// a, z, aa, bb.
    RepeatedLetter {
        /// A instead of a.
        upper: bool,
    },
    /// a, z, aa, ab.
    Letter {
        /// A instead of a.
        upper: bool,
    },
    /// i, ii, iii; decimal beyond 3999.
    Roman {
        /// I instead of i.
        upper: bool,
    },
    /// Nothing.
    Nothing,
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

impl Numeral {
    /// `number` in this form; decimal digits where the form has no such number.
    pub(super) fn write(self, number: u32) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::Padded(digits) => Some(format!("{number:0width$}", width = digits.min(9))),
            Self::FullWidth => Some(number.to_string().chars().map(full_width).collect()),
            Self::Circled => match number {
                0 => Some("⓪".to_owned()),
                1..=20 => from_series('①', number, 20),
                21..=35 => from_series('㉑', number - 20, 15),
                _ => from_series('㊱', number.saturating_sub(35), 15),
            },
            Self::Parenthesized => Some(from_series('⑴', number, 20).unwrap_or_else(|| format!("({number})"))),
            Self::Stopped => Some(from_series('⒈', number, 20).unwrap_or_else(|| format!("{number}."))),
            Self::Dashed => Some(format!("- {number} -")),
            Self::ChineseCounting if number < 100 => Some(chinese(number, &DIGITS, false)),
            Self::ChineseCounting | Self::ChineseDigits => Some(digit_by_digit(number)),
            Self::ChineseThousand => (number < 100_000_000).then(|| chinese(number, &DIGITS, false)),
            Self::ChineseLegal => (number < 100_000_000).then(|| chinese(number, &LEGAL, true)),
            Self::HeavenlyStem => from_list(&STEMS, number),
            Self::EarthlyBranch => from_list(&BRANCHES, number),
            Self::RepeatedLetter { upper } => repeated_letter(number, upper),
            Self::Letter { upper } => letter(number, upper),
            Self::Roman { upper } => roman(number, upper),
            Self::Nothing => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(u32::from('０') + value)).unwrap_or(digit)
}

/// The `number`th character, from 1, of a series of `length` that starts with `first`.
fn from_series(first: char, number: u32, length: u32) -> Option<String> {
    let within = (1..=length).contains(&number);
    within.then(|| char::from_u32(u32::from(first) + number - 1).map(String::from)).flatten()
}

fn from_list(list: &[char], number: u32) -> Option<String> {
    list.get(usize::try_from(number).ok()?.checked_sub(1)?).map(|c| String::from(*c))
}

fn digit_by_digit(number: u32) -> String {
    number.to_string().chars().filter_map(|c| c.to_digit(10)).map(|value| digit(&DIGITS, value)).collect()
}

fn digit(digits: &[char; 10], value: u32) -> char {
    usize::try_from(value).ok().and_then(|at| digits.get(at)).copied().unwrap_or('〇')
}

/// A number below a hundred million. `legal` selects the characters 拾佰仟 and keeps the 壹 before 拾.
fn chinese(number: u32, digits: &[char; 10], legal: bool) -> String {
    let zero = if legal { '零' } else { '〇' };
    if number == 0 {
        return String::from(zero);
    }
    let (high, low) = (number / 10_000, number % 10_000);
    let mut words = String::new();
    if high > 0 {
        words.push_str(&chinese_group(high, digits, legal, true));
        words.push('万');
        if (1..1000).contains(&low) {
            words.push('零');
        }
    }
    words.push_str(&chinese_group(low, digits, legal, high == 0));
    words
}

/// A number below ten thousand. `first` tells that no group precedes it, so that 一十 is shortened to 十.
fn chinese_group(number: u32, digits: &[char; 10], legal: bool, first: bool) -> String {
    let names = if legal { ["仟", "佰", "拾", ""] } else { ["千", "百", "十", ""] };
    let mut words = String::new();
    let mut gap = false;
    for (unit, name) in [1000, 100, 10, 1].into_iter().zip(names) {
        let value = number / unit % 10;
        if value == 0 {
            gap = true;
            continue;
        }
        if gap && !words.is_empty() {
            words.push('零');
        }
        gap = false;
        if !(unit == 10 && value == 1 && words.is_empty() && first && !legal) {
            words.push(digit(digits, value));
        }
        words.push_str(name);
    }
    words
}

fn repeated_letter(number: u32, upper: bool) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 780)?;
    let letter = latin(at % 26, upper)?;
    Some(String::from(letter).repeat(usize::try_from(at / 26 + 1).ok()?))
}

fn letter(number: u32, upper: bool) -> Option<String> {
    let mut rest = number;
    let mut letters = Vec::new();
    while let Some(at) = rest.checked_sub(1) {
        letters.push(latin(at % 26, upper)?);
        rest = at / 26;
    }
    (!letters.is_empty()).then(|| letters.into_iter().rev().collect())
}

fn latin(at: u32, upper: bool) -> Option<char> {
    char::from_u32(u32::from(if upper { 'A' } else { 'a' }) + at)
}

fn roman(number: u32, upper: bool) -> Option<String> {
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut words = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            words.push_str(letters);
            rest -= value;
        }
    }
    Some(if upper { words.to_uppercase() } else { words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written() {
        let cases: [(Numeral, &[(u32, &str)]); 17] = [
            (Numeral::Decimal, &[(0, "0"), (12, "12")]),
            (Numeral::Padded(2), &[(3, "03"), (123, "123")]),
            (Numeral::FullWidth, &[(12, "１２")]),
            (
                Numeral::Circled,
                &[(0, "⓪"), (1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "51")],
            ),
            (Numeral::Parenthesized, &[(1, "⑴"), (20, "⒇"), (21, "(21)")]),
            (Numeral::Stopped, &[(1, "⒈"), (21, "21.")]),
            (Numeral::Dashed, &[(1, "- 1 -")]),
            (
                Numeral::ChineseCounting,
                &[(0, "〇"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (105, "一〇五")],
            ),
            (
                Numeral::ChineseThousand,
                &[
                    (10, "十"),
                    (100, "一百"),
                    (105, "一百零五"),
                    (110, "一百一十"),
                    (1010, "一千零一十"),
                    (10_012, "一万零一十二"),
                    (120_000, "十二万"),
                ],
            ),
            (Numeral::ChineseLegal, &[(12, "壹拾贰"), (105, "壹佰零伍")]),
            (Numeral::ChineseDigits, &[(10, "一〇"), (23, "二三")]),
            (Numeral::HeavenlyStem, &[(1, "甲"), (10, "癸"), (11, "11"), (0, "0")]),
            (Numeral::EarthlyBranch, &[(12, "亥")]),
            (Numeral::RepeatedLetter { upper: true }, &[(1, "A"), (26, "Z"), (28, "BB"), (0, "0"), (9999, "9999")]),
            (Numeral::Letter { upper: false }, &[(1, "a"), (26, "z"), (28, "ab"), (703, "aaa")]),
            (Numeral::Roman { upper: false }, &[(4, "iv"), (1999, "mcmxcix"), (0, "0"), (4000, "4000")]),
            (Numeral::Nothing, &[(4, "")]),
        ];
        for (numeral, numbers) in cases {
            for (number, wanted) in numbers {
                assert_eq!(numeral.write(*number), *wanted, "{numeral:?}");
            }
        }
        assert_eq!(Numeral::Roman { upper: true }.write(9), "IX");
        for number in [u32::MAX, 99_999_999, 100_000_000] {
            for numeral in [Numeral::ChineseThousand, Numeral::ChineseLegal, Numeral::Letter { upper: true }] {
                assert!(!numeral.write(number).is_empty());
            }
        }
    }
}
