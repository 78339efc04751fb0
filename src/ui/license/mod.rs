//! The license pages as issued, with the status of each clause in the margin.

mod scan;

pub use scan::{ScanPlaces, Showing};

use crate::command::status_icon;
use crate::license::{Block, BlockKind, ClauseId, Page, PageKind, Span};
use crate::ui::evidence::Reading;
use crate::ui::kit::tokens::{GRID, TEXT, TEXT_EMPHASIS, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, link, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::status_tone;
use crate::ui::{AttachTo, Destination, Intent, Outbox, ViewContext, Views};
use crate::workbook::{DutyId, EvidenceUse, Sha256, Status};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Align2, Color32, CornerRadius, Frame, Label, Margin, Panel, Popup, Rect, Response, RichText, Role,
    ScrollArea, Sense, SetOpenCommand, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;

const PAPER_WIDTH: f32 = 700.0;
/// Minimum width in points at which text and scan are shown side by side.
const ROOM_FOR_BOTH: f32 = 1000.0;

/// Navigation state of the license pages.
#[derive(Default)]
pub struct LicenseState {
    /// The marked clause.
    pub clause: Option<ClauseId>,
    /// The duty whose passages are marked.
    pub duty: Option<DutyId>,
    /// Whether to scroll to the marked passages in the next frame.
    pub reveal: bool,
    /// The page to scroll to in the next frame.
    page: Option<u32>,
    /// Whether text, scans, or both are shown.
    pub showing: Showing,
    /// The view settings, such as the zoom, of the scan of each page.
    readings: BTreeMap<u32, Reading>,
    /// The page that takes the largest part of the window.
    in_sight: Option<u32>,
}

impl LicenseState {
    /// The page that takes the largest part of the window.
    #[must_use]
    pub fn page_in_sight(&self) -> Option<u32> {
        self.in_sight
    }

    /// The places that are marked on the scan of a page: page of the scan, from 1, and edges in ten-thousandths.
    #[must_use]
    pub fn marks(&self, page: u32) -> &[(u32, [u16; 4])] {
        self.readings.get(&page).map(|reading| reading.marks.as_slice()).unwrap_or_default()
    }

    /// Scrolls to a page in the next frame.
    pub fn go_to_page(&mut self, page: u32) {
        self.page = Some(page);
    }
}

/// The target of dropped files: the page that takes the largest part of the window.
pub(in crate::ui) fn drop_target(context: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    let page = views.license.page_in_sight()?;
    Some(AttachTo::Use(EvidenceUse::Page(context.register.license, page)))
}

/// Draws the pages and the text of the license.
pub(in crate::ui) fn license_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.license;
    let tokens = Tokens::of(ui);
    if ui.available_width() > 820.0 {
        Panel::left("license-pages")
            .resizable(false)
            .exact_size(186.0)
            .frame(Frame::NONE.fill(tokens.rail))
            .show(ui, |ui| thumbnails_ui(ui, context, state));
    }
    egui::CentralPanel::default().frame(Frame::NONE.fill(tokens.rail)).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| scan::choice_ui(ui, context, state));
        ScrollArea::vertical().id_salt("license_paper").auto_shrink(false).show(ui, |ui| {
            ui.add_space(4.0 * GRID);
            let paper = PAPER_WIDTH.min(ui.available_width() - 32.0);
            let mut most = 0.0;
            for page in &context.register.parsed.pages {
                let scan = scan::of_page(context, page.number).filter(|_| state.showing != Showing::Text);
                let beside = scan.is_some() && state.showing == Showing::Both && ui.available_width() > ROOM_FOR_BOTH;
                let width = if beside { (2.0 * paper + 16.0).min(ui.available_width() - 32.0) } else { paper };
                let top = ui.cursor().top();
                let left = ((ui.available_width() - width) / 2.0).max(16.0);
                ui.horizontal_top(|ui| {
                    ui.add_space(left);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        scan::head_ui(ui, context, page.number, out);
                        sheets_ui(ui, context, state, (page, scan), beside, out);
                    });
                });
                let seen = ui.clip_rect().bottom().min(ui.cursor().top()) - ui.clip_rect().top().max(top);
                if seen > most {
                    most = seen;
                    state.in_sight = Some(page.number);
                }
                ui.add_space(5.0 * GRID);
            }
        });
    });
    state.reveal = false;
    state.page = None;
}

