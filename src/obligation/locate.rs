//! Locates the quotes of a catalog duty in a license, and compares clauses by hash.

use super::CatalogDuty;
use super::normalized::Normalized;
use crate::license::{Clause, ClauseId, License, Span};
use sha2::{Digest, Sha256};

/// The place of a duty in a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The clause.
    pub clause: ClauseId,
    /// The spans of its words, in order; several if other words or a page break lie between.
    pub spans: Vec<Span>,
}

/// Finds the quotes of `duty`, all in order in one clause: the clause that the catalog names, otherwise the first other
/// one in text order.
#[must_use]
pub fn locate(duty: &CatalogDuty, license: &License) -> Option<Located> {
    let quotes: Vec<String> = duty.quotes.iter().map(|quote| Normalized::new(quote).text).collect();
    if quotes.is_empty() {
        return None;
    }
    let named = license.clause(duty.clause);
    let others = license.clauses().filter(|clause| clause.id != duty.clause);
    named
        .into_iter()
        .chain(others)
        .find_map(|clause| Some(Located { clause: clause.id, spans: find_in_order(&quotes, clause)? }))
}

/// The spans of all `quotes`, which are normalized, in order in the text of `clause`.
fn find_in_order(quotes: &[String], clause: &Clause) -> Option<Vec<Span>> {
    let text = Normalized::new(&clause.body.text);
    let mut spans = Vec::new();
    let mut from = 0;
    for quote in quotes.iter().filter(|quote| !quote.is_empty()) {
        let start = from + text.text.get(from..)?.find(quote.as_str())?;
        from = start + quote.len();
        let (start, end) = text.to_original(start, from)?;
        spans.extend(clause.body.to_source(start, end));
    }
    (!spans.is_empty()).then_some(spans)
}

/// The SHA-256 of the normalized text of a clause, as hexadecimal digits: equal for clauses with the same content.
#[must_use]
pub fn clause_hash(text: &str) -> String {
    let digest = Sha256::digest(Normalized::new(text).text.as_bytes());
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::license::{Annex, Cover, Joined, Provision};
    use crate::obligation::DutyKind;

    /// A license with the given clauses, each split by a page break after its fourth character.
    fn license(clauses: &[(&str, &str)]) -> License {
        let text: String = clauses.iter().flat_map(|(_, text)| [text, "\n"]).collect();
        let mut at = 0;
        let provisions = clauses
            .iter()
            .map(|(id, words)| {
                let cut = at + words.char_indices().nth(4).map_or(words.len(), |(offset, _)| offset);
                let end = at + words.len();
                let mut body = Joined::default();
                body.push(&text, Span::new(at, cut), 1);
                body.push(&text, Span::new(cut, end), 2);
                at = end + 1;
                let clause = Clause { id: id.parse().unwrap(), label: Span::new(0, 0), body, applies_to: None };
                Provision { clause, sub_items: Vec::new() }
            })
            .collect();
        License {
            text: text.into(),
            cover: Cover::default(),
            annex: Annex::default(),
            pages: Vec::new(),
            provisions,
            problems: Vec::new(),
            annotations: Vec::new(),
        }
    }

    fn duty(clause: &str, quotes: &[&str]) -> CatalogDuty {
        CatalogDuty {
            key: format!("{clause}-1"),
            clause: clause.parse().unwrap(),
            quotes: quotes.iter().map(|quote| (*quote).to_owned()).collect(),
            title: crate::language::Bilingual::default(),
            kind: DutyKind::StandingDuty,
            trigger: None,
            limit: None,
            timing: None,
            authority: None,
            evidence: Vec::new(),
            condition: None,
            applies_if: Vec::new(),
            other_law: Vec::new(),
            related: Vec::new(),
            note: crate::language::Bilingual::default(),
        }
    }

    /// The clause, and the text at the spans found.
    fn found(license: &License, duty: &CatalogDuty) -> Option<(String, Vec<String>)> {
        let located = locate(duty, license)?;
        let words = located.spans.iter().map(|span| span.of(&license.text).to_owned()).collect();
        Some((located.clause.to_string(), words))
    }

    fn owned(clause: &str, words: &[&str]) -> (String, Vec<String>) {
        (clause.to_owned(), words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn finds_quotes_in_order_and_across_a_page_break() {
        let license = license(&[("一", "建立制度，应当建立机制")]);
        assert_eq!(found(&license, &duty("一", &["应当", "建立"])), Some(owned("一", &["应当", "建立"])));
        assert_eq!(found(&license, &duty("一", &["制度，应当"])), Some(owned("一", &["制度", "，应当"])));
        assert_eq!(found(&license, &duty("一", &["机制", "应当"])), None);
    }

    #[test]
    fn prefers_the_named_clause_and_falls_back_to_another() {
        let license = license(&[("一", "应当报告"), ("二", "应当报告并存档")]);
        assert_eq!(found(&license, &duty("二", &["应当报告"])), Some(owned("二", &["应当报告"])));
        assert_eq!(found(&license, &duty("九", &["应当报告"])), Some(owned("一", &["应当报告"])));
        assert_eq!(found(&license, &duty("一", &["应当报告", "存档"])), Some(owned("二", &["应当报告", "存档"])));
        assert_eq!(found(&license, &duty("一", &[])), None);
    }

    #[test]
    fn ignores_widths_spaces_and_character_forms() {
        let license = license(&[("一", "配备管理人 员(含兼职),及时报备")]);
        assert_eq!(
            found(&license, &duty("一", &["管理人員（含兼职），及时"])),
            Some(owned("一", &["管理", "人 员(含兼职),及时"]))
        );
    }

    #[test]
    fn hash_is_of_the_normalized_text() {
        assert_eq!(clause_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(clause_hash("人員（一）， 帐号"), clause_hash("人 员(一),账号"));
        assert_ne!(clause_hash("30日"), clause_hash("10日"));
    }
}
