# Messages of the command line: help, invalid arguments, passphrases, results.

help-heading-usage = 用法:
help-heading-commands = 命令
help-heading-arguments = 参数
help-heading-options = 选项
help-heading-selection = 范围
help-value-options = [选项]
help-value-command = 命令
help-value-file = 文件
help-value-seconds = 秒数
help-value-day = 日期
help-value-moment = 时点
help-value-name = 姓名
help-value-snapshot = 快照
help-value-new-name = 新姓名
help-value-into = 归入
help-value-text = 文字
help-value-label = 编号
help-value-lang = 语言
help-value-span = 时长
help-value-kind = 类型
help-value-id = 标识
help-value-status = 状态
help-value-side = 哪一份
help-value-year = 年度
help-value-number = 编号
help-value-dir = 文件夹
help-value-format = 格式
help-value-table = 表
help-value-clause = 条款
help-value-state = 情况
help-value-out = 输出文件
help-value-hh-mm = 时:分
help-value-a = 前者
help-value-b = 后者
help-value-w-ron-file = W.ron|文件
help-choices = { $help } [可取值：{ $choices }]
help-choice-separator = 、
help-choice = { $name }（{ $meaning }）

help-about = 增值电信业务经营许可证持证企业的合规工作簿
help-about-more = 不带命令时打开窗口。命令的退出码：0 成功，1 答案为“否”，2 未能完成。
help-about-new = 由许可证文件新建工作簿
help-about-info = 说明从许可证文件或工作簿中读懂了什么；不是许可证时退出码为 1
help-about-read = 写出许可证文件的文本，可读文本、DOCX、PDF、OFD 和图片
help-about-check = 检查是否有逾期、过期或损坏；有则退出码为 1
help-about-check-more = 日期已过而未办完即为逾期；到期仍未决定是否继续经营的另列为“待决定”，退出码同样为 1。证据逐个与校验值核对，包括链接的文件。
help-about-set = 修改一项或几项义务的填写内容，一步完成
help-about-deadline = 从某日起算或倒算期限，按中国的工作日，并写明算法
help-about-event = 登记、列出事件，或办结由事件引起的期限
help-about-event-add = 登记发生的事件，并列出由此产生的期限
help-about-event-list = 列出已登记的事件和由此产生的期限
help-about-event-close = 办结由事件或周期引起的期限
help-about-schedule = 导入一年的放假安排
help-about-schedule-import = 导入公布的放假安排，并说明哪些日期变动
help-about-report = 说明某一年度年报的进度和缺项，或生成材料包；逾期未报送则退出码为 1
help-about-attach = 为一项义务添加证据文件
help-about-evidence = 列出证据并核对校验值，或导出证据；有改动或缺失则退出码为 1
help-about-snapshot = 导出某日的检查表
help-about-merge = 把各自修改过的两份副本合并为一个工作簿；有冲突未决则退出码为 1
help-about-part = 取出一部分或全部义务，作为单独的工作簿交他人填写，之后可合并回来
help-about-history = 列出谁在何时改了什么
help-about-people = 列出人员、改名，或合并同一人的两条登记
help-about-people-list = 列出人员，及其其他姓名和所负责的义务
help-about-people-rename = 修改人员姓名
help-about-people-merge = 合并同一人的两条登记；此后都显示为后者
help-people-rename-name = 要改名的人员；写姓名，或 JSON 列表中的标识
help-people-rename-to = 新的姓名
help-people-rename-json = 以 JSON 列表回答
help-people-merge-name = 要合并的人员；写姓名，或 JSON 列表中的标识
help-people-merge-into = 保留的人员
help-people-merge-json = 以 JSON 列表回答
help-about-verify = 检查工作簿、快照、对比结果，或带校验值清单的文件夹、压缩包是否完整、未被改动；否则退出码为 1
help-about-accept = 认可在工作簿中发现的、本程序以外的改动
help-about-sign = 用本用户的密钥给工作簿或文件（例如 JSON 快照）签名
help-about-freeze = 把当前检查表冻结在工作簿中，并记下校验值，之后的任何改动都能发现
help-about-snapshots = 列出工作簿中冻结的快照，并逐个核对校验值；有不完整的则退出码为 1
help-about-diff = 对比两个工作簿或快照；有差异则退出码为 1
help-about-help = 显示本帮助，或某个命令的帮助

