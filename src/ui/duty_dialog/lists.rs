//! The lists of the form: conditions, accepted evidence, other laws and related duties.

use super::draft::{LawDraft, Problem};
use super::fields::{LABEL, combo_ui, item_text_ui, limit_ui, problem_ui, remove_ui, text_ui};
use crate::language::Bilingual;
use crate::obligation::{Predicate, RelationKind};
use crate::ui::ViewContext;
use crate::ui::checklist::relation_message;
use crate::ui::kit::widgets::form_label;
use crate::ui::kit::{Tokens, style};
use crate::workbook::{DutyId, Related};
use egui::{Label, RichText, Ui};

/// The most items of a list that can be added in the window.
const MOST: usize = 50;

const RELATIONS: [RelationKind; 4] =
    [RelationKind::Twin, RelationKind::Alternative, RelationKind::Follows, RelationKind::SeeAlso];

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &'static str) {
    ui.add_space(4.0);
    ui.label(RichText::new(context.text(name)).text_style(style::strong()).color(Tokens::of(ui).ink));
}

/// Draws the conditions that must all hold for the duty to apply: facts, events and services.
pub(super) fn conditions_ui(ui: &mut Ui, context: &ViewContext<'_>, all: &mut Vec<Predicate>) {
    head_ui(ui, context, "duty-conditions");
    let mut removed = None;
    for (at, predicate) in all.iter().enumerate() {
        let words = predicate_words(context, predicate);
        ui.horizontal_wrapped(|ui| {
            if remove_ui(ui, context, &words) {
                removed = Some(at);
            }
            ui.label(words);
        });
    }
    if let Some(at) = removed {
        all.remove(at);
    }
    let catalog = context.catalog;
    let events = catalog.events.iter().map(|event| Predicate::Event(event.key.clone()));
    let facts = catalog.facts.iter().map(|fact| Predicate::Fact(fact.key.clone()));
    let services = context
        .register
        .parsed
        .annex
        .services
        .iter()
        .filter_map(|service| Some(Predicate::Service { class: service.class?.to_owned(), item: None }));
    let offered: Vec<Predicate> =
        events.chain(facts).chain(services).filter(|predicate| !all.contains(predicate)).collect();
    let name = context.text("duty-condition-add");
    if let Some(chosen) = add_ui(ui, context, &name, &offered, all.len(), |p| predicate_words(context, p)) {
        all.push(chosen);
    }
}

/// A condition in words.
fn predicate_words(context: &ViewContext<'_>, predicate: &Predicate) -> String {
    let language = context.locale.language;
    let named = |id, name: &str| context.format(id, [("name", name.into())]);
    match predicate {
        Predicate::Event(key) => {
            let name = context.catalog.event(key).map_or(key.as_str(), |event| event.name.get(language));
            named("duty-if-event", name)
        }
        Predicate::Fact(key) => {
            let name = context.catalog.fact(key).map_or(key.as_str(), |fact| fact.statement.get(language));
            named("duty-if-fact", name)
        }
        Predicate::Service { class, item: None } => {
            let known = context.catalog.service(class);
            let name = known.map_or_else(|| class.clone(), |service| format!("{class} {}", service.name.get(language)));
            named("duty-if-service", &name)
        }
        Predicate::Service { class, item: Some(item) } => named("duty-if-service", &format!("{class} {item}")),
        Predicate::Named(name) => named("duty-if-service", name),
    }
}

/// Draws a list from which one item is added. Returns the chosen item.
fn add_ui<T: Clone>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &str,
    offered: &[T],
    count: usize,
    words: impl Fn(&T) -> String,
) -> Option<T> {
    if offered.is_empty() || count >= MOST {
        return None;
    }
    let mut chosen: Option<usize> = None;
    let all: Vec<Option<usize>> = (0..offered.len()).map(Some).collect();
    combo_ui(ui, context, name, &mut chosen, &all, |at| {
        at.and_then(|at| offered.get(at)).map_or_else(|| name.to_owned(), &words)
    });
    offered.get(chosen?).cloned()
}

