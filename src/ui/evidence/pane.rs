//! One piece of evidence in full: preview, properties, versions and uses.

use super::labels::{danger_words, expiry_words, kind_word, size_words, state_words, use_words};
use super::large::large_ui;
use super::previews::kind_of;
use super::state::EvidencePlace;
use super::{EvidenceIntent, PreviewIntent};
use crate::file_type::danger;
use crate::ui::checklist::answer::{parse_date, row};
use crate::ui::kit::date_picker::{PickerWords, month_picker};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, draft_field, icon_button, link, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons, style};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, EvidenceChange, EvidenceState, EvidenceStorage, EvidenceUse, Sha256};
use chrono::NaiveDate;
use egui::{Frame, Label, Margin, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2};

pub(super) fn pane_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    let Some(hash) = state.selected else { return };
    let Some(evidence) = context.workbook.evidence.get(&hash) else { return };
    let uses = state.rows(context).uses.get(&hash).cloned().unwrap_or_default();
    ScrollArea::vertical().id_salt(("evidence_pane", hash)).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 18, right: 18, top: 14, bottom: 40 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            picture_ui(ui, context, state, hash, out);
            actions_ui(ui, context, (hash, evidence), &uses, out);
            state_ui(ui, context, (hash, evidence), out);
            fields_ui(ui, context, (hash, evidence), out);
            facts_ui(ui, context, (hash, evidence));
            uses_ui(ui, context, hash, &uses, out);
            versions_ui(ui, context, state, hash);
        });
    });
}

/// Draws the preview. A click shows it in the whole window.
fn picture_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, hash: Sha256, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    Frame::NONE.fill(tokens.ground).corner_radius(6).inner_margin(Margin::same(8)).show(ui, |ui| {
        let size = vec2(ui.available_width(), 240.0);
        ui.set_min_size(size);
        large_ui(ui, context, hash, &mut state.reading, size, out);
    });
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        if ui.button(format!("{} {}", icons::CORNERS_OUT, context.text("evidence-enlarge"))).clicked() {
            let hashes = state.rows(context).hashes.to_vec();
            let at = hashes.iter().position(|other| *other == hash);
            let wish = at.map_or(PreviewIntent::Enlarge(vec![hash], 0), |at| PreviewIntent::Enlarge(hashes, at));
            out.push(Intent::Preview(wish));
        }
    });
}

fn actions_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    uses: &[EvidenceUse],
    out: &mut Outbox,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let button =
            |ui: &mut Ui, icon: &str, id: &'static str| ui.button(format!("{icon} {}", context.text(id))).clicked();
        if button(ui, icons::ARROW_SQUARE_OUT, "evidence-open") {
            out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: false }));
        }
        if button(ui, icons::DOWNLOAD_SIMPLE, "evidence-save") {
            out.push(Intent::SaveEvidence(hash));
        }
        if button(ui, icons::ARROWS_CLOCKWISE, "evidence-replace") {
            out.push(Intent::Evidence(EvidenceIntent::AskReplacement(hash)));
        }
        if evidence.is_embedded() {
            let words = format!("{} {}", icons::LINK, context.text("evidence-move-out"));
            let hint = context.text("evidence-move-out-hint");
            if ui.button(words).on_hover_text(hint).clicked() {
                out.push(Intent::Evidence(EvidenceIntent::AskMoveOut(hash)));
            }
        } else {
            if button(ui, icons::FOLDER_OPEN, "evidence-reveal") {
                out.push(Intent::Evidence(EvidenceIntent::Reveal(hash)));
            }
            if button(ui, icons::PACKAGE, "evidence-embed") {
                out.push(Intent::Evidence(EvidenceIntent::Embed(vec![hash])));
            }
        }
        if uses.is_empty()
            && context.workbook.newer_version(hash).is_none()
            && button(ui, icons::TRASH, "evidence-remove")
        {
            out.push(Intent::Evidence(EvidenceIntent::Remove(vec![hash])));
        }
    });
    if let Some(danger) = danger(&evidence.name, &evidence.media_type) {
        let tokens = Tokens::of(ui);
        let words = format!("{} {}", icons::SHIELD_WARNING, danger_words(context, danger, &evidence.name));
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(tokens.warning.text)).wrap());
    }
}

