//! What differs between two texts, word by word; a Chinese character is a word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the earlier text.
    Removed(String),
    /// Only in the later text.
    Added(String),
}

/// More words than this in both texts together are not compared one by one: it would take longer than it is read.
const MOST_WORDS: usize = 6_000;

/// The pieces of both texts in order: those that are not removed make up `after`, those not added make up `before`.
#[must_use]
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    if old.len() + new.len() > MOST_WORDS {
        return whole(before, after);
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let same: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    // Two texts that share only a few words here and there are easier to read one after the other.
    if same * 4 < old.len().min(new.len()) {
        return whole(before, after);
    }
    let text = |words: &[&str], range: std::ops::Range<usize>| words.get(range).unwrap_or_default().concat();
    let mut pieces = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { old_index, len, .. } => pieces.push(Piece::Same(text(&old, old_index..old_index + len))),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                pieces.push(Piece::Removed(text(&old, op.old_range())));
                pieces.push(Piece::Added(text(&new, op.new_range())));
            }
        }
    }
    pieces.retain(|piece| !piece.text().is_empty());
    pieces
}

impl Piece {
    /// Its words.
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

/// The words of a text: runs of letters and digits of scripts that write words apart, every other character alone.
fn words(text: &str) -> Vec<&str> {
    let in_word = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if in_word(first) { rest.find(|c| !in_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        words.push(word);
        rest = behind;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(before: &str, after: &str) -> String {
        let piece = |piece: Piece| match piece {
            Piece::Same(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("[+{text}+]"),
        };
        pieces(before, after).into_iter().map(piece).collect()
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
            // Nothing in common but a full stop.
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
