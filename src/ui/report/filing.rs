//! The last steps of a report: freezing, exports, filing and corrections.

use super::gate::gap_sign;
use super::{Derived, Filing, Freezing, ReportIntent, ReportPlace, countdown, is_locked, report_of};
use crate::command::KeyOwner;
use crate::export_format::DocumentFormat;
use crate::locale::gap_words;
use crate::ui::checklist::answer::parse_date;
use crate::ui::evidence::{cards_ui, files_ui};
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, card, is_just_opened, primary_button, remark};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::Report;
use chrono::NaiveDate;
use egui::{Id, Label, RichText, TextEdit, Ui};

/// Draws the card for freezing, exporting and filing.
pub(super) fn file_card(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    card(ui, &context.text("report-card-file"), |ui| {
        let report = report_of(context, derived);
        if !report.is_some_and(|report| report.elsewhere) {
            freeze_ui(ui, context, state, derived, report, out);
            ui.horizontal_wrapped(|ui| {
                for kind in DocumentFormat::ALL {
                    let name = context.format("report-export", [("kind", kind.extension().to_uppercase().into())]);
                    if ui.button(name).clicked() {
                        out.push(Intent::Report(ReportIntent::AskReport(derived.year, kind)));
                    }
                }
                if ui.button(format!("{} {}", icons::PACKAGE, context.text("report-pack"))).clicked() {
                    out.push(Intent::Report(ReportIntent::AskPack(derived.year)));
                }
            });
            ui.separator();
        }
        match report.filter(|report| report.filed_on.is_some()) {
            Some(report) => filed_ui(ui, context, state, derived, report, out),
            None => filing_ui(ui, context, state, derived, out),
        }
    });
}

fn freeze_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    report: Option<&Report>,
    out: &mut Outbox,
) {
    let frozen = report.and_then(|r| r.frozen).and_then(|id| context.workbook.snapshots.get(&id));
    if let Some(snapshot) = frozen {
        if state.freezing == Some(Freezing::Freeze) {
            state.freezing = None;
        }
        let tokens = Tokens::of(ui);
        let by = snapshot.by.map(|id| context.person(id)).unwrap_or_default();
        let args = [("day", snapshot.on.to_string().into()), ("by", by.into())];
        let words = format!("{} {}", icons::LOCK, context.format("report-frozen", args));
        ui.label(RichText::new(words).color(tokens.met.text));
        ui.add(
            Label::new(RichText::new(format!("SHA-256 {}", snapshot.digest)).size(TEXT_SMALL).color(tokens.muted))
                .wrap(),
        );
        if report.is_some_and(Report::can_be_reopened)
            && ui.button(context.text("report-reopen")).on_hover_text(context.text("report-reopen-hint")).clicked()
        {
            out.push(Intent::Report(ReportIntent::Reopen(derived.year)));
        }
        return;
    }
    if report.is_some_and(Report::is_locked) {
        return;
    }
    if state.freezing == Some(Freezing::Freeze) && !derived.gaps.is_empty() {
        confirm_freeze_ui(ui, context, state, derived, out);
        return;
    }
    remark(ui, context.text("report-freeze-hint"));
    let begun = report.is_some();
    let name = format!("{} {}", icons::LOCK, context.text("report-freeze"));
    let clicked = ui
        .add_enabled_ui(begun, |ui| if derived.gaps.is_empty() { primary_button(ui, name) } else { ui.button(name) })
        .inner
        .on_disabled_hover_text(context.text("report-not-begun"))
        .clicked();
    if clicked && derived.gaps.is_empty() {
        out.push(Intent::Report(ReportIntent::Freeze(derived.year)));
    } else if clicked {
        state.freezing = Some(Freezing::Freeze);
    }
}

