//! The answer to a duty: one table of its fields, from which all code that enumerates them is generated.
//!
//! A new field is a row of [`answer_fields`]. The row gives the stored type, the name of the field in edits, whether
//! dates and attestations depend on it, and the title and position of its column. Files, edits, undo, merges,
//! snapshots, comparisons and exports follow from it. Only its two messages and its input in the window have to be
//! added by hand.

use super::{Offset, PersonId, Recurrence, Sha256, Status, Value};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Passes the table of fields to the macro `$make`, as two lists; in snapshots, computed values are inserted between
/// them.
///
/// Each row contains: the name in [`AnswerField`]; the field and its type; the id of its message; the position of its
/// column; the position in the sentences about an edit; whether dates of the duty depend on it; whether it is
/// part of what a report attests; and the serde attributes for the stored form and for snapshots, so that files from
/// before the field existed can be read.
macro_rules! answer_fields {
    ($make:ident) => {
        $make! {
            [
                /// The standing status.
                Status { status: Status, "field-status", column 0, phrase 0, dates true, attested true, stored(), shown() }
                /// The day of the latest assessment of the status.
                AssessedOn {
                    assessed_on: Option<NaiveDate>, "field-assessed-on", column 90, phrase 20, dates false, attested false, stored(), shown()
                }
                /// The person who assessed it.
                AssessedBy {
                    assessed_by: Option<PersonId>, "field-assessed-by", column 100, phrase 30, dates false, attested false, stored(), shown()
                }
                /// The day of the review by a second person.
                ReviewedOn {
                    reviewed_on: Option<NaiveDate>, "field-reviewed-on", column 110, phrase 40, dates false, attested false, stored(), shown()
                }
                /// The person who reviewed it.
                ReviewedBy {
                    reviewed_by: Option<PersonId>, "field-reviewed-by", column 120, phrase 50, dates false, attested false, stored(), shown()
                }
                /// The day of the next review.
                NextReview {
                    next_review: Option<NaiveDate>, "field-next-review", column 130, phrase 60, dates false, attested false, stored(), shown()
                }
                /// The person responsible for it.
                Owner { owner: Option<PersonId>, "field-owner", column 10, phrase 70, dates false, attested true, stored(), shown() }
                /// The company's own due date.
                Due { due: Option<NaiveDate>, "field-due", column 20, phrase 80, dates true, attested false, stored(), shown() }
                /// An earlier date that the company sets itself.
                Target { target: Option<NaiveDate>, "field-target", column 30, phrase 90, dates true, attested false, stored(), shown() }
                /// How the due date recurs.
                Recurrence {
                    recurrence: Option<Recurrence>, "field-recurrence", column 50, phrase 110, dates true, attested false, stored(), shown()
                }
            ]
            [
                /// The time after an event within which the company aims to complete the duty, in addition to the limit
                /// of the license.
                TargetWithin {
                    target_within: Option<Offset>, "field-target-within", column 40, phrase 100, dates true, attested false,
                    stored(serde(default, skip_serializing_if = "Option::is_none")), shown(serde(default))
                }
                /// The statement for an inspector.
                Statement {
                    statement: String, "field-statement", column 70, phrase 120, dates false, attested true, stored(), shown()
                }
                /// For internal use only; empty in a snapshot unless selected.
                Note { note: String, "field-note", column 75, phrase 130, dates false, attested false, stored(), shown() }
                /// The reason why it does not apply, if the status says so.
                Justification {
                    justification: String, "field-justification", column 60, phrase 10, dates false, attested true, stored(), shown()
                }
                /// Free keywords for searching.
                Tags { tags: BTreeSet<String>, "field-tags", column 80, phrase 140, dates false, attested false, stored(), shown() }
                /// Evidence for it. A date of the duty can depend on it and disappears when it is detached.
                Evidence {
                    evidence: BTreeSet<Sha256>, "field-evidence", column 140, phrase 150, dates true, attested true, stored(), shown()
                }
            ]
        }
    };
}
pub(crate) use answer_fields;

