//! The annual report: how it stands, what is gone through, what it says, and what is still missing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod compare;
mod desk;
mod drafts;
mod during;
mod headless;
mod papers;
mod standing;
mod together;
mod told;
mod truth;
mod two_years;
