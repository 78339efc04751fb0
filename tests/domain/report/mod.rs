//! Tests of the annual report: its state, sessions, texts, documents, and gaps.

mod compare;
mod descriptions;
mod documents;
mod drafts;
mod record_sessions;
mod status;
mod together;
mod truth;
mod two_years;
