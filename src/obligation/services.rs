//! The services of the telecom service catalog, and how an annex names them.

use super::normalized::Normalized;
use crate::language::Bilingual;
use crate::license::{Service, Spanned};
use serde::{Deserialize, Serialize};

/// A service that an annex can license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceKind {
    /// Class code, e.g. `B25`.
    pub class: String,
    /// Its name.
    pub name: Bilingual,
    /// Other Chinese names that an annex may use.
    pub synonyms: Vec<String>,
    /// The items that an annex may include or exclude by name.
    pub items: Vec<ItemKind>,
}

/// A service item (服务项目).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemKind {
    /// Name in predicates.
    pub key: String,
    /// Its name; in Chinese as a special provision calls it.
    pub name: Bilingual,
    /// Other Chinese names of the same item.
    pub synonyms: Vec<String>,
}

impl ServiceKind {
    /// The item with this key.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<&ItemKind> {
        self.items.iter().find(|item| item.key == key)
    }

    /// Whether this entry of an annex is this service, by its class code or else by its name.
    #[must_use]
    pub fn is(&self, entry: &Service) -> bool {
        entry.class.map_or_else(|| self.is_called(&entry.name.value), |class| class == self.class)
    }

    /// Whether `name` is a name of this service, perhaps behind that of its group (第二类增值电信业务中的…).
    fn is_called(&self, name: &str) -> bool {
        let name = Normalized::new(name);
        names(&self.name, &self.synonyms).any(|known| name.text.ends_with(&Normalized::new(known).text))
    }

    /// Whether a phrase of an annex names any of the items.
    pub(super) fn names_an_item(&self, phrase: &str) -> bool {
        self.items.iter().any(|item| item.named_in(phrase).is_some())
    }
}

impl ItemKind {
    /// The name under which a phrase of an annex speaks of this item.
    #[must_use]
    pub fn named_in(&self, phrase: &str) -> Option<&str> {
        let phrase = Normalized::new(phrase);
        names(&self.name, &self.synonyms).find(|known| phrase.text.contains(&Normalized::new(known).text))
    }

    /// The first of `phrases` that names this item, and the name it uses.
    pub(super) fn find_in<'a>(&'a self, phrases: &'a [Spanned<String>]) -> Option<(&'a Spanned<String>, &'a str)> {
        phrases.iter().find_map(|phrase| Some((phrase, self.named_in(&phrase.value)?)))
    }
}

fn names<'a>(name: &'a Bilingual, synonyms: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name.zh.as_str()).chain(synonyms.iter().map(String::as_str))
}
