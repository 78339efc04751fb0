//! Several files in one: a ZIP archive with the same bytes for the same files on every day, and a list of their hashes.

use super::ExportError;
use crate::file_name::{Names, safe_name};
use crate::workbook::Sha256;
use std::collections::BTreeMap;
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
    /// The names of each folder. Folders are known by their names in small letters: some systems take no two that differ
    /// in nothing else.
    names: BTreeMap<String, Names>,
    /// Each file with its hash, in the order of the archive.
    sums: Vec<(String, Sha256)>,
}

impl Default for Bundle {
    fn default() -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())), names: BTreeMap::new(), sums: Vec::new() }
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
        let path = self.free(path);
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

    /// The path without anything that leads out of the archive or that a file system refuses, with a number before its
    /// ending where it is taken.
    fn free(&mut self, path: &str) -> String {
        let is_name = |part: &&str| !part.chars().all(|c| matches!(c, '.' | ' '));
        let mut parts: Vec<String> = path.split('/').filter(is_name).map(file_part).collect();
        let name = parts.pop().unwrap_or_default();
        let name = self.names.entry(parts.join("/").to_lowercase()).or_default().take(&name, LONGEST);
        parts.push(name);
        parts.join("/")
    }
}

/// No disk takes a name of many more bytes.
const LONGEST: usize = 200;

/// A name that every file system takes.
pub(super) fn file_part(name: &str) -> String {
    safe_name(name, LONGEST)
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
        let reserved = ["x/CON.pdf", "x/nul", "x/com1.docx", "AUX.tar.gz"];
        for name in ["../../etc/passwd", "a/b.pdf", "A/B.pdf", "c:\\x?.txt", "..", "a."].into_iter().chain(reserved) {
            bundle.add(name, b"x").unwrap();
        }
        let bytes = bundle.finish().unwrap();
        assert!(is_ours(&bytes));
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let safe = ["x/_CON.pdf", "x/_nul", "x/_com1.docx", "_AUX.tar.gz"];
        assert_eq!(
            names,
            [&["etc/passwd", "a/b.pdf", "A/B (2).pdf", "c__x_.txt", "file", "a"][..], &safe, &[LIST]].concat()
        );
    }
}
