//! The columns of the records of a snapshot: clauses, dates, evidence, events and the rest.

use super::super::formatter::{SnapshotFormatter, lines};
use super::{Cell, Column, column};
use crate::deadlines::DateItem;
use crate::language::Bilingual;
use crate::locale::moment;
use crate::snapshot::{
    AnnotationView, ChangeView, ClauseView, EventView, EvidenceView, FactView, OccurrenceView, PersonView, ProblemView,
    RecordView,
};

pub(super) const CLAUSES: &[Column<ClauseView>] = &[
    column("column-clause", |_, c| c.id.to_string().into()),
    column("column-topic", |w, c| c.topic.as_ref().map(|t| w.of(t)).into()),
    column("column-pages", |w, c| w.pages(&c.pages).into()),
    column("column-applies-to", |_, c| c.applies_to.as_ref().into()),
    column("column-text", |_, c| (&c.text).into()),
];

pub(super) const DATES: &[Column<DateItem>] = &[
    column("column-due-day", |_, d| d.due.into()),
    column("column-date-state", |w, d| w.locale.date_standing(d).into_owned().into()),
    column("column-label", |_, d| d.labels().into()),
    column("column-title", |w, d| w.of(&d.title).into()),
    column("column-date-rule", |w, d| w.locale.date_rule(d.rule).into_owned().into()),
    column("column-event-day", |_, d| {
        let at = d.event_at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        d.event_on.map(|on| format!("{on}{at}")).into()
    }),
    column("column-raw-day", |_, d| d.raw.into()),
    column("column-due-at", |_, d| d.due_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).into()),
    column("column-target", |_, d| d.target.into()),
    column("column-reminder", |_, d| d.reminder.into()),
    column("column-keep-through", |_, d| d.keep_through.into()),
    column("column-destroy-from", |_, d| d.destroy_from.into()),
    column("column-done-on", |_, d| d.done_on.into()),
    column("column-late", |w, d| d.done_on.map(|_| w.yes_no(d.late)).into()),
    column("column-provisional", |w, d| w.yes_no(d.provisional).into()),
    column("column-reason", |w, d| w.of(&d.reason).into()),
    column("column-missing", |w, d| w.list(d.missing.iter().map(|m| w.of(m))).into()),
    column("column-steps", |w, d| w.steps(&d.steps).into()),
    column("column-other-law", |w, d| lines(d.other_law.iter().map(|law| w.companion(law))).into()),
    column("column-period", |_, d| d.period.into()),
    column("column-event-id", |_, d| d.event.map(|id| id.to_string()).into()),
    column("column-sha256", |_, d| d.evidence.map(|hash| hash.to_string()).into()),
    column("column-id", |_, d| (&d.id).into()),
    column("column-sequence", |_, d| d.revision.map(|r| r.sequence).into()),
    column("column-changed-at", |_, d| d.revision.and_then(|r| r.changed_at).map(moment).into()),
];

pub(super) const EVIDENCE: &[Column<EvidenceView>] = &[
    column("column-file", |_, e| (&e.name).into()),
    column("column-description", |_, e| (&e.description).into()),
    column("column-used-by", |w, e| w.list(&e.used_by).into()),
    column("column-effective-on", |_, e| e.effective_on.into()),
    column("column-valid-until", |_, e| e.valid_until.into()),
    column("column-expired", |w, e| w.yes_no(e.expired).into()),
    column("column-attached-by", |_, e| e.attached_by.as_ref().into()),
    column("column-attached-at", |_, e| moment(e.attached_at).into()),
    column("column-media-type", |_, e| (&e.media_type).into()),
    column("column-size", |_, e| e.size.into()),
    column("column-linked", |w, e| w.text(if e.linked { "evidence-linked" } else { "evidence-embedded" }).into()),
    column("column-confidential", |w, e| w.yes_no(e.confidential).into()),
    column("column-sha256", |_, e| e.sha256.to_string().into()),
    column("column-replaces", |_, e| e.replaces.map(|hash| hash.to_string()).into()),
];

