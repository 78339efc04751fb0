//! Numbers that follow from the catalog and the license that come with the program.
//!
//! They are computed, so that a new duty affects only the test that compares the numbers with the text of the
//! license: `the_catalog_has_the_duties_that_were_counted_in_the_license`.

use super::{LICENSE, catalog};
use license_workbook::license::parse;
use license_workbook::obligation::{ApplicabilityState, applicability};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The number of duties in the catalog.
pub(crate) fn duties() -> usize {
    catalog().duties.len()
}

/// The number of duties that the license and its annex make applicable, conditional and not applicable, in the order of
/// [`ApplicabilityState::ALL`].
pub(crate) fn by_applicability() -> [usize; 3] {
    static COUNTS: LazyLock<[usize; 3]> = LazyLock::new(|| {
        let annex = parse(LICENSE).annex;
        let (facts, events) = (BTreeMap::new(), BTreeSet::new());
        let state = |predicates: &_| applicability(predicates, &annex, &facts, &events, catalog()).state;
        let states: Vec<_> = catalog().duties.iter().map(|duty| state(&duty.applies_if)).collect();
        ApplicabilityState::ALL.map(|wanted| states.iter().filter(|state| **state == wanted).count())
    });
    *COUNTS
}

/// The number of duties that count: all that the annex does not exclude.
pub(crate) fn counted() -> usize {
    let [applicable, conditional, _] = by_applicability();
    applicable + conditional
}

/// The number of duties in a report: all that count, except the duty to report, which is met by filing.
pub(crate) fn reported() -> usize {
    counted() - 1
}
