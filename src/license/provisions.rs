//! Parses the special provisions (特别规定事项): numbered provisions, their sub-items, and sentences split by page breaks.

use super::clause_problems::{Level, inside, misprinted, numbered_by_order, out_of_sequence, unknown, unnumbered};
use super::closing::{demands, is_blank_remark, is_chapter, is_note, tail};
use super::marker::MarkerForm;
use super::outline::{Item, NumberOrder, Sequence, Start, ends_sentence, first_level, is_alike, is_alike_below, items};
use super::paragraph::Paragraph;
use super::text::is_space;
use super::{BlockKind, Clause, ClauseId, Joined, Provision, Span, TextProblem};
use crate::language::Bilingual;

/// Words of the introduction that precedes the first provision.
const INTRODUCTIONS: [&str; 5] = ["特别规定事项", "遵守下列", "遵守以下", "遵守如下", "规定如下"];

/// The parsed provisions, and the role of each paragraph.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The provisions.
    pub(super) provisions: Vec<Provision>,
    /// For each paragraph: its kind, and the clause of its first line.
    pub(super) roles: Vec<(BlockKind, Option<ClauseId>)>,
}

/// Parses the paragraphs of the special provisions.
pub(super) fn read(text: &str, paragraphs: &[Paragraph], problems: &mut Vec<TextProblem>) -> Outline {
    let items = items(paragraphs);
    let mut reader = Reader {
        text,
        paragraphs,
        items: &items,
        level: first_level(&items),
        out: Outline { provisions: Vec::new(), roles: vec![(BlockKind::Paragraph, None); paragraphs.len()] },
        seen: Sequence::default(),
        seen_sub: Sequence::default(),
        sub_form: None,
        open: Open::Nothing,
        lost: Vec::new(),
        unnumbered: Vec::new(),
        tail: tail(paragraphs, &items),
        outside: false,
    };
    for i in 0..items.len() {
        reader.item(i, problems);
    }
    reader.finish_lost(problems);
    let mut out = reader.out;
    for provision in &mut out.provisions {
        for clause in std::iter::once(&mut provision.clause).chain(&mut provision.sub_items) {
            clause.applies_to = applies_to(&clause.body.text);
        }
    }
    out
}

/// What an unnumbered paragraph continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    /// Nothing: the preceding paragraph could not be assigned.
    #[default]
    Nothing,
    /// The introduction.
    Introduction,
    /// The last provision's own text.
    Provision,
    /// The last sub-item.
    SubItem,
}

struct Reader<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    items: &'a [Item],
    /// The form of the numbers of provisions.
    level: Option<MarkerForm>,
    out: Outline,
    /// The numbers of the provisions found so far.
    seen: Sequence,
    /// The numbers of the sub-items found so far in the last provision.
    seen_sub: Sequence,
    /// The form of the numbers of sub-items in the last provision.
    sub_form: Option<MarkerForm>,
    open: Open,
    /// Items since the last numbered one that start like a clause: they may have lost their number.
    lost: Vec<usize>,
    /// Items since the last numbered one with which a paragraph starts behind a finished sentence.
    unnumbered: Vec<usize>,
    /// The index of the first item of the lines behind the last clause: a signature, a day, notes.
    tail: usize,
    /// Whether the paragraph before was taken as no part of a clause.
    outside: bool,
}

