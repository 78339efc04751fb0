//! The offer to review a file that was dropped: it was attached as evidence, and it reads as another license.

use super::ReviewIntent;
use crate::ui::kit::dialog::{answers_enter, title};
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::primary_button;
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::Sha256;
use egui::{Label, Ui};
use std::path::PathBuf;

/// A file that was dropped and reads as another license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseOffer {
    /// Its path.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub hash: Sha256,
    /// The number of the license.
    pub number: String,
    /// The company, if it was found.
    pub company: Option<String>,
}

/// Draws the offer. Returns true when the dialog is to be closed.
pub(in crate::ui) fn offer_ui(ui: &mut Ui, context: &ViewContext<'_>, offer: &LicenseOffer, out: &mut Outbox) -> bool {
    title(ui, &context.text("offer-title"));
    ui.add_space(GRID);
    let name = offer.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let company = offer.company.clone().unwrap_or_else(|| context.text("company-unknown").into_owned());
    let args = [("name", name.into()), ("number", offer.number.clone().into()), ("company", company.into())];
    ui.add(Label::new(context.format("offer-text", args)).wrap());
    ui.add_space(2.0 * GRID);
    ui.horizontal(|ui| {
        let has_keys = context.has_dialog_keys();
        let review = primary_button(ui, context.text("offer-review")).clicked();
        let keep = ui.button(context.text("offer-keep")).clicked();
        if review || (!keep && answers_enter(ui, has_keys)) {
            out.push(Intent::LicenseReview(ReviewIntent::Read(offer.path.clone(), offer.hash)));
            return true;
        }
        keep
    })
    .inner
}
