# Words of evidence: attaching it, looking at it, checking it, taking it out.

# Taking files in.
intake-running = 正在读取文件
intake-cancelled = 读取已停止，没有添加任何文件
intake-failed = 部分文件未能读取
intake-other-document = 现在打开的是另一个工作簿，为前一个工作簿读取的内容没有添加
intake-done = 已读取 { $n } 个文件
intake-more = …… 另有 { $n } 条
intake-known = 其中 { $n } 个文件工作簿中已有，直接引用，不重复保存
intake-empty = “{ $path }”是空文件，已照样添加
intake-linked-large = “{ $path }”较大，已改为链接，没有存入工作簿；发送工作簿时请一并发送该文件
intake-linked-no-room = “{ $path }”已改为链接：存入后工作簿将过大；发送工作簿时请一并发送该文件
intake-renamed = “{ $path }”已以“{ $name }”为名添加：原名含有容易误导或无法保存的字符
intake-same = “{ $path }”与“{ $name }”内容相同，只添加一份
intake-skipped = 已略过“{ $path }”中 { $n } 个隐藏或临时文件
intake-links = 没有跟随“{ $path }”中的 { $n } 个链接
intake-itself = “{ $path }”就是本工作簿，已略过
intake-not-found = “{ $path }”不存在；可能已被移走，或所在磁盘未连接
intake-broken-link = “{ $path }”是链接，但目标不存在；请直接选择文件
intake-link-loop = “{ $path }”是指向自身的链接；请直接选择文件
intake-permission = 没有读取“{ $path }”的权限；请向所有者申请权限或索取副本
intake-is-a-folder = “{ $path }”是文件夹；请选择文件
intake-not-a-file = “{ $path }”是设备、管道之类，不是文件；请选择文件
intake-changing = 其他程序正在写入“{ $path }”；请等它完成后再添加
intake-too-many = “{ $path }”中的文件超过 { $n } 个；请选择小一些的文件夹，或逐个选择文件
intake-too-deep = “{ $path }”中的文件夹超过 { $n } 层；请单独添加里层的文件夹
intake-io = “{ $path }”{ $step ->
    [look] 无法查看
    [open] 无法打开
   *[read] 没有读完
}：{ $message }。请检查磁盘或网络连接后再添加

# Whether evidence is still what was attached.
verify-running = 正在校验证据
verify-finding = 正在查找文件
verify-cancelled = 校验已停止
verify-fine = 已校验 { $n } 份证据，均与添加时一致
verify-bad = 有 { $n } 份证据与添加时不一致或缺失
verify-found = 在 { $wanted } 个缺失文件中找到 { $n } 个
verify-changed = “{ $name }”的内容已变，与添加时不一致
verify-missing = “{ $name }”不在原处；文件可能已被移走，或所在磁盘未连接
verify-unreadable = “{ $name }”无法读取：{ $message }
verify-not-embedded = 工作簿中没有“{ $name }”的内容；请重新添加同一个文件
verify-sink = 无法写入：{ $message }
verify-danger-title = 要打开这个文件吗？
verify-danger-program = “{ $name }”是程序，打开后可以在这台电脑上做您能做的任何事
verify-danger-script = “{ $name }”打开后可能执行命令或加载外部内容
verify-danger-macro = “{ $name }”可能含有宏，打开后可能执行命令
verify-danger-open = 仍然打开

# Giving evidence out.
extract-running = 正在写出证据
extract-opening = 正在打开副本
extract-cancelled = 写出已停止，没有留下任何文件
extract-failed = 证据未能写出
extract-incomplete = 部分证据未能写出
extract-no-program = 无法打开“{ $path }”：{ $message }
extract-done = 已写出 { $n } 份证据
extract-withheld = 未包括 { $n } 份保密证据
extract-not-empty = 文件夹“{ $path }”不是空的；请选择新的文件夹
extract-not-a-folder = “{ $path }”不是文件夹；请选择其他位置
extract-index = 无法生成目录：{ $message }
extract-name = 证据 { $number } { $day }
extract-folder-license = 许可证页面
extract-folder-events = 事件
extract-folder-reports = 年报
extract-folder-other = 未使用
extract-title = 证据目录
extract-as-of = 导出日期 { $day }
extract-hint = SHA256SUMS 列有每个文件的哈希，可用 sha256sum 逐一核对
extract-path = 路径
extract-changed = 未导出：内容已变
extract-missing = 未导出：文件缺失
extract-unreadable = 未导出：无法读取
extract-not-embedded = 未导出：工作簿中没有其内容
path-evidence-folder = 添加文件夹中的全部文件
path-replacement = 选择新版本
path-move-out = 把证据移出到文件
path-find-evidence = 选择要查找的文件夹
path-extract = 选择证据的导出位置
date-rule-evidence = 证据到期

# The command line.
evidence-cli-attached = { $label }：已添加“{ $name }”，{ $how }，SHA-256 { $hash }
evidence-cli-nothing = { $label } 已有这些文件，没有改动
evidence-cli-none = 没有任何证据
evidence-cli-ok = 一致
evidence-cli-changed = 内容已变
evidence-cli-missing = 文件缺失
evidence-cli-unreadable = 无法读取
evidence-cli-not-embedded = 工作簿中没有内容
evidence-cli-unused = 未使用
evidence-cli-expired = 已于 { $day } 到期
evidence-cli-event = { $day } 的事件
evidence-cli-page = 许可证第 { $page } 页
evidence-cli-report = { $year } 年度年报
