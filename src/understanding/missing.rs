//! Points about a license as a whole: what every license has and this text lacks or contradicts.

use super::{Point, PointKind};
use crate::language::Bilingual;
use crate::license::{CoverItem, License, NumberKind, Span, read_number};

/// The points about the license as a whole.
pub(super) fn points(license: &License) -> Vec<Point> {
    let mut found = Vec::new();
    number(license, &mut found);
    for (item, zh, en) in [
        (CoverItem::Company, "没有找到公司名称，请补填", "The name of the company was not found; enter it"),
        (
            CoverItem::ValidUntil,
            "没有找到有效期，到期日和延续期限无法计算，请补填",
            "The end of validity was not found; without it, no date of renewal can be computed; enter it",
        ),
    ] {
        if license.cover.item(item).is_none() {
            found.push(missing(license, item.as_str(), Some(item), Vec::new(), Bilingual::new(zh, en)));
        }
    }
    if license.provisions.is_empty() {
        let message = Bilingual::new(
            "没有找到特别规定事项（逐条编号的规定），因此没有义务；请核对文件是否完整",
            "No special provisions (numbered clauses) were found, so there are no duties; check that the file is complete",
        );
        found.push(missing(license, "provisions", None, Vec::new(), message));
    }
    if license.annex.services.is_empty() {
        let message = Bilingual::new(
            "没有找到附页所列业务种类；取决于业务的义务暂列为“待定”",
            "No licensed services were found; duties that depend on a service stay conditional",
        );
        found.push(missing(license, "annex", None, Vec::new(), message));
    }
    for service in license.annex.services.iter().filter(|service| service.class.is_none()) {
        let name = &service.name.value;
        let message = Bilingual::new(
            format!("“{name}”不是《电信业务分类目录》中已知的业务，请核对"),
            format!("“{name}” is no known service of the service catalog; check it"),
        );
        found.push(missing(license, "service", None, vec![service.name.span], message));
    }
    days(license, &mut found);
    found
}

/// The number: none, no license number, or another one at the head of a page.
fn number(license: &License, found: &mut Vec<Point>) {
    let item = Some(CoverItem::Number);
    let Some(number) = &license.cover.number else {
        let other = first_other_number(license);
        let (spans, message) = if let Some((span, kind)) = other {
            (vec![span], no_license_number(span.of(&license.text), kind))
        } else {
            (Vec::new(), Bilingual::new("没有找到经营许可证编号，请补填", "The license number was not found; enter it"))
        };
        found.push(missing(license, "number", item, spans, message));
        return;
    };
    let kind = read_number(&number.value).kind;
    if kind != NumberKind::License {
        let message = no_license_number(&number.value, kind);
        found.push(missing(license, "number-kind", item, vec![number.span], message));
    }
    if let Some(span) = license.second_number() {
        let other = span.of(&license.text).trim();
        let message = Bilingual::new(
            format!(
                "文件中另有许可证编号“{other}”，与“{}”不同；一个文件似含两份许可证，只按第一份处理，请分开",
                number.value
            ),
            format!(
                "The file also has the license number “{other}” beside “{}”; it seems to contain two licenses, of which the first was taken; divide the file",
                number.value
            ),
        );
        found.push(missing(license, "second", item, vec![span], message));
    }
}

/// The first number in the text that identifies something else than a license.
fn first_other_number(license: &License) -> Option<(Span, NumberKind)> {
    for mark in ["ICP备", "公网安备"] {
        let Some(at) = license.text.find(mark) else { continue };
        let before = license.text.get(..at)?;
        let start = before
            .rfind(|c: char| !matches!(c, '\u{3400}'..='\u{9fff}'))
            .map_or(0, |i| i + before.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
        let rest = license.text.get(at..)?;
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | '）' | ')'))
            .unwrap_or(rest.len());
        let span = Span::new(start, at + length);
        return Some((span, read_number(span.of(&license.text)).kind));
    }
    None
}

fn no_license_number(printed: &str, kind: NumberKind) -> Bilingual {
    let (zh, en) = match kind {
        NumberKind::SiteFiling => ("网站备案号（ICP备案）", "the filing of a website (ICP filing)"),
        NumberKind::AppFiling => ("App 备案号", "the filing of an app"),
        NumberKind::PoliceFiling => ("公安联网备案号", "a filing with the police"),
        NumberKind::SiteUnderLicense => ("许可证项下的网站编号", "the number of a website under a license"),
        NumberKind::DomainLicense => ("域名许可证编号", "the number of a license for domain names"),
        NumberKind::Unknown | NumberKind::License => ("不合常见格式的编号", "a number of no usual form"),
    };
    let printed = printed.trim();
    Bilingual::new(
        format!("“{printed}”是{zh}，不是增值电信业务经营许可证编号，请核对"),
        format!("“{printed}” is {en}, not the number of a telecom business license; check it"),
    )
}

/// Days that contradict each other.
fn days(license: &License, found: &mut Vec<Point>) {
    let cover = &license.cover;
    let Some(until) = &cover.valid_until else { return };
    let begins = [&cover.issued_on, &cover.valid_from].into_iter().flatten();
    let Some(begin) = begins.filter(|day| day.value > until.value).max_by_key(|day| day.value) else { return };
    let message = Bilingual::new(
        format!("有效期至 {} 早于发证或起始日期 {}，请核对", until.value, begin.value),
        format!(
            "The end of validity {} is before the day of issue or its beginning {}; check both",
            until.value, begin.value
        ),
    );
    found.push(missing(license, "days", Some(CoverItem::ValidUntil), vec![until.span], message));
}

fn missing(license: &License, what: &str, item: Option<CoverItem>, spans: Vec<Span>, message: Bilingual) -> Point {
    let mut point = super::point(license, PointKind::Missing, spans, message);
    point.key = super::key(PointKind::Missing, &point.spans, what);
    point.item = item;
    point
}
