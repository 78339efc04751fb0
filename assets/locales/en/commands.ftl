# Words of the command line: its help, what is wrong with arguments, and passphrases.

help-heading-usage = Usage:
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-selection = Selection
help-value-options = [OPTIONS]
help-value-command = COMMAND
help-value-file = FILE
help-value-seconds = SECONDS
help-value-day = DAY
help-value-moment = MOMENT
help-value-name = NAME
help-value-snapshot = SNAPSHOT
help-value-new-name = NEW NAME
help-value-into = INTO
help-value-text = TEXT
help-value-label = LABEL
help-value-lang = LANG
help-value-span = SPAN
help-value-kind = KIND
help-value-id = ID
help-value-status = STATUS
help-value-side = SIDE
help-value-year = YEAR
help-value-number = NUMBER
help-value-dir = DIR
help-value-format = FORMAT
help-value-table = TABLE
help-value-clause = CLAUSE
help-value-state = STATE
help-value-out = OUT
help-value-hh-mm = HH:MM
help-value-a = A
help-value-b = B
help-value-w-ron-text = W.ron|TEXT
help-choices = { $help } [possible values: { $choices }]
help-choice-separator = {", "}
help-choice = { $name } ({ $meaning })

help-about = A compliance workbook for the holder of a Chinese value-added telecom license
help-about-more = Without a command it opens the window. Exit codes of commands: 0 fine, 1 the answer is “no”, 2 it could not be done.
help-about-new = Make a workbook from the text of a license
help-about-info = Tell what a license asks, from its text or from a workbook
help-about-check = Tell whether something is overdue, expired or damaged; exit code 1 if so
help-about-check-more = A date is overdue when its day has passed and it is not done. That it was not decided in time whether to continue is told apart from it, and makes the exit code 1 too. Evidence is compared with its hash, linked files included.
help-about-set = Change what the workbook says of one duty or several, in one step
help-about-deadline = Count from or back from a day, with the working days of China, and say how
help-about-event = Record what happened, list it, or close what followed from it
help-about-event-add = Record that something happened, and tell the dates that follow
help-about-event-list = List what happened, with the dates that followed
help-about-event-close = Close what followed from an event or a period
help-about-schedule = Take the holiday schedule of a year over
help-about-schedule-import = Take a published schedule over, and tell what it moves
help-about-report = Tell how the annual report on a year stands and what is missing, or pack it; exit code 1 if it is late
help-about-attach = Attach files to a duty as evidence
help-about-evidence = List the evidence and compare it with its hashes, or write it out; exit code 1 if some is changed or missing
help-about-snapshot = Export the checklist as it stands on a day
help-about-merge = Make one workbook of two copies that went apart; exit code 1 while conflicts are open
help-about-part = Take some duties, or all, out into a workbook that someone else fills in and that merges back
help-about-history = Tell who changed what and when
help-about-people = List who there is, rename a person, or note that two are one
help-about-people-list = List who there is, with other names and what hangs on each
help-about-people-rename = Give a person another name
help-about-people-merge = Note that two people are one; both are then shown as the second
help-people-rename-name = Who; a name, or the id that the list in JSON gives
help-people-rename-to = The new name
help-people-rename-json = Answer with the list in JSON
help-people-merge-name = Who is somebody else too; a name, or the id that the list in JSON gives
help-people-merge-into = Who that is
help-people-merge-json = Answer with the list in JSON
help-about-verify = Tell whether a workbook, a snapshot, a comparison, or a folder or archive with a list of hashes is whole and unchanged; exit code 1 if not
help-about-accept = Accept what was found in a workbook and something else than this program had written
help-about-sign = Sign a workbook or a file, such as a snapshot in JSON, with a key of this user
help-about-freeze = Keep the checklist as it stands in the workbook, with a digest that shows every later change
help-about-snapshots = List the snapshots that a workbook keeps, each checked by its digest; exit code 1 if one is not whole
help-about-diff = Tell what differs between two workbooks or snapshots; exit code 1 if something does
help-about-help = Show this help, or that of a command

# Arguments that several commands share.
help-arg-help = Show help
help-arg-version = Show the version
help-arg-file = The workbook (.ron, or .ron.age where a command only reads)
help-arg-today = The day to reckon from, e.g. 2026-11-24 [default: the day in China]
help-arg-now = The moment to reckon from, by the clock of China, e.g. 2026-11-24T09:30; a day alone means its end
help-arg-lang = The language of the answer [default: that chosen in the window, or the system’s; Chinese in JSON]
help-arg-json = Answer in JSON
help-arg-author = Who makes the change [default: the name in the settings, or that of the user]
help-arg-force = Write over a file that is there
help-arg-passphrase-file = Read the passphrase of a protected workbook (.ron.age) from the first line of this file, - being standard input; of several, whichever fits [default: ask on the terminal]
help-arg-wait = How many seconds to wait for somebody else who has the file open [default: 10]
help-arg-new-passphrase-file = Read the passphrase that is to protect a written .ron.age from the first line of this file, - being standard input [default: ask on the terminal]
help-arg-label = The duty, e.g. 12-5 or 16(13)-2
help-arg-on = The day
help-arg-note = What happened, in words; exports have it
help-arg-output = The file to write
help-arg-owner = Take the duties of this person alone
help-arg-with-confidential = Take in evidence that is marked confidential

