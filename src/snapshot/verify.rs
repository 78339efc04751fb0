//! Verifies the integrity of a frozen snapshot, stored in a workbook or exported as JSON.
//!
//! A digest reveals every change, accidental or deliberate, provided that the digest itself is known from another
//! source, such as the printed report or another copy of the workbook. It does not prove who made the file.

use super::{FORMAT, Snapshot, canonical};
use crate::workbook::{FrozenSnapshot, Sha256};
use serde_json::Value;

/// The result of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The digest matches.
    Intact,
    /// The content was changed; contains its actual digest.
    Altered(Sha256),
    /// The document is intact, but the workbook stores a different day or purpose with it.
    Mislabeled,
    /// It is not frozen and has no digest, so it cannot be verified.
    Unfrozen,
}

/// A verified snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// Its content.
    pub snapshot: Snapshot,
    /// The digest that it names; `None` if it is not frozen.
    pub digest: Option<Sha256>,
    /// The result.
    pub verdict: Verdict,
}

/// Why a text cannot be verified at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("snapshot-problem {:?}", self.arguments())]
pub enum VerifyError {
    /// It is not JSON.
    NotJson(JsonFault),
    /// It is JSON, but not a snapshot.
    NotASnapshot(String),
    /// It is a snapshot from a newer version of the program; contains its format version.
    Newer(u64),
}

/// The position of a JSON syntax error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, in bytes.
    pub column: usize,
    /// Whether the text ends prematurely at this position.
    pub is_cut: bool,
}

impl VerifyError {
    /// The arguments of the message `snapshot-problem`.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotJson(fault) => vec![
                ("what", if fault.is_cut { "cut" } else { "syntax" }.to_owned()),
                ("line", fault.line.to_string()),
                ("column", fault.column.to_string()),
            ],
            Self::NotASnapshot(message) => match message.strip_prefix("missing field `") {
                Some(field) => {
                    let name = field.split('`').next().unwrap_or_default().to_owned();
                    vec![("what", "field".to_owned()), ("name", name)]
                }
                None => vec![("what", "other".to_owned()), ("message", message.clone())],
            },
            Self::Newer(format) => vec![("what", "newer".to_owned()), ("format", format.to_string())],
        }
    }
}

/// The relation of a received snapshot to a stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They are identical.
    Same,
    /// It is a copy with content removed, and otherwise identical.
    Part,
    /// It names the digest of the stored one, but its content differs.
    Differs,
}

/// Verifies a snapshot that a workbook stores.
///
/// # Errors
/// If the document cannot be read; it is then damaged, whatever its digest.
pub fn verify_frozen(frozen: &FrozenSnapshot) -> Result<Verification, VerifyError> {
    let value = parse(&frozen.document)?;
    let snapshot = read(value)?;
    let computed = Sha256::of(frozen.document.as_bytes());
    let purpose = snapshot.frozen.as_ref().map(|f| f.purpose.as_str()).unwrap_or_default();
    let verdict = if computed != frozen.digest {
        Verdict::Altered(computed)
    } else if snapshot.on != frozen.on || purpose != frozen.purpose {
        Verdict::Mislabeled
    } else {
        Verdict::Intact
    };
    Ok(Verification { snapshot, digest: Some(frozen.digest), verdict })
}

/// Verifies the text of an exported JSON file. White space, the order of members, and the language beside the snapshot
/// do not matter.
///
/// # Errors
/// If it is not the JSON of a snapshot.
pub fn verify_json(text: &str) -> Result<Verification, VerifyError> {
    let mut value = parse(text.trim_start_matches('\u{feff}'))?;
    let mut digest = None;
    if let Value::Object(members) = &mut value {
        members.remove("language");
        digest = members.remove("digest").and_then(|digest| digest.as_str().and_then(|digest| digest.parse().ok()));
    }
    let computed = Sha256::of(canonical(&value).as_bytes());
    let snapshot = read(value)?;
    let verdict = match digest {
        Some(named) if named == computed => Verdict::Intact,
        Some(_) => Verdict::Altered(computed),
        // A frozen snapshot without a digest counts as altered, because the digest was removed.
        None if snapshot.frozen.is_some() => Verdict::Altered(computed),
        None => Verdict::Unfrozen,
    };
    Ok(Verification { snapshot, digest, verdict })
}

/// The members of every comparison exported as JSON.
const COMPARISON: [&str; 5] = ["same", "before", "after", "selection", "changes"];

/// Verifies the text of a comparison exported as JSON in the same way; returns the digest that it names, and the
/// result. `None` for any other text. A comparison from an earlier version of the program has no digest.
#[must_use]
pub fn verify_comparison(text: &str) -> Option<(Option<Sha256>, Verdict)> {
    let mut value = parse(text.trim_start_matches('\u{feff}')).ok()?;
    let members = value.as_object_mut().filter(|members| COMPARISON.iter().all(|name| members.contains_key(*name)))?;
    let Some(named) = members.remove("digest") else { return Some((None, Verdict::Unfrozen)) };
    let named = named.as_str().and_then(|digest| digest.parse().ok());
    let computed = comparison_digest(&value);
    Some((named, if named == Some(computed) { Verdict::Intact } else { Verdict::Altered(computed) }))
}

/// The digest of a comparison in JSON that does not contain one yet.
#[must_use]
pub fn comparison_digest(comparison: &Value) -> Sha256 {
    Sha256::of(canonical(comparison).as_bytes())
}

fn parse(text: &str) -> Result<Value, VerifyError> {
    serde_json::from_str(text).map_err(|error| {
        VerifyError::NotJson(JsonFault { line: error.line(), column: error.column(), is_cut: error.is_eof() })
    })
}

fn read(value: Value) -> Result<Snapshot, VerifyError> {
    let format = value.get("format").and_then(Value::as_u64);
    if let Some(newer) = format.filter(|format| *format > u64::from(FORMAT)) {
        return Err(VerifyError::Newer(newer));
    }
    serde_json::from_value(value).map_err(|error| VerifyError::NotASnapshot(error.to_string()))
}

/// The relation of `received` to the stored snapshot; `None` if it does not name the digest of that snapshot.
#[must_use]
pub fn origin(received: &Verification, kept: &Verification) -> Option<Origin> {
    let kept_digest = kept.digest?;
    let named = received.snapshot.frozen.as_ref().and_then(|frozen| frozen.whole);
    if received.digest == Some(kept_digest) {
        let same = matches!(received.verdict, Verdict::Intact) && received.snapshot == kept.snapshot;
        return Some(if same { Origin::Same } else { Origin::Differs });
    }
    if named != Some(kept_digest) {
        return None;
    }
    let whole = &kept.snapshot;
    let selection = &received.snapshot.selection;
    let reduced = [whole.reduced(selection), whole.reduced_as_before(selection)];
    let mut copies = reduced.into_iter().filter_map(|copy| copy.named_after(kept_digest).ok());
    Some(if copies.any(|copy| copy == received.snapshot) { Origin::Part } else { Origin::Differs })
}
