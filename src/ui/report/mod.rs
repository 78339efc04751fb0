//! The place *Report*: the state of an annual report, its sessions, attestations, text and material.
//!
//! [`walk`] shows the duties of a session one at a time, in the whole place.

mod duties;
mod figures;
mod filing;
mod gate;
mod heads;
mod intents;
mod material;
mod meeting;
mod sessions;
mod tones;
mod walk;
mod walk_cards;
mod walk_forms;

pub use intents::{About, DecisionText, ReportFile, ReportIntent, Trail};
pub use meeting::MeetingDraft;
pub(super) use meeting::meeting_ui;
pub use walk::Walk;

use super::kit::tokens::{CONTROL_HEIGHT, GRID, TITLE};
use super::kit::widgets::{chip, primary_button, right_to_left};
use super::kit::{Tokens, Tone, fonts, icons};
use super::{AttachTo, Intent, Outbox, ViewContext, Views};
use crate::command::{Command, Place};
use crate::deadlines::first_year;
use crate::report::{Drafter, Flag, Gap, ReportState, ReportStatus, Review, current, gaps, report_statuses};
use crate::variants::all;
use crate::workbook::{EvidenceUse, NewFile, Report, SessionId};
use chrono::NaiveDate;
use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;
use strum::VariantArray;

/// A tab of the place *Report*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum ReportTab {
    /// The progress and the gaps.
    #[default]
    Progress,
    /// The sessions.
    Sessions,
    /// The duties with their attestations.
    Duties,
    /// The text of each head.
    Text,
    /// The material.
    Material,
}

impl ReportTab {
    const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    fn name(self) -> &'static str {
        match self {
            Self::Progress => "report-tab-progress",
            Self::Sessions => "report-tab-sessions",
            Self::Duties => "report-tab-duties",
            Self::Text => "report-tab-text",
            Self::Material => "report-tab-material",
        }
    }
}

/// The state of the place *Report*: selection and unfinished input.
#[derive(Default)]
pub struct ReportPlace {
    /// The year of the report that is shown. None shows the current report.
    pub year: Option<i32>,
    /// The tab that is shown.
    pub tab: ReportTab,
    /// The walk-through. None if no walk-through is open.
    pub walk: Option<Walk>,
    /// The selected session. None shows the latest session.
    pub session: Option<SessionId>,
    /// The key of the selected head.
    head: Option<String>,
    /// The year and the key of the head that the last frame drew.
    head_shown: Option<(i32, String)>,
    /// Whether the text and its new draft are compared.
    comparing: bool,
    /// Lists only duties with this flag. None lists all.
    flag: Option<Flag>,
    filing: Filing,
    /// The action that waits for confirmation because the report has gaps.
    freezing: Option<Freezing>,
    /// The reason for a correction, while it is typed.
    correcting: Option<String>,
    decision: sessions::DecisionDraft,
    /// The names typed for a new session, or for a participant to add.
    participants: String,
    own_material: String,
    derived: Option<Arc<Derived>>,
}

/// An action that freezes a report in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freezing {
    /// Freeze the report only.
    Freeze,
    /// Record the filing of the report.
    File,
    /// Record the filing of a correction.
    Correction,
}

/// The input of the form that records a filing.
#[derive(Default)]
struct Filing {
    year: i32,
    day: String,
    receipt: String,
    files: Vec<NewFile>,
    /// Whether the report was prepared and filed without this workbook.
    elsewhere: bool,
}

/// The values derived from the workbook for the year that is shown, kept until the workbook, the day or the year
/// changes.
pub(super) struct Derived {
    revision: u64,
    today: NaiveDate,
    wanted: Option<i32>,
    year: i32,
    standings: Vec<ReportStatus>,
    review: Review,
    drafts: BTreeMap<String, String>,
    gaps: Vec<Gap>,
}

impl Derived {
    fn standing(&self) -> Option<&ReportStatus> {
        self.standings.iter().find(|standing| standing.year == self.year)
    }

    fn draft(&self, head: &str) -> &str {
        self.drafts.get(head).map_or("", String::as_str)
    }
}

