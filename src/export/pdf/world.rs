//! What the typesetter may see: the template, one file of values, and the fonts. No disk, no network, no clock.

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

/// What stands before each template, on its first line so that all lines keep their numbers: a place where a line may break
/// is room of no width. As the character that marks it in the values it would be in what is copied and searched.
/// Not by a rule for that character: the typesetter gives up where one text has some hundreds of them.
const PRELUDE: &str =
    "#show text: it => if \"\\u{200b}\" in it.text { it.text.split(\"\\u{200b}\").join(h(0pt)) } else { it };";

/// The files that a template can read.
pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: (FileId, Bytes),
}

/// The name of a file on the desk.
fn id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|error| PdfError::Document(format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The fonts of the program, read once.
fn fonts() -> &'static [Font] {
    static FONTS: OnceLock<Vec<Font>> = OnceLock::new();
    FONTS.get_or_init(|| {
        [typeface::REGULAR, typeface::BOLD].into_iter().flat_map(|f| Font::iter(Bytes::new(f))).collect()
    })
}

/// The characters that all of them have.
pub(super) fn characters() -> &'static HashSet<u32> {
    static CHARACTERS: OnceLock<HashSet<u32>> = OnceLock::new();
    CHARACTERS.get_or_init(|| {
        let mut sets = fonts().iter().map(|font| font.info().coverage.iter().collect::<HashSet<u32>>());
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |all, one| all.intersection(&one).copied().collect())
    })
}

/// Fonts of the system that have what the program's own lack, no more of them than that takes.
///
/// Looking for them takes up to a second where there are many, so it is done for a text that needs it.
pub(super) fn of_system(missing: &BTreeSet<char>) -> Vec<Font> {
    let mut system = fontdb::Database::new();
    system.load_system_fonts();
    let mut left: BTreeSet<char> = missing.clone();
    let mut found = Vec::new();
    // The plain ones first: text is not to turn bold or slanted where its font changes.
    let mut faces: Vec<&fontdb::FaceInfo> = system.faces().collect();
    faces.sort_by_key(|face| (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(400)));
    for face in faces {
        if left.is_empty() {
            break;
        }
        let read = |data: &[u8], index: u32| {
            let coverage = typst::text::FontInfo::new(data, index)?.coverage;
            if !left.iter().any(|c| coverage.contains(u32::from(*c))) {
                return None;
            }
            Font::new(Bytes::new(data.to_vec()), index)
        };
        let Some(font) = system.with_face_data(face.id, read).flatten() else { continue };
        left.retain(|c| !font.info().coverage.contains(u32::from(*c)));
        found.push(font);
    }
    found
}

impl Desk {
    /// A desk with this template and these values on it.
    ///
    /// `more` are fonts beside those of the program.
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

    /// The line of the template that `span` begins in, from 1.
    pub(super) fn line(&self, span: DiagSpan) -> Option<usize> {
        let range = self.range(span)?;
        Some(self.template.lines().byte_to_line(range.start)? + 1)
    }
}

impl World for Desk {
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
        // The day is a value of the document: the same document gives the same file on any day.
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
