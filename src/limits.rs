//! The limits of the program: how much of anything it takes in, and why no more.
//!
//! Every number that refuses or shortens something is here, with its unit, so that the table in `README.md` can be held
//! against it. What is beyond a limit is told as an [`Exceeded`], which names the limit, how much there was, and how much
//! there may be. Numbers that only decide how something looks, or how work is cut into pieces, are at home where they are
//! used.

use std::fmt;

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Things of the kind that the limit names, characters and pixels included.
    Count,
    /// A year.
    Year,
    /// Seconds.
    Seconds,
}

/// What becomes of what is beyond a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It is refused as a whole, with the limit named; what was there before stays as it is.
    Refused,
    /// The first or newest so many are taken, and it is said that there are more.
    Shortened,
    /// It stays outside the file, as a link.
    Linked,
}

/// A limit.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// The word by which messages choose what they say of it.
    pub key: &'static str,
    /// So much is taken.
    pub most: u64,
    /// What is counted.
    pub unit: Unit,
    /// What it bounds, as the table in `README.md` says.
    pub bounds: &'static str,
    /// What becomes of what is beyond it.
    pub beyond: Beyond,
}

const fn limit(key: &'static str, most: u64, unit: Unit, beyond: Beyond, bounds: &'static str) -> Limit {
    Limit { key, most, unit, bounds, beyond }
}

/// No workbook is larger, and the memory of most machines would not do.
pub static WORKBOOK: Limit =
    limit("workbook", 2 << 30, Unit::Bytes, Beyond::Refused, "the file of a workbook, or its journal");
/// Evidence inside the file, as it stands there: an eighth of [`WORKBOOK`] is left to everything else.
pub static EMBEDDED: Limit = limit(
    "embedded",
    WORKBOOK.most - WORKBOOK.most / 8,
    Unit::Bytes,
    Beyond::Linked,
    "evidence embedded in a workbook, in total",
);
/// Five times what a team of ten makes in ten years.
pub static RECORDS: Limit = limit("records", 1_000_000, Unit::Count, Beyond::Refused, "changes in a history");
/// A change that follows on more versions at once was not made by people.
pub static PARENTS: Limit = limit("parents", 16_384, Unit::Count, Beyond::Refused, "versions that one change joins");
/// The history and the documents of snapshots are packed in the file: this is what all of them may be together.
pub static UNPACKED: Limit =
    limit("unpacked", 512 << 20, Unit::Bytes, Beyond::Refused, "packed parts of a workbook, unpacked, in total");
/// However little room it takes in the file: a hostile one costs no more than that.
pub static PACKING: Limit = limit(
    "packing",
    32,
    Unit::Count,
    Beyond::Refused,
    "unpacked size of a packed part, as a multiple of its packed size",
);
/// Days are written with four digits.
pub static YEAR: Limit = limit("year", 9999, Unit::Year, Beyond::Refused, "the year of a moment, from 1970 on");
/// Deeper is no workbook, but an attack or an accident.
pub static DEPTH: Limit = limit("depth", 120, Unit::Count, Beyond::Refused, "nested brackets in a workbook");
/// A file of nothing but fields would cost many times its size.
pub static FIELDS: Limit = limit("fields", 256, Unit::Count, Beyond::Refused, "parts of a workbook's file");
/// A book has that many.
pub static TEXT: Limit = limit("text", 1_000_000, Unit::Count, Beyond::Refused, "characters of a text in a workbook");
/// Longer is a text.
pub static NAME: Limit =
    limit("name", 1_000, Unit::Count, Beyond::Refused, "characters of a name of a person or file, or of a tag");
/// Real licenses have some 20 KB.
pub static LICENSE_TEXT: Limit = limit("license_text", 20 << 20, Unit::Bytes, Beyond::Refused, "the text of a license");
/// Real ones have some 4 KB; so have templates and files with a passphrase.
pub static SMALL_FILE: Limit = limit(
    "small_file",
    4 << 20,
    Unit::Bytes,
    Beyond::Refused,
    "a holiday schedule, a template, a file with a passphrase",
);
/// A snapshot with a long history has some 100 MB.
pub static SNAPSHOT: Limit =
    limit("snapshot", 256 << 20, Unit::Bytes, Beyond::Refused, "a snapshot as JSON, or a list of hashes");
