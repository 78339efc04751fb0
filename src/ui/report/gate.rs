//! The progress of a report and its gaps. [`super::filing`] has the last steps.

use super::intents::{About, Trail};
use super::{Derived, ReportIntent, ReportPlace, ReportTab, countdown, filing, is_locked, report_of};
use crate::locale::gap_words;
use crate::report::{Flag, Gap, GapKind, ReportState, Review, Tally};
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{card, link, paint_segments, remark};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{Intent, Outbox, ViewContext};
use egui::{Align, Label, Layout, RichText, Sense, Ui, vec2};

/// Draws the tab *Progress*, in two columns if the width allows it.
pub(super) fn progress_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    if ui.available_width() < 720.0 {
        window_card(ui, context, state, derived);
        gaps_card(ui, context, state, derived, out);
        filing::file_card(ui, context, state, derived, out);
        before_card(ui, context, state, derived);
        return;
    }
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        // A column of egui stretches its contents.
        left.with_layout(Layout::top_down(Align::Min), |ui| {
            window_card(ui, context, state, derived);
            filing::file_card(ui, context, state, derived, out);
        });
        right.with_layout(Layout::top_down(Align::Min), |ui| {
            gaps_card(ui, context, state, derived, out);
            before_card(ui, context, state, derived);
        });
    });
}

/// Draws the filing window, and how many duties are attested.
fn window_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived) {
    let Some(standing) = derived.standing() else { return };
    card(ui, &context.text("report-card-window"), |ui| {
        let args = [
            ("year", standing.filing_year().to_string().into()),
            ("from", standing.opens.to_string().into()),
            ("platform", standing.platform_opens.to_string().into()),
            ("to", standing.last.to_string().into()),
        ];
        ui.add(Label::new(context.format("report-window-long", args)).wrap());
        remark(ui, countdown(context, standing));
        let ahead = |day: &chrono::NaiveDate| standing.filed_on.is_none() && *day >= context.today;
        if let Some(reminder) = standing.reminder.filter(ahead) {
            remark(ui, context.format("report-reminder", [("day", reminder.to_string().into())]));
        }
        if standing.elsewhere {
            return;
        }
        ui.add_space(GRID);
        tally_ui(ui, context, derived.review.tally);
        ui.add_space(GRID);
        for flag in Flag::ALL {
            let n = derived.review.count(flag);
            if n == 0 {
                continue;
            }
            let words = format!("{}  {n}", context.locale.flag(flag));
            if link(ui, words).clicked() {
                state.tab = ReportTab::Duties;
                state.flag = Some(flag);
            }
        }
    });
}

/// Draws the numbers of attested duties as text and as a bar.
pub(super) fn tally_ui(ui: &mut Ui, context: &ViewContext<'_>, tally: Tally) {
    let tokens = Tokens::of(ui);
    ui.add(Label::new(context.locale.tally(tally)).wrap());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let share = |n: usize| n as f32 / tally.total.max(1) as f32;
    paint_segments(
        ui,
        rect,
        &[
            (share(tally.confirmed), tokens.met.solid),
            (share(tally.against), tokens.warning.solid),
            (share(tally.exceptions), tokens.not_met.solid),
            (share(tally.not_applicable), tokens.not_applicable.solid),
        ],
    );
}

/// Draws the gaps. Each line links to the place where the gap is closed.
fn gaps_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    let report = report_of(context, derived);
    let is_filed = report.is_some_and(|report| report.filed_on.is_some() && report.correcting().is_none());
    let title = if is_filed { "report-card-gaps-filed" } else { "report-card-gaps" };
    card(ui, &context.text(title), |ui| {
        if report.is_some_and(|report| report.elsewhere) {
            remark(ui, context.text("report-elsewhere"));
        } else if derived.gaps.is_empty() {
            let tokens = Tokens::of(ui);
            let words = format!("{} {}", icons::CHECK_CIRCLE, context.text("report-no-gaps"));
            ui.label(RichText::new(words).color(tokens.met.text));
        }
        ui.spacing_mut().interact_size.y = 20.0;
        for gap in &derived.gaps {
            ui.horizontal(|ui| {
                gap_sign(ui, context, gap);
                // egui wraps text in a vertical layout only.
                let words = gap_words(context.locale, context.catalog, report, gap);
                if ui.vertical(|ui| link(ui, words).clicked()).inner {
                    follow(context, state, derived, gap, out);
                }
            });
        }
    });
}

