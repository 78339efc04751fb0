//! Tests of the extraction of evidence: portable names, verified content, and a list for `sha256sum`.

use super::support::new_desk;
use crate::support::day;
use crate::support::desk::Desk;
use crate::support::not_tested;
use license_workbook::export::{csv, evidence_index};
use license_workbook::language::Language;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{Container, ExtractError, ExtractOptions, Extracted, FolderNames, extract};
use license_workbook::workbook::{EvidenceChange, EvidenceState, EvidenceUse, ExtractedItem};
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

fn options() -> ExtractOptions {
    ExtractOptions {
        duties: None,
        confidential: false,
        container: Container::Folder,
        force: false,
        language: Language::ZhCn,
        folders: FolderNames {
            license: "许可证页面".to_owned(),
            events: "事件".to_owned(),
            reports: "年报".to_owned(),
            other: "未使用".to_owned(),
        },
    }
}

fn write(desk: &Desk, target: &Path, options: &ExtractOptions) -> Result<Extracted, ExtractError> {
    let index = |items: &[ExtractedItem]| {
        evidence_index::files(&desk.workbook, items, day("2026-11-24"), Language::ZhCn).map_err(|e| e.to_string())
    };
    extract(&desk.workbook, Some(desk.home()), target, options, &index, &Progress::default())
}

/// A desk with evidence of every kind of name and place.
fn desk() -> Desk {
    let mut desk = new_desk();
    let (a, b, c) = (desk.place("十二-5"), desk.place("十二-6"), desk.place("五-3"));
    desk.attach_bytes("延续申请.pdf", b"%PDF-1", &[a, b, c]);
    desk.attach_bytes("../../etc/passwd", b"2", &[a]);
    desk.attach_bytes("=cmd()|'x'.csv", b"3", &[a]);
    desk.attach_bytes("a.txt", b"4", &[c]);
    desk.attach_bytes("A.TXT", b"5", &[c]);
    desk.attach_bytes(&format!("{}.pdf", "长".repeat(80)), b"6", &[c]);
    desk.attach_bytes("空.txt", b"", &[c]);
    desk.attach_bytes("CON", b"7", &[]);
    desk.attach_bytes("封面.png", b"8", &[EvidenceUse::Page(desk.license, 1)]);
    let secret = desk.attach_bytes("保密.pdf", b"secret", &[c]);
    desk.apply(desk.workbook.describe_evidence(&[secret], &EvidenceChange::Confidential(true)));
    desk
}

fn paths(extracted: &Extracted) -> Vec<&str> {
    extracted.items.iter().flat_map(|item| &item.paths).map(String::as_str).collect()
}

#[test]
fn a_folder_for_each_provision_with_names_that_every_system_takes() {
    let desk = desk();
    let target = desk.path("out");
    let extracted = write(&desk, &target, &options()).unwrap();
    assert_eq!(extracted.withheld, 1);
    let paths = paths(&extracted);
    let folders: BTreeSet<&str> = paths.iter().map(|path| path.split('/').next().unwrap()).collect();
    assert_eq!(folders, BTreeSet::from(["05 五", "12 十二", "未使用", "许可证页面"]));
    let in_twelve = paths.iter().filter(|path| path.starts_with("12 十二/") && path.ends_with("延续申请.pdf"));
    assert_eq!(in_twelve.count(), 1, "once for all duties of a provision");
    assert!(paths.contains(&"未使用/_CON") && paths.contains(&"许可证页面/01 封面.png"), "{paths:#?}");
    let folded: BTreeSet<String> = paths.iter().map(|path| path.to_lowercase()).collect();
    assert_eq!(folded.len(), paths.len(), "no two names differ only in case");
    for path in &paths {
        assert!(path.len() <= 200 && path.matches('/').count() == 1 && !path.contains(".."), "{path}");
        let bytes = fs::read(target.join(path)).unwrap();
        let item = extracted.items.iter().find(|item| item.paths.iter().any(|p| p == path)).unwrap();
        assert_eq!(license_workbook::workbook::Sha256::of(&bytes), item.hash, "{path}");
    }
    let item = extracted.items.iter().find(|item| item.paths.len() == 2).unwrap();
    assert_eq!(item.labels, ["五-3", "十二-5", "十二-6"]);
}

