# Words of saving, of files that changed or are damaged, and of backups.
