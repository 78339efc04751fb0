//! Kills the program (without a display) during editing and checks that edits older than two seconds are recovered.

use crate::Row;
use crate::child::{open_with_journals, say, start};
use crate::support::builder::moment;
use egui::{Event, Key, Modifiers, RawInput};
use license_workbook::app::{Ask, Environment, FileDialogs, Picked, RunOn, Waiting, WorkbookApp};
use license_workbook::clock::FixedClock;
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::obligation::Catalog;
use license_workbook::store::{AppFolders, ExpectedState, Settings, random_number, read, save};
use license_workbook::ui::kit;
use license_workbook::workbook::{IdSource, seed};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// An edit that is older than this must survive. README promises two seconds.
const PROMISED: Duration = Duration::from_secs(2);
/// The number of windows that are open at the same time.
const AT_ONCE: usize = 4;

/// Kills this number of windows.
pub(crate) fn the_window_is_killed(times: usize) -> Row {
    let mut row = Row::new("SIGKILL of the program while somebody works");
    let (mut edits, mut old) = (0, 0);
    for batch in 0..times.div_ceil(AT_ONCE) {
        let number = AT_ONCE.min(times - batch * AT_ONCE);
        let threads: Vec<_> = (0..number).map(|_| std::thread::spawn(one_window)).collect();
        for thread in threads {
            let (said, promised, outcome) = thread.join().unwrap();
            row.attempts += 1;
            row.faults += 1;
            edits += said;
            old += promised;
            row.losses.extend(outcome.err());
        }
    }
    row.remark = format!("{edits} edits, {old} of them older than two seconds");
    row
}

/// Runs a window, kills it and checks its edits. Returns the number of edits, how many are older than [`PROMISED`], and
/// the loss.
fn one_window() -> (usize, usize, Result<(), String>) {
    let folder = TempDir::new().unwrap();
    let (path, state) = (folder.path().join("W.ron"), folder.path().join("state"));
    let catalog = Catalog::builtin().unwrap();
    let day = moment("2026-11-24T04:00:00Z").date_naive();
    let license = crate::support::LICENSE;
    let schedules = license_workbook::calendar::schedules::builtin();
    let (workbook, _) = seed(license, &catalog, schedules, day, &mut IdSource::new(random_number().unwrap()));
    save(&workbook, &path, &ExpectedState::Absent, None).unwrap();
    let mut child = start("window", &[path.to_str().unwrap(), state.to_str().unwrap()]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next();
    let reader = std::thread::spawn(move || {
        let stamped = lines.map_while(Result::ok).map(|line| (Instant::now(), line));
        stamped.collect::<Vec<(Instant, String)>>()
    });
    std::thread::sleep(Duration::from_millis(2200 + random_number().unwrap() % 1800));
    let killed = Instant::now();
    child.kill().unwrap();
    child.wait().unwrap();
    let said = reader.join().unwrap();
    let number = |line: &str| line.strip_prefix("e ").and_then(|n| n.parse::<usize>().ok());
    let edits = said.iter().filter_map(|(_, line)| number(line)).max().unwrap_or_default();
    let is_promised = |at: &Instant| killed.saturating_duration_since(*at) > PROMISED;
    let promised = said.iter().filter(|(at, _)| is_promised(at)).filter_map(|(_, line)| number(line)).max();
    let promised = promised.unwrap_or_default();
    let outcome = if first.is_none() || edits == 0 {
        Err("the program did not start".to_owned())
    } else if let Err(error) = read(&path) {
        Err(format!("the file is neither old nor new: {error}"))
    } else {
        match open_with_journals(&path, &state) {
            Err(error) => Err(format!("it does not open: {error}")),
            Ok(workbook) if workbook.history.len() < promised => {
                Err(format!("{promised} records were older than two seconds, {} are there", workbook.history.len()))
            }
            Ok(_) => Ok(()),
        }
    };
    (edits, promised, outcome)
}

/// Cancels every dialog.
struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn ask(&self, _ask: &Ask, _locale: &Locale) -> Waiting {
        Box::new(|| Picked::Canceled)
    }
}

/// Marks duties, sometimes saves, loses and regains the focus; reports the number of records after each frame.
pub(crate) fn work_for_ever(path: &Path, state: &Path) {
    let environment = Environment {
        clock: Box::new(FixedClock(moment("2026-11-24T04:00:00Z"))),
        dialogs: Box::new(NoDialogs),
        folders: AppFolders::under(state.to_owned()),
        run_on: RunOn::Thread,
        previewer: None,
        random: random_number,
        user_name: "王宝军".to_owned(),
    };
    let settings = Settings { language: Some(Language::ZhCn), author: "王宝军".to_owned(), ..Settings::default() };
    let context = egui::Context::default();
    kit::install(&context);
    let catalog = Arc::new(Catalog::builtin().unwrap());
    let mut app = WorkbookApp::new(catalog, environment, settings, Some(path.to_owned())).unwrap();
    let begun = Instant::now();
    say("ready");
    for step in 0_usize.. {
        let events = match step % 40 {
            0 => key(Key::Num3, Modifiers::COMMAND),
            13 => key(Key::S, Modifiers::COMMAND),
            27 => vec![Event::WindowFocused(false)],
            28 => vec![Event::WindowFocused(true)],
            n if n % 2 == 1 => key(Key::J, Modifiers::NONE),
            n => key([Key::Num2, Key::Num3, Key::Num4][n % 3], Modifiers::NONE),
        };
        let size = egui::vec2(960.0, 600.0);
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            time: Some(begun.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        };
        context.run_ui(input, |ui| app.frame(ui)).textures_delta.clear();
        say(&format!("e {}", app.workbook().history.len()));
        std::thread::sleep(Duration::from_millis(15));
    }
}

fn key(key: Key, modifiers: Modifiers) -> Vec<Event> {
    [true, false]
        .map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
        .into_iter()
        .collect()
}
