# Messages about the contents of the workbook: statuses, kinds, fields, changes.

status-not-started = 未开始
status-in-progress = 进行中
status-met = 已落实
status-not-met = 未落实
status-not-applicable = 不适用

kind-standing-duty = 持续性义务
kind-prohibition = 禁止性义务
kind-event-deadline = 事件触发期限
kind-recurring-deadline = 周期性期限
kind-retention-period = 保存期限
kind-filing = 报备审批

applicability-applicable = 适用
applicability-conditional = 附条件适用
applicability-not-applicable = 不适用

field-status = 状态
field-assessed-on = 评定日期
field-assessed-by = 评定人
field-reviewed-on = 复核日期
field-reviewed-by = 复核人
field-next-review = 下次复核
field-owner = 负责人
field-due = 自定期限
field-target = 内部目标日
field-recurrence = 重复周期
field-target-within = 事件后内部目标
field-statement = 对外说明
field-note = 内部备注
field-justification = 不适用理由
field-tags = 标签
field-evidence = 证据

limit-amount = { $unit ->
    [working-days] { $n } 个工作日
    [months] { $n } 个月
    [years] { $n } 年
    [hours] { $n } 小时
    [quarter] 第 { $n } 季度
    [immediately] 立即
    [promptly] 及时
   *[calendar-days] { $n } 日
 }
limit-after = { $anchor }后 { $amount }
limit-before = { $anchor }前 { $amount }
limit-within = { $anchor }{ $amount }内
limit-at-least = { $anchor }起至少 { $amount }

yes = 是
no = 否
nothing = （空）
someone = （某人）
recorded = 已登记
list-separator = 、

duties-count = { $n } 项义务
change-nothing = 无变化
change-status = { $subject } 标为{ $to }
change-status-from = { $subject } 标为{ $to }（原为{ $from }）
change-text = { $subject } 修改{ $field }
change-text-written = { $subject } 写入{ $field }
change-text-removed = { $subject } 清空{ $field }
change-field = { $subject } { $field }：{ $to }
change-field-from = { $subject } { $field }：{ $from } → { $to }
change-field-removed = { $subject } 清除{ $field }（原为{ $from }）
change-attached = { $subject } 添加证据：{ $files }
change-detached = { $subject } 解除证据：{ $files }
change-reviewed = { $subject } 复核确认（{ $day }）
change-fact = 事实说明“{ $fact }”：{ $from } → { $to }
change-continues = 有效期届满后是否继续经营：{ $from } → { $to }
change-tracked-from = 起始跟踪日：{ $from } → { $to }
change-renewal = 延续进度：{ $to }
change-renewal-removed = 撤回延续进度：{ $to }
change-scans = 许可证第 { $pages } 页的扫描件
change-person-renamed = 人员改名：{ $from } → { $to }
change-person-merged = 合并人员：{ $name } 就是 { $other }
change-person-parted = 取消合并人员：{ $name } 不是 { $other }
change-confidential = { $subject } 标为保密
change-not-confidential = { $subject } 取消保密
change-event-recorded = 登记事件：{ $event }
change-event-removed = 移除事件：{ $event }
change-event-corrected = 更正事件：{ $from } → { $to }
change-done = { $subject } 于 { $day } 完成
change-done-from = { $subject } 完成日期：{ $from } → { $day }
change-reopened = { $subject } 撤回完成（原于 { $day } 完成）
change-report-begun = 开始编写{ $report }
change-report-filed = { $report }于 { $day } 报送
change-report-unfiled = { $report }撤回报送记录
change-report-frozen = 冻结{ $report }
change-report-correcting = { $report }：开始更正
change-report-corrected = { $report }：已报送更正
change-report-reopened = 解除{ $report }的冻结
change-not-needed = { $subject } { $field }：不需要
change-needed = { $subject } { $field }：需要
change-session-begun = 开始会议：{ $session }
change-session-resumed = 继续会议：{ $session }
change-session-paused = 暂停会议：{ $session }
change-session-closed = 结束会议：{ $session }
change-session-reopened = 重新打开会议：{ $session }
change-session-joined = { $session }：{ $names } 参加
change-session-left = { $session }：{ $names } 不参加
change-session-day = { $session }改在 { $day }
change-session-at = { $session }：走查到 { $label }
change-session-minutes = { $session }：修改纪要
change-session-skipped = { $session }：{ $label } 留待以后
change-session-unskipped = { $session }：{ $label } 不再留待以后
change-decided = { $session }决定：{ $what }
change-decision-edited = { $session }修改决定：{ $what }
change-decision-removed = { $session }移除决定：{ $what }
phrase-of-day = { $what }（{ $day }）
phrase-due = { $day } 到期
phrase-done-on = { $day } 完成
phrase-open = 未完成
phrase-with-files = 附 { $files }
phrase-file-gone = （已移除的文件）
phrase-file-confidential = （保密文件）
phrase-withheld = （内容未列入）
phrase-report = { $year } 年度年报
phrase-part-head = 正文“{ $name }”
phrase-part-draft = 正文“{ $name }”的拟稿
phrase-part-title = “{ $name }”的标题
phrase-part-figure = 数字“{ $name }”
phrase-part-material = 材料“{ $name }”
phrase-session-at = 走查位置
phrase-session-skipped = { $label } 留待以后
phrase-session-closed = 结束日期
phrase-session-paused = 是否暂停
phrase-follow-up = 会议待办
phrase-effective-on = 文件日期
phrase-valid-until = 有效期至
phrase-against = 检查表为{ $status }
phrase-alias = { $name }（就是 { $other }）
phrase-separator = ；
phrase-more = 另有 { $n } 处
what-changed = { $what ->
    [person] 人员
    [license] 许可证
    [duty] 义务
    [event] 事件
    [occurrence] 办理记录
    [attestation] 年度确认
    [report] 年报
    [session] 年报会议
    [snapshot] 快照
    [schedule] 放假安排
   *[evidence] 证据
 }
change-added = 新增{ what-changed }：{ $name }
change-removed = 移除{ what-changed }：{ $name }
change-edited = 修改{ what-changed }：{ $name }
history-definition = 义务的定义
history-correction = 许可证事项更正
history-settled = 疑点处理
phrase-retired = 已停用：{ $reason }
change-value = { $subject }：{ $from } → { $to }
change-doubt-settled = 许可证文本的一处疑点已核对
change-doubt-open = 许可证文本的一处疑点重新待核对
