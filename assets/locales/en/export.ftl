# Words of exports and of the command line.

# What a table is called.
table-duties = Checklist
table-license = License and snapshot
table-services = Licensed services
table-counts = Counts
table-clauses = Special provisions as issued
table-dates = Dates
table-evidence = Evidence
table-facts = Facts about the company
table-events = Events
table-occurrences = Occurrences
table-people = People
table-annotations = Doubts about the text
table-problems = Text that was not understood
table-history = History

# The license and the snapshot.
license-number = License number
license-company = Company
license-representative = Legal representative
license-authority = Issuing authority
license-blank = (blank in the original)
license-issued-on = Issued on
license-valid-until = Valid until
license-validity = Validity
license-pages = Pages
license-continues = Continue after expiry
license-renewal = Renewal so far
license-tracked-from = First tracked day
snapshot-on = Snapshot of
snapshot-scope = Scope
snapshot-left-out = Left out
snapshot-evidence-withheld = Confidential evidence left out
snapshot-workbook = Workbook id
snapshot-format = Snapshot format
undecided = not decided yet
validity-unknown = no day of expiry stated
validity-last-day = today is the last day
validity-expired = { $n ->
    [one] expired { $n } day ago
   *[other] expired { $n } days ago
 }
validity-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
 }
renewal-prepared = prepared
renewal-filed = filed
renewal-accepted = accepted
renewal-decided = decided
left-out-notes = internal notes and process matter
left-out-history = history
left-out-confidential = confidential evidence
left-out-nothing = nothing
scope-all = all duties
scope-summary = one page
scope-open = open duties
scope-overdue = overdue duties

# Columns.
column-item = Item
column-value = Value
column-class = Class
column-service = Service
column-limited-to = Limited to
column-includes = Including
column-excludes = Excluding
column-remarks = Remarks
column-clause = Clause
column-topic = Topic
column-total = Total
column-applying = Applying
column-overdue = Overdue
column-met-without-evidence = Met without evidence
column-without-owner = Without owner
column-pages = Page
column-applies-to = For
column-text = Text as issued
column-due-day = Due
column-date-state = State
column-label = No.
column-title = Duty
column-date-rule = Rule
column-raw-day = Counted day
column-provisional = Provisional
column-reason = Reason
column-missing = Missing
column-steps = How it was counted
column-id = Id
column-file = File
column-description = Description
column-used-by = Used by
column-effective-on = Dated
column-valid-until = Valid until
column-expired = Expired
column-attached-by = Attached by
column-attached-at = Attached at (UTC+8)
column-media-type = Type
column-size = Size (bytes)
column-linked = Kept
column-confidential = Confidential
column-sha256 = SHA-256
column-replaces = Replaces
column-fact = Statement
column-holds = True
column-key = Key
column-day = Day
column-time = Time
column-event = Event
column-what-happened = What happened
column-evidence = Evidence
column-person = Name
column-role = Role
column-owns = Duties owned
column-annotation-kind = Kind of doubt
column-words = Words
column-message = Explanation
column-line = Line
column-moment = When (UTC+8)
column-author = Who
column-deed = What was done
column-subject = What
column-field = Field
column-from = From
column-to = To
column-undoes = Undoes
column-deciding-day = Deadline
column-overdue-days = Days overdue
column-quote = Words of the license
column-kind = Kind
column-optional = Not in the license
column-applicability = Applicability
column-trigger = Trigger
column-limit = Limit
column-timing = Timing
column-authority = Authority
column-accepted-evidence = Accepted evidence
column-condition = Condition
column-conditions = Decided by
column-other-law = Limits of other laws
column-remark = Remark
column-related = Related
column-event-day = Event on
column-due-at = Due at
column-target = Internal target
column-reminder = Reminder
column-keep-through = Keep through
column-destroy-from = May be destroyed from
column-done-on = Done on
column-late = Late
column-period = Period
column-event-id = Event id
column-sequence = Revision
column-changed-at = Changed at (UTC+8)
column-what-was-done = What was done

counts-all = All
evidence-linked = in a file
evidence-embedded = in the workbook
evidence-withheld = { $n ->
    [one] { $n } confidential piece of evidence is left out
   *[other] { $n } confidential pieces of evidence are left out
 }
evidence-effective = dated { $day }
evidence-valid-until = valid until { $day }
evidence-expired = expired
evidence-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
 }
