//! Signatures: what one says about a received file, and the own key that files are signed with.

use crate::ui::ViewContext;
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{banner, icon_button, remark};
use crate::ui::kit::{Tokens, Tone, fonts, icons};
use egui::{Label, RichText, Ui};

/// What is known of who signed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is no signature beside it.
    Missing,
    /// What is beside it is no signature, or cannot be read.
    Unreadable,
    /// There is one.
    Found {
        /// What it proves.
        proves: Proof,
        /// The name that the signer goes by.
        signer: String,
        /// The short form of the key.
        fingerprint: String,
        /// Whether it is the key of this user.
        is_own: bool,
    },
}

/// What a signature proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The file is as it was signed, with the key.
    Good,
    /// Nothing: the file is not the one that was signed.
    Changed,
    /// Nothing: it was not made with the key that it names.
    Forged,
}

impl Signature {
    /// The sign, the words and the tone of it.
    pub(super) fn words(&self, context: &ViewContext<'_>, tokens: &Tokens) -> (&'static str, String, Tone) {
        let (icon, id, tone) = match self {
            Self::Missing => (icons::INFO, "signature-missing", tokens.info),
            Self::Unreadable => (icons::SHIELD_WARNING, "signature-unreadable", tokens.danger),
            Self::Found { proves: Proof::Good, .. } => (icons::SHIELD_CHECK, "signature-good", tokens.met),
            Self::Found { proves: Proof::Changed, .. } => (icons::SHIELD_WARNING, "signature-changed", tokens.danger),
            Self::Found { proves: Proof::Forged, .. } => (icons::SHIELD_WARNING, "signature-forged", tokens.danger),
        };
        (icon, context.text(id).into_owned(), tone)
    }

    /// What it means and what to do.
    fn meaning(&self) -> &'static str {
        match self {
            Self::Missing => "signature-missing-text",
            Self::Unreadable => "signature-unreadable-text",
            Self::Found { proves: Proof::Good, is_own: true, .. } => "signature-own-text",
            Self::Found { proves: Proof::Good, .. } => "signature-good-text",
            Self::Found { proves: Proof::Changed, .. } => "signature-changed-text",
            Self::Found { proves: Proof::Forged, .. } => "signature-forged-text",
        }
    }
}

/// What the signature of a received file says.
pub(super) fn signature_ui(ui: &mut Ui, context: &ViewContext<'_>, signature: &Signature) {
    let (icon, words, tone) = signature.words(context, Tokens::of(ui));
    banner(ui, tone, |ui| {
        ui.label(RichText::new(format!("{icon} {words}")).font(fonts::bold(13.0)).color(tone.text));
        if let Signature::Found { signer, fingerprint, proves, .. } = signature {
            // The key that a forged signature names is somebody else's: it must not look like a proof.
            let id = if *proves == Proof::Good { "signature-by" } else { "signature-claims" };
            let args = [("signer", signer.as_str().into()), ("key", fingerprint.as_str().into())];
            ui.add(Label::new(context.format(id, args)).wrap().selectable(true));
        }
        remark(ui, context.text(signature.meaning()));
    });
}

/// The short form of the own key, to be told and copied.
pub(in crate::ui) fn own_key_ui(ui: &mut Ui, context: &ViewContext<'_>, fingerprint: &str) {
    let tokens = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(context.text("signature-own-key")).color(tokens.muted));
        ui.add(Label::new(RichText::new(fingerprint).monospace()).selectable(true));
        ui.add_space(GRID);
        if icon_button(ui, icons::COPY, &context.text("signature-copy-key"), false).clicked() {
            ui.ctx().copy_text(fingerprint.to_owned());
        }
    });
}
