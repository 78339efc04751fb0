//! PDF: the text layer of each page, what kind of page it is, and its picture.

use super::marks;
use super::page::ReadPage;
use super::pdf_codes::Codes;
use super::pdf_device::Collector;
use crate::limits::SCAN_PAGES;
use crate::preview::fonts;
use crate::progress::{Canceled, Progress};
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, Rect as Area};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::sync::Arc;

/// The longest side of the picture of a page, in pixels: a sheet of A3 at 200 pixels per inch. Scanners that state no
/// resolution make pages of 72 pixels per inch, which are several times as large as the paper.
pub const LONGEST_SIDE: f32 = 3400.0;
/// A page with fewer characters, on most of which there is a picture, is a picture with a stamp or a page number.
const FEW_CHARACTERS: usize = 40;
/// The most unreadable characters of a page, as one part in so many.
const UNREADABLE_PART: usize = 10;
/// The least number of shapes like characters on a page whose text was turned into outlines.
const OUTLINES: usize = 60;

/// A PDF as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PdfRead {
    /// Its pages.
    pub pages: Vec<PdfPage>,
}

/// A page of a PDF.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfPage {
    /// The text layer. Its size is in points.
    pub page: ReadPage,
    /// Whether the text layer is the text of the page.
    pub kind: PageText,
    /// Whether most of the text is invisible: the text that a scanner recognized, on its picture.
    pub invisible: bool,
    /// Characters without a known meaning; those in `page` are U+FFFD.
    pub unreadable: usize,
    /// Characters left out because they run askew, as those of watermarks do.
    pub slanted: usize,
}

/// Where the text of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageText {
    /// In the text layer.
    Layer,
    /// In a picture; the text layer has no or nearly no text.
    Picture,
    /// In shapes that look like characters; the text layer has no or nearly no text.
    Outlines,
    /// In a text layer whose characters cannot be told.
    Garbled,
    /// Nowhere.
    Empty,
}

/// Why a PDF could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// It needs a password.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// It is no PDF or is damaged.
    #[error("the PDF is damaged")]
    Damaged,
    /// It has more than [`SCAN_PAGES`] pages.
    #[error("the PDF has {0} pages")]
    TooManyPages(usize),
    /// It has no such page.
    #[error("the PDF has no page {0}")]
    NoPage(usize),
    /// Reading was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

/// Reads the text layer of all pages. The unit of `progress` is a page.
///
/// # Errors
/// If the file is encrypted or damaged, has too many pages, or reading was canceled.
pub fn read(bytes: Arc<Vec<u8>>, progress: &Progress) -> Result<PdfRead, PdfError> {
    let pdf = open(bytes)?;
    let pages = pdf.pages();
    if SCAN_PAGES.check(pages.len()).is_err() {
        return Err(PdfError::TooManyPages(pages.len()));
    }
    let cache = InterpreterCache::new();
    let codes = Codes::new(&pdf);
    let mut read = PdfRead::default();
    for page in pages.iter() {
        progress.check()?;
        read.pages.push(page_text(page, &pdf, &cache, &codes));
    }
    Ok(read)
}

/// Draws the page with index `page` on white, with `dpi` pixels per inch but at most [`LONGEST_SIDE`] pixels on its
/// longer side. `chinese` is the font for Chinese text without an embedded font.
///
/// # Errors
/// If the file is encrypted or damaged or has no such page.
pub fn picture(
    bytes: Arc<Vec<u8>>,
    page: usize,
    dpi: f32,
    chinese: &'static [u8],
) -> Result<image::RgbImage, PdfError> {
    let pdf = open(bytes)?;
    let pages = pdf.pages();
    let page = pages.get(page).ok_or(PdfError::NoPage(page))?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    // The negated form also refuses NaN.
    if !(width.min(height) >= 1.0 && longer.is_finite() && dpi > 0.0) {
        return Err(PdfError::Damaged);
    }
    let scale = (dpi / 72.0).min(LONGEST_SIDE / longer);
    if width.min(height) * scale < 1.0 {
        return Err(PdfError::Damaged);
    }
    let settings = InterpreterSettings { font_resolver: fonts(chinese), ..InterpreterSettings::default() };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &pixels);
    let size = [u32::from(drawn.width()), u32::from(drawn.height())];
    // On white, all pixels are opaque, so premultiplied colors equal plain ones.
    let rgb = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    image::RgbImage::from_raw(size[0], size[1], rgb).ok_or(PdfError::Damaged)
}

fn open(bytes: Arc<Vec<u8>>) -> Result<Pdf, PdfError> {
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Encrypted,
        LoadPdfError::Invalid => PdfError::Damaged,
    })
}

fn page_text<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, codes: &Codes<'a>) -> PdfPage {
    let (width, height) = page.render_dimensions();
    let transform = page.initial_transform(true);
    let area = Area::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = Affine::new(transform.as_coeffs());
    let mut context = Context::new(transform, area, cache, pdf.xref(), InterpreterSettings::default());
    let mut collector = Collector::new([width, height], codes);
    interpret_page(page, &mut context, &mut collector);
    let found = marks::lines(&collector.marks, [width, height]);
    let characters = found.lines.iter().flat_map(|line| &line.glyphs);
    let characters = characters.filter(|glyph| !glyph.character.is_whitespace()).count();
    PdfPage {
        kind: kind(&collector, characters),
        page: ReadPage { width, height, lines: found.lines },
        invisible: collector.invisible * 2 > collector.shown,
        unreadable: collector.unreadable,
        slanted: found.slanted,
    }
}

fn kind(collector: &Collector<'_, '_>, characters: usize) -> PageText {
    let is_drawn = collector.outlines >= OUTLINES && collector.outlines > 4 * characters;
    if collector.unreadable * UNREADABLE_PART > collector.shown {
        PageText::Garbled
    } else if characters < FEW_CHARACTERS && collector.covered() > 0.5 {
        PageText::Picture
    } else if is_drawn {
        PageText::Outlines
    } else if characters > 0 {
        PageText::Layer
    } else if collector.covered() > 0.05 {
        PageText::Picture
    } else {
        PageText::Empty
    }
}
