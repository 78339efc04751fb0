//! Synthetic licenses of every class and layout: what is understood of each, compared with what it says.
//!
//! `tests/data/licenses` explains the cases. What is not understood as expected stands in `gaps.txt` with its reason; a
//! gap that is missing there fails, and so does an entry that is understood.

use license_workbook::intake::{self, Reading};
use license_workbook::license::{Clause, CoverItem, License, Service, Span, Spanned};
use license_workbook::obligation::{Catalog, DerivedDuty, LimitUnit};
use license_workbook::progress::Progress;
use license_workbook::typeface::REGULAR;
use license_workbook::understanding::{PointKind, Understanding};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The cases of a folder: names without ending, in order.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/licenses").join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "json"));
    let mut found: Vec<PathBuf> = paths.map(|path| path.with_extension("")).collect();
    found.sort();
    found
}

/// The text of a case, and what has to be understood of it.
pub(super) fn read(case: &Path) -> (Reading, Value) {
    let text = case.with_extension("txt");
    let name = text.file_name().unwrap().to_str().unwrap();
    let bytes = Arc::new(std::fs::read(&text).unwrap());
    let reading = intake::read(name, &bytes, REGULAR, &Progress::default()).unwrap();
    let json = std::fs::read_to_string(case.with_extension("json")).unwrap();
    (reading, serde_json::from_str(&json).unwrap())
}

/// Without white space, with half-width forms.
pub(super) fn folded(words: &str) -> String {
    let kept = words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'));
    kept.map(license_workbook::license::half_width).map(|c| if c == '。' { '.' } else { c }).collect()
}

/// What one case says and what was understood of it.
struct Comparison<'a> {
    expected: &'a Value,
    license: &'a License,
    understanding: &'a Understanding,
    /// The number of comparisons, and those that failed.
    count: usize,
    gaps: Vec<String>,
}

