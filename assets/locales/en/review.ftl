# The review of what was understood.

command-show-understood = What was understood
review-reading = Reading “{ $name }” (at most 100 pages and 300 MB)
scan-reading = Finding the text on “{ $name }”
review-title = Review the license
review-recognized = recognized on this computer, the file did not leave it
review-open = { $n ->
    [one] { $n } open point
   *[other] { $n } open points
}
review-make = Make the workbook
review-later = Later
review-back = Back
review-kept = The review is kept; continue it with What was understood
review-not-a-day = This is not a day; enter it like 2024-05-09
review-points = Points to look at first
review-no-points = No open points
review-settled = { $n ->
    [one] { $n } settled point
   *[other] { $n } settled points
}
review-cover = Cover
review-services = Licensed services
review-provisions = Special provisions
review-tally = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
}: { $same } as in the catalog, { $near } similar, { $rules } by rules
review-words = Words of the text
review-words-keys = Ctrl+Enter accepts, Esc leaves the words as they are
review-words-likely = The likely readings are filled in
review-absent = Not found; can be entered
review-corrected = Corrected
review-settle = Settle or reopen
review-correct = Correct
review-limited = Only: { $words }
review-includes = Includes: { $words }
review-excludes = Excludes: { $words }
review-coverage = Coverage: { $words }
review-sites = Machine rooms: { $words }
review-duties = { $n ->
    [one] { $n } duty
   *[other] { $n } duties
}
review-near = { $percent }% like the catalog: { $words }
review-by-rules = Found by rules
review-same = Same as the catalog
review-no-duties = No duties
review-characters = { $n ->
    [one] { $n } character of text, kept; { $duties } in duties
   *[other] { $n } characters of text, all kept; { $duties } in duties
}
review-keys = ↑ ↓ rows, Y settles, E corrects, Enter shows the place, Esc goes back
offer-title = This file reads as a license
offer-text = “{ $name }” is the license { $number } of { $company }. It was attached as evidence. Review it as a license, to make a workbook from it?
offer-review = Review as a license (Enter)
offer-keep = Keep as evidence (Esc)
