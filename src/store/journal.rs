//! The journal: every edit is on the disk within a second, long before the whole file is written again.
//!
//! Each opening of a document has one file, `journals/<document id>/<number>-<generation>.journal`: a header, then one
//! record in each line. It is locked while it is in use, so an unlocked journal was left by a crash. In the journal of
//! a protected workbook, each line except the header is encrypted by itself.

pub use super::journal_line::Header;

use super::app_folders;
use super::disk::{self, Disk, RealDisk};
use super::journal_line::{Line, LineContent, LineV1, Reader};
use super::key::{self, Key, Seal, Unseal};
use super::save_error::SaveError;
use crate::limits::WORKBOOK;
use crate::merge::absorb;
use crate::workbook::{DocumentId, EditError, EditId, Record, RecordId, Sha256, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A journal that is open for writing.
#[derive(Debug)]
pub struct Journal {
    state: PathBuf,
    header: Header,
    number: u64,
    generation: u32,
    path: PathBuf,
    file: File,
    /// The length of the complete lines, in bytes.
    len: u64,
    /// Encrypts the lines, where the workbook is protected.
    seal: Option<Seal>,
}

/// A journal that an earlier opening left behind.
#[derive(Debug)]
pub struct Recoverable {
    /// The path.
    pub path: PathBuf,
    /// The header.
    pub header: Header,
    file: File,
    /// Decrypts the lines, where they are encrypted and the passphrase is right.
    unseal: Option<Unseal>,
}

/// The result of a recovery.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// The workbook with all records that could be applied.
    pub workbook: Workbook,
    /// The records that were applied, in order.
    pub applied: Vec<RecordId>,
    /// The lines that were skipped; records that the workbook already had are not included.
    pub skipped: Vec<Skipped>,
}

/// A line of a journal that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line number, from 1.
    pub line: usize,
    /// The record, where the line is readable.
    pub record: Option<RecordId>,
    /// The reason.
    pub reason: SkipReason,
}

/// Why a line of a journal was skipped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    /// The last line is incomplete.
    #[error("it was not written to its end")]
    Torn,
    /// The line is not readable.
    #[error("it cannot be read")]
    Unreadable,
    /// The workbook refused the record.
    #[error(transparent)]
    Refused(EditError),
}

