//! `set`: changes one or several duties in one record of the history: all of them or none.

use super::args::SetArgs;
use super::author::Author;
use super::change::{self, ChangeError};
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::deadlines::{Entry, Register};
use crate::locale::Locale;
use crate::workbook::{
    AnswerField, Definition, DutyId, Edit, EditError, IdSource, LicenseId, Person, Status, Value, Workbook,
};
use chrono::NaiveDate;
use fluent_bundle::FluentValue;
use std::path::Path;
use strsim::levenshtein;

pub(super) fn run(context: &Context, args: &SetArgs) -> Result<Answer, Failure> {
    let mut about = None;
    let mut new_owner = None;
    let changed = change::change(context, &args.file, &args.change, |workbook, who, ids| {
        let license = files::current_license(workbook, &args.file)?;
        let duties = duties(workbook, license, &args.labels, &args.file)?;
        let edit = wanted(workbook, &duties, args, who, context.today(&args.common), ids);
        about = Some((license, duties));
        new_owner = new_owner_of(workbook, args, who);
        Ok(edit)
    });
    let locale = context.locale(&args.common);
    let changed = changed.map_err(|error| refused(error, args))?;
    let (Some(mut lines), Some((license, duties))) = (changed.lines(locale, &context.catalog), about) else {
        let labels = locale.list(args.labels.iter().map(String::as_str));
        return Ok(Answer::fine(locale.format("cli-set-nothing", [("label", labels.into())]) + "\n"));
    };
    lines.extend(duties.iter().filter_map(|duty| retired_note(&changed.workbook, *duty, locale)));
    lines.extend(notices(&changed.workbook, &duties, license, context, args, locale));
    let text = lines.into_iter().map(|line| line + "\n").collect();
    Ok(Answer::fine(text).noted(new_owner.map(|(name, like)| new_owner_note(&name, &like, args, locale))))
}

/// The name of an owner who is not in the registry yet, and the registered names that are similar.
fn new_owner_of(workbook: &Workbook, args: &SetArgs, author: &Author) -> Option<(String, Vec<String>)> {
    let name = args.owner.as_deref().map(str::trim).filter(|name| !matches!(*name, "none" | ""))?;
    let is_new = workbook.person_by_name(name).is_none() && name.to_lowercase() != author.name.to_lowercase();
    let like = workbook.people_like(name).into_iter().filter_map(|id| workbook.person_name(id)).map(str::to_owned);
    is_new.then(|| (name.to_owned(), like.collect()))
}

/// The remark that a person was added to the registry, which may be a typing error.
fn new_owner_note(name: &str, like: &[String], args: &SetArgs, locale: &Locale) -> String {
    let path = args.file.display().to_string();
    if like.is_empty() {
        return locale.format("cli-owner-added", [("path", path.into()), ("name", name.into())]);
    }
    let like = locale.list(like.iter().map(String::as_str));
    locale.format("cli-owner-added-like", [("path", path.into()), ("name", name.into()), ("like", like.into())])
}

/// The duty with this label.
pub(super) fn duty(workbook: &Workbook, license: LicenseId, label: &str, path: &Path) -> Result<DutyId, Failure> {
    workbook.duty_by_label(license, label).ok_or_else(|| unknown_label(workbook, license, label, path))
}

/// The remark that a duty is retired.
pub(super) fn retired_note(workbook: &Workbook, duty: DutyId, locale: &Locale) -> Option<String> {
    let definition = &workbook.duties.get(&duty)?.definition;
    let reason = super::in_a_line(definition.retired.as_ref()?);
    Some(locale.format("cli-retired", [("label", definition.label().into()), ("reason", reason.into())]))
}

/// The duties with these labels, each once; the failure names all unknown labels.
fn duties(workbook: &Workbook, license: LicenseId, labels: &[String], path: &Path) -> Result<Vec<DutyId>, Failure> {
    let mut found: Vec<DutyId> = Vec::new();
    let mut unknown: Vec<&str> = Vec::new();
    for label in labels {
        match workbook.duty_by_label(license, label) {
            Some(duty) if found.contains(&duty) => {}
            Some(duty) => found.push(duty),
            None => unknown.push(label),
        }
    }
    match unknown.as_slice() {
        [] => Ok(found),
        [one] => Err(unknown_label(workbook, license, one, path)),
        many => {
            let quoted = many.iter().map(|label| format!("“{label}”")).collect::<Vec<_>>().join(" ");
            let nearest = many.iter().map(|label| nearest(workbook, license, label)).collect::<Vec<_>>().join(" ");
            Err(Failure::about("cli-unknown-labels", path).with("labels", quoted).with("nearest", nearest))
        }
    }
}

