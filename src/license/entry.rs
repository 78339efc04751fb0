//! Parses an entry of the annex: the name of a service, its limits, inclusions, exclusions, places and remarks.

use super::paragraph::Paragraph;
use super::places;
use super::service_name::{after_heading, group_name_length, name_length, number_length};
use super::services::{class_of, class_of_code, item_names, service_names};
use super::text::{is_cell_mark, is_space, trimmed};
use super::{Joined, Service, Span, Spanned};

/// The words that introduce a list, with the kind of list. A longer word stands before its beginning.
const KEYWORDS: [(&str, List); 24] = [
    ("不包括", List::Excludes),
    ("不包含", List::Excludes),
    ("不得经营", List::Excludes),
    ("不含", List::Excludes),
    ("除", List::Excludes),
    ("仅限于", List::Limited),
    ("仅限", List::Limited),
    ("限于", List::Limited),
    ("限", List::Limited),
    ("仅含", List::Limited),
    ("仅经营", List::Limited),
    ("机房所在地", List::Sites),
    ("机房地点", List::Sites),
    ("机房位于", List::Sites),
    ("机房设在", List::Sites),
    ("机房", List::Sites),
    ("业务覆盖范围", List::Coverage),
    ("覆盖范围", List::Coverage),
    ("覆盖地域", List::Coverage),
    ("经营地域", List::Coverage),
    ("覆盖", List::Coverage),
    ("包括", List::Includes),
    ("包含", List::Includes),
    ("含", List::Includes),
];

/// Endings of words after which 和, 及 or 与 starts a new item. In 信息保护和加工处理服务, 和 does not.
const ENDS_OF_ITEM: [&str; 3] = ["服务", "业务", "商务"];

/// Fixed expressions with 和 that name one item.
const FIXED: [&str; 1] = ["药品和医疗器械"];

/// What a column of a table contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The name of the service, often with brackets.
    Name,
    /// Limits, inclusions and exclusions.
    Items,
    /// Places in which it may be provided.
    Coverage,
    /// Places of machine rooms.
    Sites,
    /// Anything else.
    Remark,
    /// The number of the row.
    Index,
}

/// The kind of list to which an item belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// 仅限.
    Limited,
    /// 含.
    Includes,
    /// 不含.
    Excludes,
    /// 机房所在地.
    Sites,
    /// 覆盖范围.
    Coverage,
}

/// The keyword at the start of `words`, with its length.
pub(super) fn keyword(words: &str) -> Option<(usize, List)> {
    let (word, list) = KEYWORDS.iter().find(|(word, _)| words.starts_with(word))?;
    // 限 alone is a keyword only before what it limits, not in 限制 or 限时.
    let rest = words.get(word.len()..)?;
    (!(*word == "限" && rest.starts_with(['制', '时', '额', '量']))).then_some((word.len(), *list))
}

/// The parts of `words` within `part`, without single blanks between two characters of a word.
pub(super) fn squeezed(words: &str, part: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let inner = part.of(words);
    let mut start = part.start;
    let mut before: Option<char> = None;
    let mut chars = inner.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let han = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_space(c));
        if c == ' ' && han(before) && han(next) {
            found.push(Span::new(start, part.start + i));
            start = part.start + i + c.len_utf8();
        }
        before = Some(c);
    }
    found.push(Span::new(start, part.end));
    found.retain(|span| span.start < span.end);
    found
}

/// The services of a complete entry.
pub(super) fn services(entry: &Joined) -> Vec<Service> {
    let words = entry.text.as_str();
    let mut starts = starts(words);
    starts.push(words.len());
    let mut found: Vec<Service> =
        starts.windows(2).filter_map(|pair| service(entry, *pair.first()?, *pair.last()?)).collect();
    // 覆盖范围均为…, or a part of the sentence of its own: the places stand once for all services.
    let apart = words.contains("，业务覆盖范围") || words.contains("。业务覆盖范围");
    let only_last = apart && found.iter().rev().skip(1).all(|service| service.coverage.is_empty());
    if words.contains('均') || only_last {
        let places = found.last().map(|last| last.coverage.clone()).unwrap_or_default();
        for service in found.iter_mut().filter(|service| service.coverage.is_empty()) {
            service.coverage.clone_from(&places);
        }
    }
    found
}

