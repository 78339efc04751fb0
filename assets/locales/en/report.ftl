# Messages about the annual report: sessions, confirmations, text, missing items.

menu-report = Report
command-show-report = Annual report
command-walk-through = Walk through the agenda
command-write-pack = Make the report pack…
date-rule-follow-up = Session follow-up
date-rule-remedy = Remedy of an exception

report-state-not-due = Not due
report-state-open = Open
report-state-prepared = Frozen, not filed
report-state-filed = Filed
report-state-correcting = Filed, correction begun
report-state-late = Late
attested-confirmed = Confirmed
attested-exception = Exception
attested-not-applicable = Not applicable
attested-open = Not confirmed
attested-remedy = Remedy: { $remedy } (by { $day })
attested-remedy-open = Remedy: { $remedy }
attested-remedy-day = Remedy by { $day }
attested-withdraw = Withdraw
attested-nevertheless = Confirmed with a reason
attested-contradicts = Differs from the checklist
attested-by-filing = By filing this report
change-attestation = { $subject } for { $year }: { $to }
change-attestation-from = { $subject } for { $year }: { $to } (was { $from })

flag-unconfirmed = Not confirmed this year
flag-contradicts = Differs from the checklist, no reason given
flag-unchecked = Wording of the previous year, not checked
flag-overdue = Overdue
flag-follow-up-open = Follow-up open
flag-clause-changed = Clause wording changed
flag-changed-since = Changed since confirmation
flag-exception-before = Exception in the previous year
flag-no-evidence = No evidence
flag-evidence-expired = Evidence expired
flag-evidence-old = Evidence older than the report year

report-tab-progress = Progress and filing
report-tab-sessions = Sessions
report-tab-duties = Confirmations
report-tab-text = Text
report-tab-material = Material
report-year = Year { $year }
report-earlier = Record an earlier year
report-nothing = There is no annual report
report-nothing-hint = The license has no duty to report in the first quarter of each year, or the duty is marked as not applicable
report-filed-on = filed on { $day }
report-filed-late = filed on { $day }, after the filing window
report-late-by = { $n ->
    [one] the filing window closed { $n } day ago
   *[other] the filing window closed { $n } days ago
 }
report-opens-in = { $n ->
    [one] opens in { $n } day, on { $day }
   *[other] opens in { $n } days, on { $day }
 }
report-days-left = { $n ->
    [one] { $n } day left, until { $day }
   *[other] { $n } days left, until { $day }
 }
report-locked = The report is frozen; to change it, unfreeze it under “Progress and filing”
report-locked-correct = The report was filed; to change it, begin a correction under “Progress and filing”
report-not-begun = Not begun yet: start a session, or write anything
report-purpose = Annual report for { $year }

report-card-window = Filing window
report-window-long = Filed in the first quarter of { $year }: by law from { $from }, on the platform usually from { $platform }, until { $to }; the last day does not move for days off
report-reminder = The last working day is { $day }; file by then
report-tally = { $done } of { $total } confirmed: { $confirmed } met, { $exceptions ->
    [one] { $exceptions } exception
   *[other] { $exceptions } exceptions
 }, { $na } not applicable
report-tally-against = , { $n } confirmed against the checklist
report-tally-differing = ; { $n ->
    [one] { $n } differs from the checklist
   *[other] { $n } differ from the checklist
 }
report-card-gaps = Missing before filing
report-card-gaps-filed = Filed with these gaps
report-no-gaps = Nothing is missing; the report can be frozen
gap-blocking = Required for a complete report
gap-to-know = For information
gap-changed-since-frozen = { $n ->
    [one] { $n } change was merged after freezing and is not in the frozen version: unfreeze the report and freeze it again
   *[other] { $n } changes were merged after freezing and are not in the frozen version: unfreeze the report and freeze it again
}
gap-status-since-frozen = { $n ->
    [one] The status of { $n } duty was changed in the checklist after freezing; the frozen version is unchanged
   *[other] The status of { $n } duties was changed in the checklist after freezing; the frozen version is unchanged
 }
gap-unattested = { $n ->
    [one] { $n } duty is not confirmed for the year
   *[other] { $n } duties are not confirmed for the year
 }
gap-no-remedy = { $n ->
    [one] { $n } exception has no remedy or no date for it
   *[other] { $n } exceptions have no remedy or no date for it
 }
gap-against-checklist = { $n ->
    [one] { $n } duty differs from the checklist, without a reason
   *[other] { $n } duties differ from the checklist, without a reason
 }
gap-explained = { $n ->
    [one] { $n } duty differs from the checklist, with a reason
   *[other] { $n } duties differ from the checklist, with a reason
 }
gap-unchecked = { $n ->
    [one] { $n } duty has the wording of the previous year, not checked
   *[other] { $n } duties have the wording of the previous year, not checked
 }
gap-head-contradicts = { $n ->
    [one] The text states that { $n } duty is met, but the checklist does not: { $head }
   *[other] The text states that { $n } duties are met, but the checklist does not: { $head }
 }
