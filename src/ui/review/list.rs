//! What was understood, in rows: the points, the cover, the services and the provisions.

use super::{Editing, ReviewDocument, ReviewIntent, ReviewState, keys};
use crate::license::{ClauseId, CoverItem, Service, Span};
use crate::obligation::{DerivedDuty, DutyOrigin};
use crate::ui::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::remark;
use crate::ui::kit::{Tokens, Tone, fonts, icons, style};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::understanding::Point;
use egui::{
    Button, CornerRadius, Frame, Id, Label, Margin, Response, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo,
};

/// The width of the sign of a row, in points.
const SIGN: f32 = 18.0;
/// The width of the name of a row.
const HEAD: f32 = 96.0;
/// The distance between the parts of a row.
const GAP: f32 = 8.0;
/// The width of a button of a row.
const KEY: f32 = 28.0;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A point, by its index.
    Point(usize),
    /// An item of the cover.
    Item(CoverItem),
    /// A service, by its index.
    Service(usize),
    /// A provision or sub-item.
    Clause(ClauseId),
}

impl Row {
    /// The point of the row.
    pub(super) fn point(self, document: &ReviewDocument) -> Option<&Point> {
        match self {
            Self::Point(i) => document.understanding.points.get(i),
            Self::Item(_) | Self::Service(_) | Self::Clause(_) => None,
        }
    }

    /// The item of the cover that can be corrected in the row.
    pub(super) fn item(self, document: &ReviewDocument) -> Option<CoverItem> {
        match self {
            Self::Point(_) => self.point(document)?.item,
            Self::Item(item) => Some(item),
            Self::Service(_) | Self::Clause(_) => None,
        }
    }

    /// The lines of the text that can be corrected in the row: those of its clause, or those of its words. `None` for
    /// the text of a workbook, which never changes.
    pub(super) fn lines(self, document: &ReviewDocument) -> Option<Span> {
        if !document.is_new || self.item(document).is_some() {
            return None;
        }
        let clause = self.point(document).and_then(|point| point.clause).map(Self::Clause);
        let spans = clause.unwrap_or(self).spans(document);
        let (first, last) = (spans.first()?, spans.last()?);
        let text = &document.understanding.license.text;
        let start = text.get(..first.start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(last.end..)?.find('\n').map_or(text.len(), |at| last.end + at);
        Some(Span::new(start, end))
    }

    /// The words that the row is about.
    pub(super) fn spans(self, document: &ReviewDocument) -> Vec<Span> {
        let license = &document.understanding.license;
        let spans = match self {
            Self::Point(_) => self.point(document).map(|point| point.spans.clone()).unwrap_or_default(),
            Self::Item(item) => license.cover.item(item).map(|(_, span)| vec![span]).unwrap_or_default(),
            Self::Service(i) => license.annex.services.get(i).map(|service| vec![service.span]).unwrap_or_default(),
            Self::Clause(id) => {
                let clause = license.clause(id);
                clause.map(|c| c.body.fragments.iter().map(|f| f.span).collect()).unwrap_or_default()
            }
        };
        spans.into_iter().filter(|span| span.start < span.end).collect()
    }
}

/// The rows in the order in which they are shown.
pub(super) fn rows(document: &ReviewDocument, state: &ReviewState) -> Vec<Row> {
    let understanding = &document.understanding;
    let is_open = |i: &usize| understanding.points.get(*i).is_some_and(|point| !document.settled.contains(&point.key));
    let count = understanding.points.len();
    let mut rows: Vec<Row> = (0..count).filter(is_open).map(Row::Point).collect();
    if state.settled {
        rows.extend((0..count).filter(|i| !is_open(i)).map(Row::Point));
    }
    rows.extend(CoverItem::ALL.map(Row::Item));
    rows.extend((0..understanding.license.annex.services.len()).map(Row::Service));
    rows.extend(understanding.license.clauses().map(|clause| Row::Clause(clause.id)));
    rows
}

/// Draws the list.
pub(super) fn list_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &mut ReviewState,
    rows: &[Row],
    out: &mut Outbox,
) {
    ScrollArea::vertical().id_salt("review-list").auto_shrink(false).show(ui, |ui| {
        let mut before: Option<Row> = None;
        if !matches!(rows.first(), Some(Row::Point(_))) {
            heading_ui(ui, context, document, Row::Point(0));
            indented(ui, |ui| drop(remark(ui, context.text("review-no-points"))));
        }
        for (index, row) in rows.iter().enumerate() {
            if before.is_none_or(|before| std::mem::discriminant(&before) != std::mem::discriminant(row)) {
                if matches!(row, Row::Item(_)) {
                    folded_ui(ui, context, document, state);
                }
                heading_ui(ui, context, document, *row);
            }
            row_ui(ui, context, document, state, (index, *row, rows), out);
            before = Some(*row);
        }
        ui.add_space(2.0 * GRID);
        indented(ui, |ui| {
            for note in &document.notes {
                remark(ui, note.as_str());
            }
            let n = document.understanding.license.text.chars().filter(|c| !c.is_whitespace()).count();
            let in_duties = in_duties(document);
            remark(ui, context.format("review-characters", [("n", n.into()), ("duties", in_duties.into())]));
            remark(ui, context.text("review-keys"));
        });
    });
}

