//! Checks that a frozen snapshot still says what it said, alone or from an exported JSON file.
//!
//! A digest finds every change, by accident or by hand, as long as the digest itself is known from elsewhere: printed on
//! the report, or kept in another copy of the workbook. It does not say who made the file.

use super::{FORMAT, Snapshot, canonical};
use crate::workbook::{FrozenSnapshot, Sha256};
use serde_json::Value;

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has the digest that it names.
    Whole,
    /// It was changed: this is the digest that it has.
    Altered(Sha256),
    /// The document is whole, but the workbook names another day or purpose beside it than it does itself.
    Mislabeled,
    /// It was not frozen and names no digest: there is nothing to check it by.
    Unfrozen,
}

/// A snapshot that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it says.
    pub snapshot: Snapshot,
    /// The digest that it names; none where it was not frozen.
    pub digest: Option<Sha256>,
    /// What the check found.
    pub verdict: Verdict,
}

/// Why something cannot be checked at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("snapshot-problem {:?}", self.arguments())]
pub enum VerifyError {
    /// No JSON.
    NotJson(JsonFault),
    /// JSON, but not that of a snapshot.
    NotASnapshot(String),
    /// A snapshot of a later version of the program.
    Newer(u64),
}

/// Where a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, in bytes.
    pub column: usize,
    /// Whether it ends there before it is complete.
    pub is_cut: bool,
}

impl VerifyError {
    /// What the message `snapshot-problem`, which says it in both languages, is filled with.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let place = |fault: &JsonFault| [("line", fault.line.to_string()), ("column", fault.column.to_string())];
        let what = |name: &str| ("what", name.to_owned());
        match self {
            Self::NotJson(fault) => {
                [what(if fault.is_cut { "cut" } else { "syntax" })].into_iter().chain(place(fault)).collect()
            }
            Self::NotASnapshot(message) => match message.strip_prefix("missing field `") {
                Some(field) => {
                    let name = field.split('`').next().unwrap_or_default().to_owned();
                    vec![what("field"), ("name", name)]
                }
                None => vec![what("other"), ("message", message.clone())],
            },
            Self::Newer(format) => vec![what("newer"), ("format", format.to_string())],
        }
    }
}

/// How a received snapshot stands to one that a workbook keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the same.
    Same,
    /// It is a copy with less in it, and agrees in all that it says.
    Part,
    /// It names the digest of the kept one, but says something else.
    Differs,
}

/// Checks a snapshot that a workbook keeps.
///
/// # Errors
/// Where the document cannot be read; it is damaged then, whatever its digest.
pub fn verify_frozen(frozen: &FrozenSnapshot) -> Result<Checked, VerifyError> {
    let value = parse(&frozen.document)?;
    let snapshot = read(value)?;
    let computed = Sha256::of(frozen.document.as_bytes());
    let purpose = snapshot.frozen.as_ref().map(|f| f.purpose.as_str()).unwrap_or_default();
    let verdict = if computed != frozen.digest {
        Verdict::Altered(computed)
    } else if snapshot.on != frozen.on || purpose != frozen.purpose {
        Verdict::Mislabeled
    } else {
        Verdict::Whole
    };
    Ok(Checked { snapshot, digest: Some(frozen.digest), verdict })
}

/// Checks the text of an exported JSON file. Its white space, the order of its members, and the language beside the
/// snapshot make no difference.
///
/// # Errors
/// Where it is not the JSON of a snapshot.
pub fn verify_json(text: &str) -> Result<Checked, VerifyError> {
    let mut value = parse(text.trim_start_matches('\u{feff}'))?;
    let mut digest = None;
    if let Value::Object(members) = &mut value {
        members.remove("language");
        digest = members.remove("digest").and_then(|digest| digest.as_str().and_then(|digest| digest.parse().ok()));
    }
    let computed = Sha256::of(canonical(&value).as_bytes());
    let snapshot = read(value)?;
    let verdict = match digest {
        Some(named) if named == computed => Verdict::Whole,
        Some(_) => Verdict::Altered(computed),
        // One that says it is frozen must name its digest: whoever took it out had a reason.
        None if snapshot.frozen.is_some() => Verdict::Altered(computed),
        None => Verdict::Unfrozen,
    };
    Ok(Checked { snapshot, digest, verdict })
}

/// The members that every comparison has that was written as JSON.
const COMPARISON: [&str; 5] = ["same", "before", "after", "selection", "changes"];

/// Checks the text of a comparison that was written as JSON, in the same way: the digest that it names, and what the check
/// found. None where it is something else. One of an earlier version names no digest.
#[must_use]
pub fn verify_comparison(text: &str) -> Option<(Option<Sha256>, Verdict)> {
    let mut value = parse(text.trim_start_matches('\u{feff}')).ok()?;
    let members = value.as_object_mut().filter(|members| COMPARISON.iter().all(|name| members.contains_key(*name)))?;
    let Some(named) = members.remove("digest") else { return Some((None, Verdict::Unfrozen)) };
    let named = named.as_str().and_then(|digest| digest.parse().ok());
    let computed = comparison_digest(&value);
    Some((named, if named == Some(computed) { Verdict::Whole } else { Verdict::Altered(computed) }))
}

/// The digest of a comparison in JSON that does not name one yet.
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

/// How `received` stands to the snapshot that is kept; none where it names another one, or none.
#[must_use]
pub fn origin(received: &Checked, kept: &Checked) -> Option<Origin> {
    let kept_digest = kept.digest?;
    let named = received.snapshot.frozen.as_ref().and_then(|frozen| frozen.whole);
    if received.digest == Some(kept_digest) {
        let same = matches!(received.verdict, Verdict::Whole) && received.snapshot == kept.snapshot;
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
