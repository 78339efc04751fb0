//! The requests of a person that show evidence and do not change it.

use super::previews::PreviewKey;
use crate::workbook::Sha256;

/// A request to show evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewIntent {
    /// Draw a picture. A view repeats it in every frame until the picture is available.
    Draw(PreviewKey),
    /// Read a piece that is linked from outside the folder of the workbook.
    Read(Sha256),
    /// Show these pieces in the whole window, starting with the one at this index.
    Enlarge(Vec<Sha256>, usize),
    /// Copy the picture of a page, from 0, to the clipboard.
    CopyPicture(Sha256, usize),
}