impl Journal {
    /// Creates a journal in the state folder. `number` must be a random number of this opening.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn create(state: &Path, header: Header, number: u64) -> Result<Self, SaveError> {
        Self::begin(state, header, (number, 0), "", None)
    }

    /// [`Journal::create`] for a workbook that `key` protects.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn create_protected(state: &Path, header: Header, number: u64, key: &Key) -> Result<Self, SaveError> {
        let seal = key.seal().map_err(|message| key::unprotectable(message, state))?;
        Self::begin(state, header, (number, 0), "", Some(seal))
    }

    fn begin(
        state: &Path,
        header: Header,
        (number, generation): (u64, u32),
        lines: &str,
        seal: Option<Seal>,
    ) -> Result<Self, SaveError> {
        let folder = folder(state, header.document);
        let path = folder.join(format!("{number:016x}-{generation}.journal"));
        disk::create_private_folder(&folder).map_err(SaveError::at_step(&path, "creating the folder"))?;
        let mut text = line(&Line::Journal2(header.clone()))?;
        if let Some(seal) = &seal {
            text.push_str(&seal.beginning());
        }
        text.push_str(&key::sealed(seal.as_ref(), lines, &path)?);
        let mut temp =
            RealDisk.create_temp(&folder, ".new-", true).map_err(SaveError::at_step(&path, "creating the journal"))?;
        // On disks without locks, a second start may offer to recover a journal that is in use.
        drop(temp.as_file().try_lock());
        write_all(&RealDisk, temp.as_file_mut(), text.as_bytes())
            .map_err(SaveError::at_step(&path, "writing the journal"))?;
        let file =
            temp.persist_noclobber(&path).map_err(|e| SaveError::from_io(&e.error, &path, "renaming the journal"))?;
        RealDisk.sync_folder(&folder).map_err(SaveError::at_step(&path, "waiting for the disk"))?;
        Ok(Self { state: state.to_owned(), header, number, generation, path, file, len: text.len() as u64, seal })
    }

    /// The path of the journal.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a record and syncs it. It replaces an earlier record of the same edit, which was extended by more typing.
    ///
    /// # Errors
    /// Why it could not be written; the journal is unchanged.
    pub fn append(&mut self, record: &Record) -> Result<(), SaveError> {
        self.append_all(&RealDisk, [record])
    }

    /// Writes records and syncs once. After a power cut, all of them are in the journal or none.
    ///
    /// # Errors
    /// Why they could not be written; the journal is unchanged.
    pub fn append_all<'a>(
        &mut self,
        disk: &dyn Disk,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> Result<(), SaveError> {
        let mut records: Vec<Record> = records.into_iter().cloned().collect();
        let text = match records.pop() {
            None => return Ok(()),
            Some(only) if records.is_empty() => line(&Line::Record(only))?,
            Some(last) => {
                records.push(last);
                line(&Line::Together(records))?
            }
        };
        self.append_text(disk, &text)
    }

    /// Writes and syncs a piece of evidence as base64; to be called before the record that refers to it is written.
    ///
    /// # Errors
    /// Why it could not be written; the journal is unchanged.
    pub fn append_blob(&mut self, disk: &dyn Disk, hash: Sha256, base64: &str) -> Result<(), SaveError> {
        let text = line(&Line::Blob(hash, base64.to_owned()))?;
        self.append_text(disk, &text)
    }

    fn append_text(&mut self, disk: &dyn Disk, text: &str) -> Result<(), SaveError> {
        if text.is_empty() {
            return Ok(());
        }
        let text = &*key::sealed(self.seal.as_ref(), text, &self.path)?;
        // Remains of an incomplete line that could not be removed are overwritten here.
        let written =
            self.file.seek(SeekFrom::Start(self.len)).and_then(|_| write_all(disk, &mut self.file, text.as_bytes()));
        match written {
            Ok(()) => {
                self.len += text.len() as u64;
                Ok(())
            }
            Err(error) => {
                // If this fails too, the next line starts at the same place, and recovery skips incomplete lines.
                drop(self.file.set_len(self.len));
                Err(SaveError::from_io(&error, &self.path, "writing the journal"))
            }
        }
    }

    /// Starts a new journal on the file that was just saved, with the records that the file does not hold yet and the
    /// evidence that they refer to.
    ///
    /// # Errors
    /// Why it could not be written; the old journal stays in use, so nothing is lost.
    pub fn clear<'a>(
        &mut self,
        path: Option<&Path>,
        base: Sha256,
        blobs: impl IntoIterator<Item = (Sha256, Arc<str>)>,
        pending: impl IntoIterator<Item = &'a Record>,
    ) -> Result<(), SaveError> {
        let header = Header { document: self.header.document, path: path.map(Path::to_owned), base: Some(base) };
        let mut lines = String::new();
        for (hash, base64) in blobs {
            lines.push_str(&line(&Line::Blob(hash, base64.as_ref().to_owned()))?);
        }
        for record in pending {
            lines.push_str(&line(&Line::Record(record.clone()))?);
        }
        // The new journal is created before the old one is removed, so there is always one.
        let new = Self::begin(&self.state, header, (self.number, self.generation + 1), &lines, self.seal.clone())?;
        let old = std::mem::replace(self, new);
        drop(fs::remove_file(&old.path));
        Ok(())
    }

    /// Closes and removes the journal; everything in it must be saved.
    ///
    /// # Errors
    /// Why it could not be removed.
    pub fn close(self) -> Result<(), SaveError> {
        fs::remove_file(&self.path).map_err(|e| SaveError::from_io(&e, &self.path, "removing the journal"))
    }

    /// Applies the journal at `path` to `base`, the workbook that it extends.
    ///
    /// # Errors
    /// Where the file cannot be read; single lines that are not readable are skipped.
    pub fn recover(path: &Path, base: &Workbook) -> io::Result<Recovered> {
        replay(File::open(path)?, base, None)
    }
}

