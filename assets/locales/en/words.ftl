# Words for what the workbook holds.

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
field-target-within = Internal target after an event
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
change-text = edit the { $field } of { $subject }
change-field = set the { $field } of { $subject } to { $to }
change-fact = state a fact: { $to }
change-tracked-from = change the first tracked day
change-renewal = renewal: { $to }
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
