//! Matches the services and items named in an annex with the telecom service catalog.

use super::normalized::Normalized;
use crate::license::{ItemKind, Service, ServiceKind, Spanned};

impl ServiceKind {
    /// The item with this key.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<&ItemKind> {
        self.items.iter().find(|item| item.key == key)
    }

    /// Whether this entry of an annex is this service, by its class code or, without one, by its name.
    #[must_use]
    pub fn is(&self, entry: &Service) -> bool {
        entry.class.map_or_else(|| self.is_called(&entry.name.value), |class| class == self.class)
    }

    /// Whether `name` is a name of this service, possibly preceded by that of its group (第二类增值电信业务中的…).
    fn is_called(&self, name: &str) -> bool {
        let name = Normalized::new(name);
        self.names().any(|known| name.text.ends_with(&Normalized::new(known).text))
    }

    /// The first of `phrases` that names this service, with the name it uses.
    pub(super) fn find_in<'a>(&'a self, phrases: &'a [Spanned<String>]) -> Option<(&'a Spanned<String>, &'a str)> {
        phrases.iter().find_map(|phrase| {
            let words = Normalized::new(&phrase.value);
            Some((phrase, self.names().find(|known| words.text.ends_with(&Normalized::new(known).text))?))
        })
    }

    /// Whether a phrase of an annex names any of the items.
    pub(super) fn names_an_item(&self, phrase: &str) -> bool {
        self.items.iter().any(|item| item.named_in(phrase).is_some())
    }
}

impl ItemKind {
    /// The name by which a phrase of an annex mentions this item.
    #[must_use]
    pub fn named_in(&self, phrase: &str) -> Option<&str> {
        let phrase = Normalized::new(phrase);
        self.names().find(|known| phrase.text.contains(&Normalized::new(known).text))
    }

    /// The first of `phrases` that names this item, with the name it uses.
    pub(super) fn find_in<'a>(&'a self, phrases: &'a [Spanned<String>]) -> Option<(&'a Spanned<String>, &'a str)> {
        phrases.iter().find_map(|phrase| Some((phrase, self.named_in(&phrase.value)?)))
    }
}
