//! The tones of the answers, statements and flags of a report.

use crate::report::{Flag, ReportStatement};
use crate::ui::kit::tokens::TEXT_SMALL;
use crate::ui::kit::{Tokens, Tone};
use crate::workbook::AttestationAnswer;
use egui::{CornerRadius, Frame, Label, Margin, RichText, Ui};

/// The tone of an answer.
pub(super) fn answer_tone(tokens: &Tokens, answer: AttestationAnswer) -> Tone {
    match answer {
        AttestationAnswer::Confirmed => tokens.met,
        AttestationAnswer::Exception => tokens.not_met,
        AttestationAnswer::NotApplicable => tokens.not_applicable,
    }
}

/// The tone of the report's statement about a duty.
pub(super) fn statement_tone(tokens: &Tokens, statement: ReportStatement) -> Tone {
    match statement {
        ReportStatement::Nothing | ReportStatement::ByFiling => tokens.not_started,
        ReportStatement::Met => tokens.met,
        ReportStatement::Nevertheless => tokens.warning,
        ReportStatement::Contradicts => tokens.danger,
        ReportStatement::Exception => tokens.not_met,
        ReportStatement::NotApplicable => tokens.not_applicable,
    }
}

/// The tone of a flag.
pub(super) fn flag_tone(tokens: &Tokens, flag: Flag) -> Tone {
    match flag {
        Flag::Contradicts | Flag::Overdue | Flag::EvidenceExpired => tokens.danger,
        Flag::Unchecked
        | Flag::FollowUpOpen
        | Flag::ClauseChanged
        | Flag::ExceptionBefore
        | Flag::NoEvidence
        | Flag::EvidenceOld => tokens.warning,
        Flag::ChangedSince => tokens.info,
        Flag::Unconfirmed => tokens.not_started,
    }
}

/// Draws a word on a colored background.
pub(super) fn pill(ui: &mut Ui, text: &str, tone: Tone) {
    Frame::NONE.fill(tone.pale).corner_radius(CornerRadius::same(10)).inner_margin(Margin::symmetric(8, 2)).show(
        ui,
        |ui| {
            ui.add(Label::new(RichText::new(text).size(TEXT_SMALL).color(tone.text)).extend());
        },
    );
}
