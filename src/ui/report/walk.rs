//! The walk-through of a session: one duty at a time, in large type, by keys alone.

use super::walk_forms::{self, Form};
use super::{Derived, ReportIntent, ReportPlace};
use crate::command::{Command, WalkStep};
use crate::ui::evidence::cards_ui;
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, HEADING, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{card, paint_segments, remark, right_to_left};
use crate::ui::kit::{Tokens, Tone, fonts, icons, style};
use crate::ui::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::report::{Matter, SuggestionSource};
use crate::workbook::{Attestation, AttestationAnswer, DutyId, Entry, EvidenceUse, Session, SessionId};
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Sense, Stroke, Ui, vec2};

/// The size of the title of the duty.
const LARGE: f32 = 26.0;
/// The size of the words of the license.
const WORDS: f32 = 18.0;

/// A walk-through that goes on.
pub struct Walk {
    /// The session.
    pub session: SessionId,
    /// What keys asked for, to be done when it is drawn.
    pub pressed: Vec<WalkStep>,
    /// What is being typed.
    pub(super) form: Option<Form>,
}

impl Walk {
    /// A walk through the duties of `session`.
    #[must_use]
    pub fn new(session: SessionId) -> Self {
        Self { session, pressed: Vec::new(), form: None }
    }

    /// Whether something is being typed that is not taken yet.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.form.is_some()
    }
}

/// Where a walk stands.
pub(super) struct Stand<'a> {
    pub(super) id: SessionId,
    pub(super) year: i32,
    pub(super) session: &'a Session,
    pub(super) matter: &'a Matter,
    pub(super) entry: &'a Entry,
    /// The duties of the agenda that can be gone through.
    queue: Vec<DutyId>,
    at: usize,
    locked: bool,
}

impl<'a> Stand<'a> {
    fn of(context: &'a ViewContext<'_>, derived: &'a Derived, id: SessionId) -> Option<Self> {
        let session = context.workbook.sessions.get(&id).filter(|s| s.report_year == derived.year)?;
        // A duty that the annex rules out by now is passed over.
        let queue: Vec<DutyId> =
            session.agenda.iter().filter(|duty| derived.review.matter(**duty).is_some()).copied().collect();
        let at = session.at.and_then(|at| queue.iter().position(|duty| *duty == at)).unwrap_or(0);
        let matter = derived.review.matter(*queue.get(at)?)?;
        let entry = context.register.entry(matter.duty)?;
        let locked = context.workbook.is_report_locked(derived.year);
        Some(Self { id, year: derived.year, session, matter, entry, queue, at, locked })
    }

    fn neighbor(&self, forward: bool) -> Option<DutyId> {
        let at = if forward { self.at.checked_add(1)? } else { self.at.checked_sub(1)? };
        self.queue.get(at).copied()
    }

    /// An attestation of this duty, given now.
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
            session: Some(self.id),
        }
    }
}

/// Draws the walk-through; false where its session cannot be gone through any more.
pub(super) fn walk_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) -> bool {
    let Some(mut walk) = state.walk.take() else { return false };
    let Some(stand) = Stand::of(context, derived, walk.session) else { return false };
    let mut goes_on = true;
    for step in std::mem::take(&mut walk.pressed) {
        goes_on &= take_step(context, &mut walk, &stand, step, out);
    }
    let bar = Frame::NONE.fill(Tokens::of(ui).panel).inner_margin(Margin::symmetric(24, 10));
    Panel::top("walk_head").frame(bar).show(ui, |ui| progress_ui(ui, context, &stand, &mut walk));
    Panel::bottom("walk_keys").frame(bar).show(ui, |ui| actions_ui(ui, context, &stand, &mut walk));
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        ScrollArea::vertical().id_salt(("walk", stand.matter.duty)).auto_shrink(false).show(ui, |ui| {
            let side = ((ui.available_width() - 980.0) / 2.0).max(24.0);
            let room = ui.available_rect_before_wrap().shrink2(vec2(side, 20.0));
            ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
                duty_ui(ui, context, &stand, &mut walk, out);
                ui.add_space(20.0);
            });
        });
    });
    // A button that was clicked is as good as its key.
    for step in std::mem::take(&mut walk.pressed) {
        goes_on &= take_step(context, &mut walk, &stand, step, out);
    }
    if goes_on {
        state.walk = Some(walk);
    }
    true
}

