//! The overview: validity of the license, progress, overdue dates, and the next dates.

use super::charts::{colored, timeline_ui};
use super::kit::tokens::{GRID, TEXT_SMALL, TITLE};
use super::kit::widgets::{banner, card, link, paint_segments, remark, ring};
use super::kit::{Tokens, fonts, icons};
use super::shared::{cause_words, date_tone, distance_words, status_tone};
use super::{Destination, Intent, Outbox, ViewContext, Views};
use crate::command::{Command, Place, status_icon};
use crate::deadlines::{DateItem, DateRule, DateState, DueFilter, Entry, EvidenceFilter, Filter, OwnerFilter};
use crate::obligation::{ApplicabilityState, Predicate};
use crate::workbook::Status;
use egui::{
    CornerRadius, Frame, Label, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};
use std::collections::BTreeSet;

pub(super) fn overview_ui(ui: &mut Ui, context: &ViewContext<'_>, _views: &mut Views, out: &mut Outbox) {
    // The window is cleared with the background color already; another fill would repaint every pixel.
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        ScrollArea::vertical().id_salt("overview").auto_shrink(false).show(ui, |ui| {
            Frame::NONE.inner_margin(Margin::symmetric(24, 18)).show(ui, |ui| {
                // The width is limited because longer lines are hard to read.
                ui.set_width(ui.available_width().min(1560.0));
                head_ui(ui, context);
                ui.add_space(2.0 * GRID);
                validity_ui(ui, context, out);
                points_ui(ui, context, out);
                ui.add_space(4.0 * GRID);
                cards_ui(ui, context, out);
            });
        });
    });
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let tokens = Tokens::of(ui);
    let license = &context.register.parsed;
    let text = |value: &Option<crate::license::Spanned<String>>| value.as_ref().map(|v| v.value.clone());
    ui.horizontal_wrapped(|ui| {
        let company = text(&license.cover.company).unwrap_or_else(|| context.text("company-unknown").into_owned());
        ui.label(RichText::new(company).font(fonts::bold(TITLE)));
        ui.add_space(2.0 * GRID);
        let services: Vec<String> = license.annex.services.iter().map(|s| context.service(s)).collect();
        let number = text(&license.cover.number).unwrap_or_default();
        let services = services.join(&context.text("list-separator"));
        let known = [number, services].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
        ui.label(RichText::new(known.join(" · ")).color(tokens.muted));
    });
}

/// Draws the banner that states whether the license is valid, and the day until which renewal has to be requested.
fn validity_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let Some(valid_until) = context.register.parsed.cover.valid_until.as_ref().map(|v| v.value) else {
        banner(ui, tokens.warning, |ui| ui.label(context.text("banner-unknown")));
        return;
    };
    let days = context.register.days_left().unwrap_or_default();
    let (tone, words) = if days < 0 {
        let args = [("date", valid_until.to_string().into()), ("n", (-days).into())];
        (tokens.danger, context.format("banner-expired", args))
    } else {
        let args = [("date", valid_until.to_string().into()), ("n", days.into())];
        (if days <= 120 { tokens.warning } else { tokens.met }, context.format("banner-left", args))
    };
    let renewal = context.dates.iter().find(|d| d.rule == DateRule::BeforeExpiry);
    banner(ui, tone, |ui| {
        ui.horizontal(|ui| {
            let icon = if days < 0 { icons::WARNING } else { icons::SHIELD_CHECK };
            ui.label(RichText::new(format!("{icon} {words}")).font(fonts::bold(13.0)).color(tone.text));
            ui.add_space(GRID);
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(item) = renewal {
                    if ui.button(context.format("banner-open", [("label", item.label.as_str().into())])).clicked() {
                        out.push(Intent::Go(Destination::Duty(item.duty)));
                    }
                    if let Some(day) = item.due.or(item.raw) {
                        let words = context.format("banner-renewal", [("date", day.to_string().into())]);
                        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                            ui.add(Label::new(RichText::new(words).color(tokens.ink)).truncate());
                        });
                    }
                }
            });
        });
    });
}

