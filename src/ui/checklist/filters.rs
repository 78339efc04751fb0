//! The search field and the filter chips above the list.

use super::{ChecklistState, FocusRequest, Mode};
use crate::command::{Command, status_icon};
use crate::deadlines::{DueFilter, Entry, EvidenceFilter, Filter, OwnerFilter};
use crate::obligation::{ApplicabilityState, DutyKind};
use crate::ui::kit::tokens::CONTROL_HEIGHT;
use crate::ui::kit::widgets::{bare_icon_button, chip, icon_button, link, remark, right_to_left};
use crate::ui::kit::{Tokens, icons};
use crate::ui::shared::with_tooltip;
use crate::ui::{Outbox, ViewContext};
use crate::workbook::Status;
use egui::{Frame, Margin, Popup, PopupCloseBehavior, Response, TextEdit, Ui, vec2};
use std::collections::BTreeSet;

pub(super) fn filters_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    Frame::NONE.inner_margin(Margin { left: 16, right: 12, top: 10, bottom: 8 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        search_ui(ui, context, state);
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            chips_ui(ui, context, &mut state.filter);
        });
        let shown = state.rows(context).len();
        let all = context.register.entries.len();
        remark(ui, context.format("list-shown", [("shown", shown.into()), ("all", all.into())]));
        let retired = context.register.retired.len();
        if retired > 0 && link(ui, context.format("duty-retired-count", [("n", retired.into())])).clicked() {
            out.command(Command::ShowRetiredDuties);
        }
    });
    let y = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), y, egui::Stroke::new(1.0, tokens.hairline));
}

/// The message ids of the conditions of `filter` that hide a duty.
pub(super) fn hiding(context: &ViewContext<'_>, filter: &Filter, entry: &Entry) -> Vec<&'static str> {
    let Filter { text, clause, statuses, kinds, applicability, owner, due, evidence } = filter.clone();
    let alone = [
        (Filter { clause, ..Filter::default() }, "filter-clause"),
        (Filter { text, ..Filter::default() }, "filter-search"),
        (Filter { statuses, ..Filter::default() }, "field-status"),
        (Filter { owner, ..Filter::default() }, "field-owner"),
        (Filter { due, ..Filter::default() }, "column-deciding-day"),
        (Filter { kinds, ..Filter::default() }, "field-kind"),
        (Filter { applicability, ..Filter::default() }, "field-applicability"),
        (Filter { evidence, ..Filter::default() }, "field-evidence"),
    ];
    let hides = |filter: &Filter| !filter.accepts(entry, context.workbook, context.today);
    alone.into_iter().filter(|(filter, _)| hides(filter)).map(|(_, name)| name).collect()
}

fn search_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState) {
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let table = state.mode == Mode::Table;
        let icon = if table { icons::ROWS } else { icons::TABLE };
        let toggle = bare_icon_button(ui, icon, &Command::ToggleTable.name(context.locale), table);
        if with_tooltip(context, toggle, Command::ToggleTable).clicked() {
            state.mode = if table { Mode::List } else { Mode::Table };
        }
        let id = egui::Id::unique("checklist-search");
        if state.focus == Some(FocusRequest::Search) {
            state.focus = None;
            ui.memory_mut(|m| m.request_focus(id));
        }
        if !state.filter.text.is_empty() && icon_button(ui, icons::X, &context.text("search-clear"), false).clicked() {
            state.filter.text.clear();
        }
        let name = context.text("search-hint");
        let width = ui.available_width();
        let response = ui.name_inputs(name.clone(), |ui| {
            ui.add(
                TextEdit::singleline(&mut state.filter.text)
                    .id(id)
                    .desired_width(width)
                    .hint_text(format!("{} {name}", icons::MAGNIFYING_GLASS)),
            )
        });
        if response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            state.filter.text.clear();
            response.surrender_focus();
        }
        // Enter moves to the first hit in the list.
        if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            state.select_first(context);
        }
    });
}

fn chips_ui(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let open = Filter::open().statuses;
    let is_open = filter.statuses == open;
    if chip(ui, &context.text("filter-open"), is_open).clicked() {
        filter.statuses = if is_open { BTreeSet::new() } else { open };
    }
    status_chip(ui, context, filter);
    owner_chip(ui, context, filter);
    due_chip(ui, context, filter);
    kind_chip(ui, context, filter);
    applicability_chip(ui, context, filter);
    evidence_chip(ui, context, filter);
    if !filter.is_empty() && chip(ui, &format!("{} {}", icons::X, context.text("filter-clear")), false).clicked() {
        *filter = Filter::default();
    }
}

