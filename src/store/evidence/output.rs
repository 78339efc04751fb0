//! Where extracted evidence is written: the trait of the outputs, their errors, and the output into a folder.

use crate::progress::Canceled;
use crate::store::save_error::SaveError;
use crate::workbook::Evidence;
use chrono::{DateTime, Utc};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why nothing was extracted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum ExtractError {
    /// The folder is not empty.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file or a link has the name of a folder that is needed.
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The output could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The index could not be made.
    Index(String),
    /// The work was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

impl ExtractError {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotEmpty { .. } => "extract-not-empty",
            Self::NotAFolder { .. } => "extract-not-a-folder",
            Self::Save(error) => error.kind(),
            Self::Index(_) => "extract-index",
            Self::Canceled(_) => "extract-canceled",
        }
    }

    /// The arguments of the message [`ExtractError::kind`].
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotEmpty { path } | Self::NotAFolder { path } => vec![("path", path.display().to_string())],
            Self::Save(error) => error.arguments(),
            Self::Index(message) => vec![("message", message.clone())],
            Self::Canceled(_) => Vec::new(),
        }
    }
}

/// An output of an extraction.
pub(super) trait Output {
    /// Starts a file; `path` has `/` between its parts.
    fn begin(&mut self, path: &str, evidence: &Evidence) -> io::Result<()>;
    /// Appends to the file.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Completes the file; its time of modification is `at`, when it was attached.
    fn end(&mut self, at: DateTime<Utc>) -> io::Result<()>;
    /// Removes the file.
    fn abort(&mut self) -> io::Result<()>;
    /// Writes a whole file.
    fn whole(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;
    /// Moves the output to its target.
    fn finish(self: Box<Self>) -> Result<(), ExtractError>;
}

/// The step of a save that moves the output to its target.
const MOVING: &str = "moving it to its place";

/// A folder that is written beside its target.
pub(super) struct FolderOutput {
    target: PathBuf,
    temp: tempfile::TempDir,
    current: Option<(PathBuf, File)>,
}

impl FolderOutput {
    pub(super) fn new(target: &Path, force: bool) -> Result<Self, ExtractError> {
        match fs::read_dir(target) {
            Ok(mut entries) => {
                if !force && entries.next().is_some() {
                    return Err(ExtractError::NotEmpty { path: target.to_owned() });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(ExtractError::NotAFolder { path: target.to_owned() });
            }
            Err(error) => return Err(SaveError::from_io(&error, target, "creating the folder").into()),
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".evidence-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // The mode of any new folder; the umask of the process applies.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let parent = target.parent().unwrap_or(Path::new("."));
        let temp = builder.tempdir_in(parent).map_err(SaveError::at_step(target, "creating the folder"))?;
        Ok(Self { target: target.to_owned(), temp, current: None })
    }

    fn open(&self, path: &str) -> io::Result<(PathBuf, File)> {
        let path = self.temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(self.temp.path()))?;
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((path, file))
    }

    /// Moves the files into the existing folder.
    fn merge(&self) -> Result<(), ExtractError> {
        for entry in walkdir::WalkDir::new(self.temp.path()).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let error = error.into_io_error().unwrap_or(io::ErrorKind::Other.into());
                SaveError::from_io(&error, &self.target, MOVING)
            })?;
            let place = self.target.join(entry.path().strip_prefix(self.temp.path()).unwrap_or(entry.path()));
            if entry.file_type().is_dir() {
                match fs::symlink_metadata(&place) {
                    Ok(meta) if meta.is_dir() => {}
                    // A link could lead out of the folder.
                    Ok(_) => return Err(ExtractError::NotAFolder { path: place }),
                    Err(_) => fs::create_dir(&place).map_err(SaveError::at_step(&place, MOVING))?,
                }
            } else {
                fs::rename(entry.path(), &place).map_err(SaveError::at_step(&place, MOVING))?;
            }
        }
        Ok(())
    }
}

impl Output for FolderOutput {
    fn begin(&mut self, path: &str, _: &Evidence) -> io::Result<()> {
        self.current = Some(self.open(path)?);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.current.as_mut().map_or(Ok(()), |(_, file)| file.write_all(bytes))
    }

    fn end(&mut self, at: DateTime<Utc>) -> io::Result<()> {
        let Some((_, file)) = self.current.take() else { return Ok(()) };
        // A disk that stores no times is no reason to fail.
        drop(file.set_modified(at.into()));
        file.sync_all()
    }

    fn abort(&mut self) -> io::Result<()> {
        let Some((path, file)) = self.current.take() else { return Ok(()) };
        drop(file);
        fs::remove_file(&path)?;
        // The folder of a file that is left out is removed where it is empty.
        drop(path.parent().map(fs::remove_dir));
        Ok(())
    }

    fn whole(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (_, mut file) = self.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn finish(self: Box<Self>) -> Result<(), ExtractError> {
        match fs::remove_dir(&self.target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // The folder is not empty, or may not be removed.
            Err(_) => return self.merge(),
        }
        fs::rename(self.temp.path(), &self.target).map_err(SaveError::at_step(&self.target, MOVING))?;
        Ok(())
    }
}
