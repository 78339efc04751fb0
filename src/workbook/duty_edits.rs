//! Edits of the definitions of duties: reword, split, join, add, retire and restore.
//!
//! A retired duty stays in the workbook with its answer and its history, and its label is never given again.

use super::answer::Answer;
use super::{Definition, Duty, DutyFound, DutyId, Edit, Field, LicenseId, Recurrence, Value, Workbook};
use crate::language::Bilingual;
use crate::license::{ClauseId, Span};
use crate::obligation::{DutyKind, DutyOrigin, TimeLimit, clause_hash, reread};
use chrono::NaiveDate;
use std::sync::Arc;

/// A duty that the officer enters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDuty {
    /// Its definition, see [`Definition::own`]. It gets a number, and its origin is [`DutyOrigin::Own`].
    pub definition: Definition,
    /// The first due day.
    pub due: Option<NaiveDate>,
    /// How the due day recurs.
    pub recurrence: Option<Recurrence>,
}

impl Definition {
    /// The definition of a duty that the officer enters, under `clause` or [`ClauseId::OWN`] for none. The license does
    /// not impose it.
    #[must_use]
    pub fn own(license: LicenseId, clause: ClauseId, title: Bilingual) -> Self {
        Self {
            license,
            origin: None,
            clause,
            ordinal: 0,
            spans: Vec::new(),
            clause_hash: String::new(),
            title,
            kind: DutyKind::StandingDuty,
            trigger: None,
            limit: None,
            timing: None,
            authority: None,
            accepted_evidence: Vec::new(),
            condition: None,
            applies_if: Vec::new(),
            other_law: Vec::new(),
            related: Vec::new(),
            remark: Bilingual::default(),
            optional: true,
            found: Some(DutyFound { by: DutyOrigin::Own, similarity: 1000 }),
            retired: None,
        }
    }

    /// The same definition without what typing leaves: texts in both languages without surrounding spaces, and no empty ones.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let optional = [&mut self.trigger, &mut self.timing, &mut self.authority, &mut self.condition];
        for text in optional {
            *text = text.take().map(|text| text.in_both()).filter(|text| !text.is_blank());
        }
        let limits = self.limit.iter_mut().chain(self.other_law.iter_mut().map(|law| &mut law.limit));
        let anchors = limits.map(|limit| &mut limit.anchor);
        for text in anchors.chain([&mut self.title, &mut self.remark]).chain(&mut self.accepted_evidence) {
            *text = text.in_both();
        }
        for law in &mut self.other_law {
            (law.source, law.note) = (law.source.in_both(), law.note.in_both());
        }
        self.accepted_evidence.retain(|text| !text.is_blank());
        self
    }
}

impl Workbook {
    /// Replaces the definition of a duty. License, clause, number and origin stay. Does nothing if there is no such
    /// duty.
    #[must_use]
    pub fn redefine_duty(&self, id: DutyId, definition: Definition) -> Edit {
        let Some(duty) = self.duties.get(&id) else { return Edit::default() };
        let now = duty.definition.clone();
        let Definition { license, clause, ordinal, clause_hash, origin, found, retired, .. } = now;
        let kept = Definition { license, origin, clause, ordinal, clause_hash, found, retired, ..definition };
        self.change([redefined(id, kept)])
    }

