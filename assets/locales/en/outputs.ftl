# Messages about exports: report tables, optional content, freezing.

# Tables of an annual report.
table-report = Annual report
table-heads = Text of the report
table-figures = Figures of the report
table-materials = Materials for the report
table-attestations = Confirmations
table-sessions = Sessions
table-decisions = Decisions
table-gaps = Missing items
column-head = Section
column-head-source = Basis
column-publication = Public disclosure
column-head-text = Text
column-unit = Unit
column-material = Material
column-attested-on = Confirmed on
column-flags = Why it is on the agenda
column-taken-from = Wording from report year
column-corrections = Corrections
column-session-id = Session id
column-decision = Decision
column-gap = Missing item
column-blocking = Required
column-gap-duties = Duties
column-count = Count
paper-internal = For internal use (not filed with the report)

# Optional content.
export-notes-hint = Also sessions, missing items, differences from the checklist, and how the report was confirmed. For internal use only
along-text = The following is left out by default.
along-confidential = { $n ->
    [one] { $n } piece of evidence is marked confidential. When left out, its name does not appear either.
   *[other] { $n } pieces of evidence are marked confidential. When left out, their names do not appear either.
}

# Freezing.
freeze-no-purpose = Enter the purpose of the snapshot
freeze-not-yet = { $day } is in the future: a snapshot shows today or an earlier day
cli-freeze-no-purpose = “{ $path }” is unchanged: a snapshot needs a purpose; give it with --purpose
cli-freeze-not-yet = “{ $path }” is unchanged: { $day } is in the future; give today or an earlier day with --on. Only dates are calculated for that day; the answers are the current ones

# Command line.
cli-no-stdout = - is standard output, which can take only one exported file; this command writes a workbook, a folder, or an archive with evidence, so give a path
cli-format-missing = The name “{ $path }” does not show a format; give one with --format, or end the name in one of these: { $endings }
cli-format-of-stdout = Standard output has no name that shows the format; give one with --format
cli-format-not-of-name = The extension of “{ $path }” is not that of { $format }; change the name or --format
cli-frozen-not-whole = The snapshot “{ $name }” of “{ $path }” cannot be exported: { $reason }; restore it from a backup or another copy of the workbook
cli-compare-left-out = { $n ->
    [one] { $n } more difference in internal or confidential content is not listed; add --with-notes or --with-confidential to see it
   *[other] { $n } more differences in internal or confidential content are not listed; add --with-notes or --with-confidential to see them
}
evidence-cli-used-in = “{ $name }” is already used in: { $places }
evidence-cli-confidential-elsewhere = { $n ->
    [one] Nothing was attached: marked as confidential, this file would be left out of exports there too; add --everywhere to do so, or omit --confidential
   *[other] Nothing was attached: marked as confidential, these { $n } files would be left out of exports there too; add --everywhere to do so, or omit --confidential
}
verify-list = { $n ->
    [one] { $n } file matches the list
   *[other] { $n } files match the list
}
verify-list-changed = Differs from the list: { $name }
verify-list-missing = Listed, but missing: { $name }
verify-list-unlisted = Not in the list: { $name }
verify-list-snapshot = { $name }: { $verdict }
