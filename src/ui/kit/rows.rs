//! Lists of which one row is chosen: the row with the focus is the chosen one, and the focus goes with the choice.
//!
//! Such a list is one stop of Tab, its chosen row; other rows are reached by the keys of the list, by the pointer, or
//! by what a screen reader asks for.

use egui::{Context, Id, Key, Rect, Response, Sense, Ui};

/// A list of rows while it is drawn.
pub struct Rows {
    list: Id,
    chosen: Option<Id>,
    has_keys: bool,
    has_stop: bool,
}

impl Rows {
    /// Begins the list `list` whose row `chosen` is chosen; none where no row of it is. `has_keys`: keys are the
    /// place's in this frame, and not those of something that lies over it.
    ///
    /// Where another row had the focus, the chosen one gets it: keys went on in the list.
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

    /// The row `id` at `rect`, which can be clicked where `sense` says so; true where it is to be chosen because the
    /// focus came to it. Where no row is chosen, the first one is where Tab stops.
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

/// The row, from 0, that the arrow keys of this frame lead to from the row `here` of `count`; none where they lead
/// nowhere. Without a row to begin at they lead to the first one.
#[must_use]
pub fn row_by_arrows(ui: &Ui, here: Option<usize>, count: usize) -> Option<usize> {
    let (up, down) = ui.input(|input| (input.num_presses(Key::ArrowUp), input.num_presses(Key::ArrowDown)));
    let last = count.checked_sub(1)?;
    let step = down.checked_signed_diff(up).filter(|_| up + down > 0)?;
    Some(here.map_or(0, |here| here.saturating_add_signed(step).min(last)))
}
