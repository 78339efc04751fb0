//! Builds a snapshot of a workbook.

use super::selection::keep_one_page;
use super::{
    AnnotationView, ClauseView, EventView, EvidenceView, FORMAT, FactView, Internal, LicenseView, OccurrenceView,
    PersonView, ProblemView, Selection, ServiceView, Snapshot, history, progress, revisions,
};
use crate::calendar::Now;
use crate::deadlines::{DateItem, Register};
use crate::language::Bilingual;
use crate::license::{Clause, ClauseId, License, Spanned};
use crate::obligation::Catalog;
use crate::workbook::{Event, EventId, EvidenceStorage, LicenseId, LicenseRecord, PersonId, Sha256, Workbook};
use std::collections::{BTreeMap, BTreeSet};

impl Snapshot {
    /// The snapshot of `license` at an instant; a day means its end. `None` if the workbook has no such license.
    #[must_use]
    pub fn of(
        workbook: &Workbook,
        license: LicenseId,
        now: impl Into<Now>,
        catalog: &Catalog,
        selection: Selection,
    ) -> Option<Self> {
        let mut snapshot = Self::with_internal(workbook, license, now, catalog, selection)?;
        snapshot.leave_out();
        Some(snapshot)
    }

    /// Removes everything that the selection omits.
    pub(super) fn leave_out(&mut self) {
        self.leave_out_internal();
        if self.selection.summary {
            keep_one_page(self);
        }
    }

    /// The snapshot of the duties in `selection`, with all internal content.
    pub(super) fn with_internal(
        workbook: &Workbook,
        license: LicenseId,
        now: impl Into<Now>,
        catalog: &Catalog,
        selection: Selection,
    ) -> Option<Self> {
        let mut register = Register::of(workbook, license, now, catalog)?;
        let record = &workbook.licenses.get(&license)?.record;
        if !selection.has_all_duties() {
            register.retain(|entry| selection.takes(workbook, entry));
        }
        let mut dates = register.dates.clone();
        revisions::mark(workbook, license, &mut dates);
        for date in &mut dates {
            let evidence = date.evidence.and_then(|hash| workbook.evidence.get(&hash));
            if evidence.is_some_and(|e| e.confidential && !selection.shows(Internal::Confidential)) {
                date.withhold_evidence();
            }
        }
        let parsed = register.parsed.as_ref();
        let builder = Builder { workbook, register: &register, catalog, selection: &selection, dates: &dates };
        let mut snapshot = Self {
            format: FORMAT,
            workbook: workbook.id,
            on: register.today(),
            selection: Selection::default(),
            frozen: None,
            report: None,
            license: builder.license(record),
            counts: register.counts.into(),
            progress: progress::points(workbook, &register),
            clauses: builder.clauses(),
            duties: register.entries.iter().map(|entry| builder.duty(entry)).collect(),
            occurrences: builder.occurrences(),
            dates: dates.clone(),
            evidence: builder.evidence(),
            evidence_withheld: 0,
            facts: builder.facts(record),
            events: builder.events(),
            people: builder.people(),
            annotations: annotations(parsed, |clause| builder.takes_clause(clause)),
            problems: problems(parsed),
            history: history::records(workbook, catalog, &selection, |id| register.entry(id).is_some()),
            withdrawn: Vec::new(),
        };
        snapshot.selection = selection;
        Some(snapshot)
    }
}

pub(super) struct Builder<'a> {
    pub(super) workbook: &'a Workbook,
    pub(super) register: &'a Register,
    pub(super) catalog: &'a Catalog,
    selection: &'a Selection,
    dates: &'a [DateItem],
}

fn value<T: Clone>(spanned: Option<&Spanned<T>>) -> Option<T> {
    spanned.map(|s| s.value.clone())
}

fn values(spanned: &[Spanned<String>]) -> Vec<String> {
    spanned.iter().map(|s| s.value.clone()).collect()
}

