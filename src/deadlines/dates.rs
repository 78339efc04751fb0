//! All dates of a license, collected from every rule that sets one.

use super::context::Context;
use super::item::DateItem;
use super::{event, evidence, follow_up, own, remedy, renewal, report};
use crate::workbook::Status;
use std::collections::BTreeMap;

/// All dates of the license at the instant, sorted by day, those without a day last. The statuses of the
/// entries must still be the stated ones, because the results of the dates are not known yet.
pub(super) fn dates(context: &Context<'_>) -> Vec<DateItem> {
    let mut dates: Vec<DateItem> = Vec::new();
    let mut by_hash = BTreeMap::new();
    for entry in context.entries.iter().filter(|entry| entry.status != Status::NotApplicable) {
        own::collect(context, entry, &mut dates);
        event::collect(context, entry, &mut dates);
        dates.extend(renewal::before_expiry(context, entry));
        report::collect(context, entry, &mut dates);
        evidence::collect(context, entry, &mut by_hash, &mut dates);
        remedy::collect(context, entry, &mut dates);
    }
    follow_up::collect(context, &mut dates);
    // The sort is stable: dates on the same day keep the order of the license.
    dates.sort_by_key(|date| (date.day().is_none(), date.day()));
    dates
}
