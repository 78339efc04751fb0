//! Lines that belong to no clause: notes, a signature and a day behind the last clause, and remarks that nothing follows.

use super::outline::{Item, ends_sentence};
use super::paragraph::Paragraph;
use super::text::is_space;

/// Whether `words` demand something.
pub(super) fn demands(words: &str) -> bool {
    ["应", "不得", "须", "禁止", "日内"].iter().any(|word| words.contains(word))
}

/// Whether `words` are a note around the license, not a part of it.
pub(super) fn is_note(words: &str) -> bool {
    const NOTES: [&str; 20] = [
        "本电子证照",
        "本证照",
        "电子证照",
        "下载时间",
        "打印时间",
        "打印日期",
        "查询时间",
        "版权所有",
        "访问量",
        "主办单位",
        "上一条",
        "下一条",
        "上一篇",
        "下一篇",
        "抄送",
        "扫描",
        "验证码",
        "二维码",
        "（盖章）",
        "【打印】",
    ];
    NOTES.iter().any(|note| words.starts_with(note)) && !words.contains("你公司")
}

/// The index of the first of the items at the end of the text that have no number and are no sentence.
pub(super) fn tail(paragraphs: &[Paragraph], items: &[Item]) -> usize {
    let is_sentence = |item: &Item| {
        let words = paragraphs.get(item.paragraph).map_or("", |p| item.part.of(p.words()));
        item.marker.is_some() || item.is_inline || demands(words) || ends_sentence(words) && !is_note(words)
    };
    items.iter().rposition(is_sentence).map_or(0, |last| last + 1)
}

/// Whether `words` says only that nothing follows.
pub(super) fn is_blank_remark(words: &str) -> bool {
    let plain: String = words.chars().filter(|c| !is_space(*c)).collect();
    ["以下空白", "本页以下空白", "此页无正文", "完"]
        .contains(&plain.trim_matches(['（', '）', '(', ')', '。', '【', '】']))
}

/// Whether `words` are the heading of a chapter, which belongs to no clause: 第二章 资源与服务.
pub(super) fn is_chapter(words: &str) -> bool {
    let short = words.chars().nth(24).is_none() && !words.contains(['，', '。', '；', '：', ':', ',']);
    let behind = words.strip_prefix('第').map(|rest| rest.trim_start_matches(|c| is_space(c) || super::is_numeral(c)));
    let name = behind.filter(|_| short).and_then(|rest| rest.strip_prefix(['章', '节', '编', '部']));
    name.is_some_and(|name| name.is_empty() || name.starts_with(is_space))
}
