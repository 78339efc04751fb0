# Messages about exceeded limits. The limits are defined in src/limits.rs.

# The exceeded limit, the amount found, and the maximum.
limit-exceeded = { $limit ->
    [workbook] it has { $found }, and a workbook file can have at most { $most }; link large evidence instead of embedding it
    [embedded] it has { $found } of evidence, and a workbook file can hold at most { $most }; link large evidence instead of embedding it
    [records] the history has { $found } changes, and a workbook can have at most { $most }; request an earlier copy
    [parents] one change joins { $found } versions, and the limit is { $most }; request an earlier copy
    [unpacked] its packed contents take { $found }, and a workbook can have at most { $most } unpacked; request the file again, or open a backup
    [packing] a part of it unpacks to { $found } times its size, and the limit is { $most } times; request the file again, or open a backup
    [year] a change is dated in the year { $found }, and only years from 1970 to { $most } are supported; correct it there in a text editor, or open a backup
    [depth] its brackets are nested { $found } deep, and the limit is { $most }; open a backup
    [fields] it has { $found } parts, and the limit is { $most }; open a backup
    [text] the text has { $found } characters, and the limit is { $most }; attach it as a file instead
    [name] the name has { $found } characters, and the limit is { $most }; shorten it
    [license_text] it has { $found }, and the text of a license can have at most { $most }; check that it is the right file
    [scan_file] it has { $found }, and a file with a license can have at most { $most }; divide it or scan it at a lower resolution
    [scan_pages] it has { $found } pages, and a file with a license can have at most { $most }; divide it
    [small_file] it has { $found }, and a file of this type can have at most { $most }; check that it is the right file
    [snapshot] it has { $found }, and a snapshot or list can have at most { $most }; check that it is the right file
    [signature] it has { $found }, and a signature can have at most { $most }; check that it is the right file
    [unlocking] opening it needs { $found } of memory, and the limit is { $most }
    [files] it contains { $found } files, and the limit is { $most }; choose an inner folder
    [folders] its folders are nested { $found } deep, and the limit is { $most }; choose an inner folder
    [links] the path follows { $found } links, and the limit is { $most }; choose the file itself
    [preview_file] The file has { $found }; the limit for previews is { $most }
    [preview_side] A side of the picture has { $found } pixels; the limit for previews is { $most }
    [preview_picture] The picture needs { $found } of memory; the limit for previews is { $most }
    [preview_pixels] { $found } pixels are requested; the limit for previews is { $most }
    [preview_pages] The file has { $found } pages; the limit for previews is { $most }
    [preview_time] The preview takes longer than { $most }; open the file with another program
    [preview_memory] The preview needs more memory than { $most }; open the file with another program
    [preview_text] The text has { $found }; the first { $most } are shown
    [history] the history has { $found } rows, and a document shows at most { $most }
    [history_text] the history has { $found } characters, and a document shows at most { $most }
    [pdf_parts] the document has { $found } headings, cells and items, and a PDF can have at most { $most }; export a part of it, or export it as HTML or JSON
    [pdf_text] the document has { $found } characters, and a PDF can have at most { $most }; export a part of it, or export it as HTML or JSON
    [history_sheet] the history has { $found } rows, and a sheet shows at most { $most }
    [cell] the text has { $found } characters, and a cell can hold at most { $most }
   *[other] { $found }, at most { $most }
}
cli-not-made-limit = “{ $path }” was not written: { limit-exceeded }
format-limit = “{ $path }”: { limit-exceeded }

# Shown before the history in a document or sheet that does not contain all of its rows.
history-newest = The newest rows of the history: { $shown } of { $all }. The JSON format of this export has all rows, and so has the table “history” as CSV
