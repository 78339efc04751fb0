//! The layout of table columns on a page: which are below their row, and the widths of the others.

/// Wide or technical columns, which are below their row so that the others fit on paper.
const BELOW: [&str; 33] = [
    "column-event-day",
    "column-raw-day",
    "column-provisional",
    "column-due-at",
    "column-target",
    "column-reminder",
    "column-keep-through",
    "column-destroy-from",
    "column-late",
    "column-missing",
    "column-steps",
    "column-other-law",
    "column-period",
    "column-event-id",
    "column-id",
    "column-sequence",
    "column-changed-at",
    "column-attached-by",
    "column-attached-at",
    "column-media-type",
    "column-size",
    "column-linked",
    "column-confidential",
    "column-sha256",
    "column-replaces",
    "column-undoes",
    "paper-by",
    "column-attested-on",
    "column-flags",
    "column-taken-from",
    "paper-checklist-status",
    "compare-agenda",
    "paper-skipped",
];

/// Columns of running text with their relative widths. All others are as wide as their content.
const WIDE: [(&str, u8); 34] = [
    ("column-value", 4),
    ("column-service", 4),
    ("column-limited-to", 3),
    ("column-includes", 2),
    ("column-excludes", 2),
    ("column-remarks", 2),
    ("column-title", 4),
    ("column-reason", 4),
    ("column-text", 8),
    ("column-file", 4),
    ("column-description", 4),
    ("column-used-by", 2),
    ("column-fact", 8),
    ("column-event", 3),
    ("column-what-happened", 4),
    ("column-evidence", 3),
    ("column-what-was-done", 4),
    ("column-role", 4),
    ("column-words", 3),
    ("column-message", 6),
    ("column-deed", 6),
    ("column-subject", 2),
    ("column-from", 4),
    ("column-to", 4),
    ("column-head", 3),
    ("column-head-source", 3),
    ("column-head-text", 8),
    ("column-material", 4),
    ("column-decision", 4),
    ("column-gap", 5),
    ("column-gap-duties", 6),
    ("paper-words", 4),
    ("form-remedy", 3),
    ("session-minutes", 6),
];

/// Whether the column is below its row.
pub(in crate::export) fn is_below(key: &str) -> bool {
    BELOW.contains(&key)
}

/// The relative width of a column; `None` for the width of its content.
pub(in crate::export) fn weight(key: &str) -> Option<u8> {
    WIDE.iter().find(|(column, _)| *column == key).map(|(_, weight)| *weight)
}
