//! Tests of the salvage of a damaged file: all complete records are kept, and nothing else.

use crate::support::builder::{full, moment};
use license_workbook::store::{FileSection, Salvaged, from_bytes, salvage, to_ron};
use license_workbook::workbook::{Person, Workbook};

fn saved(bytes: &[u8]) -> Option<Salvaged> {
    salvage(bytes, moment("2026-11-24T00:00:00Z").date_naive(), 7)
}

/// Whether everything in `part` is unchanged in `whole`.
fn is_part(part: &Workbook, whole: &Workbook) -> bool {
    part.licenses.iter().all(|(id, l)| whole.licenses.get(id).is_some_and(|w| w.record.text == l.record.text))
        && part.duties.iter().all(|(id, d)| whole.duties.get(id).is_some_and(|w| w.definition == d.definition))
        && part.people.iter().all(|(id, p)| is_person(p, whole.people.get(id)))
        && part.history.iter().all(|record| whole.history.contains(record))
        && part.blobs.iter().all(|(hash, base64)| whole.blobs.get(hash) == Some(base64))
}

/// Whether a person is unchanged, lost only the alias, or is the placeholder `?` for a lost person.
fn is_person(saved: &Person, was: Option<&Person>) -> bool {
    let alone = |person: &Person| Person { same_as: None, ..person.clone() };
    saved.name == "?" || was.is_some_and(|was| was == saved || alone(was) == *saved)
}

#[test]
fn whoever_was_an_alias_of_somebody_who_is_lost_keeps_the_name() {
    let text = to_ron(&full()).unwrap();
    let (before, people) = text.split_once("    people: {").unwrap();
    let lost = text.len() - people.len() + people.find("name: \"王芳\"").unwrap();
    assert!(lost > before.len());
    let mut bytes = text.into_bytes();
    bytes[lost + 6] = b' ';
    let salvaged = saved(&bytes).unwrap();
    let names: Vec<(&str, bool)> =
        salvaged.workbook.people.values().map(|person| (person.name.as_str(), person.same_as.is_some())).collect();
    assert!(names.contains(&("O'Neil \"Jo\"", false)), "{names:?}");
}

#[test]
fn of_a_whole_file_everything_is_saved() {
    let workbook = full();
    let salvaged = saved(to_ron(&workbook).unwrap().as_bytes()).unwrap();
    assert_eq!(salvaged.workbook, workbook);
    assert_eq!(salvaged.lost, []);
}

#[test]
fn a_cut_costs_what_is_behind_it() {
    let workbook = full();
    let text = to_ron(&workbook).unwrap();
    let mut most = 0;
    let mut saved_some = 0;
    for end in (0..text.len()).step_by(61) {
        let Some(salvaged) = saved(&text.as_bytes()[..end]) else { continue };
        assert!(is_part(&salvaged.workbook, &workbook), "cut at {end}");
        assert!(!salvaged.lost.is_empty(), "cut at {end}: the loss is reported");
        assert!(salvaged.kept >= most, "cut at {end}: {} after {most}, {:?}", salvaged.kept, salvaged.lost);
        assert!(from_bytes(to_ron(&salvaged.workbook).unwrap().as_bytes()).is_ok());
        most = salvaged.kept;
        saved_some += 1;
    }
    assert!(saved_some > 100, "{saved_some}");
}

#[test]
fn a_damaged_record_costs_itself_and_no_other() {
    let workbook = full();
    let text = to_ron(&workbook).unwrap();
    // A missing quotation mark, a zero byte, a byte that is not UTF-8.
    let at = text.find("name: \"王芳\"").unwrap();
    for (offset, byte) in [(6, b' '), (7, 0), (7, 0xff)] {
        let mut bytes = text.clone().into_bytes();
        bytes[at + offset] = byte;
        assert!(from_bytes(&bytes).is_err() || byte == 0);
        let salvaged = saved(&bytes).unwrap();
        assert_eq!(salvaged.lost, [(FileSection::People, Some(1))]);
        assert_eq!(salvaged.workbook.duties.len(), workbook.duties.len());
        assert_eq!(salvaged.workbook.history, workbook.history);
        assert_eq!(salvaged.workbook.blobs, workbook.blobs);
    }
}

#[test]
fn zeroes_from_the_middle_on_cost_the_rest() {
    let text = to_ron(&full()).unwrap();
    let mut bytes = text.into_bytes();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    let salvaged = saved(&bytes).unwrap();
    assert!(is_part(&salvaged.workbook, &full()) && !salvaged.workbook.duties.is_empty());
}

#[test]
fn evidence_whose_bytes_are_not_those_of_its_hash_is_lost() {
    let text = to_ron(&full()).unwrap().replace("\"YSBzY2Fu\"", "\"YSBzY2Fv\"");
    let salvaged = saved(text.as_bytes()).unwrap();
    assert!(salvaged.workbook.blobs.is_empty());
    assert_eq!(salvaged.lost, [(FileSection::Blobs, Some(1))]);
}

#[test]
fn another_encoding_is_read() {
    let workbook = full();
    let text = to_ron(&workbook).unwrap();
    let little: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big, text.replace('\n', "\r\n").into_bytes()] {
        assert_eq!(saved(&bytes).unwrap().workbook, workbook);
    }
}

#[test]
fn where_there_is_nothing_nothing_is_made_up() {
    for bytes in [&b""[..], b"\0\0\0", b"(format: 1)", b"PK\x03\x04", b"    duties: {\n        \"x\": (\n"] {
        assert_eq!(saved(bytes), None);
    }
}
