//! The history of a workbook, in words, without what a selection leaves out.

use super::{Internal, Selection};
use crate::language::{Bilingual, Language};
use crate::locale::{Locale, Telling};
use crate::obligation::Catalog;
use crate::workbook::{AnswerField, Change, DutyId, Evidence, Field, Record, RecordId, Value, Workbook};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A record of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordView {
    /// Names it for ever.
    pub id: RecordId,
    /// When, by the author's clock.
    pub at: DateTime<Utc>,
    /// Who.
    pub author: String,
    /// What it did, in a sentence; empty in snapshots of earlier versions.
    #[serde(default)]
    pub words: Bilingual,
    /// Whether it takes an earlier change back.
    pub undoes: Option<RecordId>,
    /// What changed.
    pub changes: Vec<ChangeView>,
}

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeView {
    /// What it belongs to: the label of a duty, or what it is in words.
    pub subject: Bilingual,
    /// The name of the field; empty for a whole.
    pub field: Bilingual,
    /// What it held.
    pub from: Bilingual,
    /// What it held afterwards.
    pub to: Bilingual,
    /// Whether `from` and `to` are left out: notes or confidential evidence that are not selected.
    pub withheld: bool,
}

/// The records that the selection takes in, the latest first. Where it does not take all duties in, these are the changes
/// of those that `takes` names.
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
    // A note is told by its name alone, and what would tell more is not told.
    let hides = |change: &Change| {
        let is_named = matches!(change.field, Field::Answer(_, AnswerField::Note | AnswerField::Evidence));
        !is_taken(change) || (is_withheld(workbook, selection, change) && !is_named)
    };
    let words = |record: &Record| {
        both(|locale| {
            let tell = Telling::new(locale, workbook, catalog).without(&hides);
            if selection.shows(Internal::Confidential) { tell.record(record) } else { tell.discreet().record(record) }
        })
    };
    workbook
        .history
        .iter()
        .rev()
        .map(|record| RecordView {
            id: record.id,
            at: record.at,
            author: workbook.person_name(record.author).unwrap_or_default().to_owned(),
            words: words(record),
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
    let words = |value: Option<&Value>| match (value, &change.field) {
        _ if withheld => Bilingual::default(),
        // What is not there is empty, but for a status, which is “not started”.
        (None, Field::Answer(_, AnswerField::Status)) => both(|l| l.status(crate::workbook::Status::default()).into()),
        (None, _) => Bilingual::default(),
        (value, _) => both(|l| {
            let tell = Telling::new(l, workbook, catalog);
            if selection.shows(Internal::Confidential) { tell.value(value) } else { tell.discreet().value(value) }
        }),
    };
    let (subject, field) = place(workbook, catalog, &change.field);
    ChangeView { subject, field, from: words(change.from.as_ref()), to: words(change.to.as_ref()), withheld }
}

/// A text in both languages.
fn both(text: impl Fn(&Locale) -> String) -> Bilingual {
    Bilingual::new(text(Locale::of(Language::ZhCn)), text(Locale::of(Language::En)))
}

/// What the field belongs to, and its name.
fn place(workbook: &Workbook, catalog: &Catalog, field: &Field) -> (Bilingual, Bilingual) {
    let whole =
        |what: &'static str| (both(|l| l.format("history-whole", [("what", what.into())])), Bilingual::default());
    let named = |id: &'static str| (both(|l| l.text(id).into_owned()), Bilingual::default());
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

fn with_year((subject, _): (Bilingual, Bilingual), year: i32) -> (Bilingual, Bilingual) {
    (subject, Bilingual::new(year.to_string(), year.to_string()))
}

/// Whether the change would tell what the selection leaves out.
fn is_withheld(workbook: &Workbook, selection: &Selection, change: &Change) -> bool {
    let is_note =
        matches!(change.field, Field::Answer(_, AnswerField::Note) | Field::Session(_) | Field::SessionPart(..));
    if !selection.shows(Internal::Notes) && is_note {
        return true;
    }
    let confidential = |evidence: Option<&Evidence>| evidence.is_some_and(|e| e.confidential);
    let tells = |value: &Value| {
        if let Value::EvidenceRefs(refs) = value {
            refs.iter().any(|hash| confidential(workbook.evidence.get(hash)))
        } else {
            matches!(value, Value::Evidence(evidence) if evidence.confidential)
        }
    };
    // It may have become confidential after this; of what is gone nobody can tell any more.
    let is_about = matches!(&change.field, Field::Evidence(hash)
        if workbook.evidence.get(hash).is_none_or(|evidence| evidence.confidential));
    !selection.shows(Internal::Confidential) && (is_about || change.from.iter().chain(&change.to).any(tells))
}
