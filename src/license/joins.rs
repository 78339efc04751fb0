//! Decides whether a page break cuts a word, a number or a value, so that both halves are parsed as one.

use super::dates::dates;
use super::marker::marker;
use super::number::{NumberKind, read_number};
use super::outline::{ends_sentence, is_number_part};
use super::{PageKind, annex, labels, pages};

/// Whether `after`, the first line of a page of kind `next`, continues `before`, the last line of a page of kind `part`.
pub(super) fn is_cut(before: &str, after: &str, part: PageKind, next: PageKind) -> bool {
    let joined = format!("{before}{after}");
    let first = before.len();
    if is_cut_title(before, after, &joined) || is_cut_label(before, &joined) {
        return true;
    }
    let number = marker(&joined).is_some_and(|m| m.length > first) && is_number_part(before);
    if number || is_number_part(before) && marker(after).is_some() {
        return true;
    }
    let date = dates(&joined).iter().any(|d| d.span.start < first && first < d.span.end);
    if date
        && !dates(before).iter().any(|d| d.span.end == first && dates(after).first().is_some_and(|d| d.span.start == 0))
    {
        return true;
    }
    if after.starts_with(['：', ':']) || pages::number_value(&joined).is_some() && pages::number_value(before).is_none()
    {
        return true;
    }
    if is_cut_number(before, after) {
        return true;
    }
    let starts = !labels::labels(after).is_empty()
        || annex::begins_known_service(after)
        || annex::introduction(after).is_some()
        || after.starts_with("根据")
        || marker(after).is_some()
        || pages::title(after).is_some();
    match part {
        PageKind::Cover | PageKind::Annex => {
            let introduces = annex::introduction(&joined).is_some() && annex::introduction(before).is_none();
            part == next && !starts && (introduces || goes_on(before))
        }
        // The parser of the provisions continues sentences by itself.
        PageKind::SpecialProvisions => false,
    }
}

/// Whether the break cuts the number of the license at the head of a page.
pub(super) fn is_cut_number(before: &str, after: &str) -> bool {
    let Some(number) = pages::number_value(before) else { return false };
    let digits = number.chars().rev().take_while(char::is_ascii_digit).count();
    let rest = after.trim();
    // 经营许可证编号：苏B and 2-20140200.
    let first = !number.contains('-') && rest.contains('-') && rest.chars().nth(14).is_none();
    let last = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()) && digits + rest.len() <= 8;
    let hyphen = number.chars().all(|c| !c.is_ascii_digit() || c == '1' || c == '2') && rest.starts_with('-');
    first && read_number(&format!("{number}{rest}")).kind == NumberKind::License || last || hyphen
}

/// Whether a line on the cover or in the annex is not complete.
fn goes_on(before: &str) -> bool {
    let complete = ends_sentence(before) || before.ends_with(['】', '）', ')']);
    let numbered = pages::number_value(before).is_some_and(|number| read_number(number).kind == NumberKind::License);
    let dated = labels::labels(before).last().is_some_and(|label| {
        let value = label.value.of(before);
        dates(value).last().is_some_and(|day| day.span.end == value.len())
    });
    let has_value = labels::labels(before).last().is_none_or(|label| label.value.start < label.value.end);
    !complete && has_value && !numbered && !dated
}

/// Whether the line break cuts a title.
fn is_cut_title(before: &str, after: &str, joined: &str) -> bool {
    pages::title(joined).is_some() && pages::title(before).is_none() && pages::title(after).is_none()
}

/// Whether the line break cuts a label.
fn is_cut_label(before: &str, joined: &str) -> bool {
    let label = |words: &str| labels::labels(words).first().map(|label| label.span.end);
    label(joined).is_some_and(|end| end > before.len()) && label(before).is_none()
}
