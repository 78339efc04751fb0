//! What kind of file something is: by its first bytes where they tell, else by its name.

/// A kind of file, as far as it matters to who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A picture that can be drawn.
    Picture,
    /// A PDF.
    Pdf,
    /// Plain text of any sort.
    Text,
    /// A document of a word processor.
    Document,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// Files packed into one.
    Archive,
    /// Sound or film.
    Media,
    /// Anything else.
    Other,
}

/// Kinds by the ending of the name.
const BY_ENDING: [(Kind, &[&str]); 8] = [
    (Kind::Picture, &["png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "tif", "tiff"]),
    (Kind::Pdf, &["pdf"]),
    (
        Kind::Text,
        &[
            "txt", "md", "csv", "tsv", "json", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "log", "ron",
            "html", "htm", "sql", "ics", "vcf", "eml", "srt", "sh", "bat", "cmd", "ps1", "py", "js", "ts", "css", "rs",
            "java",
        ],
    ),
    (Kind::Document, &["doc", "docx", "docm", "odt", "rtf", "wps", "pages", "ofd"]),
    (Kind::Sheet, &["xls", "xlsx", "xlsm", "xlsb", "ods", "et", "numbers"]),
    (Kind::Slides, &["ppt", "pptx", "pptm", "odp", "dps", "key"]),
    (Kind::Archive, &["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"]),
    (Kind::Media, &["mp3", "wav", "m4a", "aac", "ogg", "flac", "amr", "mp4", "mov", "avi", "mkv", "webm", "wmv"]),
];

/// How many of the first bytes are looked at.
const LOOKED_AT: usize = 1024;

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Picture,
        Self::Pdf,
        Self::Document,
        Self::Sheet,
        Self::Slides,
        Self::Text,
        Self::Archive,
        Self::Media,
        Self::Other,
    ];

    /// The kind of the file `name` that begins with `bytes`.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
        let by_name = Self::of_name(name);
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Self::Pdf;
        }
        if super::picture::is_picture(head) {
            return Self::Picture;
        }
        match by_name {
            // What the name promises and the bytes do not keep: it is shown as damaged, not as something else.
            Self::Picture | Self::Pdf | Self::Document | Self::Sheet | Self::Slides | Self::Archive | Self::Media => {
                by_name
            }
            Self::Text | Self::Other if super::text::is_text(head) => Self::Text,
            Self::Text | Self::Other => Self::Other,
        }
    }

    /// The kind by the name alone.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        BY_ENDING.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map_or(Self::Other, |(kind, _)| *kind)
    }

    /// Whether there may be something to draw.
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
    fn bytes_count_more_than_the_name() {
        assert_eq!(Kind::of("合同.txt", b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(Kind::of("scan", b"\x89PNG\r\n\x1a\n"), Kind::Picture);
        assert_eq!(Kind::of("readme", "说明".as_bytes()), Kind::Text);
        assert_eq!(Kind::of("noise", &[0, 1, 2, 3, 255]), Kind::Other);
        assert_eq!(Kind::of("broken.PDF", b"nothing"), Kind::Pdf);
        assert_eq!(Kind::of("年报.docx", b"PK\x03\x04"), Kind::Document);
        assert_eq!(Kind::of("x.log", &[0; 9]), Kind::Other);
    }

    #[test]
    fn every_kind_but_the_last_has_endings() {
        for kind in Kind::ALL {
            assert_eq!(BY_ENDING.iter().any(|(k, _)| *k == kind), kind != Kind::Other, "{kind:?}");
        }
    }
}
