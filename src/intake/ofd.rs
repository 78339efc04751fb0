//! OFD (GB/T 33190-2016): pages of text objects with their places, and pictures that are whole pages.

use super::marks;
use super::ofd_objects::{Drawn, PageObjects};
use super::ofd_package::{Package, attribute, boxed, child, children};
use super::page::ReadPage;
use crate::limits::SCAN_PAGES;
use crate::progress::{Canceled, Progress};
use roxmltree::{Document, Node};
use std::collections::HashMap;

#[cfg(test)]
#[path = "../../tests/support/ofd.rs"]
mod sample;

/// A page with fewer characters, on most of which there is a picture, is a picture with a stamp or a page number.
const FEW_CHARACTERS: usize = 40;
/// Points per millimeter.
const POINTS: f32 = 72.0 / 25.4;

/// An OFD file as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfdRead {
    /// The pages of all its documents.
    pub pages: Vec<OfdPage>,
    /// Seals, signatures and annotations, which are not read.
    pub ignored: usize,
}

/// A page of an OFD file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfdPage {
    /// The text. Its size is in points.
    pub page: ReadPage,
    /// The encoded picture (JPEG, PNG and the like) if the page has no or nearly no text but a picture.
    pub picture: Option<Vec<u8>>,
    /// Characters left out because they run askew, as those of watermarks do.
    pub slanted: usize,
}

/// Why an OFD file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfdError {
    /// It is no OFD file or is damaged.
    #[error("the OFD file is damaged")]
    Damaged,
    /// It needs a password.
    #[error("the OFD file is encrypted")]
    Encrypted,
    /// Its parts are too large.
    #[error("the OFD file is too large when unpacked")]
    TooLarge,
    /// It has more than [`SCAN_PAGES`] pages.
    #[error("the OFD file has {0} pages")]
    TooManyPages(usize),
    /// Reading was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

/// A document of the file.
struct OfdDocument {
    /// Left, top, width, height of pages that do not tell their own size, in millimeters.
    area: [f32; 4],
    /// The paths of pages and of templates by their ids.
    pages: Vec<String>,
    templates: HashMap<String, Template>,
    /// The paths of pictures by their ids.
    pictures: HashMap<String, String>,
    /// The contents of reusable graphics by their ids, as XML.
    graphics: HashMap<String, String>,
}

struct Template {
    path: String,
    is_foreground: bool,
}

/// Reads all pages. The unit of `progress` is a page.
///
/// # Errors
/// If the file is damaged, encrypted or too large, or reading was canceled.
pub fn read(bytes: &[u8], progress: &Progress) -> Result<OfdRead, OfdError> {
    let mut package = Package::new(bytes)?;
    let root = package.xml("OFD.xml")?;
    let root = parse(&root)?;
    let mut read = OfdRead::default();
    let mut documents = Vec::new();
    for body in children(root.root_element(), "DocBody") {
        let path = child(body, "DocRoot").and_then(|node| node.text()).ok_or(OfdError::Damaged)?;
        let path = Package::path("OFD.xml", path.trim());
        if let Some(signatures) = child(body, "Signatures").and_then(|node| node.text()) {
            read.ignored += count(&mut package, &Package::path("OFD.xml", signatures.trim()), "Signature");
        }
        documents.push(document(&mut package, &path, &mut read.ignored)?);
    }
    if documents.is_empty() {
        return Err(OfdError::Damaged);
    }
    let pages = documents.iter().map(|document| document.pages.len()).sum();
    if SCAN_PAGES.check(pages).is_err() {
        return Err(OfdError::TooManyPages(pages));
    }
    for document in &documents {
        for path in &document.pages {
            progress.check()?;
            read.pages.push(page(&mut package, document, path)?);
        }
    }
    Ok(read)
}

pub(super) fn parse(text: &str) -> Result<Document<'_>, OfdError> {
    Document::parse(text).map_err(|_| OfdError::Damaged)
}

