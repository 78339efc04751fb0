//! The answer to a duty: one table of its fields, from which everything that goes through them is made.
//!
//! A new field is a row of [`answer_fields`]. The row gives the type that is stored, the field that an edit names, whether
//! dates and attestations rest on it, and the name and place of its column: files, edits, undo, merges, snapshots, comparisons
//! and exports follow from it. What remains by hand is its two messages, and where the window lets a person enter it.

use super::{Offset, PersonId, Recurrence, Sha256, Status, Value};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Hands the table of fields to the macro `$make`, as two lists: snapshots write what follows from dates between them.
///
/// Each row has: the name in [`AnswerField`]; the field and its type; the id of the message that names it; the place of its
/// column among the others, which is the order in which fields are told, too; whether dates of the duty rest on it; whether it
/// says what a report attests; and how serde treats it where it is stored and in a snapshot, so that files from before the
/// field was there are read.
macro_rules! answer_fields {
    ($make:ident) => {
        $make! {
            [
                /// The standing status.
                Status { status: Status, "field-status", column 0, dates true, attested true, stored(), shown() }
                /// The day the status was last assessed.
                AssessedOn {
                    assessed_on: Option<NaiveDate>, "field-assessed-on", column 90, dates false, attested false, stored(), shown()
                }
                /// Who assessed it.
                AssessedBy {
                    assessed_by: Option<PersonId>, "field-assessed-by", column 100, dates false, attested false, stored(), shown()
                }
                /// The day a second person reviewed it.
                ReviewedOn {
                    reviewed_on: Option<NaiveDate>, "field-reviewed-on", column 110, dates false, attested false, stored(), shown()
                }
                /// Who reviewed it.
                ReviewedBy {
                    reviewed_by: Option<PersonId>, "field-reviewed-by", column 120, dates false, attested false, stored(), shown()
                }
                /// When it is to be reviewed next.
                NextReview {
                    next_review: Option<NaiveDate>, "field-next-review", column 130, dates false, attested false, stored(), shown()
                }
                /// Who is responsible for it.
                Owner { owner: Option<PersonId>, "field-owner", column 10, dates false, attested true, stored(), shown() }
                /// The company's own due date.
                Due { due: Option<NaiveDate>, "field-due", column 20, dates true, attested false, stored(), shown() }
                /// An earlier date that the company aims at.
                Target { target: Option<NaiveDate>, "field-target", column 30, dates true, attested false, stored(), shown() }
                /// How the due date recurs.
                Recurrence {
                    recurrence: Option<Recurrence>, "field-recurrence", column 50, dates true, attested false, stored(), shown()
                }
            ]
            [
                /// How soon after an event the company aims to have it done, beside the limit of the license.
                TargetWithin {
                    target_within: Option<Offset>, "field-target-within", column 40, dates true, attested false,
                    stored(serde(default, skip_serializing_if = "Option::is_none")), shown(serde(default))
                }
                /// What may be said to an inspector.
                Statement {
                    statement: String, "field-statement", column 70, dates false, attested true, stored(), shown()
                }
                /// For internal use only; in a snapshot empty unless selected.
                Note { note: String, "field-note", column 75, dates false, attested false, stored(), shown() }
                /// Why it does not apply, where the status says so.
                Justification {
                    justification: String, "field-justification", column 60, dates false, attested true, stored(), shown()
                }
                /// Free words to find it by.
                Tags { tags: BTreeSet<String>, "field-tags", column 80, dates false, attested false, stored(), shown() }
                /// Evidence for it. A date of the duty can rest on it, and goes once it is no longer attached.
                Evidence {
                    evidence: BTreeSet<Sha256>, "field-evidence", column 140, dates true, attested true, stored(), shown()
                }
            ]
        }
    };
}
pub(crate) use answer_fields;