gap-figures-invalid = { $n ->
    [one] { $n } figure is invalid: { $head }
   *[other] { $n } figures are invalid: { $head }
 }
gap-no-proof = { $n ->
    [one] { $n } duty is confirmed without evidence
   *[other] { $n } duties are confirmed without evidence
 }
gap-evidence-expired = { $n ->
    [one] The evidence of { $n } duty has expired
   *[other] The evidence of { $n } duties has expired
 }
gap-head-empty = No text: { $head }
gap-head-outdated = The data behind it changed, the text did not: { $head }
gap-figures = { $n ->
    [one] { $n } figure missing: { $head }
   *[other] { $n } figures missing: { $head }
 }
gap-material = Material not ready: { $material }
gap-follow-ups = { $n ->
    [one] { $n } follow-up is overdue
   *[other] { $n } follow-ups are overdue
 }
report-card-file = Freezing and filing
report-freeze-hint = Freezing keeps the text, the confirmations and the current checklist as a snapshot that cannot be changed, with a digest
report-freeze = Freeze the report
report-freeze-with = The report is frozen as it is now ({ $blocking } required missing, { $others } for information):
report-freeze-anyway = Freeze anyway
report-file-anyway = Freeze and mark as filed
report-frozen = Frozen on { $day } by { $by }
report-reopen = Unfreeze
report-reopen-hint = The frozen snapshot is kept
report-export = Export { $kind }…
report-pack = Make the pack…
report-filed-day = Filed on
report-receipt = Receipt number
report-file = Mark as filed
report-unfile = Withdraw the filing
report-filed-day-between = The filing day must be between { $from } and { $to }
report-file-not-yet = The report can be filed once its filing window has opened
report-file-elsewhere = Prepared and filed elsewhere (before this workbook was used, or only on the platform)
report-elsewhere = Prepared and filed without this workbook
report-locked-filed = The filed content cannot be changed
report-correct = Correct a filed report…
report-correct-hint = The text, the confirmations and the sessions can be edited again; the reason is kept with the report, and the frozen snapshot stays
report-correct-why = Reason for the correction
report-correct-begin = Begin correction
report-correcting = Being corrected since { $day }: { $why }
report-corrected = Correction filed on { $day }: { $why }
report-file-correction = Mark the correction as filed
report-receipt-is = Receipt { $receipt }
report-card-before = Previous year: { $year }
report-before-none = The workbook has no report for the previous year
report-before-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
 }
report-before-show = Show previous year

session-start = Start a session
session-go-on = Continue
session-participants = Participants
session-participants-hint = Participants, separated by commas; you are added automatically
session-name = No. { $n } · { $day }
session-title = Session of { $day }
session-progress = { $done } of { $total } on the agenda confirmed
session-resumed = continued { $days }
session-closed = ended { $day }
session-close = End session
session-reopen = Reopen
session-remove = Delete session
session-minutes-file = Minutes as { $kind }…
session-day = Day
session-leaves = Remove { $name }
session-joins = Add a participant, press Enter
session-decisions = Decisions and follow-ups
session-minutes = Minutes
session-locked = The report is frozen or filed: its sessions cannot be changed
session-minutes-hint = What was discussed; decisions and confirmations are listed automatically
sessions-none = No sessions yet
sessions-none-hint = A session goes through the duties one by one; pause at any time and continue on another day or another computer
decision-add = Add
decision-remove = Delete this decision
follow-up-done = Done: { $what }
follow-ups-title = Open follow-ups ({ $n })
agenda-title = { $n ->
    [one] Agenda: { $n } duty to discuss
   *[other] Agenda: { $n } duties to discuss
 }
agenda-hint = The next session goes through these duties; each one shows why it is listed
toast-nothing-open = There are no duties to discuss

walk-confirm = Confirm
walk-take-proposal = Use proposal
walk-exception = Exception
walk-not-applicable = Not applicable
walk-assign = Assign
walk-attach = Attach
walk-decide = Decide
walk-skip = Skip
walk-back = Back
walk-pause = Pause
walk-checklist-open = Show in the checklist
trail-at = Problem { $at } of { $total }
trail-next = Next problem
trail-back = Previous problem
trail-next-listed = Next
trail-back-listed = Previous
trail-leave = Back
trail-no-remedy = Exception without remedy or date
trail-explained = Differs from the checklist, with a reason
walk-explained = The checklist says “{ $status }”; a reason is given
walk-contradicts = The checklist says “{ $status }”; no reason is given
walk-unchecked = From the report for { $year }, not checked
walk-checked = Checked
walk-title = Report for { $year } · session of { $day }
walk-title-alone = Report for { $year } · no session
walk-at = { $at } of { $total }
walk-done = { $done } of { $total } confirmed
walk-before = Previous year ({ $year })
walk-before-none = Nothing was confirmed in the previous year
walk-changed = Changed since: { $what } ({ $day })
walk-definition = requirement
walk-now = This year ({ $year })
walk-checklist = Checklist:
walk-no-evidence = No evidence
proposal = Proposal: { $answer }
proposal-year-before = The clause has the same wording as in the previous year; its answer can be used again
proposal-day-passed = The date of the previous year, { $day }, has passed: enter a new one
proposal-justification = The checklist says “Not applicable”
proposal-no-event = No event that triggers this duty was recorded
form-against = The checklist says “{ $status }”, which differs from the confirmation. How is this resolved?
form-nevertheless = Why it is confirmed although the checklist says “{ $status }”
form-justify = Why the checklist says “Not applicable”
against-met = It is met: change the status to met and confirm
against-exception = It was not complied with: write an exception with remedy and date
against-nevertheless = Confirm anyway, with a reason
against-keys = 1 to 3 choose, Esc changes nothing
form-exception = Exception: what was not complied with, and why
form-not-applicable = Why it did not apply in the year
form-assign = Owner
form-decide = Decision
form-remedy = Remedy
form-owner = Owner
form-until = Due, e.g. 2026-03-31
form-until-passed = This day has passed: the item will be overdue at once
form-take = Save
form-take-newcomer = Add the person “{ $name }” and save
form-keys = Ctrl+Enter saves, Esc cancels