/// Draws the evidence that an inspector accepts. Returns true if Enter was pressed in a field.
pub(super) fn evidence_ui(ui: &mut Ui, context: &ViewContext<'_>, all: &mut Vec<Bilingual>) -> bool {
    head_ui(ui, context, "section-accepted-evidence");
    let mut entered = false;
    let mut removed = None;
    for (at, text) in all.iter_mut().enumerate() {
        let name = context.format("duty-evidence-n", [("n", (at + 1).into())]);
        let (entered_here, is_removed) = item_text_ui(ui, context, &name, text, &name);
        entered |= entered_here;
        if is_removed {
            removed = Some(at);
        }
    }
    if let Some(at) = removed {
        all.remove(at);
    }
    if all.len() < MOST && ui.button(context.text("duty-evidence-add")).clicked() {
        all.push(Bilingual::default());
    }
    entered
}

/// Draws the limits in other laws. Returns true if Enter was pressed in a field.
pub(super) fn laws_ui(ui: &mut Ui, context: &ViewContext<'_>, all: &mut Vec<LawDraft>, problems: &[Problem]) -> bool {
    head_ui(ui, context, "duty-laws");
    let says = |problem: Problem| problems.contains(&problem).then(|| problem.message());
    let mut entered = false;
    let mut removed = None;
    for (at, law) in all.iter_mut().enumerate() {
        let of_law = |field: &str| context.format("duty-of-law", [("field", field.into()), ("n", (at + 1).into())]);
        let what = of_law(&context.text("field-other-law"));
        let name = of_law(&context.text("duty-law"));
        let (entered_here, is_removed) = item_text_ui(ui, context, &name, &mut law.source, &what);
        entered |= entered_here;
        if is_removed {
            removed = Some(at);
        }
        problem_ui(ui, context, says(Problem::LawSource(at)));
        entered |= limit_ui(ui, context, &mut law.limit, says(Problem::LawAmount(at)), of_law);
        entered |= text_ui(ui, context, &of_law(&context.text("duty-law-note")), &mut law.note, false);
    }
    if let Some(at) = removed {
        all.remove(at);
    }
    if all.len() < MOST && ui.button(context.text("duty-law-add")).clicked() {
        all.push(LawDraft::default());
    }
    entered
}

/// Draws the related duties; `id` is the duty itself.
pub(super) fn related_ui(ui: &mut Ui, context: &ViewContext<'_>, id: Option<DutyId>, all: &mut Vec<Related>) {
    head_ui(ui, context, "section-related");
    let language = context.locale.language;
    let mut removed = None;
    for (at, related) in all.iter_mut().enumerate() {
        let Some(other) = context.register.entry(related.duty) else { continue };
        let title = other.duty.definition.title.get(language);
        ui.horizontal(|ui| {
            form_label(ui, &other.label, LABEL);
            let name = context.format("duty-relation", [("label", other.label.as_str().into())]);
            combo_ui(ui, context, &name, &mut related.kind, &RELATIONS, |kind| {
                context.text(relation_message(kind)).into_owned()
            });
            if remove_ui(ui, context, &other.label) {
                removed = Some(at);
            }
            ui.add(Label::new(title).truncate());
        });
    }
    if let Some(at) = removed {
        all.remove(at);
    }
    let others = context.register.entries.iter().filter(|entry| Some(entry.id) != id);
    let offered: Vec<_> = others.filter(|entry| all.iter().all(|related| related.duty != entry.id)).collect();
    let name = context.text("duty-related-add");
    let words =
        |entry: &&crate::deadlines::Entry| format!("{} {}", entry.label, entry.duty.definition.title.get(language));
    if let Some(chosen) = add_ui(ui, context, &name, &offered, all.len(), words) {
        all.push(Related { duty: chosen.id, kind: RelationKind::SeeAlso });
    }
}
