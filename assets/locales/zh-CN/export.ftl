# Messages about exports and the command line.

# Names of tables.
table-duties = 检查表
table-license = 许可证与快照
table-services = 许可经营的业务
table-counts = 统计
table-clauses = 特别规定事项原文
table-dates = 期限
table-evidence = 证据
table-facts = 公司事实
table-events = 事件
table-occurrences = 办理记录
table-people = 人员
table-annotations = 原文疑点
table-problems = 未能识别的文字
table-history = 修改历史

# License and snapshot.
license-number = 经营许可证编号
license-company = 公司名称
license-representative = 法定代表人
license-authority = 发证机关
license-blank = （原件空白）
license-issued-on = 发证日期
license-valid-until = 有效期至
license-validity = 有效状态
license-pages = 页数
license-continues = 有效期届满后是否继续经营
license-renewal = 延续进度
license-tracked-from = 起始跟踪日
snapshot-on = 快照日期
snapshot-scope = 范围
snapshot-left-out = 未包括的内容
snapshot-evidence-withheld = 未包括的保密证据（份）
snapshot-workbook = 工作簿标识
snapshot-format = 快照格式
undecided = 尚未决定
validity-unknown = 未写明有效期
validity-last-day = 今天是有效期最后一天
validity-expired = 已过期 { $n } 天
validity-left = 还有 { $n } 天到期
renewal-prepared = 材料备齐
renewal-filed = 已提交申请
renewal-accepted = 已受理
renewal-decided = 已作出决定
left-out-notes = 内部备注和过程资料
left-out-history = 修改历史
left-out-confidential = 保密证据
left-out-nothing = 无
scope-all = 全部义务
scope-summary = 一页概要
scope-open = 未完成的义务
scope-overdue = 逾期的义务

# Columns and values of tables.
column-item = 项目
column-value = 内容
column-class = 业务代码
column-service = 业务种类
column-limited-to = 仅限
column-includes = 含
column-excludes = 不含
column-remarks = 备注
column-clause = 条款
column-topic = 主题
column-total = 合计
column-applying = 应落实
column-overdue = 逾期
column-met-without-evidence = 已落实但无证据
column-without-owner = 无负责人
column-pages = 页码
column-applies-to = 适用于
column-text = 原文
column-due-day = 期限
column-date-state = 情况
column-label = 编号
column-title = 义务
column-date-rule = 依据
column-raw-day = 计算日
column-provisional = 暂定
column-reason = 理由
column-missing = 尚缺
column-steps = 计算过程
column-id = 标识
column-file = 文件名
column-description = 说明
column-used-by = 用于
column-effective-on = 文件日期
column-valid-until = 有效期至
column-expired = 已过期
column-attached-by = 添加人
column-attached-at = 添加时间（北京时间）
column-media-type = 类型
column-size = 大小（字节）
column-linked = 存放
column-confidential = 保密
column-sha256 = SHA-256
column-replaces = 替代的版本
column-fact = 事实
column-holds = 是否属实
column-key = 代码
column-day = 日期
column-time = 时间
column-event = 事件
column-what-happened = 经过
column-evidence = 证据
column-person = 姓名
column-role = 职务或部门
column-owns = 负责的义务
column-annotation-kind = 疑点类型
column-words = 原文用字
column-message = 说明
column-line = 行
column-moment = 时间（北京时间）
column-author = 修改人
column-deed = 做了什么
column-subject = 对象
column-field = 字段
column-from = 原值
column-to = 新值
column-undoes = 撤销的记录
column-deciding-day = 期限
column-overdue-days = 逾期天数
column-quote = 依据原文
column-kind = 类型
column-optional = 许可证之外
column-applicability = 适用性
column-trigger = 触发
column-limit = 时限
column-timing = 时间要求
column-authority = 主管机关
column-accepted-evidence = 可接受的证据
column-condition = 适用条件
column-conditions = 判定条件
column-other-law = 其他法规的时限
column-remark = 备注
column-related = 相关义务
column-event-day = 事件日
column-due-at = 截止时刻
column-target = 内部目标日
column-reminder = 提醒日
column-keep-through = 保存至
column-destroy-from = 可销毁起始日
column-done-on = 完成日
column-late = 逾期完成
column-period = 所属期
column-event-id = 事件标识
column-sequence = 修订次数
column-changed-at = 变更时间（北京时间）
column-what-was-done = 办理情况