/// Draws text that begins where the rows begin.
fn indented(ui: &mut Ui, draw: impl FnOnce(&mut Ui)) {
    Frame::NONE.inner_margin(Margin::symmetric(8, 0)).show(ui, draw);
}

/// The number of characters of the text that stand in a duty, without white space.
fn in_duties(document: &ReviewDocument) -> usize {
    let understanding = &document.understanding;
    let mut spans: Vec<Span> = understanding.derivation.duties.iter().flat_map(|duty| duty.spans.clone()).collect();
    spans.sort_unstable();
    let (mut end, mut count) = (0, 0);
    for span in spans {
        let new = Span::new(span.start.max(end).min(span.end), span.end);
        count += new.of(&understanding.license.text).chars().filter(|c| !c.is_whitespace()).count();
        end = end.max(span.end);
    }
    count
}

fn heading_ui(ui: &mut Ui, context: &ViewContext<'_>, document: &ReviewDocument, row: Row) {
    let understanding = &document.understanding;
    ui.add_space(2.0 * GRID);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(GAP);
        let id = match row {
            Row::Point(_) => "review-points",
            Row::Item(_) => "review-cover",
            Row::Service(_) => "review-services",
            Row::Clause(_) => "review-provisions",
        };
        ui.label(RichText::new(context.text(id)).text_style(style::emphasis()));
        if let Row::Clause(_) = row {
            let duties = &understanding.derivation.duties;
            let of = |origin: DutyOrigin| duties.iter().filter(|duty| duty.origin == origin).count();
            let args = [
                ("n", duties.len().into()),
                ("same", of(DutyOrigin::Catalog).into()),
                ("near", of(DutyOrigin::Near).into()),
                ("rules", of(DutyOrigin::Rule).into()),
            ];
            remark(ui, context.format("review-tally", args));
        }
    });
}

/// Draws the line that lists or folds the settled points.
fn folded_ui(ui: &mut Ui, context: &ViewContext<'_>, document: &ReviewDocument, state: &mut ReviewState) {
    let n = document.understanding.points.len() - document.open_points();
    if n == 0 {
        return;
    }
    let icon = if state.settled { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let words = context.format("review-settled", [("n", n.into())]);
    indented(ui, |ui| {
        if ui.add(Button::new(format!("{icon} {words}")).frame(false)).clicked() {
            state.settled = !state.settled;
        }
    });
}

/// The texts of a row.
struct Texts {
    sign: &'static str,
    tone: Tone,
    head: String,
    body: String,
    small: Vec<String>,
}

fn row_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &mut ReviewState,
    (index, row, rows): (usize, Row, &[Row]),
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let texts = texts(context, document, state, row, tokens);
    let selected = state.selected == index;
    let fill = if selected { tokens.warning.pale } else { tokens.panel };
    let frame = Frame::NONE.fill(fill).corner_radius(CornerRadius::same(6)).inner_margin(Margin::symmetric(8, 5));
    // The row senses clicks below its buttons, so that they get their own.
    let builder = UiBuilder::new().id_salt(("review-row", index)).sense(Sense::click());
    let scope = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            let width = ui.available_width();
            ui.set_width(width);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                ui.add_sized([SIGN, 20.0], Label::new(RichText::new(texts.sign).color(texts.tone.text)));
                let head = RichText::new(&texts.head).size(TEXT).color(tokens.muted);
                column_ui(ui, HEAD, |ui| drop(ui.add(Label::new(head).wrap().selectable(false))));
                let body = (width - SIGN - HEAD - 2.0 * GAP - 2.0 * (KEY + GAP)).max(80.0);
                column_ui(ui, body, |ui| body_ui(ui, context, state, (document, index, row), &texts, out));
                buttons_ui(ui, context, document, state, (index, row), out);
            });
        })
    });
    let (response, rect) = (scope.response, scope.inner.response.rect);
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, selected, format!("{} {}", texts.head, texts.body)));
    if response.clicked() {
        if selected {
            keys::open(state, &row);
        }
        keys::go_to(document, state, rows, index);
    } else if selected && state.reveal {
        ui.scroll_to_rect(rect, None);
    }
}

