//! Why a file is not a workbook that this program reads: place, true cause, and what to do.

use super::format::Section;
use crate::workbook::{Defect, EditError, Field, unique};
use std::fmt;

/// A file could not be read as a workbook. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// Line in the whole file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The section it is in, where it is in one.
    pub section: Option<Section>,
    /// The cause.
    pub cause: Cause,
}

/// What is the matter with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No content at all.
    Empty,
    /// Zero bytes: it was synced or written only in part.
    NulBytes {
        /// Offset of the first one.
        byte: usize,
    },
    /// UTF-16, as some editors save.
    Utf16,
    /// Not UTF-8.
    NotUtf8 {
        /// Offset of the first wrong byte.
        byte: usize,
    },
    /// Not UTF-8, but as it seems GB18030 (GBK), as some editors save.
    Gb18030 {
        /// Offset of the first byte that is not UTF-8.
        byte: usize,
    },
    /// It ends before it is complete.
    Truncated,
    /// Something else, not a workbook.
    NotAWorkbook,
    /// Written by a newer version of the program.
    Newer {
        /// The format of the file.
        format: u32,
        /// The newest format that this program reads.
        supported: u32,
    },
    /// Brackets nested deeper than in any workbook.
    TooDeep,
    /// It is not RON, or a value is not what it must be.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A field that the format does not have.
    UnknownField {
        /// Its name.
        name: String,
    },
    /// A field or section that the format needs is not there.
    MissingField {
        /// Its name.
        name: String,
    },
    /// The same field, id or key twice.
    DuplicateKey {
        /// It, as text.
        key: String,
    },
    /// All of it can be read, but it contradicts itself.
    Invalid {
        /// In which ways; at least one.
        defects: Vec<Defect>,
    },
}

impl Cause {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "format-empty",
            Self::NulBytes { .. } => "format-nul-bytes",
            Self::Utf16 => "format-utf-16",
            Self::NotUtf8 { .. } => "format-not-utf-8",
            Self::Gb18030 { .. } => "format-gb-18030",
            Self::Truncated => "format-truncated",
            Self::NotAWorkbook => "format-not-a-workbook",
            Self::Newer { .. } => "format-newer",
            Self::TooDeep => "format-too-deep",
            Self::Syntax { .. } => "format-syntax",
            Self::UnknownField { .. } => "format-unknown-field",
            Self::MissingField { .. } => "format-missing-field",
            Self::DuplicateKey { .. } => "format-duplicate-key",
            Self::Invalid { .. } => "format-invalid",
        }
    }
}

impl FormatError {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.cause.kind()
    }

    /// The error at byte `at` of `text`.
    pub(super) fn at(text: &str, at: usize, section: Option<Section>, cause: Cause) -> Self {
        let (line, column) = position(text, at);
        Self { line, column, section, cause }
    }

    /// The error that `ron` reports within the section that begins at byte `start` of `text`.
    pub(super) fn in_section(text: &str, start: usize, section: Section, error: ron::error::SpannedError) -> Self {
        let (line, column) = position(text, start);
        let there = error.span.start;
        Self {
            line: line + there.line - 1,
            column: if there.line == 1 { column + there.col - 1 } else { there.col },
            section: Some(section),
            cause: cause_of(error.code),
        }
    }
}

impl std::error::Error for FormatError {}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Empty => return f.write_str("the file is empty"),
            Cause::Utf16 => return f.write_str("the file is UTF-16 text, not UTF-8"),
            Cause::NotAWorkbook => return f.write_str("the file is not a license workbook"),
            Cause::Newer { format, supported } => {
                return write!(f, "the file has format {format}; this program reads formats up to {supported}");
            }
            Cause::Truncated => return write!(f, "the file is cut off at line {}, column {}", self.line, self.column),
            Cause::NulBytes { .. }
            | Cause::Gb18030 { .. }
            | Cause::NotUtf8 { .. }
            | Cause::TooDeep
            | Cause::Syntax { .. }
            | Cause::UnknownField { .. }
            | Cause::MissingField { .. }
            | Cause::DuplicateKey { .. }
            | Cause::Invalid { .. } => {}
        }
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(section) = self.section {
            write!(f, " ({section})")?;
        }
        f.write_str(": ")?;
        write_detail(&self.cause, f)
    }
}

