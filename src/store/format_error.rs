//! Why a file is not a workbook that this program can read: the cause and the place.

use super::section::FileSection;
use crate::limits::{DEPTH, Exceeded, FIELDS, Limit};
use crate::workbook::{Defect, EditError, Field, id, unique};

/// A file could not be read as a workbook. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub struct FormatError {
    /// The line in the file, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The section that contains the place, where it is in one.
    pub section: Option<FileSection>,
    /// The cause.
    pub cause: FormatFault,
}

/// Why a file is not readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatFault {
    /// The file has no content.
    Empty,
    /// Zero bytes: the file was synced or written only in part.
    NulBytes {
        /// The offset of the first zero byte.
        byte: usize,
    },
    /// UTF-16, which some editors write.
    Utf16,
    /// Not UTF-8.
    NotUtf8 {
        /// The offset of the first invalid byte.
        byte: usize,
    },
    /// Not UTF-8, but probably GB18030 (GBK), which some editors write.
    Gb18030 {
        /// The offset of the first byte that is not UTF-8.
        byte: usize,
    },
    /// The file is truncated.
    Truncated,
    /// The file is not a workbook.
    NotAWorkbook,
    /// A newer version of the program wrote the file.
    Newer {
        /// The format of the file.
        format: u32,
        /// The newest format that this program reads.
        supported: u32,
    },
    /// Brackets are nested deeper than in any workbook.
    TooDeep,
    /// A limit is exceeded.
    Limit(Exceeded),
    /// The file contains conflict markers of version control, around two versions of its text.
    ConflictMarkers,
    /// The text is not RON, or a value is not valid.
    Syntax {
        /// The kind of the error.
        what: Syntax,
        /// The message of the parser.
        message: String,
    },
    /// A field that the format does not have.
    UnknownField {
        /// Its name.
        name: String,
    },
    /// A field or section that the format requires is missing.
    MissingField {
        /// Its name.
        name: String,
    },
    /// A field, id or key occurs twice.
    DuplicateKey {
        /// The field, id or key as text.
        key: String,
    },
    /// The file is readable, but its contents contradict each other.
    Invalid {
        /// The contradictions; at least one.
        defects: Vec<Defect>,
    },
}

/// The kinds of syntax errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// This character or word was expected.
    Expected(&'static str),
    /// A value of another type was expected.
    OtherKind,
    /// A value that is none of the known ones.
    NoSuchValue {
        /// The value.
        found: String,
        /// The known values.
        known: String,
    },
    /// An invalid or too large number.
    Number,
    /// An unterminated string, or an invalid escape in a string.
    Quoted,
    /// An invalid date or time.
    Day,
    /// An invalid id.
    Id,
    /// A list or record of the wrong length.
    Length,
    /// An unterminated comment.
    Comment,
    /// An unexpected character.
    Sign,
    /// A closing bracket that matches no opening one.
    Bracket,
    /// More fields than in any workbook.
    TooMany,
    /// Text after the end.
    Trailing,
    /// A damaged part of the packed history.
    Packed,
    /// Another error, for which only the parser has a message.
    Other,
}

impl Syntax {
    /// The name that selects a variant of the message.
    fn as_str(&self) -> &'static str {
        match self {
            Self::Expected(_) => "expected",
            Self::OtherKind => "kind",
            Self::NoSuchValue { .. } => "value",
            Self::Number => "number",
            Self::Quoted => "quoted",
            Self::Day => "day",
            Self::Id => "id",
            Self::Length => "length",
            Self::Comment => "comment",
            Self::Sign => "sign",
            Self::Bracket => "bracket",
            Self::TooMany => "surplus",
            Self::Trailing => "trailing",
            Self::Packed => "packed",
            Self::Other => "other",
        }
    }
}

/// The argument of a message for the value of a limit.
fn most(limit: &Limit) -> (&'static str, String) {
    ("most", limit.words(limit.max))
}

