# Messages about copies: handing out, merging, history.

command-merge-copy = 合并副本…
command-hand-out = 发给同事填写…
command-show-history = 修改历史

path-merge-copy = 选择要合并的副本
path-hand-out = 副本保存到
path-history = 修改历史保存到

file-part = 待填写
file-copy = 副本
file-history = 修改历史

activity-merge = 比对副本
activity-hand-out = 写出副本
activity-unlock = 解密

toast-handed-out = 已写出副本：{ $path }
toast-taken-in =
    { $settled ->
        [0] 已合并，并入 { $n } 次修改
       *[other] 已合并，并入 { $n } 次修改，处理 { $settled } 处冲突
    }
toast-merge-nothing = “{ $name }”里没有新的修改

# Preview of a merge.
merge-title = 合并“{ $name }”
merge-incoming = { $name }：{ $n } 次修改
merge-outgoing = 本工作簿中另有 { $n } 次修改是对方没有的，合并后保留
merge-nothing-new = 对方没有新的修改
merge-conflicts = { $n } 处双方都改过，请选择
merge-all-mine = 全部用本工作簿的
merge-all-theirs = 全部用对方的
merge-mine = 本工作簿
merge-theirs = 对方
merge-earlier = 之前合并的
merge-both = 两段都保留
merge-apply = 合并
merge-settle = 按所选处理
merge-open-title = 双方都改过的内容待处理
conflicts-open = 合并留下 { $n } 处双方改得不同，尚未选择
conflicts-settle = 逐处选择…
merge-undecided = 还有 { $n } 处未选择
merge-show = 查看…
merge-removed = （已删除）
merge-kept = （保留并有修改）
merge-restored = 一方已删除、另一方仍在使用，予以恢复：{ $what }
merge-doubtful = { $n } 条历史记录的内容与其编号不符，不予采用
merge-other-beginning = 两份文件的起始内容不同，不是同一个工作簿的副本
merge-same-name = 双方各登记了一位“{ $name }”，合并后为两人
merge-twin = { $day } { $name }：双方各登记了一次，可能是同一事件；合并后可在“期限”中移除其中一条
merge-own-file = 这就是当前打开的文件
merge-other-title = 这是另一个工作簿
merge-other-text = “{ $name }”不是当前工作簿的副本，不能合并。可以单独打开它。
merge-open-it = 打开它
merge-unknown-origin = 这一部分来自更新的版本。请先合并那个版本，再合并这一部分。
merge-contradiction = 两个副本合在一起会自相矛盾，其中一个可能被其他程序改过。两个文件都没有改动。

# Other copies in the folder.
beside-title = 文件夹里还有这个工作簿的其他副本
beside-text = 可能是网盘同步时产生的冲突副本，或同事填好发回的部分。
beside-merge = 查看 { $name }
beside-new = 有 { $n } 次修改尚未并入
later = 以后再说

# Handing out copies.
hand-out-title = 发给同事填写
hand-out-text = 写出一份副本。对方像普通工作簿一样打开、填写；发回后把文件拖到窗口上即可合并。
hand-out-all = 全部义务
hand-out-selected = 检查表中选中的 { $n } 项
hand-out-owner = 负责人：
hand-out-owner-duties = { $name }（{ $n } 项）
hand-out-with-bytes = 包括证据文件
hand-out-confidential = 包括保密证据的内容
hand-out-without-bytes = 证据的名称和校验值总是包括在内
hand-out-protect = 用口令加密
hand-out-passphrase = 口令
hand-out-again = 再输一次
hand-out-no-way-back = 忘记口令则无法打开，也无法找回
hand-out-differs = 两次输入不一致
hand-out-choose-file = 选择文件…

# Passphrases.
save-protected-name = “{ $path }”的名称表示加密副本，但保存的文件不加密；请换一个以 .ron 结尾的文件名。加密副本用“发给同事填写…”写出
unlock-title = “{ $name }”已加密
unlock-text = 请输入口令。保存的文件、恢复日志和备份也以此口令加密。
in-memory-strip = 内容取自加密的“{ $name }”：另存为文件之前只在内存中，另存后以同一口令加密
in-memory-changes = { $n } 处修改只在内存中，没有恢复日志，请尽快保存
unlock-open = 打开
unlock-wrong-passphrase = { $surface ->
    [window] 口令错误
   *[command] “{ $path }”的口令错误；请检查空格和大小写
 }
unlock-damaged = “{ $path }”不完整或已损坏；请对方重新发送
unlock-not-protected = “{ $path }”没有用口令加密，与文件名不符；请选择另一个文件
unlock-too-costly = “{ $path }”：{ limit-exceeded }；文件可能被人改动过，请对方重新发送

# History.
history-title = 修改历史
history-everyone = 所有人
history-person = 修改人
history-session = 会议
history-any-session = 不限会议
history-session-name = { $day } 会议（{ $year } 年度）
history-duty = 义务编号
history-duty-hint = 义务，如 十二-5
history-since = 自
history-until = 至
history-count = { $n } 条
history-export = 导出表格…
history-empty = 没有记录
history-none-yet = 每次修改都会记在这里
history-none-found = 请放宽上面的筛选条件
history-altered = 与保存时不符，不予采用：{ $what }
history-found = 本程序以外的改动：{ $what }
history-accepted = 认可本程序以外的改动：{ $what }
history-accepted-unknown = 认可本程序以外的改动
found-altered = { $n } 条记录被改动
found-missing = { $n } 条记录被删去
found-strip = 在此文件中发现：{ $what }
found-accept = 认可
found-accept-hint = 以现在的内容为准；历史中保留发现的内容以及您的认可
found-show = 查看
history-merged = 合并副本
history-merged-from = 合并副本，并入{ $from }
history-merged-and = { $merged }，处理冲突：{ $what }
history-redone = 重做了：{ $what }
history-go = 查看 { $what }
history-brought = { $name }的 { $n } 次修改
history-brought-list = 并入 { $n } 条记录：
history-at = 时间
history-what = 做了什么
history-field = 位置
history-from = 原来
history-to = 改为