/// The requested edit, which becomes one record.
fn wanted(
    workbook: &Workbook,
    duties: &[DutyId],
    args: &SetArgs,
    author: &Author,
    today: NaiveDate,
    ids: &mut IdSource,
) -> Edit {
    let mut edit = Edit::default();
    let reason = args.reason.as_deref();
    if let Some(status) = args.status {
        edit.changes.extend(workbook.set_status(duties, status.into(), reason, today, author.id).changes);
    }
    let mut set = |field, value: Option<&Value>| edit.changes.extend(workbook.set_answer(duties, field, value).changes);
    if let (None, Some(reason)) = (args.status, reason) {
        set(AnswerField::Justification, Some(&Value::Text(reason.trim().to_owned())));
    }
    if let Some(note) = &args.note {
        set(AnswerField::Note, Some(&Value::Text(note.clone())));
    }
    if let Some(statement) = &args.statement {
        set(AnswerField::Statement, Some(&Value::Text(statement.clone())));
    }
    if let Some(due) = args.due {
        set(AnswerField::Due, due.0.map(Value::Date).as_ref());
    }
    match args.owner.as_deref().map(str::trim) {
        None => {}
        Some("none" | "") => set(AnswerField::Owner, None),
        Some(name) => {
            let known = workbook.person_by_name(name);
            // The author may be the new owner, and is not in the registry yet either.
            let is_author = name.to_lowercase() == author.name.to_lowercase();
            let owner = known.unwrap_or_else(|| if is_author { author.id } else { ids.next_id() });
            set(AnswerField::Owner, Some(&Value::PersonRef(owner)));
            if known.is_none() && !is_author {
                let person = Person::named(name);
                edit.changes.extend(workbook.put_person(owner, person).changes);
            }
        }
    }
    edit
}

fn refused(error: ChangeError, args: &SetArgs) -> Failure {
    if let ChangeError::Edit(EditError::JustificationMissing(_)) = error {
        return Failure::about("cli-reason-missing", &args.file).with("label", args.labels.join(" "));
    }
    error.about(&args.file)
}

/// Remarks about the change: the annex excludes some of the duties, whatever their status.
fn notices(
    workbook: &Workbook,
    duties: &[DutyId],
    license: LicenseId,
    context: &Context,
    args: &SetArgs,
    locale: &Locale,
) -> Vec<String> {
    let register = Register::of(workbook, license, context.now(&args.common), &context.catalog);
    let entries = duties.iter().filter_map(|duty| register.as_ref()?.entry(*duty));
    let shown = entries.filter(|entry| entry.duty.answer.status != entry.status);
    shown.filter_map(|entry| notice(entry, locale)).collect()
}

fn notice(entry: &Entry, locale: &Locale) -> Option<String> {
    let label = FluentValue::from(entry.label.as_str());
    if entry.due.raised.is_some() {
        let status = locale.status(entry.status).into_owned();
        return Some(locale.format("cli-set-follows", [("label", label), ("status", status.into())]));
    }
    let reason = entry.applicability.reasons.first().map(|reason| reason.text.get(locale.language).to_owned());
    let reason = FluentValue::from(reason.unwrap_or_default());
    let is_ruled_out = entry.status == Status::NotApplicable;
    is_ruled_out.then(|| locale.format("cli-set-ruled-out", [("label", label), ("reason", reason)]))
}

/// The failure for an unknown label, with the nearest label.
fn unknown_label(workbook: &Workbook, license: LicenseId, label: &str, path: &Path) -> Failure {
    let nearest = nearest(workbook, license, label);
    Failure::about("cli-unknown-label", path).with("label", label).with("nearest", nearest)
}

/// The nearest label.
fn nearest(workbook: &Workbook, license: LicenseId, label: &str) -> String {
    let wanted: String = label.trim().chars().map(crate::license::half_width).collect();
    let definitions = workbook.duties.values().map(|duty| &duty.definition).filter(|d| d.license == license);
    definitions
        .min_by_key(|d| levenshtein(&wanted, &d.label()).min(levenshtein(&wanted, &d.label_in_digits())))
        .map(Definition::label)
        .unwrap_or_default()
}
