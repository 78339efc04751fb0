//! Tests of settings: invalid fields are tolerated, and a damaged file is kept.

use crate::support::folder::write;
use license_workbook::language::Language;
use license_workbook::store::{Settings, SettingsNotice, Theme, WindowPlace};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn full() -> Settings {
    Settings {
        language: Some(Language::En),
        theme: Theme::Dark,
        zoom: 1.25,
        author: "王芳".to_owned(),
        stand_ins: vec![license_workbook::workbook::IdSource::new(7).next_id()],
        recent: vec![PathBuf::from("/工作/W.ron")],
        last_workbook: Some(PathBuf::from("/工作/W.ron")),
        window: Some(WindowPlace { width: 1280.5, height: 800.0, position: Some((-10.0, 20.0)), maximized: true }),
        last_day: chrono::NaiveDate::from_ymd_opt(2026, 11, 24),
        autosave: false,
        embed_up_to: 1 << 20,
    }
}

#[test]
fn settings_come_back() {
    let dir = TempDir::new().unwrap();
    let config = dir.path().join("new/config");
    assert_eq!(Settings::load(&config), (Settings::default(), None));
    for settings in [full(), Settings::default()] {
        settings.save(&config).unwrap();
        assert_eq!(Settings::load(&config), (settings, None));
    }
    assert_eq!(fs::read_dir(&config).unwrap().count(), 1);
}

#[test]
fn a_damaged_file_is_set_aside() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("settings.ron");
    for (n, bytes) in [&b"\0\0\0"[..], b"", b"(zoom: 1", b"\xff\xfe(", b"hello", b"(a)"].into_iter().enumerate() {
        write(&path, bytes);
        let (settings, notice) = Settings::load(dir.path());
        assert_eq!(settings, Settings::default());
        let kept = dir.path().join(format!("settings.ron.damaged-{}", n + 1));
        assert_eq!(fs::read(&kept).unwrap(), bytes);
        assert_eq!(notice, Some(SettingsNotice::Damaged { kept }));
        assert!(!path.exists());
    }
}

#[test]
fn a_newer_version_may_say_more() {
    let dir = TempDir::new().unwrap();
    let text = "(author: \"王芳\", theme: sepia, fonts: [(name: \"x\")], zoom: 1.5, window: (x: 1))";
    write(&dir.path().join("settings.ron"), text.as_bytes());
    let (settings, notice) = Settings::load(dir.path());
    assert_eq!(settings, Settings { author: "王芳".to_owned(), zoom: 1.5, ..Settings::default() });
    assert_eq!(notice, Some(SettingsNotice::Fields { fields: vec!["theme".to_owned(), "window".to_owned()] }));
}

#[test]
fn a_zoom_that_hides_everything_is_not_taken() {
    let dir = TempDir::new().unwrap();
    for zoom in ["0.0", "-1.0", "1e9", "NaN", "inf"] {
        write(&dir.path().join("settings.ron"), format!("(zoom: {zoom})").as_bytes());
        assert_eq!(Settings::load(dir.path()).0, Settings::default(), "{zoom}");
    }
}

#[test]
fn the_ten_latest_files_are_remembered_once_each() {
    let mut settings = Settings::default();
    for n in (0..12).chain([5]) {
        settings.remember(Path::new(&format!("/{n}.ron")));
    }
    let names: Vec<String> = settings.recent.iter().map(|p| p.display().to_string()).collect();
    let expect = [5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map(|n| format!("/{n}.ron"));
    assert_eq!(names, expect);
    settings.forget(Path::new("/5.ron"));
    assert_eq!(settings.recent.len(), 9);
}
