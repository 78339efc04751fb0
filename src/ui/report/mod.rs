//! The annual report: how it stands, its sessions, what is attested, what it says, its material.
//!
//! A session is gone through in [`walk`], one duty at a time, which takes the whole place.

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

pub use intents::{About, DecisionText, DocumentKind, ReportFile, ReportIntent, Trail};
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

/// What of a report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum ReportTab {
    /// How far it has come, and what is missing.
    #[default]
    Progress,
    /// The sessions.
    Sessions,
    /// The duties, with what was attested of them.
    Duties,
    /// The text, head by head.
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

/// What of the reports is seen and typed.
#[derive(Default)]
pub struct ReportPlace {
    /// The year whose report is shown; the current one while none was chosen.
    pub year: Option<i32>,
    /// What of it is shown.
    pub tab: ReportTab,
    /// The walk-through, while it goes on.
    pub walk: Option<Walk>,
    /// The session that is shown.
    pub session: Option<SessionId>,
    /// The head that is shown, by its key.
    head: Option<String>,
    /// The year and the head that were drawn last.
    head_shown: Option<(i32, String)>,
    /// Whether the text is shown beside what its draft would be.
    comparing: bool,
    /// Only duties with this flag are listed.
    flag: Option<Flag>,
    filing: Filing,
    /// What is asked to be confirmed, since gaps would be frozen with it.
    freezing: Option<Freezing>,
    /// Why a filed report is to be corrected, while that is asked.
    correcting: Option<String>,
    decision: sessions::DecisionDraft,
    /// The names of a new session's participants, and of one who joins.
    participants: String,
    own_material: String,
    derived: Option<Arc<Derived>>,
}

/// What freezes a report as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freezing {
    /// That alone.
    Freeze,
    /// That it was filed.
    File,
    /// That its correction was filed.
    Correction,
}

/// What is typed to note that a report was filed.
#[derive(Default)]
struct Filing {
    year: i32,
    day: String,
    receipt: String,
    files: Vec<NewFile>,
    /// Whether it was prepared and filed without this workbook.
    elsewhere: bool,
}

/// What follows from the workbook for the year that is shown, kept until one of them changes.
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
    /// What follows for the year that is shown; none where no report is tracked or kept.
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

    /// Takes a file for what is being filed.
    pub fn attach(&mut self, file: NewFile) {
        self.filing.files.push(file);
    }

    /// Shows the session, and goes through its duties.
    pub fn walk_through(&mut self, year: i32, session: SessionId) {
        self.year = Some(year);
        self.session = Some(session);
        self.tab = ReportTab::Sessions;
        self.walk = Some(Walk::new(session));
    }

    /// Shows the report on a year, or one of its sessions.
    pub fn show(&mut self, year: i32, session: Option<SessionId>) {
        self.show_year(year);
        if session.is_some() {
            self.session = session;
            self.tab = ReportTab::Sessions;
        }
    }

    /// Goes along duties of the report on `year`, in the session that runs if there is one; what was shown is shown again
    /// after it.
    pub fn walk_along(&mut self, year: i32, trail: Trail, session: Option<SessionId>) {
        self.year = Some(year);
        self.walk = Some(Walk::along(trail, session));
    }

    /// Shows the report on another year; what was asked about this one is asked no more.
    fn show_year(&mut self, year: i32) {
        self.year = Some(year);
        self.freezing = None;
        self.correcting = None;
    }

    /// Forgets what belongs to another document.
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

/// The report on the year that is shown.
fn report_of<'a>(context: &'a ViewContext<'_>, derived: &Derived) -> Option<&'a Report> {
    context.workbook.reports.get(&derived.year)
}

/// Whether its text and attestations can be changed.
/// What is said of a report that is only looked at: how it is opened again, or corrected.
#[must_use]
pub fn locked_text(report: Option<&Report>) -> &'static str {
    if report.is_some_and(Report::can_be_reopened) { "report-locked" } else { "report-locked-correct" }
}

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

/// How long there is, in words.
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

/// What dropped files are attached to: the duty that a walk-through stands at.
pub(super) fn drop_target(context: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    let at = views.report.walk.as_ref()?.duty(context.workbook)?;
    Some(AttachTo::Use(EvidenceUse::Duty(at)))
}

/// The annual report.
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

/// Title, years, state, and what to look at.
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
            // What is late is seen from every year.
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

/// What to do next.
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
