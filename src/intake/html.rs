//! Reads HTML as the text that a person sees in a browser: blocks on lines of their own, lists with their numbers, table
//! rows with their cells separated by tabs. No script runs, and nothing is fetched.

use super::encoding::{Decoded, Encoding, decode, decode_as, detect};
use super::notes::{IntakeError, ReadingNote, TextRead, note};
use super::numerals::Numeral;
use super::plain::{Plain, unix_lines};
use crate::limits::LICENSE_TEXT;
use html5ever::tendril::TendrilSink;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html, HtmlTreeSink};

/// The deepest nesting of elements; web pages have about 30 levels.
const DEEPEST: usize = 400;
/// The most elements and texts; a license has about 2,000.
const MOST_NODES: usize = 1_000_000;
/// The bytes after which depth and size are checked.
const PIECE: usize = 4096;

/// Deeper tables are read as running text.
const DEEPEST_TABLE: usize = 16;

/// Reads an HTML file.
pub(super) fn read(bytes: &[u8]) -> Result<TextRead, IntakeError> {
    let decoded = decode_html(bytes)?;
    let mut notes = decoded.notes();
    let document = parse(&unix_lines(&decoded.text))?;
    let mut walk = Walk::default();
    let mut plain = Plain::default();
    walk.read(document.root_element(), &mut plain)?;
    let text = plain.finish()?;
    let comments = document.tree.values().filter(|node| node.is_comment()).count();
    note(&mut notes, ReadingNote::HiddenTextLeftOut, walk.hidden);
    note(&mut notes, ReadingNote::StruckTextKept, walk.struck);
    note(&mut notes, ReadingNote::CommentsLeftOut, comments);
    note(&mut notes, ReadingNote::PicturesLeftOut, walk.pictures);
    note(&mut notes, ReadingNote::NumbersWritten, walk.numbers);
    Ok(TextRead { text, notes })
}

/// Parses a document in pieces and stops when it becomes too deep or too large. The time for a tag grows with the depth,
/// and unclosed tags of formatting are repeated in every paragraph.
fn parse(text: &str) -> Result<Html, IntakeError> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::parse_document(sink, html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(rest.floor_char_boundary(PIECE)).unwrap_or((rest, ""));
        parser.process(piece.into());
        rest = after;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        let too_many = nodes.len() > MOST_NODES;
        let too_deep = nodes.next_back().is_some_and(|node| node.ancestors().nth(DEEPEST).is_some());
        if too_many || too_deep {
            let reason = "too many or too deeply nested elements".to_owned();
            return Err(IntakeError::Damaged { format: "HTML", reason });
        }
    }
    Ok(parser.finish())
}

/// Decodes by the byte order mark, or by the encoding that the file declares if it fits, or by the bytes.
fn decode_html(bytes: &[u8]) -> Result<Decoded, IntakeError> {
    LICENSE_TEXT.check(bytes.len())?;
    let (found, content) = detect(bytes);
    if content.len() < bytes.len() || found != Encoding::Utf8 || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes);
    }
    // Some bytes are not UTF-8; a declaration of a Chinese encoding is more reliable than their statistics.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let declares = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    let chinese = declares(b"charset=gb") || declares(b"charset=\"gb") || declares(b"charset='gb");
    decode_as(if chinese { Encoding::Gb18030 } else { found }, bytes)
}

/// A list that is open at a place of the document.
struct List {
    /// `None` for bullets.
    numeral: Option<Numeral>,
    next: i64,
    step: i64,
}

/// The state of a walk through a document, and what it has found.
#[derive(Default)]
struct Walk {
    lists: Vec<List>,
    tables: usize,
    preformatted: usize,
    strikes: usize,
    /// Whether white space is due before the next word.
    space: bool,
    hidden: usize,
    struck: usize,
    pictures: usize,
    numbers: usize,
}

/// What to do with the contents of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contents {
    Read,
    Done,
}

