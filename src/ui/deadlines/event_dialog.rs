//! The dialog that records an event: its kind and day, and a preview of the dates that follow from it.

use crate::deadlines::{DateItem, Register};
use crate::ui::checklist::answer::parse_date;
use crate::ui::evidence::files_ui;
use crate::ui::kit::dialog::{scroll, title};
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{primary_button, remark};
use crate::ui::kit::{Tokens, icons, style};
use crate::ui::shared::distance_words;
use crate::ui::{AttachTo, DateIntent, Intent, Outbox, ViewContext};
use crate::workbook::{Event, EventId, Id, NewFile};
use chrono::{NaiveDate, NaiveTime};
use egui::{Key, Label, Modifiers, Response, RichText, TextEdit, Ui};

/// The typed contents of the dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventDraft {
    /// The event that is corrected; `None` for a new event.
    pub id: Option<EventId>,
    /// The key of the event kind in the catalog; empty until a kind is selected.
    pub kind: String,
    /// The typed day.
    pub on: String,
    /// The typed time; may be empty.
    pub at: String,
    /// A note about the event; may be empty.
    pub note: String,
    /// Files to attach to the event.
    pub files: Vec<NewFile>,
    /// Whether the dialog was just opened, so that the search field gets the cursor.
    is_new: bool,
    /// The search text for the kind.
    search: String,
    /// The dates that would follow, with the inputs they were derived from: workbook revision and typed fields.
    preview: Option<(u64, String, String, String, Vec<DateItem>)>,
}

impl EventDraft {
    /// A new event on the day `today`; `None` where no kind is selected yet.
    #[must_use]
    pub fn new(kind: Option<&str>, today: NaiveDate) -> Self {
        Self { kind: kind.unwrap_or_default().to_owned(), on: today.to_string(), is_new: true, ..Self::default() }
    }

    /// The recorded event `id`, to be corrected.
    #[must_use]
    pub fn of(id: EventId, event: &Event) -> Self {
        Self {
            id: Some(id),
            kind: event.kind.clone(),
            on: event.on.to_string(),
            at: event.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
            note: event.note.clone(),
            ..Self::default()
        }
    }

    /// The event, if the typed contents are valid.
    fn event(&self, context: &ViewContext<'_>) -> Option<Event> {
        let kind = context.catalog.event(&self.kind)?;
        let at = self.at.trim();
        let at = if at.is_empty() || !kind.timed { None } else { Some(parse_time(at)?) };
        let recorded = self.id.and_then(|id| context.workbook.events.get(&id));
        Some(Event {
            license: context.register.license,
            kind: self.kind.clone(),
            on: parse_date(&self.on)?,
            at,
            note: self.note.trim().to_owned(),
            evidence: recorded.map(|event| event.evidence.clone()).unwrap_or_default(),
        })
    }

    /// The dates that would follow. They are derived again when a relevant input changed.
    fn follow(&mut self, context: &ViewContext<'_>) -> Option<&[DateItem]> {
        let event = self.event(context)?;
        let revision = context.workbook.revision();
        let fresh = self
            .preview
            .as_ref()
            .is_some_and(|(made, kind, on, at, _)| (*made, kind, on, at) == (revision, &self.kind, &self.on, &self.at));
        if !fresh {
            // No event of a workbook has this id, because openings are random numbers.
            let id = self.id.unwrap_or(EventId(Id { opening: 0, sequence: 0 }));
            let edit = context.workbook.record_event(id, event);
            let ahead = context.workbook.after(&edit).ok()?;
            let register = Register::of(&ahead, context.register.license, context.register.now, context.catalog)?;
            let follow = register.dates.into_iter().filter(|item| item.event == Some(id)).collect();
            self.preview = Some((revision, self.kind.clone(), self.on.clone(), self.at.clone(), follow));
        }
        self.preview.as_ref().map(|(.., follow)| follow.as_slice())
    }
}

/// Parses a time such as `14:05`, `14：05` or `1405`.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.replace('：', ":");
    ["%H:%M", "%H%M"].iter().find_map(|format| NaiveTime::parse_from_str(&text, format).ok())
}

