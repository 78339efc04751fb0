//! Reads Markdown as the text that a person sees: without marks, with the numbers of lists and the `#` of headings.

use super::encoding::decode;
use super::notes::{IntakeError, ReadingNote, TextRead, note};
use super::plain::{PAGE, Plain, unix_lines};
use crate::limits::Exceeded;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a Markdown file.
pub(super) fn read(bytes: &[u8]) -> Result<TextRead, IntakeError> {
    let decoded = decode(bytes)?;
    let mut found = read_text(&decoded.text)?;
    found.notes.splice(..0, decoded.notes());
    Ok(found)
}

/// Reads a Markdown text. Its form feeds start new pages.
///
/// # Errors
/// If the text is longer than permitted.
pub(super) fn read_text(markdown: &str) -> Result<TextRead, Exceeded> {
    let source = unix_lines(markdown);
    let mut walk = Walk::default();
    for (at, page) in source.split(PAGE).enumerate() {
        if at > 0 {
            walk.plain.page();
        }
        walk.source = page;
        for (event, range) in Parser::new_ext(page, Options::ENABLE_TABLES).into_offset_iter() {
            walk.take(event, range);
        }
        walk.continues = !page.ends_with("\n\n");
    }
    let mut notes = Vec::new();
    note(&mut notes, ReadingNote::CommentsLeftOut, walk.comments);
    note(&mut notes, ReadingNote::PicturesLeftOut, walk.pictures);
    note(&mut notes, ReadingNote::HiddenTextLeftOut, walk.hidden);
    Ok(TextRead { text: walk.plain.finish()?, notes })
}

/// Whether a text has marks that only Markdown has: bold words, a table, links, fences, comments. Headings alone are no
/// sign, because the parser of licenses knows them.
pub(super) fn looks_like_markdown(text: &str) -> bool {
    let mut bold = 0;
    for line in text.lines() {
        let words = line.trim();
        if words.starts_with("```") || words.starts_with("<!--") || is_table_rule(words) || has_link(words) {
            return true;
        }
        bold += words.matches("**").count() / 2 + words.matches("__").count() / 2 * usize::from(!words.contains("___"));
        if bold >= 2 {
            return true;
        }
    }
    false
}

/// Whether a line separates the head of a table: `|---|:---:|`.
fn is_table_rule(words: &str) -> bool {
    words.contains('|') && words.contains("---") && words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn has_link(words: &str) -> bool {
    words.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'))
}

/// A list that is open at a place of the document.
struct List {
    /// The number of the next item, or `None` for bullets.
    next: Option<u64>,
    /// The number of the first item in the source.
    first: Option<String>,
    /// Whether the items are counted, because the second one repeats the number of the first one.
    counted: Option<bool>,
}

/// The state of a walk through a document, and what it has found.
#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    plain: Plain,
    lists: Vec<List>,
    /// Whether the first paragraph of the page continues the last one of the preceding page.
    continues: bool,
    /// For each open emphasis, whether its asterisks are multiplication signs.
    products: Vec<bool>,
    row: Vec<String>,
    /// The text around a table cell while the cell is read.
    outside: Option<Plain>,
    html: String,
    comments: usize,
    pictures: usize,
    hidden: usize,
}

impl Walk<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.plain.push(&words);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak | Event::HardBreak => self.plain.hard_break(),
            Event::Rule => {
                self.plain.paragraph();
                self.plain.push(self.source.get(range).unwrap_or("---").trim());
                self.plain.paragraph();
            }
            Event::FootnoteReference(name) => self.plain.push(&format!("[^{name}]")),
            Event::TaskListMarker(done) => self.plain.push(if done { "☑ " } else { "☐ " }),
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if std::mem::take(&mut self.continues) && matches!(tag, Tag::Paragraph) {
            return self.plain.join();
        }
        match tag {
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::CodeBlock(_) => {
                self.plain.paragraph();
            }
            Tag::Heading { level, .. } => self.heading(*level, range),
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.plain.paragraph();
                }
                self.lists.push(List { next: *first, first: None, counted: None });
            }
            Tag::Item => self.item(range),
            Tag::TableCell => self.outside = Some(std::mem::replace(&mut self.plain, Plain::cell())),
            Tag::Image { .. } => self.pictures += 1,
            Tag::Emphasis => {
                let product = self.is_product(range);
                self.products.push(product);
                self.plain.push(if product { "*" } else { "" });
            }
            Tag::TableHead
            | Tag::TableRow
            | Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// Whether the asterisks of an emphasis stand between digits, as in `5*8小时和7*24小时`.
    fn is_product(&self, range: Range<usize>) -> bool {
        let bytes = self.source.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        digit(range.start.checked_sub(1)) && digit(Some(range.start + 1))
    }

    /// Sets the `#` in front of a heading. A line above `---` gets none: in a license, that is a paragraph above a rule.
    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.plain.paragraph();
        let source = self.source.get(range).unwrap_or_default();
        if source.trim_start().starts_with('#') || level == HeadingLevel::H1 {
            self.plain.prefix(&format!("{} ", "#".repeat(level as usize)));
        }
    }

    fn item(&mut self, range: Range<usize>) {
        self.plain.line();
        let source = self.source.get(range).unwrap_or_default();
        let Some(list) = self.lists.last_mut() else { return };
        let Some(next) = list.next else {
            self.plain.prefix(if is_page_number(source) { "- " } else { "• " });
            return;
        };
        let printed: String = source.chars().take_while(char::is_ascii_digit).collect();
        let delimiter = source.chars().nth(printed.len()).filter(|c| *c == ')').unwrap_or('.');
        match &list.first {
            Some(first) => {
                list.counted.get_or_insert(*first == printed);
            }
            None => list.first = Some(printed.clone()),
        }
        let number = if list.counted == Some(true) || printed.is_empty() { next.to_string() } else { printed };
        list.next = Some(next.saturating_add(1));
        self.plain.prefix(&format!("{number}{delimiter} "));
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Table | TagEnd::CodeBlock => {
                self.plain.paragraph();
            }
            TagEnd::Emphasis => {
                let product = self.products.pop().unwrap_or_default();
                self.plain.push(if product { "*" } else { "" });
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.plain.paragraph();
                }
            }
            TagEnd::Item => {
                self.plain.end_item();
                self.plain.line();
            }
            TagEnd::TableCell => {
                if let Some(outside) = self.outside.take() {
                    let cell = std::mem::replace(&mut self.plain, outside);
                    self.row.push(cell.finish().unwrap_or_default());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.plain.row(&std::mem::take(&mut self.row)),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.plain.paragraph();
                self.html_text(&html);
                self.plain.paragraph();
            }
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn inline_html(&mut self, html: &str) {
        let name: String = html.chars().skip(1).take_while(char::is_ascii_alphabetic).collect();
        if html.starts_with("<!--") {
            self.comments += 1;
        } else if name.eq_ignore_ascii_case("br") {
            self.plain.hard_break();
        }
    }

    /// Adds the text of an HTML block.
    fn html_text(&mut self, html: &str) {
        let Ok(found) = super::html::read(html.as_bytes()) else { return self.plain.push(html) };
        self.plain.push(found.text.trim_end());
        for note in found.notes {
            if let ReadingNote::CommentsLeftOut(count) = note {
                self.comments += count;
            } else if let ReadingNote::PicturesLeftOut(count) = note {
                self.pictures += count;
            } else if let ReadingNote::HiddenTextLeftOut(count) = note {
                self.hidden += count;
            }
        }
    }
}

