//! The fonts that are built into the program, and the font families that egui uses them by.
//!
//! Both weights of Noto Sans SC are subsets (see `assets/fonts/README.md`): every character of the Table of General
//! Standard Chinese Characters and of GB 2312, with the punctuation and symbols of Chinese and English documents. Other
//! characters fall back to a system font, which `eframe` looks up when such a character is first drawn.

pub use crate::typeface::{BOLD, REGULAR};

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak};

/// The icon font, a TrueType file. Its characters are named in [`super::icons`].
pub static ICONS: &[u8] = include_bytes!("../../../assets/fonts/Phosphor-subset.ttf");

/// Name of the bold font family.
const BOLD_FAMILY: &str = "bold";

/// Ideographs of Noto CJK are centered 0.38 em above the baseline, but their line is centered at 0.436 em. Without this
/// offset, text is below the middle of a button and below the center of its icon.
const NOTO_Y_OFFSET_FACTOR: f32 = -0.056;

/// The bold font family.
#[must_use]
pub fn bold_family() -> FontFamily {
    FontFamily::Name(BOLD_FAMILY.into())
}

/// The regular weight at `size` points.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The bold weight at `size` points.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

/// The font files and families to install in an egui context. The font data is static and is not copied.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let text = |bytes| {
        let tweak = FontTweak { y_offset_factor: NOTO_Y_OFFSET_FACTOR, ..FontTweak::default() };
        Arc::new(FontData::from_static(bytes).tweak(tweak))
    };
    let family = |first: &str| vec![first.to_owned(), "icons".to_owned()];

    let mut definitions = FontDefinitions::empty();
    definitions.font_data.insert("regular".to_owned(), text(REGULAR));
    definitions.font_data.insert("bold".to_owned(), text(BOLD));
    definitions.font_data.insert("icons".to_owned(), Arc::new(FontData::from_static(ICONS)));
    definitions.families.insert(FontFamily::Proportional, family("regular"));
    definitions.families.insert(FontFamily::Monospace, family("regular"));
    definitions.families.insert(bold_family(), family("bold"));
    definitions
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ui::kit::icons;

    /// A context with the built-in fonts only, so that no system font hides a missing character.
    fn context() -> egui::Context {
        let context = egui::Context::default();
        context.set_fonts(definitions());
        context.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        context
    }

    /// The characters of `text` that at least one of the weights lacks.
    fn missing(text: &str) -> String {
        let context = context();
        let mut missing: Vec<char> = text
            .chars()
            .filter(|c| !c.is_control() && *c != '\u{feff}')
            .filter(|c| {
                context.fonts_mut(|fonts| ![regular(13.0), bold(13.0)].iter().all(|id| fonts.has_glyph(id, *c)))
            })
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing.into_iter().collect()
    }

    /// The contents of all text files below `folder`.
    fn text_below(folder: &Path) -> String {
        let Ok(entries) = std::fs::read_dir(folder) else { return String::new() };
        let texts = entries.map(|entry| {
            let path = entry.unwrap().path();
            // What can stand in a license file is not shown for that reason.
            if path.ends_with("intake") {
                String::new()
            } else if path.is_dir() {
                text_below(&path)
            } else {
                std::fs::read_to_string(path).unwrap_or_default()
            }
        });
        texts.collect()
    }

    #[test]
    fn covers_the_characters_it_was_made_of() {
        assert_eq!(missing(include_str!("../../../assets/fonts/characters.txt")), "");
    }

    #[test]
    fn covers_the_license_the_catalog_and_the_translations() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let texts = ["seeds", "assets/catalog", "assets/calendars", "assets/locales", "assets/templates", "src"]
            .map(|folder| text_below(&root.join(folder)));
        assert!(texts.iter().any(|text| text.contains("增值电信业务经营许可证")), "the seed was not found");
        assert_eq!(missing(&texts.concat()), "");
    }

    #[test]
    fn covers_every_icon() {
        for (name, icon) in icons::ALL {
            assert_eq!(missing(icon), "", "{name}");
            assert_eq!(icon.chars().count(), 1, "{name} is one character");
        }
    }

    #[test]
    fn a_character_outside_the_subset_is_known_to_be_missing() {
        assert_eq!(missing("\u{20bb7}"), "\u{20bb7}", "else the other tests of coverage prove nothing");
    }
}
