//! Colors and sizes, by purpose. Literal colors appear in this file only.
//!
//! The light theme has warm grays, white cards and dark ink. The dark theme is designed separately and is not an
//! inversion of the light one: it has warm dark grays, cards that are lighter than their background, and lighter,
//! softer signal colors.

#![expect(clippy::unreadable_literal, reason = "a color is written with six digits")]

use egui::{Color32, Context, Theme, Ui};

/// One step of the spacing grid, in points.
pub const GRID: f32 = 4.0;
/// The text size of remarks and of the second line of a row, in points.
pub const TEXT_SMALL: f32 = 12.0;
/// The usual text size, in points.
pub const TEXT: f32 = 13.0;
/// The text size of card titles and of the license text, in points.
pub const TEXT_EMPHASIS: f32 = 14.0;
/// The text size of pane titles, in points.
pub const HEADING: f32 = 17.0;
/// The text size of view titles, in points.
pub const TITLE: f32 = 20.0;
/// The size of an icon that stands alone or beside text of the size [`TEXT`], in points.
pub const ICON: f32 = 16.0;
/// The corner radius of buttons, fields and rows, in points.
pub const RADIUS: u8 = 6;
/// The corner radius of cards, banners and windows, in points.
pub const RADIUS_CARD: u8 = 8;
/// The height of a button or of a single-line field, in points.
pub const CONTROL_HEIGHT: f32 = 28.0;

/// The colors of one meaning, such as a status or a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    /// Fill of bars, rings and dots. It is always used beside a word or a number, because the fills alone do not have
    /// enough contrast.
    pub solid: Color32,
    /// The background of a pill or a banner.
    pub pale: Color32,
    /// The hairline around that background.
    pub edge: Color32,
    /// Text and icons, readable on [`Self::pale`] and on every background of the theme.
    pub text: Color32,
}

/// The colors of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The background of the window.
    pub ground: Color32,
    /// The top bar, the status bar, and lists beside the content.
    pub panel: Color32,
    /// The navigation at the left.
    pub rail: Color32,
    /// Cards, details, fields, menus and windows.
    pub card: Color32,
    /// The background of a hovered widget.
    pub hover: Color32,
    /// The background of a pressed widget.
    pub pressed: Color32,
    /// The background of a selected row and of selected text.
    pub selected: Color32,
    /// The part of a bar or a ring that is not filled.
    pub track: Color32,
    /// Separators, and the outline of cards.
    pub hairline: Color32,
    /// The outline of widgets that can be clicked or typed into.
    pub edge: Color32,
    /// Text.
    pub ink: Color32,
    /// Remarks, labels, hints.
    pub muted: Color32,
    /// Links, the focus ring, the current place, and the primary button.
    pub accent: Color32,
    /// The primary button when it is hovered.
    pub accent_hover: Color32,
    /// Text on [`Self::accent`].
    pub on_accent: Color32,
    /// The background of quoted license text.
    pub quote: Color32,
    /// The bar beside quoted text.
    pub quote_bar: Color32,
    /// The background of the passages that a duty is based on. Text on it has the color [`Self::ink`].
    pub highlight: Color32,
    /// The shadow of menus and windows.
    pub shadow: Color32,
    /// A duty that is met. Also used for verified and saved.
    pub met: Tone,
    /// A duty in progress.
    pub in_progress: Tone,
    /// A duty that is not met.
    pub not_met: Tone,
    /// A duty that is not started.
    pub not_started: Tone,
    /// A duty that does not apply.
    pub not_applicable: Tone,
    /// Overdue, expired, damaged, or failed.
    pub danger: Tone,
    /// Due soon, provisional, or doubtful.
    pub warning: Tone,
    /// Information.
    pub info: Tone,
}

/// An opaque color from the notation `0xRRGGBB`.
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// The tone of four colors in the notation `0xRRGGBB`.
const fn tone(solid: u32, pale: u32, edge: u32, text: u32) -> Tone {
    Tone { solid: rgb(solid), pale: rgb(pale), edge: rgb(edge), text: rgb(text) }
}

