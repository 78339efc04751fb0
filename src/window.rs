//! Opens the window: the choice of the renderer, and the error where none works.
//!
//! A machine may lack Vulkan or Direct3D 12 (a remote desktop, an old driver) or OpenGL (a virtual machine), and
//! `eframe` does not switch between them by itself. So [`run`] tries `wgpu` and then `glow`. The app is created only
//! after a renderer has started, and therefore once.

use std::cell::Cell;
use std::sync::Arc;

use eframe::egui_wgpu::{SurfaceConfig, WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew};
use eframe::{App, CreationContext, NativeOptions, wgpu};
use egui::{ViewportBuilder, ViewportCommand};

use crate::ui::kit;

/// The environment variable that selects the renderer: `wgpu` or `glow`.
pub const RENDERER_VARIABLE: &str = "LICENSE_WORKBOOK_RENDERER";

/// The renderer to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renderer {
    /// `wgpu`, or `glow` where `wgpu` cannot start.
    #[default]
    Automatic,
    /// Only Vulkan, Direct3D 12 or Metal.
    Wgpu,
    /// Only OpenGL.
    Glow,
}

impl Renderer {
    /// The renderer that [`RENDERER_VARIABLE`] selects; an unknown value is ignored.
    #[must_use]
    pub fn from_environment() -> Self {
        std::env::var(RENDERER_VARIABLE).map_or(Self::Automatic, |name| Self::from_name(&name))
    }

    fn from_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "wgpu" => Self::Wgpu,
            "glow" => Self::Glow,
            _ => Self::Automatic,
        }
    }

    /// The renderers to try, in order.
    fn candidates(self) -> &'static [eframe::Renderer] {
        match self {
            Self::Automatic => &[eframe::Renderer::Wgpu, eframe::Renderer::Glow],
            Self::Wgpu => &[eframe::Renderer::Wgpu],
            Self::Glow => &[eframe::Renderer::Glow],
        }
    }
}

/// The options of the window.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Title, size, icon and application id.
    pub viewport: ViewportBuilder,
    /// The renderer.
    pub renderer: Renderer,
    /// Whether the window closes after its first frame: for measurements, and to test whether it opens.
    pub quit_after_first_frame: bool,
}

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
#[error("{:?}", self)]
pub enum WindowError {
    /// The window system has no display.
    NoDisplay(String),
    /// No display is set in the environment.
    NoDisplaySet,
    /// No renderer could start; with the reason of each.
    NoRenderer(String),
    /// The window failed after it was opened.
    Failed(String),
}

/// Opens a window, lets `create` make the app in it, and returns when the window is closed.
///
/// Fonts and styles are installed before `create` is called.
///
/// # Errors
/// See [`WindowError`]; its message is one line.
pub fn run<'app>(
    options: &Options,
    create: impl FnOnce(&CreationContext<'_>) -> Box<dyn App + 'app> + 'app,
) -> Result<(), WindowError> {
    require_display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))?;

    let title = options.viewport.title.clone().unwrap_or_default();
    let quit = options.quit_after_first_frame;
    let create = Cell::new(Some(create));
    let mut reasons = Vec::new();
    for &renderer in options.renderer.candidates() {
        let attempt = eframe::run_native(
            &title,
            native_options(options.viewport.clone(), renderer),
            Box::new(|context| {
                let create = create.take().ok_or("the app was made before")?;
                kit::install(&context.egui_ctx);
                if quit {
                    context.egui_ctx.on_end_pass("quit after the first frame", Arc::new(close_window));
                }
                Ok(create(context))
            }),
        );
        let Err(error) = attempt else { return Ok(()) };

        let untouched = create.take();
        if untouched.is_none() {
            return Err(WindowError::Failed(reason(&error)));
        }
        create.set(untouched);
        if matches!(error, eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_)) {
            return Err(WindowError::NoDisplay(reason(&error)));
        }
        reasons.push(format!("{renderer}: {}", reason(&error)));
    }
    Err(WindowError::NoRenderer(reasons.join("; ")))
}

fn close_window(ui: &mut egui::Ui) {
    ui.ctx().send_viewport_cmd(ViewportCommand::Close);
}

/// Detects a missing display before the window system does, whose error is less clear.
fn require_display(is_set: impl Fn(&str) -> bool) -> Result<(), WindowError> {
    let asks_variables = cfg!(all(unix, not(target_vendor = "apple")));
    let variables = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    if asks_variables && !variables.into_iter().any(is_set) {
        return Err(WindowError::NoDisplaySet);
    }
    Ok(())
}

/// The message of `error` for users: one line, without the source paths and settings that winit and glutin include.
fn reason(error: &eframe::Error) -> String {
    let text = match error {
        eframe::Error::NoGlutinConfigs(_, cause) => format!("no OpenGL configuration fits ({cause})"),
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            let text = error.to_string();
            text.rsplit(": ").next().map(str::to_owned).unwrap_or(text)
        }
        eframe::Error::AppCreation(_)
        | eframe::Error::Glutin(_)
        | eframe::Error::OpenGL(_)
        | eframe::Error::Wgpu(_) => error.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The settings of `eframe`.
fn native_options(viewport: ViewportBuilder, renderer: eframe::Renderer) -> NativeOptions {
    NativeOptions {
        viewport,
        renderer,
        wgpu_options: wgpu_options(),
        persist_window: false,
        ..NativeOptions::default()
    }
}

/// Settings of `wgpu` that save resources: a page of text needs neither the fast graphics card nor reserved memory.
fn wgpu_options() -> WgpuConfiguration {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    // `glow` covers OpenGL; looking for it here too would cost time and memory.
    setup.instance_descriptor.backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::PRIMARY);
    setup.power_preference = wgpu::PowerPreference::from_env().unwrap_or(wgpu::PowerPreference::LowPower);
    let describe = Arc::clone(&setup.device_descriptor);
    setup.device_descriptor = Arc::new(move |adapter| wgpu::DeviceDescriptor {
        memory_hints: wgpu::MemoryHints::MemoryUsage,
        ..describe(adapter)
    });
    WgpuConfiguration {
        surface: SurfaceConfig::LOW_LATENCY,
        wgpu_setup: WgpuSetup::CreateNew(setup),
        ..WgpuConfiguration::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renderer_is_known_by_its_name() {
        for (name, renderer) in [
            ("wgpu", Renderer::Wgpu),
            (" GLOW ", Renderer::Glow),
            ("", Renderer::Automatic),
            ("metal", Renderer::Automatic),
        ] {
            assert_eq!(Renderer::from_name(name), renderer, "{name:?}");
        }
    }

    #[test]
    fn a_wish_for_one_renderer_is_not_answered_with_the_other() {
        assert_eq!(Renderer::Automatic.candidates().len(), 2);
        assert_eq!(Renderer::Wgpu.candidates(), [eframe::Renderer::Wgpu]);
        assert_eq!(Renderer::Glow.candidates(), [eframe::Renderer::Glow]);
    }

    #[test]
    #[cfg(all(unix, not(target_vendor = "apple")))]
    fn a_missing_display_is_told_as_such() {
        assert!(matches!(require_display(|_| false), Err(WindowError::NoDisplaySet)));
        assert!(require_display(|name| name == "DISPLAY").is_ok());
        assert!(require_display(|name| name == "WAYLAND_DISPLAY").is_ok());
    }
}
