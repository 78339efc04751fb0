//! `verify` for a folder or an archive with a list of hashes: extracted evidence, the archive of a report, or several
//! exports in one. It compares each file with the list, and verifies the digests of snapshots.

use super::Answer;
use super::failure::Failure;
use super::freeze::verdict_name;
use super::signature::{SignatureView, bytes_of, signature_of, signature_words};
use crate::file_name::HASH_LIST;
use crate::language::Language;
use crate::limits::SNAPSHOT;
use crate::locale::Locale;
use crate::snapshot::verify::verify_json;
use crate::workbook::Sha256;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// The result.
#[derive(Serialize)]
struct View {
    kind: &'static str,
    is_whole: bool,
    /// The number of files that match the list.
    files: usize,
    changed: Vec<String>,
    missing: Vec<String>,
    /// Files that the list does not name. A folder may contain unrelated files; an archive may not.
    unlisted: Vec<String>,
    snapshots: Vec<SnapshotView>,
    signature: Option<SignatureView>,
}

#[derive(Serialize)]
struct SnapshotView {
    name: String,
    verdict: &'static str,
}

/// The files of a folder or archive.
#[derive(Default)]
struct ListedFile {
    hashes: BTreeMap<String, Sha256>,
    /// The lists among them, by name.
    lists: BTreeMap<String, String>,
    snapshots: Vec<SnapshotView>,
}

/// Verifies `path` where it is a folder or an archive with a list; `None` where it is neither.
pub(super) fn check(path: &Path, json: bool, locale: &Locale) -> Option<Result<Answer, Failure>> {
    let is_folder = path.is_dir();
    let found = if is_folder { folder(path) } else { archive(path)? };
    Some(match found {
        Err(error) => Err(Failure::about("open-io", path).with("message", error.to_string())),
        Ok(found) if found.lists.is_empty() && is_folder => Err(Failure::about("verify-unknown", path)),
        // Spreadsheets and documents are archives too.
        Ok(found) if found.lists.is_empty() => return None,
        Ok(found) if is_folder => answer(&compare(found, "folder", None), json, locale),
        Ok(found) => match bytes_of(path).and_then(|bytes| signature_of(path, &bytes)) {
            Err(failure) => Err(failure),
            Ok(signature) => answer(&compare(found, "archive", signature), json, locale),
        },
    })
}

/// Whether a list may have this name. In the archive of a report, it depends on the language of the report.
fn is_list(name: &str) -> bool {
    name == HASH_LIST
        || Language::ALL
            .iter()
            .any(|language| name.strip_suffix(".txt") == Some(&*Locale::of(*language).text("paper-index")))
}

fn folder(path: &Path) -> io::Result<ListedFile> {
    let mut found = ListedFile::default();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let size = entry.metadata().map_err(io::Error::from)?.len();
            // Some system files state the size zero and never end.
            found.take(name, size, &mut BufReader::new(File::open(entry.path())?).take(size))?;
        }
    }
    Ok(found)
}

/// The files of a ZIP archive; `None` where it is no such archive.
fn archive(path: &Path) -> Option<io::Result<ListedFile>> {
    // Opening a pipe would block until its other end is opened.
    path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let mut found = ListedFile::default();
    for at in 0..archive.len() {
        let taken = archive.by_index(at).map_err(io::Error::from).and_then(|mut file| {
            let name = file.name().map_err(io::Error::from)?.into_owned();
            let size = file.size();
            if file.is_dir() { Ok(()) } else { found.take(name, size, &mut file) }
        });
        if let Err(error) = taken {
            return Some(Err(error));
        }
    }
    Some(Ok(found))
}

impl ListedFile {
    /// Adds a file: its hash, and its content where it is a list or a snapshot.
    fn take(&mut self, name: String, size: u64, file: &mut impl Read) -> io::Result<()> {
        let is_json = Path::new(&name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if size > SNAPSHOT.max || !(is_list(&name) || is_json) {
            self.hashes.insert(name, hash_of(file)?);
            return Ok(());
        }
        let mut bytes = Vec::new();
        file.take(SNAPSHOT.max).read_to_end(&mut bytes)?;
        let hash = Sha256::of(&bytes);
        match String::from_utf8(bytes) {
            Ok(text) if is_list(&name) => {
                self.lists.insert(name, text);
                return Ok(());
            }
            Ok(text) => {
                if let Ok(checked) = verify_json(&text) {
                    let verdict = verdict_name(&Ok(checked.verdict));
                    self.snapshots.push(SnapshotView { name: name.clone(), verdict });
                }
            }
            Err(_) => {}
        }
        self.hashes.insert(name, hash);
        Ok(())
    }
}

fn hash_of(file: &mut impl Read) -> io::Result<Sha256> {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Sha256(hash.finalize().into())),
            n => hash.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

/// Compares the files with the lists.
fn compare(found: ListedFile, kind: &'static str, signature: Option<SignatureView>) -> View {
    let mut unlisted = found.hashes;
    let (mut files, mut changed, mut missing) = (0, Vec::new(), Vec::new());
    for line in found.lists.values().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#')) {
        let Some((hash, name)) = line.split_once("  ") else { continue };
        match unlisted.remove(name) {
            None => missing.push(name.to_owned()),
            Some(is) if hash.parse() == Ok(is) => files += 1,
            Some(_) => changed.push(name.to_owned()),
        }
    }
    let unlisted: Vec<String> = unlisted.into_keys().collect();
    let is_whole = changed.is_empty()
        && missing.is_empty()
        && (kind == "folder" || unlisted.is_empty())
        && signature.as_ref().is_none_or(|signature| signature.state == "good")
        && found.snapshots.iter().all(|snapshot| ["whole", "unfrozen"].contains(&snapshot.verdict));
    View { kind, is_whole, files, changed, missing, unlisted, snapshots: found.snapshots, signature }
}

fn answer(view: &View, json: bool, locale: &Locale) -> Result<Answer, Failure> {
    if json {
        return Answer::json(view, view.is_whole);
    }
    let mut lines = vec![locale.format("verify-list", [("n", view.files.into())])];
    for (id, names) in [
        ("verify-list-changed", &view.changed),
        ("verify-list-missing", &view.missing),
        ("verify-list-unlisted", &view.unlisted),
    ] {
        lines.extend(names.iter().map(|name| locale.format(id, [("name", name.as_str().into())])));
    }
    for snapshot in &view.snapshots {
        let verdict = locale.format("verify-file", [("kind", "snapshot".into()), ("verdict", snapshot.verdict.into())]);
        let args = [("name", snapshot.name.as_str().into()), ("verdict", verdict.into())];
        lines.push(locale.format("verify-list-snapshot", args));
    }
    lines.extend(view.signature.as_ref().map(|signature| signature_words(signature, locale)));
    Ok(Answer::new(lines.into_iter().map(|line| line + "\n").collect(), view.is_whole))
}
