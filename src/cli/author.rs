//! The author of a change, and its time.

use super::Context;
use crate::language::Language;
use crate::locale::Locale;
use crate::store;
use crate::workbook::{PersonId, Workbook};
use chrono::{DateTime, Timelike as _, Utc};

/// The author of a change, who may not be in the registry yet.
pub(super) struct Author {
    pub(super) id: PersonId,
    pub(super) name: String,
}

/// The name of the author: the `named` one, or that in the settings, or that of the system's user, or the stand-in name
/// that the window uses too.
pub(super) fn author_name(context: &Context, named: Option<&str>) -> String {
    let named = named.unwrap_or(&context.settings.author);
    let name = if named.trim().is_empty() { store::user_name() } else { Some(named.to_owned()) };
    name.map_or_else(|| Locale::of(context.spoken()).text("local-user").into_owned(), |name| name.trim().to_owned())
}

/// The person of this name. The stand-in name differs between languages, but means one person.
pub(super) fn author_in(workbook: &Workbook, name: &str) -> Option<PersonId> {
    let stand_ins = Language::ALL.map(|language| Locale::of(language).text("local-user"));
    let found = workbook.person_by_name(name);
    if found.is_some() || !stand_ins.iter().any(|stand_in| *stand_in == name) {
        return found;
    }
    stand_ins.iter().find_map(|stand_in| workbook.person_by_name(stand_in))
}

pub(super) fn whole_second(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.with_nanosecond(0).unwrap_or(moment)
}
