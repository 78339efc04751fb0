//! Tests of the store: saved data is loaded unchanged, despite unusual text, disk errors and other programs.

#[cfg(unix)]
mod attributes;
mod backups;
mod carried_over;
mod damage;
mod faults;
#[cfg(unix)]
mod in_place;
mod journal;
mod opening;
mod packed;
mod protected;
mod round_trip;
mod salvage;
mod saving;
mod settings;
