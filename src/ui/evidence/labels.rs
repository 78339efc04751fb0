//! Short texts and icons for evidence: kind, size, state, days and uses.

use super::previews::{Nothing, kind_of};
use crate::deadlines::DUE_SOON_DAYS;
use crate::file_type::{Danger, FileKind};
use crate::limits::Exceeded;
use crate::preview::NoPreview;
use crate::ui::kit::{Tokens, Tone, icons};
use crate::ui::{Destination, ViewContext};
use crate::workbook::{DutyId, Evidence, EvidenceState, EvidenceUse};
use std::borrow::Cow;

/// The icon of a kind of file.
pub(super) fn kind_icon(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Picture => icons::FILE_IMAGE,
        FileKind::Pdf => icons::FILE_PDF,
        FileKind::Text => icons::FILE_TEXT,
        FileKind::Document => icons::FILE_DOC,
        FileKind::Sheet => icons::FILE_XLS,
        FileKind::Slides => icons::PRESENTATION,
        FileKind::Archive => icons::FILE_ZIP,
        FileKind::Media => icons::PLAY,
        FileKind::Other => icons::FILE,
    }
}

/// The name of a kind of file.
pub(super) fn kind_word(context: &ViewContext<'_>, kind: FileKind) -> Cow<'static, str> {
    context.text(match kind {
        FileKind::Picture => "evidence-kind-picture",
        FileKind::Pdf => "evidence-kind-pdf",
        FileKind::Text => "evidence-kind-text",
        FileKind::Document => "evidence-kind-document",
        FileKind::Sheet => "evidence-kind-sheet",
        FileKind::Slides => "evidence-kind-slides",
        FileKind::Archive => "evidence-kind-archive",
        FileKind::Media => "evidence-kind-media",
        FileKind::Other => "evidence-kind-other",
    })
}

/// A size in bytes, with the unit that keeps it short.
pub(in crate::ui) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        1_048_576..1_073_741_824 => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
        _ => format!("{}.{} GB", bytes / 1_073_741_824, bytes % 1_073_741_824 * 10 / 1_073_741_824),
    }
}

/// The icon, text and tone of the state of the bytes. `None` means that they were not checked yet.
pub(in crate::ui) fn state_words(
    context: &ViewContext<'_>,
    tokens: &Tokens,
    state: Option<&EvidenceState>,
) -> (&'static str, Cow<'static, str>, Tone) {
    let (icon, id, tone) = match state {
        None => (icons::CIRCLE_DASHED, "evidence-state-unchecked", tokens.not_started),
        Some(EvidenceState::Ok) => (icons::CHECK_CIRCLE, "evidence-state-ok", tokens.met),
        Some(EvidenceState::Changed) => (icons::WARNING, "evidence-state-changed", tokens.danger),
        Some(EvidenceState::Missing) => (icons::LINK_BREAK, "evidence-state-missing", tokens.danger),
        Some(EvidenceState::Unreadable(_)) => (icons::PROHIBIT, "evidence-state-unreadable", tokens.danger),
        Some(EvidenceState::NotEmbedded) => (icons::LINK_BREAK, "evidence-state-not-embedded", tokens.danger),
        Some(EvidenceState::LeftOut) => (icons::PROHIBIT, "evidence-state-left-out", tokens.not_started),
    };
    (icon, context.text(id), tone)
}

/// The notice about the last day of validity, with its tone. `None` while that day is more than [`DUE_SOON_DAYS`] days away.
pub(super) fn expiry_words(context: &ViewContext<'_>, tokens: &Tokens, evidence: &Evidence) -> Option<(String, Tone)> {
    let days = (evidence.valid_until? - context.today).num_days();
    if days < 0 {
        Some((context.format("evidence-expired-days", [("n", (-days).into())]), tokens.danger))
    } else if days == 0 {
        Some((context.text("evidence-expires-today").into_owned(), tokens.warning))
    } else if days <= DUE_SOON_DAYS {
        Some((context.format("evidence-expires-in", [("n", days.into())]), tokens.warning))
    } else {
        None
    }
}