/// Draws the state of the bytes, with the remedy if they are changed, missing or unreadable.
fn state_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, evidence): (Sha256, &Evidence), out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let state = context.checks.states.get(&hash);
    let (icon, words, tone) = state_words(context, tokens, state);
    let advice = match state {
        None | Some(EvidenceState::Ok) => None,
        Some(EvidenceState::Changed) => Some("evidence-advice-changed"),
        Some(EvidenceState::Missing) => Some("evidence-advice-missing"),
        Some(EvidenceState::Unreadable(_)) => Some("evidence-advice-unreadable"),
        Some(EvidenceState::NotEmbedded) => Some("evidence-advice-not-embedded"),
        Some(EvidenceState::LeftOut) => Some("evidence-advice-left-out"),
    };
    if let Some(advice) = advice {
        banner(ui, tone, |ui| {
            ui.label(RichText::new(format!("{icon} {words}")).color(tone.text));
            if let Some(EvidenceState::Unreadable(why)) = state {
                remark(ui, why);
            }
            ui.add(Label::new(context.text(advice)).wrap());
            let relink = format!("{} {}", icons::FOLDER_OPEN, context.text("evidence-relink"));
            if !evidence.is_embedded() && ui.button(relink).clicked() {
                out.push(Intent::Evidence(EvidenceIntent::AskFind));
            }
        });
    } else {
        ui.label(RichText::new(format!("{icon} {words}")).color(tone.text));
    }
    if let Some((words, tone)) = expiry_words(context, tokens, evidence) {
        ui.label(RichText::new(format!("{} {words}", icons::CLOCK_COUNTDOWN)).color(tone.text));
    }
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(2.0 * GRID);
    ui.label(RichText::new(title).text_style(style::emphasis()));
}

/// Draws the properties that a person enters.
fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, evidence): (Sha256, &Evidence), out: &mut Outbox) {
    let mut say = |change| out.push(Intent::Evidence(EvidenceIntent::Describe(vec![hash], change)));
    section(ui, &context.text("evidence-section-known"));
    let name = context.text("evidence-column-name");
    row(ui, &name, |ui| {
        let id = egui::Id::unique(("evidence_name", hash));
        let valid = |text: &str| !text.trim().is_empty();
        if let Some(text) = draft_field(ui, id, &evidence.name, &context.text("evidence-name-hint"), &name, valid) {
            say(EvidenceChange::Name(text));
        }
    });
    let name = context.text("evidence-description");
    row(ui, &name, |ui| {
        let mut text = evidence.description.clone();
        let response = ui.name_inputs(name.clone(), |ui| {
            let edit = TextEdit::multiline(&mut text).id(egui::Id::unique(("evidence_description", hash)));
            let edit = edit.desired_rows(2).desired_width(f32::INFINITY).font(fonts::regular(TEXT));
            ui.add(edit)
        });
        if response.changed() {
            say(EvidenceChange::Description(text));
        }
        if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            response.surrender_focus();
        }
    });
    let name = context.text("evidence-column-effective");
    row(ui, &name, |ui| {
        let set = &mut |day| say(EvidenceChange::EffectiveOn(day));
        day_ui(ui, context, ("evidence_effective", hash), (evidence.effective_on, &name), set);
    });
    let name = context.text("evidence-column-valid-until");
    row(ui, &name, |ui| {
        let set = &mut |day| say(EvidenceChange::ValidUntil(day));
        day_ui(ui, context, ("evidence_valid", hash), (evidence.valid_until, &name), set);
    });
    row(ui, "", |ui| {
        let mut secret = evidence.confidential;
        let hint = context.text("evidence-confidential-hint");
        if ui.checkbox(&mut secret, context.text("evidence-confidential")).on_hover_text(hint).changed() {
            say(EvidenceChange::Confidential(secret));
        }
    });
}

/// Draws a day, entered as text or chosen from a month, or none. Calls `set` when it changes.
fn day_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (field, hash): (&'static str, Sha256),
    (day, name): (Option<NaiveDate>, &str),
    set: &mut dyn FnMut(Option<NaiveDate>),
) {
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(190.0));
        right_to_left(ui, CONTROL_HEIGHT, |ui| {
            let pick = format!("{} {name}", context.text("due-pick"));
            let button = icon_button(ui, icons::CALENDAR_DOTS, &pick, false);
            Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
                month_ui(ui, context, button.id.with("month"), day, set);
            });
            let id = egui::Id::unique((field, hash));
            let text = day.map(|day| day.to_string()).unwrap_or_default();
            let valid = |text: &str| text.trim().is_empty() || parse_date(text).is_some();
            if let Some(text) = draft_field(ui, id, &text, &context.text("date-hint"), name, valid) {
                set(parse_date(&text));
            }
        });
    });
}

fn month_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    id: egui::Id,
    day: Option<NaiveDate>,
    set: &mut dyn FnMut(Option<NaiveDate>),
) {
    let weekdays = context.text("weekdays");
    let mut names = weekdays.split_whitespace();
    let weekdays: [&str; 7] = std::array::from_fn(|_| names.next().unwrap_or_default());
    let (previous, next) = (context.text("month-previous"), context.text("month-next"));
    let words = PickerWords { weekdays, previous: &previous, next: &next };
    let picked = month_picker(ui, id, day, context.today, &words);
    ui.separator();
    let cleared = ui.button(context.text("due-clear")).clicked();
    if picked.is_some() || cleared {
        set(picked);
        ui.data_mut(|data| data.remove_temp::<NaiveDate>(id));
        ui.close();
    }
}

