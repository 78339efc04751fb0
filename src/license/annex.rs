//! Parses the annex (附页): paragraphs and rows of tables with the licensed services.

use super::entry;
use super::marker::{MarkerForm, marker};
use super::paragraph::Paragraph;
use super::places::are_places;
use super::service_name::{after_heading, is_heading, name_length, number_length};
use super::table::Table;
use super::text::{after_label, excerpt, first, is_cell_mark, is_space, trimmed};
use super::{Annex, BlockKind, Joined, Service, Span, Spanned, TextProblem};
use crate::language::Bilingual;

/// The most characters in which the name of a service is looked for.
const LONGEST_NAME: usize = 60;

/// The company named in the sentence that introduces the services, if `words` is that sentence; `""` if it names none.
pub(super) fn introduction(words: &str) -> Option<&str> {
    let plain = words.trim_end_matches(|c| is_space(c) || c == '*');
    for verb in ["获准经营", "获准开展", "被准许经营", "准予经营", "准许经营", "经营"] {
        if let Some((company, rest)) = plain.split_once(verb) {
            let announces = ["业务种类", "下列", "以下", "如下"].iter().any(|word| rest.contains(word));
            let known = verb != "经营" || company.ends_with("公司") && plain.ends_with(['：', ':']);
            if announces && known && company.chars().nth(60).is_none() && !company.contains(['。', '《']) {
                return Some(company.trim_matches(|c| is_space(c) || c == '*').trim_end_matches("被"));
            }
        }
    }
    let heads = super::table::is_head(plain) || plain.starts_with("业务种类、") && plain.contains("覆盖范围");
    (heads && plain.ends_with(['：', ':'])).then_some("")
}

/// Whether `words` start with a service.
pub(super) fn begins_service(words: &str) -> bool {
    let start = super::marker::bare_number(words).map_or(0, |m| m.length);
    let squeezed: String = words.get(start..).unwrap_or_default().chars().filter(|c| !is_space(*c)).collect();
    let start = number_length(&squeezed);
    squeezed.get(start..).is_some_and(|rest| name_length(rest).is_some() || after_heading(rest).is_some())
}

/// Whether `words` start with the name of a service of the service catalog.
pub(super) fn begins_known_service(words: &str) -> bool {
    let squeezed: String = first(words, LONGEST_NAME).chars().filter(|c| !is_space(*c)).collect();
    let start = number_length(&squeezed);
    squeezed.get(start..).is_some_and(|rest| super::services::service_names().any(|name| rest.starts_with(name)))
}

/// Parses the annex paragraph by paragraph.
#[derive(Debug)]
pub(super) struct Reader {
    annex: Annex,
    entry: Option<Joined>,
    /// How many brackets of the open entry are not closed.
    open_brackets: usize,
    table: Option<Table>,
    prose: bool,
    /// The line and place at which the open entry starts.
    entry_line: (usize, Span),
    /// Entries without the name of a service.
    nameless: Vec<(usize, Span, String)>,
    /// How many services have their coverage settled by a line for all of them.
    settled: usize,
}

impl Default for Reader {
    fn default() -> Self {
        let entry_line = (1, Span::new(0, 0));
        Self {
            annex: Annex::default(),
            entry: None,
            open_brackets: 0,
            table: None,
            prose: false,
            entry_line,
            nameless: Vec::new(),
            settled: 0,
        }
    }
}

