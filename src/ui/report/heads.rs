//! The text of the report by head: the figures, the text, and its comparison with the draft.

use super::{Derived, ReportIntent, ReportPlace, is_locked, report_of};
use crate::obligation::{Publication, ReportHead};
use crate::report::{HeadStatus, head_status, head_title, merge_draft};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, HEADING, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, draft_field, elided, form_label, primary_button, remark};
use crate::ui::kit::{Tokens, Tone, fonts, icons};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{ReportPart, Value};
use egui::{
    CornerRadius, Frame, Id, Label, Margin, Panel, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
};
use egui::{pos2, vec2};
use similar::{ChangeTag, TextDiff};

pub(super) fn text_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    let heads = &context.catalog.report.heads;
    let chosen = heads.iter().find(|head| Some(&head.key) == state.head.as_ref()).or_else(|| heads.first());
    let Some(head) = chosen else { return };
    let width = if ui.available_width() > 860.0 { 260.0 } else { 176.0 };
    Panel::left("report_heads")
        .frame(Frame::NONE.inner_margin(Margin { left: 20, right: 8, top: 4, bottom: 8 }))
        .resizable(false)
        .exact_size(width)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (i, each) in heads.iter().enumerate() {
                if head_row(ui, context, derived, (i, each), each.key == head.key) {
                    state.head = Some(each.key.clone());
                }
            }
        });
    let mut area = ScrollArea::vertical().id_salt(("head", &head.key)).auto_shrink(false);
    // Each head starts at its top, so that the title above the fields is the one of the head that is edited.
    let shown = (derived.year, head.key.clone());
    if state.head_shown.as_ref() != Some(&shown) {
        area = area.vertical_scroll_offset(0.0);
        state.head_shown = Some(shown);
    }
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        area.show(ui, |ui| {
            Frame::NONE.inner_margin(Margin { left: 12, right: 16, top: 4, bottom: 20 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 2.0 * GRID;
                one_head_ui(ui, context, state, derived, head, out);
            });
        });
    });
}

fn status_of(context: &ViewContext<'_>, derived: &Derived, head: &ReportHead) -> HeadStatus {
    head_status(report_of(context, derived), &head.key, derived.draft(&head.key))
}

fn status_words(tokens: &Tokens, head: &ReportHead, status: HeadStatus) -> (&'static str, Tone) {
    match status {
        HeadStatus::Empty if head.required => ("head-empty", tokens.not_started),
        HeadStatus::Empty => ("head-optional", tokens.not_started),
        HeadStatus::Drafted => ("head-drafted", tokens.info),
        HeadStatus::Written => ("head-written", tokens.met),
        HeadStatus::Outdated => ("head-outdated", tokens.warning),
        HeadStatus::Diverged => ("head-diverged", tokens.warning),
    }
}

/// Draws a head in the list. True if it was clicked.
fn head_row(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    derived: &Derived,
    (i, head): (usize, &ReportHead),
    here: bool,
) -> bool {
    let tokens = Tokens::of(ui);
    let title = format!("{}. {}", i + 1, head_title(report_of(context, derived), head).get(context.locale.language));
    let (word, tone) = status_words(tokens, head, status_of(context, derived, head));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::click());
    let name = format!("{title} {}", context.text(word));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &name));
    if here {
        ui.painter().rect_filled(rect, CornerRadius::same(6), tokens.selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), tokens.hover);
    }
    let inner = rect.shrink2(vec2(10.0, 5.0));
    let galley = elided(ui, &title, fonts::regular(TEXT), tokens.ink, inner.width());
    ui.painter().galley(inner.min, galley, tokens.ink);
    let galley = elided(ui, &context.text(word), fonts::regular(TEXT_SMALL), tone.text, inner.width());
    ui.painter().galley(pos2(inner.left(), inner.top() + 19.0), galley, tone.text);
    response.on_hover_text(title).clicked()
}

fn one_head_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    head: &ReportHead,
    out: &mut Outbox,
) {
    let report = report_of(context, derived);
    let language = context.locale.language;
    let locked = is_locked(context, derived);
    ui.add(Label::new(RichText::new(head_title(report, head).get(language)).font(fonts::bold(HEADING))).wrap());
    let publication = context.text(match head.publication {
        Publication::Public => "publication-public",
        Publication::Choice => "publication-choice",
        Publication::NotPublic => "publication-not-public",
    });
    remark(ui, format!("{} · {} · {publication}", head.asks.get(language), head.source.get(language)));
    ui.add_enabled_ui(!locked, |ui| {
        title_ui(ui, context, derived, head, out);
        super::figures::figures_ui(ui, context, derived, head, out);
        draft_ui(ui, context, state, derived, head, out);
    });
    let text = report.and_then(|r| r.heads.get(&head.key)).map_or("", String::as_str);
    let before = context.workbook.reports.get(&(derived.year - 1)).and_then(|r| r.heads.get(&head.key));
    if let Some(before) = before.filter(|_| ui.available_width() > 640.0) {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            // A column of egui stretches its contents.
            let own = egui::Layout::top_down(egui::Align::Min);
            left.with_layout(own, |ui| editor_ui(ui, context, derived, head, (text, locked), out));
            right.with_layout(own, |ui| before_ui(ui, context, derived.year - 1, before));
        });
        return;
    }
    editor_ui(ui, context, derived, head, (text, locked), out);
    if let Some(before) = before {
        before_ui(ui, context, derived.year - 1, before);
    }
}

