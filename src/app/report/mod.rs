//! Carries out intents about the annual report.

pub(super) mod files;

use crate::app::UndoStep;
use crate::app::evidence::blobs::hashes;
use crate::app::shared::Shared;
use crate::calendar::Now;
use crate::command::Command;
use crate::obligation::Catalog;
use crate::report::{ReportState, ReportStatus, Review, current, materials, report_statuses};
use crate::snapshot::report::{file_and_freeze, freeze_report};
use crate::ui::{DecisionText, Dialog, IncludeFor, MeetingDraft, PathPurpose, Place, ReportIntent, ReportPlace};
use crate::workbook::{
    Attestation, Decision, DutyId, Edit, EditError, LicenseId, NewFile, PersonId, ReportPart, SessionId, SessionPart,
    SnapshotId, Stamp, Status, Value, Workbook,
};
use egui::Context;
use std::collections::BTreeSet;
use std::sync::Arc;

#[allow(clippy::wildcard_enum_match_arm, reason = "the others concern one session")]
pub(crate) fn report_intent(shared: &mut Shared, context: &Context, intent: ReportIntent) {
    match intent {
        ReportIntent::Begin(year) => {
            shared.views.report.year = Some(year);
            change_report(shared, UndoStep::Own, |workbook, today| workbook.open_report(year, today));
        }
        ReportIntent::Set(year, part, value) => {
            let typed = matches!(part, ReportPart::Head(_) | ReportPart::Title(_) | ReportPart::Figure(_));
            let step = if typed { UndoStep::Typing } else { UndoStep::Own };
            change_report(shared, step, |workbook, today| workbook.set_report(year, [(part, value)], today));
        }
        ReportIntent::TakeDraft { year, head, text, draft } => {
            change_report(shared, UndoStep::Own, |workbook, today| {
                let parts = [
                    (ReportPart::Head(head.clone()), Some(Value::Text(text))),
                    (ReportPart::Draft(head), Some(Value::Text(draft))),
                ];
                workbook.set_report(year, parts, today)
            });
        }
        ReportIntent::AddMaterial(year, title) => change_report(shared, UndoStep::Own, |workbook, today| {
            let part = ReportPart::Title(workbook.new_material_key(year));
            workbook.set_report(year, [(part, Some(Value::Text(title)))], today)
        }),
        ReportIntent::Attest(year, duty, attestation) => attest(shared, year, duty, *attestation, false),
        ReportIntent::AttestMet(year, duty, attestation) => attest(shared, year, duty, *attestation, true),
        ReportIntent::Check(year, duty) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.check_attestation(year, duty));
        }
        ReportIntent::Withdraw(year, duty) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.withdraw_attestation(year, duty));
        }
        ReportIntent::Freeze(year) => freeze_now(shared, year),
        ReportIntent::Reopen(year) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.reopen_report(year));
        }
        ReportIntent::File(year, on, receipt, files) => {
            record_filing(shared, year, &files, |workbook| workbook.file_report(year, on, &receipt, hashes(&files)));
        }
        ReportIntent::FileElsewhere(year, on, receipt) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.file_elsewhere(year, on, &receipt));
        }
        ReportIntent::Correct(year, why) => shared.edit(|shared, stamp| {
            let today = shared.environment.clock.today();
            let edit = shared.workbook().correct_report(year, &why, today, Some(stamp.author));
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        ReportIntent::FileCorrection(year, on, receipt) => {
            record_filing(shared, year, &[], |workbook| workbook.file_correction(year, on, &receipt));
        }
        ReportIntent::Unfile(year) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.unfile_report(year));
        }
        ReportIntent::AskPack(year) => shared.ask_along(IncludeFor::Pack(year)),
        ReportIntent::AskReport(year, kind) => shared.ask_along(IncludeFor::Report(year, kind)),
        ReportIntent::Write(file) => shared.ask_path(context, PathPurpose::Report(file)),
        ReportIntent::StartSession { year, people } => {
            close_meeting(shared);
            start_session(shared, year, &people);
        }
        ReportIntent::WalkAlong(year, trail) => {
            let running = running_session_of(shared, year);
            shared.views.report.walk_along(year, trail, running);
        }
        ReportIntent::Resume(id) => {
            close_meeting(shared);
            resume_session(shared, id);
        }
        about_a_session => session_intent(shared, about_a_session),
    }
}

