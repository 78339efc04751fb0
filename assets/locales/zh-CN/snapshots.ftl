# Words of snapshots, of what differs between them, and of their formats.

# What a snapshot says of itself.
table-progress = 状态随时间的变化
snapshot-purpose = 固化用途
snapshot-by = 固化人
snapshot-whole = 完整快照的摘要

# 两份快照之间的变化。
compare-title = 快照对比
compare-sheet = 变化
compare-sheet-about = 说明
compare-before = 之前
compare-after = 之后
compare-license = 许可证
compare-duties = 义务
compare-record = 项目
compare-what = 变化
compare-added = 新增
compare-removed = 删除
compare-changed = 变更
compare-result = 结果
compare-note = 说明
compare-days-left = 剩余天数
compare-met-of = 已落实 { $met }/{ $all }
compare-not-frozen = 未固化
compare-nothing = 没有变化
compare-summary = 变更 { $changed } 项，新增 { $added } 项，删除 { $removed } 项
compare-left-out = 其中一份没有、因而未对比：{ $what }
compare-derived = 仅随日期或其他字段而变的内容（如剩余天数、计数）未列出
