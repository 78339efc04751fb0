//! Labels on the face page, with their values beside them.

use super::Span;
use super::text::{after_label, first, is_cell_mark, is_space, trimmed};

/// The item that a label on the cover denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// 经营许可证编号.
    Number,
    /// 公司名称.
    Company,
    /// 法定代表人.
    Representative,
    /// 业务种类 and similar; its content is often in the annex.
    Scope,
    /// 覆盖范围.
    Coverage,
    /// 发证机关.
    Authority,
    /// 发证日期.
    IssuedOn,
    /// 首次发证日期.
    FirstIssuedOn,
    /// 有效期至.
    ValidUntil,
    /// 有效期: a first and a last day.
    Period,
    /// 注册住所.
    Address,
    /// 统一社会信用代码.
    CreditCode,
    /// A known label whose value is not used.
    Other,
}

/// The labels, those that begin with another one before it.
const LABELS: [(&str, Field); 83] = [
    ("增值电信业务经营许可证编号", Field::Number),
    ("电信业务经营许可证编号", Field::Number),
    ("经营许可证编号", Field::Number),
    ("经营许可证号", Field::Number),
    ("许可证编号", Field::Number),
    ("许可证号码", Field::Number),
    ("许可证号", Field::Number),
    ("证书编号", Field::Number),
    ("编号", Field::Number),
    ("公司名称", Field::Company),
    ("企业名称", Field::Company),
    ("单位名称", Field::Company),
    ("持证单位", Field::Company),
    ("持证企业", Field::Company),
    ("持证公司", Field::Company),
    ("经营者名称", Field::Company),
    ("被许可人", Field::Company),
    ("公司全称", Field::Company),
    ("法定代表人姓名", Field::Representative),
    ("法定代表人", Field::Representative),
    ("法人代表", Field::Representative),
    ("业务种类", Field::Scope),
    ("许可业务", Field::Scope),
    ("服务项目", Field::Scope),
    ("业务覆盖范围", Field::Coverage),
    ("覆盖范围", Field::Coverage),
    ("覆盖地域", Field::Coverage),
    ("盖范围", Field::Scope),
    ("发证机关名称", Field::Authority),
    ("发证机关", Field::Authority),
    ("颁证机关", Field::Authority),
    ("发证部门", Field::Authority),
    ("发证单位", Field::Authority),
    ("颁发机关", Field::Authority),
    ("许可机关", Field::Authority),
    ("首次发证日期", Field::FirstIssuedOn),
    ("首次颁证日期", Field::FirstIssuedOn),
    ("首次颁发日期", Field::FirstIssuedOn),
    ("首次发证时间", Field::FirstIssuedOn),
    ("首次取证日期", Field::FirstIssuedOn),
    ("初次发证日期", Field::FirstIssuedOn),
    ("初次颁发日期", Field::FirstIssuedOn),
    ("首发日期", Field::FirstIssuedOn),
    ("本次发证日期", Field::IssuedOn),
    ("发证日期", Field::IssuedOn),
    ("颁证日期", Field::IssuedOn),
    ("颁发日期", Field::IssuedOn),
    ("签发日期", Field::IssuedOn),
    ("换发日期", Field::IssuedOn),
    ("换证日期", Field::IssuedOn),
    ("发证时间", Field::IssuedOn),
    ("许可决定日期", Field::IssuedOn),
    ("许可日期", Field::IssuedOn),
    ("批准日期", Field::IssuedOn),
    ("核准日期", Field::IssuedOn),
    ("有效期截止日期", Field::ValidUntil),
    ("有效期限截止", Field::ValidUntil),
    ("有效期截止", Field::ValidUntil),
    ("有效期截至", Field::ValidUntil),
    ("有效期限至", Field::ValidUntil),
    ("有效期至", Field::ValidUntil),
    ("有效期止", Field::ValidUntil),
    ("有效截止日期", Field::ValidUntil),
    ("截止日期", Field::ValidUntil),
    ("到期日期", Field::ValidUntil),
    ("有效期限", Field::Period),
    ("有效期间", Field::Period),
    ("有效期", Field::Period),
    ("公司注册住所", Field::Address),
    ("注册住所", Field::Address),
    ("注册地址", Field::Address),
    ("公司住所", Field::Address),
    ("企业住所", Field::Address),
    ("公司地址", Field::Address),
    ("住所", Field::Address),
    ("统一社会信用代码", Field::CreditCode),
    ("社会信用代码", Field::CreditCode),
    ("信用代码", Field::CreditCode),
    ("注册资本", Field::Other),
    ("注册属地", Field::Other),
    ("企业性质", Field::Other),
    ("企业类型", Field::Other),
    ("经济性质", Field::Other),
];

