//! Files: what is saved is what is loaded, whatever the text, the disk, and other programs do in between.

mod builder;
mod damage;
mod faults;
mod journal;
mod opening;
mod round_trip;
mod saving;
mod settings;
