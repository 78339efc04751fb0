# What is said where there is more of something than the program takes; the limits themselves are in src/limits.rs.

# Which limit it is, how much there was, and how much there may be.
limit-exceeded = { $limit ->
    [workbook] it has { $found }, and the file of a workbook may have { $most }; link large evidence instead of embedding it
    [embedded] { $found } of evidence, and a workbook holds { $most } in its file; link large evidence instead
    [records] the history has { $found } changes, and a workbook may have { $most }; ask for a copy from before
    [parents] a change joins { $found } versions, and { $most } are the most; ask for a copy from before
    [unpacked] what is packed in it takes { $found }, and a workbook may unpack to { $most } in all; ask for the file again, or open a backup
    [packing] a part of it unpacks to { $found } times its size, and { $most } times are the most; ask for the file again, or open a backup
    [year] a change is dated in the year { $found }, and years from 1970 to { $most } are read; correct it there in a text editor, or open a backup
    [depth] its brackets are nested { $found } deep, and { $most } are the most; open a backup
    [fields] it has { $found } parts, and { $most } are the most; open a backup
    [text] the text has { $found } characters, and { $most } are the most; attach it as a file instead
    [name] the name has { $found } characters, and { $most } are the most; shorten it
    [license_text] it has { $found }, and the text of a license may have { $most }; check that it is the right file
    [small_file] it has { $found }, and a file of this kind may have { $most }; check that it is the right file
    [snapshot] it has { $found }, and a snapshot or list may have { $most }; check that it is the right file
    [signature] it has { $found }, and a signature may have { $most }; check that it is the right file
    [unlocking] it asks for { $found } of memory to be opened, and { $most } are the most
    [files] it holds { $found } files, and { $most } are the most; choose a folder further in
    [folders] its folders are nested { $found } deep, and { $most } are the most; choose a folder further in
    [links] { $found } links lead to it, and { $most } are the most; choose the file itself
    [preview_file] The file has { $found }; previews are drawn of files up to { $most }
    [preview_side] A side of the picture has { $found } pixels; previews are drawn up to { $most }
    [preview_picture] The picture takes { $found } of memory; previews are drawn up to { $most }
    [preview_pixels] { $found } pixels are asked for; a preview has up to { $most }
    [preview_pages] The file has { $found } pages; previews are drawn of up to { $most }
    [preview_time] Drawing a preview takes longer than { $most }; open the file with another program
    [preview_memory] Drawing a preview takes more memory than { $most }; open the file with another program
    [preview_text] The text has { $found }; the first { $most } are shown
    [history] the history has { $found } rows, and a document shows { $most }
    [history_text] the history has { $found } characters, and a document shows { $most }
    [pdf_parts] the document has { $found } headings, cells and items, and a PDF may have { $most }; take a part of it, or export it as HTML or JSON
    [pdf_text] the document has { $found } characters, and a PDF may have { $most }; take a part of it, or export it as HTML or JSON
    [history_sheet] the history has { $found } rows, and a sheet shows { $most }
    [cell] the text has { $found } characters, and a cell holds { $most }
   *[other] { $found }, at most { $most }
}
cli-not-made-limit = “{ $path }” was not written: { limit-exceeded }
format-limit = “{ $path }”: { limit-exceeded }

# Before the rows of the history in a document or sheet that does not show all of them.
history-newest = The newest rows of the history: { $shown } of { $all }. All of them are in the same export as JSON, and in its table “history” as CSV
