//! The figures of a head: a table for each service, then the figures of the whole company. Numbers are typed, yes and
//! no are chosen.

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

/// Draws a figure: name, value, unit, and the value of the year before. An error is shown below it.
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

/// Draws the field of a number and its unit. Returns the text in the field. Invalid text stays there and is not stored.
fn number_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (id, figure): (Id, &ReportFigure),
    value: &str,
    name: &str,
    take: &mut dyn FnMut(&str),
) -> String {
    // A value that is in the workbook is shown as it is, even where it is invalid: an older file may contain it.
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
        // The valid beginning of invalid text was stored while it was typed. The value from before the typing is
        // restored.
        take(&base.unwrap_or_default());
    }
    let unit = figure.unit.get(context.locale.language);
    let is_amount_in_english = figure.kind == FigureKind::Amount && context.locale.language == Language::En;
    ui.label(if is_amount_in_english { format!("× {unit}") } else { unit.to_owned() });
    typed
}

/// The value of the figure when the field `id` got the focus. None while the field has no focus.
fn base_of(ui: &Ui, id: Id, value: &str) -> Option<String> {
    let key = id.with("base");
    if !ui.memory(|memory| memory.has_focus(id)) {
        ui.data_mut(|data| data.remove::<String>(key));
        return None;
    }
    Some(ui.data_mut(|data| data.get_temp_mut_or_insert_with(key, || value.to_owned()).clone()))
}

/// Draws yes and no. A second click on the chosen one clears it. Returns the new value if it changed.
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
