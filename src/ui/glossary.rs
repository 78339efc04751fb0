//! The place *Glossary*: the topics of the provisions.

use super::{Outbox, ViewContext, Views};
use egui::Ui;

/// Draws the view.
pub(super) fn glossary_ui(ui: &mut Ui, context: &ViewContext<'_>, _: &mut Views, _: &mut Outbox) {
    for provision in &context.register.parsed.provisions {
        ui.label(context.topic(provision.clause.id));
    }
}
