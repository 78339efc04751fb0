//! The services of the telecom service catalog (电信业务分类目录): the single table of their class codes and names.

use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The source of the table.
pub(crate) const SERVICES_RON: &str = include_str!("../../assets/catalog/services.ron");

/// The services. Empty if the table is malformed; in that case loading the catalog reports the error and the program
/// does not start.
static SERVICES: LazyLock<Vec<ServiceKind>> = LazyLock::new(|| ron::from_str(SERVICES_RON).unwrap_or_default());

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
    /// The items that an annex can include or exclude by name.
    pub items: Vec<ItemKind>,
}

/// A service item (服务项目).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemKind {
    /// Key in predicates.
    pub key: String,
    /// Its name; the Chinese one as in the special provisions.
    pub name: Bilingual,
    /// Other Chinese names of the same item.
    pub synonyms: Vec<String>,
}

impl ServiceKind {
    /// Its Chinese names, the usual one first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        names(&self.name, &self.synonyms)
    }
}

impl ItemKind {
    /// Its Chinese names, the usual one first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        names(&self.name, &self.synonyms)
    }
}

fn names<'a>(name: &'a Bilingual, synonyms: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name.zh.as_str()).chain(synonyms.iter().map(String::as_str))
}

/// The names of all services.
pub(super) fn service_names() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().flat_map(ServiceKind::names)
}

/// The names of all items of services.
pub(super) fn item_names() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().flat_map(|service| service.items.iter().flat_map(ItemKind::names))
}

/// The class with this code.
pub(super) fn class_of_code(code: &str) -> Option<&'static str> {
    SERVICES.iter().map(|service| service.class.as_str()).find(|class| *class == code.trim())
}

/// The class code of the service whose name is a suffix of `name`; the longest matching name decides.
pub(super) fn class_of(name: &str) -> Option<&'static str> {
    let named = SERVICES.iter().flat_map(|service| service.names().map(|known| (known, service.class.as_str())));
    named.filter(|(known, _)| name.ends_with(known)).max_by_key(|(known, _)| known.len()).map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_the_class_with_the_longest_name() {
        for (name, class) in [
            ("信息服务业务", Some("B25")),
            ("第二类增值电信业务中的国内呼叫中心业务", Some("B24")),
            ("离岸呼叫中心业务", Some("B24")),
            ("互联网域名解析服务业务", Some("B26-1")),
            ("网络托管业务", Some("A27")),
            ("量子通信业务", None),
        ] {
            assert_eq!(class_of(name), class, "{name}");
        }
    }
}
