//! The annual report: how it stands, what is gone through, what it says, and what is still missing.

mod compare;
mod drafts;
mod during;
mod papers;
mod standing;
mod together;
mod told;
mod truth;
mod two_years;
