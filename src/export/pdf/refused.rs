//! Finds the characters that make PDF/A export fail although a system font has them, such as a mark that its font
//! shapes into a glyph without text. Only these are printed as code points.

use super::glyphs::make_printable;
use super::world;
use serde_json::Value;
use std::collections::BTreeSet;
use typst::text::Font;

/// A layout that prints only the texts of a document.
const TEMPLATE: &str = "#set document(title: \"x\", date: datetime(year: 2000, month: 1, day: 1))\n#set text(font: (\"Noto Sans CJK SC\",))\n\
    #for line in json(\"document.json\") { [#line #parbreak()] }";

/// Returns the characters among `lacking`, which the built-in fonts lack, that make export with the system fonts `more`
/// fail. Returns all of `lacking` if the cause is not known.
pub(super) fn refused(values: &Value, lacking: &BTreeSet<char>, more: &[Font]) -> BTreeSet<char> {
    let mut texts = BTreeSet::new();
    collect(values, lacking, &mut texts);
    culprits(lacking, &|without| {
        let mut lines = Value::Array(texts.iter().map(|text| Value::from(text.as_str())).collect());
        make_printable(&mut lines, world::characters(), more, without);
        super::write(TEMPLATE, &lines, more, super::options("probe".to_owned(), None)).is_ok()
    })
}

/// Collects the texts that contain a wanted character.
fn collect(value: &Value, wanted: &BTreeSet<char>, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            if text.chars().any(|c| wanted.contains(&c)) {
                found.insert(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, wanted, found)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, wanted, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the characters of `all` that must be removed for `accepts` to succeed. `accepts` gets the removed
/// characters. Returns all if it fails even then.
fn culprits(all: &BTreeSet<char>, accepts: &dyn Fn(&BTreeSet<char>) -> bool) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    search(&all.iter().copied().collect::<Vec<_>>(), all, accepts, &mut found);
    // Characters may fail only in combination.
    if accepts(&found) { found } else { all.clone() }
}

/// Adds the characters of `among` that fail on their own to `found`. It bisects, because most characters are accepted.
fn search(among: &[char], all: &BTreeSet<char>, accepts: &dyn Fn(&BTreeSet<char>) -> bool, found: &mut BTreeSet<char>) {
    let without: BTreeSet<char> = all.iter().filter(|c| !among.contains(c)).copied().collect();
    if among.is_empty() || accepts(&without) {
        return;
    }
    if let [one] = among {
        found.insert(*one);
        return;
    }
    let (first, second) = among.split_at(among.len() / 2);
    search(first, all, accepts, found);
    search(second, all, accepts, found);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> BTreeSet<char> {
        text.chars().collect()
    }

    /// Regression: one mark made the program print all characters of a system font as code points.
    #[test]
    fn only_what_is_refused_goes() {
        for (all, refused) in [
            ("\u{9f98}\u{20bb7}\u{1c5}", ""),
            ("\u{9f98}\u{20bb7}\u{20e3}", "\u{20e3}"),
            ("abcdefgh", "ah"),
            ("x", "x"),
            ("", ""),
        ] {
            let refused = set(refused);
            assert_eq!(culprits(&set(all), &|without| refused.is_subset(without)), refused, "{all}");
        }
    }

    /// The probe can be written with the built-in fonts alone.
    #[test]
    fn the_probe_accepts_what_the_fonts_of_the_program_print() {
        let values = serde_json::json!({"text": "王强 x"});
        assert_eq!(refused(&values, &set("x"), &[]), set(""));
    }

    #[test]
    fn all_go_where_it_is_not_known_which() {
        // Two characters that fail only together; then a failure that no character causes.
        let pair = |without: &BTreeSet<char>| without.contains(&'a') || without.contains(&'b');
        assert_eq!(culprits(&set("abc"), &pair), set("abc"));
        assert_eq!(culprits(&set("abc"), &|_| false), set("abc"));
    }
}
