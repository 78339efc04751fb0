//! Tests of the notes of a command: for a file on standard output, and when its answer cannot be written.

use crate::support::home::Home;
use crate::world::{TODAY, fresh, has, place, words};
use license_workbook::snapshot::Internal;
use license_workbook::store;
use serde_json::Value;

/// Commands that write a file to standard output, with the exit code.
const TO_STDOUT: [(&[&str], i32); 5] = [
    (&["snapshot", "w.ron", "--format", "json", "-o", "-"], 0),
    (&["snapshot", "w.ron", "--frozen", "1", "--format", "pdf", "-o", "-"], 0),
    (&["report", "w.ron", "--year", "2025", "--pack", "-"], 0),
    (&["report", "w.ron", "--year", "2025", "--json", "--pack", "-"], 0),
    (&["diff", "before.ron", "w.ron", "--format", "json", "-o", "-"], 1),
];

#[test]
fn what_is_to_be_said_of_a_file_on_standard_output_goes_to_standard_error() {
    let place = place();
    for (args, code) in TO_STDOUT {
        let day: &[&str] = if args.contains(&"--frozen") { &[] } else { &["--today", TODAY] };
        let output = place.run(&[args, day, &["--lang", "zh-CN"]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(!output.stdout.is_empty() && !said.trim().is_empty(), "{args:?}");
        let is_comparison = args.contains(&"diff");
        assert!(is_comparison || said.contains("标准输出"), "the destination is reported: {said}");
        assert!(!is_comparison || said.contains("另有"), "omitted differences are reported: {said}");
        assert!(!has(&words(said.as_bytes()), Internal::Notes), "{said}");
    }
}

/// Runs a command with a full device as standard output.
#[cfg(target_os = "linux")]
fn run_with_full_output(place: &Home, args: &[&str]) -> (Option<i32>, String) {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = place.command(args).stdout(full).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_is_no_failure_where_its_answer_cannot_be_written() {
    let place = fresh();
    place.write("a.txt", b"a");
    place.write("b.txt", b"b");
    place.answers(&["freeze", "w.ron", "--purpose", "一", "--today", TODAY], 0);
    let event = ["event", "add", "w.ron", "registered_capital_changed", "--on", "2026-01-05", "--today", TODAY];
    for args in [
        &event[..],
        &["set", "w.ron", "五-3", "--status", "met"],
        &["attach", "w.ron", "五-3", "a.txt"],
        &["freeze", "w.ron", "--purpose", "二", "--today", TODAY],
        &["people", "rename", "w.ron", "tester", "李雷"],
        &["new", "-o", "n.ron"],
        &["part", "w.ron", "--duty", "十二", "-o", "part.ron"],
        &["merge", "w.ron", "w.ron", "-o", "all.ron"],
        &["sign", "a.txt"],
        &["snapshot", "w.ron", "-o", "s.md", "--today", TODAY],
        &["snapshot", "w.ron", "--format", "md", "--with-evidence", "-o", "s.zip", "--today", TODAY],
        &["evidence", "w.ron", "--extract", "out"],
        &["report", "w.ron", "--year", "2025", "--pack", "p.zip", "--today", TODAY],
        &["report", "w.ron", "--year", "2024", "--filed-elsewhere", "2025-03-01", "--today", TODAY],
        &["diff", "w.ron", "w.ron", "-o", "d.html", "--today", TODAY],
    ] {
        let (code, said) = run_with_full_output(&place, &[args, &["--lang", "zh-CN"]].concat());
        assert_eq!(code, Some(0), "{args:?}: {said}");
        assert!(said.contains("已完成并保存") && said.lines().count() == 1, "{args:?}: {said}");
    }
    // The event was recorded, and only once.
    let list: Value = serde_json::from_str(&place.answers(&["event", "list", "w.ron", "--json"], 0)).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    assert!(place.path("s.md").exists() && place.path("p.zip").exists() && place.path("n.ron").exists());
    // A command that has no other result than its answer fails.
    for args in [
        &["check", "w.ron", "--today", TODAY][..],
        &["snapshot", "w.ron", "--format", "md", "-o", "-", "--today", TODAY],
        &["--help"],
    ] {
        let (code, said) = run_with_full_output(&place, args);
        assert_eq!(code, Some(2), "{args:?}: {said}");
    }
}

#[test]
fn what_was_attached_only_in_part_is_told_piece_by_piece() {
    let place = fresh();
    place.write("good.txt", b"good");
    let output = place.run(&["attach", "w.ron", "五-3", "gone.txt", "good.txt", "--lang", "zh-CN"]);
    let (said, complaint) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), complaint.as_str()), (Some(1), ""), "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("good.txt") && lines[0].contains("已添加"), "{said}");
    assert!(lines[1].starts_with("没有添加") && lines[1].contains("gone.txt"), "{said}");
    let workbook = store::read(&place.path("w.ron")).unwrap().workbook;
    assert_eq!(workbook.evidence.len(), 1);
    // A command that can attach no file changes nothing.
    let before = place.read("w.ron");
    assert!(place.refused(&["attach", "w.ron", "五-3", "gone.txt", "gone too.txt"]).contains("gone too.txt"));
    assert_eq!(place.read("w.ron"), before);
}

/// Regression test: the window reported it, the command line did not.
#[test]
fn what_did_not_go_as_it_should_beside_a_save_is_said() {
    let place = fresh();
    // A file is in the place of the backup folder.
    let state = place.path("state");
    assert!(!state.join("backups").exists(), "no backup exists yet");
    std::fs::create_dir_all(&state).unwrap();
    place.write("state/backups", b"");
    let output = place.run(&["set", "w.ron", "五-3", "--status", "met", "--lang", "zh-CN"]);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    assert!(complaint.contains("已保存，但旧版本未能备份到") && complaint.lines().count() == 1, "{complaint}");
}
