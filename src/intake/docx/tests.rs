//! Tests with documents that are built here.

use super::*;
use std::io::Write as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "../../../tests/support/word.rs"]
mod word;

const LICENSE: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

/// The text and notes of a document with this body and these further parts.
fn document(body: &str, parts: &[(&str, &str)]) -> TextRead {
    let xml = format!("<w:document xmlns:w='w' xmlns:r='r'><w:body>{body}</w:body></w:document>");
    let parts: Vec<(&str, &str)> =
        std::iter::once(("word/document.xml", xml.as_str())).chain(parts.iter().copied()).collect();
    read(&word::container(&parts)).unwrap()
}

/// A paragraph with one run.
fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// The lines of a text that are not blank, without white space at their ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.trim_matches([' ', '\r'])).filter(|line| !line.is_empty()).collect()
}

/// The license with a form feed before every page but the first.
fn paged() -> String {
    LICENSE.replace("\r\n", "\n").replace("\n经营许可证编号：", "\n\u{c}经营许可证编号：")
}

#[test]
fn a_license_survives_each_format() {
    let text = paged();
    let docx = word::docx(&text);
    let found = read(&docx).unwrap();
    assert_eq!(lines(&found.text), lines(&text));
    assert!(found.notes.iter().any(|note| matches!(note, ReadingNote::NumbersWritten(20..))), "{:?}", found.notes);
    let html = super::super::html::read(&word::html(&text)).unwrap();
    assert_eq!(lines(&html.text), lines(&text));
    let rtf = super::super::rtf::read(&word::rtf(&text)).unwrap();
    assert_eq!(lines(&rtf.text), lines(&text));
    let markdown = super::super::markdown::read(text.as_bytes()).unwrap();
    assert_eq!(lines(&markdown.text), lines(&text));
    let blocks = |text: &str| text.replace("  \n", "\n").trim().split("\n\n").filter(|b| !b.trim().is_empty()).count();
    for read in [&found, &html, &rtf, &markdown] {
        assert_eq!(blocks(&read.text), blocks(&text));
    }
}

#[test]
fn runs_are_joined_and_breaks_kept() {
    let cases = [
        (
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space='preserve'> 乙</w:t><w:br/><w:t> 丙</w:t><w:cr/></w:r><w:hyperlink>\
            <w:r><w:t>丁</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:hyperlink></w:p><w:p/><w:p><w:r><w:t>戊</w:t></w:r></w:p>",
            "甲\t 乙\n丙\n丁-\n\n戊\n",
        ),
        (
            "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:br w:type='page'/>\
            </w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>丙</w:t></w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr>\
            <w:r><w:t>丁</w:t></w:r></w:p>",
            "甲\n\u{c}乙\n\n\u{c}丙\n\n\u{c}丁\n",
        ),
        (
            "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>乙</w:t></w:r>\
            </w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p><w:sectPr><w:type w:val='continuous'/></w:sectPr>",
            "甲\n\n\u{c}乙\n\n丙\n",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>公司名称</w:t></w:r></w:p></w:tc><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>甲</w:t>\
            </w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr><w:tr><w:tc><w:p><w:r><w:t>丙</w:t>\
            </w:r></w:p><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "公司名称\t甲\n乙\n\n丙\n\n丁\n",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>x</w:t></w:r><w:r>\
            <w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>甲</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
            <w:fldSimple w:instr='x'><w:r><w:t>乙</w:t></w:r></w:fldSimple><w:r><w:fldChar w:fldCharType='begin'><w:ffData>\
            <w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r></w:p>",
            "甲乙☑\n",
        ),
        (
            "<w:p><w:sdt><w:sdtPr><w:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r>\
            <w:sym w:font='Wingdings' w:char='F0FE'/><w:t>甲</w:t></w:r></w:p>",
            "☒☑甲\n",
        ),
        (
            "<w:p><w:r><w:t>甲</w:t><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>乙</w:t></w:r></w:p>\
            </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>乙</w:t></w:r></w:p>\
            </w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>丙</w:t></w:r></w:p>",
            "甲丙\n\n乙\n",
        ),
    ];
    for (body, wanted) in cases {
        assert_eq!(document(body, &[]).text, wanted, "{body}");
    }
}

