//! The paragraph and character styles of a document, as far as they matter for its text.

use super::xml::Element;
use std::collections::HashMap;

/// The longest chain of styles that are based on each other.
const LONGEST_CHAIN: usize = 32;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
    struck: Option<bool>,
    breaks_page: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn parse(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.elements().filter(|element| element.name == "style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let paragraph = element.child("pPr");
            let numbering = paragraph.and_then(|properties| properties.child("numPr"));
            let run = element.child("rPr");
            let style = Style {
                based_on: element.value("basedOn").map(str::to_owned),
                list: numbering.and_then(|numbering| numbering.value("numId")).map(str::to_owned),
                level: numbering.and_then(|numbering| numbering.value("ilvl")?.parse().ok()),
                hidden: run.and_then(|properties| properties.switch("vanish")),
                struck: run.and_then(|properties| properties.switch("strike")),
                breaks_page: paragraph.and_then(|properties| properties.switch("pageBreakBefore")),
            };
            let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if is_default && element.attribute("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// The style of a paragraph without one.
    pub(super) fn default_paragraph(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// The list of a paragraph style, the style that defines it, and its level if the style has one.
    pub(super) fn list(&self, style: &str) -> Option<(&str, &str, Option<usize>)> {
        let level = self.chain(style).find_map(|(_, style)| style.level);
        self.chain(style).find_map(|(id, style)| Some((style.list.as_deref()?, id, level)))
    }

    /// Whether text of that style is hidden.
    pub(super) fn hidden(&self, style: &str) -> Option<bool> {
        self.chain(style).find_map(|(_, style)| style.hidden)
    }

    /// Whether text of that style is struck through.
    pub(super) fn struck(&self, style: &str) -> Option<bool> {
        self.chain(style).find_map(|(_, style)| style.struck)
    }

    /// Whether a paragraph of that style starts a page.
    pub(super) fn breaks_page(&self, style: &str) -> Option<bool> {
        self.chain(style).find_map(|(_, style)| style.breaks_page)
    }

    /// A style and those on which it is based.
    fn chain(&self, id: &str) -> impl Iterator<Item = (&str, &Style)> {
        let first = self.styles.get_key_value(id);
        let chain = std::iter::successors(first, |(_, style)| self.styles.get_key_value(style.based_on.as_ref()?));
        chain.take(LONGEST_CHAIN).map(|(id, style)| (id.as_str(), style))
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    #[test]
    fn styles_inherit() {
        let xml = "<styles><style styleId='a' type='paragraph' default='1'><pPr><numPr><numId val='3'/></numPr>\
            <pageBreakBefore/></pPr></style>\
            <style styleId='b'><basedOn val='a'/><pPr><numPr><ilvl val='1'/></numPr></pPr><rPr><vanish/></rPr></style>\
            <style styleId='c'><basedOn val='b'/><rPr><vanish val='0'/></rPr></style>\
            <style styleId='d'><basedOn val='d'/></style></styles>";
        let styles = Styles::parse(&parse(xml).unwrap());
        assert_eq!(styles.default_paragraph(), Some("a"));
        assert_eq!(styles.list("a"), Some(("3", "a", None)));
        assert_eq!(styles.list("c"), Some(("3", "a", Some(1))));
        assert_eq!(styles.list("d"), None);
        assert_eq!(["a", "b", "c", "d"].map(|id| styles.hidden(id)), [None, Some(true), Some(false), None]);
        assert_eq!((styles.breaks_page("c"), styles.struck("c")), (Some(true), None));
    }
}
