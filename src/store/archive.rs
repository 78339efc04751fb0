//! The packed parts of a file: the earlier history, and the documents of frozen snapshots.
//!
//! The latest records are plain text, so that a person can read them. The parts that grow for years are packed as JSON,
//! compressed (RFC 1950) and base64-encoded. What is packed follows from the history alone, so equal workbooks give
//! equal bytes.

use crate::limits::{Exceeded, PACKING, UNPACKED};
use crate::workbook::{Change, Field, FrozenSnapshot, Record, SnapshotId, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The number of records in a pack. Records that do not fill a pack stay in the file as text.
pub(super) const PACK: usize = 256;

/// The size in bytes that every pack may have after decompression, in addition to [`PACKING`].
const FREE: u64 = 1 << 12;

/// The part of [`UNPACKED`] that the packs of one file may still use.
pub(super) struct Budget(AtomicU64);

impl Budget {
    pub(super) fn new() -> Self {
        Self(AtomicU64::new(UNPACKED.max))
    }

    /// Subtracts `bytes` from the budget.
    fn take(&self, bytes: usize) -> Result<(), Exceeded> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        taken.map(drop).map_err(|_| UNPACKED.exceeded())
    }
}

/// Why packs were not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackError {
    /// The pack at this index is damaged.
    Damaged(usize),
    /// The packs together exceed the limit.
    TooMuch(Exceeded),
}

/// The frozen snapshots of a workbook.
pub(super) type Snapshots = BTreeMap<SnapshotId, FrozenSnapshot>;

/// Splits `history` into the records that are packed and the records that stay text.
pub(super) fn split(history: &[Arc<Record>]) -> (&[Arc<Record>], &[Arc<Record>]) {
    history.split_at(history.len() - history.len() % PACK)
}

/// Packs `records`, in order. A document that one of `snapshots` holds is not packed a second time.
pub(super) fn pack(records: &[Arc<Record>], snapshots: &Snapshots) -> Result<Vec<String>, ron::Error> {
    let budget = Budget::new();
    in_parallel(&records.chunks(PACK).collect::<Vec<_>>(), |records| {
        let json = serde_json::to_vec(&without_documents(records, snapshots)).map_err(|error| message(&error))?;
        // A pack that exceeds the limit could not be read again, so it is not written.
        budget.take(json.len()).map_err(|error| message(&error))?;
        deflate(&json).map_err(|error| message(&error))
    })
}

/// The records of `packs`, counted against `budget`.
pub(super) fn unpack<R: DeserializeOwned + Send>(packs: &[String], budget: &Budget) -> Result<Vec<R>, PackError> {
    let numbered: Vec<_> = packs.iter().enumerate().collect();
    let read = in_parallel(&numbered, |(n, pack)| {
        let json = inflate(pack, budget).map_err(PackError::TooMuch)?.ok_or(PackError::Damaged(*n))?;
        serde_json::from_slice::<Vec<R>>(&json).map_err(|_| PackError::Damaged(*n))
    })?;
    Ok(read.into_iter().flatten().collect())
}

/// `records` for the file: the document of a snapshot in `snapshots` is stored with the snapshot only.
pub(super) fn without_documents<'a>(records: &'a [Arc<Record>], snapshots: &Snapshots) -> Vec<Cow<'a, Record>> {
    let mut list = Vec::with_capacity(records.len());
    for record in records {
        let mut record = Cow::Borrowed(&**record);
        for n in 0..record.changes.len() {
            if record.changes.get(n).is_some_and(|change| is_known(&change.field, change.to.as_ref(), snapshots))
                && let Some(Some(Value::Snapshot(frozen))) = record.to_mut().changes.get_mut(n).map(|c| &mut c.to)
            {
                frozen.document = Arc::from("");
            }
        }
        list.push(record);
    }
    list
}

fn is_known(field: &Field, value: Option<&Value>, snapshots: &Snapshots) -> bool {
    matches!((field, value), (Field::Snapshot(id), Some(Value::Snapshot(frozen))) if snapshots.get(id) == Some(frozen))
}

/// Puts the documents of `snapshots` back into the records that added them.
pub(super) fn restore_documents(history: &mut [Arc<Record>], snapshots: &Snapshots) {
    for record in history {
        if !record.changes.iter().any(|change| lacks_document(change.to.as_ref())) {
            continue;
        }
        restore_documents_in(&mut Arc::make_mut(record).changes, snapshots);
    }
}

fn lacks_document(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Snapshot(frozen)) if frozen.document.is_empty())
}

/// The same for the changes of one record.
pub(super) fn restore_documents_in(changes: &mut [Change], snapshots: &Snapshots) {
    for change in changes {
        if let (Field::Snapshot(id), Some(Value::Snapshot(frozen))) = (&change.field, &mut change.to)
            && frozen.document.is_empty()
            && let Some(known) = snapshots.get(id)
        {
            frozen.document = Arc::clone(&known.document);
        }
    }
}