impl Reader {
    /// Parses one paragraph.
    pub(super) fn read(&mut self, text: &str, p: &Paragraph, problems: &mut Vec<TextProblem>) -> BlockKind {
        let words = p.words();
        let own = if p.heading { BlockKind::Title } else { BlockKind::Paragraph };
        if let Some(company) = introduction(words) {
            self.flush();
            if self.annex.company.is_none() && !company.is_empty() {
                let at = words.find(company).unwrap_or_default();
                self.annex.company = Some(p.spanned(Span::new(at, at + company.len())));
            }
            self.prose = !words.ends_with(['：', ':', '。']);
            // Services can follow in the same line.
            if let Some(at) = words
                .find(['：', ':'])
                .map(|i| i + words.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8))
            {
                let rest = trimmed(words, Span::new(at, words.len()));
                if rest.start < rest.end && begins_service(rest.of(words)) {
                    self.begin(text, p, rest);
                    self.prose = false;
                    return BlockKind::Service;
                }
            }
            return BlockKind::Paragraph;
        }
        if let Some(table) = Table::of_head(text, p) {
            self.flush();
            self.table = Some(table);
            return own;
        }
        if self.row(text, p) {
            return BlockKind::Service;
        }
        if self.coverage_line(p) {
            return BlockKind::Paragraph;
        }
        self.plain(text, p, problems)
    }

    /// Parses a paragraph outside a table.
    fn plain(&mut self, text: &str, p: &Paragraph, problems: &mut Vec<TextProblem>) -> BlockKind {
        let words = p.words();
        let own = if p.heading { BlockKind::Title } else { BlockKind::Paragraph };
        if begins_service(words) && !self.goes_on(p) {
            self.flush();
            self.prose = false;
            self.begin(text, p, Span::new(0, words.len()));
            return BlockKind::Service;
        }
        if is_heading(words) {
            self.flush();
            return own;
        }
        if self.entry.as_ref().is_some_and(|entry| belongs(&entry.text, words, p)) {
            self.begin(text, p, Span::new(0, words.len()));
            return BlockKind::Service;
        }
        let known = self.prose || words.contains("覆盖范围") || is_heading(words) || is_remark(words);
        if !known {
            problems.push(unknown(p));
        }
        self.prose = self.prose && !words.ends_with(['：', ':', '。']);
        own
    }

    /// Appends a part of a paragraph to the open entry, without the blanks inside words.
    fn begin(&mut self, text: &str, p: &Paragraph, part: Span) {
        let words = part.of(p.words());
        let left = words.trim_start_matches(|c| is_space(c) || is_cell_mark(c));
        let kept = left.trim_end_matches(|c| is_space(c) || is_cell_mark(c));
        let part = Span::new(part.end - left.len(), part.end - left.len() + kept.len());
        if self.entry.is_none() {
            self.open_brackets = 0;
            self.entry_line = (p.number, p.span(part.start, part.end));
        }
        for c in part.of(p.words()).chars() {
            match c {
                '（' | '(' => self.open_brackets += 1,
                '）' | ')' => self.open_brackets = self.open_brackets.saturating_sub(1),
                _ => {}
            }
        }
        let entry = self.entry.get_or_insert_default();
        for piece in entry::squeezed(p.words(), part) {
            for span in p.joined.to_source(piece.start, piece.end) {
                entry.push(text, span, p.page);
            }
        }
    }

    /// Services that the cover states.
    pub(super) fn on_cover(&mut self, text: &str, p: &Paragraph, part: Span) {
        let words = part.of(p.words());
        let refers = ["见附", "详见", "附页", "附件", "见后"].iter().any(|word| words.contains(word))
            && words.chars().nth(12).is_none();
        if refers {
            return;
        }
        if begins_service(words) {
            self.flush();
        }
        self.begin(text, p, part);
    }

    /// Ends the open entry.
    pub(super) fn close(&mut self) {
        self.flush();
    }

    /// Whether no service was found yet.
    pub(super) fn is_empty(&self) -> bool {
        self.annex.services.is_empty() && self.entry.is_none()
    }

    /// Whether an entry is open that `p`, on the cover, continues.
    pub(super) fn continues_on_cover(&self, p: &Paragraph) -> bool {
        let dated = super::dates::first_date(p.words()).is_some() || super::cover::is_authority(p.words());
        self.entry.as_ref().is_some_and(|entry| belongs(&entry.text, p.words(), p)) && !p.after_blank && !dated
    }

    /// Parses a row of a table, or the rest of one; false if the paragraph is none.
    fn row(&mut self, text: &str, p: &Paragraph) -> bool {
        let Some(table) = &mut self.table else { return false };
        if let Some(service) = table.rest(text, p) {
            self.annex.services.pop();
            self.annex.services.push(service);
            return true;
        }
        let Some(service) = table.row(text, p) else { return false };
        self.flush();
        self.annex.services.push(service);
        true
    }

    /// Takes a line that states the coverage of the services before it; false if the paragraph is none.
    fn coverage_line(&mut self, p: &Paragraph) -> bool {
        let words = p.words();
        let start = marker(words).map_or(0, |m| m.length);
        let bare = words.get(start..).unwrap_or_default().trim_start_matches(['（', '(', '*']);
        let label =
            ["业务覆盖范围", "覆盖范围", "经营地域", "覆盖地域"].iter().find_map(|label| after_label(bare, label));
        let Some(rest) = label.or_else(|| are_places(bare).then_some(bare)) else { return false };
        let value = rest.trim_start_matches(['：', ':', '为']).trim_end_matches(['）', ')', '。', '；']);
        if !are_places(value) {
            return false;
        }
        self.flush();
        let at = words.len() - rest.len() + (rest.len() - rest.trim_start_matches(['：', ':', '为']).len());
        let places = entry::list_of(p, Span::new(at, at + value.len()));
        let settled = self.settled;
        for service in self.annex.services.iter_mut().skip(settled).filter(|service| service.coverage.is_empty()) {
            service.coverage.clone_from(&places);
        }
        self.settled = self.annex.services.len();
        true
    }

    /// The parsed annex. `coverage` applies to services without their own.
    pub(super) fn finish(mut self, coverage: &[Spanned<String>], problems: &mut Vec<TextProblem>) -> Annex {
        self.flush();
        for service in self.annex.services.iter_mut().filter(|s| s.coverage.is_empty()) {
            coverage.clone_into(&mut service.coverage);
        }
        problems.extend(self.nameless.into_iter().map(|(line, span, words)| TextProblem {
            line,
            span,
            message: not_understood(&words),
        }));
        self.annex
    }

    /// Whether the preceding line ends inside a list that this line continues.
    fn goes_on(&self, p: &Paragraph) -> bool {
        !p.after_blank
            && self.entry.as_ref().is_some_and(|entry| {
                let begun = first(&entry.text, LONGEST_NAME);
                let cut = !begins_known_service(begun)
                    && begun.len() == entry.text.len()
                    && begins_known_service(&format!("{begun}{}", first(p.words(), LONGEST_NAME)));
                self.open_brackets > 0 || cut || entry.text.ends_with(['、', '和', '及', '与', '含', '限'])
            })
    }

    fn flush(&mut self) {
        if let Some(entry) = self.entry.take() {
            let services: Vec<Service> = entry::services(&entry);
            if services.is_empty() && !is_remark(&entry.text) {
                let (line, span) = self.entry_line;
                self.nameless.push((line, span, entry.text));
            }
            self.annex.services.extend(services);
        }
    }
}

