//! What is told about the numbers of clauses, in words.

use super::numeral::chinese_numeral;
use super::outline::NumberOrder;
use super::text::excerpt;
use crate::language::Bilingual;

/// The level of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// That of a provision.
    Provision,
    /// That of a sub-item.
    SubItem,
}

/// Text that belongs to no clause.
pub(super) fn unknown(words: &str) -> Bilingual {
    let e = excerpt(words);
    Bilingual::new(
        format!("特别规定事项中不属于任何条款的内容：“{e}”"),
        format!("This text belongs to no special provision: “{e}”"),
    )
}

/// A paragraph without a number behind a finished sentence.
pub(super) fn unnumbered(words: &str) -> Bilingual {
    let e = excerpt(words);
    Bilingual::new(
        format!("“{e}”前面的句子已经结束，且本段没有编号；暂作为前一条款的后续段落"),
        format!(
            "“{e}” has no number and follows a finished sentence; it was taken as a paragraph of the clause before"
        ),
    )
}

/// A number out of sequence inside a sentence.
pub(super) fn inside(words: &str) -> Bilingual {
    let e = excerpt(words);
    Bilingual::new(
        format!("“{e}”以编号开头，但与前文编号不连续，且前面的句子没有结束；暂作为前一条款的续文"),
        format!(
            "“{e}” begins with a number out of sequence inside a sentence; it was taken as the rest of that sentence"
        ),
    )
}

/// A number as it is usually printed on its level.
fn printed(level: Level, n: u8) -> String {
    match level {
        Level::Provision => format!("{}、", chinese_numeral(n)),
        Level::SubItem => format!("（{}）", chinese_numeral(n)),
    }
}

/// A repeated number where the next one is missing.
pub(super) fn misprinted(words: &str, level: Level, number: u8) -> Bilingual {
    let (e, n, next) = (excerpt(words), printed(level, number), printed(level, number.saturating_add(1)));
    Bilingual::new(
        format!("编号“{n}”重复，其后的编号跳过“{next}”；“{e}”按“{next}”处理"),
        format!("Number “{n}” is repeated and “{next}” is missing after it; “{e}” was taken as “{next}”"),
    )
}

/// A clause that has lost its number.
pub(super) fn numbered_by_order(words: &str, level: Level, number: u8) -> Bilingual {
    let (e, n) = (excerpt(words), printed(level, number));
    Bilingual::new(
        format!("“{e}”没有编号；按前后顺序作为“{n}”"),
        format!("“{e}” has no number; it was taken as “{n}” by the order of the clauses"),
    )
}

/// A number that does not follow the ones before.
pub(super) fn out_of_sequence(words: &str, step: NumberOrder, level: Level, number: u8) -> Bilingual {
    let (e, n) = (excerpt(words), printed(level, number));
    let (zh, en) = match step {
        NumberOrder::Next | NumberOrder::Skips => ("此前有编号缺失", "numbers are missing before it"),
        NumberOrder::Late => ("编号顺序颠倒", "it comes after a higher number"),
        NumberOrder::Again => (
            "编号重复，暂作为前一条款的后续段落",
            "the number was used before; it was taken as a paragraph of the clause before",
        ),
        NumberOrder::TooFar => (
            "编号与前文不连续，暂作为前一条款的后续段落",
            "it does not continue the numbers before; it was taken as a paragraph of the clause before",
        ),
    };
    Bilingual::new(format!("编号“{n}”：{zh}。“{e}”"), format!("Number “{n}”: {en}. “{e}”"))
}
