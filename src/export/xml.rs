//! Escapes text for XML, for SVG and DOCX.

/// Escapes the characters with a meaning in XML and removes those that XML cannot hold.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_legal(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether XML 1.0 can hold the character.
fn is_legal(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(escape("<w:t>&\"\u{0}\u{1b}\u{ffff}'许"), "&lt;w:t&gt;&amp;&quot;'许");
    }
}
