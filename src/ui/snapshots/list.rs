//! The list of kept and received snapshots.

use super::{SnapshotSource, SnapshotsState, kept, purpose, verdict_words};
use crate::command::{KeyOwner, keep_focus_from_arrows};
use crate::snapshot::CountsView;
use crate::snapshot::charts::segments;
use crate::ui::kit::rows::{Rows, row_by_arrows};
use crate::ui::kit::tokens::{GRID, RADIUS_CARD, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, empty_state, paint_pill, paint_segments, pill_width};
use crate::ui::kit::{Tokens, Tone, fonts, icons, style};
use crate::ui::{Outbox, ViewContext, charts};
use egui::{
    Frame, Id, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// The contents of a row.
struct Row {
    source: SnapshotSource,
    title: String,
    aside: String,
    counts: Option<CountsView>,
    verdict: Option<(&'static str, String, Tone)>,
    signature: Option<(&'static str, String, Tone)>,
}

pub(super) fn list_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, _out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let frozen: Vec<Row> = kept(context).into_iter().filter_map(|id| kept_row(context, tokens, state, id)).collect();
    let places = 0..state.received.len();
    let received: Vec<Row> = places.rev().filter_map(|place| received_row(context, tokens, state, place)).collect();
    let rows: Vec<SnapshotSource> = frozen.iter().chain(&received).map(|row| row.source).collect();
    move_by_keys(ui, context, state, &rows);
    let chosen = state.selected.filter(|selected| rows.contains(selected)).map(row_id);
    let mut list = Rows::begin(ui.ctx(), list_id(), chosen, context.key_owner == KeyOwner::Place);
    ScrollArea::vertical().id_salt("snapshots").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            if frozen.is_empty() && received.is_empty() {
                let title = context.text("snapshot-empty");
                empty_state(ui, icons::STACK, &title, &context.text("snapshot-empty-hint"));
                return;
            }
            for row in &frozen {
                row_ui(ui, context, state, &mut list, row);
            }
            if !received.is_empty() {
                ui.add_space(2.0 * GRID);
                ui.label(RichText::new(context.text("snapshot-received")).text_style(style::emphasis()));
            }
            for row in &received {
                row_ui(ui, context, state, &mut list, row);
            }
        });
    });
}

/// The id of the list, which is a single Tab stop.
fn list_id() -> Id {
    Id::unique("snapshot_rows")
}

fn row_id(source: SnapshotSource) -> Id {
    Id::unique(("snapshot_row", source))
}

/// Moves the selection by the arrow keys while no other widget has the focus.
fn move_by_keys(ui: &Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, rows: &[SnapshotSource]) {
    let focused = ui.memory(egui::Memory::focused);
    let is_row = focused.is_none() || focused == state.selected.map(row_id);
    if !is_row || context.key_owner != KeyOwner::Place {
        return;
    }
    keep_focus_from_arrows(ui.ctx());
    let here = state.selected.and_then(|selected| rows.iter().position(|row| *row == selected));
    if let Some(row) = row_by_arrows(ui, here, rows.len()).and_then(|next| rows.get(next)) {
        state.selected = Some(*row);
    }
}

fn kept_row(
    context: &ViewContext<'_>,
    tokens: &Tokens,
    state: &SnapshotsState,
    id: crate::workbook::SnapshotId,
) -> Option<Row> {
    let frozen = context.workbook.snapshots.get(&id)?;
    let known = state.kept.get(&id).and_then(Option::as_ref);
    let by = known.and_then(|kept| kept.by.clone()).or_else(|| frozen.by.map(|by| context.person(by).to_owned()));
    let digest = frozen.digest.short();
    let aside: Vec<String> = [Some(frozen.on.to_string()), by, Some(digest)].into_iter().flatten().collect();
    Some(Row {
        source: SnapshotSource::Kept(id),
        title: purpose(context, &frozen.purpose),
        aside: aside.join(" · "),
        counts: known.map(|kept| kept.counts),
        verdict: known.map(|kept| verdict_words(context, tokens, &kept.verdict)),
        signature: None,
    })
}

fn received_row(context: &ViewContext<'_>, tokens: &Tokens, state: &SnapshotsState, place: usize) -> Option<Row> {
    let received = state.received.get(place)?.as_ref()?;
    let snapshot = &received.checked.snapshot;
    let frozen = snapshot.frozen.as_ref();
    let aside = [
        Some(snapshot.on.to_string()),
        frozen.and_then(|frozen| frozen.by.clone()),
        frozen.map(|frozen| purpose(context, &frozen.purpose)),
    ];
    let verdict = if received.is_workbook {
        (icons::FILE, context.text("snapshot-of-workbook").into_owned(), tokens.info)
    } else {
        verdict_words(context, tokens, &Ok(received.checked.verdict))
    };
    Some(Row {
        source: SnapshotSource::Received(place),
        title: received.name.clone(),
        aside: aside.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        counts: Some(snapshot.counts),
        verdict: Some(verdict),
        signature: received.signature.as_ref().map(|signature| signature.words(context, tokens)),
    })
}

fn row_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, list: &mut Rows, row: &Row) {
    const BAR: f32 = 160.0;
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 62.0), Sense::hover());
    let (response, came) = list.row(ui, rect, row_id(row.source), Sense::CLICK);
    let selected = state.selected == Some(row.source);
    let verdict = row.verdict.as_ref();
    let words = verdict.map_or_else(|| context.text("snapshot-checking").into_owned(), |(_, words, _)| words.clone());
    let mut name = format!("{} · {} · {words}", row.title, row.aside);
    if let Some((_, words, _)) = &row.signature {
        name = format!("{name} · {words}");
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let fill = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => tokens.selected,
        (false, true) => tokens.hover,
        (false, false) => tokens.card,
    };
    let edge = if selected || response.has_focus() { tokens.accent } else { tokens.hairline };
    ui.painter().rect(rect, RADIUS_CARD, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(16.0, 10.0));
    let (top, below) = (inner.top() + 10.0, inner.bottom() - 9.0);
    let draw = |x: f32, y: f32, text: &str, font, color, width: f32| {
        let galley = elided(ui, text, font, color, width);
        ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, color);
    };
    let mut pill_space = 0.0;
    for (icon, words, tone) in verdict.into_iter().chain(&row.signature) {
        let text = format!("{icon} {words}");
        paint_pill(ui, pos2(inner.right() - pill_space, top), &text, *tone);
        pill_space += pill_width(ui, &text) + 8.0;
    }
    let bold = fonts::bold(14.0);
    draw(inner.left(), top, &row.title, bold, tokens.ink, inner.width() - pill_space - 4.0);
    let right = if inner.width() > 420.0 { BAR + 108.0 } else { 100.0 };
    draw(inner.left(), below, &row.aside, fonts::regular(TEXT_SMALL), tokens.muted, inner.width() - right);
    if let Some(counts) = &row.counts {
        let args = [("met", counts.met.into()), ("all", counts.applying.into())];
        let words = context.format("compare-met-of", args);
        let words = elided(ui, &words, fonts::regular(TEXT_SMALL), tokens.muted, 96.0);
        let at = pos2(inner.right() - words.size().x, below - words.size().y / 2.0);
        ui.painter().galley(at, words, tokens.muted);
        if inner.width() > 420.0 {
            let bar = Rect::from_min_size(pos2(inner.right() - 104.0 - BAR, below - 3.0), vec2(BAR, 6.0));
            paint_segments(ui, bar, &charts::colored(&segments(counts), tokens));
        }
    }
    if came {
        state.selected = Some(row.source);
    }
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        state.selected = if selected { None } else { Some(row.source) };
    }
}