counts-all = 全部
evidence-linked = 外部文件
evidence-embedded = 工作簿内
evidence-withheld = 未包括 { $n } 份保密证据
evidence-effective = 文件日期 { $day }
evidence-valid-until = 有效期至 { $day }
evidence-expired = 已过期
evidence-bytes = { $n } 字节
not-stated = 未说明
withheld = （未包括）
predicate = { $kind ->
    [fact] 事实“{ $what }”
    [event] 事件“{ $what }”
    [named] 名为“{ $what }”的业务
   *[service] 业务“{ $what }”
 }
other-law = { $limit }（{ $source }）
related = { $label }（{ $kind }）
relation-twin = 要求相同
relation-alternative = 二选一
relation-follows = 后续
relation-see-also = 参见
recurrence-from-completion = 每 { $amount }一次，自完成之日起算
recurrence-from-due = 每 { $amount }一次，自上次期限起算
recurrence-day = 当月 { $n } 日
date-step = { $text }（{ $source }）
ics-name = 许可证期限
ics-canceled = 已取消：{ $title }
named-value = { $name }：{ $value }
provisional-day = 暂定：放假安排尚未公布，此为最早的稳妥日期
date-rule-own-due = 公司自定期限
date-rule-before-expiry = 有效期届满前
date-rule-annual-report = 每年第一季度
date-rule-event = 事件触发
date-rule-retention = 保存期限
date-rule-target = 内部目标日
date-state-overdue = 逾期
date-state-decision-missing = 待决定
date-state-due-soon = 即将到期
date-state-later = 未到期
date-state-done = 已完成
date-state-done-late = 逾期完成
annotation-missing-words = 疑有漏字
annotation-character-form = 字形
annotation-stray-space = 多余空格
annotation-mixed-punctuation = 标点混用
annotation-naming = 名称不一
annotation-authority = 机关称谓
annotation-blank = 空白

history-whole = { what-changed }
history-fact = 事实说明
history-tracked-from = 起始跟踪日
history-continues = 有效期届满后是否继续经营
history-renewal = 延续进度

# Content of documents and web pages.
page-title = 许可证合规检查表
page-summary-title = 许可证合规概要
page-as-of = 截至 { $day }
page-counts-line = 共 { $total } 项义务，应落实 { $applying } 项，已落实 { $met } 项
page-progress = 落实进度
page-contents = 目录
page-over-time = { $from } 至 { $until } 各状态义务数的变化
page-at-a-glance = 检查表一览
page-details = 逐条检查表
page-appendix = 附录
page-identifiers = 标识
page-identifiers-note = 供程序查找记录之用；阅读和核对以编号、日期为准。
page-provision-short = 第{ $name }条
page-provision = 第{ $name }条
page-done = 已落实
page-answer = 落实情况
page-demand = 要求
page-text = 条文原文
page-pages = 第 { $pages } 页
page-overdue = 逾期 { $n } 天
page-empty = 无
page-show = 显示
page-find = 点击标题可折叠；用浏览器的“查找”（Ctrl+F）可搜索全文，无需联网
page-left-out = 本文件未包括：{ $what }。
page-footer = 由许可证合规工作簿于 { $day } 的数据生成。许可证原文以发证机关颁发的文本为准。

# Additional content of printed documents.
pdf-page = 第 { $page } 页，共 { $pages } 页
summary-pressing = 逾期 { $overdue } 项，待决定 { $undecided } 项
summary-next = 接下来的期限
summary-more = 未列于本页：另有{ $overdue ->
    [0] 待决定 { $undecided } 项
   *[other] 逾期 { $overdue } 项{ $undecided ->
        [0] {""}
       *[other] 、待决定 { $undecided } 项
    }
 }
summary-other-dates = （该义务另有 { $n } 个同类期限）
signature-prepared = 编制人
signature-reviewed = 复核人
signature-seal = 单位（盖章）
signature-day = 日期