impl ReportPlace {
    /// The values derived for the year that is shown. None if no report is due and none exists.
    fn derived(&mut self, context: &ViewContext<'_>) -> Option<Arc<Derived>> {
        let revision = context.workbook.revision();
        if let Some(derived) = &self.derived
            && derived.revision == revision
            && derived.today == context.today
            && derived.wanted == self.year
        {
            return Some(Arc::clone(derived));
        }
        let derived = Arc::new(derive(context, self.year)?);
        self.derived = Some(Arc::clone(&derived));
        Some(derived)
    }

    /// Adds a file to the filing form.
    pub fn attach(&mut self, file: NewFile) {
        self.filing.files.push(file);
    }

    /// Shows the session and starts its walk-through.
    pub fn walk_through(&mut self, year: i32, session: SessionId) {
        self.year = Some(year);
        self.session = Some(session);
        self.tab = ReportTab::Sessions;
        self.walk = Some(Walk::new(session));
    }

    /// Shows the report on `year`, or one of its sessions.
    pub fn show(&mut self, year: i32, session: Option<SessionId>) {
        self.show_year(year);
        if session.is_some() {
            self.session = session;
            self.tab = ReportTab::Sessions;
        }
    }

    /// Starts a walk-through of a list of duties of the report on `year`, in the running session if there is one. The
    /// tab and the session that were shown stay selected.
    pub fn walk_along(&mut self, year: i32, trail: Trail, session: Option<SessionId>) {
        self.year = Some(year);
        self.walk = Some(Walk::along(trail, session));
    }

    /// Shows the report on another year and drops the pending questions about this one.
    fn show_year(&mut self, year: i32) {
        self.year = Some(year);
        self.freezing = None;
        self.correcting = None;
    }

    /// Resets the state when another document is opened.
    pub fn document_changed(&mut self) {
        *self = Self::default();
    }
}

fn derive(context: &ViewContext<'_>, wanted: Option<i32>) -> Option<Derived> {
    let (workbook, register, catalog) = (context.workbook, context.register, context.catalog);
    let standings = report_statuses(workbook, register, context.dates, catalog);
    let year = wanted.filter(|year| standings.iter().any(|s| s.year == *year));
    let year = year.or_else(|| current(&standings, context.today).map(|standing| standing.year))?;
    let review = Review::of(workbook, register, context.dates, catalog, year);
    let drafter = Drafter { workbook, register, catalog, review: &review };
    let drafts = catalog.report.heads.iter().map(|head| (head.key.clone(), drafter.draft(&head.key))).collect();
    let gaps = gaps(&drafter);
    Some(Derived { revision: workbook.revision(), today: context.today, wanted, year, standings, drafts, gaps, review })
}

/// The report on the year that is shown. None if it was not begun.
fn report_of<'a>(context: &'a ViewContext<'_>, derived: &Derived) -> Option<&'a Report> {
    context.workbook.reports.get(&derived.year)
}

/// The id of the message about a locked report: how to reopen it, or how to correct it.
#[must_use]
pub fn locked_text(report: Option<&Report>) -> &'static str {
    if report.is_some_and(Report::can_be_reopened) { "report-locked" } else { "report-locked-correct" }
}

/// Whether the report that is shown is frozen or filed, so that its text and attestations are locked.
fn is_locked(context: &ViewContext<'_>, derived: &Derived) -> bool {
    context.workbook.is_report_locked(derived.year)
}

fn state_tone(tokens: &Tokens, state: ReportState) -> Tone {
    match state {
        ReportState::NotDue => tokens.not_started,
        ReportState::Open => tokens.warning,
        ReportState::Prepared => tokens.info,
        ReportState::Filed => tokens.met,
        ReportState::Late => tokens.danger,
    }
}

/// The time until the report is due, in words.
fn countdown(context: &ViewContext<'_>, standing: &ReportStatus) -> String {
    let day = |day: NaiveDate| day.to_string().into();
    match (standing.state, standing.filed_on) {
        (_, Some(on)) if standing.filed_late => context.format("report-filed-late", [("day", day(on))]),
        (_, Some(on)) => context.format("report-filed-on", [("day", day(on))]),
        (ReportState::Late, None) => context.format("report-late-by", [("n", (-standing.days).into())]),
        (ReportState::NotDue | ReportState::Prepared, None) if context.today < standing.opens => {
            let args = [("n", standing.days.into()), ("day", day(standing.opens))];
            context.format("report-opens-in", args)
        }
        (ReportState::NotDue | ReportState::Open | ReportState::Prepared | ReportState::Filed, None) => {
            context.format("report-days-left", [("n", standing.days.into()), ("day", day(standing.last))])
        }
    }
}