not-stated = not stated
withheld = (left out)
predicate = { $kind ->
    [fact] fact “{ $what }”
    [event] event “{ $what }”
   *[service] service “{ $what }”
 }
other-law = { $limit } ({ $source })
related = { $label } ({ $kind })
relation-twin = twin
relation-alternative = alternative
relation-follows = follows
relation-see-also = see also
recurrence-from-completion = every { $amount }, from completion
recurrence-from-due = every { $amount }, from the last due date
recurrence-day = on day { $n } of the month
date-step = { $text } ({ $source })
ics-name = License dates
ics-cancelled = Cancelled: { $title }
named-value = { $name }: { $value }
provisional-day = Provisional: a holiday schedule is not known yet, this is the safe day
date-rule-own-due = Set by the company
date-rule-before-expiry = Before expiry
date-rule-annual-report = First quarter of every year
date-rule-event = After an event
date-rule-retention = To be kept
date-rule-target = Internal target
date-state-overdue = Overdue
date-state-decision-missing = Decision missing
date-state-due-soon = Due soon
date-state-later = Later
date-state-done = Done
date-state-done-late = Done late
annotation-missing-words = Missing words
annotation-character-form = Character form
annotation-stray-space = Stray space
annotation-mixed-punctuation = Mixed punctuation
annotation-naming = Two names
annotation-authority = Authority
annotation-blank = Blank

history-whole = { what-changed }
history-fact = fact
history-tracked-from = first tracked day
history-continues = whether to continue after expiry
history-renewal = renewal

# The page.
page-title = License compliance checklist
page-summary-title = License compliance at a glance
page-as-of = As of { $day }
page-counts-line = { $total ->
    [one] { $total } duty
   *[other] { $total } duties
 }, { $applying ->
    [one] { $applying } applies
   *[other] { $applying } apply
 }, { $met } met
page-progress = Progress
page-contents = Contents
page-over-time = Duties by status from { $from } to { $until }
page-at-a-glance = Checklist at a glance
page-details = Checklist in detail
page-appendix = Appendix
page-identifiers = Identifiers
page-identifiers-note = A program finds the records again by these; to read and to check, go by numbers and days.
page-provision-short = § { $name }
page-provision = Provision { $name }
page-done = Met
page-answer = Where it stands
page-demand = What is asked
page-text = Text as issued
page-pages = { $n ->
    [one] page { $pages }
   *[other] pages { $pages }
 }
page-overdue = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
 }
page-empty = None
page-show = Show
page-find = Click a heading to fold it; the browser’s Find (Ctrl+F) searches all of it without a network
page-left-out = Left out of this file: { $what }.
page-footer = Made by License Workbook from its data of { $day }. The text issued by the authority is authoritative.

# What printed documents say besides.
pdf-page = Page { $page } of { $pages }
summary-pressing = { $overdue ->
    [one] { $overdue } duty overdue
   *[other] { $overdue } duties overdue
 }, { $undecided } to be decided
summary-next = Next dates
summary-more = Not listed on this page: { $overdue ->
    [0] { $undecided } more to be decided
   *[other] { $overdue ->
        [one] { $overdue } more duty overdue
       *[other] { $overdue } more duties overdue
    }{ $undecided ->
        [0] {""}
       *[other] , { $undecided } to be decided
    }
 }
summary-other-dates = ({ $n ->
    [one] { $n } more date
   *[other] { $n } more dates
 } of this duty)
signature-prepared = Prepared by
signature-reviewed = Reviewed by
signature-seal = Company seal
signature-day = Date

# Answers of commands.
cli-made = Made { $path }: { $number }, { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 }
cli-uncatalogued = The catalog does not know { $clause }: it became one duty, to be split by hand
cli-exported-to-stdout = Written to standard output: { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } as of { $day }
cli-exported = Exported { $path }: { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } as of { $day }
export-unprintable = Note: the fonts of the PDF have no { $characters }; their codes are printed instead
cli-info-clauses = { $provisions ->
    [one] { $provisions } provision
   *[other] { $provisions } provisions
 }, { $items ->
    [one] { $items } sub-item
   *[other] { $items } sub-items
 }
cli-info-duties = { $total ->
    [one] { $total } duty
   *[other] { $total } duties
 }: { $applicable } applicable, { $conditional } conditional, { $not } not applicable
