//! Packs several files into one ZIP archive with a list of their hashes. The same files give the same bytes on any day.

use super::ExportError;
use crate::file_name::{HASH_LIST, Names, safe_name};
use crate::workbook::Sha256;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The archive comment, by which [`is_ours`] recognizes archives of this program.
pub(super) const MARK: &str = "License Workbook";

/// A ZIP archive that is being built.
pub struct ZipBuilder {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    /// The names that are taken in each folder. The keys are lowercase folder paths, because some file systems do not
    /// distinguish upper and lower case.
    names: BTreeMap<String, Names>,
    /// The path and hash of each file, in the order of the archive.
    sums: Vec<(String, Sha256)>,
}

impl Default for ZipBuilder {
    fn default() -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())), names: BTreeMap::new(), sums: Vec::new() }
    }
}

impl ZipBuilder {
    /// Adds a file and returns its path in the archive.
    ///
    /// `path` has `/` between folders. A name that is taken gets a number.
    ///
    /// # Errors
    /// If the archive cannot be written.
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

    /// Finishes the archive and returns its bytes. The list of hashes is added as `SHA256SUMS`.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub fn finish(self) -> Result<Vec<u8>, ExportError> {
        self.finish_as(HASH_LIST, &[])
    }

    /// Finishes the archive and returns its bytes. The list of hashes is added as `name`; `remarks` are comment lines
    /// at its start. `sha256sum --check` accepts the list.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub fn finish_as(mut self, name: &str, remarks: &[String]) -> Result<Vec<u8>, ExportError> {
        let remarks = remarks.iter().map(|remark| format!("# {}\n", remark.replace(['\n', '\r'], " ")));
        let sums = self.sums.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        let list: String = remarks.chain(sums).collect();
        self.put(name, list.as_bytes())?;
        self.archive.set_comment(MARK)?;
        Ok(self.archive.finish()?.into_inner())
    }

    /// Returns a path that stays inside the archive and that every file system accepts. A name that is taken gets a
    /// number before its extension.
    fn free(&mut self, path: &str) -> String {
        let parts = path.split('/').filter(|part| !part.chars().all(|c| matches!(c, '.' | ' ')));
        let mut parts: Vec<String> = parts.map(file_part).collect();
        let name = parts.pop().unwrap_or_default();
        let name = self.names.entry(parts.join("/").to_lowercase()).or_default().take(&name, MAX_NAME);
        parts.push(name);
        parts.join("/")
    }
}

/// The maximum length of a file name, in bytes. File systems accept few more.
const MAX_NAME: usize = 200;

/// Returns `name` as a file name that every file system accepts.
pub(super) fn file_part(name: &str) -> String {
    safe_name(name, MAX_NAME)
}

/// Whether these bytes are an archive that [`ZipBuilder`] wrote.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.ends_with(MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_and_apart() {
        let mut builder = ZipBuilder::default();
        let reserved = ["x/CON.pdf", "x/nul", "x/com1.docx", "AUX.tar.gz"];
        for name in ["../../etc/passwd", "a/b.pdf", "A/B.pdf", "c:\\x?.txt", "..", "a."].into_iter().chain(reserved) {
            builder.add(name, b"x").unwrap();
        }
        let bytes = builder.finish().unwrap();
        assert!(is_ours(&bytes));
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let safe = ["x/_CON.pdf", "x/_nul", "x/_com1.docx", "_AUX.tar.gz"];
        assert_eq!(
            names,
            [&["etc/passwd", "a/b.pdf", "A/B (2).pdf", "c__x_.txt", "file", "a"][..], &safe, &[HASH_LIST]].concat()
        );
    }
}