/// Draws the text of a page, its scan, or both.
fn sheets_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    (page, scan): (&Page, Option<Sha256>),
    beside: bool,
    out: &mut Outbox,
) {
    let Some(hash) = scan else {
        page_ui(ui, context, state, page, out);
        return;
    };
    let marks = marked_spans(context, state);
    let is_to_reveal = state.reveal && marks.iter().any(|mark| mark.overlaps(page.span));
    if beside {
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                page_ui(left, context, state, page, out);
                scan::scan_ui(right, context, state, (page, hash), &marks, out);
            }
        });
        return;
    }
    scan::scan_ui(ui, context, state, (page, hash), &marks, out);
    if state.showing == Showing::Both {
        ui.add_space(2.0 * GRID);
        page_ui(ui, context, state, page, out);
    } else if state.page == Some(page.number) || is_to_reveal {
        ui.scroll_to_rect(ui.min_rect(), Some(Align::TOP));
    }
}

/// A short description of the contents of a page.
fn page_title(context: &ViewContext<'_>, page: &Page) -> (String, String) {
    let kind = context.text(match page.kind {
        PageKind::Cover => "page-cover",
        PageKind::Annex => "page-annex",
        PageKind::SpecialProvisions => "page-provisions",
    });
    let mut clauses = page.blocks.iter().filter_map(|b| b.clause);
    let range = match (clauses.next(), clauses.next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(only), _) => only.to_string(),
        (None, _) => String::new(),
    };
    (kind.into_owned(), range)
}

fn thumbnails_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut LicenseState) {
    let tokens = Tokens::of(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space(4.0 * GRID);
        for page in &context.register.parsed.pages {
            ui.horizontal(|ui| {
                ui.add_space(18.0);
                let (rect, response) = ui.allocate_exact_size(vec2(150.0, 74.0), Sense::click());
                let (kind, range) = page_title(context, page);
                response.widget_info(|| {
                    let name = context.format("page", [("pages", page.number.into())]);
                    WidgetInfo::labeled(Role::Button, true, format!("{name} {kind} {range}"))
                });
                let painter = ui.painter();
                let on_page = |span: Span| page.span.start <= span.start && span.start < page.span.end;
                let marked = marked_spans(context, state).first().is_some_and(|s| on_page(*s));
                let edge =
                    if marked || response.hovered() || response.has_focus() { tokens.accent } else { tokens.edge };
                let stroke = Stroke::new(if marked { 2.0 } else { 1.0 }, edge);
                painter.rect(rect, CornerRadius::same(2), tokens.card, stroke, egui::StrokeKind::Inside);
                let text = |dy: f32, words: &str, size: f32, color: Color32| {
                    let galley = elided(ui, words, fonts::regular(size), color, rect.width() - 16.0);
                    ui.painter().galley(pos2(rect.center().x - galley.size().x / 2.0, rect.top() + dy), galley, color);
                };
                text(12.0, &kind, TEXT_SMALL, tokens.ink);
                text(32.0, &range, TEXT_SMALL, tokens.muted);
                text(52.0, &page.number.to_string(), 11.0, tokens.muted);
                if response.clicked() {
                    state.page = Some(page.number);
                }
            });
            ui.add_space(2.0 * GRID);
        }
    });
}

/// The marked passages: those of a duty, or a whole clause.
fn marked_spans(context: &ViewContext<'_>, state: &LicenseState) -> Vec<Span> {
    if let Some(entry) = state.duty.and_then(|id| context.register.entry(id)) {
        return entry.duty.definition.spans.clone();
    }
    let clause = state.clause.and_then(|id| context.register.parsed.clause(id));
    clause.map(|c| c.body.fragments.iter().map(|f| f.span).collect()).unwrap_or_default()
}

