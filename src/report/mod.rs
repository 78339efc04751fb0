//! The annual report: how it stands, what is open, what is attested, what it says, and what is still missing.
//!
//! A report belongs to the year that it is about; it is filed in the first quarter of the next. Everything begins afresh
//! each year: an answer of the year before is only proposed, and only while its clause has the same words.

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
