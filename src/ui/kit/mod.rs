//! The look of the program: fonts, icons, colours and sizes. Nothing here knows what a workbook is.
//!
//! [`install`] is called once, before the first frame; after that, views take their colours from [`Tokens::of`], their
//! sizes from [`tokens`] and their signs from [`icons`]. A colour written out as numbers anywhere else is a mistake.

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