impl Comparison<'_> {
    fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        self.count += 1;
        if !holds {
            self.gaps.push(what());
        }
    }

    fn cover(&mut self) {
        for item in CoverItem::ALL {
            let wanted = self.expected["license"].get(item.as_str());
            let Some(wanted) = wanted else { continue };
            let found = self.license.cover.item(item).map(|(value, _)| folded(&value));
            let wanted = wanted.as_str().map(folded);
            self.check(found == wanted, || item.as_str().to_owned());
        }
    }

    fn services(&mut self) {
        let wanted = self.expected["license"]["services"].as_array().cloned().unwrap_or_default();
        let found: Vec<&Service> = self.license.annex.services.iter().collect();
        self.check(wanted.len() == found.len(), || "number of services".to_owned());
        for (i, wanted) in wanted.iter().enumerate() {
            let Some(service) = found.get(i) else { continue };
            let class = wanted["class"].as_str();
            self.check(service.class == class, || format!("service {} class", i + 1));
            if let Some(name) = wanted["name"].as_str() {
                self.check(folded(&service.name.value) == folded(name), || format!("service {} name", i + 1));
            }
            let lists = [
                ("limited_to", &service.limited_to),
                ("includes", &service.includes),
                ("excludes", &service.excludes),
                ("coverage", &service.coverage),
                ("sites", &service.sites),
            ];
            for (name, found) in lists {
                let Some(wanted) = wanted[name].as_array() else { continue };
                let wanted: BTreeSet<String> = wanted.iter().filter_map(Value::as_str).map(folded).collect();
                self.check(values(found) == wanted, || format!("service {} {name}", i + 1));
            }
        }
    }

    fn provisions(&mut self) {
        for wanted in self.expected["provisions"].as_array().into_iter().flatten() {
            let id = wanted["id"].as_str().unwrap();
            let found = self.license.provisions.iter().find(|p| p.clause.id.to_string() == id);
            let Some(found) = found else {
                self.check(false, || format!("{id} missing"));
                continue;
            };
            let clauses: Vec<&Clause> = std::iter::once(&found.clause).chain(&found.sub_items).collect();
            let whole: String = clauses.iter().map(|clause| folded(&clause.body.text)).collect();
            let (starts, ends) = (wanted["starts"].as_str().unwrap(), wanted["ends"].as_str().unwrap());
            self.check(whole.starts_with(&folded(starts)), || format!("{id} start"));
            self.check(whole.ends_with(&folded(ends)), || format!("{id} end"));
            let items: Vec<String> = found.sub_items.iter().map(|clause| clause.id.to_string()).collect();
            let wanted = wanted["sub_items"].as_array().into_iter().flatten().filter_map(Value::as_str);
            for item in wanted {
                self.check(items.iter().any(|found| found == item), || format!("{item} missing"));
            }
        }
    }

    fn limits(&mut self) {
        for wanted in self.expected["limits"].as_array().into_iter().flatten() {
            let (id, unit) = (wanted["provision"].as_str().unwrap(), wanted["unit"].as_str().unwrap());
            let words = wanted["words"].as_str().unwrap_or_default();
            let duties = duties_of(self.understanding, id);
            // A day of the year has no unit; its words stand in the timing.
            let found = if unit == "date" {
                duties.iter().any(|duty| duty.limit.is_some() || duty.timing.is_some())
            } else {
                duties.iter().any(|duty| is_limit(duty, wanted))
            };
            self.check(found, || format!("limit of {id}: {words}"));
        }
    }

    fn operative(&mut self) {
        for wanted in self.expected["operative"].as_array().into_iter().flatten() {
            let (id, words) = (wanted["provision"].as_str().unwrap(), wanted["words"].as_str().unwrap());
            let sought: Vec<char> = folded(words).chars().filter(|c| !is_mark(*c)).collect();
            let stated = self.stated(id);
            let held = |part: &[(char, bool)]| {
                let same = part.iter().zip(&sought).all(|((c, _), wanted)| c == wanted);
                let outside = part.split(|(_, held)| *held).filter(|run| !run.is_empty());
                let mut outside = outside.map(|run| run.iter().map(|(c, _)| c).collect::<String>());
                same && outside.all(|run| JOINTS.contains(&run.as_str()))
            };
            self.check(stated.windows(sought.len()).any(held), || format!("words of {id}: {words}"));
        }
    }

    /// The characters of a provision without white space and marks, each with whether a duty holds it.
    fn stated(&self, id: &str) -> Vec<(char, bool)> {
        let duties = duties_of(self.understanding, id);
        let spans: Vec<Span> = duties.iter().flat_map(|duty| &duty.spans).copied().collect();
        let provision = |id: &str| id.split('(').next().unwrap_or_default().to_owned();
        let of_provision = |clause: &&Clause| provision(&clause.id.to_string()) == provision(id);
        let fragments = self.license.clauses().filter(of_provision).flat_map(|clause| &clause.body.fragments);
        let chars = fragments.flat_map(|fragment| {
            let words = fragment.span.of(&self.license.text).char_indices();
            words.map(|(at, c)| (c, Span::new(fragment.span.start + at, fragment.span.start + at + c.len_utf8())))
        });
        let held = |place: Span| spans.iter().any(|span| span.overlaps(place));
        let kept =
            chars.flat_map(|(c, place)| folded(&c.to_string()).chars().map(|c| (c, held(place))).collect::<Vec<_>>());
        kept.filter(|(c, _)| !is_mark(*c)).collect()
    }
}

/// Words that join two duties and can stand in neither.
const JOINTS: [&str; 6] = ["并", "且", "和", "并且", "同时", "以及"];

/// Whether `c` is a mark, which can stand between two duties.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '、' | '“' | '”' | '《' | '》')
}

fn values(list: &[Spanned<String>]) -> BTreeSet<String> {
    list.iter().map(|item| folded(&item.value)).collect()
}

/// The duties of the provision with this id and of its sub-items; of a sub-item, its own.
fn duties_of<'a>(understanding: &'a Understanding, id: &str) -> Vec<&'a DerivedDuty> {
    let whole = |duty: &&DerivedDuty| {
        let clause = duty.clause.to_string();
        clause == id || clause.split('(').next() == Some(id)
    };
    understanding.derivation.duties.iter().filter(whole).collect()
}

fn is_limit(duty: &DerivedDuty, wanted: &Value) -> bool {
    let Some(limit) = &duty.limit else { return false };
    if json_name(limit.unit) != wanted["unit"].as_str().unwrap_or_default() {
        return false;
    }
    if matches!(limit.unit, LimitUnit::Immediately | LimitUnit::Promptly) {
        return true;
    }
    let amount = wanted["amount"].as_u64() == limit.amount.map(u64::from);
    let direction = wanted["direction"].as_str().unwrap_or_default();
    // A span whose start is not in the words counts from its event.
    let near = |name: &str| matches!(name, "after" | "within");
    let found = json_name(limit.direction);
    amount && (found == direction || near(&found) && near(direction))
}

