//! How far a report has come, what is missing, and its last steps: frozen, packed, filed.

use super::{Derived, Filing, ReportFile, ReportIntent, ReportPlace, ReportTab, countdown, report_of};
use crate::ui::checklist::answer::parse_date;
use crate::ui::evidence::{cards_ui, files_ui};
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{card, link, paint_segments, primary_button, remark};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::report::{Flag, Gap, GapKind, ReportState, Review, Tally, head_title, materials};
use crate::workbook::{DutyId, EvidenceUse, Report};
use egui::{Align, Label, Layout, RichText, Sense, TextEdit, Ui, vec2};

/// Two columns where there is room.
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
        file_card(ui, context, state, derived, out);
        before_card(ui, context, state, derived);
        return;
    }
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        // A column of egui's stretches whatever is in it.
        left.with_layout(Layout::top_down(Align::Min), |ui| {
            window_card(ui, context, state, derived);
            file_card(ui, context, state, derived, out);
        });
        right.with_layout(Layout::top_down(Align::Min), |ui| {
            gaps_card(ui, context, state, derived, out);
            before_card(ui, context, state, derived);
        });
    });
}

/// The window, and how many duties are attested.
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

/// A bar of what was attested, with its numbers.
pub(super) fn tally_ui(ui: &mut Ui, context: &ViewContext<'_>, tally: Tally) {
    let tokens = Tokens::of(ui);
    let args = [
        ("done", tally.done().into()),
        ("total", tally.total.into()),
        ("confirmed", tally.confirmed.into()),
        ("exceptions", tally.exceptions.into()),
        ("na", tally.not_applicable.into()),
    ];
    ui.add(Label::new(context.format("report-tally", args)).wrap());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let share = |n: usize| n as f32 / tally.total.max(1) as f32;
    paint_segments(
        ui,
        rect,
        &[
            (share(tally.confirmed), tokens.met.solid),
            (share(tally.exceptions), tokens.not_met.solid),
            (share(tally.not_applicable), tokens.not_applicable.solid),
        ],
    );
}

/// What is missing, each line a link to where it is put right.
fn gaps_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    card(ui, &context.text("report-card-gaps"), |ui| {
        if derived.gaps.is_empty() {
            let tokens = Tokens::of(ui);
            let words = format!("{} {}", icons::CHECK_CIRCLE, context.text("report-no-gaps"));
            ui.label(RichText::new(words).color(tokens.met.text));
        }
        ui.spacing_mut().interact_size.y = 20.0;
        for gap in &derived.gaps {
            let tokens = Tokens::of(ui);
            ui.horizontal(|ui| {
                let (icon, color, name) = if gap.is_blocking {
                    (icons::X_CIRCLE, tokens.danger.text, "gap-blocking")
                } else {
                    (icons::WARNING, tokens.warning.text, "gap-to-know")
                };
                ui.label(RichText::new(icon).color(color)).on_hover_text(context.text(name));
                // Only what stands below one another breaks its lines.
                let words = gap_words(context, derived, gap);
                if ui.vertical(|ui| link(ui, words).clicked()).inner {
                    follow(state, derived, gap, out);
                }
            });
        }
    });
}

/// A gap in a few words.
pub(super) fn gap_words(context: &ViewContext<'_>, derived: &Derived, gap: &Gap) -> String {
    let report = report_of(context, derived);
    let count = |id: &str, duties: &[DutyId]| context.format(id, [("n", duties.len().into())]);
    let head = |key: &str| match context.catalog.report.head(key) {
        Some(head) => head_title(report, head, context.locale.language),
        None => key.to_owned(),
    };
    match &gap.kind {
        GapKind::Unattested(duties) => count("gap-unattested", duties),
        GapKind::NoRemedy(duties) => count("gap-no-remedy", duties),
        GapKind::NoEvidence(duties) => count("gap-no-proof", duties),
        GapKind::NotMet(duties) => count("gap-not-met", duties),
        GapKind::EvidenceExpired(duties) => count("gap-evidence-expired", duties),
        GapKind::HeadEmpty(key) => context.format("gap-head-empty", [("head", head(key).into())]),
        GapKind::HeadOutdated(key) => context.format("gap-head-outdated", [("head", head(key).into())]),
        GapKind::FiguresMissing(key, n) => {
            context.format("gap-figures", [("head", head(key).into()), ("n", (*n).into())])
        }
        GapKind::MaterialMissing(key) => {
            let all = materials(report, context.catalog);
            let title = all.iter().find(|m| m.key == *key).map(|m| m.title.get(context.locale.language).to_owned());
            context.format("gap-material", [("material", title.unwrap_or_default().into())])
        }
        GapKind::ChangedSinceFrozen(n) => context.format("gap-changed-since-frozen", [("n", (*n).into())]),
        GapKind::FollowUpsOverdue(n) => context.format("gap-follow-ups", [("n", (*n).into())]),
    }
}

