# Messages of the window.

app-name = License Workbook

menu-file = File
menu-edit = Edit
menu-view = View
menu-help = Help
menu-recent = Open recent
recent-empty = (none)

command-new = New workbook
command-new-from-text = New from a license file…
command-open = Open…
command-save = Save
command-save-as = Save as…
command-save-copy = Save a copy…
command-export = Export checklist…
command-quit = Quit
command-undo = Undo
command-redo = Redo
undo-what = Undo: { $what }
redo-what = Redo: { $what }
command-identify = Who I am…
command-show-overview = Overview
command-show-license = License
command-show-checklist = Checklist
command-show-deadlines = Deadlines
command-record-event = Record an event…
command-import-schedule = Import a holiday schedule…
command-search = Search duties
command-palette = Search clauses and commands
command-switch-language = Switch to Chinese
command-theme-system = System colors
command-theme-light = Light
command-theme-dark = Dark
command-zoom-in = Zoom in
command-zoom-out = Zoom out
command-zoom-reset = Actual size
command-next-duty = Next duty
command-previous-duty = Previous duty
command-toggle-met = Toggle met
command-mark-not-started = Mark as not started
command-mark-in-progress = Mark as in progress
command-mark-met = Mark as met
command-mark-not-met = Mark as not met
command-mark-not-applicable = Mark as not applicable
command-edit-note = Write an internal note
command-select-all = Select all duties in the list
command-toggle-table = Switch between table and list
command-show-in-license = Show in the license
command-show-keys = Keyboard shortcuts
command-about = About

palette-hint = Search clauses, duties, commands
palette-empty = Nothing found
palette-clause = Clause

file-unsaved = Not saved to a file yet
file-modified = Unsaved changes
file-saving = Saving…
file-saved = Saved
file-saved-at = Saved { $time }
file-read-only = Read-only
untitled = Untitled workbook

status-total = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
status-overdue = { $n } overdue
status-expired = { $n ->
    [one] License expired { $n } day ago
   *[other] License expired { $n } days ago
 }
status-valid = { $n ->
    [one] License expires in { $n } day
   *[other] License expires in { $n } days
 }

company-unknown = (no company in the license)
banner-expired = { $n ->
    [one] The license expired on { $date }, { $n } day ago
   *[other] The license expired on { $date }, { $n } days ago
 }
banner-left = { $n ->
    [one] The license is valid until { $date }, { $n } day left
   *[other] The license is valid until { $date }, { $n } days left
 }
banner-unknown = The license text gives no expiry date
banner-renewal = Renewal deadline: { $date }
banner-open = Show { $label }
points-title = { $n ->
    [one] { $n } point of the license text to look at
   *[other] { $n } points of the license text to look at
}
points-more = and { $n } more
point-line = Line { $line }

card-provisions = Progress by provision
card-dates = Overdue and upcoming
card-total = Overall
card-gaps = Gaps
card-report = Annual report
dates-empty = Nothing is overdue or upcoming. You can set a due date for any duty in the checklist.
dates-more = { $n } more
date-missing = Cannot be calculated
date-at-once = As soon as possible
date-done = Done
date-keep = Retain
days-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
 }
due-today = Due today
overdue-days = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
 }
overdue-under-an-hour = Less than an hour overdue
overdue-hours = { $n ->
    [one] { $n } hour overdue
   *[other] { $n } hours overdue
 }
under-an-hour-left = Less than an hour left
hours-left = { $n ->
    [one] { $n } hour left
   *[other] { $n } hours left
 }
total-subtitle = { $met } / { $all } met
total-remark = { $total } in all, { $na } not applicable
gap-no-evidence = { $n } met without evidence
gap-overdue = { $n ->
    [one] { $n } duty overdue
   *[other] { $n } duties overdue
 }
toast-follows-events = The status of { $what } follows from recorded events and annual reports: close or reopen the deadlines under Deadlines or Annual report.
gap-no-owner = { $n } without an owner
gap-conditional = { $n } conditional: { $facts ->
    [one] { $facts } fact to state
   *[other] { $facts } facts to state
 }, { $events ->
    [one] { $events } waits for an event
   *[other] { $events } wait for an event
 }
