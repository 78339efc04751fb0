//! Files as evidence: intake, verification, search and extraction.
//!
//! At most the base64 of one file is in memory, and of a linked file one chunk. A bad file never stops the others: its
//! problem is part of the result.

mod copies;
mod digest;
mod extract;
mod files;
mod intake;
mod output;
mod problem;
mod read;
mod relink;
mod verify;
mod zip_output;

pub use copies::{Copies, CopyError, clear_left_copies, save_copy};
pub use extract::{Container, ExtractOptions, Extracted, FolderNames, Index, extract};
pub use files::{FileState, Files, Kind, OpenedFile, RealFiles};
pub use intake::{Intake, IntakeOptions, take_in, take_in_bytes, take_in_from};
pub use output::ExtractError;
pub use problem::{Notice, NoticeKind, Problem, ProblemKind, Step};
pub use read::{ReadError, read, read_linked};
pub use relink::{Found, embed, find, relative_path, relinked_for};
pub use verify::{verify, verify_with};
