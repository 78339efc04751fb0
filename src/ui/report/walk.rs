//! The walk-through of a session: one duty at a time, in large type, operated by keys alone.

use super::intents::{About, Trail};
use super::tones::{flag_tone, pill};
use super::walk_forms::{Form, Outcome};
use super::{Derived, ReportIntent, ReportPlace, walk_cards, walk_forms};
use crate::command::{Command, WalkStep};
use crate::deadlines::Entry;
use crate::report::{DutyReview, ReportStatement, Suggestion, differs};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, HEADING};
use crate::ui::kit::widgets::{paint_segments, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons, style};
use crate::ui::{AttachTo, Destination, Intent, Outbox, ViewContext};
use crate::workbook::{Attestation, AttestationAnswer, DutyId, Session, SessionId, Status, Workbook};
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Sense, Stroke, Ui, vec2};
use strum::VariantArray;

/// The font size of the title of the duty, in points.
const LARGE: f32 = 26.0;
/// The font size of the license text, in points.
const WORDS: f32 = 18.0;

/// An open walk-through.
pub struct Walk {
    /// The running session. None if the duties are only viewed, which neither starts nor resumes a session.
    pub session: Option<SessionId>,
    /// The commands from the keyboard that the next frame carries out.
    pub pressed: Vec<Command>,
    /// The open form.
    pub(super) form: Option<Form>,
    /// The list of duties with the same problem. None follows the agenda of the session.
    pub trail: Option<Trail>,
}

impl Walk {
    /// A walk-through of the agenda of `session`.
    #[must_use]
    pub fn new(session: SessionId) -> Self {
        Self { session: Some(session), pressed: Vec::new(), form: None, trail: None }
    }

    /// A walk-through of a list of duties, in the running session if there is one.
    #[must_use]
    pub fn along(trail: Trail, session: Option<SessionId>) -> Self {
        Self { session, pressed: Vec::new(), form: None, trail: Some(trail) }
    }

    /// The duty that is shown.
    #[must_use]
    pub fn duty(&self, workbook: &Workbook) -> Option<DutyId> {
        match &self.trail {
            Some(trail) => trail.duties.get(trail.at).copied(),
            None => workbook.sessions.get(&self.session?)?.at,
        }
    }

    /// Whether a choice is open, which takes all keys.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.form.as_ref().is_some_and(Form::is_choice)
    }

    /// Moves on to the next duty of a list of problems.
    fn go_on(&mut self, position: &WalkPosition<'_>) {
        if let Some(trail) = &mut self.trail {
            trail.at = (position.at + 1).min(position.queue.len().saturating_sub(1));
        }
    }

    /// Whether a form has input that was not accepted yet.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.form.is_some()
    }
}

/// The position of a walk-through, with the data of the duty that it shows.
pub(super) struct WalkPosition<'a> {
    /// The running session.
    pub(super) id: Option<SessionId>,
    pub(super) year: i32,
    session: Option<&'a Session>,
    pub(super) reviewed: &'a DutyReview,
    pub(super) entry: &'a Entry,
    /// The duties to go through.
    queue: Vec<DutyId>,
    at: usize,
    pub(super) locked: bool,
}

impl<'a> WalkPosition<'a> {
    fn of(context: &'a ViewContext<'_>, derived: &'a Derived, walk: &Walk) -> Option<Self> {
        let id = walk.session;
        let session = match id {
            Some(id) => Some(context.workbook.sessions.get(&id).filter(|s| s.report_year == derived.year)?),
            None => None,
        };
        // Skips duties that the annex rules out by now, and the duty that the filing itself fulfills.
        let is_asked =
            |duty: &&DutyId| derived.review.of_duty(**duty).is_some_and(|m| m.statement != ReportStatement::ByFiling);
        let duties = walk.trail.as_ref().map(|trail| &trail.duties).or(session.map(|session| &session.agenda))?;
        let queue: Vec<DutyId> = duties.iter().filter(is_asked).copied().collect();
        let at = match &walk.trail {
            Some(trail) => trail.at.min(queue.len().saturating_sub(1)),
            None => session
                .and_then(|session| session.at)
                .and_then(|at| queue.iter().position(|duty| *duty == at))
                .unwrap_or(0),
        };
        let reviewed = derived.review.of_duty(*queue.get(at)?)?;
        let entry = context.register.entry(reviewed.duty)?;
        let locked = context.workbook.is_report_locked(derived.year);
        Some(Self { id, year: derived.year, session, reviewed, entry, queue, at, locked })
    }