/// Whether a line continues the preceding entry.
fn belongs(entry: &str, words: &str, p: &Paragraph) -> bool {
    let numbered = marker(words).is_some_and(|m| m.form != MarkerForm::Decimal);
    !p.after_blank && !numbered
        || entry::keyword(words).is_some()
        || words.starts_with(['（', '(', '【', '[', '〔']) && !numbered
        || !p.after_blank && words.contains("覆盖范围")
        || !entry.ends_with(['。', '】', '）', ')', ']', '务']) && !numbered && !p.heading
}

/// Whether `words` says only that nothing follows.
fn is_remark(words: &str) -> bool {
    let plain: String = words.chars().filter(|c| !is_space(*c)).collect();
    ["以下空白", "本页以下空白", "此页无正文", "盖章", "增值电信业务"]
        .contains(&plain.trim_matches(['（', '）', '(', ')', '：', ':', '。']))
}

fn unknown(p: &Paragraph) -> TextProblem {
    TextProblem { line: p.number, span: p.whole(), message: not_understood(p.words()) }
}

fn not_understood(words: &str) -> Bilingual {
    let e = excerpt(words);
    Bilingual::new(format!("附页中未能识别的内容：“{e}”"), format!("This text in the annex was not understood: “{e}”"))
}

#[cfg(test)]
mod tests {
    use super::super::{Spanned, parse};

