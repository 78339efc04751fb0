//! Parses the special provisions (特别规定事项): numbered provisions, their sub-items, and sentences split by page breaks.

use super::clause::chinese_numeral;
use super::text::{Line, Number, excerpt, is_space, leading_number};
use super::{Block, BlockKind, Clause, ClauseId, Joined, Provision, Span, TextProblem};
use crate::language::Bilingual;

/// The largest gap in a sequence of numbers; a number beyond it does not count as its continuation.
const LARGEST_GAP: u8 = 10;

/// Words of the introduction that precedes the first provision.
const INTRODUCTIONS: [&str; 4] = ["特别规定事项", "遵守下列规定", "遵守以下规定", "遵守如下规定"];

/// Parses the special provisions line by line.
#[derive(Debug, Default)]
pub(super) struct Reader {
    provisions: Vec<Provision>,
    /// The numbers of the provisions found so far.
    seen: Sequence,
    /// The numbers of the sub-items found so far in the last provision.
    seen_sub: Sequence,
    open: Open,
}

/// What an unnumbered line continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    /// Nothing: the preceding line could not be assigned.
    #[default]
    Nothing,
    /// The introduction.
    Introduction,
    /// The last provision's own text.
    Provision,
    /// The last sub-item.
    SubItem,
}

/// The relation of a number to the preceding numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberOrder {
    Next,
    Skips,
    Late,
    Again,
    TooFar,
}

/// The numbers found so far.
#[derive(Debug, Default)]
struct Sequence {
    met: Vec<u8>,
    highest: u8,
}

impl Sequence {
    fn step(&self, n: u8) -> NumberOrder {
        if self.met.contains(&n) {
            NumberOrder::Again
        } else if n < self.highest {
            NumberOrder::Late
        } else if n == self.highest + 1 {
            NumberOrder::Next
        } else if n <= self.highest + 1 + LARGEST_GAP {
            NumberOrder::Skips
        } else {
            NumberOrder::TooFar
        }
    }

    fn add(&mut self, n: u8) {
        self.met.push(n);
        self.highest = self.highest.max(n);
    }
}

impl Reader {
    /// Parses one line.
    pub(super) fn line(&mut self, text: &str, line: Line, page: u32, problems: &mut Vec<TextProblem>) -> Block {
        let words = line.span.of(text);
        let (clause, kind) = match leading_number(words) {
            Some((number, length)) => self.numbered(text, line, page, (number, length), problems),
            None => self.plain(text, line, page, problems),
        };
        Block { span: line.span, kind, clause }
    }

    /// The parsed provisions.
    pub(super) fn finish(mut self) -> Vec<Provision> {
        for provision in &mut self.provisions {
            for clause in std::iter::once(&mut provision.clause).chain(&mut provision.sub_items) {
                clause.applies_to = applies_to(&clause.body.text);
            }
        }
        self.provisions
    }

    /// The clause that an unnumbered line continues.
    fn current(&mut self) -> Option<&mut Clause> {
        let last = self.provisions.last_mut()?;
        match self.open {
            Open::Provision => Some(&mut last.clause),
            Open::SubItem => last.sub_items.last_mut(),
            Open::Nothing | Open::Introduction => None,
        }
    }

    /// Whether the preceding sentence is complete, or there is none.
    fn is_finished(&mut self) -> bool {
        self.current().is_none_or(|clause| ends_sentence(&clause.body.text))
    }

    fn numbered(
        &mut self,
        text: &str,
        line: Line,
        page: u32,
        (number, length): (Number, usize),
        problems: &mut Vec<TextProblem>,
    ) -> (Option<ClauseId>, BlockKind) {
        let words = line.span.of(text);
        let step = match number {
            Number::Provision(n) => self.seen.step(n),
            Number::SubItem(_) if self.provisions.is_empty() => NumberOrder::TooFar,
            Number::SubItem(n) => self.seen_sub.step(n),
        };
        if step == NumberOrder::Next {
            return (Some(self.begin(text, line, page, (number, length))), BlockKind::Paragraph);
        }
        if !self.is_finished() {
            problems.push(inside(words, line));
            return self.extend(text, line, page);
        }
        problems.push(out_of_sequence(words, line, step, number));
        match step {
            NumberOrder::Skips | NumberOrder::Late => {
                (Some(self.begin(text, line, page, (number, length))), BlockKind::Paragraph)
            }
            NumberOrder::Next | NumberOrder::Again | NumberOrder::TooFar => {
                self.open = Open::Nothing;
                (None, BlockKind::Paragraph)
            }
        }
    }

