//! Tests of what commands say about edited duties and about words that differ from the catalog.

use crate::support::home::{Home, said};
use license_workbook::store;
use license_workbook::workbook::{IdSource, Person, Stamp};
use std::fs;

#[test]
fn a_retired_duty_is_found_by_its_label_and_said_to_be_retired() {
    let home = Home::with_workbook("2026-11-24");
    let mut workbook = store::read(&home.path("w.ron")).unwrap().workbook;
    let duty = workbook.duty_by_label(workbook.current_license().unwrap(), "十二-3").unwrap();
    let mut ids = IdSource::new(7_777);
    let author = ids.next_id();
    let edit = workbook.put_person(author, Person::named("李雷")).and(workbook.retire_duty(duty, "由集团办理"));
    workbook.apply(edit, Stamp { author, at: crate::support::moment() }, ids.next_id()).unwrap();
    fs::remove_file(home.path("w.ron")).unwrap();
    home.write("w.ron", store::to_ron(&workbook).unwrap().as_bytes());
    let told = |text: &str| text.contains("十二-3 已停用（由集团办理）");
    let set = home.fine(&["set", "w.ron", "12-3", "--note", "留", "--author", "李雷", "--lang", "zh-CN"]);
    assert!(told(&set), "{set}");
    let note = said(&home.run(&["history", "w.ron", "--duty", "十二-3", "--lang", "zh-CN"]));
    assert!(told(&note), "{note}");
    // Other duties are not said to be retired, and the retired one is in no list of duties.
    let set = home.fine(&["set", "w.ron", "十二-1", "--note", "留", "--author", "李雷", "--lang", "zh-CN"]);
    assert!(!set.contains("已停用"), "{set}");
    let info = home.json(&["info", "w.ron", "--json"], 0);
    let labels: Vec<&str> = info["obligations"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert!(labels.contains(&"十二-1") && !labels.contains(&"十二-3"));
}

#[test]
fn info_says_in_which_words_a_duty_differs_from_the_catalog() {
    let home = Home::new();
    let text = include_str!("../../seeds/license-su-b2-20140200.txt");
    let edited = text.replace("提前90日向原发证机关提出延续", "提前180日向原发证机关提出延续");
    home.write("l.txt", edited.as_bytes());
    let info = home.json(&["info", "l.txt", "--json"], 0);
    let found = info["obligations"].as_array().unwrap();
    let of = |label: &str| found.iter().find(|o| o["id"] == label).unwrap();
    let number = serde_json::json!([{ "catalog": "90", "license": "180", "number": true }]);
    assert_eq!((&of("十二-5")["differences"], &of("十二-5")["origin"]), (&number, &"near".into()));
    assert_eq!(of("十二-5")["limit"]["amount"], 180, "the number of the license counts");
    assert_eq!(of("十二-7")["differences"], serde_json::json!([]));
}
