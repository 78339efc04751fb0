//! The history of a workbook as text, without the content that a selection omits.

use super::{Internal, Selection};
use crate::language::{Bilingual, Language};
use crate::license::CoverItem;
use crate::locale::{Describer, Locale};
use crate::obligation::Catalog;
use crate::workbook::{AnswerField, Change, DutyId, Field, RecordId, Value, Workbook};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A record of the history.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordView {
    /// Permanent id.
    pub id: RecordId,
    /// The time, by the author's clock.
    pub at: DateTime<Utc>,
    /// The name of the author.
    pub author: String,
    /// A sentence that describes the record; empty in snapshots of earlier versions.
    #[serde(default)]
    pub words: Bilingual,
    /// The record that it reverts, if any.
    pub undoes: Option<RecordId>,
    /// The field changes.
    pub changes: Vec<ChangeView>,
}

/// A change of one field.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeView {
    /// What the field belongs to: the label of a duty, or a description.
    pub subject: Bilingual,
    /// The name of the field; empty for a whole record.
    pub field: Bilingual,
    /// The earlier value.
    pub from: Bilingual,
    /// The later value.
    pub to: Bilingual,
    /// Whether `from` and `to` are removed because they contain notes or confidential evidence that is not selected.
    pub withheld: bool,
}

/// The records in the selection, the latest first. Unless it includes all duties, only the changes of the duties that
/// `takes` accepts.
pub(super) fn records(
    workbook: &Workbook,
    catalog: &Catalog,
    selection: &Selection,
    takes: impl Fn(DutyId) -> bool,
) -> Vec<RecordView> {
    if !selection.shows(Internal::History) {
        return Vec::new();
    }
    let is_taken = |change: &Change| selection.has_all_duties() || change.duty(workbook).is_some_and(&takes);
    // The name of a changed note may be mentioned, but other withheld changes may not.
    let hides = |change: &Change| {
        let is_named = matches!(change.field, Field::Answer(_, AnswerField::Note | AnswerField::Evidence));
        !is_taken(change) || (is_withheld(workbook, selection, change) && !is_named)
    };
    workbook
        .history
        .iter()
        .rev()
        .map(|record| RecordView {
            id: record.id,
            at: record.at,
            author: workbook.person_name(record.author).unwrap_or_default().to_owned(),
            words: both(|locale| {
                let tell = Describer::new(locale, workbook, catalog).without(&hides);
                if selection.shows(Internal::Confidential) {
                    tell.record(record)
                } else {
                    tell.discreet().record(record)
                }
            }),
            undoes: record.undoes,
            changes: record
                .changes
                .iter()
                .filter(|change| is_taken(change))
                .map(|change| view(workbook, catalog, selection, change))
                .collect(),
        })
        .filter(|record: &RecordView| selection.has_all_duties() || !record.changes.is_empty())
        .collect()
}

fn view(workbook: &Workbook, catalog: &Catalog, selection: &Selection, change: &Change) -> ChangeView {
    let withheld = is_withheld(workbook, selection, change);
    let [from, to] = [change.from.as_ref(), change.to.as_ref()].map(|value| match (value, &change.field) {
        _ if withheld => Bilingual::default(),
        // An absent value is empty, except for a status, which is “not started”.
        (None, Field::Answer(_, AnswerField::Status)) => both(|l| l.status(crate::workbook::Status::default()).into()),
        (None, _) => Bilingual::default(),
        (value, _) => both(|l| {
            let tell = Describer::new(l, workbook, catalog);
            if selection.shows(Internal::Confidential) { tell.value(value) } else { tell.discreet().value(value) }
        }),
    });
    let (subject, field) = place(workbook, catalog, &change.field);
    ChangeView { subject, field, from, to, withheld }
}

/// A text in both languages.
fn both(text: impl Fn(&Locale) -> String) -> Bilingual {
    Bilingual::new(text(Locale::of(Language::ZhCn)), text(Locale::of(Language::En)))
}

/// The subject of a field, and its name.
fn place(workbook: &Workbook, catalog: &Catalog, field: &Field) -> (Bilingual, Bilingual) {
    match field {
        Field::Answer(id, answer_field) => {
            let label = workbook.duties.get(id).map(|d| d.definition.label()).unwrap_or_default();
            (Bilingual::new(label.clone(), label), both(|l| l.answer_field(*answer_field).into_owned()))
        }
        Field::Fact(_, key) => {
            let statement = catalog.fact(key).map(|fact| fact.statement.clone());
            (named("history-fact").0, statement.unwrap_or_else(|| Bilingual::new(key.as_str(), key.as_str())))
        }
        Field::TrackedFrom => named("history-tracked-from"),
        Field::Continues(_) => named("history-continues"),
        Field::Renewal(_) => named("history-renewal"),
        Field::Correction(_, key) => {
            let item = CoverItem::of(key).map_or_else(|| Bilingual::new(key.as_str(), key.as_str()), CoverItem::name);
            (named("history-correction").0, item)
        }
        Field::Settled(..) => named("history-settled"),
        Field::Definition(id) => {
            let label = workbook.duties.get(id).map(|d| d.definition.label()).unwrap_or_default();
            (Bilingual::new(label.clone(), label), named("history-definition").0)
        }
        Field::Report(year) | Field::ReportPart(year, _) => with_year(whole("report"), *year),
        Field::Attestation(year, _) => with_year(whole("attestation"), *year),
        Field::Schedule(year) => with_year(whole("schedule"), *year),
        Field::Person(_) => whole("person"),
        Field::License(_) => whole("license"),
        Field::Duty(_) => whole("duty"),
        Field::Evidence(_) => whole("evidence"),
        Field::Event(_) => whole("event"),
        Field::Occurrence(_) => whole("occurrence"),
        Field::Session(_) | Field::SessionPart(..) => whole("session"),
        Field::Snapshot(_) => whole("snapshot"),
    }
}

/// A record as a whole, as a subject without a field name.
fn whole(what: &'static str) -> (Bilingual, Bilingual) {
    (both(|l| l.format("history-whole", [("what", what.into())])), Bilingual::default())
}

/// A subject with a message of its own, without a field name.
fn named(id: &'static str) -> (Bilingual, Bilingual) {
    (both(|l| l.text(id).into_owned()), Bilingual::default())
}

fn with_year((subject, _): (Bilingual, Bilingual), year: i32) -> (Bilingual, Bilingual) {
    (subject, Bilingual::new(year.to_string(), year.to_string()))
}

/// Whether the change contains content that the selection omits.
fn is_withheld(workbook: &Workbook, selection: &Selection, change: &Change) -> bool {
    let is_note =
        matches!(change.field, Field::Answer(_, AnswerField::Note) | Field::Session(_) | Field::SessionPart(..));
    if !selection.shows(Internal::Notes) && is_note {
        return true;
    }
    // The evidence may have become confidential later; for removed evidence this is unknown, so it counts as
    // confidential.
    let is_about = matches!(&change.field, Field::Evidence(hash)
        if workbook.evidence.get(hash).is_none_or(|evidence| evidence.confidential));
    let mut values = change.from.iter().chain(&change.to);
    let is_confidential = is_about || values.any(|value| names_confidential(workbook, value));
    !selection.shows(Internal::Confidential) && is_confidential
}

/// Whether the value is confidential evidence or refers to some.
fn names_confidential(workbook: &Workbook, value: &Value) -> bool {
    if let Value::EvidenceRefs(refs) = value {
        refs.iter().any(|hash| workbook.evidence.get(hash).is_some_and(|evidence| evidence.confidential))
    } else {
        matches!(value, Value::Evidence(evidence) if evidence.confidential)
    }
}
