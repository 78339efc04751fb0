//! All limits of the program: how much input it accepts, and the reason for each figure.
//!
//! Every number that refuses or truncates input is here, with its unit; a test compares them with the table in
//! `README.md`. Exceeding a limit gives an [`Exceeded`], which names the limit, the amount found, and the amount
//! allowed. Numbers that only affect the appearance or split work into chunks stay where they are used.

use std::fmt;

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitMeasure {
    /// Bytes.
    Bytes,
    /// Items of the kind that the limit names, including characters and pixels.
    Count,
    /// A year.
    Year,
    /// Seconds.
    Seconds,
}

/// What happens to input beyond a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It is refused as a whole with the limit named; the previous state is kept.
    Refused,
    /// The first or the newest items up to the limit are used, and a notice says that there are more.
    Shortened,
    /// It is not embedded in the file but linked.
    Linked,
    /// It continues in the next column.
    Continued,
}

/// A limit: its key, its amount and unit, and what happens beyond it.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// The key by which messages select the text for this limit.
    pub key: &'static str,
    /// The largest amount accepted, in `unit`.
    pub max: u64,
    /// What is counted.
    pub unit: LimitMeasure,
    /// What it limits, in the words of the table in `README.md`.
    pub bounds: &'static str,
    /// What happens to input beyond it.
    pub beyond: Beyond,
}

const fn limit(key: &'static str, max: u64, unit: LimitMeasure, beyond: Beyond, bounds: &'static str) -> Limit {
    Limit { key, max, unit, bounds, beyond }
}

/// No real workbook is larger, and most machines have too little memory for more.
pub static WORKBOOK: Limit =
    limit("workbook", 2 << 30, LimitMeasure::Bytes, Beyond::Refused, "the file of a workbook, or its journal");
/// Evidence inside the file, in its encoded size; an eighth of [`WORKBOOK`] remains for everything else.
pub static EMBEDDED: Limit = limit(
    "embedded",
    WORKBOOK.max - WORKBOOK.max / 8,
    LimitMeasure::Bytes,
    Beyond::Linked,
    "evidence embedded in a workbook, in total",
);
/// Five times what a team of ten produces in ten years.
pub static RECORDS: Limit = limit("records", 1_000_000, LimitMeasure::Count, Beyond::Refused, "changes in a history");
/// People do not produce a change that merges more versions at once.
pub static PARENTS: Limit =
    limit("parents", 16_384, LimitMeasure::Count, Beyond::Refused, "versions that one change joins");
/// Total for the history and the documents of snapshots, which are compressed in the file.
pub static UNPACKED: Limit = limit(
    "unpacked",
    512 << 20,
    LimitMeasure::Bytes,
    Beyond::Refused,
    "packed parts of a workbook, unpacked, in total",
);
/// Limits the memory that a small hostile file can consume (a decompression bomb).
pub static PACKING: Limit = limit(
    "packing",
    32,
    LimitMeasure::Count,
    Beyond::Refused,
    "unpacked size of a packed part, as a multiple of its packed size",
);
/// Dates are written with four-digit years.
pub static YEAR: Limit = limit("year", 9999, LimitMeasure::Year, Beyond::Refused, "the year of a moment, from 1970 on");
/// Deeper nesting does not occur in a workbook; it is an attack or an accident.
pub static DEPTH: Limit = limit("depth", 120, LimitMeasure::Count, Beyond::Refused, "nested brackets in a workbook");
/// A file that consists only of fields would need many times its size in memory.
pub static FIELDS: Limit = limit("fields", 256, LimitMeasure::Count, Beyond::Refused, "parts of a workbook's file");
/// About the length of a book.
pub static TEXT: Limit =
    limit("text", 1_000_000, LimitMeasure::Count, Beyond::Refused, "characters of a text in a workbook");
/// Anything longer is a text, see [`TEXT`].
pub static NAME: Limit =
    limit("name", 1_000, LimitMeasure::Count, Beyond::Refused, "characters of a name of a person or file, or of a tag");
