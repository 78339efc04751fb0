//! The dialog that asks for the purpose and the day of a snapshot to freeze.

use super::SnapshotIntent;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::dialog::title;
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{draft_field, primary_button, remark};
use crate::ui::{Intent, Outbox, ViewContext};
use chrono::NaiveDate;
use egui::{Id, Key, TextEdit, Ui};

/// The typed contents of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeDraft {
    /// The purpose of the snapshot.
    pub purpose: String,
    /// The day that the snapshot describes.
    pub on: NaiveDate,
    /// Whether the field has had the cursor.
    is_old: bool,
}

impl FreezeDraft {
    /// A draft for a snapshot of `today`.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self { purpose: String::new(), on: today, is_old: false }
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(in crate::ui) fn freeze_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    draft: &mut FreezeDraft,
    out: &mut Outbox,
) -> bool {
    title(ui, &context.text("snapshot-freeze-title"));
    remark(ui, context.text("snapshot-freeze-text"));
    let name = context.text("snapshot-purpose");
    ui.label(name.clone());
    let field = TextEdit::singleline(&mut draft.purpose)
        .id(Id::unique("freeze_purpose"))
        .hint_text(context.text("snapshot-purpose-hint"))
        .desired_width(f32::INFINITY);
    let response = ui.name_inputs(name, |ui| ui.add(field));
    if !draft.is_old {
        response.request_focus();
        draft.is_old = true;
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let name = context.text("snapshot-on");
    ui.label(name.clone());
    let valid = |text: &str| parse_date(text).is_some();
    let id = Id::unique("freeze_day");
    if let Some(text) = draft_field(ui, id, &draft.on.to_string(), &context.text("date-hint"), &name, valid) {
        draft.on = parse_date(&text).unwrap_or(draft.on);
    }
    if draft.on > context.today {
        remark(ui, context.format("freeze-not-yet", [("day", draft.on.to_string().into())]));
    } else if draft.on != context.today {
        remark(ui, context.text("snapshot-other-day"));
    }
    ui.add_space(GRID);
    let typed = ui.data(|data| data.get_temp::<String>(id));
    let ready = !draft.purpose.trim().is_empty() && draft.on <= context.today && typed.is_none_or(|text| valid(&text));
    ui.horizontal(|ui| {
        let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("snapshot-freeze"))).inner;
        if ready && (button.clicked() || entered) {
            out.push(Intent::Snapshot(SnapshotIntent::Freeze(draft.on, draft.purpose.trim().to_owned())));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
