# Words of evidence: attaching it, looking at it, checking it, taking it out.

# Taking files in.
intake-running = Reading files
intake-cancelled = Reading was stopped; nothing was attached
intake-failed = Not all files could be read
toast-not-saved-as = Not saved as { $path }: that workbook is no longer open; save it again
intake-other-document = Another workbook is open by now; what was read for the former one was not attached
intake-done = { $n ->
    [one] { $n } file read
   *[other] { $n } files read
}
intake-more = … and { $n } more
intake-known = { $n ->
    [one] { $n } file was in the workbook already; it is used once more
   *[other] { $n } files were in the workbook already; they are used once more
}
intake-empty = “{ $path }” has no bytes; it was attached all the same
intake-linked-large = “{ $path }” is large: it was linked, not embedded. Send it along with the workbook
intake-linked-no-room = “{ $path }” was linked, not embedded: the workbook would become too large. Send it along with the workbook
intake-renamed = “{ $path }” was attached as “{ $name }”: its own name holds characters that mislead or that no disk takes
intake-same = “{ $path }” has the same bytes as “{ $name }”; it was attached once
intake-skipped = { $n ->
    [one] { $n } hidden or temporary file was passed over in “{ $path }”
   *[other] { $n } hidden or temporary files were passed over in “{ $path }”
}
intake-links = { $n ->
    [one] { $n } link was not followed in “{ $path }”
   *[other] { $n } links were not followed in “{ $path }”
}
intake-itself = “{ $path }” is this workbook itself; it was passed over
intake-not-found = “{ $path }” does not exist; it may have been moved, or its drive not be connected
intake-broken-link = “{ $path }” is a link that leads nowhere; choose the file itself
intake-link-loop = “{ $path }” is a link that leads back to itself; choose the file itself
intake-permission = No permission to read “{ $path }”; ask its owner for access, or for a copy
intake-is-a-folder = “{ $path }” is a folder; choose a file
intake-not-a-file = “{ $path }” is a device, a pipe or the like, not a file; choose a file
intake-changing = Another program is writing “{ $path }”; let it finish, then attach it again
intake-too-many = “{ $path }” holds more than { $n ->
    [one] { $n } file
   *[other] { $n } files
 }; choose a smaller folder, or single files
intake-too-deep = The folders in “{ $path }” are nested deeper than { $n }; attach the inner one by itself
intake-io = “{ $path }” could not be { $step ->
    [look] found
    [open] opened
   *[read] read to its end
}: { $message }. Check its drive or connection, then attach it again

# Whether evidence is still what was attached.
verify-running = Checking evidence
verify-finding = Looking for files
verify-cancelled = The check was stopped
verify-fine = { $n ->
    [one] { $n } piece of evidence checked: it is as it was attached
   *[other] { $n } pieces of evidence checked: all are as they were attached
}
verify-bad = { $n ->
    [one] { $n } piece of evidence is not what was attached, or is missing
   *[other] { $n } pieces of evidence are not what was attached, or are missing
}
verify-found = { $n } of { $wanted ->
    [one] { $wanted } lost file found
   *[other] { $wanted } lost files found
 }
verify-changed = “{ $name }” is not what was attached: its bytes have changed
verify-missing = “{ $name }” is not there; its file was moved, or its drive is not connected
verify-unreadable = “{ $name }” cannot be read: { $message }
verify-left-out = This copy was made without the contents of “{ $name }”; the workbook it was made from has them
verify-not-embedded = The bytes of “{ $name }” are not in the workbook; attach the same file again
verify-sink = It could not be written: { $message }
verify-danger-title = Open this file?
verify-danger-program = “{ $name }” is a program. Opened, it can do anything that you can do on this computer
verify-danger-script = “{ $name }” can run commands or load things from elsewhere when it is opened
verify-danger-macro = “{ $name }” may hold macros, which can run commands when it is opened
verify-danger-open = Open all the same

