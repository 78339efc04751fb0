//! Files as evidence: import, verification, search and extraction.
//!
//! At most the base64 of one file is in memory, and of a linked file one chunk. A bad file never stops the others: its
//! problem is part of the result.

mod copies;
mod digest;
mod extract;
mod files;
mod import;
mod output;
mod problem;
mod read;
mod relink;
mod verify;
mod zip_output;

pub use copies::{EvidenceCopyError, TempCopies, clear_left_copies, save_copy};
pub use extract::{Container, ExtractOptions, Extracted, FolderNames, Index, extract};
pub use files::{DiskEntry, EntryKind, FileSystem, OpenedFile, RealFileSystem};
pub use import::{ImportOptions, Imported, import_bytes, import_files, import_files_from};
pub use output::ExtractError;
pub use problem::{FileOperation, ImportProblem, Notice, NoticeKind, ProblemKind};
pub use read::{ReadError, read, read_linked};
pub use relink::{FoundFile, embed, find, relative_path, relinked_for};
pub use verify::{verify, verify_with};
