//! A duty in a snapshot: what the license asks, and what is answered, from the table of answer fields.

use super::build::Builder;
use super::{ReasonView, RelatedView};
use crate::deadlines::{DateState, Entry};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::obligation::{ApplicabilityState, DutyKind, Limit, OtherLaw};
use crate::workbook::{DutyId, Offset, PersonId, Recurrence, Related, Sha256, Status, answer_fields};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a field of an answer is in a snapshot, which is complete in itself and has no ids of people.
pub trait InView {
    /// The type of what is shown.
    type View;
}

/// How what is shown follows from what is stored.
trait View: InView {
    /// What is shown.
    fn view(&self, builder: &Builder<'_>) -> Self::View;
}

/// Says of types what they are in a snapshot, and how that follows from what is stored.
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

/// Makes the view of a duty: what the license asks, the fields of the answer, and what follows from the dates.
macro_rules! duty_view {
    ([$($(#[doc = $doc:literal])* $name:ident {
        $field:ident: $type:ty, $message:literal, column $column:literal, dates $dates:literal, attested $attested:literal,
        stored($($stored:meta)?), shown($($shown:meta)?)
    })*] [$($(#[doc = $doc2:literal])* $name2:ident {
        $field2:ident: $type2:ty, $message2:literal, column $column2:literal, dates $dates2:literal,
        attested $attested2:literal, stored($($stored2:meta)?), shown($($shown2:meta)?)
    })*]) => {
        /// A duty, and where it stands. Its status is `not_applicable` also where the annex rules it out, and its evidence is
        /// that of its occurrences, too; the pieces are in [`super::Snapshot::evidence`].
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct DutyView {
            /// Names it for ever.
            pub id: DutyId,
            /// Its label, e.g. `十六(十三)-2`.
            pub label: String,
            /// The clause it stands in.
            pub clause: ClauseId,
            /// The pages its words stand on.
            pub pages: Vec<u32>,
            /// What kind of duty it is.
            pub kind: DutyKind,
            /// A short title.
            pub title: Bilingual,
            /// The words of the license it rests on.
            pub quote: String,
            /// Not in the license, but commonly asked of its holder.
            pub optional: bool,
            /// Whether it applies.
            pub applicability: ApplicabilityState,
            /// Why; those that decided come first.
            pub reasons: Vec<ReasonView>,
            /// What sets it going.
            pub trigger: Option<Bilingual>,
            /// The license's own limit.
            pub limit: Option<Limit>,
            /// What to know about its timing where the license gives no number.
            pub timing: Option<Bilingual>,
            /// To whom it is owed.
            pub authority: Option<Bilingual>,
            /// What an inspector accepts as evidence.
            pub accepted_evidence: Vec<Bilingual>,
            /// When it applies, in words.
            pub condition: Option<Bilingual>,
            /// Limits from other laws.
            pub other_law: Vec<OtherLaw>,
            /// What else to know; may be empty.
            pub remark: Bilingual,
            /// Duties it is related to.
            pub related: Vec<RelatedView>,
            $($(#[doc = $doc])* $(#[$shown])? pub $field: <$type as InView>::View,)*
            /// How it stands by the date that decides; see [`crate::deadlines::DueState`].
            #[serde(default)]
            pub due_state: Option<DateState>,
            /// The day of that date.
            #[serde(default)]
            pub due_day: Option<NaiveDate>,
            /// Whether that date was done, but late.
            #[serde(default)]
            pub due_late: bool,
            /// Days since the last day of the date that is overdue longest; none where no date is overdue.
            pub overdue_days: Option<u32>,
            $($(#[doc = $doc2])* $(#[$shown2])? pub $field2: <$type2 as InView>::View,)*
            /// How many confidential pieces of evidence were left out.
            pub evidence_withheld: usize,
        }

        impl Builder<'_> {
            /// The view of the duty of `entry`.
            pub(super) fn duty(&self, entry: &Entry) -> DutyView {
                let definition = entry.duty.definition.clone();
                let answer = &entry.duty.answer;
                let evidence = self.known(&entry.evidence);
                let view = DutyView {
                    id: entry.id,
                    label: entry.label.clone(),
                    clause: definition.clause,
                    pages: self.pages(entry),
                    kind: definition.kind,
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

/// Why the duty applies or not.
fn reasons(entry: &Entry) -> Vec<ReasonView> {
    let reasons = entry.applicability.reasons.iter();
    reasons.map(|r| ReasonView { predicate: r.predicate.clone(), state: r.state, text: r.text.clone() }).collect()
}

impl Builder<'_> {
    /// The pages that the words of the duty stand on.
    fn pages(&self, entry: &Entry) -> Vec<u32> {
        let spans = entry.duty.definition.spans.iter();
        let mut pages: Vec<u32> = spans.filter_map(|span| self.register.parsed.page_at(span.start)).collect();
        pages.dedup();
        pages
    }

    /// The duties that the duty is related to.
    fn related(&self, entry: &Entry) -> Vec<RelatedView> {
        let related = entry.duty.definition.related.iter();
        let view = |related: &Related| {
            let label = self.workbook.duties.get(&related.duty)?.definition.label();
            Some(RelatedView { label, kind: related.kind })
        };
        related.filter_map(view).collect()
    }
}
