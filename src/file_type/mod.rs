//! Types of files: the media type from the first bytes, the kind for users, and the danger of opening one.
//!
//! All three recognize a program as such whatever its name.

mod content;
mod danger;
mod kind;

pub(crate) use content::{HEAD, media_type};
pub use danger::{Danger, danger};
pub use kind::FileKind;
