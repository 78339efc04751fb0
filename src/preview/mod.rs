//! Previews of files: pictures, text and pages of PDFs as data that can be drawn immediately.
//!
//! This module knows nothing of workbooks or windows: it turns bytes into pixels or text. The bytes are not trusted:
//! pixels and memory are limited, and a decoder that fails ends its own thread. With a [`Previewer`], it runs in a
//! process of its own with limits of time and memory.

mod kind;
mod pdf;
mod picture;
mod process;
mod text;

pub(crate) use pdf::fonts;
pub use process::{ARGUMENT, Previewer, serve};

use crate::file_type::FileKind;
use crate::limits::Exceeded;
use kind::kind_of;
use std::sync::Arc;
use std::thread;

/// The stack of the decoder in bytes. PDFs may nest deeply, and an overflow of the default 2 MiB would end the program.
const STACK: usize = 32 << 20;

/// A request for a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewRequest {
    /// The page, from 0; ignored where there is only one.
    pub page: usize,
    /// The longest side of the picture in pixels.
    pub longest_side: u32,
    /// The font for Chinese text in PDFs without an embedded font: a whole OpenType file.
    pub font: &'static [u8],
}

/// A preview.
#[derive(Clone, PartialEq, Eq)]
pub enum Preview {
    /// Pixels.
    Picture(Picture),
    /// Words.
    Text(Text),
}

/// A picture, or a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels.
    pub size: [usize; 2],
    /// Four bytes for each pixel: red, green, blue and alpha, not premultiplied.
    pub rgba: Vec<u8>,
    /// Width and height of the original: in pixels, or in points for a page.
    pub original: [u32; 2],
    /// The page, from 0.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
}

/// The beginning of a text, or all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without control characters and characters that change the writing direction.
    pub words: String,
    /// The common name of its encoding.
    pub encoding: &'static str,
    /// Whether the file contains more.
    pub is_cut: bool,
}

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum NoPreview {
    /// Files of this kind have no preview.
    Kind(FileKind),
    /// The file is empty.
    Empty,
    /// The file is damaged.
    Broken,
    /// The file is encrypted.
    Encrypted,
    /// A limit is exceeded.
    Limit(Exceeded),
    /// The preview process could not be started.
    NotStarted,
}

/// Makes the preview of `bytes`, a file called `name`. It may take long, so it must not run in the drawing thread.
///
/// # Errors
/// Why there is no preview.
pub fn preview(bytes: Arc<Vec<u8>>, name: &str, wish: PreviewRequest) -> Result<Preview, NoPreview> {
    if bytes.is_empty() {
        return Err(NoPreview::Empty);
    }
    let kind = kind_of(name, &bytes);
    // A decoder that panics ends its own thread only.
    let drawing = thread::Builder::new().name("preview".to_owned()).stack_size(STACK);
    let drawing = drawing.spawn(move || draw(kind, bytes, wish));
    drawing.ok().and_then(|thread| thread.join().ok()).unwrap_or(Err(NoPreview::Broken))
}

fn draw(kind: FileKind, bytes: Arc<Vec<u8>>, wish: PreviewRequest) -> Result<Preview, NoPreview> {
    match kind {
        FileKind::Picture => picture::picture(&bytes, wish.longest_side).map(Preview::Picture),
        FileKind::Pdf => pdf::page(bytes, wish).map(Preview::Picture),
        FileKind::Text => text::text(&bytes).map(Preview::Text).ok_or(NoPreview::Broken),
        FileKind::Document
        | FileKind::Sheet
        | FileKind::Slides
        | FileKind::Archive
        | FileKind::Media
        | FileKind::Other => Err(NoPreview::Kind(kind)),
    }
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Picture(picture) => picture.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { size: [width, height], original, page, pages, .. } = self;
        write!(f, "Picture {width}×{height} of {original:?}, page {page} of {pages}")
    }
}
