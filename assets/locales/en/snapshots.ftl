# Words of snapshots, of what differs between them, and of their formats.

# What a snapshot says of itself.
table-progress = Statuses over time
snapshot-purpose = Frozen for
snapshot-by = Frozen by
snapshot-whole = Digest of the whole

# What differs between two snapshots.
compare-title = What changed
compare-sheet = Changes
compare-sheet-about = About
compare-before = Before
compare-after = After
compare-license = License
compare-duties = Duties
compare-record = Item
compare-what = Change
compare-added = Added
compare-removed = Removed
compare-changed = Changed
compare-result = Result
compare-note = Note
compare-days-left = Days left
compare-met-of = { $met }/{ $all } met
compare-not-frozen = not frozen
compare-nothing = Nothing changed
compare-summary = { $changed } changed, { $added } added, { $removed } removed
compare-left-out = Not compared: { $what }
compare-partial = One of the two holds only a part of the duties: what is not in it is not listed as added or removed
compare-no-report = One of them has no annual report: reports were not compared
compare-says = What the report says
compare-taken-from = Wording from the report on
compare-corrections = Corrections
compare-heading = Heading
compare-source = Source
compare-publication = Publication
compare-window-opens = First day of the window
compare-window-ends = Last day of the window
compare-remedy = Remedy
compare-remedy-by = Remedy due
compare-agenda = Agenda
compare-derived = What only follows from the day or from other fields, such as days left and counts, is not listed

# The view of snapshots.
command-show-snapshots = Snapshots
command-freeze = Freeze snapshot…
command-verify-snapshot = Verify a received snapshot…
snapshot-path = Choose a snapshot (JSON) or a workbook
snapshot-list = List
snapshot-empty = No snapshot has been frozen yet
snapshot-empty-hint = A frozen snapshot keeps the checklist as it stands, with a digest that shows every later change. A received one can be dropped here
snapshot-received = Received files
snapshot-today = Today ({ $day })
snapshot-gone = no longer there
snapshot-no-purpose = (no purpose)
snapshot-checking = Being checked…
snapshot-close = Close the details
snapshot-digest = Digest (SHA-256)
snapshot-copy-digest = Copy the digest
snapshot-export = Export…
snapshot-remove = Remove
snapshot-forget = Close
snapshot-immutable = A frozen snapshot cannot be changed. Removing it can be undone
snapshot-in-report = It was frozen for the annual report on { $year } and cannot be removed while that refers to it
snapshot-freeze = Freeze
snapshot-freeze-title = Freeze a snapshot
snapshot-freeze-text = Keeps all fields, the dates with their reasons, the list of evidence with its hashes, internal notes and confidential names included. What must not be seen is left out on export
snapshot-purpose-hint = e.g. annual report 2026, inspection of 12 March
snapshot-other-day = Answers are those of now; the day decides what is overdue and how far dates are away
snapshot-was-frozen = Frozen: { $purpose }
snapshot-failed = The snapshot could not be made
snapshot-export-text = The snapshot “{ $purpose }”, frozen as of { $date }
snapshot-unreadable = “{ $path }” cannot be checked: { $reason }. Ask for the JSON export of the snapshot again
snapshot-whole-verdict = Unchanged
snapshot-whole-text = What it says has the digest it names. Whoever holds the same digest holds the same snapshot
snapshot-altered = Altered
snapshot-altered-text = What it says does not have the digest it names: it was changed after it was frozen. Ask for it again, or compare it to see what differs
snapshot-computed = Digest as computed: { $digest }
snapshot-mislabeled = Mislabeled
snapshot-mislabeled-text = Its contents are unchanged, but the workbook names another day or purpose beside it than it does itself
snapshot-unfrozen = Not frozen
snapshot-unfrozen-text = It names no digest: there is nothing to check it by. It can be compared
snapshot-newer = Newer version
snapshot-newer-text = It was written by a newer version of the program. Install that version to check it
snapshot-damaged = Damaged
snapshot-damaged-text = It cannot be read. Take it from a backup or from another copy of the workbook
snapshot-of-workbook = Workbook
snapshot-of-workbook-text = A workbook as it stands today, opened to compare with
snapshot-origin-same = It is the same as “{ $name }” of this workbook
snapshot-origin-part = It is a copy of “{ $name }” of this workbook with less in it, and agrees in all it says
snapshot-origin-differs = It names the digest of “{ $name }” of this workbook, but says something else
compare-view = Compare
compare-with-today = Compare with today
compare-with-kept = Compare with the one kept here
compare-swap = Swap the two
compare-filter = Search the changes
compare-choose-hint = Choose two that are not the same
compare-waiting = Being compared…
compare-filtered-hint = No change fits the search
compare-export-html = Web page…
compare-export-xlsx = Spreadsheet…
compare-path = Export the comparison
compare-failed = The two could not be compared

