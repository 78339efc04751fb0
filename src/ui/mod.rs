//! The views of the window and the parts that they share.
//!
//! A view is a function of an immutable [`ViewContext`], its own state, and an [`Outbox`]. Drawing a frame does not
//! change the workbook: a view puts requests into the outbox, and the program carries them out after the frame.

mod about;
mod activity;
mod alert;
mod backups_dialog;
mod changes_dialog;
mod charts;
mod checklist;
mod damaged_dialog;
mod deadlines;
mod dialogs;
mod duty_dialog;
mod evidence;
pub mod export_dialog;
mod external_change_dialog;
mod history;
mod include_dialog;
pub mod kit;
mod license;
mod menu;
mod merge;
mod outbox;
mod overview;
mod palette;
mod people_dialog;
mod record_cache;
mod record_list;
mod report;
mod review;
mod shared;
mod shell;
mod snapshots;
mod strips;
mod toast;

pub use crate::command::Place;
pub use activity::Activity;
pub use alert::{Alert, FoundWords};
pub use backups_dialog::{BackupContents, BackupLine, BackupSeen, BackupsDialog};
pub use checklist::{ChecklistState, FocusRequest, Mode, SortBy};
pub use damaged_dialog::DamagedDialog;
pub use deadlines::DeadlinesState;
pub use deadlines::event_dialog::EventDraft;
pub use dialogs::{Dialog, PathPurpose};
pub use duty_dialog::DutyDraft;
pub use evidence::{
    Column, Detail, EvidenceChecks, EvidenceIntent, EvidencePlace, ExtractRequest, Lightbox, Narrowed, PreviewIntent,
    PreviewKey, Previews, Tab,
};
pub use export_dialog::{ExportDialog, ExportRequest};
pub use external_change_dialog::{ExternalChangeDialog, Theirs};
pub use history::HistoryState;
pub use include_dialog::{IncludeDialog, IncludeFor, IncludedContent};
pub use license::{LicenseState, ScanPlaces, Showing};
pub use merge::{CopyDialog, CopyIntent, CopyPath, HandOut, HandOutDraft, MergePreview, UnlockDraft, UnlockFor};
pub use outbox::{
    AttachTo, DateIntent, Destination, DutyIntent, ExternalChangeIntent, Intent, Outbox, PeopleIntent, SafetyIntent,
};
pub use palette::PaletteState;
pub use people_dialog::PeopleDialog;
pub use report::{
    About, DecisionText, MeetingDraft, ReportFile, ReportIntent, ReportPlace, ReportTab, Trail, Walk, locked_text,
};
pub use review::{Editing, LicenseOffer, ReviewDocument, ReviewIntent, ReviewState};
pub use shell::{shell_ui, status_bar_ui};
pub use snapshots::freeze_dialog::FreezeDraft;
pub use snapshots::{KeptSnapshot, Proof, Received, Shown, Signature, SnapshotIntent, SnapshotSource, SnapshotsState};
pub use strips::NameDraft;
pub use toast::{Toast, Toasts};