fn page_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut LicenseState, page: &Page, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let marks = marked_spans(context, state);
    let output = Frame::NONE
        .fill(tokens.card)
        .shadow(egui::Shadow { offset: [0, 2], blur: 12, spread: 0, color: tokens.shadow })
        .inner_margin(Margin { left: 76, right: 56, top: 36, bottom: 44 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(260.0);
            ui.spacing_mut().item_spacing.y = 10.0;
            for block in &page.blocks {
                block_ui(ui, context, state, (page, block), &marks, out);
            }
        });
    let rect = output.response.rect;
    let number = context.format("page", [("pages", page.number.into())]);
    ui.painter().text(
        rect.center_bottom() - vec2(0.0, 16.0),
        Align2::CENTER_CENTER,
        number,
        fonts::regular(11.0),
        tokens.muted,
    );
    if state.page == Some(page.number) {
        ui.scroll_to_rect(rect, Some(Align::TOP));
    }
}

fn block_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    (page, block): (&Page, &Block),
    marks: &[Span],
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let text = &context.register.parsed.text;
    match block.kind {
        BlockKind::RunningHead => {
            right_to_left(ui, 20.0, |ui| {
                ui.add(Label::new(RichText::new(block.span.of(text)).size(TEXT_SMALL).color(tokens.muted)).wrap());
            });
        }
        BlockKind::Title => {
            let size = if page.kind == PageKind::Cover { 22.0 } else { 18.0 };
            ui.vertical_centered(|ui| {
                ui.add(Label::new(RichText::new(block.span.of(text)).font(fonts::bold(size))).wrap());
            });
            ui.add_space(2.0 * GRID);
        }
        BlockKind::Field | BlockKind::Service | BlockKind::Paragraph | BlockKind::Continuation => {
            paragraph_ui(ui, context, state, block, marks, out);
        }
    }
}

fn paragraph_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    block: &Block,
    marks: &[Span],
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let license = &context.register.parsed;
    let job = paragraph(context, block, marks, tokens);
    if block.kind == BlockKind::Continuation {
        remark(ui, context.text("page-continued"));
    }
    let response = ui.add(Label::new(job).wrap().selectable(true).sense(Sense::click()));
    let doubts: Vec<&str> = license
        .annotations
        .iter()
        .filter(|a| a.span.overlaps(block.span))
        .map(|a| a.message.get(context.locale.language))
        .collect();
    if !doubts.is_empty() {
        remark_doubts(ui, &doubts);
    }
    let marked = marks.iter().any(|s| s.overlaps(block.span));
    if state.reveal && marked {
        ui.scroll_to_rect(response.rect, Some(Align::Center));
        state.reveal = false;
    }
    if let Some(clause) = block.clause {
        margin_ui(ui, context, clause, response.rect, tokens);
        clause_popup(context, state, clause, &response, out);
    }
}

fn remark_doubts(ui: &mut Ui, doubts: &[&str]) {
    let tokens = Tokens::of(ui);
    for doubt in doubts {
        let text =
            RichText::new(format!("{} {doubt}", icons::WARNING_CIRCLE)).size(TEXT_SMALL).color(tokens.warning.text);
        ui.add(Label::new(text).wrap());
    }
}

/// The text of a block as issued. Marked passages have a highlighted background, doubtful ones a paler one.
fn paragraph(context: &ViewContext<'_>, block: &Block, marks: &[Span], tokens: &Tokens) -> LayoutJob {
    let license = &context.register.parsed;
    let text = block.span.of(&license.text);
    let cut = |offset: usize| offset.clamp(block.span.start, block.span.end) - block.span.start;
    let doubts: Vec<Span> = license.annotations.iter().map(|a| a.span).filter(|s| s.overlaps(block.span)).collect();
    let mut edges: Vec<usize> = marks.iter().chain(&doubts).flat_map(|s| [cut(s.start), cut(s.end)]).collect();
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut job = LayoutJob::default();
    for pair in edges.windows(2) {
        let [start, end] = pair else { continue };
        let piece = Span::new(block.span.start + start, block.span.start + end);
        let marked = marks.iter().any(|s| s.overlaps(piece));
        let doubtful = doubts.iter().any(|s| s.overlaps(piece));
        let format = TextFormat {
            font_id: fonts::regular(TEXT_EMPHASIS),
            color: tokens.ink,
            background: match (marked, doubtful) {
                (true, _) => tokens.highlight,
                (false, true) => tokens.warning.pale,
                (false, false) => Color32::TRANSPARENT,
            },
            line_height: Some(26.0),
            ..TextFormat::default()
        };
        // The first line of a paragraph is indented by two characters, as in the original.
        let indent = if *start == 0 && block.kind == BlockKind::Paragraph { 2.0 * TEXT_EMPHASIS } else { 0.0 };
        job.append(text.get(*start..*end).unwrap_or_default(), indent, format);
    }
    job
}

