//! Tests of importing holiday schedules.

use super::desk::tracked_from;
use crate::support::{catalog, day};
use license_workbook::calendar::schedules;
use license_workbook::deadlines::{ScheduleWarning, newer_schedules, preview_schedule};

const NEXT: &str = r#"{"year": 2027, "papers": ["https://www.gov.cn/"], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": true},
    {"name": "劳动节", "date": "2027-05-01", "isOffDay": true},
    {"name": "国庆节", "date": "2027-10-01", "isOffDay": true}]}"#;

#[test]
fn the_next_schedule_makes_what_was_provisional_certain() {
    let mut desk = tracked_from("2026-01-01");
    let event = desk.record("illegal_content_handled", "2026-12-22");
    let was = desk.after("九-6", event, "2026-12-22");
    assert!(was.provisional);
    let preview = preview_schedule(&desk.workbook, desk.license, day("2026-12-22"), catalog(), NEXT).unwrap();
    assert_eq!((preview.year, preview.replaces, preview.warnings.as_slice()), (2027, false, [].as_slice()));
    let [moved] = preview.moved.as_slice() else { panic!("{:#?}", preview.moved) };
    assert_eq!((moved.label.as_str(), moved.from), ("九-6", was.due));
    assert_eq!((moved.was_provisional, moved.is_provisional), (true, false));
    // The preview changes nothing.
    assert_eq!(desk.after("九-6", event, "2026-12-22"), was);
    desk.apply(preview.edit.clone());
    let now = desk.after("九-6", event, "2026-12-22");
    assert_eq!((now.due, now.provisional), (moved.to, false));
    assert_eq!(now.due, Some(day("2027-01-06")));
    let again = preview_schedule(&desk.workbook, desk.license, day("2026-12-22"), catalog(), NEXT).unwrap();
    assert!(again.edit.is_empty() && again.moved.is_empty() && !again.replaces);
    desk.undo().unwrap();
    assert_eq!(desk.after("九-6", event, "2026-12-22"), was);
}

#[test]
fn a_schedule_without_the_public_holidays_is_taken_with_a_warning() {
    let desk = tracked_from("2026-01-01");
    let json = NEXT
        .replace("2027-05-01", "2027-05-02")
        .replace("\"2027-10-01\", \"isOffDay\": true", "\"2027-10-01\", \"isOffDay\": false");
    let preview = preview_schedule(&desk.workbook, desk.license, day("2026-12-22"), catalog(), &json).unwrap();
    let missing = ["2027-05-01", "2027-10-01"].map(|text| ScheduleWarning::HolidayMissing(day(text)));
    assert_eq!(preview.warnings, missing);
    assert!(preview.warnings.iter().all(|warning| warning.text().zh.contains("法定节假日")));
    assert!(!preview.edit.is_empty());
}

#[test]
fn the_schedules_of_the_program_have_the_public_holidays() {
    for (year, schedule) in schedules::builtin() {
        assert_eq!(license_workbook::deadlines::schedule_warnings(year, &schedule), [], "{year}");
    }
}

#[test]
fn a_text_that_is_no_schedule_is_refused() {
    let desk = tracked_from("2026-01-01");
    for json in ["", "{}", "[]", "{\"year\": 2027, \"papers\": [], \"days\": []}", "{\"year\": 99999999999}"] {
        assert!(preview_schedule(&desk.workbook, desk.license, day("2026-12-22"), catalog(), json).is_err(), "{json}");
    }
}

#[test]
fn newer_schedules_are_offered_and_not_taken() {
    let mut desk = tracked_from("2026-01-01");
    let mut offered = schedules::builtin();
    assert!(newer_schedules(&desk.workbook, &offered).is_empty());
    offered.get_mut(&2026).unwrap().days.pop();
    let newer = newer_schedules(&desk.workbook, &offered);
    assert_eq!(newer.keys().copied().collect::<Vec<_>>(), [2026]);
    let edit = desk.workbook.import_schedule(2026, newer[&2026].clone());
    desk.apply(edit);
    assert!(newer_schedules(&desk.workbook, &offered).is_empty());
}