/// Carries out an intent about a session.
#[allow(clippy::wildcard_enum_match_arm, reason = "the others concern the report")]
fn session_intent(shared: &mut Shared, intent: ReportIntent) {
    match intent {
        ReportIntent::Step(id, to) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.step_session(id, to));
        }
        ReportIntent::Skip(id, duty, to) => change_report(shared, UndoStep::Own, |workbook, _| {
            // A duty that is attested is no longer skipped.
            let year = workbook.sessions.get(&id).map(|session| session.report_year);
            let open = year.is_some_and(|year| !workbook.attestations.contains_key(&(year, duty)));
            let skipped = if open { workbook.skip_in_session(id, duty, true) } else { Edit::default() };
            to.map_or_else(|| skipped.clone(), |to| skipped.clone().and(workbook.step_session(id, to)))
        }),
        ReportIntent::Pause(id) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.pause_session(id));
            leave_walk(shared, id);
        }
        ReportIntent::CloseSession(id, close) => {
            leave_walk(shared, id);
            change_report(shared, UndoStep::Own, |workbook, today| workbook.close_session(id, close.then_some(today)));
        }
        ReportIntent::RemoveSession(id) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.remove_session(id));
        }
        ReportIntent::Minutes(id, text) => change_report(shared, UndoStep::Typing, |workbook, _| {
            let field = crate::workbook::Field::SessionPart(id, SessionPart::Minutes);
            workbook.change([(field, Some(Value::Text(text)))])
        }),
        ReportIntent::Participant(id, name, joins) => participant(shared, id, &name, joins),
        ReportIntent::SessionDay(id, day) => change_report(shared, UndoStep::Own, |workbook, _| {
            let Some(mut session) = workbook.sessions.get(&id).cloned() else { return Edit::default() };
            session.on = day;
            workbook.put_session(id, session)
        }),
        ReportIntent::Decide(id, number, decision) => decide(shared, id, number, decision),
        ReportIntent::RemoveDecision(id, number) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.put_decision(id, number, None));
        }
        ReportIntent::FollowedUp(id, number, on) => {
            change_report(shared, UndoStep::Own, |workbook, _| workbook.close_follow_up(id, number, on));
        }
        _about_the_report => {}
    }
}

fn change_report(shared: &mut Shared, step: UndoStep, make: impl FnOnce(&Workbook, chrono::NaiveDate) -> Edit) {
    shared.edit(|shared, stamp| {
        let edit = make(shared.workbook(), shared.environment.clock.today());
        shared.document.apply(edit, step, stamp)
    });
}

