# Messages about exports and the command line.

# Names of tables.
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
table-annotations = Doubtful passages
table-problems = Text not understood
table-history = History

# License and snapshot.
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
license-renewal = Renewal progress
license-tracked-from = First tracked day
snapshot-on = Snapshot as of
snapshot-scope = Scope
snapshot-left-out = Left out
snapshot-evidence-withheld = Confidential evidence left out
snapshot-workbook = Workbook id
snapshot-format = Snapshot format
undecided = not decided yet
validity-unknown = no expiry date given
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
left-out-notes = internal notes and preparation records
left-out-history = history
left-out-confidential = confidential evidence
left-out-nothing = nothing
scope-all = all duties
scope-summary = one page
scope-open = open duties
scope-overdue = overdue duties

# Columns and values of tables.
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
column-applying = Applicable
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
column-date-rule = Basis
column-raw-day = Calculated day
column-provisional = Provisional
column-reason = Reason
column-missing = Missing
column-steps = How it was calculated
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
column-linked = Stored
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
column-annotation-kind = Type of doubt
column-words = Wording
column-message = Explanation
column-line = Line
column-moment = Time (UTC+8)
column-author = Changed by
column-deed = Action
column-subject = Item
column-field = Field
column-from = From
column-to = To
column-undoes = Undoes
column-deciding-day = Deadline
column-overdue-days = Days overdue
column-quote = Words of the license
column-kind = Type
column-optional = Not in the license
column-applicability = Applicability
column-trigger = Trigger
column-limit = Limit
column-timing = Timing
column-authority = Authority
column-accepted-evidence = Accepted evidence
column-condition = Condition
column-conditions = Criteria
column-other-law = Limits in other laws
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
evidence-linked = linked file
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
    [named] service named “{ $what }”
   *[service] service “{ $what }”
 }
other-law = { $limit } ({ $source })
related = { $label } ({ $kind })
relation-twin = same requirement
relation-alternative = alternative
relation-follows = follows
relation-see-also = see also
recurrence-from-completion = every { $amount }, from completion
recurrence-from-due = every { $amount }, from the last due date
recurrence-day = on day { $n } of the month
date-step = { $text } ({ $source })
ics-name = License dates
ics-canceled = Canceled: { $title }
named-value = { $name }: { $value }
provisional-day = Provisional: a holiday schedule is missing; this is the earliest safe day
date-rule-own-due = Set by the company
date-rule-before-expiry = Before expiry
date-rule-annual-report = First quarter of every year
date-rule-event = After an event
date-rule-retention = Retention
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
annotation-naming = Inconsistent name
annotation-authority = Authority
annotation-blank = Blank

history-whole = { what-changed }
history-fact = fact
history-tracked-from = first tracked day
history-continues = whether to continue after expiry
history-renewal = renewal

# Content of documents and web pages.
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
page-identifiers-note = For programs, to find the records again; to read and to check, use numbers and dates.
page-provision-short = § { $name }
page-provision = Provision { $name }
page-done = Met
page-answer = Answer
page-demand = Requirement
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
page-find = Click a heading to collapse it; the browser’s Find (Ctrl+F) searches the whole page without a network
page-left-out = Left out of this file: { $what }.
page-footer = Made by License Workbook from its data of { $day }. Only the text issued by the authority is authoritative.

# Additional content of printed documents.
pdf-page = Page { $page } of { $pages }
summary-pressing = { $overdue ->
    [one] { $overdue } duty overdue
   *[other] { $overdue } duties overdue
 }, { $undecided ->
    [one] { $undecided } decision pending
   *[other] { $undecided } decisions pending
 }