fn follow(state: &mut ReportPlace, derived: &Derived, gap: &Gap, out: &mut Outbox) {
    let mut duties = |flag| {
        state.tab = ReportTab::Duties;
        state.flag = flag;
    };
    match &gap.kind {
        GapKind::Unattested(_) => duties(Some(Flag::Unconfirmed)),
        GapKind::NoEvidence(_) => duties(Some(Flag::NoEvidence)),
        GapKind::EvidenceExpired(_) => duties(Some(Flag::EvidenceExpired)),
        GapKind::NoRemedy(which) | GapKind::NotMet(which) => {
            duties(None);
            if let Some(first) = which.first() {
                out.push(Intent::Report(ReportIntent::WalkAt(derived.year, *first)));
            }
        }
        GapKind::HeadEmpty(key) | GapKind::HeadOutdated(key) | GapKind::FiguresMissing(key, _) => {
            state.tab = ReportTab::Text;
            state.head = Some(key.clone());
        }
        GapKind::MaterialMissing(_) => state.tab = ReportTab::Material,
        GapKind::ChangedSinceFrozen(_) => state.tab = ReportTab::Text,
        GapKind::FollowUpsOverdue(_) => state.tab = ReportTab::Sessions,
    }
}

/// Freezing, the pack, and filing.
fn file_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    card(ui, &context.text("report-card-file"), |ui| {
        let report = report_of(context, derived);
        freeze_ui(ui, context, derived, report, out);
        ui.horizontal_wrapped(|ui| {
            for kind in super::DocumentKind::ALL {
                let name = context.format("report-export", [("kind", kind.extension().to_uppercase().into())]);
                if ui.button(name).clicked() {
                    out.push(Intent::Report(ReportIntent::Write(ReportFile::Report(derived.year, kind))));
                }
            }
            if ui.button(format!("{} {}", icons::PACKAGE, context.text("report-pack"))).clicked() {
                out.push(Intent::Report(ReportIntent::AskPack(derived.year)));
            }
        });
        ui.separator();
        filing_ui(ui, context, state, derived, report, out);
    });
}

fn freeze_ui(ui: &mut Ui, context: &ViewContext<'_>, derived: &Derived, report: Option<&Report>, out: &mut Outbox) {
    let frozen = report.and_then(|r| r.frozen).and_then(|id| context.workbook.snapshots.get(&id));
    if let Some(snapshot) = frozen {
        let tokens = Tokens::of(ui);
        let by = snapshot.by.map(|id| context.person(id)).unwrap_or_default();
        let args = [("day", snapshot.on.to_string().into()), ("by", by.into())];
        let words = format!("{} {}", icons::LOCK, context.format("report-frozen", args));
        ui.label(RichText::new(words).color(tokens.met.text));
        ui.add(
            Label::new(RichText::new(format!("SHA-256 {}", snapshot.digest)).size(TEXT_SMALL).color(tokens.muted))
                .wrap(),
        );
        let filed = report.is_some_and(|r| r.filed_on.is_some());
        if !filed
            && ui.button(context.text("report-reopen")).on_hover_text(context.text("report-reopen-hint")).clicked()
        {
            out.push(Intent::Report(ReportIntent::Reopen(derived.year)));
        }
        return;
    }
    remark(ui, context.text("report-freeze-hint"));
    let blocking = derived.gaps.iter().filter(|gap| gap.is_blocking).count();
    let begun = report.is_some();
    let clicked = ui
        .add_enabled_ui(begun, |ui| {
            if blocking == 0 {
                primary_button(ui, format!("{} {}", icons::LOCK, context.text("report-freeze")))
            } else {
                ui.button(context.format("report-freeze-anyway", [("n", blocking.into())]))
            }
        })
        .inner
        .on_disabled_hover_text(context.text("report-not-begun"))
        .clicked();
    if clicked {
        out.push(Intent::Report(ReportIntent::Freeze(derived.year)));
    }
}

