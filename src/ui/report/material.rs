//! The material of the report: availability, files, material that is not required, and the company's own material.

use super::{Derived, ReportIntent, ReportPlace, is_locked, report_of};
use crate::report::{Material, head_title, materials};
use crate::ui::evidence::cards_ui;
use crate::ui::kit::tokens::TEXT;
use crate::ui::kit::widgets::{card, icon_button, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::{ReportPart, Value};
use egui::{Label, RichText, TextEdit, Ui};

pub(super) fn material_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    let report = report_of(context, derived);
    let all = materials(report, context.catalog);
    let needed = all.iter().filter(|material| material.is_needed);
    let at_hand = needed.clone().filter(|material| material.at_hand).count();
    let args = [("done", at_hand.into()), ("total", needed.count().into())];
    ui.label(context.format("material-count", args));
    remark(ui, context.text("material-hint"));
    ui.add_enabled_ui(!is_locked(context, derived), |ui| {
        for (i, material) in all.iter().enumerate() {
            one_ui(ui, context, derived, (i, material), out);
        }
        let name = context.text("material-own");
        let hint = name.clone();
        let response = ui.name_inputs(name, |ui| {
            ui.add(TextEdit::singleline(&mut state.own_material).hint_text(hint).desired_width(320.0))
        });
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if entered && !state.own_material.trim().is_empty() {
            let title = std::mem::take(&mut state.own_material).trim().to_owned();
            out.push(Intent::Report(ReportIntent::AddMaterial(derived.year, title)));
        }
    });
}

fn one_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    derived: &Derived,
    (place, material): (usize, &Material),
    out: &mut Outbox,
) {
    let language = context.locale.language;
    let set = |out: &mut Outbox, part, value| out.push(Intent::Report(ReportIntent::Set(derived.year, part, value)));
    let head = context.catalog.report.head(&material.head);
    let head =
        head.map(|head| head_title(report_of(context, derived), head).get(language).to_owned()).unwrap_or_default();
    card(ui, material.title.get(language), |ui| {
        remark(ui, format!("{head} · {}", material.source.get(language)).trim_end_matches([' ', '·']));
        ui.horizontal(|ui| {
            let mut at_hand = material.at_hand;
            let box_ = ui.add_enabled_ui(material.files.is_empty(), |ui| {
                ui.checkbox(&mut at_hand, context.text("material-at-hand"))
            });
            if box_.inner.changed() {
                set(out, ReportPart::Material(material.key.clone()), at_hand.then_some(Value::Flag(true)));
            }
            if material.source.zh.is_empty() {
                if ui.button(context.text("material-remove")).clicked() {
                    set(out, ReportPart::Title(material.key.clone()), None);
                }
                return;
            }
            let mut not_needed = !material.is_needed;
            if ui.checkbox(&mut not_needed, context.text("material-not-needed")).changed() {
                set(out, ReportPart::NotNeeded(material.key.clone()), not_needed.then_some(Value::Flag(true)));
            }
        });
        if !material.is_needed {
            let muted = Tokens::of(ui).muted;
            let words = RichText::new(context.text("material-left-out")).font(fonts::regular(TEXT)).color(muted);
            ui.add(Label::new(words).wrap());
            return;
        }
        for hash in &material.files {
            let name = context.workbook.evidence.get(hash).map(|evidence| evidence.name.as_str()).unwrap_or_default();
            let name = format!("{} {name}", context.text("evidence-detach"));
            let removed = ui.horizontal(|ui| {
                let removed = icon_button(ui, icons::X, &name, false).clicked();
                ui.vertical(|ui| cards_ui(ui, context, &[*hash], None, out));
                removed
            });
            if removed.inner {
                let left = material.files.iter().filter(|other| *other != hash).copied().collect();
                let value = Value::EvidenceRefs(left);
                set(out, ReportPart::Files(material.key.clone()), Some(value));
            }
        }
        if ui.button(format!("{} {}", icons::PAPERCLIP, context.text("evidence-attach"))).clicked() {
            out.push(Intent::AskEvidence(AttachTo::Material(derived.year, place)));
        }
    });
}
