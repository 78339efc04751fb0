//! The styles of a DOCX file. Text refers to them, so that editing a style changes the look of the whole document.

/// The colors of the program on paper: muted text, accent and panels.
pub(super) const MUTED: &str = "5F6672";
pub(super) const ACCENT: &str = "1F4E79";
const HAIRLINE: &str = "D8D3C8";
pub(super) const PANEL: &str = "F7F5F0";

/// A paragraph style: id, name in Word, base style, paragraph properties, run properties.
struct Style(&'static str, &'static str, &'static str, &'static str, &'static str);

impl Style {
    fn xml(&self) -> String {
        let Self(id, name, base, paragraph, text) = self;
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{base}\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
        )
    }
}

const STYLES: [Style; 16] = [
    Style(
        "Title",
        "Title",
        "Normal",
        "<w:spacing w:before=\"0\" w:after=\"60\"/>",
        "<w:b/><w:color w:val=\"1F4E79\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>",
    ),
    Style(
        "Subtitle",
        "Subtitle",
        "Normal",
        "<w:spacing w:after=\"240\"/>",
        "<w:color w:val=\"5F6672\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>",
    ),
    Style(
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"1F4E79\"/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>",
    ),
    Style(
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:color w:val=\"1F4E79\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
    ),
    Style(
        "Heading3",
        "heading 3",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"220\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:color w:val=\"1F4E79\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>",
    ),
    Style(
        "Heading4",
        "heading 4",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"40\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>",
    ),
    Style(
        "Lead",
        "Lead",
        "Normal",
        "<w:spacing w:before=\"60\" w:after=\"80\"/>",
        "<w:b/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>",
    ),
    Style(
        "Aside",
        "Aside",
        "Normal",
        "<w:spacing w:after=\"60\"/>",
        "<w:color w:val=\"5F6672\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>",
    ),
    Style(
        "SectionName",
        "Section name",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"80\" w:after=\"20\"/>",
        "<w:b/><w:color w:val=\"5F6672\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>",
    ),
    Style(
        "Quote",
        "Quote",
        "Normal",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"D8D3C8\"/></w:pBdr><w:spacing w:after=\"80\"/><w:ind w:left=\"170\"/>",
        "<w:color w:val=\"4B5059\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>",
    ),
    Style(
        "TableText",
        "Table text",
        "Normal",
        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"252\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>",
    ),
    Style("TableHead", "Table head", "TableText", "<w:keepNext/>", "<w:b/><w:color w:val=\"5F6672\"/>"),
    Style("TOC1", "toc 1", "Normal", "<w:spacing w:after=\"40\"/>", "<w:b/>"),
    Style("TOC2", "toc 2", "Normal", "<w:spacing w:after=\"20\"/><w:ind w:left=\"220\"/>", ""),
    Style(
        "Header",
        "header",
        "Normal",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D8D3C8\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9864\"/></w:tabs>",
        "<w:color w:val=\"5F6672\"/><w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/>",
    ),
    Style(
        "Footer",
        "footer",
        "Normal",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9864\"/></w:tabs>",
        "<w:color w:val=\"5F6672\"/><w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/>",
    ),
];

/// The styles part.
pub(super) fn styles(language: &str) -> String {
    // Fonts of Windows and macOS. A program without them substitutes another font.
    let defaults = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Microsoft YaHei\" \
         w:cs=\"Arial\"/><w:color w:val=\"1F2328\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/><w:lang w:val=\"{}\" \
         w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"80\" w:line=\"276\" \
         w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
        if language == "en" { "en-US" } else { language },
    );
    let table = format!(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
         <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"70\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Rows\"><w:name w:val=\"Rows\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>\
         <w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{HAIRLINE}\"/><w:insideH w:val=\"single\" \
         w:sz=\"4\" w:space=\"0\" w:color=\"{HAIRLINE}\"/></w:tblBorders></w:tblPr></w:style>"
    );
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{defaults}<w:style w:type=\"paragraph\" \
         w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>{}{table}</w:styles>",
        STYLES.iter().map(Style::xml).collect::<String>(),
    )
}
