# Messages about copies: handing out, merging, history.

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

# Preview of a merge.
merge-title = Merge “{ $name }”
merge-incoming =
    { $n ->
        [one] { $name }: 1 change
       *[other] { $name }: { $n } changes
    }
merge-outgoing =
    { $n ->
        [one] 1 change here is not in the other copy; it is kept
       *[other] { $n } changes here are not in the other copy; they are kept
    }
merge-nothing-new = The other copy has nothing new
merge-conflicts =
    { $n ->
        [one] 1 item was changed on both sides: choose
       *[other] { $n } items were changed on both sides: choose
    }
merge-all-mine = Use all versions of this workbook
merge-all-theirs = Use all versions of the other copy
merge-mine = This workbook
merge-theirs = Other copy
merge-earlier = From an earlier merge
merge-both = Keep both texts
merge-apply = Merge
merge-settle = Apply choices
merge-open-title = Items changed on both sides
conflicts-open =
    { $n ->
        [one] 1 conflict from a merge is not settled
       *[other] { $n } conflicts from a merge are not settled
    }
conflicts-settle = Choose…
merge-undecided = { $n } left to choose
merge-show = Show…
merge-removed = (removed)
merge-kept = (kept, with changes)
merge-restored = Removed on one side and still used on the other, so it is restored: { $what }
merge-doubtful = { $n ->
    [one] { $n } record does not match its id and is ignored
   *[other] { $n } records do not match their ids and are ignored
 }
merge-other-beginning = The files do not begin with the same state, so they are not copies of one workbook
merge-same-name = “{ $name }” was added on both sides and is two people after the merge
merge-twin = { $day } { $name }: recorded on both sides and may be the same event; after merging, one of them can be removed under Deadlines
merge-own-file = This file is already open
merge-other-title = This is another workbook
merge-other-text = “{ $name }” is not a copy of the open workbook, so they cannot be merged. You can open it separately.
merge-open-it = Open it
merge-unknown-origin = This part was made from a later version. Merge that version first, then this part.
merge-contradiction = The merged workbook would contradict itself; another program may have changed one of the copies. Neither file was changed.

# Other copies in the folder.
beside-title = The folder has other copies of this workbook
beside-text = They may be conflict copies of a sync client, or parts that colleagues sent back.
beside-merge = Show { $name }
beside-new =
    { $n ->
        [one] 1 change is not merged yet
       *[other] { $n } changes are not merged yet
    }
later = Later

# Handing out copies.
hand-out-title = Send for completion
hand-out-text = Writes a copy that opens like any workbook. When it comes back, drop the file on the window to merge it.
hand-out-all = All duties
hand-out-selected = Selected in the checklist ({ $n })
hand-out-owner = Duties of
hand-out-owner-duties = { $name } ({ $n })
hand-out-with-bytes = Include the files of the evidence
hand-out-confidential = Include the contents of confidential evidence
hand-out-without-bytes = Names and hashes of evidence are always included
hand-out-protect = Protect with a passphrase
hand-out-passphrase = Passphrase
hand-out-again = Repeat passphrase
hand-out-no-way-back = Without the passphrase the copy cannot be opened
hand-out-differs = The passphrases do not match
hand-out-choose-file = Choose a file…

# Passphrases.
save-protected-name = The name “{ $path }” is for a protected copy, and this file would not be protected; choose a name that ends in .ron. “Send for completion…” writes a protected copy
unlock-title = “{ $name }” is protected
unlock-text = Enter the passphrase. Saved files, the recovery journal and backups are protected by it too.
in-memory-strip = Taken from “{ $name }”, which is protected: until it is saved, it exists only in memory. The saved file has the same passphrase
in-memory-changes = { $n ->
    [one] 1 change exists only in memory and is not in a recovery journal; save soon
   *[other] { $n } changes exist only in memory and are not in a recovery journal; save soon
}
unlock-open = Open
unlock-wrong-passphrase = { $surface ->
    [window] Wrong passphrase
   *[command] Wrong passphrase for “{ $path }”; check blanks and capital letters
 }
unlock-damaged = “{ $path }” is incomplete or damaged; request it again
unlock-not-protected = “{ $path }” is not protected by a passphrase, although its name says so; choose another file
unlock-too-costly = “{ $path }”: { limit-exceeded }; the file may have been tampered with, so request it again

# History.
history-title = History
history-everyone = Everyone
history-person = Person
history-session = Session
history-any-session = Any session
history-session-name = { $day }, report year { $year }
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
history-none-yet = Every change is recorded here
history-none-found = Widen the filters above
history-altered = differs from its saved form and is ignored: { $what }
history-found = changed outside this program: { $what }
history-accepted = accepted a change made outside this program: { $what }
history-accepted-unknown = accepted a change made outside this program
found-altered = { $n ->
    [one] { $n } altered record
   *[other] { $n } altered records
 }
