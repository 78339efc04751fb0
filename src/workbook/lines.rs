//! Stores a long text as a list of lines: readable, comparable, and unaffected by editors that change line ends.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    text.split('\n').collect::<Vec<_>>().serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Vec::<String>::deserialize(deserializer)?.join("\n"))
}
