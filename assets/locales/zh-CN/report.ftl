# Words of the annual report and of its sessions.
