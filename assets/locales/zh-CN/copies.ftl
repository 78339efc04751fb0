# Words of histories, of copies that are handed out, and of merging them.
