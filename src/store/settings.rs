//! Settings of the program, which belong to the user and not to a workbook.
//!
//! Reading is tolerant: an invalid field has its default, a field of a newer version is ignored, and a file that is no
//! settings file is renamed and kept.

use super::atomic::{self, ExpectedState};
use super::disk::{self, RealDisk};
use super::format;
use super::save_error::SaveError;
use super::slice::{self, Slice};
use crate::language::Language;
use crate::workbook::PersonId;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the user has chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The language; `None` means that of the system.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// The zoom of the window; 1 is the designed size.
    pub zoom: f32,
    /// The name that signs edits; empty until the user enters it.
    pub author: String,
    /// The persons that stood in for the user, in any workbook, while no name was entered; the latest first. A stand-in
    /// of another user may have the same name.
    pub stand_ins: Vec<PersonId>,
    /// The recent files, the latest first.
    pub recent: Vec<PathBuf>,
    /// The workbook to open at the next start.
    pub last_workbook: Option<PathBuf>,
    /// The last place of the window.
    pub window: Option<WindowPlace>,
    /// The last day on which the program ran; the next start reports what became due since.
    pub last_day: Option<NaiveDate>,
    /// Whether a workbook with a file is saved automatically when the user pauses.
    pub autosave: bool,
    /// A larger file is linked as evidence instead of embedded. In bytes.
    pub embed_up_to: u64,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The theme of the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Size and place of the window, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// The inner width.
    pub width: f32,
    /// The inner height.
    pub height: f32,
    /// The distance from the left and the top edge of the screen, where the system reports it.
    pub position: Option<(f32, f32)>,
    /// Whether the window is maximized.
    pub maximized: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            zoom: 1.0,
            author: String::new(),
            stand_ins: Vec::new(),
            recent: Vec::new(),
            last_workbook: None,
            window: None,
            last_day: None,
            autosave: true,
            embed_up_to: 25 << 20,
        }
    }
}

/// A message for the user after the settings were read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum SettingsNotice {
    /// The file is not a settings file; the defaults are used.
    Damaged {
        /// The path at which the file was kept.
        kept: PathBuf,
    },
    /// Some fields were invalid and have their defaults.
    Fields {
        /// Their names.
        fields: Vec<String>,
    },
    /// The file exists, but is not readable; the defaults are used.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The message of the system.
        message: String,
    },
}

/// The number of recent files that are remembered.
const MAX_RECENT: usize = 10;

/// The number of stand-ins that are remembered.
const MAX_STAND_INS: usize = 100;

const FILE_NAME: &str = "settings.ron";

impl SettingsNotice {
    fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), message: error.to_string() }
    }

    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "settings-damaged",
            Self::Fields { .. } => "settings-fields",
            Self::Unreadable { .. } => "settings-unreadable",
        }
    }
}

impl Settings {
    /// The settings in the folder `config`, and a message about them.
    #[must_use]
    pub fn load(config: &Path) -> (Self, Option<SettingsNotice>) {
        let path = config.join(FILE_NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => return (Self::default(), Some(SettingsNotice::unreadable(&path, &error))),
        };
        let text = format::text_of(&bytes).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text));
        if let Some(fields) = text.and_then(|text| slice::fields(text).ok()) {
            let (settings, bad) = Self::from_fields(&fields);
            return (settings, (!bad.is_empty()).then_some(SettingsNotice::Fields { fields: bad }));
        }
        let notice = set_aside(&path)
            .map_or_else(|e| SettingsNotice::unreadable(&path, &e), |kept| SettingsNotice::Damaged { kept });
        (Self::default(), Some(notice))
    }

    /// The settings, and the names of invalid fields.
    fn from_fields(fields: &[Slice<'_>]) -> (Self, Vec<String>) {
        fn read<T: DeserializeOwned>(field: &Slice<'_>, into: &mut T, bad: &mut Vec<String>) {
            match ron::from_str(field.text) {
                Ok(value) => *into = value,
                Err(_) => bad.push(field.name.to_owned()),
            }
        }
        let mut settings = Self::default();
        let mut bad = Vec::new();
        for field in fields {
            match field.name {
                "language" => read(field, &mut settings.language, &mut bad),
                "theme" => read(field, &mut settings.theme, &mut bad),
                "zoom" => read(field, &mut settings.zoom, &mut bad),
                "author" => read(field, &mut settings.author, &mut bad),
                "stand_ins" => read(field, &mut settings.stand_ins, &mut bad),
                "recent" => read(field, &mut settings.recent, &mut bad),
                "last_workbook" => read(field, &mut settings.last_workbook, &mut bad),
                "window" => read(field, &mut settings.window, &mut bad),
                "last_day" => read(field, &mut settings.last_day, &mut bad),
                "autosave" => read(field, &mut settings.autosave, &mut bad),
                "embed_up_to" => read(field, &mut settings.embed_up_to, &mut bad),
                _ => {}
            }
        }
        if !(0.2..=5.0).contains(&settings.zoom) {
            settings.zoom = 1.0;
        }
        settings.recent.truncate(MAX_RECENT);
        (settings, bad)
    }

    /// Writes the settings into the folder `config`, atomically.
    ///
    /// # Errors
    /// Why they could not be written; the old settings are unchanged.
    pub fn save(&self, config: &Path) -> Result<(), SaveError> {
        let path = config.join(FILE_NAME);
        disk::create_private_folder(config).map_err(|e| SaveError::from_io(&e, config, "creating the folder"))?;
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let text = ron::ser::to_string_pretty(self, pretty).map_err(format::WriteError)?;
        atomic::replace(&RealDisk, &path, format!("{text}\n").as_bytes(), &ExpectedState::Anything, None).map(drop)
    }

    /// Remembers that `person` stands in for the user.
    pub fn remember_stand_in(&mut self, person: PersonId) {
        self.stand_ins.insert(0, person);
        self.stand_ins.truncate(MAX_STAND_INS);
    }

    /// Moves `path` to the front of the recent files.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
    }

    /// Removes `path` from the recent files.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
    }
}

/// Renames the file at `path` to a free name.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    for n in 1..1000 {
        let kept = path.with_extension(format!("ron.damaged-{n}"));
        if !kept.try_exists()? {
            fs::rename(path, &kept)?;
            return Ok(kept);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