/// How many elements called `name` a part has; a missing or damaged part has none.
fn count(package: &mut Package<'_>, path: &str, name: &str) -> usize {
    let Ok(text) = package.xml(path) else { return 0 };
    let Ok(part) = parse(&text) else { return 0 };
    part.descendants().filter(|node| node.tag_name().name() == name).count()
}

fn document(package: &mut Package<'_>, path: &str, ignored: &mut usize) -> Result<OfdDocument, OfdError> {
    let text = package.xml(path)?;
    let part = parse(&text)?;
    let root = part.root_element();
    let common = child(root, "CommonData").ok_or(OfdError::Damaged)?;
    let mut document = OfdDocument {
        area: child(common, "PageArea").and_then(physical).unwrap_or([0.0, 0.0, 210.0, 297.0]),
        pages: Vec::new(),
        templates: HashMap::new(),
        pictures: HashMap::new(),
        graphics: HashMap::new(),
    };
    for resources in ["PublicRes", "DocumentRes"].into_iter().flat_map(|name| children(common, name)) {
        if let Some(name) = resources.text() {
            document.add_resources(package, &Package::path(path, name.trim()))?;
        }
    }
    for template in children(common, "TemplatePage") {
        if let (Some(id), Some(name)) = (attribute(template, "ID"), attribute(template, "BaseLoc")) {
            let is_foreground = attribute(template, "ZOrder") == Some("Foreground");
            document.templates.insert(id.to_owned(), Template { path: Package::path(path, name), is_foreground });
        }
    }
    let pages = child(root, "Pages").ok_or(OfdError::Damaged)?;
    let names = children(pages, "Page").filter_map(|page| attribute(page, "BaseLoc"));
    document.pages = names.map(|name| Package::path(path, name)).collect();
    if let Some(annotations) = child(root, "Annotations").and_then(|node| node.text()) {
        *ignored += annotation_count(package, &Package::path(path, annotations.trim()));
    }
    Ok(document)
}

/// The number of annotations in the parts that the list at `path` names.
fn annotation_count(package: &mut Package<'_>, path: &str) -> usize {
    let Ok(text) = package.xml(path) else { return 0 };
    let Ok(part) = parse(&text) else { return 0 };
    let names = part.descendants().filter(|node| node.tag_name().name() == "FileLoc").filter_map(|node| node.text());
    names.map(|name| count(package, &Package::path(path, name.trim()), "Annot")).sum()
}

/// The physical box of a page area.
fn physical(area: Node<'_, '_>) -> Option<[f32; 4]> {
    let area = boxed(child(area, "PhysicalBox")?.text()?)?;
    (area[2] > 0.0 && area[3] > 0.0).then_some(area)
}

