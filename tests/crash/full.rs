//! Saves to a disk that is really full: a small tmpfs if it can be mounted, otherwise a limit on the size of files.

use crate::{Row, child};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const TIMES: usize = 6;

pub(crate) fn the_disk_is_full() -> Row {
    let mut row = Row::new("the disk is full");
    for n in 0..TIMES {
        let folder = TempDir::new().unwrap();
        let kilobytes = 60 + 37 * n;
        let answer = match mounted(folder.path(), kilobytes) {
            true => {
                "a full tmpfs".clone_into(&mut row.remark);
                let answer = child::start("fill", &[folder.path().join("W.ron").to_str().unwrap()]);
                let answer = answer.wait_with_output().unwrap();
                unmount(folder.path());
                answer
            }
            false if cfg!(unix) => {
                "no tmpfs could be mounted: a limit on the size of files instead".clone_into(&mut row.remark);
                limited(&folder.path().join("W.ron"), kilobytes)
            }
            false => {
                "skipped: there is no way to fill a disk here".clone_into(&mut row.remark);
                return row;
            }
        };
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        let numbers: Vec<&str> = answer.split_whitespace().collect();
        let [saves, is_full, is_whole] = numbers.as_slice() else {
            row.losses.push(format!("no orderly end: {answer}"));
            continue;
        };
        row.attempts += 1 + saves.parse::<usize>().unwrap();
        row.faults += 1;
        row.check(*is_full == "1", || "the error is not that of a full disk".to_owned());
        row.check(*is_whole == "1", || "the file is not the one that was saved last".to_owned());
    }
    row
}

fn mounted(folder: &Path, kilobytes: usize) -> bool {
    let size = format!("size={kilobytes}k");
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder).stderr(Stdio::null());
    cfg!(target_os = "linux") && mount.status().is_ok_and(|status| status.success())
}

fn unmount(folder: &Path) {
    drop(Command::new("umount").arg(folder).status());
}

/// Runs the child with a limit on the size of files. It ignores SIGXFSZ, so that writing fails instead.
fn limited(path: &Path, kilobytes: usize) -> std::process::Output {
    let program = std::env::current_exe().unwrap();
    let blocks = kilobytes * 2;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" child fill \"$1\"");
    Command::new("sh").arg("-c").arg(script).arg(program).arg(path).stderr(Stdio::null()).output().unwrap()
}
