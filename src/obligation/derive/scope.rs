//! Finds the service to which a clause is limited: by the lead-in of its provision, or by its own words.

use super::operative::Operatives;
use super::rules::Rules;
use super::split::demands;
use super::words::{Run, WordSet, Words, find, longest_at, normalized, printed, stands_at};
use crate::language::Bilingual;
use crate::license::{Clause, ClauseId, Joined, License, Span};
use crate::obligation::{Catalog, Predicate};

/// Verbs before the name of a service.
const VERBS: [&str; 5] = ["经营", "提供", "开展", "从事", "适用于"];

/// Words behind the name of a service.
const BEHIND: [&str; 9] = ["时", "过程中", "的过程中", "期间", "的", "应当", "应", "须", ")"];

/// Words in what is no name of a service.
const NO_NAME: [&str; 12] =
    ["许可", "载明", "本", "其他", "该", "上述", "相关", "有关", "你公司", "用户", "任何", "所"];

/// The longest name of a service in characters.
const LONGEST_NAME: usize = 60;

/// How far into a clause its service is looked for, in characters.
const REACH: usize = 200;

/// A service named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) predicate: Predicate,
    /// Its name in the text, and in English if it is known.
    pub(super) name: Bilingual,
}

/// What limits a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// The service of the lead-in.
    pub(super) service: Option<Named>,
    /// The service or item in the clause's own words.
    pub(super) own: Option<Named>,
    /// Whether the words before the clause demand what it says.
    pub(super) governed: bool,
    /// Whether the clause has sub-items.
    pub(super) leads: bool,
}

impl Scope {
    /// The class code of the service of the lead-in.
    pub(super) fn class(&self) -> Option<&str> {
        match &self.service.as_ref()?.predicate {
            Predicate::Service { class, .. } => Some(class),
            Predicate::Named(name) => Some(name),
            Predicate::Fact(_) | Predicate::Event(_) => None,
        }
    }

    /// The predicates for the clause: an item of the service of the lead-in takes its place.
    pub(super) fn predicates(&self) -> Vec<Predicate> {
        let services = [&self.service, &self.own];
        let mut found: Vec<Predicate> = services.into_iter().flatten().map(|named| named.predicate.clone()).collect();
        if let [Predicate::Service { class: outer, .. }, Predicate::Service { class: inner, .. }] = found.as_slice()
            && outer == inner
        {
            found.remove(0);
        }
        found.dedup();
        found
    }
}

/// A service of a lead-in with the place of its words.
pub(super) struct LeadIn {
    pub(super) clause: ClauseId,
    pub(super) named: Named,
    pub(super) spans: Vec<Span>,
}

/// The scope of each clause, in the order of [`License::clauses`], and the services of the lead-ins.
pub(super) fn scopes(license: &License, catalog: &Catalog, rules: &Rules) -> (Vec<Scope>, Vec<LeadIn>) {
    let names = Names::new(catalog);
    let mut scopes = Vec::new();
    let mut lead_ins = Vec::new();
    // The lead-in without sub-items before the provision, which speaks of the provisions after it.
    let mut flat: Option<Named> = None;
    for provision in &license.provisions {
        let words = start_of(&provision.clause);
        let introduces = introduces(&words, rules);
        let leads = introduces || !provision.sub_items.is_empty();
        let mut service = flat.clone();
        if leads {
            flat = None;
            let silent = || introduces || Operatives::of(&words.chars, rules).hits.is_empty();
            let found =
                names.first_in(&words.chars).or_else(|| silent().then(|| names.known_in(&words.chars)).flatten());
            service = found.as_ref().map(|(named, _)| named.clone());
            lead_ins.extend(found.map(|(named, run)| {
                let spans = words.spans(&run);
                LeadIn { clause: provision.clause.id, named, spans }
            }));
        }
        let own = if leads { None } else { names.own(&provision.clause, &words) };
        scopes.push(Scope {
            service: service.clone(),
            own,
            governed: flat.is_some(),
            leads: !provision.sub_items.is_empty(),
        });
        let governed = introduces || words.chars.len() < REACH && !Operatives::of(&words.chars, rules).hits.is_empty();
        for clause in &provision.sub_items {
            let own = names.own(clause, &start_of(clause));
            scopes.push(Scope { service: service.clone(), own, governed, leads: false });
        }
        if introduces && provision.sub_items.is_empty() {
            flat = service;
        }
    }
    (scopes, lead_ins)
}

/// The words of a clause; none of one that is too long to be split.
fn start_of(clause: &Clause) -> Words<'_> {
    static NOTHING: Joined = Joined { text: String::new(), fragments: Vec::new() };
    Words::new(if clause.body.text.len() > super::LONGEST_CLAUSE { &NOTHING } else { &clause.body })
}

