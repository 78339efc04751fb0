//! Tests of the layout, with pages of characters on a grid.

use super::layout::compose;
use super::page::{Glyph, PageLine, ReadPage, Rect};

const EM: f32 = 10.0;

/// A page of 600 by 800 units with texts that start at a place in characters and lines of 1.6 characters.
fn page(texts: &[(f32, f32, &str)]) -> ReadPage {
    let mut lines = Vec::new();
    for (left, row, text) in texts {
        let mut x = left * EM / 600.0;
        let [top, bottom] = [row * 1.6, row * 1.6 + 1.0].map(|y| y * EM / 800.0);
        let mut glyphs = Vec::new();
        for character in text.chars() {
            let width = if character.is_ascii() { 0.5 } else { 1.0 } * EM / 600.0;
            let place = Rect { left: x, top, right: x + width, bottom };
            glyphs.push(Glyph { character, place, confidence: 1.0 });
            x += width;
        }
        lines.push(PageLine { glyphs, upright: Rect { left: left * EM / 600.0, top, right: x, bottom } });
    }
    ReadPage { width: 600.0, height: 800.0, lines }
}

fn full(start: &str) -> String {
    let missing = 40 - start.chars().count();
    start.to_owned() + &"文".repeat(missing)
}

fn text(texts: &[(f32, f32, &str)]) -> String {
    compose(&[page(texts)]).text
}

#[test]
fn joins_the_lines_of_a_paragraph() {
    let [a, b, c] = ["甲", "乙", "丙"].map(full);
    let shorter: String = a.chars().take(38).collect();
    let joined = format!("{a}{b}完。\n");
    // Without indentation.
    assert_eq!(text(&[(5.0, 5.0, &a), (5.0, 6.0, &b), (5.0, 7.0, "完。")]), joined);
    // With the first line indented, and another paragraph after it.
    let indented =
        text(&[(7.0, 5.0, &shorter), (5.0, 6.0, &b), (5.0, 7.0, &c), (7.0, 8.0, &shorter), (5.0, 9.0, "完。")]);
    assert_eq!(indented, format!("{shorter}{b}{c}\n{shorter}完。\n"));
    // With the other lines indented to the text after the number.
    let [number, rest] = [full("一、").chars().take(40).collect::<String>(), a.chars().take(38).collect()];
    let hanging = text(&[(5.0, 5.0, &number), (7.0, 6.0, &rest), (7.0, 7.0, "完。"), (5.0, 8.0, "二、完。")]);
    assert_eq!(hanging, format!("{number}{rest}完。\n二、完。\n"));
}

#[test]
fn keeps_the_lines_of_different_paragraphs() {
    let a = full("甲");
    let short: String = a.chars().take(30).collect();
    for next in [
        "一、乙",
        "（二）乙",
        "(3) 乙",
        "4. 乙",
        "5、乙",
        "第六条 乙",
        "①乙",
        "公司名称：乙",
        "第3页 共8页",
        "1 / 5",
        "— 3 —",
    ] {
        assert_eq!(text(&[(5.0, 4.0, &a), (5.0, 5.0, &a), (5.0, 6.0, next)]), format!("{a}{a}\n{next}\n"));
    }
    // After a short line, a larger gap, or before larger type.
    assert_eq!(text(&[(5.0, 4.0, &a), (5.0, 5.0, &short), (5.0, 6.0, &a)]), format!("{a}{short}\n{a}\n"));
    assert_eq!(text(&[(5.0, 4.0, &a), (5.0, 5.0, &a), (5.0, 6.0, &a), (5.0, 7.6, &a)]), format!("{a}{a}{a}\n\n{a}\n"));
}

#[test]
fn a_reference_at_the_start_of_a_line_is_no_number() {
    let a = full("甲");
    assert_eq!(
        text(&[(5.0, 4.0, &a), (5.0, 5.0, &a), (5.0, 6.0, "第十五条所列内容。")]),
        format!("{a}{a}第十五条所列内容。\n")
    );
}

#[test]
fn latin_words_stay_apart() {
    let start = "文".repeat(35);
    let latin = format!("{start}Internet  ").replace("  ", "");
    let hyphen = format!("{}B2-2014002", "文".repeat(35));
    assert_eq!(
        text(&[(5.0, 4.0, &latin), (5.0, 5.0, &full("a")), (5.0, 6.0, &hyphen), (5.0, 7.0, "0完。")]),
        format!("{latin} {}{hyphen} 0完。\n", full("a"))
    );
}

