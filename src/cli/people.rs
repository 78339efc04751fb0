//! `people`: lists the registry, renames a person, and merges two persons.

use super::args::{PeopleArgs, PeopleCommand, PeopleMergeArgs, PeopleRenameArgs, ReadArgs};
use super::change::{self, Changed};
use super::failure::Failure;
use super::{Answer, Context, files, in_a_line};
use crate::locale::Locale;
use crate::workbook::{Edit, PersonId, PersonUsage, Workbook};
use serde::Serialize;
use std::path::Path;

/// A person, with references to it.
#[derive(Serialize)]
struct PersonView {
    id: PersonId,
    name: String,
    role: String,
    /// Names of persons that were merged into this one.
    also: Vec<String>,
    owns: usize,
    records: usize,
}

pub(super) fn run(context: &Context, args: &PeopleArgs) -> Result<Answer, Failure> {
    match (&args.command, &args.file) {
        (Some(PeopleCommand::List(args)), _) => list(context, args),
        (Some(PeopleCommand::Rename(args)), _) => rename(context, args),
        (Some(PeopleCommand::Merge(args)), _) => merge(context, args),
        (None, Some(file)) => {
            let (file, unlock, common) = (file.clone(), args.unlock.clone(), args.common.clone());
            let read = ReadArgs { file, json: args.json, unlock, common };
            list(context, &read)
        }
        (None, None) => Err(Failure::of("cli-people-what")),
    }
}

fn list(context: &Context, args: &ReadArgs) -> Result<Answer, Failure> {
    let workbook = files::read(&args.file, &args.unlock, context.locale(&args.common))?.workbook;
    let views = views(&workbook);
    if args.json {
        return Answer::json(&views, true);
    }
    let locale = context.locale(&args.common);
    Ok(Answer::fine(views.iter().map(|view| line(view, locale)).collect()))
}

fn views(workbook: &Workbook) -> Vec<PersonView> {
    let hangs_on = workbook.hangs_on();
    let everybody = workbook.everybody().into_iter();
    everybody
        .map(|(id, person)| {
            let PersonUsage { duties, records } = hangs_on.get(&id).copied().unwrap_or_default();
            PersonView {
                id,
                name: person.name.clone(),
                role: person.role.clone(),
                also: workbook.aliases(id).into_iter().map(str::to_owned).collect(),
                owns: duties,
                records,
            }
        })
        .collect()
}

fn line(view: &PersonView, locale: &Locale) -> String {
    let facts = locale.format("people-facts", [("owns", view.owns.into()), ("records", view.records.into())]);
    let also = if view.also.is_empty() {
        String::new()
    } else {
        locale.format("people-also", [("names", locale.list(view.also.iter().map(String::as_str)).into())])
    };
    let parts = [view.name.as_str(), &view.role, &facts, &also].into_iter().filter(|part| !part.is_empty());
    parts.map(in_a_line).collect::<Vec<_>>().join("  ") + "\n"
}

fn rename(context: &Context, args: &PeopleRenameArgs) -> Result<Answer, Failure> {
    let changed = change::change(context, &args.file, &args.change, |workbook, _, _| {
        let id = person(workbook, &args.name, &args.file)?;
        if args.to.trim().is_empty() {
            return Err(Failure::about("cli-people-empty", &args.file));
        }
        if workbook.person_by_name(&args.to).is_some_and(|other| other != id) {
            return Err(Failure::about("cli-people-taken", &args.file).with("name", args.to.trim()));
        }
        Ok(workbook.rename_person(id, &args.to))
    });
    let changed = changed.map_err(|error| error.about(&args.file))?;
    answer(context, &changed, args.json, context.locale(&args.common))
}

fn merge(context: &Context, args: &PeopleMergeArgs) -> Result<Answer, Failure> {
    let changed = change::change(context, &args.file, &args.change, |workbook, _, _| -> Result<Edit, Failure> {
        let (one, other) = (person(workbook, &args.name, &args.file)?, person(workbook, &args.into, &args.file)?);
        Ok(workbook.merge_people(one, other))
    });
    let changed = changed.map_err(|error| error.about(&args.file))?;
    answer(context, &changed, args.json, context.locale(&args.common))
}

fn answer(context: &Context, changed: &Changed, json: bool, locale: &Locale) -> Result<Answer, Failure> {
    if json {
        return Answer::json(&views(&changed.workbook), true);
    }
    let said = changed.sentence(locale, &context.catalog);
    Ok(Answer::fine(said.unwrap_or_else(|| locale.text("change-nothing").into_owned()) + "\n"))
}

/// The person of this name, or of this id where several have the name.
fn person(workbook: &Workbook, name: &str, path: &Path) -> Result<PersonId, Failure> {
    let by_name = workbook.person_by_name(name);
    let found = by_name.or_else(|| workbook.people.keys().copied().find(|id| id.to_string() == name.trim()));
    found.ok_or_else(|| Failure::about("cli-unknown-person", path).with("name", name))
}
