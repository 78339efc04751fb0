//! Formats a comparison in one language: records, fields and values.

pub use super::names::{field_name, kind_name, section_name};

use super::text::{Piece, pieces};
use super::{ChangeKind, Comparison, FieldChange, Group, ItemChange, Section, Side};
use crate::deadlines::{Companion, DateStep, Revision};
use crate::language::Bilingual;
use crate::locale::{Locale, moment};
use crate::obligation::{ApplicabilityState, DutyKind, OtherLaw, TimeLimit};
use crate::snapshot::{ChangeView, CountsView, ReasonView, RelatedView};
use crate::workbook::{AnswerField, AnswerKind, Offset, RenewalStep, Sha256, Status};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Formats a comparison in one language.
#[derive(Clone, Copy)]
pub struct DiffFormatter<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The language.
    pub locale: &'static Locale,
}

/// The two sides of a field as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTexts {
    /// The name of the field.
    pub name: String,
    /// The earlier value; empty if there was none.
    pub before: String,
    /// The later value; empty if there is none.
    pub after: String,
    /// Whether the field is free text, so that its differences can be marked.
    pub is_text: bool,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPart {
    /// The text.
    pub text: String,
    /// Whether the other side lacks it.
    pub is_marked: bool,
}

impl FieldTexts {
    /// Both sides in parts, with the differences of free text marked; an empty side has no parts.
    #[must_use]
    pub fn sides(&self) -> [Vec<TextPart>; 2] {
        if !self.is_text || self.before.is_empty() || self.after.is_empty() {
            return [unmarked(&self.before), unmarked(&self.after)];
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for piece in pieces(&self.before, &self.after) {
            match piece {
                Piece::Same(text) => {
                    before.push(part(&text, false));
                    after.push(part(&text, false));
                }
                Piece::Removed(text) => before.push(part(&text, true)),
                Piece::Added(text) => after.push(part(&text, true)),
            }
        }
        [before, after]
    }
}

fn part(text: &str, is_marked: bool) -> TextPart {
    TextPart { text: text.to_owned(), is_marked }
}

/// A side without marks.
fn unmarked(text: &str) -> Vec<TextPart> {
    if text.is_empty() { Vec::new() } else { vec![part(text, false)] }
}

pub(super) fn decode<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

impl DiffFormatter<'_> {
    /// The message `id`.
    #[must_use]
    pub fn text(&self, id: &'static str) -> String {
        self.locale.text(id).into_owned()
    }

    /// A bilingual text in this language.
    #[must_use]
    pub fn of(&self, text: &Bilingual) -> String {
        text.get(self.locale.language).to_owned()
    }

    /// The heading of a group: the provision with its topic, or the section.
    #[must_use]
    pub fn group(&self, group: Group) -> String {
        match group {
            Group::Section(section) => self.text(section_name(section)),
            Group::Provision(clause) => {
                let topic = self.comparison.topics.get(&clause).map(|topic| self.of(topic)).unwrap_or_default();
                format!("{clause} {topic}").trim_end().to_owned()
            }
        }
    }

    /// One side in a line: its day, the purpose and the person of the freezing, and the progress.
    #[must_use]
    pub fn side(&self, side: &Side) -> String {
        let mut parts = vec![side.on.to_string()];
        match &side.frozen {
            Some(frozen) => {
                parts.push(frozen.purpose.clone());
                parts.extend(frozen.by.clone());
            }
            None => parts.push(self.text("compare-not-frozen")),
        }
        parts.push(self.met_of(&side.counts));
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// The numbers of differences in a line.
    #[must_use]
    pub fn summary(&self) -> String {
        let [added, removed, changed] = self.comparison.counts();
        if added + removed + changed == 0 {
            return self.text("compare-nothing");
        }
        let args = [("added", added.into()), ("removed", removed.into()), ("changed", changed.into())];
        self.locale.format("compare-summary", args)
    }

    /// The content that was not compared because one snapshot lacks it; `None` if everything was compared.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let selection = &self.comparison.selection;
        let parts = [(selection.notes, "left-out-notes"), (selection.confidential, "left-out-confidential")];
        let out: Vec<String> = parts.into_iter().filter(|(taken, _)| !taken).map(|(_, id)| self.text(id)).collect();
        let what = self.locale.list(out.iter().map(String::as_str));
        let mut said = Vec::new();
        if !out.is_empty() {
            said.push(self.locale.format("compare-left-out", [("what", what.into())]));
        }
        if self.comparison.report_left_out {
            said.push(self.text("compare-no-report"));
        }
        if self.comparison.partial {
            said.push(self.text("compare-partial"));
        }
        (!said.is_empty()).then(|| said.join("\n"))
    }

    /// The fields of a record to be displayed: without derived fields, and for an added or removed record without
    /// trivial values.
    #[must_use]
    pub fn fields(&self, item: &ItemChange) -> Vec<FieldTexts> {
        let fields = item.fields.iter().filter(|field| is_displayed(item.kind, field));
        fields.map(|field| self.field(item.section, field)).collect()
    }

    fn field(&self, section: Section, change: &FieldChange) -> FieldTexts {
        let name = field_name(section, &change.field);
        let is_short = [
            "status",
            "state",
            "rule",
            "kind",
            "applicability",
            "owner",
            "attached_at",
            "at",
            "answer",
            "publication",
            "by",
        ];
        let (before, after) =
            (self.value(section, &change.field, &change.before), self.value(section, &change.field, &change.after));
        let is_text = is_plain(&change.before)
            && is_plain(&change.after)
            && !is_short.contains(&change.field.as_str())
            && !is_day(&before)
            && !is_day(&after);
        FieldTexts { name: name.map_or_else(|| change.field.clone(), |name| self.text(name)), before, after, is_text }
    }