impl Walk {
    /// Adds the text of an element to `plain`. Only tables recurse; other elements may be nested arbitrarily deep.
    fn read(&mut self, root: ElementRef<'_>, plain: &mut Plain) -> Result<(), IntakeError> {
        let mut next = root.first_child();
        while let Some(node) = next {
            let contents = match node.value() {
                Node::Text(words) => {
                    self.words(words, plain);
                    Contents::Done
                }
                Node::Element(element) => match ElementRef::wrap(node) {
                    Some(reference) => self.open(element, reference, plain)?,
                    None => Contents::Done,
                },
                Node::Comment(_)
                | Node::Document
                | Node::Fragment
                | Node::Doctype(_)
                | Node::ProcessingInstruction(_) => Contents::Done,
            };
            next = if contents == Contents::Read { node.first_child() } else { None };
            let mut at = node;
            let mut entered = next.is_some();
            if contents == Contents::Read && !entered {
                self.close_node(at.value(), plain);
            }
            while !entered {
                if let Some(sibling) = at.next_sibling() {
                    next = Some(sibling);
                    entered = true;
                } else {
                    match at.parent().filter(|parent| parent.id() != root.id()) {
                        Some(parent) => {
                            self.close_node(parent.value(), plain);
                            at = parent;
                        }
                        None => return Ok(()),
                    }
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element, node: ElementRef<'_>, plain: &mut Plain) -> Result<Contents, IntakeError> {
        if is_hidden(element) {
            self.hidden += text_length(node);
            return Ok(Contents::Done);
        }
        if breaks_page(element, "before") {
            plain.page();
        }
        match element.name() {
            "head" | "script" | "style" | "template" | "noscript" | "iframe" | "object" | "select" | "textarea"
            | "svg" | "title" => return Ok(Contents::Done),
            "br" => {
                plain.hard_break();
                self.space = false;
                return Ok(Contents::Done);
            }
            "img" => {
                let alt = element.attr("alt").unwrap_or_default();
                self.pictures += 1;
                self.words(alt, plain);
                return Ok(Contents::Done);
            }
            "ol" | "ul" | "menu" => self.lists.push(list(element, node)),
            "pre" => self.preformatted += 1,
            "s" | "strike" | "del" => self.strikes += 1,
            "tr" if self.tables < DEEPEST_TABLE => return self.row(node, plain),
            _ => {}
        }
        self.separate(element.name(), plain);
        match element.name() {
            "li" => self.item(element, plain),
            "h1" => plain.prefix("# "),
            "h2" => plain.prefix("## "),
            "h3" | "h4" | "h5" | "h6" => plain.prefix("### "),
            _ => {}
        }
        Ok(Contents::Read)
    }

    fn close_node(&mut self, node: &Node, plain: &mut Plain) {
        let Some(element) = node.as_element() else { return };
        if element.name() == "li" {
            plain.end_item();
        }
        self.separate(element.name(), plain);
        match element.name() {
            "ol" | "ul" | "menu" => {
                self.lists.pop();
            }
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "s" | "strike" | "del" => self.strikes = self.strikes.saturating_sub(1),
            _ => {}
        }
        if breaks_page(element, "after") {
            plain.page();
        }
    }

    /// Separates the contents of a block from its neighbors.
    fn separate(&mut self, name: &str, plain: &mut Plain) {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "table" | "blockquote" | "hr" | "dl" | "figure" => {
                plain.paragraph();
            }
            "ol" | "ul" | "menu" if self.lists.len() <= 1 => plain.paragraph(),
            "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details" | "div" | "dt"
            | "fieldset" | "figcaption" | "footer" | "form" | "header" | "html" | "legend" | "li" | "main" | "nav"
            | "section" | "summary" | "tr" | "ol" | "ul" | "menu" => plain.line(),
            "td" | "th" => {
                self.space = true;
                return;
            }
            _ => return,
        }
        self.space = false;
    }

    /// Reads a table row. A row with one cell is a block like any other, because whole pages are laid out in such cells.
    fn row(&mut self, row: ElementRef<'_>, plain: &mut Plain) -> Result<Contents, IntakeError> {
        let cells: Vec<ElementRef<'_>> =
            row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")).collect();
        let lists = std::mem::take(&mut self.lists);
        self.tables += 1;
        plain.line();
        self.space = false;
        if let [cell] = cells.as_slice() {
            self.read(*cell, plain)?;
        } else {
            let mut texts = Vec::with_capacity(cells.len());
            for cell in cells {
                let mut inner = Plain::cell();
                self.space = false;
                self.read(cell, &mut inner)?;
                texts.push(inner.finish()?);
            }
            plain.row(&texts);
        }
        plain.line();
        self.space = false;
        self.tables -= 1;
        self.lists = lists;
        Ok(Contents::Done)
    }

    fn item(&mut self, element: &Element, plain: &mut Plain) {
        let Some(list) = self.lists.last_mut() else { return plain.prefix("• ") };
        let Some(numeral) = list.numeral else { return plain.prefix("• ") };
        if numeral == Numeral::Nothing {
            return;
        }
        if let Some(value) = attribute(element, "value") {
            list.next = value;
        }
        let number = list.next;
        list.next = list.next.saturating_add(list.step);
        self.numbers += 1;
        match u32::try_from(number) {
            Ok(number) => plain.prefix(&format!("{}{}", numeral.write(number), mark(numeral))),
            Err(_) => plain.prefix(&format!("{number}. ")),
        }
    }

    /// Adds words; white space is collapsed outside of preformatted text.
    fn words(&mut self, words: &str, plain: &mut Plain) {
        if self.strikes > 0 {
            self.struck += words.chars().filter(|c| !c.is_whitespace()).count();
        }
        if self.preformatted > 0 {
            plain.push(words);
            return;
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut line = String::with_capacity(words.len());
        for (at, word) in words.split(blank).enumerate() {
            self.space |= at > 0;
            if !word.is_empty() {
                if self.space && !(line.is_empty() && plain.at_break()) {
                    line.push(' ');
                }
                self.space = false;
                line.extend(word.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }).filter(|c| *c != '\u{ad}'));
            }
        }
        plain.push(&line);
    }
}

fn list(element: &Element, node: ElementRef<'_>) -> List {
    let style = element.attr("style").map(compact).unwrap_or_default();
    if style.contains("list-style:none") || style.contains("list-style-type:none") {
        return List { numeral: Some(Numeral::Nothing), next: 1, step: 1 };
    }
    if element.name() != "ol" {
        return List { numeral: None, next: 1, step: 1 };
    }
    let styled = [
        ("cjk-ideographic", Numeral::ChineseThousand),
        ("simp-chinese-informal", Numeral::ChineseThousand),
        ("simp-chinese-formal", Numeral::ChineseLegal),
        ("cjk-decimal", Numeral::ChineseDigits),
        ("cjk-heavenly-stem", Numeral::HeavenlyStem),
        ("decimal-leading-zero", Numeral::Padded(2)),
        ("lower-alpha", Numeral::Letter { upper: false }),
        ("lower-latin", Numeral::Letter { upper: false }),
        ("upper-alpha", Numeral::Letter { upper: true }),
        ("upper-latin", Numeral::Letter { upper: true }),
        ("lower-roman", Numeral::Roman { upper: false }),
        ("upper-roman", Numeral::Roman { upper: true }),
    ];
    let has_style = style.contains("list-style");
    let from_style = styled.into_iter().find(|(name, _)| has_style && style.contains(name)).map(|(_, numeral)| numeral);
    let from_type = match element.attr("type") {
        Some("a") => Numeral::Letter { upper: false },
        Some("A") => Numeral::Letter { upper: true },
        Some("i") => Numeral::Roman { upper: false },
        Some("I") => Numeral::Roman { upper: true },
        _ => Numeral::Decimal,
    };
    let numeral = Some(from_style.unwrap_or(from_type));
    let reversed = element.attr("reversed").is_some();
    let count = if reversed { node.child_elements().filter(|item| item.value().name() == "li").count() } else { 1 };
    let first = attribute(element, "start").unwrap_or_else(|| i64::try_from(count).unwrap_or(1));
    List { numeral, next: first, step: if reversed { -1 } else { 1 } }
}

/// What a browser prints behind a list number.
fn mark(numeral: Numeral) -> &'static str {
    let chinese = matches!(
        numeral,
        Numeral::ChineseThousand | Numeral::ChineseLegal | Numeral::ChineseDigits | Numeral::HeavenlyStem
    );
    if chinese { "、" } else { ". " }
}