# Charts.
chart-timeline = Statuses over time
chart-timeline-name = Statuses from { $from } until { $until }
chart-timeline-note = From the history, counted over what applies today; nothing was recorded before { $day }
chart-empty = Nothing was recorded yet: it begins with the first change

# The command line.
cli-compare-altered-file = Note: “{ $path }” was changed after it was frozen
snapshot-problem = { $what ->
    [cut] it ends at line { $line }, column { $column }, before it is complete
    [syntax] from line { $line }, column { $column } on it is not JSON
    [field] it is not a snapshot: the field “{ $name }” is missing
    [newer] it has format { $format }, which a newer version of the program wrote
   *[other] it is not a snapshot (original message: { $message })
 }
cli-compare-not-a-snapshot = “{ $path }” cannot be compared: { $reason }; use a workbook or the JSON export of a snapshot
cli-compare-no-such-snapshot = “{ $path }” keeps no snapshot “{ $name }”; see license-workbook snapshots
cli-compare-several-snapshots = “{ $path }” keeps several snapshots that “{ $name }” may mean; name one by its id, see license-workbook snapshots
cli-compare-which-format = “{ $path }”: a comparison is written as .html, .xlsx or .json; choose a name that ends so, or name the format with --format

# The formats of exports, and what is taken in.
format-pdf = Document (PDF, to print, sign and keep)
format-docx = Document (DOCX, to edit in Word)
format-xlsx = All tables (XLSX, opens in Excel)
format-md = Text (Markdown)
format-summary = One page only (validity, counts, overdue, next dates)
format-with-confidential = With confidential evidence
format-with-evidence = With the files of the evidence
format-bundle = Saved as one ZIP file
format-running = Exporting
format-cancelled = The export was cancelled; no file was written
scope-every = all provisions
scope-anybody = anybody
command-print = Print…

# Signatures.
export-sign = Sign the JSON data (a .sig file beside it)
export-sign-proves = A signature proves that the file is as it was signed, and with this key. It does not prove whose the key is: tell the receiver its fingerprint by another way, such as the phone
export-sign-first = This is the first time: the key is made on export, stays on this computer, and its fingerprint is shown then
toast-signed = Signed; the fingerprint of the key is { $key }. Tell it to the receiver by another way
signature-own-key = Fingerprint of my key
signature-copy-key = Copy the fingerprint of the key
signature-by = Signed by someone who goes by { $signer }; the fingerprint of the key is { $key }
signature-claims = The signature names { $signer }; the fingerprint of the key is { $key }
signature-good = Signature good
signature-good-text = The file is as it was signed. The name is what the signer calls himself: compare the fingerprint with him by another way, such as the phone
signature-own-text = The file is as it was signed, with your own key
signature-changed = Changed since signed
signature-changed-text = The file is not the one that was signed, so the signature proves nothing. Ask for file and signature again
signature-forged = Signature bad
signature-forged-text = The signature was not made with the key it names; someone may have forged it. Ask the sender
signature-missing = Not signed
signature-missing-text = There is no .sig file beside it, so nothing says who sent it. If it was signed, put both files together and open it again
signature-unreadable = Signature unreadable
signature-unreadable-text = The .sig file beside it is no signature, or damaged. Ask for it again
