//! What is wished for to look at evidence, beside what changes it.

use super::previews::PreviewKey;
use crate::workbook::Sha256;

/// A wish to see something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewIntent {
    /// To have a picture drawn; it is asked for anew in every frame until it is there.
    Draw(PreviewKey),
    /// To have a piece read that is linked from outside the folder of the workbook.
    Read(Sha256),
    /// To see pieces of evidence in the whole window, beginning with the one at this index.
    Enlarge(Vec<Sha256>, usize),
    /// To have the picture of a page, from 0, in the clipboard.
    CopyPicture(Sha256, usize),
}