    /// Starts a provision or sub-item.
    fn begin(&mut self, text: &str, line: Line, page: u32, (number, length): (Number, usize)) -> ClauseId {
        let label = Span::new(line.span.start, line.span.start + length);
        let rest = Span::new(label.end, line.span.end).of(text).trim_start_matches(is_space);
        let mut body = Joined::default();
        if !rest.is_empty() {
            body.push(text, Span::new(line.span.end - rest.len(), line.span.end), page);
        }
        let last = self.provisions.last_mut();
        match (number, last) {
            (Number::SubItem(n), Some(provision)) => {
                let id = ClauseId { provision: provision.clause.id.provision, sub_item: Some(n) };
                provision.sub_items.push(Clause { id, label, body, applies_to: None });
                self.seen_sub.add(n);
                self.open = Open::SubItem;
                id
            }
            (Number::Provision(n) | Number::SubItem(n), _) => {
                let id = ClauseId { provision: n, sub_item: None };
                let clause = Clause { id, label, body, applies_to: None };
                self.provisions.push(Provision { clause, sub_items: Vec::new() });
                self.seen.add(n);
                self.seen_sub = Sequence::default();
                self.open = Open::Provision;
                id
            }
        }
    }

    /// Appends a line to the open clause.
    fn extend(&mut self, text: &str, line: Line, page: u32) -> (Option<ClauseId>, BlockKind) {
        match self.current() {
            Some(clause) => {
                clause.body.push(text, line.span, page);
                (Some(clause.id), BlockKind::Continuation)
            }
            None => (None, BlockKind::Paragraph),
        }
    }

    fn plain(
        &mut self,
        text: &str,
        line: Line,
        page: u32,
        problems: &mut Vec<TextProblem>,
    ) -> (Option<ClauseId>, BlockKind) {
        let words = line.span.of(text);
        let own = if line.heading { BlockKind::Title } else { BlockKind::Paragraph };
        if line.heading {
            problems.push(unknown(words, line));
            return (None, own);
        }
        if self.provisions.is_empty() {
            let known = self.open == Open::Introduction || INTRODUCTIONS.iter().any(|i| words.contains(i));
            if !known {
                problems.push(unknown(words, line));
            }
            let goes_on = known && !words.ends_with(['：', ':', '。']);
            self.open = if goes_on { Open::Introduction } else { Open::Nothing };
            return (None, own);
        }
        let finished = self.is_finished();
        let same_page = self.current().and_then(|c| c.body.fragments.last()).is_none_or(|f| f.page == page);
        if self.current().is_none() {
            problems.push(unknown(words, line));
            return (None, own);
        }
        if finished && (line.after_blank || !same_page) {
            if !words.contains(['，', '。', '；', '：']) {
                problems.push(unknown(words, line));
                return (None, own);
            }
            problems.push(unnumbered(words, line));
        }
        self.extend(text, line, page)
    }
}

/// Whether a text ends with a mark that can end a sentence.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '》']).ends_with(['。', '！', '？', '：', ':', '；', ';'])
}

/// The service named in （适用于…） at the start of a clause.
fn applies_to(body: &str) -> Option<String> {
    let rest = body.strip_prefix(['（', '('])?.trim_start_matches(is_space).strip_prefix("适用于")?;
    let end = rest.find(['）', ')'])?;
    let service = rest.get(..end)?.trim_matches(is_space);
    (!service.is_empty()).then(|| service.to_owned())
}

fn problem(line: Line, zh: String, en: String) -> TextProblem {
    TextProblem { line: line.number, message: Bilingual::new(zh, en) }
}

fn unknown(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    problem(
        line,
        format!("特别规定事项中不属于任何条款的内容：“{e}”"),
        format!("This text belongs to no special provision: “{e}”"),
    )
}

