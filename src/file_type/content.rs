//! What a file holds, by its first bytes where they tell, else by its name.

/// How many first bytes are looked at.
pub(crate) const HEAD: usize = 64;

/// The media type of a file that is called `name` and begins with `head`.
///
/// A program is called one whatever the name says; of the many formats that are zip files the name tells which.
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
    // A text may begin with these two letters; the old header of a program goes on with numbers.
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
