//! Prints texts on pages of A4, and makes pictures of the pages as a scanner or a phone does.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "values are within the picture or from 0 to 255"
)]

use super::ofd::broken;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Rgb, RgbImage};
use license_workbook::export::document::Document;
use license_workbook::export::pdf::{self, Fonts};
use license_workbook::intake::pdf::picture;
use license_workbook::typeface::REGULAR;
use std::fmt::Write as _;
use std::sync::Arc;

/// Lines of a page.
const LINES: usize = 38;
/// Millimeters: the size of the type, the left and upper margins, the distance of lines.
const SIZE: f32 = 4.2;
const LEFT: f32 = 25.0;
const TOP: f32 = 34.0;
const PITCH: f32 = 6.3;
/// Millimeters from the upper edge to the running head and to the page number.
const HEAD: f32 = 20.0;
const FOOT: f32 = 280.0;

/// A line of print.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Millimeters from the left and upper edges.
    place: [f32; 2],
    pub(crate) text: String,
}

/// A page before it is printed.
pub(crate) type Sheet = Vec<Line>;

/// Breaks `text` into lines of a fixed width on pages, with a running head and the number of the page at its foot. Each
/// line of the text is a paragraph, whose first line is indented by two characters; an empty line makes a gap. A form
/// feed starts a page, as does a full page.
pub(crate) fn sheets(text: &str, head: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for part in text.split('\u{c}').filter(|part| !part.trim().is_empty()) {
        let mut row = LINES;
        for paragraph in part.trim_matches('\n').lines() {
            let lines = broken(paragraph.trim());
            // No gap opens a page.
            row += usize::from(lines.is_empty() && row < LINES && row > 0);
            for (indent, text) in lines {
                if row >= LINES {
                    sheets.push(Vec::new());
                    row = 0;
                }
                let place = [LEFT + indent * SIZE, TOP + row as f32 * PITCH];
                sheets.last_mut().unwrap().push(Line { place, text });
                row += 1;
            }
        }
    }
    if head.is_empty() {
        return sheets;
    }
    let total = sheets.len();
    for (number, sheet) in (1..).zip(&mut sheets) {
        sheet.insert(0, Line { place: [110.0, HEAD], text: head.to_owned() });
        sheet.push(Line { place: [92.0, FOOT], text: format!("第 {number} 页 共 {total} 页") });
    }
    sheets
}

/// A PDF with a text layer. `over` is Typst code for what is printed over each page.
pub(crate) fn pdf(sheets: &[Sheet], over: &str) -> Vec<u8> {
    let mut template = format!(
        "#set page(width: 210mm, height: 297mm, margin: 0mm)\n\
         #set text(font: \"Noto Sans CJK SC\", size: {SIZE}mm, lang: \"zh\", region: \"cn\")\n"
    );
    for (number, sheet) in sheets.iter().enumerate() {
        template.push_str(if number > 0 { "#pagebreak()\n" } else { "" });
        for line in sheet {
            let [x, y] = line.place;
            let text = line.text.replace('\\', "\\\\").replace('"', "\\\"");
            writeln!(template, "#place(top + left, dx: {x}mm, dy: {y}mm, text(\"{text}\"))").unwrap();
        }
        template.push_str(over);
    }
    let document = Document {
        language: "zh-CN",
        title: String::new(),
        subject: Vec::new(),
        day: super::day("2026-11-24"),
        id: "page".to_owned(),
        header: Default::default(),
        footer: String::new(),
        page_words: Default::default(),
        blocks: Vec::new(),
    };
    pdf::render(&document, &template, Fonts::Own).unwrap().bytes
}

/// Typst code for a round red stamp of an office over the middle of the text.
pub(crate) const STAMP: &str = "#place(top + left, dx: 105mm, dy: 120mm, {
  let red = rgb(205, 30, 40, 215)
  let letters = \"江苏省通信管理局\".clusters()
  box(width: 44mm, height: 44mm, {
    place(center + horizon, circle(radius: 21mm, stroke: 1.2mm + red))
    place(center + horizon, polygon.regular(fill: red, size: 13mm, vertices: 5))
    for (n, letter) in letters.enumerate() {
      let turn = -110deg + n * 220deg / (letters.len() - 1)
      let (x, y) = (16mm * calc.sin(turn), -16mm * calc.cos(turn))
      place(center + horizon, dx: x, dy: y, rotate(turn, text(fill: red, size: 5mm, letter)))
    }
  })
})
";

