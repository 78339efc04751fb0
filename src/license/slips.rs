//! Tables of wording that suggests an error in a license text.

use super::AnnotationKind;
use std::collections::HashMap;

/// Words that suggest an error wherever they occur.
#[derive(Debug)]
pub(super) struct Slip {
    /// The kind of suspected error.
    pub(super) kind: AnnotationKind,
    /// The words.
    pub(super) words: &'static str,
    /// The condition under which they are doubtful.
    pub(super) when: When,
    /// Following characters with which the words mean something else.
    pub(super) not_before: &'static str,
    /// Preceding characters with which the words mean something else.
    pub(super) not_after: &'static str,
    /// What is suspected and why, in Chinese.
    pub(super) zh: &'static str,
    /// What is suspected and why, in English.
    pub(super) en: &'static str,
}

/// The condition under which words are doubtful.
#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// Always.
    Always,
    /// If these other words occur in the same license.
    Beside(&'static str),
    /// If the license was issued by a province.
    Provincial,
}

/// The doubtful words.
pub(super) const SLIPS: [Slip; 7] = [
    Slip {
        kind: AnnotationKind::CharacterForm,
        words: "帐号",
        when: When::Always,
        not_before: "",
        not_after: "",
        zh: "“帐号”疑应作“账号”：现行法规（如《互联网用户账号信息管理规定》）用“账号”。",
        en: "“帐号” (account) is an older spelling: the rules in force write “账号”.",
    },
    Slip {
        kind: AnnotationKind::Naming,
        words: "信息社区服务",
        when: When::Beside("信息社区平台服务"),
        not_before: "",
        not_after: "",
        zh: "此处作“信息社区服务”，他处及《电信业务分类目录》作“信息社区平台服务”，疑指同一服务。",
        en: "“信息社区服务” here and “信息社区平台服务” elsewhere, as in the service catalog, seem to name the same service.",
    },
    Slip {
        kind: AnnotationKind::Naming,
        words: "信息发布平台及递送服务",
        when: When::Beside("信息发布平台和递送服务"),
        not_before: "",
        not_after: "",
        zh: "此处作“信息发布平台及递送服务”，他处及《电信业务分类目录》作“信息发布平台和递送服务”，疑指同一服务。",
        en: "“信息发布平台及递送服务” here and “信息发布平台和递送服务” elsewhere, as in the service catalog, seem to name the same service.",
    },
    Slip {
        kind: AnnotationKind::Naming,
        words: "通信主管部门",
        when: When::Beside("电信主管部门"),
        not_before: "",
        not_after: "",
        zh: "此处作“通信主管部门”，他处作“电信主管部门”，疑指同一机关。",
        en: "“通信主管部门” here and “电信主管部门” elsewhere seem to mean the same authority.",
    },
    Slip {
        kind: AnnotationKind::MissingWords,
        words: "认可商用密码产品",
        when: When::Always,
        not_before: "",
        not_after: "",
        zh: "“认可”与“商用密码产品”之间疑漏“的”字。",
        en: "“的” seems to be missing between “认可” (approved) and “商用密码产品” (commercial cryptography products).",
    },
    Slip {
        kind: AnnotationKind::MissingWords,
        words: "在线数据与交易处理业务",
        when: When::Beside("在线数据处理与交易处理业务"),
        not_before: "",
        not_after: "",
        zh: "“在线数据”之后疑漏“处理”二字：业务名称为“在线数据处理与交易处理业务”。",
        en: "“处理” seems to be missing after “在线数据”: the service is named “在线数据处理与交易处理业务”.",
    },
    Slip {
        kind: AnnotationKind::Authority,
        words: "我部",
        when: When::Provincial,
        not_before: "署件分位队",
        not_after: "自",
        zh: "“我部”是工业和信息化部的自称，而本证编号表明由省级通信管理局颁发；疑沿用了部颁许可证的文本。",
        en: "“我部” (this Ministry) is how the MIIT refers to itself, but the number shows a provincial license; the wording seems to come from the Ministry’s own licenses.",
    },
];

/// The abbreviations of provinces; the number of a provincial license starts with one.
pub(super) const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新";

/// Words which show that the coverage area is stated.
pub(super) const PLACES: [&str; 7] = ["覆盖范围", "全国", "省", "自治区", "直辖市", "全市", "境内"];

/// Pairs of a traditional and its simplified character.
const FORMS: &str = "員员務务電电業业網网經经營营許许證证應应當当規规訊讯資资發发傳传製制對对與与關关將将會会為为從从國国門门責责條条護护監监\
                     設设備备線线據据處处時时間间開开於于機机構构術术實实權权產产學学無无來来後后進进過过還还運运區区華华書书報报單单\
                     標标準准維维質质統统計计劃划續续終终結结給给級级約约議议評评該该請请詳详話话認认識识記记說说讓让詐诈負负費费買买賣卖輸输轉转\
                     辦办違违連连遞递選选適适達达鎖锁錄录長长閉闭闡阐險险隊队階阶際际隱隐離离難难預预頁页項项須须領领頻频題题額额風风飛飞馬马驗验體体點点\
                     號号帳账";

/// The traditional characters with their simplified forms.
pub(super) fn simplified() -> HashMap<char, char> {
    let forms: Vec<char> = FORMS.chars().collect();
    forms.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_a_pair() {
        let forms = simplified();
        assert_eq!(FORMS.chars().count(), forms.len() * 2);
        for (traditional, simple) in &forms {
            assert!(traditional != simple && !forms.contains_key(simple), "{traditional} {simple}");
        }
    }

    #[test]
    fn no_slip_holds_the_words_it_is_compared_with() {
        for slip in &SLIPS {
            assert!(!slip.zh.is_empty() && !slip.en.is_empty());
            if let When::Beside(other) = slip.when {
                assert!(!slip.words.contains(other) && !other.contains(slip.words), "{}", slip.words);
            }
        }
    }
}
