//! The world of the Typst compiler: the template, one file of values, and the fonts. It has no disk, network or clock.

use super::PdfError;
use crate::typeface;
use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

/// The code before each template. It is on the first line, so that line numbers stay the same. It replaces the line
/// break mark with horizontal space of zero width, because the mark itself would appear in copied and searched text. It
/// is not a show rule for that character, because Typst fails on texts with several hundred of them.
const PRELUDE: &str =
    "#show text: it => if \"\\u{200b}\" in it.text { it.text.split(\"\\u{200b}\").join(h(0pt)) } else { it };";

/// The files and fonts that a template can use.
pub(super) struct TemplateWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: (FileId, Bytes),
}

/// The file id of a virtual file.
fn id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|error| PdfError::Document(format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The built-in fonts, read once.
fn fonts() -> &'static [Font] {
    static FONTS: OnceLock<Vec<Font>> = OnceLock::new();
    FONTS.get_or_init(|| {
        [typeface::REGULAR, typeface::BOLD].into_iter().flat_map(|f| Font::iter(Bytes::new(f))).collect()
    })
}

/// The characters that all built-in fonts have.
pub(super) fn characters() -> &'static HashSet<u32> {
    static CHARACTERS: OnceLock<HashSet<u32>> = OnceLock::new();
    CHARACTERS.get_or_init(|| {
        let mut sets = fonts().iter().map(|font| font.info().coverage.iter().collect::<HashSet<u32>>());
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |all, one| all.intersection(&one).copied().collect())
    })
}

/// Returns as many system fonts as are needed for the characters in `missing`, which the built-in fonts lack.
///
/// The search takes up to a second if there are many fonts, so callers search only for a text that needs it.
pub(super) fn of_system(missing: &BTreeSet<char>) -> Vec<Font> {
    let mut system = fontdb::Database::new();
    system.load_system_fonts();
    let mut left: BTreeSet<char> = missing.clone();
    let mut found = Vec::new();
    // Regular faces come first, so that text does not become bold or slanted where the font changes.
    let mut faces: Vec<&fontdb::FaceInfo> = system.faces().collect();
    faces.sort_by_key(|face| (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(400)));
    for face in faces {
        if left.is_empty() {
            break;
        }
        let font = system.with_face_data(face.id, |data, index| {
            let coverage = typst::text::FontInfo::new(data, index)?.coverage;
            if !left.iter().any(|c| coverage.contains(u32::from(*c))) {
                return None;
            }
            Font::new(Bytes::new(data.to_vec()), index)
        });
        let Some(font) = font.flatten() else { continue };
        left.retain(|c| !font.info().coverage.contains(u32::from(*c)));
        found.push(font);
    }
    found
}

impl TemplateWorld {
    /// Returns a world with this template and these values.
    ///
    /// `more` are fonts in addition to the built-in ones.
    pub(super) fn new(template: &str, data: Vec<u8>, more: &[Font]) -> Result<Self, PdfError> {
        let fonts: Vec<Font> = fonts().iter().chain(more).cloned().collect();
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(id("template.typ")?, format!("{PRELUDE}{template}")),
            data: (id("document.json")?, Bytes::new(data)),
        })
    }

    /// The line of the template where `span` begins, from 1.
    pub(super) fn line(&self, span: DiagSpan) -> Option<usize> {
        let range = self.range(span)?;
        Some(self.template.lines().byte_to_line(range.start)? + 1)
    }
}

impl World for TemplateWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // The date is a value of the document, so that the same document gives the same file on any day.
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
