//! The registry of people: the references to each person, other names, renaming, and merging two entries of the same
//! person.

use super::kit::dialog::{scroll_body, title};
use super::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT_SMALL};
use super::kit::widgets::{primary_button, remark, right_to_left};
use super::kit::{Tokens, icons};
use super::{Intent, Outbox, PeopleIntent, ViewContext};
use crate::workbook::{PersonId, PersonUsage, Workbook};
use egui::{Align, ComboBox, Id, Key, Label, Layout, RichText, TextEdit, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;

/// Width of a name in points. A longer name is elided, and its tooltip shows the full name.
const NAME: f32 = 150.0;

/// State of the dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleDialog {
    /// The person that is being renamed, and the typed name.
    renaming: Option<(PersonId, String)>,
    /// The person that is being merged, and the person to merge with.
    merging: Option<(PersonId, Option<PersonId>)>,
    new: String,
    /// The references to each person, for this revision of the document.
    hangs_on: Option<(u64, BTreeMap<PersonId, PersonUsage>)>,
}

impl PeopleDialog {
    /// The references to a person.
    fn hangs_on(&mut self, workbook: &Workbook, id: PersonId) -> PersonUsage {
        let revision = workbook.revision();
        self.hangs_on.take_if(|(of, _)| *of != revision);
        let (_, all) = self.hangs_on.get_or_insert_with(|| (revision, workbook.hangs_on()));
        all.get(&id).copied().unwrap_or_default()
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn people_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut PeopleDialog, out: &mut Outbox) -> bool {
    title(ui, &context.text("people-title"));
    remark(ui, context.text("people-text"));
    let people = context.workbook.everybody();
    scroll_body(ui, "people", 300.0, |ui| {
        for (id, _) in &people {
            person_ui(ui, context, state, *id, out);
        }
    });
    if people.is_empty() {
        remark(ui, context.text("people-none"));
    }
    ui.separator();
    ui.horizontal(|ui| {
        let name = context.text("people-new");
        ui.label(name.clone());
        let field = TextEdit::singleline(&mut state.new).id(Id::unique("people_new")).desired_width(180.0);
        let response = ui.name_inputs(name, |ui| ui.add(field));
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let name = state.new.trim().to_owned();
        let is_new = !name.is_empty() && context.workbook.person_by_name(&name).is_none();
        let button = ui.add_enabled_ui(is_new, |ui| ui.button(context.text("people-add"))).inner;
        if is_new && (button.clicked() || entered) {
            out.push(Intent::People(PeopleIntent::Add(name)));
            state.new.clear();
        }
    });
    ui.add_space(GRID);
    ui.button(context.text("close")).clicked()
}

/// Draws one person: name, other names, references, and actions.
fn person_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut PeopleDialog, id: PersonId, out: &mut Outbox) {
    let workbook = context.workbook;
    let name = context.person(id).to_owned();
    if let Some((_, text)) = state.renaming.as_mut().filter(|(renamed, _)| *renamed == id) {
        if ui.horizontal_wrapped(|ui| rename_ui(ui, context, (id, &name), text, out)).inner {
            state.renaming = None;
        }
        return;
    }
    let facts = facts(context, id, state.hangs_on(workbook, id));
    let named = |id: &'static str| context.format(id, [("name", name.as_str().into())]);
    let button = |ui: &mut Ui, text: &'static str, spoken: String| {
        let response = ui.small_button(context.text(text));
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
        response.clicked()
    };
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        if workbook.everybody().len() > 1 && button(ui, "people-merge", named("people-merge-whom")) {
            state.merging = Some((id, None));
            state.renaming = None;
        }
        if button(ui, "people-rename", named("people-rename-whom")) {
            state.renaming = Some((id, name.clone()));
            state.merging = None;
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(icons::USER);
            ui.allocate_ui_with_layout(vec2(NAME, CONTROL_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(NAME);
                ui.add(Label::new(&name).truncate());
            });
            let facts = RichText::new(facts).size(TEXT_SMALL).color(Tokens::of(ui).muted);
            ui.add(Label::new(facts).truncate());
        });
    });
    if let Some((merged, with)) = state.merging.as_mut().filter(|(merged, _)| *merged == id) {
        let merged = *merged;
        if merge_ui(ui, context, merged, with, out) {
            state.merging = None;
        }
    }
}

/// The role of a person, the number of references to the person, and other names.
fn facts(context: &ViewContext<'_>, id: PersonId, PersonUsage { duties, records }: PersonUsage) -> String {
    let workbook = context.workbook;
    let role = workbook.person(id).map(|person| person.role.clone()).unwrap_or_default();
    let also = workbook.aliases(id);
    let also = if also.is_empty() {
        String::new()
    } else {
        context.format("people-also", [("names", context.locale.list(also).into())])
    };
    let counts = context.format("people-facts", [("owns", duties.into()), ("records", records.into())]);
    [role, counts, also].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Draws the field that renames a person. Returns true when renaming is finished.
fn rename_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (id, old): (PersonId, &str),
    text: &mut String,
    out: &mut Outbox,
) -> bool {
    let field = Id::unique(("people_rename", id));
    let is_new = ui.memory(|m| !m.has_focus(field)) && TextEdit::load_state(ui.ctx(), field).is_none();
    let response = ui.name_inputs(context.text("people-name"), |ui| {
        ui.add(TextEdit::singleline(text).id(field).desired_width(180.0))
    });
    if is_new {
        response.request_focus();
        super::strips::select_all(ui, field, text);
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let name = text.trim();
    let other = context.workbook.person_by_name(name).filter(|other| *other != id);
    if let Some(other) = other {
        // Two people with the same name cannot be told apart, so the dialog offers to merge them.
        let args = [("name", context.person(other).into())];
        remark(ui, context.format("people-taken", args));
        if ui.button(context.text("people-merge-them")).clicked() {
            out.push(Intent::People(PeopleIntent::Merge(id, other)));
            return true;
        }
    }
    let ready = !name.is_empty() && other.is_none();
    let take = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("people-rename"))).inner;
    if ready && (take.clicked() || entered) {
        if name != old {
            out.push(Intent::People(PeopleIntent::Rename(id, name.to_owned())));
        }
        return true;
    }
    ui.button(context.text("cancel")).clicked()
}

/// Draws the choice of the person to merge with. Returns true when merging is finished.
fn merge_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    id: PersonId,
    with: &mut Option<PersonId>,
    out: &mut Outbox,
) -> bool {
    let mut done = false;
    ui.indent(("people_merge", id), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(context.format("people-is", [("name", context.person(id).into())]));
            let chosen =
                with.map_or_else(|| context.text("people-whom").into_owned(), |id| context.person(id).to_owned());
            let combo = ComboBox::from_id_salt(("people_with", id)).selected_text(chosen).show_ui(ui, |ui| {
                for (other, person) in context.workbook.everybody() {
                    if other != id {
                        ui.selectable_value(with, Some(other), &person.name);
                    }
                }
            });
            combo.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, context.text("people-whom")));
            let button = ui.add_enabled_ui(with.is_some(), |ui| primary_button(ui, context.text("people-merge-them")));
            if let Some(other) = with.filter(|_| button.inner.clicked()) {
                out.push(Intent::People(PeopleIntent::Merge(id, other)));
                done = true;
            }
            done |= ui.button(context.text("cancel")).clicked();
        });
        remark(ui, context.text("people-merge-hint"));
    });
    done
}