impl Tokens {
    /// The light theme.
    const LIGHT: Self = Self {
        ground: rgb(0xF5F3EE),
        panel: rgb(0xFBFAF7),
        rail: rgb(0xEFECE4),
        card: rgb(0xFFFFFF),
        hover: rgb(0xEAE6DC),
        pressed: rgb(0xE0DBCE),
        selected: rgb(0xE4ECF4),
        track: rgb(0xE9E5DB),
        hairline: rgb(0xE6E2D9),
        edge: rgb(0xD3CEC2),
        ink: rgb(0x1F2328),
        muted: rgb(0x5D646F),
        accent: rgb(0x1F4E79),
        accent_hover: rgb(0x2A6294),
        on_accent: rgb(0xFFFFFF),
        quote: rgb(0xFAF6EC),
        quote_bar: rgb(0xD9BD82),
        highlight: rgb(0xFBE9AE),
        shadow: Color32::from_black_alpha(0x22),
        met: tone(0x3F8F62, 0xE1F1E7, 0xC2E0CF, 0x1F5F3D),
        in_progress: tone(0xD6A23A, 0xFCF0D6, 0xF0DBA8, 0x7A5208),
        not_met: tone(0xC2453B, 0xFBE3E0, 0xF1C6C1, 0x97231B),
        not_started: tone(0xB9B4A8, 0xECEAE4, 0xDAD6CC, 0x555149),
        not_applicable: tone(0x5B5378, 0xEDEAF5, 0xD6D0E6, 0x4E466B),
        danger: tone(0xC2453B, 0xFBE9E7, 0xF1C6C1, 0x9B211A),
        warning: tone(0xD6A23A, 0xFCF4E1, 0xEEDAAB, 0x7D560C),
        info: tone(0x3B74A8, 0xE8EFF6, 0xC8D8E7, 0x1F4E79),
    };

    /// The dark theme.
    const DARK: Self = Self {
        ground: rgb(0x1B1A18),
        panel: rgb(0x211F1D),
        rail: rgb(0x171614),
        card: rgb(0x282623),
        hover: rgb(0x32302C),
        pressed: rgb(0x3C3934),
        selected: rgb(0x2B3743),
        track: rgb(0x383531),
        hairline: rgb(0x35322E),
        edge: rgb(0x4D4943),
        ink: rgb(0xE9E5DC),
        muted: rgb(0xA8A297),
        accent: rgb(0x8FBDE6),
        accent_hover: rgb(0xA9CDEE),
        on_accent: rgb(0x10202F),
        quote: rgb(0x2E2A22),
        quote_bar: rgb(0x8A723F),
        highlight: rgb(0x5C4A16),
        shadow: Color32::from_black_alpha(0x78),
        met: tone(0x5BAE80, 0x1E3A2B, 0x2E5540, 0x9AD8B4),
        in_progress: tone(0xD9A844, 0x40321A, 0x5E4A24, 0xEBC77E),
        not_met: tone(0xDB6A5F, 0x46231F, 0x6A352F, 0xF4AAA2),
        not_started: tone(0x7D786D, 0x36342F, 0x4D4943, 0xBDB7AB),
        not_applicable: tone(0x9A90C0, 0x322E42, 0x4A4462, 0xC4BBE2),
        danger: tone(0xDB6A5F, 0x3B211E, 0x6A352F, 0xF2A097),
        warning: tone(0xD9A844, 0x372D1A, 0x5E4A24, 0xE8C06A),
        info: tone(0x5F96C8, 0x222F3B, 0x344A5E, 0x8FBDE6),
    };

