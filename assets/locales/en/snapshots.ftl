# Messages about snapshots: comparison, charts, export options, signatures.

# Properties of a snapshot.
table-progress = Status over time
snapshot-purpose = Purpose
snapshot-by = Frozen by
snapshot-whole = Digest

# Comparison of two snapshots.
compare-title = Snapshot comparison
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
compare-partial = One of the two contains only some of the duties: what it does not contain is not listed as added or removed
compare-no-report = One of the two has no annual report, so the reports were not compared
compare-says = Report statement
compare-taken-from = Wording from report year
compare-corrections = Corrections
compare-heading = Heading
compare-source = Basis
compare-publication = Public disclosure
compare-window-opens = First day of the filing window
compare-window-ends = Last day of the filing window
compare-remedy = Remedy
compare-remedy-by = Remedy due
compare-agenda = Agenda
compare-derived = Values that only follow from the day or from other fields, such as days left and counts, are not listed

# The view of snapshots.
command-show-snapshots = Snapshots
command-freeze = Freeze snapshot…
command-verify-snapshot = Verify a received snapshot…
snapshot-path = Choose a snapshot (JSON) or a workbook
snapshot-list = List
snapshot-empty = No frozen snapshots yet
snapshot-empty-hint = A frozen snapshot keeps the checklist as it is now, with a digest that reveals every later change. Drop a received snapshot here to verify it
snapshot-received = Received files
snapshot-today = Today ({ $day })
snapshot-gone = no longer there
snapshot-no-purpose = (no purpose)
snapshot-checking = Verifying…
snapshot-close = Close the details
snapshot-digest = Digest (SHA-256)
snapshot-copy-digest = Copy the digest
snapshot-export = Export…
snapshot-remove = Remove
snapshot-forget = Close
snapshot-immutable = A frozen snapshot cannot be changed. Removing it can be undone
snapshot-in-report = It was frozen for the annual report for { $year } and cannot be removed while the report refers to it
snapshot-freeze = Freeze
snapshot-freeze-title = Freeze a snapshot
snapshot-freeze-text = Keeps all fields, the dates and their basis, the list of evidence with its hashes, internal notes and confidential names. Confidential content is left out on export
snapshot-purpose-hint = e.g. annual report 2026, inspection of March 12
snapshot-other-day = The answers are the current ones; the day only determines what is overdue and how many days are left
snapshot-was-frozen = Frozen: { $purpose }
snapshot-failed = The snapshot could not be created
snapshot-export-text = The snapshot “{ $purpose }”, frozen as of { $date }
snapshot-unreadable = “{ $path }” cannot be verified: { $reason }. Request the JSON export of the snapshot again
snapshot-whole-verdict = Unchanged
snapshot-whole-text = The contents match the digest. Snapshots with the same digest are identical
snapshot-altered = Altered
snapshot-altered-text = The contents do not match the digest: they were changed after freezing. Request the snapshot again, or compare it to see the differences
snapshot-computed = Calculated digest: { $digest }
snapshot-mislabeled = Mislabeled
snapshot-mislabeled-text = The contents are unchanged, but the day or purpose noted in the workbook differs from that in the snapshot
snapshot-unfrozen = Not frozen
snapshot-unfrozen-text = There is no digest to verify. The snapshot can be compared
snapshot-newer = Newer version
snapshot-newer-text = It was written by a newer version of the program. Install that version to check it
snapshot-damaged = Damaged
snapshot-damaged-text = It cannot be read. Restore it from a backup or from another copy of the workbook
snapshot-of-workbook = Workbook
snapshot-of-workbook-text = A workbook as of today, opened for comparison
snapshot-origin-same = Identical to “{ $name }” of this workbook
snapshot-origin-part = A copy of “{ $name }” of this workbook with some content left out; the rest agrees
snapshot-origin-differs = It has the digest of “{ $name }” of this workbook, but different contents
compare-view = Compare
compare-with-today = Compare with today
compare-with-kept = Compare with the snapshot in this workbook
compare-swap = Swap
compare-filter = Search the changes
compare-choose-hint = Choose two different snapshots
compare-waiting = Comparing…
compare-filtered-hint = No changes match the search
compare-export-html = Web page…
compare-export-xlsx = Spreadsheet…
compare-path = Export the comparison
compare-failed = The comparison failed

# Charts.
chart-timeline = Status over time
chart-timeline-name = Status from { $from } to { $until }
chart-timeline-note = From the history, counted over the duties that apply today; nothing was recorded before { $day }
chart-empty = Nothing recorded yet: the chart begins with the first change

# Command line.
cli-compare-altered-file = Note: “{ $path }” was changed after freezing
snapshot-problem = { $what ->
    [cut] it ends at line { $line }, column { $column }, before it is complete
    [syntax] it is not valid JSON from line { $line }, column { $column } on
    [field] it is not a snapshot: the field “{ $name }” is missing
    [newer] it has format { $format }, written by a newer version of the program
   *[other] it is not a snapshot (original message: { $message })
 }
cli-compare-not-a-snapshot = “{ $path }” cannot be compared: { $reason }; use a workbook or the JSON export of a snapshot
cli-compare-no-such-snapshot = “{ $path }” has no snapshot “{ $name }”; see license-workbook snapshots
cli-compare-several-snapshots = “{ $path }” has several snapshots that match “{ $name }”; give an id, see license-workbook snapshots
cli-compare-which-format = “{ $path }”: a comparison is written as .html, .xlsx or .json; choose such a name, or give the format with --format

# Export options.
format-summary = One page only (validity, counts, overdue, next dates)
format-with-confidential = Include confidential evidence
format-with-evidence = Include the files of the evidence
format-bundle = Saved as one ZIP file
format-running = Exporting
format-canceled = The export was canceled; no file was written
scope-every = all provisions
scope-anybody = anyone
command-print = Print…

# Signatures.
export-sign = Sign the JSON data (in a .sig file beside it)
export-sign-proves = A signature proves that the file is unchanged since it was signed with this key. It does not prove who owns the key: tell the recipient its fingerprint through another channel, such as the phone
export-sign-first = This is your first signature: the key is created on export and stays on this computer; its fingerprint is shown then
toast-signed = Signed; the key fingerprint is { $key }. Tell it to the recipient through another channel, such as the phone
signature-own-key = My key fingerprint
signature-copy-key = Copy the key fingerprint
signature-by = Signed under the name { $signer }; the key fingerprint is { $key }
signature-claims = The signature names { $signer }; the key fingerprint is { $key }
signature-good = Valid signature
signature-good-text = The file is unchanged since it was signed. The signer chose the name: compare the key fingerprint with the signer through another channel, such as the phone
signature-own-text = The file is unchanged since it was signed, with your own key
signature-changed = Changed after signing
signature-changed-text = The file is not the signed one, so the signature proves nothing. Request the file and the signature again
signature-forged = Invalid signature
signature-forged-text = The signature was not made with the key that it names; it may be forged. Ask the sender
signature-missing = Not signed
signature-missing-text = There is no .sig file beside it, so the sender is not known. If the file was signed, put both files in one folder and open it again
signature-unreadable = Signature unreadable
signature-unreadable-text = The .sig file beside it is damaged or not a signature. Request it again
