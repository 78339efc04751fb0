//! Tests of the annual report: its state, sessions, texts, documents, and gaps.

mod compare;
mod documents;
mod drafts;
mod during;
mod standing;
mod together;
mod told;
mod truth;
mod two_years;