fn write_detail(cause: &Cause, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match cause {
        Cause::NulBytes { byte } => write!(f, "zero bytes from byte {byte} on: the file was written or synced in part"),
        Cause::NotUtf8 { byte } => write!(f, "byte {byte} is not UTF-8"),
        Cause::Gb18030 { byte } => write!(f, "byte {byte} is not UTF-8; the file seems to be GB18030 (GBK)"),
        Cause::TooDeep => f.write_str("brackets are nested too deep"),
        Cause::Syntax { message } => f.write_str(message),
        Cause::UnknownField { name } => write!(f, "the format has no field “{name}”"),
        Cause::MissingField { name } => write!(f, "the field “{name}” is missing"),
        Cause::DuplicateKey { key } => write!(f, "{key} is there twice"),
        Cause::Invalid { defects } => {
            for (i, defect) in defects.iter().enumerate().take(3) {
                f.write_str(if i == 0 { "" } else { "; " })?;
                write_defect(&defect.0, f)?;
            }
            match defects.len().saturating_sub(3) {
                0 => Ok(()),
                more => write!(f, "; and {more} more"),
            }
        }
        Cause::Empty | Cause::Utf16 | Cause::Truncated | Cause::NotAWorkbook | Cause::Newer { .. } => Ok(()),
    }
}

fn write_defect(error: &EditError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some((section, key)) = place(error) else { return write!(f, "{error}") };
    write!(f, "{section} {key}: ")?;
    f.write_str(match error {
        EditError::JustificationMissing(_) => "“not applicable” needs a justification",
        EditError::Empty(_) => "a name or text is empty",
        EditError::Dangling(_) | EditError::Missing(_) => "refers to something that is not in the workbook",
        EditError::DuplicateRecord(_) => "is there twice",
        EditError::WrongType(_) | EditError::Stale(_) | EditError::Frozen(_) | EditError::Locked(_) => "does not fit",
    })
}

/// The section and the key, as the file has it, of what `error` is about.
pub(super) fn place(error: &EditError) -> Option<(Section, String)> {
    let field = match error {
        EditError::JustificationMissing(duty) => return Some((Section::Duties, format!("\"{duty}\""))),
        EditError::DuplicateRecord(id) => return Some((Section::History, format!("\"{id}\""))),
        EditError::Missing(field)
        | EditError::Stale(field)
        | EditError::WrongType(field)
        | EditError::Dangling(field)
        | EditError::Empty(field)
        | EditError::Frozen(field)
        | EditError::Locked(field) => field,
    };
    Some(match field {
        Field::TrackedFrom => return None,
        Field::Person(id) => (Section::People, format!("\"{id}\"")),
        Field::License(id) | Field::Fact(id, _) | Field::Continues(id) | Field::Renewal(id) => {
            (Section::Licenses, format!("\"{id}\""))
        }
        Field::Duty(id) | Field::Answer(id, _) => (Section::Duties, format!("\"{id}\"")),
        Field::Evidence(id) => (Section::Evidence, format!("\"{id}\"")),
        Field::Event(id) => (Section::Events, format!("\"{id}\"")),
        Field::Occurrence(id) => (Section::Occurrences, format!("\"{id}\"")),
        Field::Attestation(year, id) => (Section::Attestations, format!("({year}, \"{id}\")")),
        Field::Report(year) | Field::ReportPart(year, _) => (Section::Reports, year.to_string()),
        Field::Session(id) | Field::SessionPart(id, _) => (Section::Sessions, format!("\"{id}\"")),
        Field::Snapshot(id) => (Section::Snapshots, format!("\"{id}\"")),
        Field::Schedule(year) => (Section::Schedules, year.to_string()),
    })
}

/// Line and column, from 1, of byte `at` of `text`.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    (line, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

fn cause_of(error: ron::Error) -> Cause {
    use ron::Error as E;
    if let E::NoSuchStructField { found, .. } = error {
        Cause::UnknownField { name: found }
    } else if let E::MissingStructField { field, .. } = error {
        Cause::MissingField { name: field.to_owned() }
    } else if let E::DuplicateStructField { field, .. } = error {
        Cause::DuplicateKey { key: field.to_owned() }
    } else if error == E::ExceededRecursionLimit {
        Cause::TooDeep
    } else {
        let message = error.to_string();
        match message.strip_prefix(unique::DUPLICATE) {
            Some(key) => Cause::DuplicateKey { key: key.to_owned() },
            None => Cause::Syntax { message },
        }
    }
}
