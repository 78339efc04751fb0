//! Types of files: the media type from the first bytes, the kind for users, and the danger of opening one.
//!
//! Media type and danger recognize a program whatever its name; the kind follows from media type and name.

mod content;
mod danger;
mod kind;

pub(crate) use content::{HEAD, media_type};
pub use danger::{Danger, danger};
pub use kind::FileKind;