# Help texts of arguments that several commands share.
help-arg-help = 显示帮助
help-arg-version = 显示版本
help-arg-file = 工作簿（.ron；只读取的命令也接受 .ron.age）
help-arg-today = 以哪一天为今天，如 2026-11-24 [默认：中国的当天]
help-arg-now = 以哪一刻为现在（北京时间），如 2026-11-24T09:30；只写日期则为当天结束时
help-arg-lang = 回答所用的语言 [默认：窗口中所选或系统的语言；JSON 为中文]
help-arg-json = 以 JSON 回答
help-arg-author = 修改人 [默认：设置中的姓名，或系统用户名]
help-arg-force = 覆盖已有的文件
help-arg-passphrase-file = 从此文件的第一行读取加密工作簿（.ron.age）的口令，- 表示标准输入；可给出多个，取正确的一个 [默认：在终端询问]
help-arg-wait = 文件被他人打开时最多等候的秒数 [默认：10]
help-arg-new-passphrase-file = 写出 .ron.age 时，从此文件的第一行读取用来加密的口令，- 表示标准输入 [默认：在终端询问]
help-arg-label = 义务编号，如 十二-5 或 十六(十三)-2
help-arg-on = 日期
help-arg-note = 经过，会写入导出的文件
help-arg-output = 要写出的文件
help-arg-owner = 只取此人负责的义务
help-arg-with-confidential = 包括标为保密的证据

