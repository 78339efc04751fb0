//! License Workbook: the library behind the window and the command line. This page is the map of the code.
//!
//! # Modules
//!
//! | module | what it is for |
//! |---|---|
//! | [`language`] | the two languages, and text that exists in both |
//! | [`license`] | the text of a license, and what a reader finds in it: cover, annex, pages, provisions |
//! | [`obligation`] | the catalog: clauses taken apart into atomic duties, and whether they apply |
//! | [`calendar`] | working days and holidays, and the day that a limit ends on, with its reasons |
//! | [`workbook`] | the document: what it holds, the edits that change it, and their history |
//! | [`deadlines`] | the duties of a license on a day, with the dates that follow for them |
//! | [`merge`] | two copies of a workbook become one; a workbook is compared with its history |
//! | [`report`] | the annual report: what is attested, what is missing, and the sessions that prepare it |
//! | [`locale`] | the words of the program in both languages, and sentences about what a workbook holds |
//! | [`snapshot`] | a workbook as it stands on a day, complete in itself: what exports are made from |
//! | [`export_format`] | the formats of exports, one row for each |
//! | [`export`] | a snapshot as PDF, HTML, DOCX, XLSX, Markdown, CSV, JSON, or a calendar |
//! | [`limits`] | how much of anything the program takes in: every limit, with its unit |
//! | [`typeface`] | the two weights of the font that travels inside the program |
//! | [`preview`] | what a file looks like: pictures, text and pages of PDFs, to be drawn at once |
//! | [`clock`] | the time: of the machine, or such as tests choose |
//! | [`file_name`] | names of files that every system takes, and that mislead nobody |
//! | [`file_type`] | what kind of file something is, and what opening it may start |
//! | [`passphrase`] | how hard a passphrase is to guess |
//! | [`progress`] | how far long work has come, and whether it is still wanted |
//! | [`store`] | files: the format, saving, locks, the journal, backups, settings |
//! | `export_job` | an export from the choice of formats to the written file |
//! | [`command`] | everything a person can do, once: its name, icon and keys |
//! | [`ui`] | the views; [`ui::kit`] has fonts, colors and widgets that know nothing of a workbook |
//! | [`window`] | opens a window, with the one renderer or the other |
//! | [`app`] | the program in that window: who holds the document, and what happens in which order |
//! | [`cli`] | the same without a window |
//!
//! # Directions
//!
//! A module knows only what stands to the left of it:
//!
//! ```text
//! language ← license ← obligation ← calendar ← workbook ← deadlines ← report ← locale ← snapshot ← export ← export_job ← app, cli
//!                                              workbook ← merge ← locale, store          store ← export_job
//!                                                   ui::kit, locale ← command ← ui ← app
//! ```
//!
//! [`progress`], [`limits`], [`typeface`], [`passphrase`], [`file_name`] and [`canonical`] know no other module.
//! [`ui`] reads workbooks and records what a person wants; it knows neither [`store`] nor [`export`]. [`app`] and [`cli`]
//! connect both ends and do not know each other. The whole plan is a table in `tests/architecture`, and a test checks every
//! `use` against it.
//!
//! # Glossary
//!
//! Terms of the field are in the law and in the license: provision, annex, permit holder, annual report. These are ours:
//!
//! | term | meaning |
//! |---|---|
//! | workbook | the document: licenses, duties and their answers, evidence, events, reports, and the history of all of it |
//! | provision, sub-item | a numbered paragraph of the license text, and a numbered part of one; both are clauses |
//! | duty | the smallest thing that a clause asks of the holder and that has one answer |
//! | catalog | the duties that the program knows, with limits, conditions and accepted evidence |
//! | answer | what a person states about a duty: status, owner, due date, note, evidence … ([`workbook::AnswerField`]) |
//! | fact | a statement about the company that decides whether conditional duties apply |
//! | event, occurrence | something that happened; what one duty requires because of it, or in one period |
//! | edit, change | one step of work; one field with the value before and after |
//! | record | an edit in the history, named by its hash |
//! | base | the state at which a history begins |
//! | opening | the time from opening a document to closing it; ids and records count within one |
//! | copy, part | the same workbook in another file; a copy with fewer duties, handed out to be filled in |
//! | found change | a change of the file that no record explains: another program made it |
//! | register | the duties of one license with everything derived on a day |
//! | attestation | what the annual report states about a duty |
//! | session | a meeting that prepares an annual report |
//! | snapshot, frozen | the workbook on a day, complete in itself; kept with its digest |
//! | internal | notes, sessions and gaps, which an export leaves out unless they are selected |
//! | withheld | left out of an export because it is confidential |
//! | journal | the edits since the last save, kept against a crash |
//! | place | a page of the window: overview, license, checklist, deadlines … |
//!
//! # Invariants
//!
//! **The license text never changes.** It is kept byte for byte. A doubtful passage is a [`license::Annotation`], an
//! unreadable one a [`license::Problem`], and a duty refers to [`license::Span`]s of the text.
//!
//! **Pure modules depend on their arguments alone.** They use no file, clock, environment, random number or window; the list
//! is in `tests/architecture`. Today is an argument: the day in China, whatever the time zone of the machine.
//!
//! **Only a [`workbook::Edit`] changes a workbook.** An edit is one [`workbook::Record`] of the history (who, when, what,
//! before, after) and one step of undo. Undo is an edit, too, so the history only grows.
//!
//! **The history determines the workbook.** The name of a record is the hash of its contents and of its parents, and the first
//! record follows a [`workbook::Base`]. One function (`merge::yields`) computes the state from bases and records; merging and
//! the comparison of a file with its history ([`workbook::Contents::audit`]) use it. A difference was made by another program:
//! before the next edit it enters the history as [`workbook::Nature::Found`], and stays there.
//!
//! **Copies merge to the same workbook in every order.** The result follows from the union of the histories and from parents
//! alone, see [`merge`]. A conflict stays until a person settles it.
//!
//! **Drawing changes nothing.** A view reads a [`ui::ViewContext`] and puts requests into a [`ui::Outbox`]; [`app`] carries them
//! out after the frame.
//!
//! **A key acts on what is visible.** A [`command::Keyboard`] decides once per frame who gets the keys: a menu before a dialog, a
//! dialog before the place. The focused row of a list is the selected row ([`ui::kit::rows`]).
//!
//! **A job cannot reach another document.** A job carries the handler of its result, and one place drops results for a document
//! that was closed or replaced, see the table in `app::jobs`.
//!
//! **Only [`store`] writes files.** [`store::replace`] leaves the old file or the new one, never a part, and keeps who may read
//! and write it.
//!
//! **A protected workbook is never on the disk in clear text.** The file, its backups and its journal are encrypted with its
//! [`store::Key`]. Without a file it is in memory only.
//!
//! **All input is bounded.** Every bound is in [`limits`]; larger input is refused or shortened, and the message names the limit.
//!
//! **A file that was not read completely is never overwritten.** It is refused with the position of the error; a newer format is
//! refused, too. A save notices that another program changed the file.
//!
//! **All exports show the same.** Formats with rows and columns use [`export::tables`], JSON is the [`snapshot::Snapshot`], and a
//! calendar has its dates only. What a [`snapshot::Selection`] leaves out is not in the snapshot; [`snapshot::Internal`] lists
//! what can be left out.
//!
//! **A frozen snapshot never changes.** A [`workbook::FrozenSnapshot`] is added or removed only, and [`snapshot::verify`] finds
//! changes of it and of files made from it. Edits of a frozen or filed report are refused ([`workbook::EditError::Locked`])
//! until the report is unfrozen or a correction is begun with a reason.
//!
//! **The report states no more than the checklist.** [`report::ReportStatement`] derives the statement about a duty from attestation
//! and status in one place; every difference is a gap.
//!
//! **A date states how certain it is.** Missing or unknown input makes it missing or provisional, and [`calendar::Deadline`]
//! lists the steps of the calculation.
//!
//! # Where failures surface
//!
//! | what fails | is | and surfaces as |
//! |---|---|---|
//! | a file cannot be read | [`store::OpenError`], with line and column where it is the contents | a dialog; exit code 2 |
//! | there is more of something than a limit lets in | [`limits::Exceeded`], within the error of who reads | where that error does, with the limit named |
//! | a preview takes too long, or too much memory | [`preview::NoPreview::Limit`]; its own process ends, and nothing else | in the place of the picture |
//! | a file cannot be written | [`store::SaveError`]; what was there is still there | a dialog; where it saves by itself, a strip; exit code 2 |
//! | a file is damaged | [`store::OpenError`]; [`store::rescue`] finds a backup and what can be read | a dialog with both; exit code 2 |
//! | a file was changed by another program | [`store::ExternalChange`] | a strip, and a dialog with what differs |
//! | something beside a save, such as its backup, or an owner that could not be kept | [`store::Warning`] in [`store::Saved`] | a toast; a line of a command |
//! | the journal cannot be written | [`store::SaveError`] | a toast, once; it is tried again |
//! | settings cannot be read | [`store::SettingsNotice`]; the defaults hold | a toast |
//! | two copies cannot be merged | [`merge::MergeError`]; both are as they were | a dialog; exit code 2 |
//! | both copies changed the same | [`merge::Conflict`] | the preview of the merge; exit code 1 of `merge` |
//! | a protected workbook is not opened | [`store::UnlockError`], or [`store::OpenError`] where it is open already | the dialog that asks for the passphrase, or one that says why none fits; exit code 2 |
//! | somebody else has the file open | [`store::LockState`] | a strip; exit code 2 once a command has waited |
//! | a file shows something else than its history, or the history is not what its names stand for | [`merge::Audit`]; told by a record once something is changed | a strip until it is accepted; `verify` and `check`, exit code 1 |
//! | a section was changed by another program | `changed_sections` of [`store::Opened`] | a toast; named by `check`, exit code 1 |
//! | a snapshot is not to be frozen: no purpose, or a day to come | [`snapshot::freeze::FreezeError`] | the dialog; exit code 2 |
//! | a file of an archive or folder is not as listed | `verify_list` of [`cli`] | exit code 1 of `verify` |
//! | a snapshot was altered, or cannot be read | [`snapshot::verify::Verdict`], [`snapshot::verify::VerifyError`] | beside it in the list; a dialog where it was received; exit code 1 of `snapshots` |
//! | a signature proves nothing | [`store::SignatureState`] | beside the snapshot; exit code 1 of `verify` |
//! | an edit is refused | [`workbook::EditError`]; the workbook is as it was | a toast; exit code 2 |
//! | the license text is not understood in part | [`license::Problem`] with its line | the overview; `problems` of `info` |
//! | license and catalog do not match in part | [`workbook::SeedReport`] | a toast; lines of `new` |
//! | a holiday schedule is missing | `provisional` of a [`calendar::Deadline`] | beside the date |
//! | a schedule cannot be taken | [`calendar::ScheduleError`] | a dialog; exit code 2 |
//! | a file is not taken in as evidence | [`store::evidence::Problem`], one for each file; the others come in | a toast or a dialog; exit code 1, or 2 where none came in |
//! | evidence is not what was attached | [`workbook::EvidenceState`] | a toast; the index of what is given out; exit code 1 |
//! | the built-in catalog is broken | [`app::StartError`] | no window; exit code 2 |
//! | there is no screen or no renderer | [`window::WindowError`] | no window; exit code 2 |

pub mod app;
pub mod calendar;
pub mod canonical;
pub mod cli;
pub mod clock;
pub mod command;
pub mod deadlines;
pub mod export;
pub mod export_format;
mod export_job;
pub mod file_name;
pub mod file_type;
pub mod language;
pub mod license;
pub mod limits;
pub mod locale;
pub mod merge;
pub mod obligation;
pub mod passphrase;
pub mod preview;
pub mod progress;
pub mod report;
pub mod snapshot;
pub mod store;
pub mod typeface;
pub mod ui;
mod variants;
pub mod window;
pub mod workbook;