pub(super) const FACTS: &[Column<FactView>] = &[
    column("column-fact", |w, f| w.of(&f.statement).into()),
    column("column-holds", |w, f| f.holds.map_or_else(|| w.text("not-stated"), |holds| w.yes_no(holds)).into()),
    column("column-key", |_, f| (&f.key).into()),
];

pub(super) const EVENTS: &[Column<EventView>] = &[
    column("column-day", |_, e| e.on.into()),
    column("column-time", |_, e| e.at.map(|at| at.format("%H:%M").to_string()).into()),
    column("column-event", |w, e| w.of(&e.name).into()),
    column("column-what-happened", |_, e| (&e.note).into()),
    column("column-evidence", |w, e| {
        let names = w.evidence_views(&e.evidence).map(|piece| piece.name.clone());
        let withheld = (e.evidence_withheld > 0).then(|| w.withheld(e.evidence_withheld));
        lines(names.chain(withheld)).into()
    }),
    column("column-key", |_, e| (&e.kind).into()),
    column("column-id", |_, e| e.id.to_string().into()),
];

pub(super) const OCCURRENCES: &[Column<OccurrenceView>] = &[
    column("column-label", |_, o| (&o.label).into()),
    column("column-done-on", |_, o| o.done_on.into()),
    column("column-late", |w, o| o.late.map(|late| w.yes_no(late)).into()),
    column("column-what-was-done", |_, o| (&o.note).into()),
    column("column-evidence", |w, o| {
        let names = w.evidence_views(&o.evidence).map(|piece| piece.name.clone());
        let withheld = (o.evidence_withheld > 0).then(|| w.withheld(o.evidence_withheld));
        lines(names.chain(withheld)).into()
    }),
    column("column-period", |_, o| o.period.into()),
    column("column-event-id", |_, o| o.event.map(|id| id.to_string()).into()),
    column("column-id", |_, o| o.id.to_string().into()),
];

pub(super) const PEOPLE: &[Column<PersonView>] = &[
    column("column-person", |_, p| (&p.name).into()),
    column("column-role", |_, p| (&p.role).into()),
    column("column-owns", |_, p| p.owns.into()),
];

pub(super) const ANNOTATIONS: &[Column<AnnotationView>] = &[
    column("column-clause", |_, a| a.clause.map(|clause| clause.to_string()).into()),
    column("column-pages", |_, a| a.page.into()),
    column("column-annotation-kind", |w, a| w.locale.annotation_kind(a.kind).into_owned().into()),
    column("column-words", |_, a| (&a.words).into()),
    column("column-message", |w, a| w.of(&a.message).into()),
];

pub(super) const PROBLEMS: &[Column<ProblemView>] =
    &[column("column-line", |_, p| p.line.into()), column("column-message", |w, p| w.of(&p.message).into())];

/// The columns of the history: one row per changed field. A record without changes, such as a merge, has one row.
pub(super) fn history<'a>() -> Vec<Column<(&'a RecordView, Option<&'a ChangeView>)>> {
    fn held(w: &SnapshotFormatter<'_>, change: Option<&ChangeView>, pick: fn(&ChangeView) -> &Bilingual) -> Cell {
        match change {
            Some(change) if change.withheld => w.text("withheld").into(),
            Some(change) => w.of(pick(change)).into(),
            None => Cell::Empty,
        }
    }
    fn named(w: &SnapshotFormatter<'_>, change: Option<&ChangeView>, pick: fn(&ChangeView) -> &Bilingual) -> Cell {
        change.map_or(Cell::Empty, |change| w.of(pick(change)).into())
    }
    vec![
        column("column-moment", |_, (r, _)| moment(r.at).into()),
        column("column-author", |_, (r, _)| (&r.author).into()),
        column("column-deed", |w, (r, _)| w.of(&r.words).into()),
        column("column-subject", |w, (_, c)| named(w, *c, |c| &c.subject)),
        column("column-field", |w, (_, c)| named(w, *c, |c| &c.field)),
        column("column-from", |w, (_, c)| held(w, *c, |c| &c.from)),
        column("column-to", |w, (_, c)| held(w, *c, |c| &c.to)),
        column("column-undoes", |_, (r, _)| r.undoes.map(|id| id.to_string()).into()),
        column("column-id", |_, (r, _)| r.id.to_string().into()),
    ]
}
