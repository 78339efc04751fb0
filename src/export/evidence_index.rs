//! Writes the index of extracted evidence: an HTML page to read, and a CSV table for spreadsheets.

use super::csv::escape;
use super::{ExportError, printable};
use crate::language::Language;
use crate::locale::{Locale, moment};
use crate::workbook::{EvidenceState, ExtractedItem, Workbook};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "evidence.html", config = "assets/templates/askama.toml")]
struct Page {
    language: &'static str,
    title: String,
    subject: String,
    as_of: String,
    hint: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// One path of one piece of evidence. A piece that could not be extracted has one row without a path.
struct Row {
    /// The URL relative to the index; `None` if the file is not there.
    href: Option<String>,
    is_bad: bool,
    /// The path, or why the file is missing.
    place: String,
    /// The values of [`COLUMNS`].
    cells: Vec<String>,
}

/// The messages of the columns behind the path.
const COLUMNS: [&str; 11] = [
    "column-file",
    "column-used-by",
    "column-description",
    "column-effective-on",
    "column-valid-until",
    "column-attached-by",
    "column-attached-at",
    "column-media-type",
    "column-size",
    "column-confidential",
    "column-sha256",
];

/// Returns `index.html` and `index.csv` for `items`, extracted on `today`.
///
/// # Errors
/// If a file cannot be made.
pub fn files(
    workbook: &Workbook,
    items: &[ExtractedItem],
    today: NaiveDate,
    language: Language,
) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let locale = Locale::of(language);
    let rows = rows(workbook, items, locale);
    let columns: Vec<String> = ["extract-path"].iter().chain(&COLUMNS).map(|id| locale.text(id).into_owned()).collect();
    let table = csv(&columns, &rows)?;
    let page = printable(&page(workbook, today, locale, columns, rows).render()?).into_owned();
    Ok(vec![("index.html".to_owned(), page.into_bytes()), ("index.csv".to_owned(), table)])
}

fn page(workbook: &Workbook, today: NaiveDate, locale: &Locale, columns: Vec<String>, rows: Vec<Row>) -> Page {
    let cover = workbook.current_license().and_then(|id| workbook.licenses.get(&id)).map(|l| &l.parsed.cover);
    let company = cover.and_then(|c| c.company.as_ref()).map(|v| v.value.clone());
    let number = cover.and_then(|c| c.number.as_ref()).map(|v| v.value.clone());
    Page {
        language: locale.language.tag(),
        title: locale.text("extract-title").into_owned(),
        subject: company.into_iter().chain(number).collect::<Vec<_>>().join(" · "),
        as_of: locale.format("extract-as-of", [("day", today.to_string().into())]),
        hint: locale.text("extract-hint").into_owned(),
        columns,
        rows,
    }
}

fn rows(workbook: &Workbook, items: &[ExtractedItem], locale: &Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for item in items {
        let Some(evidence) = workbook.evidence.get(&item.hash) else { continue };
        let by = evidence.attached_by.and_then(|id| workbook.person_name(id)).map(str::to_owned);
        let yes_no = if evidence.confidential { "yes" } else { "no" };
        let cells = vec![
            evidence.name.clone(),
            item.labels.join(&locale.text("list-separator")),
            evidence.description.clone(),
            evidence.effective_on.map(|day| day.to_string()).unwrap_or_default(),
            evidence.valid_until.map(|day| day.to_string()).unwrap_or_default(),
            by.unwrap_or_default(),
            moment(evidence.attached_at),
            evidence.media_type.clone(),
            evidence.size.to_string(),
            locale.text(yes_no).into_owned(),
            item.hash.to_string(),
        ];
        let bad = match &item.state {
            EvidenceState::Ok => None,
            EvidenceState::Changed => Some("extract-changed"),
            EvidenceState::Missing => Some("extract-missing"),
            EvidenceState::Unreadable(_) => Some("extract-unreadable"),
            EvidenceState::NotEmbedded => Some("extract-not-embedded"),
            EvidenceState::LeftOut => Some("extract-left-out"),
        };
        rows.extend(item.paths.iter().map(|path| Row {
            href: Some(address(path)),
            is_bad: false,
            place: path.clone(),
            cells: cells.clone(),
        }));
        rows.extend(bad.map(|id| Row { href: None, is_bad: true, place: locale.text(id).into_owned(), cells }));
    }
    rows
}

/// Returns a path as a relative URL, with percent encoding.
fn address(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            address.push(char::from(byte));
        } else {
            let escaped = format!("%{byte:02X}");
            address.push_str(&escaped);
        }
    }
    address
}

fn csv(columns: &[String], rows: &[Row]) -> Result<Vec<u8>, ExportError> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(columns.iter().map(|column| escape(column).into_owned()))?;
    for row in rows {
        let cells = std::iter::once(&row.place).chain(&row.cells);
        writer.write_record(cells.map(|cell| escape(&printable(cell)).into_owned()))?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}