# Arguments of one command.
help-file = The workbook to open in the window; .ron.age asks for its passphrase
help-lang = The language of the window, of help and of messages [default: that chosen in the window, or the system’s]
help-new-license = The text of the license [default: the one that comes with the program]
help-new-output = The workbook to write; .ron.age is protected by a passphrase
help-info-file = A workbook, or the text of a license
help-set-labels = The duties, e.g. 12-5 or 16(13)-2; of several, all are changed in one step, or none is
help-set-status = How it stands
help-set-note = The internal note; "" empties it
help-set-statement = The statement for an inspector; "" empties it
help-set-reason = Why it does not apply: needed for that status; --justification is the same
help-set-owner = Who sees to it; none for nobody
help-set-due = The company’s own due date; none for no date
help-deadline-from = The day of the event, which is not counted itself
help-deadline-at = The time of the event, for limits in hours
help-deadline-anchor = The day to count back from
help-deadline-within = How long after the event: 30d (days), 10wd (working days), 3m (months), 1y (years), 4h (hours)
help-deadline-before = How long before the anchor, e.g. 90d
help-deadline-retain = How long something is to be kept, e.g. 1y
help-deadline-workbook = Count with the holiday schedules of this workbook [default: those that come with the program]
help-event-add-kind = The kind of event, as the catalog names it; an unknown one is answered with the list
help-event-add-on = The day that counts
help-event-add-at = The time in China, where minutes matter
help-event-close-event = The event it followed from, or the decision it rests on, by its id; see event list
help-event-close-period = The day it is due, as check shows it, or the day that names its period: the first of a report’s window, the last of validity
help-event-close-on = The day it was done
help-event-close-note = What was done; exports have it, an internal note is set --note
help-schedule-import-schedule = The schedule, as it is published in JSON
help-schedule-import-dry-run = Tell what it would move, and take nothing over
help-report-year = The year reported on [default: the one whose window is open, or comes next]
help-report-filed-elsewhere = Note that the report on the year was prepared and filed without this workbook, on this day
help-report-receipt = Number of the receipt
help-report-author = Who notes it [default: the name in the settings, or that of the user]
help-report-pack = Write the report, the checklist and the evidence by head into an archive; - for standard output, in place of the answer
help-report-with-notes = Take in all that is internal: notes, sessions with their minutes, what is missing, how the report came about
help-report-force = Write over a file that is no export
help-attach-files = The files; of a folder, all files in it
help-attach-link = Link the files instead of taking their bytes into the workbook; large ones always are
help-attach-effective = The day the document itself speaks for
help-attach-valid-until = The last day it is good for
help-attach-description = What it shows
help-attach-confidential = Keep it out of exports unless they ask for it; refused for a file that is used elsewhere too
help-attach-everywhere = Keep it out of exports wherever it is used
help-evidence-extract = Write the evidence into a new folder, with an index and SHA256SUMS
help-evidence-zip = Write one zip file of that name instead of a folder
help-evidence-duties = Only evidence of this duty; can be given several times
help-evidence-force = Write into a folder that is not empty, or over a file
help-snapshot-frozen = A snapshot that the workbook keeps: its purpose, number in the list, day, id, or the beginning of its digest [default: the workbook as it stands]
help-snapshot-format = The format, or several with commas between them, which go into a .zip [default: as the name of the file ends]
help-snapshot-output = The file to write, - for standard output; an earlier export is replaced, another file only with --force
help-snapshot-table = The table of a CSV file [default: duties]
help-snapshot-template = The layout of a PDF file: a changed copy of assets/templates/snapshot.typ
help-snapshot-with-evidence = Put the files of the evidence into the .zip too
help-snapshot-force = Write over a file that is no export
help-snapshot-provision = Take in the duties of this provision or sub-item alone, e.g. 12 or 16(3)
help-snapshot-only = Take in the duties that stand so alone
help-snapshot-summary = One page for whoever decides: validity, counts, what is overdue, what comes next
help-snapshot-with-notes = Take in the notes and all else that is internal (it is left out otherwise)
help-snapshot-without-notes = Leave the internal notes out: the default
help-snapshot-with-history = Take the history in
help-merge-left = One copy of the workbook
help-merge-right = The other copy
help-merge-output = The workbook to write; .ron.age is protected by a passphrase
help-merge-prefer = Which copy is right where both changed the same thing [default: neither; the conflict stays open]
help-merge-author = Who settles conflicts [default: the name in the settings, or that of the user]
help-part-duties = The duties to take, e.g. 12-5; a clause, e.g. 12, takes all of its duties
help-part-all = Take all duties: a copy of the whole workbook
help-part-owner = Take the duties of this person
help-part-without-evidence = Leave the bytes of evidence out; names and hashes stay
help-part-with-confidential = Take the bytes of confidential evidence along too
help-part-output = The workbook to write, which merges back with license-workbook merge; .ron.age is protected by a passphrase
help-history-person = Only what this person did
help-history-duty = Only what was done to this duty, e.g. 12-5
help-history-session = Only what was done in the session that was held on this day
help-history-since = Only from this day on
help-history-until = Only up to this day
help-verify-file = A workbook, a snapshot or comparison in JSON, a folder or .zip with a list of hashes such as evidence or the pack of a report, or any other file with a signature beside it
help-accept-file = The workbook
help-accept-author = Who accepts it [default: the name in the settings, or that of the user]
help-sign-file = A workbook, whose history is signed up to now; a snapshot in JSON, or any other file
help-sign-author = The name to sign with [default: the name in the settings, or that of the user]
help-freeze-purpose = What the snapshot is for
help-freeze-on = The day the dates are reckoned for; the answers are those of now [default: today]
help-freeze-author = Who freezes it [default: the name in the settings, or that of the user]
help-diff-before = The earlier one: a workbook, the JSON of a snapshot, or a snapshot that a workbook keeps, as W.ron#ID, W.ron#2026-03-28, or W.ron# with the beginning of its digest
help-diff-after = The later one, in the same ways
help-diff-output = Write the comparison: a page (.html), a spreadsheet (.xlsx), or data (.json); - for standard output, in place of the answer
help-diff-format = The format of what is written [default: as the name of the file ends]
help-diff-with-notes = Compare the internal notes and all else that is internal too: sessions, what is missing, how a report came about
help-diff-force = Write over a file that is no export

