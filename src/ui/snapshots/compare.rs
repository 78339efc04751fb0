//! The differences between two snapshots: grouped by provision, old and new values side by side, with marked text
//! changes.

use super::{Shown, SnapshotIntent, SnapshotSource, SnapshotsState, source_name, sources};
use crate::export_format::ComparisonFormat;
use crate::language::Language;
use crate::snapshot::diff::formatter::{DiffFormatter, FieldTexts, TextPart, kind_name, section_name};
use crate::snapshot::diff::{ChangeKind, ItemChange, Section};
use crate::ui::kit::tokens::{GRID, RADIUS_CARD, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, close_when_chosen, empty_state, remark};
use crate::ui::kit::{Tokens, Tone, fonts, icons, style};
use crate::ui::{Intent, Outbox, ViewContext};
use egui::text::{LayoutJob, TextFormat};
use egui::{ComboBox, Frame, Label, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui};
use std::sync::Arc;

/// Filters and cached layout of a comparison.
#[derive(Default)]
pub(super) struct View {
    /// Shows only changes that contain these words.
    filter: String,
    /// Shows only changes of this kind.
    kind: Option<ChangeKind>,
    /// The formatted comparison, cached until the comparison or the language changes.
    ready: Option<Ready>,
    /// The width and the heights of the records when they were last drawn, in points. Records outside the visible part
    /// are not laid out again.
    heights: (f32, Vec<Option<f32>>),
}

/// A comparison formatted in one language.
struct Ready {
    of: Arc<Shown>,
    language: Language,
    summary: String,
    left_out: Option<String>,
    records: Vec<Record>,
}

struct Record {
    /// The title of the group.
    group: String,
    kind: ChangeKind,
    kind_name: String,
    section: String,
    name: String,
    fields: Vec<Field>,
    /// All text of the record in lower case, for the filter.
    all: String,
}

struct Field {
    name: String,
    before: Vec<TextPart>,
    after: Vec<TextPart>,
}

/// Draws the fields that select the snapshots to compare.
pub(super) fn choice_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, out: &mut Outbox) {
    let all = sources(context, state);
    let (mut before, mut after) = state.pair;
    ui.horizontal_wrapped(|ui| {
        source_box(ui, context, state, "compare_before", ("compare-before", &mut before), &all);
        ui.label(icons::ARROW_RIGHT);
        source_box(ui, context, state, "compare_after", ("compare-after", &mut after), &all);
        let swap =
            crate::ui::kit::widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, &context.text("compare-swap"), false);
        if swap.clicked() {
            std::mem::swap(&mut before, &mut after);
        }
        let ready = state.shown.is_some();
        ui.add_enabled_ui(ready, |ui| {
            for (format, id) in
                [(ComparisonFormat::Html, "compare-export-html"), (ComparisonFormat::Xlsx, "compare-export-xlsx")]
            {
                if ui.button(format!("{} {}", icons::EXPORT, context.text(id))).clicked() {
                    out.push(Intent::Snapshot(SnapshotIntent::ExportComparison(format)));
                }
            }
        });
    });
    state.pair = (before, after);
    // The comparison follows the selection and, if it includes today's workbook, every change of the workbook.
    let is_today = before == SnapshotSource::Today || after == SnapshotSource::Today;
    let revision = context.workbook.revision();
    let was_asked = state
        .asked
        .is_some_and(|(first, second, at)| (first, second) == (before, after) && (!is_today || at == revision));
    let is_there = all.contains(&before) && all.contains(&after);
    if !was_asked && before != after && is_there {
        out.push(Intent::Snapshot(SnapshotIntent::Compare(before, after)));
    }
}

fn source_box(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &SnapshotsState,
    salt: &str,
    (name, chosen): (&'static str, &mut SnapshotSource),
    all: &[SnapshotSource],
) {
    let width = ((ui.ctx().content_rect().width() - 300.0) * 0.3).clamp(150.0, 280.0);
    ui.label(context.text(name));
    ui.name_inputs(context.text(name), |ui| {
        ComboBox::from_id_salt(salt)
            .width(width)
            .truncate()
            .selected_text(source_name(context, state, *chosen))
            .show_ui(ui, |ui| {
                for source in all {
                    ui.selectable_value(chosen, *source, source_name(context, state, *source));
                }
                close_when_chosen(ui);
            })
    });
}

pub(super) fn compare_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SnapshotsState, _out: &mut Outbox) {
    let (before, after) = state.pair;
    let shown = state.shown.clone().filter(|shown| (shown.before, shown.after) == (before, after));
    let Some(shown) = shown else {
        let hint = if before == after { "compare-choose-hint" } else { "compare-waiting" };
        empty_state(ui, icons::GIT_DIFF, &context.text("compare-view"), &context.text(hint));
        return;
    };
    let view = &mut state.view;
    let language = context.locale.language;
    if view.ready.as_ref().is_none_or(|ready| !Arc::ptr_eq(&ready.of, &shown) || ready.language != language) {
        view.ready = Some(Ready::of(shown, context));
        view.heights = (0.0, Vec::new());
    }
    let View { filter, kind, ready, heights } = view;
    let Some(ready) = ready else { return };
    Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 2, bottom: 6 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        filter_ui(ui, context, ready, filter, kind);
    });
    records_ui(ui, context, ready, (filter, *kind), heights);
}

