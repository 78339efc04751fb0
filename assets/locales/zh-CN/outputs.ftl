# Messages about exports: report tables, optional content, freezing.

# Tables of an annual report.
table-report = 年报
table-heads = 年报正文
table-figures = 年报数字
table-materials = 年报材料
table-attestations = 年报确认结果
table-sessions = 年报会议
table-decisions = 会议决定
table-gaps = 年报缺项
column-head = 部分
column-head-source = 依据
column-publication = 公示
column-head-text = 正文
column-unit = 单位
column-material = 材料
column-attested-on = 确认日期
column-flags = 列入议程的原因
column-taken-from = 沿用自年度
column-corrections = 更正记录
column-session-id = 会议标识
column-decision = 决定
column-gap = 缺项
column-blocking = 必备
column-gap-duties = 涉及的义务
column-count = 数量
paper-internal = 内部资料（不随年报报送）

# Optional content.
export-notes-hint = 还包括会议、缺项、与检查表不一致之处，以及年报的确认过程。仅供内部使用
along-text = 下列内容默认不导出，确有需要再选。
along-confidential = 工作簿中有 { $n } 份证据标为保密；不选则连名称也不出现。

# Freezing.
freeze-no-purpose = 请写明快照的用途
freeze-not-yet = { $day } 尚未到来：快照只能反映今天或以前的情况
cli-freeze-no-purpose = “{ $path }”未改动：快照要写明用途；请用 --purpose 写明
cli-freeze-not-yet = “{ $path }”未改动：{ $day } 尚未到来；请用 --on 写今天或以前的日期。该日期只用于计算期限，落实情况等内容仍为现在的

# Command line.
cli-no-stdout = - 是标准输出，只能接收单个导出文件；这里写出的是工作簿、文件夹或附有证据的压缩包，请给出路径
cli-format-missing = 从“{ $path }”的后缀看不出格式；请用 --format 指明格式，或以其中之一结尾：{ $endings }
cli-format-of-stdout = 写到标准输出时看不出格式；请用 --format 指明
cli-format-not-of-name = “{ $path }”的后缀不是 { $format } 格式；请改文件名或 --format
cli-frozen-not-whole = “{ $path }”的快照“{ $name }”不能导出：{ $reason }；请从备份或工作簿的其他副本中取回
cli-compare-left-out = 另有 { $n } 处差异属于内部或保密内容，未列出；需要时加 --with-notes 或 --with-confidential
evidence-cli-used-in = “{ $name }”已用于：{ $places }
evidence-cli-confidential-elsewhere = 没有添加任何文件：标为保密后，这些地方的 { $n } 份文件导出时也不再包括。确实如此请加 --everywhere；否则去掉 --confidential
verify-list = { $n } 个文件与清单一致
verify-list-changed = 与清单不一致：{ $name }
verify-list-missing = 清单中有，但不在其中：{ $name }
verify-list-unlisted = 不在清单中：{ $name }
verify-list-snapshot = { $name }：{ $verdict }
