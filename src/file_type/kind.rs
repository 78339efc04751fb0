//! Kinds of files for display, filters and previews.

use crate::variants::all;
use image::ImageFormat;
use strum::VariantArray;

/// A kind of file as users distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum FileKind {
    /// A picture that can be displayed.
    Picture,
    /// A PDF.
    Pdf,
    /// A document of a word processor.
    Document,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// Plain text of any sort.
    Text,
    /// A compressed archive of files.
    Archive,
    /// Audio or video.
    Media,
    /// Anything else.
    Other,
}

/// The file name extensions of each kind.
const BY_ENDING: [(FileKind, &[&str]); 8] = [
    (FileKind::Picture, &["png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "tif", "tiff"]),
    (FileKind::Pdf, &["pdf"]),
    (
        FileKind::Text,
        &[
            "txt", "md", "csv", "tsv", "json", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "log", "ron",
            "html", "htm", "sql", "ics", "vcf", "eml", "srt", "sh", "bat", "cmd", "ps1", "py", "js", "ts", "css", "rs",
            "java",
        ],
    ),
    (FileKind::Document, &["doc", "docx", "docm", "odt", "rtf", "wps", "pages", "ofd"]),
    (FileKind::Sheet, &["xls", "xlsx", "xlsm", "xlsb", "ods", "et", "numbers"]),
    (FileKind::Slides, &["ppt", "pptx", "pptm", "odp", "dps", "key"]),
    (FileKind::Archive, &["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"]),
    (FileKind::Media, &["mp3", "wav", "m4a", "aac", "ogg", "flac", "amr", "mp4", "mov", "avi", "mkv", "webm", "wmv"]),
];

impl FileKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The kind according to the extension of `name`.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        BY_ENDING.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map_or(Self::Other, |(kind, _)| *kind)
    }

    /// The kind of a file with this name and media type.
    #[must_use]
    pub fn of(name: &str, media_type: &str) -> Self {
        if media_type == "application/pdf" {
            return Self::Pdf;
        }
        if ImageFormat::from_mime_type(media_type).is_some_and(|format| format.reading_enabled()) {
            return Self::Picture;
        }
        let by_name = Self::of_name(name);
        if by_name != Self::Other {
            by_name
        } else if media_type.starts_with("text/") {
            Self::Text
        } else if media_type.starts_with("audio/") || media_type.starts_with("video/") {
            Self::Media
        } else {
            Self::Other
        }
    }

    /// The kind of a file that begins with `head`; `None` if these bytes are not conclusive. A PDF may begin with other
    /// bytes.
    pub(crate) fn of_content(head: &[u8]) -> Option<Self> {
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        image::guess_format(head).is_ok_and(|format| format.reading_enabled()).then_some(Self::Picture)
    }

    /// Whether a preview of such files is possible.
    #[must_use]
    pub fn can_be_drawn(self) -> bool {
        match self {
            Self::Picture | Self::Pdf | Self::Text => true,
            Self::Document | Self::Sheet | Self::Slides | Self::Archive | Self::Media | Self::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_but_the_last_has_endings() {
        for kind in FileKind::ALL {
            assert_eq!(BY_ENDING.iter().any(|(k, _)| *k == kind), kind != FileKind::Other, "{kind:?}");
        }
    }
}