/// Real ones have some 300 bytes.
pub static SIGNATURE: Limit = limit("signature", 64 << 10, Unit::Bytes, Beyond::Refused, "a signature");
/// What age programs ask for on the fastest machines.
pub static UNLOCKING: Limit =
    limit("unlocking", 1 << 30, Unit::Bytes, Beyond::Refused, "memory to try a passphrase on a protected copy");
/// A folder that holds more was hardly meant.
pub static FILES: Limit =
    limit("files", 2_000, Unit::Count, Beyond::Refused, "files of a folder that is attached as evidence");
/// The same.
pub static FOLDERS: Limit =
    limit("folders", 16, Unit::Count, Beyond::Refused, "nested folders of a folder that is attached as evidence");
/// A link that leads to a link that leads to a link …
pub static LINKS: Limit = limit("links", 40, Unit::Count, Beyond::Refused, "links in the path of a file");

/// A larger file is not read for the sake of a picture.
pub static PREVIEW_FILE: Limit = limit("preview_file", 64 << 20, Unit::Bytes, Beyond::Refused, "a file with a preview");
/// A scan of A0 at 600 dpi has less.
pub static PREVIEW_SIDE: Limit =
    limit("preview_side", 30_000, Unit::Count, Beyond::Refused, "pixels of a side of a picture with a preview");
/// 200 million pixels of grey, 50 million of color.
pub static PREVIEW_PICTURE: Limit =
    limit("preview_picture", 256 << 20, Unit::Bytes, Beyond::Refused, "a picture with a preview, decoded");
/// A page is never drawn larger, whatever it says of its size.
pub static PREVIEW_PIXELS: Limit =
    limit("preview_pixels", 4_096, Unit::Count, Beyond::Shortened, "pixels of the longer side of a preview");
/// More are not leafed through.
pub static PREVIEW_PAGES: Limit =
    limit("preview_pages", 20_000, Unit::Count, Beyond::Refused, "pages of a PDF with a preview");
/// A scanned page takes a second on a slow machine.
pub static PREVIEW_TIME: Limit = limit("preview_time", 15, Unit::Seconds, Beyond::Refused, "time to draw a preview");
/// What the largest picture takes with its copies; held on Linux, where the system watches over it.
pub static PREVIEW_MEMORY: Limit =
    limit("preview_memory", 1 << 30, Unit::Bytes, Beyond::Refused, "memory to draw a preview (Linux)");
/// More than anybody reads in a preview, and quickly laid out.
pub static PREVIEW_TEXT: Limit =
    limit("preview_text", 64 << 10, Unit::Bytes, Beyond::Shortened, "the preview of a text");

/// So that a PDF takes less than 500 MB of memory: a thousand rows take 250 MB beside the rest.
pub static HISTORY: Limit = limit(
    "history",
    800,
    Unit::Count,
    Beyond::Shortened,
    "rows of the history in a document (PDF, DOCX, HTML, Markdown); all are in JSON and CSV",
);
/// Rows can be long: a note is told as it was and as it became.
pub static HISTORY_TEXT: Limit =
    limit("history_text", 1_000_000, Unit::Count, Beyond::Shortened, "characters of these rows, in total");
/// Each takes some 20 KB of memory to be laid out: so many take 2 GB.
pub static PDF_PARTS: Limit = limit(
    "pdf_parts",
    100_000,
    Unit::Count,
    Beyond::Refused,
    "headings, cells and items of a PDF; HTML and JSON take more",
);
/// Ten times what a license and a checklist of it have in ten years.
pub static PDF_TEXT: Limit =
    limit("pdf_text", 5_000_000, Unit::Count, Beyond::Refused, "characters of a PDF; HTML and JSON take more");