use crate::calendar::Now;
use crate::command::{KeyOwner, Listeners};
use crate::deadlines::{DateItem, Register};
use crate::license::{ClauseId, Service};
use crate::locale::{Describer, Locale};
use crate::obligation::Catalog;
use crate::snapshot::charts::Charts;
use crate::understanding::{Point, Understanding};
use crate::workbook::{PersonId, RecordId, Workbook};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use egui::Ui;
use fluent_bundle::FluentValue;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// The view of a place. Name, icon and keys of the place are those of [`Command::Show`].
///
/// [`Command::Show`]: crate::command::Command::Show
struct View {
    /// Draws the view.
    draw: fn(&mut Ui, &ViewContext<'_>, &mut Views, &mut Outbox),
    /// The number of problems in the view, shown beside the name of the place.
    alerts: fn(&ViewContext<'_>) -> usize,
    /// The target for dropped or pasted files; `None` where a target must be chosen first.
    drop_target: fn(&ViewContext<'_>, &Views) -> Option<AttachTo>,
}

impl View {
    /// A view without alerts that accepts no dropped files.
    fn new(draw: fn(&mut Ui, &ViewContext<'_>, &mut Views, &mut Outbox)) -> Self {
        Self { draw, alerts: |_| 0, drop_target: |_, _| None }
    }

    /// The view of each place.
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

/// The target for dropped or pasted files; `None` where a target must be chosen first.
#[must_use]
pub fn drop_target(context: &ViewContext<'_>, views: &Views) -> Option<AttachTo> {
    (View::at(views.place).drop_target)(context, views)
}

/// The data that views read.
pub struct ViewContext<'a> {
    /// The document.
    pub workbook: &'a Workbook,
    /// The duties of the current license, with everything derived for today.
    pub register: &'a Register,
    /// The dates that follow from the license and from what users set.
    pub dates: &'a [DateItem],
    /// The data of the progress charts.
    pub charts: &'a Charts,
    /// What was understood of the current license.
    pub understanding: &'a Understanding,
    /// Wording of facts and events.
    pub catalog: &'a Catalog,
    /// The messages of the program.
    pub locale: &'static Locale,
    /// Today in China.
    pub today: NaiveDate,
    /// The file of the document and its state.
    pub file: &'a FileState,
    /// The name of the user, or the name that the system gives.
    pub author_name: &'a str,
    /// Whether the user stated the name; false where it is the user name of the system.
    pub is_named: bool,
    /// A description of the edit that undo takes back.
    pub undo: Option<String>,
    /// A description of the edit that redo restores.
    pub redo: Option<String>,
    /// Recently opened files, latest first.
    pub recent: &'a [PathBuf],
    /// Previews of evidence.
    pub previews: &'a Previews,
    /// The part of the window that the keys of this frame belong to. No other part reads them.
    pub key_owner: KeyOwner,
    /// The license text under review: of a file that may become a workbook, or of the open workbook.
    pub review: Option<&'a ReviewDocument>,
    /// The places of the license text on scans that were read.
    pub scan_places: &'a ScanPlaces,
    /// Background work that is running.
    pub activities: &'a [Activity],
    /// The result of the latest check of the evidence.
    pub checks: &'a EvidenceChecks,
}

/// The file of the document, and whether the document is saved in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is shown separately in the status bar")]
pub struct FileState {
    /// Path of the file; `None` before the first save.
    pub path: Option<PathBuf>,
    /// The displayed name.
    pub name: String,
    /// Whether the document has edits that its file does not contain.
    pub modified: bool,
    /// Whether a save is running.
    pub saving: bool,
    /// Time of day of the latest save.
    pub saved_at: Option<String>,
    /// Whether the file can only be read.
    pub read_only: bool,
    /// Changes that another program made and that nobody has accepted yet.
    pub found: Option<FoundWords>,
    /// Whether the document is saved automatically.
    pub autosave: bool,
    /// The records that the file does not contain, oldest first.
    pub unsaved: Arc<Vec<RecordId>>,
    /// Number of conflicts that earlier merges left unresolved.
    pub open_conflicts: usize,
    /// The reason why the document cannot be saved in its file, if there is one.
    pub alert: Option<Alert>,
}

impl ViewContext<'_> {
    /// The points about the current license that nobody has settled.
    #[must_use]
    pub fn open_points(&self) -> Vec<&Point> {
        let license = self.workbook.licenses.get(&self.register.license);
        license.map(|license| self.understanding.open(&license.record.settled).collect()).unwrap_or_default()
    }

    /// Whether the keys of this frame belong to the dialog.
    #[must_use]
    pub fn has_dialog_keys(&self) -> bool {
        self.key_owner == KeyOwner::Dialog
    }

    /// The text of a message without arguments.
    #[must_use]
    pub fn text(&self, id: &'static str) -> Cow<'static, str> {
        let locale: &'static Locale = self.locale;
        locale.text(id)
    }

    /// The text of a message with arguments.
    #[must_use]
    pub fn format<'b>(&self, id: &str, args: impl IntoIterator<Item = (&'b str, FluentValue<'b>)>) -> String {
        self.locale.format(id, args)
    }

    /// The subject of a clause, where the catalog has one.
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

    /// A narrator that describes the contents of `workbook` in the language of the window.
    #[must_use]
    pub fn tell<'b>(&'b self, workbook: &'b Workbook) -> Describer<'b> {
        Describer::new(self.locale, workbook, self.catalog)
    }

    /// The name of a person in the registry.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &str {
        self.workbook.person_name(id).unwrap_or("?")
    }
}

/// The state of all views: navigation, selection and typed text. None of it is part of the document.
#[derive(Default)]
pub struct Views {
    /// The current place.
    pub place: Place,
    /// State of the checklist.
    pub checklist: ChecklistState,
    /// State of the license pages.
    pub license: LicenseState,
    /// State of the deadlines.
    pub deadlines: DeadlinesState,
    /// State of the evidence.
    pub evidence: EvidencePlace,
    /// The evidence that is shown in the whole window.
    pub lightbox: Option<Lightbox>,
    /// State of the annual report.
    pub report: ReportPlace,
    /// State of the review, while it is shown instead of the place.
    pub review: Option<ReviewState>,
    /// State of the snapshots.
    pub snapshots: SnapshotsState,
    /// The palette, while it is open.
    pub palette: Option<PaletteState>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// The messages in the lower right corner.
    pub toasts: Toasts,
    /// The name of the user, while the program asks for it.
    pub naming: Option<NameDraft>,
}

impl Views {
    /// The parts of the current place that listen to keys.
    #[must_use]
    pub fn listeners(&self) -> Listeners {
        if self.review.is_some() {
            return Listeners::default();
        }
        let walk = self.report.walk.as_ref().filter(|_| self.place == Place::Report);
        let listeners =
            Listeners { walk: walk.is_some(), form: walk.is_some_and(Walk::is_typing), ..Listeners::default() };
        if self.place == Place::Checklist { self.checklist.listeners(listeners) } else { listeners }
    }
}

/// Formats a moment in the time zone of China, where the license applies, independent of the time zone of the machine.
#[must_use]
pub fn china_time(at: DateTime<Utc>) -> NaiveDateTime {
    Now::from(at).moment()
}
