//! What each wish of the outbox does.

use super::{Leave, Step, WorkbookApp};
use crate::command::{Command, WalkStep};
use crate::language::Language;
use crate::locale::{Locale, refusal};
use crate::store::Theme;
use crate::ui::{
    AttachTo, Destination, Dialog, EventDraft, EvidenceIntent, ExtractRequest, FocusRequest, Intent, Mode,
    PaletteState, Place, SnapshotIntent, Tab, export_dialog,
};
use crate::workbook::{AnswerField, AnswerKind, DutyId, EditError, Stamp, Status, Value};

impl WorkbookApp {
    /// Does all that is in the outbox.
    pub(super) fn carry_out(&mut self, context: &egui::Context) {
        for intent in self.outbox.take() {
            self.intent(context, intent);
        }
    }

    fn intent(&mut self, context: &egui::Context, intent: Intent) {
        match intent {
            Intent::Command(command) => self.command(context, command),
            Intent::Go(destination) => self.go(destination),
            Intent::Status(duties, status) => self.set_status(&duties, status),
            Intent::Justify(duties, text) => self.mark(&duties, Status::NotApplicable, Some(&text)),
            Intent::Review(duties) => self.review(&duties),
            Intent::Answer(duties, field, value) => self.answer(&duties, field, value.as_ref()),
            Intent::Owner(duties, name) => self.own(&duties, &name),
            Intent::People(intent) => self.people_intent(intent),
            Intent::Fact(fact, holds) => self.edit(|app, stamp| {
                let Some(license) = app.workbook().current_license() else { return Ok(()) };
                let edit = app.workbook().state_fact(license, &fact, holds);
                app.session.apply(edit, Step::Own, stamp)
            }),
            Intent::Date(intent) => self.date_intent(intent),
            Intent::Report(intent) => self.report_intent(context, intent),
            Intent::Snapshot(intent) => self.snapshot_intent(context, intent),
            Intent::Copies(intent) => self.copy_intent(context, intent),
            Intent::Identify(name) => self.identify(&name),
            Intent::AcceptFound => self.accept_found(),
            Intent::ShowRecord(record) => {
                self.views.dialog = Some(Dialog::History(crate::ui::HistoryState::at(record)));
            }
            Intent::OpenFile(path) => self.leave_for(context, Leave::Open(path)),
            Intent::TypedPath(purpose, path) => {
                let path = super::exports::with_extension(path, purpose.extension());
                let own = self.file.path.as_ref() == Some(&path) && self.file.read_only.is_none();
                if path.exists() && !own {
                    self.views.dialog = Some(Dialog::Replace(purpose, path));
                } else {
                    self.views.dialog = None;
                    self.path_chosen(context, purpose, path);
                }
            }
            Intent::Evidence(intent) => self.evidence_intent(context, intent),
            Intent::AskEvidence(to) => self.ask_path(context, crate::ui::PathPurpose::Evidence(to)),
            Intent::SaveEvidence(hash) => self.ask_path(context, crate::ui::PathPurpose::SaveEvidence(hash)),
            Intent::Look(intent) => self.look_intent(context, intent),
            Intent::Path(purpose, path) => {
                self.close_dialog();
                self.path_chosen(context, purpose, path);
            }
            Intent::Export(request) => {
                self.views.dialog = None;
                self.ask_path(context, crate::ui::PathPurpose::Export(request));
            }
            Intent::LeaveAnswer(save) => self.leave_answer(context, save),
            Intent::Safety(intent) => self.safety_intent(context, intent),
            Intent::Underneath(intent) => self.underneath_intent(context, intent),
            Intent::CloseDialog => {
                self.close_dialog();
                self.leaving = None;
            }
            Intent::Reveal(path) => context.open_url(egui::OpenUrl::new_tab(file_url(&path))),
        }
    }

    /// Closes the dialog; what was open before the path field comes back.
    fn close_dialog(&mut self) {
        self.views.dialog = match self.views.dialog.take() {
            Some(Dialog::Path(_, _, Some(behind))) => Some(*behind),
            _ => None,
        };
    }