    /// The definitions that result if the words of a duty are divided at `cuts`, byte offsets in the license text:
    /// first that of the duty itself, then those of the new duties. Empty if the words cannot be divided there.
    ///
    /// Kind and limit of the new duties are read from their words. The duty itself keeps its own, except a limit that is
    /// now in the words of another one.
    #[must_use]
    pub fn parts_of_duty(&self, id: DutyId, cuts: &[usize]) -> Vec<Definition> {
        let Some(duty) = self.duties.get(&id) else { return Vec::new() };
        let old = &duty.definition;
        let Some(license) = self.licenses.get(&old.license).map(|license| Arc::clone(&license.parsed)) else {
            return Vec::new();
        };
        let parts = divided(&old.spans, cuts, &license.text);
        let [first, rest @ ..] = parts.as_slice() else { return Vec::new() };
        if rest.is_empty() {
            return Vec::new();
        }
        let mut new = Vec::new();
        for (spans, ordinal) in rest.iter().zip(self.next_ordinal(old.license, old.clause)..) {
            let Some(read) = reread(&license, old.clause, spans) else { return Vec::new() };
            new.push(Definition {
                ordinal,
                origin: None,
                spans: spans.clone(),
                title: read.title,
                kind: read.kind,
                trigger: read.trigger,
                limit: read.limit,
                timing: read.timing,
                authority: read.authority.or_else(|| old.authority.clone()),
                accepted_evidence: read.evidence,
                other_law: Vec::new(),
                related: Vec::new(),
                remark: Bilingual::default(),
                found: Some(DutyFound { by: DutyOrigin::Rule, similarity: 1000 }),
                retired: None,
                ..old.clone()
            });
        }
        let mut kept = Definition { spans: first.clone(), ..old.clone() };
        let own = reread(&license, old.clause, first);
        let measure = |limit: Option<&TimeLimit>| limit.map(|limit| (limit.amount, limit.unit));
        let limit = measure(old.limit.as_ref());
        let has_limit = |other: Option<&TimeLimit>| measure(other) == limit;
        if let Some(own) = own
            && limit.is_some()
            && !has_limit(own.limit.as_ref())
            && new.iter().any(|part| has_limit(part.limit.as_ref()))
        {
            (kept.kind, kept.limit, kept.timing) = (own.kind, own.limit, own.timing);
        }
        new.insert(0, kept);
        new
    }

    /// Divides the words of a duty, see [`Self::parts_of_duty`]. `titles` are those of all parts; where one is missing
    /// or empty, the part keeps the title that was read. `ids` are those of the new duties. Does nothing if the words
    /// cannot be divided there, or if there are too few ids.
    #[must_use]
    pub fn split_duty(&self, id: DutyId, cuts: &[usize], titles: &[Bilingual], ids: &[DutyId]) -> Edit {
        let mut parts = self.parts_of_duty(id, cuts);
        if parts.len() < 2 || ids.len() + 1 < parts.len() {
            return Edit::default();
        }
        for (part, title) in parts.iter_mut().zip(titles) {
            if !title.is_blank() {
                part.title = title.in_both();
            }
        }
        let mut parts = parts.into_iter();
        let first = parts.next().map(|kept| redefined(id, kept));
        let new = ids.iter().zip(parts).map(|(id, definition)| added(*id, definition));
        self.change(first.into_iter().chain(new))
    }

    /// Joins duties of one clause: the first one by number gets the words of all and keeps its answer; the others are
    /// retired with `reason`. Does nothing unless there are several, of one clause, none of them retired.
    #[must_use]
    pub fn join_duties(&self, ids: &[DutyId], reason: &str) -> Edit {
        let found = ids.iter().filter_map(|id| Some((*id, &self.duties.get(id)?.definition)));
        let mut joined: Vec<(DutyId, &Definition)> = found.collect();
        joined.sort_by_key(|(id, definition)| (definition.ordinal, *id));
        joined.dedup_by_key(|(id, _)| *id);
        let [(first, kept), others @ ..] = joined.as_slice() else { return Edit::default() };
        let alike = |other: &Definition| other.license == kept.license && other.clause == kept.clause;
        let fit = joined.iter().all(|(_, definition)| alike(definition) && definition.retired.is_none());
        if others.is_empty() || !fit {
            return Edit::default();
        }
        let mut whole = (*kept).clone();
        for (_, other) in others {
            whole.spans.extend(&other.spans);
            if whole.limit.is_none() && other.limit.is_some() {
                (whole.kind, whole.limit, whole.timing) = (other.kind, other.limit.clone(), other.timing.clone());
            }
            append(&mut whole.accepted_evidence, &other.accepted_evidence);
            append(&mut whole.other_law, &other.other_law);
        }
        whole.spans = united(whole.spans);
        whole.related.retain(|related| !others.iter().any(|(id, _)| *id == related.duty));
        let retired = others.iter().map(|(id, other)| {
            redefined(*id, Definition { retired: Some(reason.trim().to_owned()), ..(*other).clone() })
        });
        self.change([redefined(*first, whole)].into_iter().chain(retired))
    }

