//! Pictures: PNG, JPEG, GIF, WebP, BMP and TIFF, turned upright and scaled down to the requested size.

use super::{NoPreview, Picture};
use crate::limits::{PREVIEW_PICTURE, PREVIEW_SIDE};
use image::error::{ImageError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use std::io::Cursor;

/// Decodes a picture.
pub(super) fn picture(bytes: &[u8], longest_side: u32) -> Result<Picture, NoPreview> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NoPreview::Broken)?;
    let mut limits = Limits::default();
    let longest = u32::try_from(PREVIEW_SIDE.max).ok();
    (limits.max_image_width, limits.max_image_height) = (longest, longest);
    limits.max_alloc = Some(PREVIEW_PICTURE.max);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| why(bytes, &error))?;
    // Some decoders do not count the memory that they use.
    PREVIEW_PICTURE.check(decoder.total_bytes()).map_err(NoPreview::Limit)?;
    // Photographs store their orientation separately from the pixels.
    let orientation = decoder.orientation();
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| why(bytes, &error))?;
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

/// Why these bytes have no preview.
fn why(bytes: &[u8], error: &ImageError) -> NoPreview {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                let side = sides(bytes).map_or(Ok(()), |(width, height)| PREVIEW_SIDE.check(width.max(height)));
                NoPreview::Limit(side.err().unwrap_or(PREVIEW_PICTURE.exceeded()))
            }
            LimitErrorKind::Unsupported { .. } | _ => NoPreview::Broken,
        },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => NoPreview::Broken,
    }
}

/// Width and height from the header of the file, where it has them.
fn sides(bytes: &[u8]) -> Option<(u32, u32)> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_dimensions().ok()
}
