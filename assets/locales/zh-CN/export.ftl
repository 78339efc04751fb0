# Words of exports and of the command line.
