//! Tests that every output has exactly the selected internal content, for each kind, format and output.

use crate::support::catalog;
use crate::support::folder::unzip;
use crate::world::{TODAY, ends_in, freeze, fresh, has, marked, place, words};
use license_workbook::export::{Format, export, json};
use license_workbook::language::Language;
use license_workbook::snapshot::{Internal, Selection, Snapshot};

/// Whether a format can have this kind at all: a calendar has dates, a CSV file the table of duties.
fn has_room(format: Format, what: Internal) -> bool {
    match format {
        Format::Pdf | Format::Html | Format::Docx | Format::Xlsx | Format::Markdown | Format::Json => true,
        Format::Csv => match what {
            Internal::Notes | Internal::Confidential => true,
            Internal::Sessions | Internal::Gaps | Internal::Contradictions | Internal::Process | Internal::History => {
                false
            }
        },
        Format::Ics => match what {
            Internal::Sessions | Internal::Confidential => true,
            Internal::Notes | Internal::Gaps | Internal::Contradictions | Internal::Process | Internal::History => {
                false
            }
        },
    }
}

/// The selections, each with the kinds that it includes.
fn choices() -> [(Selection, &'static [Internal]); 5] {
    let plain = Selection::default;
    let with_notes =
        &[Internal::Notes, Internal::Sessions, Internal::Gaps, Internal::Contradictions, Internal::Process];
    [
        (plain(), &[]),
        (Selection { notes: true, ..plain() }, with_notes),
        (Selection { history: true, ..plain() }, &[Internal::History]),
        (Selection { confidential: true, ..plain() }, &[Internal::Confidential]),
        (Selection::everything(), &Internal::ALL),
    ]
}

#[test]
fn a_snapshot_holds_in_each_format_what_was_chosen_and_no_more() {
    let (_, desk) = marked();
    for (selection, taken) in choices() {
        let day = (desk.today, crate::world::YEAR);
        let snapshot = Snapshot::with_report(&desk.workbook, desk.license, day, catalog(), &selection).unwrap();
        for format in Format::ALL {
            let words = words(&export(&snapshot, format, Language::ZhCn).unwrap());
            for what in Internal::ALL {
                // The history also shows who gave an answer and when, and the former values.
                let by_history = selection.history && [Internal::Process, Internal::Gaps].contains(&what);
                let wanted = taken.contains(&what) && has_room(format, what);
                if !by_history || wanted {
                    assert_eq!(has(&words, what), wanted, "{what:?} in {format:?} of {selection:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_missing_is_counted_only_where_it_was_chosen() {
    let (_, desk) = marked();
    for (selection, is_counted) in
        [(Selection::default(), false), (Selection { notes: true, ..Selection::default() }, true)]
    {
        let snapshot = Snapshot::of(&desk.workbook, desk.license, desk.today, catalog(), selection).unwrap();
        let counts = snapshot.clauses.iter().map(|clause| clause.counts).chain([snapshot.counts]);
        for counts in counts {
            assert_eq!(counts.without_owner.is_some(), is_counted);
            assert_eq!(counts.met_without_evidence.is_some(), is_counted);
        }
        for format in [Format::Pdf, Format::Html, Format::Docx, Format::Markdown] {
            let words = words(&export(&snapshot, format, Language::ZhCn).unwrap());
            for name in ["无负责人", "已落实但无证据"] {
                assert_eq!(words.contains(name), is_counted, "{name} in {format:?}");
            }
        }
    }
}

#[test]
fn what_a_session_decided_is_counted_as_a_date_and_not_told() {
    let (_, mut desk) = marked();
    desk.at("2026-03-10");
    let of = |selection| Snapshot::of(&desk.workbook, desk.license, desk.today, catalog(), selection).unwrap();
    let (plain, whole) = (of(Selection::default()), of(Selection::everything()));
    let days = |snapshot: &Snapshot| {
        snapshot.dates.iter().map(|date| (date.id.clone(), date.due, date.state)).collect::<Vec<_>>()
    };
    assert_eq!(days(&plain), days(&whole), "what is overdue is the same in every export");
    let shown = |snapshot: &Snapshot| words(json::export(snapshot, Language::ZhCn).unwrap().as_bytes());
    assert!(!has(&shown(&plain), Internal::Sessions) && has(&shown(&whole), Internal::Sessions));
}

/// Whether a file of the pack can have this kind.
fn has_room_in_pack(name: &str, what: Internal) -> bool {
    let is_paper = [".docx", ".pdf"].iter().any(|ending| ends_in(name, ending));
    match what {
        Internal::Notes | Internal::Sessions | Internal::Gaps | Internal::Contradictions | Internal::Process => true,
        Internal::Confidential => !is_paper,
        Internal::History => false,
    }
}

#[test]
fn the_pack_holds_in_each_paper_what_was_chosen_and_no_more() {
    let place = place();
    let with_notes = [Internal::Notes, Internal::Sessions, Internal::Gaps, Internal::Contradictions, Internal::Process];
    for (flags, taken) in
        [(&[][..], &[][..]), (&["--with-notes"], &with_notes), (&["--with-confidential"], &[Internal::Confidential])]
    {
        let base = ["report", "w.ron", "--year", "2025", "--today", TODAY, "--pack", "pack.zip"];
        place.answers(&[&base, flags].concat(), 0);
        let files = unzip(&place.read("pack.zip"));
        let documents: Vec<&String> =
            files.keys().filter(|name| [".docx", ".pdf", ".xlsx", ".json"].iter().any(|e| ends_in(name, e))).collect();
        let documents: Vec<&&String> = documents.iter().filter(|name| !name.contains('/')).collect();
        assert_eq!(documents.len(), 4, "{files:?}", files = files.keys());
        for name in documents {
            let words = words(&files[*name]);
            for what in Internal::ALL {
                let wanted = taken.contains(&what) && has_room_in_pack(name, what);
                assert_eq!(has(&words, what), wanted, "{what:?} in {name} with {flags:?}");
            }
            // Neither the gaps nor the preparation of the report are shown.
            if taken.is_empty() && !ends_in(name, ".xlsx") {
                for told in
                    ["未备", "未填", "没有正文", "逐项确认", "冻结", "\"gaps\":[{", "\"tally\"", "\"state\":\"open\""]
                {
                    assert!(!words.contains(told), "{told} in {name}");
                }
            }
        }
    }
}

#[test]
fn a_comparison_holds_in_each_format_what_was_chosen_and_no_more() {
    let place = place();
    let kinds = [Internal::Notes, Internal::Confidential];
    for (flags, taken) in [
        (&[][..], &[][..]),
        (&["--with-notes"], &[Internal::Notes][..]),
        (&["--with-confidential"], &[Internal::Confidential]),
        (&["--with-notes", "--with-confidential"], &kinds),
    ] {
        for name in ["c.html", "c.xlsx", "c.json"] {
            let base = ["diff", "before.ron", "w.ron", "--today", TODAY, "--lang", "zh-CN", "-o", name];
            let told = place.answers(&[&base, flags].concat(), 1);
            for (of, words) in [(name, words(&place.read(name))), ("the answer", words(told.as_bytes()))] {
                for what in kinds {
                    assert_eq!(has(&words, what), taken.contains(&what), "{what:?} in {of} with {flags:?}");
                }
                assert!(words.contains("已备案"), "{of} lacks the public change");
            }
            assert_eq!(told.contains("另有"), taken.len() < 2, "omitted differences are reported: {told}");
        }
    }
}

#[test]
fn a_difference_that_is_left_out_is_still_a_difference() {
    let place = fresh();
    std::fs::copy(place.path("w.ron"), place.path("old.ron")).unwrap();
    place.answers(&["set", "w.ron", "五-3", "--note", "两名专员", "--author", "赵强", "--today", TODAY], 0);
    std::fs::copy(place.path("w.ron"), place.path("with.ron")).unwrap();
    place.answers(&["set", "with.ron", "五-3", "--note", "三名专员", "--author", "赵强", "--today", TODAY], 0);
    let told = place.answers(&["diff", "w.ron", "with.ron", "--lang", "en"], 1);
    assert!(!told.contains("三名") && told.contains("1 more difference"), "{told}");
    let told = place.answers(&["diff", "w.ron", "with.ron", "--lang", "en", "--with-notes"], 1);
    assert!(told.contains("三名") && !told.contains("more difference"), "{told}");
    place.answers(&["diff", "w.ron", "w.ron"], 0);
}

#[test]
fn a_copy_that_an_earlier_version_exported_is_still_known_as_a_part() {
    use license_workbook::export::json;
    use license_workbook::snapshot::freeze::{digest, frozen_selection};
    use license_workbook::snapshot::verify::{Origin, Verdict, origin, verify_frozen, verify_json};
    let (_, mut desk) = marked();
    freeze(&mut desk);
    let frozen = desk.workbook.snapshots.values().next().unwrap();
    let kept = verify_frozen(frozen).unwrap();
    // That version left out only the notes and the sessions.
    let mut old = kept.snapshot.clone();
    old.selection = Selection { notes: false, ..frozen_selection() };
    old.duties.iter_mut().for_each(|duty| duty.note.clear());
    old.report.as_mut().unwrap().sessions.clear();
    old.frozen.as_mut().unwrap().whole = Some(frozen.digest);
    assert!(!old.report.as_ref().unwrap().gaps.is_empty() && digest(&old).unwrap() != frozen.digest);
    let checked = verify_json(&json::export(&old, Language::ZhCn).unwrap()).unwrap();
    assert_eq!((checked.verdict, origin(&checked, &kept)), (Verdict::Intact, Some(Origin::Part)));
    old.report.as_mut().unwrap().gaps[0].count += 1;
    let checked = verify_json(&json::export(&old, Language::ZhCn).unwrap()).unwrap();
    assert_eq!(origin(&checked, &kept), Some(Origin::Differs), "included content is still compared");
    let now = kept.snapshot.copy(frozen.digest, &Selection::default()).unwrap();
    let checked = verify_json(&json::export(&now, Language::ZhCn).unwrap()).unwrap();
    assert_eq!((checked.verdict, origin(&checked, &kept)), (Verdict::Intact, Some(Origin::Part)));
}
