# Messages of the command line: help, invalid arguments, passphrases, results.

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
help-value-w-ron-file = W.ron|FILE
help-choices = { $help } [possible values: { $choices }]
help-choice-separator = {", "}
help-choice = { $name } ({ $meaning })

help-about = A compliance workbook for the holder of a Chinese value-added telecom license
help-about-more = Without a command, opens the window. Exit codes of commands: 0 success, 1 the answer is “no”, 2 the command failed.
help-about-new = Create a workbook from a file with a license
help-about-info = Show what was understood of a license, from its file or from a workbook; exit code 1 if it is no license
help-about-read = Write the text of a license file: text, DOCX, PDF, OFD or pictures
help-about-check = Check for overdue, expired or damaged items; exit code 1 if there are any
help-about-check-more = A date is overdue when its day has passed and it is not done. A missed decision on whether to continue is listed separately and also gives exit code 1. Evidence is compared with its hash, linked files included.
help-about-set = Change the answers of one or more duties in one step
help-about-deadline = Count forward or back from a day in Chinese working days, and show the steps
help-about-event = Record or list events, or close what follows from them
help-about-event-add = Record an event and show the deadlines that follow
help-about-event-list = List the events and the deadlines that follow from them
help-about-event-close = Close a deadline of an event or of a period
help-about-schedule = Import the holiday schedule of a year
help-about-schedule-import = Import a published holiday schedule and show which dates move
help-about-report = Show the progress of the annual report of a year and what is missing, or make its pack; exit code 1 if it is late
help-about-attach = Attach files to a duty as evidence
help-about-evidence = List the evidence and compare it with its hashes, or write it out; exit code 1 if any is changed or missing
help-about-snapshot = Export the checklist as of a day
help-about-merge = Merge two copies into one workbook; exit code 1 while conflicts are open
help-about-part = Write some or all duties into a separate workbook that someone else fills in and that merges back
help-about-history = Show who changed what and when
help-about-people = List people, rename a person, or merge two entries of one person
help-about-people-list = List people with their other names and what they own
help-about-people-rename = Rename a person
help-about-people-merge = Merge two entries of one person; both are then shown as the second
help-people-rename-name = The person: a name, or the id from the list in JSON
help-people-rename-to = The new name
help-people-rename-json = Answer with the list in JSON
help-people-merge-name = The entry to merge: a name, or the id from the list in JSON
help-people-merge-into = The entry to keep
help-people-merge-json = Answer with the list in JSON
help-about-verify = Check whether a workbook, a snapshot, a comparison, or a folder or archive with a list of hashes is complete and unchanged; exit code 1 if not
help-about-accept = Accept changes in a workbook that were made outside this program
help-about-sign = Sign a workbook or a file, such as a snapshot in JSON, with a key of this user
help-about-freeze = Freeze the checklist in the workbook, with a digest that reveals every later change
help-about-snapshots = List the frozen snapshots of a workbook and check each by its digest; exit code 1 if one is damaged
help-about-diff = Compare two workbooks or snapshots; exit code 1 if they differ
help-about-help = Show this help, or the help of a command

# Help texts of arguments that several commands share.
help-arg-help = Show help
help-arg-version = Show the version
help-arg-file = The workbook (.ron; commands that only read also take .ron.age)
help-arg-today = The day to use as today, e.g. 2026-11-24 [default: the day in China]
help-arg-now = The moment to use as now, in China time, e.g. 2026-11-24T09:30; a day alone means its end
help-arg-lang = The language of the answer [default: that of the window or of the system; Chinese in JSON]
help-arg-json = Answer in JSON
help-arg-author = Who makes the change [default: the name in the settings, or the user name of the system]
help-arg-force = Overwrite an existing file
help-arg-passphrase-file = Read the passphrase of a protected workbook (.ron.age) from the first line of this file (- is standard input); if several are given, the one that is right is used [default: ask on the terminal]
help-arg-wait = How many seconds to wait while someone else has the file open [default: 10]
help-arg-new-passphrase-file = Read the passphrase for a new .ron.age from the first line of this file (- is standard input) [default: ask on the terminal]
help-arg-label = The duty, e.g. 12-5 or 16(13)-2
help-arg-on = The day
help-arg-note = What happened; included in exports
help-arg-output = The file to write
help-arg-owner = Only the duties of this person
help-arg-with-confidential = Include evidence that is marked confidential