/// Draws a part of a row in a column of this width.
fn column_ui(ui: &mut Ui, width: f32, draw: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_max_width(width);
        ui.set_min_width(width);
        draw(ui);
    });
}

fn body_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReviewState,
    (document, index, row): (&ReviewDocument, usize, Row),
    texts: &Texts,
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    match &mut state.editing {
        Some(Editing::Item(item, typed)) if row == Row::Item(*item) => {
            let name = item.name().get(context.locale.language).to_owned();
            let field = TextEdit::singleline(typed).id(Id::unique("review-field")).desired_width(f32::INFINITY);
            if let Some(is_accepted) = is_left(&ui.name_inputs(&name, |ui| ui.add(field))) {
                if is_accepted {
                    out.push(Intent::LicenseReview(ReviewIntent::Correct(*item, typed.clone())));
                }
                state.editing = None;
            }
        }
        Some(Editing::Words(at, span, typed)) if *at == index => {
            let field = TextEdit::multiline(typed).id(Id::unique("review-words")).desired_width(f32::INFINITY);
            let name = context.text("review-words").into_owned();
            let field = ui.name_inputs(&name, |ui| ui.add(field));
            if document.understanding.license.likely_words(*span).is_some() {
                remark(ui, context.text("review-words-likely"));
            }
            remark(ui, context.text("review-words-keys"));
            if let Some(is_accepted) = is_left(&field) {
                if is_accepted {
                    out.push(Intent::LicenseReview(ReviewIntent::Rewrite(*span, typed.clone())));
                }
                state.editing = None;
            }
        }
        _ => {
            ui.add(
                Label::new(RichText::new(&texts.body).font(fonts::regular(TEXT)).color(tokens.ink))
                    .wrap()
                    .selectable(false),
            );
        }
    }
    for line in &texts.small {
        ui.add(Label::new(RichText::new(line).size(TEXT_SMALL).color(tokens.muted)).wrap().selectable(false));
    }
}

/// Whether the field was left, and if so, whether its text is accepted. A field that has just appeared gets the focus.
fn is_left(field: &Response) -> Option<bool> {
    if field.lost_focus() {
        return Some(!field.ctx.input(|input| input.key_pressed(egui::Key::Escape)));
    }
    if !field.has_focus() {
        field.request_focus();
    }
    None
}

fn buttons_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &mut ReviewState,
    (index, row): (usize, Row),
    out: &mut Outbox,
) {
    if row.point(document).is_some() {
        if key_button(ui, "Y", &context.text("review-settle")) {
            keys::settle(document, &row, out);
        }
    } else {
        ui.add_space(KEY + GAP);
    }
    if can_edit(document, row) && key_button(ui, "E", &context.text("review-correct")) {
        state.selected = index;
        keys::edit(ui, document, state, &row);
    }
}

/// Draws a button that shows its key, with its meaning as name and hint.
fn key_button(ui: &mut Ui, key: &str, name: &str) -> bool {
    let button = ui.add_sized([KEY, 24.0], Button::new(key)).on_hover_text(name);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name} {key}")));
    button.clicked()
}

/// Whether something can be corrected in the row.
fn can_edit(document: &ReviewDocument, row: Row) -> bool {
    row.item(document).is_some() || row.lines(document).is_some()
}