# Help texts of arguments of one command.
help-file = 在窗口中打开的工作簿；.ron.age 会询问口令
help-lang = 窗口、帮助和消息所用的语言 [默认：窗口中所选或系统的语言]
help-new-license = 许可证文件：文本、Markdown、HTML、RTF、DOCX、PDF、OFD 或图片 [默认：程序自带的许可证]
help-new-output = 要写出的工作簿；.ron.age 用口令加密
help-info-file = 工作簿，或许可证文件
help-read-file = 许可证文件：文本、Markdown、HTML、RTF、DOCX、PDF、OFD 或图片
help-read-output = 写出的文本文件，- 表示标准输出
help-read-places = 文字在页面上的位置写到哪个文件（JSON）
help-set-labels = 义务编号，如 十二-5 或 十六(十三)-2；多项一步修改，要么全部成功，要么都不改
help-set-status = 状态
help-set-note = 内部备注；"" 表示清空
help-set-statement = 对外说明；"" 表示清空
help-set-reason = 不适用的理由，标为不适用时必填；也可写作 --justification
help-set-owner = 负责人；none 表示无
help-set-due = 公司自定期限；none 表示无
help-deadline-from = 事件发生日，本身不计入
help-deadline-at = 事件发生时刻，用于以小时计的期限
help-deadline-anchor = 倒算的基准日
help-deadline-within = 事件后多久：30d（日）、10wd（工作日）、3m（月）、1y（年）、4h（小时）
help-deadline-before = 基准日前多久，如 90d
help-deadline-retain = 应保存多久，如 1y
help-deadline-workbook = 按此工作簿中的放假安排计算 [默认：程序自带的放假安排]
help-event-add-kind = 事件类型的名称；写错时会列出全部类型
help-event-add-on = 起算的日期
help-event-add-at = 北京时间，用于以分钟计的事件
help-event-close-event = 该期限所依据的事件或决定的标识；见 event list
help-event-close-period = check 显示的到期日，或表示所属期间的日期：填报期的第一天、有效期的最后一天
help-event-close-on = 完成日期
help-event-close-note = 办理情况，会写入导出的文件；内部备注请用 set --note
help-schedule-import-schedule = 以 JSON 公布的放假安排
help-schedule-import-dry-run = 只说明哪些日期会变动，不导入
help-report-year = 报告年度 [默认：正在填报的年度，否则为下一个]
help-report-filed-elsewhere = 记为该年度年报不在本工作簿中编写，已于这一天报送
help-report-receipt = 回执编号
help-report-author = 记录人 [默认：设置中的姓名，或系统用户名]
help-report-pack = 把年报、检查表和按报告部分整理的证据写成一个压缩包；- 表示写到标准输出，不再显示答复
help-report-with-notes = 包括全部内部内容：备注、会议及纪要、缺项、年报的编写过程
help-report-force = 覆盖不是导出文件的文件
help-attach-files = 文件；文件夹则包括其中全部文件
help-attach-link = 只链接文件，不把内容放进工作簿；大文件总是链接
help-attach-effective = 文件本身的日期
help-attach-valid-until = 有效期的最后一天
help-attach-description = 说明其证明的内容
help-attach-confidential = 标为保密，导出时默认不包括；文件另有用处时拒绝
help-attach-everywhere = 凡使用该文件之处，导出时均不包括
help-evidence-extract = 把证据写入一个新文件夹，附目录和 SHA256SUMS
help-evidence-zip = 写成一个 zip 文件，而不是文件夹
help-evidence-duties = 只取此义务的证据；可多次给出
help-evidence-force = 写入非空的文件夹，或覆盖文件
help-snapshot-frozen = 工作簿中冻结的快照：用途、列表序号、日期、标识或校验值的开头 [默认：工作簿现状]
help-snapshot-format = 格式；多个用逗号分隔，写入一个 .zip [默认：按文件名后缀]
help-snapshot-output = 要写出的文件，- 表示标准输出；先前的导出会被替换，其他文件须加 --force
help-snapshot-table = CSV 文件的表 [默认：duties]
help-snapshot-template = PDF 的版式：改过的 assets/templates/snapshot.typ
help-snapshot-with-evidence = 把证据文件一并放入 .zip
help-snapshot-force = 覆盖不是导出文件的文件
help-snapshot-provision = 只取这一条或子项的义务，如 十二 或 十六(三)
help-snapshot-only = 只取处于这种状态的义务
help-snapshot-summary = 给决策者的一页概要：有效期、统计、逾期、近期期限
help-snapshot-with-notes = 包括备注和其他内部内容（默认不包括）
help-snapshot-without-notes = 不包括内部备注：默认
help-snapshot-with-history = 包括修改历史
help-merge-left = 工作簿的一份副本
help-merge-right = 另一份副本
help-merge-output = 要写出的工作簿；.ron.age 用口令加密
help-merge-prefer = 双方都改过的内容以哪一份为准 [默认：都不取，冲突留待处理]
help-merge-author = 处理冲突的人 [默认：设置中的姓名，或系统用户名]
help-part-duties = 要取的义务，如 十二-5；只写条号如 十二，则取该条全部义务
help-part-all = 取全部义务，即整个工作簿的副本
help-part-owner = 取此人负责的义务
help-part-without-evidence = 不带证据内容，只带名称和校验值
help-part-with-confidential = 也带上保密证据的内容
help-part-output = 要写出的工作簿，可用 license-workbook merge 合并回来；.ron.age 用口令加密
help-history-person = 只列此人的修改
help-history-duty = 只列对此义务的修改，如 十二-5
help-history-session = 只列当天会议中的修改
help-history-since = 自此日起
help-history-until = 至此日止
help-verify-file = 工作簿，JSON 快照或 JSON 对比结果，或导出的证据文件夹、材料包等带校验值清单的文件夹或 .zip；旁边有签名的其他文件也可以
help-accept-file = 工作簿
help-accept-author = 认可人 [默认：设置中的姓名，或系统用户名]
help-sign-file = 工作簿（对截至目前的历史签名）、JSON 快照或任何其他文件
help-sign-author = 签名用的姓名 [默认：设置中的姓名，或系统用户名]
help-freeze-purpose = 快照的用途
help-freeze-on = 按哪一天计算期限；落实情况等内容仍为现在的 [默认：今天]
help-freeze-author = 冻结人 [默认：设置中的姓名，或系统用户名]
help-diff-before = 较早的一份：工作簿、JSON 快照，或工作簿中冻结的快照，写作 W.ron# 加标识、日期或校验值的开头，如 W.ron#2026-03-28
help-diff-after = 较晚的一份，写法相同
help-diff-output = 写出对比结果：网页（.html）、电子表格（.xlsx）或数据（.json）；- 表示写到标准输出，不再显示答复
help-diff-format = 写出的格式 [默认：按文件名后缀]
help-diff-with-notes = 也对比备注和其他内部内容：会议、缺项、年报的编写过程
help-diff-force = 覆盖不是导出文件的文件