# Help texts of arguments of one command.
help-file = The workbook to open in the window; .ron.age asks for its passphrase
help-lang = The language of the window, the help and the messages [default: that of the window or of the system]
help-new-license = The file with the license: text, Markdown, HTML, RTF, DOCX, PDF, OFD or a picture [default: the license included in the program]
help-new-output = The workbook to write; .ron.age is protected by a passphrase
help-info-file = A workbook, or a file with a license
help-read-file = The file with the license: text, Markdown, HTML, RTF, DOCX, PDF, OFD or a picture
help-read-output = The text to write, or - for standard output
help-read-places = Where to write the places of the text on the pages, as JSON
help-set-labels = The duties, e.g. 12-5 or 16(13)-2; several are changed in one step: all of them or none
help-set-status = The status
help-set-note = The internal note; "" clears it
help-set-statement = The statement for an inspector; "" clears it
help-set-reason = Why it does not apply; required for that status. --justification is the same
help-set-owner = The owner; none for no owner
help-set-due = The company’s own due date; none for no date
help-deadline-from = The day of the event; the day itself is not counted
help-deadline-at = The time of the event, for limits in hours
help-deadline-anchor = The day to count back from
help-deadline-within = How long after the event: 30d (days), 10wd (working days), 3m (months), 1y (years), 4h (hours)
help-deadline-before = How long before the anchor, e.g. 90d
help-deadline-retain = How long something must be kept, e.g. 1y
help-deadline-workbook = Count with the holiday schedules of this workbook [default: those included in the program]
help-event-add-kind = The type of event, as named in the catalog; an unknown name is answered with the list
help-event-add-on = The day from which the deadlines are counted
help-event-add-at = The time in China, for deadlines in minutes or hours
help-event-close-event = The id of the event or decision that the deadline follows from; see event list
help-event-close-period = The due day, as check shows it, or the day that identifies the period: the first day of the filing window, the last day of validity
help-event-close-on = The day of completion
help-event-close-note = What was done; included in exports. For an internal note use set --note
help-schedule-import-schedule = The holiday schedule, as published in JSON
help-schedule-import-dry-run = Only show which dates would move; import nothing
help-report-year = The report year [default: the year whose filing window is open or opens next]
help-report-filed-elsewhere = Mark the report of the year as prepared and filed without this workbook, on this day
help-report-receipt = The receipt number
help-report-author = Who marks it [default: the name in the settings, or the user name of the system]
help-report-pack = Write the report, the checklist, and the evidence by section of the report into an archive; - writes it to standard output instead of the answer
help-report-with-notes = Include all internal content: notes, sessions with their minutes, what is missing, how the report was prepared
help-report-force = Overwrite a file that is not an export
help-attach-files = The files; for a folder, all files in it
help-attach-link = Link the files instead of storing them in the workbook; large files are always linked
help-attach-effective = The date of the document
help-attach-valid-until = The last day of its validity
help-attach-description = What it proves
help-attach-confidential = Leave it out of exports by default; refused for a file that is also used elsewhere
help-attach-everywhere = Leave it out of exports everywhere it is used
help-evidence-extract = Write the evidence into a new folder, with an index and SHA256SUMS
help-evidence-zip = Write one zip file instead of a folder
help-evidence-duties = Only the evidence of this duty; can be given several times
help-evidence-force = Write into a folder that is not empty, or overwrite a file
help-snapshot-frozen = A frozen snapshot of the workbook: its purpose, number in the list, day, id, or the beginning of its digest [default: the workbook as it is now]
help-snapshot-format = The format, or several separated by commas, which are written into a .zip [default: by the extension of the file]
help-snapshot-output = The file to write (- is standard output); an earlier export is replaced, any other file only with --force
help-snapshot-table = The table of a CSV file [default: duties]
help-snapshot-template = The layout of a PDF file: a modified copy of assets/templates/snapshot.typ
help-snapshot-with-evidence = Include the files of the evidence in the .zip
help-snapshot-force = Overwrite a file that is not an export
help-snapshot-provision = Only the duties of this provision or sub-item, e.g. 12 or 16(3)
help-snapshot-only = Only the duties in this state
help-snapshot-summary = One page for decision makers: validity, counts, overdue duties, next dates
help-snapshot-with-notes = Include notes and other internal content (left out by default)
help-snapshot-without-notes = Leave out the internal notes: the default
help-snapshot-with-history = Include the history
help-merge-left = One copy of the workbook
help-merge-right = The other copy
help-merge-output = The workbook to write; .ron.age is protected by a passphrase
help-merge-prefer = Which copy to use where both changed the same item [default: neither; the conflict stays open]
help-merge-author = Who settles conflicts [default: the name in the settings, or the user name of the system]
help-part-duties = The duties to include, e.g. 12-5; a clause, e.g. 12, stands for all of its duties
help-part-all = Include all duties: a copy of the whole workbook
help-part-owner = Include the duties of this person
help-part-without-evidence = Leave out the contents of the evidence; names and hashes stay
help-part-with-confidential = Include the contents of confidential evidence
help-part-output = The workbook to write; license-workbook merge merges it back. .ron.age is protected by a passphrase
help-history-person = Only changes by this person
help-history-duty = Only changes to this duty, e.g. 12-5
help-history-session = Only changes made in the session of this day
help-history-since = From this day on
help-history-until = Up to this day
help-verify-file = A workbook, a snapshot or comparison in JSON, a folder or .zip with a list of hashes (such as evidence or a report pack), or any other file with a signature beside it
help-accept-file = The workbook
help-accept-author = Who accepts it [default: the name in the settings, or the user name of the system]
help-sign-file = A workbook (its history up to now is signed), a snapshot in JSON, or any other file
help-sign-author = The name to sign with [default: the name in the settings, or the user name of the system]
help-freeze-purpose = The purpose of the snapshot
help-freeze-on = The day for which dates are calculated; the answers are the current ones [default: today]
help-freeze-author = Who freezes it [default: the name in the settings, or the user name of the system]
help-diff-before = The earlier one: a workbook, a snapshot in JSON, or a frozen snapshot of a workbook, written as W.ron#ID, W.ron#2026-03-28, or W.ron# and the beginning of its digest
help-diff-after = The later one, written in the same way
help-diff-output = Write the comparison: a web page (.html), a spreadsheet (.xlsx), or data (.json); - writes it to standard output instead of the answer
help-diff-format = The format of the file [default: by the extension of the file]
help-diff-with-notes = Also compare notes and other internal content: sessions, what is missing, how a report was prepared
help-diff-force = Overwrite a file that is not an export