/// Lists the gaps that would be frozen, and asks to confirm or cancel.
fn confirm_freeze_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    let tone = Tokens::of(ui).warning;
    let is_new = is_just_opened(ui, Id::unique("report_freezing"));
    banner(ui, tone, |ui| {
        let blocking = derived.gaps.iter().filter(|gap| gap.is_blocking).count();
        let args = [("blocking", blocking.into()), ("others", (derived.gaps.len() - blocking).into())];
        ui.add(Label::new(RichText::new(context.format("report-freeze-with", args)).color(tone.text)).wrap());
        // The buttons stand above the list, because the list can be longer than the window.
        ui.horizontal_wrapped(|ui| {
            let what = state.freezing.unwrap_or(Freezing::Freeze);
            let anyway = match what {
                Freezing::Freeze => "report-freeze-anyway",
                Freezing::File | Freezing::Correction => "report-file-anyway",
            };
            let button = ui.button(context.text(anyway));
            if is_new {
                button.scroll_to_me(Some(egui::Align::Center));
            }
            if button.clicked() {
                frozen_by(context, state, derived, what, out);
            }
            if ui.button(context.text("cancel")).clicked() || is_escaped(ui, context) {
                state.freezing = None;
            }
        });
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.spacing_mut().item_spacing.y = 2.0;
            for gap in &derived.gaps {
                ui.horizontal(|ui| {
                    gap_sign(ui, context, gap);
                    ui.vertical(|ui| {
                        ui.add(
                            Label::new(gap_words(context.locale, context.catalog, report_of(context, derived), gap))
                                .wrap(),
                        )
                    });
                });
            }
        });
    });
}

/// Requests the action that freezes the report, with the input of the filing form.
fn frozen_by(context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, what: Freezing, out: &mut Outbox) {
    state.freezing = None;
    let year = derived.year;
    let day = allowed_day(context, derived, &state.filing.day);
    let intent = match (what, day) {
        (Freezing::Freeze, _) => ReportIntent::Freeze(year),
        (Freezing::File, Some(day)) => {
            let typed = std::mem::take(&mut state.filing);
            ReportIntent::File(year, day, typed.receipt, typed.files)
        }
        (Freezing::Correction, Some(day)) => {
            ReportIntent::FileCorrection(year, day, std::mem::take(&mut state.filing.receipt))
        }
        (Freezing::File | Freezing::Correction, None) => return,
    };
    out.push(Intent::Report(intent));
}

/// Requests the action at once if the report has no gaps or is locked already. Otherwise asks for confirmation first.
fn ask_or_freeze(
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    what: Freezing,
    out: &mut Outbox,
) {
    if is_locked(context, derived) || derived.gaps.is_empty() {
        frozen_by(context, state, derived, what, out);
    } else {
        state.freezing = Some(what);
    }
}

/// Draws a filed report: its receipt, evidence and corrections, and the form for a correction.
fn filed_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    report: &Report,
    out: &mut Outbox,
) {
    if let Some(standing) = derived.standing() {
        ui.label(countdown(context, standing));
    }
    if report.elsewhere {
        remark(ui, context.text("report-elsewhere"));
    }
    if !report.receipt.is_empty() {
        ui.label(context.format("report-receipt-is", [("receipt", report.receipt.as_str().into())]));
    }
    let evidence: Vec<_> = report.evidence.iter().copied().collect();
    cards_ui(ui, context, &evidence, None, out);
    for correction in &report.corrections {
        let day = correction.filed_on.unwrap_or(correction.on).to_string();
        let id = if correction.filed_on.is_some() { "report-corrected" } else { "report-correcting" };
        let args = [("day", day.into()), ("why", correction.why.as_str().into())];
        ui.add(Label::new(context.format(id, args)).wrap());
        if !correction.receipt.is_empty() {
            remark(ui, context.format("report-receipt-is", [("receipt", correction.receipt.as_str().into())]));
        }
    }
    if report.correcting().is_some() {
        day_and_receipt_ui(ui, context, state, derived);
        if state.freezing == Some(Freezing::Correction) {
            confirm_freeze_ui(ui, context, state, derived, out);
            return;
        }
        let day = allowed_day(context, derived, &state.filing.day);
        let button = ui.add_enabled_ui(day.is_some(), |ui| ui.button(context.text("report-file-correction"))).inner;
        if button.clicked() {
            ask_or_freeze(context, state, derived, Freezing::Correction, out);
        }
    } else {
        correct_ui(ui, context, state, derived, out);
    }
}

