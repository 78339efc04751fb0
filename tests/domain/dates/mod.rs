//! Tests of the dates of a license: events, periods, renewal, schedules, and what closes or moves them.

mod agenda;
mod desk;
mod done;
mod due;
mod events;
mod periods;
mod properties;
mod schedules;