# Help texts of argument values.
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
help-choice-only-overdue = past the due date
help-choice-format-pdf = a document to print, to sign and to keep
help-choice-format-html = one page for any browser
help-choice-format-docx = a document to edit, for Word and similar programs
help-choice-format-xlsx = all tables, for Excel and similar programs
help-choice-format-csv = one table
help-choice-format-md = text with markup, for wikis
help-choice-format-json = all data, for programs
help-choice-format-ics = a calendar

# Export formats in the window.
format-pdf = Document (PDF, to print, sign and archive)
format-html = Web page (HTML, for printing)
format-docx = Document (DOCX, to edit in Word)
format-xlsx = All tables (XLSX, opens in Excel)
format-csv = Table (CSV, opens in Excel)
format-md = Text (Markdown)
format-json = Data (JSON)
format-ics = Calendar (ICS, for Outlook or Apple Calendar)


# Errors in arguments.
usage-see = { $what }; see { $command } --help
usage-value = “{ $value }” is not a valid value for { $argument }
usage-value-missing = { $argument } needs a value
usage-known = { $what }; possible values are { $known }
usage-because = { $what }: { $why }
usage-unknown = There is no argument { $argument } here
usage-unknown-command = There is no command “{ $name }”
usage-nearest = { $what }; did you mean { $nearest }?
usage-missing = Missing: { $arguments }
usage-no-command = A command is missing
usage-after-file = “{ $word }” cannot follow the file “{ $file }”
usage-passphrase = This command does not open a workbook, so it takes no passphrase
usage-twice = { $argument } can be given only once
usage-conflict = { $argument } cannot be used together with { $other }
usage-number-of-values = { $argument } has too many or too few values
usage-not-utf-8 = An argument is not UTF-8
usage-other = The arguments cannot be combined
usage-day = write an existing day, such as 2026-11-24
usage-seconds = a whole number of seconds is expected, at most 3600
usage-moment = write a moment such as 2026-11-24T09:30, or a day such as 2026-11-24
usage-time = write a time such as 14:30
usage-span = write a period of at least 1, such as 30d (days), 10wd (working days), 3m (months), 1y (years) or 4h (hours)
usage-year = write a year such as 2026
usage-table = the tables are { $known }
usage-clause = write a provision such as 12, or a sub-item such as 16(3)