    fn neighbor(&self, forward: bool) -> Option<DutyId> {
        let at = if forward { self.at.checked_add(1)? } else { self.at.checked_sub(1)? };
        self.queue.get(at).copied()
    }

    /// A new attestation of this duty, dated today.
    pub(super) fn attestation(&self, context: &ViewContext<'_>, answer: AttestationAnswer, text: &str) -> Attestation {
        Attestation {
            answer,
            text: text.to_owned(),
            by: None,
            on: context.today,
            remedy: String::new(),
            remedy_by: None,
            clause_hash: String::new(),
            evidence: std::collections::BTreeSet::new(),
            session: self.id,
            against: None,
            taken_from: None,
        }
    }

    /// The attestation that the proposal would make.
    pub(super) fn proposed(&self, context: &ViewContext<'_>, suggestion: &Suggestion) -> Attestation {
        let text = suggestion.text.get(context.locale.language);
        Attestation {
            remedy: suggestion.remedy.clone(),
            remedy_by: suggestion.remedy_by,
            taken_from: suggestion.brings_words().then_some(self.year - 1),
            ..self.attestation(context, suggestion.answer, text)
        }
    }
}

/// Draws the walk-through. False if its session or duty is no longer available.
pub(super) fn walk_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) -> bool {
    let Some(mut walk) = state.walk.take() else { return false };
    let Some(position) = WalkPosition::of(context, derived, &walk) else { return false };
    let mut goes_on = true;
    for command in std::mem::take(&mut walk.pressed) {
        // A form that an earlier key opened takes the later keys.
        if walk.form.is_none() || command == Command::Walk(WalkStep::Pause) {
            goes_on &= carry_out(context, &mut walk, &position, command, out);
        }
    }
    let bar = Frame::NONE.fill(Tokens::of(ui).panel).inner_margin(Margin::symmetric(24, 10));
    Panel::top("walk_head").frame(bar).show(ui, |ui| progress_ui(ui, context, &position, &mut walk));
    Panel::bottom("walk_keys").frame(bar).show(ui, |ui| actions_ui(ui, context, &position, &mut walk));
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        ScrollArea::vertical().id_salt(("walk", position.reviewed.duty)).auto_shrink(false).show(ui, |ui| {
            let side = ((ui.available_width() - 980.0) / 2.0).max(24.0);
            let room = ui.available_rect_before_wrap().shrink2(vec2(side, 20.0));
            ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
                duty_ui(ui, context, &position, &mut walk, out);
                ui.add_space(20.0);
            });
        });
    });
    // Clicks on buttons add to `pressed` while the frame is drawn.
    for command in std::mem::take(&mut walk.pressed) {
        goes_on &= carry_out(context, &mut walk, &position, command, out);
    }
    if goes_on {
        state.walk = Some(walk);
    }
    true
}

/// Carries out a command. False if it closes the walk-through.
fn carry_out(
    context: &ViewContext<'_>,
    walk: &mut Walk,
    position: &WalkPosition<'_>,
    command: Command,
    out: &mut Outbox,
) -> bool {
    if let Command::Walk(step) = command {
        return take_step(context, walk, position, step, out);
    }
    if command == Command::Mark(Status::NotApplicable) {
        walk.form = Some(Form::justify(position));
    } else if let Command::Mark(status) = command {
        out.push(Intent::Status(vec![position.reviewed.duty], status));
    }
    true
}

/// Carries out a step. False if it closes the walk-through.
fn take_step(
    context: &ViewContext<'_>,
    walk: &mut Walk,
    position: &WalkPosition<'_>,
    step: WalkStep,
    out: &mut Outbox,
) -> bool {
    let duty = position.reviewed.duty;
    let answers =
        matches!(step, WalkStep::Confirm | WalkStep::TakeProposal | WalkStep::Exception | WalkStep::NotApplicable);
    if position.locked && answers {
        return true;
    }
    match step {
        WalkStep::Confirm => confirm(context, walk, position, out),
        WalkStep::TakeProposal => take_proposal(context, walk, position, out),
        WalkStep::Exception => walk.form = Some(Form::exception(position)),
        WalkStep::NotApplicable => walk.form = Some(Form::not_applicable(context, position)),
        WalkStep::Assign => walk.form = Some(Form::assign(context, position)),
        WalkStep::Decide if position.id.is_none() => {}
        WalkStep::Decide => walk.form = Some(Form::decide()),
        WalkStep::Attach => out.push(Intent::AskEvidence(AttachTo::Duty(duty))),
        WalkStep::Checklist => out.push(Intent::Go(Destination::Duty(duty))),
        WalkStep::Skip | WalkStep::Back => {
            walk.form = None;
            leave(walk, position, step == WalkStep::Skip, out);
        }
        WalkStep::Pause if walk.form.is_some() => walk.form = None,
        WalkStep::Pause => {
            if let Some(id) = position.id {
                out.push(Intent::Report(ReportIntent::Pause(id)));
            }
            return false;
        }
    }
    true
}