summary-next = Next dates
summary-more = Not listed on this page: { $overdue ->
    [0] { $undecided ->
        [one] { $undecided } pending decision
       *[other] { $undecided } pending decisions
    }
   *[other] { $overdue ->
        [one] { $overdue } overdue duty
       *[other] { $overdue } overdue duties
    }{ $undecided ->
        [0] {""}
       *[other] , { $undecided ->
            [one] { $undecided } pending decision
           *[other] { $undecided } pending decisions
        }
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

# Results of commands.
cli-made = Created { $path }: { $number }, { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 }
cli-exported-to-stdout = Written to standard output: { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } as of { $day }
cli-exported = Exported { $path }: { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } as of { $day }
export-unprintable = Note: the fonts of the PDF lack { $characters }; the codes are printed instead
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
    [one] { $annotations } doubtful passage
   *[other] { $annotations } doubtful passages
 }, { $problems ->
    [one] { $problems } passage not understood
   *[other] { $problems } passages not understood
 }
cli-check-expired = The license expired on { $day }, { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
 }
cli-check-valid = The license is valid until { $day }, { $n ->
    [one] { $n } day left
   *[other] { $n } days left
 }
cli-changed-section = The section “{ $section }” was changed by another program; this is not recorded in the history
cli-evidence-changed = The evidence “{ $name }” has changed since it was attached
cli-evidence-missing = The evidence “{ $name }” is missing
cli-evidence-left-out = { $n ->
    [one] This copy was made without the contents of { $n } piece of evidence; the original workbook has them
   *[other] This copy was made without the contents of { $n } pieces of evidence; the original workbook has them
 }
cli-set-nothing = { $label } already has this answer; nothing was changed
cli-retired = Note: { $label } is retired ({ $reason }): it counts in no figure, date or export
cli-set-ruled-out = Note: according to the annex, { $label } does not apply ({ $reason }), so it is still shown as not applicable
cli-set-follows = Note: the status of { $label } follows from recorded events and annual reports; it is shown as { $status } until their deadlines are closed or reopened
cli-due = Due { $day }
cli-raw = Calculated { $day }
cli-keep-through = Keep through { $day }
cli-destroy-from = May be destroyed from { $day }
cli-provisional = provisional: a holiday schedule is missing
event-ahead = Note: { $day } is in the future
cli-event-time-missing = Note: this event has a deadline in minutes or hours; record the time with --at HH:MM
cli-no-events = No events have been recorded
cli-schedule-known = The workbook already has this schedule for { $year } ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 })
cli-schedule-would = The schedule for { $year } ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 }) was not imported; it would move:
cli-schedule-taken = Imported the schedule for { $year } ({ $n ->
    [one] { $n } day
   *[other] { $n } days
 }); moved:
cli-schedule-moves-nothing = {"  "}no dates

# Errors of commands: the reason and the next step, in one line each.
cli-no-home = The system has no home folder; set the variable LICENSE_WORKBOOK_STATE_DIR to a folder
cli-locked = “{ $path }” has been open by { $who } since { $since }; try again when it is closed, or wait longer with --wait SECONDS
cli-locked-by-someone = “{ $path }” is open by someone else, whose name cannot be read from the lock file; try again when it is closed, or wait longer with --wait SECONDS
cli-recoverable = “{ $path }” has unsaved changes from an earlier session; open it in the window first and recover them
cli-no-license = “{ $path }” contains no license; create a workbook with license-workbook new
cli-not-a-license = “{ $path }” is neither a workbook nor the text of a license; check the path
cli-not-utf-8 = “{ $path }” is not UTF-8 text; save it as UTF-8 and try again
cli-export-over-workbook = “{ $path }” is a workbook and is not overwritten by an export; choose another name
cli-export-exists = “{ $path }” exists and is not an export of this program; choose another name, or add --force
cli-reason-missing = “{ $path }” is unchanged: “not applicable” needs a reason for { $label }; add --reason
cli-unknown-label = “{ $path }” has no duty “{ $label }”; the nearest is { $nearest }
cli-cannot-be-computed = The date cannot be calculated: { $missing }; correct the day or the period and try again
cli-unknown-kind = There is no type of event “{ $kind }”; did you mean { $nearest }? Use the name in brackets; known are: { $known }
cli-event-kind = { $name } ({ $key })
cli-evidence-not-whole = The evidence “{ $name }” is changed or missing, or its contents are not in this copy: it was left out; see license-workbook check
cli-unknown-provision = The license in “{ $path }” has no “{ $clause }”; license-workbook info lists its provisions
cli-formats-need-zip = Several formats are written into a .zip file, and “{ $path }” is not one; give a name that ends in .zip
cli-unknown-event = “{ $path }” has no event “{ $event }”; see license-workbook event list
cli-no-occurrence = “{ $path }”: { $label } has no deadline for { $cause }, neither open nor closed; it has no open deadlines
cli-no-occurrence-but = “{ $path }”: { $label } has no deadline for { $cause }; its open deadlines are: { $open }
cli-closing-day = “{ $path }”: { $label } cannot have been completed on { $day }. Allowed: { $days }. Nothing was changed
open-not-found = “{ $path }” does not exist; check the path: the file may have been moved, or its drive is not connected
open-is-a-folder = “{ $path }” is a folder; choose a file
open-not-a-file = “{ $path }” is not a file; choose a file
open-permission = No permission to read “{ $path }”; request access or a copy from its owner
open-too-large = “{ $path }”: { limit-exceeded }
open-being-written = “{ $path }” is being written by another program, or contains more than its stated size; try again later
open-io = “{ $path }” could not be read: { $message }; try again, or open a copy on another disk
format-empty = “{ $path }” is empty; wait until synchronization has finished, request the file again, or open a backup
format-nul-bytes = “{ $path }” was written only in part (zero bytes from line { $line } on); wait until synchronization has finished, request the file again, or open a backup
format-utf-16 = “{ $path }” is UTF-16; save it again as UTF-8 in the editor that changed it, or open a backup
format-not-utf-8 = “{ $path }” is not UTF-8 at line { $line }, column { $column }; save it again as UTF-8 in the editor that changed it, or open a backup
format-truncated = “{ $path }” is incomplete and ends at line { $line }, column { $column }; wait until synchronization has finished, request the file again, or open a backup
format-not-a-workbook = “{ $path }” is not a workbook; { $surface ->
    [window] choose a .ron file saved by License Workbook, or create a workbook from the text of a license
   *[command] choose a .ron file saved by License Workbook, or create one from the text of a license with license-workbook new --license
 }
