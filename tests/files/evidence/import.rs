//! Tests of the intake of files: the bytes are kept, and each refused file is reported with its cause.

use super::support::{BadDisk, Fault, new_desk};
use crate::support::folder::write;
use crate::support::not_tested;
use base64::Engine as _;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{
    FileOperation, ImportOptions, Imported, NoticeKind, ProblemKind, import_bytes, import_files, import_files_from,
};
use license_workbook::workbook::{NewContent, NewFile, Sha256};
use std::path::{Path, PathBuf};

fn kinds(import: &Imported) -> Vec<ProblemKind> {
    import.problems.iter().map(|problem| problem.kind.clone()).collect()
}

fn notices(import: &Imported) -> Vec<NoticeKind> {
    import.notices.iter().map(|notice| notice.kind.clone()).collect()
}

fn names(import: &Imported) -> Vec<&str> {
    import.files.iter().map(|file| file.name.as_str()).collect()
}

fn bytes(file: &NewFile) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(file.base64().unwrap().as_bytes()).unwrap()
}

#[test]
fn a_file_comes_in_whole_whatever_its_size() {
    let desk = new_desk();
    // Around the size of one chunk, and of two.
    for len in [1_usize, 2, 3, 196_607, 196_608, 196_609, 393_216, 500_000] {
        let content: Vec<u8> = (0..len).map(|i| u8::try_from(i * 7 % 251).unwrap()).collect();
        let path = desk.write("扫描.bin", &content);
        let import = desk.take(&[path]);
        let [file] = import.files.as_slice() else { panic!("{import:?}") };
        assert_eq!((file.hash, file.size), (Sha256::of(&content), len as u64));
        assert_eq!(bytes(file), content);
        assert_eq!((import.problems, import.notices), (Vec::new(), Vec::new()));
    }
}

#[test]
fn bytes_that_were_no_file_are_the_same_evidence() {
    let desk = new_desk();
    let path = desk.write("a.png", b"\x89PNG\r\n\x1a\n...");
    let pasted = import_bytes("a.png", b"\x89PNG\r\n\x1a\n...");
    assert_eq!(desk.take(&[path]).files, [pasted]);
}

#[test]
fn one_bad_file_never_stops_the_others() {
    let desk = new_desk();
    let good = desk.write("good.txt", b"good");
    let empty = desk.write("empty.txt", b"");
    let again = desk.write("again.txt", b"good");
    let import = desk.take(&[desk.path("gone.pdf"), good, empty, again.clone(), desk.path("good.txt/below")]);
    assert_eq!(names(&import), ["good.txt", "empty.txt"]);
    assert_eq!(kinds(&import), [ProblemKind::NotFound, ProblemKind::NotFound]);
    assert_eq!(notices(&import), [NoticeKind::Empty, NoticeKind::SameAs("good.txt".to_owned())]);
    assert_eq!(import.notices[1].path, again);
    let told = import.problems[0].to_string();
    assert!(told.contains("gone.pdf"), "{told}");
}

#[test]
fn a_large_file_is_linked_and_so_is_what_finds_no_room() {
    let desk = new_desk();
    let large = desk.write("large.bin", &[7; 2000]);
    let small = desk.write("sub/small.bin", &[8; 900]);
    let other = desk.write("other.bin", &[9; 900]);
    let options = ImportOptions { embed_up_to: 1000, room: 1300, ..desk.options() };
    let import = import_files(&[large, small.clone(), other], &options, &Progress::default()).unwrap();
    assert_eq!(notices(&import), [NoticeKind::TooLarge, NoticeKind::NoRoom]);
    let linked = |file: &NewFile| matches!(file.content, NewContent::Linked { .. });
    assert_eq!(import.files.iter().map(linked).collect::<Vec<_>>(), [true, false, true]);

    let file = desk.take_linked(&small);
    let NewContent::Linked { absolute, relative } = &file.content else { panic!("{file:?}") };
    assert_eq!((Path::new(absolute), relative.as_deref()), (small.as_path(), Some("sub/small.bin")));
    assert_eq!((file.hash, file.size), (Sha256::of(&[8; 900]), 900));
}

#[test]
fn a_link_beside_the_workbook_is_told_by_the_way_up() {
    let desk = new_desk();
    let file = desk.write("证据/a.txt", b"a");
    std::fs::create_dir_all(desk.path("books/2026")).unwrap();
    let options = ImportOptions { link: true, workbook: Some(desk.path("books/2026/w.ron")), ..desk.options() };
    let import = import_files(&[file], &options, &Progress::default()).unwrap();
    let NewContent::Linked { relative, .. } = &import.files[0].content else { panic!("{import:?}") };
    assert_eq!(relative.as_deref(), Some("../../证据/a.txt"));
}

