//! Texts for refused edits and weak passphrases.

use super::Locale;
use crate::limits::Exceeded;
use crate::passphrase::Weakness;
use crate::workbook::EditError;

impl Locale {
    /// The weakness of a passphrase, with advice.
    #[must_use]
    pub fn passphrase_weakness(&self, weak: Weakness) -> String {
        let why = match weak {
            Weakness::Common => "common",
            Weakness::Digits => "digits",
            Weakness::Pattern => "pattern",
            Weakness::Short => "short",
        };
        self.format("passphrase-weak", [("why", why.into())])
    }
}

/// The message id for a refused edit, with its arguments.
#[must_use]
pub fn refusal(error: &EditError) -> (&'static str, Vec<(&'static str, String)>) {
    let arguments = if let EditError::Limit(_, exceeded) = error { exceeded.arguments().into() } else { Vec::new() };
    (refusal_id(error), arguments)
}

fn refusal_id(error: &EditError) -> &'static str {
    match error {
        EditError::Missing(_) => "refused-missing",
        EditError::Stale(_) => "refused-stale",
        EditError::WrongType(_) => "refused-wrong-type",
        EditError::JustificationMissing(_) => "refused-justification",
        EditError::Dangling(_) => "refused-dangling",
        EditError::Empty(_) => "refused-empty",
        EditError::Frozen(_) => "refused-frozen",
        EditError::Locked(_) => "refused-locked",
        EditError::Limit(..) => Exceeded::KIND,
        EditError::DuplicateRecord(_) => "refused-twice",
    }
}