# Help texts of argument values.
help-choice-status-not-started = { status-not-started }
help-choice-status-in-progress = { status-in-progress }
help-choice-status-met = { status-met }
help-choice-status-not-met = { status-not-met }
help-choice-status-not-applicable = { status-not-applicable }
help-choice-lang-zh-cn = 简体中文
help-choice-lang-en = 英文
help-choice-prefer-left = 第一份
help-choice-prefer-right = 第二份
help-choice-only-open = 未落实且非不适用，或逾期
help-choice-only-overdue = 已过应办日期
help-choice-format-pdf = 文档，用于打印、签字、存档
help-choice-format-html = 网页，任何浏览器可看
help-choice-format-docx = 可编辑的文档，用于 Word 等
help-choice-format-xlsx = 全部表格，用于 Excel 等
help-choice-format-csv = 一个表
help-choice-format-md = 带标记的文本
help-choice-format-json = 全部数据，供程序使用
help-choice-format-ics = 日历

# Export formats in the window.
format-pdf = 文档（PDF，可打印、签章、存档）
format-html = 网页（HTML，可打印）
format-docx = 文档（DOCX，可用 Word 编辑）
format-xlsx = 全部表格（XLSX，可用 Excel 打开）
format-csv = 表格（CSV，可用 Excel 打开）
format-md = 文本（Markdown）
format-json = 数据（JSON）
format-ics = 日历（ICS，可导入 Outlook、苹果日历）


# Errors in arguments.
usage-see = { $what }；见 { $command } --help
usage-value = “{ $value }”不能作为 { $argument } 的值
usage-value-missing = { $argument } 缺少值
usage-known = { $what }；可以是 { $known }
usage-because = { $what }：{ $why }
usage-unknown = 这里没有参数 { $argument }
usage-unknown-command = 没有命令“{ $name }”
usage-nearest = { $what }；是否指 { $nearest }？
usage-missing = 缺少：{ $arguments }
usage-no-command = 缺少命令
usage-after-file = 文件“{ $file }”后面不能再有“{ $word }”
usage-passphrase = 此命令不打开工作簿，不需要口令
usage-twice = { $argument } 只能给出一次
usage-conflict = { $argument } 不能与 { $other } 同时使用
usage-number-of-values = { $argument } 的值过多或过少
usage-not-utf-8 = 有一个参数不是 UTF-8
usage-other = 这些参数不能一起使用
usage-day = 日期须真实存在，写作 2026-11-24
usage-seconds = 应为不超过 3600 的整数秒
usage-moment = 时点写作 2026-11-24T09:30，或只写日期 2026-11-24
usage-time = 时刻写作 14:30
usage-span = 时长至少为 1，写作 30d（日）、10wd（工作日）、3m（月）、1y（年）或 4h（小时）
usage-year = 年度写作 2026
usage-table = 可选的表有 { $known }
usage-clause = 条款写作 十二，子项写作 十六(三)

# Passphrases.
cli-passphrase-needed = “{ $path }”已加密；请用 --passphrase-file 指定存有口令的文件（- 表示标准输入），或在终端中运行命令，届时会询问
cli-new-passphrase-needed = 要加密写出“{ $path }”，但没有给出口令；请用 --new-passphrase-file 指定存有口令的文件（- 表示标准输入），或在终端中运行命令，届时会询问
cli-passphrase-empty = “{ $path }”中没有口令：第一行是空的；请写上口令
cli-passphrase-differs = 没有写出“{ $path }”：两次输入的口令不一致；请重试
cli-passphrase-unread = 无法从终端读取：{ $message }；请改用 --passphrase-file 或 --new-passphrase-file
cli-passphrase-prompt = { $path } 的口令：
cli-passphrase-new = 为 { $path } 设定口令：
cli-passphrase-again = 再输一次：
passphrase-weak = { $why ->
    [common] 口令太弱：是常用词或与之相近；请用四个以上互不相关的词
    [digits] 口令太弱：只有数字，日期和电话号码最先被试出；请用四个以上互不相关的词
    [pattern] 口令太弱：重复，或顺着键盘排列；请用四个以上互不相关的词
   *[short] 口令太弱：太短；请用四个以上互不相关的词
 }

