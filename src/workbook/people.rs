//! The registry of people: found by name, renamed, and two that are one.
//!
//! Two people that are one are never made one record: the one is an alias of the other, and whatever names it is shown
//! and found as the other. What was recorded stays as it was.

use super::{Contents, Edit, Person, PersonId, Workbook};
use std::collections::BTreeMap;

impl Person {
    /// Somebody of this name, without a role.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }
}

/// How much hangs on a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HangsOn {
    /// The duties that the person sees to.
    pub duties: usize,
    /// The records of the history that the person made.
    pub records: usize,
}

impl Contents {
    /// The person that `id` stands for: itself, or the one that it is an alias of.
    ///
    /// Two copies may each have made the one an alias of the other; then it is the one with the smaller id, the same in
    /// every copy.
    #[must_use]
    pub fn person_id(&self, id: PersonId) -> PersonId {
        let mut seen = vec![id];
        let mut now = id;
        while let Some(next) = self.people.get(&now).and_then(|p| p.same_as).filter(|to| self.people.contains_key(to)) {
            if let Some(from) = seen.iter().position(|known| *known == next) {
                return seen.iter().skip(from).min().copied().unwrap_or(next);
            }
            seen.push(next);
            now = next;
        }
        now
    }

    /// All that `id` is an alias of, one behind the other.
    pub(super) fn with_aliased(&self, id: PersonId) -> Vec<PersonId> {
        let mut seen = vec![id];
        while let Some(next) = seen.last().and_then(|id| self.people.get(id)).and_then(|person| person.same_as) {
            if seen.contains(&next) {
                break;
            }
            seen.push(next);
        }
        seen
    }

    /// The person that `id` stands for, see [`Contents::person_id`].
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&self.person_id(id))
    }

    /// The name of the person that `id` stands for.
    #[must_use]
    pub fn person_name(&self, id: PersonId) -> Option<&str> {
        self.person(id).map(|person| person.name.as_str())
    }

    /// Whether both stand for one person.
    #[must_use]
    pub fn is_same_person(&self, one: PersonId, other: PersonId) -> bool {
        self.person_id(one) == self.person_id(other)
    }

    /// Everybody once, aliases left out, by name.
    #[must_use]
    pub fn everybody(&self) -> Vec<(PersonId, &Person)> {
        let own = self.people.iter().filter(|(id, _)| self.person_id(**id) == **id);
        let mut all: Vec<(PersonId, &Person)> = own.map(|(id, person)| (*id, person)).collect();
        all.sort_by(|(a, x), (b, y)| x.name.cmp(&y.name).then(a.cmp(b)));
        all
    }

    /// The other names of the person that `id` stands for: those of its aliases.
    #[must_use]
    pub fn aliases(&self, id: PersonId) -> Vec<&str> {
        let own = self.person_id(id);
        let names = self.people.iter().filter(|(other, _)| **other != own && self.person_id(**other) == own);
        names.map(|(_, person)| person.name.as_str()).collect()
    }

    /// What hangs on each person, aliases counted with whom they stand for; somebody on whom nothing hangs is left out.
    #[must_use]
    pub fn hangs_on(&self) -> BTreeMap<PersonId, HangsOn> {
        let mut found: BTreeMap<PersonId, HangsOn> = BTreeMap::new();
        for owner in self.duties.values().filter_map(|duty| duty.answer.owner) {
            found.entry(self.person_id(owner)).or_default().duties += 1;
        }
        for record in &self.history {
            found.entry(self.person_id(record.author)).or_default().records += 1;
        }
        found
    }

    /// The person with this name, or with an alias of this name, without regard to case and outer space.
    #[must_use]
    pub fn person_by_name(&self, name: &str) -> Option<PersonId> {
        let name = folded(name);
        let has_it = |(_, person): &(&PersonId, &Person)| folded(&person.name) == name;
        let found = || self.people.iter().filter(has_it).map(|(id, _)| *id);
        found().find(|id| self.person_id(*id) == *id).or_else(|| found().next().map(|id| self.person_id(id)))
    }

    /// Everybody whose name, or an alias of whom, holds `text` or is nearly the same: whom a slip may have meant.
    /// Nearest first; nobody for an empty text.
    #[must_use]
    pub fn people_like(&self, text: &str) -> Vec<PersonId> {
        let wanted = folded(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let rank = |name: &str| {
            let name = folded(name);
            let far = strsim::levenshtein(&wanted, &name);
            let longer = wanted.chars().count().max(name.chars().count());
            let is_near = far * 3 <= longer.max(3) || name.contains(&wanted) || wanted.contains(&name);
            is_near.then_some(far)
        };
        let of = |id: PersonId, person: &Person| {
            let names = self.aliases(id).into_iter().chain([person.name.as_str()]);
            names.filter_map(rank).min().map(|rank| (rank, id))
        };
        let mut found: Vec<(usize, PersonId)> =
            self.everybody().into_iter().filter_map(|(id, person)| of(id, person)).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, id)| id).collect()
    }
}

impl Workbook {
    /// Gives a person another name. Nothing changes where there is no such person, or for an empty name.
    #[must_use]
    pub fn rename_person(&self, id: PersonId, name: &str) -> Edit {
        let id = self.person_id(id);
        match self.people.get(&id) {
            Some(person) if !name.trim().is_empty() => {
                self.put_person(id, Person { name: name.trim().to_owned(), ..person.clone() })
            }
            _ => Edit::default(),
        }
    }

    /// Notes that `one` is `other`: it becomes an alias. Nothing changes where they are one already.
    #[must_use]
    pub fn merge_people(&self, one: PersonId, other: PersonId) -> Edit {
        let (one, other) = (self.person_id(one), self.person_id(other));
        match self.people.get(&one) {
            Some(person) if one != other && self.people.contains_key(&other) => {
                self.put_person(one, Person { same_as: Some(other), ..person.clone() })
            }
            _ => Edit::default(),
        }
    }
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
