//! The duties of a report with their attestations, and the flags that argue against repeating the answer of the year
//! before.

use super::intents::{About, Trail};
use super::tones::{flag_tone, pill, statement_tone};
use super::{Derived, ReportIntent, ReportPlace, is_locked, locked_text, report_of};
use crate::report::{DutyReview, Flag, ReportStatement};
use crate::ui::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, elided, remark};
use crate::ui::kit::{Tokens, fonts};
use crate::ui::{Destination, Intent, Outbox, ViewContext};
use crate::workbook::DutyId;
use egui::{CornerRadius, Label, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

pub(super) fn duties_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    super::gate::tally_ui(ui, context, derived.review.tally);
    ui.horizontal_wrapped(|ui| {
        if chip(ui, &context.text("filter-any"), state.flag.is_none()).clicked() {
            state.flag = None;
        }
        for flag in Flag::ALL {
            let n = derived.review.count(flag);
            if n > 0 && chip(ui, &format!("{} {n}", context.locale.flag(flag)), state.flag == Some(flag)).clicked() {
                state.flag = Some(flag);
            }
        }
    });
    remark(
        ui,
        context.text(if is_locked(context, derived) {
            locked_text(report_of(context, derived))
        } else {
            "duties-hint"
        }),
    );
    ui.spacing_mut().item_spacing.y = 2.0;
    let is_shown = |m: &&DutyReview| state.flag.is_none_or(|flag| m.flags.contains(&flag));
    let shown: Vec<&DutyReview> = derived.review.reviewed_duties.iter().filter(is_shown).collect();
    let mut clicked = None;
    for (i, reviewed) in shown.iter().enumerate() {
        let rect = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
        if ui.is_rect_visible(rect) {
            if row_ui(ui, context, derived, reviewed) {
                clicked = Some((i, *reviewed));
            }
        } else {
            // A row outside the visible area reserves its space and draws nothing.
            ui.allocate_space(rect.size());
        }
    }
    let Some((at, reviewed)) = clicked else { return };
    out.push(if is_locked(context, derived) || reviewed.statement == ReportStatement::ByFiling {
        Intent::Go(Destination::Duty(reviewed.duty))
    } else {
        // The duty that the filing itself fulfills needs no answer, so the walk-through leaves it out and the index
        // skips it.
        let asked = |reviewed_duties: &[&DutyReview]| -> Vec<DutyId> {
            reviewed_duties
                .iter()
                .filter(|reviewed| reviewed.statement != ReportStatement::ByFiling)
                .map(|reviewed| reviewed.duty)
                .collect()
        };
        let at = asked(shown.get(..at).unwrap_or_default()).len();
        let about = state.flag.map_or(About::Listed, About::Flag);
        Intent::Report(ReportIntent::WalkAlong(derived.year, Trail { about, duties: asked(&shown), at }))
    });
}

const ROW: f32 = 46.0;

/// Draws a duty. True if it was clicked.
fn row_ui(ui: &mut Ui, context: &ViewContext<'_>, derived: &Derived, reviewed: &DutyReview) -> bool {
    let tokens = Tokens::of(ui);
    let Some(entry) = context.register.entry(reviewed.duty) else { return false };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let title = entry.duty.definition.title.get(context.locale.language);
    let (now, tone) = (context.locale.statement_name(reviewed.statement), statement_tone(tokens, reviewed.statement));
    let name = format!("{} {title} {now}", reviewed.label);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let fill = if response.hovered() || response.has_focus() { tokens.hover } else { tokens.card };
    ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
    let inner = rect.shrink2(vec2(12.0, 5.0));
    let width = inner.width();
    let text = |at, text: &str, font, color, room: f32| {
        let galley = elided(ui, text, font, color, room);
        ui.painter().galley(at, galley, color);
    };
    text(inner.min, &reviewed.label, fonts::bold(TEXT), tokens.ink, 90.0);
    text(inner.min + vec2(96.0, 0.0), title, fonts::regular(TEXT), tokens.ink, width - 96.0 - 130.0);
    let flags: Vec<String> = reviewed
        .flags
        .iter()
        .filter(|f| **f != Flag::Unconfirmed)
        .map(|f| context.locale.flag(*f).into_owned())
        .collect();
    let mut second = flags.join(" · ");
    if let Some(before) = &reviewed.before {
        let args = [
            ("year", (derived.year - 1).to_string().into()),
            ("answer", context.locale.attested(before.answer).into()),
        ];
        let words = context.format("duties-before", args);
        second = if second.is_empty() { words } else { format!("{words} · {second}") };
    }
    text(inner.min + vec2(96.0, 19.0), &second, fonts::regular(TEXT_SMALL), tokens.muted, width - 96.0 - 130.0);
    crate::ui::kit::widgets::paint_pill(ui, pos2(inner.right(), inner.center().y), &now, tone);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// Draws the duties of an agenda, each with its flags.
pub(super) fn agenda_ui(ui: &mut Ui, context: &ViewContext<'_>, reviewed_duties: &[&DutyReview]) {
    let tokens = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = GRID;
    for reviewed in reviewed_duties {
        let Some(entry) = context.register.entry(reviewed.duty) else { continue };
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&reviewed.label).font(fonts::bold(TEXT)));
            ui.add(Label::new(entry.duty.definition.title.get(context.locale.language)).wrap());
            for flag in &reviewed.flags {
                pill(ui, &context.locale.flag(*flag), flag_tone(tokens, *flag));
            }
        });
    }
}