#[test]
fn sha256sum_finds_all_of_it_true() {
    let desk = desk();
    let target = desk.path("out");
    write(&desk, &target, &options()).unwrap();
    let sums = fs::read_to_string(target.join("SHA256SUMS")).unwrap();
    let files = walkdir::WalkDir::new(&target).into_iter().filter(|e| e.as_ref().unwrap().file_type().is_file());
    assert_eq!(sums.lines().count() + 1, files.count(), "all files but the list itself");
    // Each line in the form for `sha256sum -c`: the hash, two spaces, the path below this folder.
    let mut listed = BTreeSet::new();
    for line in sums.lines() {
        let (hash, path) = line.split_once("  ").unwrap();
        let found = sha2::Sha256::digest(fs::read(target.join(path)).unwrap());
        assert_eq!(hash, hexadecimal(&found), "{path}");
        assert!(listed.insert(path), "{path} is listed once");
    }
    // Checked by `sha256sum` itself where it is installed.
    match Command::new("sha256sum").args(["-c", "--strict", "SHA256SUMS"]).current_dir(&target).output() {
        Ok(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout)),
        Err(error) => not_tested(&format!("sha256sum itself did not check its list: {error}")),
    }
}

#[test]
fn the_index_names_everything_and_runs_nothing() {
    let desk = desk();
    let target = desk.path("out");
    let extracted = write(&desk, &target, &options()).unwrap();
    let bytes = fs::read(target.join("index.csv")).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), paths(&extracted).len() + 1);
    for path in paths(&extracted) {
        assert!(rows.iter().any(|row| csv::unescape(&row[0]) == path), "{path}");
    }
    let formula = rows.iter().find(|row| row[1].contains("cmd()")).unwrap();
    assert_eq!(formula[1], "'=cmd()|'x'.csv");
    let page = fs::read_to_string(target.join("index.html")).unwrap();
    let page = scraper::Html::parse_document(&page);
    let [links, scripts] = ["a", "script"].map(|name| scraper::Selector::parse(name).unwrap());
    let found: Vec<String> = page.select(&links).map(|a| unescape(a.attr("href").unwrap())).collect();
    assert_eq!(found, paths(&extracted));
    assert_eq!(page.select(&scripts).count(), 0);
}

/// The path in an address, with its percent-encoding decoded.
fn unescape(href: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = href.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = String::from_utf8(vec![rest.next().unwrap(), rest.next().unwrap()]).unwrap();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_not_what_was_attached_is_named_and_not_given_out() {
    for container in [Container::Folder, Container::Zip] {
        let mut desk = new_desk();
        let place = desk.place("五-3");
        let changed = desk.attach_bytes("changed.pdf", &vec![1; 300_000], &[place]);
        desk.workbook.put_blob(changed, "Zm9yZ2Vk".into());
        let path = desk.write("gone.pdf", b"gone");
        let gone = desk.take_linked(&path);
        desk.attach_files(std::slice::from_ref(&gone), &[place]);
        fs::remove_file(path).unwrap();
        let good = desk.attach_bytes("good.pdf", b"good", &[place]);
        let target = desk.path("out");
        let extracted = write(&desk, &target, &ExtractOptions { container, ..options() }).unwrap();
        let states: Vec<_> = extracted.items.iter().map(|item| (item.hash, item.state.clone())).collect();
        assert_eq!(states[0], (good, EvidenceState::Ok));
        assert!(states.contains(&(changed, EvidenceState::Changed)));
        assert!(states.contains(&(gone.hash, EvidenceState::Missing)));
        assert_eq!(paths(&extracted).len(), 1);
        let index = match container {
            Container::Folder => {
                assert_eq!(fs::read_dir(target.join("05 五")).unwrap().count(), 1);
                fs::read_to_string(target.join("index.csv")).unwrap()
            }
            Container::Zip => {
                let mut archive = zip::ZipArchive::new(fs::File::open(&target).unwrap()).unwrap();
                assert_eq!(archive.len(), 4, "one file of evidence, two indexes, the checksums");
                let mut text = String::new();
                archive.by_name("index.csv").unwrap().read_to_string(&mut text).unwrap();
                text
            }
        };
        assert!(index.contains("changed.pdf") && index.contains("gone.pdf"), "{index}");
    }
}

#[test]
fn a_zip_file_holds_what_a_folder_would() {
    let desk = desk();
    let folder = write(&desk, &desk.path("out"), &options()).unwrap();
    let zipped =
        write(&desk, &desk.path("out.zip"), &ExtractOptions { container: Container::Zip, ..options() }).unwrap();
    assert_eq!(zipped.items, folder.items);
    let mut archive = zip::ZipArchive::new(fs::File::open(desk.path("out.zip")).unwrap()).unwrap();
    for path in paths(&folder).into_iter().chain(["index.html", "index.csv", "SHA256SUMS"]) {
        let mut bytes = Vec::new();
        archive.by_name(path).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, fs::read(desk.path("out").join(path)).unwrap(), "{path}");
    }
}

