//! The content of a snapshot as text in one language.

use crate::deadlines::{Companion, DateItem, DateStep};
use crate::language::Bilingual;
use crate::locale::Locale;
use crate::obligation::{Catalog, OtherLaw, Predicate};
use crate::snapshot::{
    CountsView, DutyCondition, DutyView, EvidenceView, LicenseView, RelatedView, Selection, Snapshot,
};
use crate::workbook::{RenewalStep, Sha256};
use chrono::NaiveDate;
use std::sync::OnceLock;

/// A snapshot and the language of its text.
#[derive(Clone, Copy)]
pub(super) struct SnapshotFormatter<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) locale: &'static Locale,
}

impl SnapshotFormatter<'_> {
    /// Returns the message `id`.
    pub(super) fn text(&self, id: &str) -> String {
        self.locale.text(id).into_owned()
    }

    /// Returns the message `id` with the number `n`.
    pub(super) fn count(&self, id: &str, n: u64) -> String {
        self.locale.format(id, [("n", n.into())])
    }

    /// Returns a text of the model in this language.
    pub(super) fn of(&self, text: &Bilingual) -> String {
        text.get(self.locale.language).to_owned()
    }

    pub(super) fn yes_no(&self, value: bool) -> String {
        self.text(if value { "yes" } else { "no" })
    }

    /// Joins short texts in one line.
    pub(super) fn list<S: Into<String>>(&self, items: impl IntoIterator<Item = S>) -> String {
        self.locale.list(items)
    }

    pub(super) fn pages(&self, pages: &[u32]) -> String {
        self.list(pages.iter().map(u32::to_string))
    }

    /// Returns the date that determines the due state of a duty; `None` if the snapshot omits it.
    pub(super) fn deciding(&self, duty: &DutyView) -> Option<&DateItem> {
        self.snapshot.dates.iter().find(|date| {
            let is_same_state = Some(date.state) == duty.due_state && date.late == duty.due_late;
            is_same_state && date.duties().any(|id| id == duty.id) && date.due.or(date.keep_through) == duty.due_day
        })
    }

    /// How long the license is still valid, or how long ago it expired.
    pub(super) fn validity(&self, license: &LicenseView) -> String {
        match license.days_left {
            None => self.text("validity-unknown"),
            Some(0) => self.text("validity-last-day"),
            Some(days) if days < 0 => self.count("validity-expired", days.unsigned_abs()),
            Some(days) => self.count("validity-left", days.unsigned_abs()),
        }
    }

    pub(super) fn renewal(&self, steps: &[RenewalStep]) -> String {
        lines(steps.iter().map(|step| self.locale.renewal_step(step)))
    }

    /// The names and values of the counts other than the statuses, as far as the snapshot has them.
    pub(super) fn side_counts(&self, counts: &CountsView) -> Vec<(String, usize)> {
        let counts = [
            ("column-overdue", Some(counts.overdue)),
            ("column-without-owner", counts.without_owner),
            ("column-met-without-evidence", counts.met_without_evidence),
        ];
        counts.into_iter().filter_map(|(name, count)| Some((self.text(name), count?))).collect()
    }

    /// Lists what was left out, so that readers do not assume that it does not exist.
    pub(super) fn left_out(&self, selection: &Selection) -> String {
        let parts = [
            (selection.notes, "left-out-notes"),
            (selection.history, "left-out-history"),
            (selection.confidential, "left-out-confidential"),
        ];
        let out: Vec<String> = parts.iter().filter(|(taken, _)| !taken).map(|(_, id)| self.text(id)).collect();
        if out.is_empty() { self.text("left-out-nothing") } else { self.list(out) }
    }

    /// States which duties are included, so that readers do not assume that all are.
    pub(super) fn scope(&self, selection: &Selection) -> String {
        let mut parts: Vec<String> = Vec::new();
        if selection.summary {
            parts.push(self.text("scope-summary"));
        }
        if let Some(clause) = selection.provision {
            parts.push(self.locale.format("page-provision", [("name", clause.to_string().into())]));
        }
        parts.extend(selection.only.map(|only| {
            self.text(match only {
                DutyCondition::Open => "scope-open",
                DutyCondition::Overdue => "scope-overdue",
            })
        }));
        parts.extend(selection.owner.as_ref().map(|owner| self.named("field-owner", owner.clone())));
        if parts.is_empty() { self.text("scope-all") } else { self.list(parts) }
    }

    /// A condition as text. What has no name in the snapshot or the catalog is shown by its key.
    pub(super) fn predicate(&self, predicate: &Predicate) -> String {
        static CATALOG: OnceLock<Option<Catalog>> = OnceLock::new();
        let catalog = CATALOG.get_or_init(|| Catalog::builtin().ok()).as_ref();
        let (kind, what) = match predicate {
            Predicate::Fact(key) => {
                let fact = self.snapshot.facts.iter().find(|fact| fact.key == *key);
                ("fact", fact.map_or_else(|| key.clone(), |fact| self.of(&fact.statement)))
            }
            Predicate::Event(key) => {
                let happened = self.snapshot.events.iter().find(|event| event.kind == *key).map(|event| &event.name);
                let name = happened.or_else(|| Some(&catalog?.event(key)?.name));
                ("event", name.map_or_else(|| key.clone(), |name| self.of(name)))
            }
            Predicate::Named(name) => ("named", name.clone()),
            Predicate::Service { class, item } => {
                let service = catalog.and_then(|catalog| catalog.service(class));
                let name = service.map(|service| format!("{class} {}", self.of(&service.name)));
                let part = item.as_ref().map(|key| {
                    let item = service.and_then(|service| service.items.iter().find(|item| item.key == *key));
                    item.map_or_else(|| key.clone(), |item| self.of(&item.name))
                });
                ("service", self.list([Some(name.unwrap_or_else(|| class.clone())), part].into_iter().flatten()))
            }
        };
        self.locale.format("predicate", [("kind", kind.into()), ("what", what.into())])
    }

    pub(super) fn other_law(&self, laws: &[OtherLaw]) -> String {
        lines(laws.iter().map(|law| self.locale.other_law(&law.limit, &law.source, &law.note)))
    }

    pub(super) fn related(&self, related: &[RelatedView]) -> String {
        self.list(related.iter().map(|related| self.locale.related(&related.label, related.kind)))
    }

    /// The evidence of a duty, one piece per line, with its dates, size and hash.
    pub(super) fn evidence(&self, duty: &DutyView) -> String {
        self.evidence_lines(duty, |hash| hash.to_string())
    }

    /// The same as [`Self::evidence`], with the beginning of each hash only.
    pub(super) fn evidence_in_short(&self, duty: &DutyView) -> String {
        self.evidence_lines(duty, |hash| format!("{}…", hash.short()))
    }

    fn evidence_lines(&self, duty: &DutyView, hash: fn(Sha256) -> String) -> String {
        let pieces = self
            .evidence_views(&duty.evidence)
            .map(|piece| format!("{} ({})", piece.name, self.evidence_facts(piece, &hash(piece.sha256))));
        let withheld = (duty.evidence_withheld > 0).then(|| self.withheld(duty.evidence_withheld));
        lines(pieces.chain(withheld))
    }

    pub(super) fn withheld(&self, n: usize) -> String {
        self.count("evidence-withheld", u64::try_from(n).unwrap_or(u64::MAX))
    }

    /// The evidence with these hashes, as far as the snapshot has it.
    pub(super) fn evidence_views(&self, hashes: &[Sha256]) -> impl Iterator<Item = &EvidenceView> {
        hashes.iter().filter_map(|hash| self.snapshot.evidence_of(*hash))
    }

    /// The dates, size and hash of a piece of evidence.
    fn evidence_facts(&self, piece: &EvidenceView, hash: &str) -> String {
        let days = [("evidence-effective", piece.effective_on), ("evidence-valid-until", piece.valid_until)];
        let days = days.into_iter().filter_map(|(id, day)| Some((id, day?)));
        let mut facts: Vec<String> =
            days.map(|(id, day)| self.locale.format(id, [("day", day.to_string().into())])).collect();
        if piece.expired {
            facts.push(self.text("evidence-expired"));
        }
        facts.push(self.count("evidence-bytes", piece.size));
        facts.push(format!("SHA-256 {hash}"));
        self.list(facts)
    }

    pub(super) fn steps(&self, steps: &[DateStep]) -> String {
        lines(steps.iter().map(|step| self.locale.step(step)))
    }

    /// A value behind the heading of the message `column`.
    pub(super) fn named(&self, column: &str, value: String) -> String {
        self.locale.format("named-value", [("name", self.text(column).into()), ("value", value.into())])
    }

    /// A day behind the heading of the message `column`.
    pub(super) fn named_day(&self, column: &str, day: Option<NaiveDate>) -> Option<String> {
        day.map(|day| self.named(column, day.to_string()))
    }

    /// The requirement of another law and its result, one item per line.
    pub(super) fn companion(&self, law: &Companion) -> String {
        let name = self.locale.other_law(&law.limit, &law.source, &Bilingual::default());
        let missing = self.list(law.missing.iter().map(|missing| self.of(missing)));
        let note = self.of(&law.note);
        let items = [
            Some(name),
            self.named_day("column-due-day", law.due),
            law.due_at.map(|at| self.named("column-due-at", at.format("%Y-%m-%d %H:%M").to_string())),
            self.named_day("column-raw-day", law.raw.filter(|raw| Some(*raw) != law.due)),
            self.named_day("column-keep-through", law.keep_through),
            self.named_day("column-destroy-from", law.destroy_from),
            law.provisional.then(|| self.text("provisional-day")),
            (!missing.is_empty()).then(|| self.named("column-missing", missing)),
            (!law.steps.is_empty()).then(|| self.steps(&law.steps)),
            (!note.is_empty()).then_some(note),
        ];
        lines(items.into_iter().flatten())
    }
}

/// Joins longer texts, one per line.
pub(super) fn lines<S: Into<String>>(items: impl IntoIterator<Item = S>) -> String {
    items.into_iter().map(Into::into).collect::<Vec<String>>().join("\n")
}
