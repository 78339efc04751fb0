//! The registry of people: search by name, renaming, and merging of duplicates.
//!
//! Two entries for one person are never merged into one record: one becomes an alias of the other, and every reference
//! to it is displayed and found as the other. Existing records stay as they are.

use super::{Contents, Edit, Person, PersonId, Workbook};
use std::collections::BTreeMap;

impl Person {
    /// A person with this name and without a role.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }
}

/// The number of references to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonUsage {
    /// The number of duties that the person owns.
    pub duties: usize,
    /// The number of history records by the person.
    pub records: usize,
}

impl Contents {
    /// The person that `id` denotes: itself, or the person for whom it is an alias.
    ///
    /// Two copies may each have made one person an alias of the other; then the smaller id counts, which is the same in
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

    /// `id` and the chain of people for whom it is an alias.
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

    /// The person that `id` denotes, see [`Contents::person_id`].
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&self.person_id(id))
    }

    /// The name of the person that `id` denotes.
    #[must_use]
    pub fn person_name(&self, id: PersonId) -> Option<&str> {
        self.person(id).map(|person| person.name.as_str())
    }

    /// Whether both ids denote the same person.
    #[must_use]
    pub fn is_same_person(&self, one: PersonId, other: PersonId) -> bool {
        self.person_id(one) == self.person_id(other)
    }

    /// All people without aliases, sorted by name.
    #[must_use]
    pub fn everybody(&self) -> Vec<(PersonId, &Person)> {
        let own = self.people.iter().filter(|(id, _)| self.person_id(**id) == **id);
        let mut all: Vec<(PersonId, &Person)> = own.map(|(id, person)| (*id, person)).collect();
        all.sort_by(|(a, x), (b, y)| x.name.cmp(&y.name).then(a.cmp(b)));
        all
    }

    /// The names of the aliases of the person that `id` denotes.
    #[must_use]
    pub fn aliases(&self, id: PersonId) -> Vec<&str> {
        let own = self.person_id(id);
        let names = self.people.iter().filter(|(other, _)| **other != own && self.person_id(**other) == own);
        names.map(|(_, person)| person.name.as_str()).collect()
    }

    /// The references to each person, including those to aliases; people without references are omitted.
    #[must_use]
    pub fn hangs_on(&self) -> BTreeMap<PersonId, PersonUsage> {
        let mut found: BTreeMap<PersonId, PersonUsage> = BTreeMap::new();
        for owner in self.duties.values().filter_map(|duty| duty.answer.owner) {
            found.entry(self.person_id(owner)).or_default().duties += 1;
        }
        for record in &self.history {
            found.entry(self.person_id(record.author)).or_default().records += 1;
        }
        found
    }

    /// The person with this name or with an alias of this name, ignoring case and surrounding space.
    #[must_use]
    pub fn person_by_name(&self, name: &str) -> Option<PersonId> {
        let name = folded(name);
        let named = self.people.iter().filter(|(_, person)| folded(&person.name) == name);
        let named: Vec<PersonId> = named.map(|(id, _)| *id).collect();
        let own = named.iter().copied().find(|id| self.person_id(*id) == *id);
        own.or_else(|| named.first().map(|id| self.person_id(*id)))
    }

    /// People whose name or alias contains `text` or is similar to it, to suggest corrections of typing errors. The
    /// most similar first; empty for an empty text.
    #[must_use]
    pub fn people_like(&self, text: &str) -> Vec<PersonId> {
        let wanted = folded(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, PersonId)> = Vec::new();
        for (id, person) in self.everybody() {
            let names = self.aliases(id).into_iter().chain([person.name.as_str()]);
            let nearest = names.filter_map(|name| distance(&wanted, &folded(name))).min();
            found.extend(nearest.map(|distance| (distance, id)));
        }
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, id)| id).collect()
    }
}

impl Workbook {
    /// Renames a person. Does nothing if the person does not exist or the name is empty.
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

    /// Makes `one` an alias of `other`. Does nothing if they are already the same person.
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

/// The edit distance of two folded names, if they are similar or one contains the other.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let distance = strsim::levenshtein(wanted, name);
    let longer = wanted.chars().count().max(name.chars().count());
    let is_near = distance * 3 <= longer.max(3) || name.contains(wanted) || wanted.contains(name);
    is_near.then_some(distance)
}

/// The key for comparing names.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
