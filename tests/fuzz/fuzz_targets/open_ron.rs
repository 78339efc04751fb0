//! Any bytes are a workbook or are refused; what is read or salvaged can be written and read again.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use license_workbook::store::{from_bytes, salvage, to_ron};
use license_workbook::workbook::Workbook;

fuzz_target!(|bytes: &[u8]| {
    // Bytes that no evidence names are not written, so texts are compared.
    let check = |workbook: &Workbook| {
        let text = to_ron(workbook).unwrap();
        assert_eq!(to_ron(&from_bytes(text.as_bytes()).unwrap().workbook).unwrap(), text);
    };
    if let Ok(loaded) = from_bytes(bytes) {
        check(&loaded.workbook);
    }
    if let Some(salvaged) = salvage(bytes, NaiveDate::MIN, 7) {
        check(&salvaged.workbook);
    }
});
