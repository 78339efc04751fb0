# Words for what the workbook holds.

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
recorded = 已记录
list-separator = 、

duties-count = { $n } 项义务
change-nothing = 无变化
change-status = { $subject } 标为{ $to }
change-text = { $subject } 修改{ $field }
change-field = { $subject } { $field }：{ $to }
change-fact = 事实说明：{ $to }
change-tracked-from = 修改起始跟踪日
change-renewal = 延续进度：{ $to }
what-changed = { $what ->
    [person] 人员
    [license] 许可证
    [duty] 义务
    [event] 事件
    [occurrence] 办理记录
    [attestation] 年度确认
    [report] 年报
    [session] 准备会议
    [snapshot] 快照
    [schedule] 放假安排
   *[evidence] 证据
 }
change-added = 新增{ what-changed }：{ $name }
change-removed = 移除{ what-changed }：{ $name }
change-edited = 修改{ what-changed }：{ $name }
