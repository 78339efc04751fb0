//! The dates that hang on a license: events, periods, renewal, schedules, and what closes and moves them.

mod agenda;
mod desk;
mod done;
mod due;
mod events;
mod periods;
mod properties;
mod schedules;
