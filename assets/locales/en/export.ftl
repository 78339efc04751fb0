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
left-out-notes = internal notes
left-out-history = history
left-out-confidential = confidential evidence
left-out-nothing = nothing

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
column-subject = What
column-field = Field
column-from = From
column-to = To
column-undoes = Undoes
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
date-rule-own-due = Set by the company
date-rule-before-expiry = Before expiry
date-rule-annual-report = First quarter of every year
date-state-overdue = Overdue
date-state-decision-missing = Decision missing
date-state-due-soon = Due soon
date-state-later = Later
date-state-done = Done
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

# The page.
page-title = License compliance checklist
page-as-of = As of { $day }
page-counts-line = { $total } duties, { $applying } apply, { $met } met
page-progress = Progress
page-contents = Contents
page-at-a-glance = Checklist at a glance
page-details = Checklist in detail
page-appendix = Appendix
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
page-due = Due { $day }
page-no-owner = no owner
page-empty = None
page-left-out = Left out of this file: { $what }.
page-footer = Made by License Workbook from its data of { $day }. The text issued by the authority is authoritative.