# Giving evidence out.
extract-running = Writing evidence
extract-opening = Opening a copy
extract-cancelled = Writing was stopped; nothing was left behind
extract-failed = The evidence could not be written
extract-incomplete = Not all evidence could be written
extract-no-program = “{ $path }” could not be opened: { $message }
extract-done = { $n ->
    [one] { $n } piece of evidence written
   *[other] { $n } pieces of evidence written
}
extract-confidential-title = Export confidential evidence too?
extract-confidential-text = { $n ->
    [one] One piece of evidence is marked confidential.
   *[other] { $n } pieces of evidence are marked confidential.
}
extract-confidential-without = Leave it out
extract-confidential-with = Export it too
extract-withheld = { $n ->
    [one] { $n } confidential piece was left out
   *[other] { $n } confidential pieces were left out
}
extract-not-empty = The folder “{ $path }” is not empty; choose a new one
extract-not-a-folder = “{ $path }” is not a folder; choose another place
extract-index = The index could not be made: { $message }
extract-name = Evidence { $number } { $day }
extract-folder-license = License pages
extract-folder-events = Events
extract-folder-reports = Annual reports
extract-folder-other = Not in use
extract-title = Index of evidence
extract-as-of = Given out on { $day }
extract-hint = SHA256SUMS has the hash of every file; “sha256sum -c SHA256SUMS” checks them all
extract-path = Path
extract-changed = Left out: its bytes have changed
extract-missing = Left out: its file is missing
extract-unreadable = Left out: it cannot be read
extract-left-out = Left out: this copy was made without its contents
extract-not-embedded = Left out: its bytes are not in the workbook
path-evidence-folder = Attach all files of a folder
path-replacement = Choose the new version
path-move-out = Move evidence into a file
path-find-evidence = Choose the folder to look in
path-extract = Choose where the evidence goes
date-rule-evidence = Evidence expires

# The command line.
evidence-cli-attached = { $label }: “{ $name }” attached, { $how }, sha256 { $hash }
evidence-cli-nothing = { $label } has these files already; nothing was changed
evidence-cli-none = No evidence is attached
evidence-cli-ok = as attached
evidence-cli-changed = CHANGED
evidence-cli-missing = MISSING
evidence-cli-unreadable = UNREADABLE
evidence-cli-left-out = not in this copy
evidence-cli-not-attached = Not attached: { $problem }
evidence-cli-not-embedded = NOT IN THE WORKBOOK
evidence-cli-unused = not in use
evidence-cli-expired = expired on { $day }
evidence-cli-event = event of { $day }
evidence-cli-page = license page { $page }
evidence-cli-report = report on { $year }