# What values mean.
help-choice-status-not-started = { status-not-started }
help-choice-status-in-progress = { status-in-progress }
help-choice-status-met = { status-met }
help-choice-status-not-met = { status-not-met }
help-choice-status-not-applicable = { status-not-applicable }
help-choice-lang-zh-cn = Simplified Chinese
help-choice-lang-en = English
help-choice-prefer-left = the first one
help-choice-prefer-right = the second one
help-choice-only-open = neither met nor not applicable, or overdue
help-choice-only-overdue = past a day by which they had to be done
help-choice-format-pdf = a document to print, to sign and to keep
help-choice-format-html = one page for any browser
help-choice-format-docx = a document to edit on, for Word and its like
help-choice-format-xlsx = all tables, for Excel and its like
help-choice-format-csv = one table
help-choice-format-md = text with marks, for wikis
help-choice-format-json = the whole, for programs
help-choice-format-ics = a calendar

# What is wrong with arguments.
usage-see = { $what }; see { $command } --help
usage-value = “{ $value }” is no value for { $argument }
usage-value-missing = { $argument } needs a value
usage-known = { $what }; possible are { $known }
usage-because = { $what }: { $why }
usage-unknown = There is no { $argument } here
usage-unknown-command = There is no command “{ $name }”
usage-nearest = { $what }; did you mean { $nearest }?
usage-missing = Missing: { $arguments }
usage-no-command = A command is missing
usage-after-file = “{ $word }” cannot stand behind the file “{ $file }”
usage-passphrase = This command opens no workbook, so it takes no passphrase
usage-twice = { $argument } can be given once only
usage-conflict = { $argument } cannot be given together with { $other }
usage-number-of-values = { $argument } has too many values, or too few
usage-not-utf-8 = An argument is not UTF-8
usage-other = The arguments do not fit together
usage-day = write a day of the calendar as 2026-11-24
usage-seconds = a whole number of seconds is wanted, 3600 at most
usage-moment = write a moment as 2026-11-24T09:30, or a day as 2026-11-24
usage-time = write a time as 14:30
usage-span = write a span of at least 1 as 30d (days), 10wd (working days), 3m (months), 1y (years) or 4h (hours)
usage-year = write a year as 2026
usage-table = the tables are { $known }
usage-clause = write a provision as 12, or a sub-item as 16(3)

