//! Compares the words of a duty with those of the duty of the catalog to which they are near.

use super::Difference;
use super::align::differences;
use super::matching::LONGEST;
use super::words::{Words, find, normalized, printed};
use crate::license::{ClauseId, Joined, License, Span, is_numeral};
use crate::obligation::CatalogDuty;

/// Words of the catalog with fewer characters are missing even if the same characters stand elsewhere in the clause.
const SAYING: usize = 4;

impl Difference {
    /// Whether a number differs. The duty then has that of the license.
    #[must_use]
    pub fn is_of_number(&self) -> bool {
        let digits = |text: &str| text.chars().filter(|c| is_numeral(*c)).collect::<String>();
        let (catalog, license) = (digits(&self.catalog), digits(&self.license));
        !catalog.is_empty() && !license.is_empty() && catalog != license
    }
}

/// The words in which the license differs at `spans`, the words of a duty of `clause`, from the catalog's `duty`. Words
/// of the catalog that stand elsewhere in the clause are not missing. Empty if there are too many words to compare.
#[must_use]
pub fn compare(license: &License, clause: ClauseId, spans: &[Span], duty: &CatalogDuty) -> Vec<Difference> {
    let length: usize = spans.iter().map(|span| span.end.saturating_sub(span.start)).sum();
    // No character has more bytes.
    if length > LONGEST * 4 {
        return Vec::new();
    }
    let mut body = Joined::default();
    for span in spans {
        body.push(&license.text, *span, 0);
    }
    let words = Words::new(&body);
    let quotes: Vec<char> = duty.quotes.iter().flat_map(|quote| normalized(quote)).collect();
    if words.chars.len() > LONGEST || quotes == words.chars {
        return Vec::new();
    }
    let whole = license.clause(clause).filter(|clause| clause.body.text.len() <= super::LONGEST_CLAUSE);
    let whole = whole.map(|clause| normalized(&clause.body.text)).unwrap_or_default();
    let mut found = Vec::new();
    for (old, new) in differences(&quotes, &words.chars) {
        let catalog = quotes.get(old).unwrap_or_default();
        if new.is_empty() && catalog.len() >= SAYING && find(&whole, catalog).is_some() {
            continue;
        }
        let here = words.chars.get(new.clone()).unwrap_or_default();
        found.push(Difference { catalog: printed(catalog), license: printed(here), spans: words.spans(&new) });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::license::parse;
    use crate::obligation::{Catalog, DutyOrigin, derive};

    /// The differences of the duties near to one of the catalog, by its key.
    fn near(key: &str, text: &str) -> Vec<(String, String, bool)> {
        let catalog = Catalog::builtin().unwrap();
        let license = parse(text);
        let derived = derive(&license, &catalog);
        let duty = derived.duties.iter().find(|duty| duty.key.as_deref() == Some(key)).unwrap();
        assert_eq!(duty.origin, DutyOrigin::Near);
        let found = compare(&license, duty.clause, &duty.spans, catalog.duty(key).unwrap());
        found.into_iter().map(|d| (d.catalog.clone(), d.license.clone(), d.is_of_number())).collect()
    }

    fn edited(from: &str, to: &str) -> String {
        let text = include_str!("../../../seeds/license-su-b2-20140200.txt");
        assert_eq!(text.matches(from).count(), 1, "{from} is one passage");
        text.replace(from, to)
    }

    #[test]
    fn a_number_a_change_an_addition_and_an_omission_are_told_apart() {
        let number = edited("提前90日向原发证机关提出延续", "提前180日向原发证机关提出延续");
        assert_eq!(near("十二-5", &number), [("90".to_owned(), "180".to_owned(), true)]);
        let added = edited("提前90日向原发证机关提出延续", "提前90日向原发证机关书面提出延续");
        assert_eq!(near("十二-5", &added), [(String::new(), "书面".to_owned(), false)]);
        let missing = edited("提前90日向原发证机关提出延续", "提前90日向发证机关提出延续");
        assert_eq!(near("十二-5", &missing), [("原".to_owned(), String::new(), false)]);
    }

    #[test]
    fn the_same_words_differ_in_nothing() {
        let catalog = Catalog::builtin().unwrap();
        let license = parse(include_str!("../../../seeds/license-su-b2-20140200.txt"));
        let derived = derive(&license, &catalog);
        let mut compared = 0;
        for duty in &derived.duties {
            let known = duty.key.as_deref().and_then(|key| catalog.duty(key)).unwrap();
            assert_eq!(compare(&license, duty.clause, &duty.spans, known), [], "{}", known.key);
            compared += 1;
        }
        assert_eq!(compared, catalog.duties.len());
    }
}
