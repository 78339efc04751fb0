//! The cost of merging, compared with reading: two copies of a workbook of 10,000 duties with 200,000 changes, a tenth
//! of them made after the copies diverged. `cargo bench --bench merge` prints a table; the ratios are comparable
//! between machines.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking")]

use license_workbook::merge::merge;
use license_workbook::obligation::Catalog;
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{
    AnswerField, Contents, DutyId, Field, IdSource, Person, PersonId, Stamp, Status, Value, Workbook, seed,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

const DUTIES: usize = 10_000;
const RECORDS: usize = 60_000;
const APART: usize = 2_500;
/// The number of edits between two saves: the record after a save carries a digest of the past.
const SAVED_AFTER: usize = 10;
const LICENSE: &str = include_str!("../seeds/license-su-b2-20140200.txt");

/// A workbook with many duties, all like those of the license in `seeds`.
fn large(ids: &mut IdSource) -> Workbook {
    let today = "2026-11-24".parse().unwrap();
    let (workbook, _) = seed(LICENSE, &Catalog::builtin().unwrap(), BTreeMap::new(), today, ids);
    let mut contents = Contents::clone(&workbook);
    // The history starts with all these duties.
    contents.bases.clear();
    let models: Vec<_> = contents.duties.values().map(Arc::clone).collect();
    while contents.duties.len() < DUTIES {
        let model = Arc::clone(&models[contents.duties.len() % models.len()]);
        contents.duties.insert(ids.next_id(), model);
    }
    Workbook::from_contents(contents).unwrap()
}

/// Makes edits of four changes each, in duties that both people edit. Returns the number of changes.
fn edit(workbook: &mut Workbook, ids: &mut IdSource, author: PersonId, records: usize) -> usize {
    let duties: Vec<DutyId> = workbook.duties.keys().copied().collect();
    let at = "2026-11-24T01:00:00Z".parse().unwrap();
    let mut changes = 0;
    for n in 0..records {
        let duty = duties[(n * 7919 + records) % duties.len()];
        let status = Status::ALL[1 + n % 3];
        let day = "2026-01-01".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(n as u64 % 365);
        let answer = |field, value| (Field::Answer(duty, field), Some(value));
        let edit = workbook.change([
            answer(AnswerField::Status, Value::Status(status)),
            answer(AnswerField::AssessedOn, Value::Date(day)),
            answer(AnswerField::AssessedBy, Value::PersonRef(author)),
            answer(AnswerField::Note, Value::Text(format!("{author} 第 {n} 次核对，制度已更新"))),
        ]);
        changes += edit.changes.len();
        workbook.apply(edit, Stamp { author, at }, ids.next_id()).unwrap();
        if n % SAVED_AFTER == 0 {
            workbook.seal();
        }
    }
    changes
}

fn timed<T>(name: &str, base: Option<f64>, act: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let value = act();
    let took = start.elapsed().as_secs_f64();
    let ratio = base.map(|base| format!("{:.2} × reading", took / base)).unwrap_or_default();
    println!("{name:<34} {:>8.0} ms   {ratio}", took * 1000.0);
    (value, took)
}

fn main() {
    let mut ids = IdSource::new(1);
    let mut common = large(&mut ids);
    let people: [PersonId; 2] = [ids.next_id(), ids.next_id()];
    for (id, name) in people.iter().zip(["王芳", "李雷"]) {
        let edit = common.put_person(*id, Person { name: name.to_owned(), role: String::new(), same_as: None });
        let at = "2026-11-24T01:00:00Z".parse().unwrap();
        common.apply(edit, Stamp { author: *id, at }, ids.next_id()).unwrap();
    }
    let mut changes = edit(&mut common, &mut ids, people[0], RECORDS);
    let (mut left, mut right) = (common.clone(), common);
    changes += edit(&mut left, &mut IdSource::new(2), people[0], APART);
    changes += edit(&mut right, &mut IdSource::new(3), people[1], APART);
    let (left, right) = (to_ron(&left).unwrap(), to_ron(&right).unwrap());
    println!("{DUTIES} duties, {changes} changes, {:.1} MB a copy\n", left.len() as f64 / 1e6);

    let (left, reading) = timed("read a copy", None, || from_ron(&left).unwrap().workbook);
    let right = from_ron(&right).unwrap().workbook;
    let (merged, _) = timed("merge", Some(reading), || merge(&left, &right).unwrap());
    println!("{:<34} {:>8}", "  conflicts", merged.conflicts.len());
    let (text, _) = timed("write the merged workbook", Some(reading), || to_ron(&merged.workbook).unwrap());
    let (again, _) = timed("read the merged workbook", Some(reading), || from_ron(&text).unwrap().workbook);
    timed("find its open conflicts", Some(reading), || again.conflicts());
    timed("merge an old copy into it", Some(reading), || merge(&again, &left).unwrap());
    timed("compare it with its history", Some(reading), || again.audit());
}
