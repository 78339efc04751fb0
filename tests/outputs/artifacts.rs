//! Tests that every file of the program passes its own check. The kinds of files are matched exhaustively, so a new
//! kind does not compile until it is added here.

use crate::support::folder::{files, unzip};
use crate::support::home::Home;
use crate::world::{PURPOSE, TODAY, YEAR, ends_in, freeze, marked, place};
use license_workbook::cli::Command;
use license_workbook::export::{ComparisonFormat, DocumentFormat, Format, is_export};
use license_workbook::store::{self, ExpectedState};
use license_workbook::ui::{CopyPath, ExportRequest, IncludedContent, PathPurpose, ReportFile};
use serde_json::Value;

/// How a file can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    /// `verify` reports whether it is complete.
    Whole,
    /// It has no digest: it is recognized as an export, and `verify` checks its signature.
    Signed,
}

fn check_of(format: Format) -> Check {
    match format {
        Format::Json => Check::Whole,
        Format::Pdf | Format::Html | Format::Docx | Format::Xlsx | Format::Csv | Format::Markdown | Format::Ics => {
            Check::Signed
        }
    }
}

/// Checks a file, and its signature.
#[track_caller]
fn passes(place: &Home, name: &str, check: Check) {
    match check {
        Check::Whole => {
            let told: Value = serde_json::from_str(&place.answers(&["verify", name, "--json"], 0)).unwrap();
            assert_eq!(told["is_whole"], true, "{name}: {told}");
        }
        Check::Signed => assert!(is_export(&place.read(name)), "{name} is not recognized"),
    }
    if !place.path(name).is_dir() {
        place.answers(&["sign", name], 0);
        let told = place.answers(&["verify", name, "--json"], 0);
        assert!(told.contains("\"good\"") || ends_in(name, ".ron"), "{name}: {told}");
    }
}

/// A folder with a workbook that has evidence in it, a frozen snapshot, and a frozen report.
fn full() -> Home {
    let place = place();
    place.write("合同.txt", b"contract");
    place.write("工资.txt", b"salaries");
    place.answers(&["attach", "w.ron", "五-3", "合同.txt", "--author", "李雷"], 0);
    place.answers(&["attach", "w.ron", "五-3", "工资.txt", "--confidential", "--author", "李雷"], 0);
    place.answers(&["freeze", "w.ron", "--purpose", "检查", "--on", TODAY, "--today", TODAY, "--author", "李雷"], 0);
    place
}

#[test]
fn each_export_of_a_snapshot_passes() {
    let place = full();
    for format in Format::ALL {
        for (stem, flags) in [("now", &[][..]), ("then", &["--frozen", "检查"]), ("report", &["--frozen", PURPOSE])] {
            for (more, flag) in [("", None), ("-n", Some("--with-notes")), ("-c", Some("--with-confidential"))] {
                let name = format!("{stem}{more}.{}", format.as_str());
                let args = ["snapshot", "w.ron", "-o", &name].into_iter().chain(flags.iter().copied()).chain(flag);
                place.answers(&args.collect::<Vec<_>>(), 0);
                // A snapshot that is not frozen has no digest; this is reported, but is no error.
                if check_of(format) == Check::Whole {
                    let told: Value = serde_json::from_str(&place.answers(&["verify", &name, "--json"], 0)).unwrap();
                    assert_eq!(told["verdict"], if stem == "now" { "unfrozen" } else { "whole" }, "{name}");
                }
                passes(&place, &name, check_of(format));
            }
        }
    }
}

#[test]
fn the_pack_of_a_frozen_report_and_all_that_is_in_it_pass() {
    let place = full();
    for (at, flags) in [&[][..], &["--with-notes"], &["--with-confidential"], &["--with-notes", "--with-confidential"]]
        .into_iter()
        .enumerate()
    {
        for language in ["zh-CN", "en"] {
            let name = format!("pack{at}-{language}.zip");
            let base = ["report", "w.ron", "--year", "2025", "--today", TODAY, "--lang", language, "--pack", &name];
            place.answers(&[&base, flags].concat(), 0);
            let told: Value = serde_json::from_str(&place.answers(&["verify", &name, "--json"], 0)).unwrap();
            assert_eq!((&told["kind"], &told["snapshots"][0]["verdict"]), (&"archive".into(), &"whole".into()));
            assert_eq!((&told["unlisted"], &told["missing"]), (&Value::Array(vec![]), &Value::Array(vec![])));
            passes(&place, &name, Check::Whole);
            let files = unzip(&place.read(&name));
            // Outside the pack, the snapshot is still verified as complete.
            place.write("snapshot.json", &files["snapshot.json"]);
            let told = place.answers(&["verify", "snapshot.json", "--lang", "en"], 0);
            assert!(told.contains("The snapshot is complete"), "{told}");
            for (member, bytes) in &files {
                assert!(
                    member.contains('/') || ends_in(member, ".txt") || is_export(bytes) || ends_in(member, ".json")
                );
            }
        }
    }
}

