//! Names of places in a license: the country, provinces and cities.

use super::text::is_space;

/// Short names of the provinces, and of cities that annexes name without 市.
const PLACES: [&str; 104] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "台湾",
    "石家庄",
    "太原",
    "呼和浩特",
    "沈阳",
    "大连",
    "长春",
    "哈尔滨",
    "南京",
    "无锡",
    "苏州",
    "徐州",
    "常州",
    "南通",
    "扬州",
    "杭州",
    "宁波",
    "温州",
    "嘉兴",
    "绍兴",
    "金华",
    "合肥",
    "芜湖",
    "福州",
    "厦门",
    "泉州",
    "南昌",
    "赣州",
    "济南",
    "青岛",
    "烟台",
    "潍坊",
    "郑州",
    "洛阳",
    "武汉",
    "宜昌",
    "襄阳",
    "长沙",
    "株洲",
    "广州",
    "深圳",
    "珠海",
    "佛山",
    "东莞",
    "中山",
    "惠州",
    "汕头",
    "南宁",
    "桂林",
    "海口",
    "三亚",
    "成都",
    "绵阳",
    "贵阳",
    "遵义",
    "昆明",
    "大理",
    "拉萨",
    "西安",
    "咸阳",
    "兰州",
    "西宁",
    "银川",
    "乌鲁木齐",
    "唐山",
    "保定",
    "廊坊",
    "张家口",
    "乌兰察布",
    "中卫",
    "庆阳",
];

/// Endings of full names of places.
const ENDS: [&str; 9] = ["特别行政区", "自治区", "自治州", "省", "市", "地区", "盟", "县", "区"];

/// Names of the whole country.
const COUNTRY: [&str; 4] = ["全国", "全国范围", "国内", "中国大陆"];

/// Whether `words` consists of names of places only, of which at least one is well known.
pub(super) fn are_places(words: &str) -> bool {
    let parts = split(words);
    let bare: Vec<&str> =
        parts.iter().map(|part| part.trim_matches(is_space)).filter(|part| !part.is_empty()).collect();
    !bare.is_empty()
        && bare.iter().any(|part| is_place(part))
        && bare.iter().all(|part| {
            is_place(part)
                || matches!(part.chars().count(), 2..=4) && !part.contains(['业', '服', '务', '含', '限', '附', '见'])
        })
}

/// Whether a known name of a place that starts `words` goes on behind byte `at`: 和 in 呼和浩特.
pub(super) fn starts_with_name(words: &str, at: usize) -> bool {
    PLACES.iter().any(|place| words.starts_with(place) && place.len() > at)
}

/// Without a count behind the last place of a list: 四川5省（直辖市） is 四川.
pub(super) fn without_count(words: &str) -> &str {
    let bare = words.trim_end_matches('等');
    let counted = bare.find(|c: char| c.is_ascii_digit()).filter(|_| bare.contains(['省', '市', '区']));
    let chinese = [
        "两省", "三省", "四省", "五省", "六省", "七省", "八省", "九省", "十省", "两市", "三市", "四市", "五市", "六市",
    ];
    let named = chinese.iter().filter_map(|count| bare.find(count)).min();
    match counted.or(named) {
        Some(at) if at > 0 => bare.get(..at).unwrap_or(bare).trim_end_matches('等'),
        _ => bare,
    }
}

/// The parts of a list of places.
pub(super) fn split(words: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        let rest = words.get(start..).unwrap_or_default();
        let joins = matches!(c, '和' | '及' | '与') && !starts_with_name(rest, at - start);
        if joins || matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '。' | '：' | ':') {
            found.extend(words.get(start..at));
            start = at + c.len_utf8();
        }
    }
    found.extend(words.get(start..));
    found
}

/// Whether `word` is the name of a place.
pub(super) fn is_place(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| !is_space(*c)).collect();
    let bare = without_count(&plain)
        .trim_end_matches("范围内")
        .trim_end_matches("境内")
        .trim_end_matches("行政区域")
        .trim_end_matches('等');
    if COUNTRY.contains(&bare) || PLACES.contains(&bare) {
        return true;
    }
    let short = plain.chars().count() <= 12;
    short
        && PLACES.iter().any(|place| {
            bare.strip_prefix(place).is_some_and(|rest| rest.is_empty() || ENDS.iter().any(|end| rest.ends_with(end)))
        })
        || short
            && bare.chars().count() >= 3
            && ENDS.iter().any(|end| bare.ends_with(end))
            && !bare.contains(['业', '务', '片'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_services() {
        for words in [
            "全国",
            "江苏省",
            "北京、上海、广东",
            "机房所在地",
            "北京市和天津市",
            "南昌",
            "新疆维吾尔自治区",
            "江苏省苏州市",
        ] {
            assert_eq!(are_places(words), words != "机房所在地", "{words}");
        }
        for words in ["互联网信息服务", "经营类电子商务", "见附页", "", "信息服务业务、全国"]
        {
            assert!(!are_places(words), "{words}");
        }
    }
}
