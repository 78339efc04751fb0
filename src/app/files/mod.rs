//! The document and its file: opening, saving, watching for changes, and leaving.

mod autosave;
pub(super) mod external_change;
pub(super) mod opening;
pub(super) mod protected;
pub(super) mod recovery;
pub(super) mod rescue;
mod save_as;
pub(super) mod saving;
mod state;

pub(super) use state::{Files, Leave, OpenFile};
