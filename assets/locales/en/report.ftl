# The annual report: its sessions, what is attested, its text, and what is still missing.

menu-report = Report
command-show-report = Annual report
command-walk-through = Walk through what is open
command-write-pack = Make the report pack…
date-rule-follow-up = Session follow-up
date-rule-remedy = Remedy of an exception

report-state-not-due = Not due
report-state-open = Open
report-state-prepared = Frozen, to be filed
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
flag-unchecked = Wording of the year before, to be checked
flag-overdue = Overdue
flag-follow-up-open = Follow-up open
flag-clause-changed = Clause has other words
flag-changed-since = Changed since confirmed
flag-exception-before = Exception the year before
flag-no-evidence = No evidence
flag-evidence-expired = Evidence expired
flag-evidence-old = Evidence from before the year

report-tab-progress = Progress and filing
report-tab-sessions = Sessions
report-tab-duties = Confirmations
report-tab-text = Text
report-tab-material = Material
report-year = Year { $year }
report-earlier = Record an earlier year
report-nothing = There is no annual report
report-nothing-hint = The license has no duty to report in every first quarter, or it is marked as not applicable
report-filed-on = filed on { $day }
report-filed-late = filed on { $day }, after the window
report-late-by = { $n ->
    [one] the window closed { $n } day ago
   *[other] the window closed { $n } days ago
 }
report-opens-in = { $n ->
    [one] opens in { $n } day, on { $day }
   *[other] opens in { $n } days, on { $day }
 }
report-days-left = { $n ->
    [one] { $n } day left, until { $day }
   *[other] { $n } days left, until { $day }
 }
report-locked = The report is frozen; to change it, open it again under “Progress and filing”
report-locked-correct = The report was filed. To change it, begin a correction under “Progress and filing”
report-not-begun = Begin first: start a session, or write anything
report-purpose = Annual report on { $year }

report-card-window = Window
report-window-long = Filed in the first quarter of { $year }: by law from { $from }, on the platform usually from { $platform }, until { $to }, which does not roll over days off
report-reminder = The last working day is { $day }; file by then
report-tally = { $done } of { $total } confirmed: { $confirmed } met, { $exceptions ->
    [one] { $exceptions } exception
   *[other] { $exceptions } exceptions
 }, { $na } not applicable
report-tally-against = , { $n } confirmed against the checklist
report-tally-differing = ; { $n } differ from the checklist
report-card-gaps = Missing before filing
report-card-gaps-filed = Filed, with these gaps
report-no-gaps = Nothing is missing; it can be frozen
gap-blocking = The report is not complete without it
gap-to-know = To be known
gap-changed-since-frozen = { $n ->
    [one] One change came in by a merge after it was frozen, and is not in the frozen version: open it again and freeze it anew
   *[other] { $n } changes came in by a merge after it was frozen, and are not in the frozen version: open it again and freeze it anew
}
gap-status-since-frozen = { $n ->
    [one] The status of one duty was changed in the checklist since the report was frozen; what was frozen stays
   *[other] The status of { $n } duties was changed in the checklist since the report was frozen; what was frozen stays
 }
gap-unattested = { $n ->
    [one] { $n } duty is not confirmed for the year
   *[other] { $n } duties are not confirmed for the year
 }
gap-no-remedy = { $n ->
    [one] { $n } exception has no remedy or no day for it
   *[other] { $n } exceptions have no remedy or no day for it
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
    [one] { $n } duty has the wording of the year before, unchecked
   *[other] { $n } duties have the wording of the year before, unchecked
 }
gap-head-contradicts = { $n ->
    [one] the text calls { $n } duty met that is not met in the checklist: { $head }
   *[other] the text calls { $n } duties met that are not met in the checklist: { $head }
 }
