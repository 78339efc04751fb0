# Messages about saving, changed or damaged files, and backups.

command-save-automatically = Save automatically
command-show-changes = Changes since the last save…
file-soon-saved = Will be saved automatically
toast-autosave-on = Automatic saving is on: changes are saved after a short pause
toast-autosave-off = Automatic saving is off; changes are kept in the recovery journal until you save

# Unsaved changes.
changes-title = Changes since the last save
changes-none = There are none. The file contains what you see here.
changes-count = { $n ->
    [one] 1 change is not in the file yet; it is in the recovery journal and survives a crash
   *[other] { $n } changes are not in the file yet; they are in the recovery journal and survive a crash
}
changes-count-untitled = { $n ->
    [one] 1 change. The workbook has no file yet; it is kept on this computer and opens again at the next start
   *[other] { $n } changes. The workbook has no file yet; it is kept on this computer and opens again at the next start
}
unsaved-count = { $n ->
    [one] If you don’t save, this change is lost.
   *[other] If you don’t save, these { $n } changes are lost.
}

# Reasons why changes are not saved to the file.
alert-not-saved = Not saved: { $reason }. The changes are in the recovery journal and are not lost
alert-save-as = Save as…
alert-try-again = Try again
alert-changed-externally = Another program or a colleague changed the file; automatic saving is paused
alert-show = Review…
alert-read-only = Read-only: { $reason }
alert-own-copy = Save your own copy…
toast-lock-free = The other window closed this file; you can edit it now
toast-copy-in-clear = The opened copy is not protected; it is deleted when this window closes
save-name-taken = “{ $path }” already exists and was not replaced; choose another name

# The file was changed by another program.
external-change-title = The file was changed
external-change-gone-title = The file is missing
external-change-gone-text = The file was moved or deleted after it was opened. The contents shown here are complete.
external-change-unreadable = The current file cannot be read; it may be synchronizing, or only partly synchronized:
external-change-other-workbook = The file now contains another workbook.
external-change-incoming = { $n ->
    [one] The file has 1 new change
   *[other] The file has { $n } new changes
}
external-change-incoming-none = The file has no new changes
external-change-mine = { $n ->
    [one] 1 change here is not in the file
   *[other] { $n } changes here are not in the file
}
external-change-mine-none = The file contains all changes made here
external-change-by-hand = Also changed outside this program, so not listed one by one: { $sections }
external-change-later = Decide later
way-reload = Reload
way-reload-free = Use the contents of the file; nothing here is lost
way-reload-cost = { $n ->
    [one] Use the contents of the file; your change here is discarded and kept in a backup
   *[other] Use the contents of the file; your { $n } changes here are discarded and kept in a backup
}
way-keep-both = Keep both
way-keep-both-cost = Save the contents here as a copy beside the file and continue there; the file is not changed
way-overwrite = Overwrite
way-overwrite-cost = { $n ->
    [one] Replace the file with the contents here; its new change is lost, and the old file is kept in a backup
   *[other] Replace the file with the contents here; its { $n } new changes are lost, and the old file is kept in a backup
}
way-overwrite-cost-none = Replace the file with the contents here; the old file is kept in a backup
way-overwrite-unreadable = Replace the file with the contents here; the old file is kept in a backup
way-save-again = Save again
way-save-again-cost = Write the file again in the same place
conflict-copy-name = { $name } ({ $who } { $day } conflict copy)
failed-reload = Not reloaded
reload-failed-stays = The contents here and the file are unchanged.
toast-reloaded = Reloaded from the file

# Settings that could not be read.
settings-damaged = The settings could not be read, so the defaults are used; the old file is kept as { $path }
settings-fields = These settings were not understood and were reset to their defaults: { $fields }
settings-unreadable = The settings in { $path } could not be read: { $message }

# Backups.
command-show-backups = Backups…
backups-title = Backups of “{ $name }”
backups-looking = Searching for backups…
backups-none = There are no backups yet. Every save keeps the version that it replaces: the last 10, and the last one of each of 30 days.
backups-reading = Reading this backup…
backups-since = { $n ->
    [one] 1 change was made since
   *[other] { $n } changes were made since
}
backups-since-none = The same as now
backups-beyond = { $n ->
    [one] This backup has 1 change that is not in the workbook now
   *[other] This backup has { $n } changes that are not in the workbook now
}
backups-restore = Restore as a new workbook
backups-restore-note = Opens as a workbook without a file; your file and the backups are not changed. Save it under a new name
backups-taken = { $n ->
    [one] 1 backup uses { $own }; the backups of all workbooks use { $all }
   *[other] { $n } backups use { $own } (shared evidence is stored once); the backups of all workbooks use { $all }
}
backup-other-name = Other

# Damaged files.
damaged-title = The file is damaged
damaged-stays = The file was not changed and will not be overwritten.
damaged-backup = A backup of { $when } exists
damaged-backup-holds = It contains { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } and { $records ->
    [one] { $records } history record
   *[other] { $records } history records
 }
damaged-open-backup = Open the backup
damaged-salvage = { $n ->
    [one] 1 record in the file can still be read
   *[other] { $n } records in the file can still be read
}
damaged-salvage-all = No missing records were found.
damaged-salvage-lost = Missing: { $lost }
damaged-open-salvaged = Open the readable records
salvage-lost-some = { $section } ({ $n })
salvage-lost-part = { $section } (partly or completely)
toast-taken-over = Opened as a workbook without a file; check it, then save it
format-gb-18030 = “{ $path }” is not UTF-8 from line { $line } on; it looks like GB18030 (GBK). Save it as UTF-8 in the editor, or open a backup

# Merging the open workbook with its changed file.
way-merge = Merge
way-merge-clean = Keep the changes of both sides, { $mine } here and { $incoming } in the file; there are no conflicts
way-merge-conflicts = { $n ->
    [one] Keep the changes of both sides; 1 conflict is to be settled after merging
   *[other] Keep the changes of both sides; { $n } conflicts are to be settled after merging
}
activity-merging = Merging…
toast-external-change-merged = Merged: { $theirs ->
    [one] { $theirs } change in the file
   *[other] { $theirs } changes in the file
 }, { $mine } in this window
failed-external-change-merge = Not merged