impl OfdDocument {
    fn add_resources(&mut self, package: &mut Package<'_>, path: &str) -> Result<(), OfdError> {
        let text = match package.xml(path) {
            // A missing list of resources concerns pictures and fonts only.
            Err(OfdError::Damaged) => return Ok(()),
            text => text?,
        };
        let part = parse(&text)?;
        let root = part.root_element();
        let base = attribute(root, "BaseLoc").unwrap_or_default();
        let folder = Package::path(path, &format!("{}/", base.trim_end_matches('/')));
        for node in root.descendants() {
            let Some(id) = attribute(node, "ID") else { continue };
            match node.tag_name().name() {
                "MultiMedia" => {
                    if let Some(file) = child(node, "MediaFile").and_then(|node| node.text()) {
                        self.pictures.insert(id.to_owned(), Package::path(&folder, file.trim()));
                    }
                }
                "CompositeGraphicUnit" => {
                    let unit = text.get(node.range()).unwrap_or_default();
                    self.graphics.insert(id.to_owned(), unit.to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What a page or template at `path` draws, with the templates it uses.
    fn objects(&self, package: &mut Package<'_>, path: &str, depth: usize) -> Result<PageObjects, OfdError> {
        let text = package.xml(path)?;
        let part = parse(&text)?;
        let root = part.root_element();
        let mut objects = PageObjects { area: child(root, "Area").and_then(physical), ..PageObjects::default() };
        let mut foreground = Vec::new();
        for used in children(root, "Template").filter(|_| depth == 0) {
            let template = attribute(used, "TemplateID").and_then(|id| self.templates.get(id));
            let Some(template) = template else { continue };
            let is_foreground = attribute(used, "ZOrder").map_or(template.is_foreground, |order| order == "Foreground");
            let drawn = self.objects(package, &template.path, depth + 1)?.drawn;
            if is_foreground { &mut foreground } else { &mut objects.drawn }.extend(drawn);
        }
        if let Some(content) = child(root, "Content") {
            objects.add(content, &self.graphics);
        }
        objects.drawn.extend(foreground);
        Ok(objects)
    }
}

fn page(package: &mut Package<'_>, document: &OfdDocument, path: &str) -> Result<OfdPage, OfdError> {
    let objects = document.objects(package, path, 0)?;
    let [left, top, width, height] = objects.area.unwrap_or(document.area);
    let mut marks = Vec::new();
    let mut pictures = Vec::new();
    for object in objects.drawn {
        match object {
            Drawn::Text(mark) => marks.push(marks::Mark {
                origin: [(mark.origin[0] - left) * POINTS, (mark.origin[1] - top) * POINTS],
                advance: mark.advance.map(|step| step * POINTS),
                up: mark.up.map(|step| step * POINTS),
                ..mark
            }),
            Drawn::Picture { resource, area } => pictures.push((resource, area)),
        }
    }
    let size = [width * POINTS, height * POINTS];
    let found = marks::lines(&marks, size);
    let page = ReadPage { width: size[0], height: size[1], lines: found.lines };
    let characters: usize = page.lines.iter().map(|line| line.glyphs.len()).sum();
    pictures.retain(|(_, area)| area.is_finite() && (characters == 0 || *area > 0.5 * width * height));
    pictures.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let picture = match pictures.first().and_then(|(resource, _)| document.pictures.get(resource)) {
        Some(path) if characters < FEW_CHARACTERS => Some(package.bytes(path)?),
        _ => None,
    };
    Ok(OfdPage { page, picture, slanted: found.slanted })
}

#[cfg(test)]
mod tests {
    use super::sample::ofd;
    use super::*;
    use crate::intake::layout::compose;
    use std::io::{Cursor, Write as _};

    const TEXT: &str = "经营许可证编号：苏B2-20140200
特别规定事项

一、你公司应当按照《中华人民共和国电信条例》、《互联网信息服务管理办法》等法律法规要求，严格执行电信网码号资源、业务资费、市场管理等行业管理规定，履行维护国家安全和利益的义务。
二、你公司应当在变更之日起30日内在《电信业务市场综合管理信息系统》中更新相关信息，并在处置后的10个工作日内向电信主管部门上报，不得经营或变相经营未经许可的其他电信业务，不得
\u{c}经营许可证编号：苏B2-20140200
超越许可的业务覆盖范围开展经营活动。
（一）未经批准，你公司不得开展固定网电话信息服务业务。
（二）你公司拟从事“互联网+”融合服务项目的，应当依法办理。
";

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const ROOT: (&str, &str) = (
        "OFD.xml",
        "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Signatures>/Doc_0/Signs.xml</Signatures></DocBody></OFD>",
    );

    fn text(bytes: &[u8]) -> String {
        let read = read(bytes, &Progress::default()).unwrap();
        compose(&read.pages.into_iter().map(|page| page.page).collect::<Vec<_>>()).text
    }

    #[test]
    fn gives_back_words_and_paragraphs() {
        assert_eq!(text(&ofd(TEXT)), TEXT);
    }

    #[test]
    fn reads_templates_matrices_and_reused_graphics() {
        let document = r#"<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>
            <PublicRes>PublicRes.xml</PublicRes><TemplatePage ID="7" BaseLoc="Tpls/T.xml" ZOrder="Background"/></CommonData>
            <Pages><Page ID="1" BaseLoc="Pages/P.xml"/></Pages></Document>"#;
        let template = r#"<Page><Content><Layer><TextObject Boundary="20 10 90 10" Size="5">
            <TextCode X="0" Y="5" DeltaX="g 3 5">页眉文字</TextCode></TextObject></Layer></Content></Page>"#;
        let page = r#"<o:Page xmlns:o="http://www.ofdspec.org/2016"><o:Template TemplateID="7"/><o:Content><o:Layer><o:PageBlock>
            <o:TextObject Boundary="20 40 90 10" CTM="5 0 0 5 0 0" Size="1"><o:CGTransform CodePosition="0"/>
            <o:TextCode X="0" Y="1" DeltaX="1">甲&amp;乙</o:TextCode></o:TextObject></o:PageBlock>
            <o:CompositeObject ResourceID="9" Boundary="20 60 50 10"/></o:Layer></o:Content></o:Page>"#;
        let resources = r#"<o:Res xmlns:o="http://www.ofdspec.org/2016" BaseLoc="Res"><o:CompositeGraphicUnits>
            <o:CompositeGraphicUnit ID="9"><o:Content><o:TextObject Boundary="0 0 9 9" Size="5">
            <o:TextCode X="0" Y="5">丙丁</o:TextCode></o:TextObject></o:Content></o:CompositeGraphicUnit></o:CompositeGraphicUnits></o:Res>"#;
        let bytes = archive(&[
            ROOT,
            ("Doc_0/Document.xml", document),
            ("Doc_0/Tpls/T.xml", template),
            ("Doc_0/pages/P.xml", page),
            ("Doc_0/PublicRes.xml", resources),
            ("Doc_0/Signs.xml", "<Signatures><Signature ID=\"1\"/><Signature ID=\"2\"/></Signatures>"),
        ]);
        assert_eq!(text(&bytes), "页眉文字\n甲&乙\n丙丁\n");
        assert_eq!(read(&bytes, &Progress::default()).unwrap().ignored, 2);
    }

    #[test]
    fn a_page_that_is_a_picture_gives_its_bytes() {
        let document = r#"<Document><CommonData><DocumentRes>DocumentRes.xml</DocumentRes></CommonData>
            <Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>"#;
        let page =
            r#"<Page><Content><Layer><ImageObject ResourceID="3" Boundary="0 0 210 297"/></Layer></Content></Page>"#;
        let resources = r#"<Res BaseLoc="Res"><MultiMedias><MultiMedia ID="3" Type="Image"><MediaFile>a.png</MediaFile></MultiMedia></MultiMedias></Res>"#;
        let bytes = archive(&[
            ROOT,
            ("Doc_0/Document.xml", document),
            ("Doc_0/P.xml", page),
            ("Doc_0/DocumentRes.xml", resources),
            ("Doc_0/Res/a.png", "picture"),
        ]);
        let read = read(&bytes, &Progress::default()).unwrap();
        assert_eq!(read.pages[0].picture.as_deref(), Some(&b"picture"[..]));
    }

    #[test]
    fn tells_what_is_wrong() {
        let pages = "<Page BaseLoc=\"P.xml\"/>".repeat(101);
        let many = format!("<Document><CommonData/><Pages>{pages}</Pages></Document>");
        for (bytes, error) in [
            (b"no archive".to_vec(), OfdError::Damaged),
            (archive(&[ROOT]), OfdError::Damaged),
            (archive(&[("OFD.xml", "<OFD>")]), OfdError::Damaged),
            (archive(&[("OFD.xml", "<OFD/>")]), OfdError::Damaged),
            (archive(&[ROOT, ("Doc_0/Document.xml", &many)]), OfdError::TooManyPages(101)),
            (archive(&[("OFD.xml", &" ".repeat((20 << 20) + 1))]), OfdError::TooLarge),
        ] {
            assert_eq!(read(&bytes, &Progress::default()), Err(error));
        }
        let canceled = Progress::default();
        canceled.cancel();
        assert_eq!(read(&ofd("甲"), &canceled), Err(OfdError::Canceled(Canceled)));
    }
}