    fn command(&mut self, context: &egui::Context, command: Command) {
        match command {
            Command::New => self.leave_for(context, Leave::New),
            Command::NewFromText => self.leave_for(context, Leave::AskLicenseText),
            Command::Open => self.leave_for(context, Leave::AskOpen),
            Command::Save => self.save(context),
            Command::SaveAs => self.ask_path(context, crate::ui::PathPurpose::SaveAs),
            Command::SaveCopy => self.ask_path(context, crate::ui::PathPurpose::SaveCopy),
            Command::SaveAutomatically => self.toggle_autosave(),
            Command::ShowBackups => self.show_backups(context),
            Command::ShowChanges => self.views.dialog = Some(Dialog::Changes),
            Command::Export => {
                let dialog = export_dialog::ExportDialog::new(self.locale.language, self.own_key());
                self.views.dialog = Some(Dialog::Export(dialog));
            }
            Command::MergeCopy => self.ask_path(context, crate::ui::PathPurpose::Copy(crate::ui::CopyPath::Merge)),
            Command::HandOut => self.ask_hand_out(),
            Command::ShowHistory => self.views.dialog = Some(Dialog::History(crate::ui::HistoryState::default())),
            Command::Print => self.print(context),
            Command::Quit => self.leave_for(context, Leave::Quit),
            Command::Undo => self.edit(|app, stamp| app.session.undo(stamp)),
            Command::Redo => self.edit(|app, stamp| app.session.redo(stamp)),
            Command::Identify | Command::ShowPeople => self.ask_people(command),
            Command::ShowOverview => self.views.place = Place::Overview,
            Command::ShowLicense => self.views.place = Place::License,
            Command::ShowChecklist => self.views.place = Place::Checklist,
            Command::ShowDeadlines => self.views.place = Place::Deadlines,
            Command::ShowEvidence => self.views.place = Place::Evidence,
            Command::VerifyEvidence => self.evidence_intent(context, EvidenceIntent::Verify),
            Command::RelinkEvidence => self.evidence_intent(context, EvidenceIntent::AskFind),
            Command::ExtractEvidence | Command::ExtractEvidenceZip => {
                let zip = command == Command::ExtractEvidenceZip;
                let request = ExtractRequest { zip, ..ExtractRequest::default() };
                self.evidence_intent(context, EvidenceIntent::AskExtract(request));
            }
            Command::AttachFiles => match self.views.checklist.selected {
                Some(duty) => self.ask_path(context, crate::ui::PathPurpose::Evidence(AttachTo::Duty(duty))),
                None => self.views.toasts.say(self.locale.text("toast-no-selection")),
            },
            Command::ShowReport | Command::WalkThrough | Command::WritePack | Command::Walk(_) => {
                self.report_command(context, command);
            }
            Command::ShowSnapshots => self.views.place = Place::Snapshots,
            Command::Freeze => self.snapshot_intent(context, SnapshotIntent::AskFreeze),
            Command::VerifySnapshot => self.snapshot_intent(context, SnapshotIntent::AskReceived),
            Command::RecordEvent => {
                let draft = EventDraft::new(None, self.surroundings.clock.today());
                self.views.dialog = Some(Dialog::Event(Box::new(draft)));
            }
            Command::ImportSchedule => self.ask_path(context, crate::ui::PathPurpose::Schedule),
            Command::Search => {
                self.views.place = Place::Checklist;
                self.views.checklist.focus = Some(FocusRequest::Search);
            }
            Command::Palette => self.views.palette = Some(PaletteState::default()),
            Command::SwitchLanguage => {
                let language = match self.locale.language {
                    Language::ZhCn => Language::En,
                    Language::En => Language::ZhCn,
                };
                self.locale = Locale::of(language);
                self.settings.language = Some(language);
                self.save_settings();
            }
            Command::ThemeSystem => self.set_theme(context, Theme::System),
            Command::ThemeLight => self.set_theme(context, Theme::Light),
            Command::ThemeDark => self.set_theme(context, Theme::Dark),
            Command::ZoomIn => self.zoom(context, self.settings.zoom + 0.1),
            Command::ZoomOut => self.zoom(context, self.settings.zoom - 0.1),
            Command::ZoomReset => self.zoom(context, 1.0),
            Command::ShowKeys => self.views.dialog = Some(Dialog::Keys),
            Command::About => self.views.dialog = Some(Dialog::About),
            Command::NextDuty
            | Command::PreviousDuty
            | Command::ToggleMet
            | Command::Mark(_)
            | Command::EditNote
            | Command::SelectAll
            | Command::ToggleTable
            | Command::ShowInLicense => self.checklist_command(context, command),
        }
    }