gap-open = { $n } open
report-window = Report year { $year } · filing window { $from } to { $to }
report-none = No annual report is due at present

tree-all = All clauses
tree-row = { $name }, { $done } met
search-hint = Search duties
search-clear = Clear search
filter-open = Open
filter-any = Any
filter-clear = Clear filters
filter-clause = Clause
filter-search = Search
field-kind = Kind
field-applicability = Applicability
owner-nobody = No owner
owner-name = Existing or new name
due-overdue = Overdue
due-within = Within { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
due-set = With a due date
due-unset = Without a due date
due-pick = Pick a date
due-in-days = In { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
due-clear = Clear
date-hint = YYYY-MM-DD
with-source = { $text } ({ $source })
weekdays = Mo Tu We Th Fr Sa Su
month-previous = Previous month
month-next = Next month
evidence-attached = With evidence
evidence-none = Without evidence
evidence-count = { $n ->
    [one] { $n } piece of evidence
   *[other] { $n } pieces of evidence
 }
list-shown = { $shown } of { $all ->
    [one] { $all } duty
   *[other] { $all } duties
 }
list-empty = No matching duties
list-empty-hint = Try another word, or clear the filters
list-hidden = Not in the current list ({ $why })
list-show = Show in the list
row-reason = Reason: { $reason }
bulk-selected = { $n } selected
bulk-clear = Clear selection
table-label = No.
table-title = Duty

detail-empty = Select a duty
detail-empty-hint = Click a duty in the list, or move with J and K
page = Page { $pages }
show-in-license = Show in the license
status-ruled-out = Does not apply according to the annex or a stated fact
field-license-date = License date
justify-title = { $what }: why does it not apply?
justify-hint = The reason, as an inspector will read it
justify-confirm = Mark as not applicable
justify-needed = “Not applicable” needs a reason
statement-hint = May be shown to an inspector
note-hint = For internal use only
tags-hint = Separated by commas
review-now = Confirm review
review-again = Review again
review-hint = A second person confirms the assessment
section-applicability = Applicability
section-rule = Rule
section-accepted-evidence = Evidence an inspector accepts
section-related = Related duties
section-history = History
fact-yes = Yes
fact-no = No
fact-unknown = Not stated
field-trigger = Trigger
field-limit = Limit
field-timing = Timing
field-authority = Authority
field-condition = Condition
field-other-law = Other law
field-remark = Remark
related-twin = same requirement, evidence can serve both
related-alternative = alternative
related-follows = follows from this
related-see-also = see also
history-undone = undid: { $what }

page-cover = Cover
page-annex = Annex
page-provisions = Special provisions
page-continued = (continued)
open-in-checklist = Open in the checklist

unsaved-title = Save the changes to “{ $name }”?
unsaved-save = Save
unsaved-discard = Don’t save
path-open = Open a workbook
path-license-text = New from a license file
path-save-as = Save as
path-save-copy = Save a copy
path-export = Export to
path-hint = The system has no file dialog; type the full path
path-name = Path of the file
replace-title = Replace the existing file?
replace-text = { $path } already exists; its contents would be lost.
replace-confirm = Replace
identify-title = Who I am
identify-text = Your name is recorded in the history, so that colleagues can see who made each change.
identify-name = Name
export-title = Export the checklist
export-text = Snapshot of the checklist as of { $date }
export-language = Language
export-with-notes = Include internal notes
export-with-history = Include the history
export-choose-file = Choose a file…

ok = OK
cancel = Cancel
close = Close

toast-open = Open
toast-saved = Saved to { $path }
toast-copy-saved = A copy was saved to { $path }
toast-exported = Exported to { $path }
toast-recovered = { $n ->
    [one] { $n } unsaved change was recovered
   *[other] { $n } unsaved changes were recovered
 }
toast-recovery-partial = { $n ->
    [one] { $n } change was recovered
   *[other] { $n } changes were recovered
 }; { $lost ->
    [one] { $lost } change does not fit the file and is kept
   *[other] { $lost } changes do not fit the file and are kept
 } in { $path }
toast-changed-by-hand = These parts of the file were changed by another program: { $sections }
toast-new-from-text = New workbook from the license file: { $found ->
    [one] one duty
   *[other] { $found } duties
}, points to check: { $points }
toast-justification = “Not applicable” needs a reason
toast-refused = This change was not applied: { $reason }
toast-no-selection = Select a duty first
toast-ruled-out = The duty does not apply according to the annex or a stated fact; its status cannot be changed
toast-journal-failed = The recovery journal cannot be written: { $reason }. Save soon.
save-warning-backup = Saved, but the previous version could not be kept in “{ $path }”: { $message }
save-warning-owner = “{ $path }” was saved, but its owner could not be kept and is now you: { $message }
save-warning-group = “{ $path }” was saved, but its group could not be kept: { $message }
save-warning-mode = “{ $path }” was saved, but its permissions could not be kept: { $message }
save-warning-access-list = “{ $path }” was saved, but its access control list could not be kept: { $message }
save-warning-extended = “{ $path }” was saved, but an extended attribute could not be kept: { $message }
save-warning-links = “{ $path }” was saved, but its other names (hard links) still have the previous version: { $message }
save-warning-folder = Saved, but the disk did not confirm the new file in “{ $path }”: { $message }. A power failure could restore the previous version
toast-settings-failed = The settings could not be saved: { $reason }
read-only-folder = the folder { $folder } is not writable
read-only-by-other = { $who } has had it open in another window since { $since }
save-locked = { $path } is open in another window and cannot be overwritten; choose another name, or close that window first
toast-bulk = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 } changed; this can be undone
file-read-only-modified = Read-only, changes not saved
review-other = The reviewer must not be the assessor
section-header = header
section-meta = basic data
section-people = people
section-licenses = licenses
section-duties = duties
section-evidence = evidence
section-events = events
section-occurrences = completions
section-attestations = attestations
section-reports = annual reports
section-sessions = sessions
section-snapshots = snapshots
section-schedules = holiday schedules
section-bases = initial state of the history
section-archive = earlier history
section-blobs = evidence contents
failed-open = Cannot open
failed-save = Cannot save
failed-export = Cannot export
failed-open-hint = The file was not changed.

about-text = A compliance workbook for the holder of a Chinese value-added telecom license. One file contains everything; no server, no account, no network.
about-licenses = Fonts: Noto Sans CJK SC (SIL OFL 1.1), Phosphor Icons (MIT). Holiday schedules: holiday-cn (MIT).

agenda = Agenda
agenda-overdue = Overdue
agenda-undecided = Decision pending
agenda-now = As soon as possible
agenda-week = Within 7 days
agenda-month = Within 30 days
agenda-later = Later
agenda-done = Done
agenda-of-duties = { $n ->
    [one] of { $n } duty
   *[other] of { $n } duties
 }
agenda-empty = No deadlines
agenda-empty-hint = Record an event, or give a duty a due date in the checklist
agenda-show-done = Show done
provisional = Provisional
provisional-long = Provisional: the holiday schedule for these days is not published yet
month-view = Month
month-title = { $year }-{ $month }
month-today = Today
month-unknown = The holiday schedule for { $year } is not loaded; dates that depend on it are provisional.
make-up-workday = Make-up workday
day-unknown = Unknown
calculator = Deadline calculator
calculator-day = Start day
calculator-direction = Direction
calculator-amount = Amount
calculator-unit = Unit
unit-calendar-days = calendar days
unit-working-days = working days
unit-months = months
unit-years = years
direction-after = after
direction-before = before
direction-at-least = keep at least
keep-through = Keep through { $date }
destroy-from = May be destroyed from { $date }
own-target = Internal target { $date }
why-empty = Select a deadline
why-empty-hint = The steps by which it was calculated are shown here
why-steps = How it was calculated
why-event = Triggered by this event
why-other-law = Other rule: { $source }
step-separator = {"; "}
done-in-time = Done in time on { $date }
done-late = Done late on { $date }
close-title = Completion
close-day = Day of completion
close-note = What was done
close-done = Mark as done
close-day-wrong = Day of completion (YYYY-MM-DD): { $days }
completion-days-until = { $to } or earlier
completion-days-between = { $from } to { $to }
completion-days-ahead = from { $from } on, which is in the future
close-reopen = Reopen
renewal-title = Continue after expiry?
renewal-continue = Continue
renewal-stop = Stop
renewal-undecided = Undecided
renewal-number = Number
event-correct = Correct the event…
event-remove = Remove the event
event-remove-hint = Also removes the deadlines that follow from it; this can be undone
event-twice = duplicate?
event-twin =
    { $n ->
        [0] Recorded again on this day, perhaps the same event: { $note }
       *[other] Recorded again on this day, perhaps the same event: { $note } ({ $n } completed for the other one)
    }
event-twin-no-note = (no note)
event-twin-remove = Remove duplicate
event-twin-remove-hint = Also removes the deadlines that follow from the duplicate and their completions; this can be undone
event-title = Record an event
event-correct-title = Correct the event
event-search = Search events
event-day = Day
event-time = Time
event-time-hint = HH:MM
event-note = Details
event-follows = Deadlines that follow
event-nothing-follows = No duty depends on this event
event-record = Record
event-save = Correct
schedule-title = Holiday schedule for { $year }
schedule-days = { $off ->
    [one] { $off } day off
   *[other] { $off } days off
 }, { $work ->
    [one] { $work } make-up workday
   *[other] { $work } make-up workdays
 }
schedule-replaces = Replaces the schedule that the workbook has for this year
schedule-same = The workbook already has this schedule
schedule-moves-nothing = No deadlines move
schedule-moves = { $n ->
    [one] { $n } deadline moves:
   *[other] { $n } deadlines move:
 }
schedule-certain = now certain, { $date }
schedule-take = Apply
path-schedule = Import a holiday schedule
toast-event-recorded = { $n ->
    [one] Event recorded, { $n } deadline follows
   *[other] Event recorded, { $n } deadlines follow
 }
toast-event-corrected = { $n ->
    [one] Event corrected, { $n } deadline moved
   *[other] Event corrected, { $n } deadlines moved
 }
toast-became-due = Due since the last start: { $what }
local-user = Local user
cycle-none = Does not recur
cycle-monthly = Monthly
cycle-quarterly = Quarterly
cycle-half-yearly = Half-yearly
cycle-yearly = Yearly
cycle-every = Every { $length }
cycle-after-completion = { $length } after completion
cycle-days-after-completion = Days after last completion
cycle-length = Days
cycle-needs-due = Set the first due date
field-proposal = Proposed cycle
proposal-take = Apply: every { $length }
target-within-set = Company limit
unit-hours = hours
why-missing = Missing: { $what }
schedule-offered = Newer holiday schedule for { $year }
evidence-attach = Attach a file…
evidence-detach = Detach
path-evidence = Attach a file
own-limit = Company limit
toast-drop-where = Select a duty in the checklist first, then drop the file
evidence-save = Save as a file…
path-save-evidence = Save evidence
toast-who = There is no person “{ $name }”; there is { $like }. To add a new person, enter the name again
activity-stopping = Stopping…
toast-new-like = Added “{ $name }”; there is also { $like }. If they are the same person, merge them in Edit → People
owner-add = New person “{ $name }”…
command-show-people = People…

# The author of changes.
naming-ask = Who makes the changes?
naming-part = Who fills in this part?
naming-take = Use this name
naming-later = Not now

# People.
people-title = People
people-text = Owners, assessors, participants of sessions, and everyone who made changes. Renaming and merging can be undone; the history is not rewritten.
people-none = No people yet
people-new = Name of a new person
people-add = Add person
people-name = Name
people-rename = Rename
people-rename-whom = Rename { $name }
people-merge = Merge…
people-merge-whom = Merge { $name }
people-facts = owns { $owns }, { $records ->
    [one] 1 change
   *[other] { $records } changes
 }
people-also = also { $names }
people-taken = There is already a “{ $name }”; are they the same person?
people-merge-them = Merge
people-is = { $name } is
people-whom = (choose a person)
people-merge-hint = Both are then shown as the person you choose