/// Labels whose value is not used.
const OTHERS: [&str; 13] = [
    "网站名称",
    "网站域名",
    "网址",
    "域名",
    "邮政编码",
    "联系电话",
    "客服电话",
    "投诉电话",
    "上市情况",
    "备注",
    "机构编码",
    "联系人",
    "传真",
];

/// A label in a line, with offsets in bytes of that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The item it denotes.
    pub(super) field: Field,
    /// The label including its colon.
    pub(super) span: Span,
    /// The text up to the next label, without surrounding white space.
    pub(super) value: Span,
    /// The colon behind the label, if any.
    pub(super) colon: Option<char>,
}

/// The labels of a line that starts with one; empty for any other line.
pub(super) fn labels(words: &str) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let (mut at_word, mut gap) = (true, 2);
    for (at, c) in words.char_indices() {
        if is_gap(c) {
            at_word = true;
            gap += if is_cell_mark(c) || c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        let inside = found.last().is_some_and(|l| at < l.span.end);
        if at_word && !inside {
            let label = label_at(words, at).filter(|l| found.is_empty() || l.colon.is_some() || gap >= 2);
            if label.is_none() && found.is_empty() {
                return found;
            }
            if let Some(next) = label {
                if let Some(last) = found.last_mut() {
                    last.value.end = at;
                }
                found.push(next);
            }
        }
        at_word = matches!(c, '；' | ';' | '，' | ',') && !found.is_empty();
        gap = 0;
    }
    for label in &mut found {
        label.value = without_gaps(words, label.value);
    }
    found
}

/// White space, or the edge of a cell.
fn is_gap(c: char) -> bool {
    is_space(c) || is_cell_mark(c)
}

/// `span` without white space, cell marks and a final semicolon at its ends.
fn without_gaps(words: &str, span: Span) -> Span {
    let value = span.of(words);
    let left = value.trim_start_matches(|c| is_gap(c) || c == '*');
    let start = span.end - left.len();
    let kept = left.trim_end_matches(|c| is_gap(c) || matches!(c, '*' | '；' | ';' | '，' | ','));
    trimmed(words, Span::new(start, start + kept.len()))
}

/// The label at byte `at`, if a colon, a space, a closing bracket or the end follows.
fn label_at(words: &str, at: usize) -> Option<Label> {
    let here = words.get(at..)?;
    let known = LABELS.iter().copied().chain(OTHERS.iter().map(|name| (*name, Field::Other)));
    let mut known = known;
    let found = known.find_map(|(name, field)| {
        let scope = matches!(field, Field::Scope | Field::Coverage);
        let marks: &[char] = if scope { &['*', '（', '(', '及', '和', '、'] } else { &['*'] };
        let inner = here.trim_start_matches(marks);
        let rest = after_label(inner, name)?.trim_start_matches('*');
        let ends = rest.is_empty()
            || rest.starts_with(|c: char| is_gap(c) || "：:；;（(）)".contains(c))
            || scope && rest.starts_with(['、', '及', '和']);
        let tail = bracket(rest.trim_start_matches(is_space).trim_start_matches(['）', ')']));
        let tail = tail.trim_start_matches(is_space).trim_start_matches('*');
        let tail = if scope { after_more_scope(tail) } else { tail };
        let colon = tail.chars().next().filter(|c| matches!(c, '：' | ':' | '；' | ';'));
        let value = tail.strip_prefix(['：', ':', '；', ';']).unwrap_or(tail).trim_start_matches('*');

        let start = words.len() - value.len();
        ends.then_some(Label { field, span: Span::new(at, start), value: Span::new(start, words.len()), colon })
    });
    found.or_else(|| described(words, at))
}

