//! The parts of an OFD file: a ZIP archive of XML, with limits on what is unpacked.

use super::ofd::OfdError;
use crate::limits::{LICENSE_TEXT, SCAN_FILE};
use roxmltree::Node;
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// An OFD file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The numbers of its entries by their paths in lower case.
    entries: HashMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, OfdError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damage)?;
        let names = archive.file_names().zip(0..);
        let entries = names.filter_map(|(name, number)| Some((Self::path("", &name.ok()?).to_lowercase(), number)));
        let entries = entries.collect();
        Ok(Self { archive, entries, left: SCAN_FILE.max })
    }

    /// The path of a part that the part at `from` names: absolute with a slash at its start, else relative to the
    /// folder of `from`.
    pub(super) fn path(from: &str, name: &str) -> String {
        let name = name.replace('\\', "/");
        let folder = if name.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
        let mut steps: Vec<&str> = Vec::new();
        for step in folder.split('/').chain(name.split('/')) {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop();
                }
                step => steps.push(step),
            }
        }
        let is_folder = name.ends_with('/');
        steps.join("/") + if is_folder { "/" } else { "" }
    }

    /// The text of an XML part.
    pub(super) fn xml(&mut self, path: &str) -> Result<String, OfdError> {
        let bytes = self.read(path, LICENSE_TEXT.max)?;
        String::from_utf8(bytes).map_err(|_| OfdError::Damaged)
    }

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, path: &str) -> Result<Vec<u8>, OfdError> {
        self.read(path, SCAN_FILE.max)
    }

    fn read(&mut self, path: &str, most: u64) -> Result<Vec<u8>, OfdError> {
        let number = *self.entries.get(&path.to_lowercase()).ok_or(OfdError::Damaged)?;
        let file = self.archive.by_index(number).map_err(damage)?;
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| OfdError::Damaged)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            return Err(OfdError::TooLarge);
        }
        self.left -= length;
        Ok(bytes)
    }
}

fn damage(error: impl std::borrow::Borrow<ZipError>) -> OfdError {
    let needs_password =
        matches!(error.borrow(), ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword);
    if needs_password { OfdError::Encrypted } else { OfdError::Damaged }
}

/// The first child element called `name`, in any namespace.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The child elements called `name`, in any namespace.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// An attribute of an element, in any namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Numbers separated by white space; those that are no numbers are left out.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).filter(|number: &f32| number.is_finite()).collect()
}

/// Left, top, width, height.
pub(super) fn boxed(text: &str) -> Option<[f32; 4]> {
    numbers(text).try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute_or_relative_and_never_leave_the_archive() {
        for (from, name, path) in [
            ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("OFD.xml", "/Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Document.xml", "/Doc_0/PublicRes.xml", "Doc_0/PublicRes.xml"),
            ("Doc_0/Pages/a.xml", "../Res\\b.png", "Doc_0/Res/b.png"),
            ("Doc_0/Document.xml", "../../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(Package::path(from, name), path);
        }
    }
}
