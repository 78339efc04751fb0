//! Intake: the bytes of a file as the text of a license, with the places of the text on the pages of the file.
//!
//! It knows bytes only; what the text says is the matter of [`crate::license`]. Nothing is downloaded: pictures are read
//! by models that are part of the program.

mod columns;
mod docx;
mod encoding;
mod html;
pub mod layout;
#[cfg(test)]
mod layout_tests;
mod markdown;
mod marks;
mod notes;
mod numerals;
pub mod ocr;
pub mod ofd;
mod ofd_objects;
mod ofd_package;
pub mod page;
mod paragraphs;
pub mod pdf;
mod pdf_codes;
mod pdf_device;
#[cfg(test)]
mod pdf_tests;
mod picture;
mod plain;
mod reading;
#[cfg(test)]
mod reading_tests;
mod rtf;

pub use encoding::Encoding;
pub use layout::PlacedGlyph;
pub use notes::{IntakeError, ReadingNote};
pub use reading::{PageBy, Reading, SourceFormat, read, read_beginning};

use notes::TextRead;
