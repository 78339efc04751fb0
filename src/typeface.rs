//! The font that travels inside the program, for the screen and for print: both weights of Noto Sans CJK SC.
//!
//! Both are subsets (see `assets/fonts/README.md`).

/// The regular weight, an OpenType file.
pub static REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// The bold weight, an OpenType file.
pub static BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.otf");
