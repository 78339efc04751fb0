//! What is drawn: the views, and the parts that they are made of.
//!
//! A view is a function of a [`ViewContext`] that cannot be changed, a state of its own, and an [`Outbox`]. Nothing
//! happens to the workbook while a frame is drawn; what a person asks for is in the outbox when it is done.

mod about;
mod activity;
mod alert;
mod along_dialog;
mod backups_dialog;
mod changes_dialog;
mod charts;
mod checklist;
mod damaged_dialog;
mod deadlines;
mod dialogs;
mod evidence;
pub mod export_dialog;
mod external_change_dialog;
mod history;
pub mod kit;
mod license;
mod menu;
mod merge;
mod outbox;
mod overview;
mod palette;
mod people_dialog;
mod record_list;
mod report;
mod shared;
mod shell;
mod snapshots;
mod strips;
mod toast;
mod told;

pub use crate::command::Place;
pub use activity::Activity;
pub use alert::{Alert, FoundWords};
pub use along_dialog::{Along, AlongDialog, AlongWith};
pub use backups_dialog::{BackupContents, BackupLine, BackupSeen, BackupsDialog};
pub use checklist::{ChecklistState, FocusRequest, Mode, SortBy};
pub use damaged_dialog::DamagedDialog;
pub use deadlines::DeadlinesState;
pub use deadlines::event_dialog::EventDraft;
pub use dialogs::{Dialog, PathPurpose};
pub use evidence::{
    Column, Detail, EvidenceChecks, EvidenceIntent, EvidenceView, ExtractRequest, Lightbox, Narrowed, PreviewIntent,
    PreviewKey, Previews, Tab,
};
pub use export_dialog::{ExportDialog, ExportRequest};
pub use external_change_dialog::{ExternalChangeDialog, Theirs};
pub use history::HistoryState;
pub use license::{LicenseState, Showing};
pub use merge::{CopyDialog, CopyIntent, CopyPath, HandOut, HandOutDraft, MergePreview, UnlockDraft, UnlockFor};
pub use outbox::{AttachTo, DateIntent, Destination, ExternalChangeIntent, Intent, Outbox, PeopleIntent, SafetyIntent};
pub use palette::PaletteState;
pub use people_dialog::PeopleDialog;
pub use report::{
    About, DecisionText, DocumentKind, MeetingDraft, ReportFile, ReportIntent, ReportPlace, ReportTab, Trail, Walk,
    locked_text,
};
pub use shell::{shell_ui, status_bar_ui};
pub use snapshots::freeze_dialog::FreezeDraft;
pub use snapshots::{
    ComparisonFormat, Kept, Proof, Received, Shown, Signature, SnapshotIntent, SnapshotsState, Source,
};
pub use strips::NameDraft;
pub use toast::{Toast, Toasts};