    /// The value of a field as text; empty if there is none.
    #[must_use]
    pub fn value(&self, section: Section, field: &str, value: &Value) -> String {
        let known = match field {
            _ if value.is_null() => Some(String::new()),
            _ if section.is_of_report() => self.of_report(section, field, value),
            "status" => decode::<Status>(value).map(|status| self.locale.status(status).into_owned()),
            "applicability" => decode::<ApplicabilityState>(value).map(|s| self.locale.applicability(s).into_owned()),
            "kind" if section == Section::Duties => decode::<DutyKind>(value).map(|k| self.locale.kind(k).into_owned()),
            "kind" if section == Section::Annotations => {
                decode(value).map(|kind| self.locale.annotation_kind(kind).into_owned())
            }
            "state" | "due_state" => decode(value).map(|state| self.locale.date_state(state).into_owned()),
            "rule" => decode(value).map(|rule| self.locale.date_rule(rule).into_owned()),
            "limit" => decode::<TimeLimit>(value).map(|limit| self.locale.limit(&limit)),
            "recurrence" => decode(value).map(|recurrence| self.locale.recurrence(&recurrence)),
            _ if section == Section::Duties && is_length(field) => {
                decode::<Offset>(value).map(|o| self.locale.length(o.amount, o.unit))
            }
            "renewal" => lines(value, |step: RenewalStep| self.locale.renewal_step(&step)),
            "reasons" => lines(value, |reason: ReasonView| {
                format!("{} ({})", self.of(&reason.text), self.locale.applicability(reason.state))
            }),
            "related" => lines(value, |related: RelatedView| self.locale.related(&related.label, related.kind)),
            "other_law" if section == Section::Dates => lines(value, |law: Companion| self.companion(&law)),
            "other_law" => lines(value, |law: OtherLaw| self.locale.other_law(&law.limit, &law.source, &law.note)),
            "steps" => lines(value, |step: DateStep| self.locale.step(&step)),
            "evidence" if section == Section::Dates => decode::<Sha256>(value).map(|hash| self.evidence_name(hash)),
            "evidence" => lines(value, |hash: Sha256| self.evidence_name(hash)),
            "replaces" => decode::<Sha256>(value).map(|hash| self.evidence_name(hash)),
            "attached_at" => decode(value).map(moment),
            "at" if section == Section::History => decode(value).map(moment),
            "changes" => lines(value, |change: ChangeView| self.change(&change)),
            "revision" => decode::<Revision>(value).map(|revision| revision.sequence.to_string()),
            "counts" => decode::<CountsView>(value).map(|counts| self.met_of(&counts)),
            "linked" => decode::<bool>(value)
                .map(|linked| self.text(if linked { "evidence-linked" } else { "evidence-embedded" })),
            _ => None,
        };
        known.unwrap_or_else(|| self.plain(value))
    }

    /// A value formatted by its JSON type alone.
    fn plain(&self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => self.text(if *yes { "yes" } else { "no" }),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.plain(item)).collect();
                let is_long = items.iter().any(|item| item.chars().count() > 20);
                if is_long { items.join("\n") } else { self.locale.list(items) }
            }
            Value::Object(_) => {
                decode::<Bilingual>(value).map_or_else(|| crate::snapshot::canonical(value), |text| self.of(&text))
            }
        }
    }

    /// The number of duties that are met, of those that apply.
    #[must_use]
    pub fn met_of(&self, counts: &CountsView) -> String {
        self.locale.format("compare-met-of", [("met", counts.met.into()), ("all", counts.applying.into())])
    }

    pub(super) fn evidence_name(&self, hash: Sha256) -> String {
        self.comparison.evidence_names.get(&hash).cloned().unwrap_or_else(|| hash.to_string())
    }

    fn companion(&self, law: &Companion) -> String {
        let day = law.due.or(law.keep_through).or(law.raw).map(|day| format!(" {day}")).unwrap_or_default();
        self.locale.other_law(&law.limit, &law.source, &Bilingual::default()) + &day
    }

    fn change(&self, change: &ChangeView) -> String {
        let what = format!("{} {}", self.of(&change.subject), self.of(&change.field));
        if change.withheld {
            return format!("{} {}", what.trim(), self.text("withheld"));
        }
        format!("{}: {} → {}", what.trim(), self.of(&change.from), self.of(&change.to))
    }
}

/// Whether a field of an added, removed or changed record is displayed.
fn is_displayed(kind: ChangeKind, field: &FieldChange) -> bool {
    let value = match kind {
        ChangeKind::Changed => return !field.derived,
        ChangeKind::Added => &field.after,
        ChangeKind::Removed => &field.before,
    };
    let is_trivial = value.as_bool() == Some(false) || value.as_u64() == Some(0);
    // The name of the record already contains label and title.
    let is_named = ["id", "duty", "event", "label", "title", "clause", "head", "key"].contains(&field.field.as_str());
    !field.derived && !is_trivial && !is_named
}

/// Whether the field of a duty is a length of time.
fn is_length(field: &str) -> bool {
    AnswerField::named(field).is_some_and(|field| field.kind() == AnswerKind::Length)
}

/// Whether the value is empty, a text or a bilingual text.
fn is_plain(value: &Value) -> bool {
    matches!(value, Value::Null | Value::String(_)) || decode::<Bilingual>(value).is_some()
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

/// The items of a list as text, one per line; `None` if the value is not a list of this type.
pub(super) fn lines<T: DeserializeOwned>(value: &Value, words: impl Fn(T) -> String) -> Option<String> {
    let items: Vec<T> = decode(value)?;
    Some(items.into_iter().map(words).collect::<Vec<_>>().join("\n"))
}
