# Words of histories, of copies that are handed out, and of merging them.

command-merge-copy = Merge a copy…
command-hand-out = Send for completion…
command-show-history = History

path-merge-copy = Choose the copy to merge
path-hand-out = Save the copy as
path-history = Save the history as

file-part = to-complete
file-copy = copy
file-history = history

activity-merge = Comparing copies
activity-hand-out = Writing the copy
activity-unlock = Decrypting

toast-handed-out = Wrote the copy { $path }
toast-taken-in =
    { $settled ->
        [0] Merged: { $n ->
            [one] { $n } change came in
           *[other] { $n } changes came in
        }
       *[other] Merged: { $n ->
            [one] { $n } change came in
           *[other] { $n } changes came in
        }, { $settled ->
            [one] { $settled } conflict settled
           *[other] { $settled } conflicts settled
        }
    }
toast-merge-nothing = “{ $name }” has nothing new

# The preview of a merge
merge-title = Merge “{ $name }”
merge-incoming =
    { $n ->
        [one] { $name }: 1 change
       *[other] { $name }: { $n } changes
    }
merge-outgoing =
    { $n ->
        [one] 1 change here is not in the other copy; it stays
       *[other] { $n } changes here are not in the other copy; they stay
    }
merge-nothing-new = The other copy has nothing new
merge-conflicts =
    { $n ->
        [one] One thing was changed on both sides: choose
       *[other] { $n } things were changed on both sides: choose
    }
merge-all-mine = All from here
merge-all-theirs = All from the other
merge-mine = Here
merge-theirs = Other copy
merge-earlier = Merged before
merge-both = Keep both texts
merge-apply = Merge
merge-settle = Settle
merge-open-title = What both sides changed is to be settled
conflicts-open =
    { $n ->
        [one] A merge left one place where both sides differ; nobody has chosen yet
       *[other] A merge left { $n } places where both sides differ; nobody has chosen yet
    }
conflicts-settle = Choose…
merge-undecided = { $n } still to choose
merge-look = Look…
merge-removed = (removed)
merge-kept = (kept, with changes)
merge-restored = Removed on one side and needed on the other, so it is back: { $what }
merge-doubtful = { $n ->
    [one] { $n } record does not say what its name stands for and counts for nothing
   *[other] { $n } records do not say what their names stand for and count for nothing
 }
merge-other-beginning = They do not begin with the same state, so they are not copies of one workbook
merge-same-name = “{ $name }” was entered on both sides, and is two people after the merge
merge-twin = { $day } { $name }: recorded on both sides, perhaps the same event; after merging, one of them can be removed under Deadlines
merge-own-file = This is the file that is open
merge-other-title = This is another workbook
merge-other-text = “{ $name }” is no copy of the workbook that is open, so they cannot be merged. You can open it by itself.
merge-open-it = Open it
merge-unknown-origin = This part was handed out from a later version. Merge that version first, then this part.
merge-contradiction = Together the two copies would contradict themselves; another program may have changed one of them. Neither file was changed.

# Other copies in the folder
beside-title = There are other copies of this workbook in the folder
beside-text = They may come from a sync client that found two versions, or be parts that colleagues sent back.
beside-merge = Look at { $name }
beside-new =
    { $n ->
        [one] 1 change is not in here yet
       *[other] { $n } changes are not in here yet
    }
later = Later

# Handing out
hand-out-title = Send for completion
hand-out-text = Writes a copy that opens like any workbook. When it comes back, drop the file on the window to merge it.
hand-out-all = All duties
hand-out-selected = Those selected in the checklist ({ $n })
hand-out-owner = Those of
hand-out-owner-duties = { $name } ({ $n })
hand-out-with-bytes = With the files of evidence
hand-out-confidential = With the contents of confidential evidence
hand-out-without-bytes = Names and hashes of evidence are in it all the same
hand-out-protect = Protect it with a passphrase
hand-out-passphrase = Passphrase
hand-out-again = Once more
hand-out-no-way-back = There is no way to open it without the passphrase
hand-out-differs = The two differ
hand-out-choose-file = Choose a file…

# Passphrases
save-protected-name = “{ $path }” would be called a protected copy and is none; choose a name that ends in .ron. A protected copy is written by “Send for completion…”
unlock-title = “{ $name }” is protected
unlock-text = Enter the passphrase. Saves, recovery copies and backups are protected by it too.
in-memory-strip = Taken from “{ $name }”, which is protected: it is in memory alone until it is saved as a file, behind the same passphrase
in-memory-changes = { $n ->
    [one] 1 change is in memory alone: there is no recovery copy, so save it
   *[other] { $n } changes are in memory alone: there is no recovery copy, so save them
}
unlock-open = Open
unlock-wrong-passphrase = { $surface ->
    [window] The passphrase does not fit
   *[command] The passphrase does not fit “{ $path }”; look for blanks and capital letters in it
 }
unlock-damaged = “{ $path }” is cut off or damaged; ask for it again
unlock-not-protected = “{ $path }” is not protected by a passphrase, though its name says so; choose another file
unlock-too-costly = “{ $path }”: { limit-exceeded }; someone may have tampered with it, so ask for it again

# History
history-title = History
history-everyone = Everyone
history-person = Person
history-session = Session
history-any-session = Any session
history-session-name = { $day }, on { $year }
history-duty = Duty
history-duty-hint = Duty, e.g. 12-5
history-since = From
history-until = To
history-count =
    { $n ->
        [one] 1 record
       *[other] { $n } records
    }