# Passphrases.
cli-passphrase-needed = “{ $path }” is protected; give a file with its passphrase by --passphrase-file (- is standard input), or run the command in a terminal, where it asks
cli-new-passphrase-needed = No passphrase was given to protect “{ $path }”; give a file with the passphrase by --new-passphrase-file (- is standard input), or run the command in a terminal, where it asks
cli-passphrase-empty = “{ $path }” contains no passphrase: its first line is empty; write the passphrase there
cli-passphrase-differs = “{ $path }” was not written: the passphrases do not match; try again
cli-passphrase-unread = The terminal could not be read: { $message }; use --passphrase-file or --new-passphrase-file
cli-passphrase-prompt = Passphrase of { $path }:
cli-passphrase-new = New passphrase for { $path }:
cli-passphrase-again = Repeat passphrase:
passphrase-weak = { $why ->
    [common] Weak passphrase: a common word or close to one; use four or more unrelated words
    [digits] Weak passphrase: only digits, and dates and phone numbers are guessed first; use four or more unrelated words
    [pattern] Weak passphrase: repeated or neighboring keys; use four or more unrelated words
   *[short] Weak passphrase: too short; use four or more unrelated words
 }

# Results and errors of commands.
cli-attach-days-elsewhere = “{ $name }” has the same dates everywhere it is used; they also changed in: { $places }
cli-attach-stays-confidential = “{ $name }” is already marked confidential, so it is left out of exports here too
cli-attach-days = “{ $path }” is unchanged: the last day { $until } is before the first day { $from }; correct --valid-until or --effective
cli-table-left-out = The table “{ $table }” is not included, so the file has only its headings; add { $option } to include it
cli-table-of-report = The table “{ $table }” belongs to an annual report, and this snapshot was not frozen for one: the file has only its headings; choose a snapshot of a report with { $option }
cli-close-event = { $day } (--event { $event })
cli-close-filed = { $frozen ->
    [before] The annual report for { $year }, frozen before, was marked as filed on { $day }
   *[now] The annual report for { $year } was marked as filed on { $day } and frozen as it is now
 }{ $n ->
    [0] {""}
   *[other] ; { $n ->
        [one] { $n } required item is missing
       *[other] { $n } required items are missing
    }, see license-workbook report
 }
cli-info-statuses = Status: { $statuses }
cli-status-count = { $status } { $n }
cli-merge-double = { $day } { $name } was recorded in both copies and may be the same event: { $events }; see license-workbook event list
cli-merge-double-event = { $id } by { $author }
cli-merge-double-event-noted = { $id } by { $author } ({ $note })
cli-unknown-labels = “{ $path }” is unchanged: there are no duties { $labels }; the nearest are { $nearest }
cli-no-answer-saved = Done and saved, but the answer could not be written: { $message }
cli-stdout = standard output
cli-no-answer = The answer could not be written: { $message }; check the output destination
cli-refused = “{ $path }” is unchanged: { $reason }
cli-no-window = { $reason }; without a window use a command, such as license-workbook info W.ron; for all commands see license-workbook --help

start-no-display-set = No display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set
start-no-display = No display to open a window on ({ $message })
start-no-renderer = No renderer can start: { $message }
start-window-failed = The window failed: { $message }
start-catalog = The catalog included in the program is damaged: { $message }
start-no-home = The system has no home folder for the settings; set the variable LICENSE_WORKBOOK_STATE_DIR to a folder
start-no-randomness = The system provides no random numbers: { $message }
cli-not-made = “{ $path }” was not written: { $message }; correct that and try again
refused-missing = it refers to something that is not in the workbook
refused-stale = it was changed in the meantime
refused-wrong-type = this value is not valid here
refused-justification = “Not applicable” needs a reason
refused-dangling = it refers to something that is not in the workbook
refused-empty = a name or text must not be empty
refused-frozen = a frozen snapshot can be removed, but not changed
refused-locked = the report is frozen or filed; first unfreeze it, or begin a correction
refused-twice = it is already in the history

# Errors in holiday schedules.
schedule-error-shape = “{ $path }” is not a published holiday schedule: { $what ->
    [cut] it ends at line { $line }, column { $column }, before it is complete
    [syntax] it is not valid JSON from line { $line }, column { $column } on
    [field] the field “{ $name }” is missing
   *[other] line { $line }, column { $column } is not understood (original message: { $message })
 }; choose the file of one year as published in JSON
schedule-error-year = “{ $path }” is for the year { $year }, which is implausible; a year from 2000 to 2100 is expected
schedule-error-not-published = “{ $path }” lists no days: the schedule for { $year } is not published yet; try again after it is published
schedule-error-too-many-days = “{ $path }” lists more days for { $year } ({ $days }) than a year has; request the file again
schedule-error-far-day = “{ $path }” is for { $year } and lists { $day }, which is not in or near that year; request the file again
schedule-error-contradiction = “{ $path }” lists { $day } both as a day off and as a workday; request the file again