/// Draws the form that reopens a filed report and asks for the reason.
fn correct_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    let Some(why) = &mut state.correcting else {
        remark(ui, context.text("report-locked-filed"));
        if ui.button(context.text("report-correct")).clicked() {
            state.correcting = Some(String::new());
        }
        return;
    };
    let tone = Tokens::of(ui).warning;
    let mut done = false;
    banner(ui, tone, |ui| {
        ui.add(Label::new(RichText::new(context.text("report-correct-hint")).color(tone.text)).wrap());
        let name = context.text("report-correct-why");
        let hint = name.clone();
        let response = ui.name_inputs(name, |ui| {
            let id = Id::unique("report_correct_why");
            ui.add(TextEdit::singleline(why).id(id).hint_text(hint).desired_width(f32::INFINITY))
        });
        let escaped = is_escaped(ui, context);
        if why.is_empty() && !escaped && context.key_owner == KeyOwner::Place {
            response.request_focus();
        }
        ui.horizontal_wrapped(|ui| {
            let ready = !why.trim().is_empty();
            let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("report-correct-begin"))).inner;
            if button.clicked() {
                out.push(Intent::Report(ReportIntent::Correct(derived.year, why.trim().to_owned())));
                done = true;
            }
            // A filing that was recorded by mistake is withdrawn. Undo restores it.
            if ui.button(context.text("report-unfile")).clicked() {
                out.push(Intent::Report(ReportIntent::Unfile(derived.year)));
                done = true;
            }
            done |= ui.button(context.text("cancel")).clicked() || escaped;
        });
    });
    if done {
        state.correcting = None;
    }
}

/// Whether Esc was pressed for the place, and not for a menu or dialog above it.
fn is_escaped(ui: &Ui, context: &ViewContext<'_>) -> bool {
    context.key_owner == KeyOwner::Place && ui.input(|i| i.key_pressed(egui::Key::Escape))
}

/// Parses the day of filing. None unless it lies between the opening of the filing window and today.
fn allowed_day(context: &ViewContext<'_>, derived: &Derived, text: &str) -> Option<NaiveDate> {
    let opens = derived.standing().map(|standing| standing.opens);
    parse_date(text).filter(|day| *day <= context.today && opens.is_none_or(|opens| *day >= opens))
}

fn day_and_receipt_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived) {
    if state.filing.year != derived.year {
        state.filing = Filing { year: derived.year, day: context.today.to_string(), ..Filing::default() };
    }
    let is_allowed = allowed_day(context, derived, &state.filing.day).is_some();
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
    if !is_allowed {
        let danger = Tokens::of(ui).danger.text;
        let from = derived.standing().map(|standing| standing.opens.to_string()).unwrap_or_default();
        let args = [("from", from.into()), ("to", context.today.to_string().into())];
        let words = context.format("report-filed-day-between", args);
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(danger)).wrap());
    }
}

fn filing_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    if derived.standing().is_some_and(|standing| context.today < standing.opens) {
        remark(ui, context.text("report-file-not-yet"));
        return;
    }
    day_and_receipt_ui(ui, context, state, derived);
    let day = allowed_day(context, derived, &state.filing.day);
    let filing = &mut state.filing;
    if is_locked(context, derived) || context.workbook.is_report_begun(derived.year) {
        // A report that was begun or frozen in this workbook was prepared in it.
        filing.elsewhere = false;
    } else {
        ui.checkbox(&mut filing.elsewhere, context.text("report-file-elsewhere"));
    }
    if !filing.elsewhere {
        files_ui(ui, context, &mut filing.files, AttachTo::Filing, out);
    }
    ui.add_space(GRID);
    if state.freezing == Some(Freezing::File) && !state.filing.elsewhere {
        confirm_freeze_ui(ui, context, state, derived, out);
        return;
    }
    let button = ui.add_enabled_ui(day.is_some(), |ui| ui.button(context.text("report-file"))).inner;
    if !button.clicked() {
        return;
    }
    match day {
        Some(day) if state.filing.elsewhere => {
            let typed = std::mem::take(&mut state.filing);
            out.push(Intent::Report(ReportIntent::FileElsewhere(derived.year, day, typed.receipt)));
        }
        _ => ask_or_freeze(context, state, derived, Freezing::File, out),
    }
}