/// Real licenses have about 20 KB.
pub static LICENSE_TEXT: Limit =
    limit("license_text", 20 << 20, LimitMeasure::Bytes, Beyond::Refused, "the text of a license");
/// A scan of a hundred pages at 300 dpi in color is smaller.
pub static SCAN_FILE: Limit =
    limit("scan_file", 300 << 20, LimitMeasure::Bytes, Beyond::Refused, "a file with the pages of a license");
/// Licenses have fewer than 20 pages; reading takes seconds for each.
pub static SCAN_PAGES: Limit =
    limit("scan_pages", 100, LimitMeasure::Count, Beyond::Refused, "pages of a file with a license");
/// Real schedules have about 4 KB, as do templates and passphrase files.
pub static SMALL_FILE: Limit = limit(
    "small_file",
    4 << 20,
    LimitMeasure::Bytes,
    Beyond::Refused,
    "a holiday schedule, a template, a file with a passphrase",
);
/// A snapshot with a long history has about 100 MB.
pub static SNAPSHOT: Limit =
    limit("snapshot", 256 << 20, LimitMeasure::Bytes, Beyond::Refused, "a snapshot as JSON, or a list of hashes");
/// Real signatures have about 300 bytes.
pub static SIGNATURE: Limit = limit("signature", 64 << 10, LimitMeasure::Bytes, Beyond::Refused, "a signature");
/// The most memory that age implementations request on the fastest machines.
pub static UNLOCKING: Limit =
    limit("unlocking", 1 << 30, LimitMeasure::Bytes, Beyond::Refused, "memory to try a passphrase on a protected copy");
/// A larger folder was most likely selected by mistake.
pub static FILES: Limit =
    limit("files", 2_000, LimitMeasure::Count, Beyond::Refused, "files of a folder that is attached as evidence");
/// As with [`FILES`], a deeper folder was most likely selected by mistake.
pub static FOLDERS: Limit = limit(
    "folders",
    16,
    LimitMeasure::Count,
    Beyond::Refused,
    "nested folders of a folder that is attached as evidence",
);
/// Ends loops of symbolic links.
pub static LINKS: Limit = limit("links", 40, LimitMeasure::Count, Beyond::Refused, "links in the path of a file");

/// Reading a larger file for a preview takes too long.
pub static PREVIEW_FILE: Limit =
    limit("preview_file", 64 << 20, LimitMeasure::Bytes, Beyond::Refused, "a file with a preview");
/// An A0 scan at 600 dpi has fewer.
pub static PREVIEW_SIDE: Limit =
    limit("preview_side", 30_000, LimitMeasure::Count, Beyond::Refused, "pixels of a side of a picture with a preview");
/// 200 million gray pixels or 50 million color pixels.
pub static PREVIEW_PICTURE: Limit =
    limit("preview_picture", 256 << 20, LimitMeasure::Bytes, Beyond::Refused, "a picture with a preview, decoded");
/// A page is never rendered larger, whatever size it declares.
pub static PREVIEW_PIXELS: Limit =
    limit("preview_pixels", 4_096, LimitMeasure::Count, Beyond::Shortened, "pixels of the longer side of a preview");
/// Nobody pages through more in a preview.
pub static PREVIEW_PAGES: Limit =
    limit("preview_pages", 20_000, LimitMeasure::Count, Beyond::Refused, "pages of a PDF with a preview");
/// A scanned page takes a second on a slow machine.
pub static PREVIEW_TIME: Limit =
    limit("preview_time", 15, LimitMeasure::Seconds, Beyond::Refused, "time to draw a preview");
/// The memory for the largest picture and its copies; enforced on Linux only, where the system can supervise it.
pub static PREVIEW_MEMORY: Limit =
    limit("preview_memory", 1 << 30, LimitMeasure::Bytes, Beyond::Refused, "memory to draw a preview (Linux)");
