//! Carries out the intents of the outbox.

use super::copies::{apply_merge, ask_to_settle, preview_merge};
use super::date_edits::date_intent;
use super::duty_edits::{duty_command, duty_intent};
use super::exports::start_printing;
use super::files::Leave;
use super::files::protected::unlock;
use super::files::rescue::show_backups;
use super::paths::with_extension;
use super::report::{report_command, report_intent};
use super::shared::Shared;
use super::snapshots::snapshot_intent;
use super::{UndoStep, WorkbookApp};
use crate::command::Command;
use crate::language::Language;
use crate::locale::Locale;
use crate::store::Theme;
use crate::ui::{
    AttachTo, CopyIntent, CopyPath, Destination, Dialog, EventDraft, EvidenceIntent, ExtractRequest, FocusRequest,
    Intent, Mode, PaletteState, PathPurpose, Place, SnapshotIntent, Tab, export_dialog,
};
use crate::workbook::{AnswerField, AnswerKind, DutyId, Status, Value};
use egui::Context;

impl WorkbookApp {
    /// Carries out all intents of the outbox.
    pub(crate) fn carry_out(&mut self, context: &Context) {
        loop {
            let intents = self.shared.outbox.take();
            if intents.is_empty() {
                return;
            }
            for intent in intents {
                self.intent(context, intent);
                self.tell_controllers();
            }
        }
    }

    fn intent(&mut self, context: &Context, intent: Intent) {
        match intent {
            Intent::Command(command) => self.command(context, command),
            Intent::Go(destination) => self.go(destination),
            Intent::Status(duties, status) => self.shared.set_status(&duties, status),
            Intent::Justify(duties, text) => self.shared.mark(&duties, Status::NotApplicable, Some(&text)),
            Intent::Review(duties) => self.shared.review(&duties),
            Intent::Answer(duties, field, value) => self.shared.answer(&duties, field, value.as_ref()),
            Intent::Owner(duties, name) => self.shared.set_owner(&duties, &name),
            Intent::People(intent) => self.shared.people_intent(intent),
            Intent::Fact(fact, holds) => self.shared.edit(|shared, stamp| {
                let Some(license) = shared.workbook().current_license() else { return Ok(()) };
                let edit = shared.workbook().state_fact(license, &fact, holds);
                shared.document.apply(edit, UndoStep::Own, stamp)
            }),
            Intent::Date(intent) => date_intent(&mut self.shared, intent),
            Intent::Duty(intent) => duty_intent(&mut self.shared, intent),
            Intent::Report(intent) => report_intent(&mut self.shared, context, intent),
            Intent::Snapshot(intent) => snapshot_intent(&mut self.shared, context, intent),
            Intent::Copies(intent) => self.copy_intent(context, intent),
            Intent::Identify(name) => self.shared.identify(&name),
            Intent::AcceptFound => self.shared.accept_findings(),
            Intent::ShowRecord(record) => {
                self.shared.views.dialog = Some(Dialog::History(crate::ui::HistoryState::at(record)));
            }
            Intent::OpenFile(path) => self.files.leave_for(&mut self.shared, context, Leave::Open(path)),
            Intent::TypedPath(purpose, path) => {
                let path = with_extension(path, purpose.extension());
                let own = self.shared.file.path.as_ref() == Some(&path) && self.shared.file.read_only.is_none();
                if path.exists() && !own {
                    self.shared.views.dialog = Some(Dialog::Replace(purpose, path));
                } else {
                    self.shared.views.dialog = None;
                    self.path_chosen(context, purpose, path);
                }
            }
            Intent::Evidence(intent) => self.evidence.evidence_intent(&mut self.shared, context, intent),
            Intent::AskEvidence(to) => self.shared.ask_path(context, PathPurpose::Evidence(to)),
            Intent::SaveEvidence(hash) => self.shared.ask_path(context, PathPurpose::SaveEvidence(hash)),
            Intent::ReadScan(scan) => self.evidence.read_scan(&mut self.shared, context, scan),
            Intent::LicenseReview(intent) => self.review_intent(context, intent),
            Intent::Preview(intent) => self.evidence.preview_intent(&mut self.shared, context, intent),
            Intent::Path(purpose, path) => {
                self.close_dialog();
                self.path_chosen(context, purpose, path);
            }
            Intent::Export(request) => {
                self.shared.views.dialog = None;
                self.shared.ask_path(context, PathPurpose::Export(request));
            }
            Intent::LeaveAnswer(save) => self.files.leave_answer(&mut self.shared, context, save),
            Intent::Safety(intent) => self.files.safety_intent(&mut self.shared, context, intent),
            Intent::ExternalChange(intent) => self.files.external_change_intent(&mut self.shared, context, intent),
            Intent::CloseDialog => {
                self.close_dialog();
                self.files.leaving = None;
            }
            Intent::Reveal(path) => context.open_url(egui::OpenUrl::new_tab(file_url(&path))),
        }
    }

