//! Signatures: the verification of a received file's signature, and the user's signing key.

use crate::ui::ViewContext;
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{banner, icon_button, remark};
use crate::ui::kit::{Tokens, Tone, fonts, icons};
use egui::{Label, RichText, Ui};

/// The signature of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is no signature file.
    Missing,
    /// The signature file is invalid or cannot be read.
    Unreadable,
    /// There is a signature.
    Found {
        /// The result of the verification.
        proves: Proof,
        /// The name that the signer states.
        signer: String,
        /// The short form of the key.
        fingerprint: String,
        /// Whether it is the key of this user.
        is_own: bool,
    },
}

/// The result of verifying a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The file is unchanged since it was signed with the key.
    Good,
    /// The signature belongs to different file contents, so it proves nothing.
    Changed,
    /// The signature was not made with the key that it names, so it proves nothing.
    Forged,
}

impl Signature {
    /// The icon, text and tone of the signature.
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

    /// The message id of the meaning and the recommended action.
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

/// Draws the signature of a received file.
pub(super) fn signature_ui(ui: &mut Ui, context: &ViewContext<'_>, signature: &Signature) {
    let (icon, words, tone) = signature.words(context, Tokens::of(ui));
    banner(ui, tone, |ui| {
        ui.label(RichText::new(format!("{icon} {words}")).font(fonts::bold(13.0)).color(tone.text));
        if let Signature::Found { signer, fingerprint, proves, .. } = signature {
            // A forged signature names the key of another person, so that name must not be shown as a proof.
            let id = if *proves == Proof::Good { "signature-by" } else { "signature-claims" };
            let args = [("signer", signer.as_str().into()), ("key", fingerprint.as_str().into())];
            ui.add(Label::new(context.format(id, args)).wrap().selectable(true));
        }
        remark(ui, context.text(signature.meaning()));
    });
}

/// Draws the fingerprint of the user's key, which can be copied.
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