fn texts(
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &ReviewState,
    row: Row,
    tokens: &Tokens,
) -> Texts {
    let understanding = &document.understanding;
    let language = context.locale.language;
    let (fine, doubt) = ((icons::CHECK, tokens.met), (icons::QUESTION, tokens.warning));
    let has_open = |about: &dyn Fn(&Point) -> bool| understanding.open(&document.settled).any(about);
    let (head, body, small, sign);
    match row {
        Row::Point(_) => {
            let Some(point) = row.point(document) else {
                return Texts {
                    sign: "",
                    tone: tokens.info,
                    head: String::new(),
                    body: String::new(),
                    small: Vec::new(),
                };
            };
            sign = if document.settled.contains(&point.key) { fine } else { doubt };
            let item = point.item.map(|item| item.name().get(language).to_owned());
            head = item
                .or_else(|| point.clause.map(|id| id.to_string()))
                .unwrap_or_else(|| context.format("point-line", [("line", point.line.into())]));
            body = point.message.get(language).to_owned();
            small = Vec::new();
        }
        Row::Item(item) => {
            let value = understanding.license.cover.item(item).map(|(value, _)| value);
            sign = match &value {
                _ if has_open(&|point| point.item == Some(item)) => doubt,
                Some(_) => fine,
                // Not every license states every item.
                None => (icons::MINUS, tokens.not_started),
            };
            head = item.name().get(language).to_owned();
            body = value.unwrap_or_else(|| context.text("review-absent").into_owned());
            let corrected = document.corrections.contains_key(item.as_str());
            small = corrected.then(|| context.text("review-corrected").into_owned()).into_iter().collect();
        }
        Row::Service(i) => {
            let service = understanding.license.annex.services.get(i);
            sign = if service.is_some_and(|service| service.class.is_some()) { fine } else { doubt };
            head = service.and_then(|service| service.class).unwrap_or("?").to_owned();
            body = service.map(|service| service.name.value.clone()).unwrap_or_default();
            small = service.map(|service| service_lines(context, service)).unwrap_or_default();
        }
        Row::Clause(id) => {
            sign = if has_open(&|point| point.clause == Some(id)) { doubt } else { fine };
            head = id.to_string();
            let duties: Vec<&DerivedDuty> =
                understanding.derivation.duties.iter().filter(|duty| duty.clause == id).collect();
            let words = understanding.license.clause(id).map(|c| c.body.text.as_str()).unwrap_or_default();
            body = format!("{}…", words.chars().take(28).collect::<String>());
            let mut lines = vec![found_words(context, &duties)];
            if state.unfolded.contains(&id) {
                lines.extend(duties.iter().map(|duty| duty_words(context, duty)));
            }
            small = lines;
        }
    }
    Texts { sign: sign.0, tone: sign.1, head, body, small }
}

fn service_lines(context: &ViewContext<'_>, service: &Service) -> Vec<String> {
    let parts = [
        ("review-limited", &service.limited_to),
        ("review-includes", &service.includes),
        ("review-excludes", &service.excludes),
        ("review-coverage", &service.coverage),
        ("review-sites", &service.sites),
    ];
    let filled = parts.into_iter().filter(|(_, values)| !values.is_empty());
    filled
        .map(|(id, values)| {
            let words: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            context.format(id, [("words", words.join(&context.text("list-separator")).into())])
        })
        .collect()
}

/// How the duties of a clause were found.
fn found_words(context: &ViewContext<'_>, duties: &[&DerivedDuty]) -> String {
    let count = context.format("review-duties", [("n", duties.len().into())]);
    let near = duties.iter().filter(|duty| duty.origin == DutyOrigin::Near).min_by_key(|duty| duty.similarity);
    let found = if let Some(near) = near {
        let differences = near.differences.iter().take(3).map(|d| format!("{} → {}", d.catalog, d.license));
        let words = differences.collect::<Vec<_>>().join("; ");
        context.format("review-near", [("percent", (near.similarity / 10).into()), ("words", words.into())])
    } else if duties.iter().any(|duty| duty.origin == DutyOrigin::Rule) {
        context.text("review-by-rules").into_owned()
    } else if duties.is_empty() {
        return context.text("review-no-duties").into_owned();
    } else {
        context.text("review-same").into_owned()
    };
    format!("{found} · {count}")
}

fn duty_words(context: &ViewContext<'_>, duty: &DerivedDuty) -> String {
    let limit = duty.limit.as_ref().map(|limit| format!(" · {}", context.locale.limit(limit))).unwrap_or_default();
    let title = duty.title.get(context.locale.language);
    format!("{} {title} · {}{limit}", duty.ordinal, context.locale.kind(duty.kind))
}
