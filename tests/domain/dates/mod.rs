//! The dates that hang on a license: events, periods, renewal, schedules, and what closes and moves them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod agenda;
mod desk;
mod done;
mod due;
mod events;
mod periods;
mod properties;
mod schedules;
