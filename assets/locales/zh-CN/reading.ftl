# 读取许可证文件时的说明和错误。

reading-encoding = 文字编码：{ $name }
reading-nuls = 去除了 { $n } 个空字符（NUL）
reading-malformed = 有 { $n } 个字节不合编码，以替代符代替，请核对
reading-deleted = 修订中已删除的 { $n } 个字符未读入
reading-inserted = 修订中新增而未接受的 { $n } 个字符已读入，请核对
reading-hidden = { $n } 个隐藏字符未读入
reading-struck = { $n } 个带删除线的字符已读入，请核对
reading-comments = { $n } 条批注未读入
reading-pictures = { $n } 幅图片未读入，其中可能有文字
reading-numbers = 补写了 { $n } 个自动编号
reading-number-format = 编号格式“{ $name }”不支持，以阿拉伯数字代替
reading-symbols = { $n } 个特殊符号无法识别
reading-headers-added = 页眉页脚中有许可证编号，已并入文本
reading-headers = 页眉页脚的 { $n } 个字符未读入
reading-footnotes = 末尾附有 { $n } 条脚注
reading-empty-pages = { $n } 页没有文字，请核对
reading-recognized = { $n } 页由本机识别，文件未离开电脑；请与原件核对
reading-layer = 第 { $n } 页自带的文字与页面图像不符，已重新识别
reading-slanted = 倾斜的 { $n } 个字符（如水印）未读入
reading-seals = { $n } 个签章或注释未读入

intake-not-text = 不是 UTF-8、UTF-16 或 GB18030 文本，也不是可读取的文件格式；请另存为 PDF、DOCX 或文本
intake-encrypted = 文件设有密码；请用原程序打开，另存为不带密码的副本
intake-old-word = 是旧版 Word 文档（.doc）；请另存为 .docx 或 PDF
intake-damaged = { $format } 文件已损坏：{ $reason }；请重新索取或另存
intake-too-large = 文件过大
intake-recognition = 页面识别失败：{ $reason }
intake-canceled = 已取消

license-unread = 无法读取“{ $path }”：{ $reason }
cli-point = 第 { $line } 行：{ $message }
cli-read = 已写入“{ $path }”：{ $format }，页数 { $pages }，字数 { $n }
