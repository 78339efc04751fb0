# Words of evidence: attaching it, looking at it, checking it, taking it out.

# Taking files in.
intake-running = Reading files
intake-cancelled = Reading was stopped; nothing was attached
intake-failed = Not all files could be read
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
intake-too-many = “{ $path }” holds more than { $n } files; choose a smaller folder, or single files
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
verify-found = { $n } of { $wanted } lost files found
verify-changed = “{ $name }” is not what was attached: its bytes have changed
verify-missing = “{ $name }” is not there; its file was moved, or its drive is not connected
verify-unreadable = “{ $name }” cannot be read: { $message }
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
evidence-cli-not-embedded = NOT IN THE WORKBOOK
evidence-cli-unused = not in use
evidence-cli-expired = expired on { $day }
evidence-cli-event = event of { $day }
evidence-cli-page = license page { $page }
evidence-cli-report = report on { $year }
