//! The view of a duty in a snapshot, generated from the table of answer fields.

use super::build::Builder;
use super::{ReasonView, RelatedView};
use crate::deadlines::{DateState, Entry};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::obligation::{ApplicabilityState, Difference, DutyKind, DutyOrigin, OtherLaw, TimeLimit};
use crate::workbook::{DutyId, Offset, PersonId, Recurrence, Sha256, Status, answer_fields};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Words of the license that differ from those of the catalog.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DifferenceView {
    /// The words of the catalog; empty if the license only adds words.
    pub catalog: String,
    /// The words of the license; empty if it only omits words.
    pub license: String,
    /// Whether a number differs; that of the license counts.
    pub number: bool,
}

impl From<Difference> for DifferenceView {
    fn from(difference: Difference) -> Self {
        let number = difference.is_of_number();
        Self { catalog: difference.catalog, license: difference.license, number }
    }
}

/// The type of an answer field in a snapshot, which is self-contained and has no ids of people.
pub trait InView {
    /// The type in the snapshot.
    type View;
}

/// The conversion of a stored field to its view.
trait View: InView {
    /// The value in the snapshot.
    fn view(&self, builder: &Builder<'_>) -> Self::View;
}

/// Implements [`InView`] and [`View`] for each type.
macro_rules! in_view {
    ($($type:ty => $view:ty: $make:expr;)*) => { $(
        impl InView for $type {
            type View = $view;
        }

        impl View for $type {
            fn view(&self, builder: &Builder<'_>) -> $view {
                let make: fn(&Self, &Builder<'_>) -> $view = $make;
                make(self, builder)
            }
        }
    )* };
}

in_view! {
    Status => Status: |status, _| *status;
    Option<NaiveDate> => Option<NaiveDate>: |day, _| *day;
    Option<Recurrence> => Option<Recurrence>: |recurrence, _| *recurrence;
    Option<Offset> => Option<Offset>: |offset, _| *offset;
    Option<PersonId> => Option<String>: |person, builder| builder.name(*person);
    String => String: |text, _| text.clone();
    BTreeSet<String> => Vec<String>: |tags, _| tags.iter().cloned().collect();
    BTreeSet<Sha256> => Vec<Sha256>: |refs, builder| builder.known(refs);
}

/// Generates the view of a duty: its definition, the fields of the answer, and the values derived from its dates.
macro_rules! duty_view {
    ([$($(#[doc = $doc:literal])* $name:ident {
        $field:ident: $type:ty, $message:literal, column $column:literal, phrase $phrase:literal, dates $dates:literal, attested $attested:literal,
        stored($($stored:meta)?), shown($($shown:meta)?)
    })*] [$($(#[doc = $doc2:literal])* $name2:ident {
        $field2:ident: $type2:ty, $message2:literal, column $column2:literal, phrase $phrase2:literal, dates $dates2:literal,
        attested $attested2:literal, stored($($stored2:meta)?), shown($($shown2:meta)?)
    })*]) => {
        /// A duty with its answer. The status is `not_applicable` also if the annex excludes the duty, and the evidence
        /// includes that of its occurrences; details of the evidence are in [`super::Snapshot::evidence`].
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct DutyView {
            /// Permanent id.
            pub id: DutyId,
            /// Its label, e.g. `十六(十三)-2`.
            pub label: String,
            /// The clause that contains it.
            pub clause: ClauseId,
            /// The pages that contain its words.
            pub pages: Vec<u32>,
            /// The kind of duty.
            pub kind: DutyKind,
            /// How it was found in the license.
            #[serde(default = "from_catalog", skip_serializing_if = "is_from_catalog")]
            pub origin: DutyOrigin,
            /// How similar its words are to those of the catalog, in percent; 100 without a catalog duty.
            #[serde(default = "equal", skip_serializing_if = "is_equal")]
            pub similarity: u8,
            /// The words in which the license differs from the catalog.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub differences: Vec<DifferenceView>,
            /// A short title.
            pub title: Bilingual,
            /// The words of the license that establish it.
            pub quote: String,
            /// Not imposed by the license, but commonly expected of its holder.
            pub optional: bool,
            /// Whether it applies.
            pub applicability: ApplicabilityState,
            /// The reasons for the applicability; the decisive ones come first.
            pub reasons: Vec<ReasonView>,
            /// The trigger, if any.
            pub trigger: Option<Bilingual>,
            /// The limit in the license.
            pub limit: Option<TimeLimit>,
            /// A note on its timing if the license gives no number.
            pub timing: Option<Bilingual>,
            /// The authority to which it is owed.
            pub authority: Option<Bilingual>,
            /// Evidence that an inspector accepts.
            pub accepted_evidence: Vec<Bilingual>,
            /// The condition for it to apply, in words.
            pub condition: Option<Bilingual>,
            /// Limits in other laws.
            pub other_law: Vec<OtherLaw>,
            /// Further remarks; may be empty.
            pub remark: Bilingual,
            /// Related duties.
            pub related: Vec<RelatedView>,
            $($(#[doc = $doc])* $(#[$shown])? pub $field: <$type as InView>::View,)*
            /// The state of the deciding date; see [`crate::deadlines::DueState`].
            #[serde(default)]
            pub due_state: Option<DateState>,
            /// The day of that date.
            #[serde(default)]
            pub due_day: Option<NaiveDate>,
            /// Whether that date was completed late.
            #[serde(default)]
            pub due_late: bool,
            /// Days since the last day of the date that is overdue longest; `None` if no date is overdue.
            pub overdue_days: Option<u32>,
            $($(#[doc = $doc2])* $(#[$shown2])? pub $field2: <$type2 as InView>::View,)*
            /// The number of confidential pieces of evidence that were removed.
            pub evidence_withheld: usize,
        }

        impl Builder<'_> {
            /// The view of the duty of `entry`.
            pub(super) fn duty(&self, entry: &Entry) -> DutyView {
                let definition = entry.duty.definition.clone();
                let answer = &entry.duty.answer;
                let evidence = self.known(&entry.evidence);
                let differences = definition.differences(&self.register.parsed, self.catalog);
                let view = DutyView {
                    id: entry.id,
                    label: entry.label.clone(),
                    clause: definition.clause,
                    pages: self.pages(entry),
                    kind: definition.kind,
                    origin: definition.found_by(),
                    similarity: definition.similarity_percent(),
                    differences: differences.into_iter().map(DifferenceView::from).collect(),
                    title: definition.title,
                    quote: entry.quote.clone(),
                    optional: definition.optional,
                    applicability: entry.applicability.state,
                    reasons: reasons(entry),
                    trigger: definition.trigger,
                    limit: definition.limit,
                    timing: definition.timing,
                    authority: definition.authority,
                    accepted_evidence: definition.accepted_evidence,
                    condition: definition.condition,
                    other_law: definition.other_law,
                    remark: definition.remark,
                    related: self.related(entry),
                    $($field: answer.$field.view(self),)*
                    due_state: entry.due.state,
                    due_day: entry.due.day,
                    due_late: entry.due.late,
                    overdue_days: entry.due.overdue_days,
                    $($field2: answer.$field2.view(self),)*
                    evidence_withheld: entry.evidence.len() - evidence.len(),
                };
                DutyView { status: entry.status, evidence, ..view }
            }
        }
    };
}

answer_fields!(duty_view);

/// The origin of a duty of a snapshot that states none.
fn from_catalog() -> DutyOrigin {
    DutyOrigin::Catalog
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_from_catalog(origin: &DutyOrigin) -> bool {
    *origin == from_catalog()
}

/// The similarity of equal words.
fn equal() -> u8 {
    100
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_equal(similarity: &u8) -> bool {
    *similarity == equal()
}

/// The reasons for the applicability.
fn reasons(entry: &Entry) -> Vec<ReasonView> {
    let reasons = entry.applicability.reasons.iter();
    reasons.map(|r| ReasonView { predicate: r.predicate.clone(), state: r.state, text: r.text.clone() }).collect()
}

impl Builder<'_> {
    /// The numbers of the pages that contain the words of the duty.
    fn pages(&self, entry: &Entry) -> Vec<u32> {
        let spans = entry.duty.definition.spans.iter();
        let mut pages: Vec<u32> = spans.filter_map(|span| self.register.parsed.page_at(span.start)).collect();
        pages.dedup();
        pages
    }

    /// The related duties.
    fn related(&self, entry: &Entry) -> Vec<RelatedView> {
        let related = entry.duty.definition.related.iter();
        let views = related.filter_map(|related| {
            let label = self.workbook.duties.get(&related.duty)?.definition.label();
            Some(RelatedView { label, kind: related.kind })
        });
        views.collect()
    }
}