/// The picture of a page, `dpi` pixels per inch.
pub(crate) fn drawn(pdf: &Arc<Vec<u8>>, page: usize, dpi: f32) -> RgbImage {
    picture(Arc::clone(pdf), page, dpi, REGULAR).unwrap()
}

/// How a page is taken.
pub(crate) struct Shot {
    /// Where the corners of the page are in the picture, as fractions of its size: left upper corner first, clockwise.
    pub(crate) corners: [[f32; 2]; 4],
    /// The width and height of the picture, as multiples of those of the page.
    pub(crate) size: [f32; 2],
    /// The gray of what is around the page.
    pub(crate) around: u8,
    /// The light at the darkest corner, as a fraction.
    pub(crate) light: f32,
    /// The deviations of the blur, in pixels, and of the noise.
    pub(crate) blur: f32,
    pub(crate) noise: f32,
}

impl Shot {
    /// By a scanner on which the page lies turned by so many degrees.
    pub(crate) fn turned(degrees: f32, page: &RgbImage) -> Self {
        let [width, height] = [page.width() as f32, page.height() as f32];
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let corner = |x: f32, y: f32| {
            let [x, y] = [(x - 0.5) * width, (y - 0.5) * height];
            [(x * cosine + y * sine) / width + 0.5, (y * cosine - x * sine) / height + 0.5]
        };
        let corners = [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
        Self { corners, size: [1.0, 1.0], around: 244, light: 1.0, blur: 0.7, noise: 3.0 }
    }

    /// By a phone, askew, on a dark table.
    pub(crate) fn phone() -> Self {
        let corners = [[0.11, 0.06], [0.82, 0.09], [0.92, 0.94], [0.06, 0.90]];
        Self { corners, size: [1.15, 1.11], around: 62, light: 0.55, blur: 0.8, noise: 4.0 }
    }

    /// The picture of the page as JPEG of quality 60.
    pub(crate) fn take(&self, page: &RgbImage) -> Vec<u8> {
        let [width, height] = [page.width() as f32 * self.size[0], page.height() as f32 * self.size[1]];
        let to_page = inverse(&square_to(self.corners));
        let mut picture = RgbImage::from_fn(width as u32, height as u32, |x, y| {
            let at = [(x as f32 + 0.5) / width, (y as f32 + 0.5) / height];
            let place = mapped(&to_page, at);
            let color = if place.iter().all(|part| (0.0..1.0).contains(part)) {
                // Ink is not black, and paper is not white.
                sample(page, place).map(|value| 35.0 + value * 209.0 / 255.0)
            } else {
                [f32::from(self.around); 3]
            };
            let light = self.light + (1.0 - self.light) * (0.6 * at[0] + 0.4 * (1.0 - at[1]));
            Rgb(color.map(|value| (value * light) as u8))
        });
        picture = image::imageops::blur(&picture, self.blur);
        let mut state = 0x2014_0200_u32;
        for pixel in picture.pixels_mut() {
            let grain = self.noise * normal(&mut state);
            pixel.0 = pixel.0.map(|value| (f32::from(value) + grain).clamp(0.0, 255.0) as u8);
        }
        jpeg(&picture)
    }
}

/// A color if the picture has colors.
fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 60);
    let is_gray = picture.pixels().all(|Rgb([red, green, blue])| red == green && green == blue);
    if is_gray {
        let gray = GrayImage::from_fn(picture.width(), picture.height(), |x, y| [picture.get_pixel(x, y).0[0]].into());
        gray.write_with_encoder(encoder).unwrap();
    } else {
        picture.write_with_encoder(encoder).unwrap();
    }
    bytes
}