gap-figures-invalid = { $n ->
    [one] { $n } figure is not what is asked for: { $head }
   *[other] { $n } figures are not what is asked for: { $head }
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
gap-head-outdated = Its grounds have changed, the text has not: { $head }
gap-figures = { $n ->
    [one] { $n } figure missing: { $head }
   *[other] { $n } figures missing: { $head }
 }
gap-material = Material not at hand: { $material }
gap-follow-ups = { $n ->
    [one] { $n } follow-up is overdue
   *[other] { $n } follow-ups are overdue
 }
report-card-file = Freezing and filing
report-freeze-hint = Freezing keeps the text, the confirmations and the checklist of the day as a snapshot that cannot change, with a digest
report-freeze = Freeze the report
report-freeze-with = This is frozen as it stands ({ $blocking } red, { $others } amber):
report-freeze-anyway = Freeze all the same
report-file-anyway = Freeze, and note as filed
report-frozen = Frozen on { $day } by { $by }
report-reopen = Open again
report-reopen-hint = The frozen snapshot is kept
report-export = Export { $kind }…
report-pack = Make the pack…
report-filed-day = Filed on
report-receipt = Number of the receipt
report-file = Note as filed
report-unfile = It was not filed: take the note back
report-filed-day-between = The day of filing lies between { $from } and { $to }
report-file-not-yet = It can be filed once its window has opened
report-file-elsewhere = Prepared and filed elsewhere (before this workbook, or on the platform alone)
report-elsewhere = Prepared and filed without this workbook
report-locked-filed = What was filed stays as it is
report-correct = Correct a filed report…
report-correct-hint = The text, the confirmations and the sessions can be changed again; the reason is kept with the report, and what was frozen stays
report-correct-why = Why it is corrected
report-correct-begin = Begin the correction
report-correcting = Being corrected since { $day }: { $why }
report-corrected = Correction filed on { $day }: { $why }
report-file-correction = Note the correction as filed
report-receipt-is = Receipt { $receipt }
report-card-before = The year before: { $year }
report-before-none = The workbook has no report on the year before
report-before-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
 }
report-before-show = Show the year before

session-start = Start a session
session-go-on = Go on
session-participants = Participants
session-participants-hint = Participants, separated by commas; you are added
session-name = No. { $n } · { $day }
session-title = Session of { $day }
session-progress = { $done } of { $total } on the agenda confirmed
session-resumed = went on { $days }
session-closed = closed { $day }
session-close = Close the session
session-reopen = Open again
session-remove = Delete the session
session-minutes-file = Minutes as { $kind }…
session-day = Day
session-leaves = { $name } did not take part
session-joins = Add a participant, press Enter
session-decisions = Decisions and follow-ups
session-minutes = Minutes
session-locked = The report is frozen or filed: its sessions stay as they are
session-minutes-hint = What was discussed; decisions and confirmations are listed by themselves
sessions-none = No session yet
sessions-none-hint = A session goes through the duties one by one; pause at any time and go on another day or on another machine
decision-add = Add
decision-remove = Delete this decision
follow-up-done = Done: { $what }
follow-ups-title = Open follow-ups ({ $n })
agenda-title = { $n ->
    [one] Agenda: { $n } duty to talk about
   *[other] Agenda: { $n } duties to talk about
 }
agenda-hint = The next session takes these up; behind each is why
toast-nothing-open = There is no duty to talk about

walk-confirm = Confirm
walk-take-proposal = Take the proposal
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
trail-leave = Go back
trail-no-remedy = Exception without remedy or day
trail-explained = Differs from the checklist, with a reason
walk-explained = The checklist says “{ $status }”; the reason is given
walk-contradicts = The checklist says “{ $status }”, and no reason is given for that
walk-unchecked = From the report on { $year }, to be checked
walk-checked = Checked
walk-title = Report on { $year } · session of { $day }
walk-title-alone = Report on { $year } · no session
walk-at = { $at } of { $total }
walk-done = { $done } of { $total } confirmed
walk-before = The year before ({ $year })
walk-before-none = Nothing was confirmed the year before
walk-changed = Changed since: { $what } ({ $day })
walk-definition = what the duty asks
walk-now = This year ({ $year })
walk-checklist = Checklist:
walk-no-evidence = No evidence
proposal = Proposal: { $answer }
proposal-year-before = The clause has the same words as the year before; its answer may be taken over
proposal-day-passed = The day of the year before, { $day }, has passed: give another one
proposal-justification = The checklist says that it does not apply
proposal-no-event = Nothing that would set it going was recorded
form-against = The checklist says “{ $status }”. How is it brought together with the confirmation?
form-nevertheless = Why it is confirmed although the checklist says “{ $status }”
form-justify = Why the checklist has it as not applicable
against-met = It is met: change the status to met, and confirm
against-exception = It was not kept: write an exception with remedy and day
against-nevertheless = Confirm nevertheless, with a reason
against-keys = 1 to 3 choose, Esc leaves everything as it was
form-exception = Exception: what was not kept, and why
form-not-applicable = Why it did not apply in the year
form-assign = Owner
form-decide = What was decided
form-remedy = How it is remedied
form-owner = Who sees to it
form-until = By 2026-03-31
form-until-passed = This day has passed: it will be overdue at once
form-take = Take down
form-take-newcomer = Add the person “{ $name }” and take it down
form-keys = Ctrl+Enter takes it down, Esc leaves

