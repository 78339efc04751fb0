//! Extraction into a zip file, which is written beside its target and moved there at the end.

use super::copies::check_may_replace;
use super::output::{ExtractError, Output};
use crate::calendar::Now;
use crate::store::disk::{Disk as _, RealDisk, temp_to_replace};
use crate::store::save_error::{ExternalChange, SaveError};
use crate::workbook::Evidence;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(super) struct ZipOutput {
    target: PathBuf,
    force: bool,
    writer: ZipWriter<NamedTempFile>,
}

impl ZipOutput {
    pub(super) fn new(target: &Path, force: bool) -> Result<Self, ExtractError> {
        check_may_replace(target)?;
        if !force && target.try_exists().unwrap_or(false) {
            return Err(appeared(target));
        }
        let temp = temp_to_replace(target).map_err(SaveError::at_step(target, "creating the file"))?;
        Ok(Self { target: target.to_owned(), force, writer: ZipWriter::new(temp) })
    }
}

fn appeared(path: &Path) -> ExtractError {
    SaveError::ChangedExternally { path: path.to_owned(), how: ExternalChange::Appeared }.into()
}

fn io_error(error: ZipError) -> io::Error {
    if let ZipError::Io(error) = error { error } else { io::Error::other(error.to_string()) }
}

fn small_number(n: u32) -> u8 {
    u8::try_from(n).unwrap_or_default()
}

/// The time in a zip file: local time in China, in steps of two seconds, from 1980 on.
fn zip_time(at: DateTime<Utc>) -> zip::DateTime {
    let there = Now::from(at).moment();
    let (day, time) = (there.date(), there.time());
    u16::try_from(day.year())
        .ok()
        .and_then(|year| {
            let (month, of_month) = (small_number(day.month()), small_number(day.day()));
            let (hour, minute, second) =
                (small_number(time.hour()), small_number(time.minute()), small_number(time.second()));
            zip::DateTime::from_date_and_time(year, month, of_month, hour, minute, second).ok()
        })
        .unwrap_or_default()
}

/// The compression for a type of file; compressing a compressed file would only take time.
fn method(media_type: &str) -> CompressionMethod {
    let is_compressed = ["image/", "video/", "audio/"].iter().any(|kind| media_type.starts_with(kind))
        || media_type.contains("openxmlformats")
        || ["application/pdf", "application/zip", "application/gzip", "application/x-7z-compressed"]
            .contains(&media_type);
    if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated }
}

impl Output for ZipOutput {
    fn begin(&mut self, path: &str, evidence: &Evidence) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method(&evidence.media_type))
            .last_modified_time(zip_time(evidence.attached_at))
            .large_file(evidence.size >= u64::from(u32::MAX));
        self.writer.start_file(path, options).map_err(io_error)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn end(&mut self, _: DateTime<Utc>) -> io::Result<()> {
        Ok(())
    }

    fn abort(&mut self) -> io::Result<()> {
        self.writer.abort_file().map_err(io_error)
    }

    fn whole(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.writer.start_file(path, options).map_err(io_error)?;
        self.writer.write_all(bytes)
    }

    fn finish(self: Box<Self>) -> Result<(), ExtractError> {
        let target = self.target;
        let temp = self.writer.finish().map_err(|e| SaveError::from_io(&io_error(e), &target, "writing"))?;
        RealDisk.sync(temp.as_file()).map_err(SaveError::at_step(&target, "writing"))?;
        RealDisk.rename(temp, &target, self.force).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                appeared(&target)
            } else {
                SaveError::from_io(&error, &target, "writing").into()
            }
        })
    }
}