/// Whether a text does nothing but introduce items.
fn introduces(words: &Words<'_>, rules: &Rules) -> bool {
    if words.chars.len() > REACH {
        return false;
    }
    let demands = demands(&words.chars, &Operatives::of(&words.chars, rules), rules, false);
    !demands.is_empty() && demands.iter().all(|demand| demand.introduces)
}

/// The names of the services and items of the catalog.
struct Names<'a> {
    catalog: &'a Catalog,
    verbs: WordSet,
}

impl<'a> Names<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        Self { catalog, verbs: WordSet::new(VERBS) }
    }

    /// The first service that the start of a text names, and the place of its name.
    fn first_in(&self, chars: &[char]) -> Option<(Named, Run)> {
        let start = chars.get(..chars.len().min(REACH)).unwrap_or_default();
        (0..start.len()).find_map(|at| {
            let (length, _) = self.verbs.at(start, at)?;
            let run = name_at(start, at + length)?;
            Some((self.named(start.get(run.clone())?), run))
        })
    }

    /// The longest known name of a service in the start of a text, and its place.
    fn known_in(&self, chars: &[char]) -> Option<(Named, Run)> {
        let start = chars.get(..chars.len().min(REACH)).unwrap_or_default();
        let names = self.catalog.services.iter().flat_map(crate::license::ServiceKind::names).map(normalized);
        let found = names.filter_map(|name| find(start, &name).map(|at| at..at + name.len()));
        let run = found.max_by_key(Run::len)?;
        Some((self.named(start.get(run.clone())?), run))
    }

    /// The service or item in a clause's own words: （适用于…） or 你公司提供…时.
    fn own(&self, clause: &Clause, words: &Words<'_>) -> Option<Named> {
        if let Some(name) = &clause.applies_to {
            return Some(self.named(&normalized(name)));
        }
        let first = words.chars.iter().position(|c| matches!(c, ',' | '。' | ';')).unwrap_or(words.chars.len());
        let phrase = words.chars.get(..first.min(REACH)).unwrap_or_default();
        let when = ["时", "过程中", "的"].iter().any(|end| super::words::stands_before(phrase, phrase.len(), end));
        let start = ["你公司在", "你公司", "贵公司在", "贵公司", "在"];
        let at = longest_at(phrase, 0, &start).unwrap_or_default();
        let (length, _) = self.verbs.at(phrase, at)?;
        let run = name_at(phrase, at + length)?;
        phrase.get(run).filter(|_| when).map(|name| self.named(name))
    }

    /// The service or item called `name`.
    fn named(&self, name: &[char]) -> Named {
        let words = printed(name);
        let parts: Vec<&[char]> =
            name.split(|c| matches!(c, '、' | '和' | '及' | '与' | '或')).filter(|part| !part.is_empty()).collect();
        let whole = self.known(name);
        let several = parts.iter().filter(|part| self.known(part).is_some()).count() > 1;
        match whole {
            Some((predicate, en)) if !several => Named { predicate, name: Bilingual::new(words, en) },
            _ => {
                let en = format!("“{words}”");
                Named { predicate: Predicate::Named(words.clone()), name: Bilingual::new(words, en) }
            }
        }
    }

    /// The service or item with the longest name that ends `name`, with its English name.
    fn known(&self, name: &[char]) -> Option<(Predicate, String)> {
        let mut best: Option<(usize, Predicate, &str)> = None;
        for service in &self.catalog.services {
            let class = || service.class.clone();
            let whole = service.names().map(|known| (known, None, service.name.en.as_str()));
            let items = service
                .items
                .iter()
                .flat_map(|item| item.names().map(|known| (known, Some(item.key.clone()), item.name.en.as_str())));
            for (known, item, en) in items.chain(whole) {
                let known = normalized(known);
                if name.ends_with(&known) && best.as_ref().is_none_or(|(length, ..)| *length < known.len()) {
                    best = Some((known.len(), Predicate::Service { class: class(), item }, en));
                }
            }
        }
        best.map(|(_, predicate, en)| (predicate, en.to_owned()))
    }
}

/// The place of a name of a service that starts at `at`.
fn name_at(chars: &[char], at: usize) -> Option<Run> {
    let mut at = at;
    if stands_at(chars, at, "的") {
        at += 1;
    }
    let rest = chars.get(at..)?;
    let length = (0..rest.len().min(LONGEST_NAME)).find(|i| {
        matches!(rest.get(*i), Some(',' | '。' | ';' | ':' | '(')) || longest_at(rest, *i, &BEHIND).is_some()
    });
    let name = rest.get(..length.unwrap_or(rest.len().min(LONGEST_NAME)))?;
    let ends = ["业务", "服务"].iter().any(|end| name.ends_with(&normalized(end)));
    let named = NO_NAME.iter().all(|word| find(name, &normalized(word)).is_none());
    let generic = ["电信业务", "增值电信业务", "经营业务", "基础电信业务", "互联网业务"];
    let generic = generic.iter().any(|word| normalized(word) == name);
    (ends && named && !generic && name.len() > 3).then(|| at..at + name.len())
}