/// Does what a key asks for; false where it leaves the walk-through.
fn take_step(context: &ViewContext<'_>, walk: &mut Walk, stand: &Stand<'_>, step: WalkStep, out: &mut Outbox) -> bool {
    let mut wish = |intent| out.push(Intent::Report(intent));
    let duty = stand.matter.duty;
    let answers =
        matches!(step, WalkStep::Confirm | WalkStep::TakeProposal | WalkStep::Exception | WalkStep::NotApplicable);
    if stand.locked && answers {
        return true;
    }
    match step {
        WalkStep::Confirm => {
            let attestation = stand.attestation(context, AttestationAnswer::Confirmed, "");
            wish(ReportIntent::Attest(stand.year, duty, Box::new(attestation)));
            walk.form = None;
        }
        WalkStep::TakeProposal => {
            if let Some(attestation) = proposed(context, stand) {
                wish(ReportIntent::Attest(stand.year, duty, Box::new(attestation)));
            }
        }
        WalkStep::Exception => walk.form = Some(Form::exception(stand)),
        WalkStep::NotApplicable => walk.form = Some(Form::not_applicable(context, stand)),
        WalkStep::Assign => walk.form = Some(Form::assign(context, stand)),
        WalkStep::Decide => walk.form = Some(Form::decide()),
        WalkStep::Attach => out.push(Intent::AskEvidence(AttachTo::Duty(duty))),
        WalkStep::Skip => {
            walk.form = None;
            wish(ReportIntent::Skip(stand.id, duty, stand.neighbor(true)));
        }
        WalkStep::Back => {
            walk.form = None;
            if let Some(before) = stand.neighbor(false) {
                wish(ReportIntent::Step(stand.id, before));
            }
        }
        WalkStep::Pause if walk.form.is_some() => walk.form = None,
        WalkStep::Pause => {
            wish(ReportIntent::Pause(stand.id));
            return false;
        }
    }
    true
}

/// The proposed answer, as it would be given. An exception of the year before is written down anew.
fn proposed(context: &ViewContext<'_>, stand: &Stand<'_>) -> Option<Attestation> {
    let suggestion = stand.matter.suggestion.as_ref()?;
    let text = suggestion.text.get(context.locale.language);
    let attestation = stand.attestation(context, suggestion.answer, text);
    Some(match (&stand.matter.before, suggestion.source) {
        (Some(before), SuggestionSource::YearBefore) => {
            Attestation { remedy: before.remedy.clone(), remedy_by: before.remedy_by, ..attestation }
        }
        _other => attestation,
    })
}

/// How far it has come.
fn progress_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>, walk: &mut Walk) {
    let tokens = Tokens::of(ui);
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        let pause = key_button(ui, context, WalkStep::Pause);
        if ui.add(pause).clicked() {
            walk.pressed.push(WalkStep::Pause);
        }
        let args = [("at", (stand.at + 1).into()), ("total", stand.queue.len().into())];
        ui.label(RichText::new(context.format("walk-at", args)).text_style(style::strong()));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let args = [("year", stand.year.to_string().into()), ("day", stand.session.on.to_string().into())];
            ui.add(Label::new(RichText::new(context.format("walk-title", args)).color(tokens.muted)).truncate());
        });
    });
    let attested = |duty: &&DutyId| context.workbook.attestations.contains_key(&(stand.year, **duty));
    let done = stand.queue.iter().filter(attested).count();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    paint_segments(ui, rect, &[(done as f32 / stand.queue.len().max(1) as f32, tokens.met.solid)]);
    remark(ui, context.format("walk-done", [("done", done.into()), ("total", stand.queue.len().into())]));
}

