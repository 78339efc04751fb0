//! The correction of words in a license text that is not in a workbook yet: the text, the places on the pages and the
//! keys of settled points move together.

use crate::license::Span;
use crate::workbook::SourcePlace;
use std::collections::BTreeSet;

/// Words of a text that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The words that are replaced, without what they have in common with the new ones.
    span: Span,
    /// The new words.
    words: String,
}

impl Rewrite {
    /// Replaces the words of `text` at `span` by `words`. `None` if nothing changes or `span` is not part of the text.
    #[must_use]
    pub fn new(text: &str, span: Span, words: &str) -> Option<Self> {
        let old = text.get(span.start..span.end)?;
        if old == words {
            return None;
        }
        let head: usize =
            old.chars().zip(words.chars()).take_while(|(a, b)| a == b).map(|(character, _)| character.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(head..)?, words.get(head..)?);
        let (backward, new_backward) = (old_rest.chars().rev(), new_rest.chars().rev());
        let tail: usize =
            backward.zip(new_backward).take_while(|(a, b)| a == b).map(|(character, _)| character.len_utf8()).sum();
        Some(Self {
            span: Span::new(span.start + head, span.end - tail),
            words: new_rest.get(..new_rest.len() - tail)?.to_owned(),
        })
    }

    /// The text with the new words.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let (before, after) = (text.get(..self.span.start), text.get(self.span.end..));
        format!("{}{}{}", before.unwrap_or_default(), self.words, after.unwrap_or_default())
    }

    /// The places of the new text. The places of replaced words are those of the new words, which are certain, because
    /// a person entered them.
    #[must_use]
    pub fn places(&self, places: &[SourcePlace]) -> Vec<SourcePlace> {
        let moved = places.iter().filter_map(|place| {
            let span = Span::new(self.start(place.span.start), self.end(place.span.end));
            let is_replaced = place.span.start < self.span.end && self.span.start < place.span.end;
            let confidence = if is_replaced { 100 } else { place.confidence };
            (span.start < span.end).then_some(SourcePlace { span, confidence, ..*place })
        });
        moved.collect()
    }

    /// The keys of settled points that are about the same words of the new text.
    #[must_use]
    pub fn settled(&self, keys: &BTreeSet<String>) -> BTreeSet<String> {
        keys.iter().filter_map(|key| self.key(key)).collect()
    }

    /// A key `kind:start-end:what` with the offsets of the new text; `None` if its words changed.
    fn key(&self, key: &str) -> Option<String> {
        let (kind, rest) = key.split_once(':')?;
        let (range, what) = rest.split_once(':')?;
        let (start, end) = range.split_once('-')?;
        let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
        // A point that is about no words has the range 0-0.
        if (start, end) == (0, 0) || end <= self.span.start {
            return Some(key.to_owned());
        }
        let is_behind = start >= self.span.end;
        is_behind.then(|| format!("{kind}:{}-{}:{what}", self.start(start), self.end(end)))
    }

    /// Where a stretch begins in the new text that began at `offset`.
    fn start(&self, offset: usize) -> usize {
        if offset >= self.span.end { self.behind(offset) } else { offset.min(self.span.start) }
    }

    /// Where a stretch ends in the new text that ended at `offset`.
    fn end(&self, offset: usize) -> usize {
        if offset <= self.span.start { offset } else { self.behind(offset.max(self.span.end)) }
    }

    fn behind(&self, offset: usize) -> usize {
        offset - self.span.end + self.span.start + self.words.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: usize, end: usize, confidence: u8) -> SourcePlace {
        SourcePlace { span: Span::new(start, end), page: 1, edges: [0, 0, 100, 10], confidence }
    }

    #[test]
    fn text_places_and_keys_move_together() {
        let text = "一、甲乙丙\n二、丁";
        let line = Span::new(0, "一、甲乙丙".len());
        let rewrite = Rewrite::new(text, line, "一、甲己己丙").unwrap();
        assert_eq!(rewrite.text(text), "一、甲己己丙\n二、丁");
        let places = [place(0, 9, 90), place(9, 12, 40), place(12, 15, 60), place(16, 25, 70)];
        let spans = rewrite.places(&places).into_iter().map(|p| (p.span.start, p.span.end, p.confidence));
        assert_eq!(spans.collect::<Vec<_>>(), [(0, 9, 90), (9, 15, 100), (15, 18, 60), (19, 28, 70)]);
        let keys = ["missing:0-0:annex", "unread:0-9:", "uncertain:9-12:", "differs:16-25:differs"];
        let moved = rewrite.settled(&keys.map(str::to_owned).into());
        assert_eq!(
            moved.into_iter().collect::<Vec<_>>(),
            ["differs:19-28:differs", "missing:0-0:annex", "unread:0-9:"]
        );
    }

    #[test]
    fn words_can_be_inserted_and_removed() {
        let text = "甲乙";
        let inserted = Rewrite::new(text, Span::new(0, 6), "甲丙乙").unwrap();
        assert_eq!(inserted.text(text), "甲丙乙");
        assert_eq!(inserted.places(&[place(0, 3, 9), place(3, 6, 8)]), [place(0, 3, 9), place(6, 9, 8)]);
        let removed = Rewrite::new(text, Span::new(0, 6), "乙").unwrap();
        assert_eq!(removed.text(text), "乙");
        assert_eq!(removed.places(&[place(0, 3, 9), place(3, 6, 8)]), [place(0, 3, 8)]);
        assert_eq!(Rewrite::new(text, Span::new(0, 6), text), None);
        assert_eq!(Rewrite::new(text, Span::new(0, 7), "丁"), None);
    }
}