/// Generates the answer and the enum of its fields.
macro_rules! answer {
    ($([$($(#[doc = $doc:literal])* $name:ident {
        $field:ident: $type:ty, $message:literal, column $column:literal, phrase $phrase:literal, dates $dates:literal, attested $attested:literal,
        stored($($stored:meta)?), shown($($shown:meta)?)
    })*])*) => {
        /// The answer to a duty: everything that users state about it.
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
            /// All fields, in their stored order.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// The name in files, e.g. `assessed_on`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($(Self::$name => stringify!($field),)*)* }
            }

            /// The id of the message with its name.
            #[must_use]
            pub fn message(self) -> &'static str {
                match self { $($(Self::$name => $message,)*)* }
            }

            /// The position in the sentences about an edit.
            fn phrase_order(self) -> u16 {
                match self { $($(Self::$name => $phrase,)*)* }
            }

            /// Whether dates of a duty depend on the field.
            #[must_use]
            pub fn moves_dates(self) -> bool {
                match self { $($(Self::$name => $dates,)*)* }
            }

            /// Whether the field is part of what an annual report attests.
            #[must_use]
            pub fn is_attested(self) -> bool {
                match self { $($(Self::$name => $attested,)*)* }
            }

            /// The kind of value of the field.
            #[must_use]
            pub fn kind(self) -> AnswerKind {
                match self { $($(Self::$name => <$type as AnswerValue>::KIND,)*)* }
            }
        }

        impl Answer {
            /// The value of `field`; `None` if it is empty.
            #[must_use]
            pub fn get(&self, field: AnswerField) -> Option<Value> {
                match field { $($(AnswerField::$name => self.$field.to_value(),)*)* }
            }

            /// Sets `field` to `value`; `None` clears it. Fails if the value has the wrong type.
            pub(crate) fn set(&mut self, field: AnswerField, value: Option<Value>) -> Result<(), Mismatch> {
                match field { $($(AnswerField::$name => self.$field = AnswerValue::from_value(value)?,)*)* }
                Ok(())
            }
        }
    };
}

answer_fields!(answer);

impl AnswerField {
    /// The fields that state the author and the day of this one.
    #[must_use]
    pub(crate) fn companions(self) -> &'static [Self] {
        const COMPANIONS: [(AnswerField, &[AnswerField]); 2] = [
            (AnswerField::Status, &[AnswerField::AssessedOn, AnswerField::AssessedBy]),
            (AnswerField::ReviewedOn, &[AnswerField::ReviewedBy]),
        ];
        COMPANIONS.iter().find(|(main, _)| *main == self).map_or(&[], |(_, companions)| companions)
    }
}

impl Answer {
    /// The fields that name a person, with that person.
    fn person_fields(&self) -> impl Iterator<Item = (AnswerField, PersonId)> {
        let fields = AnswerField::ALL.iter().copied().filter(|field| field.kind() == AnswerKind::Person);
        fields.filter_map(|field| if let Value::PersonRef(id) = self.get(field)? { Some((field, id)) } else { None })
    }

    /// The people whom the answer names.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.person_fields().map(|(_, person)| person)
    }

    /// Clears the fields that name a person whom `is_known` does not accept.
    pub(crate) fn retain_people(&mut self, is_known: impl Fn(PersonId) -> bool) {
        let unknown: Vec<AnswerField> =
            self.person_fields().filter(|(_, person)| !is_known(*person)).map(|(field, _)| field).collect();
        for field in unknown {
            // An empty value fits every field.
            drop(self.set(field, None));
        }
    }
}

impl AnswerField {
    /// The field with this name in files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name)
    }

    /// All fields, in the order in which an edit is described.
    #[must_use]
    pub fn in_order() -> Vec<Self> {
        let mut all = Self::ALL.to_vec();
        all.sort_by_key(|field| field.phrase_order());
        all
    }
}

/// The kind of value of an answer field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A status.
    Status,
    /// A day.
    Day,
    /// A person.
    Person,
    /// A recurrence of a due date.
    Recurrence,
    /// A length of time.
    Length,
    /// Free text.
    Text,
    /// Keywords.
    Tags,
    /// Pieces of evidence.
    Evidence,
}

/// The error for a value of the wrong type.
pub(crate) struct Mismatch;

/// A type of a field: its kind, and its conversion from and to a [`Value`].
trait AnswerValue: Sized {
    /// The kind of value.
    const KIND: AnswerKind;

    /// The value; `None` if it is empty.
    fn to_value(&self) -> Option<Value>;

    /// Converts `value` to the type; `None` gives the empty value.
    fn from_value(value: Option<Value>) -> Result<Self, Mismatch>;
}

/// Implements [`AnswerValue`]: kind, [`Value`] variant, and conversion for each type.
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