/// The keys, as buttons.
fn actions_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>, walk: &mut Walk) {
    ui.horizontal_wrapped(|ui| {
        for step in WalkStep::ALL {
            let usable = match step {
                WalkStep::Pause => continue,
                WalkStep::TakeProposal => !stand.locked && stand.matter.suggestion.is_some(),
                WalkStep::Confirm | WalkStep::Exception | WalkStep::NotApplicable => !stand.locked,
                WalkStep::Back => stand.neighbor(false).is_some(),
                WalkStep::Assign | WalkStep::Attach | WalkStep::Decide | WalkStep::Skip => true,
            };
            let button = key_button(ui, context, step);
            if ui.add_enabled(usable, button).clicked() {
                walk.pressed.push(step);
            }
        }
        if stand.locked {
            ui.label(format!("{} {}", icons::LOCK, context.text("report-locked")));
        }
    });
}

/// A button with the key that does the same.
fn key_button(ui: &Ui, context: &ViewContext<'_>, step: WalkStep) -> egui::Button<'static> {
    let command = Command::Walk(step);
    let keys = command.shortcuts().first().map(|s| ui.ctx().format_shortcut(s)).unwrap_or_default();
    let text = format!("{} {}", command.icon(), command.name(context.locale));
    egui::Button::new(text).shortcut_text(keys).wrap_mode(egui::TextWrapMode::Extend)
}

/// The duty, the words of the license, what was said, and what is being typed.
fn duty_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>, walk: &mut Walk, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let definition = &stand.entry.duty.definition;
    ui.spacing_mut().item_spacing.y = 2.0 * GRID;
    let topic = context.topic(definition.clause);
    let line = format!("{} · {topic} · {}", stand.matter.label, context.locale.kind(definition.kind));
    ui.label(RichText::new(line).size(HEADING).color(tokens.muted));
    let title = definition.title.get(context.locale.language);
    ui.add(Label::new(RichText::new(title).font(fonts::bold(LARGE))).wrap());
    flags_ui(ui, context, stand);
    Frame::NONE
        .fill(tokens.quote)
        .stroke(Stroke::new(1.0, tokens.hairline))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::symmetric(18, 14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let words = RichText::new(&stand.entry.quote).font(fonts::regular(WORDS)).line_height(Some(WORDS * 1.6));
            ui.add(Label::new(words).wrap().selectable(true));
        });
    if let Some(condition) = &definition.condition {
        remark(ui, condition.get(context.locale.language));
    }
    ui.add_space(GRID);
    if let Some(form) = &mut walk.form {
        if walk_forms::form_ui(ui, context, stand, form, out) {
            walk.form = None;
        }
        ui.add_space(GRID);
    }
    if ui.available_width() < 640.0 {
        before_ui(ui, context, stand);
        now_ui(ui, context, stand, out);
    } else {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            // A column of egui's stretches whatever is in it.
            left.with_layout(Layout::top_down(Align::Min), |ui| before_ui(ui, context, stand));
            right.with_layout(Layout::top_down(Align::Min), |ui| now_ui(ui, context, stand, out));
        });
    }
}

fn flags_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>) {
    if stand.matter.flags.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        for flag in &stand.matter.flags {
            pill(ui, &context.locale.flag(*flag), super::duties::flag_tone(tokens, *flag));
        }
    });
}

/// A word on a colored ground.
pub(super) fn pill(ui: &mut Ui, text: &str, tone: Tone) {
    Frame::NONE.fill(tone.pale).corner_radius(CornerRadius::same(10)).inner_margin(Margin::symmetric(8, 2)).show(
        ui,
        |ui| {
            ui.add(Label::new(RichText::new(text).size(TEXT_SMALL).color(tone.text)).extend());
        },
    );
}

