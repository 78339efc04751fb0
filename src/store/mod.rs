//! Files: the workbook's format, atomic saves, locks, the journal, backups, and the settings.
//!
//! Nothing here reads a clock; folders and times are arguments, and only [`AppFolders`] reads the environment. Every error
//! of opening and saving names its cause and the path, and has a `kind()`, the key of a message that also says what to
//! do.

mod age_file;
mod app_folders;
mod archive;
mod arguments;
mod atomic;
mod attributes;
mod backup;
mod backup_blobs;
mod bounds;
mod chunks;
mod cut;
mod disk;
pub mod evidence;
mod external_change;
pub mod format;
mod format_error;
mod format_v1;
mod format_v3;
mod in_place;
mod journal;
mod journal_line;
mod key;
mod limited;
mod loaded;
mod lock;
mod open;
mod open_error;
mod other_copies;
mod protected;
mod random;
mod rescue;
mod salvage;
mod save;
mod save_error;
mod section;
mod settings;
mod signing;
mod slice;
mod untitled;

pub use age_file::{PROTECTED, is_protected};
pub use app_folders::{AppFolders, STATE_DIR_VARIABLE, is_untitled, untitled_path, user_name};
pub use arguments::Arguments;
pub use atomic::{ExpectedState, Fingerprint, KeepOld, KeptOld, Saved, Warning, replace};
pub use attributes::{Attribute, LostAttribute};
pub use backup::{
    Backup, Backups, browse as browse_backups, list as list_backups, of_file as backups_of_file, read_backup,
    read_backup_with, set_aside, total_size as backups_size,
};
pub use disk::{Disk, RealDisk, is_read_only};
pub use external_change::external_change;
pub use format::{FileSection, FormatError, FormatFault, Loaded, WriteError, audit, from_bytes, from_ron, to_ron};
pub use journal::{Header, Journal, Recoverable, Recovered, SkipReason, Skipped, find_recoverable};
pub use key::Key;
pub use limited::read_limited;
pub use lock::{Holder, Lock, LockState, LockedBy, is_locked};
pub use open::{LoadedWorkbook, Opened, open, open_with, open_within, read, read_with};
pub use open_error::{OpenError, UnlockError};
pub use other_copies::{OtherCopy, other_copies};
pub use protected::{check_protected, key_of, open_protected, read_protected, save_protected};
pub use random::{RandomnessError, check_randomness, random_number};
pub use rescue::{Rescue, rescue, rescue_protected};
pub use salvage::{Salvaged, salvage};
pub use save::{save, save_on, save_with};
pub use save_error::{BackupError, ExternalChange, SaveError};
pub use settings::{Settings, SettingsNotice, Theme, WindowPlace};
pub use signing::{
    SignatureScope, SignatureState, Signed, Subject, own_fingerprint, remove_signature, sign, signature_beside,
    signature_path, signed_path,
};
pub use untitled::{create_untitled, latest_untitled, remove_untitled};
