//! What kind of file something is: the media type that its first bytes tell, its kind for people, and what opening it may start.
//!
//! The three agree on one thing: a program is called one, whatever its name says.

mod content;
mod danger;
mod kind;

pub(crate) use content::{HEAD, media_type};
pub use danger::{Danger, danger};
pub use kind::Kind;