    /// The light theme.
    #[must_use]
    pub const fn light() -> &'static Self {
        &Self::LIGHT
    }

    /// The dark theme.
    #[must_use]
    pub const fn dark() -> &'static Self {
        &Self::DARK
    }

    /// The colors of `theme`.
    #[must_use]
    pub const fn of_theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => Self::light(),
            Theme::Dark => Self::dark(),
        }
    }

    /// The colors of the theme of `ui`.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        Self::of_visuals(ui.visuals())
    }

    /// The colors of the theme that `visuals` belong to.
    #[must_use]
    pub fn of_visuals(visuals: &egui::Visuals) -> &'static Self {
        if visuals.dark_mode { Self::dark() } else { Self::light() }
    }

    /// The colors of the theme of a context, where no [`Ui`] exists yet.
    #[must_use]
    pub fn of_context(context: &Context) -> &'static Self {
        Self::of_theme(context.theme())
    }

    /// The tones with their names.
    #[must_use]
    pub fn tones(&self) -> [(&'static str, Tone); 8] {
        [
            ("met", self.met),
            ("in progress", self.in_progress),
            ("not met", self.not_met),
            ("not started", self.not_started),
            ("not applicable", self.not_applicable),
            ("danger", self.danger),
            ("warning", self.warning),
            ("info", self.info),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [(&str, &Tokens); 2] = [("light", Tokens::light()), ("dark", Tokens::dark())];

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color: Color32| {
            let linear = egui::Rgba::from(color);
            0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Every background of ordinary text.
    fn grounds(tokens: &Tokens) -> [(&'static str, Color32); 8] {
        [
            ("ground", tokens.ground),
            ("panel", tokens.panel),
            ("rail", tokens.rail),
            ("card", tokens.card),
            ("hover", tokens.hover),
            ("selected", tokens.selected),
            ("quote", tokens.quote),
            ("danger banner", tokens.danger.pale),
        ]
    }

    #[test]
    fn the_ratio_is_the_one_of_the_standard() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x777777), Color32::WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn all_text_can_be_read_on_every_ground() {
        for (theme, tokens) in BOTH {
            let mut texts = vec![("ink", tokens.ink), ("muted", tokens.muted), ("accent", tokens.accent)];
            texts.extend(tokens.tones().map(|(name, tone)| (name, tone.text)));
            for (text, color) in texts {
                for (ground, behind) in grounds(tokens) {
                    let ratio = contrast(color, behind);
                    assert!(ratio >= 4.5, "{theme}: {text} on {ground} has {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn pills_banners_and_the_main_button_can_be_read() {
        for (theme, tokens) in BOTH {
            let mut pairs = vec![
                ("main button", tokens.on_accent, tokens.accent),
                ("main button under the pointer", tokens.on_accent, tokens.accent_hover),
                ("highlighted words", tokens.ink, tokens.highlight),
                ("pressed", tokens.ink, tokens.pressed),
            ];
            for (name, tone) in tokens.tones() {
                pairs.push((name, tone.text, tone.pale));
                pairs.push((name, tokens.ink, tone.pale));
                pairs.push((name, tokens.muted, tone.pale));
            }
            for (name, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{theme}: {name} has {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_focus_and_the_signal_of_danger_stand_out_by_themselves() {
        for (theme, tokens) in BOTH {
            for (ground, behind) in grounds(tokens) {
                for (name, color) in [("accent", tokens.accent), ("danger", tokens.danger.solid)] {
                    let ratio = contrast(color, behind);
                    assert!(ratio >= 3.0, "{theme}: {name} on {ground} has {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn cards_are_lighter_than_their_ground_in_both_themes() {
        for (theme, tokens) in BOTH {
            assert!(egui::Rgba::from(tokens.card).intensity() > egui::Rgba::from(tokens.ground).intensity(), "{theme}");
        }
    }

    /// Collects the lines with literal colors in the Rust files below `folder`, as `file: line`.
    fn raw_colors(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("ui/kit") {
                continue;
            }
            if path.is_dir() {
                raw_colors(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let allowed = ["Color32::TRANSPARENT", "Color32::PLACEHOLDER", "Color32::to_srgba_unmultiplied"];
            let raw = |line: &&str| {
                let line = allowed.iter().fold((*line).to_owned(), |line, allowed| line.replace(allowed, ""));
                line.contains("Color32::") || line.contains("Rgba::from")
            };
            found.extend(text.lines().filter(raw).map(|line| format!("{}: {}", path.display(), line.trim())));
        }
    }

    #[test]
    fn no_other_file_writes_a_color_out() {
        let mut found = Vec::new();
        raw_colors(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.is_empty(), "give it a name in `Tokens`: {found:#?}");
    }
}
