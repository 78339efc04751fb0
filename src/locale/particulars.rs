//! Texts for single values, shared by exports, comparisons and views.

use super::Locale;
use crate::calendar::Now;
use crate::deadlines::DateStep;
use crate::language::Bilingual;
use crate::license::AnnotationKind;
use crate::obligation::{RelationKind, TimeLimit};
use crate::workbook::Recurrence;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

impl Locale {
    /// The name of a kind of annotation.
    #[must_use]
    pub fn annotation_kind(&self, kind: AnnotationKind) -> Cow<'_, str> {
        self.text(match kind {
            AnnotationKind::MissingWords => "annotation-missing-words",
            AnnotationKind::CharacterForm => "annotation-character-form",
            AnnotationKind::StraySpace => "annotation-stray-space",
            AnnotationKind::MixedPunctuation => "annotation-mixed-punctuation",
            AnnotationKind::Naming => "annotation-naming",
            AnnotationKind::Authority => "annotation-authority",
            AnnotationKind::Blank => "annotation-blank",
            AnnotationKind::Misread => "annotation-misread",
        })
    }

    /// The label of a related duty with the kind of relation.
    #[must_use]
    pub fn related(&self, label: &str, kind: RelationKind) -> String {
        let kind = self.text(match kind {
            RelationKind::Twin => "relation-twin",
            RelationKind::Alternative => "relation-alternative",
            RelationKind::Follows => "relation-follows",
            RelationKind::SeeAlso => "relation-see-also",
        });
        self.format("related", [("label", label.into()), ("kind", kind.into())])
    }

    /// The description of a recurrence.
    #[must_use]
    pub fn recurrence(&self, recurrence: &Recurrence) -> String {
        let amount = self.length(recurrence.every, recurrence.unit);
        let from = if recurrence.from_completion { "recurrence-from-completion" } else { "recurrence-from-due" };
        let text = self.format(from, [("amount", amount.into())]);
        match recurrence.day_of_month {
            Some(day) => self.list([text, self.format("recurrence-day", [("n", day.into())])]),
            None => text,
        }
    }

    /// The limit of another law, with its note on a separate line if there is one.
    #[must_use]
    pub fn other_law(&self, limit: &TimeLimit, source: &Bilingual, note: &Bilingual) -> String {
        let source = source.get(self.language);
        let law = self.format("other-law", [("limit", self.limit(limit).into()), ("source", source.into())]);
        let note = note.get(self.language);
        if note.is_empty() { law } else { format!("{law}\n{note}") }
    }

    /// Words in which the license differs from the catalog; `number`: whether a number differs.
    #[must_use]
    pub fn difference(&self, catalog: &str, license: &str, number: bool) -> String {
        let id = match (catalog.is_empty(), license.is_empty()) {
            (true, _) => "difference-added",
            (false, true) => "difference-missing",
            (false, false) if number => "difference-number",
            (false, false) => "difference-changed",
        };
        self.format(id, [("catalog", catalog.into()), ("license", license.into())])
    }

    /// A step of a date computation.
    #[must_use]
    pub fn step(&self, step: &DateStep) -> String {
        let (text, source) = (step.text.get(self.language), step.source.get(self.language));
        self.format("date-step", [("text", text.into()), ("source", source.into())])
    }

    /// Short texts on one line, with the separator of the language.
    #[must_use]
    pub fn list<S: Into<String>>(&self, items: impl IntoIterator<Item = S>) -> String {
        let items: Vec<String> = items.into_iter().map(Into::into).collect();
        items.join(&self.text("list-separator"))
    }
}

/// A moment in Chinese time, to the minute.
#[must_use]
pub fn moment(moment: DateTime<Utc>) -> String {
    Now::from(moment).moment().format("%Y-%m-%d %H:%M").to_string()
}