    fn copy_intent(&mut self, context: &Context, intent: CopyIntent) {
        match intent {
            CopyIntent::Preview(path) => {
                self.shared.views.dialog = None;
                preview_merge(&mut self.shared, context, path, false);
            }
            CopyIntent::Merge(decisions) => apply_merge(&mut self.shared, &decisions),
            CopyIntent::Settle => ask_to_settle(&mut self.shared, context),
            CopyIntent::Open(path) => {
                self.shared.views.dialog = None;
                self.files.leave_for(&mut self.shared, context, Leave::Open(path));
            }
            CopyIntent::HandOut(wish) => {
                self.shared.views.dialog = None;
                let purpose = PathPurpose::Copy(CopyPath::HandOut { protected: wish.passphrase.is_some() });
                self.shared.waiting.hand_out = Some(wish);
                self.shared.ask_path(context, purpose);
            }
            CopyIntent::Unlock(path, passphrase, purpose) => {
                unlock(&mut self.shared, context, path, passphrase, purpose);
            }
            CopyIntent::ExportHistory(filter) => {
                self.shared.waiting.history = filter;
                self.shared.ask_path(context, PathPurpose::Copy(CopyPath::History));
            }
        }
    }

    /// Closes the dialog. A dialog that was behind the path field is shown again.
    fn close_dialog(&mut self) {
        self.shared.views.dialog = match self.shared.views.dialog.take() {
            Some(Dialog::Path(_, _, Some(behind))) => Some(*behind),
            _ => None,
        };
    }