fn filter_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    ready: &Ready,
    filter: &mut String,
    kind: &mut Option<ChangeKind>,
) {
    ui.label(RichText::new(&ready.summary).text_style(style::emphasis()));
    let words = DiffFormatter { comparison: &ready.of.comparison, locale: context.locale };
    let comparison = &ready.of.comparison;
    let sides = [words.side(&comparison.before), words.side(&comparison.after)];
    remark(ui, sides.join(&format!("  {}  ", icons::ARROW_RIGHT)));
    if let Some(left_out) = &ready.left_out {
        remark(ui, left_out.clone());
    }
    ui.horizontal_wrapped(|ui| {
        let hint = context.text("compare-filter");
        let field = TextEdit::singleline(filter).hint_text(hint.clone()).desired_width(200.0);
        ui.name_inputs(hint, |ui| ui.add(field));
        let counts = ready.of.comparison.counts();
        let kinds = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed];
        for (one, n) in kinds.into_iter().zip(counts).filter(|(_, n)| *n > 0) {
            let active = *kind == Some(one);
            let text = format!("{} {} {n}", kind_icon(one), context.text(kind_name(one)));
            if chip(ui, &text, active).clicked() {
                *kind = if active { None } else { Some(one) };
            }
        }
    });
}

fn records_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    ready: &Ready,
    (filter, kind): (&str, Option<ChangeKind>),
    heights: &mut (f32, Vec<Option<f32>>),
) {
    let wanted: Vec<String> = filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let accepts = |record: &&Record| {
        kind.is_none_or(|kind| kind == record.kind) && wanted.iter().all(|word| record.all.contains(word))
    };
    let records: Vec<&Record> = ready.records.iter().filter(accepts).collect();
    if records.is_empty() {
        let hint = if ready.records.is_empty() { "compare-derived" } else { "compare-filtered-hint" };
        empty_state(ui, icons::CHECKS, &context.text("compare-nothing"), &context.text(hint));
        return;
    }
    ScrollArea::vertical().id_salt("comparison").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 2, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            let width = ui.available_width();
            // The heights are valid for one width and one set of records.
            if (heights.0 - width).abs() > 0.5 || heights.1.len() != records.len() {
                *heights = (width, vec![None; records.len()]);
            }
            let mut group = "";
            for (record, height) in records.iter().zip(&mut heights.1) {
                if record.group != group {
                    group = &record.group;
                    ui.add_space(GRID);
                    ui.label(RichText::new(group).font(fonts::bold(15.0)));
                }
                record_place(ui, context, record, height);
            }
            ui.add_space(GRID);
            remark(ui, context.text("compare-derived"));
        });
    });
}

/// Draws a record, or reserves its height where it is not visible.
fn record_place(ui: &mut Ui, context: &ViewContext<'_>, record: &Record, height: &mut Option<f32>) {
    let top = ui.next_widget_position().y;
    if let Some(height) = *height {
        let seen = ui.clip_rect();
        if top > seen.bottom() || top + height < seen.top() {
            ui.allocate_space(egui::vec2(ui.available_width(), height));
            return;
        }
    }
    let drawn = ui.scope(|ui| record_ui(ui, context, record)).response;
    *height = Some(drawn.rect.height());
}

fn kind_icon(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => icons::PLUS,
        ChangeKind::Removed => icons::MINUS,
        ChangeKind::Changed => icons::PENCIL_SIMPLE,
    }
}

fn kind_tone(tokens: &Tokens, kind: ChangeKind) -> Tone {
    match kind {
        ChangeKind::Added => tokens.met,
        ChangeKind::Removed => tokens.danger,
        ChangeKind::Changed => tokens.warning,
    }
}

