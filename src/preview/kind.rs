//! The kind of a file: by its first bytes where they are conclusive, otherwise by its name.

use super::text;
use crate::file_type::FileKind;

/// The number of first bytes that are examined.
const LOOKED_AT: usize = 1024;

/// The kind of the file `name` that begins with `bytes`.
pub(super) fn kind_of(name: &str, bytes: &[u8]) -> FileKind {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let by_name = FileKind::of_name(name);
    if let Some(kind) = FileKind::of_content(head) {
        return kind;
    }
    match by_name {
        // A file whose bytes do not match its name is shown as damaged, not as another kind.
        FileKind::Picture
        | FileKind::Pdf
        | FileKind::Document
        | FileKind::Sheet
        | FileKind::Slides
        | FileKind::Archive
        | FileKind::Media => by_name,
        FileKind::Text | FileKind::Other if text::is_text(head) => FileKind::Text,
        FileKind::Text | FileKind::Other => FileKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_more_than_the_name() {
        assert_eq!(kind_of("合同.txt", b"%PDF-1.7\n"), FileKind::Pdf);
        assert_eq!(kind_of("scan", b"\x89PNG\r\n\x1a\n"), FileKind::Picture);
        assert_eq!(kind_of("readme", "说明".as_bytes()), FileKind::Text);
        assert_eq!(kind_of("noise", &[0, 1, 2, 3, 255]), FileKind::Other);
        assert_eq!(kind_of("broken.PDF", b"nothing"), FileKind::Pdf);
        assert_eq!(kind_of("年报.docx", b"PK\x03\x04"), FileKind::Document);
        assert_eq!(kind_of("x.log", &[0; 9]), FileKind::Other);
    }
}