    /// A command about the duties of the checklist.
    fn checklist_command(&mut self, context: &egui::Context, command: Command) {
        if let Command::Mark(status) = command
            && self.walks().is_some()
        {
            self.report_command(context, Command::Walk(WalkStep::Mark(status)));
            return;
        }
        self.views.place = Place::Checklist;
        let targets = self.views.checklist.targets();
        let needs_target =
            matches!(command, Command::ToggleMet | Command::Mark(_) | Command::EditNote | Command::ShowInLicense);
        if needs_target && targets.is_empty() {
            self.views.toasts.say(self.locale.text("toast-no-selection"));
            return;
        }
        if let Command::Mark(status) = command {
            self.set_status(&targets, status);
        } else if command == Command::ToggleMet {
            // By the status that is seen.
            let entry = |id: &DutyId| self.derived.as_ref().and_then(|derived| derived.register.entry(*id));
            let all_met = targets.iter().all(|id| entry(id).is_some_and(|entry| entry.status == Status::Met));
            self.set_status(&targets, if all_met { Status::NotStarted } else { Status::Met });
        } else if command == Command::NextDuty {
            self.with_context(|context, views| views.checklist.move_selection(context, 1));
        } else if command == Command::PreviousDuty {
            self.with_context(|context, views| views.checklist.move_selection(context, -1));
        } else if command == Command::SelectAll {
            self.with_context(|context, views| views.checklist.select_all(context));
        } else if command == Command::EditNote {
            self.views.checklist.mode = Mode::List;
            self.views.checklist.focus = Some(FocusRequest::Note);
        } else if command == Command::ToggleTable {
            let mode = &mut self.views.checklist.mode;
            *mode = if *mode == Mode::List { Mode::Table } else { Mode::List };
        } else if let (Command::ShowInLicense, Some(id)) = (command, targets.first()) {
            self.go(Destination::Words(*id));
        }
    }

    fn go(&mut self, destination: Destination) {
        match destination {
            Destination::Place(place) => self.views.place = place,
            Destination::Filtered(filter) => {
                self.views.place = Place::Checklist;
                self.views.checklist.filter = *filter;
                self.views.checklist.reveal_selected = true;
            }
            Destination::Duty(id) => {
                self.views.place = Place::Checklist;
                self.views.checklist.mode = Mode::List;
                self.views.checklist.select(id);
                self.views.checklist.reveal_selected = true;
                // A filter that hides what she asked for would look like a loss.
                self.with_context(|context, views| {
                    let hidden = context
                        .register
                        .entry(id)
                        .is_some_and(|e| !views.checklist.filter.accepts(e, context.workbook, context.today));
                    if hidden {
                        views.checklist.filter = crate::deadlines::Filter::default();
                    }
                });
            }
            Destination::Clause(clause) => {
                self.views.place = Place::License;
                self.views.license.clause = Some(clause);
                self.views.license.duty = None;
                self.views.license.reveal = true;
            }
            Destination::Page(page) => {
                self.views.place = Place::License;
                self.views.license.go_to_page(page);
            }
            Destination::Evidence(hash) => {
                self.views.place = Place::Evidence;
                self.views.lightbox = None;
                if let Some(hash) = hash {
                    self.views.evidence.go_to(hash);
                }
            }
            Destination::Event(event) => {
                self.views.place = Place::Deadlines;
                let dates = self.derived.as_ref().map(|derived| derived.register.dates.as_slice()).unwrap_or_default();
                let date = dates.iter().find(|date| date.event == Some(event)).map(|date| date.id.clone());
                self.views.deadlines.selected = date.or_else(|| self.views.deadlines.selected.take());
            }
            Destination::Report(year) => {
                self.views.place = Place::Report;
                self.views.report.show(year, None);
            }
            Destination::Session(id) => {
                let Some(year) = self.workbook().sessions.get(&id).map(|session| session.report_year) else { return };
                self.views.place = Place::Report;
                self.views.report.show(year, Some(id));
            }
            Destination::Snapshot(id) => {
                self.views.place = Place::Snapshots;
                self.views.snapshots.selected = Some(crate::ui::Source::Kept(id));
            }
            Destination::People => self.show_people(),
            Destination::Lacking { only_met } => {
                self.views.place = Place::Evidence;
                self.views.evidence.tab = Tab::Lacking;
                self.views.evidence.only_met = only_met;
            }
            Destination::Words(id) => {
                self.views.place = Place::License;
                self.views.license.duty = Some(id);
                self.views.license.clause = None;
                self.views.license.reveal = true;
            }
        }
    }

