//! Tests of a workbook in a shared folder: after a save the group can still open it, and commands wait for the lock.

use crate::support::home::{Home, said};
use license_workbook::store::{Holder, LockState, read};
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

/// A home with a shared folder `share` and a workbook `share/w.ron`.
fn with_share() -> Home {
    let home = Home::new().always(&["--lang", "en"]);
    fs::create_dir(home.path("share")).unwrap();
    home.fine(&["new", "-o", "share/w.ron"]);
    home
}

fn new_file(path: &Path) -> fs::File {
    fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap()
}

/// The number of commands that use the same file at once.
const AT_ONCE: usize = 16;

#[test]
fn commands_that_come_at_once_wait_for_each_other_and_nothing_is_lost() {
    let home = with_share();
    let labels: Vec<String> = read(&home.path("share/w.ron"))
        .unwrap()
        .workbook
        .duties
        .values()
        .map(|duty| duty.definition.label())
        .take(AT_ONCE)
        .collect();
    let start = |label: &String| -> Child {
        let mut command = home.command(&["set", "share/w.ron", label, "--note", label]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = labels.iter().map(start).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(said(&output), "");
    }
    let workbook = read(&home.path("share/w.ron")).unwrap().workbook;
    for label in labels {
        let duty = workbook.duty_by_label(workbook.current_license().unwrap(), &label).unwrap();
        assert_eq!(workbook.duties[&duty].answer.note, label);
    }
    let left: Vec<_> = fs::read_dir(home.path("share")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    // On other systems the lock file remains, but locks nothing.
    assert!(!cfg!(unix) || left == ["w.ron"], "{left:?}");
}

#[test]
fn whoever_has_the_file_open_is_named_and_since_when() {
    let home = with_share();
    let path = home.path("share/w.ron");
    let set = ["set", "share/w.ron", "五-1", "--status", "met", "--wait", "0"];
    let lock = LockState::acquire(&path, &Holder::new("韩梅梅", crate::support::moment()));
    assert!(lock.may_save());
    let output = home.run(&set);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("by 韩梅梅 since 2026-11-20 14:30"), "{}", said(&output));
    drop(lock);
    // A lock without a named holder is reported as someone else, not as “?”.
    let file = new_file(&home.path("share/.w.ron.lock"));
    file.try_lock().unwrap();
    let output = home.run(&set);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("someone else") && !said(&output).contains('?'), "{}", said(&output));
    drop(file);
    assert!(home.run(&set).status.success());
}