found-missing = { $n ->
    [one] { $n } removed record
   *[other] { $n } removed records
 }
found-strip = Found in this file: { $what }
found-accept = Accept
found-accept-hint = Accept the contents as they are now. The history keeps what was found and that you accepted it
found-show = Show
history-merged = merged copies
history-merged-from = merged copies: { $from }
history-merged-and = { $merged }; settled: { $what }
history-redone = redid: { $what }
history-go = Go to { $what }
history-brought = { $n ->
    [one] 1 change by { $name }
   *[other] { $n } changes by { $name }
 }
history-brought-list = { $n ->
    [one] 1 record was merged:
   *[other] { $n } records were merged:
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

# Command line.
cli-merged = Merged into { $path }: { $left ->
    [one] { $left } change
   *[other] { $left } changes
 } only in the first, { $right } only in the second, { $settled ->
    [one] { $settled } conflict settled
   *[other] { $settled } conflicts settled
 }
cli-merge-conflict = Conflict left open: { $subject }
cli-merge-restored = Removed on one side and still used on the other, so it is restored: { $subject }
cli-merge-same-name = “{ $subject }” was added on both sides
cli-merge-different = “{ $left }” and “{ $right }” are not copies of one workbook; check the paths
cli-merge-unknown-origin = “{ $left }” and “{ $right }”: one is a part of a later version; merge that version first
cli-merge-contradiction = Merging “{ $left }” and “{ $right }” would make the workbook contradict itself; nothing was written: { $message }
cli-part = Wrote { $path }: { $n ->
    [one] { $n } duty
   *[other] { $n } duties
 }
cli-part-of-nothing = “{ $path }”: no duties were chosen; add --duty or --owner
cli-unknown-person = “{ $path }” has no person “{ $name }”; see license-workbook people
cli-unknown-session = “{ $path }”: there was no session on { $day }, or nothing was recorded in it; see license-workbook history
cli-signed = Signed with the key of { $signer } ({ $key }): { $path }
verify-workbook = Complete: { $n ->
    [one] { $n } record
   *[other] { $n } records
 }, and the history is unchanged
verify-workbook-but = Complete except for accepted or withdrawn changes: { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
verify-unexplained = { $subject }: the history gives “{ $from }”, the file shows “{ $to }”
verify-altered = Record { $id } does not match its id: it was altered
verify-missing-record = Record { $id } is referred to but missing: it was removed
verify-base = The initial state of the history was altered
verify-was-found = { $what } (found by { $by }, { $at }; not accepted yet)
verify-was-found-settled = { $what } (found by { $by }, { $at }; settled by { $settled })
verify-head = Latest record { $id }
verify-signed-at = { $words }, { $at }
accept-nothing = Nothing to accept: no changes made outside this program were found
cli-found = “{ $path }”: { $what }; this stays in the history. See license-workbook verify
cli-unexplained = The contents differ from the history; see license-workbook verify
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
        [whole] {" "}is complete
        [altered] {" "}was changed
        [mislabeled] {" "}is complete, but mislabeled
        [unfrozen] { $kind ->
            [comparison] {" "}has no digest to check
           *[other] {" "}was not frozen and has no digest to check
        }
       *[signed] {""}
    }
verify-kept-snapshot = Frozen snapshot “{ $name }” of { $day }: { $verdict }
verify-signature =
    { $state ->
        [good] Signed by { $signer }, key { $key }
        [changed] Changed after { $signer } signed it (key { $key })
       *[forged] The signature was not made with the key that it names
    }
verify-signed-since = { $n ->
    [one] ; { $n } later record is not signed
   *[other] ; { $n } later records are not signed
 }
cli-sign-unexplained = “{ $path }” differs from its history, so it was not signed; see license-workbook verify, then accept or correct it
verify-unsigned = Not signed
verify-unknown = “{ $path }” is not a workbook, snapshot or comparison, has no list of hashes, and no signature beside it; check the path
verify-bad-signature = “{ $path }” is not a signature; request it again

# Parts that are handed out.
part-is = This is a part of a workbook
part-is-from = This is a part of “{ $from }”, made on { $day }
part-by = {" "}by { $by }
part-for = , for { $to } to fill in
part-by-for = {" "}by { $by } for { $to }
part-to-do = · Fill it in, save it, and send the file back to be merged
part-filled-in-by = Filled in by { $name }
part-another = Someone else fills it in

# People on the command line.
cli-owner-added = “{ $path }”: added the person “{ $name }”
cli-owner-added-like = “{ $path }”: added the person “{ $name }”; there is also { $like }. If they are the same person, use license-workbook people merge
cli-people-what = No workbook was given; see license-workbook people --help
cli-people-empty = “{ $path }”: the new name is empty; give a name
cli-people-taken = “{ $path }”: there is already a “{ $name }”; if they are the same person, use license-workbook people merge
