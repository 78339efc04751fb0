//! The egui style of both themes, built from the tokens.

use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, Vec2, Visuals,
};

use super::fonts;
use super::tokens::{
    CONTROL_HEIGHT, GRID, HEADING, RADIUS, RADIUS_CARD, TEXT, TEXT_EMPHASIS, TEXT_SMALL, TITLE, Tokens,
};

/// Width of the focus ring, in points.
const FOCUS_WIDTH: f32 = 1.5;

/// Installs the fonts and the style of both themes. Must be called once, before the first frame.
pub fn install(context: &Context) {
    context.set_fonts(fonts::definitions());
    // The theme where the system states no preference.
    context.options_mut(|options| options.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        context.set_style_of(theme, style(theme));
    }
}

/// The text style of the title of a card: bold, [`TEXT_EMPHASIS`] points.
#[must_use]
pub fn emphasis() -> TextStyle {
    TextStyle::Name("emphasis".into())
}

/// The text style of bold text of the usual size.
#[must_use]
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// The text style of the title of a view: bold, [`TITLE`] points.
#[must_use]
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// The style of `theme`.
#[must_use]
pub fn style(theme: Theme) -> Style {
    let mut style = Style {
        text_styles: [
            (TextStyle::Small, fonts::regular(TEXT_SMALL)),
            (TextStyle::Body, fonts::regular(TEXT)),
            (TextStyle::Button, fonts::regular(TEXT)),
            (TextStyle::Monospace, FontId::new(TEXT_SMALL, FontFamily::Monospace)),
            (TextStyle::Heading, fonts::bold(HEADING)),
            (strong(), fonts::bold(TEXT)),
            (emphasis(), fonts::bold(TEXT_EMPHASIS)),
            (title(), fonts::bold(TITLE)),
        ]
        .into(),
        visuals: visuals(theme),
        animation_time: 0.08,
        ..Style::default()
    };

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(2.0 * GRID, GRID);
    spacing.button_padding = Vec2::new(10.0, GRID);
    spacing.interact_size = Vec2::new(40.0, CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.menu_spacing = 2.0;
    spacing.indent = 4.0 * GRID;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 6.0;
    spacing.combo_width = 120.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll =
        ScrollStyle { bar_width: 8.0, floating_width: 4.0, handle_min_length: 24.0, ..ScrollStyle::floating() };
    style
}

/// The colors and shapes of `theme`.
fn visuals(theme: Theme) -> Visuals {
    let tokens = Tokens::of_theme(theme);
    let base = theme.default_visuals();
    Visuals {
        weak_text_color: Some(tokens.muted),
        widgets: widgets(tokens),
        selection: Selection { bg_fill: tokens.selected, stroke: Stroke::new(FOCUS_WIDTH, tokens.accent) },
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.panel,
        extreme_bg_color: tokens.track,
        text_edit_bg_color: Some(tokens.card),
        code_bg_color: tokens.rail,
        warn_fg_color: tokens.warning.text,
        error_fg_color: tokens.danger.text,
        window_corner_radius: CornerRadius::same(RADIUS_CARD),
        window_shadow: shadow(tokens, 24),
        window_fill: tokens.card,
        window_stroke: Stroke::new(1.0, tokens.edge),
        menu_corner_radius: CornerRadius::same(RADIUS_CARD),
        panel_fill: tokens.ground,
        popup_shadow: shadow(tokens, 16),
        text_cursor: TextCursorStyle { stroke: Stroke::new(1.5, tokens.accent), ..base.text_cursor.clone() },
        indent_has_left_vline: false,
        slider_trailing_fill: true,
        ..base
    }
}

/// A soft shadow, straight below.
fn shadow(tokens: &Tokens, blur: u8) -> Shadow {
    Shadow { offset: [0, 4], blur, spread: 0, color: tokens.shadow }
}

/// The states of a widget. At rest, it is a button in the card color with a hairline, which darkens when it is hovered
/// or pressed. egui draws the focused state like the pressed state, so a ring in the accent color marks the focus.
fn widgets(tokens: &Tokens) -> Widgets {
    let state = |fill: Color32, edge: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let edge = Stroke::new(1.0, tokens.edge);
    Widgets {
        noninteractive: state(tokens.card, Stroke::new(1.0, tokens.hairline), tokens.ink),
        inactive: state(tokens.card, edge, tokens.ink),
        hovered: state(tokens.hover, edge, tokens.ink),
        active: state(tokens.pressed, Stroke::new(FOCUS_WIDTH, tokens.accent), tokens.ink),
        open: state(tokens.hover, edge, tokens.ink),
    }
}
