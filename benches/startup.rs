//! Compares the program's window with an empty one: time to the first frame, memory, and processor time when idle.
//!
//! `cargo bench --bench startup [-- RUNS]`; without a screen, `xvfb-run -a cargo bench --bench startup`. Both programs
//! are release builds and run alternately, each with its own home folder, so that no file of the user is opened. The
//! time is the wall time from the start of the process to its exit after one frame, so it is slightly too long for
//! both.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The default number of starts of each program.
const RUNS: usize = 15;
/// The number of idle measurements of each program.
const IDLE_RUNS: usize = 3;
/// The time before an idle measurement starts.
const SETTLE: Duration = Duration::from_secs(2);
/// The duration of an idle measurement.
const WATCH: Duration = Duration::from_secs(3);
/// A longer start counts as failed.
const TIMEOUT: Duration = Duration::from_mins(1);

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !has_display {
        println!("Nothing measured: there is no display. Try: xvfb-run -a cargo bench --bench startup");
        return Ok(());
    }

    let runs = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(RUNS);
    let programs = [empty_window()?, PathBuf::from(env!("CARGO_BIN_EXE_license-workbook"))];
    let mut seconds = [Vec::new(), Vec::new()];
    for run in 0..=runs {
        for (program, seconds) in programs.iter().zip(&mut seconds) {
            let taken = first_frame(program)?;
            if run > 0 {
                seconds.push(taken); // the first run warms up the caches
            }
        }
    }
    let mut idle = [Vec::new(), Vec::new()];
    for _ in 0..IDLE_RUNS {
        for (program, idle) in programs.iter().zip(&mut idle) {
            idle.extend(watch_idle(program)?);
        }
    }

    println!("{:14} {:>14} {:>14} {:>14} {:>10}", "", "first frame", "peak memory", "resident", "idle CPU");
    let row = |index: usize| -> [Option<f64>; 4] {
        let of = |value: fn(&Idle) -> f64| median(idle.get(index)?.iter().map(value).collect());
        [
            seconds.get(index).and_then(|seconds| median(seconds.iter().map(|seconds| 1000.0 * seconds).collect())),
            of(|idle| idle.peak_mb),
            of(|idle| idle.resident_mb),
            of(|idle| idle.cpu_percent),
        ]
    };
    let (empty, program) = (row(0), row(1));
    print_row("empty window", empty, ["ms", "MB", "MB", "%"]);
    print_row("this program", program, ["ms", "MB", "MB", "%"]);
    let mut ratios = [None; 4];
    for ((ratio, empty), program) in ratios.iter_mut().zip(empty).zip(program) {
        *ratio = empty.zip(program).filter(|(empty, _)| *empty > 0.0).map(|(empty, program)| program / empty);
    }
    print_row("ratio", ratios, ["×"; 4]);
    println!("medians of {runs} starts and {IDLE_RUNS} idle windows");
    Ok(())
}

/// Builds the empty window, which is an example of this package. Returns its path.
fn empty_window() -> Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--quiet", "--example", "empty_window"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    let folder = Path::new(env!("CARGO_BIN_EXE_license-workbook")).parent().ok_or("the program lies in no folder")?;
    let path = folder.join("examples").join(format!("empty_window{}", std::env::consts::EXE_SUFFIX));
    if built.success() && path.exists() { Ok(path) } else { Err("the empty window could not be built".into()) }
}

/// Starts `program` with an empty home folder.
fn start(program: &Path, home: &Path, arguments: &[&str]) -> Result<Child> {
    let child = Command::new(program)
        .args(arguments)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_STATE_HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Ok(child)
}

/// The seconds from the start of `program` to its exit after the first frame.
fn first_frame(program: &Path) -> Result<f64> {
    let home = tempfile::tempdir()?;
    let begun = Instant::now();
    let mut child = start(program, home.path(), &["--quit-after-first-frame"])?;
    loop {
        if let Some(status) = child.try_wait()? {
            let taken = begun.elapsed().as_secs_f64();
            return if status.success() { Ok(taken) } else { Err(format!("{}: {status}", program.display()).into()) };
        }
        if begun.elapsed() > TIMEOUT {
            child.kill()?;
            child.wait()?;
            return Err(format!("{} did not end after its first frame", program.display()).into());
        }
        sleep(Duration::from_millis(1));
    }
}

/// The measurements of an idle window.
struct Idle {
    peak_mb: f64,
    resident_mb: f64,
    cpu_percent: f64,
}

/// Measures an idle window of `program`; `None` where the system does not report the values.
fn watch_idle(program: &Path) -> Result<Option<Idle>> {
    let home = tempfile::tempdir()?;
    let mut child = start(program, home.path(), &[])?;
    sleep(SETTLE);
    let before = cpu_seconds(&child);
    sleep(WATCH);
    if let Some(status) = child.try_wait()? {
        return Err(format!("{} ended by itself: {status}", program.display()).into());
    }
    let after = cpu_seconds(&child);
    let idle = before.zip(after).zip(memory_mb(&child, "VmHWM:").zip(memory_mb(&child, "VmRSS:")));
    child.kill()?;
    child.wait()?;
    Ok(idle.map(|((before, after), (peak_mb, resident_mb))| Idle {
        peak_mb,
        resident_mb,
        cpu_percent: 100.0 * (after - before) / WATCH.as_secs_f64(),
    }))
}

/// A value from `/proc/…/status`, in megabytes.
fn memory_mb(child: &Child, name: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?;
    kilobytes.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// The processor time of a process in seconds. A tick is a hundredth of a second on every Linux in use.
fn cpu_seconds(child: &Child) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let (_, fields) = stat.rsplit_once(')')?; // the name before it may contain spaces
    let ticks: Vec<f64> = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Prints one row of the table.
fn print_row(name: &str, values: [Option<f64>; 4], units: [&str; 4]) {
    let cells = values.iter().zip(units).map(|(value, unit)| {
        value.map_or_else(|| "–".to_owned(), |value| format!("{value:.*} {unit}", usize::from(value < 10.0) * 2))
    });
    let [time, peak, resident, cpu]: [String; 4] = std::array::from_fn({
        let mut cells = cells.collect::<Vec<_>>().into_iter();
        move |_| cells.next().unwrap_or_default()
    });
    println!("{name:14} {time:>14} {peak:>14} {resident:>14} {cpu:>10}");
}
