//! Texts for changes made outside the program and for their acceptance.

use super::describer::Describer;
use crate::workbook::{Change, FoundChanges, Record};

impl Describer<'_> {
    /// The description of the changes found in the record `by`.
    pub(super) fn found(&self, outside: &FoundChanges, by: &Record) -> String {
        self.format("history-found", [("what", &self.outside(outside, &by.changes))])
    }

    /// The acceptance of the changes in `found`.
    pub(super) fn accepted(&self, found: Option<&Record>) -> String {
        match found.and_then(|found| Some((found.found()?, found))) {
            Some((outside, found)) => {
                self.format("history-accepted", [("what", &self.outside(outside, &found.changes))])
            }
            None => self.text("history-accepted-unknown"),
        }
    }

    /// The changes made outside the program, in a sentence.
    fn outside(&self, outside: &FoundChanges, changes: &[Change]) -> String {
        let mut parts = Vec::new();
        if !changes.is_empty() {
            parts.push(self.changes(changes));
        }
        let counts = [("found-altered", outside.altered.len()), ("found-missing", outside.missing.len())];
        let counts = counts.into_iter().filter(|(_, n)| *n > 0);
        parts.extend(counts.map(|(id, n)| self.locale.format(id, [("n", n.into())])));
        if parts.is_empty() {
            let sections = outside.sections.iter();
            parts.extend(sections.map(|name| self.locale.text(&format!("section-{name}")).into_owned()));
        }
        self.locale.list(parts)
    }
}