impl Recoverable {
    /// Applies the journal to `base`, the workbook that it extends.
    ///
    /// # Errors
    /// Where the file cannot be read; single lines that are not readable are skipped.
    pub fn recover(&mut self, base: &Workbook) -> io::Result<Recovered> {
        self.file.rewind()?;
        replay(&self.file, base, self.unseal.as_ref())
    }

    /// Lets `key` decrypt the lines. It takes as long as opening a protected file.
    pub(super) fn unlock(&mut self, key: &Key) {
        let second = self.file.rewind().ok().and_then(|()| BufReader::new(&self.file).lines().nth(1)?.ok());
        self.unseal = second.and_then(|line| key.unseal(&line).ok());
    }

    /// Removes the journal, once its content is saved or in a journal of this opening.
    ///
    /// With `keep`, the file is renamed instead, because some of its lines were skipped.
    ///
    /// # Errors
    /// Why it could not be moved or removed.
    pub fn retire(self, keep: bool) -> io::Result<()> {
        if keep { fs::rename(&self.path, self.path.with_extension("kept")) } else { fs::remove_file(&self.path) }
    }
}

/// The journals of `document` that earlier openings left behind, the oldest first.
///
/// Copies of a document share its id, so only those journals are returned that belong to the file at `path`, or to a
/// file with the hash `base`. A journal that is in use is ignored; an empty one is removed.
#[must_use]
pub fn find_recoverable(
    state: &Path,
    document: DocumentId,
    path: Option<&Path>,
    base: Option<Sha256>,
) -> Vec<Recoverable> {
    let path = path.filter(|path| *path != app_folders::untitled_path(state, document));
    let mut found: Vec<_> = files(state, document)
        .into_iter()
        .filter_map(|journal| Some((fs::metadata(&journal).ok()?.modified().ok(), journal)))
        .collect();
    found.sort();
    found
        .into_iter()
        .filter_map(|(_, journal)| open_left(journal))
        .filter(|left| {
            let header = &left.header;
            header.document == document && (header.path.as_deref() == path || (base.is_some() && header.base == base))
        })
        .collect()
}

/// Whether a journal of `document` is in use.
pub(super) fn is_live(state: &Path, document: DocumentId) -> bool {
    files(state, document).iter().any(|path| {
        let file = OpenOptions::new().read(true).write(true).open(path);
        file.is_ok_and(|file| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
    })
}

/// All journals of `document`.
pub(super) fn files(state: &Path, document: DocumentId) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(state, document)).into_iter().flatten();
    entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "journal")).collect()
}

fn folder(state: &Path, document: DocumentId) -> PathBuf {
    state.join("journals").join(document.to_string())
}

/// Opens a journal that is not in use; removes an empty one.
fn open_left(path: PathBuf) -> Option<Recoverable> {
    let file = OpenOptions::new().read(true).write(true).open(&path).ok()?;
    if matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) {
        return None;
    }
    let mut reader = BufReader::new(&file);
    let mut first = Vec::new();
    reader.read_until(b'\n', &mut first).ok()?;
    let header = match ron::de::from_bytes(&first) {
        Ok(Line::Journal2(header)) => header,
        Ok(Line::Record(_) | Line::Together(_) | Line::Blob(..)) => return None,
        Err(_) => match ron::de::from_bytes(&first) {
            Ok(LineV1::Journal1(header)) => header,
            Ok(LineV1::Record(_) | LineV1::Together(_) | LineV1::Blob(..)) | Err(_) => return None,
        },
    };
    if file.metadata().ok()?.len() <= first.len() as u64 {
        drop(fs::remove_file(&path));
        return None;
    }
    Some(Recoverable { path, header, file, unseal: None })
}

