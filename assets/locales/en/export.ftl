# Words of exports and of the command line.

history-whole = { what-changed }
history-fact = fact
history-tracked-from = first tracked day
history-continues = whether to continue after expiry