impl Builder<'_> {
    fn license(&self, record: &LicenseRecord) -> LicenseView {
        let parsed = &self.register.parsed;
        let cover = &parsed.cover;
        let services = parsed.annex.services.iter().map(|service| ServiceView {
            class: service.class.map(str::to_owned),
            name: service.name.value.clone(),
            limited_to: values(&service.limited_to),
            includes: values(&service.includes),
            excludes: values(&service.excludes),
            remarks: values(&service.remarks),
        });
        LicenseView {
            number: value(cover.number.as_ref()),
            company: value(cover.company.as_ref()),
            legal_representative: value(cover.legal_representative.as_ref()),
            issuing_authority: value(cover.issuing_authority.as_ref()),
            issued_on: value(cover.issued_on.as_ref()),
            valid_until: value(cover.valid_until.as_ref()),
            days_left: self.register.days_left(),
            pages: parsed.pages.len(),
            services: services.collect(),
            continues: self.workbook.continues(self.register.license),
            renewal: record.renewal.clone(),
            tracked_from: self.workbook.tracked_from,
        }
    }

    /// The clauses of the license, and those to which duties refer although the text lacks them.
    fn clauses(&self) -> Vec<ClauseView> {
        let parsed = &self.register.parsed;
        let mut views: BTreeMap<ClauseId, ClauseView> = parsed.clauses().map(|c| (c.id, self.clause(c))).collect();
        for entry in &self.register.entries {
            let named = entry.duty.definition.clause;
            for id in [ClauseId { sub_item: None, ..named }, named] {
                views.entry(id).or_insert_with(|| ClauseView {
                    id,
                    topic: self.topic(id),
                    pages: Vec::new(),
                    text: String::new(),
                    applies_to: None,
                    counts: self.register.counts_of(id).into(),
                });
            }
        }
        let mut views: Vec<ClauseView> = views.into_values().collect();
        views.retain(|view| self.takes_clause(view.id));
        views
    }

    /// Whether the clause is selected or has selected duties.
    fn takes_clause(&self, id: ClauseId) -> bool {
        let is_named = self.selection.provision.is_some_and(|wanted| match wanted.sub_item {
            None => wanted.provision == id.provision,
            Some(_) => wanted == id,
        });
        self.selection.has_all_duties() || is_named || self.register.counts_of(id).total > 0
    }

    fn clause(&self, clause: &Clause) -> ClauseView {
        ClauseView {
            id: clause.id,
            topic: self.topic(clause.id),
            pages: clause.pages(),
            text: clause.body.text.clone(),
            applies_to: clause.applies_to.clone(),
            counts: self.register.counts_of(clause.id).into(),
        }
    }

    /// The topic of the clause, which the catalog knows through the duties seeded from it.
    fn topic(&self, clause: ClauseId) -> Option<Bilingual> {
        let whole = clause.sub_item.is_none();
        let definitions = self.register.entries.iter().map(|entry| &entry.duty.definition);
        let mut of_clause =
            definitions.filter(|d| d.clause == clause || whole && d.clause.provision == clause.provision);
        let origin = of_clause.find_map(|d| d.origin.as_deref())?;
        self.catalog.topic(origin, whole).cloned()
    }

    pub(super) fn name(&self, person: Option<PersonId>) -> Option<String> {
        self.workbook.person_name(person?).map(str::to_owned)
    }

    /// The evidence of `refs` that exists in the workbook.
    pub(super) fn known(&self, refs: &BTreeSet<Sha256>) -> Vec<Sha256> {
        refs.iter().filter(|hash| self.workbook.evidence.contains_key(hash)).copied().collect()
    }

    /// The evidence of the selected duties, with the labels of the duties that use each piece.
    fn used(&self) -> BTreeMap<Sha256, Vec<String>> {
        let mut used_by: BTreeMap<Sha256, Vec<String>> = BTreeMap::new();
        for entry in &self.register.entries {
            for hash in &entry.evidence {
                used_by.entry(*hash).or_default().push(entry.label.clone());
            }
        }
        for event in self.events_taken() {
            for hash in &event.1.evidence {
                used_by.entry(*hash).or_default();
            }
        }
        used_by
    }

    fn evidence(&self) -> Vec<EvidenceView> {
        let mut used_by = self.used();
        let all = self.workbook.evidence.iter();
        let taken = all.filter(|(hash, _)| self.selection.has_all_duties() || used_by.contains_key(*hash));
        let taken: Vec<_> = taken.collect();
        let mut views: Vec<EvidenceView> = taken
            .into_iter()
            .map(|(hash, evidence)| EvidenceView {
                sha256: *hash,
                name: evidence.name.clone(),
                media_type: evidence.media_type.clone(),
                size: evidence.size,
                linked: matches!(evidence.storage, EvidenceStorage::Linked { .. }),
                attached_by: self.name(evidence.attached_by),
                attached_at: evidence.attached_at,
                effective_on: evidence.effective_on,
                valid_until: evidence.valid_until,
                expired: evidence.valid_until.is_some_and(|last| last < self.register.today()),
                description: evidence.description.clone(),
                confidential: evidence.confidential,
                replaces: evidence.replaces,
                used_by: used_by.remove(hash).unwrap_or_default(),
            })
            .collect();
        views.sort_by(|a, b| a.name.cmp(&b.name));
        views
    }

    /// All facts of the catalog, followed by stated facts that the catalog lacks.
    fn facts(&self, record: &LicenseRecord) -> Vec<FactView> {
        let known = self.catalog.facts.iter().map(|fact| FactView {
            key: fact.key.clone(),
            statement: fact.statement.clone(),
            holds: record.facts.get(&fact.key).copied(),
        });
        let unknown = record.facts.iter().filter(|(key, _)| self.catalog.fact(key).is_none());
        known
            .chain(unknown.map(|(key, holds)| FactView {
                key: key.clone(),
                statement: Bilingual::new(key.as_str(), key.as_str()),
                holds: Some(*holds),
            }))
            .collect()
    }

    /// The events of the license; unless all duties are selected, only those that concern selected duties.
    fn events_taken(&self) -> impl Iterator<Item = (&EventId, &Event)> {
        let named: BTreeSet<EventId> = self
            .workbook
            .occurrences
            .values()
            .filter(|occurrence| self.register.entry(occurrence.duty).is_some())
            .filter_map(|occurrence| occurrence.event)
            .chain(self.dates.iter().filter_map(|date| date.event))
            .collect();
        self.workbook.events.iter().filter(move |(id, event)| {
            let is_taken = self.selection.has_all_duties() || named.contains(*id);
            event.license == self.register.license && is_taken
        })
    }

    fn events(&self) -> Vec<EventView> {
        let mut events: Vec<EventView> = self
            .events_taken()
            .map(|(id, event)| EventView {
                id: *id,
                kind: event.kind.clone(),
                name: event_name(event, self.catalog),
                on: event.on,
                at: event.at,
                note: event.note.clone(),
                evidence: self.known(&event.evidence),
                evidence_withheld: event.evidence.len() - self.known(&event.evidence).len(),
            })
            .collect();
        events.sort_by_key(|event| std::cmp::Reverse((event.on, event.at, event.id)));
        events
    }

    fn occurrences(&self) -> Vec<OccurrenceView> {
        let mut views: Vec<OccurrenceView> = Vec::new();
        for entry in &self.register.entries {
            for (id, occurrence) in self.workbook.occurrences.iter().filter(|(_, o)| o.duty == entry.id) {
                let mut dates = self.dates.iter();
                let date = dates.find(|date| date.duty == entry.id && date.cause() == occurrence.cause());
                let date = date.filter(|_| occurrence.done_on.is_some());
                let evidence = self.known(&occurrence.evidence);
                views.push(OccurrenceView {
                    id: *id,
                    label: entry.label.clone(),
                    event: occurrence.event,
                    period: occurrence.period,
                    done_on: occurrence.done_on,
                    late: date.map(|date| date.late),
                    note: occurrence.note.clone(),
                    evidence_withheld: occurrence.evidence.len() - evidence.len(),
                    evidence,
                });
            }
        }
        views
    }

    fn people(&self) -> Vec<PersonView> {
        let mut views = Vec::new();
        for (id, person) in self.workbook.everybody() {
            if self.selection.has_all_duties() || self.is_named(id) {
                let owned = self.register.entries.iter().filter(|e| self.is_person(e.duty.answer.owner, id));
                views.push(PersonView { name: person.name.clone(), role: person.role.clone(), owns: owned.count() });
            }
        }
        views
    }

    /// Whether a selected duty names the person as its owner, assessor or reviewer.
    fn is_named(&self, id: PersonId) -> bool {
        self.register
            .entries
            .iter()
            .any(|entry| entry.duty.answer.people().any(|named| self.is_person(Some(named), id)))
    }

    fn is_person(&self, named: Option<PersonId>, id: PersonId) -> bool {
        named.is_some_and(|named| self.workbook.is_same_person(named, id))
    }
}

fn event_name(event: &Event, catalog: &Catalog) -> Bilingual {
    catalog
        .event(&event.kind)
        .map_or_else(|| Bilingual::new(event.kind.as_str(), event.kind.as_str()), |kind| kind.name.clone())
}

fn annotations(license: &License, taken: impl Fn(ClauseId) -> bool) -> Vec<AnnotationView> {
    let annotations = license.annotations.iter().filter(|annotation| annotation.clause.is_none_or(&taken));
    let views = annotations.map(|annotation| AnnotationView {
        kind: annotation.kind,
        clause: annotation.clause,
        page: license.page_at(annotation.span.start),
        words: annotation.span.of(&license.text).to_owned(),
        message: annotation.message.clone(),
    });
    views.collect()
}

fn problems(license: &License) -> Vec<ProblemView> {
    license.problems.iter().map(|p| ProblemView { line: p.line, message: p.message.clone() }).collect()
}