/// Whether a list item is the number of a page: `- 3 -`.
fn is_page_number(item: &str) -> bool {
    let words = item.lines().next().unwrap_or_default().trim();
    let inner = words.strip_prefix('-').and_then(|rest| rest.strip_suffix('-')).unwrap_or_default().trim();
    !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> String {
        read_text(markdown).unwrap().text
    }

    #[test]
    fn marks_disappear_and_numbers_stay() {
        let cases = [
            ("# 甲\n\n### 乙 ###\n\n丙\n===\n\n丁\n---\n", "# 甲\n\n### 乙\n\n# 丙\n\n丁\n"),
            ("**公司名称：** *甲* `乙` [丙](http://x) \\* &lt; <http://y>", "公司名称： 甲 乙 丙 * < http://y\n"),
            ("甲  \n乙\n丙<br>丁\\\n戊", "甲\n乙\n丙\n丁\n戊\n"),
            ("一、甲\n\n（一）乙\n\n　　二、丙", "一、甲\n\n（一）乙\n\n　　二、丙\n"),
            ("1. 甲\n2. 乙\n   1) 丙\n   2) 丁\n5. 戊\n", "1. 甲\n2. 乙\n1) 丙\n2) 丁\n5. 戊\n"),
            ("1. 甲\n1. 乙\n1. 丙\n", "1. 甲\n2. 乙\n3. 丙\n"),
            ("3. 甲\n\n   续\n\n4. 乙", "3. 甲\n\n续\n\n4. 乙\n"),
            ("- 甲\n- 一、乙\n\n- 3 -", "• 甲\n\n一、乙\n\n- 3 -\n"),
            ("| 项目 | **值** |\n|---|:--|\n| 甲 | 乙<br>丙 |\n| 丁 |\n", "项目\t值\n甲\t乙\n丙\n丁\n"),
            ("甲<!-- x -->乙\n\n<!-- y -->\n\n<div>丙</div>\n\n> 丁\n> 戊", "甲乙\n\n丙\n\n丁\n戊\n"),
            ("5*8小时和7*24小时，*甲*乙", "5*8小时和7*24小时，甲乙\n"),
            ("甲\n\u{c}## 乙\n\u{c}丙\n\u{c}丁", "甲\n\n\u{c}## 乙\n\u{c}丙\n\u{c}丁\n"),
            ("甲\n\n---\n\n```\n乙 *丙*\n```", "甲\n\n---\n\n乙 *丙*\n"),
            ("", ""),
        ];
        for (markdown, wanted) in cases {
            assert_eq!(text(markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        let found = read("甲<!-- x -->![图](a.png)\n\n<!-- y -->\n".as_bytes()).unwrap();
        assert_eq!(found.text, "甲图\n");
        let wanted = [ReadingNote::CommentsLeftOut(2), ReadingNote::PicturesLeftOut(1)];
        assert_eq!(found.notes, wanted);
    }

    #[test]
    fn markdown_is_told_from_plain_text() {
        for words in ["**甲** 乙 **丙**", "甲\n| a | b |\n|---|---|", "见[甲](b.md)", "```\n甲\n```", "<!-- x -->"]
        {
            assert!(looks_like_markdown(words), "{words}");
        }
        for words in
            ["", "# 甲\n\n乙", "一、甲*乙", "公司名称：________________", "2**3", "----", "| 甲 |", "[甲]（乙）"]
        {
            assert!(!looks_like_markdown(words), "{words}");
        }
    }
}