format-newer = “{ $path }” was saved by a newer version of the program; install that version
format-too-deep = “{ $path }”: brackets are nested deeper than { $most } at line { $line }; open a backup
format-conflict-markers = “{ $path }” has an unresolved version control conflict from line { $line } on (<<<<<<<); restore one of the two versions first, then merge the other as a copy
format-syntax = “{ $path }”, line { $line }, column { $column }: { $what ->
    [expected] expected { $expected } here
    [kind] a value of another type is expected here
    [value] “{ $found }” is not a known value; expected “{ $expected }”
    [number] the number is invalid or too large
    [quoted] a quoted text does not end, or has an invalid escape
    [day] the day or time does not exist
    [id] the id is invalid
    [length] the number of items is wrong
    [comment] a comment does not end
    [sign] unexpected character
    [bracket] the brackets do not match
    [surplus] there are more than { $most } fields
    [trailing] there is content after the end, or a value is incomplete
    [packed] a part of the earlier history is damaged
   *[other] the content is not understood (original message: { $message })
 }; correct it there in a text editor, or open a backup
format-unknown-field = “{ $path }”, line { $line }, column { $column }: unknown field “{ $name }”; correct it there in a text editor, or open a backup
format-missing-field = “{ $path }”, line { $line }, column { $column }: the field “{ $name }” is missing; correct it there in a text editor, or open a backup
format-duplicate-key = “{ $path }”, line { $line }, column { $column }: “{ $name }” appears twice; correct it there in a text editor, or open a backup
format-invalid = “{ $path }” contradicts itself from line { $line }, column { $column } on: “{ $name }” { $what ->
    [justification] is marked as not applicable without a reason
    [empty] has an empty name or text
    [dangling] refers to something that is not in the workbook
    [twice] appears twice
   *[other] is inconsistent with the rest
 }{ $others ->
    [none] {""}
   *[some] , and { $more } more
 }; correct it there in a text editor, or open a backup
save-changed-externally = “{ $path }” was changed by another program and was not saved; { $surface ->
    [window] review the differences, or save under another name
   *[command] run the command again
 }
save-gone = “{ $path }” was moved or deleted and was not saved; check the path
save-appeared = “{ $path }” already exists and is unchanged; { $surface ->
    [window] choose another name
   *[command] choose another name, or add --force to replace it
 }
save-disk-full = The disk of “{ $path }” is full, nothing was saved; free some space, or save on another disk
save-read-only = “{ $path }” is read-only, nothing was saved; make it writable, or use a copy in a folder of your own
save-permission = No permission to write “{ $path }”, nothing was saved; use a copy in a folder of your own
save-no-such-folder = The folder “{ $path }” does not exist; connect the drive, or choose another folder
save-is-a-folder = “{ $path }” is a folder; choose another name
save-not-a-file = “{ $path }” is a pipe or a device, not a file; choose another name, or - for standard output if the command supports it
save-in-use = Another program has “{ $path }” open, nothing was saved; close it there and try again
save-bad-name = The disk does not accept the name “{ $path }”; choose another name
save-io = “{ $path }” could not be saved: { $message }; try again, or choose another name
save-unwritable = The workbook cannot be written as a file: { $message }; please report this
annotation-misread = Likely misread