/// The offsets at which services start: the first name, and names behind a mark outside brackets.
fn starts(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut depth, mut behind_name) = (0_usize, 0);
    let (mut at_start, mut in_list) = (true, false);
    for (i, c) in words.char_indices() {
        if i < behind_name {
            continue;
        }
        if at_start && depth == 0 && !is_space(c) && !is_cell_mark(c) {
            let rest = words.get(i..).unwrap_or_default();
            let rest = after_heading(rest).unwrap_or(rest);
            let from = words.len() - rest.len();
            let number = number_length(rest);
            let name = rest.get(number..).unwrap_or_default();
            let group = group_name_length(name);
            let name = name.get(group..).unwrap_or_default();
            let known = service_names().any(|known| name.starts_with(known));
            if known || (!in_list || found.is_empty()) && name_length(name).is_some() {
                found.push(from);
                in_list = false;
                behind_name = from + number + group + name_length(name).unwrap_or_default();
                at_start = false;
                continue;
            }
            in_list |= keyword(rest).is_some();
        }
        match c {
            '（' | '(' | '【' | '〔' | '[' | '《' => depth += 1,
            '）' | ')' | '】' | '〕' | ']' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let closed = matches!(c, '）' | ')' | '】' | '〕' | ']');
        at_start = depth == 0
            && (closed
                || is_cell_mark(c)
                || matches!(c, '、' | '，' | ',' | '；' | ';' | '。' | '和' | '及' | '与' | '：' | ':')
                || is_space(c) && at_start);
        if matches!(c, '。' | '；' | ';') {
            in_list = false;
        }
    }
    found
}

/// Parses one service of an entry.
fn service(entry: &Joined, from: usize, to: usize) -> Option<Service> {
    let words = entry.text.get(..to)?;
    let start = from + number_length(words.get(from..)?);
    let start = start + group_name_length(words.get(start..)?);
    let start = if words.get(start..)?.starts_with("业务种类") { start + "业务种类".len() } else { start };
    let end = start + words.get(start..).and_then(name_length)?;
    let name = spanned(entry, start, end)?;
    let last = trimmed(words, Span::new(from, to))
        .of(words)
        .trim_end_matches(['、', '，', ',', '；', ';', '和', '及', '与'])
        .len();
    let mut service = empty(name, hull(&entry.to_source(from, from + last.max(1)))?);
    let mut parts = Parts { entry, service: &mut service };
    let mut at = end;
    while let Some(open) = words.get(at..).and_then(|rest| rest.find(['（', '(', '【', '〔', '['])).map(|i| at + i) {
        parts.clauses(words, Span::new(at, open), false);
        let is_remark = words.get(open..).is_some_and(|rest| rest.starts_with(['【', '〔']));
        let (inner, after) = group(words, open);
        if is_remark && keyword(inner.of(words)).is_none() {
            parts.remark(inner);
        } else {
            parts.clauses(words, inner, true);
        }
        at = after;
    }
    parts.clauses(words, Span::new(at, words.len()), false);
    Some(service)
}

/// A service without lists.
fn empty(name: Spanned<String>, span: Span) -> Service {
    Service {
        class: class_of(&name.value),
        name,
        limited_to: Vec::new(),
        includes: Vec::new(),
        excludes: Vec::new(),
        coverage: Vec::new(),
        sites: Vec::new(),
        remarks: Vec::new(),
        span,
    }
}

/// The content of a cell of a table, without the blanks inside words.
pub(super) fn content(text: &str, p: &Paragraph, part: Span) -> Joined {
    let mut joined = Joined::default();
    for piece in squeezed(p.words(), part) {
        for place in p.joined.to_source(piece.start, piece.end) {
            joined.push(text, place, p.page);
        }
    }
    joined
}

/// Adds the content of a cell of a table to the service of its row.
pub(super) fn cell(joined: &Joined, column: Column, service: &mut Option<Service>) {
    let words = joined.text.as_str();
    if words.is_empty() || matches!(words, "-" | "—" | "－" | "——" | "/" | "无" | "--") {
        return;
    }
    match (column, service.as_mut()) {
        (Column::Name, _) => *service = services(joined).into_iter().next().or_else(|| unknown_service(joined)),
        (Column::Index, _) | (_, None) => {}
        (Column::Items, Some(service)) => {
            Parts { entry: joined, service }.cell(words, List::Limited);
        }
        (Column::Coverage, Some(service)) => Parts { entry: joined, service }.cell(words, List::Coverage),
        (Column::Sites, Some(service)) => Parts { entry: joined, service }.cell(words, List::Sites),
        (Column::Remark, Some(service)) => {
            let mut parts = Parts { entry: joined, service };
            parts.clauses(words, Span::new(0, words.len()), true);
        }
    }
}