fn record_ui(ui: &mut Ui, context: &ViewContext<'_>, record: &Record) {
    let tokens = Tokens::of(ui);
    Frame::NONE
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.hairline))
        .corner_radius(RADIUS_CARD)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal_wrapped(|ui| {
                let tone = kind_tone(tokens, record.kind);
                Frame::NONE.fill(tone.pale).corner_radius(10.0).inner_margin(Margin::symmetric(8, 1)).show(ui, |ui| {
                    let text = format!("{} {}", kind_icon(record.kind), record.kind_name);
                    ui.label(RichText::new(text).size(TEXT_SMALL).color(tone.text));
                });
                ui.add(Label::new(RichText::new(&record.name).font(fonts::bold(TEXT))).wrap());
                ui.label(RichText::new(&record.section).size(TEXT_SMALL).color(tokens.muted));
            });
            for field in &record.fields {
                match record.kind {
                    ChangeKind::Changed => field_ui(ui, context, tokens, field),
                    ChangeKind::Added => one_side_ui(ui, context, tokens, &field.name, &field.after),
                    ChangeKind::Removed => one_side_ui(ui, context, tokens, &field.name, &field.before),
                }
            }
        });
}

/// Width of field names, in points.
const NAME: f32 = 128.0;

/// A cell of a row, `width` points wide.
fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        add(ui);
    });
}

fn name_ui(ui: &mut Ui, tokens: &Tokens, name: &str) {
    cell(ui, NAME, |ui| {
        ui.add(Label::new(RichText::new(name).size(TEXT_SMALL).color(tokens.muted)).wrap());
    });
}

/// Draws the name of a field, its old value, and its new value side by side.
fn field_ui(ui: &mut Ui, context: &ViewContext<'_>, tokens: &Tokens, field: &Field) {
    let column = ((ui.available_width() - NAME - 28.0 - 3.0 * 8.0) / 2.0).max(60.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        name_ui(ui, tokens, &field.name);
        cell(ui, column, |ui| text_ui(ui, context, tokens, &field.before, false));
        cell(ui, 20.0, |ui| {
            ui.label(RichText::new(icons::ARROW_RIGHT).color(tokens.muted));
        });
        cell(ui, column, |ui| text_ui(ui, context, tokens, &field.after, true));
    });
}

/// Draws the name and the only value of a field, for a record that was added or removed.
fn one_side_ui(ui: &mut Ui, context: &ViewContext<'_>, tokens: &Tokens, name: &str, parts: &[TextPart]) {
    let column = (ui.available_width() - NAME - 8.0).max(60.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        name_ui(ui, tokens, name);
        cell(ui, column, |ui| text_ui(ui, context, tokens, parts, true));
    });
}

/// Draws one side of a field. Text that only this side has is marked by color and by a line.
fn text_ui(ui: &mut Ui, context: &ViewContext<'_>, tokens: &Tokens, parts: &[TextPart], is_later: bool) {
    if parts.is_empty() {
        ui.label(RichText::new(context.text("nothing")).color(tokens.muted));
        return;
    }
    let plain = TextFormat::simple(fonts::regular(TEXT), tokens.ink);
    let marked = if is_later {
        let line = Stroke::new(1.0, tokens.met.text);
        TextFormat { color: tokens.met.text, background: tokens.met.pale, underline: line, ..plain.clone() }
    } else {
        let line = Stroke::new(1.0, tokens.danger.text);
        TextFormat { color: tokens.danger.text, background: tokens.danger.pale, strikethrough: line, ..plain.clone() }
    };
    let mut job = LayoutJob::default();
    for part in parts {
        job.append(&part.text, 0.0, if part.is_marked { marked.clone() } else { plain.clone() });
    }
    ui.add(Label::new(job).wrap());
}

impl Ready {
    fn of(shown: Arc<Shown>, context: &ViewContext<'_>) -> Self {
        let words = DiffFormatter { comparison: &shown.comparison, locale: context.locale };
        let mut records = Vec::new();
        for (group, items) in shown.comparison.groups() {
            let group = words.group(group);
            records.extend(items.into_iter().map(|item| Record::of(&words, group.clone(), item)));
        }
        let (summary, left_out) = (words.summary(), words.left_out());
        Self { language: context.locale.language, summary, left_out, records, of: shown }
    }
}

impl Record {
    fn of(words: &DiffFormatter<'_>, group: String, item: &ItemChange) -> Self {
        let fields = words.fields(item);
        let name = words.of(&item.name);
        // Duties need no section name, because most changes under a provision are duties.
        let is_duty = item.section == Section::Duties;
        let section = if is_duty { String::new() } else { words.text(section_name(item.section)) };
        let mut all = format!("{group}\n{section}\n{name}");
        for field in &fields {
            all = [&all, &field.name, &field.before, &field.after].map(String::as_str).join("\n");
        }
        Self {
            kind: item.kind,
            kind_name: words.text(kind_name(item.kind)),
            all: all.to_lowercase(),
            fields: fields.into_iter().map(Field::of).collect(),
            group,
            section,
            name,
        }
    }
}

impl Field {
    fn of(words: FieldTexts) -> Self {
        let [before, after] = words.sides();
        Self { name: words.name, before, after }
    }
}