/// The name of a unit or direction in JSON.
fn json_name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The gaps of a folder as listed: case and what.
pub(super) fn listed(folder: &str) -> BTreeSet<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/licenses").join(folder).join("gaps.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let entries = lines.map(|line| {
        let mut parts = line.split(" | ");
        let entry = (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned());
        assert!(parts.next().is_some_and(|reason| reason.len() > 8), "no reason: {line}");
        entry
    });
    entries.collect()
}

/// The number of comparisons with what is expected, and those that failed.
pub(super) fn compare(expected: &Value, understanding: &Understanding) -> (usize, Vec<String>) {
    let license = Arc::clone(&understanding.license);
    let mut comparison = Comparison { expected, license: &license, understanding, count: 0, gaps: Vec::new() };
    if !expected["license"].is_null() {
        comparison.cover();
        comparison.services();
    }
    comparison.provisions();
    comparison.limits();
    comparison.operative();
    (comparison.count, comparison.gaps)
}

/// The number of comparisons of a folder, and of those that failed.
fn compare_folder(folder: &str) -> (usize, usize) {
    let catalog = Catalog::builtin().unwrap();
    let (mut count, mut found) = (0, BTreeSet::new());
    for case in cases(folder) {
        let (reading, expected) = read(&case);
        let understanding = Understanding::new(&reading.text, &BTreeMap::new(), Vec::new(), &catalog);
        let (compared, gaps) = compare(&expected, &understanding);
        count += compared;
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        found.extend(gaps.into_iter().map(|gap| (name.clone(), gap)));
        covered(&name, &understanding.license, &understanding);
    }
    let listed = listed(folder);
    let new: Vec<String> = found.difference(&listed).map(|(case, gap)| format!("{case} | {gap} | ")).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(new.is_empty(), "gaps that are not listed:\n{}", new.join("\n"));
    assert!(gone.is_empty(), "listed gaps that are understood: {gone:?}");
    (count, found.len())
}

/// Words that demand something.
const OPERATIVE: [&str; 12] =
    ["应当", "不得", "禁止", "必须", "须", "日内", "工作日内", "不少于", "严禁", "提前", "每年", "立即"];

/// No word that demands something stands outside duties, doubts and problems.
fn covered(case: &str, license: &License, understanding: &Understanding) {
    let duties = understanding.derivation.duties.iter().flat_map(|duty| duty.spans.iter());
    let points = understanding.points.iter().flat_map(|point| point.spans.iter());
    let spans: Vec<_> = duties.chain(points).copied().collect();
    let lead_ins: Vec<_> = license.provisions.iter().filter(|p| !p.sub_items.is_empty()).map(|p| p.clause.id).collect();
    // A lead-in imposes nothing by itself.
    for clause in license.clauses().filter(|clause| !lead_ins.contains(&clause.id)) {
        for word in OPERATIVE {
            for (at, _) in clause.body.text.match_indices(word) {
                let places = clause.body.to_source(at, at + word.len());
                let held = places.iter().all(|place| spans.iter().any(|span| span.overlaps(*place)));
                assert!(held, "{case}: {word} of {} at {at} is in no duty and no point", clause.id);
            }
        }
    }
}

#[test]
fn licenses_of_every_class_and_layout_are_understood() {
    let (count, gaps) = compare_folder("first");
    assert!(count > 3_000 && gaps * 100 < count, "{gaps} of {count}");
}

#[test]
fn licenses_written_without_knowledge_of_the_parser_are_understood() {
    let (count, gaps) = compare_folder("second");
    assert!(count > 1_800 && gaps * 100 < count * 4, "{gaps} of {count}");
}

#[test]
fn what_is_no_license_is_named() {
    let catalog = Catalog::builtin().unwrap();
    for (case, word) in [("27-icp-filing-page", "备案"), ("28-two-licences", "两份许可证")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/licenses/first").join(case);
        let (reading, _) = read(&path);
        let found = Understanding::new(&reading.text, &BTreeMap::new(), Vec::new(), &catalog);
        let missing = found.points.iter().filter(|point| point.kind == PointKind::Missing);
        let messages: Vec<&str> = missing.map(|point| point.message.zh.as_str()).collect();
        assert!(messages.iter().any(|message| message.contains(word)), "{case}: {messages:?}");
    }
}
