//! Word-level difference of two texts; each Chinese character is a word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of the difference of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// Only in the earlier text.
    Removed(String),
    /// Only in the later text.
    Added(String),
}

/// The most words of both texts together that are compared word by word; more would take too long.
const MOST_WORDS: usize = 6_000;

/// The difference in order: without the removed pieces it gives `after`, without the added ones `before`.
#[must_use]
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    if old.len() + new.len() > MOST_WORDS {
        return whole(before, after);
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let same: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    // Texts with little in common are easier to read one after the other.
    if same * 4 < old.len().min(new.len()) {
        return whole(before, after);
    }
    let mut pieces = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { old_index, len, .. } => pieces.push(Piece::Same(joined(&old, old_index..old_index + len))),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                pieces.push(Piece::Removed(joined(&old, op.old_range())));
                pieces.push(Piece::Added(joined(&new, op.new_range())));
            }
        }
    }
    pieces.retain(|piece| !piece.text().is_empty());
    pieces
}

fn joined(words: &[&str], range: std::ops::Range<usize>) -> String {
    words.get(range).unwrap_or_default().concat()
}

impl Piece {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

fn whole(before: &str, after: &str) -> Vec<Piece> {
    let pieces = [Piece::Removed(before.to_owned()), Piece::Added(after.to_owned())];
    pieces.into_iter().filter(|piece| !piece.text().is_empty()).collect()
}

/// Splits a text into words: runs of letters and digits of scripts that separate words, and all other characters
/// singly.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length =
            if is_in_word(first) { rest.find(|c| !is_in_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        words.push(word);
        rest = behind;
    }
    words
}

/// Whether the character is a letter or digit of a script that separates words; CJK starts at U+2E80.
fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(before: &str, after: &str) -> String {
        pieces(before, after).into_iter().map(marked).collect()
    }

    fn marked(piece: Piece) -> String {
        match piece {
            Piece::Same(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("[+{text}+]"),
        }
    }

    #[test]
    fn characters_and_words_are_told_apart() {
        for (before, after, wanted) in [
            ("应当在30日内更新", "应当在20日内更新", "应当在[-30-][+20+]日内更新"),
            ("两名专员轮班接听", "三名专员轮班接听电话", "[-两-][+三+]名专员轮班接听[+电话+]"),
            ("the old report is filed", "the new report is filed", "the [-old-][+new+] report is filed"),
            ("", "新", "[+新+]"),
            ("旧", "", "[-旧-]"),
            ("same", "same", "same"),
            // The texts share nothing but a full stop.
            ("尚未开始。", "全部完成了。", "[-尚未开始。-][+全部完成了。+]"),
        ] {
            assert_eq!(show(before, after), wanted);
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(before in "[a-c 中文，\n]{0,30}", after in "[a-c 中文，\n]{0,30}") {
            let pieces = pieces(&before, &after);
            let join = |skip: fn(&Piece) -> bool| -> String {
                pieces.iter().filter(|p| !skip(p)).map(Piece::text).collect()
            };
            prop_assert_eq!(join(|p| matches!(p, Piece::Added(_))), before);
            prop_assert_eq!(join(|p| matches!(p, Piece::Removed(_))), after);
        }
    }
}