/// What was said the year before, and whether that may be proposed.
fn before_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>) {
    let title = context.format("walk-before", [("year", (stand.year - 1).to_string().into())]);
    card(ui, &title, |ui| {
        match &stand.matter.before {
            None => _ = remark(ui, context.text("walk-before-none")),
            Some(before) => attested_ui(ui, context, before),
        }
        for changed in &stand.matter.changes {
            let what = match changed.field {
                Some(field) => context.locale.answer_field(field),
                None => context.text("walk-definition"),
            };
            let args = [("what", what.into()), ("day", changed.on.to_string().into())];
            remark(ui, context.format("walk-changed", args));
        }
        if let Some(suggestion) = &stand.matter.suggestion {
            let tokens = Tokens::of(ui);
            ui.separator();
            let source = context.text(match suggestion.source {
                SuggestionSource::YearBefore => "proposal-year-before",
                SuggestionSource::Justification => "proposal-justification",
                SuggestionSource::NoEvent => "proposal-no-event",
            });
            let answer = context.locale.attested(suggestion.answer);
            let words = format!("{} {}", icons::LIGHTBULB, context.format("proposal", [("answer", answer.into())]));
            ui.label(RichText::new(words).color(tokens.info.text));
            remark(ui, source);
            let text = suggestion.text.get(context.locale.language);
            if suggestion.source != SuggestionSource::YearBefore && !text.is_empty() {
                ui.add(Label::new(text).wrap());
            }
        }
    });
}

/// Where the duty stands now: its answer of the year, its owner, its evidence.
fn now_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>, out: &mut Outbox) {
    let title = context.format("walk-now", [("year", stand.year.to_string().into())]);
    card(ui, &title, |ui| {
        let tokens = Tokens::of(ui);
        match &stand.matter.attested {
            None => _ = ui.label(RichText::new(context.text("attested-open")).color(tokens.muted)),
            Some(attested) => {
                attested_ui(ui, context, attested);
                if !stand.locked && ui.button(context.text("attested-withdraw")).clicked() {
                    out.push(Intent::Report(ReportIntent::Withdraw(stand.year, stand.matter.duty)));
                }
            }
        }
        let answer = &stand.entry.duty.answer;
        let status = context.locale.status(stand.entry.status);
        let owner = answer.owner.map(|id| context.person(id).to_owned());
        let owner = owner.unwrap_or_else(|| context.text("owner-nobody").into_owned());
        remark(ui, format!("{} {status} · {owner}", context.text("walk-checklist")));
        if !answer.statement.is_empty() {
            ui.add(Label::new(&answer.statement).wrap());
        }
        if stand.matter.evidence.is_empty() {
            remark(ui, context.text("walk-no-evidence"));
        }
        for hash in &stand.matter.evidence {
            cards_ui(ui, context, &[*hash], Some(EvidenceUse::Duty(stand.matter.duty)), out);
            let doubt = if stand.matter.expired.contains(hash) {
                Some("flag-evidence-expired")
            } else if stand.matter.old.contains(hash) {
                Some("flag-evidence-old")
            } else {
                None
            };
            if let Some(id) = doubt {
                ui.label(RichText::new(context.text(id)).size(TEXT_SMALL).color(tokens.warning.text));
            }
        }
        for follow_up in context.workbook.open_follow_ups(Some(stand.matter.duty)) {
            let due = follow_up.decision.due.map(|day| day.to_string()).unwrap_or_default();
            remark(ui, format!("{} {} {due}", icons::FLAG, follow_up.decision.text));
        }
    });
}

/// What was attested: the answer, its words, by whom and when.
pub(super) fn attested_ui(ui: &mut Ui, context: &ViewContext<'_>, attestation: &Attestation) {
    let tokens = Tokens::of(ui);
    let tone = super::duties::answer_tone(tokens, attestation.answer);
    let answer = context.locale.attested(attestation.answer);
    ui.label(RichText::new(answer).font(fonts::bold(TEXT)).color(tone.text));
    if !attestation.text.is_empty() {
        ui.add(Label::new(&attestation.text).wrap());
    }
    if !attestation.remedy.is_empty() || attestation.remedy_by.is_some() {
        let day = attestation.remedy_by.map(|day| day.to_string()).unwrap_or_default();
        let args = [("remedy", attestation.remedy.as_str().into()), ("day", day.into())];
        ui.add(Label::new(context.format("attested-remedy", args)).wrap());
    }
    let by = attestation.by.map(|id| context.person(id)).unwrap_or_default();
    remark(ui, format!("{by} {}", attestation.on));
}