# Results of commands.
cli-made = 已生成 { $path }：{ $number }，{ $duties } 项义务
cli-exported-to-stdout = 已写到标准输出：截至 { $day } 的 { $duties } 项义务
cli-exported = 已导出 { $path }：截至 { $day } 的 { $duties } 项义务
export-unprintable = 提示：PDF 字体中没有 { $characters }，已以编码代替
cli-info-clauses = { $provisions } 条特别规定，{ $items } 个子项
cli-info-duties = { $total } 项义务：适用 { $applicable }，附条件适用 { $conditional }，不适用 { $not }
cli-info-doubts = 原文疑点 { $annotations } 处，未能识别的文字 { $problems } 处
cli-check-expired = 许可证已于 { $day } 过期，至今 { $n } 天
cli-check-valid = 许可证有效期至 { $day }，还有 { $n } 天
cli-changed-section = “{ $section }”部分被其他程序修改过，历史中没有记录
cli-evidence-changed = 证据“{ $name }”的内容已变，与添加时不一致
cli-evidence-missing = 证据“{ $name }”缺失
cli-evidence-left-out = 这份副本不含 { $n } 份证据的内容，原工作簿中有
cli-set-nothing = { $label } 已是如此，没有改动
cli-retired = 注意：{ $label } 已停用（{ $reason }），不计入任何统计、期限和导出
cli-set-ruled-out = 注意：{ $label } 按附页不适用（{ $reason }），显示状态不变
cli-set-follows = 注意：{ $label } 的状态由已登记的事件和年报决定，办结或撤回完成之前仍显示为“{ $status }”
cli-due = 截止 { $day }
cli-raw = 计算日 { $day }
cli-keep-through = 保存至 { $day }
cli-destroy-from = { $day } 起可销毁
cli-provisional = 暂定：缺少放假安排
event-ahead = 提示：{ $day } 尚未到来
cli-event-time-missing = 提示：此类事件的期限以小时或分钟计，请用 --at HH:MM 登记时刻
cli-no-events = 尚未登记事件
cli-schedule-known = 工作簿已有相同的 { $year } 年放假安排（{ $n } 天）
cli-schedule-would = { $year } 年放假安排（{ $n } 天）未导入；导入后将变动：
cli-schedule-taken = 已导入 { $year } 年放假安排（{ $n } 天）；变动：
cli-schedule-moves-nothing = {"  "}没有日期变动

# Errors of commands: the reason and the next step, in one line each.
cli-no-home = 系统没有用户目录；请用环境变量 LICENSE_WORKBOOK_STATE_DIR 指定一个文件夹
cli-locked = { $who } 从 { $since } 起打开了“{ $path }”；请等其关闭后再试，或用 --wait 秒数 等候更久
cli-locked-by-someone = “{ $path }”已被他人打开，从锁文件中读不出是谁；请等其关闭后再试，或用 --wait 秒数 等候更久
cli-recoverable = “{ $path }”还有上次未保存的修改；请先在窗口中打开并恢复
cli-no-license = “{ $path }”中没有许可证；请用 license-workbook new 新建工作簿
cli-not-a-license = “{ $path }”既不是工作簿，也不是许可证文本；请检查路径
cli-not-utf-8 = “{ $path }”不是 UTF-8 文本；请另存为 UTF-8 编码后再试
cli-export-over-workbook = “{ $path }”是工作簿，不能被导出文件覆盖；请换一个文件名
cli-export-exists = “{ $path }”已存在，且不是本程序导出的文件；请换一个文件名，或加 --force
cli-reason-missing = “{ $path }”未改动：{ $label } 标为不适用必须说明理由；请加 --reason
cli-unknown-label = “{ $path }”中没有义务“{ $label }”；最接近的是 { $nearest }
cli-cannot-be-computed = 无法计算：{ $missing }；请更正日期或期限后再试
cli-unknown-kind = 没有事件类型“{ $kind }”；是否指{ $nearest }？请写括号中的名称，已知的有：{ $known }
cli-event-kind = { $name }（{ $key }）
cli-evidence-not-whole = 证据“{ $name }”已改动或缺失，或这份副本不含其内容，没有放入；请用 license-workbook check 查看
cli-unknown-provision = “{ $path }”的许可证没有“{ $clause }”；请用 license-workbook info 查看条款
cli-formats-need-zip = 多种格式只能写入一个 .zip 文件，“{ $path }”不是；请改用 .zip 结尾的文件名
cli-unknown-event = “{ $path }”中没有事件“{ $event }”；请用 license-workbook event list 查看
cli-no-occurrence = “{ $path }”：{ $label } 没有属于 { $cause } 的期限，也没有未完成的期限
cli-no-occurrence-but = “{ $path }”：{ $label } 没有属于 { $cause } 的期限；未完成的期限有 { $open }
cli-closing-day = “{ $path }”：{ $label } 不能登记为 { $day } 完成；完成日期应为 { $days }，未作改动
open-not-found = “{ $path }”不存在；请检查路径，文件可能已被移走，或所在磁盘未连接
open-is-a-folder = “{ $path }”是文件夹；请选择一个文件
open-not-a-file = “{ $path }”不是文件；请选择一个文件
open-permission = 没有权限读取“{ $path }”；请向所有者申请权限或索取副本
open-too-large = “{ $path }”：{ limit-exceeded }
open-being-written = “{ $path }”正被其他程序写入，或内容超出它标明的大小；请等其完成后再试
open-io = 无法读取“{ $path }”：{ $message }；请重试，或复制到其他磁盘再打开
format-empty = “{ $path }”是空文件；请等同步完成，重新索取，或打开备份
format-nul-bytes = “{ $path }”只写入了一部分（第 { $line } 行起为零字节）；请等同步完成，重新索取，或打开备份
format-utf-16 = “{ $path }”是 UTF-16 编码；请在编辑器中另存为 UTF-8，或打开备份
format-not-utf-8 = “{ $path }”第 { $line } 行第 { $column } 列不是 UTF-8；请在编辑器中另存为 UTF-8，或打开备份
format-truncated = “{ $path }”不完整，到第 { $line } 行第 { $column } 列为止；请等同步完成，重新索取，或打开备份
format-not-a-workbook = “{ $path }”不是工作簿；{ $surface ->
    [window] 请选择许可证合规工作簿保存的 .ron 文件，或从许可证文件新建
   *[command] 请选择许可证合规工作簿保存的 .ron 文件，或用 license-workbook new --license 从许可证文件新建
 }
