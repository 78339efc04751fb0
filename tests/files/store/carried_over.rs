//! Tests of files of format 1: two diverged copies (`a`, `b`), their merge (`m`), and a filled-in part of it (`p`).
//! They still open, and can be edited and merged.

use license_workbook::merge::{Audit, merge};
use license_workbook::store::{Journal, from_ron, to_ron};
use license_workbook::workbook::{AnswerField, EditId, Field, IdSource, RecordId, Sha256, Stamp, Value, Workbook};
use std::collections::{BTreeMap, BTreeSet};

const COPIES: [(&str, &str); 4] = [
    ("a", include_str!("../../data/format1/a.ron")),
    ("b", include_str!("../../data/format1/b.ron")),
    ("m", include_str!("../../data/format1/m.ron")),
    ("p", include_str!("../../data/format1/p.ron")),
];

fn copy(name: &str) -> Workbook {
    let (_, text) = COPIES.into_iter().find(|(known, _)| *known == name).unwrap();
    from_ron(text).unwrap().workbook
}

fn names(workbook: &Workbook) -> BTreeMap<EditId, RecordId> {
    workbook.history.iter().map(|record| (record.edit, record.id)).collect()
}

/// Edits a converted copy and writes it in the current format.
fn worked_on(name: &str, words: &str, opening: u64) -> Workbook {
    let mut workbook = copy(name);
    let duty = *workbook.duties.keys().last().unwrap();
    let edit = workbook.change([(Field::Answer(duty, AnswerField::Statement), Some(Value::Text(words.to_owned())))]);
    let author = *workbook.people.keys().next().unwrap();
    let stamp = Stamp { author, at: "2026-06-01T01:00:00Z".parse().unwrap() };
    workbook.apply(edit, stamp, IdSource::new(opening).next_id()).unwrap();
    let loaded = from_ron(&to_ron(&workbook).unwrap()).unwrap();
    assert_eq!((loaded.format_1, &loaded.workbook), (None, &workbook));
    workbook
}

#[test]
fn honest_files_are_carried_over_without_a_doubt() {
    for (name, text) in COPIES {
        let loaded = from_ron(text).unwrap();
        assert_eq!((loaded.format_1, loaded.changed_sections), (Some(vec![]), vec![]), "{name}");
        assert_eq!(loaded.workbook.audit(), Audit::default(), "{name}");
        assert!(loaded.workbook.history.iter().all(|record| record.is_genuine()), "{name}");
        // Reading the same file again gives the same ids.
        assert_eq!(names(&from_ron(text).unwrap().workbook), names(&loaded.workbook));
    }
    // Copies give the same record the same id.
    let merged = names(&copy("m"));
    for (name, later) in [("a", 0), ("b", 1)] {
        let (known, other): (Vec<_>, Vec<_>) =
            names(&copy(name)).into_iter().partition(|(edit, _)| merged.contains_key(edit));
        assert!(known.iter().all(|(edit, id)| merged.get(edit) == Some(id)), "{name}");
        assert_eq!(other.len(), later, "{name}: records added after the merge");
    }
}

#[test]
fn what_was_changed_by_another_hand_is_told_when_a_file_is_carried_over() {
    let (_, text) = COPIES[0];
    let forged = text.replacen("from a", "from x", 1);
    assert_ne!(forged, text);
    let loaded = from_ron(&forged).unwrap();
    let audit = license_workbook::store::audit(&loaded.workbook, &loaded.changed_sections, loaded.format_1.as_deref());
    assert!(!audit.is_clean() && !audit.sections.is_empty(), "{audit:?}");
    let mut workbook = loaded.workbook;
    let author = *workbook.people.keys().next().unwrap();
    let stamp = Stamp { author, at: "2026-06-01T01:00:00Z".parse().unwrap() };
    workbook.record_found(&audit, stamp, IdSource::new(3).next_id()).unwrap();
    let saved = from_ron(&to_ron(&workbook).unwrap()).unwrap().workbook;
    assert_eq!(saved.findings().open.len(), 1);
    assert_eq!(saved.audit(), Audit::default());
}