    /// An entry with its expected class, name, and lists of limits, inclusions, exclusions and remarks.
    type Case = (&'static str, Option<&'static str>, &'static str, [&'static [&'static str]; 4]);

    const CASES: [Case; 13] = [
        ("信息服务业务（仅限互联网信息服务）", Some("B25"), "信息服务业务", [&["互联网信息服务"], &[], &[], &[]]),
        ("1、信息服务业务(仅限 甲 )", Some("B25"), "信息服务业务", [&["甲"], &[], &[], &[]]),
        ("一、国内呼叫中心业务", Some("B24"), "国内呼叫中心业务", [&[], &[], &[], &[]]),
        ("第二类增值电信业务中的信息服务业务", Some("B25"), "信息服务业务", [&[], &[], &[], &[]]),
        ("量子通信业务", None, "量子通信业务", [&[], &[], &[], &[]]),
        (
            "信息服务业务\n含信息发布平台和递送服务、信息搜索查询服务，不含信息即时交互服务和信息保护和加工处理服务。",
            Some("B25"),
            "信息服务业务",
            [
                &[],
                &["信息发布平台和递送服务", "信息搜索查询服务"],
                &["信息即时交互服务", "信息保护和加工处理服务"],
                &[],
            ],
        ),
        (
            "信息服务业务（仅限互联网信息服务；不含新闻、药品和医疗器械）。",
            Some("B25"),
            "信息服务业务",
            [&["互联网信息服务"], &[], &["新闻", "药品和医疗器械"], &[]],
        ),
        (
            "互联网接入服务业务（含为上网用户提供的接入服务（不含专线）、其他业务）【甲，乙。】不含丙",
            Some("B14"),
            "互联网接入服务业务",
            [&[], &["为上网用户提供的接入服务（不含专线）", "其他业务"], &["丙"], &["甲，乙。"]],
        ),
        (
            "信息服务业务\n不含甲服务与乙服务以及丙",
            Some("B25"),
            "信息服务业务",
            [&[], &[], &["甲服务", "乙服务", "丙"], &[]],
        ),
        ("信息服务业务\n不含信息搜索\n查询服务", Some("B25"), "信息服务业务", [&[], &[], &["信息搜索查询服务"], &[]]),
        ("信息服务业务\n包括：甲\n\n【乙】【丙】", Some("B25"), "信息服务业务", [&[], &["甲"], &[], &["乙", "丙"]]),
        ("信息服务业务【甲", Some("B25"), "信息服务业务", [&[], &[], &[], &["甲"]]),
        ("互联网域名解析服务业务", Some("B26-1"), "互联网域名解析服务业务", [&[], &[], &[], &[]]),
    ];

    #[test]
    fn entries_are_read() {
        for (entry, class, name, lists) in CASES {
            let license = parse(&format!("附页\n\n{entry}"));
            assert_eq!(license.problems, [], "{entry}");
            assert_eq!(license.annex.services.len(), 1, "{entry}");
            for service in &license.annex.services {
                assert_eq!((service.class, service.name.value.as_str()), (class, name), "{entry}");
                let found = [&service.limited_to, &service.includes, &service.excludes, &service.remarks];
                assert_eq!(found.map(|list| values(list)), lists.map(<[&str]>::to_vec), "{entry}");
            }
        }
    }

    fn values(list: &[Spanned<String>]) -> Vec<&str> {
        list.iter().map(|item| item.value.as_str()).collect()
    }

    #[test]
    fn entries_follow_one_another() {
        let text = "附页\n某公司获准经营的业务种类：\n信息服务业务\n不含甲。\n\n存储转发类业务\n业务覆盖范围：江苏省";
        let license = parse(text);
        let classes: Vec<_> = license.annex.services.iter().map(|s| s.class).collect();
        assert_eq!(classes, [Some("B25"), Some("B23")]);
        assert_eq!(license.annex.company.map(|c| c.value).as_deref(), Some("某公司"));
        assert_eq!((license.problems, license.annotations), (vec![], vec![]));
    }

    #[test]
    fn what_is_no_entry_is_reported() {
        let license = parse("附页\n\n信息服务业务\n不含甲。\n\n其他\n\n## 乙");
        assert_eq!(license.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [6, 8]);
    }
}
