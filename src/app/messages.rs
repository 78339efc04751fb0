//! Messages for the user: dialogs and toasts.

use super::shared::Shared;
use crate::deadlines::came_due;
use crate::locale::refusal;
use crate::store::{self, FileSection};
use crate::ui::{Dialog, Toast, china_time};
use crate::workbook::EditError;
use chrono::{DateTime, Utc};
use egui::Context;
use fluent_bundle::FluentValue;
use std::path::PathBuf;

impl Shared {
    pub(super) fn fail(&mut self, title: &'static str, text: String) {
        self.views.dialog = Some(Dialog::Failed { title: self.locale.text(title).into_owned(), text });
    }

    pub(super) fn say_file(&mut self, id: &'static str, path: PathBuf) {
        let text = self.locale.format(id, [("path", path.display().to_string().into())]);
        // The default program for a workbook is this program.
        let file = (path.extension().is_none_or(|e| e != "ron")).then_some(path);
        self.views.toasts.push(Toast { text, is_error: false, file });
    }

    /// The text of an error about a file, with advice for the window.
    pub(super) fn error_words(&self, kind: &str, arguments: store::Arguments) -> String {
        // The advice depends on where the error is shown.
        let surface = ("surface", "window".into());
        self.locale.format(kind, arguments.into_iter().map(|(name, value)| (name, value.into())).chain([surface]))
    }

    /// Returns the message `id`. An argument that is a number selects the plural.
    pub(super) fn words(&self, id: &str, arguments: Vec<(&'static str, String)>) -> String {
        let arguments = arguments.into_iter().map(|(name, text)| match text.parse::<u32>() {
            Ok(n) if name == "n" => (name, FluentValue::from(n)),
            _ => (name, FluentValue::from(text)),
        });
        self.locale.format(id, arguments)
    }

    /// Shows failures: in a dialog if there are several and no dialog is open, otherwise in a toast.
    pub(super) fn say_failed(&mut self, title: &'static str, lines: &[String]) {
        match lines {
            [] => {}
            [_, _, ..] if self.views.dialog.is_none() => self.fail(title, lines.join("\n")),
            lines => self.views.toasts.warn(lines.join("\n")),
        }
    }

    /// Says why an edit was refused.
    pub(super) fn refuse(&mut self, error: &EditError) {
        if let EditError::JustificationMissing(_) = error {
            self.views.toasts.warn(self.locale.text("toast-justification"));
        } else {
            let (id, arguments) = refusal(error);
            let arguments = arguments.iter().map(|(name, value)| (*name, value.as_str().into()));
            let reason = self.locale.format(id, arguments);
            self.views.toasts.warn(self.locale.format("toast-refused", [("reason", reason.into())]));
        }
    }

    /// Says which sections another program changed.
    pub(super) fn say_changed_sections(&mut self, sections: &[FileSection]) {
        if !sections.is_empty() {
            let names = self.section_names(sections).join(&self.locale.text("list-separator"));
            self.views.toasts.warn(self.locale.format("toast-changed-by-hand", [("sections", names.into())]));
        }
    }

    pub(super) fn section_names(&self, sections: &[FileSection]) -> Vec<String> {
        sections.iter().map(|s| self.locale.text(&format!("section-{}", s.as_str())).into_owned()).collect()
    }

    /// Says what became due since the last start, at the start and when a new day begins.
    pub(super) fn remind(&mut self) {
        let Some(derived) = &self.derived else { return };
        let today = derived.register.today();
        let Some(last) = self.settings.last_day.replace(today).filter(|last| *last != today) else { return };
        let mut labels: Vec<&str> =
            came_due(&derived.register.dates, last, today).into_iter().map(|item| item.label.as_str()).collect();
        labels.dedup();
        if !labels.is_empty() {
            let what = labels.join(&self.locale.text("list-separator"));
            self.views.toasts.warn(self.locale.format("toast-became-due", [("what", what.into())]));
        }
    }

    /// Sets the title of the window: the file name, and a mark for unsaved edits.
    pub(super) fn title(&mut self, context: &Context) {
        let mark = if self.document.is_modified() { "● " } else { "" };
        let title = format!("{mark}{} — {}", self.file.name(self.locale), self.locale.text("app-name"));
        if self.file.title != title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.file.title = title;
        }
    }

    pub(super) fn moment_words(&self, at: Option<DateTime<Utc>>) -> String {
        match at {
            Some(at) => china_time(at).format("%Y-%m-%d %H:%M").to_string(),
            None => self.locale.text("backup-other-name").into_owned(),
        }
    }
}