/// Draws the field for the company's own title of the head.
fn title_ui(ui: &mut Ui, context: &ViewContext<'_>, derived: &Derived, head: &ReportHead, out: &mut Outbox) {
    let own = report_of(context, derived).and_then(|r| r.titles.get(&head.key)).cloned().unwrap_or_default();
    ui.horizontal(|ui| {
        let name = context.text("head-own-title");
        form_label(ui, &name, LABEL);
        let id = Id::unique(("head_title", derived.year, &head.key));
        if let Some(text) = draft_field(ui, id, &own, &context.text("head-own-title-hint"), &name, |_| true) {
            set(out, derived.year, ReportPart::Title(head.key.clone()), text.trim());
        }
    });
}

/// The width of the labels of figures, in points.
pub(super) const LABEL: f32 = 176.0;

pub(super) fn set(out: &mut Outbox, year: i32, part: ReportPart, text: &str) {
    let value = (!text.is_empty()).then(|| Value::Text(text.to_owned()));
    out.push(Intent::Report(ReportIntent::Set(year, part, value)));
}

/// Draws the state of the text relative to its draft, and the buttons that take the draft over.
fn draft_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    head: &ReportHead,
    out: &mut Outbox,
) {
    let fresh = derived.draft(&head.key);
    let report = report_of(context, derived);
    let text = report.and_then(|r| r.heads.get(&head.key)).map_or("", String::as_str);
    let base = report.and_then(|r| r.drafts.get(&head.key)).map_or("", String::as_str);
    let status = status_of(context, derived, head);
    let tokens = Tokens::of(ui);
    let mut take = |text: String| {
        out.push(Intent::Report(ReportIntent::TakeDraft {
            year: derived.year,
            head: head.key.clone(),
            text,
            draft: fresh.to_owned(),
        }));
    };
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        let (word, tone) = status_words(tokens, head, status);
        ui.label(RichText::new(context.text(word)).color(tone.text));
        if fresh.is_empty() {
            return;
        }
        match status {
            HeadStatus::Empty => {
                if primary_button(ui, context.text("draft-take")).clicked() {
                    take(fresh.to_owned());
                }
            }
            HeadStatus::Drafted => {}
            HeadStatus::Outdated => {
                if primary_button(ui, context.text("draft-update")).clicked() {
                    take(fresh.to_owned());
                }
            }
            HeadStatus::Written | HeadStatus::Diverged => {
                let merged = merge_draft(base, text, fresh);
                if merged != text && primary_button(ui, context.text("draft-merge")).clicked() {
                    take(merged);
                }
                if ui.button(context.text("draft-replace")).clicked() {
                    take(fresh.to_owned());
                }
            }
        }
        let differs = !text.is_empty() && text != fresh;
        if differs && chip(ui, &context.text("draft-compare"), state.comparing).clicked() {
            state.comparing = !state.comparing;
        }
    });
    if state.comparing && !text.is_empty() && text != fresh {
        diff_ui(ui, context, text, fresh);
    }
}

/// Draws a line comparison of the text and the draft: lines that only one of them has are marked.
fn diff_ui(ui: &mut Ui, context: &ViewContext<'_>, text: &str, fresh: &str) {
    let tokens = Tokens::of(ui);
    Frame::NONE.fill(tokens.quote).corner_radius(CornerRadius::same(6)).inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        remark(ui, context.text("draft-compare-hint"));
        for change in TextDiff::from_lines(text, fresh).iter_all_changes() {
            let (sign, color) = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => (icons::MINUS, tokens.not_met.text),
                ChangeTag::Insert => (icons::PLUS, tokens.met.text),
            };
            let line = RichText::new(format!("{sign} {}", change.value().trim_end())).size(TEXT_SMALL).color(color);
            ui.add(Label::new(line).wrap().selectable(true));
        }
    });
}

fn editor_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    derived: &Derived,
    head: &ReportHead,
    (text, locked): (&str, bool),
    out: &mut Outbox,
) {
    let mut typed = text.to_owned();
    let name = context.format("head-text", [("year", derived.year.to_string().into())]);
    remark(ui, name.clone());
    let hint = context.text("head-text-hint");
    let response = ui.name_inputs(name, |ui| {
        ui.add(
            TextEdit::multiline(&mut typed)
                .id(Id::unique(("head_text", derived.year, &head.key)))
                .desired_rows(12)
                .desired_width(f32::INFINITY)
                .font(fonts::regular(TEXT))
                .interactive(!locked)
                .hint_text(hint),
        )
    });
    if response.changed() {
        set(out, derived.year, ReportPart::Head(head.key.clone()), &typed);
    }
}

/// Draws the text of the same head in the report on the year before.
fn before_ui(ui: &mut Ui, context: &ViewContext<'_>, year: i32, text: &str) {
    remark(ui, context.format("head-before", [("year", year.to_string().into())]));
    let tokens = Tokens::of(ui);
    Frame::NONE.fill(tokens.quote).corner_radius(CornerRadius::same(6)).inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(text).wrap().selectable(true));
    });
}
