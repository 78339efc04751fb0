//! What a file looks like: pictures, text and pages of PDFs as something that can be drawn at once.
//!
//! Knows nothing of workbooks or windows: bytes go in, pixels or text come out. The bytes may be anything that anybody
//! ever attached, so nothing here trusts them: pixels and memory are limited, and whatever a decoder does to itself ends
//! with a thread of its own, or, by a [`Previewer`], with a process of its own whose time and memory are bounded.

mod kind;
mod pdf;
mod picture;
mod process;
mod text;

pub use process::{ARGUMENT, Previewer, serve};

use crate::file_type::Kind;
use crate::limits::Exceeded;
use kind::kind_of;
use std::sync::Arc;
use std::thread;

/// A PDF may nest deeply; a thread has 2 MiB otherwise, and an overflow would end the program.
const STACK: usize = 32 << 20;

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which page, from 0; of what has one page only, that one.
    pub page: usize,
    /// The longer side of the picture in pixels, at most.
    pub longest_side: u32,
    /// A font for Chinese text whose PDF does not bring its own: a whole OpenType file.
    pub font: &'static [u8],
}

/// What can be drawn.
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
    /// Width and height in pixels, of what is here.
    pub size: [usize; 2],
    /// Four bytes a pixel: red, green, blue, and opacity that the colors are not multiplied by.
    pub rgba: Vec<u8>,
    /// Width and height of the original: in pixels, or in points of a page.
    pub original: [u32; 2],
    /// Which page this is, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

/// The beginning of a text, or all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The words, without characters that steer a terminal or turn the direction of reading.
    pub words: String,
    /// How they were encoded, as its name is commonly written.
    pub encoding: &'static str,
    /// Whether there is more in the file.
    pub is_cut: bool,
}

/// Why there is nothing to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum NoPreview {
    /// Files of this kind are not drawn.
    Kind(Kind),
    /// It has no bytes.
    Empty,
    /// What it says of itself and what it holds do not go together.
    Broken,
    /// It wants a passphrase.
    Encrypted,
    /// To draw it would take more than it is worth.
    Limit(Exceeded),
    /// The process that draws could not be started.
    NotStarted,
}

/// Draws `bytes`, the file that is called `name`. Takes as long as it takes: not for the drawing thread.
///
/// # Errors
/// Why there is nothing to draw.
pub fn preview(bytes: Arc<Vec<u8>>, name: &str, wish: Wish) -> Result<Preview, NoPreview> {
    if bytes.is_empty() {
        return Err(NoPreview::Empty);
    }
    let kind = kind_of(name, &bytes);
    let draw = move || match kind {
        Kind::Picture => picture::picture(&bytes, wish.longest_side).map(Preview::Picture),
        Kind::Pdf => pdf::page(bytes, wish).map(Preview::Picture),
        Kind::Text => text::text(&bytes).map(Preview::Text).ok_or(NoPreview::Broken),
        Kind::Document | Kind::Sheet | Kind::Slides | Kind::Archive | Kind::Media | Kind::Other => {
            Err(NoPreview::Kind(kind))
        }
    };
    // A decoder that panics on what it was given ends its own thread and nothing else.
    let drawing = thread::Builder::new().name("preview".to_owned()).stack_size(STACK).spawn(draw);
    drawing.ok().and_then(|thread| thread.join().ok()).unwrap_or(Err(NoPreview::Broken))
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