#[test]
fn what_the_history_of_an_old_file_does_not_tell_is_told_though_its_digests_fit() {
    let (_, text) = COPIES[0];
    let section = |text: &str| {
        let (_, rest) = text.split_once("\n    duties: ").unwrap();
        let (duties, _) = rest.split_once(",\n    evidence: ").unwrap();
        duties.to_owned()
    };
    let (honest, place) = (section(text), text.find("\n    duties: ").unwrap());
    let forged = honest.replacen("from a", "from x", 1);
    assert_ne!(forged, honest);
    let (head, rest) = text.split_at(place);
    let digest = |text: &str| Sha256::of(text.as_bytes()).to_string();
    let file = head.replace(&digest(&honest), &digest(&forged)) + &rest.replacen(&honest, &forged, 1);
    let loaded = from_ron(&file).unwrap();
    assert_eq!((loaded.changed_sections, loaded.format_1), (vec![], Some(vec![])));
    assert_eq!(loaded.workbook.audit().unexplained.len(), 1);
}

#[test]
fn copies_that_went_apart_before_and_after_merge_in_every_order() {
    let [a, b, m] = [("a", "by a", 11), ("b", "by b", 12), ("m", "by m", 13)].map(|(n, w, o)| worked_on(n, w, o));
    let together = |one: &Workbook, other: &Workbook| merge(one, other).unwrap().workbook;
    let all = together(&together(&a, &b), &m);
    for other in [together(&together(&m, &a), &b), together(&b, &together(&m, &a)), together(&m, &together(&b, &a))] {
        assert_eq!(to_ron(&other).unwrap(), to_ron(&all).unwrap());
    }
    assert_eq!(all.audit(), Audit::default());
    let everything: BTreeSet<RecordId> = [&a, &b, &m].iter().flat_map(|w| names(w).into_values()).collect();
    assert_eq!(names(&all).into_values().collect::<BTreeSet<_>>(), everything);
}

#[test]
fn a_part_of_before_comes_back_into_the_whole_of_after() {
    let whole = worked_on("m", "by m", 13);
    for part in [copy("p"), worked_on("p", "by p", 14)] {
        assert!(part.as_part().is_some());
        for merge in [merge(&whole, &part).unwrap(), merge(&part, &whole).unwrap()] {
            assert_eq!(merge.workbook.audit(), Audit::default());
            assert!(merge.workbook.as_part().is_none());
            assert_eq!(merge.workbook.history.len(), whole.history.len() + part.history.len());
        }
    }
}

#[test]
fn a_journal_of_before_is_replayed_on_the_file_that_it_was_begun_on() {
    let base = copy("a");
    let (author, duty) = (*base.people.keys().next().unwrap(), *base.duties.keys().next().unwrap());
    let last = base.history.last().unwrap().edit;
    let header = format!("Journal1((document:\"{}\",path:None,base:None))\n", base.id);
    let line = |id: &str, parent: &str, to: &str, from: &str| {
        format!(
            "Record((id:\"{id}\",parents:[\"{parent}\"],author:\"{author}\",at:\"2026-05-07T01:00:00Z\",undoes:None,\
             changes:[(field:Answer(\"{duty}\",statement),from:{from},to:Some(Text(\"{to}\")))]))\n"
        )
    };
    let [first, second] = ["00000000000000aa-1", "00000000000000aa-2"];
    let lines = [
        header,
        line(first, &last.to_string(), "x", "None"),
        // Continued typing: the later line replaces the earlier one.
        line(first, &last.to_string(), "xy", "None"),
        line(second, first, "xyz", "Some(Text(\"xy\"))"),
    ];
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, lines.concat().as_bytes()).unwrap();
    let recovered = Journal::recover(file.path(), &base).unwrap();
    assert_eq!((recovered.applied.len(), recovered.skipped.len()), (2, 0), "{:?}", recovered.skipped);
    assert_eq!(recovered.workbook.duties[&duty].answer.statement, "xyz");
    assert_eq!(recovered.workbook.audit(), Audit::default());
}
