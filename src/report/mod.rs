//! The annual report: its state, attestations, drafts, sessions and gaps.
//!
//! A report belongs to the year that it covers; it is filed in the first quarter of the following year. Every year
//! starts anew: an answer of the previous year is only proposed, and only while the wording of its clause is unchanged.

mod agenda;
mod draft;
mod edits;
mod figures;
mod gate;
mod heads;
mod review;
mod says;
mod sessions;
mod standing;

pub use agenda::FollowUp;
pub use draft::{Drafter, merge_draft};
pub use figures::{FigureProblem, figure_value, figure_words, unit_word};
pub use gate::{Gap, GapKind, gaps};
pub use heads::{HeadStatus, Material, figures, head_status, head_title, materials};
pub use review::{Changed, Flag, Matter, Review, Suggestion, SuggestionSource, Tally};
pub use says::{Agreement, Says, differs};
pub use standing::{ReportState, Standing, current, standings};