/// Draws a chip that opens a menu. `value` is the present setting, if any.
fn menu_chip(ui: &mut Ui, name: &str, value: Option<&str>, contents: impl FnOnce(&mut Ui)) {
    let text = match value {
        Some(value) => format!("{name}: {value} {}", icons::CARET_DOWN),
        None => format!("{name} {}", icons::CARET_DOWN),
    };
    let response: Response = chip(ui, &text, value.is_some());
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(160.0);
        contents(ui);
    });
}

/// Draws a check box for each member of a set.
fn set_menu<T: Ord + Copy>(ui: &mut Ui, set: &mut BTreeSet<T>, all: &[T], name: impl Fn(T) -> String) {
    for item in all {
        let mut chosen = set.contains(item);
        if ui.checkbox(&mut chosen, name(*item)).changed() {
            if chosen {
                set.insert(*item);
            } else {
                set.remove(item);
            }
        }
    }
}

fn set_value<T: Ord + Copy>(set: &BTreeSet<T>, name: impl Fn(T) -> String) -> Option<String> {
    match set.len() {
        0 => None,
        1 => set.first().map(|one| name(*one)),
        n => Some(n.to_string()),
    }
}

fn status_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let name = |s: Status| format!("{} {}", status_icon(s), context.locale.status(s));
    let value = (filter.statuses != Filter::open().statuses).then(|| set_value(&filter.statuses, name)).flatten();
    menu_chip(ui, &context.text("field-status"), value.as_deref(), |ui| {
        set_menu(ui, &mut filter.statuses, &Status::ALL, name);
    });
}

fn kind_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let name = |k: DutyKind| context.locale.kind(k).into_owned();
    menu_chip(ui, &context.text("field-kind"), set_value(&filter.kinds, name).as_deref(), |ui| {
        set_menu(ui, &mut filter.kinds, &DutyKind::ALL, name);
    });
}

fn applicability_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let name = |a: ApplicabilityState| context.locale.applicability(a).into_owned();
    menu_chip(ui, &context.text("field-applicability"), set_value(&filter.applicability, name).as_deref(), |ui| {
        set_menu(ui, &mut filter.applicability, &ApplicabilityState::ALL, name);
    });
}

fn owner_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let value = match filter.owner {
        OwnerFilter::Any => None,
        OwnerFilter::Nobody => Some(context.text("owner-nobody").into_owned()),
        OwnerFilter::Person(id) => Some(context.person(id).to_owned()),
    };
    menu_chip(ui, &context.text("field-owner"), value.as_deref(), |ui| {
        ui.radio_value(&mut filter.owner, OwnerFilter::Any, context.text("filter-any"));
        ui.radio_value(&mut filter.owner, OwnerFilter::Nobody, context.text("owner-nobody"));
        for (id, person) in context.workbook.everybody() {
            ui.radio_value(&mut filter.owner, OwnerFilter::Person(id), &person.name);
        }
    });
}

fn due_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let name = |due: DueFilter| match due {
        DueFilter::Any => context.text("filter-any").into_owned(),
        DueFilter::Overdue => context.text("due-overdue").into_owned(),
        DueFilter::Within(days) => context.format("due-within", [("n", days.into())]),
        DueFilter::Set => context.text("due-set").into_owned(),
        DueFilter::Unset => context.text("due-unset").into_owned(),
    };
    let value = (filter.due != DueFilter::Any).then(|| name(filter.due));
    menu_chip(ui, &context.text("column-deciding-day"), value.as_deref(), |ui| {
        let all = [
            DueFilter::Any,
            DueFilter::Overdue,
            DueFilter::Within(7),
            DueFilter::Within(30),
            DueFilter::Set,
            DueFilter::Unset,
        ];
        for due in all {
            ui.radio_value(&mut filter.due, due, name(due));
        }
    });
}

fn evidence_chip(ui: &mut Ui, context: &ViewContext<'_>, filter: &mut Filter) {
    let name = |evidence: EvidenceFilter| {
        context.text(match evidence {
            EvidenceFilter::Any => "filter-any",
            EvidenceFilter::Attached => "evidence-attached",
            EvidenceFilter::None => "evidence-none",
        })
    };
    let value = (filter.evidence != EvidenceFilter::Any).then(|| name(filter.evidence).into_owned());
    menu_chip(ui, &context.text("field-evidence"), value.as_deref(), |ui| {
        for evidence in [EvidenceFilter::Any, EvidenceFilter::Attached, EvidenceFilter::None] {
            ui.radio_value(&mut filter.evidence, evidence, name(evidence));
        }
    });
}