impl Reader<'_> {
    fn words(&self, item: &Item) -> &str {
        self.paragraphs.get(item.paragraph).map_or("", |p| item.part.of(p.words()))
    }

    /// Parses one item.
    fn item(&mut self, i: usize, problems: &mut Vec<TextProblem>) {
        let Some(&item) = self.items.get(i) else { return };
        let Some((level, number)) = self.level_of(&item) else {
            self.plain(i, problems);
            return;
        };
        let step = match level {
            Level::Provision => self.seen.step(number),
            Level::SubItem => self.seen_sub.step(number),
        };
        let inside_sentence = item.marker.is_some_and(|m| m.form == MarkerForm::Is) && !self.is_finished();
        if step == NumberOrder::Next && !inside_sentence {
            self.lost.clear();
            self.unnumbered.clear();
            self.begin(i, level, number);
            return;
        }
        if item.is_inline || item.is_bare || inside_sentence {
            self.plain(i, problems);
            return;
        }
        let finished = self.is_finished() || self.starts_at_blank(&item);
        if step == NumberOrder::Skips && finished && self.place_lost(level, number, problems) {
            self.begin(i, level, number);
            return;
        }
        if !finished {
            self.report(problems, &item, inside(self.words(&item)));
            self.extend(&item);
            return;
        }
        if step == NumberOrder::Again && self.is_misprint(i, level, number) {
            let n = number + 1;
            self.report(problems, &item, misprinted(self.words(&item), level, number));
            self.begin(i, level, n);
            return;
        }
        self.report(problems, &item, out_of_sequence(self.words(&item), step, level, number));
        match step {
            NumberOrder::Skips | NumberOrder::Late => {
                self.lost.clear();
                self.unnumbered.clear();
                self.begin(i, level, number);
            }
            NumberOrder::Next | NumberOrder::Again | NumberOrder::TooFar => {
                self.extend(&item);
            }
        }
    }

    /// The level of the number of an item; `None` if it has none, or one of a third level.
    fn level_of(&self, item: &Item) -> Option<(Level, u8)> {
        let marker = item.marker?;
        let level = self.level?;
        let n = marker.number;
        let next_sub = self.sub_form.is_some_and(|form| is_alike_below(form, marker.form))
            && self.seen_sub.step(n) == NumberOrder::Next;
        if marker.form == level && !(next_sub && marker.form != level) {
            return Some((Level::Provision, n));
        }
        if is_alike(marker.form, level)
            && self.seen.step(n) == NumberOrder::Next
            && !next_sub
            && self.sub_form != Some(marker.form)
        {
            return Some((Level::Provision, n));
        }
        if self.out.provisions.is_empty() {
            return None;
        }
        let belongs = if let Some(form) = self.sub_form {
            is_alike_below(form, marker.form)
        } else {
            // An enumeration inside a sentence that was not announced starts with its first number.
            n == 1 || !item.is_inline && n <= 3 && marker.form != MarkerForm::Arabic
        };
        belongs.then_some((Level::SubItem, n))
    }

    /// Whether a repeated number is a misprint: the next number on this level is by two higher.
    fn is_misprint(&self, i: usize, level: Level, number: u8) -> bool {
        let highest = match level {
            Level::Provision => self.seen.highest,
            Level::SubItem => self.seen_sub.highest,
        };
        let following = self.items.iter().skip(i + 1).filter(|item| !item.is_inline).find_map(|item| {
            let marker = item.marker?;
            let same = match level {
                Level::Provision => self.level == Some(marker.form),
                Level::SubItem => self.sub_form.is_some_and(|form| is_alike_below(form, marker.form)),
            };
            same.then_some(marker.number)
        });
        number == highest && following == number.checked_add(2)
    }

    /// The clause that an unnumbered paragraph continues.
    fn current(&mut self) -> Option<&mut Clause> {
        let last = self.out.provisions.last_mut()?;
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

    /// Whether a blank line on the same page precedes the paragraph of `item`.
    fn starts_at_blank(&self, item: &Item) -> bool {
        let Some(p) = self.paragraphs.get(item.paragraph) else { return false };
        let before = item.paragraph.checked_sub(1).and_then(|i| self.paragraphs.get(i));
        p.after_blank && before.is_some_and(|before| before.last_page() == p.page) && !item.is_inline
    }

    /// Starts a provision or sub-item with the text of an item behind its number.
    fn begin(&mut self, i: usize, level: Level, number: u8) {
        let (Some(&item), level) = (self.items.get(i), level) else { return };
        let Some(p) = self.paragraphs.get(item.paragraph) else { return };
        let length = item.marker.map_or(0, |m| m.length);
        let start = item.part.start + length;
        let printed = item.part.of(p.words()).get(..length).unwrap_or_default().trim_end_matches(is_space).len();
        let label = p.span(item.part.start, item.part.start + printed);
        let mut body = Joined::default();
        append(&mut body, self.text, p, Span::new(start, item.part.end));
        let id = match (level, self.out.provisions.last_mut()) {
            (Level::SubItem, Some(provision)) => {
                let id = ClauseId { provision: provision.clause.id.provision, sub_item: Some(number) };
                provision.sub_items.push(Clause { id, label, body, applies_to: None });
                self.seen_sub.add(number);
                self.sub_form = self.sub_form.or(item.marker.map(|m| m.form));
                self.open = Open::SubItem;
                id
            }
            (Level::Provision | Level::SubItem, _) => {
                let id = ClauseId { provision: number, sub_item: None };
                self.out
                    .provisions
                    .push(Provision { clause: Clause { id, label, body, applies_to: None }, sub_items: Vec::new() });
                self.seen.add(number);
                self.seen_sub = Sequence::default();
                self.sub_form = None;
                self.open = Open::Provision;
                id
            }
        };
        self.outside = false;
        self.assign(&item, BlockKind::Paragraph, Some(id));
    }

    fn assign(&mut self, item: &Item, kind: BlockKind, clause: Option<ClauseId>) {
        if let Some(role) = self.out.roles.get_mut(item.paragraph).filter(|_| !item.is_inline) {
            *role = (kind, clause);
        }
    }

    /// Appends an item to the open clause; false if none is open.
    fn extend(&mut self, item: &Item) -> bool {
        let (text, paragraphs) = (self.text, self.paragraphs);
        let Some(p) = paragraphs.get(item.paragraph) else { return false };
        if self.open == Open::Nothing && !self.out.provisions.is_empty() {
            self.open = if self.out.provisions.last().is_some_and(|p| p.sub_items.is_empty()) {
                Open::Provision
            } else {
                Open::SubItem
            };
        }
        let Some(clause) = self.current() else { return false };
        append(&mut clause.body, text, p, item.part);
        let id = clause.id;
        self.assign(item, BlockKind::Continuation, Some(id));
        true
    }

    fn plain(&mut self, i: usize, problems: &mut Vec<TextProblem>) {
        let Some(&item) = self.items.get(i) else { return };
        let Some(p) = self.paragraphs.get(item.paragraph) else { return };
        let words = self.words(&item).to_owned();
        let own = if p.heading { BlockKind::Title } else { BlockKind::Paragraph };
        if is_chapter(&words) && !item.is_inline && self.is_finished() {
            self.assign(&item, BlockKind::Title, None);
            return;
        }
        if p.heading {
            self.report(problems, &item, unknown(&words));
            self.assign(&item, own, None);
            return;
        }
        if self.out.provisions.is_empty() {
            let known =
                self.open == Open::Introduction || INTRODUCTIONS.iter().any(|i| words.contains(i)) || is_lead(&words);
            if item.start == Start::Clause && !known {
                self.lost.push(i);
            }
            if !known {
                self.report(problems, &item, unknown(&words));
            }
            let goes_on = known && !words.ends_with(['：', ':', '。']);
            self.open = if goes_on { Open::Introduction } else { Open::Nothing };
            self.assign(&item, own, None);
            return;
        }
        let finished = self.is_finished();
        if finished && is_blank_remark(&words) {
            self.assign(&item, own, None);
            return;
        }
        let page = p.page;
        let same_page = self.current().and_then(|c| c.body.fragments.last()).is_none_or(|f| f.page == page);
        if item.start == Start::Clause && finished {
            self.lost.push(i);
        }
        if item.start != Start::Line && finished {
            self.unnumbered.push(i);
        }
        let apart = p.after_blank || !same_page;
        let behind = i >= self.tail || self.outside && !demands(&words) || is_note(&words);
        if !item.is_inline && finished && (apart || behind) {
            let full = words.contains(['，', '。', '；', '：']) && (demands(&words) || words.contains('。'));
            if behind || !full {
                self.report(problems, &item, unknown(&words));
                self.assign(&item, own, None);
                self.outside = true;
                return;
            }
            self.report(problems, &item, unnumbered(&words));
        }
        self.outside = false;
        self.extend(&item);
    }

    fn report(&self, problems: &mut Vec<TextProblem>, item: &Item, message: Bilingual) {
        if let Some(p) = self.paragraphs.get(item.paragraph) {
            problems.push(TextProblem { line: p.number, span: p.span(item.part.start, item.part.end), message });
        }
    }

    /// Gives the numbers missing before `number` to the unnumbered paragraphs in between, if there are as many.
    fn place_lost(&mut self, level: Level, number: u8, problems: &mut Vec<TextProblem>) -> bool {
        let highest = match level {
            Level::Provision => self.seen.highest,
            Level::SubItem => self.seen_sub.highest,
        };
        let missing = usize::from(number - highest) - 1;
        let lost = std::mem::take(&mut self.lost);
        let open = std::mem::take(&mut self.unnumbered);
        let found = [lost, open].into_iter().find(|items| items.len() == missing && missing > 0);
        let Some(found) = found else { return false };
        self.begin_lost(&found, level, problems);
        true
    }

    /// After the last number: paragraphs that start like all clauses are the clauses that follow.
    fn finish_lost(&mut self, problems: &mut Vec<TextProblem>) {
        let lost = std::mem::take(&mut self.lost);
        let is_numbered = self.level.is_some();
        let all_open =
            self.out.provisions.iter().filter(|p| OWN.iter().any(|own| p.clause.body.text.starts_with(own))).count();
        let usual = !is_numbered || all_open * 10 >= self.out.provisions.len() * 7;
        let level = if self.open == Open::SubItem { Level::SubItem } else { Level::Provision };
        let alike = lost.iter().all(|i| {
            let item = self.items.get(*i);
            item.is_some_and(|item| OWN.iter().any(|own| self.words(item).starts_with(own)))
        });
        if !lost.is_empty() && usual && alike {
            self.begin_lost(&lost, level, problems);
        }
    }

    /// Moves the items `lost`, which continue the last clause, into clauses of their own.
    fn begin_lost(&mut self, lost: &[usize], level: Level, problems: &mut Vec<TextProblem>) {
        let Some(&first) = lost.first() else { return };
        let end = self.items.len().min(lost.last().map_or(0, |last| *last + 1).max(self.assigned_until()));
        let Some(start) = self
            .items
            .get(first)
            .and_then(|item| Some(self.paragraphs.get(item.paragraph)?.span(item.part.start, item.part.end).start))
        else {
            return;
        };
        if let Some(clause) = self.current() {
            cut(&mut clause.body, start);
        }
        problems.retain(|problem| {
            problem.span.start < start
                || !lost.iter().any(|i| {
                    self.items
                        .get(*i)
                        .and_then(|item| self.paragraphs.get(item.paragraph))
                        .is_some_and(|p| p.number == problem.line)
                })
        });
        for i in first..end {
            let Some(&item) = self.items.get(i) else { continue };
            if lost.contains(&i) {
                let number = match level {
                    Level::Provision => self.seen.highest,
                    Level::SubItem => self.seen_sub.highest,
                }
                .saturating_add(1);
                self.report(problems, &item, numbered_by_order(self.words(&item), level, number));
                self.begin(i, level, number);
            } else if item.marker.is_none_or(|_| item.is_inline) {
                self.extend(&item);
            }
        }
    }

    /// The index behind the last item that has been parsed.
    fn assigned_until(&self) -> usize {
        let parsed = |item: &Item| self.out.roles.get(item.paragraph).is_some_and(|(_, clause)| clause.is_some());
        self.items.iter().rposition(parsed).map_or(0, |i| i + 1)
    }
}