/// A label that is not in the list, known by its last words: 获证企业：, 【届满】, 核发机关：.
fn described(words: &str, at: usize) -> Option<Label> {
    let here = first(words.get(at..)?, 60);
    let end = at + here.len();
    let (name, start, colon) = if let Some(inner) = here.strip_prefix(['【', '［', '[', '〔']) {
        let (name, rest) = inner.split_once(['】', '］', ']', '〕'])?;
        (name, end - rest.len(), Some('】'))
    } else {
        let length = here
            .find(|c: char| matches!(c, '：' | ':') || is_cell_mark(c))
            .or_else(|| here.find("  "))
            .or_else(|| here.find('\u{3000}').filter(|i| *i > 6));
        let length = length.unwrap_or(here.len());
        let name = here.get(..length)?;
        let rest = here.get(length..)?;
        let colon = rest.chars().next().filter(|c| matches!(c, '：' | ':'));
        let rest = rest.strip_prefix(['：', ':']).unwrap_or(rest);
        (name, end - rest.len(), colon)
    };
    let field = field_of(name, colon.is_some())?;
    let colon = colon.filter(|c| *c != '】').or(colon.map(|_| '：'));
    Some(Label { field, span: Span::new(at, start), value: Span::new(start, words.len()), colon })
}

/// The longest label that is not in the list, in characters without blanks and brackets.
const LONGEST: usize = 16;

/// Whether the blank behind the first `count` characters of `name` divides words: 样十四 住所, not 住 所. It is wider than
/// the blanks before it.
fn behind_blank(name: &str, count: usize) -> bool {
    let (mut seen, mut width, mut widest) = (0, 0, 0);
    for c in name.chars() {
        if is_space(c) {
            width += 1;
            continue;
        }
        if seen == count {
            break;
        }
        widest = widest.max(if seen > 0 { width } else { 0 });
        (seen, width) = (seen + 1, 0);
    }
    seen == count && width > widest
}

/// The item that a label denotes by its words. `marked` tells that a colon or bracket marks it as a label.
fn field_of(name: &str, marked: bool) -> Option<Field> {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in name.chars().filter(|c| !is_space(*c) && *c != '*') {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    if depth != 0 {
        return None;
    }
    let count = plain.chars().count();
    let ends_with_other = LABELS.iter().any(|(label, _)| {
        let cut = plain.strip_suffix(label).filter(|rest| !rest.is_empty());
        cut.is_some_and(|rest| behind_blank(name, rest.chars().count()))
    });
    if ends_with_other {
        return None;
    }
    let words = plain.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '/' | '／' | '、'));
    if !words || !(2..=LONGEST).contains(&count) || plain.contains(['你', '应', '须', '不']) {
        return None;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| plain.ends_with(end));
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    if has(&[
        "网站",
        "网址",
        "域名",
        "电话",
        "邮编",
        "邮政",
        "资本",
        "原名",
        "备注",
        "变更",
        "联系",
        "说明",
        "标识",
        "主题",
        "时间：",
        "发件",
    ]) {
        return marked.then_some(Field::Other);
    }
    if ends(&["编号", "证号", "许可证号码"]) {
        return Some(Field::Number);
    }
    if ends(&["代码"]) {
        return Some(Field::CreditCode);
    }
    if ends(&["代表人", "法人代表", "负责人"]) || marked && ends(&["法人", "代表"]) {
        return Some(Field::Representative);
    }
    if ends(&["住所", "地址", "注册地"]) {
        return Some(Field::Address);
    }
    of_day_or_holder(&plain, marked)
}

/// The item of a label that names a day, an authority, a scope or the holder.
fn of_day_or_holder(plain: &str, marked: bool) -> Option<Field> {
    let ends = |ends: &[&str]| ends.iter().any(|end| plain.ends_with(end));
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    if has(&["首次", "初次", "首发"]) {
        return Some(Field::FirstIssuedOn);
    }
    if has(&["有效", "届满", "到期", "截止"]) && (marked || ends(&["日期", "期限", "有效期", "期至", "日"]))
    {
        let until = has(&["届满", "到期", "截止", "期至", "止日"]);
        return Some(if until { Field::ValidUntil } else { Field::Period });
    }
    if ends(&["机关", "部门", "机构", "单位"]) && has(&["发", "颁", "许可机", "批准", "审批"]) && !has(&["被许可"])
    {
        return Some(Field::Authority);
    }
    if has(&["发", "颁", "换证", "签"]) && ends(&["日期", "时间", "日"])
        || marked && ends(&["颁发", "签发", "核发", "换证"])
    {
        return Some(Field::IssuedOn);
    }
    if has(&["覆盖", "地域", "区域"]) && !has(&["业务种类"]) {
        return Some(Field::Coverage);
    }
    if ends(&["业务种类", "服务项目", "许可业务", "经营范围", "业务范围", "经营业务", "许可范围", "覆盖范围"])
        || marked && matches!(plain, "业务" | "准许经营" | "经营业务" | "许可业务")
    {
        return Some(Field::Scope);
    }
    let holder = ["单位", "企业", "公司", "持证人", "被许可人", "经营者", "持有人", "名称", "全称"];
    let other = has(&["业务", "项目", "服务", "机关"]);
    (!other
        && (marked && ends(&holder)
            || ends(&["单位名称", "企业名称", "公司名称", "者名称"])
            || plain == "名称"
            || ends(&["被许可人", "持证人"])))
    .then_some(Field::Company)
}

