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
compare-left-out = Not compared, since one of the two does not have it: { $what }
compare-derived = What only follows from the day or from other fields, such as days left and counts, is not listed