/// Draws the status strip and the count in the margin beside a clause.
fn margin_ui(ui: &Ui, context: &ViewContext<'_>, clause: ClauseId, beside: Rect, tokens: &Tokens) {
    let counts = context.register.counts_of(clause);
    if counts.total == 0 {
        return;
    }
    let strip = Rect::from_min_max(
        pos2(beside.left() - 18.0, beside.top() + 3.0),
        pos2(beside.left() - 13.0, beside.bottom() - 3.0),
    );
    let status = worst_status(counts);
    ui.painter().rect_filled(strip, CornerRadius::same(2), status_tone(tokens, status).solid);
    let text = if counts.denominator() == 0 {
        context.locale.status(Status::NotApplicable).into_owned()
    } else {
        format!("{}/{}", counts.of(Status::Met), counts.denominator())
    };
    let galley = elided(ui, &text, fonts::regular(TEXT_SMALL), tokens.muted, 46.0);
    ui.painter().galley(pos2(strip.left() - 8.0 - galley.size().x, beside.top() + 5.0), galley, tokens.muted);
}

/// The status that represents a clause: not met where any duty is not met, and met only where all duties are met.
fn worst_status(counts: crate::deadlines::Counts) -> Status {
    if counts.denominator() == 0 {
        Status::NotApplicable
    } else if counts.of(Status::NotMet) > 0 {
        Status::NotMet
    } else if counts.of(Status::Met) == counts.denominator() {
        Status::Met
    } else if counts.of(Status::InProgress) + counts.of(Status::Met) > 0 {
        Status::InProgress
    } else {
        Status::NotStarted
    }
}

/// Draws the list of duties of the clause that was clicked.
fn clause_popup(
    context: &ViewContext<'_>,
    state: &mut LicenseState,
    clause: ClauseId,
    response: &Response,
    out: &mut Outbox,
) {
    if response.clicked() {
        state.clause = Some(clause);
        state.duty = None;
    }
    let response = response.clone().on_hover_cursor(egui::CursorIcon::PointingHand);
    let counts = context.register.counts_of(clause);
    response.widget_info(|| {
        let done = format!("{}/{}", counts.of(Status::Met), counts.denominator());
        let args = [("name", clause.to_string().into()), ("done", done.into())];
        WidgetInfo::labeled(Role::Button, true, context.format("tree-row", args))
    });
    let open = response.clicked().then_some(SetOpenCommand::Bool(true));
    Popup::menu(&response).open_memory(open).at_pointer_fixed().show(|ui| {
        ui.set_width(360.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let entries = &context.register.entries;
            for entry in entries.iter().filter(|e| e.duty.definition.clause == clause) {
                let tone = status_tone(Tokens::of(ui), entry.status);
                ui.horizontal(|ui| {
                    let icon = RichText::new(status_icon(entry.status)).color(tone.text);
                    ui.label(icon).on_hover_text(context.locale.status(entry.status));
                    let title = entry.duty.definition.title.get(context.locale.language);
                    let text = format!("{} {title}", entry.label);
                    let link = ui.add(egui::Button::new(RichText::new(text).size(TEXT)).frame(false).truncate());
                    if link.hovered() {
                        state.duty = Some(entry.id);
                    }
                    if link.clicked() {
                        out.push(Intent::Go(Destination::Duty(entry.id)));
                    }
                });
            }
        });
        ui.separator();
        if link(ui, context.text("open-in-checklist")).clicked() {
            let filter = crate::deadlines::Filter { clause: Some(clause), ..Default::default() };
            out.push(Intent::Go(Destination::Filtered(Box::new(filter))));
        }
    });
}
