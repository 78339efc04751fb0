//! Several files in one: a ZIP archive with the same bytes for the same files on every day, and a list of their hashes.

use super::ExportError;
use crate::workbook::Sha256;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The mark of an archive that this program wrote, in its comment.
pub(super) const MARK: &str = "License Workbook";

/// The name of the list of hashes, as evidence that is given out has it too.
const LIST: &str = "SHA256SUMS";

/// An archive in the making.
pub struct Bundle {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    /// Names in small letters: some systems take no two that differ in nothing else.
    names: BTreeSet<String>,
    /// Each file with its hash, in the order of the archive.
    sums: Vec<(String, Sha256)>,
}

impl Default for Bundle {
    fn default() -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())), names: BTreeSet::new(), sums: Vec::new() }
    }
}

impl Bundle {
    /// Adds a file. Folders of its path are parted by `/`; a name that is taken gets a number.
    /// Returns the path that it has.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<String, ExportError> {
        let path = self.put(path, bytes)?;
        self.sums.push((path.clone(), Sha256::of(bytes)));
        Ok(path)
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<String, ExportError> {
        let path = self.free(&safe(path));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.archive.start_file(path.as_str(), options)?;
        self.archive.write_all(bytes).map_err(zip::result::ZipError::from)?;
        Ok(path)
    }

    /// The bytes of the archive, with the list of its hashes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> Result<Vec<u8>, ExportError> {
        self.finish_as(LIST, &[])
    }

    /// The bytes of the archive, with a list of its hashes that has this name and these lines for people, as
    /// `sha256sum --check` takes it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish_as(mut self, name: &str, remarks: &[String]) -> Result<Vec<u8>, ExportError> {
        let remarks = remarks.iter().map(|remark| format!("# {}\n", remark.replace(['\n', '\r'], " ")));
        let sums = self.sums.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        let list: String = remarks.chain(sums).collect();
        self.put(name, list.as_bytes())?;
        self.archive.set_comment(MARK)?;
        Ok(self.archive.finish()?.into_inner())
    }

    /// The path, with a number before its ending where it is taken.
    fn free(&mut self, path: &str) -> String {
        let (stem, ending) = match path.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
            Some(_) | None => (path, String::new()),
        };
        let mut name = path.to_owned();
        let mut n = 2;
        while !self.names.insert(name.to_lowercase()) {
            name = format!("{stem} ({n}){ending}");
            n += 1;
        }
        name
    }
}

/// The path without anything that leads out of the archive or that a file system refuses.
fn safe(path: &str) -> String {
    let parts = path.split('/').map(file_part).filter(|part| !part.is_empty());
    let safe = parts.collect::<Vec<_>>().join("/");
    if safe.is_empty() { "file".to_owned() } else { safe }
}

/// A name that every file system takes, as far as it can be made one.
pub(super) fn file_part(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c }).collect();
    // Windows drops what a name ends with of these, and `..` leads upwards.
    name.trim().trim_end_matches(['.', ' ']).chars().take(120).collect()
}

/// Whether a file of these bytes is one that [`Bundle`] wrote.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.ends_with(MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_and_apart() {
        let mut bundle = Bundle::default();
        for name in ["../../etc/passwd", "a/b.pdf", "A/B.pdf", "c:\\x?.txt", "..", "a."] {
            bundle.add(name, b"x").unwrap();
        }
        let bytes = bundle.finish().unwrap();
        assert!(is_ours(&bytes));
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["etc/passwd", "a/b.pdf", "A/B (2).pdf", "c__x_.txt", "file", "a", LIST]);
    }
}
