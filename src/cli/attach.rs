//! `attach`: attaches files to a duty as evidence.

use super::args::AttachArgs;
use super::author::whole_second;
use super::change::{self, Wanted};
use super::evidence::{place_words, words};
use super::failure::Failure;
use super::set::duty;
use super::{Answer, Context, files};
use crate::locale::Locale;
use crate::progress::Progress;
use crate::store::evidence::{ImportOptions, Imported, import_files};
use crate::workbook::{DutyId, EvidenceDetails, EvidenceUse, Sha256, Stamp, Workbook};
use chrono::NaiveDate;
use fluent_bundle::FluentValue;
use std::sync::Arc;

pub(super) fn run(context: &Context, args: &AttachArgs) -> Result<Answer, Failure> {
    let locale = context.locale(&args.common);
    let mut taken = Imported::default();
    let mut elsewhere: Vec<String> = Vec::new();
    let mut beside: Vec<String> = Vec::new();
    days_in_order(args)?;
    let changed = change::change(context, &args.file, &args.change, |workbook, who, _| {
        let license = files::current_license(workbook, &args.file)?;
        let duty = duty(workbook, license, &args.label, &args.file)?;
        let mut options = ImportOptions::new(workbook, Some(&args.file), context.settings.embed_up_to);
        options.link = args.link;
        taken = import_files(&args.files, &options, &Progress::default()).map_err(|e| Failure::new(e.to_string()))?;
        let details = EvidenceDetails {
            effective_on: args.effective,
            valid_until: args.valid_until,
            description: args.description.trim().to_owned(),
            confidential: args.confidential,
        };
        if args.confidential && !args.everywhere {
            elsewhere = open_elsewhere(workbook, &taken, duty, locale);
        }
        if !elsewhere.is_empty() {
            return Ok(Wanted::default());
        }
        beside = changed_beside(workbook, &taken, duty, &details, locale);
        let stamp = Stamp { author: who.id, at: whole_second(context.now) };
        let edit = workbook.attach(&taken.files, &details, &[EvidenceUse::Duty(duty)], stamp);
        let blobs = taken.files.iter().filter_map(|file| Some((file.hash, Arc::clone(file.base64()?)))).collect();
        Ok(Wanted { edit, blobs })
    });
    let changed = changed.map_err(|error| error.about(&args.file))?;
    if !elsewhere.is_empty() {
        let n = elsewhere.len();
        elsewhere.push(locale.format("evidence-cli-confidential-elsewhere", [("n", n.into())]));
        return Ok(Answer::new(elsewhere.into_iter().map(|line| line + "\n").collect(), false));
    }
    let mut lines: Vec<String> = taken
        .files
        .iter()
        .map(|file| {
            let linked = if file.base64().is_some() { "evidence-embedded" } else { "evidence-linked" };
            let how = locale.text(linked).into_owned();
            let name = FluentValue::from(file.name.as_str());
            let hash = FluentValue::from(file.hash.to_string());
            let arguments =
                [("name", name), ("label", args.label.as_str().into()), ("how", how.into()), ("hash", hash)];
            locale.format("evidence-cli-attached", arguments)
        })
        .collect();
    if !changed.is_edited() && !lines.is_empty() {
        lines = vec![locale.format("evidence-cli-nothing", [("label", args.label.as_str().into())])];
    }
    lines.extend(taken.notices.iter().map(|notice| words(locale, notice.kind(), notice.arguments())));
    let problems: Vec<String> = taken.problems.iter().map(|p| words(locale, p.kind(), p.arguments())).collect();
    if taken.files.is_empty() && !problems.is_empty() {
        return Err(Failure::new(problems.join("; ")));
    }
    // The files that were taken in are saved; the exit code says that some were not.
    let is_fine = problems.is_empty();
    for problem in problems {
        lines.push(locale.format("evidence-cli-not-attached", [("problem", problem.into())]));
    }
    Ok(Answer::new(lines.into_iter().map(|line| line + "\n").collect(), is_fine).noted(beside))
}

/// The files that would become confidential in places other than `duty`, each with these places.
fn open_elsewhere(workbook: &Workbook, taken: &Imported, duty: DutyId, locale: &Locale) -> Vec<String> {
    let open = taken.files.iter().filter(|file| workbook.evidence.get(&file.hash).is_some_and(|e| !e.confidential));
    open.map(|file| (file, places_beside(workbook, &file.hash, duty, locale)))
        .filter(|(_, places)| !places.is_empty())
        .map(|(file, places)| {
            let args = [("name", file.name.as_str().into()), ("places", locale.list(places).into())];
            locale.format("evidence-cli-used-in", args)
        })
        .collect()
}

/// The places other than `duty` where the evidence is used, in words.
fn places_beside(workbook: &Workbook, hash: &Sha256, duty: DutyId, locale: &Locale) -> Vec<String> {
    let uses = workbook.evidence_uses();
    let places = uses.get(hash).into_iter().flatten().filter(|place| **place != EvidenceUse::Duty(duty));
    places.filter_map(|place| place_words(workbook, *place, locale)).collect()
}

/// Remarks about files that the workbook has already. A file has its dates and its confidential mark once for all
/// places: new dates also apply elsewhere, and a confidential file stays confidential here.
fn changed_beside(
    workbook: &Workbook,
    taken: &Imported,
    duty: DutyId,
    details: &EvidenceDetails,
    locale: &Locale,
) -> Vec<String> {
    let mut said = Vec::new();
    for file in &taken.files {
        let Some(known) = workbook.evidence.get(&file.hash) else { continue };
        let places = places_beside(workbook, &file.hash, duty, locale);
        if !places.is_empty()
            && (is_new_day(details.effective_on, known.effective_on)
                || is_new_day(details.valid_until, known.valid_until))
        {
            let args = [("name", file.name.as_str().into()), ("places", locale.list(places).into())];
            said.push(locale.format("cli-attach-days-elsewhere", args));
        }
        let is_here = workbook.evidence_at(EvidenceUse::Duty(duty)).contains(&file.hash);
        if known.confidential && !details.confidential && !is_here {
            said.push(locale.format("cli-attach-stays-confidential", [("name", file.name.as_str().into())]));
        }
    }
    said
}

fn is_new_day(wanted: Option<NaiveDate>, known: Option<NaiveDate>) -> bool {
    wanted.is_some() && wanted != known
}

/// Refuses a document whose validity ends before it begins.
fn days_in_order(args: &AttachArgs) -> Result<(), Failure> {
    match (args.effective, args.valid_until) {
        (Some(from), Some(until)) if until < from => Err(Failure::about("cli-attach-days", &args.file)
            .with("from", from.to_string())
            .with("until", until.to_string())),
        _ => Ok(()),
    }
}