/// Packs a value that is not a list of records.
pub(super) fn pack_one<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    let json = serde_json::to_vec(value).map_err(|error| message(&error))?;
    deflate(&json).map_err(|error| message(&error))
}

/// Unpacks the result of [`pack_one`], counted against `budget`; `None` where it is damaged.
pub(super) fn unpack_one<T: DeserializeOwned>(text: &str, budget: &Budget) -> Result<Option<T>, Exceeded> {
    Ok(inflate(text, budget)?.and_then(|json| serde_json::from_slice(&json).ok()))
}

/// `snapshots` for the file, with packed documents.
pub(super) fn packed_documents(snapshots: &Snapshots) -> Result<Snapshots, ron::Error> {
    let mut packed = Snapshots::new();
    for (id, frozen) in snapshots {
        let document = deflate(frozen.document.as_bytes()).map_err(|error| message(&error))?;
        packed.insert(*id, FrozenSnapshot { document: document.into(), ..frozen.clone() });
    }
    Ok(packed)
}

/// Reverses [`packed_documents`], counted against `budget`. A document that cannot be unpacked stays as it is: the
/// check of its digest reports it.
pub(super) fn unpack_documents(mut snapshots: Snapshots, budget: &Budget) -> Result<Snapshots, Exceeded> {
    for frozen in snapshots.values_mut() {
        if let Some(document) = inflate(&frozen.document, budget)?.and_then(|bytes| String::from_utf8(bytes).ok()) {
            frozen.document = document.into();
        }
    }
    Ok(snapshots)
}

fn deflate(bytes: &[u8]) -> std::io::Result<String> {
    let text = deflate_at(Compression::default(), bytes)?;
    // A text that compresses extremely well, such as one repeated word, would be refused as a decompression attack.
    if bytes.len() as u64 <= limit(&text) { Ok(text) } else { deflate_at(Compression::none(), bytes) }
}

fn deflate_at(level: Compression, bytes: &[u8]) -> std::io::Result<String> {
    let mut packed = Vec::new();
    ZlibEncoder::new(bytes, level).read_to_end(&mut packed)?;
    Ok(STANDARD.encode(packed))
}

/// The packed content of `text`, counted against `budget`; `None` where it is damaged.
fn inflate(text: &str, budget: &Budget) -> Result<Option<Vec<u8>>, Exceeded> {
    let packed = STANDARD.decode(text).ok().filter(|packed| !packed.is_empty());
    let Some(packed) = packed else { return Ok(None) };
    let mut bytes = Vec::new();
    // Reading one byte more than the limit also checks the checksum at the end, unless the content is too long.
    if ZlibDecoder::new(&*packed).take(limit(text) + 1).read_to_end(&mut bytes).is_err() {
        return Ok(None);
    }
    if bytes.len() as u64 > limit(text) {
        return Err(PACKING.exceeded());
    }
    budget.take(bytes.len())?;
    Ok(Some(bytes))
}

fn limit(text: &str) -> u64 {
    (text.len() as u64).saturating_mul(PACKING.max).saturating_add(FREE)
}

fn message(error: &impl ToString) -> ron::Error {
    ron::Error::Message(error.to_string())
}

/// Applies `act` to each of `items` on all cores. Returns the results in order, or the first error in order.
pub(super) fn in_parallel<T: Sync, R: Send, E: Send>(
    items: &[T],
    act: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(cores).max(1);
    let work = |items: &[T]| items.iter().map(&act).collect::<Result<Vec<R>, E>>();
    std::thread::scope(|scope| {
        let mut shares = items.chunks(share);
        // This thread takes one share.
        let own = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|items| scope.spawn(|| work(items))).collect();
        let mut all = work(own)?;
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_packs_together_hold_no_more_than_the_budget() {
        let packs = vec![deflate(b"[]").unwrap(); 3];
        let budget = |bytes| Budget(AtomicU64::new(bytes));
        assert_eq!(unpack::<u8>(&packs, &budget(6)).map(|records| records.len()), Ok(0));
        assert_eq!(unpack::<u8>(&packs, &budget(5)), Err(PackError::TooMuch(UNPACKED.exceeded())));
        // The content of a damaged pack is not counted.
        assert_eq!(unpack::<u8>(&["no base64".to_owned()], &budget(0)), Err(PackError::Damaged(0)));
    }

    #[test]
    fn a_pack_holds_no_more_than_so_many_times_its_size() {
        let text = deflate_at(Compression::best(), &[b' '; 4_000]).unwrap();
        let most = usize::try_from(limit(&text)).unwrap();
        assert_eq!(inflate(&text, &Budget::new()).unwrap().unwrap().len(), 4_000);
        let bomb = deflate_at(Compression::best(), &vec![b' '; 1 << 20]).unwrap();
        assert!((1 << 20) > usize::try_from(limit(&bomb)).unwrap() && most > 4_000);
        assert_eq!(inflate(&bomb, &Budget::new()), Err(PACKING.exceeded()));
    }
}
