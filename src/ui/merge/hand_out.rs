//! Copies for other people: a part to fill in or a whole copy, with or without evidence, optionally protected by a
//! passphrase. Also the dialog that asks for the passphrase of a file.

use super::{CopyIntent, UnlockFor, file_name};
use crate::passphrase::weakness;
use crate::ui::kit::Tokens;
use crate::ui::kit::dialog::title;
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{close_when_chosen, primary_button, remark};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{DutyId, PersonId};
use egui::{ComboBox, Key, Label, RichText, TextEdit, Ui};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The duties that the copy contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// All duties.
    All,
    /// The duties that are selected in the checklist.
    Selected,
    /// The duties of one person.
    Owner(PersonId),
}

/// The copy to write.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOut {
    /// The duties of the copy; `None` for all duties.
    pub duties: Option<BTreeSet<DutyId>>,
    /// The owner of the duties, where they all belong to one person.
    pub to: Option<PersonId>,
    /// Whether to include the contents of evidence.
    pub with_bytes: bool,
    /// Whether to include the contents of confidential evidence.
    pub with_confidential: bool,
    /// The passphrase; `None` for a copy that is not protected.
    pub passphrase: Option<String>,
}

impl std::fmt::Debug for HandOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The passphrase must not appear in a message.
        let passphrase = self.passphrase.as_ref().map(|_| "…");
        let duties = self.duties.as_ref().map(BTreeSet::len);
        write!(f, "HandOut({duties:?}, {}, {passphrase:?})", self.with_bytes)
    }
}

/// The current choices.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOutDraft {
    scope: Scope,
    selected: Vec<DutyId>,
    with_bytes: bool,
    with_confidential: bool,
    protects: bool,
    passphrase: String,
    again: String,
}

impl std::fmt::Debug for HandOutDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HandOutDraft({:?}, {})", self.scope, self.with_bytes)
    }
}

impl HandOutDraft {
    /// A draft with the selected duties if there are several, or else with all duties.
    #[must_use]
    pub fn new(selected: Vec<DutyId>) -> Self {
        let scope = if selected.len() > 1 { Scope::Selected } else { Scope::All };
        let (passphrase, again) = (String::new(), String::new());
        Self { scope, selected, with_bytes: true, with_confidential: false, protects: false, passphrase, again }
    }
}

/// The dialog that asks for the passphrase of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct UnlockDraft {
    /// Path of the file.
    pub path: PathBuf,
    /// The purpose of opening the file.
    pub purpose: UnlockFor,
    /// The reason why the latest attempt failed, in words.
    pub failed: Option<String>,
    passphrase: String,
    is_old: bool,
}

impl std::fmt::Debug for UnlockDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UnlockDraft({})", self.path.display())
    }
}

impl UnlockDraft {
    /// A dialog that asks for the passphrase of the file at `path`.
    #[must_use]
    pub fn new(path: PathBuf, purpose: UnlockFor, failed: Option<String>) -> Self {
        Self { path, purpose, failed, passphrase: String::new(), is_old: false }
    }
}

