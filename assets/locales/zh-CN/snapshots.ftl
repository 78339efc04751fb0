# Messages about snapshots: comparison, charts, export options, signatures.

# Properties of a snapshot.
table-progress = 状态随时间的变化
snapshot-purpose = 用途
snapshot-by = 冻结人
snapshot-whole = 校验值

# Comparison of two snapshots.
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
compare-removed = 移除
compare-changed = 变更
compare-result = 结果
compare-note = 说明
compare-days-left = 剩余天数
compare-met-of = 已落实 { $met }/{ $all }
compare-not-frozen = 未冻结
compare-nothing = 没有变化
compare-summary = 变更 { $changed } 项，新增 { $added } 项，移除 { $removed } 项
compare-left-out = 未纳入对比：{ $what }
compare-partial = 其中一份只含部分义务：它没有的内容不列为新增或移除
compare-no-report = 其中一份不含年报，因而未对比年报
compare-says = 年报的表述
compare-taken-from = 沿用自年度
compare-corrections = 更正记录
compare-heading = 标题
compare-source = 依据
compare-publication = 公示
compare-window-opens = 填报期首日
compare-window-ends = 填报期末日
compare-remedy = 整改措施
compare-remedy-by = 整改期限
compare-agenda = 议程
compare-derived = 仅随日期或其他字段而变的内容（如剩余天数、计数）未列出

# The view of snapshots.
command-show-snapshots = 快照
command-freeze = 冻结快照…
command-verify-snapshot = 校验收到的快照…
snapshot-path = 选择快照（JSON）或工作簿
snapshot-list = 列表
snapshot-empty = 还没有冻结的快照
snapshot-empty-hint = 冻结的快照保存检查表当时的全部内容，并附校验值，之后的任何改动都能发现。收到的快照可以拖到这里校验
snapshot-received = 收到的文件
snapshot-today = 今天（{ $day }）
snapshot-gone = 已不存在
snapshot-no-purpose = （未写用途）
snapshot-checking = 正在校验…
snapshot-close = 关闭详情
snapshot-digest = 校验值（SHA-256）
snapshot-copy-digest = 复制校验值
snapshot-export = 导出…
snapshot-remove = 移除
snapshot-forget = 关闭
snapshot-immutable = 冻结的快照不能修改；移除可以撤销
snapshot-in-report = 它是为 { $year } 年度年报冻结的，年报引用它时不能移除
snapshot-freeze = 冻结
snapshot-freeze-title = 冻结快照
snapshot-freeze-text = 保存全部字段、期限及其依据、证据清单及其校验值，包括内部备注和保密证据的名称；保密内容在导出时不包括
snapshot-purpose-hint = 例如：2026 年度年报、3 月 12 日检查
snapshot-other-day = 落实情况是现在的；日期只决定哪些逾期、距各期限还有几天
snapshot-was-frozen = 已冻结：{ $purpose }
snapshot-failed = 无法生成快照
snapshot-export-text = 快照“{ $purpose }”，截至 { $date }
snapshot-unreadable = “{ $path }”无法校验：{ $reason }。请对方重新发送快照的 JSON 导出文件
snapshot-whole-verdict = 未改动
snapshot-whole-text = 内容与校验值一致。校验值相同，快照就相同
snapshot-altered = 被改动
snapshot-altered-text = 内容与校验值不一致：冻结之后被改动过。请对方重新发送，或对比查看差异
snapshot-computed = 算出的校验值：{ $digest }
snapshot-mislabeled = 标注不符
snapshot-mislabeled-text = 内容没有改动，但工作簿里标注的日期或用途与快照中的不同
snapshot-unfrozen = 未冻结
snapshot-unfrozen-text = 没有校验值，无法校验；可以对比
snapshot-newer = 版本较新
snapshot-newer-text = 由较新版本的程序生成，请安装该版本后再校验
snapshot-damaged = 损坏
snapshot-damaged-text = 无法读取。请从备份或工作簿的其他副本中取回
snapshot-of-workbook = 工作簿
snapshot-of-workbook-text = 一份工作簿今天的内容，打开供对比
snapshot-origin-same = 与本工作簿的快照“{ $name }”相同
snapshot-origin-part = 是本工作簿快照“{ $name }”的副本，略去了部分内容，其余一致
snapshot-origin-differs = 带有本工作簿快照“{ $name }”的校验值，但内容不同
compare-view = 对比
compare-with-today = 与今天对比
compare-with-kept = 与本工作簿的快照对比
compare-swap = 前后互换
compare-filter = 搜索变化
compare-choose-hint = 请选择两份不同的快照
compare-waiting = 正在对比…
compare-filtered-hint = 没有符合搜索的变化
compare-export-html = 网页…
compare-export-xlsx = 电子表格…
compare-path = 导出对比结果
compare-failed = 无法对比