impl FormatFault {
    /// The arguments of the message [`FormatFault::kind`], without the place.
    pub(super) fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Syntax { what, message } => {
                let (found, expected) = if let Syntax::NoSuchValue { found, known } = what {
                    (found.clone(), known.clone())
                } else if let Syntax::Expected(sign) = what {
                    (String::new(), (*sign).to_owned())
                } else {
                    Default::default()
                };
                let what = what.as_str().to_owned();
                vec![
                    ("what", what),
                    ("found", found),
                    ("expected", expected),
                    ("message", message.clone()),
                    most(&FIELDS),
                ]
            }
            Self::Limit(exceeded) => exceeded.arguments().into(),
            Self::TooDeep => vec![most(&DEPTH)],
            Self::UnknownField { name } | Self::MissingField { name } => vec![("name", name.clone())],
            Self::DuplicateKey { key } => vec![("name", key.clone())],
            Self::Invalid { defects } => {
                let first = defects.first();
                let place = first.and_then(|defect| place(&defect.0));
                let place = place.map(|(_, key)| key.trim_matches('"').to_owned()).unwrap_or_default();
                let what = first.map_or("other", |defect| contradiction(&defect.0));
                let more = defects.len().saturating_sub(1);
                let others = if more == 0 { "none" } else { "some" };
                vec![
                    ("what", what.to_owned()),
                    ("name", place),
                    ("others", others.to_owned()),
                    ("more", more.to_string()),
                ]
            }
            Self::Empty
            | Self::NulBytes { .. }
            | Self::Utf16
            | Self::NotUtf8 { .. }
            | Self::Gb18030 { .. }
            | Self::Truncated
            | Self::NotAWorkbook
            | Self::Newer { .. }
            | Self::ConflictMarkers => Vec::new(),
        }
    }

    /// A stable key of the message.
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
            Self::Limit(_) => "format-limit",
            Self::ConflictMarkers => "format-conflict-markers",
            Self::Syntax { .. } => "format-syntax",
            Self::UnknownField { .. } => "format-unknown-field",
            Self::MissingField { .. } => "format-missing-field",
            Self::DuplicateKey { .. } => "format-duplicate-key",
            Self::Invalid { .. } => "format-invalid",
        }
    }
}

impl FormatError {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.cause.kind()
    }

    /// The error at byte `at` of `text`.
    pub(super) fn at(text: &str, at: usize, section: Option<FileSection>, cause: FormatFault) -> Self {
        let (line, column) = position(text, at);
        Self { line, column, section, cause }
    }

    /// The error that `ron` reports in the section that begins at byte `start` of `text`.
    pub(super) fn in_section(text: &str, start: usize, section: FileSection, error: ron::error::SpannedError) -> Self {
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

/// The kind of contradiction in a workbook: the name that selects a variant of the message.
fn contradiction(error: &EditError) -> &'static str {
    match error {
        EditError::JustificationMissing(_) => "justification",
        EditError::Empty(_) => "empty",
        EditError::Dangling(_) | EditError::Missing(_) => "dangling",
        EditError::DuplicateRecord(_) => "twice",
        EditError::WrongType(_)
        | EditError::Stale(_)
        | EditError::Frozen(_)
        | EditError::Locked(_)
        | EditError::Limit(..) => "other",
    }
}

/// The section and the key, in the form of the file, that `error` is about.
pub(super) fn place(error: &EditError) -> Option<(FileSection, String)> {
    let field = match error {
        EditError::JustificationMissing(duty) => return Some((FileSection::Duties, format!("\"{duty}\""))),
        EditError::DuplicateRecord(id) => return Some((FileSection::History, format!("\"{id}\""))),
        EditError::Missing(field)
        | EditError::Stale(field)
        | EditError::WrongType(field)
        | EditError::Dangling(field)
        | EditError::Empty(field)
        | EditError::Frozen(field)
        | EditError::Locked(field)
        | EditError::Limit(field, _) => field,
    };
    Some(match field {
        Field::TrackedFrom => return None,
        Field::Person(id) => (FileSection::People, format!("\"{id}\"")),
        Field::License(id)
        | Field::Fact(id, _)
        | Field::Continues(id)
        | Field::Renewal(id)
        | Field::Correction(id, _)
        | Field::Settled(id, _) => (FileSection::Licenses, format!("\"{id}\"")),
        Field::Duty(id) | Field::Definition(id) | Field::Answer(id, _) => (FileSection::Duties, format!("\"{id}\"")),
        Field::Evidence(id) => (FileSection::Evidence, format!("\"{id}\"")),
        Field::Event(id) => (FileSection::Events, format!("\"{id}\"")),
        Field::Occurrence(id) => (FileSection::Occurrences, format!("\"{id}\"")),
        Field::Attestation(year, id) => (FileSection::Attestations, format!("({year}, \"{id}\")")),
        Field::Report(year) | Field::ReportPart(year, _) => (FileSection::Reports, year.to_string()),
        Field::Session(id) | Field::SessionPart(id, _) => (FileSection::Sessions, format!("\"{id}\"")),
        Field::Snapshot(id) => (FileSection::Snapshots, format!("\"{id}\"")),
        Field::Schedule(year) => (FileSection::Schedules, year.to_string()),
    })
}

