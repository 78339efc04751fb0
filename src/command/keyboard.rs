//! Who the keyboard belongs to, decided here and nowhere else.
//!
//! What lies over a place has the keys: a menu before a dialog, a dialog before the place. What is typed never goes
//! to two of them, so the focus is also kept inside of what has the keys.

use egui::{Context, FocusDirection, Id, Key, LayerId, Order, Popup};

/// What of the program lies over the place that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Nothing.
    #[default]
    Nothing,
    /// A piece of evidence in the whole window.
    Lightbox,
    /// A dialog or the palette.
    Dialog,
}

/// Whom the keys of a frame belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyOwner {
    /// The place that is seen, as far as nothing in it has the focus.
    #[default]
    Place,
    /// A piece of evidence in the whole window.
    Lightbox,
    /// A dialog or the palette.
    Dialog,
    /// A menu, list of choices or date picker, wherever it was opened.
    Menu,
}

/// What of the place that is seen listens to keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listeners {
    /// The checklist is seen.
    pub checklist: bool,
    /// A walk-through is seen.
    pub walk: bool,
    /// Something is being typed in the walk-through, which letters may not take away.
    pub form: bool,
    /// The selected row of the list: where it has the focus, keys are those of the list.
    pub row: Option<Id>,
    /// The chosen clause of the tree: where it has the focus, the arrows are the tree's.
    pub tree: Option<Id>,
}

/// The keyboard from frame to frame.
#[derive(Debug, Default)]
pub struct Keyboard {
    owner: KeyOwner,
    /// What had the focus when a menu was opened: it gets it back.
    before_menu: Option<Id>,
}

impl Keyboard {
    /// Whom the keys belong to since [`Self::decide`] was last called.
    #[must_use]
    pub fn owner(&self) -> KeyOwner {
        self.owner
    }

    /// Decides whom the keys belong to while `cover` lies over the place. To be called before anything reads a key.
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
            // Arrows look for their next stop by its place alone, and find it below the dialog.
            keep_focus_from_arrows(context);
        }
        if owner == KeyOwner::Menu && self.owner != KeyOwner::Menu {
            self.before_menu = outside;
        } else if owner != KeyOwner::Menu
            && let Some(id) = self.before_menu.take()
            && context.memory(|memory| memory.focused().is_none())
        {
            context.memory_mut(|memory| memory.request_focus(id));
            // It is seen in the next frame, whatever else asks for one.
            context.request_repaint();
        }
        self.owner = owner;
    }
}

/// Arrow keys that were pressed in this frame move no focus: they mean something else.
pub fn keep_focus_from_arrows(context: &Context) {
    const ARROWS: [Key; 4] = [Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
    if context.input(|input| ARROWS.iter().any(|key| input.key_pressed(*key))) {
        context.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
}

/// What has the focus though it is not in what has the keys.
fn focused_outside(context: &Context, owner: KeyOwner) -> Option<Id> {
    let id = context.memory(egui::Memory::focused)?;
    // What was never drawn was asked for by what is about to be.
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
