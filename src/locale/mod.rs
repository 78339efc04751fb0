//! The texts of the program in both languages, from `assets/locales`.
//!
//! Messages are in Fluent format; the files of both languages contain the same messages (held by a test).

mod beside;
mod copies;
mod describer;
mod found;
mod particulars;
mod records;
mod remarks;
mod report_names;
mod reporting;
mod value_names;

pub use copies::session_words;
pub use describer::Describer;
pub use particulars::moment;
pub use records::ChangeWords;
pub use remarks::refusal;
pub use report_names::gap_words;

use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::OnceLock;

const ZH_CN: &[&str] = &[
    include_str!("../../assets/locales/zh-CN/reading.ftl"),
    include_str!("../../assets/locales/zh-CN/words.ftl"),
    include_str!("../../assets/locales/zh-CN/window.ftl"),
    include_str!("../../assets/locales/zh-CN/export.ftl"),
    include_str!("../../assets/locales/zh-CN/evidence.ftl"),
    include_str!("../../assets/locales/zh-CN/safety.ftl"),
    include_str!("../../assets/locales/zh-CN/snapshots.ftl"),
    include_str!("../../assets/locales/zh-CN/report.ftl"),
    include_str!("../../assets/locales/zh-CN/copies.ftl"),
    include_str!("../../assets/locales/zh-CN/commands.ftl"),
    include_str!("../../assets/locales/zh-CN/outputs.ftl"),
    include_str!("../../assets/locales/zh-CN/limits.ftl"),
    include_str!("../../assets/locales/zh-CN/duties.ftl"),
    include_str!("../../assets/locales/zh-CN/review.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../assets/locales/en/reading.ftl"),
    include_str!("../../assets/locales/en/words.ftl"),
    include_str!("../../assets/locales/en/window.ftl"),
    include_str!("../../assets/locales/en/export.ftl"),
    include_str!("../../assets/locales/en/evidence.ftl"),
    include_str!("../../assets/locales/en/safety.ftl"),
    include_str!("../../assets/locales/en/snapshots.ftl"),
    include_str!("../../assets/locales/en/report.ftl"),
    include_str!("../../assets/locales/en/copies.ftl"),
    include_str!("../../assets/locales/en/commands.ftl"),
    include_str!("../../assets/locales/en/outputs.ftl"),
    include_str!("../../assets/locales/en/limits.ftl"),
    include_str!("../../assets/locales/en/duties.ftl"),
    include_str!("../../assets/locales/en/review.ftl"),
];

/// The language of the first start, chosen by the system language.
#[must_use]
pub fn system_language() -> Language {
    Language::for_system(sys_locale::get_locale().as_deref())
}

/// The texts of one language.
pub struct Locale {
    /// The language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// The texts of `language`, parsed on first use.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static LOCALES: [OnceLock<Locale>; 2] = [OnceLock::new(), OnceLock::new()];
        let [zh, en] = &LOCALES;
        match language {
            Language::ZhCn => zh.get_or_init(|| Self::new(language, ZH_CN)),
            Language::En => en.get_or_init(|| Self::new(language, EN)),
        }
    }

    fn new(language: Language, sources: &[&str]) -> Self {
        let tag: unic_langid::LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks for text direction would be visible in plain-text exports.
        bundle.set_use_isolating(false);
        for source in sources {
            // A message that does not parse is omitted here and reported by a test.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The message `id`, which takes no arguments; the id itself if it does not exist.
    #[must_use]
    pub fn text<'a>(&'a self, id: &'a str) -> Cow<'a, str> {
        match self.bundle.get_message(id).and_then(|m| m.value()) {
            Some(pattern) => self.bundle.format_pattern(pattern, None, &mut Vec::new()),
            None => Cow::Borrowed(id),
        }
    }

    /// The message `id` with its arguments; the id itself if it does not exist.
    #[must_use]
    pub fn format<'a>(&self, id: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let args: FluentArgs<'a> = args.into_iter().collect();
        match self.bundle.get_message(id).and_then(|m| m.value()) {
            Some(pattern) => self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned(),
            None => id.to_owned(),
        }
    }

    /// Whether the message exists.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}