    /// Adds a duty that the officer enters, with the next free number. Does nothing if its license is unknown.
    #[must_use]
    pub fn add_duty(&self, id: DutyId, duty: OwnDuty) -> Edit {
        let OwnDuty { definition, due, recurrence } = duty;
        let (license, clause) = (definition.license, definition.clause);
        let Some(held) = self.licenses.get(&license) else { return Edit::default() };
        let text = held.parsed.clause(clause).map(|clause| clause_hash(&clause.body.text));
        let definition = Definition {
            origin: None,
            ordinal: self.next_ordinal(license, clause),
            spans: Vec::new(),
            clause_hash: text.unwrap_or_default(),
            optional: definition.optional || clause.is_own(),
            found: Definition::own(license, clause, Bilingual::default()).found,
            retired: None,
            ..definition.tidied()
        };
        let answer = Answer { due, recurrence, ..Answer::default() };
        self.change([(Field::Duty(id), Some(Value::Duty(Box::new(Duty { definition, answer }))))])
    }

    /// Retires a duty: it no longer counts, and keeps its answer. A `reason` is required.
    #[must_use]
    pub fn retire_duty(&self, id: DutyId, reason: &str) -> Edit {
        self.set_retired(id, Some(reason.trim().to_owned()))
    }

    /// Restores a retired duty.
    #[must_use]
    pub fn restore_duty(&self, id: DutyId) -> Edit {
        self.set_retired(id, None)
    }

    fn set_retired(&self, id: DutyId, retired: Option<String>) -> Edit {
        let Some(duty) = self.duties.get(&id) else { return Edit::default() };
        self.change([redefined(id, Definition { retired, ..duty.definition.clone() })])
    }

    /// The number after the highest one of a clause; retired duties keep theirs.
    fn next_ordinal(&self, license: LicenseId, clause: ClauseId) -> u32 {
        let definitions = self.duties.values().map(|duty| &duty.definition);
        let of_clause = definitions.filter(|other| other.license == license && other.clause == clause);
        of_clause.map(|other| other.ordinal).max().unwrap_or_default().saturating_add(1)
    }
}

fn redefined(id: DutyId, definition: Definition) -> (Field, Option<Value>) {
    (Field::Definition(id), Some(Value::Definition(Box::new(definition))))
}

fn added(id: DutyId, definition: Definition) -> (Field, Option<Value>) {
    (Field::Duty(id), Some(Value::Duty(Box::new(Duty { definition, answer: Answer::default() }))))
}

fn append<T: Clone + PartialEq>(all: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
}

/// The spans divided at `cuts`; empty if a cut is outside the words or inside a character.
fn divided(spans: &[Span], cuts: &[usize], text: &str) -> Vec<Vec<Span>> {
    let mut cuts = cuts.to_vec();
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts = vec![Vec::new()];
    let mut used = 0;
    for span in spans {
        let mut start = span.start;
        for cut in cuts.iter().filter(|cut| span.start <= **cut && **cut < span.end) {
            if !text.is_char_boundary(*cut) {
                return Vec::new();
            }
            used += 1;
            put(&mut parts, Span::new(start, *cut));
            parts.push(Vec::new());
            start = *cut;
        }
        put(&mut parts, Span::new(start, span.end));
    }
    let is_whole = used == cuts.len() && parts.iter().all(|part| !part.is_empty());
    if is_whole { parts } else { Vec::new() }
}

fn put(parts: &mut [Vec<Span>], span: Span) {
    if let Some(part) = parts.last_mut().filter(|_| span.start < span.end) {
        part.push(span);
    }
}

/// The spans in text order, those that touch or overlap as one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => united.push(span),
        }
    }
    united
}