/// The target of dropped files: the duty that the walk-through shows.
pub(super) fn drop_target(context: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    let at = views.report.walk.as_ref()?.duty(context.workbook)?;
    Some(AttachTo::Use(EvidenceUse::Duty(at)))
}

/// Draws the place.
pub(super) fn report_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.report;
    let Some(derived) = state.derived(context) else {
        state.walk = None;
        egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            let hint = context.text("report-nothing-hint");
            super::kit::widgets::empty_state(ui, icons::CLIPBOARD_TEXT, &context.text("report-nothing"), &hint);
        });
        return;
    };
    if state.walk.is_some() && walk::walk_ui(ui, context, state, &derived, out) {
        return;
    }
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 14, bottom: 8 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, context, state, &derived, out);
        });
        if state.tab == ReportTab::Text {
            heads::text_ui(ui, context, state, &derived, out);
            return;
        }
        ScrollArea::vertical().id_salt(("report", state.tab as u8)).auto_shrink(false).show(ui, |ui| {
            Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 4, bottom: 20 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0 * GRID;
                match state.tab {
                    ReportTab::Progress => gate::progress_ui(ui, context, state, &derived, out),
                    ReportTab::Sessions => sessions::sessions_ui(ui, context, state, &derived, out),
                    ReportTab::Duties => duties::duties_ui(ui, context, state, &derived, out),
                    ReportTab::Material => material::material_ui(ui, context, state, &derived, out),
                    ReportTab::Text => {}
                }
            });
        });
    });
}

/// Draws the title, the state, the years and the tabs.
fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        if let Some(standing) = derived.standing() {
            main_button(ui, context, derived, standing, out);
            let tone = state_tone(tokens, standing.state);
            let words = format!("{} · {}", context.locale.report_status(standing), countdown(context, standing));
            ui.add(egui::Label::new(RichText::new(words).color(tone.text)).truncate());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(Command::Show(Place::Report).name(context.locale)).font(fonts::bold(TITLE)));
        });
    });
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        for standing in &derived.standings {
            let name = context.format("report-year", [("year", standing.year.to_string().into())]);
            // A late report is marked in its chip, so that it is visible while another year is shown.
            let name = match standing.state {
                ReportState::Late => format!("{name} · {}", context.locale.report_state(standing.state)),
                ReportState::NotDue | ReportState::Open | ReportState::Prepared | ReportState::Filed => name,
            };
            if chip(ui, &name, standing.year == derived.year).clicked() {
                state.show_year(standing.year);
            }
        }
        let begins = first_year(&context.register.parsed.cover);
        if let Some(first) = derived.standings.first()
            && begins.is_none_or(|begins| begins < first.year)
            && super::kit::widgets::icon_button(ui, icons::PLUS, &context.text("report-earlier"), false).clicked()
        {
            out.push(Intent::Report(ReportIntent::Begin(first.year - 1)));
        }
        ui.add_space(4.0 * GRID);
        for tab in ReportTab::ALL {
            if chip(ui, &context.text(tab.name()), state.tab == tab).clicked() {
                state.tab = tab;
            }
        }
    });
}

/// Draws the button that starts or resumes a session.
fn main_button(ui: &mut Ui, context: &ViewContext<'_>, derived: &Derived, standing: &ReportStatus, out: &mut Outbox) {
    let corrected = report_of(context, derived).is_some_and(|report| report.correcting().is_some());
    if standing.state == ReportState::Filed && !corrected || is_locked(context, derived) {
        return;
    }
    let open = context.workbook.sessions_of(derived.year).into_iter().rev().find(|(_, s)| s.closed_on.is_none());
    let (icon, id, intent) = match open {
        Some((id, _)) => (icons::CARET_RIGHT, "session-go-on", ReportIntent::Resume(id)),
        None => (icons::PLUS, "session-start", ReportIntent::StartSession { year: derived.year, people: Vec::new() }),
    };
    if primary_button(ui, format!("{icon} {}", context.text(id))).clicked() {
        out.push(Intent::Report(intent));
    }
}
