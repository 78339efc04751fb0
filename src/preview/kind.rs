//! The kind of a file: by its first bytes where they are conclusive, otherwise by its name.

use super::{picture, text};
use crate::file_type::Kind;

/// The number of first bytes that are examined.
const LOOKED_AT: usize = 1024;

/// The kind of the file `name` that begins with `bytes`.
pub(super) fn kind_of(name: &str, bytes: &[u8]) -> Kind {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let by_name = Kind::of_name(name);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Kind::Pdf;
    }
    if picture::is_picture(head) {
        return Kind::Picture;
    }
    match by_name {
        // A file whose bytes do not match its name is shown as damaged, not as another kind.
        Kind::Picture | Kind::Pdf | Kind::Document | Kind::Sheet | Kind::Slides | Kind::Archive | Kind::Media => {
            by_name
        }
        Kind::Text | Kind::Other if text::is_text(head) => Kind::Text,
        Kind::Text | Kind::Other => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_more_than_the_name() {
        assert_eq!(kind_of("合同.txt", b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(kind_of("scan", b"\x89PNG\r\n\x1a\n"), Kind::Picture);
        assert_eq!(kind_of("readme", "说明".as_bytes()), Kind::Text);
        assert_eq!(kind_of("noise", &[0, 1, 2, 3, 255]), Kind::Other);
        assert_eq!(kind_of("broken.PDF", b"nothing"), Kind::Pdf);
        assert_eq!(kind_of("年报.docx", b"PK\x03\x04"), Kind::Document);
        assert_eq!(kind_of("x.log", &[0; 9]), Kind::Other);
    }
}