/// Skips the rest of a combined label such as 业务种类（服务项目）及覆盖范围.
fn after_more_scope(words: &str) -> &str {
    let mut rest = words;
    loop {
        let inner = rest.trim_start_matches(|c: char| is_space(c) || "（(及和与、）)".contains(c));
        let known = LABELS.iter().filter(|(_, field)| matches!(field, Field::Scope | Field::Coverage));
        let mut known = known;
        let Some(after) = known.find_map(|(name, _)| after_label(inner, name)) else { return rest };
        rest = after.trim_start_matches(['）', ')']).trim_start_matches(is_space);
    }
}

/// Skips a short parenthesis such as （盖章）.
fn bracket(words: &str) -> &str {
    let Some(inner) = words.strip_prefix(['（', '(']) else { return words };
    let latin = inner.starts_with(|c: char| c.is_ascii_alphabetic());
    let most = if latin { 40 } else { 8 };
    let length: usize = inner.chars().take(most).take_while(|c| !matches!(c, '）' | ')')).map(char::len_utf8).sum();
    inner.get(length..).and_then(|rest| rest.strip_prefix(['）', ')'])).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_with_their_values() {
        let cases: [(&str, &[(Field, &str)]); 25] = [
            ("公司名称:甲", &[(Field::Company, "甲")]),
            ("公 司 名 称 ：  甲 乙 ", &[(Field::Company, "甲 乙")]),
            ("法定代表人 甲", &[(Field::Representative, "甲")]),
            ("发证机关(盖章):", &[(Field::Authority, "")]),
            ("发证机关（盖章）：某局", &[(Field::Authority, "某局")]),
            ("发证曰期：某日", &[(Field::IssuedOn, "某日")]),
            ("业务种类 见附页", &[(Field::Scope, "见附页")]),
            ("业务种类（服务项目）及覆盖范围：见附页", &[(Field::Scope, "见附页")]),
            ("(服务项目)", &[(Field::Scope, "")]),
            ("及覆盖范围:", &[(Field::Coverage, "")]),
            (
                "发证日期：2019年8月2日 有效期至：2024年5月9日",
                &[(Field::IssuedOn, "2019年8月2日"), (Field::ValidUntil, "2024年5月9日")],
            ),
            ("| 公司名称 | 甲 | 法定代表人 | 乙 |", &[(Field::Company, "甲"), (Field::Representative, "乙")]),
            ("公司名称\t甲\t法定代表人\t乙", &[(Field::Company, "甲"), (Field::Representative, "乙")]),
            ("**公司名称：**甲", &[(Field::Company, "甲")]),
            ("有效期限：自甲至乙", &[(Field::Period, "自甲至乙")]),
            ("公司名称变更", &[]),
            ("获证企业: 甲    法定代表人: 乙", &[(Field::Company, "甲"), (Field::Representative, "乙")]),
            ("【届满】二〇二四年", &[(Field::ValidUntil, "二〇二四年")]),
            ("核发机关：甲", &[(Field::Authority, "甲")]),
            ("证　　号：甲", &[(Field::Number, "甲")]),
            ("住所 (Address)：甲", &[(Field::Address, "甲")]),
            ("一、你公司应当：甲", &[]),
            ("甲 公司名称：乙", &[]),
            ("广东省通信管理局（公章）", &[]),
            ("", &[]),
        ];
        for (words, wanted) in cases {
            let found: Vec<(Field, &str)> = labels(words).iter().map(|l| (l.field, l.value.of(words))).collect();
            assert_eq!(found, wanted, "{words}");
        }
    }
}