duties-hint = Click a duty to start the walk-through there; answers of earlier years are only proposals
duties-before = { $year }: { $answer }

publication-public = published
publication-choice = publication optional
publication-not-public = not published
head-empty = No text
head-optional = Optional
head-drafted = Draft, unchanged
head-written = Written
head-outdated = Underlying data changed
head-diverged = Underlying data changed, and you edited the text
head-own-title = Custom title
head-own-title-hint = Leave empty to use the title in the regulation
head-text = Text for { $year }
head-text-hint = Use the draft, or write
head-before = Text for { $year }
figure-hint-amount = A number, such as 356.2
figure-hint-count = A whole number
figure-yes = Yes
figure-no = No
figure-not-a-number = “{ $value }” was not accepted: it is not a number
figure-not-whole = “{ $value }” was not accepted: it is not a whole number
figure-not-yes-or-no = “{ $value }” is neither yes nor no: choose one
figure-before = { $year }: { $value }
draft-take = Use draft
draft-update = Update to the new draft
draft-merge = Merge the new draft, keep my text
draft-replace = Replace with the draft
draft-compare = Compare
draft-compare-hint = Minus: only in the text; plus: only in the draft

material-count = { $done } of { $total } ready
material-hint = The list comes from notices of provincial communications administrations; add or leave out items as needed for your company
material-at-hand = Ready
material-not-needed = Not required of us
material-left-out = Not counted as missing
material-own = Add material, press Enter
material-remove = Remove

path-report-pack = Save the report pack as
path-report = Save the report as
path-minutes = Save the minutes as

paper-report = Annual report for { $year }, telecom business license
paper-minutes = Minutes of { $day }, session for the report for { $year }
paper-state = State
paper-attested = Confirmations
paper-frozen = Frozen
paper-exceptions = Exceptions and remedies
paper-no-exceptions = No exceptions
paper-until = Due
paper-nevertheless = Confirmed although the checklist has another status
paper-checklist-status = Checklist
paper-reason = Reason
paper-corrected = Corrected on { $day }
paper-not-at-hand = Not ready
paper-files = Files
paper-not-given = (not given)
paper-service = Service
paper-figure = Figure
paper-value = Value
paper-year = Report year
paper-agenda = Items on the agenda
paper-resumed = Continued
paper-closed = Ended
paper-attested-here = Confirmed in this session
paper-left = Postponed
paper-count = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
paper-answer = Answer
paper-words = Wording
paper-by = Confirmed by
paper-skipped = Skipped
paper-missing = missing:
paper-index = Index
paper-index-hint = The SHA-256 of each file; check with sha256sum --check
cli-no-report = There is no report for that year; reports exist for { $years } ({ $path })
cli-packed = The pack was written to { $path }

# The session in progress, and reports filed without this workbook.
session-running = Session { $session } is in progress: all changes are recorded in it
session-pause = Pause session
session-end = End session
session-back = Back to the walk-through
meeting-title = Start a session: annual report for { $year }
meeting-text = From the start until you pause or end it, every change is recorded in this session. A bar at the top of the window shows this.
meeting-go-on = Continue the session of { $day }
cli-filed-elsewhere-day = The report for { $year } cannot have been filed on { $day }: the filing window opened on { $from }, the day must not be in the future, and the license must have been issued by that year ({ $path })
cli-filed-already = The report for { $year } is already marked as filed ({ $path }); to change the day or the receipt, first withdraw the mark under Annual report in the window
cli-filed-elsewhere-frozen = The report for { $year } was frozen here ({ $path }), so it was not prepared elsewhere; mark it as filed under Annual report in the window, which keeps the frozen version
cli-filed-elsewhere-begun = The report for { $year } was begun here ({ $path }), so it was not prepared elsewhere; mark it as filed under Annual report in the window, which keeps its content
