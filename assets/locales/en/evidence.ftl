# Messages about evidence: attaching, viewing, checking, exporting.

# Attaching files.
import-running = Reading files
import-canceled = Reading was stopped; nothing was attached
import-failed = Some files could not be read
toast-not-saved-as = Not saved as { $path }: that workbook is no longer open; save it again
import-other-document = Another workbook is open now; the files read for the previous one were not attached
import-done = { $n ->
    [one] { $n } file read
   *[other] { $n } files read
}
import-more = … and { $n } more
import-known = { $n ->
    [one] { $n } file was already in the workbook and is reused
   *[other] { $n } files were already in the workbook and are reused
}
import-empty = “{ $path }” is empty; it was attached anyway
import-linked-large = “{ $path }” is large, so it was linked, not embedded. Send it along with the workbook
import-linked-no-room = “{ $path }” was linked, not embedded: the workbook would become too large. Send it along with the workbook
import-renamed = “{ $path }” was attached as “{ $name }”: its name contains misleading or unsupported characters
import-same = “{ $path }” has the same contents as “{ $name }”; it was attached once
import-skipped = { $n ->
    [one] { $n } hidden or temporary file in “{ $path }” was skipped
   *[other] { $n } hidden or temporary files in “{ $path }” were skipped
}
import-links = { $n ->
    [one] { $n } link in “{ $path }” was not followed
   *[other] { $n } links in “{ $path }” were not followed
}
import-itself = “{ $path }” is this workbook; it was skipped
import-not-found = “{ $path }” does not exist; the file may have been moved, or its drive is not connected
import-broken-link = “{ $path }” is a broken link; choose the file itself
import-link-loop = “{ $path }” is a link that leads back to itself; choose the file itself
import-permission = No permission to read “{ $path }”; request access or a copy from its owner
import-is-a-folder = “{ $path }” is a folder; choose a file
import-not-a-file = “{ $path }” is a device, a pipe or similar, not a file; choose a file
import-changing = Another program is writing “{ $path }”; wait until it has finished, then attach the file again
import-too-many = “{ $path }” contains more than { $n ->
    [one] { $n } file
   *[other] { $n } files
 }; choose a smaller folder, or single files
import-too-deep = The folders in “{ $path }” are nested deeper than { $n }; attach the inner folder separately
import-io = “{ $path }” could not be { $step ->
    [look] found
    [open] opened
   *[read] read to its end
}: { $message }. Check its drive or connection, then attach it again

# Checking evidence for changes, and opening it.
verify-running = Checking evidence
verify-finding = Looking for files
verify-canceled = The check was stopped
verify-fine = { $n ->
    [one] { $n } piece of evidence checked: unchanged
   *[other] { $n } pieces of evidence checked: all unchanged
}
verify-bad = { $n ->
    [one] { $n } piece of evidence is changed or missing
   *[other] { $n } pieces of evidence are changed or missing
}
verify-found = { $n } of { $wanted ->
    [one] { $wanted } lost file found
   *[other] { $wanted } lost files found
 }
verify-changed = “{ $name }” has changed since it was attached
verify-missing = “{ $name }” is missing; its file was moved, or its drive is not connected
verify-unreadable = “{ $name }” cannot be read: { $message }
verify-left-out = This copy was made without the contents of “{ $name }”; the original workbook has them
verify-not-embedded = The contents of “{ $name }” are not in the workbook; attach the same file again
verify-sink = Writing failed: { $message }
verify-danger-title = Open this file?
verify-danger-program = “{ $name }” is a program. When opened, it can do anything that you can do on this computer
verify-danger-script = “{ $name }” can run commands or load external contents when it is opened
verify-danger-macro = “{ $name }” may contain macros, which can run commands when it is opened
verify-danger-open = Open anyway

# Exporting evidence.
extract-running = Writing evidence
extract-opening = Opening a copy
extract-canceled = Writing was stopped; no files were left behind
extract-failed = The evidence could not be written
extract-incomplete = Some evidence could not be written
extract-no-program = “{ $path }” could not be opened: { $message }
extract-done = { $n ->
    [one] { $n } piece of evidence written
   *[other] { $n } pieces of evidence written
}
extract-confidential-title = Export confidential evidence too?
extract-confidential-text = { $n ->
    [one] { $n } piece of evidence is marked confidential.
   *[other] { $n } pieces of evidence are marked confidential.
}
extract-confidential-without = Leave out
extract-confidential-with = Export too
extract-withheld = { $n ->
    [one] { $n } confidential piece of evidence was left out
   *[other] { $n } confidential pieces of evidence were left out
}
extract-not-empty = The folder “{ $path }” is not empty; choose a new one
extract-not-a-folder = “{ $path }” is not a folder; choose another place
extract-index = The index could not be made: { $message }
extract-name = Evidence { $number } { $day }
extract-folder-license = License pages
extract-folder-events = Events
extract-folder-reports = Annual reports
extract-folder-other = Unused
extract-title = Index of evidence
extract-as-of = Exported on { $day }
extract-hint = SHA256SUMS contains the hash of every file; “sha256sum -c SHA256SUMS” checks them all
extract-path = Path
extract-changed = Left out: changed since it was attached
extract-missing = Left out: file missing
extract-unreadable = Left out: unreadable
extract-left-out = Left out: contents not in this copy
extract-not-embedded = Left out: contents not in the workbook
path-evidence-folder = Attach all files of a folder
path-replacement = Choose the new version
path-move-out = Move evidence to a file
path-find-evidence = Choose the folder to search
path-extract = Choose where to export the evidence
date-rule-evidence = Evidence expires