# The place for evidence, and evidence where it is used.
command-show-evidence = Evidence
command-attach-files = Attach files to the selected duty…
command-verify-evidence = Check all evidence
command-relink-evidence = Find lost files…
command-extract-evidence = Export all evidence to a folder…
command-extract-evidence-zip = Export all evidence as a zip file…
path-evidence-links = Choose files to link
evidence-kind-picture = Picture
evidence-kind-pdf = PDF
evidence-kind-text = Text
evidence-kind-document = Document
evidence-kind-sheet = Spreadsheet
evidence-kind-slides = Slides
evidence-kind-archive = Archive
evidence-kind-media = Audio or video
evidence-kind-other = Other
evidence-state-unchecked = Not checked
evidence-state-ok = Unchanged
evidence-state-changed = Changed
evidence-state-missing = File missing
evidence-state-unreadable = Unreadable
evidence-state-left-out = Not in this copy
evidence-state-not-embedded = Contents missing
evidence-advice-changed = The contents are not what was attached. Find the original file, or replace it by a new version
evidence-advice-missing = The file is not where it was. Search a folder for it; it is recognized by its SHA-256
evidence-advice-unreadable = Check permissions or the network, then check again
evidence-advice-left-out = This copy was made without its contents. The workbook it was made from has them; merging it back takes nothing away
evidence-advice-not-embedded = The workbook lacks its contents. Attach the same file again to restore them
evidence-expired-days = { $n ->
    [one] Expired { $n } day ago
   *[other] Expired { $n } days ago
}
evidence-expires-today = Expires today
evidence-expires-in = { $n ->
    [one] Expires in { $n } day
   *[other] Expires in { $n } days
}
evidence-preview-waiting = Reading…
evidence-preview-no-bytes = No preview: the contents cannot be read, or have changed
evidence-preview-elsewhere = Linked from outside the folder of the workbook, so not read unless you ask
evidence-preview-read = Read and show it
evidence-preview-empty = An empty file: nothing to show
evidence-preview-broken = No preview: the content cannot be read
evidence-preview-encrypted = The file has a password and cannot be shown
evidence-preview-not-started = The program could not start drawing a preview; start it again, or open the file with another program
evidence-preview-kind = No preview for files of this kind; open it in the system’s program
evidence-use-done = done on { $day }
evidence-use-event = Event
evidence-use-page = scan of the license
evidence-use-report = Annual report { $year }
evidence-actions = Actions: { $name }
evidence-show = Show: { $name }
evidence-picture-of = Picture of { $name }
evidence-open = Open a copy
evidence-reveal = Show in folder
evidence-details = Show all details
evidence-replace = Replace by a new version…
evidence-confidential = Confidential
evidence-confidential-hint = Left out of exports unless asked for
evidence-close = Close
evidence-copy-picture = Copy the picture
evidence-copied = The picture is in the clipboard
evidence-not-copied = There is no picture to copy
evidence-not-pasted = The picture in the clipboard cannot be saved as a file
evidence-larger = Larger
evidence-smaller = Smaller
evidence-next = Next
evidence-previous = Previous
evidence-page-before = Previous page
evidence-page-after = Next page
evidence-page-of = Page { $page } of { $pages }
evidence-text-beginning = { $encoding }, only the beginning is shown
evidence-text-whole = { $encoding }
evidence-tab-all = All evidence
evidence-tab-lacking = Duties without evidence
evidence-attach-more = Other ways
evidence-attach-folder = Attach a whole folder…
evidence-attach-link = Link files (kept outside the workbook)…
evidence-reuse = Use evidence that is in the workbook
evidence-drop-hint = Drop files here, or paste a screenshot with { $keys }
evidence-drop-duty = Let go to attach to { $label }
evidence-drop-page = Let go to make it the scan of page { $page }
evidence-drop-anywhere = Let go to add to the workbook
evidence-pasted-name = Screenshot { $at }.png
evidence-search = Search evidence
evidence-filter-unused = Unused
evidence-filter-expiring = Expired or expiring
evidence-filter-wrong = Not in order
evidence-sort-downward = Descending
evidence-shown = { $shown } of { $all } shown
evidence-none-found = No such evidence
evidence-column-name = Name
evidence-column-kind = Type
evidence-column-size = Size
evidence-column-by = Attached by
evidence-column-at = Attached on
evidence-column-effective = Dated
evidence-column-valid-until = Valid until
evidence-column-uses = Used for
evidence-column-state = State
evidence-former = Former version
evidence-newer = Newer version
evidence-bulk-confidential = Mark as confidential
evidence-bulk-open = Mark as not confidential
evidence-embed = Take into the workbook
evidence-move-out = Move out and link…
evidence-move-out-hint = Puts the contents into a file outside the workbook, which keeps the path and the hash and gets smaller
evidence-remove = Remove from the workbook
evidence-remove-unused = Remove { $n } unused
evidence-empty = No evidence yet
evidence-empty-hint = Attach files, or drop them on the window; one piece can serve several duties
evidence-empty-lacking = Show the duties without evidence
evidence-enlarge = Enlarge
evidence-relink = Find lost files…
evidence-section-known = About it
evidence-name-hint = A name is needed
evidence-description = Description
evidence-where = Kept
evidence-relative = Relative path
evidence-copy-path = Copy the path
evidence-copy-hash = Copy the hash
evidence-section-uses = { $n ->
    [one] Used in { $n } place
   *[other] Used in { $n } places
}
evidence-unused-hint = It is not used anywhere yet
evidence-section-versions = Versions
evidence-share = Use for the twin duties too: { $what }
evidence-share-all = { $n ->
    [one] Use for the twin of { $n } duty too
   *[other] Use for the twins of { $n } duties too
}
evidence-lacking-all = All
evidence-lacking-met = Only those that are met
evidence-lacking-hint = These duties have nothing of what an inspector accepts
evidence-lacking-none = No duty lacks evidence
evidence-lacking-none-hint = Every duty that applies has some
evidence-accepts = Accepted: { $what }
evidence-page-text = Text
evidence-page-scan = Scan
evidence-page-both = Side by side
evidence-attach-scan = Attach a scan…
evidence-attach-scan-of = Attach a scan of page { $page }
evidence-scan-actions = Actions: scan of page { $page }
