//! The text of a PDF file, extracted by an independent reader.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::Dict;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, Rect};

/// Collects the text of a page without artifacts, which are repeated headers and decoration.
#[derive(Default)]
struct Reader {
    text: String,
    /// Whether each open sequence of marked content is an artifact.
    open: Vec<bool>,
    /// The number of texts outside all marked content; 0 in a tagged file.
    untagged: usize,
}

impl Device<'_> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        self.untagged += usize::from(self.open.is_empty());
        if self.open.iter().any(|is_artifact| *is_artifact) {
            return;
        }
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(hayro::hayro_interpret::hayro_cmap::BfString::Char(c)) => self.text.push(c),
                Some(hayro::hayro_interpret::hayro_cmap::BfString::String(s)) => self.text.push_str(&s),
                None => {}
            }
        }
    }
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.open.push(tag == b"Artifact");
    }
    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

/// The text of a PDF file without white space, and its number of pages.
pub(crate) fn read(bytes: &[u8]) -> (String, usize) {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let cache = InterpreterCache::new();
    let mut reader = Reader::default();
    for page in pdf.pages().iter() {
        let area = Rect::new(0.0, 0.0, 600.0, 850.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut reader);
    }
    assert_eq!(reader.untagged, 0, "text outside all tags");
    (bare(&reader.text), pdf.pages().len())
}

/// The text without white space.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