#[test]
fn a_folder_gives_its_files_in_order_without_clutter() {
    let desk = new_desk();
    let folder = desk.path("证据");
    for name in ["b.txt", "a/2.txt", "a/1.txt", ".DS_Store", "Thumbs.db", "~$合同.docx", ".git/x", "c.txt"] {
        write(&folder.join(name), name.as_bytes());
    }
    let import = desk.take(std::slice::from_ref(&folder));
    assert_eq!(names(&import), ["1.txt", "2.txt", "b.txt", "c.txt"]);
    assert_eq!(notices(&import), [NoticeKind::Skipped(4)]);
    // A file that is named explicitly is taken, whatever its name.
    assert_eq!(names(&desk.take(&[folder.join(".DS_Store")])), [".DS_Store"]);
}

#[test]
fn a_folder_is_taken_only_as_far_as_it_was_hardly_a_mistake() {
    let desk = new_desk();
    for n in 0..4 {
        desk.write(&format!("many/{n}.txt"), format!("{n}").as_bytes());
    }
    desk.write("deep/1/2/3.txt", b"3");
    desk.write("deep/1/2.txt", b"2");
    let options = ImportOptions { most_files: 3, deepest: 2, ..desk.options() };
    let import = import_files(&[desk.path("many"), desk.path("deep")], &options, &Progress::default()).unwrap();
    assert_eq!(kinds(&import), [ProblemKind::TooMany { most: 3 }, ProblemKind::TooDeep { deepest: 2 }]);
    assert_eq!(names(&import), ["2.txt"]);
}

#[test]
fn the_workbook_is_no_evidence_of_itself() {
    let desk = new_desk();
    desk.write("w.ron", b"(format: 1)");
    desk.write("a.txt", b"a");
    let import = desk.take(&[desk.home().to_owned()]);
    assert_eq!(names(&import), ["a.txt"]);
    assert_eq!(notices(&import), [NoticeKind::Itself]);
}

#[test]
fn names_are_kept_but_for_what_misleads() {
    for (name, expect) in [
        ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
        ("第一行\n第二行.txt", "第一行第二行.txt"),
        ("🙂👩‍💻.png", "🙂👩‍💻.png"),
    ] {
        assert_eq!(import_bytes(name, b"x").name, expect);
    }
    let desk = new_desk();
    let longest = "长".repeat(83) + "ab.txt";
    assert_eq!(longest.len(), 255);
    if cfg!(unix) {
        let path = desk.write(&longest, b"x");
        assert_eq!(names(&desk.take(&[path])), [longest]);
        let path = desk.write("a\nb.txt", b"y");
        assert_eq!(notices(&desk.take(&[path])), [NoticeKind::Renamed("ab.txt".to_owned())]);
    }
}

#[test]
fn a_file_that_changes_is_read_again_and_then_refused() {
    let desk = new_desk();
    let path = desk.write("a.bin", &vec![7; 500_000]);
    let read = |fault| {
        let drive = BadDisk::new(fault);
        import_files_from(&drive, std::slice::from_ref(&path), &desk.options(), &Progress::default()).unwrap()
    };
    // A single change is tolerated.
    let import = read(Fault::Modified(1));
    assert_eq!(import.files.iter().map(|file| file.hash).collect::<Vec<_>>(), [Sha256::of(&vec![7; 500_000])]);
    for fault in [Fault::Modified(2), Fault::Grows, Fault::Shrinks, Fault::Swapped] {
        let import = read(fault);
        assert_eq!((kinds(&import), import.files), (vec![ProblemKind::Changing], Vec::new()), "{fault:?}");
    }
}

#[test]
fn a_drive_that_goes_away_is_told_with_file_and_step() {
    let desk = new_desk();
    let path = desk.write("a.bin", &vec![7; 500_000]);
    let drive = BadDisk::new(Fault::GoesAway);
    let import = import_files_from(&drive, std::slice::from_ref(&path), &desk.options(), &Progress::default()).unwrap();
    assert_eq!(kinds(&import), [ProblemKind::Io { step: FileOperation::Read, message: "host is down".to_owned() }]);
    assert_eq!(import.problems[0].path, path);
}

