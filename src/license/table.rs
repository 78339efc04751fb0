//! Tables of services: a head that names the columns, and rows, which can be wrapped over several lines.

use super::entry::{self, Column};
use super::paragraph::Paragraph;
use super::text::{after_label, is_cell_mark, is_space, trimmed};
use super::{Joined, Service, Span};

/// Names of columns, with what they contain.
const COLUMNS: [(&str, Column); 13] = [
    ("业务种类", Column::Name),
    ("业务名称", Column::Name),
    ("许可业务", Column::Name),
    ("服务项目", Column::Items),
    ("业务内容", Column::Items),
    ("业务覆盖范围", Column::Coverage),
    ("覆盖范围", Column::Coverage),
    ("覆盖地域", Column::Coverage),
    ("机房所在地", Column::Sites),
    ("机房地点", Column::Sites),
    ("备注", Column::Remark),
    ("说明", Column::Remark),
    ("序号", Column::Index),
];

/// How many columns of a fixed-width text the rest of a cell can stand beside its beginning.
const SHIFT: usize = 2;

/// The most lines over which a row is wrapped.
const MOST_LINES: usize = 20;

/// The most columns of a table.
const MOST_COLUMNS: usize = 12;

/// A table whose rows are read one by one.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Column>,
    /// Where each column starts in the head, in half-width characters.
    starts: Vec<usize>,
    /// The cells of the last row.
    last: Vec<Cell>,
    /// The number of further lines of the last row.
    wrapped: usize,
}

/// A cell of the last row.
#[derive(Debug)]
struct Cell {
    column: Column,
    /// Where its first line starts, in half-width characters from the start of the line.
    at: usize,
    content: Joined,
}

impl Table {
    /// The table that the head `p` announces.
    pub(super) fn of_head(text: &str, p: &Paragraph) -> Option<Self> {
        let columns = columns(p.words())?;
        let starts = cells(p.words()).iter().map(|part| place(text, p, part.start)).collect();
        Some(Self { columns, starts, last: Vec::new(), wrapped: 0 })
    }

    /// The service of a row; `None` if the paragraph is none.
    pub(super) fn row(&mut self, text: &str, p: &Paragraph) -> Option<Service> {
        let found = cells(p.words());
        self.last.clear();
        self.wrapped = 0;
        if found.len() < 2 || found.len() > self.columns.len() {
            return None;
        }
        let places: Vec<usize> = found.iter().map(|part| place(text, p, part.start)).collect();
        // A row with fewer cells lacks those under whose head nothing stands, or else the last ones.
        let under = |at: usize| self.starts.iter().position(|start| start.abs_diff(at) <= SHIFT);
        let aligned: Option<Vec<usize>> = places.iter().map(|at| under(*at)).collect();
        let aligned = aligned.filter(|columns| !p.words().contains(is_cell_mark) && columns.is_sorted());
        let columns = aligned.unwrap_or_else(|| (0..found.len()).collect());
        let cell = |((part, at), column): ((&Span, &usize), &usize)| {
            let content = entry::content(text, p, *part);
            Some(Cell { column: *self.columns.get(*column)?, at: *at, content })
        };
        self.last = found.iter().zip(&places).zip(&columns).filter_map(cell).collect();
        let service = self.service();
        if service.is_none() {
            self.last.clear();
        }
        service
    }

    /// The service of the last row together with the rest of its cells in `p`; `None` if `p` is no rest of it.
    pub(super) fn rest(&mut self, text: &str, p: &Paragraph) -> Option<Service> {
        let words = p.words();
        let name = self.last.iter().find(|cell| cell.column == Column::Name)?;
        let open = name.content.text.matches(['（', '(']).count() > name.content.text.matches(['）', ')']).count();
        if p.after_blank || self.wrapped >= MOST_LINES {
            return None;
        }
        let mut parts: Vec<(usize, Span)> = Vec::new();
        if words.contains(is_cell_mark) {
            let all = marked_cells(words).into_iter().enumerate();
            parts.extend(all.filter(|(_, part)| part.start < part.end));
        } else {
            for part in cells(words) {
                let at = place(text, p, part.start);
                let beside = |cell: &Cell| cell.at <= at + SHIFT && at <= cell.at + SHIFT;
                parts.push((self.last.iter().position(beside)?, part));
            }
        }
        let column = |i: usize| self.last.get(i).map(|cell| cell.column);
        let numbered = self.columns.contains(&Column::Index);
        let starts = parts.iter().any(|(i, _)| column(*i) == Some(Column::Index));
        let named = parts.iter().any(|(i, _)| column(*i) == Some(Column::Name));
        let inside = open || numbered && !starts || !named;
        if !inside || starts || parts.is_empty() || parts.iter().any(|(i, _)| column(*i).is_none()) {
            return None;
        }
        self.wrapped += 1;
        for (i, part) in parts {
            let rest = entry::content(text, p, part);
            if let Some(cell) = self.last.get_mut(i) {
                for fragment in rest.fragments {
                    cell.content.push(text, fragment.span, fragment.page);
                }
            }
        }
        self.service()
    }

    /// The service that the cells of the last row state.
    fn service(&self) -> Option<Service> {
        let mut service = None;
        for cell in &self.last {
            entry::cell(&cell.content, cell.column, &mut service);
        }
        service
    }
}

