//! `evidence`: lists evidence and verifies it, or extracts it.

use super::args::EvidenceArgs;
use super::failure::Failure;
use super::set::duty;
use super::{Answer, Context, files};
use crate::export::evidence_index;
use crate::export_job::folder_names;
use crate::locale::Locale;
use crate::progress::Progress;
use crate::store::evidence::{Container, ExtractError, ExtractOptions, ReadError, extract, read_linked, verify};
use crate::workbook::{
    DutyId, Evidence, EvidenceState, EvidenceStorage, EvidenceUse, ExtractedItem, LicenseId, Sha256, Workbook,
};
use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::FluentValue;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Serialize)]
struct EvidenceList {
    ok: bool,
    evidence: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    sha256: Sha256,
    name: String,
    media_type: String,
    size: u64,
    storage: &'static str,
    /// The current path of the linked file, or the last known one.
    path: Option<String>,
    relative: Option<String>,
    state: &'static str,
    /// Why it cannot be read.
    message: Option<String>,
    attached_by: Option<String>,
    attached_at: DateTime<Utc>,
    effective_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    expired: bool,
    description: String,
    confidential: bool,
    replaces: Option<Sha256>,
    replaced_by: Option<Sha256>,
    uses: Vec<Use>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Use {
    Duty { obligation: String },
    Occurrence { obligation: String, done_on: Option<NaiveDate> },
    Event { event: String, on: NaiveDate },
    Page { page: u32 },
    Report { year: i32 },
}

pub(super) fn run(context: &Context, args: &EvidenceArgs) -> Result<Answer, Failure> {
    let file = files::read(&args.file, &args.unlock, context.locale(&args.common))?;
    let home = file.path.parent();
    let license = files::current_license(&file.workbook, &args.file)?;
    if let Some(target) = &args.out.extract {
        return give_out(context, args, (&file.workbook, license, home), target);
    }
    let states = verify(&file.workbook, home, &Progress::default()).map_err(|e| Failure::new(e.to_string()))?;
    let list = list(&file.workbook, home, context.today(&args.common), &states);
    if args.json {
        return Answer::json(&list, list.ok);
    }
    let locale = context.locale(&args.common);
    Ok(Answer::new(plain(&list, locale), list.ok))
}

fn list(
    workbook: &Workbook,
    home: Option<&Path>,
    today: NaiveDate,
    states: &BTreeMap<Sha256, EvidenceState>,
) -> EvidenceList {
    let uses = workbook.evidence_uses();
    let mut pieces = Vec::new();
    for (hash, evidence) in &workbook.evidence {
        let state = states.get(hash).unwrap_or(&EvidenceState::Missing);
        let uses = uses.get(hash).into_iter().flatten();
        let (path, relative) = place(evidence, home);
        pieces.push(Piece {
            sha256: *hash,
            name: evidence.name.clone(),
            media_type: evidence.media_type.clone(),
            size: evidence.size,
            storage: if evidence.is_embedded() { "embedded" } else { "linked" },
            path,
            relative,
            state: state.as_str(),
            message: if let EvidenceState::Unreadable(message) = state { Some(message.clone()) } else { None },
            attached_by: evidence.attached_by.and_then(|id| workbook.person_name(id)).map(str::to_owned),
            attached_at: evidence.attached_at,
            effective_on: evidence.effective_on,
            valid_until: evidence.valid_until,
            expired: evidence.valid_until.is_some_and(|last| last < today),
            description: evidence.description.clone(),
            confidential: evidence.confidential,
            replaces: evidence.replaces,
            replaced_by: workbook.newer_version(*hash),
            uses: uses.filter_map(|place| use_of(workbook, *place)).collect(),
        });
    }
    pieces.sort_by(|a, b| (&a.name, a.sha256).cmp(&(&b.name, b.sha256)));
    EvidenceList { ok: !states.values().any(EvidenceState::is_bad), evidence: pieces }
}

/// The current path of a linked file, or the last known one; and its path relative to the workbook.
fn place(evidence: &Evidence, home: Option<&Path>) -> (Option<String>, Option<String>) {
    match &evidence.storage {
        EvidenceStorage::Embedded => (None, None),
        EvidenceStorage::Linked { absolute, relative } => {
            let found = read_linked(evidence, home).map(|path| path.display().to_string());
            (found.or_else(|| Some(absolute.clone()).filter(|path| !path.is_empty())), relative.clone())
        }
    }
}

fn label_of(workbook: &Workbook, duty: DutyId) -> Option<String> {
    workbook.duties.get(&duty).map(|duty| duty.definition.label())
}

fn use_of(workbook: &Workbook, place: EvidenceUse) -> Option<Use> {
    Some(match place {
        EvidenceUse::Duty(id) => Use::Duty { obligation: label_of(workbook, id)? },
        EvidenceUse::Occurrence(id) => {
            let occurrence = workbook.occurrences.get(&id)?;
            Use::Occurrence { obligation: label_of(workbook, occurrence.duty)?, done_on: occurrence.done_on }
        }
        EvidenceUse::Event(id) => Use::Event { event: id.to_string(), on: workbook.events.get(&id)?.on },
        EvidenceUse::Page(_, page) => Use::Page { page },
        EvidenceUse::Report(year) => Use::Report { year },
    })
}

/// The answer as text, with one line for each piece: state, name and uses.
fn plain(list: &EvidenceList, locale: &Locale) -> String {
    if list.evidence.is_empty() {
        return locale.text("evidence-cli-none").into_owned() + "\n";
    }
    let mut lines = Vec::new();
    for piece in &list.evidence {
        let state = locale.text(match piece.state {
            "ok" => "evidence-cli-ok",
            "changed" => "evidence-cli-changed",
            "missing" => "evidence-cli-missing",
            "unreadable" => "evidence-cli-unreadable",
            "left_out" => "evidence-cli-left-out",
            _ => "evidence-cli-not-embedded",
        });
        let uses: Vec<String> = piece.uses.iter().map(|place| use_words(place, locale)).collect();
        let uses = if uses.is_empty() {
            locale.text("evidence-cli-unused").into_owned()
        } else {
            uses.join(&locale.text("list-separator"))
        };
        let short = piece.sha256.short();
        let until = piece.valid_until.map(|day| {
            let id = if piece.expired { "evidence-cli-expired" } else { "evidence-valid-until" };
            format!("  {}", locale.format(id, [("day", day.to_string().into())]))
        });
        let (name, size, until) = (&piece.name, piece.size, until.unwrap_or_default());
        lines.push(format!("{state}  {name}  {size}  {uses}  {short}{until}\n"));
    }
    lines.concat()
}

fn use_words(place: &Use, locale: &Locale) -> String {
    match place {
        Use::Duty { obligation } | Use::Occurrence { obligation, .. } => obligation.clone(),
        Use::Event { on, .. } => locale.format("evidence-cli-event", [("day", on.to_string().into())]),
        Use::Page { page } => locale.format("evidence-cli-page", [("page", page.to_string().into())]),
        Use::Report { year } => locale.format("evidence-cli-report", [("year", year.to_string().into())]),
    }
}

/// A place where evidence is used, in words; `None` where it no longer exists.
pub(super) fn place_words(workbook: &Workbook, place: EvidenceUse, locale: &Locale) -> Option<String> {
    use_of(workbook, place).map(|place| use_words(&place, locale))
}

fn give_out(
    context: &Context,
    args: &EvidenceArgs,
    (workbook, license, home): (&Workbook, LicenseId, Option<&Path>),
    target: &Path,
) -> Result<Answer, Failure> {
    files::not_stdout(target)?;
    let locale = context.locale(&args.common);
    let (language, today) = (locale.language, context.today(&args.common));
    let duties = args.out.duties.iter().map(|label| duty(workbook, license, label, &args.file));
    let duties = duties.collect::<Result<std::collections::BTreeSet<_>, _>>()?;
    let options = ExtractOptions {
        duties: (!duties.is_empty()).then_some(duties),
        confidential: args.out.with_confidential,
        container: if args.out.zip { Container::Zip } else { Container::Folder },
        force: args.out.force,
        language,
        folders: folder_names(locale),
    };
    let index = |items: &[ExtractedItem]| {
        evidence_index::files(workbook, items, today, language).map_err(|error| error.to_string())
    };
    let extracted = extract(workbook, home, target, &options, &index, &Progress::default());
    let extracted = extracted.map_err(|error| match error {
        ExtractError::Save(error) => Failure::from(error),
        ExtractError::NotEmpty { .. }
        | ExtractError::NotAFolder { .. }
        | ExtractError::Index(_)
        | ExtractError::Canceled(_) => Failure::new(words(locale, error.kind(), error.arguments())),
    })?;
    context.note_saved();
    let bad: Vec<String> = extracted
        .failed()
        .map(|item| {
            let name = workbook.evidence.get(&item.hash).map(|evidence| evidence.name.clone()).unwrap_or_default();
            let error = ReadError::NotThere { name, state: item.state.clone(), path: None };
            words(locale, error.kind(), error.arguments())
        })
        .collect();
    let n = extracted.items.len() - bad.len();
    let mut lines = vec![format!("{}  {}", extracted.path.display(), locale.format("extract-done", [("n", n.into())]))];
    if extracted.withheld > 0 {
        lines.push(locale.format("extract-withheld", [("n", extracted.withheld.into())]));
    }
    let is_fine = !extracted.failed().any(|item| item.state.is_bad());
    lines.extend(bad);
    Ok(Answer::new(lines.join("\n") + "\n", is_fine))
}

/// The message `id`; the argument `n` is passed as a number where it is one, to select the plural.
pub(super) fn words(locale: &Locale, id: &str, arguments: Vec<(&'static str, String)>) -> String {
    let arguments = arguments.into_iter().map(|(name, text)| match text.parse::<u32>() {
        Ok(n) if name == "n" => (name, FluentValue::from(n)),
        _ => (name, FluentValue::from(text)),
    });
    locale.format(id, arguments)
}
