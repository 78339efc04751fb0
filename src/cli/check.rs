//! `check`: whether something is overdue, expired or damaged.

use super::args::ReadArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::language::Language;
use crate::locale::Locale;
use crate::store::{self, Section};
use crate::workbook::{DateItem, DateState, Evidence, EvidenceStorage, Register, Sha256, Workbook, dates};
use base64::Engine as _;
use chrono::NaiveDate;
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct Check {
    today: NaiveDate,
    license: License,
    dates: Vec<Date>,
    evidence: EvidenceCheck,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct License {
    valid_until: Option<NaiveDate>,
    days_left: Option<i64>,
}

#[derive(Serialize)]
struct Date {
    id: String,
    obligation: String,
    raw: Option<NaiveDate>,
    due: Option<NaiveDate>,
    state: DateState,
    provisional: bool,
    reason: String,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    text: String,
    source: String,
}

#[derive(Serialize)]
struct EvidenceCheck {
    ok: bool,
    changed: Vec<Piece>,
    missing: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    name: String,
    sha256: Sha256,
}

#[derive(Serialize)]
struct Problem {
    kind: &'static str,
    message: String,
}

pub(super) fn run(context: &Context, args: &ReadArgs) -> Result<Answer, Failure> {
    let file = store::read(&args.file)?;
    let workbook = &file.workbook;
    let license = files::current_license(workbook, &args.file)?;
    let today = context.today(&args.common);
    let register = Register::of(workbook, license, today, &context.catalog)
        .ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    let dates = dates(workbook, &register);
    let language = match args.common.lang {
        Some(lang) => lang.into(),
        // A program gets the same answer wherever it runs.
        None if args.json => Language::ZhCn,
        None => context.language(&args.common),
    };
    let locale = Locale::of(language);
    let check = Check {
        today,
        license: License {
            valid_until: register.parsed.cover.valid_until.as_ref().map(|v| v.value),
            days_left: register.days_left(),
        },
        evidence: evidence(workbook, file.path.parent().unwrap_or(Path::new(""))),
        problems: problems(workbook, &file.changed_sections, today, locale),
        dates: dates.iter().map(|date| view(date, language)).collect(),
    };
    let is_fine = check.license.days_left.is_none_or(|days| days >= 0)
        && !dates.iter().any(|date| date.is_missed(today))
        && check.evidence.ok
        && check.problems.is_empty();
    if args.json {
        return Answer::json(&check, is_fine);
    }
    Ok(Answer { text: plain(&check, &dates, locale), is_fine })
}

fn view(date: &DateItem, language: Language) -> Date {
    let words = |text: &crate::language::Bilingual| text.get(language).to_owned();
    Date {
        id: date.id.clone(),
        obligation: date.label.clone(),
        raw: date.raw,
        due: date.due,
        state: date.state,
        provisional: date.provisional,
        reason: words(&date.reason),
        steps: date.steps.iter().map(|s| Step { text: words(&s.text), source: words(&s.source) }).collect(),
    }
}

/// Compares all evidence with its hash; linked files are looked for beside the workbook, in `folder`, first.
fn evidence(workbook: &Workbook, folder: &Path) -> EvidenceCheck {
    let (mut changed, mut missing) = (Vec::new(), Vec::new());
    for (hash, evidence) in &workbook.evidence {
        let found = match &evidence.storage {
            EvidenceStorage::Embedded => workbook.blobs.get(hash).map(|blob| {
                base64::engine::general_purpose::STANDARD.decode(blob.as_bytes()).ok().map(|b| Sha256::of(&b))
            }),
            EvidenceStorage::Linked { absolute, relative } => {
                let candidates = relative.iter().map(|r| folder.join(r)).chain([PathBuf::from(absolute)]);
                candidates.filter(|path| path.is_file()).map(|path| hash_of(&path)).next()
            }
        };
        let piece = |evidence: &Evidence| Piece { name: evidence.name.clone(), sha256: *hash };
        match found {
            None => missing.push(piece(evidence)),
            Some(found) if found != Some(*hash) => changed.push(piece(evidence)),
            Some(_) => {}
        }
    }
    EvidenceCheck { ok: changed.is_empty() && missing.is_empty(), changed, missing }
}

/// The hash of a file; none where it cannot be read.
fn hash_of(path: &Path) -> Option<Sha256> {
    use sha2::Digest as _;
    let mut file = File::open(path).ok()?;
    let mut hash = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer).ok()?;
        if n == 0 {
            return Some(Sha256(hash.finalize().into()));
        }
        hash.update(buffer.get(..n)?);
    }
}

/// What else is the matter: sections that another program changed, and evidence that is out of date.
fn problems(workbook: &Workbook, changed: &[Section], today: NaiveDate, locale: &Locale) -> Vec<Problem> {
    let sections = changed.iter().map(|section| Problem {
        kind: "changed_section",
        message: locale.format("cli-changed-section", [("section", section.as_str().into())]),
    });
    let used = |hash: &Sha256| workbook.duties.values().any(|duty| duty.answer.evidence.contains(hash));
    let replaced = |hash: Sha256| workbook.evidence.values().any(|other| other.replaces == Some(hash));
    let expired = workbook.evidence.iter().filter_map(|(hash, evidence)| {
        let day = evidence.valid_until.filter(|last| *last < today)?;
        (used(hash) && !replaced(*hash)).then(|| Problem {
            kind: "expired_evidence",
            message: locale.format(
                "cli-expired-evidence",
                [("name", evidence.name.as_str().into()), ("day", day.to_string().into())],
            ),
        })
    });
    sections.chain(expired).collect()
}

/// A few lines for people: the license, the dates that matter now, and what is wrong.
fn plain(check: &Check, dates: &[DateItem], locale: &Locale) -> String {
    let mut lines = vec![match check.license.days_left {
        None => locale.text("validity-unknown").into_owned(),
        Some(days) => {
            let day = check.license.valid_until.map(|day| day.to_string()).unwrap_or_default();
            let id = if days < 0 { "cli-check-expired" } else { "cli-check-valid" };
            locale.format(id, [("day", day.into()), ("n", days.abs().into())])
        }
    }];
    for date in dates {
        let id = match date.state {
            DateState::Overdue => "date-state-overdue",
            DateState::DecisionMissing => "date-state-decision-missing",
            DateState::DueSoon => "date-state-due-soon",
            DateState::Later => "date-state-later",
            DateState::Done => continue,
        };
        let day = date.due.map(|day| day.to_string()).unwrap_or_default();
        let (state, title) = (locale.text(id), date.title.get(locale.language));
        lines.push(format!("{day}  {state}  {}  {title}  {}", date.label, date.reason.get(locale.language)));
    }
    let evidence = &check.evidence;
    let piece = |id: &str, piece: &Piece| locale.format(id, [("name", piece.name.as_str().into())]);
    lines.extend(evidence.changed.iter().map(|p| piece("cli-evidence-changed", p)));
    lines.extend(evidence.missing.iter().map(|p| piece("cli-evidence-missing", p)));
    lines.extend(check.problems.iter().map(|problem| problem.message.clone()));
    lines.push(String::new());
    lines.join("\n")
}
