# Messages about saving, changed or damaged files, and backups.

command-save-automatically = 自动保存
command-show-changes = 上次保存以来的修改…
file-soon-saved = 稍后自动保存
toast-autosave-on = 已开启自动保存：停顿片刻后自动存入文件
toast-autosave-off = 已关闭自动保存：修改仍会记入恢复日志，请手动保存到文件

# Unsaved changes.
changes-title = 上次保存以来的修改
changes-none = 没有。文件中的内容与这里一致。
changes-count = { $n } 处修改还没有存入文件，都已记入恢复日志，意外退出也不会丢失
changes-count-untitled = { $n } 处修改。工作簿还没有文件，暂存在本机，下次启动会接着打开
unsaved-count = 不保存，这 { $n } 处修改将会丢失。

# Reasons why changes are not saved to the file.
alert-not-saved = 没有存入文件：{ $reason }。修改已记入恢复日志，不会丢失
alert-save-as = 另存为…
alert-try-again = 重试
alert-changed-externally = 文件已被其他程序或同事改动，自动保存已暂停
alert-show = 查看并选择…
alert-read-only = 只读：{ $reason }
alert-own-copy = 另存为自己的副本…
toast-lock-free = 对方已关闭此文件，现在可以修改
toast-copy-in-clear = 打开的副本没有加密，关闭本窗口时删除
save-name-taken = “{ $path }”已存在，没有覆盖；请换一个文件名

# The file was changed by another program.
external-change-title = 文件已被改动
external-change-gone-title = 文件缺失
external-change-gone-text = 文件在打开之后被移走或删除。这里的内容完好。
external-change-unreadable = 文件里现在的内容无法读取，可能正在同步，或只同步了一部分：
external-change-other-workbook = 文件里现在是另一个工作簿。
external-change-incoming = 文件里新增 { $n } 处修改
external-change-incoming-none = 文件里没有新的修改
external-change-mine = 这里有 { $n } 处修改是文件里没有的
external-change-mine-none = 文件中不缺这里的修改
external-change-by-hand = 另有本程序以外的改动，无法逐项列出：{ $sections }
external-change-later = 以后再说
way-reload = 重新载入
way-reload-free = 换成文件里的内容，这里没有修改会丢失
way-reload-cost = 换成文件里的内容；放弃这里的 { $n } 处修改，它们会先存入备份
way-keep-both = 两份都保留
way-keep-both-cost = 把这里的内容另存在旁边，并在那一份中继续；文件不动
way-overwrite = 覆盖文件
way-overwrite-cost = 用这里的内容替换文件；文件里新增的 { $n } 处修改会丢失，原文件会存入备份
way-overwrite-cost-none = 用这里的内容替换文件；原文件会存入备份
way-overwrite-unreadable = 用这里的内容替换文件；原文件会存入备份
way-save-again = 重新保存
way-save-again-cost = 在原来的位置重新写一份
conflict-copy-name = { $name }（{ $who } { $day } 冲突副本）
failed-reload = 没有重新载入
reload-failed-stays = 这里的内容保持不变，文件也没有被改动。
toast-reloaded = 已从文件重新载入

# Settings that could not be read.
settings-damaged = 设置文件无法读取，已改用默认设置；原文件保留为 { $path }
settings-fields = 这些设置无法识别，已改用默认值：{ $fields }
settings-unreadable = 无法读取设置 { $path }：{ $message }

# Backups.
command-show-backups = 备份…
backups-title = “{ $name }”的备份
backups-looking = 正在查找备份…
backups-none = 还没有备份。每次保存都会先留下被替换的版本：最近 10 份，以及最近 30 天每天最后一份。
backups-reading = 正在读取这份备份…
backups-since = 此后又有 { $n } 处修改
backups-since-none = 与现在的内容一致
backups-beyond = 这份备份里有 { $n } 处修改，现在的工作簿中没有
backups-restore = 还原为新工作簿
backups-restore-note = 作为尚未命名的工作簿打开，现有文件和备份都不动；保存时另取文件名
backups-taken = { $n } 份备份占 { $own }（相同的证据只存一份）；全部工作簿的备份占 { $all }
backup-other-name = 其他

# Damaged files.
damaged-title = 文件已损坏
damaged-stays = 原文件没有被改动，也不会被覆盖。
damaged-backup = 有 { $when } 的备份可用
damaged-backup-holds = 含 { $duties } 项义务、{ $records } 条历史记录
damaged-open-backup = 打开备份
damaged-salvage = 文件中有 { $n } 条记录仍可读取
damaged-salvage-all = 没有发现缺失的记录。
damaged-salvage-lost = 缺失：{ $lost }
damaged-open-salvaged = 打开可读取的部分
salvage-lost-some = { $section } { $n } 条
salvage-lost-part = { $section }（部分或全部）
toast-taken-over = 已作为尚未命名的工作簿打开，请检查后另存
format-gb-18030 = “{ $path }”第 { $line } 行起不是 UTF-8，像是 GB18030（GBK）编码；请在编辑器中另存为 UTF-8，或打开备份

# Merging the open workbook with its changed file.
way-merge = 合并
way-merge-clean = 两边的修改都保留：这里 { $mine } 处，文件里 { $incoming } 处；互不冲突
way-merge-conflicts = 两边的修改都保留；其中 { $n } 处有冲突，合并后逐处选择
activity-merging = 正在合并…
toast-external-change-merged = 已合并：文件里 { $theirs } 处修改，这里 { $mine } 处
failed-external-change-merge = 无法合并