/// Words for the holder with which most clauses begin.
const OWN: [&str; 9] = ["你公司", "贵公司", "你单位", "贵单位", "该公司", "我司", "贵司", "本公司", "被许可人"];

/// Appends a part of a paragraph, without white space at its ends.
fn append(body: &mut Joined, text: &str, p: &Paragraph, part: Span) {
    let part = super::text::trimmed(p.words(), part);
    for (span, page) in p.pieces(part.start, part.end) {
        body.push(text, span, page);
    }
}

/// Removes everything from byte `start` of the license text on.
fn cut(body: &mut Joined, start: usize) {
    body.fragments.retain(|fragment| fragment.span.start < start);
    let length = body.fragments.last().map_or(0, |f| f.at + f.span.end - f.span.start);
    body.text.truncate(length);
}

/// Whether `words` announces the provisions.
fn is_lead(words: &str) -> bool {
    words.ends_with(['：', ':']) && (words.contains("遵守") || words.contains("规定"))
}

/// The service named in （适用于…） at the start of a clause.
fn applies_to(body: &str) -> Option<String> {
    let rest = body.strip_prefix(['（', '('])?.trim_start_matches(is_space).strip_prefix("适用于")?;
    let end = rest.find(['）', ')'])?;
    let service = rest.get(..end)?.trim_matches(is_space);
    (!service.is_empty()).then(|| service.to_owned())
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
            ("一、甲第\n（五）项。", &["一:甲第（五）项。"], &[]),
            ("一、甲\n乙\n\n丙。", &["一:甲乙丙。"], &[]),
            ("一、\n甲。", &["一:甲。"], &[]),
            ("一、甲。\n\n乙，丙。", &["一:甲。乙，丙。"], &[4]),
            ("一、甲。\n乙。", &["一:甲。乙。"], &[]),
            ("一、甲。\n\n乙\n二、丙。", &["一:甲。", "二:丙。"], &[4]),
            ("一、甲。\n三、丙。\n二、乙。", &["一:甲。", "三:丙。", "二:乙。"], &[3, 4]),
            ("一、甲。\n一、乙。\n丙。", &["一:甲。一、乙。丙。"], &[3]),
            ("一、甲。\n五十、乙。", &["一:甲。五十、乙。"], &[3]),
            ("（一）甲。", &["一:甲。"], &[]),
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
