//! Files: what is saved is what is loaded, whatever the text, the disk, and other programs do in between.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod backups;
mod builder;
mod carried_over;
mod damage;
mod disk;
mod faults;
mod journal;
mod opening;
mod packed;
mod round_trip;
mod salvage;
mod saving;
mod settings;
