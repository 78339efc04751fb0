//! Tests that the JSON export conforms to the schema that is published with the program.

use super::model::marked;
use crate::support::day;
use crate::support::filled::filled;
use license_workbook::deadlines::{AlsoOf, DateRule};
use license_workbook::export::json;
use license_workbook::language::Language;
use license_workbook::snapshot::{DifferenceView, Selection, Snapshot};
use regex::Regex;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, Mutex};

const SCHEMA: &str = include_str!("../../../assets/schema/snapshot-1.schema.json");

/// Collects where `value` violates `schema`; supports only the JSON Schema keywords that ours uses.
fn wrong(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().unwrap() {
        let is_right = match word.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let at = wanted.as_str().unwrap().trim_start_matches('#');
                wrong(root, root.pointer(at).expect(at), value, path, found);
                true
            }
            "anyOf" => wanted.as_array().unwrap().iter().any(|schema| {
                let mut inner = Vec::new();
                wrong(root, schema, value, path, &mut inner);
                inner.is_empty()
            }),
            "type" => {
                let types = wanted.as_array().map_or(std::slice::from_ref(wanted), Vec::as_slice);
                types.iter().any(|name| has_type(value, name))
            }
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "minimum" => value.as_f64().is_none_or(|n| n >= wanted.as_f64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| fits(wanted.as_str().unwrap(), text)),
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    wrong(root, wanted, item, &format!("{path}/{i}"), found);
                }
                true
            }
            "properties" => {
                for (name, field) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        wrong(root, schema, field, &format!("{path}/{name}"), found);
                    }
                }
                true
            }
            "required" => wanted.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|fields| fields.keys().all(|name| known.contains_key(name)))
            }
            other => panic!("the test does not know “{other}”"),
        };
        if !is_right {
            found.push(format!("{path}: {word} {wanted:.60}"));
        }
    }
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the test does not know the type “{other}”"),
    }
}

/// Whether the text matches the pattern. Each pattern is compiled once.
fn fits(pattern: &str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<BTreeMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap();
    compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap()).is_match(text)
}

/// The violations of the published schema in an export, each with its path.
fn errors(value: &Value) -> Vec<String> {
    static PUBLISHED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap());
    let mut found = Vec::new();
    wrong(&PUBLISHED, &PUBLISHED, value, "", &mut found);
    found
}

fn exported(snapshot: &Snapshot) -> Value {
    serde_json::from_str(&json::export(snapshot, Language::ZhCn).unwrap()).unwrap()
}

#[test]
fn exports_keep_to_the_schema() {
    let filled = filled();
    let of = |selection| {
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap()
    };
    let (mut full, _) = marked();
    full.format = license_workbook::snapshot::FORMAT;
    for snapshot in [
        full,
        of(Selection::default()),
        of(Selection::everything()),
        of(Selection { summary: true, ..Selection::default() }),
    ] {
        assert_eq!(errors(&exported(&snapshot)), [""; 0]);
    }
}

/// Regression test: the published schema lacked a rule that the program wrote.
#[test]
fn the_schema_knows_every_rule_of_a_date() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let known = schema.pointer("/$defs/date/properties/rule/enum").unwrap().as_array().unwrap();
    let known: BTreeSet<&str> = known.iter().map(|name| name.as_str().unwrap()).collect();
    let written = DateRule::ALL.map(|rule| serde_json::to_value(rule).unwrap().as_str().unwrap().to_owned());
    assert_eq!(known, written.iter().map(String::as_str).collect());
}

/// All names of fields in the schema.
fn names(schema: &Map<String, Value>, found: &mut BTreeSet<String>) {
    for (word, inner) in schema {
        if word == "properties" {
            found.extend(inner.as_object().unwrap().keys().cloned());
        }
        for inner in std::iter::once(inner).chain(inner.as_object().into_iter().flat_map(Map::values)) {
            if let Some(inner) = inner.as_object() {
                names(inner, found);
            }
        }
    }
}

#[test]
fn what_is_not_as_it_should_be_is_found() {
    let (mut snapshot, _) = marked();
    snapshot.format = license_workbook::snapshot::FORMAT;
    // A date that several duties share.
    let other = AlsoOf { duty: snapshot.duties[0].id, label: snapshot.duties[0].label.clone() };
    snapshot.dates[0].also.push(other);
    let (catalog, license) = ("90".to_owned(), "180".to_owned());
    snapshot.duties[0].differences.push(DifferenceView { catalog, license, number: true });
    let good = exported(&snapshot);
    assert_eq!(errors(&good), [""; 0]);
    // The path of a change, the wrong value, and the path of the violation.
    for (path, bad, at) in [
        ("/duties/0/status", Value::from("done"), "/duties/0/status"),
        ("/duties/0/title", Value::Null, "/duties/0/title"),
        ("/counts/total", Value::from(-1), "/counts/total"),
        ("/license/extra", Value::from(1), "/license"),
        ("/format", Value::from(2), "/format"),
        // Patterns: a day, an id, a clause.
        ("/on", Value::from("24 November"), "/on"),
        ("/duties/0/id", Value::from("first"), "/duties/0/id"),
        ("/duties/0/clause", Value::from("12"), "/duties/0/clause"),
    ] {
        let mut document = good.clone();
        let (parent, name) = path.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[name] = bad;
        let found = errors(&document);
        assert!(found.iter().any(|error| error.starts_with(&format!("{at}: "))), "{path}: {found:?}");
    }
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    // The schema names no field that a full snapshot does not have.
    let mut named = BTreeSet::new();
    names(schema.as_object().unwrap(), &mut named);
    let text = good.to_string();
    let idle: Vec<&String> = named.iter().filter(|name| !text.contains(&format!("\"{name}\":"))).collect();
    // This snapshot is not a summary.
    assert_eq!(idle, ["summary"]);
}
