//! The appearance of the program: fonts, icons, colors and sizes. This module is independent of workbooks.
//!
//! [`install`] is called once, before the first frame. Views take colors from [`Tokens::of`], sizes from [`tokens`] and
//! symbols from [`icons`]. A test forbids literal colors anywhere else.

pub mod date_picker;
pub mod dialog;
pub mod fonts;
pub mod icons;
pub mod rows;
pub mod style;
pub mod tokens;
pub mod widgets;

pub use style::install;
pub use tokens::{Tokens, Tone};