/// Draws the points about the license text that nobody has settled.
fn points_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    const SHOWN: usize = 3;
    let points = context.open_points();
    if points.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.add_space(2.0 * GRID);
    banner(ui, tokens.warning, |ui| {
        ui.horizontal(|ui| {
            let words = context.format("points-title", [("n", points.len().into())]);
            ui.label(RichText::new(words).font(fonts::bold(13.0)).color(tokens.warning.text));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(Command::ShowUnderstood.name(context.locale)).clicked() {
                    out.command(Command::ShowUnderstood);
                }
            });
        });
        for point in points.iter().take(SHOWN) {
            ui.add(Label::new(RichText::new(point.message.get(context.locale.language)).color(tokens.ink)).wrap());
        }
        if points.len() > SHOWN {
            remark(ui, context.format("points-more", [("n", (points.len() - SHOWN).into())]));
        }
    });
}

fn cards_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    const GAP: f32 = 16.0;
    let width = ui.available_width();
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    let three = width >= 880.0;
    let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            add(ui);
        });
    };
    ui.horizontal_top(|ui| {
        let inner = width - if three { 2.0 * GAP } else { GAP };
        let (first, second) = if three { (inner * 0.36, inner * 0.36) } else { (inner * 0.5, inner * 0.5) };
        column(ui, first, &mut |ui| card(ui, &context.text("card-provisions"), |ui| provisions_ui(ui, context, out)));
        column(ui, second, &mut |ui| {
            card(ui, &context.text("card-dates"), |ui| dates_ui(ui, context, out));
            if !three {
                card(ui, &context.text("card-total"), |ui| total_ui(ui, context, out));
            }
            card(ui, &context.text("card-gaps"), |ui| gaps_ui(ui, context, out));
            if !three {
                card(ui, &context.text("card-report"), |ui| report_ui(ui, context, out));
                card(ui, &context.text("chart-timeline"), |ui| timeline_ui(ui, context, &context.charts.timeline));
            }
        });
        if three {
            column(ui, inner * 0.28, &mut |ui| {
                card(ui, &context.text("card-total"), |ui| total_ui(ui, context, out));
                card(ui, &context.text("chart-timeline"), |ui| timeline_ui(ui, context, &context.charts.timeline));
                card(ui, &context.text("card-report"), |ui| report_ui(ui, context, out));
            });
        }
    });
}

fn provisions_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    // A part shows bars only for the clauses of its own duties.
    let is_part = context.workbook.as_part().is_some();
    let is_shown = |clause| !is_part || context.register.counts_of(clause).total > 0;
    for chart in context.charts.bars.iter().filter(|chart| is_shown(chart.clause)) {
        let id = chart.clause;
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 27.0), Sense::click());
        let done = format!("{}/{}", chart.met, chart.applying);
        let topic = context.topic(id);
        response.widget_info(|| {
            let args = [("name", format!("{id} {topic}").into()), ("done", done.as_str().into())];
            WidgetInfo::labeled(Role::Button, true, context.format("tree-row", args))
        });
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect.expand2(vec2(8.0, 0.0)), CornerRadius::same(6), tokens.hover);
        }
        let y = rect.center().y;
        painter.text(pos2(rect.left(), y), egui::Align2::LEFT_CENTER, id.to_string(), fonts::bold(13.0), tokens.ink);
        let bar = Rect::from_min_max(pos2(rect.left() + 52.0, y - 3.0), pos2(rect.right() - 56.0, y + 3.0));
        paint_segments(ui, bar, &colored(&chart.segments, tokens));
        ui.painter().text(pos2(rect.right(), y), egui::Align2::RIGHT_CENTER, done, fonts::regular(13.0), tokens.muted);
        let response = response.on_hover_text(format!("{id} {topic}")).on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.clicked() {
            let filter = Filter { clause: Some(id), ..Filter::default() };
            out.push(Intent::Go(Destination::Filtered(Box::new(filter))));
        }
    }
    ui.add_space(2.0 * GRID);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for status in Status::ALL {
            let tone = status_tone(tokens, status);
            let n = context.register.counts.of(status);
            let text = format!("{} {} {n}", status_icon(status), context.locale.status(status));
            let button = egui::Button::new(RichText::new(text).size(TEXT_SMALL).color(tone.text))
                .fill(tone.pale)
                .stroke(Stroke::NONE)
                .corner_radius(10.0)
                .min_size(vec2(0.0, 22.0));
            if ui.add(button).clicked() {
                let filter = Filter { statuses: BTreeSet::from([status]), ..Filter::default() };
                out.push(Intent::Go(Destination::Filtered(Box::new(filter))));
            }
        }
    });
}

