# Words of saving, of files that changed or are damaged, and of backups.

command-save-automatically = Save automatically
command-show-changes = Changes since the last save…
file-soon-saved = Saves by itself shortly
toast-autosave-on = Saving automatically: after a short pause the file is up to date
toast-autosave-off = Not saving automatically; changes are still kept in the recovery journal until you save

# What the file does not hold yet.
changes-title = Changes since the last save
changes-none = There are none. The file holds what you see here.
changes-count = { $n ->
    [one] 1 change is not in the file yet; it is in the recovery journal and survives a crash
   *[other] { $n } changes are not in the file yet; they are in the recovery journal and survive a crash
}
changes-count-untitled = { $n ->
    [one] 1 change. The workbook has no file yet; it is kept on this computer and opens at the next start
   *[other] { $n } changes. The workbook has no file yet; it is kept on this computer and opens at the next start
}
unsaved-count = { $n ->
    [one] If you don’t save, this change is lost.
   *[other] If you don’t save, these { $n } changes are lost.
}

# Why the work does not go into its file.
trouble-not-saved = Not saved: { $reason }. The changes are in the recovery journal and not lost
trouble-save-as = Save as…
trouble-try-again = Try again
trouble-underneath = Another program or a colleague changed the file; automatic saving waits
trouble-look = See and choose…
trouble-read-only = Read-only: { $reason }
trouble-own-copy = Save a copy of your own…
toast-lock-free = The other window closed this file; you can edit it now
toast-copy-in-clear = The copy that was opened is not protected; it is removed when this window closes
save-name-taken = “{ $path }” is there already and was not replaced; choose another name

# The file was changed by another program.
underneath-title = The file was changed
underneath-gone-title = The file is gone
underneath-gone-text = The file was moved or deleted after it was opened. What you see here is complete.
underneath-unreadable = What the file holds now cannot be read; it may be syncing, or synced only in part:
underneath-other-workbook = The file holds another workbook now.
underneath-incoming = { $n ->
    [one] The file has 1 new change
   *[other] The file has { $n } new changes
}
underneath-incoming-none = The file has no new changes
underneath-mine = { $n ->
    [one] 1 change here is not in the file
   *[other] { $n } changes here are not in the file
}
underneath-mine-none = Nothing here is missing in the file
underneath-by-hand = Also changed without this program, so not listed one by one: { $sections }
underneath-later = Decide later
way-reload = Reload
way-reload-free = Take what the file holds; nothing here is lost
way-reload-cost = { $n ->
    [one] Take what the file holds; your change here is given up, and kept in a backup
   *[other] Take what the file holds; your { $n } changes here are given up, and kept in a backup
}
way-keep-both = Keep both
way-keep-both-cost = Save what is here beside it and go on there; the file stays as it is
way-overwrite = Overwrite
way-overwrite-cost = { $n ->
    [one] Replace the file by what is here; its new change is lost, the old file is kept in a backup
   *[other] Replace the file by what is here; its { $n } new changes are lost, the old file is kept in a backup
}
way-overwrite-cost-none = Replace the file by what is here; the old one is kept in a backup
way-overwrite-unreadable = Replace the file by what is here; the old one is kept in a backup
way-save-again = Save it again
way-save-again-cost = Write it anew in the same place
conflict-copy-name = { $name } ({ $who } { $day } conflict copy)
failed-reload = Not reloaded
reload-failed-stays = What you see here stays as it is, and so does the file.
toast-reloaded = Reloaded from the file

# Settings that could not be read.
settings-damaged = The settings could not be read, so the defaults are used; the old file is kept as { $path }
settings-fields = These settings were not understood and have their defaults: { $fields }
settings-unreadable = The settings in { $path } could not be read: { $message }

# Backups.
command-show-backups = Backups…
backups-title = Backups of “{ $name }”
backups-looking = Looking for backups…
backups-none = There are none yet. Every save first keeps what it replaces: the last 10, and the last one of each of 30 days.
backups-reading = Reading this backup…
backups-since = { $n ->
    [one] 1 change was made since
   *[other] { $n } changes were made since
}
backups-since-none = The same as now
backups-beyond = { $n ->
    [one] This backup has 1 change that is not here now
   *[other] This backup has { $n } changes that are not here now
}
backups-restore = Restore as a new workbook
backups-restore-note = Opens as a workbook without a file; your file and the backups stay as they are. Save it under a new name
backups-taken = { $n ->
    [one] 1 backup takes { $own }; the backups of all workbooks take { $all }
   *[other] { $n } backups take { $own } (evidence that they share is stored once); the backups of all workbooks take { $all }
}
backup-other-name = Other

# A damaged file.
damaged-title = The file is damaged
damaged-stays = The file was not changed and will not be written over.
damaged-backup = There is a backup of { $when }
damaged-backup-holds = It has { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
 } and { $records ->
    [one] { $records } record of changes
   *[other] { $records } records of changes
 }
damaged-open-backup = Open the backup
damaged-salvage = { $n ->
    [one] 1 record in the file can still be read
   *[other] { $n } records in the file can still be read
}
damaged-salvage-all = No record was found to be missing.
damaged-salvage-lost = Missing: { $lost }
damaged-open-salvaged = Open what can be read
salvage-lost-some = { $section } ({ $n })
salvage-lost-part = { $section } (in part or whole)
toast-taken-over = Opened as a workbook without a file; look through it, then save it
format-gb-18030 = “{ $path }” is not UTF-8 from line { $line } on; it looks like GB18030 (GBK). Save it as UTF-8 in the editor, or open a backup

# Merging what is here with the file.
way-merge = Merge
way-merge-clean = Keeps the changes of both sides, { $mine } here and { $incoming } in the file; none contradict each other
way-merge-conflicts = { $n ->
    [one] Keeps the changes of both sides; in 1 place they differ: you choose there after merging
   *[other] Keeps the changes of both sides; in { $n } places they differ: you choose there after merging
}
activity-merging = Merging…
toast-underneath-merged = Merged: { $theirs ->
    [one] { $theirs } change of the file
   *[other] { $theirs } changes of the file
 }, { $mine } of this window
failed-underneath-merge = Not merged
