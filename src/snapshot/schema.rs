//! The schema that is published for snapshots, compared with the one that the types give: a field, an enum or a type that only
//! one of them has is found. Descriptions and patterns are the published schema's own.

use super::Snapshot;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PUBLISHED: &str = include_str!("../../assets/schema/snapshot-1.schema.json");

/// What the export adds to the snapshot.
const ADDED: [&str; 2] = ["language", "digest"];

/// What a schema allows, whatever words it uses for it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    types: BTreeSet<String>,
    values: BTreeSet<String>,
    required: BTreeSet<String>,
    is_closed: bool,
}

/// A schema, and the root that its references start from.
#[derive(Clone, Copy)]
struct Schema<'a> {
    root: &'a Value,
    value: &'a Value,
}

impl<'a> Schema<'a> {
    fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    /// The alternatives that it comes to, references followed.
    fn alternatives(self) -> Vec<Self> {
        let mut found = vec![self];
        if let Some(reference) = self.value.get("$ref").and_then(Value::as_str) {
            let target = self.root.pointer(reference.trim_start_matches('#'));
            found.extend(self.at(target.expect(reference)).alternatives());
        }
        for word in ["anyOf", "oneOf", "allOf"] {
            let inner = self.value.get(word).and_then(Value::as_array).into_iter().flatten();
            found.extend(inner.flat_map(|value| self.at(value).alternatives()));
        }
        found
    }

    /// The properties that every file has: those that are written always, and were written before they had a default.
    fn required(self) -> BTreeSet<String> {
        let mut required = BTreeSet::new();
        for Self { value, .. } in self.alternatives() {
            let names = value.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            let has_default = |name: &&str| value["properties"][*name].get("default").is_some();
            required.extend(names.filter(|name| !has_default(name)).map(String::from));
        }
        required
    }

    /// Whether a property may be left out where it has no value: then it is never `null`.
    fn may_be_absent(self, name: &str) -> bool {
        self.alternatives().iter().all(|schema| {
            let required = schema.value.get("required").and_then(Value::as_array);
            required.is_none_or(|names| names.iter().all(|known| known != name))
        })
    }

    fn shape(self) -> Shape {
        let mut shape = Shape::default();
        for Self { value, .. } in self.alternatives() {
            match value.get("type") {
                Some(Value::String(name)) => drop(shape.types.insert(name.clone())),
                Some(Value::Array(names)) => {
                    shape.types.extend(names.iter().filter_map(Value::as_str).map(String::from));
                }
                _ => {}
            }
            let listed = value.get("enum").and_then(Value::as_array).into_iter().flatten();
            shape.values.extend(listed.chain(value.get("const")).filter_map(Value::as_str).map(String::from));
            shape.is_closed |= value.get("additionalProperties") == Some(&Value::Bool(false));
        }
        shape.required = self.required();
        shape
    }

    fn properties(self) -> BTreeMap<&'a str, Self> {
        let of = |schema: Self| {
            let properties = schema.value.get("properties").and_then(Value::as_object).into_iter().flatten();
            properties.map(move |(name, value)| (name.as_str(), schema.at(value)))
        };
        self.alternatives().into_iter().flat_map(of).collect()
    }

    fn items(self) -> Option<Self> {
        self.alternatives().into_iter().find_map(|schema| Some(schema.at(schema.value.get("items")?)))
    }
}

/// Adds where `published` and `made` differ; `may_be_absent` is whether the types leave out what they could write as `null`.
fn compare(path: &str, published: Schema<'_>, (made, may_be_absent): (Schema<'_>, bool), found: &mut Vec<String>) {
    let (published_shape, mut has) = (published.shape(), made.shape());
    if may_be_absent {
        has.types.remove("null");
    }
    if published_shape != has {
        found.push(format!("{path}: published {published_shape:?}, by the types {has:?}"));
    }
    let (expected, has) = (published.properties(), made.properties());
    let names: BTreeSet<&str> = expected.keys().chain(has.keys()).copied().collect();
    for name in names {
        match (expected.get(name), has.get(name)) {
            (Some(expected), Some(has)) => {
                compare(&format!("{path}/{name}"), *expected, (*has, made.may_be_absent(name)), found);
            }
            (expected, _) => {
                let of = if expected.is_some() { "published" } else { "made by the types" };
                found.push(format!("{path}/{name}: only in the schema {of}"));
            }
        }
    }
    match (published.items(), made.items()) {
        (Some(expected), Some(has)) => compare(&format!("{path}[]"), expected, (has, false), found),
        (None, None) => {}
        _ => found.push(format!("{path}: items in one schema only")),
    }
}

/// The published schema without what the export adds, and with the format as a number.
fn published() -> Value {
    let mut schema: Value = serde_json::from_str(PUBLISHED).unwrap();
    for name in ADDED {
        schema["properties"].as_object_mut().unwrap().remove(name).unwrap();
    }
    schema["required"].as_array_mut().unwrap().retain(|name| !ADDED.iter().any(|added| name == added));
    let format = schema["properties"]["format"].as_object_mut().unwrap();
    assert_eq!(format.insert("type".into(), "integer".into()), None);
    schema
}

/// The schema of what the types write.
fn made() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Snapshot>().to_value();
    // The export adds to the snapshot, so the type itself is open.
    schema["additionalProperties"] = Value::Bool(false);
    schema
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let (published, made) = (published(), made());
    let mut found = Vec::new();
    let of = |value| Schema { root: value, value };
    compare("", of(&published), (of(&made), false), &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_field_that_is_missing_is_found() {
    let (mut published, made) = (published(), made());
    let duty = published.pointer_mut("/$defs/duty").unwrap();
    duty["properties"].as_object_mut().unwrap().remove("note").unwrap();
    let mut found = Vec::new();
    let of = |value| Schema { root: value, value };
    compare("", of(&published), (of(&made), false), &mut found);
    assert_eq!(found, ["/duties[]/note: only in the schema made by the types"]);
}