/// Where byte `offset` of a paragraph stands in its line, in half-width characters.
fn place(text: &str, p: &Paragraph, offset: usize) -> usize {
    let at = p.span(offset, offset + 1).start;
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind(['\n', '\r', super::text::PAGE_BREAK]).map_or(0, |i| i + 1);
    before.get(line..).unwrap_or_default().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether `words` is the head of a table of services.
pub(super) fn is_head(words: &str) -> bool {
    columns(words).is_some()
}

/// The columns that the head of a table names.
fn columns(words: &str) -> Option<Vec<Column>> {
    let gaps = || words.chars().zip(words.chars().skip(1)).any(|(a, b)| is_space(a) && is_space(b));
    if !words.contains(|c| is_cell_mark(c) || c == '\u{3000}') && !gaps() {
        return None;
    }
    let cells = cells(words);
    let column = |cell: &Span| {
        let bare = cell.of(words);
        COLUMNS.iter().find(|(name, _)| after_label(bare, name).is_some_and(is_head_end)).map(|(_, column)| *column)
    };
    let found: Vec<Option<Column>> = cells.iter().map(column).collect();
    let known = found.iter().flatten().count();
    ((2..=MOST_COLUMNS).contains(&cells.len())
        && known >= 2
        && known + 1 >= cells.len()
        && found.contains(&Some(Column::Name)))
    .then(|| found.into_iter().map(|c| c.unwrap_or(Column::Remark)).collect())
}

/// The cells of a row between cell marks, also the empty ones at its ends.
fn marked_cells(words: &str) -> Vec<Span> {
    let left = words.strip_prefix(is_cell_mark).unwrap_or(words);
    let bare = left.strip_suffix(is_cell_mark).unwrap_or(left);
    let mut start = words.len() - left.len();
    let mut found = Vec::new();
    for cell in bare.split(is_cell_mark) {
        found.push(trimmed(words, Span::new(start, start + cell.len())));
        let mark = words.get(start + cell.len()..).and_then(|rest| rest.chars().next());
        start += cell.len() + mark.map_or(0, char::len_utf8);
    }
    found
}

/// Whether `rest` can stand behind the name of a column: nothing, or words in brackets.
fn is_head_end(rest: &str) -> bool {
    let rest = rest.trim_matches(is_space);
    rest.is_empty() || rest.starts_with(['（', '(', '及', '和', '、']) && rest.chars().nth(12).is_none()
}

/// The cells of a row, without white space: divided by cell marks, or by two or more spaces.
fn cells(words: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut blanks) = (0, 0);
    let bare = words.trim_matches(|c| is_space(c) || is_cell_mark(c));
    let offset = words.find(bare).unwrap_or_default();
    let marked = bare.contains(is_cell_mark);
    for (i, c) in bare.char_indices() {
        let at = offset + i;
        let ends = if marked { is_cell_mark(c) } else { is_space(c) && blanks == usize::from(c != '\u{3000}') };
        blanks = if is_space(c) { blanks + 1 } else { 0 };
        if ends {
            found.push(trimmed(words, Span::new(offset.max(start), at)));
            start = at + c.len_utf8();
        } else if !marked && is_space(c) && found.last().is_some() && start > at.saturating_sub(c.len_utf8()) {
            start = at + c.len_utf8();
        }
    }
    found.push(trimmed(words, Span::new(offset.max(start), offset + bare.len())));
    if !marked {
        found.retain(|cell| cell.start < cell.end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    fn rows(table: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
        let values = |list: &[super::super::Spanned<String>]| list.iter().map(|item| item.value.clone()).collect();
        let license = parse(&format!("附页\n{table}\n特别规定事项\n一、你公司应当甲。"));
        let services = license.annex.services.iter();
        services.map(|s| (s.name.value.clone(), values(&s.limited_to), values(&s.coverage))).collect()
    }

    fn row(name: &str, limited: &[&str], coverage: &[&str]) -> (String, Vec<String>, Vec<String>) {
        let owned = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
        (name.to_owned(), owned(limited), owned(coverage))
    }

    #[test]
    fn rows_are_joined_with_their_second_lines() {
        let wanted = [
            row("国内多方通信服务业务", &[], &["广东", "广西", "海南"]),
            row("信息服务业务", &["互联网信息服务"], &["全国"]),
        ];
        let aligned = "  序号   业务种类（服务项目）          业务覆盖范围\n\n   1     国内多方通信服务业务          广东、广西、\n                                       海南\n\n   2     信息服务业务（仅限互联网      全国\n         信息服务）";
        assert_eq!(rows(aligned), wanted);
        let piped = "| 业务种类 | 业务覆盖范围 |\n| 国内多方通信服务业务 | 广东、广西、 |\n|  | 海南 |\n| 信息服务业务（仅限互联网 | 全国 |\n| 信息服务） |  |";
        assert_eq!(rows(piped), wanted);
    }

    #[test]
    fn a_new_row_is_no_second_line() {
        let table = "| 业务种类 | 业务覆盖范围 |\n| 国内多方通信服务业务 | 全国 |\n| 信息服务业务 | 江苏省 |";
        assert_eq!(rows(table), [row("国内多方通信服务业务", &[], &["全国"]), row("信息服务业务", &[], &["江苏省"])]);
    }
}
