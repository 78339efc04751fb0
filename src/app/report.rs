//! What each wish about the annual report does.

use super::evidence::hashes;
use super::{Step, WorkbookApp};
use crate::calendar::Now;
use crate::command::{Command, WalkStep};
use crate::obligation::Catalog;
use crate::report::{ReportState, Review, Standing, current, materials, standings};
use crate::snapshot::report::{file_and_freeze, freeze_report};
use crate::ui::{AlongWith, DecisionText, Dialog, MeetingDraft, PathPurpose, Place, ReportIntent, ReportPlace};
use crate::workbook::{
    Attestation, Decision, DutyId, Edit, EditError, LicenseId, NewFile, PersonId, ReportPart, SessionId, SessionPart,
    SnapshotId, Stamp, Status, Value, Workbook,
};
use std::collections::BTreeSet;
use std::sync::Arc;

impl WorkbookApp {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the rest is about one session")]
    pub(super) fn report_intent(&mut self, context: &egui::Context, intent: ReportIntent) {
        match intent {
            ReportIntent::Begin(year) => {
                self.views.report.year = Some(year);
                self.change_report(Step::Own, |workbook, today| workbook.open_report(year, today));
            }
            ReportIntent::Set(year, part, value) => {
                let typed = matches!(part, ReportPart::Head(_) | ReportPart::Title(_) | ReportPart::Figure(_));
                let step = if typed { Step::Typing } else { Step::Own };
                self.change_report(step, |workbook, today| workbook.set_report(year, [(part, value)], today));
            }
            ReportIntent::TakeDraft { year, head, text, draft } => self.change_report(Step::Own, |workbook, today| {
                let parts = [
                    (ReportPart::Head(head.clone()), Some(Value::Text(text))),
                    (ReportPart::Draft(head), Some(Value::Text(draft))),
                ];
                workbook.set_report(year, parts, today)
            }),
            ReportIntent::AddMaterial(year, title) => self.change_report(Step::Own, |workbook, today| {
                let part = ReportPart::Title(workbook.new_material_key(year));
                workbook.set_report(year, [(part, Some(Value::Text(title)))], today)
            }),
            ReportIntent::Attest(year, duty, attestation) => self.attest(year, duty, *attestation, false),
            ReportIntent::AttestMet(year, duty, attestation) => self.attest(year, duty, *attestation, true),
            ReportIntent::Check(year, duty) => {
                self.change_report(Step::Own, |workbook, _| workbook.check_attestation(year, duty));
            }
            ReportIntent::Withdraw(year, duty) => {
                self.change_report(Step::Own, |workbook, _| workbook.withdraw_attestation(year, duty));
            }
            ReportIntent::Freeze(year) => self.freeze_report(year),
            ReportIntent::Reopen(year) => {
                self.change_report(Step::Own, |workbook, _| workbook.reopen_report(year));
            }
            ReportIntent::File(year, on, receipt, files) => {
                self.file(year, &files, |workbook| workbook.file_report(year, on, &receipt, hashes(&files)));
            }
            ReportIntent::FileElsewhere(year, on, receipt) => {
                self.change_report(Step::Own, |workbook, _| workbook.file_elsewhere(year, on, &receipt));
            }
            ReportIntent::Correct(year, why) => self.edit(|app, stamp| {
                let today = app.surroundings.clock.today();
                let edit = app.workbook().correct_report(year, &why, today, Some(stamp.author));
                app.session.apply(edit, Step::Own, stamp)
            }),
            ReportIntent::FileCorrection(year, on, receipt) => {
                self.file(year, &[], |workbook| workbook.file_correction(year, on, &receipt));
            }
            ReportIntent::Unfile(year) => {
                self.change_report(Step::Own, |workbook, _| workbook.unfile_report(year));
            }
            ReportIntent::AskPack(year) => self.ask_along(AlongWith::Pack(year)),
            ReportIntent::AskReport(year, kind) => self.ask_along(AlongWith::Report(year, kind)),
            ReportIntent::Write(file) => self.ask_path(context, PathPurpose::Report(file)),
            ReportIntent::StartSession { year, people } => {
                self.session_begins(|app| app.start_session(year, &people));
            }
            ReportIntent::WalkAlong(year, trail) => {
                let running = self.running(year);
                self.views.report.walk_along(year, trail, running);
            }
            ReportIntent::Resume(id) => self.session_begins(|app| app.resume_session(id)),
            session_intent => self.session_intent(session_intent),
        }
    }

