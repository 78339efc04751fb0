# Messages about exceeded limits. The limits are defined in src/limits.rs.

# The exceeded limit, the amount found, and the maximum.
limit-exceeded = { $limit ->
    [workbook] 文件有 { $found }，工作簿文件最大 { $most }；请将大的证据改为链接
    [embedded] 证据共 { $found }，工作簿文件内最多保存 { $most }；请将大的证据改为链接
    [records] 历史有 { $found } 条修改，一个工作簿最多 { $most } 条；请索取较早的副本
    [parents] 一条修改合并了 { $found } 个版本，最多 { $most } 个；请索取较早的副本
    [unpacked] 其中压缩的内容解开后有 { $found }，一个工作簿总共最多 { $most }；请重新索取，或打开备份
    [packing] 其中一部分解开后是原大小的 { $found } 倍，最多 { $most } 倍；请重新索取，或打开备份
    [year] 一条修改的年份是 { $found }，可读取 1970 年至 { $most } 年；请在文本编辑器中改正，或打开备份
    [depth] 括号嵌套 { $found } 层，最多 { $most } 层；请打开备份
    [fields] 文件有 { $found } 个部分，最多 { $most } 个；请打开备份
    [text] 文字有 { $found } 个字符，最多 { $most } 个；请改为添加文件
    [name] 名称有 { $found } 个字符，最多 { $most } 个；请缩短
    [license_text] 文件有 { $found }，许可证文本最大 { $most }；请检查是否选对文件
    [scan_file] 文件有 { $found }，许可证文件最大 { $most }；请分开或降低扫描分辨率
    [scan_pages] 文件有 { $found } 页，许可证文件最多 { $most } 页；请分开文件
    [small_file] 文件有 { $found }，这类文件最大 { $most }；请检查是否选对文件
    [snapshot] 文件有 { $found }，快照或清单最大 { $most }；请检查是否选对文件
    [signature] 文件有 { $found }，签名文件最大 { $most }；请检查是否选对文件
    [unlocking] 打开它要占用 { $found } 内存，最多 { $most }
    [files] 文件夹内有 { $found } 个文件，最多 { $most } 个；请选择更里层的文件夹
    [folders] 文件夹嵌套 { $found } 层，最多 { $most } 层；请选择更里层的文件夹
    [links] 途经 { $found } 个链接，最多 { $most } 个；请选择文件本身
    [preview_file] 文件有 { $found }，预览最大 { $most }
    [preview_side] 图片一边有 { $found } 像素，预览最多 { $most } 像素
    [preview_picture] 图片要占用 { $found } 内存，预览最多 { $most }
    [preview_pixels] 要求 { $found } 像素，预览最多 { $most } 像素
    [preview_pages] 文件有 { $found } 页，预览最多 { $most } 页
    [preview_time] 生成预览超过 { $most }；请用其他程序打开
    [preview_memory] 生成预览占用内存超过 { $most }；请用其他程序打开
    [preview_text] 文字有 { $found }，只显示前 { $most }
    [history] 历史有 { $found } 行，文档只显示 { $most } 行
    [history_text] 历史有 { $found } 个字符，文档只显示 { $most } 个
    [pdf_parts] 文档有 { $found } 个标题、单元格和条目，PDF 最多 { $most } 个；请只导出一部分，或导出为网页或 JSON
    [pdf_text] 文档有 { $found } 个字符，PDF 最多 { $most } 个；请只导出一部分，或导出为网页或 JSON
    [history_sheet] 历史有 { $found } 行，工作表只显示 { $most } 行
    [cell] 文字有 { $found } 个字符，单元格最多 { $most } 个
   *[other] { $found }，最多 { $most }
}
cli-not-made-limit = “{ $path }”未写入：{ limit-exceeded }
format-limit = “{ $path }”：{ limit-exceeded }

# Shown before the history in a document or sheet that does not contain all of its rows.
history-newest = 历史共 { $all } 行，此处为最近的 { $shown } 行；完整历史见同一导出的 JSON 格式，以及 CSV 格式的历史表
