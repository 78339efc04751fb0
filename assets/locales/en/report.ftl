# The annual report: its sessions, what is attested, its text, and what is still missing.

menu-report = Report
command-show-report = Annual report
command-walk-through = Walk through what is open
command-write-pack = Make the report pack…
date-rule-follow-up = Session follow-up
date-rule-remedy = Remedy of an exception

report-state-not-due = Not due
report-state-open = Open
report-state-prepared = Prepared
report-state-filed = Filed
report-state-late = Late
attested-confirmed = Confirmed
attested-exception = Exception
attested-not-applicable = Not applicable
attested-open = Not confirmed
attested-remedy = Remedy: { $remedy } (by { $day })
attested-withdraw = Withdraw
change-attestation = { $subject } for { $year }: { $to }
change-attestation-from = { $subject } for { $year }: { $to } (was { $from })

flag-unconfirmed = Not confirmed this year
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
report-untracked = before tracking began, so not counted as late
report-opens-in = { $n ->
    [one] opens in { $n } day, on { $day }
   *[other] opens in { $n } days, on { $day }
 }
report-days-left = { $n ->
    [one] { $n } day left, until { $day }
   *[other] { $n } days left, until { $day }
 }
report-locked = The report is frozen; to change it, open it again under “Progress and filing”
report-not-begun = Begin first: start a session, or write anything
report-purpose = Annual report on { $year }

report-card-window = Window
report-window-long = Filed in the first quarter of { $year }: by law from { $from }, on the platform usually from { $platform }, until { $to }, which does not roll over days off
report-reminder = The last working day is { $day }; file by then
report-tally = { $done } of { $total } confirmed: { $confirmed } met, { $exceptions } exceptions, { $na } not applicable
report-card-gaps = Missing before filing
report-no-gaps = Nothing is missing; it can be frozen
gap-blocking = The report is not complete without it
gap-to-know = To be known
gap-changed-since-frozen = { $n ->
    [one] One change came in by a merge after it was frozen, and is not in the frozen version: open it again and freeze it anew
   *[other] { $n } changes came in by a merge after it was frozen, and are not in the frozen version: open it again and freeze it anew
}
gap-unattested = { $n ->
    [one] { $n } duty is not confirmed for the year
   *[other] { $n } duties are not confirmed for the year
 }
gap-no-remedy = { $n ->
    [one] { $n } exception has no remedy or no day for it
   *[other] { $n } exceptions have no remedy or no day for it
 }
gap-not-met = { $n ->
    [one] One duty is confirmed, but not met in the checklist
   *[other] { $n } duties are confirmed, but not met in the checklist
}
gap-no-proof = { $n ->
    [one] { $n } duty is confirmed without evidence
   *[other] { $n } duties are confirmed without evidence
 }
gap-evidence-expired = { $n ->
    [one] the evidence of { $n } duty has expired
   *[other] the evidence of { $n } duties has expired
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
report-freeze-anyway = { $n ->
    [one] Freeze all the same ({ $n } thing is missing)
   *[other] Freeze all the same ({ $n } things are missing)
 }
report-frozen = Frozen on { $day } by { $by }
report-reopen = Open again
report-reopen-hint = The frozen snapshot is kept
report-export = Export { $kind }…
report-pack = Make the pack…
report-filed-day = Filed on
report-receipt = Number of the receipt
report-file = Note as filed
report-unfile = Take the filing back
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
walk-title = Report on { $year } · session of { $day }
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
proposal-justification = The checklist says that it does not apply
proposal-no-event = Nothing that would set it going was recorded
form-exception = Exception: what was not kept, and why
form-not-applicable = Why it did not apply in the year
form-assign = Owner
form-decide = What was decided
form-remedy = How it is remedied
form-owner = Who sees to it
form-until = By 2026-03-31
form-take = Take down
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
figure-hint = A number or a word
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