    /// A wish about one session.
    #[allow(clippy::wildcard_enum_match_arm, reason = "the rest is about the report")]
    fn session_intent(&mut self, intent: ReportIntent) {
        match intent {
            ReportIntent::Step(id, to) => {
                self.change_report(Step::Own, |workbook, _| workbook.step_session(id, to));
            }
            ReportIntent::Skip(id, duty, to) => self.change_report(Step::Own, |workbook, _| {
                // What is attested was not left for later.
                let year = workbook.sessions.get(&id).map(|session| session.report_year);
                let open = year.is_some_and(|year| !workbook.attestations.contains_key(&(year, duty)));
                let skipped = if open { workbook.skip_in_session(id, duty, true) } else { Edit::default() };
                to.map_or_else(|| skipped.clone(), |to| skipped.clone().and(workbook.step_session(id, to)))
            }),
            ReportIntent::Pause(id) => {
                self.change_report(Step::Own, |workbook, _| workbook.pause_session(id));
                self.leave_walk(id);
            }
            ReportIntent::CloseSession(id, close) => {
                self.leave_walk(id);
                self.change_report(Step::Own, |workbook, today| workbook.close_session(id, close.then_some(today)));
            }
            ReportIntent::RemoveSession(id) => {
                self.change_report(Step::Own, |workbook, _| workbook.remove_session(id));
            }
            ReportIntent::Minutes(id, text) => self.change_report(Step::Typing, |workbook, _| {
                let field = crate::workbook::Field::SessionPart(id, SessionPart::Minutes);
                workbook.change([(field, Some(Value::Text(text)))])
            }),
            ReportIntent::Participant(id, name, joins) => self.participant(id, &name, joins),
            ReportIntent::SessionDay(id, day) => self.change_report(Step::Own, |workbook, _| {
                let Some(mut session) = workbook.sessions.get(&id).cloned() else { return Edit::default() };
                session.on = day;
                workbook.put_session(id, session)
            }),
            ReportIntent::Decide(id, number, decision) => self.decide(id, number, decision),
            ReportIntent::RemoveDecision(id, number) => {
                self.change_report(Step::Own, |workbook, _| workbook.put_decision(id, number, None));
            }
            ReportIntent::FollowedUp(id, number, on) => {
                self.change_report(Step::Own, |workbook, _| workbook.close_follow_up(id, number, on));
            }
            _about_the_report => {}
        }
    }

    fn change_report(&mut self, step: Step, make: impl FnOnce(&Workbook, chrono::NaiveDate) -> Edit) {
        self.edit(|app, stamp| {
            let edit = make(app.workbook(), app.surroundings.clock.today());
            app.session.apply(edit, step, stamp)
        });
    }