/// Goes to the next or previous duty, in the list of problems or in the agenda. The session records a skipped duty.
fn leave(walk: &mut Walk, position: &WalkPosition<'_>, forward: bool, out: &mut Outbox) {
    let mut wish = |intent| out.push(Intent::Report(intent));
    if let Some(trail) = &mut walk.trail {
        let last = position.queue.len().saturating_sub(1);
        trail.at = if forward { (position.at + 1).min(last) } else { position.at.saturating_sub(1) };
    } else if let Some(id) = position.id {
        if forward {
            wish(ReportIntent::Skip(id, position.reviewed.duty, position.neighbor(true)));
        } else if let Some(before) = position.neighbor(false) {
            wish(ReportIntent::Step(id, before));
        }
    }
}

/// Confirms a duty that the checklist marks as met. Otherwise asks first how to reconcile the two.
fn confirm(context: &ViewContext<'_>, walk: &mut Walk, position: &WalkPosition<'_>, out: &mut Outbox) {
    let given = position.reviewed.attested.as_ref().filter(|a| a.answer == AttestationAnswer::Confirmed);
    let attestation = position.attestation(context, AttestationAnswer::Confirmed, "");
    if given.is_some_and(|given| given.taken_from.is_some()) {
        out.push(Intent::Report(ReportIntent::Check(position.year, position.reviewed.duty)));
        walk.go_on(position);
    } else {
        attest_or_ask(walk, position, attestation, out);
    }
}

fn attest_or_ask(walk: &mut Walk, position: &WalkPosition<'_>, attestation: Attestation, out: &mut Outbox) {
    if attestation.answer == AttestationAnswer::Confirmed && differs(attestation.answer, position.reviewed.status) {
        walk.form = Some(Form::against(attestation));
        return;
    }
    walk.form = None;
    out.push(Intent::Report(ReportIntent::Attest(position.year, position.reviewed.duty, Box::new(attestation))));
    walk.go_on(position);
}

/// Accepts the proposed answer. An exception whose day has passed asks for a new day.
fn take_proposal(context: &ViewContext<'_>, walk: &mut Walk, position: &WalkPosition<'_>, out: &mut Outbox) {
    let Some(suggestion) = &position.reviewed.suggestion else { return };
    let proposed = position.proposed(context, suggestion);
    if suggestion.wants_day() {
        walk.form = Some(Form::from_year_before(&proposed));
    } else {
        attest_or_ask(walk, position, proposed, out);
    }
}

/// Draws the progress.
fn progress_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>, walk: &mut Walk) {
    let tokens = Tokens::of(ui);
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let pause = Command::Walk(WalkStep::Pause);
        let (icon, name) = match position.id {
            Some(_) => (pause.icon(), pause.name(context.locale)),
            None => (icons::CARET_LEFT, context.text("trail-leave")),
        };
        if key_button(ui, pause, icon, &name, true) {
            walk.pressed.push(pause);
        }
        let args = [("at", (position.at + 1).into()), ("total", position.queue.len().into())];
        let is_problem = walk.trail.as_ref().is_some_and(|trail| trail.about != About::Listed);
        let place = context.format(if is_problem { "trail-at" } else { "walk-at" }, args);
        ui.label(RichText::new(place).text_style(style::strong()));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let year = position.year.to_string();
            let title = match position.session.map(|session| session.on.to_string()) {
                Some(day) => context.format("walk-title", [("year", year.into()), ("day", day.into())]),
                None => context.format("walk-title-alone", [("year", year.into())]),
            };
            let about = walk.trail.as_ref().map(|trail| about_words(context, trail.about));
            let title =
                about.into_iter().chain([title]).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
            ui.add(Label::new(RichText::new(title).color(tokens.muted)).truncate());
        });
    });
    let attested = |duty: &&DutyId| context.workbook.attestations.contains_key(&(position.year, **duty));
    let done = position.queue.iter().filter(attested).count();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    paint_segments(ui, rect, &[(done as f32 / position.queue.len().max(1) as f32, tokens.met.solid)]);
    remark(ui, context.format("walk-done", [("done", done.into()), ("total", position.queue.len().into())]));
}

