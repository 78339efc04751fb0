//! Divides the words of a duty: the places of the cuts, and a preview of the parts.

use super::OTHERS;
use super::draft::{DutyDraft, Page};
use super::fields::text_ui;
use crate::language::Bilingual;
use crate::ui::kit::Tokens;
use crate::ui::kit::dialog::scroll_body;
use crate::ui::kit::widgets::remark;
use crate::ui::{DutyIntent, ViewContext};
use crate::workbook::{Definition, DutyId};
use egui::{Label, RichText, Sense, Ui};
use std::collections::BTreeSet;

/// The longest words that can be cut in the window, in characters.
const LONGEST: usize = 2000;

/// A character of the words of a duty, and its place in the license text.
struct Place {
    at: usize,
    character: char,
    /// Whether a cut before it is suggested, because a phrase ends there.
    suggested: bool,
}

/// The characters of the words of a duty.
fn places(context: &ViewContext<'_>, id: DutyId) -> Vec<Place> {
    let Some(duty) = context.workbook.duties.get(&id) else { return Vec::new() };
    let text = &context.register.parsed.text;
    let spans = duty.definition.spans.iter();
    let chars = spans.flat_map(|span| span.of(text).char_indices().map(|(at, c)| (span.start + at, c)));
    let mut before = ' ';
    let places = chars.take(LONGEST).map(|(at, character)| {
        let suggested = matches!(before, '。' | '；' | '，' | ';' | ',');
        before = character;
        Place { at, character, suggested }
    });
    places.collect()
}

/// Draws the page: the words, the suggested cuts, and the parts that result.
pub(super) fn split_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> (Option<DutyIntent>, bool) {
    let (Some(id), Page::Split(cuts, titles)) = (draft.id, &mut draft.page) else { return (None, false) };
    remark(ui, context.text("duty-split-text"));
    let places = places(context, id);
    let (at, parts, entered) = scroll_body(ui, "duty_split", OTHERS, |ui| {
        let before = cuts.clone();
        words_ui(ui, &places, cuts);
        suggestions_ui(ui, context, &places, cuts);
        if *cuts != before {
            // Titles belong to the parts as they were.
            titles.clear();
        }
        let at: Vec<usize> = cuts.iter().copied().collect();
        let parts = context.workbook.parts_of_duty(id, &at);
        if titles.len() != parts.len() {
            *titles = parts.iter().map(|part| part.title.clone()).collect();
        }
        let mut entered = false;
        for (part, title) in parts.iter().zip(titles.iter_mut()) {
            entered |= part_ui(ui, context, part, title);
        }
        (at, parts.len(), entered)
    });
    ((parts > 1).then(|| DutyIntent::Split(id, at, titles.clone())), entered)
}

/// Draws the words; a click before a character makes or removes a cut.
fn words_ui(ui: &mut Ui, places: &[Place], cuts: &mut BTreeSet<usize>) {
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (number, place) in places.iter().enumerate() {
            if cuts.contains(&place.at) {
                ui.label(RichText::new(" | ").color(tokens.accent));
            }
            let mut text = RichText::new(place.character.to_string());
            if place.suggested {
                text = text.underline();
            }
            let clicked = ui.add(Label::new(text).sense(Sense::CLICK).selectable(false)).clicked();
            if clicked && number > 0 && !cuts.remove(&place.at) {
                cuts.insert(place.at);
            }
        }
    });
}

/// Draws one check box for each suggested cut, so that the keyboard reaches them.
fn suggestions_ui(ui: &mut Ui, context: &ViewContext<'_>, places: &[Place], cuts: &mut BTreeSet<usize>) {
    const SHOWN: usize = 8;
    for (number, place) in places.iter().enumerate().filter(|(_, place)| place.suggested) {
        let following: String = places.iter().skip(number).take(SHOWN).map(|place| place.character).collect();
        let mut is_cut = cuts.contains(&place.at);
        let words = context.format("duty-cut-before", [("words", following.into())]);
        if ui.checkbox(&mut is_cut, words).changed() {
            if is_cut {
                cuts.insert(place.at);
            } else {
                cuts.remove(&place.at);
            }
        }
    }
}

/// Draws a part: its title, which can be typed, its kind and limit, and its words. Returns true if Enter was pressed.
fn part_ui(ui: &mut Ui, context: &ViewContext<'_>, part: &Definition, title: &mut Bilingual) -> bool {
    let label = part.label();
    let limit = part.limit.as_ref().map(|limit| context.locale.limit(limit));
    let kind = context.locale.kind(part.kind).into_owned();
    let facts: Vec<String> = [label.clone(), kind].into_iter().chain(limit).collect();
    ui.label(facts.join(" · "));
    let name = context.format("duty-part-title", [("label", label.into())]);
    let entered = text_ui(ui, context, &name, title, false);
    let words: Vec<&str> = part.spans.iter().map(|span| span.of(&context.register.parsed.text)).collect();
    remark(ui, words.concat());
    entered
}
