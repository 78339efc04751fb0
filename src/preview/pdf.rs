//! Pages of PDFs.

use super::{NoPreview, Picture, PreviewRequest};
use crate::limits::{PREVIEW_PAGES, PREVIEW_PIXELS};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::sync::Arc;

/// Draws one page on white, scaled to the requested size.
pub(super) fn page(bytes: Arc<Vec<u8>>, wish: PreviewRequest) -> Result<Picture, NoPreview> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NoPreview::Encrypted,
        LoadPdfError::Invalid => NoPreview::Broken,
    })?;
    let pages = pdf.pages();
    PREVIEW_PAGES.check(pages.len()).map_err(NoPreview::Limit)?;
    let number = wish.page.min(pages.len().saturating_sub(1));
    let page = pages.get(number).ok_or(NoPreview::Broken)?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    // The negated form also refuses NaN.
    if !(width.min(height) >= 1.0 && longer.is_finite()) {
        return Err(NoPreview::Broken);
    }
    let longest = f32::from(u16::try_from(wish.longest_side.min(most_pixels())).unwrap_or(u16::MAX));
    let scale = longest / longer;
    // The page is so narrow that it would have less than one pixel at any size.
    if width.min(height) * scale < 1.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are at least 1 and finite")]
        PREVIEW_PIXELS.check((longer / width.min(height)).ceil() as u64).map_err(NoPreview::Limit)?;
        return Err(NoPreview::Broken);
    }
    let settings = InterpreterSettings { font_resolver: fonts(wish.font), ..InterpreterSettings::default() };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &pixels);
    let size = [usize::from(drawn.width()), usize::from(drawn.height())];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are at least 1 and finite")]
    let original = [width.round() as u32, height.round() as u32];
    // On white, all pixels are opaque, so premultiplied colors equal plain ones.
    Ok(Picture { size, rgba: drawn.data_as_u8_slice().to_vec(), original, page: number, pages: pages.len() })
}

/// The longest side of a drawn page, in pixels.
fn most_pixels() -> u32 {
    u32::try_from(PREVIEW_PIXELS.max).unwrap_or(u32::MAX)
}

/// Finds the font for a request of a PDF.
pub(crate) type FontFinder = Arc<dyn Fn(&FontQuery) -> Option<(FontData, u32)> + Send + Sync>;

/// Fonts for text without an embedded font: `chinese` for Chinese, those of the renderer for the rest.
pub(crate) fn fonts(chinese: &'static [u8]) -> FontFinder {
    Arc::new(move |query| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(query) if query.character_collection.is_some() => {
            let data: FontData = Arc::new(chinese);
            Some((data, 0))
        }
        FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
    })
}
