# Words of snapshots, of what differs between them, and of their formats.
