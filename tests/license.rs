//! The license of the seed, read to the letter.

use license_workbook::license::{License, parse};
use std::collections::BTreeMap;

const SEED: &str = include_str!("../seeds/license-su-b2-20140200.txt");
const JOINED: &str = include_str!("data/license_joined.json");

fn seed() -> License {
    parse(SEED)
}

#[derive(serde::Deserialize)]
struct Expected {
    line: usize,
    text: String,
}

#[test]
fn every_clause_has_its_whole_text() {
    let license = seed();
    let expected: BTreeMap<String, Expected> = serde_json::from_str(JOINED).unwrap();
    assert_eq!(license.clauses().count(), 37);
    assert_eq!(expected.len(), 37);
    assert_eq!(license.provisions.len(), 16);
    for clause in license.clauses() {
        let wanted = &expected[&clause.id.to_string()];
        assert_eq!(clause.body.text, wanted.text, "{}", clause.id);
        let line = SEED[..clause.label.start].matches('\n').count() + 1;
        assert_eq!(line, wanted.line, "{}", clause.id);
    }
}
