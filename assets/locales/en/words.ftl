# Messages about the contents of the workbook: statuses, kinds, fields, changes.

status-not-started = Not started
status-in-progress = In progress
status-met = Met
status-not-met = Not met
status-not-applicable = Not applicable

kind-standing-duty = Standing duty
kind-prohibition = Prohibition
kind-event-deadline = Event deadline
kind-recurring-deadline = Recurring deadline
kind-retention-period = Retention period
kind-filing = Filing

applicability-applicable = Applicable
applicability-conditional = Conditional
applicability-not-applicable = Not applicable

field-status = Status
field-assessed-on = Assessed on
field-assessed-by = Assessed by
field-reviewed-on = Reviewed on
field-reviewed-by = Reviewed by
field-next-review = Next review
field-owner = Owner
field-due = Own due date
field-target = Internal target
field-recurrence = Recurrence
field-target-within = Internal target after event
field-statement = Statement
field-note = Internal note
field-justification = Justification
field-tags = Tags
field-evidence = Evidence

limit-amount = { $unit ->
    [working-days] { $n ->
        [one] { $n } working day
       *[other] { $n } working days
     }
    [months] { $n ->
        [one] { $n } month
       *[other] { $n } months
     }
    [years] { $n ->
        [one] { $n } year
       *[other] { $n } years
     }
    [hours] { $n ->
        [one] { $n } hour
       *[other] { $n } hours
     }
    [quarter] { $n ->
        [one] the first quarter
       *[other] quarter { $n }
     }
    [immediately] immediately
    [promptly] promptly
   *[calendar-days] { $n ->
        [one] { $n } day
       *[other] { $n } days
     }
 }
limit-after = { $amount } after { $anchor }
limit-before = { $amount } before { $anchor }
limit-within = within { $amount } of { $anchor }
limit-at-least = at least { $amount } from { $anchor }

yes = yes
no = no
nothing = (empty)
someone = (someone)
recorded = recorded
list-separator = {", "}

duties-count = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
change-nothing = no change
change-status = mark { $subject } as { $to }
change-status-from = mark { $subject } as { $to } (was { $from })
change-text = edit the { $field } of { $subject }
change-text-written = write the { $field } of { $subject }
change-text-removed = clear the { $field } of { $subject }
change-field = { $subject }, { $field }: { $to }
change-field-from = { $subject }, { $field }: { $from } → { $to }
change-field-removed = { $subject }, { $field } cleared (was { $from })
change-attached = attach to { $subject }: { $files }
change-detached = detach from { $subject }: { $files }
change-reviewed = review { $subject } ({ $day })
change-fact = fact “{ $fact }”: { $from } → { $to }
change-continues = continue after expiry: { $from } → { $to }
change-tracked-from = first tracked day: { $from } → { $to }
change-renewal = renewal: { $to }
change-renewal-removed = renewal step withdrawn: { $to }
change-scans = scan of license page { $pages }
change-person-renamed = rename a person: { $from } → { $to }
change-person-merged = merge people: { $name } is { $other }
change-person-parted = separate people: { $name } is not { $other }
change-confidential = mark { $subject } as confidential
change-not-confidential = mark { $subject } as not confidential
change-event-recorded = record an event: { $event }
change-event-removed = remove an event: { $event }
change-event-corrected = correct an event: { $from } → { $to }
change-done = { $subject } done on { $day }
change-done-from = { $subject }, day of completion: { $from } → { $day }
change-reopened = { $subject } reopened (was done on { $day })
change-report-begun = begin the { $report }
change-report-filed = { $report } filed on { $day }
change-report-unfiled = withdraw the filing of the { $report }
change-report-frozen = freeze the { $report }
change-report-correcting = { $report }: correction begun
change-report-corrected = { $report }: correction filed
change-report-reopened = unfreeze the { $report }
change-not-needed = { $subject }, { $field }: not needed
change-needed = { $subject }, { $field }: needed
change-session-begun = begin the session { $session }
change-session-resumed = continue the session { $session }
change-session-paused = pause the session { $session }
change-session-closed = end the session { $session }
change-session-reopened = reopen the session { $session }
change-session-joined = session { $session }: { $names } added
change-session-left = session { $session }: { $names } removed
change-session-day = session { $session }: date { $day }
change-session-at = session { $session }: moved to { $label }
change-session-minutes = session { $session }: edit the minutes
change-session-skipped = session { $session }: { $label } skipped
change-session-unskipped = session { $session }: { $label } no longer skipped
change-decided = session { $session }, decision: { $what }
change-decision-edited = session { $session }, decision edited: { $what }
change-decision-removed = session { $session }, decision removed: { $what }
phrase-of-day = { $what } ({ $day })
phrase-due = due { $day }
phrase-done-on = done on { $day }
phrase-open = not done
phrase-with-files = with { $files }
phrase-file-gone = (a removed file)
phrase-file-confidential = (a confidential file)
phrase-withheld = (left out)
phrase-report = annual report for { $year }
phrase-part-head = text “{ $name }”
phrase-part-draft = draft of “{ $name }”
phrase-part-title = title of “{ $name }”
phrase-part-figure = figure “{ $name }”
phrase-part-material = material “{ $name }”
phrase-session-at = position in the agenda
phrase-session-skipped = { $label } postponed
phrase-session-closed = date of ending
phrase-session-paused = paused
phrase-follow-up = follow-up
phrase-effective-on = date of the document
phrase-valid-until = valid until
phrase-against = checklist: { $status }
phrase-alias = { $name } (is { $other })
phrase-separator = {"; "}
phrase-more = { $n ->
    [one] 1 more
   *[other] { $n } more
 }
what-changed = { $what ->
    [person] person
    [license] license
    [duty] duty
    [event] event
    [occurrence] occurrence
    [attestation] attestation
    [report] report
    [session] session
    [snapshot] snapshot
    [schedule] holiday schedule
   *[evidence] evidence
 }
change-added = add { what-changed }: { $name }
change-removed = remove { what-changed }: { $name }
change-edited = edit { what-changed }: { $name }
history-definition = definition of the duty
history-correction = item of the license
history-settled = doubt about the license
phrase-retired = retired: { $reason }
change-value = { $subject }: { $from } → { $to }
change-doubt-settled = settle a doubt about the license text
change-doubt-open = reopen a doubt about the license text
