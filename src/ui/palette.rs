//! The palette, which finds clauses, duties and commands by a few letters.

use super::kit::tokens::{TEXT, TEXT_SMALL};
use super::kit::widgets::{dialog_frame, elided, remark};
use super::kit::{Tokens, fonts, icons};
use super::{Destination, Intent, Outbox, ViewContext};
use crate::command::{Command, status_icon};
use crate::deadlines::Filter;
use crate::language::Language;
use crate::locale::Locale;
use egui::{
    Align, Align2, CornerRadius, Id, Key, Modal, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

const MAX_HITS: usize = 60;
/// Maximum height of the list of hits, in points.
const HEIGHT: f32 = 380.0;

/// The typed text and the selected hit.
#[derive(Default)]
pub struct PaletteState {
    text: String,
    chosen: usize,
}

struct Hit {
    icon: &'static str,
    title: String,
    aside: String,
    intent: Intent,
}

pub(super) fn palette_ui(ui: &mut Ui, context: &ViewContext<'_>, palette: &mut Option<PaletteState>, out: &mut Outbox) {
    let Some(state) = palette else { return };
    let hits = hits(ui, context, &state.text);
    let mut close = false;
    let area = egui::Area::new(Id::unique("palette"))
        .kind(egui::UiKind::Modal)
        .order(egui::Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 72.0))
        .interactable(true);
    let modal = Modal::new(Id::unique("palette")).area(area).frame(dialog_frame(ui.ctx()).inner_margin(12)).show(
        ui.ctx(),
        |ui| {
            ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 48.0));
            // Several presses of a key can arrive in one frame.
            let (up, down, enter) = ui.input_mut(|i| {
                (
                    i.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
                    i.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
                    i.consume_key(Modifiers::NONE, Key::Enter),
                )
            });
            let name = context.text("palette-hint");
            let response = ui.name_inputs(name.clone(), |ui| {
                ui.add(
                    TextEdit::singleline(&mut state.text)
                        .hint_text(name)
                        .desired_width(f32::INFINITY)
                        .font(fonts::regular(15.0)),
                )
            });
            if !response.has_focus() {
                response.request_focus();
            }
            if response.changed() {
                state.chosen = 0;
            }
            let is_narrowed = response.changed();
            let last = hits.len().saturating_sub(1);
            for _ in 0..up {
                state.chosen = state.chosen.checked_sub(1).unwrap_or(last);
            }
            for _ in 0..down {
                state.chosen = if state.chosen >= last { 0 } else { state.chosen + 1 };
            }
            ui.add_space(4.0);
            let mut taken = enter.then_some(state.chosen);
            let area = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
            // The minimum height keeps the area from staying as low as an earlier, shorter list of hits.
            area.min_scrolled_height(HEIGHT).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if hits.is_empty() {
                    remark(ui, context.text("palette-empty"));
                }
                for (i, hit) in hits.iter().enumerate() {
                    if hit_ui(ui, hit, i == state.chosen, up + down > 0 || is_narrowed) {
                        taken = Some(i);
                    }
                }
            });
            if let Some(hit) = taken.and_then(|i| hits.get(i)) {
                out.push(hit.intent.clone());
                close = true;
            }
        },
    );
    if close || modal.should_close() {
        *palette = None;
    }
}

fn hit_ui(ui: &mut Ui, hit: &Hit, chosen: bool, reveal: bool) -> bool {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &hit.title));
    if chosen || response.hovered() {
        let fill = if chosen { tokens.selected } else { tokens.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
    }
    if chosen && reveal {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    let y = rect.center().y;
    ui.painter().text(pos2(rect.left() + 18.0, y), Align2::CENTER_CENTER, hit.icon, fonts::regular(15.0), tokens.muted);
    let aside = elided(ui, &hit.aside, fonts::regular(TEXT_SMALL), tokens.muted, 130.0);
    let right = rect.right() - 10.0 - aside.size().x;
    ui.painter().galley(pos2(right, y - aside.size().y / 2.0), aside, tokens.muted);
    let place = Rect::from_x_y_ranges(rect.left() + 36.0..=right - 8.0, rect.y_range());
    let title = elided(ui, &hit.title, fonts::regular(TEXT), tokens.ink, place.width());
    ui.painter().galley(pos2(place.left(), y - title.size().y / 2.0), title, tokens.ink);
    response.clicked()
}

/// The hits: commands whose name contains all words, then clauses, then duties; those whose title starts with the text
/// come before all others.
fn hits(ui: &Ui, context: &ViewContext<'_>, text: &str) -> Vec<Hit> {
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    // Commands are found in both languages, as duties are.
    let named = |command: Command| Language::ALL.iter().any(|l| fits(&command.name(Locale::of(*l))));
    let commands = Command::ALL.iter().filter(|c| named(**c)).map(|command| (*command, command.name(context.locale)));
    let commands = commands.map(|(command, name)| Hit {
        icon: command.icon(),
        title: name.into_owned(),
        aside: command.keys(ui.ctx()),
        intent: Intent::Command(command),
    });
    let clauses = context.register.parsed.clauses().filter_map(|clause| {
        let title = format!("{} {}", clause.id, context.topic(clause.id));
        (!words.is_empty() && fits(&title)).then(|| Hit {
            icon: icons::SCROLL,
            title,
            aside: context.text("palette-clause").into_owned(),
            intent: Intent::Go(Destination::Clause(clause.id)),
        })
    });
    let filter = Filter { text: text.to_owned(), ..Filter::default() };
    let duties = context
        .register
        .entries
        .iter()
        .filter(|e| !words.is_empty() && filter.accepts(e, context.workbook, context.today))
        .map(|entry| Hit {
            icon: status_icon(entry.status),
            title: format!("{} {}", entry.label, entry.duty.definition.title.get(context.locale.language)),
            aside: context.locale.status(entry.status).into_owned(),
            intent: Intent::Go(Destination::Duty(entry.id)),
        });
    let mut hits: Vec<Hit> = commands.chain(clauses).chain(duties).collect();
    // A typed label or clause number must come before commands that merely contain the same letters.
    hits.sort_by_key(|hit| !hit.title.to_lowercase().starts_with(&text.trim().to_lowercase()));
    hits.truncate(MAX_HITS);
    hits
}