/// The reason why there is no preview, in words.
pub(super) fn nothing_words(context: &ViewContext<'_>, nothing: Nothing) -> Cow<'static, str> {
    let id = match nothing {
        Nothing::NoBytes => "evidence-preview-no-bytes",
        Nothing::Elsewhere => "evidence-preview-elsewhere",
        Nothing::In(NoPreview::Empty) => "evidence-preview-empty",
        Nothing::In(NoPreview::Broken) => "evidence-preview-broken",
        Nothing::In(NoPreview::Encrypted) => "evidence-preview-encrypted",
        Nothing::In(NoPreview::NotStarted) => "evidence-preview-not-started",
        Nothing::In(NoPreview::Kind(_)) => "evidence-preview-kind",
        Nothing::In(NoPreview::Limit(exceeded)) => {
            let arguments = exceeded.arguments();
            let arguments = arguments.iter().map(|(name, value)| (*name, value.as_str().into()));
            return context.format(Exceeded::KIND, arguments).into();
        }
    };
    context.text(id)
}

/// The danger of opening a file, in words.
pub(super) fn danger_words(context: &ViewContext<'_>, danger: Danger, name: &str) -> String {
    let id = match danger {
        Danger::Macro => "verify-danger-macro",
        Danger::Script => "verify-danger-script",
        Danger::Program => "verify-danger-program",
    };
    context.format(id, [("name", name.into())])
}

/// A use of evidence: short name, description, and the destination that shows it.
pub(super) fn use_words(context: &ViewContext<'_>, place: EvidenceUse) -> (String, String, Option<Destination>) {
    let language = context.locale.language;
    let duty = |id: DutyId| context.workbook.duties.get(&id).map(|duty| &duty.definition);
    let title = |id: DutyId| duty(id).map(|d| d.title.get(language).to_owned()).unwrap_or_default();
    let label = |id: DutyId| duty(id).map(crate::workbook::Definition::label).unwrap_or_default();
    match place {
        EvidenceUse::Duty(id) => (label(id), title(id), Some(Destination::Duty(id))),
        EvidenceUse::Occurrence(id) => match context.workbook.occurrences.get(&id) {
            Some(occurrence) => {
                let done = occurrence.done_on.map(|day| day.to_string()).unwrap_or_default();
                let words = context.format("evidence-use-done", [("day", done.into())]);
                let title = format!("{} · {words}", title(occurrence.duty));
                (label(occurrence.duty), title, Some(Destination::Duty(occurrence.duty)))
            }
            None => (String::new(), String::new(), None),
        },
        EvidenceUse::Event(id) => match context.workbook.events.get(&id) {
            Some(event) => {
                let short = context.text("evidence-use-event").into_owned();
                let name = context.tell(context.workbook).event(event);
                (short, name, Some(Destination::Place(crate::ui::Place::Deadlines)))
            }
            None => (String::new(), String::new(), None),
        },
        EvidenceUse::Page(_, page) => {
            let words = context.format("page", [("pages", page.into())]);
            (words, context.text("evidence-use-page").into_owned(), Some(Destination::Page(page)))
        }
        EvidenceUse::Report(year) => {
            let words = context.format("evidence-use-report", [("year", year.to_string().into())]);
            (words, String::new(), None)
        }
    }
}

/// The short names of the uses, for a cell of a table.
pub(super) fn uses_in_short(context: &ViewContext<'_>, uses: &[EvidenceUse]) -> String {
    let names: Vec<String> = uses.iter().map(|place| use_words(context, *place).0).collect();
    names.join(&context.text("list-separator"))
}

/// The second line of a card: kind, size, day and person.
pub(super) fn facts_in_short(context: &ViewContext<'_>, evidence: &Evidence) -> String {
    let mut parts = vec![kind_word(context, kind_of(evidence)).into_owned(), size_words(evidence.size)];
    match evidence.effective_on {
        Some(day) => parts.push(context.format("evidence-effective", [("day", day.to_string().into())])),
        None => parts.push(crate::ui::china_time(evidence.attached_at).format("%Y-%m-%d").to_string()),
    }
    parts.extend(evidence.attached_by.map(|id| context.person(id).to_owned()));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KB"),
            (1_048_575, "1023 KB"),
            (1_572_864, "1.5 MB"),
            (3_221_225_472, "3.0 GB"),
            (2_684_354_560, "2.5 GB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }
}