    /// Runs an edit under the name of who sits here, and says why where it is refused.
    pub(super) fn edit(&mut self, act: impl FnOnce(&mut Self, Stamp) -> Result<(), EditError>) {
        let outcome = self.stamp().and_then(|stamp| act(self, stamp));
        if let Err(error) = outcome {
            self.refuse(&error);
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

    /// Marks duties; “not applicable” asks for a justification first.
    fn set_status(&mut self, duties: &[DutyId], status: Status) {
        let ruled_out = |app: &Self, id: &DutyId| {
            let entry = app.derived.as_ref().and_then(|d| d.register.entry(*id));
            entry.is_some_and(|e| e.status == Status::NotApplicable && e.duty.answer.status != Status::NotApplicable)
        };
        let open: Vec<DutyId> = duties.iter().filter(|id| !ruled_out(self, id)).copied().collect();
        if open.is_empty() {
            self.views.toasts.say(self.locale.text("toast-ruled-out"));
            return;
        }
        let open = self.without_those_that_follow(open, status);
        if open.is_empty() {
            return;
        }
        if status == Status::NotApplicable {
            let already =
                |id: &DutyId| self.workbook().duties.get(id).is_some_and(|d| d.answer.status == Status::NotApplicable);
            if !open.iter().all(already) {
                self.views.checklist.mode = Mode::List;
                self.views.checklist.justifying = Some((open, String::new()));
                self.views.checklist.focus = Some(FocusRequest::Justification);
            }
            return;
        }
        self.mark(&open, status, None);
    }

    /// Leaves out the duties whose status follows from what events raised, where that is another one, and says so: marking
    /// them would change nothing that is seen.
    fn without_those_that_follow(&mut self, duties: Vec<DutyId>, status: Status) -> Vec<DutyId> {
        let Some(derived) = &self.derived else { return duties };
        let follows = |id: &DutyId| derived.register.entry(*id).is_some_and(|entry| entry.due.status(status) != status);
        let (following, open): (Vec<DutyId>, Vec<DutyId>) = duties.into_iter().partition(follows);
        let labels = following.iter().filter_map(|id| derived.register.entry(*id)).map(|entry| entry.label.as_str());
        let what = labels.collect::<Vec<_>>().join(&self.locale.text("list-separator"));
        if !what.is_empty() {
            self.views.toasts.warn(self.locale.format("toast-follows-events", [("what", what.into())]));
        }
        open
    }

    fn mark(&mut self, duties: &[DutyId], status: Status, justification: Option<&str>) {
        if duties.len() > 1 {
            self.views.toasts.say(self.locale.format("toast-bulk", [("n", duties.len().into())]));
        }
        self.edit(|app, stamp| {
            let today = app.surroundings.clock.today();
            let edit = app.workbook().set_status(duties, status, justification, today, stamp.author);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    fn review(&mut self, duties: &[DutyId]) {
        self.edit(|app, stamp| {
            let today = app.surroundings.clock.today();
            let edit = app.workbook().set_reviewed(duties, today, stamp.author);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    fn answer(&mut self, duties: &[DutyId], field: AnswerField, value: Option<&Value>) {
        let step = if field.kind() == AnswerKind::Text { Step::Typing } else { Step::Own };
        self.edit(|app, stamp| {
            let edit = app.workbook().set_answer(duties, field, value);
            app.session.apply(edit, step, stamp)
        });
    }

    fn set_theme(&mut self, context: &egui::Context, theme: Theme) {
        self.settings.theme = theme;
        self.apply_settings(context);
        self.save_settings();
    }

    fn zoom(&mut self, context: &egui::Context, zoom: f32) {
        self.settings.zoom = (zoom.clamp(0.6, 3.0) * 10.0).round() / 10.0;
        self.apply_settings(context);
        self.save_settings();
    }
}

/// The URL of a file, with every byte escaped that could mean something else there.
fn file_url(path: &std::path::Path) -> String {
    use std::fmt::Write as _;
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ok = write!(url, "%{byte:02X}");
        }
    }
    url
}
