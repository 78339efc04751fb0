//! The fields that the history of a fixture changes.

use super::builder::id;
use license_workbook::workbook::{AnswerField, Field, ReportPart, SessionPart, Sha256};

/// The hash of the first piece of evidence.
fn hash(n: usize) -> Sha256 {
    Sha256::of(super::builder::EVIDENCE[n])
}

/// All fields in the order of the fixtures; `newer` includes those that came with format 3.
pub(super) fn fields(newer: bool) -> Vec<Field> {
    let mut fields = vec![
        Field::TrackedFrom,
        Field::Person(id(2)),
        Field::License(id(4)),
        Field::Fact(id(4), "sells_goods".to_owned()),
        Field::Continues(id(4)),
        Field::Renewal(id(4)),
        Field::Duty(id(6)),
        Field::Evidence(hash(0)),
        Field::Event(id(8)),
        Field::Occurrence(id(9)),
        Field::Attestation(2024, id(6)),
        Field::Report(2024),
        Field::ReportPart(2024, ReportPart::Head("operation".to_owned())),
        Field::ReportPart(2024, ReportPart::Draft("operation".to_owned())),
        Field::ReportPart(2024, ReportPart::Figure("users@B25".to_owned())),
        Field::ReportPart(2024, ReportPart::Material("letter".to_owned())),
        Field::ReportPart(2024, ReportPart::Files("letter".to_owned())),
        Field::ReportPart(2024, ReportPart::Title("own_1".to_owned())),
        Field::ReportPart(2024, ReportPart::NotNeeded("economic".to_owned())),
        Field::Session(id(10)),
        Field::SessionPart(id(10), SessionPart::At),
        Field::SessionPart(id(10), SessionPart::Minutes),
        Field::SessionPart(id(10), SessionPart::Skipped(id(7))),
        Field::SessionPart(id(10), SessionPart::Decision(1)),
        Field::SessionPart(id(10), SessionPart::ClosedOn),
        Field::SessionPart(id(10), SessionPart::Paused),
        Field::Snapshot(id(11)),
        Field::Schedule(2018),
    ];
    if newer {
        fields.push(Field::Correction(id(4), "company".to_owned()));
        fields.push(Field::Settled(id(4), "doubt".to_owned()));
        fields.push(Field::Definition(id(6)));
    }
    fields.extend(answer_fields().map(|field| Field::Answer(id(6), field)));
    fields
}

/// The fields of an answer in the order of the fixtures; newer fields follow.
fn answer_fields() -> impl Iterator<Item = AnswerField> {
    const MADE: [AnswerField; 16] = [
        AnswerField::Status,
        AnswerField::Justification,
        AnswerField::AssessedOn,
        AnswerField::AssessedBy,
        AnswerField::ReviewedOn,
        AnswerField::ReviewedBy,
        AnswerField::NextReview,
        AnswerField::Owner,
        AnswerField::Due,
        AnswerField::Target,
        AnswerField::TargetWithin,
        AnswerField::Recurrence,
        AnswerField::Statement,
        AnswerField::Note,
        AnswerField::Tags,
        AnswerField::Evidence,
    ];
    MADE.into_iter().chain(AnswerField::ALL.iter().copied().filter(|field| !MADE.contains(field)))
}