pub(super) fn hand_out_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut HandOutDraft, out: &mut Outbox) -> bool {
    title(ui, &context.text("hand-out-title"));
    remark(ui, context.text("hand-out-text"));
    ui.add_space(GRID);
    ui.radio_value(&mut draft.scope, Scope::All, context.text("hand-out-all"));
    ui.add_enabled_ui(!draft.selected.is_empty(), |ui| {
        let words = context.format("hand-out-selected", [("n", draft.selected.len().into())]);
        ui.radio_value(&mut draft.scope, Scope::Selected, words);
    });
    owner_ui(ui, context, draft);
    ui.add_space(GRID);
    ui.checkbox(&mut draft.with_bytes, context.text("hand-out-with-bytes"));
    if !draft.with_bytes {
        remark(ui, context.text("hand-out-without-bytes"));
    } else if context.workbook.evidence.values().any(|evidence| evidence.confidential) {
        ui.checkbox(&mut draft.with_confidential, context.text("hand-out-confidential"));
    }
    let ticked = ui.checkbox(&mut draft.protects, context.text("hand-out-protect")).changed();
    let mut fits = true;
    if draft.protects {
        let name = context.text("hand-out-passphrase");
        let field = passphrase_ui(ui, "hand_out_passphrase", &name, &mut draft.passphrase);
        if ticked {
            field.request_focus();
        }
        // A weak passphrase causes a warning only; the user decides.
        if let Some(weak) = weakness(&draft.passphrase) {
            let text = context.locale.passphrase_weakness(weak);
            ui.add(Label::new(RichText::new(text).color(Tokens::of(ui).warning.text)).wrap());
        }
        passphrase_ui(ui, "hand_out_again", &context.text("hand-out-again"), &mut draft.again);
        fits = !draft.passphrase.is_empty() && draft.passphrase == draft.again;
        let id = if draft.again.is_empty() || fits { "hand-out-no-way-back" } else { "hand-out-differs" };
        remark(ui, context.text(id));
    }
    let duties = match draft.scope {
        Scope::All => None,
        Scope::Selected => Some(draft.selected.iter().copied().collect::<BTreeSet<_>>()),
        Scope::Owner(owner) => Some(context.workbook.duties_of(owner)),
    };
    let ready = fits && duties.as_ref().is_none_or(|duties| !duties.is_empty());
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("hand-out-choose-file"))).inner.clicked() {
            let passphrase = draft.protects.then(|| draft.passphrase.clone());
            let (with_bytes, with_confidential) = (draft.with_bytes, draft.with_confidential);
            let to = if let Scope::Owner(owner) = draft.scope { Some(owner) } else { None };
            let wish = HandOut { duties, to, with_bytes, with_confidential, passphrase };
            out.push(Intent::Copies(CopyIntent::HandOut(wish)));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

/// Draws the choice of a person who owns duties.
fn owner_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut HandOutDraft) {
    let owners: BTreeSet<PersonId> = context
        .workbook
        .duties
        .values()
        .filter_map(|duty| duty.answer.owner)
        .map(|id| context.workbook.person_id(id))
        .collect();
    let Some(first) = owners.first().copied() else { return };
    let chosen = if let Scope::Owner(owner) = draft.scope { owner } else { first };
    ui.horizontal(|ui| {
        let is_owner = matches!(draft.scope, Scope::Owner(_));
        if ui.radio(is_owner, context.text("hand-out-owner")).clicked() {
            draft.scope = Scope::Owner(chosen);
        }
        let words = |owner: PersonId| {
            let n = context.workbook.duties_of(owner).len();
            context.format("hand-out-owner-duties", [("name", context.person(owner).into()), ("n", n.into())])
        };
        ui.name_inputs(context.text("field-owner"), |ui| {
            ComboBox::from_id_salt("hand_out_owner").selected_text(words(chosen)).show_ui(ui, |ui| {
                for owner in owners {
                    ui.selectable_value(&mut draft.scope, Scope::Owner(owner), words(owner));
                }
                close_when_chosen(ui);
            });
        });
    });
}

fn passphrase_ui(ui: &mut Ui, id: &'static str, name: &str, text: &mut String) -> egui::Response {
    ui.label(name);
    let field = TextEdit::singleline(text).id(egui::Id::unique(id)).password(true).desired_width(f32::INFINITY);
    ui.name_inputs(name.to_owned(), |ui| ui.add(field))
}

pub(super) fn unlock_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut UnlockDraft, out: &mut Outbox) -> bool {
    title(ui, &context.format("unlock-title", [("name", file_name(&draft.path).into())]));
    remark(ui, context.text("unlock-text"));
    if let Some(failed) = &draft.failed {
        ui.add(Label::new(RichText::new(failed).color(Tokens::of(ui).danger.text)).wrap());
    }
    let response = passphrase_ui(ui, "unlock_passphrase", &context.text("hand-out-passphrase"), &mut draft.passphrase);
    if !draft.is_old {
        response.request_focus();
        draft.is_old = true;
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let ready = !draft.passphrase.is_empty();
        let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("unlock-open"))).inner;
        if ready && (button.clicked() || entered) {
            out.push(Intent::Copies(CopyIntent::Unlock(draft.path.clone(), draft.passphrase.clone(), draft.purpose)));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