duties-hint = Click a duty to walk through from there; answers of earlier years are proposals and never taken over by themselves
duties-before = { $year }: { $answer }

publication-public = published
publication-choice = published if you choose
publication-not-public = not published
head-empty = No text
head-optional = May be empty
head-drafted = Draft, unchanged
head-written = Written
head-outdated = Its grounds have changed
head-diverged = Its grounds have changed, and you edited the text
head-own-title = Title of your own
head-own-title-hint = Empty for the title of the law
head-text = Text for { $year }
head-text-hint = Take the draft, or write
head-before = { $year } said
figure-hint-amount = A number, such as 356.2
figure-hint-count = A whole number
figure-yes = Yes
figure-no = No
figure-not-a-number = “{ $value }” is not taken: it is no number
figure-not-whole = “{ $value }” is not taken: it is no whole number
figure-not-yes-or-no = “{ $value }” is neither yes nor no: choose one
figure-before = { $year }: { $value }
draft-take = Take the draft
draft-update = Update to the new draft
draft-merge = Take in what is new, keep mine
draft-replace = Replace by the draft
draft-compare = Compare
draft-compare-hint = Minus: only in the text; plus: only in the draft

material-count = { $done } of { $total } at hand
material-hint = The list comes from notices of provincial administrations; add and leave out as fits your company
material-at-hand = At hand
material-not-needed = Not asked of us
material-left-out = Not counted as missing
material-own = Add material, press Enter
material-remove = Remove

path-report-pack = Save the report pack as
path-report = Save the report as
path-minutes = Save the minutes as

paper-report = Annual report on { $year }, telecom business license
paper-minutes = Minutes of { $day }, session for the report on { $year }
paper-state = State
paper-attested = Confirmations
paper-frozen = Frozen
paper-exceptions = Exceptions and their remedy
paper-no-exceptions = No exceptions
paper-until = By
paper-nevertheless = Confirmed although the checklist has another status
paper-checklist-status = Checklist
paper-reason = Reason
paper-corrected = Corrected on { $day }
paper-not-at-hand = Not at hand
paper-files = Files
paper-not-given = (not given)
paper-service = Service
paper-figure = Figure
paper-value = Value
paper-year = Year reported on
paper-agenda = Items on the agenda
paper-resumed = Went on
paper-closed = Closed
paper-attested-here = Confirmed in this session
paper-left = Left for another time
paper-count = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
paper-answer = Answer
paper-words = Words
paper-by = By whom
paper-skipped = Skipped
paper-missing = missing:
paper-index = Index
paper-index-hint = The SHA-256 of each file; sha256sum --check compares them
cli-no-report = There is no report on that year; there is one on { $years } ({ $path })
cli-packed = The pack was written to { $path }

# Whether a session goes on
session-running = Session { $session } is running: what is changed now belongs to it
session-pause = Pause
session-end = End
session-back = Back to the walk-through
meeting-title = Begin a session: annual report on { $year }
meeting-text = From its beginning until you pause or end it, every change belongs to this session; a strip at the top of the window says so all the while.
meeting-go-on = Go on with the session of { $day }
cli-filed-elsewhere-day = The report on { $year } cannot have been filed on { $day }: its window opened on { $from }, the day is not to come, and the license has to be issued by that year ({ $path })
cli-filed-already = The report on { $year } is noted as filed already ({ $path }); to change the day or the receipt, take the note back under Annual report in the window first
cli-filed-elsewhere-frozen = The report on { $year } was frozen here ({ $path }), so it was not prepared elsewhere; note it as filed under Annual report in the window, which keeps what was frozen
cli-filed-elsewhere-begun = The report on { $year } was begun here ({ $path }), so it was not prepared elsewhere; note it as filed under Annual report in the window, which keeps what was written
