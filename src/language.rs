//! The two languages of the program, and text that exists in both.

use crate::variants::all;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// A language of the user interface and of exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The BCP 47 tag: `zh-CN` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language for the system language with the BCP 47 `tag`: Chinese for any Chinese variant and for an unknown
    /// system language (`None`), English for all others.
    #[must_use]
    pub fn for_system(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if !tag.to_lowercase().starts_with("zh") => Self::En,
            _ => Self::ZhCn,
        }
    }
}

/// The same text in both languages. The Chinese one is authoritative.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Makes the pair from its Chinese and English text.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in `language`, or the text in the other language if that one is empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::ZhCn => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// The texts without surrounding spaces; one that is empty is taken from the other.
    #[must_use]
    pub fn in_both(&self) -> Self {
        let (zh, en) = (self.zh.trim(), self.en.trim());
        Self::new(if zh.is_empty() { en } else { zh }, if en.is_empty() { zh } else { en })
    }

    /// Whether both texts are blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.zh.trim().is_empty() && self.en.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_speaks_no_chinese_is_spoken_to_in_english() {
        for (tag, language) in [
            (Some("zh-CN"), Language::ZhCn),
            (Some("zh-Hant-TW"), Language::ZhCn),
            (Some("ZH"), Language::ZhCn),
            (None, Language::ZhCn),
            (Some("en-US"), Language::En),
            (Some("fr-FR"), Language::En),
        ] {
            assert_eq!(Language::for_system(tag), language, "{tag:?}");
        }
    }
}