/// More than anyone reads in a preview, and still laid out quickly.
pub static PREVIEW_TEXT: Limit =
    limit("preview_text", 64 << 10, LimitMeasure::Bytes, Beyond::Shortened, "the preview of a text");

/// Keeps a PDF below 500 MB of memory: 1,000 rows take 250 MB in addition to the rest.
pub static HISTORY: Limit = limit(
    "history",
    800,
    LimitMeasure::Count,
    Beyond::Shortened,
    "rows of the history in a document (PDF, DOCX, HTML, Markdown); all are in JSON and CSV",
);
/// Rows can be long: the row of a note contains its old and its new text.
pub static HISTORY_TEXT: Limit =
    limit("history_text", 1_000_000, LimitMeasure::Count, Beyond::Shortened, "characters of these rows, in total");
/// Layout takes about 20 KB of memory for each part: 2 GB for this many.
pub static PDF_PARTS: Limit = limit(
    "pdf_parts",
    100_000,
    LimitMeasure::Count,
    Beyond::Refused,
    "headings, cells and items of a PDF; HTML and JSON take more",
);
/// Ten times what a license and its checklist contain after ten years.
pub static PDF_TEXT: Limit =
    limit("pdf_text", 5_000_000, LimitMeasure::Count, Beyond::Refused, "characters of a PDF; HTML and JSON take more");
/// A tenth of the rows of a sheet, so that other programs open the file in acceptable time.
pub static HISTORY_SHEET: Limit = limit(
    "history_sheet",
    100_000,
    LimitMeasure::Count,
    Beyond::Shortened,
    "rows of the history in XLSX; all are in JSON and CSV",
);
/// Below the limit of Excel, 32,767 UTF-16 units, because Excel counts some characters by how it stores them. Its other
/// limit, 1,048,576 rows, is above [`HISTORY_SHEET`].
pub static CELL: Limit =
    limit("cell", 32_000, LimitMeasure::Count, Beyond::Continued, "UTF-16 units of a cell in XLSX and CSV");

/// All limits, in the order of the table in `README.md`.
pub static ALL: [&Limit; 35] = [
    &WORKBOOK,
    &EMBEDDED,
    &RECORDS,
    &PARENTS,
    &UNPACKED,
    &PACKING,
    &YEAR,
    &DEPTH,
    &FIELDS,
    &TEXT,
    &NAME,
    &LICENSE_TEXT,
    &SCAN_FILE,
    &SCAN_PAGES,
    &SMALL_FILE,
    &SNAPSHOT,
    &SIGNATURE,
    &UNLOCKING,
    &FILES,
    &FOLDERS,
    &LINKS,
    &PREVIEW_FILE,
    &PREVIEW_SIDE,
    &PREVIEW_PICTURE,
    &PREVIEW_PIXELS,
    &PREVIEW_PAGES,
    &PREVIEW_TIME,
    &PREVIEW_MEMORY,
    &PREVIEW_TEXT,
    &HISTORY,
    &HISTORY_TEXT,
    &PDF_PARTS,
    &PDF_TEXT,
    &HISTORY_SHEET,
    &CELL,
];

/// The first year of [`YEAR`], that of the Unix epoch.
pub const FIRST_YEAR: i32 = 1970;

impl Limit {
    /// Checks that `found` is within the limit.
    ///
    /// # Errors
    /// If `found` is above the limit.
    pub fn check(&'static self, found: impl TryInto<u64>) -> Result<(), Exceeded> {
        let found = found.try_into().unwrap_or(u64::MAX);
        if found <= self.max { Ok(()) } else { Err(Exceeded { limit: self, found: Some(found) }) }
    }

    /// The error for an amount above the limit that was not counted to the end.
    #[must_use]
    pub const fn exceeded(&'static self) -> Exceeded {
        Exceeded { limit: self, found: None }
    }