#[test]
fn a_label_and_its_value_are_one_line() {
    let a = full("甲");
    let cover = [
        (12.0, 2.0, "增值电信业务经营许可证"),
        (5.0, 5.0, &*a),
        (5.0, 6.0, "完。"),
        (5.0, 9.0, "公司名称："),
        (15.0, 9.2, "某某公司"),
        (5.0, 12.0, "法定代表人："),
        (15.0, 12.0, "王某"),
        (5.0, 15.0, "发证日期："),
        (15.0, 15.0, "2019年08月02日"),
        (30.0, 15.0, "有效期至：2024年05月09日"),
        (5.0, 18.0, "发 证 机 关"),
    ];
    assert_eq!(
        text(&cover).split_whitespace().collect::<Vec<_>>().join(" "),
        format!(
            "增值电信业务经营许可证 {a}完。 公司名称： 某某公司 法定代表人： 王某 发证日期： 2019年08月02日 有效期至：2024年05月09日 发证机关"
        )
    );
    assert!(text(&cover).contains("公司名称：  某某公司\n"));
    assert!(text(&cover).contains("08月02日  有效期至"));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let [a, b] = ["甲", "乙"].map(|start| format!("{start}{}", "文".repeat(19)));
    let mut lines = vec![(20.0, 1.0, "一个跨越两栏的标题文字十二")];
    for row in 4_u8..9 {
        lines.extend([(5.0, f32::from(row), &*a), (28.0, f32::from(row), &*b)]);
    }
    lines.push((26.0, 12.0, "— 3 —"));
    assert_eq!(text(&lines), format!("一个跨越两栏的标题文字十二\n{}{}\n— 3 —\n", a.repeat(5), b.repeat(5)));
}

#[test]
fn pages_of_a_booklet_are_read_one_after_the_other() {
    let body = "文".repeat(20);
    let [left, right] = [3.0, 33.0].map(|x| (x, body.as_str()));
    let mut spread = page(&[
        (left.0 + 2.0, 2.0, "经营许可证"),
        (left.0, 4.0, "编号：甲"),
        (left.0, 7.0, "名称：乙"),
        (left.0, 9.0, "日期：丙"),
        (right.0, 2.0, right.1),
        (right.0, 3.0, "完。"),
        (right.0, 4.0, "一、丁"),
        (right.0, 5.0, "二、戊"),
    ]);
    spread.height = 400.0;
    let expected = format!("经营许可证编号：甲名称：乙日期：丙{body}完。一、丁二、戊");
    assert_eq!(compose(&[spread]).text.split_whitespace().collect::<String>(), expected);
}

#[test]
fn a_tilted_page_is_read_by_its_straightened_lines() {
    let a = full("甲");
    let mut tilted = page(&[(5.0, 5.0, &a), (5.0, 6.0, &a), (5.0, 7.0, "完。")]);
    for line in &mut tilted.lines {
        for glyph in &mut line.glyphs {
            let fall = 0.05 * glyph.place.left;
            glyph.place.top += fall;
            glyph.place.bottom += fall;
        }
    }
    let composed = compose(&[tilted.clone()]);
    assert_eq!(composed.text, format!("{a}{a}完。\n"));
    assert_eq!(composed.places[1].place, tilted.lines[0].glyphs[1].place);
}

#[test]
fn pages_are_separated_and_places_point_into_the_text() {
    let pages = [page(&[(5.0, 5.0, "甲 A1")]), page(&[]), page(&[(5.0, 5.0, "乙")]), page(&[])];
    let composed = compose(&pages);
    assert_eq!(composed.text, "甲 A1\n\u{c}乙\n");
    assert_eq!(composed.page_starts, [0, 8, 8, composed.text.len()]);
    let read: Vec<(char, u32)> = composed
        .places
        .iter()
        .map(|place| (composed.text.get(place.at..).unwrap().chars().next().unwrap(), place.page))
        .collect();
    assert_eq!(read, [('甲', 1), ('A', 1), ('1', 1), ('乙', 3)]);
}
