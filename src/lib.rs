//! License Workbook: the library behind the window and the command line. This page is the map of the code.
//!
//! # Modules
//!
//! | module | what it is for |
//! |---|---|
//! | [`language`] | the two languages, and text that exists in both |
//! | [`intake`] | the bytes of a file as text, with the places of the text on its pages; pictures are read by models |
//! | [`license`] | the text of a license and its structure: cover, annex, pages, provisions |
//! | [`obligation`] | the catalog: clauses taken apart into atomic duties, and whether they apply |
//! | [`calendar`] | working days and holidays, and the last day of a limit, with the steps of the calculation |
//! | [`workbook`] | the document: its contents, the edits that change it, and their history |
//! | [`deadlines`] | the duties of a license on a day, with their dates |
//! | [`merge`] | merges two copies of a workbook; compares a workbook with its history |
//! | [`report`] | the annual report: what is attested, what is missing, and the sessions that prepare it |
//! | [`locale`] | the messages of the program in both languages, and sentences about the contents of a workbook |
//! | [`snapshot`] | a workbook on a day, complete in itself: the source of all exports |
//! | [`export_format`] | the formats of exports, one row for each |
//! | [`export`] | a snapshot as PDF, HTML, DOCX, XLSX, Markdown, CSV, JSON, or a calendar |
//! | [`limits`] | all limits of the program, with their units |
//! | [`typeface`] | the two weights of the included font |
//! | [`preview`] | previews of pictures, texts and the pages of PDFs |
//! | [`clock`] | the current time, from the machine or from a test |
//! | [`file_name`] | file names that are valid on every system and not misleading |
//! | [`file_type`] | the kind of a file, and the danger of opening it |
//! | [`passphrase`] | the strength of a passphrase |
//! | [`progress`] | the progress and cancellation of long work |
//! | [`store`] | files: the format, saving, locks, the journal, backups, settings |
//! | [`understanding`] | what was understood of a license, and the points that a person has to look at |
//! | [`license_import`] | a file of any format as the license of a new workbook |
//! | `export_job` | an export from the choice of formats to the written file |
//! | [`command`] | all commands of the window: name, icon, keys, menu |
//! | [`ui`] | the views; [`ui::kit`] has fonts, colors and widgets that know nothing of a workbook |
//! | [`window`] | opens a window with a renderer that works |
//! | [`app`] | the program in the window: the open document, its controllers, and the order of work in a frame |
//! | [`cli`] | the command line |
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
//! | answer | the statements about a duty: status, owner, due date, note, evidence … ([`workbook::AnswerField`]) |
//! | fact | a statement about the company that decides whether conditional duties apply |
//! | event, occurrence | something that happened; what one duty requires because of it, or in one period |
//! | edit, change | one step of work; one field with the value before and after |
//! | record | an edit in the history, named by its hash |
//! | base | the state at which a history begins |
//! | opening | the time from opening a document to closing it; ids and records count within one |
//! | copy, part | the same workbook in another file; a copy with some of the duties, sent for completion |
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
//! unreadable one a [`license::TextProblem`], and a duty refers to [`license::Span`]s of the text.
//!
//! **Pure modules depend on their arguments alone.** They use no file, clock, environment, random number or window; the list
//! is in `tests/architecture`. Today is an argument: the day in China, whatever the time zone of the machine.
//!
//! **Only a [`workbook::Edit`] changes a workbook.** An edit is one [`workbook::Record`] of the history (who, when, what,
//! before, after) and one step of undo. Undo is an edit, too, so the history only grows.
//!
//! **The history determines the workbook.** The name of a record is the hash of its contents and of its parents, and the first
//! record follows a [`workbook::Base`]. One function (`merge::replay`) computes the state from bases and records; merging and
//! the comparison of a file with its history ([`workbook::Contents::audit`]) use it. A difference was made by another program:
//! before the next edit it enters the history as [`workbook::RecordKind::Found`], and stays there.
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
//! # Where failures are shown
//!
//! | failure | type | shown as |
//! |---|---|---|
//! | a file cannot be read | [`store::OpenError`], with line and column if the contents are wrong | a dialog; exit code 2 |
//! | input exceeds a limit | [`limits::Exceeded`], inside the error of the reader | like that error, with the name of the limit |
//! | a preview takes too much time or memory | [`preview::NoPreview::Limit`]; only its own process ends | in place of the picture |
//! | a file cannot be written | [`store::SaveError`]; the old file is unchanged | a dialog; a strip for automatic saves; exit code 2 |
//! | a file is damaged | [`store::OpenError`]; [`store::rescue`] finds a backup and the readable records | a dialog with both; exit code 2 |
//! | a file was changed by another program | [`store::ExternalChange`] | a strip, and a dialog with the differences |
//! | a save succeeded, but not its backup or an attribute of the file | [`store::Warning`] in [`store::Saved`] | a toast; a line of a command |
//! | the journal cannot be written | [`store::SaveError`] | a toast, once; the program tries again |
//! | settings cannot be read | [`store::SettingsNotice`]; the defaults apply | a toast |
//! | two copies cannot be merged | [`merge::MergeError`]; both are unchanged | a dialog; exit code 2 |
//! | both copies changed the same field | [`merge::Conflict`] | the preview of the merge; exit code 1 of `merge` |
//! | a protected workbook cannot be opened | [`store::UnlockError`], or [`store::OpenError`] if it is open already | the dialog that asks for the passphrase, or a dialog with the reason; exit code 2 |
//! | another process has the file open | [`store::LockState`] | a strip; exit code 2 after a command has waited |
//! | a file differs from its history, or a record from its hash | [`merge::Audit`]; recorded before the next edit | a strip until it is accepted; `verify` and `check`, exit code 1 |
//! | a section was changed by another program | `changed_sections` of [`store::Opened`] | a toast; named by `check`, exit code 1 |
//! | a snapshot cannot be frozen: no purpose, or a future day | [`snapshot::freeze::FreezeError`] | the dialog; exit code 2 |
//! | a file of an archive or folder differs from its list of hashes | `verify_list` of [`cli`] | exit code 1 of `verify` |
//! | a snapshot was altered, or cannot be read | [`snapshot::verify::Verdict`], [`snapshot::verify::VerifyError`] | beside the snapshot in the list; a dialog for a received one; exit code 1 of `snapshots` |
//! | a signature proves nothing | [`store::SignatureState`] | beside the snapshot; exit code 1 of `verify` |
//! | an edit is refused | [`workbook::EditError`]; the workbook is unchanged | a toast; exit code 2 |
//! | a part of the license text is not understood | [`license::TextProblem`] with its line | the overview; `problems` of `info` |
//! | a license file cannot be read | [`license_import::ImportFailure`] | a dialog with the reason; exit code 2 |
//! | a license text is doubtful | [`understanding::Point`] | the review, and the overview until it is settled; lines of `new`, `problems` of `info` |
//! | a holiday schedule is missing | `provisional` of a [`calendar::Deadline`] | beside the date |
//! | a schedule cannot be imported | [`calendar::ScheduleError`] | a dialog; exit code 2 |
//! | a file cannot be attached as evidence | [`store::evidence::ImportProblem`], one for each file; the others are attached | a toast or a dialog; exit code 1, or 2 if none was attached |
//! | evidence differs from the attached bytes | [`workbook::EvidenceState`] | a toast; the index of an extract; exit code 1 |
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
pub mod intake;
pub mod language;
pub mod license;
pub mod license_import;
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
pub mod understanding;
mod variants;
pub mod window;
pub mod workbook;