/// Makes the answer and its fields.
macro_rules! answer {
    ($([$($(#[doc = $doc:literal])* $name:ident {
        $field:ident: $type:ty, $message:literal, column $column:literal, dates $dates:literal, attested $attested:literal,
        stored($($stored:meta)?), shown($($shown:meta)?)
    })*])*) => {
        /// Where a duty stands: everything a person says about it.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Answer {
            $($($(#[doc = $doc])* $(#[$stored])? pub $field: $type,)*)*
        }

        /// A field of the answer to a duty.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum AnswerField {
            $($($(#[doc = $doc])* $name,)*)*
        }

        impl AnswerField {
            /// All fields, as they are stored.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// The name in files, e.g. `assessed_on`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($(Self::$name => stringify!($field),)*)* }
            }

            /// The message that names it.
            #[must_use]
            pub fn message(self) -> &'static str {
                match self { $($(Self::$name => $message,)*)* }
            }

            /// The place of its column: fields are shown and told in the order of these numbers.
            #[must_use]
            pub fn column(self) -> u16 {
                match self { $($(Self::$name => $column,)*)* }
            }

            /// Whether the dates of a duty rest on the field.
            #[must_use]
            pub fn moves_dates(self) -> bool {
                match self { $($(Self::$name => $dates,)*)* }
            }

            /// Whether the field says something that an annual report attests.
            #[must_use]
            pub fn is_attested(self) -> bool {
                match self { $($(Self::$name => $attested,)*)* }
            }

            /// What the field holds.
            #[must_use]
            pub fn kind(self) -> AnswerKind {
                match self { $($(Self::$name => <$type as AnswerValue>::KIND,)*)* }
            }
        }

        impl Answer {
            /// What `field` holds; `None` where it is empty.
            #[must_use]
            pub fn get(&self, field: AnswerField) -> Option<Value> {
                match field { $($(AnswerField::$name => self.$field.to_value(),)*)* }
            }

            /// Makes `field` hold `value`; `None` empties it.
            pub(crate) fn set(&mut self, field: AnswerField, value: Option<Value>) -> Result<(), Mismatch> {
                match field { $($(AnswerField::$name => self.$field = AnswerValue::from_value(value)?,)*)* }
                Ok(())
            }
        }
    };
}

answer_fields!(answer);

impl AnswerField {
    /// The field with this name in files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name)
    }

    /// All fields, in the order in which they are shown and told.
    #[must_use]
    pub fn shown() -> Vec<Self> {
        let mut all = Self::ALL.to_vec();
        all.sort_by_key(|field| field.column());
        all
    }
}

/// What a field of an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A status.
    Status,
    /// A day.
    Day,
    /// A person.
    Person,
    /// How a due date recurs.
    Recurrence,
    /// A length of time.
    Length,
    /// Free text.
    Text,
    /// Words.
    Tags,
    /// Pieces of evidence.
    Evidence,
}

/// The value does not belong in the field.
pub(crate) struct Mismatch;

/// A type of a field: what an edit calls it, and when it is empty.
trait AnswerValue: Sized {
    /// What it is.
    const KIND: AnswerKind;

    /// The value; none where it is empty.
    fn to_value(&self) -> Option<Value>;

    /// The type that holds `value`.
    fn from_value(value: Option<Value>) -> Result<Self, Mismatch>;
}

/// Says of types which kind and which [`Value`] they are, and when they are empty.
macro_rules! answer_values {
    ($($type:ty: $kind:ident, $variant:ident, $to_value:expr;)*) => { $(
        impl AnswerValue for $type {
            const KIND: AnswerKind = AnswerKind::$kind;

            fn to_value(&self) -> Option<Value> {
                let to_value: fn(&Self) -> Option<_> = $to_value;
                to_value(self).map(Value::$variant)
            }

            fn from_value(value: Option<Value>) -> Result<Self, Mismatch> {
                match value {
                    None => Ok(Self::default()),
                    Some(Value::$variant(value)) => Ok(value.into()),
                    Some(_) => Err(Mismatch),
                }
            }
        }
    )* };
}

answer_values! {
    Status: Status, Status, |status| (*status != Self::default()).then_some(*status);
    Option<NaiveDate>: Day, Date, |day| *day;
    Option<PersonId>: Person, PersonRef, |person| *person;
    Option<Recurrence>: Recurrence, Recurrence, |recurrence| *recurrence;
    Option<Offset>: Length, Offset, |offset| *offset;
    String: Text, Text, |text| (!text.is_empty()).then(|| text.clone());
    BTreeSet<String>: Tags, Tags, |tags| (!tags.is_empty()).then(|| tags.clone());
    BTreeSet<Sha256>: Evidence, EvidenceRefs, |refs| (!refs.is_empty()).then(|| refs.clone());
}
