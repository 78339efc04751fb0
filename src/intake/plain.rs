//! Collects plain text: lines, paragraphs, pages and table rows, without superfluous blank lines.

use crate::limits::{Exceeded, LICENSE_TEXT};

/// The mark of a new page.
pub(super) const PAGE: char = '\u{c}';

/// The most bytes that the number of a paragraph has.
const LONGEST_NUMBER: usize = 32;

/// The separation before the next text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Line,
    Paragraph,
}

/// A text under construction.
#[derive(Debug, Default)]
pub(super) struct Plain {
    text: String,
    gap: Gap,
    page: bool,
    /// A number or bullet that precedes the next text.
    prefix: String,
    /// The place and length of a bullet in front of the current line.
    bullet: Option<(usize, usize)>,
    in_cell: bool,
    full: bool,
}

impl Plain {
    /// An empty text of a table cell, in which paragraphs are not separated by blank lines.
    pub(super) fn cell() -> Self {
        Self { in_cell: true, ..Self::default() }
    }

    /// Adds text to the current line.
    pub(super) fn push(&mut self, words: &str) {
        if words.is_empty() || self.full {
            return;
        }
        self.separate();
        if !self.prefix.is_empty() {
            let prefix = std::mem::take(&mut self.prefix);
            if is_bullet(&prefix) {
                self.bullet = Some((self.text.len(), prefix.len()));
            }
            self.text.push_str(&prefix);
        }
        self.text.push_str(words);
        self.drop_bullet();
        self.full = LICENSE_TEXT.check(self.text.len()).is_err();
    }

    /// Sets a number or bullet in front of the next text. A bullet is omitted if that text has a number itself.
    pub(super) fn prefix(&mut self, words: &str) {
        self.prefix.push_str(words);
    }

    /// Whether no text follows the last break.
    pub(super) fn at_break(&self) -> bool {
        self.text.is_empty() || self.gap != Gap::None || self.page || self.text.ends_with('\n')
    }

    /// Ends the current line, even an empty one: a break inside a paragraph.
    pub(super) fn hard_break(&mut self) {
        self.push("\n");
    }

    /// The next text starts on a new line.
    pub(super) fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    /// The next text starts a new paragraph.
    pub(super) fn paragraph(&mut self) {
        self.gap = self.gap.max(if self.in_cell { Gap::Line } else { Gap::Paragraph });
    }

    /// Takes back the separation from the preceding text, which continues on the next page.
    pub(super) fn join(&mut self) {
        self.gap = Gap::None;
    }

    /// The next text starts on a new page.
    pub(super) fn page(&mut self) {
        self.page = true;
    }

    /// Takes back the start of a new page.
    pub(super) fn same_page(&mut self) {
        self.page = false;
    }

    /// Adds a row of cells on a line of its own.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.line();
        let row = cells.join("\t");
        self.push(row.trim_end_matches(['\t', ' ']));
        self.line();
    }

    /// The collected text; at most one blank line in a row, no white space before line ends.
    ///
    /// # Errors
    /// If the text is longer than [`LICENSE_TEXT`].
    pub(super) fn finish(mut self) -> Result<String, Exceeded> {
        self.end_item();
        if self.full {
            return Err(LICENSE_TEXT.exceeded());
        }
        if self.in_cell {
            return Ok(self.text.trim_end().to_owned());
        }
        Ok(tidy(self.text.trim_start_matches(PAGE)))
    }

    /// Ends an item or a numbered paragraph: its number is written even if no text follows.
    pub(super) fn end_item(&mut self) {
        if self.prefix.is_empty() {
            return;
        }
        let prefix = std::mem::take(&mut self.prefix);
        if !is_bullet(&prefix) {
            self.push(&prefix);
        }
    }

    /// Removes the bullet in front of the current line if its text turns out to have a number itself.
    fn drop_bullet(&mut self) {
        let Some((start, length)) = self.bullet else { return };
        let words = self.text.get(start + length..).unwrap_or_default();
        if has_own_number(words) {
            self.text.replace_range(start..start + length, "");
        } else if words.len() <= LONGEST_NUMBER {
            return;
        }
        self.bullet = None;
    }

    fn separate(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        let page = std::mem::take(&mut self.page);
        let started = !self.text.is_empty();
        if gap != Gap::None || page {
            self.bullet = None;
        }
        match gap {
            Gap::Paragraph if started => self.text.push_str("\n\n"),
            Gap::Line if started => self.text.push('\n'),
            Gap::None if started && page && !self.text.ends_with('\n') => self.text.push('\n'),
            Gap::None | Gap::Line | Gap::Paragraph => {}
        }
        if page {
            self.text.push(PAGE);
        }
    }
}

/// `text` with `\n` line ends, at most one blank line in a row, none at its start, and no white space before line ends.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len() + 1);
    let mut blank = true;
    for line in text.split('\n') {
        let words = line.trim_end_matches(|c: char| c.is_whitespace() && c != PAGE);
        if words.is_empty() {
            if !blank {
                tidied.push('\n');
            }
            blank = true;
        } else {
            tidied.push_str(words);
            tidied.push('\n');
            blank = false;
        }
    }
    if tidied.ends_with("\n\n") {
        tidied.pop();
    }
    tidied
}

/// Text with line ends `\r\n` or `\r` replaced by `\n`.
pub(super) fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_bullet(prefix: &str) -> bool {
    !prefix.chars().any(char::is_alphanumeric)
}

/// Whether `words` start with the number of a paragraph: `一、`, `（一）`, `1.`, `第一条`, `①`.
fn has_own_number(words: &str) -> bool {
    let words = words.trim_start();
    let inner = words.trim_start_matches(['（', '(', '第']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c));
    let closed = rest.starts_with(['、', '）', ')', '．', '.', '条', '章', '款']);
    closed && rest.len() < inner.len() || words.starts_with(|c| ('①'..='⑳').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_collapse() {
        let mut plain = Plain::default();
        plain.page();
        plain.paragraph();
        plain.push("甲  ");
        plain.line();
        plain.paragraph();
        plain.push("乙");
        plain.page();
        plain.page();
        plain.push("丙");
        plain.paragraph();
        plain.page();
        plain.prefix("一、");
        plain.push("丁");
        plain.hard_break();
        plain.push("戊");
        plain.row(&["己".to_owned(), String::new(), "庚".to_owned(), String::new()]);
        plain.paragraph();
        plain.prefix("二、");
        plain.end_item();
        plain.paragraph();
        plain.prefix("• ");
        plain.push("（一");
        plain.push("）辛");
        plain.line();
        plain.prefix("• ");
        plain.push("壬");
        let wanted = "甲\n\n乙\n\u{c}丙\n\n\u{c}一、丁\n戊\n己\t\t庚\n\n二、\n\n（一）辛\n• 壬\n";
        assert_eq!(plain.finish().unwrap(), wanted);
        assert_eq!(Plain::default().finish().unwrap(), "");
    }

    #[test]
    fn a_text_beyond_the_limit_is_refused() {
        let mut plain = Plain::default();
        let piece = "甲".repeat(1 << 20);
        for _ in 0..8 {
            plain.push(&piece);
        }
        assert_eq!(plain.finish(), Err(LICENSE_TEXT.exceeded()));
    }

    #[test]
    fn own_numbers_are_known() {
        for words in ["一、甲", "（十二）甲", "(3)甲", "1. 甲", "第十条 甲", "①甲"] {
            assert!(has_own_number(words), "{words}");
        }
        for words in ["", "甲", "一甲", "（甲）", "第", "、"] {
            assert!(!has_own_number(words), "{words}");
        }
    }
}