fn filing_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    report: Option<&Report>,
    out: &mut Outbox,
) {
    if let Some(report) = report.filter(|report| report.filed_on.is_some()) {
        if let Some(standing) = derived.standing() {
            ui.label(countdown(context, standing));
        }
        if !report.receipt.is_empty() {
            ui.label(context.format("report-receipt-is", [("receipt", report.receipt.as_str().into())]));
        }
        let evidence: Vec<_> = report.evidence.iter().copied().collect();
        cards_ui(ui, context, &evidence, Some(EvidenceUse::Report(derived.year)), out);
        if ui.button(context.text("report-unfile")).clicked() {
            out.push(Intent::Report(ReportIntent::Unfile(derived.year)));
        }
        return;
    }
    if state.filing.year != derived.year {
        state.filing = Filing { year: derived.year, day: context.today.to_string(), ..Filing::default() };
    }
    let filing = &mut state.filing;
    ui.horizontal(|ui| {
        let name = context.text("report-filed-day");
        ui.label(name.clone());
        ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut filing.day).desired_width(96.0)));
        let name = context.text("report-receipt");
        let hint = name.clone();
        ui.name_inputs(name, |ui| {
            ui.add(TextEdit::singleline(&mut filing.receipt).hint_text(hint).desired_width(f32::INFINITY))
        });
    });
    files_ui(ui, context, &mut filing.files, AttachTo::Filing, out);
    let day = parse_date(&filing.day);
    let button = ui.add_enabled_ui(day.is_some(), |ui| ui.button(context.text("report-file"))).inner;
    if let Some(day) = day
        && button.on_disabled_hover_text(context.text("date-hint")).clicked()
    {
        let files = std::mem::take(&mut filing.files);
        out.push(Intent::Report(ReportIntent::File(derived.year, day, filing.receipt.clone(), files)));
    }
}

/// The report on the year before, beside this one.
fn before_card(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived) {
    let year = derived.year - 1;
    let title = context.format("report-card-before", [("year", year.to_string().into())]);
    card(ui, &title, |ui| {
        let Some(standing) = derived.standings.iter().find(|standing| standing.year == year) else {
            remark(ui, context.text("report-before-none"));
            return;
        };
        ui.label(format!("{} · {}", context.locale.report_state(standing.state), countdown(context, standing)));
        if let Some(report) = context.workbook.reports.get(&year) {
            if !report.receipt.is_empty() {
                remark(ui, context.format("report-receipt-is", [("receipt", report.receipt.as_str().into())]));
            }
            let sessions = context.workbook.sessions_of(year).len();
            remark(ui, context.format("report-before-sessions", [("n", sessions.into())]));
        }
        tally_ui(ui, context, tally_before(&derived.review));
        if standing.state != ReportState::NotDue && link(ui, context.text("report-before-show")).clicked() {
            state.year = Some(year);
        }
    });
}

/// What was attested the year before of the duties of this one.
fn tally_before(review: &Review) -> Tally {
    use crate::workbook::AttestationAnswer as Answer;
    let count = |answer: Answer| {
        review.matters.iter().filter(|m| m.before.as_ref().is_some_and(|before| before.answer == answer)).count()
    };
    Tally {
        total: review.matters.len(),
        confirmed: count(Answer::Confirmed),
        exceptions: count(Answer::Exception),
        not_applicable: count(Answer::NotApplicable),
    }
}