cli-info-doubts = { $annotations ->
    [one] { $annotations } doubt about the text
   *[other] { $annotations } doubts about the text
 }, { $problems ->
    [one] { $problems } piece of text not understood
   *[other] { $problems } pieces of text not understood
 }
cli-check-expired = The license expired on { $day }, { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
 }
cli-check-valid = The license is valid until { $day }, { $n ->
    [one] { $n } day left
   *[other] { $n } days left
 }
cli-changed-section = The section “{ $section }” was changed by another program; the history does not know of it
cli-evidence-changed = The evidence “{ $name }” is not what was attached
cli-evidence-missing = The evidence “{ $name }” is not there
cli-evidence-left-out = { $n ->
    [one] This copy was made without the contents of one piece of evidence; the workbook it was made from has them
   *[other] This copy was made without the contents of { $n } pieces of evidence; the workbook it was made from has them
 }
cli-set-nothing = { $label } stands so already; nothing was changed
cli-set-ruled-out = Note: by the annex { $label } does not apply ({ $reason }), so it is still shown as such
cli-set-follows = Note: the status of { $label } follows from recorded events and annual reports; it is shown as { $status } until their dates are closed or reopened
cli-due = Due { $day }
cli-raw = As counted { $day }
cli-keep-through = To be kept through { $day }
cli-destroy-from = May be destroyed from { $day } on
cli-provisional = provisional: a holiday schedule is missing
event-ahead = Note: { $day } is still ahead
cli-event-time-missing = Note: minutes matter here; record the time with --at HH:MM
cli-no-events = No event has been recorded
cli-schedule-known = The workbook has this schedule of { $year } already ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 })
cli-schedule-would = The schedule of { $year } ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 }) was not taken over; it would move:
cli-schedule-taken = Took over the schedule of { $year } ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 }); moved:
cli-schedule-moves-nothing = {"  "}no date

# Why a command could not be done, and what to do next: one line each.
cli-no-home = The system names no home folder; name one in the variable LICENSE_WORKBOOK_STATE_DIR
cli-locked = “{ $path }” has been open by { $who } since { $since }; try again when it is closed, or wait longer with --wait SECONDS
cli-locked-by-someone = “{ $path }” is open by somebody else, who cannot be read from its lock file; try again when it is closed, or wait longer with --wait SECONDS
cli-recoverable = “{ $path }” has unsaved changes of an earlier opening; open it in the window first and recover them
cli-no-license = “{ $path }” holds no license; make a workbook with license-workbook new
cli-not-a-license = “{ $path }” is neither a workbook nor the text of a license; check the path
cli-not-utf-8 = “{ $path }” is not UTF-8 text; save it as UTF-8 and try again
cli-export-over-workbook = “{ $path }” is a workbook, and no export replaces it; choose another name
cli-export-exists = “{ $path }” exists and is no export of this program; choose another name, or add --force
cli-reason-missing = “{ $path }” is unchanged: { $label } needs a reason to be not applicable; add --reason
cli-unknown-label = “{ $path }” has no duty “{ $label }”; the nearest is { $nearest }
cli-cannot-be-computed = It cannot be computed: { $missing }; correct the day or the span and try again
cli-unknown-kind = There is no kind of event “{ $kind }”; did you mean { $nearest }? Type the name in brackets; known are: { $known }
cli-event-kind = { $name } ({ $key })
cli-evidence-not-whole = The evidence “{ $name }” is changed or missing, or this copy lacks its contents: it was left out; see license-workbook check
cli-unknown-provision = The license of “{ $path }” has no “{ $clause }”; see its provisions with license-workbook info
cli-formats-need-zip = Several formats go into a .zip only, which “{ $path }” is not; give a name that ends in .zip
cli-unknown-event = “{ $path }” has no event “{ $event }”; see license-workbook event list
cli-no-occurrence = “{ $path }”: nothing of { $label } is open or closed for { $cause }; no date of it is open
cli-no-occurrence-but = “{ $path }”: nothing of { $label } is for { $cause }; these of its dates are open: { $open }
cli-closing-day = “{ $path }”: { $label } cannot have been completed on { $day }. Allowed: { $days }. Nothing was changed
open-not-found = “{ $path }” does not exist; check the path, the file may have been moved, or its drive not be connected
open-is-a-folder = “{ $path }” is a folder; choose a file
open-not-a-file = “{ $path }” is not a file; choose a file
open-permission = No permission to read “{ $path }”; ask its owner for access, or for a copy
open-too-large = “{ $path }”: { limit-exceeded }
open-being-written = “{ $path }” is being written by another program, or holds more than its size says; try again when that is done
open-io = “{ $path }” could not be read: { $message }; try again, or open a copy from another disk
format-empty = “{ $path }” is empty; let the sync client finish, ask for the file again, or open a backup of it
format-nul-bytes = “{ $path }” was written only in part (zero bytes from line { $line } on); let the sync client finish, ask for the file again, or open a backup of it
format-utf-16 = “{ $path }” is UTF-16; save it again as UTF-8 in the editor that changed it, or open a backup
format-not-utf-8 = “{ $path }” is not UTF-8 at line { $line }, column { $column }; save it again as UTF-8 in the editor that changed it, or open a backup
format-truncated = “{ $path }” is incomplete, it ends at line { $line }, column { $column }; let the sync client finish, ask for the file again, or open a backup of it
format-not-a-workbook = “{ $path }” is not a workbook; { $surface ->
    [window] choose a .ron file that License Workbook saved, or make a new workbook from the text of a license
   *[command] choose a .ron file that License Workbook saved, or make one from the text of a license with license-workbook new --license
 }