fn line(line: &Line) -> Result<String, SaveError> {
    // The serializer escapes line ends in strings, so the text is one line.
    let mut text = ron::to_string(line).map_err(super::format::WriteError)?;
    text.push('\n');
    Ok(text)
}

fn write_all(disk: &dyn Disk, file: &mut File, bytes: &[u8]) -> io::Result<()> {
    disk::write_all(disk, file, bytes)?;
    disk.sync(file)
}

/// Applies the lines of `journal` to `base`.
fn replay(mut journal: impl Read, base: &Workbook, unseal: Option<&Unseal>) -> io::Result<Recovered> {
    let mut bytes = Vec::new();
    journal.by_ref().take(WORKBOOK.max).read_to_end(&mut bytes)?;
    let bytes = key::unsealed(bytes, unseal)?;
    let mut skipped = Vec::new();
    let mut records: Vec<(usize, Record)> = Vec::new();
    let mut places: BTreeMap<EditId, usize> = BTreeMap::new();
    let mut reader = Reader::new(base);
    let mut blobs: BTreeMap<Sha256, Arc<str>> = BTreeMap::new();
    for (index, bytes) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
        let number = index + 1;
        match reader.read(bytes) {
            Some(LineContent::Header) => {}
            Some(LineContent::Blob(hash, base64)) => {
                blobs.insert(hash, base64);
            }
            Some(LineContent::Records(of_line)) => {
                for record in of_line {
                    let place = *places.entry(record.edit).or_insert(records.len());
                    if let Some((_, former)) = records.get_mut(place) {
                        *former = record;
                    } else {
                        records.push((number, record));
                    }
                }
            }
            None => {
                let reason = if bytes.ends_with(b"\n") { SkipReason::Unreadable } else { SkipReason::Torn };
                skipped.push(Skipped { line: number, record: None, reason });
            }
        }
    }
    let mut workbook = with_blobs(base, blobs)?;
    let mut applied = Vec::new();
    if is_apart(&workbook, &records)
        && let Ok(merged) = absorb(&workbook, records.iter().map(|(_, record)| Arc::new(record.clone())))
    {
        applied = records.iter().map(|(_, record)| record.id).filter(|id| workbook.record(*id).is_none()).collect();
        workbook = merged;
        records.clear();
    }
    for (line, record) in records {
        let id = record.id;
        match workbook.replay(record) {
            Ok(()) => applied.push(id),
            Err(EditError::DuplicateRecord(_)) => {}
            Err(error) => skipped.push(Skipped { line, record: Some(id), reason: SkipReason::Refused(error) }),
        }
    }
    skipped.sort_by_key(|skipped| skipped.line);
    // The records are in a journal, so later typing must not amend them.
    workbook.seal();
    Ok(Recovered { workbook, applied, skipped })
}

/// Whether the records do not directly follow the heads of the workbook: some were merged in, or the file was written
/// since. Then they are merged, so that none is refused and changes on both sides stay a conflict.
fn is_apart(workbook: &Workbook, records: &[(usize, Record)]) -> bool {
    let mut new = records.iter().map(|(_, record)| record).filter(|record| workbook.record(record.id).is_none());
    let goes_on = new.clone().next().is_none_or(|first| first.parents == workbook.heads());
    let known: BTreeSet<RecordId> = new.clone().map(|record| record.id).collect();
    let is_known =
        |id: &RecordId| known.contains(id) || workbook.record(*id).is_some() || workbook.bases.contains_key(id);
    let is_joined = new.any(Record::is_merge);
    (is_joined || !goes_on) && records.iter().all(|(_, record)| record.parents.iter().all(is_known))
}

fn with_blobs(base: &Workbook, blobs: BTreeMap<Sha256, Arc<str>>) -> io::Result<Workbook> {
    if blobs.is_empty() {
        return Ok(base.clone());
    }
    let mut contents = (**base).clone();
    contents.blobs.extend(blobs);
    Workbook::from_contents(contents).map_err(|_| io::ErrorKind::InvalidData.into())
}