# Charts.
chart-timeline = 状态随时间的变化
chart-timeline-name = { $from } 至 { $until } 的状态
chart-timeline-note = 根据历史记录，按今天适用的义务计数；{ $day } 之前没有记录
chart-empty = 还没有记录：从第一次修改开始

# Command line.
cli-compare-altered-file = 注意：“{ $path }”冻结之后被改动过
snapshot-problem = { $what ->
    [cut] 到第 { $line } 行第 { $column } 列为止，不完整
    [syntax] 第 { $line } 行第 { $column } 列起不是 JSON
    [field] 不是快照，缺少字段“{ $name }”
    [newer] 格式 { $format } 由更新版本的程序写出
   *[other] 不是快照（原始信息：{ $message }）
 }
cli-compare-not-a-snapshot = “{ $path }”无法对比：{ $reason }；请用工作簿或快照的 JSON 导出文件
cli-compare-no-such-snapshot = “{ $path }”里没有快照“{ $name }”；见 license-workbook snapshots
cli-compare-several-snapshots = “{ $path }”里有多份快照符合“{ $name }”；请写明标识，见 license-workbook snapshots
cli-compare-which-format = “{ $path }”：对比结果可写成 .html、.xlsx 或 .json；请改用这样的文件名，或用 --format 指明

# Export options.
format-summary = 仅一页概要（有效期、统计、逾期、近期期限）
format-with-confidential = 包括保密证据
format-with-evidence = 包括证据文件
format-bundle = 将保存为一个 ZIP 文件
format-running = 正在导出
format-canceled = 已取消导出，没有写入任何文件
scope-every = 全部条款
scope-anybody = 任何人
command-print = 打印…

# Signatures.
export-sign = 给 JSON 数据签名（旁边的 .sig 文件）
export-sign-proves = 签名证明文件自签名后没有改动，且是用这个密钥签的；它不能证明密钥属于谁，请另用电话等途径把密钥指纹告诉收件人核对
export-sign-first = 这是第一次签名：导出时生成密钥，只保存在这台电脑上，并显示它的指纹
toast-signed = 已签名，密钥指纹 { $key }。请另用电话等途径告诉收件人
signature-own-key = 我的密钥指纹
signature-copy-key = 复制密钥指纹
signature-by = 签名人自称 { $signer }，密钥指纹 { $key }
signature-claims = 签名文件写的是 { $signer }，密钥指纹 { $key }
signature-good = 签名有效
signature-good-text = 文件自签名后没有改动。姓名由签名人自己填写：请另用电话等途径与对方核对密钥指纹
signature-own-text = 文件自签名后没有改动，是用您自己的密钥签的
signature-changed = 签名后被改动
signature-changed-text = 文件不是签名时的那一份，签名不能证明任何内容。请对方把文件和签名一起重新发送
signature-forged = 签名无效
signature-forged-text = 签名不是用它所写的密钥做的，可能是伪造的。请向对方核实
signature-missing = 没有签名
signature-missing-text = 旁边没有 .sig 文件，无法得知由谁发出。对方如已签名，请把两个文件放在同一文件夹再打开
signature-unreadable = 签名无法读取
signature-unreadable-text = 旁边的 .sig 文件不是签名或已损坏。请对方重新发送
