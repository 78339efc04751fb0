//! Draws the charts that [`crate::snapshot::charts`] describes.

use super::ViewContext;
use super::kit::Tokens;
use super::kit::tokens::TEXT_SMALL;
use super::kit::widgets::remark;
use super::shared::status_tone;
use crate::command::status_icon;
use crate::snapshot::ProgressPoint;
use crate::snapshot::charts::{LAYERS, Segment, Timeline};
use crate::workbook::Status;
use chrono::NaiveDate;
use egui::{Color32, Mesh, Pos2, Rect, RichText, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// The segments of a bar or ring, each with the color of its status.
pub(super) fn colored(segments: &[Segment], tokens: &Tokens) -> Vec<(f32, Color32)> {
    segments.iter().map(|segment| (segment.share, status_tone(tokens, segment.status).solid)).collect()
}

/// The color of a layer over time. Duties that are not started have the color of the empty track, as in a bar.
fn layer_color(tokens: &Tokens, status: Status) -> Color32 {
    if status == Status::NotStarted { tokens.track } else { status_tone(tokens, status).solid }
}

/// Draws the statuses over time with a legend. A tooltip shows the counts of the day under the pointer.
pub(super) fn timeline_ui(ui: &mut Ui, context: &ViewContext<'_>, timeline: &Timeline) {
    let Some(from) = timeline.from() else {
        remark(ui, context.text("chart-empty"));
        return;
    };
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 112.0), Sense::hover());
    let until = timeline.until;
    let ends = [("from", from.to_string().into()), ("until", until.to_string().into())];
    let name = context.format("chart-timeline-name", ends);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    paint_layers(ui, tokens, rect, timeline);
    if let Some(pointer) = response.hover_pos() {
        let share = ((pointer.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        let day = timeline.day_at(share).unwrap_or(from);
        let line = Stroke::new(1.0, tokens.ink);
        ui.painter().vline(pointer.x.clamp(rect.left(), rect.right()), rect.y_range(), line);
        if let Some(point) = timeline.points.iter().rev().find(|point| point.on <= day) {
            response.on_hover_ui_at_pointer(|ui| point_ui(ui, context, day, point));
        }
    }
    ui.horizontal(|ui| {
        ui.label(RichText::new(from.to_string()).size(TEXT_SMALL).color(tokens.muted));
        if until > from {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(until.to_string()).size(TEXT_SMALL).color(tokens.muted));
            });
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for status in LAYERS {
            let (swatch, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().rect_filled(swatch, 2.0, layer_color(tokens, status));
            ui.add_space(-6.0);
            ui.label(RichText::new(context.locale.status(status)).size(TEXT_SMALL).color(tokens.muted));
        }
    });
    remark(ui, context.format("chart-timeline-note", [("day", from.to_string().into())]));
}

fn paint_layers(ui: &Ui, tokens: &Tokens, rect: Rect, timeline: &Timeline) {
    let at = |x: f32, y: f32| pos2(rect.left() + x * rect.width(), rect.bottom() - y * rect.height());
    let edges = timeline.edges();
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for (i, edge) in edges.iter().enumerate() {
        let x = timeline.points.get(i).map_or(0.0, |point| timeline.place(point.on));
        let next = timeline.points.get(i + 1).map_or(1.0, |point| timeline.place(point.on));
        let mut below = 0.0;
        for (status, top) in LAYERS.into_iter().zip(edge) {
            let step = Rect::from_two_pos(at(x, below), at(next, *top));
            // Adjacent steps must not show the background between them, so each is a mesh without antialiased edges.
            painter.add(Shape::mesh(filled(step, layer_color(tokens, status))));
            below = *top;
        }
    }
    for share in [0.0, 0.5, 1.0] {
        let y = at(0.0, share).y.clamp(rect.top() + 0.5, rect.bottom() - 0.5);
        painter.hline(rect.x_range(), y, Stroke::new(1.0, tokens.hairline));
    }
}

fn filled(rect: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(Rect::from_min_max(round(rect.min), round(rect.max)), color);
    mesh
}

fn round(at: Pos2) -> Pos2 {
    pos2(at.x.round(), at.y.round())
}

/// Draws the counts of one day.
fn point_ui(ui: &mut Ui, context: &ViewContext<'_>, day: NaiveDate, point: &ProgressPoint) {
    ui.label(day.to_string());
    for status in LAYERS {
        let n = point.of(status);
        ui.label(format!("{} {} {n}", status_icon(status), context.locale.status(status)));
    }
}