fn attribute(element: &Element, name: &str) -> Option<i64> {
    element.attr(name)?.trim().parse().ok()
}

/// A style without white space, in lower case.
fn compact(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").map(compact).unwrap_or_default();
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether the style of an element starts a new page `side` of it.
fn breaks_page(element: &Element, side: &str) -> bool {
    let style = element.attr("style").map(compact).unwrap_or_default();
    [format!("page-break-{side}:always"), format!("break-{side}:page")].iter().any(|rule| style.contains(rule.as_str()))
}

fn text_length(node: ElementRef<'_>) -> usize {
    node.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GBK;

    fn text(html: &str) -> String {
        read(html.as_bytes()).unwrap().text
    }

    #[test]
    fn blocks_become_lines() {
        let cases = [
            (
                "<h1>许可证</h1><p>甲 <b>乙</b>\n丙</p><p>丁&nbsp;&lt;&#19968;&gt;</p>",
                "# 许可证\n\n甲 乙 丙\n\n丁 <一>\n",
            ),
            ("<div>甲</div><div>乙<br>丙<br/>\n 丁</div>", "甲\n乙\n丙\n丁\n"),
            ("<head><title>x</title><style>y</style></head><script>z</script><noscript>n</noscript>甲", "甲\n"),
            (
                "<table><tr><td>公司名称</td><td>甲<br>乙</td></tr><tr><td colspan=2>丙<p>丁</p></td></tr></table>戊",
                "公司名称\t甲\n乙\n丙\n\n丁\n\n戊\n",
            ),
            (
                "<table><tr><th>甲</th><td></td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
                "甲\t\t1\t2\n",
            ),
            (
                "<ol><li>甲<li value=4>乙<ol type=a start=2><li>丙<li>丁</ol><li>戊</ol>",
                "1. 甲\n4. 乙\nb. 丙\nc. 丁\n5. 戊\n",
            ),
            (
                "<ol style='list-style-type: cjk-ideographic' start=11><li><p>甲</p><li><p>乙</p></ol>",
                "十一、甲\n\n十二、乙\n",
            ),
            ("<ol reversed><li>甲<li>乙</ol><ol start=-1><li>甲</ol>", "2. 甲\n1. 乙\n\n-1. 甲\n"),
            ("<ul><li>甲<li>一、乙</ul><ul style='list-style:none'><li>丙</ul>", "• 甲\n一、乙\n\n丙\n"),
            ("<pre>甲\n  乙</pre>丙", "甲\n  乙\n\n丙\n"),
            (
                "甲<p style='page-break-before: always'>乙<br style='page-break-before:always'>丙",
                "甲\n\n\u{c}乙\n\u{c}\n丙\n",
            ),
            ("<p hidden>x</p><p style='display: none'>y</p>甲&shy;乙", "甲乙\n"),
            ("", ""),
        ];
        for (html, wanted) in cases {
            assert_eq!(text(html), wanted, "{html}");
        }
    }

    #[test]
    fn what_is_not_text_is_told() {
        let found = read("<!-- c --><p hidden>甲乙</p><del>丙</del><img alt='丁'><ol><li>戊</ol>".as_bytes()).unwrap();
        assert_eq!(found.text, "丙丁\n\n1. 戊\n");
        let wanted = [
            ReadingNote::HiddenTextLeftOut(2),
            ReadingNote::StruckTextKept(1),
            ReadingNote::CommentsLeftOut(1),
            ReadingNote::PicturesLeftOut(1),
            ReadingNote::NumbersWritten(1),
        ];
        assert_eq!(found.notes, wanted);
    }

    #[test]
    fn the_encoding_is_found() {
        let words = "<meta charset=gb2312><p>经营许可证编号：苏B2-1</p>";
        let (gbk, ..) = GBK.encode(words);
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(words.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding) in
            [(gbk.to_vec(), Encoding::Gb18030), (words.as_bytes().to_vec(), Encoding::Utf8), (utf16, Encoding::Utf16Le)]
        {
            let found = read(&bytes).unwrap();
            assert_eq!(found.text, "经营许可证编号：苏B2-1\n");
            let told = (encoding != Encoding::Utf8).then_some(ReadingNote::Encoding(encoding));
            assert_eq!(found.notes, Vec::from_iter(told));
        }
    }

    #[test]
    fn deep_nesting_is_harmless() {
        let cases = [("<div>", "</div>"), ("<table><tr><td>", ""), ("<ol><li>", ""), ("<b>", "</b>"), ("<span>", "")];
        for (open, close) in cases {
            let html = |depth: usize| format!("{}甲{}", open.repeat(depth), close.repeat(depth));
            assert!(text(&html(80)).contains('甲'), "{open}");
            let refused = read(html(20_000).as_bytes());
            assert!(matches!(refused, Err(IntakeError::Damaged { format: "HTML", .. })), "{open}");
        }
        let formats: String = (0..300).fold("<p>".to_owned(), |html, at| html + &format!("<b id={at}>"));
        assert!(read((formats + &"<p>x".repeat(100_000)).as_bytes()).is_err());
    }
}
