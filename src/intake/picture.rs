//! Pictures of pages: decoded upright, within limits.

use super::IntakeError;
use crate::limits::{PREVIEW_PICTURE, PREVIEW_SIDE};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// Decodes a picture, turned as its camera noted.
pub(super) fn decode(bytes: &[u8]) -> Result<RgbImage, IntakeError> {
    let damaged = |reason: String| IntakeError::Damaged { format: "picture", reason };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| damaged(e.to_string()))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(PREVIEW_PICTURE.max);
    let side = u32::try_from(PREVIEW_SIDE.max).ok();
    (limits.max_image_width, limits.max_image_height) = (side, side);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| beyond(&e).unwrap_or_else(|| damaged(e.to_string())))?;
    PREVIEW_PICTURE.check(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture =
        DynamicImage::from_decoder(decoder).map_err(|e| beyond(&e).unwrap_or_else(|| damaged(e.to_string())))?;
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// The limit that a picture exceeds, if that is the error.
fn beyond(error: &image::ImageError) -> Option<IntakeError> {
    matches!(error, image::ImageError::Limits(_)).then(|| IntakeError::TooLarge(PREVIEW_PICTURE.exceeded()))
}