format-newer = “{ $path }”由更新版本的程序保存；请安装新版本后再打开
format-too-deep = “{ $path }”第 { $line } 行括号嵌套超过 { $most } 层；请打开备份
format-conflict-markers = “{ $path }”第 { $line } 行起有版本控制未解决的冲突（<<<<<<<）；请先在版本控制工具中取回其中一个版本，两个版本可用“合并”并到一起
format-syntax = “{ $path }”第 { $line } 行第 { $column } 列有误：{ $what ->
    [expected] 这里应为 { $expected }
    [kind] 这里的值不是所需的类型
    [value] 没有“{ $found }”这个值，可用的有“{ $expected }”
    [number] 数字写法不对或超出范围
    [quoted] 引号没有结束，或转义写法不对
    [day] 日期或时间不存在
    [id] 编号写法不对
    [length] 项数不对
    [comment] 注释没有结束
    [sign] 有多余的符号
    [bracket] 括号不成对
    [surplus] 字段多于 { $most } 个
    [trailing] 结尾之后还有内容，或值不完整
    [packed] 打包的历史记录已损坏
   *[other] 内容无法识别（原始信息：{ $message }）
 }；请在文本编辑器中更正，或打开备份
format-unknown-field = “{ $path }”第 { $line } 行第 { $column } 列有误：没有“{ $name }”这个字段；请在文本编辑器中更正，或打开备份
format-missing-field = “{ $path }”第 { $line } 行第 { $column } 列有误：缺少字段“{ $name }”；请在文本编辑器中更正，或打开备份
format-duplicate-key = “{ $path }”第 { $line } 行第 { $column } 列有误：“{ $name }”出现了两次；请在文本编辑器中更正，或打开备份
format-invalid = “{ $path }”第 { $line } 行第 { $column } 列起内容自相矛盾：“{ $name }”{ $what ->
    [justification] 标为不适用却没有理由
    [empty] 的名称或内容是空的
    [dangling] 引用了工作簿中没有的内容
    [twice] 出现了两次
   *[other] 与其他内容不符
 }{ $others ->
    [none] {""}
   *[some] ，另有 { $more } 处
 }；请在文本编辑器中更正，或打开备份
save-changed-externally = “{ $path }”在打开后被其他程序修改，未保存；{ $surface ->
    [window] 请查看有何不同，或换一个文件名保存
   *[command] 请重新执行命令
 }
save-gone = “{ $path }”在打开后被移走或删除，未保存；请检查路径
save-appeared = “{ $path }”已存在，未改动；{ $surface ->
    [window] 请换一个文件名
   *[command] 请换一个文件名，或加 --force 覆盖
 }
save-disk-full = “{ $path }”所在磁盘已满，未保存；请清理空间，或存到其他磁盘
save-read-only = “{ $path }”是只读的，未保存；请取消只读，或在自己的文件夹中使用副本
save-permission = 没有权限写入“{ $path }”，未保存；请在自己的文件夹中使用副本
save-no-such-folder = 文件夹“{ $path }”不存在；请连接磁盘或换一个文件夹
save-is-a-folder = “{ $path }”是文件夹；请换一个文件名
save-not-a-file = “{ $path }”是管道或设备，不是文件；请换一个文件名，命令支持时可用 - 写到标准输出
save-in-use = “{ $path }”被其他程序占用，未保存；请关闭后再试
save-bad-name = 磁盘不接受文件名“{ $path }”；请换一个文件名
save-io = “{ $path }”未能保存：{ $message }；请重试或换一个文件名
save-unwritable = 工作簿无法写成文件：{ $message }；请报告此问题
annotation-misread = 疑似误识
