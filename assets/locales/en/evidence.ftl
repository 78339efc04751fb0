# Words of evidence: attaching it, looking at it, checking it, taking it out.