/// Draws the properties of the file itself, and its storage.
fn facts_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, evidence): (Sha256, &Evidence)) {
    let line = |ui: &mut Ui, id: &'static str, words: &str| {
        row(ui, &context.text(id), |ui| {
            ui.add_space(5.0);
            ui.add(Label::new(words).wrap().selectable(true));
        });
    };
    line(ui, "evidence-column-kind", &format!("{} · {}", kind_word(context, kind_of(evidence)), evidence.media_type));
    line(ui, "evidence-column-size", &size_words(evidence.size));
    let at = crate::ui::china_time(evidence.attached_at).format("%Y-%m-%d %H:%M");
    let by = evidence.attached_by.map(|id| context.person(id)).unwrap_or_default();
    line(ui, "evidence-column-at", &format!("{at} {by}"));
    match &evidence.storage {
        EvidenceStorage::Embedded => line(ui, "evidence-where", &context.text("evidence-embedded")),
        EvidenceStorage::Linked { absolute, relative } => {
            // A part for another person contains no absolute path.
            let where_it_was = if absolute.is_empty() { relative.as_deref().unwrap_or_default() } else { absolute };
            line(ui, "evidence-where", where_it_was);
            if let Some(relative) = relative.as_ref().filter(|_| !absolute.is_empty()) {
                line(ui, "evidence-relative", relative);
            }
            row(ui, "", |ui| {
                if ui.button(format!("{} {}", icons::COPY, context.text("evidence-copy-path"))).clicked() {
                    ui.ctx().copy_text(where_it_was.to_owned());
                }
            });
        }
    }
    row(ui, "SHA-256", |ui| {
        ui.add_space(5.0);
        // Groups of eight digits can be compared by eye. The copied hash has no blanks.
        let whole = hash.to_string();
        let digits: Vec<char> = whole.chars().collect();
        let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
        ui.add(Label::new(RichText::new(groups.join(" ")).size(TEXT_SMALL)).wrap().selectable(true));
        if ui.button(format!("{} {}", icons::COPY, context.text("evidence-copy-hash"))).clicked() {
            ui.ctx().copy_text(whole);
        }
    });
}

/// Draws the uses. Each one links to its place and has a button that detaches the evidence.
fn uses_ui(ui: &mut Ui, context: &ViewContext<'_>, hash: Sha256, uses: &[EvidenceUse], out: &mut Outbox) {
    section(ui, &context.format("evidence-section-uses", [("n", uses.len().into())]));
    if uses.is_empty() {
        remark(ui, context.text("evidence-unused-hint"));
    }
    for place in uses {
        let (short, long, to) = use_words(context, *place);
        right_to_left(ui, CONTROL_HEIGHT, |ui| {
            let name = format!("{} {short}", context.text("evidence-detach"));
            if icon_button(ui, icons::X, &name, false).clicked() {
                out.push(Intent::Evidence(EvidenceIntent::Detach(vec![hash], vec![*place])));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| match to {
                Some(to) => {
                    if link(ui, short).clicked() {
                        out.push(Intent::Go(to));
                    }
                    ui.add(Label::new(long).truncate());
                }
                None => {
                    ui.add(Label::new(format!("{short} {long}")).truncate());
                }
            });
        });
    }
    let duties: Vec<_> = uses
        .iter()
        .filter_map(|place| match place {
            EvidenceUse::Duty(id) => Some(*id),
            EvidenceUse::Occurrence(_) | EvidenceUse::Event(_) | EvidenceUse::Page(..) | EvidenceUse::Report(_) => None,
        })
        .collect();
    super::section::twins_ui(ui, context, &duties, out);
}

/// Draws the newer and the former versions.
fn versions_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, hash: Sha256) {
    let newer = context.workbook.newer_version(hash);
    let former = context.workbook.former_versions(hash);
    if newer.is_none() && former.is_empty() {
        return;
    }
    section(ui, &context.text("evidence-section-versions"));
    let mut go = None;
    let all = newer.map(|hash| (hash, "evidence-newer")).into_iter();
    for (other, id) in all.chain(former.into_iter().map(|hash| (hash, "evidence-former"))) {
        let Some(evidence) = context.workbook.evidence.get(&other) else { continue };
        ui.horizontal(|ui| {
            let day = crate::ui::china_time(evidence.attached_at).format("%Y-%m-%d");
            ui.label(RichText::new(format!("{} {day}", context.text(id))).color(Tokens::of(ui).muted));
            if link(ui, evidence.name.as_str()).clicked() {
                go = Some(other);
            }
        });
    }
    if let Some(other) = go {
        state.go_to(other);
    }
}