/// Draws the dialog. Returns true when it is to be closed.
pub(crate) fn event_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut EventDraft, out: &mut Outbox) -> bool {
    title(ui, &context.text(if draft.id.is_some() { "event-correct-title" } else { "event-title" }));
    let has_keys = context.has_dialog_keys();
    let mut entered = has_keys && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let day = egui::Id::unique("event_day");
    if draft.id.is_none() && kinds_ui(ui, context, draft) {
        ui.memory_mut(|memory| memory.request_focus(day));
    }
    let language = context.locale.language;
    if let Some(kind) = context.catalog.event(&draft.kind) {
        ui.label(RichText::new(kind.name.get(language)).text_style(style::strong()));
        remark(ui, kind.which_day.get(language));
        let timed = kind.timed;
        ui.horizontal(|ui| {
            let name = context.text("event-day");
            ui.label(name.clone());
            let edit = TextEdit::singleline(&mut draft.on).id(day).desired_width(100.0);
            entered |= is_entered(&ui.name_inputs(name, |ui| ui.add(edit)));
            if timed {
                let name = context.text("event-time");
                ui.label(name.clone());
                let hint = context.text("event-time-hint");
                let edit = TextEdit::singleline(&mut draft.at).hint_text(hint).desired_width(70.0);
                entered |= is_entered(&ui.name_inputs(name, |ui| ui.add(edit)));
            }
        });
        if let Some(day) = parse_date(&draft.on).filter(|day| *day > context.today) {
            let warning = Tokens::of(ui).warning.text;
            let words = context.format("event-ahead", [("day", day.to_string().into())]);
            ui.label(RichText::new(words).size(TEXT_SMALL).color(warning));
        }
        ui.horizontal(|ui| {
            let name = context.text("event-note");
            ui.label(name.clone());
            let edit = TextEdit::singleline(&mut draft.note).desired_width(f32::INFINITY);
            entered |= is_entered(&ui.name_inputs(name, |ui| ui.add(edit)));
        });
        files_ui(ui, context, &mut draft.files, AttachTo::Event, out);
        follow_ui(ui, context, draft);
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let event = draft.event(context);
        let save = context.text(if draft.id.is_some() { "event-save" } else { "event-record" });
        let button = ui.add_enabled_ui(event.is_some(), |ui| primary_button(ui, save)).inner;
        if let Some(event) = event
            && (button.clicked() || entered)
        {
            let files = std::mem::take(&mut draft.files);
            out.push(Intent::Date(DateIntent::Record(draft.id, Box::new(event), files)));
            out.push(Intent::CloseDialog);
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

/// Whether Enter was pressed in a field, which triggers the default button.
fn is_entered(field: &Response) -> bool {
    field.lost_focus() && field.ctx.input(|input| input.key_pressed(Key::Enter))
}

/// Draws the list of event kinds. The arrow keys move through the search results. Returns true when Enter selected a
/// kind.
fn kinds_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut EventDraft) -> bool {
    let language = context.locale.language;
    let id = egui::Id::unique("event_search");
    let has_cursor = context.has_dialog_keys() && ui.memory(|memory| memory.has_focus(id));
    // Several presses of a key can arrive in one frame.
    let count = |key| if has_cursor { ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key)) } else { 0 };
    let (down, up, enter) = (count(Key::ArrowDown), count(Key::ArrowUp), count(Key::Enter) > 0);
    let name = context.text("event-search");
    let hint = format!("{} {name}", icons::MAGNIFYING_GLASS);
    let response = ui.name_inputs(name, |ui| {
        ui.add(TextEdit::singleline(&mut draft.search).id(id).hint_text(hint).desired_width(f32::INFINITY))
    });
    if std::mem::take(&mut draft.is_new) {
        response.request_focus();
    }
    let words = draft.search.to_lowercase();
    let fits = |name: &str| words.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let found: Vec<_> = context.catalog.events.iter().filter(|kind| fits(kind.name.get(language))).collect();
    let now = found.iter().position(|kind| kind.key == draft.kind);
    let next = match now {
        Some(at) if down + up > 0 => (at + down + up * (found.len() - 1)).checked_rem(found.len()),
        None if up > 0 => found.len().checked_sub(up),
        None if down > 0 || enter => Some(down.saturating_sub(1)),
        now => now,
    };
    if let Some(kind) = next.and_then(|next| found.get(next)) {
        draft.kind.clone_from(&kind.key);
    }
    scroll(ui, "event_kinds", 200.0, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for kind in &found {
            let response = ui.selectable_label(draft.kind == kind.key, kind.name.get(language));
            if response.clicked() {
                draft.kind.clone_from(&kind.key);
            }
            if draft.kind == kind.key && up + down > 0 {
                response.scroll_to_me(None);
            }
        }
        if found.is_empty() {
            remark(ui, context.text("palette-empty"));
        }
    });
    enter && !found.is_empty()
}

/// Draws the dates that would follow, before the event is recorded.
fn follow_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut EventDraft) {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    if parse_date(&draft.on).is_none() {
        ui.label(RichText::new(context.text("date-hint")).color(tokens.danger.text));
        return;
    }
    let Some(follow) = draft.follow(context) else {
        ui.label(RichText::new(context.text("event-time-hint")).color(tokens.danger.text));
        return;
    };
    if follow.is_empty() {
        remark(ui, context.text("event-nothing-follows"));
        return;
    }
    ui.label(RichText::new(context.text("event-follows")).text_style(style::strong()));
    scroll(ui, "event_follows", 170.0, |ui| {
        for item in follow {
            let day = item.day().map(|d| d.to_string()).unwrap_or_default();
            let far = distance_words(context, item);
            ui.add(Label::new(format!("{day}  {far}  {} {}", item.label, item.title.get(language))).wrap());
            // The first step describes the event, which is not recorded yet.
            let steps: Vec<&str> = item.steps.iter().skip(1).map(|step| step.text.get(language)).collect();
            let text = steps.join(&context.text("step-separator"));
            ui.add(Label::new(RichText::new(text).size(TEXT_SMALL).color(tokens.muted)).wrap());
        }
    });
}
