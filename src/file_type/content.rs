//! Media types of files, from their first bytes if these are conclusive, otherwise from the name.

/// The number of bytes examined at the start of a file.
pub(crate) const HEAD: usize = 64;

/// The media type of a file with the given `name` and first bytes (`head`).
///
/// An executable is recognized whatever its name; for the formats based on zip the name decides.
pub(crate) fn media_type(name: &str, head: &[u8]) -> String {
    by_content(head).map_or_else(|| mime_guess::from_path(name).first_or_octet_stream().to_string(), str::to_owned)
}

fn by_content(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"%PDF-", "application/pdf"),
        (b"\x7fELF", "application/x-executable"),
        (b"#!", "text/x-shellscript"),
        (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
        (b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
        (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
        (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
        (b"{\\rtf", "application/rtf"),
    ];
    if let Some((_, found)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(found);
    }
    // A text may begin with these two letters too; the header of an executable contains zero bytes.
    let is_program = head.starts_with(b"MZ") && head.iter().take(HEAD).any(|byte| *byte == 0);
    if is_program {
        return Some("application/vnd.microsoft.portable-executable");
    }
    image::guess_format(head).ok().map(|format| format.to_mime_type())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_more_than_the_name() {
        for (name, head, expect) in [
            ("a.pdf", b"%PDF-1.7".as_slice(), "application/pdf"),
            ("a.txt", b"%PDF-1.7", "application/pdf"),
            ("a.jpg", b"\x89PNG\r\n\x1a\n", "image/png"),
            ("合同.pdf", b"MZ\x90\0\x03\0\0\0", "application/vnd.microsoft.portable-executable"),
            ("MZ.txt", b"MZ is a name", "text/plain"),
            ("a.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.txt", b"", "text/plain"),
            ("a", b"x", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name, head), expect, "{name}");
        }
    }
}
