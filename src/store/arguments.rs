//! The arguments of error messages, for the command line and for the window.

use super::age_file::memory;
use super::atomic::Warning;
use super::format::FormatError;
use super::open_error::{OpenError, UnlockError};
use super::save_error::SaveError;
use super::settings::SettingsNotice;
use crate::limits::{Exceeded, UNLOCKING};
use std::path::Path;

/// The named arguments of a message, with their values.
pub type Arguments = Vec<(&'static str, String)>;

fn path_of(path: &Path) -> (&'static str, String) {
    ("path", path.display().to_string())
}

impl OpenError {
    /// The arguments of the message [`OpenError::kind`].
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        match self {
            Self::NotFound { path }
            | Self::IsAFolder { path }
            | Self::NotAFile { path }
            | Self::Permission { path }
            | Self::BeingWritten { path } => vec![path_of(path)],
            Self::TooLarge { path, exceeded } => [path_of(path)].into_iter().chain(exceeded.arguments()).collect(),
            Self::Protected { path, error } => error.arguments(path),
            Self::Format { path, error } => [path_of(path)].into_iter().chain(error.arguments()).collect(),
            Self::Io { path, message } => vec![path_of(path), ("message", message.clone())],
        }
    }
}

impl UnlockError {
    /// The arguments of the message [`UnlockError::kind`]; `path` is the file.
    #[must_use]
    pub fn arguments(&self, path: &Path) -> Arguments {
        match self {
            Self::WrongPassphrase | Self::Damaged | Self::NotProtected => vec![path_of(path)],
            Self::TooCostly { required } => {
                let exceeded = UNLOCKING.check(memory(*required)).err();
                [path_of(path)].into_iter().chain(exceeded.iter().flat_map(Exceeded::arguments)).collect()
            }
            Self::Open(error) => error.arguments(),
        }
    }
}

impl FormatError {
    /// The place in the file and the message of the parser.
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        let place = [("line", self.line.to_string()), ("column", self.column.to_string())];
        place.into_iter().chain(self.cause.arguments()).collect()
    }
}

impl SaveError {
    /// The arguments of the message [`SaveError::kind`].
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        match self {
            Self::ChangedExternally { path, .. }
            | Self::DiskFull { path }
            | Self::ReadOnly { path }
            | Self::Permission { path }
            | Self::NoSuchFolder { path }
            | Self::IsAFolder { path }
            | Self::NotAFile { path }
            | Self::InUse { path }
            | Self::BadName { path } => vec![path_of(path)],
            Self::Io { path, message, .. } => vec![path_of(path), ("message", message.clone())],
            Self::Unwritable(error) => vec![("message", error.to_string())],
        }
    }
}

impl Warning {
    /// The arguments of the message [`Warning::kind`].
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        let (path, message) = match self {
            Self::Backup(error) => (&error.path, &error.message),
            Self::LostAttribute { path, message, .. } | Self::FolderNotSynced { path, message } => (path, message),
        };
        vec![path_of(path), ("message", message.clone())]
    }
}

impl SettingsNotice {
    /// The arguments of the message [`SettingsNotice::kind`].
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        match self {
            Self::Damaged { kept } => vec![path_of(kept)],
            Self::Fields { fields } => vec![("fields", fields.join(", "))],
            Self::Unreadable { path, message } => vec![path_of(path), ("message", message.clone())],
        }
    }
}
