//! Files: what is saved is what is loaded, whatever the text, the disk and other programs do in between.
