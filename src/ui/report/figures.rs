//! The figures of a head: a small table for each service, then those of the whole. A number is typed, yes or no is chosen.

use super::heads::{LABEL, set};
use super::{Derived, report_of};
use crate::language::Language;
use crate::obligation::{FigureKind, ReportFigure, ReportHead};
use crate::report::{FigureProblem, figure_value, figure_words, figures};
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, draft_field, form_label, remark};
use crate::ui::kit::{Tokens, fonts};
use crate::ui::{Outbox, ViewContext};
use crate::workbook::ReportPart;
use egui::{Id, Label, RichText, Ui};

pub(super) fn figures_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    derived: &Derived,
    head: &ReportHead,
    out: &mut Outbox,
) {
    let mut service_before = None;
    for (key, figure, service) in figures(head, &context.register.parsed.annex) {
        if service.is_some() && service != service_before {
            let words = service.clone().unwrap_or_default();
            ui.add(Label::new(RichText::new(words).font(fonts::bold(TEXT))).wrap());
        }
        service_before.clone_from(&service);
        figure_ui(ui, context, derived, (&key, figure, service.as_deref()), out);
    }
}

/// One figure: its name, its value, its unit, and what it was the year before; below it why it is none.
fn figure_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    derived: &Derived,
    (key, figure, service): (&str, &ReportFigure, Option<&str>),
    out: &mut Outbox,
) {
    let language = context.locale.language;
    let value = report_of(context, derived).and_then(|report| report.figures.get(key)).map_or("", String::as_str);
    let name = figure.name.get(language);
    let whole = service.map_or_else(|| name.to_owned(), |service| format!("{service} {name}"));
    let part = ReportPart::Figure(key.to_owned());
    let typed = ui.horizontal(|ui| {
        form_label(ui, name, LABEL);
        let typed = if figure.kind == FigureKind::YesNo {
            if let Some(chosen) = yes_no_ui(ui, context, figure, value, &whole) {
                set(out, derived.year, part.clone(), chosen);
            }
            value.to_owned()
        } else {
            number_ui(ui, context, (Id::unique(("figure", derived.year, key)), figure), value, &whole, &mut |text| {
                set(out, derived.year, part.clone(), text);
            })
        };
        let before = context.workbook.reports.get(&(derived.year - 1)).and_then(|report| report.figures.get(key));
        if let Some(before) = before {
            let before = figure_words(Some(figure.kind), &figure.unit, before, language);
            let args = [("year", (derived.year - 1).to_string().into()), ("value", before.into())];
            remark(ui, context.format("figure-before", args));
        }
        typed
    });
    if let Err(problem) = figure_value(figure, &typed.inner)
        && !typed.inner.trim().is_empty()
    {
        let danger = Tokens::of(ui).danger.text;
        let id = match problem {
            FigureProblem::NotANumber => "figure-not-a-number",
            FigureProblem::NotWhole => "figure-not-whole",
            FigureProblem::NotYesOrNo => "figure-not-yes-or-no",
        };
        let words = context.format(id, [("value", typed.inner.trim().into())]);
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(danger)).wrap());
    }
}

/// A number with its unit. What is no number stays in the field and is not taken; gives what stands in it.
fn number_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (id, figure): (Id, &ReportFigure),
    value: &str,
    name: &str,
    take: &mut dyn FnMut(&str),
) -> String {
    // What an older file has is shown as it is, and is no mistake of typing.
    let valid = |text: &str| text.trim().is_empty() || text == value || figure_value(figure, text).is_ok();
    let base = base_of(ui, id, value);
    let hint = context.text(if figure.kind == FigureKind::Amount { "figure-hint-amount" } else { "figure-hint-count" });
    ui.scope(|ui| {
        ui.set_max_width(150.0);
        if let Some(text) = draft_field(ui, id, value, &hint, name, valid) {
            take(&figure_value(figure, &text).unwrap_or_else(|_| text.trim().to_owned()));
        }
    });
    let typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| value.to_owned());
    if base.as_deref().is_some_and(|base| base != value && !valid(&typed)) {
        // Its beginning was a number: that is taken back, and what was there before holds.
        take(&base.unwrap_or_default());
    }
    let unit = figure.unit.get(context.locale.language);
    let is_amount_in_english = figure.kind == FigureKind::Amount && context.locale.language == Language::En;
    ui.label(if is_amount_in_english { format!("× {unit}") } else { unit.to_owned() });
    typed
}

/// What the figure held when the cursor came into its field `id`; none while that has no cursor.
fn base_of(ui: &Ui, id: Id, value: &str) -> Option<String> {
    let key = id.with("base");
    if !ui.memory(|memory| memory.has_focus(id)) {
        ui.data_mut(|data| data.remove::<String>(key));
        return None;
    }
    Some(ui.data_mut(|data| data.get_temp_mut_or_insert_with(key, || value.to_owned()).clone()))
}

/// Yes or no; what was chosen is taken back by choosing it again. Gives what was chosen anew.
fn yes_no_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    figure: &ReportFigure,
    value: &str,
    name: &str,
) -> Option<&'static str> {
    let known = figure_value(figure, value).ok();
    let mut chosen = None;
    for (stored, id) in [("是", "figure-yes"), ("否", "figure-no")] {
        let is_chosen = known.as_deref() == Some(stored);
        let response = chip(ui, &context.text(id), is_chosen).on_hover_text(name);
        if response.clicked() {
            chosen = Some(if is_chosen { "" } else { stored });
        }
    }
    if known.is_none() && !value.is_empty() {
        ui.label(value);
    }
    chosen
}