#[test]
fn chosen_duties_and_confidential_evidence_only_when_asked() {
    let desk = desk();
    let duties = Some(BTreeSet::from([desk.duty("五-3")]));
    let some = write(&desk, &desk.path("some"), &ExtractOptions { duties: duties.clone(), ..options() }).unwrap();
    assert!(paths(&some).iter().all(|path| path.starts_with("05 五/")));
    assert_eq!((some.items.len(), some.withheld), (5, 1));
    let all = ExtractOptions { duties, confidential: true, ..options() };
    let all = write(&desk, &desk.path("all"), &all).unwrap();
    assert_eq!((all.items.len(), all.withheld), (6, 0));
}

#[test]
fn nothing_is_written_over_unasked_and_nothing_is_left_of_what_failed() {
    let desk = desk();
    desk.write("out/mine.txt", b"mine");
    desk.write("out.zip", b"mine");
    let zip = ExtractOptions { container: Container::Zip, ..options() };
    let refused = write(&desk, &desk.path("out"), &options()).unwrap_err();
    assert_eq!(refused, ExtractError::NotEmpty { path: desk.path("out") });
    assert!(matches!(write(&desk, &desk.path("out.zip"), &zip), Err(ExtractError::Save(_))));
    assert!(matches!(write(&desk, &desk.path("out.zip"), &options()), Err(ExtractError::NotAFolder { .. })));
    assert!(matches!(write(&desk, &desk.path("no/such/place"), &options()), Err(ExtractError::Save(_))));
    let broken = |_: &[ExtractedItem]| Err("broken".to_owned());
    let (home, progress) = (Some(desk.home()), Progress::default());
    let failed = extract(&desk.workbook, home, &desk.path("new"), &options(), &broken, &progress);
    assert_eq!(failed, Err(ExtractError::Index("broken".to_owned())));
    progress.cancel();
    let none = |_: &[ExtractedItem]| Ok(Vec::new());
    let stopped = extract(&desk.workbook, home, &desk.path("new"), &options(), &none, &progress);
    assert!(matches!(stopped, Err(ExtractError::Canceled(_))));
    let mut left: Vec<_> =
        fs::read_dir(desk.home()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["out", "out.zip"]);
    assert_eq!(fs::read(desk.path("out.zip")).unwrap(), b"mine");

    let force = ExtractOptions { force: true, ..options() };
    write(&desk, &desk.path("out"), &force).unwrap();
    assert_eq!(fs::read(desk.path("out/mine.txt")).unwrap(), b"mine");
    assert!(desk.path("out/SHA256SUMS").exists());
    write(&desk, &desk.path("out.zip"), &ExtractOptions { force: true, ..zip }).unwrap();
    // An empty folder is accepted.
    fs::create_dir(desk.path("empty")).unwrap();
    write(&desk, &desk.path("empty"), &options()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let desk = desk();
    fs::create_dir_all(desk.path("outside")).unwrap();
    fs::create_dir_all(desk.path("out")).unwrap();
    std::os::unix::fs::symlink(desk.path("outside"), desk.path("out/05 五")).unwrap();
    let refused = write(&desk, &desk.path("out"), &ExtractOptions { force: true, ..options() });
    assert_eq!(refused, Err(ExtractError::NotAFolder { path: desk.path("out/05 五") }));
    assert_eq!(fs::read_dir(desk.path("outside")).unwrap().count(), 0);
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
