//! Tests of the annual report: its state, sessions, texts, documents, and gaps.

mod compare;
mod drafts;
mod during;
mod papers;
mod standing;
mod together;
mod told;
mod truth;
mod two_years;