#[test]
fn changes_and_hidden_text_are_told() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙丙</w:delText></w:r></w:del><w:ins><w:r><w:t>丁</w:t></w:r>\
        </w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>戊己庚</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>辛</w:t></w:r>\
        <w:moveFrom><w:r><w:t>壬</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>癸</w:t>\
        <w:commentReference/><w:drawing><a:blip/></w:drawing><w:sym w:font='Webdings' w:char='F041'/></w:r></w:p>";
    let found = document(body, &[]);
    assert_eq!(found.text, "甲丁辛癸\u{fffd}\n");
    let wanted = [
        ReadingNote::DeletedTextLeftOut(3),
        ReadingNote::InsertedTextKept(1),
        ReadingNote::HiddenTextLeftOut(3),
        ReadingNote::StruckTextKept(1),
        ReadingNote::CommentsLeftOut(1),
        ReadingNote::PicturesLeftOut(1),
        ReadingNote::SymbolsUnknown(1),
    ];
    assert_eq!(found.notes, wanted);
}

#[test]
fn numbers_come_from_paragraphs_and_styles() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt \
        w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt \
        w:val='chineseCounting'/><w:pStyle w:val='Sub'/><w:lvlText w:val='（%2）'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:styleId='Item' w:type='paragraph'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>\
        </w:style><w:style w:styleId='Sub' w:type='paragraph'><w:basedOn w:val='Item'/></w:style></w:styles>";
    let own = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let none = "<w:pStyle w:val='Item'/><w:numPr><w:numId w:val='0'/></w:numPr>";
    let gone = format!("{own}<w:rPr><w:del/></w:rPr>");
    let body = [
        paragraph(own, "甲"),
        paragraph("<w:pStyle w:val='Item'/>", "乙"),
        paragraph("<w:pStyle w:val='Sub'/>", "丙"),
        paragraph(none, "丁"),
        paragraph("<w:pStyle w:val='Sub'/>", "戊"),
        paragraph(&gone, "己"),
        paragraph(own, "庚"),
        paragraph(&gone, ""),
        paragraph(own, ""),
        paragraph("", "辛"),
    ];
    let found = document(&body.concat(), &[("word/numbering.xml", numbering), ("word/styles.xml", styles)]);
    assert_eq!(found.text, "一、甲\n\n二、乙\n\n（一）丙\n\n丁\n\n（二）戊\n\n三、己庚\n\n四、\n\n辛\n");
    assert_eq!(found.notes, [ReadingNote::NumbersWritten(6)]);
}

#[test]
fn headers_and_footnotes_are_joined() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='2'/></w:r></w:p><w:sectPr><w:headerReference r:id='header1'/>\
        <w:footerReference r:id='footer1'/></w:sectPr>";
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("", "经营许可证编号：苏B2-1"));
    let other = format!("<w:hdr>{}</w:hdr>", paragraph("", "页眉"));
    let footer = format!("<w:ftr>{}</w:ftr>", paragraph("", "第1页"));
    let notes = format!("<w:footnotes><w:footnote w:id='2'>{}</w:footnote></w:footnotes>", paragraph("", "脚注"));
    let parts = [("word/header1.xml", header.as_str()), ("word/footer1.xml", &footer), ("word/footnotes.xml", &notes)];
    let found = document(body, &parts);
    assert_eq!(found.text, "经营许可证编号：苏B2-1\n\n甲[1]\n\n[1] 脚注\n");
    let wanted = [ReadingNote::FootnotesAppended(1), ReadingNote::HeadersAdded, ReadingNote::HeadersLeftOut(3)];
    assert_eq!(found.notes, wanted);
    let parts = [("word/header1.xml", other.as_str()), ("word/footnotes.xml", &notes)];
    assert_eq!(document(body, &parts).text, "甲[1]\n\n[1] 脚注\n");
}

/// A container with one file, and its method of compression.
fn zipped(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(path, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn other_files_are_named() {
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [OLE, &[0; 600], &name, &[0; 600]].concat()
    };
    assert_eq!(read(&ole("EncryptedPackage")), Err(IntakeError::Encrypted));
    assert_eq!(read(&ole("WordDocument")), Err(IntakeError::OldWord));
    let bomb = zipped("word/document.xml", &vec![b' '; LICENSE_TEXT.count() + 1]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(read(&bomb), Err(IntakeError::TooLarge(exceeded)) if exceeded.limit.key == "license_text"));
    for bytes in [
        ole("Workbook"),
        Vec::new(),
        b"PK\x03\x04".to_vec(),
        zipped("xl/workbook.xml", b"<a/>"),
        zipped("word/document.xml", b"<a"),
    ] {
        assert!(matches!(read(&bytes), Err(IntakeError::Damaged { format: "DOCX", .. })));
    }
    let whole = word::docx("一、甲\n\n二、乙");
    for length in (0..whole.len()).step_by(7) {
        assert!(read(whole.get(..length).unwrap_or_default()).is_err());
    }
}