/// Attests a duty, and sets it to met in the checklist if `is_met`. In a walk-through of a session, the same undo step
/// moves to the next open duty; a walk-through of problems moves by itself.
fn attest(shared: &mut Shared, year: i32, duty: DutyId, attestation: Attestation, is_met: bool) {
    let session = attestation.session;
    let along = shared.views.report.walk.as_ref().is_some_and(|walk| walk.trail.is_some());
    shared.edit(|shared, stamp| {
        let today = shared.environment.clock.today();
        let workbook = shared.workbook();
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
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

/// Ends a walk-through of a session that cannot continue.
fn leave_walk(shared: &mut Shared, id: SessionId) {
    if shared.views.report.walk.as_ref().is_some_and(|walk| walk.session == Some(id)) {
        shared.views.report.walk = None;
    }
}

/// Asks before a session begins, because later attestations belong to it.
fn ask_to_start(shared: &mut Shared, year: i32) {
    let left = shared.workbook().sessions_of(year).into_iter().rev().find(|(_, s)| s.closed_on.is_none());
    let draft = MeetingDraft::new(year, left.map(|(id, _)| id));
    shared.views.dialog = Some(Dialog::Meeting(draft));
}

/// Begins a session with these participants and its walk-through.
fn start_session(shared: &mut Shared, year: i32, names: &[String]) {
    if !shared.confirm_names(names.iter().map(String::as_str)) {
        return;
    }
    let Some(agenda) = agenda(shared, year) else { return };
    if agenda.is_empty() {
        shared.views.toasts.say(shared.locale.text("toast-nothing-open"));
        return;
    }
    let id = shared.document.new_session();
    shared.edit(|shared, stamp| {
        let mut people = people_of(shared, names, stamp)?;
        people.insert(stamp.author);
        let today = shared.environment.clock.today();
        let edit = shared.workbook().start_session(id, year, today, people, agenda);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
    if shared.workbook().sessions.contains_key(&id) {
        shared.views.place = Place::Report;
        shared.views.report.walk_through(year, id);
    }
}

/// Continues a session that was interrupted, on this day.
fn resume_session(shared: &mut Shared, id: SessionId) {
    let Some(year) = shared.workbook().sessions.get(&id).map(|session| session.report_year) else { return };
    let open = agenda(shared, year).unwrap_or_default();
    change_report(shared, UndoStep::Own, |workbook, today| workbook.resume_session(id, today, &open));
    shared.views.place = Place::Report;
    shared.views.report.walk_through(year, id);
}

/// Closes the dialog that asks before a session begins.
fn close_meeting(shared: &mut Shared) {
    if matches!(shared.views.dialog, Some(Dialog::Meeting(_))) {
        shared.views.dialog = None;
    }
}

/// The running session for the report on `year`.
fn running_session_of(shared: &Shared, year: i32) -> Option<SessionId> {
    let running = shared.workbook().running_session(shared.environment.clock.today());
    running.filter(|(_, session)| session.report_year == year).map(|(id, _)| id)
}

/// The open duties of the report on `year` today.
fn agenda(shared: &mut Shared, year: i32) -> Option<Vec<DutyId>> {
    if !shared.refresh() {
        return None;
    }
    let derived = shared.derived.as_ref()?;
    let review = Review::of(shared.workbook(), &derived.register, &derived.register.dates, &shared.catalog, year);
    Some(review.agenda())
}

/// Returns the people with these names; unknown ones are added.
fn people_of(shared: &mut Shared, names: &[String], stamp: Stamp) -> Result<BTreeSet<PersonId>, EditError> {
    names.iter().map(|name| shared.document.person(name, Some(stamp.author), stamp.at)).collect()
}

fn participant(shared: &mut Shared, id: SessionId, name: &str, joins: bool) {
    if joins && !shared.confirm_names([name]) {
        return;
    }
    shared.edit(|shared, stamp| {
        let person = shared.document.person(name, Some(stamp.author), stamp.at)?;
        let Some(mut session) = shared.workbook().sessions.get(&id).cloned() else { return Ok(()) };
        if joins {
            session.participants.insert(person);
        } else {
            let workbook = shared.workbook();
            session.participants.retain(|other| !workbook.is_same_person(*other, person));
        }
        let edit = shared.workbook().put_session(id, session);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

fn decide(shared: &mut Shared, id: SessionId, number: Option<u32>, decision: DecisionText) {
    // An unclear name does not discard the decision.
    shared.mention_similar(&decision.owner);
    shared.edit(|shared, stamp| {
        let DecisionText { duty, text, owner, due } = decision;
        let owner = match owner.trim() {
            "" => None,
            name => Some(shared.document.person(name, Some(stamp.author), stamp.at)?),
        };
        let number = number.unwrap_or_else(|| shared.workbook().new_decision_number(id));
        let decision = Decision { number, duty, text, owner, due, done_on: None };
        let edit = shared.workbook().put_decision(id, number, Some(decision));
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

/// Records that a report or its correction was filed, with the files, and freezes the report if it is not frozen.
pub(crate) fn record_filing(shared: &mut Shared, year: i32, files: &[NewFile], filing: impl FnOnce(&Workbook) -> Edit) {
    edit_freezing(shared, year, files, |workbook, license, now, catalog, kept| {
        Some(file_and_freeze(workbook, (license, now, year), catalog, kept, filing(workbook)))
    });
}

/// Freezes the report with its checklist.
fn freeze_now(shared: &mut Shared, year: i32) {
    edit_freezing(shared, year, &[], |workbook, license, now, catalog, (by, purpose, id)| {
        let frozen = freeze_report(workbook, license, (now, year), catalog, (by, purpose))?;
        Some(frozen.map(|snapshot| workbook.freeze_report(year, id, snapshot)))
    });
}

/// Makes an edit that keeps a snapshot of the report on `year` and adds files. `make` gets the workbook, its license,
/// the time, and the author, purpose and id of the snapshot.
fn edit_freezing(
    shared: &mut Shared,
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
    let id = shared.document.new_snapshot();
    let catalog = Arc::clone(&shared.catalog);
    let purpose = shared.locale.format("report-purpose", [("year", year.to_string().into())]);
    let mut failure = None;
    shared.edit(|shared, stamp| {
        let wanted = shared.take_files(files, stamp);
        let (now, workbook) = (shared.now(), shared.workbook());
        let Some(license) = workbook.current_license() else { return Ok(()) };
        match make(workbook, license, now, &catalog, (stamp.author, &purpose, id)) {
            Some(Ok(edit)) => {
                let edit = workbook.change(wanted).and(edit);
                shared.document.apply(edit, UndoStep::Own, stamp)
            }
            Some(Err(error)) => {
                failure = Some(error.to_string());
                Ok(())
            }
            None => Ok(()),
        }
    });
    if let Some(reason) = failure {
        shared.views.toasts.warn(shared.locale.format("toast-refused", [("reason", reason.into())]));
    }
}

/// Adds files to the material of the report at index `place`.
pub(crate) fn attach_material(shared: &mut Shared, year: i32, place: usize, new: &[NewFile]) {
    let all = materials(shared.workbook().reports.get(&year), &shared.catalog);
    let Some(material) = all.into_iter().nth(place) else { return };
    shared.edit(|shared, stamp| {
        let mut files = material.files;
        files.extend(hashes(new));
        let wanted = shared.take_files(new, stamp);
        let today = shared.environment.clock.today();
        let part = ReportPart::Files(material.key);
        let put = shared.workbook().set_report(year, [(part, Some(Value::EvidenceRefs(files)))], today);
        let edit = shared.workbook().change(wanted).and(put);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

/// Carries out a command of the annual report.
pub(crate) fn report_command(shared: &mut Shared, context: &Context, command: Command) {
    if matches!(command, Command::Walk(_) | Command::Mark(_)) {
        walk(shared, command);
        return;
    }
    shared.views.place = Place::Report;
    if !shared.refresh() {
        return;
    }
    let Some(derived) = &shared.derived else { return };
    let all = report_statuses(shared.workbook(), &derived.register, &derived.register.dates, &shared.catalog);
    let chosen = shared.views.report.year.and_then(|year| all.iter().find(|standing| standing.year == year));
    let Some(standing) = chosen.or_else(|| current(&all, shared.environment.clock.today())).cloned() else { return };
    if command == Command::WritePack {
        report_intent(shared, context, ReportIntent::AskPack(standing.year));
    } else if is_done_with(shared, &standing) {
        let report = shared.workbook().reports.get(&standing.year);
        shared.views.toasts.say(shared.locale.text(crate::ui::locked_text(report)));
    } else {
        match running_session_of(shared, standing.year) {
            Some(id) => resume_session(shared, id),
            None => ask_to_start(shared, standing.year),
        }
    }
}

/// Whether the report allows no more sessions: it is frozen or filed, and not being corrected.
fn is_done_with(shared: &Shared, standing: &ReportStatus) -> bool {
    let report = shared.workbook().reports.get(&standing.year);
    let corrected = report.is_some_and(|report| report.correcting().is_some());
    shared.workbook().is_report_locked(standing.year) || standing.state == ReportState::Filed && !corrected
}

/// Passes a command to the walk-through, which knows the current duty.
fn walk(shared: &mut Shared, command: Command) {
    if let ReportPlace { walk: Some(walk), .. } = &mut shared.views.report {
        walk.pressed.push(command);
    }
}

/// The next duty of the agenda after `duty` without an attestation; the duty right after it if there is none.
fn next_open(workbook: &Workbook, session: SessionId, duty: DutyId) -> Option<DutyId> {
    let session = workbook.sessions.get(&session)?;
    let at = session.agenda.iter().position(|other| *other == duty)?;
    let (before, after) = session.agenda.split_at(at);
    // A session must not stop at a duty that was retired after it began.
    let counts = |other: &&DutyId| workbook.duties.get(*other).is_some_and(|duty| duty.definition.is_reported());
    let after = after.iter().skip(1).filter(counts);
    let mut others = after.clone().chain(before.iter().filter(counts));
    let open = others.find(|other| !workbook.attestations.contains_key(&(session.report_year, **other)));
    open.or_else(|| after.clone().next()).copied()
}