fn dates_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    const LINES: usize = 7;
    let tokens = Tokens::of(ui);
    let mut dates: Vec<&DateItem> = context.dates.iter().filter(|d| d.state != DateState::Done).collect();
    // The most urgent dates come first, because only a few lines fit and overdue dates must be among them.
    dates.sort_by_key(|d| (d.horizon(context.today), d.day()));
    if dates.is_empty() {
        remark(ui, context.text("dates-empty"));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for item in dates.iter().take(LINES) {
        date_row(ui, context, tokens, item, out);
    }
    if dates.len() > LINES {
        let words = context.format("dates-more", [("n", (dates.len() - LINES).into())]);
        if link(ui, format!("{words} {}", icons::ARROW_RIGHT)).clicked() {
            out.push(Intent::Go(Destination::Place(Place::Deadlines)));
        }
    }
}

fn date_row(ui: &mut Ui, context: &ViewContext<'_>, tokens: &Tokens, item: &DateItem, out: &mut Outbox) {
    use super::kit::widgets::elided;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 50.0), Sense::click());
    let title = item.title.get(context.locale.language);
    let far = distance_words(context, item);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{far} {} {title}", item.labels())));
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.hairline));
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.expand2(vec2(8.0, 0.0)), CornerRadius::same(6), tokens.hover);
    }
    let color = date_tone(tokens, item).text;
    let left_width = 112.0_f32.min(rect.width() * 0.36);
    let right = rect.left() + left_width;
    let top = rect.top() + 16.0;
    let below = rect.top() + 35.0;
    let draw = |x: f32, y: f32, text: &str, size: f32, color, width: f32| {
        let galley = elided(ui, text, fonts::regular(size), color, width);
        ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, color);
    };
    draw(rect.left(), top, &far, 13.0, color, left_width - 8.0);
    let day = item.due.or(item.raw).map(|d| d.to_string()).unwrap_or_default();
    draw(rect.left(), below, &day, TEXT_SMALL, tokens.muted, left_width - 8.0);
    draw(right, top, &format!("{} {title}", item.labels()), 13.0, tokens.ink, rect.right() - right);
    // The first column already shows the distance in days, so this line shows the reason for the date, or the missing
    // input.
    let cause = cause_words(context, item).filter(|_| item.state != DateState::DecisionMissing);
    let why = match item.state {
        DateState::DecisionMissing => &item.reason,
        DateState::Overdue | DateState::DueSoon | DateState::Later | DateState::Done => {
            item.steps.first().map_or(&item.reason, |step| &step.text)
        }
    };
    let why = cause.unwrap_or_else(|| why.get(context.locale.language).to_owned());
    draw(right, below, &why, TEXT_SMALL, tokens.muted, rect.right() - right);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        out.push(Intent::Go(Destination::Duty(item.duty)));
    }
}

