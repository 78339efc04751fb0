//! Compares this program's PDF of a whole checklist with LibreOffice's conversion of our spreadsheet of it.
//!
//! `cargo bench --bench export [-- RUNS]`. Both are whole processes that run alternately: `license-workbook snapshot
//! --format pdf`, and `soffice --headless --convert-to pdf` on the `.xlsx` of the same snapshot. The workbook is the
//! license that comes with the program. Without LibreOffice, only our own time is reported.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The default number of runs.
const RUNS: usize = 5;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A command of this program that runs in `folder`.
fn own_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
    command.args(arguments).env("LICENSE_WORKBOOK_STATE_DIR", folder.join("state")).current_dir(folder);
    command
}

fn main() -> Result<()> {
    let runs = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(RUNS);
    let folder = tempfile::tempdir()?;
    let (workbook, sheet) = (folder.path().join("w.ron"), folder.path().join("w.xlsx"));
    run(&mut own_command(folder.path(), &["new", "-o", "w.ron", "--today", "2026-11-24"]))?;
    run(&mut own_command(
        folder.path(),
        &["snapshot", "w.ron", "--format", "xlsx", "--today", "2026-11-24", "-o", "w.xlsx"],
    ))?;
    assert_there(&workbook)?;
    assert_there(&sheet)?;
    let mut pdf = own_command(
        folder.path(),
        &["snapshot", "w.ron", "--format", "pdf", "--today", "2026-11-24", "--force", "-o", "w.pdf"],
    );
    let mut office = Command::new("soffice");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("office").display());
    office.args([profile.as_str(), "--headless", "--convert-to", "pdf:calc_pdf_Export", "--outdir"]);
    office.arg(folder.path().join("theirs")).arg(&sheet);
    let has_office = run(&mut office).is_ok() && folder.path().join("theirs/w.pdf").exists();

    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        own.push(run(&mut pdf)?);
        if has_office {
            other.push(run(&mut office)?);
        }
    }
    let own = median(&mut own);
    println!("checklist to PDF            {:8.0} ms", 1000.0 * own);
    if has_office {
        let other = median(&mut other);
        println!("LibreOffice prints our XLSX {:8.0} ms", 1000.0 * other);
        println!("times as fast               {:8.1}", other / own);
    } else {
        println!("There is no LibreOffice to compare with.");
    }
    Ok(())
}

/// Runs the command. Returns its time in seconds.
fn run(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    let taken = start.elapsed().as_secs_f64();
    if status.success() { Ok(taken) } else { Err(format!("{command:?}: {status}").into()) }
}

fn assert_there(path: &Path) -> Result<()> {
    if path.exists() { Ok(()) } else { Err(format!("{} was not made", path.display()).into()) }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
