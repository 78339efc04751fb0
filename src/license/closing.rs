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

#[cfg(test)]
mod tests {
    use super::super::parse;

    /// The clauses of a text of provisions, and the lines with a problem.
    fn read(text: &str) -> (Vec<String>, Vec<usize>) {
        let license = parse(&format!("特别规定事项\n{text}"));
        let clauses = license.clauses().map(|clause| format!("{}:{}", clause.id, clause.body.text)).collect();
        (clauses, license.problems.iter().map(|problem| problem.line).collect())
    }

    #[test]
    fn lines_behind_the_last_clause_are_told_and_belong_to_none() {
        let two = "一、你公司应当甲。\n二、你公司应当乙。";
        let wanted = ["一:你公司应当甲。".to_owned(), "二:你公司应当乙。".to_owned()];
        let cases = [
            ("\n\n江苏省通信管理局\n2019年8月2日", vec![5, 6]),
            ("\n王芳\n法务部 | 0551-12345678", vec![4, 5]),
            ("\n\n本电子证照与纸质证照具有同等法律效力。\n下载时间：2026-06-02 09:14:55", vec![5, 6]),
            ("\n\n【打印】【关闭】 分享到：微信\n版权所有：某局　备案号：苏ICP备05000108号-1", vec![5, 6]),
            ("\n\n（以下空白）", vec![]),
        ];
        for (behind, problems) in cases {
            assert_eq!(read(&format!("{two}{behind}")), (wanted.to_vec(), problems), "{behind}");
        }
    }

    #[test]
    fn a_last_clause_of_several_lines_is_whole() {
        let (clauses, problems) = read("一、你公司应当甲。\n二、你公司应当乙，\n并丙。你公司\n应当丁");
        assert_eq!(clauses, ["一:你公司应当甲。", "二:你公司应当乙，并丙。你公司应当丁"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn headings_of_chapters_divide_clauses_and_belong_to_none() {
        let text = "第一章  总则\n第一条　你公司应当甲。\n第二章　资源与服务\n第二条　你公司应当乙。";
        assert_eq!(read(text), (vec!["一:你公司应当甲。".to_owned(), "二:你公司应当乙。".to_owned()], vec![]));
    }

    #[test]
    fn a_list_with_numbers_before_a_verb_is_one_of_sub_items() {
        let text =
            "一、你公司须遵守下列规定：\n一是应当甲。\n二是不得乙，\n统一是丙。\n三是应当丁。\n二、你公司应当戊。";
        let wanted = [
            "一:你公司须遵守下列规定：",
            "一(一):应当甲。",
            "一(二):不得乙，统一是丙。",
            "一(三):应当丁。",
            "二:你公司应当戊。",
        ];
        assert_eq!(read(text), (wanted.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn a_lost_number_is_found_by_the_one_behind_it() {
        let text = "一、你公司在经营在线数据处理与交易处理业务时应当遵守下列规定：\n1) 数据备份，保存不少于5年。\n纠纷受理后10日内答复。\n3) 规则修改提前七日公示。";
        let wanted = [
            "一:你公司在经营在线数据处理与交易处理业务时应当遵守下列规定：",
            "一(一):数据备份，保存不少于5年。",
            "一(二):纠纷受理后10日内答复。",
            "一(三):规则修改提前七日公示。",
        ];
        assert_eq!(read(text), (wanted.map(str::to_owned).to_vec(), vec![4]));
    }

    #[test]
    fn parts_of_a_license_on_one_line_are_divided() {
        let text = "中华人民共和国增值电信业务经营许可证  经营许可证编号：B1-20220275\n公司名称：甲公司\n\
                    经营许可证编号：B1-20220275  附页  甲公司获准经营的业务种类、服务项目和业务覆盖范围：互联网接入服务业务（覆盖苏州）。\n\
                    经营许可证编号：B1-20220275  特别规定事项甲公司应当遵守下列规定事项：一、你公司应当甲。二、你公司不得乙。\n\
                    经营许可证编号：B1-20220275  三、你公司应当丙。";
        let license = parse(text);
        let clauses: Vec<String> = license.clauses().map(|c| format!("{}:{}", c.id, c.body.text)).collect();
        assert_eq!(clauses, ["一:你公司应当甲。", "二:你公司不得乙。", "三:你公司应当丙。"]);
        assert_eq!(license.service("B14").unwrap().coverage[0].value, "苏州");
        assert_eq!(license.problems, []);
    }
}