    /// The limit as a `usize`, for collections in memory.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::try_from(self.max).unwrap_or(usize::MAX)
    }

    /// `amount` with its unit, in a form that reads the same in both languages.
    #[must_use]
    pub fn words(&self, amount: u64) -> String {
        match self.unit {
            LimitMeasure::Bytes => bytes(amount),
            LimitMeasure::Count => grouped(amount),
            LimitMeasure::Year => amount.to_string(),
            LimitMeasure::Seconds => format!("{amount} s"),
        }
    }
}

/// Checks that the year of a moment is one that the program can show.
///
/// # Errors
/// If it is outside [`FIRST_YEAR`] to [`YEAR`].
pub fn check_year(year: i32) -> Result<(), Exceeded> {
    if year < FIRST_YEAR {
        // A negative year has no unsigned value, so `found` is omitted for it.
        return Err(Exceeded { limit: &YEAR, found: u64::try_from(year).ok() });
    }
    YEAR.check(year)
}

/// An amount above a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// The limit that was exceeded.
    pub limit: &'static Limit,
    /// The amount found; `None` if it was not counted to the end.
    pub found: Option<u64>,
}

impl Exceeded {
    /// The id of its message in both languages.
    pub const KIND: &'static str = "limit-exceeded";

    /// The arguments of that message: the limit, the amount found, the amount allowed.
    #[must_use]
    pub fn arguments(&self) -> [(&'static str, String); 3] {
        [
            ("limit", self.limit.key.to_owned()),
            ("found", self.found_words()),
            ("most", self.limit.words(self.limit.max)),
        ]
    }

    fn found_words(&self) -> String {
        match self.found {
            Some(found) => self.limit.words(found),
            None => format!("> {}", self.limit.words(self.limit.max)),
        }
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", Self::KIND, self.arguments())
    }
}

impl std::error::Error for Exceeded {}

/// Bytes in the largest unit that expresses them as a whole number.
fn bytes(amount: u64) -> String {
    let units = [("GB", 30), ("MB", 20), ("KB", 10)];
    let whole = units.into_iter().find(|(_, shift)| amount > 0 && amount.trailing_zeros() >= *shift);
    match whole {
        Some((unit, shift)) => format!("{} {unit}", grouped(amount >> shift)),
        None => format!("{} B", grouped(amount)),
    }
}

/// A number with a comma before every group of three digits.
fn grouped(number: u64) -> String {
    let figures = number.to_string();
    let mut words = String::with_capacity(figures.len() + figures.len() / 3);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(figure);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn amounts_are_told_exactly() {
        for (limit, amount, words) in [
            (&WORKBOOK, 2 << 30, "2 GB"),
            (&WORKBOOK, (2 << 30) + 1, "2,147,483,649 B"),
            (&WORKBOOK, 0, "0 B"),
            (&LICENSE_TEXT, 20 << 20, "20 MB"),
            (&SIGNATURE, 65 << 10, "65 KB"),
            (&RECORDS, 1_000_001, "1,000,001"),
            (&RECORDS, 999, "999"),
            (&YEAR, 262_142, "262142"),
            (&PREVIEW_TIME, 15, "15 s"),
        ] {
            assert_eq!(limit.words(amount), words);
        }
    }

    #[test]
    fn a_limit_takes_as_much_as_it_says_and_no_more() {
        for limit in ALL {
            assert_eq!(limit.check(limit.max), Ok(()), "{}", limit.key);
            assert_eq!(limit.check(limit.max + 1), Err(Exceeded { limit, found: Some(limit.max + 1) }));
        }
        assert_eq!([1970, 9999].map(check_year), [Ok(()); 2]);
        assert!([1969, 10_000, -1, i32::MIN, i32::MAX].into_iter().all(|year| check_year(year).is_err()));
    }

    #[test]
    fn each_limit_is_listed_once() {
        let keys: BTreeSet<&str> = ALL.iter().map(|limit| limit.key).collect();
        assert_eq!(keys.len(), ALL.len());
        let declared = include_str!("limits.rs").matches("\npub static ").count();
        // The list itself is one more.
        assert_eq!(declared, ALL.len() + 1);
    }
}