/// Draws the sign of a gap: red if it makes the report incomplete, amber if it is for information.
pub(super) fn gap_sign(ui: &mut Ui, context: &ViewContext<'_>, gap: &Gap) {
    let tokens = Tokens::of(ui);
    let (icon, color, name) = if gap.is_blocking {
        (icons::X_CIRCLE, tokens.danger.text, "gap-blocking")
    } else {
        (icons::WARNING, tokens.warning.text, "gap-to-know")
    };
    ui.label(RichText::new(icon).color(color)).on_hover_text(context.text(name));
}

/// Goes to the place where a gap is closed: a walk-through of its duties, or the tab of its subject.
fn follow(context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, gap: &Gap, out: &mut Outbox) {
    match &gap.kind {
        GapKind::Unattested(duties)
        | GapKind::AgainstChecklist(duties)
        | GapKind::Unchecked(duties)
        | GapKind::Explained(duties)
        | GapKind::NoRemedy(duties)
        | GapKind::NoEvidence(duties)
        | GapKind::EvidenceExpired(duties) => {
            let about = about(&gap.kind);
            if is_locked(context, derived) {
                // The duties of a locked report are shown and cannot be answered.
                state.tab = ReportTab::Duties;
                state.flag = if let About::Flag(flag) = about { Some(flag) } else { None };
            } else {
                let trail = Trail { about, duties: duties.clone(), at: 0 };
                out.push(Intent::Report(ReportIntent::WalkAlong(derived.year, trail)));
            }
        }
        GapKind::HeadEmpty(key)
        | GapKind::HeadOutdated(key)
        | GapKind::HeadContradicts(key, _)
        | GapKind::FiguresMissing(key, _)
        | GapKind::FiguresInvalid(key, _) => {
            state.tab = ReportTab::Text;
            state.head = Some(key.clone());
        }
        GapKind::MaterialMissing(_) => state.tab = ReportTab::Material,
        GapKind::ChangedSinceFrozen(_) => state.tab = ReportTab::Text,
        GapKind::StatusSinceFrozen(_) => (state.tab, state.flag) = (ReportTab::Duties, None),
        GapKind::FollowUpsOverdue(_) => state.tab = ReportTab::Sessions,
    }
}

/// The common property of the duties of a gap.
fn about(kind: &GapKind) -> About {
    match kind {
        GapKind::AgainstChecklist(_) => About::Flag(Flag::Contradicts),
        GapKind::Unchecked(_) => About::Flag(Flag::Unchecked),
        GapKind::NoEvidence(_) => About::Flag(Flag::NoEvidence),
        GapKind::EvidenceExpired(_) => About::Flag(Flag::EvidenceExpired),
        GapKind::NoRemedy(_) => About::NoRemedy,
        GapKind::Explained(_) => About::Explained,
        GapKind::Unattested(_)
        | GapKind::ChangedSinceFrozen(_)
        | GapKind::StatusSinceFrozen(_)
        | GapKind::HeadEmpty(_)
        | GapKind::HeadOutdated(_)
        | GapKind::HeadContradicts(..)
        | GapKind::FiguresMissing(..)
        | GapKind::FiguresInvalid(..)
        | GapKind::MaterialMissing(_)
        | GapKind::FollowUpsOverdue(_) => About::Flag(Flag::Unconfirmed),
    }
}

/// Draws the card about the report on the year before.
fn before_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived) {
    let year = derived.year - 1;
    let title = context.format("report-card-before", [("year", year.to_string().into())]);
    card(ui, &title, |ui| {
        let Some(standing) = derived.standings.iter().find(|standing| standing.year == year) else {
            remark(ui, context.text("report-before-none"));
            return;
        };
        ui.label(format!("{} · {}", context.locale.report_status(standing), countdown(context, standing)));
        if let Some(report) = context.workbook.reports.get(&year) {
            if !report.receipt.is_empty() {
                remark(ui, context.format("report-receipt-is", [("receipt", report.receipt.as_str().into())]));
            }
            let sessions = context.workbook.sessions_of(year).len();
            remark(ui, context.format("report-before-sessions", [("n", sessions.into())]));
        }
        tally_ui(ui, context, tally_before(&derived.review));
        if standing.state != ReportState::NotDue && link(ui, context.text("report-before-show")).clicked() {
            state.show_year(year);
        }
    });
}

/// The answers of the year before for the duties of this report, counted.
fn tally_before(review: &Review) -> Tally {
    use crate::workbook::AttestationAnswer as Answer;
    let count = |answer: Answer| {
        review
            .reviewed_duties
            .iter()
            .filter(|m| m.before.as_ref().is_some_and(|before| before.answer == answer))
            .count()
    };
    Tally {
        total: review.tally.total,
        confirmed: count(Answer::Confirmed),
        against: 0,
        differing: 0,
        exceptions: count(Answer::Exception),
        not_applicable: count(Answer::NotApplicable),
    }
}