/// A row whose name has no usual form.
fn unknown_service(joined: &Joined) -> Option<Service> {
    let start = number_length(&joined.text);
    let name = spanned(joined, start, joined.text.len())?;
    let span = name.span;
    (name.value.chars().nth(40).is_none()).then(|| empty(name, span))
}

/// The items of a list in a part of a paragraph.
pub(super) fn list_of(p: &Paragraph, part: Span) -> Vec<Spanned<String>> {
    let words = p.words();
    let mut found = Vec::new();
    let mut at = part.start;
    for piece in places::split(part.of(words)) {
        let span = trimmed(words, Span::new(at, at + piece.len()));
        let span = Span::new(span.start, span.start + places::without_count(span.of(words)).len());
        if span.start < span.end {
            found.push(p.spanned(span));
        }
        let mark = words.get(at + piece.len()..).and_then(|rest| rest.chars().next());
        at += piece.len() + mark.map_or(0, char::len_utf8);
    }
    found
}

/// The content of the bracket that opens at `at`, and the offset behind its end.
fn group(words: &str, at: usize) -> (Span, usize) {
    let rest = words.get(at..).unwrap_or_default();
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let mut depth = 0_usize;
    for (i, c) in rest.char_indices() {
        match c {
            '（' | '(' | '【' | '〔' | '[' => depth += 1,
            '）' | ')' | '】' | '〕' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return (Span::new(at + first, at + i), at + i + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    (Span::new(at + first, words.len()), words.len())
}

/// Assigns the parts of an entry to the lists of its service.
struct Parts<'a> {
    entry: &'a Joined,
    service: &'a mut Service,
}

impl Parts<'_> {
    /// Adds a remark.
    fn remark(&mut self, part: Span) {
        self.service.remarks.extend(spanned(self.entry, part.start, part.end));
    }

    /// Parses a cell whose words without a keyword belong to `usual`.
    fn cell(&mut self, words: &str, usual: List) {
        let whole = Span::new(0, words.len());
        if keyword(words).is_some() || words.contains(['（', '(']) && usual != List::Coverage {
            self.clauses(words, whole, true);
        } else {
            self.list(words, whole, usual);
        }
    }

    /// Adds all items of a list.
    fn list(&mut self, words: &str, range: Span, list: List) {
        let pieces = pieces(words, range);
        let count = pieces.len();
        for (i, piece) in pieces.into_iter().enumerate() {
            self.items(words, piece, list, i + 1 == count && i > 0);
        }
    }

    /// Parses statements such as `仅限…，不含…。` In brackets, words of no list are a remark.
    fn clauses(&mut self, words: &str, range: Span, in_brackets: bool) {
        let mut list = None;
        let mut count = 0;
        let pieces = pieces(words, range);
        let mut unplaced: Option<Span> = None;
        let mut after_place = false;
        for (i, piece) in pieces.iter().enumerate() {
            let inner = piece.of(words).trim_start_matches(|c: char| {
                is_space(c) || is_cell_mark(c) || matches!(c, '：' | ':' | '-' | '•' | '*')
            });
            let inner = inner.trim_start_matches("其中");
            let mut start = piece.end - inner.len();
            if inner.is_empty() {
                continue;
            }
            if let Some((length, which)) = keyword(inner) {
                let rest = inner.get(length..).unwrap_or_default().trim_start_matches(['：', ':']);
                let is_place = matches!(which, List::Sites | List::Coverage);
                let rest = if is_place {
                    rest.trim_start_matches(['均', '为', '在', '是', '：', ':', ' '])
                } else {
                    rest
                };
                start = piece.end - rest.len();
                (list, count) = (Some(which), 0);
            } else if after_place && is_short_name(inner)
                || places::is_place(inner) && !matches!(list, Some(List::Sites | List::Coverage))
                || list.is_none() && places::are_places(inner)
            {
                self.items(words, Span::new(start, piece.end), List::Coverage, true);
                after_place = true;
                continue;
            }
            after_place = false;
            let behind = words.get(piece.end..).unwrap_or_default();
            let ends = behind.starts_with(['。', '；', ';', '，', ',']) || i + 1 == pieces.len();
            match list {
                Some(which) => {
                    self.items(words, Span::new(start, piece.end), which, ends && count > 0);
                    count += 1;
                }
                None => unplaced = Some(Span::new(unplaced.map_or(start, |s| s.start), piece.end)),
            }
            if behind.starts_with(['。', '；', ';']) {
                list = None;
            }
        }
        if let Some(part) = unplaced.filter(|part| in_brackets && class_of_code(part.of(words)).is_none()) {
            self.remark(part);
        }
    }

    /// Adds one list item, or several that are joined by 和, 及 or 与. `is_end` tells that items precede it and none follow.
    fn items(&mut self, words: &str, piece: Span, list: List, is_end: bool) {
        let list_words = piece.of(words);
        let mut start = 0;
        for (at, c) in list_words.char_indices() {
            if !matches!(c, '和' | '及' | '与') {
                continue;
            }
            let before = list_words.get(start..at).unwrap_or_default().trim_end_matches(is_space);
            let before = before.strip_suffix('以').unwrap_or(before);
            let whole = list_words.get(start..).unwrap_or_default();
            let place = matches!(list, List::Sites | List::Coverage);
            let long = |words: &str| words.chars().nth(3).is_some();
            let behind = list_words.get(at + c.len_utf8()..).unwrap_or_default();
            let two = (is_end || long(before) && long(behind)) && !is_one_item(whole);
            let name = place && places::starts_with_name(whole, before.len());
            let divides = !name && (ENDS_OF_ITEM.iter().any(|end| before.ends_with(end)) || place || two);
            if divides && !before.is_empty() {
                self.add(words, Span::new(piece.start + start, piece.start + start + before.len()), list);
                start = at + c.len_utf8();
            }
        }
        self.add(words, Span::new(piece.start + start, piece.end), list);
    }

    fn add(&mut self, words: &str, span: Span, list: List) {
        let inner = span.of(words).trim_end_matches(|c: char| is_space(c) || is_cell_mark(c));
        let is_place = matches!(list, List::Sites | List::Coverage);
        let left = if is_place { inner.trim_start_matches(['：', ':', ' ', '为', '均', '是']) } else { inner };
        let span = Span::new(span.start + inner.len() - left.len(), span.end);
        let inner = if is_place { places::without_count(left) } else { left };
        let inner = inner.trim_end_matches('.');
        let inner = if list == List::Excludes { without_exception(inner) } else { inner };
        let Some(item) = spanned(self.entry, span.start, span.start + inner.len()) else { return };
        match list {
            List::Limited => self.service.limited_to.push(item),
            List::Includes => self.service.includes.push(item),
            List::Excludes => self.service.excludes.push(item),
            List::Sites => self.service.sites.push(item),
            List::Coverage => self.service.coverage.push(item),
        }
    }
}

/// Without the end of 除…以外的内容.
fn without_exception(words: &str) -> &str {
    ["以外的内容", "之外的内容", "以外的业务", "以外", "之外", "除外"]
        .iter()
        .find_map(|end| words.strip_suffix(end))
        .unwrap_or(words)
}

/// Whether `words` can be the short name of a place in a list of places.
fn is_short_name(words: &str) -> bool {
    (2..=4).contains(&words.chars().count()) && !words.contains(['业', '服', '务', '含', '限'])
}

/// Whether `words` with 和 in it starts with the name of one item.
fn is_one_item(words: &str) -> bool {
    let words = words.trim_start_matches(is_space);
    FIXED.iter().any(|name| words.starts_with(name))
        || item_names().any(|name| words.starts_with(name) && name.contains(['和', '及', '与']))
}

/// Splits at commas, semicolons, full stops and cell marks outside brackets.
fn pieces(words: &str, range: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (range.start, 0_usize);
    for (i, c) in range.of(words).char_indices() {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '。' | '；' | ';' | '\t' | '|' | '｜' if depth == 0 => {
                found.push(Span::new(start, range.start + i));
                start = range.start + i + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(Span::new(start, range.end));
    found
}

/// A part of an entry with its span in the license text; `None` if it is empty.
fn spanned(entry: &Joined, start: usize, end: usize) -> Option<Spanned<String>> {
    let span = trimmed(&entry.text, Span::new(start, end));
    let value = span.of(&entry.text);
    let places = entry.to_source(span.start, span.end);
    let place = hull(&places)?;
    Some(Spanned { value: value.to_owned(), span: place })
}

/// The span from the start of the first to the end of the last.
fn hull(spans: &[Span]) -> Option<Span> {
    Some(Span::new(spans.first()?.start, spans.last()?.end))
}