format-newer = “{ $path }” was saved by a newer version of the program; install that version
format-too-deep = “{ $path }”: brackets are nested deeper than { $most } at line { $line }; open a backup
format-conflict-markers = “{ $path }” has an unresolved conflict of version control from line { $line } on (<<<<<<<); take one of the two versions back first, both can then be merged as copies
format-syntax = “{ $path }”, line { $line }, column { $column }: { $what ->
    [expected] here must stand { $expected }
    [kind] a value of another kind must stand here
    [value] there is no “{ $found }”, only “{ $expected }”
    [number] the number is none, or too large
    [quoted] a quoted text does not end, or has a wrong escape
    [day] there is no such day or time
    [id] an id has another form
    [length] the number of items is wrong
    [comment] a comment does not end
    [sign] this sign means nothing here
    [bracket] the brackets do not match
    [surplus] there are more than { $most } fields
    [trailing] something stands behind the end, or a value is incomplete
    [packed] a part of the earlier history is damaged
   *[other] it is not understood (original message: { $message })
 }; correct it there in a text editor, or open a backup
format-unknown-field = “{ $path }”, line { $line }, column { $column }: the format has no field “{ $name }”; correct it there in a text editor, or open a backup
format-missing-field = “{ $path }”, line { $line }, column { $column }: the field “{ $name }” is missing; correct it there in a text editor, or open a backup
format-duplicate-key = “{ $path }”, line { $line }, column { $column }: “{ $name }” is there twice; correct it there in a text editor, or open a backup
format-invalid = “{ $path }” contradicts itself from line { $line }, column { $column } on: “{ $name }” { $what ->
    [justification] is marked as not applicable without a justification
    [empty] has an empty name or text
    [dangling] refers to something that is not in the workbook
    [twice] is there twice
   *[other] does not fit the rest
 }{ $others ->
    [none] {""}
   *[some] , and { $more } more
 }; correct it there in a text editor, or open a backup
save-changed-underneath = “{ $path }” was changed by another program meanwhile and is not saved; { $surface ->
    [window] look at what differs, or save under another name
   *[command] run the command again
 }
save-gone = “{ $path }” was moved or deleted meanwhile and is not saved; check the path
save-appeared = “{ $path }” exists and is unchanged; { $surface ->
    [window] choose another name
   *[command] choose another name, or add --force to replace it
 }
save-disk-full = The disk of “{ $path }” is full, nothing was saved; free some space, or save on another disk
save-read-only = “{ $path }” is read-only, nothing was saved; make it writable, or use a copy in a folder of your own
save-permission = No permission to write “{ $path }”, nothing was saved; use a copy in a folder of your own
save-no-such-folder = The folder “{ $path }” does not exist; connect the drive, or choose another folder
save-is-a-folder = “{ $path }” is a folder; choose another name
save-not-a-file = “{ $path }” is a pipe or a device and no file; choose another name, or - for standard output where the command takes it
save-in-use = Another program has “{ $path }” open, nothing was saved; close it there and try again
save-bad-name = The disk does not take the name “{ $path }”; choose another name
save-io = “{ $path }” could not be saved: { $message }; try again, or choose another name
save-unwritable = The workbook cannot be written as a file: { $message }; please report this