/// Line and column, from 1, of byte `at` of `text`.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    (line, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

/// The line, from 1, of the first conflict markers of version control.
pub(super) fn conflict_markers(text: &str) -> Option<usize> {
    let begin = marker_at(text, "<<<<<<<", 0)?;
    let middle = marker_at(text, "=======", begin + 1)?;
    marker_at(text, ">>>>>>>", middle + 1).map(|_| begin + 1)
}

/// The index of the first line at or after `from` that starts with `marker`.
fn marker_at(text: &str, marker: &str, from: usize) -> Option<usize> {
    text.lines().skip(from).position(|line| line.trim().split(' ').next() == Some(marker)).map(|at| from + at)
}

fn cause_of(error: ron::Error) -> FormatFault {
    use ron::Error as E;
    if let E::NoSuchStructField { found, .. } = error {
        return FormatFault::UnknownField { name: found };
    } else if let E::MissingStructField { field, .. } = error {
        return FormatFault::MissingField { name: field.to_owned() };
    } else if let E::DuplicateStructField { field, .. } = error {
        return FormatFault::DuplicateKey { key: field.to_owned() };
    } else if error == E::ExceededRecursionLimit {
        return FormatFault::TooDeep;
    }
    let message = error.to_string();
    match message.strip_prefix(unique::DUPLICATE) {
        Some(key) => FormatFault::DuplicateKey { key: key.to_owned() },
        None => FormatFault::Syntax { what: syntax(error), message },
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "later versions of ron may add errors")]
fn syntax(error: ron::Error) -> Syntax {
    use ron::Error as E;
    match error {
        E::ExpectedArray => Syntax::Expected("["),
        E::ExpectedArrayEnd => Syntax::Expected("]"),
        E::ExpectedComma => Syntax::Expected(","),
        E::ExpectedMap => Syntax::Expected("{"),
        E::ExpectedMapColon => Syntax::Expected(":"),
        E::ExpectedMapEnd => Syntax::Expected("}"),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) | E::ExpectedUnit => Syntax::Expected("("),
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => Syntax::Expected(")"),
        E::ExpectedString | E::ExpectedByteString => Syntax::Expected("\""),
        E::ExpectedBoolean => Syntax::Expected("true, false"),
        E::ExpectedOption => Syntax::Expected("Some(…), None"),
        E::ExpectedIdentifier
        | E::SuggestRawIdentifier(_)
        | E::InvalidIdentifier(_)
        | E::ExpectedDifferentStructName { .. }
        | E::ExpectedStructName(_)
        | E::InvalidValueForType { .. }
        | E::ExpectedChar
        | E::ExpectedByteLiteral => Syntax::OtherKind,
        E::NoSuchEnumVariant { expected, found, .. } => Syntax::NoSuchValue { found, known: expected.join(", ") },
        E::ExpectedFloat
        | E::FloatUnderscore
        | E::ExpectedInteger
        | E::IntegerOutOfBounds
        | E::InvalidIntegerDigit { .. }
        | E::UnderscoreAtBeginning => Syntax::Number,
        E::ExpectedStringEnd | E::InvalidEscape(_) => Syntax::Quoted,
        E::ExpectedDifferentLength { .. } => Syntax::Length,
        E::UnclosedBlockComment | E::UnclosedLineComment => Syntax::Comment,
        E::UnexpectedChar(_) => Syntax::Sign,
        E::TrailingCharacters | E::Eof => Syntax::Trailing,
        E::Message(message) => of_message(&message),
        _ => Syntax::Other,
    }
}

/// The kind of an error that a type reports when it is parsed from a text.
fn of_message(message: &str) -> Syntax {
    // The messages of chrono, whose error kinds are not passed on.
    const OF_DAYS: [&str; 5] = [
        "input is out of range",
        "no possible date and time matching input",
        "input contains invalid characters",
        "premature end of input",
        "trailing input",
    ];
    if OF_DAYS.contains(&message) {
        Syntax::Day
    } else if message.contains(id::NOT_AN_ID) {
        Syntax::Id
    } else {
        Syntax::Other
    }
}
