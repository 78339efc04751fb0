//! A tree of XML elements with bounded depth and size, in which alternatives for older programs are resolved.

use super::super::notes::IntakeError;
use super::FORMAT;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The deepest nesting of elements; documents of Word have about 40 levels.
const DEEPEST: usize = 200;
/// The most tags and texts of a part; a license has about 20,000.
const MOST_NODES: usize = 400_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without the prefix of a namespace.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What it contains.
    pub(super) children: Vec<Child>,
    /// Whether it contains a text box.
    has_text_box: bool,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum Child {
    /// An element.
    Element(Element),
    /// Characters.
    Text(String),
}

impl Element {
    /// The value of an attribute, by its name without the prefix of a namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child element of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The attribute `val` of the first child element of that name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// The attribute `val` of a child element as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// A property that is on if the child element exists and does not say that it is off.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        self.child(name).map(|child| !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// The elements of that name at any depth, in document order.
    pub(super) fn descendants<'a>(&'a self, name: &'static str, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.descendants(name, found);
        }
    }

    /// The text directly in the element.
    pub(super) fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|child| match child {
                Child::Text(words) => Some(words.as_str()),
                Child::Element(_) => None,
            })
            .collect()
    }
}

/// Parses a part of the container.
///
/// # Errors
/// If it is not well-formed, declares a document type, or is nested too deep or too large.
pub(super) fn parse(xml: &str) -> Result<Element, IntakeError> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let mut nodes = 0_usize;
    loop {
        let event = reader.read_event().map_err(malformed)?;
        nodes += 1;
        if nodes > MOST_NODES || open.len() > DEEPEST {
            return Err(damaged("too many or too deeply nested elements"));
        }
        match event {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => close(element(&start)?, &mut open),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                close(closed, &mut open);
            }
            Event::Text(words) => add(&words.xml10_content(), &mut open),
            Event::CData(words) => add(&words.xml10_content(), &mut open),
            Event::GeneralRef(reference) => add(&character(&reference)?.to_string(), &mut open),
            Event::DocType(_) => return Err(damaged("a document type is not permitted")),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let document = open.pop().unwrap_or_default();
    if !open.is_empty() {
        return Err(damaged("the end is missing"));
    }
    let root = document.children.into_iter().find_map(|child| match child {
        Child::Element(element) => Some(element),
        Child::Text(_) => None,
    });
    root.ok_or_else(|| damaged("no elements"))
}

fn element(start: &BytesStart<'_>) -> Result<Element, IntakeError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(malformed)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(malformed)?;
        let name: &str = attribute.key.local_name().into_inner();
        attributes.push((name.to_owned(), value.into_owned()));
    }
    let name: &str = start.local_name().into_inner();
    let has_text_box = name == "txbxContent";
    Ok(Element { name: name.to_owned(), attributes, children: Vec::new(), has_text_box })
}

/// Adds a complete element to the open one. One branch of an alternative takes its place.
fn close(element: Element, open: &mut [Element]) {
    let Some(parent) = open.last_mut() else { return };
    parent.has_text_box |= element.has_text_box;
    if element.name == "AlternateContent" {
        parent.children.extend(branch(element));
    } else {
        parent.children.push(Child::Element(element));
    }
}

/// The contents of one branch: the first choice with a text box, otherwise what is meant for older programs, otherwise
/// the first choice.
fn branch(alternatives: Element) -> Vec<Child> {
    let branches: Vec<Element> = alternatives
        .children
        .into_iter()
        .filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
        .collect();
    let with_box = branches.iter().position(|branch| branch.has_text_box);
    let fallback = branches.iter().position(|branch| branch.name == "Fallback" && branch.elements().next().is_some());
    let chosen = with_box.or(fallback).unwrap_or(0);
    branches.into_iter().nth(chosen).map(|branch| branch.children).unwrap_or_default()
}

fn add(words: &str, open: &mut [Element]) {
    let Some(parent) = open.last_mut() else { return };
    if let Some(Child::Text(text)) = parent.children.last_mut() {
        text.push_str(words);
    } else {
        parent.children.push(Child::Text(words.to_owned()));
    }
}

fn character(reference: &BytesRef<'_>) -> Result<char, IntakeError> {
    if let Some(character) = reference.resolve_char_ref().map_err(malformed)? {
        return Ok(character);
    }
    match &*reference.xml10_content() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => Err(damaged(format!("an unknown entity {name:?}"))),
    }
}

/// The error for what the parser refuses.
fn malformed<E: std::error::Error>(error: E) -> IntakeError {
    damaged(format!("{error}"))
}

fn damaged(reason: impl Into<String>) -> IntakeError {
    IntakeError::Damaged { format: FORMAT, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_built() {
        let root = parse("<?xml version='1.0'?><w:a x:b='1&amp;2'>甲&lt;&#x4e59;<c/><![CDATA[丙]]><d val='7'/></w:a>")
            .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("b")), ("a", Some("1&2")));
        assert_eq!((root.text(), root.number("d")), ("甲<乙丙".to_owned(), Some(7)));
        assert_eq!((root.switch("c"), root.switch("e")), (Some(true), None));
    }

    #[test]
    fn one_alternative_remains() {
        let cases = [
            ("<a><AlternateContent><Choice><c/></Choice><Fallback><f/></Fallback></AlternateContent></a>", "f"),
            (
                "<a><AlternateContent><Choice><c><txbxContent/></c></Choice><Fallback><f/></Fallback></AlternateContent></a>",
                "c",
            ),
            ("<a><AlternateContent><Choice><c/></Choice><Fallback/></AlternateContent></a>", "c"),
        ];
        for (xml, wanted) in cases {
            let names: Vec<String> = parse(xml).unwrap().elements().map(|element| element.name.clone()).collect();
            assert_eq!(names, [wanted]);
        }
    }

    #[test]
    fn hostile_parts_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        let wide = format!("<a>{}</a>", "<b/>".repeat(MOST_NODES));
        for xml in ["", "<a>", "<a></b>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a>&x;</a>", &deep, &wide] {
            assert!(parse(xml).is_err(), "{xml:.40}");
        }
        let many = " a='1'".repeat(200_000);
        assert!(parse(&format!("<a{many}/>")).is_ok());
    }
}
