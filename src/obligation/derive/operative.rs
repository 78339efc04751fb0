//! Finds the words of a text that demand, forbid, or set a time.

use super::limit::{FoundLimit, limits};
use super::rules::{Operation, Rules};
use super::words::{Run, longest_at};

/// Characters that make a preceding 应 or 相应 a word of its own: 相应当地, not 相 应当.
const BEHIND_A_PLACE: [&str; 8] = ["当地", "当事", "当前", "当日", "当天", "当年", "当月", "当时"];

/// An operative word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) run: Run,
    /// What it does; `None` for a time limit.
    pub(super) operation: Option<Operation>,
}

/// The operative words of a text, in order, and its time limits.
#[derive(Debug)]
pub(super) struct Operatives {
    pub(super) hits: Vec<Hit>,
    pub(super) limits: Vec<FoundLimit>,
}

impl Operatives {
    pub(super) fn of(chars: &[char], rules: &Rules) -> Self {
        let limits = limits(chars);
        let mut hits = words(chars, rules);
        hits.extend(limits.iter().map(|limit| Hit { run: limit.run.clone(), operation: None }));
        hits.sort_by_key(|hit| (hit.run.start, hit.run.end));
        Self { hits, limits }
    }

    /// The operative words that start in `run`.
    pub(super) fn hits_in(&self, run: &Run) -> &[Hit] {
        let first = self.hits.partition_point(|hit| hit.run.start < run.start);
        let last = self.hits.partition_point(|hit| hit.run.start < run.end);
        self.hits.get(first..last).unwrap_or_default()
    }

    /// The time limits that start in `run`.
    pub(super) fn limits_in(&self, run: &Run) -> &[FoundLimit] {
        let first = self.limits.partition_point(|limit| limit.run.start < run.start);
        let last = self.limits.partition_point(|limit| limit.run.start < run.end);
        self.limits.get(first..last).unwrap_or_default()
    }

    /// Whether a word in `run` demands or forbids.
    pub(super) fn demands_in(&self, run: &Run) -> bool {
        self.hits_in(run).iter().any(|hit| hit.operation.is_some())
    }
}

/// The words that demand or forbid.
fn words(chars: &[char], rules: &Rules) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match rules.operative_at(chars, at) {
            Some((length, Some(operation))) => {
                hits.push(Hit { run: at..at + length, operation: Some(operation) });
                at += length;
            }
            Some((length, None)) => at += if ends_before_demand(chars, at + length) { length - 1 } else { length },
            None => at += 1,
        }
    }
    hits
}

/// Whether 应 before `end` is the first character of 应当, as in 对应当报备的事项.
fn ends_before_demand(chars: &[char], end: usize) -> bool {
    chars.get(end.wrapping_sub(1)) == Some(&'应')
        && chars.get(end) == Some(&'当')
        && longest_at(chars, end, &BEHIND_A_PLACE).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::rules::rules;
    use super::super::words::normalized;
    use super::*;
    use crate::obligation::{LimitDirection, LimitUnit};

    fn found(text: &str) -> Vec<String> {
        let chars = normalized(text);
        let hits = Operatives::of(&chars, rules()).hits;
        hits.iter().map(|hit| chars[hit.run.clone()].iter().collect()).collect()
    }

    #[test]
    fn words_that_only_contain_an_operative_word_are_none() {
        assert!(found("相应的应急预案、响应和应用，适应供应需求").is_empty());
        assert_eq!(found("对应当报备的事项，相应当地机构"), ["应当"]);
        assert_eq!(found("你公司应制定应急预案，不得转租"), ["应", "不得"]);
    }

    #[test]
    fn limits_are_read() {
        use LimitDirection::{After, AtLeast, Before, Within};
        use LimitUnit::{CalendarDays, Hours, Immediately, Months, Promptly, Quarter, WorkingDays, Years};
        let cases = [
            ("自变更之日起三十日内", Some(30), CalendarDays, After, Some("变更之日")),
            ("在处置后的10个工作日内上报", Some(10), WorkingDays, After, Some("处置")),
            ("提前60日告知", Some(60), CalendarDays, Before, None),
            ("在有效期届满前九十日提出", Some(90), CalendarDays, Before, Some("有效期届满")),
            ("在开工前六十日向部报告", Some(60), CalendarDays, Before, Some("开工")),
            ("保存不少于两年", Some(2), Years, AtLeast, None),
            ("保存60日以上", Some(60), CalendarDays, AtLeast, None),
            ("记录备份应当保存60日，", Some(60), CalendarDays, AtLeast, None),
            ("自结案之日起至少保存三年。", Some(3), Years, AtLeast, None),
            ("日志留存至少五个月", Some(5), Months, AtLeast, None),
            ("在24小时内反馈", Some(24), Hours, After, None),
            ("每半年检查", Some(6), Months, Within, None),
            ("每三个月核对", Some(3), Months, Within, None),
            ("在每年第一季度参加", Some(1), Quarter, Within, None),
            ("于每年3月31日前报送", Some(1), Quarter, Within, None),
            ("每年5月1日前报送", Some(1), Years, Within, None),
            ("于次月5日前报送", Some(1), Months, Within, None),
            ("每季度首月10日前报送", Some(3), Months, Within, None),
            ("立即处置", None, Immediately, After, None),
            ("第一时间报告", None, Immediately, After, None),
            ("及时更正", None, Promptly, After, None),
            ("之日起3O曰内", Some(30), CalendarDays, After, None),
            ("提早九十日提出", Some(90), CalendarDays, Before, None),
            ("提前5个工作日告知", Some(5), WorkingDays, Before, None),
            ("应当早于届满日三十日提出", Some(30), CalendarDays, Before, None),
            ("值守日志两年内不得销毁", Some(2), Years, AtLeast, None),
            ("留存复印件,相关合同及查验记录两年。", Some(2), Years, AtLeast, None),
            ("不得在60日保存期届满前删除", Some(60), CalendarDays, AtLeast, None),
            ("提供至少五个月内的清单", Some(5), Months, AtLeast, None),
            ("在一年内开通", Some(1), Years, After, None),
            ("二十四小时内上报", Some(24), Hours, After, None),
            ("五个工作日内告知", Some(5), WorkingDays, After, None),
            ("在投入使用前三十日内报备", Some(30), CalendarDays, Before, Some("投入使用")),
            ("每年一季度填报", Some(1), Quarter, Within, None),
            ("在安全评估完成30日内提交", Some(30), CalendarDays, After, Some("安全评估完成")),
        ];
        for (text, amount, unit, direction, anchor) in cases {
            let chars = normalized(text);
            let limits = limits(&chars);
            assert_eq!(limits.len(), 1, "{text}: {limits:?}");
            let limit = &limits[0];
            assert_eq!((limit.amount, limit.unit, limit.direction), (amount, Some(unit), direction), "{text}");
            let words: Option<String> = limit.anchor.clone().map(|run| chars[run].iter().collect());
            if let Some(anchor) = anchor {
                assert_eq!(words.as_deref(), Some(anchor), "{text}");
            }
        }
        for none in
            ["每日24小时值班", "第24号", "不少于3名", "上一年度", "2019年08月02日", "第三十日", "二十一时至次日八时"]
        {
            assert_eq!(limits(&normalized(none)), [], "{none}");
        }
    }
}
