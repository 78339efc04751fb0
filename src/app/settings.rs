//! Settings: saves them, changes them and applies them to the window.

use super::shared::Shared;
use crate::store::{Theme, WindowPlace};
use egui::Context;

impl Shared {
    /// Applies the language and colors of the settings.
    pub(super) fn apply_settings(&self, context: &Context) {
        context.set_theme(match self.settings.theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        context.options_mut(|o| o.zoom_with_keyboard = false);
        context.set_zoom_factor(self.settings.zoom);
    }

    /// Remembers the size and position of the window for the next start.
    pub(super) fn remember_place(&mut self, context: &Context) {
        let zoom = context.zoom_factor();
        context.input(|i| {
            let viewport = i.viewport();
            let maximized = viewport.maximized.unwrap_or_default();
            // A maximized window has the size of the screen; the size before that is kept.
            if let Some(rect) = viewport.inner_rect.filter(|_| !maximized) {
                let position = viewport.outer_rect.map(|outer| (outer.left() * zoom, outer.top() * zoom));
                self.settings.window =
                    Some(WindowPlace { width: rect.width() * zoom, height: rect.height() * zoom, position, maximized });
            } else if let Some(place) = &mut self.settings.window {
                place.maximized = maximized;
            }
        });
    }

    pub(super) fn save_settings(&mut self) {
        if let Err(error) = self.settings.save(&self.environment.folders.config) {
            let reason = self.error_words(error.kind(), error.arguments());
            self.views.toasts.warn(self.locale.format("toast-settings-failed", [("reason", reason.into())]));
        }
    }

    pub(super) fn set_theme(&mut self, context: &Context, theme: Theme) {
        self.settings.theme = theme;
        self.apply_settings(context);
        self.save_settings();
    }

    pub(super) fn zoom(&mut self, context: &Context, zoom: f32) {
        self.settings.zoom = (zoom.clamp(0.6, 3.0) * 10.0).round() / 10.0;
        self.apply_settings(context);
        self.save_settings();
    }

    /// Turns automatic saving on or off.
    pub(super) fn toggle_autosave(&mut self) {
        self.settings.autosave = !self.settings.autosave;
        self.save_settings();
        let id = if self.settings.autosave { "toast-autosave-on" } else { "toast-autosave-off" };
        self.views.toasts.say(self.locale.text(id));
    }
}
