//! Any bytes are a workbook or are refused; what is read or salvaged can be written and read again.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use license_workbook::store::{from_bytes, salvage, to_ron};

fuzz_target!(|bytes: &[u8]| {
    let again = |workbook| from_bytes(to_ron(workbook).unwrap().as_bytes()).unwrap().workbook;
    if let Ok(loaded) = from_bytes(bytes) {
        assert_eq!(again(&loaded.workbook), loaded.workbook);
    }
    if let Some(salvaged) = salvage(bytes, NaiveDate::MIN, 7) {
        assert_eq!(again(&salvaged.workbook), salvaged.workbook);
    }
});
