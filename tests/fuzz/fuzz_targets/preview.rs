//! Fuzz target: any bytes are drawn, or an error is returned. The fuzzer itself limits time and memory.

#![no_main]

use libfuzzer_sys::fuzz_target;
use license_workbook::preview::{PreviewRequest, preview};
use license_workbook::typeface;
use std::sync::Arc;

fuzz_target!(|bytes: &[u8]| {
    let wish = PreviewRequest { page: 0, longest_side: 300, font: typeface::REGULAR };
    drop(preview(Arc::new(bytes.to_vec()), "a.pdf", wish));
});
