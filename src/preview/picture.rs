//! Pictures: PNG, JPEG, GIF, WebP, BMP and TIFF, upright and no larger than asked for.

use super::{NoPreview, Picture};
use image::error::{ImageError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use std::io::Cursor;

/// No side of a picture may be longer, in pixels: a scan of A0 at 600 dpi is not.
const LONGEST_SIDE: u32 = 30_000;
/// What a decoder may take, in bytes: 200 million pixels of grey, 50 million of color.
const MOST_MEMORY: u64 = 256 << 20;

/// Whether the first bytes are those of a picture that can be drawn.
pub(super) fn is_picture(head: &[u8]) -> bool {
    image::guess_format(head).is_ok_and(|format| format.reading_enabled())
}

/// Decodes a picture.
pub(super) fn picture(bytes: &[u8], longest_side: u32) -> Result<Picture, NoPreview> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NoPreview::Broken)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    // Some decoders do not count what they take.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(NoPreview::TooLarge);
    }
    // A photograph of a paper lies on its side without this.
    let orientation = decoder.orientation();
    let whole = DynamicImage::from_decoder(decoder).map_err(why)?;
    let is_larger = whole.width().max(whole.height()) > longest_side;
    let (width, height) = (whole.width(), whole.height());
    let mut fitting = if is_larger { whole.thumbnail(longest_side, longest_side) } else { whole };
    let mut original = [width, height];
    if let Ok(orientation) = orientation {
        let before = (fitting.width(), fitting.height());
        fitting.apply_orientation(orientation);
        if before != (fitting.width(), fitting.height()) {
            original.reverse();
        }
    }
    let pixels = fitting.into_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Ok(Picture { size, rgba: pixels.into_raw(), original, page: 0, pages: 1 })
}

fn why(error: ImageError) -> NoPreview {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => NoPreview::TooLarge,
            LimitErrorKind::Unsupported { .. } | _ => NoPreview::Broken,
        },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => NoPreview::Broken,
    }
}