# Command line.
evidence-cli-attached = { $label }: “{ $name }” attached, { $how }, sha256 { $hash }
evidence-cli-nothing = { $label } already has these files; nothing was changed
evidence-cli-none = There is no evidence
evidence-cli-ok = unchanged
evidence-cli-changed = CHANGED
evidence-cli-missing = MISSING
evidence-cli-unreadable = UNREADABLE
evidence-cli-left-out = not in this copy
evidence-cli-not-attached = Not attached: { $problem }
evidence-cli-not-embedded = NOT IN THE WORKBOOK
evidence-cli-unused = unused
evidence-cli-expired = expired on { $day }
evidence-cli-event = event of { $day }
evidence-cli-page = license page { $page }
evidence-cli-report = report for { $year }

# The evidence view, and evidence in other views.
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
evidence-advice-changed = The contents have changed since the file was attached. Find the original file, or replace it with a new version
evidence-advice-missing = The file is not at its path. Search a folder for it; it is recognized by its SHA-256
evidence-advice-unreadable = Check the permissions or the network, then check again
evidence-advice-left-out = This copy was made without the contents. The original workbook has them; merging this copy back does not remove them
evidence-advice-not-embedded = The workbook lacks the contents. Attach the same file again to restore them
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
evidence-preview-no-bytes = No preview: the contents cannot be read or have changed
evidence-preview-elsewhere = The link points outside the folder of the workbook, so the file is read only on request
evidence-preview-read = Read and show
evidence-preview-empty = The file is empty
evidence-preview-broken = No preview: the contents are not recognized
evidence-preview-encrypted = No preview: the file is protected by a password
evidence-preview-not-started = The preview could not be started; restart the program, or open the file with another program
evidence-preview-kind = No preview for this type of file; open it with a program of the system
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
evidence-replace = Replace with a new version…
evidence-confidential = Confidential
evidence-confidential-hint = Left out of exports by default
evidence-close = Close
evidence-copy-picture = Copy the picture
evidence-copied = Picture copied
evidence-not-copied = There is no picture to copy
evidence-not-pasted = The picture in the clipboard cannot be saved as a file
evidence-larger = Zoom in
evidence-smaller = Zoom out
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
evidence-reuse = Use existing evidence
evidence-drop-hint = Drop files here, or paste a screenshot with { $keys }
evidence-drop-duty = Release to attach to { $label }
evidence-drop-page = Release to attach as the scan of page { $page }
evidence-drop-anywhere = Release to add to the workbook
evidence-pasted-name = Screenshot { $at }.png
evidence-search = Search evidence
evidence-filter-unused = Unused
evidence-filter-expiring = Expired or expiring
evidence-filter-wrong = Problems
evidence-sort-downward = Descending
evidence-shown = { $shown } of { $all } shown
evidence-none-found = No matching evidence
evidence-column-name = Name
evidence-column-kind = Type
evidence-column-size = Size
evidence-column-by = Attached by
evidence-column-at = Attached on
evidence-column-effective = Dated
evidence-column-valid-until = Valid until
evidence-column-uses = Used for
evidence-column-state = State
evidence-former = Previous version
evidence-newer = Newer version
evidence-bulk-confidential = Mark as confidential
evidence-bulk-open = Mark as not confidential
evidence-embed = Embed in the workbook
evidence-move-out = Move out and link…
evidence-move-out-hint = Moves the contents into a file outside the workbook. The workbook keeps the path and the hash and gets smaller
evidence-remove = Remove from the workbook
evidence-remove-unused = Remove { $n } unused
evidence-empty = No evidence yet
evidence-empty-hint = Attach files, or drop them on the window; one piece of evidence can serve several duties
evidence-empty-lacking = Show duties without evidence
evidence-enlarge = Enlarge
evidence-relink = Find lost files…
evidence-section-known = Details
evidence-name-hint = A name is needed
evidence-description = Description
evidence-where = Stored
evidence-relative = Relative path
evidence-copy-path = Copy the path
evidence-copy-hash = Copy the hash
evidence-section-uses = { $n ->
    [one] Used in { $n } place
   *[other] Used in { $n } places
}
evidence-unused-hint = Not used yet
evidence-section-versions = Versions
evidence-share = Also use for the duty with the same requirement: { $what }
evidence-share-all = { $n ->
    [one] Also use for { $n } duty with the same requirement
   *[other] Also use for { $n } duties with the same requirements
}
evidence-lacking-all = All
evidence-lacking-met = Only duties that are met
evidence-lacking-hint = These duties have no evidence that an inspector would accept
evidence-lacking-none = No duty lacks evidence
evidence-lacking-none-hint = Every duty that applies has evidence
evidence-accepts = Accepted: { $what }
evidence-page-text = Text
evidence-page-scan = Scan
evidence-page-both = Side by side
evidence-attach-scan = Attach a scan…
evidence-attach-scan-of = Attach a scan of page { $page }
evidence-scan-actions = Actions: scan of page { $page }
