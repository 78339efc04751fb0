//! The name of a service at the start of a text, with the number or class code before it, and headings that name none.

use super::entry::keyword;
use super::marker::{bare_number, marker};
use super::services::service_names;
use super::text::{first, is_cell_mark, is_space};

/// The longest name of a service, in characters.
const LONGEST_NAME: usize = 40;

/// The length in bytes of `1、`, `一、`, `（一）` or a class code before the name of a service; 0 if there is none.
pub(super) fn number_length(words: &str) -> usize {
    let start = marker(words).or_else(|| bare_number(words)).map_or(0, |m| m.length);
    let rest = words.get(start..).unwrap_or_default();
    let bare = rest.trim_start_matches(['*', '-', '•', '·', '●', '■', ' ']);
    let code = class_code_length(bare);
    words.len()
        - bare
            .get(code..)
            .unwrap_or_default()
            .trim_start_matches(|c: char| is_space(c) || matches!(c, '、' | '：' | ':'))
            .len()
}

/// The length of a class code such as `B25` or `B26-1` at the start of `words`.
fn class_code_length(words: &str) -> usize {
    let length: usize = words.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').map(char::len_utf8).sum();
    let code = words.get(..length).unwrap_or_default();
    let is_code = code.starts_with(['A', 'B'])
        && code.get(1..).is_some_and(|rest| rest.len() >= 2 && rest.chars().all(|c| c.is_ascii_digit() || c == '-'));
    if is_code { length } else { 0 }
}

/// The length in bytes of the service name at the start of `words`.
pub(super) fn name_length(words: &str) -> Option<usize> {
    if keyword(words).is_some() {
        return None;
    }
    let generic = generic_name_length(words);
    let known = service_names().filter(|name| words.starts_with(name)).map(str::len).max();
    match (known, generic) {
        (Some(known), _) => Some(known),
        (None, Some(generic)) => Some(generic),
        (None, None) => None,
    }
}

/// The length of a name that ends with 业务 and is followed by a bracket, a mark or nothing.
fn generic_name_length(words: &str) -> Option<usize> {
    let start = first(words, LONGEST_NAME + 1);
    let length = start
        .find(|c: char| is_space(c) || is_cell_mark(c) || "（(【[〔，,。；;：:、".contains(c))
        .unwrap_or(start.len());
    let name = start.get(..length)?;
    let name = name.strip_suffix("业务和").map_or(name, |rest| name.get(..rest.len() + "业务".len()).unwrap_or(name));
    let fits = name.ends_with("业务") && name.chars().nth(LONGEST_NAME).is_none() && !is_heading(name);
    let is_name = fits && !["应当", "不得", "经营", "未经"].iter().any(|word| name.contains(word));
    is_name.then_some(name.len())
}

/// Whether `words` is a heading over services, which names no service itself.
pub(super) fn is_heading(words: &str) -> bool {
    let plain: String = words.chars().filter(|c| !is_space(*c)).collect();
    let start = marker(&plain).map_or(0, |m| m.length);
    let bare = plain.get(start..).unwrap_or_default().trim_matches(['：', ':', '*', '（', '）', '(', ')', '、']);
    let bare = bare.strip_suffix("业务种类").unwrap_or(bare);
    let rest = bare.strip_prefix("国内").unwrap_or(bare);
    let rest = rest.strip_prefix("第一类").or_else(|| rest.strip_prefix("第二类")).unwrap_or(rest);
    matches!(
        rest,
        "增值电信业务"
            | "基础电信业务"
            | "电信业务"
            | "许可业务"
            | "业务种类"
            | "服务项目"
            | "业务"
            | "业务种类及服务项目"
    )
}

/// The text behind a heading such as 第二类增值电信业务： that precedes a service in the same line.
pub(super) fn after_heading(words: &str) -> Option<&str> {
    let (heading, rest) = first(words, 30)
        .find(['：', ':'])
        .and_then(|at| Some((words.get(..at)?, words.get(at..)?.trim_start_matches(['：', ':']))))?;
    let rest = rest.trim_start_matches(is_space);
    (is_heading(heading) && name_length(rest).is_some()).then_some(rest)
}

/// The length of the name of its group before the name of a service: 第二类增值电信业务中的信息服务业务.
pub(super) fn group_name_length(words: &str) -> usize {
    let Some((group, rest)) =
        first(words, 30).find("中的").and_then(|at| Some((words.get(..at)?, words.get(at + "中的".len()..)?)))
    else {
        return 0;
    };
    let named = |words: &str, whole: bool| {
        service_names().any(|name| if whole { words == name } else { words.starts_with(name) })
    };
    let is_group = is_heading(group) && name_length(rest).is_some() || named(group, true) && named(rest, false);
    if is_group { words.len() - rest.len() } else { 0 }
}
