//! Decides which part of the window gets the keys of a frame. No other module decides this.
//!
//! The topmost layer has the keys: a menu before a dialog, a dialog before the place. Only one layer gets a key, so the
//! focus is also kept inside that layer.

use egui::{Context, FocusDirection, Id, Key, LayerId, Order, Popup};

/// The layer that covers the current place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// None.
    #[default]
    Nothing,
    /// A piece of evidence in the whole window.
    Lightbox,
    /// A dialog or the palette.
    Dialog,
}

/// The part of the window that the keys of a frame belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyOwner {
    /// The current place, unless a widget in it has the focus.
    #[default]
    Place,
    /// A piece of evidence in the whole window.
    Lightbox,
    /// A dialog or the palette.
    Dialog,
    /// A menu, list of choices or date picker, opened from any layer.
    Menu,
}

/// The parts of the current place that listen to keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listeners {
    /// Whether the checklist is visible.
    pub checklist: bool,
    /// Whether a walk-through is visible.
    pub walk: bool,
    /// Whether text is typed in the walk-through, so that letters are not commands.
    pub form: bool,
    /// The selected row of the list. While it has the focus, the keys of the list are active.
    pub row: Option<Id>,
    /// The selected clause of the tree. While it has the focus, the arrow keys move in the tree.
    pub tree: Option<Id>,
}

/// The state of the keyboard, kept from frame to frame.
#[derive(Debug, Default)]
pub struct Keyboard {
    owner: KeyOwner,
    /// The widget that had the focus when a menu was opened. It gets the focus back when the menu closes.
    before_menu: Option<Id>,
}

impl Keyboard {
    /// The owner of the keys since the latest call of [`Self::decide`].
    #[must_use]
    pub fn owner(&self) -> KeyOwner {
        self.owner
    }

    /// Decides the owner of the keys while `cover` lies over the place. Must be called before any key is read.
    pub fn decide(&mut self, context: &Context, cover: Cover) {
        let owner = if Popup::is_any_open(context) {
            KeyOwner::Menu
        } else {
            match cover {
                Cover::Nothing => KeyOwner::Place,
                Cover::Lightbox => KeyOwner::Lightbox,
                Cover::Dialog => KeyOwner::Dialog,
            }
        };
        let outside = focused_outside(context, owner);
        if let Some(id) = outside {
            context.memory_mut(|memory| memory.surrender_focus(id));
        }
        if matches!(owner, KeyOwner::Dialog | KeyOwner::Lightbox) {
            // egui moves the focus by arrow keys to the nearest widget in any layer, which may be below the dialog.
            keep_focus_from_arrows(context);
        }
        if owner == KeyOwner::Menu && self.owner != KeyOwner::Menu {
            self.before_menu = outside;
        } else if owner != KeyOwner::Menu
            && let Some(id) = self.before_menu.take()
            && context.memory(|memory| memory.focused().is_none())
        {
            context.memory_mut(|memory| memory.request_focus(id));
            // The focus is visible in the next frame only, and nothing else may request one.
            context.request_repaint();
        }
        self.owner = owner;
    }
}

/// Keeps the arrow keys of this frame from moving the focus, where they have another meaning.
pub fn keep_focus_from_arrows(context: &Context) {
    const ARROWS: [Key; 4] = [Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
    if context.input(|input| ARROWS.iter().any(|key| input.key_pressed(*key))) {
        context.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
}

/// The widget that has the focus outside the layer that owns the keys.
fn focused_outside(context: &Context, owner: KeyOwner) -> Option<Id> {
    let id = context.memory(egui::Memory::focused)?;
    // A widget without a response was not drawn yet; a layer that is about to be drawn requested its focus.
    let layer = context.read_response(id)?.layer_id;
    let modal = context.memory(egui::Memory::top_modal_layer);
    let is_menu = |layer: LayerId| layer.order == Order::Foreground && Some(layer) != modal;
    let is_inside = match owner {
        KeyOwner::Place => layer.order != Order::Foreground,
        KeyOwner::Lightbox | KeyOwner::Dialog => !is_menu(layer) && context.memory(|m| m.is_above_modal_layer(layer)),
        KeyOwner::Menu => is_menu(layer),
    };
    (!is_inside).then_some(id)
}