    fn command(&mut self, context: &Context, command: Command) {
        let shared = &mut self.shared;
        match command {
            Command::New => self.files.leave_for(shared, context, Leave::New),
            Command::NewFromText => shared.ask_path(context, PathPurpose::LicenseText),
            Command::Open => self.files.leave_for(shared, context, Leave::AskOpen),
            Command::Save => self.files.save(shared, context),
            Command::SaveAs => shared.ask_path(context, PathPurpose::SaveAs),
            Command::SaveCopy => shared.ask_path(context, PathPurpose::SaveCopy),
            Command::SaveAutomatically => shared.toggle_autosave(),
            Command::ShowBackups => show_backups(shared, context),
            Command::ShowChanges => shared.views.dialog = Some(Dialog::Changes),
            Command::Export => {
                let dialog = export_dialog::ExportDialog::new(shared.locale.language, shared.own_key());
                shared.views.dialog = Some(Dialog::Export(dialog));
            }
            Command::MergeCopy => shared.ask_path(context, PathPurpose::Copy(CopyPath::Merge)),
            Command::HandOut => shared.ask_hand_out(),
            Command::ShowHistory => {
                shared.views.dialog = Some(Dialog::History(crate::ui::HistoryState::default()));
            }
            Command::Print => start_printing(shared, context),
            Command::Quit => self.files.leave_for(shared, context, Leave::Quit),
            Command::Undo => shared.edit(|shared, stamp| shared.document.undo(stamp)),
            Command::Redo => shared.edit(|shared, stamp| shared.document.redo(stamp)),
            Command::Identify | Command::ShowPeople => shared.ask_people(command),
            Command::Show(place) => self.go(Destination::Place(place)),
            Command::ShowUnderstood => shared.show_understood(),
            Command::VerifyEvidence => self.evidence.evidence_intent(shared, context, EvidenceIntent::Verify),
            Command::RelinkEvidence => self.evidence.evidence_intent(shared, context, EvidenceIntent::AskFind),
            Command::ExtractEvidence | Command::ExtractEvidenceZip => {
                let zip = command == Command::ExtractEvidenceZip;
                let request = ExtractRequest { zip, ..ExtractRequest::default() };
                self.evidence.evidence_intent(shared, context, EvidenceIntent::AskExtract(request));
            }
            Command::AttachFiles => match shared.views.checklist.selected {
                Some(duty) => shared.ask_path(context, PathPurpose::Evidence(AttachTo::Duty(duty))),
                None => shared.views.toasts.say(shared.locale.text("toast-no-selection")),
            },
            Command::WalkThrough | Command::WritePack | Command::Walk(_) => {
                report_command(shared, context, command);
            }
            Command::Freeze => snapshot_intent(shared, context, SnapshotIntent::AskFreeze),
            Command::VerifySnapshot => snapshot_intent(shared, context, SnapshotIntent::AskReceived),
            Command::RecordEvent => {
                let draft = EventDraft::new(None, shared.environment.clock.today());
                shared.views.dialog = Some(Dialog::Event(Box::new(draft)));
            }
            Command::EditDuty | Command::AddDuty | Command::ShowRetiredDuties => duty_command(shared, command),
            Command::ImportSchedule => shared.ask_path(context, PathPurpose::Schedule),
            Command::Search => {
                shared.views.place = Place::Checklist;
                shared.views.checklist.focus = Some(FocusRequest::Search);
            }
            Command::Palette => shared.views.palette = Some(PaletteState::default()),
            Command::SwitchLanguage => switch_language(shared),
            Command::ThemeSystem => shared.set_theme(context, Theme::System),
            Command::ThemeLight => shared.set_theme(context, Theme::Light),
            Command::ThemeDark => shared.set_theme(context, Theme::Dark),
            Command::ZoomIn => shared.zoom(context, shared.settings.zoom + 0.1),
            Command::ZoomOut => shared.zoom(context, shared.settings.zoom - 0.1),
            Command::ZoomReset => shared.zoom(context, 1.0),
            Command::ShowKeys => shared.views.dialog = Some(Dialog::Keys),
            Command::About => shared.views.dialog = Some(Dialog::About),
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

    /// Carries out a command about the duties of the checklist.
    fn checklist_command(&mut self, context: &Context, command: Command) {
        if matches!(command, Command::Mark(_)) && self.walks().is_some() {
            report_command(&mut self.shared, context, command);
            return;
        }
        self.shared.views.place = Place::Checklist;
        let targets = self.shared.views.checklist.targets();
        let needs_target =
            matches!(command, Command::ToggleMet | Command::Mark(_) | Command::EditNote | Command::ShowInLicense);
        if needs_target && targets.is_empty() {
            self.shared.views.toasts.say(self.shared.locale.text("toast-no-selection"));
            return;
        }
        if let Command::Mark(status) = command {
            self.shared.set_status(&targets, status);
        } else if command == Command::ToggleMet {
            // The status that is shown, which may differ from the stored one.
            let all_met = targets.iter().all(|id| {
                let entry = self.shared.derived.as_ref().and_then(|derived| derived.register.entry(*id));
                entry.is_some_and(|entry| entry.status == Status::Met)
            });
            self.shared.set_status(&targets, if all_met { Status::NotStarted } else { Status::Met });
        } else if command == Command::NextDuty {
            self.with_context(|context, views| views.checklist.move_selection(context, 1));
        } else if command == Command::PreviousDuty {
            self.with_context(|context, views| views.checklist.move_selection(context, -1));
        } else if command == Command::SelectAll {
            self.with_context(|context, views| views.checklist.select_all(context));
        } else if command == Command::EditNote {
            self.shared.views.checklist.mode = Mode::List;
            self.shared.views.checklist.focus = Some(FocusRequest::Note);
        } else if command == Command::ToggleTable {
            let mode = &mut self.shared.views.checklist.mode;
            *mode = if *mode == Mode::List { Mode::Table } else { Mode::List };
        } else if let (Command::ShowInLicense, Some(id)) = (command, targets.first()) {
            self.go(Destination::Words(*id));
        }
    }

    fn go(&mut self, destination: Destination) {
        self.shared.views.review = None;
        match destination {
            Destination::Place(place) => self.shared.views.place = place,
            Destination::Filtered(filter) => {
                self.shared.views.place = Place::Checklist;
                self.shared.views.checklist.filter = *filter;
                self.shared.views.checklist.reveal_selected = true;
            }
            Destination::Duty(id) => {
                self.shared.views.place = Place::Checklist;
                self.shared.views.checklist.mode = Mode::List;
                self.shared.views.checklist.select(id);
                self.shared.views.checklist.reveal_selected = true;
                // If a filter hid the duties, the user would think that they were lost.
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
                self.shared.views.place = Place::License;
                self.shared.views.license.clause = Some(clause);
                self.shared.views.license.duty = None;
                self.shared.views.license.reveal = true;
            }
            Destination::Page(page) => {
                self.shared.views.place = Place::License;
                self.shared.views.license.go_to_page(page);
            }
            Destination::Evidence(hash) => {
                self.shared.views.place = Place::Evidence;
                self.shared.views.lightbox = None;
                if let Some(hash) = hash {
                    self.shared.views.evidence.go_to(hash);
                }
            }
            Destination::Event(event) => {
                self.shared.views.place = Place::Deadlines;
                let dates =
                    self.shared.derived.as_ref().map(|derived| derived.register.dates.as_slice()).unwrap_or_default();
                let date = dates.iter().find(|date| date.event == Some(event)).map(|date| date.id.clone());
                self.shared.views.deadlines.selected = date.or_else(|| self.shared.views.deadlines.selected.take());
            }
            Destination::Report(year) => {
                self.shared.views.place = Place::Report;
                self.shared.views.report.show(year, None);
            }
            Destination::Session(id) => {
                let Some(year) = self.shared.workbook().sessions.get(&id).map(|session| session.report_year) else {
                    return;
                };
                self.shared.views.place = Place::Report;
                self.shared.views.report.show(year, Some(id));
            }
            Destination::Snapshot(id) => {
                self.shared.views.place = Place::Snapshots;
                self.shared.views.snapshots.selected = Some(crate::ui::SnapshotSource::Kept(id));
            }
            Destination::People => self.shared.show_people(),
            Destination::Lacking { only_met } => {
                self.shared.views.place = Place::Evidence;
                self.shared.views.evidence.tab = Tab::Lacking;
                self.shared.views.evidence.only_met = only_met;
            }
            Destination::Words(id) => {
                self.shared.views.place = Place::License;
                self.shared.views.license.duty = Some(id);
                self.shared.views.license.clause = None;
                self.shared.views.license.reveal = true;
            }
        }
    }
}

impl Shared {
    /// Sets the status of duties. “Not applicable” asks for a justification first.
    fn set_status(&mut self, duties: &[DutyId], status: Status) {
        let open: Vec<DutyId> = duties.iter().filter(|id| !self.is_ruled_out(**id)).copied().collect();
        if open.is_empty() {
            self.views.toasts.say(self.locale.text("toast-ruled-out"));
            return;
        }
        let open = self.without_those_that_follow(open, status);
        if open.is_empty() {
            return;
        }
        if status == Status::NotApplicable {
            let mut stored = open.iter().map(|id| self.workbook().duties.get(id).map(|duty| duty.answer.status));
            if !stored.all(|stored| stored == Some(Status::NotApplicable)) {
                self.views.checklist.mode = Mode::List;
                self.views.checklist.justifying = Some((open, String::new()));
                self.views.checklist.focus = Some(FocusRequest::Justification);
            }
            return;
        }
        self.mark(&open, status, None);
    }

    /// Whether the duty does not apply by its conditions, whatever its answer says.
    fn is_ruled_out(&self, duty: DutyId) -> bool {
        let entry = self.derived.as_ref().and_then(|derived| derived.register.entry(duty));
        entry.is_some_and(|e| e.status == Status::NotApplicable && e.duty.answer.status != Status::NotApplicable)
    }

    /// Removes the duties whose status follows from events and differs from `status`, and says so: setting it would
    /// change nothing that is shown.
    fn without_those_that_follow(&mut self, duties: Vec<DutyId>, status: Status) -> Vec<DutyId> {
        let Some(derived) = &self.derived else { return duties };
        let (following, open): (Vec<DutyId>, Vec<DutyId>) = duties
            .into_iter()
            .partition(|id| derived.register.entry(*id).is_some_and(|entry| entry.due.status(status) != status));
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
        self.edit(|shared, stamp| {
            let today = shared.environment.clock.today();
            let edit = shared.workbook().set_status(duties, status, justification, today, stamp.author);
            shared.document.apply(edit, UndoStep::Own, stamp)
        });
    }

    fn review(&mut self, duties: &[DutyId]) {
        self.edit(|shared, stamp| {
            let today = shared.environment.clock.today();
            let edit = shared.workbook().set_reviewed(duties, today, stamp.author);
            shared.document.apply(edit, UndoStep::Own, stamp)
        });
    }

    fn answer(&mut self, duties: &[DutyId], field: AnswerField, value: Option<&Value>) {
        let step = if field.kind() == AnswerKind::Text { UndoStep::Typing } else { UndoStep::Own };
        self.edit(|shared, stamp| {
            let edit = shared.workbook().set_answer(duties, field, value);
            shared.document.apply(edit, step, stamp)
        });
    }
}

fn switch_language(shared: &mut Shared) {
    let language = match shared.locale.language {
        Language::ZhCn => Language::En,
        Language::En => Language::ZhCn,
    };
    shared.locale = Locale::of(language);
    shared.settings.language = Some(language);
    shared.save_settings();
}

/// Returns the `file:` URL of a path, with percent encoding.
fn file_url(path: &std::path::Path) -> String {
    use std::fmt::Write as _;
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ok = write!(url, "%{byte:02X}");
        }
    }
    url
}