fn total_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let counts = context.register.counts;
    let chart = &context.charts.ring;
    ui.add_space(GRID);
    ui.vertical_centered(|ui| {
        let subtitle = context.format("total-subtitle", [("met", chart.met.into()), ("all", chart.applying.into())]);
        let percent = format!("{}%", chart.percent);
        if ring(ui, 150.0, &colored(&chart.segments, tokens), &percent, &subtitle).clicked() {
            out.push(Intent::Go(Destination::Filtered(Box::default())));
        }
    });
    ui.add_space(GRID);
    ui.vertical_centered(|ui| {
        let na = counts.of(Status::NotApplicable);
        remark(ui, context.format("total-remark", [("total", counts.total.into()), ("na", na.into())]));
    });
}

/// Draws the gaps. Each number is a link to the duties that it counts.
fn gaps_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let counts = context.register.counts;
    let entries = context.register.entries.iter();
    let conditional = entries.filter(|e| e.applicability.state == ApplicabilityState::Conditional);
    let (to_state, to_wait): (Vec<_>, Vec<_>) = conditional.partition(|e| waits_for_fact(e));
    let conditional = [("facts", to_state.len().into()), ("events", to_wait.len().into())];
    let open = Filter::open();
    let gaps = [
        (
            "gap-no-evidence",
            counts.met_without_evidence,
            Filter { statuses: BTreeSet::from([Status::Met]), evidence: EvidenceFilter::None, ..Filter::default() },
        ),
        ("gap-overdue", counts.overdue, Filter { due: DueFilter::Overdue, ..Filter::default() }),
        (
            "gap-no-owner",
            counts.without_owner,
            Filter { owner: OwnerFilter::Nobody, statuses: not_na(), ..Filter::default() },
        ),
        (
            "gap-conditional",
            to_state.len() + to_wait.len(),
            Filter { applicability: BTreeSet::from([ApplicabilityState::Conditional]), ..Filter::default() },
        ),
        (
            "gap-open",
            [Status::NotStarted, Status::InProgress, Status::NotMet].iter().map(|s| counts.of(*s)).sum(),
            open,
        ),
    ];
    for (id, n, filter) in gaps.into_iter().filter(|(_, n, _)| *n > 0) {
        let args = [("n", n.into())].into_iter().chain(conditional.clone());
        if link(ui, format!("{} {}", context.format(id, args), icons::ARROW_RIGHT)).clicked() {
            out.push(Intent::Go(match id {
                "gap-no-evidence" => Destination::Lacking { only_met: true },
                _ => Destination::Filtered(Box::new(filter)),
            }));
        }
    }
}

/// Whether a fact about the company must be stated before the program can tell whether the duty applies.
fn waits_for_fact(entry: &Entry) -> bool {
    let mut reasons = entry.applicability.reasons.iter();
    reasons.any(|r| r.state == ApplicabilityState::Conditional && matches!(r.predicate, Some(Predicate::Fact(_))))
}

fn not_na() -> BTreeSet<Status> {
    Status::ALL.into_iter().filter(|s| *s != Status::NotApplicable).collect()
}

/// Draws the period for submitting the annual report, which provision 十四 sets to the first quarter of each year.
fn report_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    use chrono::Datelike as _;
    let filing = context
        .dates
        .iter()
        .filter(|d| d.rule == DateRule::AnnualReport && d.state != DateState::Done)
        .filter_map(|d| Some((d.due?, d)))
        .min_by_key(|(due, _)| *due);
    match filing {
        Some((last_day, item)) => {
            let args = [
                ("year", (last_day.year() - 1).to_string().into()),
                ("from", format!("{}-01-01", last_day.year()).into()),
                ("to", last_day.to_string().into()),
            ];
            if link(ui, context.format("report-window", args)).clicked() {
                out.push(Intent::Go(Destination::Place(Place::Report)));
            }
            remark(ui, distance_words(context, item));
        }
        None => {
            remark(ui, context.text("report-none"));
        }
    }
}