/// The new content of a file in an archive; none if it is removed.
type Change<'a> = &'a dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>>;

#[test]
fn archives_and_folders_pass_and_whatever_is_changed_in_them_is_found() {
    let place = full();
    place.answers(&["snapshot", "w.ron", "--format", "json,csv,pdf", "-o", "several.zip"], 0);
    place.answers(&["evidence", "w.ron", "--extract", "all.zip", "--zip", "--with-confidential", "--duty", "五-3"], 0);
    place.answers(&["evidence", "w.ron", "--extract", "folder", "--duty", "五-3"], 0);
    for name in ["several.zip", "all.zip", "folder"] {
        passes(&place, name, Check::Whole);
    }
    let files = unzip(&place.read("all.zip"));
    let rewrite = |change: Change<'_>, more: &[(&str, &str)]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let kept = files.iter().filter_map(|(name, bytes)| Some((name.clone(), change(name, bytes.clone())?)));
        let more = more.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        for (name, bytes) in kept.chain(more) {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut archive, &bytes).unwrap();
        }
        place.write("changed.zip", archive.finish().unwrap().into_inner());
        let told = place.answers(&["verify", "changed.zip", "--json"], 1);
        serde_json::from_str::<Value>(&told).unwrap()
    };
    let is_proof = |name: &str| name.ends_with("合同.txt");
    let told = rewrite(&|name, bytes| Some(if is_proof(name) { b"forged!!".to_vec() } else { bytes }), &[]);
    assert!(told["changed"][0].as_str().unwrap().ends_with("合同.txt"), "{told}");
    let told = rewrite(&|name, bytes| (!is_proof(name)).then_some(bytes), &[]);
    assert!(told["missing"][0].as_str().unwrap().ends_with("合同.txt"), "{told}");
    let told = rewrite(&|_, bytes| Some(bytes), &[("smuggled.txt", "x")]);
    assert_eq!(told["unlisted"][0], "smuggled.txt");
    // Other files in a folder are allowed.
    place.write("more.txt", b"mine");
    std::fs::rename(place.path("more.txt"), place.path("folder").join("more.txt")).unwrap();
    assert!(place.answers(&["verify", "folder", "--lang", "en"], 0).contains("more.txt"));
    // A folder without a list of checksums cannot be checked.
    std::fs::create_dir(place.path("empty")).unwrap();
    place.refused(&["verify", "empty"]);
}

#[test]
fn workbooks_copies_and_backups_pass() {
    let place = full();
    place.answers(&["part", "w.ron", "--duty", "五", "--with-confidential", "-o", "part.ron"], 0);
    place.answers(&["part", "w.ron", "--duty", "五", "--without-evidence", "-o", "light.ron"], 0);
    place.answers(&["merge", "w.ron", "part.ron", "-o", "merged.ron"], 0);
    let workbook = store::read(&place.path("w.ron")).unwrap().workbook;
    store::save_protected(&workbook, &place.path("p.ron.age"), "correct horse battery", &ExpectedState::Absent, None)
        .unwrap();
    let opened = store::read_protected(&place.path("p.ron.age"), "correct horse battery").unwrap();
    store::save(&opened.workbook, &place.path("opened.ron"), &ExpectedState::Absent, None).unwrap();
    for name in ["w.ron", "part.ron", "light.ron", "merged.ron", "opened.ron"] {
        passes(&place, name, Check::Whole);
    }
    let backups: Vec<String> = files(&place.path("state"))
        .into_iter()
        .map(|path| path.display().to_string())
        .filter(|path| ends_in(path, ".ron") && path.contains("backup"))
        .collect();
    assert!(!backups.is_empty(), "{:?}", files(&place.path("state")));
    for backup in backups {
        place.answers(&["verify", &backup], 0);
    }
}

#[test]
fn each_comparison_passes() {
    let place = full();
    for name in ["c.html", "c.xlsx", "c.json"] {
        place.answers(&["diff", "before.ron", "w.ron", "--today", TODAY, "-o", name], 1);
        passes(&place, name, Check::Signed);
    }
}

#[test]
fn each_document_about_a_report_passes() {
    use license_workbook::export::report::{minutes, report};
    use license_workbook::export::{docx, pdf};
    use license_workbook::language::Language;
    use license_workbook::snapshot::Selection;
    use license_workbook::snapshot::report::ReportDocuments;
    let (_, mut desk) = marked();
    freeze(&mut desk);
    let selection = Selection { notes: true, ..Selection::default() };
    let day = (desk.today, YEAR);
    let documents =
        ReportDocuments::of(&desk.workbook, desk.license, day, crate::support::catalog(), &selection).unwrap().unwrap();
    let session = *desk.workbook.sessions.keys().next().unwrap();
    for document in [
        report(&documents.snapshot, Language::ZhCn).unwrap(),
        minutes(&documents.snapshot, session, Language::ZhCn).unwrap(),
    ] {
        assert!(is_export(&docx::render(&document).unwrap()));
        assert!(is_export(&pdf::render(&document, pdf::TEMPLATE, pdf::Fonts::Own).unwrap().bytes));
    }
}

