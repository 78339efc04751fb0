//! Files: what is saved is what is loaded, whatever the text, the disk, and other programs do in between.

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
