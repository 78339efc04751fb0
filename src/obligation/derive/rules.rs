//! The rules of `assets/catalog/rules.ron`: words that demand, and what other words make of a demand.

use super::words::{WordSet, normalized};
use crate::language::Bilingual;
use crate::obligation::DutyKind;
use serde::Deserialize;
use std::sync::LazyLock;

/// The source of the rules.
const RULES_RON: &str = include_str!("../../../assets/catalog/rules.ron");

/// The rules. Without words if the file is malformed; a test reads it.
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of(parsed().unwrap_or_default()));

/// The rules as they stand in the file.
fn parsed() -> Result<Source, ron::error::SpannedError> {
    ron::from_str(RULES_RON)
}

/// The rules of the program.
pub(super) fn rules() -> &'static Rules {
    &RULES
}

/// The content of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    demands: Vec<String>,
    pub(super) modal: Vec<String>,
    prohibitions: Vec<String>,
    not_operative: Vec<String>,
    fillers: Vec<String>,
    lead_ins: Vec<LeadIn>,
    introduces: Introduces,
    purposes: Vec<String>,
    circumstances: Vec<String>,
    manners: Vec<String>,
    hosts: Vec<String>,
    pub(super) verbs: Vec<(String, String)>,
    pub(super) objects: Vec<(String, String)>,
    pub(super) authorities: Vec<(String, String)>,
    filings: Vec<String>,
    pub(super) filings_at_end: Vec<String>,
    retention: Vec<String>,
    pub(super) anchors: Vec<(String, String)>,
    evidence: Vec<Evidence>,
}

/// Words on which no duty rests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadIn {
    phrase: String,
    /// The clause of the license of the catalog that has the words; `None` for several.
    #[expect(dead_code, reason = "says to the reader of the file where the words stand")]
    clause: Option<String>,
}

/// The words of a sentence that introduces items.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Introduces {
    verbs: Vec<String>,
    which: Vec<String>,
    what: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    kind: DutyKind,
    evidence: Vec<Bilingual>,
}

/// The rules, ready for use.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) source: Source,
    /// Demands, then prohibitions, then words that are neither.
    operative: WordSet,
    pub(super) fillers: WordSet,
    pub(super) purposes: WordSet,
    pub(super) circumstances: WordSet,
    pub(super) manners: WordSet,
    pub(super) hosts: WordSet,
    pub(super) verbs: WordSet,
    pub(super) authorities: WordSet,
    pub(super) filings: WordSet,
    pub(super) retention: WordSet,
    introducing: [WordSet; 3],
    lead_ins: Vec<Vec<char>>,
}

/// What a word of the list of operative words does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Demands,
    Forbids,
}

impl Rules {
    fn of(source: Source) -> Self {
        let operative = source.demands.iter().chain(&source.prohibitions).chain(&source.not_operative);
        let lists = [&source.introduces.verbs, &source.introduces.which, &source.introduces.what];
        Self {
            operative: WordSet::new(operative.map(String::as_str)),
            fillers: set(&source.fillers),
            purposes: set(&source.purposes),
            circumstances: set(&source.circumstances),
            manners: set(&source.manners),
            hosts: set(&source.hosts),
            verbs: WordSet::new(source.verbs.iter().map(|(zh, _)| zh.as_str())),
            authorities: WordSet::new(source.authorities.iter().map(|(zh, _)| zh.as_str())),
            filings: set(&source.filings),
            retention: set(&source.retention),
            introducing: lists.map(|list| set(list)),
            lead_ins: source.lead_ins.iter().map(|lead_in| normalized(&lead_in.phrase)).collect(),
            source,
        }
    }

    /// The operative word at `at`: its length, and what it does. `Some((length, None))` for a word that only contains
    /// one.
    pub(super) fn operative_at(&self, chars: &[char], at: usize) -> Option<(usize, Option<Operation>)> {
        let (length, number) = self.operative.at(chars, at)?;
        let (demands, prohibitions) = (self.source.demands.len(), self.source.prohibitions.len());
        let operation = if number < demands {
            Some(Operation::Demands)
        } else if number < demands + prohibitions {
            Some(Operation::Forbids)
        } else {
            None
        };
        Some((length, operation))
    }

    /// Whether `chars` introduce items, as in 应当遵守下列规定.
    pub(super) fn introduces(&self, chars: &[char]) -> bool {
        self.introducing.iter().all(|set| set.first_in(chars).is_some())
    }

    /// The words of the catalog's license on which no duty rests.
    pub(super) fn lead_ins(&self) -> &[Vec<char>] {
        &self.lead_ins
    }

    /// Evidence for duties of `kind`.
    pub(super) fn evidence(&self, kind: DutyKind) -> Vec<Bilingual> {
        let of_kind = self.source.evidence.iter().filter(|entry| entry.kind == kind);
        of_kind.flat_map(|entry| entry.evidence.clone()).collect()
    }
}

fn set(words: &[String]) -> WordSet {
    WordSet::new(words.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let source = parsed().unwrap();
        assert!(source.demands.contains(&"应当".to_owned()));
        assert_eq!(source.evidence.len(), DutyKind::ALL.len());
    }
}
