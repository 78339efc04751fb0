//! The annual report: its state, attestations, drafts, sessions and gaps.
//!
//! A report belongs to the year that it covers; it is filed in the first quarter of the following year. Every year
//! starts anew: an answer of the previous year is only proposed, and only while the wording of its clause is unchanged.

mod draft;
mod edits;
mod figures;
mod gate;
mod heads;
mod review;
mod sessions;
mod statement;
mod status;

pub use draft::{Drafter, merge_draft};
pub use figures::{FigureProblem, figure_value, figure_words, unit_word};
pub use gate::{Gap, GapKind, gaps};
pub use heads::{HeadStatus, Material, figures, head_status, head_title, materials};
pub use review::{Changed, DutyReview, Flag, Review, Suggestion, SuggestionSource, Tally};
pub use statement::{Agreement, ReportStatement, differs};
pub use status::{ReportState, ReportStatus, current, report_statuses};