# Passphrases.
cli-passphrase-needed = “{ $path }” is protected; name a file with its passphrase by --passphrase-file (- is standard input), or run the command in a terminal, where it asks
cli-new-passphrase-needed = “{ $path }” is to be protected, by what was not said; name a file with the passphrase by --new-passphrase-file (- is standard input), or run the command in a terminal, where it asks
cli-passphrase-empty = “{ $path }” gives no passphrase: its first line is empty; write it there
cli-passphrase-differs = “{ $path }” was not written: the two passphrases differ; try again
cli-passphrase-unread = The terminal could not be read: { $message }; use --passphrase-file or --new-passphrase-file
cli-passphrase-prompt = Passphrase of { $path }:
cli-passphrase-new = New passphrase for { $path }:
cli-passphrase-again = Once more:
passphrase-weak = { $why ->
    [common] A weak passphrase: it is a common word or nearly one; take four or more words that do not belong together
    [digits] A weak passphrase: digits alone, such as days and telephone numbers, are tried first; take four or more words that do not belong together
    [pattern] A weak passphrase: it repeats something or follows the keyboard; take four or more words that do not belong together
   *[short] A weak passphrase: it is short; take four or more words that do not belong together
 }

# Lines of answers.
cli-attach-days-elsewhere = “{ $name }” has its days once, wherever it is used: they changed in these places too: { $places }
cli-attach-stays-confidential = “{ $name }” was marked confidential before and stays so: it is left out of exports here too
cli-attach-days = “{ $path }” is unchanged: the last day { $until } is before the first day { $from }; correct --valid-until or --effective
cli-table-left-out = The table “{ $table }” is left out of this file, which has its headings alone; add { $option } to take it in
cli-table-of-report = The table “{ $table }” is about an annual report, which this snapshot was not frozen with: the file has its headings alone; name one that was with { $option }
cli-close-event = { $day } (--event { $event })
cli-close-filed = { $frozen ->
    [before] The annual report on { $year }, frozen before, was noted as filed on { $day }
   *[now] The annual report on { $year } was noted as filed on { $day }, and frozen as it stands
 }{ $n ->
    [0] {""}
   *[other] ; { $n ->
        [one] { $n } thing it must have is missing
       *[other] { $n } things it must have are missing
    }, see license-workbook report
 }
cli-info-statuses = Status: { $statuses }
cli-status-count = { $status } { $n }
cli-merge-double = { $day } { $name } was recorded in both copies, perhaps the same event twice: { $events }; see license-workbook event list
cli-merge-double-event = { $id } by { $author }
cli-merge-double-event-noted = { $id } by { $author } ({ $note })
cli-unknown-labels = “{ $path }” is unchanged: it has no duties { $labels }; the nearest are { $nearest }
cli-no-answer-saved = It is done and saved; only the answer could not be written: { $message }
cli-stdout = standard output
cli-no-answer = The answer could not be written: { $message }; check where it goes
cli-refused = “{ $path }” is unchanged: { $reason }
cli-no-window = { $reason }; without a window use a command, such as license-workbook info W.ron; all of them: license-workbook --help

start-no-display-set = There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set
start-no-display = There is no display to open a window on ({ $message })
start-no-renderer = No renderer can start here: { $message }
start-window-failed = The window failed: { $message }
start-catalog = The catalog that comes with the program is broken: { $message }
start-no-home = The system names no home folder to keep settings in; name one in the variable LICENSE_WORKBOOK_STATE_DIR
start-no-randomness = The system gives no random numbers: { $message }
cli-not-made = “{ $path }” was not written: { $message }; correct that and try again
refused-missing = it is about something that is not in the workbook
refused-stale = it was changed in the meantime
refused-wrong-type = the value does not fit there
refused-justification = not applicable needs a reason
refused-dangling = it refers to something that is not in the workbook
refused-empty = a name or text must not be empty
refused-frozen = what is frozen can be removed, but not changed
refused-locked = the report is frozen or filed; open it again, or correct what was filed, first
refused-twice = it is in the history already

# Why a holiday schedule is not taken over.
schedule-error-shape = “{ $path }” is not a published holiday schedule: { $what ->
    [cut] it ends at line { $line }, column { $column }, before it is complete
    [syntax] from line { $line }, column { $column } on it is not JSON
    [field] the field “{ $name }” is missing
   *[other] line { $line }, column { $column } is not understood (original message: { $message })
 }; choose the file of a year as it is published in JSON
schedule-error-year = “{ $path }” is for the year { $year }, which is implausible; expected is one of 2000 to 2100
schedule-error-not-published = “{ $path }” lists no days: the schedule for { $year } is not published yet; try again when the notice is out
schedule-error-too-many-days = “{ $path }” lists more days for { $year } ({ $days }) than a year has; ask for the file again
schedule-error-far-day = “{ $path }” is for { $year } and lists { $day }, which is not in that year or next to it; ask for the file again
schedule-error-contradiction = “{ $path }” lists { $day } both as a day off and as a workday; ask for the file again