/// The common property of the duties of the list, in words.
fn about_words(context: &ViewContext<'_>, about: About) -> String {
    match about {
        About::Flag(flag) => context.locale.flag(flag).into_owned(),
        About::NoRemedy => context.text("trail-no-remedy").into_owned(),
        About::Explained => context.text("trail-explained").into_owned(),
        About::Listed => String::new(),
    }
}

/// Draws the buttons of the steps, with their keys.
fn actions_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>, walk: &mut Walk) {
    ui.horizontal_wrapped(|ui| {
        for step in WalkStep::VARIANTS.iter().copied() {
            let usable = match step {
                // These buttons are elsewhere: above the duty, and beside its status.
                WalkStep::Pause | WalkStep::Checklist => continue,
                WalkStep::TakeProposal => !position.locked && position.reviewed.suggestion.is_some(),
                WalkStep::Confirm | WalkStep::Exception | WalkStep::NotApplicable => !position.locked,
                WalkStep::Back => position.neighbor(false).is_some(),
                WalkStep::Skip => walk.trail.is_none() || position.neighbor(true).is_some(),
                // A decision belongs to a session.
                WalkStep::Decide => position.id.is_some(),
                WalkStep::Assign | WalkStep::Attach => true,
            };
            let name = match (walk.trail.as_ref().map(|trail| trail.about), step) {
                (Some(About::Listed), WalkStep::Skip) => context.text("trail-next-listed"),
                (Some(About::Listed), WalkStep::Back) => context.text("trail-back-listed"),
                (Some(_), WalkStep::Skip) => context.text("trail-next"),
                (Some(_), WalkStep::Back) => context.text("trail-back"),
                (_, step) => Command::Walk(step).name(context.locale),
            };
            let command = Command::Walk(step);
            if key_button(ui, command, command.icon(), &name, usable && !walk.asks()) {
                walk.pressed.push(command);
            }
        }
        if position.locked {
            ui.label(format!(
                "{} {}",
                icons::LOCK,
                context.text(super::locked_text(context.workbook.reports.get(&position.year)))
            ));
        }
    });
}

/// Draws a button with its key. True if it was clicked.
pub(super) fn key_button(ui: &mut Ui, command: Command, icon: &str, name: &str, enabled: bool) -> bool {
    let button = egui::Button::new(format!("{icon} {name}")).shortcut_text(command.keys(ui.ctx()));
    let response = ui.add_enabled(enabled, button.wrap_mode(egui::TextWrapMode::Extend));
    let tooltip = command.tooltip(ui.ctx(), name);
    response.on_hover_text(tooltip).clicked()
}

/// Draws the duty, the license text, the cards and the open form.
fn duty_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>, walk: &mut Walk, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let definition = &position.entry.duty.definition;
    ui.spacing_mut().item_spacing.y = 2.0 * GRID;
    let topic = context.topic(definition.clause);
    let line = format!("{} · {topic} · {}", position.reviewed.label, context.locale.kind(definition.kind));
    ui.label(RichText::new(line).size(HEADING).color(tokens.muted));
    let title = definition.title.get(context.locale.language);
    ui.add(Label::new(RichText::new(title).font(fonts::bold(LARGE))).wrap());
    flags_ui(ui, context, position);
    Frame::NONE
        .fill(tokens.quote)
        .stroke(Stroke::new(1.0, tokens.hairline))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::symmetric(18, 14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let words = RichText::new(&position.entry.quote).font(fonts::regular(WORDS)).line_height(Some(WORDS * 1.6));
            ui.add(Label::new(words).wrap().selectable(true));
        });
    if let Some(condition) = &definition.condition {
        remark(ui, condition.get(context.locale.language));
    }
    ui.add_space(GRID);
    if let Some(mut form) = walk.form.take() {
        match walk_forms::form_ui(ui, context, position, &mut form, out) {
            Outcome::Open => walk.form = Some(form),
            Outcome::Left => {}
            Outcome::Answered => walk.go_on(position),
            Outcome::Instead(other) => walk.form = Some(*other),
        }
        ui.add_space(GRID);
    }
    if ui.available_width() < 640.0 {
        walk_cards::before_ui(ui, context, position);
        walk_cards::now_ui(ui, context, position, walk, out);
    } else {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            // A column of egui stretches its contents.
            left.with_layout(Layout::top_down(Align::Min), |ui| walk_cards::before_ui(ui, context, position));
            right.with_layout(Layout::top_down(Align::Min), |ui| walk_cards::now_ui(ui, context, position, walk, out));
        });
    }
}

fn flags_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>) {
    if position.reviewed.flags.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        for flag in &position.reviewed.flags {
            pill(ui, &context.locale.flag(*flag), flag_tone(tokens, *flag));
        }
    });
}
