//! What the readers of files report: the text with notes for the person who imports it, or an error.

use super::encoding::Encoding;
use crate::limits::Exceeded;

/// The text of a file.
///
/// Lines end with `\n`. A form feed (U+000C) directly before the first character of a page marks the start of a new
/// page of the source. Cells of a table row are separated by a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextRead {
    /// The text.
    pub(super) text: String,
    /// What the person who imports the file has to know about it.
    pub(super) notes: Vec<ReadingNote>,
}

/// What a reader has to tell about the text that it returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingNote {
    /// The character encoding of the file.
    Encoding(Encoding),
    /// So many NUL characters were removed.
    NulsRemoved(usize),
    /// So many bytes were not valid in the encoding; U+FFFD stands in their place.
    MalformedBytes(usize),
    /// So many characters were deleted in a tracked change and left out.
    DeletedTextLeftOut(usize),
    /// So many characters were inserted in a tracked change that nobody has accepted; they are in the text.
    InsertedTextKept(usize),
    /// So many hidden characters were left out.
    HiddenTextLeftOut(usize),
    /// So many characters are struck through; they are in the text.
    StruckTextKept(usize),
    /// So many comments were left out.
    CommentsLeftOut(usize),
    /// So many pictures were left out, which may contain text.
    PicturesLeftOut(usize),
    /// So many paragraph numbers are not in the text of the file but were counted according to its numbering.
    NumbersWritten(usize),
    /// A number format that is not supported; decimal digits stand in its place.
    NumberFormatUnknown(String),
    /// So many symbols of a special font have no known character.
    SymbolsUnknown(usize),
    /// The page headers or footers were added to the text, because only they contain the number of the license.
    HeadersAdded,
    /// So many characters of page headers and footers were left out.
    HeadersLeftOut(usize),
    /// So many footnotes were appended.
    FootnotesAppended(usize),
    /// So many pages have no text.
    PagesWithoutText(usize),
    /// The text of so many pages was recognized in their pictures.
    PagesRecognized(usize),
    /// The text layer of this page, from 1, does not fit its picture, which was read instead.
    LayerReadAgain(usize),
    /// So many characters that run askew, as those of a watermark, were left out.
    SlantedTextLeftOut(usize),
    /// So many seals, signatures and annotations were not read.
    SealsNotRead(usize),
}

impl ReadingNote {
    /// The key of its message, with the arguments of the message.
    #[must_use]
    pub fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let counted = |key, n: usize| (key, vec![("n", n.to_string())]);
        match self {
            Self::Encoding(encoding) => ("reading-encoding", vec![("name", encoding.name().to_owned())]),
            Self::NulsRemoved(n) => counted("reading-nuls", *n),
            Self::MalformedBytes(n) => counted("reading-malformed", *n),
            Self::DeletedTextLeftOut(n) => counted("reading-deleted", *n),
            Self::InsertedTextKept(n) => counted("reading-inserted", *n),
            Self::HiddenTextLeftOut(n) => counted("reading-hidden", *n),
            Self::StruckTextKept(n) => counted("reading-struck", *n),
            Self::CommentsLeftOut(n) => counted("reading-comments", *n),
            Self::PicturesLeftOut(n) => counted("reading-pictures", *n),
            Self::NumbersWritten(n) => counted("reading-numbers", *n),
            Self::NumberFormatUnknown(name) => ("reading-number-format", vec![("name", name.clone())]),
            Self::SymbolsUnknown(n) => counted("reading-symbols", *n),
            Self::HeadersAdded => ("reading-headers-added", Vec::new()),
            Self::HeadersLeftOut(n) => counted("reading-headers", *n),
            Self::FootnotesAppended(n) => counted("reading-footnotes", *n),
            Self::PagesWithoutText(n) => counted("reading-empty-pages", *n),
            Self::PagesRecognized(n) => counted("reading-recognized", *n),
            Self::LayerReadAgain(n) => counted("reading-layer", *n),
            Self::SlantedTextLeftOut(n) => counted("reading-slanted", *n),
            Self::SealsNotRead(n) => counted("reading-seals", *n),
        }
    }

    /// Whether text may be missing or wrong, so that the reader of the text should look.
    #[must_use]
    pub fn is_doubt(&self) -> bool {
        !matches!(self, Self::Encoding(_) | Self::NumbersWritten(_) | Self::HeadersAdded | Self::PagesRecognized(_))
    }
}

/// The reason why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The bytes are not text in a supported encoding.
    #[error("the file is not a text in UTF-8, UTF-16 or GB18030")]
    NotText,
    /// The file can be opened only with a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The binary format of Word before 2007.
    #[error("the file has the old Word format (.doc)")]
    OldWord,
    /// The file does not have the structure of its format.
    #[error("the {format} file is damaged: {reason}")]
    Damaged {
        /// The name of the format.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The file or a part of it is larger than permitted.
    #[error("the file is too large: {0}")]
    TooLarge(#[from] Exceeded),
    /// The models that read pictures failed.
    #[error("the page could not be read: {0}")]
    Recognition(String),
    /// The person canceled the work.
    #[error("canceled")]
    Canceled,
}

impl IntakeError {
    /// The key of its message, with the arguments of the message. An exceeded limit has its own message.
    #[must_use]
    pub fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::NotText => ("intake-not-text", Vec::new()),
            Self::Encrypted => ("intake-encrypted", Vec::new()),
            Self::OldWord => ("intake-old-word", Vec::new()),
            Self::Damaged { format, reason } => {
                ("intake-damaged", vec![("format", (*format).to_owned()), ("reason", reason.clone())])
            }
            Self::TooLarge(_) => ("intake-too-large", Vec::new()),
            Self::Recognition(reason) => ("intake-recognition", vec![("reason", reason.clone())]),
            Self::Canceled => ("intake-canceled", Vec::new()),
        }
    }
}

/// Adds the note `make(count)` unless `count` is 0.
pub(super) fn note(notes: &mut Vec<ReadingNote>, make: fn(usize) -> ReadingNote, count: usize) {
    if count > 0 {
        notes.push(make(count));
    }
}
