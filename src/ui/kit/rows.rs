//! Lists with one selected row, which is also the row with the focus: each follows the other.
//!
//! Such a list is a single Tab stop, its selected row. The other rows are reached by the keys of the list, the pointer,
//! or the focus request of a screen reader.

use egui::{Context, Id, Key, Rect, Response, Sense, Ui};

/// A list of rows while it is drawn.
pub struct Rows {
    list: Id,
    chosen: Option<Id>,
    has_keys: bool,
    has_stop: bool,
}

impl Rows {
    /// Begins the list with the id `list` and the selected row `chosen`; `None` where no row is selected. `has_keys`
    /// states whether the keys of this frame belong to the place and not to a layer above it.
    ///
    /// If another row had the focus, the selected row gets it, because the keys of the list moved the selection.
    #[must_use]
    pub fn begin(context: &Context, list: Id, chosen: Option<Id>, has_keys: bool) -> Self {
        let had = context.data(|data| data.get_temp::<Id>(list));
        if let (Some(had), Some(chosen)) = (had, chosen)
            && had != chosen
            && context.memory(|memory| memory.has_focus(had))
        {
            context.memory_mut(|memory| memory.request_focus(chosen));
        }
        Self { list, chosen, has_keys, has_stop: false }
    }

    /// Adds the row `id` at `rect`, which reacts to the pointer as `sense` states. Returns true where the row is to be
    /// selected because it received the focus. If no row is selected, the first row is the Tab stop.
    pub fn row(&mut self, ui: &Ui, rect: Rect, id: Id, sense: Sense) -> (Response, bool) {
        let is_first = !std::mem::replace(&mut self.has_stop, true);
        let stops = self.chosen.map_or(is_first, |chosen| chosen == id);
        let response = ui.interact(rect, id, if stops { sense | Sense::FOCUSABLE } else { sense });
        let asked = ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Focus));
        if asked && self.has_keys {
            response.request_focus();
        }
        if response.has_focus() {
            ui.data_mut(|data| data.insert_temp(self.list, id));
        }
        let came = self.has_keys && response.gained_focus();
        (response, came)
    }
}

/// The index of the row that the arrow keys of this frame lead to, from the row `here` of `count` rows; `None` where no
/// arrow key moves the selection. If `here` is `None`, the arrow keys lead to the first row.
#[must_use]
pub fn row_by_arrows(ui: &Ui, here: Option<usize>, count: usize) -> Option<usize> {
    let (up, down) = ui.input(|input| (input.num_presses(Key::ArrowUp), input.num_presses(Key::ArrowDown)));
    let last = count.checked_sub(1)?;
    let step = down.checked_signed_diff(up).filter(|_| up + down > 0)?;
    Some(here.map_or(0, |here| here.saturating_add_signed(step).min(last)))
}