#[cfg(unix)]
mod group {
    use super::with_share;
    use crate::support::home::{Home, said};
    use crate::support::not_tested;
    use std::fs::{self, Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    use std::process::Output;

    /// Two users and the group that they share; they need not exist on the machine.
    const OWNER: u32 = 62_001;
    const COLLEAGUE: u32 = 62_002;
    const GROUP: u32 = 63_000;

    const SET: [&str; 5] = ["set", "share/w.ron", "五-3", "--note", "two"];

    fn rights(meta: &Metadata) -> (u32, u32, u32) {
        (meta.mode() & 0o7777, meta.uid(), meta.gid())
    }

    fn is_root() -> bool {
        fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
    }

    /// A home whose share belongs to the owner and the group, with these modes.
    fn shared(mode: u32, folder: u32) -> Home {
        let home = with_share();
        fs::set_permissions(home.folder(), Permissions::from_mode(0o755)).unwrap();
        for name in ["share", "share/w.ron"] {
            chown(home.path(name), Some(OWNER), Some(GROUP)).unwrap();
        }
        fs::set_permissions(home.path("share"), Permissions::from_mode(folder)).unwrap();
        fs::set_permissions(home.path("share/w.ron"), Permissions::from_mode(mode)).unwrap();
        home
    }

    /// Runs a command as this user and group, with a separate state folder.
    fn run_as(home: &Home, user: u32, group: u32, args: &[&str]) -> Output {
        let state = home.path(&format!("state-{user}"));
        if !state.exists() {
            fs::create_dir(&state).unwrap();
            chown(&state, Some(user), Some(group)).unwrap();
        }
        let mut command = home.command(args);
        command.env("LICENSE_WORKBOOK_STATE_DIR", state).uid(user).gid(group).output().unwrap()
    }

    #[test]
    fn what_a_colleague_of_the_group_saves_stays_everybodys() {
        if !is_root() {
            not_tested("only root can act as two users");
            return;
        }
        // Two folders that pass on their group, and one that does not, where all users may write.
        for (mode, folder, group) in [(0o664, 0o2775, GROUP), (0o660, 0o2770, GROUP), (0o666, 0o777, COLLEAGUE)] {
            let home = shared(mode, folder);
            let before = rights(&fs::metadata(home.path("share/w.ron")).unwrap());
            for (user, group) in [(COLLEAGUE, group), (OWNER, GROUP)] {
                let output = run_as(&home, user, group, &SET[..4].iter().copied().chain(["x"]).collect::<Vec<_>>());
                assert!(output.status.success() && said(&output).is_empty(), "{user}: {}", said(&output));
                assert_eq!(rights(&fs::metadata(home.path("share/w.ron")).unwrap()), before, "{mode:o} {user}");
                let output = run_as(&home, user, group, &SET);
                assert!(output.status.success() && said(&output).is_empty(), "{user}: {}", said(&output));
            }
            let left: Vec<_> = fs::read_dir(home.path("share")).unwrap().map(|e| e.unwrap().file_name()).collect();
            assert_eq!(left, ["w.ron"]);
            let output = run_as(&home, OWNER, GROUP, &["history", "share/w.ron"]);
            assert!(output.status.success(), "{}", said(&output));
        }
    }

    #[test]
    fn the_lock_is_for_everybody_who_may_write_the_file() {
        if !is_root() {
            not_tested("only root can act as two users");
            return;
        }
        let home = shared(0o660, 0o2770);
        let lock = license_workbook::store::LockState::acquire(
            &home.path("share/w.ron"),
            &license_workbook::store::Holder::new("韩梅梅", crate::support::moment()),
        );
        let found = fs::metadata(home.path("share/.w.ron.lock")).unwrap();
        assert_eq!(rights(&found), (0o660, OWNER, GROUP));
        let waiting = [&SET[..], &["--wait", "0"]].concat();
        let output = run_as(&home, COLLEAGUE, GROUP, &waiting);
        assert!(said(&output).contains("韩梅梅"), "{}", said(&output));
        drop(lock);
        // A lock file that a crash left does not block, regardless of its owner.
        let left = home.path("share/.w.ron.lock");
        super::new_file(&left);
        fs::set_permissions(&left, Permissions::from_mode(0o644)).unwrap();
        let output = run_as(&home, COLLEAGUE, GROUP, &waiting);
        assert!(output.status.success(), "{}", said(&output));
    }

    /// A supplementary group of the current user.
    fn second_group() -> Option<u32> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = |name| status.lines().find_map(|line| line.strip_prefix(name));
        let own = line("Gid:")?.split_whitespace().nth(1)?.to_owned();
        line("Groups:")?.split_whitespace().find(|group| *group != own)?.parse().ok()
    }

    #[test]
    fn the_group_of_a_file_is_kept_in_a_folder_that_hands_on_another() {
        let group = if is_root() { Some(GROUP) } else { second_group() };
        let Some(group) = group else {
            not_tested("this user is in one group only");
            return;
        };
        let home = with_share();
        chown(home.path("share/w.ron"), None, Some(group)).unwrap();
        fs::set_permissions(home.path("share/w.ron"), Permissions::from_mode(0o660)).unwrap();
        let before = rights(&fs::metadata(home.path("share/w.ron")).unwrap());
        let output = home.run(&SET);
        assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
        assert_eq!(rights(&fs::metadata(home.path("share/w.ron")).unwrap()), before);
    }
}
