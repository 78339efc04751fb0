# Words of the window.