history-export = Export as a table…
history-empty = No records
history-none-yet = Every change is kept here
history-none-found = Widen the choice above
history-altered = not as it was saved, and counts for nothing: { $what }
history-found = changed outside this program: { $what }
history-accepted = accepted what was changed outside this program: { $what }
history-accepted-unknown = accepted what was changed outside this program
found-altered = { $n ->
    [one] { $n } altered record
   *[other] { $n } altered records
 }
found-missing = { $n ->
    [one] { $n } record taken out
   *[other] { $n } records taken out
 }
found-strip = Found in this file: { $what }
found-accept = Accept
found-accept-hint = Take it as it is now. The history keeps what was found, and that you accepted it
found-look = Show
history-merged = merged copies
history-merged-from = merged copies: { $from } came in
history-merged-and = { $merged }; settled: { $what }
history-redone = brought back: { $what }
history-go = Go to { $what }
history-brought = { $n ->
    [one] 1 change by { $name }
   *[other] { $n } changes by { $name }
 }
history-brought-list = { $n ->
    [one] 1 record came in:
   *[other] { $n } records came in:
 }
history-at = Time
history-what = What
history-field = Where
history-from = From
history-to = To

part-heads = text
part-figures = figures
part-materials = materials
part-minutes = minutes
part-decisions = decisions
part-agenda = agenda
part-note = description
part-name = name
part-day = day
part-other = contents

# Command line
cli-merged = Merged into { $path }: { $left ->
    [one] { $left } change
   *[other] { $left } changes
 } only in the first, { $right } only in the second, { $settled ->
    [one] { $settled } conflict settled
   *[other] { $settled } conflicts settled
 }
cli-merge-conflict = Conflict left open: { $subject }
cli-merge-restored = Removed on one side and needed on the other, so it is back: { $subject }
cli-merge-same-name = “{ $subject }” was entered on both sides
cli-merge-different = “{ $left }” and “{ $right }” are not copies of one workbook; check the paths
cli-merge-unknown-origin = “{ $left }” and “{ $right }”: one is a part of a later version; merge that version first
cli-merge-contradiction = “{ $left }” and “{ $right }” would contradict themselves together; nothing was written: { $message }
cli-part = Wrote { $path }: { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
cli-part-of-nothing = “{ $path }”: no duty was named; add --duty or --owner
cli-unknown-person = “{ $path }” has nobody called “{ $name }”; license-workbook people shows who there is
cli-unknown-session = “{ $path }”: no session was held on { $day }, or nothing was recorded in it; license-workbook history shows them
cli-signed = Signed with the key of { $signer } ({ $key }): { $path }
verify-workbook = Whole: { $n ->
    [one] { $n } record
   *[other] { $n } records
 }, and the past is unchanged
verify-workbook-but = Whole but for what was accepted or taken back: { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
verify-unexplained = { $subject }: the history comes to “{ $from }”, the file shows “{ $to }”
verify-altered = Record { $id } does not say what its name stands for: it was altered
verify-missing-record = Record { $id } is named and not there: it was taken out
verify-base = What the history begins with was altered
verify-was-found = { $what } (found by { $by }, { $at }; nobody has accepted it)
verify-was-found-settled = { $what } (found by { $by }, { $at }; settled by { $settled })
verify-head = Latest record { $id }
verify-signed-at = { $words }, { $at }
accept-nothing = Nothing to accept: nothing was found that this program had not written
cli-found = “{ $path }”: { $what }; this stays in its history, and license-workbook verify shows it
cli-unexplained = It shows something else than its history; license-workbook verify shows what
cli-merge-other-beginning = “{ $left }” and “{ $right }” do not begin with the same state, so they are not copies of one workbook; nothing was written
verify-conflicts = { $n ->
    [one] { $n } conflict is open
   *[other] { $n } conflicts are open
 }
verify-file =
    { $kind ->
        [comparison] The comparison
        [snapshot] The snapshot
       *[other] The file
    }{ $verdict ->
        [whole] {" "}is whole
        [altered] {" "}was changed
        [mislabeled] {" "}is whole, but labeled as something else
        [unfrozen] { $kind ->
            [comparison] {" "}names no digest to check it by
           *[other] {" "}was not frozen and names no digest to check it by
        }
       *[signed] {""}
    }
verify-kept-snapshot = The snapshot “{ $name }” of { $day } that it keeps: { $verdict }
verify-signature =
    { $state ->
        [good] Signed by { $signer }, key { $key }
        [changed] It was changed after { $signer } signed it (key { $key })
       *[forged] The signature was not made with the key that it names
    }
verify-signed-since = { $n ->
    [one] ; { $n } record after it is not signed
   *[other] ; { $n } records after it are not signed
 }
cli-sign-unexplained = “{ $path }” shows something else than its history, so it is not signed; see license-workbook verify, then accept it or put it right
verify-unsigned = Not signed
verify-unknown = “{ $path }” is no workbook, snapshot or comparison, has no list of hashes, and no signature beside it; check the path
verify-bad-signature = “{ $path }” is no signature; ask for it again

# Parts that are handed out
part-is = This is a part of a workbook
part-is-from = This is a part of “{ $from }”, cut on { $day }
part-by = {" "}by { $by }
part-for = , for { $to } to fill in
part-by-for = {" "}by { $by } for { $to }
part-to-do = · Fill it in, save, and send the file back to be merged
part-filled-in-by = Filled in by { $name }
part-another = Somebody else fills it in

# People on the command line
cli-owner-added = “{ $path }”: added the person “{ $name }”
cli-owner-added-like = “{ $path }”: added the person “{ $name }”; there is { $like } too. If they are one, use license-workbook people merge
cli-people-what = No workbook was named; see license-workbook people --help
cli-people-empty = “{ $path }”: the new name is empty; give a name
cli-people-taken = “{ $path }”: there is a “{ $name }” already; if they are one, use license-workbook people merge