/// The test that checks the files of a command; none if it writes only its answer.
fn tested(command: &Command) -> Option<&'static str> {
    match command {
        Command::New(_)
        | Command::Set(_)
        | Command::Accept(_)
        | Command::Event(_)
        | Command::Schedule(_)
        | Command::Attach(_)
        | Command::People(_)
        | Command::Merge(_)
        | Command::Part(_) => Some("workbooks_copies_and_backups_pass"),
        Command::Snapshot(_) | Command::Sign(_) | Command::Freeze(_) => Some("each_export_of_a_snapshot_passes"),
        Command::Report(_) => Some("the_pack_of_a_frozen_report_and_all_that_is_in_it_pass"),
        Command::Evidence(_) => Some("archives_and_folders_pass_and_whatever_is_changed_in_them_is_found"),
        Command::Diff(_) => Some("each_comparison_passes"),
        Command::Info(_)
        | Command::Read(_)
        | Command::Check(_)
        | Command::Deadline(_)
        | Command::History(_)
        | Command::Verify(_)
        | Command::Snapshots(_) => None,
    }
}

/// The test that checks what the window writes to such a path; none if it only reads, or writes attached bytes.
fn tested_path(purpose: PathPurpose) -> Option<&'static str> {
    match purpose {
        PathPurpose::SaveAs
        | PathPurpose::SaveCopy
        | PathPurpose::Copy(CopyPath::HandOut { protected: false | true }) => {
            Some("workbooks_copies_and_backups_pass")
        }
        PathPurpose::Extract { zip: false | true } => {
            Some("archives_and_folders_pass_and_whatever_is_changed_in_them_is_found")
        }
        PathPurpose::Comparison(ComparisonFormat::Html | ComparisonFormat::Xlsx, _) => Some("each_comparison_passes"),
        PathPurpose::Report(ReportFile::Pack(..)) => Some("the_pack_of_a_frozen_report_and_all_that_is_in_it_pass"),
        PathPurpose::Report(
            ReportFile::Report(_, DocumentFormat::Docx | DocumentFormat::Pdf, _)
            | ReportFile::Minutes(_, DocumentFormat::Docx | DocumentFormat::Pdf),
        ) => Some("each_document_about_a_report_passes"),
        PathPurpose::Export(_) => Some("each_export_of_a_snapshot_passes"),
        PathPurpose::Open
        // The exported history has no check.
        | PathPurpose::Copy(CopyPath::Merge | CopyPath::History)
        | PathPurpose::LicenseText
        | PathPurpose::Schedule
        | PathPurpose::Evidence(_)
        | PathPurpose::EvidenceLinks(_)
        | PathPurpose::EvidenceFolder(_)
        | PathPurpose::Replacement(_)
        | PathPurpose::MoveOut(_)
        | PathPurpose::FindEvidence
        | PathPurpose::Snapshot
        | PathPurpose::SaveEvidence(_) => None,
    }
}

#[test]
fn no_kind_of_file_is_forgotten() {
    let source = include_str!("artifacts.rs");
    let is_test = |name: &str| source.contains(&format!("#[test]\nfn {name}() {{"));
    let request = ExportRequest::new(license_workbook::language::Language::ZhCn);
    let paths = [
        PathPurpose::SaveAs,
        PathPurpose::Copy(CopyPath::HandOut { protected: true }),
        PathPurpose::Extract { zip: true },
        PathPurpose::Comparison(ComparisonFormat::Html, IncludedContent::default()),
        PathPurpose::Report(ReportFile::Pack(YEAR, IncludedContent::default())),
        PathPurpose::Report(ReportFile::Report(YEAR, DocumentFormat::Pdf, IncludedContent::default())),
        PathPurpose::Export(request),
    ];
    for path in paths {
        assert!(tested_path(path).is_some_and(is_test), "{path:?}");
    }
    // Each test that the two tables name exists.
    let (_, tables) = source.split_once("fn tested(").unwrap();
    let named: Vec<&str> =
        tables.split("Some(\"").skip(1).filter_map(|rest| rest.split_once("\")")).map(|(name, _)| name).collect();
    assert!(named.len() > paths.len(), "{named:?}");
    for name in named {
        assert!(is_test(name), "{name}");
    }
    for args in [
        &["x", "snapshot", "w.ron", "-o", "a.pdf"][..],
        &["x", "report", "w.ron"],
        &["x", "part", "w.ron", "-o", "p.ron"],
        &["x", "evidence", "w.ron"],
        &["x", "diff", "a", "b"],
        &["x", "new", "-o", "w.ron"],
    ] {
        use clap::Parser as _;
        let command = license_workbook::cli::Args::try_parse_from(args).unwrap().command.unwrap();
        assert!(tested(&command).is_some_and(is_test), "{args:?}");
    }
}
