//! The bundled font, Noto Sans CJK SC in two weights, for the screen and for print.
//!
//! Both are subsets (see `assets/fonts/README.md`).

/// The regular weight, an OpenType file.
pub static REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// The bold weight, an OpenType file.
pub static BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.otf");
