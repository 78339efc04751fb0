//! Tests with short files.

use super::*;
use encoding_rs::GBK;
use std::fmt::Write as _;

/// A file in code page 936, with the Chinese characters of `body` as `\'hh`.
fn file(body: &str) -> Vec<u8> {
    let mut rtf = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Arial;}{\f2\fcharset136 x;}}{\colortbl;\red0\green0\blue0;}{\*\generator x;}".to_owned();
    for c in body.chars() {
        if c.is_ascii() {
            rtf.push(c);
        } else {
            for byte in GBK.encode(c.encode_utf8(&mut [0; 4])).0.iter() {
                write!(rtf, "\\'{byte:02x}").unwrap();
            }
        }
    }
    rtf.push('}');
    rtf.into_bytes()
}

#[test]
fn text_and_breaks_are_read() {
    let cases = [
        (r"甲\par 乙\line 丙\tab 丁\par\pard 戊", "甲\n\n乙\n丙\t丁\n\n戊\n"),
        (r"{\b 甲}{\f1 乙}\u19968?\u-29305 ?\uc2\u20108 ??{\uc0\u19977 四}", "甲乙一趇二三四\n"),
        (r"\u-10179?\u-8704?\{\}\\\~\_", "😀{}\\ -\n"),
        (r"甲\page 乙\par\sect\sectd 丙\par\sect\sbknone 丁", "甲\n\u{c}乙\n\n\u{c}丙\n\n丁\n"),
        (
            r"\trowd\pard\intbl 甲\cell 乙\par 丙\cell\row\trowd\intbl 丁\par 戊\cell\row\pard 己\par",
            "甲\t乙\n丙\n\n丁\n\n戊\n\n己\n",
        ),
        (
            r"{\listtext\pard\plain 一、\tab}甲\par{\pntext 1.\tab}乙\par{\listtext\f1\'b7\tab}丙",
            "一、甲\n\n1. 乙\n\n• 丙\n",
        ),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt 甲}}{\*\bkmkstart 乙}{\*\unknown 丙{丁}}戊", "甲戊\n"),
        (r"{\*\shppict{\pict\bin4 }{\x}}甲", "甲\n"),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt 甲\par}}}乙", "甲\n\n乙\n"),
        ("甲\r\n乙\\\n丙", "甲乙\n\n丙\n"),
    ];
    for (body, wanted) in cases {
        assert_eq!(read(&file(body)).unwrap().text, wanted, "{body}");
    }
}

#[test]
fn what_is_not_in_the_text_is_told() {
    let body = r"{\header 页眉}{\v 甲乙}{\deleted 丙}{\strike 丁}{\footnote 脚注}{\pict 89}{\*\annotation 批}\'ff";
    let found = read(&file(body)).unwrap();
    assert_eq!(found.text, "丁[1]\u{fffd}\n\n[1] 脚注\n");
    let wanted = [
        ReadingNote::MalformedBytes(1),
        ReadingNote::DeletedTextLeftOut(1),
        ReadingNote::HiddenTextLeftOut(2),
        ReadingNote::StruckTextKept(1),
        ReadingNote::CommentsLeftOut(1),
        ReadingNote::PicturesLeftOut(1),
        ReadingNote::FootnotesAppended(1),
        ReadingNote::HeadersLeftOut(2),
    ];
    assert_eq!(found.notes, wanted);
    let found = read(&file(r"{\header 经营许可证编号：苏B2-1\par}甲")).unwrap();
    assert_eq!((found.text.as_str(), found.notes), ("经营许可证编号：苏B2-1\n\n甲\n", vec![ReadingNote::HeadersAdded]));
}

#[test]
fn damaged_files_are_refused_or_read() {
    for bytes in ["", "甲", "{\\rtf1 a", "{\\rtf1 a\\bin2147483647 }", &"{\\rtf1".repeat(600)] {
        assert!(matches!(read(bytes.as_bytes()), Err(IntakeError::Damaged { .. })), "{bytes:.30}");
    }
    let odd = r"{\rtf1\u99999999999?\f-1\uc-5\'zz\bin-3 \u-1?}x}{\";
    assert!(read(odd.as_bytes()).is_ok());
    let whole = file(r"甲{\b\u19968?}\trowd\cell\row{\footnote x}{\*\a}");
    for length in 0..whole.len() {
        assert!(read(whole.get(..length).unwrap_or_default()).is_err());
    }
}
