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
//! # Invariants
//!
//! **Invariant: the license text is never altered.** It is kept byte for byte. A doubt is a [`license::Annotation`],
//! what could not be read a [`license::Problem`], and a duty rests on [`license::Span`]s of it.
//!
//! **Invariant: the pure modules depend on their arguments alone.** [`language`], [`license`], [`obligation`],
//! [`calendar`], [`workbook`] and [`snapshot`] touch no file, clock, environment, source of randomness or window. “Today” is
//! an argument, the day in China, whatever the zone of the machine.
//!
//! **Invariant: only a [`workbook::Edit`] changes a workbook.** One edit is one [`workbook::Record`] of the history (who,
//! when, what, from, to) and one step of undo; an undo is an edit too, so the history only grows.
//!
//! **Invariant: a workbook is what its history says.** A record is named by the hash of what it says, its parents included,
//! and the first one follows a [`workbook::Base`] that holds the beginning. What bases and records come to is told in one
//! place (`merge::yields`), by which copies are merged and files are compared with their history
//! ([`workbook::Contents::audit`]). What is shown beyond that was written by something else: it is put into the history as
//! such ([`workbook::Nature::Found`]) before anything else is changed, and nothing takes it out again.
//!
//! **Invariant: copies of a workbook merge to the same in every order.** What holds follows from the union of their
//! histories by parents alone, see [`merge`]; a conflict stays in the history until a person settles it.
//!
//! **Invariant: nothing changes the document while a frame is drawn.** A view gets a [`ui::ViewContext`] of shared
//! references and puts what is wanted into an [`ui::Outbox`], which [`app`] empties when the frame is drawn.
//!
//! **Invariant: a key acts on what is seen, or on nothing.** Whom the keys of a frame belong to is decided once, before
//! anything reads one, by a [`command::Keyboard`]: a menu before a dialog, a dialog before the place. Nothing else asks
//! whether it may read a key, and the row of a list that has the focus is the selected one ([`ui::kit::rows`]).
//!
//! **Invariant: only [`store`] writes files,** and a file is replaced whole: [`store::replace`] leaves the old one or the
//! new one, never a part. Who could read or write the old one can read or write the new one, and nobody else.
//!
//! **Invariant: nothing of a protected workbook is on the disk in clear.** What is written for it without being asked — the
//! file, its backups, its journal — is behind its [`store::Key`]; what has no file yet is in memory alone.
//!
//! **Invariant: nothing that others wrote is taken in without a bound.** How much of anything that may be stands in
//! [`limits`] and nowhere else; what is beyond is refused or shortened, by the name of the limit.
//!
//! **Invariant: a file that could not be read whole is never written over.** It is refused with its place; so is one of a
//! newer format. What was changed by another program since it was opened is noticed before a save.
//!
//! **Invariant: what one export shows, every export shows.** Formats with rows and columns are made from
//! [`export::tables`], JSON is the [`snapshot::Snapshot`] itself; a calendar holds its dates alone. What a
//! [`snapshot::Selection`] leaves out is not in the snapshot at all, and [`snapshot::Internal`] says what that may be.
//!
//! **Invariant: what is frozen stays as it was.** A [`workbook::FrozenSnapshot`] is added and removed, never changed, and
//! [`snapshot::verify`] finds whatever was changed in it or in a file made from it. What belongs to a report that is frozen
//! or filed is refused by [`workbook::EditError::Locked`], until it is opened again or its correction begun with a reason.
//!
//! **Invariant: the report never says more than the checklist.** What it says of a duty is [`report::Says`], made
//! from attestation and status in one place; each difference is a gap, however it came about.
//!
//! **Invariant: a date is never a confident guess.** What is missing or unknown makes it missing or provisional, and
//! [`calendar::Deadline`] says by which steps it came about.
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
