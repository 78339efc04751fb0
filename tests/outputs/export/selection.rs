//! Tests that a snapshot includes everything that was selected, and nothing else.

use crate::support::day;
use crate::support::filled::{NOTE, filled};
use license_workbook::snapshot::{DutyCondition, Selection, Snapshot};
use license_workbook::workbook::Status;
use std::collections::BTreeSet;

fn of(selection: Selection) -> Snapshot {
    let filled = filled();
    Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap()
}

#[test]
fn a_part_is_complete_in_itself() {
    let whole = of(Selection::everything());
    let all: BTreeSet<&str> = whole.duties.iter().map(|duty| duty.label.as_str()).collect();
    let mut changes_of_duties = 0;
    let selections = [
        Selection { provision: Some("十二".parse().unwrap()), ..Selection::everything() },
        Selection { provision: Some("十六(三)".parse().unwrap()), ..Selection::everything() },
        Selection { only: Some(DutyCondition::Open), ..Selection::everything() },
        Selection { only: Some(DutyCondition::Overdue), ..Selection::everything() },
        Selection { owner: Some("王宝军".to_owned()), ..Selection::everything() },
        Selection {
            owner: Some("王宝军".to_owned()),
            provision: Some("一".parse().unwrap()),
            ..Selection::everything()
        },
    ];
    for selection in selections {
        let part = of(selection.clone());
        let taken: Vec<_> = whole
            .duties
            .iter()
            .filter(|duty| {
                let late = duty.overdue_days.is_some()
                    || whole.dates.iter().any(|date| {
                        date.duty == duty.id && date.state == license_workbook::deadlines::DateState::Overdue
                    });
                selection.provision.is_none_or(|wanted| {
                    wanted.provision == duty.clause.provision && wanted.sub_item.is_none_or(|_| wanted == duty.clause)
                }) && selection.owner.as_ref().is_none_or(|name| duty.owner.as_ref() == Some(name))
                    && match selection.only {
                        None => true,
                        Some(DutyCondition::Overdue) => late,
                        Some(DutyCondition::Open) => {
                            late || !matches!(duty.status, Status::Met | Status::NotApplicable)
                        }
                    }
            })
            .cloned()
            .collect();
        assert_eq!(part.duties, taken, "{selection:?}");
        assert_eq!(part.counts.total, taken.len());
        let labels: BTreeSet<&str> = taken.iter().map(|duty| duty.label.as_str()).collect();
        assert!(part.dates.iter().all(|date| labels.contains(date.label.as_str())));
        assert!(part.occurrences.iter().all(|occurrence| labels.contains(occurrence.label.as_str())));
        for clause in &part.clauses {
            assert!(clause.counts.total > 0 || selection.provision.is_some(), "{} has no duty", clause.id);
        }
        // Everything that a duty refers to is included.
        for hash in part.duties.iter().flat_map(|duty| &duty.evidence) {
            assert!(part.evidence_of(*hash).is_some());
        }
        let people: BTreeSet<&str> = part.people.iter().map(|person| person.name.as_str()).collect();
        assert!(part.duties.iter().filter_map(|duty| duty.owner.as_deref()).all(|name| people.contains(name)));
        for change in part.history.iter().flat_map(|record| &record.changes) {
            let subject = change.subject.zh.as_str();
            assert!(labels.contains(subject) || !all.contains(subject), "{change:?}");
            changes_of_duties += usize::from(labels.contains(subject));
        }
    }
    assert!(changes_of_duties > 0);
}

#[test]
fn another_provision_tells_nothing_of_this_one() {
    let other = of(Selection { provision: Some("一".parse().unwrap()), ..Selection::everything() });
    let text = serde_json::to_string(&other).unwrap();
    for secret in [NOTE, "十二-3", "股东会决议", "变更登记.pdf", "已在系统更新", "王宝军\",\"role"]
    {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn what_is_left_out_of_the_selection_is_left_out_of_the_file() {
    let plain = serde_json::to_value(Selection::default()).unwrap();
    assert_eq!(plain.as_object().unwrap().len(), 3, "an unfiltered export has only the original fields");
}
