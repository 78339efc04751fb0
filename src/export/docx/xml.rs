//! Text runs and paragraphs of a DOCX.

use super::super::xml::escape;

/// A text run with these properties. Line ends and tabs become the elements of Word.
pub(super) fn run(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("<w:r>");
    if !properties.is_empty() {
        out.extend(["<w:rPr>", properties, "</w:rPr>"]);
    }
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            out += "<w:br/>";
        }
        for (j, piece) in line.split('\t').enumerate() {
            if j > 0 {
                out += "<w:tab/>";
            }
            if !piece.is_empty() {
                out.extend(["<w:t xml:space=\"preserve\">", &escape(piece), "</w:t>"]);
            }
        }
    }
    out += "</w:r>";
    out
}

/// A paragraph of `runs` in `style`. `properties` apply to this paragraph only.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(
            run("a\tb\nc", "<w:b/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">a</w:t><w:tab/><w:t xml:space=\"preserve\">b</w:t>\
             <w:br/><w:t xml:space=\"preserve\">c</w:t></w:r>"
        );
    }
}