use crate::calendar::Now;
use crate::command::{KeyOwner, Listeners};
use crate::deadlines::{DateItem, Register};
use crate::license::{ClauseId, Service};
use crate::locale::{Locale, Telling};
use crate::obligation::Catalog;
use crate::snapshot::charts::Charts;
use crate::workbook::{PersonId, RecordId, Workbook};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use egui::Ui;
use fluent_bundle::FluentValue;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// What stands at a place of the navigation. Name, icon and keys of the place are those of [`Command::Show`].
///
/// [`Command::Show`]: crate::command::Command::Show
struct View {
    /// Draws it.
    draw: fn(&mut Ui, &ViewContext<'_>, &mut Views, &mut Outbox),
    /// How many things in it are wrong: a number beside its name.
    alerts: fn(&ViewContext<'_>) -> usize,
    /// What dropped or pasted files are attached to; none where a place must be chosen first.
    drop_target: fn(&ViewContext<'_>, &Views) -> Option<AttachTo>,
}

impl View {
    /// A view without alerts, on which no file can be dropped.
    fn new(draw: fn(&mut Ui, &ViewContext<'_>, &mut Views, &mut Outbox)) -> Self {
        Self { draw, alerts: |_| 0, drop_target: |_, _| None }
    }

    /// The table of views.
    fn at(place: Place) -> Self {
        match place {
            Place::Overview => Self::new(overview::overview_ui),
            Place::License => Self { drop_target: license::drop_target, ..Self::new(license::license_ui) },
            Place::Checklist => Self { drop_target: checklist::drop_target, ..Self::new(checklist::checklist_ui) },
            Place::Deadlines => Self { alerts: deadlines::alerts, ..Self::new(deadlines::deadlines_ui) },
            Place::Evidence => Self {
                alerts: evidence::alerts,
                drop_target: |_, _| Some(AttachTo::Nowhere),
                ..Self::new(evidence::evidence_ui)
            },
            Place::Report => Self { drop_target: report::drop_target, ..Self::new(report::report_ui) },
            Place::Snapshots => Self::new(snapshots::snapshots_ui),
        }
    }
}

/// What dropped or pasted files are attached to; none where a place must be chosen first.
#[must_use]
pub fn drop_target(context: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    (View::at(views.place).drop_target)(context, views)
}

/// Everything a view may read.
pub struct ViewContext<'a> {
    /// The document.
    pub workbook: &'a Workbook,
    /// The duties of the current license, with what is derived from them today.
    pub register: &'a Register,
    /// The dates that follow from the license and from what people set.
    pub dates: &'a [DateItem],
    /// How far everything has come, and how it came there.
    pub charts: &'a Charts,
    /// Words for facts and events.
    pub catalog: &'a Catalog,
    /// The words of the program.
    pub locale: &'static Locale,
    /// The day in China.
    pub today: NaiveDate,
    /// Where the document is kept.
    pub file: &'a FileState,
    /// Who sits at the keyboard, where it is known.
    pub author_name: &'a str,
    /// Whether that was said, and is not only what the system calls the user.
    pub is_named: bool,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would bring back, in words.
    pub redo: Option<String>,
    /// Files that were open lately, latest first.
    pub recent: &'a [PathBuf],
    /// Pictures of evidence.
    pub previews: &'a Previews,
    /// Whom the keys of this frame belong to: nobody else reads one.
    pub key_owner: KeyOwner,
    /// Long work that goes on.
    pub activities: &'a [Activity],
    /// What the latest check of the evidence found.
    pub checks: &'a EvidenceChecks,
}

/// Where the document is kept, and whether it is safe there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by itself in the status bar")]
pub struct FileState {
    /// Its file; none before it is saved for the first time.
    pub path: Option<PathBuf>,
    /// The name that is shown.
    pub name: String,
    /// Whether it holds edits that its file does not.
    pub modified: bool,
    /// Whether a save is running.
    pub saving: bool,
    /// The time of day of the latest save.
    pub saved_at: Option<String>,
    /// Whether it can only be read.
    pub read_only: bool,
    /// What something else than this program changed in it, and nobody has accepted.
    pub found: Option<FoundWords>,
    /// Whether it is saved by itself.
    pub autosave: bool,
    /// The records that the file does not hold, oldest first.
    pub unsaved: Arc<Vec<RecordId>>,
    /// How many places earlier merges left open.
    pub open_conflicts: usize,
    /// Why it does not go into its file, where it does not.
    pub trouble: Option<Alert>,
}

impl ViewContext<'_> {
    /// Whether the keys of this frame belong to the dialog.
    #[must_use]
    pub fn has_dialog_keys(&self) -> bool {
        self.key_owner == KeyOwner::Dialog
    }

    /// A message without arguments.
    #[must_use]
    pub fn text(&self, id: &'static str) -> Cow<'static, str> {
        let locale: &'static Locale = self.locale;
        locale.text(id)
    }

    /// A message with arguments.
    #[must_use]
    pub fn format<'b>(&self, id: &str, args: impl IntoIterator<Item = (&'b str, FluentValue<'b>)>) -> String {
        self.locale.format(id, args)
    }

    /// What a clause is about, as far as the catalog knows.
    #[must_use]
    pub fn topic(&self, clause: ClauseId) -> &str {
        let inside = |id: ClauseId| match clause.sub_item {
            None => id.provision == clause.provision,
            Some(_) => id == clause,
        };
        self.register
            .entries
            .iter()
            .filter(|e| inside(e.duty.definition.clause))
            .find_map(|e| self.catalog.topic(e.duty.definition.origin.as_deref()?, clause.sub_item.is_none()))
            .map_or("", |topic| topic.get(self.locale.language))
    }

    /// The name of a licensed service in the language of the window.
    #[must_use]
    pub fn service(&self, service: &Service) -> String {
        let known = self.catalog.services.iter().find(|kind| kind.is(service));
        known.map_or_else(|| service.name.value.clone(), |kind| kind.name.get(self.locale.language).to_owned())
    }

    /// Tells of `workbook` in the language of the window.
    #[must_use]
    pub fn tell<'b>(&'b self, workbook: &'b Workbook) -> Telling<'b> {
        Telling::new(self.locale, workbook, self.catalog)
    }

    /// The name of a person of the registry.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &str {
        self.workbook.person_name(id).unwrap_or("?")
    }
}

/// The state of all views: what is seen, chosen and typed, none of which is part of the document.
#[derive(Default)]
pub struct Views {
    /// Where she is.
    pub place: Place,
    /// The checklist's.
    pub checklist: ChecklistState,
    /// The license pages'.
    pub license: LicenseState,
    /// The deadlines'.
    pub deadlines: DeadlinesState,
    /// The evidence's.
    pub evidence: EvidenceView,
    /// Evidence that is seen in the whole window.
    pub lightbox: Option<Lightbox>,
    /// The annual report's.
    pub report: ReportPlace,
    /// The snapshots'.
    pub snapshots: SnapshotsState,
    /// The palette, while it is open.
    pub palette: Option<PaletteState>,
    /// The dialog, while one is open.
    pub dialog: Option<Dialog>,
    /// Messages at the corner.
    pub toasts: Toasts,
    /// The name of who sits here, while it is asked for.
    pub naming: Option<NameDraft>,
}

impl Views {
    /// What of the place that is seen listens to keys.
    #[must_use]
    pub fn listeners(&self) -> Listeners {
        let walk = self.report.walk.as_ref().filter(|_| self.place == Place::Report);
        let listeners =
            Listeners { walk: walk.is_some(), form: walk.is_some_and(Walk::is_typing), ..Listeners::default() };
        if self.place == Place::Checklist { self.checklist.listeners(listeners) } else { listeners }
    }
}

/// A moment by the clock in China, where the license holds, whatever the machine's zone.
#[must_use]
pub fn china_time(at: DateTime<Utc>) -> NaiveDateTime {
    Now::from(at).moment()
}