# Results and errors of commands.
cli-attach-days-elsewhere = “{ $name }”的日期在各处共用一份，以下各处也随之改变：{ $places }
cli-attach-stays-confidential = “{ $name }”已标为保密，在这里导出时同样不包括
cli-attach-days = “{ $path }”未改动：有效期至 { $until }，早于文件日期 { $from }；请更正 --valid-until 或 --effective
cli-table-left-out = “{ $table }”表没有写入该文件，文件只有表头；需要时加 { $option }
cli-table-of-report = “{ $table }”表属于年报，而该快照不是随年报冻结的：文件只有表头；请用 { $option } 指定随年报冻结的快照
cli-close-event = { $day }（--event { $event }）
cli-close-filed = { $frozen ->
    [before] { $year } 年度年报（此前已冻结）已记为于 { $day } 报送
   *[now] { $year } 年度年报已记为于 { $day } 报送，并按现状冻结
 }{ $n ->
    [0] {""}
   *[other] ；还缺 { $n } 项必备内容，见 license-workbook report
 }
cli-info-statuses = 状态：{ $statuses }
cli-status-count = { $status } { $n }
cli-merge-double = { $day } { $name }：两份副本各登记了一次，可能是同一事件：{ $events }；请用 license-workbook event list 查看
cli-merge-double-event = { $id }（{ $author }）
cli-merge-double-event-noted = { $id }（{ $author }：{ $note }）
cli-unknown-labels = “{ $path }”未改动：没有义务 { $labels }；最接近的是 { $nearest }
cli-no-answer-saved = 已完成并保存，但结果无法写出：{ $message }
cli-stdout = 标准输出
cli-no-answer = 无法写出结果：{ $message }；请检查输出位置
cli-refused = “{ $path }”未改动：{ $reason }
cli-no-window = { $reason }；没有窗口时请使用命令，例如 license-workbook info W.ron；全部命令见 license-workbook --help

start-no-display-set = 没有可以打开窗口的显示器：环境变量 DISPLAY 和 WAYLAND_DISPLAY 都没有设置
start-no-display = 没有可以打开窗口的显示器（{ $message }）
start-no-renderer = 这里无法启动任何一种绘图方式：{ $message }
start-window-failed = 窗口出错：{ $message }
start-catalog = 程序自带的目录已损坏：{ $message }
start-no-home = 系统没有用户目录，无处存放设置；请用环境变量 LICENSE_WORKBOOK_STATE_DIR 指定一个文件夹
start-no-randomness = 系统不提供随机数：{ $message }
cli-not-made = 没有写出“{ $path }”：{ $message }；请更正后再试
refused-missing = 所指的内容不在工作簿中
refused-stale = 在此期间已被改动
refused-wrong-type = 此处不能填这个值
refused-justification = 标为不适用必须写明理由
refused-dangling = 引用的内容不在工作簿中
refused-empty = 名称或文字不能为空
refused-frozen = 已冻结的快照只能移除，不能修改
refused-locked = 年报已冻结或已报送；请先解除冻结，或更正已报送的内容
refused-twice = 历史中已有这条记录

# Errors in holiday schedules.
schedule-error-shape = “{ $path }”不是公布的放假安排：{ $what ->
    [cut] 到第 { $line } 行第 { $column } 列为止，不完整
    [syntax] 第 { $line } 行第 { $column } 列起不是 JSON
    [field] 缺少字段“{ $name }”
   *[other] 第 { $line } 行第 { $column } 列的内容无法识别（原始信息：{ $message }）
 }；请选择以 JSON 公布的某一年的文件
schedule-error-year = “{ $path }”的年份 { $year } 不可信；应在 2000 至 2100 之间
schedule-error-not-published = “{ $path }”没有列出日期：{ $year } 年的放假安排尚未公布；请在通知发布后再试
schedule-error-too-many-days = “{ $path }”为 { $year } 年列出 { $days } 天，超过一年的天数；请重新索取文件
schedule-error-far-day = “{ $path }”是 { $year } 年的安排，却列出 { $day }，不在该年前后；请重新索取文件
schedule-error-contradiction = “{ $path }”把 { $day } 既列为放假又列为上班；请重新索取文件