/// A random number of deviation 1, nearly normal.
fn normal(state: &mut u32) -> f32 {
    let mut sum = 0.0;
    for _ in 0..3 {
        *state ^= *state << 13;
        *state ^= *state >> 17;
        *state ^= *state << 5;
        sum += *state as f32 / u32::MAX as f32 - 0.5;
    }
    sum * 2.0
}

/// The color between the four nearest pixels at `place`, which is in fractions of the size.
fn sample(page: &RgbImage, place: [f32; 2]) -> [f32; 3] {
    let x = place[0] * page.width() as f32 - 0.5;
    let y = place[1] * page.height() as f32 - 0.5;
    let [left, top] = [x.floor(), y.floor()];
    let near = |right: f32, down: f32| {
        let x = ((left + right).max(0.0) as u32).min(page.width() - 1);
        let y = ((top + down).max(0.0) as u32).min(page.height() - 1);
        page.get_pixel(x, y).0.map(f32::from)
    };
    let upper = between(near(0.0, 0.0), near(1.0, 0.0), x - left);
    let lower = between(near(0.0, 1.0), near(1.0, 1.0), x - left);
    between(upper, lower, y - top)
}

/// The color at `part` of the way from one to another.
fn between(from: [f32; 3], to: [f32; 3], part: f32) -> [f32; 3] {
    std::array::from_fn(|n| from[n] + (to[n] - from[n]) * part)
}

type Matrix = [[f32; 3]; 3];

fn mapped(matrix: &Matrix, place: [f32; 2]) -> [f32; 2] {
    let [x, y, scale] = matrix.map(|row| row[0] * place[0] + row[1] * place[1] + row[2]);
    [x / scale, y / scale]
}

/// The projection of the unit square on a quadrangle.
fn square_to(corners: [[f32; 2]; 4]) -> Matrix {
    let [first, second, third, fourth] = corners;
    let minus = |from: [f32; 2], what: [f32; 2]| [from[0] - what[0], from[1] - what[1]];
    let cross = |one: [f32; 2], other: [f32; 2]| one[0] * other[1] - other[0] * one[1];
    let (right, lower) = (minus(second, third), minus(fourth, third));
    // What a parallelogram would not have.
    let rest = minus(minus(first, second), minus(fourth, third));
    let across = cross(rest, lower) / cross(right, lower);
    let down = cross(right, rest) / cross(right, lower);
    let row = |n: usize| [second[n] - first[n] + across * second[n], fourth[n] - first[n] + down * fourth[n], first[n]];
    [row(0), row(1), [across, down, 1.0]]
}

/// The inverse of a projection, up to a factor.
fn inverse(m: &Matrix) -> Matrix {
    let minor = |r: usize, c: usize| {
        let ([r0, r1], [c0, c1]) = ([(r + 1) % 3, (r + 2) % 3], [(c + 1) % 3, (c + 2) % 3]);
        m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0]
    };
    std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row)))
}

/// A PDF of scanned pages: gray JPEG pictures of 200 pixels per inch with their widths and heights, one a page.
pub(crate) fn scanned_pdf(pages: &[(Vec<u8>, [u32; 2])]) -> Vec<u8> {
    let kids: String = (0..pages.len()).fold(String::new(), |list, n| format!("{list}{} 0 R ", 3 + 3 * n));
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes(),
    ];
    for (jpeg, [width, height]) in pages {
        let number = objects.len() + 1;
        let [wide, high] = [*width as f32 * 72.0 / 200.0, *height as f32 * 72.0 / 200.0];
        let shown = format!("{wide} 0 0 {high} 0 0 cm /I Do");
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {} 0 R \
                 /Resources << /XObject << /I {} 0 R >> >> >>",
                number + 1,
                number + 2
            )
            .into_bytes(),
        );
        objects.push(format!("<< /Length {} >>\nstream\n{shown}\nendstream", shown.len()).into_bytes());
        let mut picture = format!(
            "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray \
             /BitsPerComponent 8 /Filter /DCTDecode /Length {} >>\nstream\n",
            jpeg.len()
        )
        .into_bytes();
        picture.extend_from_slice(jpeg);
        picture.extend_from_slice(b"\nendstream");
        objects.push(picture);
    }
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend_from_slice(
        format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    file
}
