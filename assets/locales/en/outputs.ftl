# What leaves the program: what goes along, what is checked, and where it goes.

# Tables of an annual report.
table-report = Annual report
table-heads = Text of the report
table-figures = Figures of the report
table-materials = Material of the report
table-attestations = What was attested
table-sessions = Sessions
table-decisions = Decisions
table-gaps = What is missing
column-head = Part
column-head-source = Source
column-publication = Publication
column-head-text = Text
column-unit = Unit
column-material = Material
column-attested-on = Attested on
column-flags = Why it is to be discussed
column-taken-from = Taken over from
column-corrections = Corrections
column-session-id = Id of the session
column-decision = Decision
column-gap = What is missing
column-blocking = Blocks
column-gap-duties = Duties
column-count = Count
paper-internal = For inside use (not filed with the report)

# What goes along.
export-notes-hint = Also sessions, what is missing, what does not agree with the checklist, and how a report was attested. For inside use only
along-text = The following is left out unless you choose it.
along-confidential = { $n ->
    [one] One piece of evidence is marked confidential; left out, not even its name appears.
   *[other] { $n } pieces of evidence are marked confidential; left out, not even their names appear.
}

# Freezing.
freeze-no-purpose = Say what the snapshot is for
freeze-not-yet = { $day } has not come yet: a snapshot can keep how things stand today or stood before
cli-freeze-no-purpose = “{ $path }” is unchanged: a snapshot needs a purpose; say it with --purpose
cli-freeze-not-yet = “{ $path }” is unchanged: { $day } has not come yet; name with --on a day up to today. For it only the dates are reckoned, the answers are those of now

# Command line.
cli-no-stdout = - is standard output, which takes a single exported file; a workbook, a folder, or an archive with evidence is written here: name a path
cli-format-missing = The name “{ $path }” does not end in a format; name one with --format, or end the name in .pdf, .html, .docx, .xlsx, .csv, .md, .json or .ics
cli-format-of-stdout = Standard output has no name that tells the format; name one with --format
cli-format-not-of-name = The name “{ $path }” does not end as { $format } does; change the name or --format
cli-frozen-not-whole = The snapshot “{ $name }” of “{ $path }” cannot be exported: { $reason }; take it from a backup or from another copy of the workbook
cli-compare-left-out = { $n ->
    [one] One more difference is in what is internal or confidential and not listed; add --with-notes or --with-confidential to see it
   *[other] { $n } more differences are in what is internal or confidential and not listed; add --with-notes or --with-confidential to see them
}
evidence-cli-used-in = “{ $name }” is already used in: { $places }
evidence-cli-confidential-elsewhere = { $n ->
    [one] Nothing was attached: marked confidential, this file would be left out of exports there too; add --everywhere if that is meant, or leave --confidential out
   *[other] Nothing was attached: marked confidential, these { $n } files would be left out of exports there too; add --everywhere if that is meant, or leave --confidential out
}
verify-list = { $n ->
    [one] One file is as listed
   *[other] { $n } files are as listed
}
verify-list-changed = Not as listed: { $name }
verify-list-missing = Listed, but not in it: { $name }
verify-list-unlisted = Not in the list: { $name }
verify-list-snapshot = { $name }: { $verdict }