#[test]
fn what_must_not_be_read_is_told() {
    let desk = new_desk();
    let path = desk.write("a.txt", b"a");
    let drive = BadDisk::new(Fault::Forbidden);
    let import = import_files_from(&drive, std::slice::from_ref(&path), &desk.options(), &Progress::default()).unwrap();
    assert_eq!((kinds(&import), import.files.len()), (vec![ProblemKind::Permission], 0));
    // With real permissions, except for the superuser, who may read everything.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        if std::fs::File::open(&path).is_ok() {
            not_tested("root can read every file; unreadable files were tested with simulated errors only");
        } else {
            assert_eq!(kinds(&desk.take(&[path])), [ProblemKind::Permission]);
        }
    }
}

#[test]
fn it_stops_when_asked() {
    let desk = new_desk();
    let path = desk.write("a.bin", &vec![7; 500_000]);
    let progress = Progress::default();
    progress.cancel();
    assert!(import_files(&[path], &desk.options(), &progress).is_err());
}

#[test]
fn progress_goes_by_bytes() {
    let desk = new_desk();
    let paths: Vec<PathBuf> = (0_u8..4).map(|n| desk.write(&format!("{n}.bin"), &[n; 1000])).collect();
    let progress = Progress::default();
    import_files(&paths, &desk.options(), &progress).unwrap();
    assert_eq!(progress.fraction(), Some(1.0));
}

#[test]
fn a_huge_file_without_bytes_on_the_disk_is_linked() {
    let desk = new_desk();
    let path = desk.path("sparse.bin");
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
    file.set_len(24 << 20).unwrap();
    let import = desk.take(&[path]);
    assert_eq!(notices(&import), [NoticeKind::TooLarge]);
    assert_eq!(import.files[0].size, 24 << 20);
    assert_eq!(import.files[0].hash, Sha256::of(&vec![0; 24 << 20]));
}

#[cfg(unix)]
mod unix {
    use super::super::support::new_desk;
    use super::{kinds, names, notices};
    use crate::support::folder::write;
    use license_workbook::store::evidence::{NoticeKind, ProblemKind};
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    #[test]
    fn a_pipe_a_socket_and_a_device_are_never_opened() {
        let desk = new_desk();
        let fifo = desk.path("fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let _socket = UnixListener::bind(desk.path("socket")).unwrap();
        let import = desk.take(&[fifo, desk.path("socket"), "/dev/zero".into()]);
        assert_eq!(kinds(&import), [ProblemKind::NotAFile, ProblemKind::NotAFile, ProblemKind::NotAFile]);
        // Nor when they are in a folder.
        desk.write("a.txt", b"a");
        let import = desk.take(&[desk.home().to_owned()]);
        assert_eq!((names(&import), kinds(&import).len()), (vec!["a.txt"], 2));
    }

    #[test]
    fn a_link_is_followed_and_keeps_its_own_name() {
        let desk = new_desk();
        desk.write("2026/报告-终稿.pdf", b"%PDF-");
        symlink(desk.path("2026/报告-终稿.pdf"), desk.path("年报.pdf")).unwrap();
        assert_eq!(names(&desk.take(&[desk.path("年报.pdf")])), ["年报.pdf"]);

        symlink(desk.path("loop"), desk.path("loop")).unwrap();
        symlink(desk.path("nothing"), desk.path("broken")).unwrap();
        let import = desk.take(&[desk.path("loop"), desk.path("broken")]);
        assert_eq!(kinds(&import), [ProblemKind::LinkLoop, ProblemKind::BrokenLink]);
    }

    #[test]
    fn links_in_a_folder_do_not_lead_out_of_it() {
        let desk = new_desk();
        desk.write("secret.txt", b"secret");
        write(&desk.path("证据/a.txt"), b"a");
        symlink(desk.path("secret.txt"), desk.path("证据/s.txt")).unwrap();
        symlink(desk.home(), desk.path("证据/up")).unwrap();
        let import = desk.take(&[desk.path("证据")]);
        assert_eq!((names(&import), notices(&import)), (vec!["a.txt"], vec![NoticeKind::Links(2)]));
        // The folder itself may be given as a link.
        symlink(desk.path("证据"), desk.path("here")).unwrap();
        assert_eq!(names(&desk.take(&[desk.path("here")])), ["a.txt"]);
    }

    #[test]
    fn a_name_that_is_no_text_is_taken_as_far_as_it_is() {
        use std::os::unix::ffi::OsStrExt as _;
        let desk = new_desk();
        let path = desk.home().join(std::ffi::OsStr::from_bytes(b"a\xff\xfe.txt"));
        write(&path, b"a");
        assert_eq!(names(&desk.take(&[path])), ["a\u{fffd}\u{fffd}.txt"]);
    }
}