/// A tenth of what a sheet holds, so that other programs open it in a bearable time.
pub static HISTORY_SHEET: Limit = limit(
    "history_sheet",
    100_000,
    Unit::Count,
    Beyond::Shortened,
    "rows of the history in XLSX; all are in JSON and CSV",
);
/// What Excel takes (its other limit, 1,048,576 rows, is beyond [`HISTORY_SHEET`]).
pub static CELL: Limit = limit(
    "cell",
    32_767,
    Unit::Count,
    Beyond::Shortened,
    "characters of a cell in XLSX and CSV; the rest goes on in the next column",
);

/// All limits, in the order of the table in `README.md`.
pub static ALL: [&Limit; 33] = [
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

/// The first year of [`YEAR`]: that of the clock of computers.
pub const FIRST_YEAR: i32 = 1970;

impl Limit {
    /// Takes `found` where it is within the limit.
    ///
    /// # Errors
    /// Where it is beyond.
    pub fn check(&'static self, found: impl TryInto<u64>) -> Result<(), Exceeded> {
        let found = found.try_into().unwrap_or(u64::MAX);
        if found <= self.most { Ok(()) } else { Err(Exceeded { limit: self, found: Some(found) }) }
    }

    /// That there is more than the limit, where nobody counted to the end.
    #[must_use]
    pub const fn exceeded(&'static self) -> Exceeded {
        Exceeded { limit: self, found: None }
    }

    /// The limit as a count of things in memory.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::try_from(self.most).unwrap_or(usize::MAX)
    }

    /// `amount` with its unit, in figures that read the same in both languages.
    #[must_use]
    pub fn words(&self, amount: u64) -> String {
        match self.unit {
            Unit::Bytes => bytes(amount),
            Unit::Count => grouped(amount),
            Unit::Year => amount.to_string(),
            Unit::Seconds => format!("{amount} s"),
        }
    }
}

/// Takes the year of a moment where it is one that the program can show.
///
/// # Errors
/// Where it is beyond [`YEAR`].
pub fn check_year(year: i32) -> Result<(), Exceeded> {
    if year < FIRST_YEAR {
        // A year before our era has no unsigned number; what there was is the first year that does not fit.
        return Err(Exceeded { limit: &YEAR, found: u64::try_from(year).ok() });
    }
    YEAR.check(year)
}

/// More than a limit lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// Which limit.
    pub limit: &'static Limit,
    /// How much there was; none where nobody counted to the end.
    pub found: Option<u64>,
}

impl Exceeded {
    /// The message that words it, in both languages.
    pub const KIND: &'static str = "limit-exceeded";

    /// What that message is filled with: which limit, how much there was, how much there may be.
    #[must_use]
    pub fn arguments(&self) -> [(&'static str, String); 3] {
        [
            ("limit", self.limit.key.to_owned()),
            ("found", self.found_words()),
            ("most", self.limit.words(self.limit.most)),
        ]
    }

    fn found_words(&self) -> String {
        match self.found {
            Some(found) => self.limit.words(found),
            None => format!("> {}", self.limit.words(self.limit.most)),
        }
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", Self::KIND, self.arguments())
    }
}

impl std::error::Error for Exceeded {}

/// Bytes in the largest unit that tells them exactly.
fn bytes(amount: u64) -> String {
    let units = [("GB", 30), ("MB", 20), ("KB", 10)];
    let whole = units.into_iter().find(|(_, shift)| amount > 0 && amount.trailing_zeros() >= *shift);
    match whole {
        Some((unit, shift)) => format!("{} {unit}", grouped(amount >> shift)),
        None => format!("{} B", grouped(amount)),
    }
}

/// A number with a comma before each three figures.
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
            assert_eq!(limit.check(limit.most), Ok(()), "{}", limit.key);
            assert_eq!(limit.check(limit.most + 1), Err(Exceeded { limit, found: Some(limit.most + 1) }));
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
