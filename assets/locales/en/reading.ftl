# Remarks and errors of reading a license file.

reading-encoding = Character encoding: { $name }
reading-nuls = { $n ->
    [one] One NUL character was removed
   *[other] { $n } NUL characters were removed
}
reading-malformed = { $n ->
    [one] One byte does not fit the encoding and was replaced by a substitute; check it
   *[other] { $n } bytes do not fit the encoding and were replaced by a substitute; check them
}
reading-deleted = Text deleted in tracked changes was left out (characters: { $n })
reading-inserted = Text inserted in tracked changes that nobody accepted is included (characters: { $n }); check it
reading-hidden = Hidden text was left out (characters: { $n })
reading-struck = Text that is struck through is included (characters: { $n }); check it
reading-comments = { $n ->
    [one] One comment was left out
   *[other] { $n } comments were left out
}
reading-pictures = { $n ->
    [one] One picture was left out; it may contain text
   *[other] { $n } pictures were left out; they may contain text
}
reading-numbers = { $n ->
    [one] One automatic number was written out
   *[other] { $n } automatic numbers were written out
}
reading-number-format = The number format “{ $name }” is not supported; Arabic digits stand in its place
reading-symbols = { $n ->
    [one] One special symbol is unknown
   *[other] { $n } special symbols are unknown
}
reading-headers-added = The license number stands in the page headers or footers only, so they were added
reading-headers = Page headers and footers were left out (characters: { $n })
reading-footnotes = { $n ->
    [one] One footnote was added at the end
   *[other] { $n } footnotes were added at the end
}
reading-empty-pages = { $n ->
    [one] One page has no text; check it
   *[other] { $n } pages have no text; check them
}
reading-recognized = { $n ->
    [one] One page was recognized on this computer, and the file did not leave it; compare the text with the page
   *[other] { $n } pages were recognized on this computer, and the file did not leave it; compare the text with the pages
}
reading-layer = The text layer of page { $n } does not fit its picture; the picture was read instead
reading-slanted = Text that runs askew, such as a watermark, was left out (characters: { $n })
reading-seals = { $n ->
    [one] One seal or annotation was not read
   *[other] { $n } seals or annotations were not read
}

intake-not-text = it is no text in UTF-8, UTF-16 or GB18030 and no known format; save it as PDF, DOCX or text
intake-encrypted = it is protected by a password; open it with its own program and save a copy without a password
intake-old-word = it is an old Word document (.doc); save it as .docx or PDF
intake-damaged = the { $format } file is damaged: { $reason }; request it again or save it anew
intake-too-large = it is too large
intake-recognition = the page could not be recognized: { $reason }
intake-canceled = it was canceled

license-unread = “{ $path }” could not be read: { $reason }
cli-point = line { $line }: { $message }
cli-read = “{ $path }” was written: { $format }; pages: { $pages }, characters: { $n }