fn unnumbered(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    problem(
        line,
        format!("“{e}”前面的句子已经结束，且本段没有编号；暂作为前一条款的后续段落"),
        format!(
            "“{e}” has no number and follows a finished sentence; it was taken as a paragraph of the clause before"
        ),
    )
}

fn inside(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    problem(
        line,
        format!("“{e}”以编号开头，但与前文编号不连续，且前面的句子没有结束；暂作为前一条款的续文"),
        format!(
            "“{e}” begins with a number out of sequence inside a sentence; it was taken as the rest of that sentence"
        ),
    )
}

fn out_of_sequence(words: &str, line: Line, step: NumberOrder, number: Number) -> TextProblem {
    let e = excerpt(words);
    let n = match number {
        Number::Provision(n) => format!("{}、", chinese_numeral(n)),
        Number::SubItem(n) => format!("（{}）", chinese_numeral(n)),
    };
    let (zh, en) = match step {
        NumberOrder::Next | NumberOrder::Skips => ("此前有编号缺失", "numbers are missing before it"),
        NumberOrder::Late => ("编号顺序颠倒", "it comes after a higher number"),
        NumberOrder::Again => ("编号重复，未计入条款", "the number was used before; it is not counted as a clause"),
        NumberOrder::TooFar => {
            ("编号与前文不连续，未计入条款", "it does not continue the numbers before; it is not counted as a clause")
        }
    };
    problem(line, format!("编号“{n}”：{zh}。“{e}”"), format!("Number “{n}”: {en}. “{e}”"))
}

#[cfg(test)]
mod tests {
    use super::super::{License, parse};
    use super::*;

    fn outline(license: &License) -> Vec<String> {
        license.clauses().map(|c| format!("{}:{}", c.id, c.body.text)).collect()
    }

    #[test]
    fn clauses_and_problems() {
        let cases: [(&str, &[&str], &[usize]); 14] = [
            ("一、甲。\n二、乙。", &["一:甲。", "二:乙。"], &[]),
            ("一、甲：\n（一）乙；\n(二)丙。\n二、丁。", &["一:甲：", "一(一):乙；", "一(二):丙。", "二:丁。"], &[]),
            // A wrapped line that happens to start with a number is not a clause.
            ("一、甲第\n一、二项。\n二、乙。", &["一:甲第一、二项。", "二:乙。"], &[3]),
            ("一、甲第\n（五）项。", &["一:甲第（五）项。"], &[3]),
            ("一、甲\n乙\n\n丙。", &["一:甲乙丙。"], &[]),
            ("一、\n甲。", &["一:甲。"], &[]),
            ("一、甲。\n\n乙，丙。", &["一:甲。乙，丙。"], &[4]),
            ("一、甲。\n乙。", &["一:甲。乙。"], &[]),
            ("一、甲。\n\n乙\n二、丙。", &["一:甲。", "二:丙。"], &[4]),
            ("一、甲。\n三、丙。\n二、乙。", &["一:甲。", "三:丙。", "二:乙。"], &[3, 4]),
            ("一、甲。\n一、乙。\n丙。", &["一:甲。"], &[3, 4]),
            ("一、甲。\n五十、乙。", &["一:甲。"], &[3]),
            ("（一）甲。", &[], &[2]),
            ("序\n本证遵守下列规定\n事项：\n一、甲。", &["一:甲。"], &[2]),
        ];
        for (text, clauses, problems) in cases {
            let license = parse(&format!("特别规定事项\n{text}"));
            assert_eq!(outline(&license), clauses, "{text}");
            assert_eq!(license.problems.iter().map(|p| p.line).collect::<Vec<_>>(), problems, "{text}");
        }
    }

    #[test]
    fn scopes_are_read() {
        let cases = [
            ("（适用于甲）乙", Some("甲")),
            ("( 适用于 甲 )乙", Some("甲")),
            ("（适用于甲", None),
            ("（适用于）乙", None),
            ("乙（适用于甲）", None),
            ("", None),
        ];
        for (body, wanted) in cases {
            assert_eq!(applies_to(body).as_deref(), wanted, "{body}");
        }
    }
}
