//! Keeps the labels of duties unique where several people added duties to one clause.
//!
//! The duty that had the label first keeps it; among duties added at the same time, that with the lowest id. The others
//! get the numbers after the highest one of the clause. The result follows from the history alone.

use crate::license::ClauseId;
use crate::workbook::{Change, Contents, DutyId, Field, LicenseId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What makes up a label.
type Label = (LicenseId, ClauseId, u32);

/// The labels of a state of the workbook.
pub(super) struct Labels {
    of: BTreeMap<DutyId, Label>,
    taken: BTreeMap<Label, DutyId>,
}

impl Labels {
    /// The labels of `state`.
    pub(super) fn of(state: &Contents) -> Self {
        let mut labels = Self { of: BTreeMap::new(), taken: BTreeMap::new() };
        for id in state.duties.keys() {
            if let Some(label) = label(state, *id) {
                labels.of.insert(*id, label);
                labels.taken.entry(label).or_insert(*id);
            }
        }
        labels
    }

    /// Gives the duties that `changes` added a number of their own. The changes are those of one stretch, and `state`
    /// already has them.
    pub(super) fn settle<'a>(&mut self, state: &mut Contents, changes: impl Iterator<Item = &'a Change>) {
        let touched: BTreeSet<DutyId> = changes.filter_map(|change| duty_of(&change.field)).collect();
        let mut new = Vec::new();
        for id in touched {
            let now = label(state, id);
            let before = self.of.get(&id).copied();
            if before == now {
                continue;
            }
            if let Some(before) = before {
                self.of.remove(&id);
                if self.taken.get(&before) == Some(&id) {
                    self.taken.remove(&before);
                }
            }
            new.extend(now.map(|label| (id, label)));
        }
        new.retain(|(id, label)| {
            let is_double = self.taken.contains_key(label);
            if !is_double {
                self.take(*id, *label);
            }
            is_double
        });
        for (id, (license, clause, _)) in new {
            let highest = self.taken.range((license, clause, 0)..=(license, clause, u32::MAX)).next_back();
            let ordinal = highest.map_or(0, |((.., ordinal), _)| *ordinal).saturating_add(1);
            if let Some(duty) = state.duties.get_mut(&id) {
                Arc::make_mut(duty).definition.ordinal = ordinal;
            }
            self.take(id, (license, clause, ordinal));
        }
    }

    fn take(&mut self, id: DutyId, label: Label) {
        self.of.insert(id, label);
        self.taken.entry(label).or_insert(id);
    }
}

fn label(state: &Contents, id: DutyId) -> Option<Label> {
    let definition = &state.duties.get(&id)?.definition;
    Some((definition.license, definition.clause, definition.ordinal))
}

/// The duty whose definition the field contains.
fn duty_of(field: &Field) -> Option<DutyId> {
    if let Field::Duty(id) | Field::Definition(id) = field { Some(*id) } else { None }
}