    /// Attests a duty, and marks it as met in the checklist where `is_met`; a walk-through goes on to the next one that is
    /// open, in the same step. Along a list of problems it goes its own way.
    fn attest(&mut self, year: i32, duty: DutyId, attestation: Attestation, is_met: bool) {
        let session = attestation.session;
        let along = self.views.report.walk.as_ref().is_some_and(|walk| walk.trail.is_some());
        self.edit(|app, stamp| {
            let today = app.surroundings.clock.today();
            let workbook = app.workbook();
            let attestation = Attestation { by: Some(stamp.author), on: today, ..attestation };
            let mut edit = workbook.attest(year, &[duty], &attestation, today);
            if is_met && !edit.is_empty() {
                edit = edit.and(workbook.set_status(&[duty], Status::Met, None, today, stamp.author));
            }
            if let Some(id) = session {
                edit = edit.and(workbook.skip_in_session(id, duty, false));
                if let Some(next) = next_open(workbook, id, duty).filter(|_| !along) {
                    edit = edit.and(workbook.step_session(id, next));
                }
            }
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    /// Leaves the walk through a session that does not go on.
    fn leave_walk(&mut self, id: SessionId) {
        if self.views.report.walk.as_ref().is_some_and(|walk| walk.session == Some(id)) {
            self.views.report.walk = None;
        }
    }

    /// Asks before a session begins: what is done from then on belongs to it.
    fn ask_to_start(&mut self, year: i32) {
        let left = self.workbook().sessions_of(year).into_iter().rev().find(|(_, s)| s.closed_on.is_none());
        let draft = MeetingDraft::new(year, left.map(|(id, _)| id));
        self.views.dialog = Some(Dialog::Meeting(draft));
    }

    /// Begins a session with these people and goes through it.
    fn start_session(&mut self, year: i32, names: &[String]) {
        if !self.means(names.iter().map(String::as_str)) {
            return;
        }
        let Some(agenda) = self.agenda(year) else { return };
        if agenda.is_empty() {
            self.views.toasts.say(self.locale.text("toast-nothing-open"));
            return;
        }
        let id = self.session.new_session();
        self.edit(|app, stamp| {
            let mut people = app.people(names, stamp)?;
            people.insert(stamp.author);
            let today = app.surroundings.clock.today();
            let edit = app.workbook().start_session(id, year, today, people, agenda);
            app.session.apply(edit, Step::Own, stamp)
        });
        if self.workbook().sessions.contains_key(&id) {
            self.views.place = Place::Report;
            self.views.report.walk_through(year, id);
        }
    }

    /// Goes on with a session that was left, on this day.
    fn resume_session(&mut self, id: SessionId) {
        let Some(year) = self.workbook().sessions.get(&id).map(|session| session.report_year) else { return };
        let open = self.agenda(year).unwrap_or_default();
        self.change_report(Step::Own, |workbook, today| workbook.resume_session(id, today, &open));
        self.views.place = Place::Report;
        self.views.report.walk_through(year, id);
    }

    /// Begins a session or goes on with one, once it was asked.
    fn session_begins(&mut self, begin: impl FnOnce(&mut Self)) {
        if matches!(self.views.dialog, Some(Dialog::Meeting(_))) {
            self.views.dialog = None;
        }
        begin(self);
    }

    /// The session for the report on `year` that runs now.
    fn running(&self, year: i32) -> Option<SessionId> {
        let running = self.workbook().running_session(self.surroundings.clock.today());
        running.filter(|(_, session)| session.report_year == year).map(|(id, _)| id)
    }

    /// What is open for the report on `year` today.
    fn agenda(&mut self, year: i32) -> Option<Vec<DutyId>> {
        if !self.refresh() {
            return None;
        }
        let derived = self.derived.as_ref()?;
        let review = Review::of(self.workbook(), &derived.register, &derived.register.dates, &self.catalog, year);
        Some(review.agenda())
    }

    /// The people of these names; those that are not known are added.
    fn people(&mut self, names: &[String], stamp: Stamp) -> Result<BTreeSet<PersonId>, EditError> {
        names.iter().map(|name| self.session.person(name, Some(stamp.author), stamp.at)).collect()
    }

    fn participant(&mut self, id: SessionId, name: &str, joins: bool) {
        if joins && !self.means([name]) {
            return;
        }
        self.edit(|app, stamp| {
            let person = app.session.person(name, Some(stamp.author), stamp.at)?;
            let Some(mut session) = app.workbook().sessions.get(&id).cloned() else { return Ok(()) };
            if joins {
                session.participants.insert(person);
            } else {
                let workbook = app.workbook();
                session.participants.retain(|other| !workbook.is_same_person(*other, person));
            }
            let edit = app.workbook().put_session(id, session);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    fn decide(&mut self, id: SessionId, number: Option<u32>, decision: DecisionText) {
        // What was decided is not lost over a name.
        self.say_like(&decision.owner);
        self.edit(|app, stamp| {
            let DecisionText { duty, text, owner, due } = decision;
            let owner = match owner.trim() {
                "" => None,
                name => Some(app.session.person(name, Some(stamp.author), stamp.at)?),
            };
            let number = number.unwrap_or_else(|| app.workbook().new_decision_number(id));
            let decision = Decision { number, duty, text, owner, due, done_on: None };
            let edit = app.workbook().put_decision(id, number, Some(decision));
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    /// Notes that a report or its correction was filed, with the files of that, and freezes it where it is not frozen.
    pub(super) fn file(&mut self, year: i32, files: &[NewFile], filing: impl FnOnce(&Workbook) -> Edit) {
        self.edit_freezing(year, files, |workbook, license, now, catalog, kept| {
            Some(file_and_freeze(workbook, (license, now, year), catalog, kept, filing(workbook)))
        });
    }

    /// Freezes the report with the checklist behind it.
    fn freeze_report(&mut self, year: i32) {
        self.edit_freezing(year, &[], |workbook, license, now, catalog, (by, purpose, id)| {
            let frozen = freeze_report(workbook, license, (now, year), catalog, (by, purpose))?;
            Some(frozen.map(|snapshot| workbook.freeze_report(year, id, snapshot)))
        });
    }

    /// Makes an edit that keeps a snapshot of the report on `year`, and takes files along. `make` gets the workbook, its
    /// license, the instant, and who freezes the snapshot, for what, under which id.
    fn edit_freezing(
        &mut self,
        year: i32,
        files: &[NewFile],
        make: impl FnOnce(
            &Workbook,
            LicenseId,
            Now,
            &Catalog,
            (PersonId, &str, SnapshotId),
        ) -> Option<Result<Edit, serde_json::Error>>,
    ) {
        let id = self.session.new_snapshot();
        let catalog = Arc::clone(&self.catalog);
        let purpose = self.locale.format("report-purpose", [("year", year.to_string().into())]);
        let mut failure = None;
        self.edit(|app, stamp| {
            let wanted = app.take_files(files, stamp);
            let (now, workbook) = (app.now(), app.workbook());
            let Some(license) = workbook.current_license() else { return Ok(()) };
            match make(workbook, license, now, &catalog, (stamp.author, &purpose, id)) {
                Some(Ok(edit)) => {
                    let edit = workbook.change(wanted).and(edit);
                    app.session.apply(edit, Step::Own, stamp)
                }
                Some(Err(error)) => {
                    failure = Some(error.to_string());
                    Ok(())
                }
                None => Ok(()),
            }
        });
        if let Some(reason) = failure {
            self.views.toasts.warn(self.locale.format("toast-refused", [("reason", reason.into())]));
        }
    }

    /// Takes files for material of the report, by its place in the list.
    pub(super) fn attach_material(&mut self, year: i32, place: usize, new: &[NewFile]) {
        let all = materials(self.workbook().reports.get(&year), &self.catalog);
        let Some(material) = all.into_iter().nth(place) else { return };
        self.edit(|app, stamp| {
            let mut files = material.files;
            files.extend(hashes(new));
            let wanted = app.take_files(new, stamp);
            let today = app.surroundings.clock.today();
            let part = ReportPart::Files(material.key);
            let put = app.workbook().set_report(year, [(part, Some(Value::EvidenceRefs(files)))], today);
            let edit = app.workbook().change(wanted).and(put);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    /// A command of the annual report.
    pub(super) fn report_command(&mut self, context: &egui::Context, command: Command) {
        if let Command::Walk(step) = command {
            self.walk(step);
            return;
        }
        self.views.place = Place::Report;
        if command == Command::ShowReport || !self.refresh() {
            return;
        }
        let Some(derived) = &self.derived else { return };
        let all = standings(self.workbook(), &derived.register, &derived.register.dates, &self.catalog);
        let chosen = self.views.report.year.and_then(|year| all.iter().find(|standing| standing.year == year));
        let Some(standing) = chosen.or_else(|| current(&all, self.surroundings.clock.today())).cloned() else { return };
        if command == Command::WritePack {
            self.report_intent(context, ReportIntent::AskPack(standing.year));
        } else if self.is_done_with(&standing) {
            let report = self.workbook().reports.get(&standing.year);
            self.views.toasts.say(self.locale.text(crate::ui::locked_text(report)));
        } else {
            match self.running(standing.year) {
                Some(id) => self.resume_session(id),
                None => self.ask_to_start(standing.year),
            }
        }
    }

    /// Whether nothing is gone through any more for a report: it is frozen or filed, and not being corrected.
    fn is_done_with(&self, standing: &Standing) -> bool {
        let report = self.workbook().reports.get(&standing.year);
        let corrected = report.is_some_and(|report| report.correcting().is_some());
        self.workbook().is_report_locked(standing.year) || standing.state == ReportState::Filed && !corrected
    }

    /// Hands a key over to the walk-through, which knows at which duty it stands.
    fn walk(&mut self, step: WalkStep) {
        if let ReportPlace { walk: Some(walk), .. } = &mut self.views.report {
            walk.pressed.push(step);
        }
    }
}

/// The next duty of the agenda after `duty` that nobody attested; the one right after it where there is none.
fn next_open(workbook: &Workbook, session: SessionId, duty: DutyId) -> Option<DutyId> {
    let session = workbook.sessions.get(&session)?;
    let at = session.agenda.iter().position(|other| *other == duty)?;
    let (before, after) = session.agenda.split_at(at);
    let after = after.iter().skip(1);
    let is_open = |other: &&DutyId| !workbook.attestations.contains_key(&(session.report_year, **other));
    after.clone().chain(before).find(is_open).or_else(|| after.clone().next()).copied()
}