part-heads = 正文
part-figures = 数字
part-materials = 材料
part-minutes = 纪要
part-decisions = 决定
part-agenda = 议程
part-note = 说明
part-name = 名称
part-day = 日期
part-other = 内容

# Command line.
cli-merged = 已合并到 { $path }：第一份独有 { $left } 次修改，第二份独有 { $right } 次修改，处理冲突 { $settled } 处
cli-merge-conflict = 冲突未决：{ $subject }
cli-merge-restored = 一方已删除、另一方仍在使用，予以恢复：{ $subject }
cli-merge-same-name = 双方各登记了一位“{ $subject }”
cli-merge-different = “{ $left }”与“{ $right }”不是同一个工作簿的副本；请核对路径
cli-merge-unknown-origin = “{ $left }”与“{ $right }”：其中一份来自更新的版本；请先合并那个版本
cli-merge-contradiction = “{ $left }”与“{ $right }”合在一起会自相矛盾，没有写出：{ $message }
cli-part = 已写出 { $path }：{ $n } 项义务
cli-part-of-nothing = “{ $path }”：没有指明义务；请加 --duty 或 --owner
cli-unknown-person = “{ $path }”里没有“{ $name }”；用 license-workbook people 查看有哪些人
cli-unknown-session = “{ $path }”：{ $day } 没有开过会，或会上没有修改；用 license-workbook history 查看
cli-signed = 已用 { $signer } 的密钥（{ $key }）签名：{ $path }
verify-workbook = 完整：{ $n } 条历史记录，过去的记录没有改动
verify-workbook-but = 除已认可或已撤回的改动外完整：{ $n } 条历史记录
verify-unexplained = { $subject }：按历史应为“{ $from }”，文件中却是“{ $to }”
verify-altered = 记录 { $id } 的内容与其编号不符，被改动过
verify-missing-record = 记录 { $id } 被引用但不在文件中，已被删去
verify-base = 历史的起始内容被改动过
verify-was-found = { $what }（{ $by } 于 { $at } 发现，尚未有人认可）
verify-was-found-settled = { $what }（{ $by } 于 { $at } 发现，{ $settled } 已处理）
verify-head = 最新记录 { $id }
verify-signed-at = { $words }，{ $at }
accept-nothing = 没有需要认可的内容：未发现本程序以外的改动
cli-found = “{ $path }”：{ $what }；已记入历史，可用 license-workbook verify 查看
cli-unexplained = 文件内容与历史不符；可用 license-workbook verify 查看
cli-merge-other-beginning = “{ $left }”与“{ $right }”的起始内容不同，不是同一个工作簿的副本；没有写出
verify-conflicts = { $n } 处冲突未决
verify-file =
    { $kind ->
        [comparison] 对比结果：
       *[other] {""}
    }{ $verdict ->
        [whole] { $kind ->
            [comparison] 完整
           *[other] 快照完整
        }
        [altered] { $kind ->
            [comparison] 被改动过
           *[other] 快照被改动过
        }
        [mislabeled] 快照完整，但标注与内容不符
        [unfrozen] { $kind ->
            [comparison] 没有校验值可供核对
           *[other] 快照未冻结，没有校验值可供核对
        }
       *[signed] 文件
    }
verify-kept-snapshot = 保存的快照“{ $name }”（{ $day }）：{ $verdict }
verify-signature =
    { $state ->
        [good] 签名有效：{ $signer }，密钥 { $key }
        [changed] 签名之后文件被改动过（{ $signer }，密钥 { $key }）
       *[forged] 签名不是用所附密钥做的
    }
verify-signed-since = ；其后 { $n } 条记录未签名
cli-sign-unexplained = “{ $path }”的内容与其历史不符，未签名；请用 license-workbook verify 查看，再认可或改正
verify-unsigned = 没有签名
verify-unknown = “{ $path }”不是工作簿、快照或对比结果，没有校验值清单，旁边也没有签名；请核对路径
verify-bad-signature = “{ $path }”不是签名文件；请对方重新发送

# Parts that are handed out.
part-is = 这是一个工作簿的一部分
part-is-from = 这是“{ $from }”的一部分（{ $day }）
part-by = ，由 { $by } 分发
part-for = ，请 { $to } 填写
part-by-for = ，由 { $by } 分发给 { $to }
part-to-do = · 填写后保存，把文件发回即可合并
part-filled-in-by = 填写人：{ $name }
part-another = 换一位填写人

# People on the command line.
cli-owner-added = “{ $path }”：新增了人员“{ $name }”
cli-owner-added-like = “{ $path }”：新增了人员“{ $name }”；相近的有：{ $like }。如是同一人，用 license-workbook people merge 合并
cli-people-what = 没有指明工作簿；用法见 license-workbook people --help
cli-people-empty = “{ $path }”：新的姓名不能为空；请写明姓名
cli-people-taken = “{ $path }”：已有“{ $name }”；如是同一人，用 license-workbook people merge 合并
