//! Draws the charts as SVG: inline for the HTML page, and for printing.
//!
//! A chart has shapes in the colors of the statuses and a title for screen readers. Its text is outside, in the fonts
//! of the page. It refers to no other file, and its title is escaped.

use crate::snapshot::charts::{Ring, Segment, Timeline};
use crate::workbook::Status;
use std::f32::consts::{FRAC_PI_2, TAU};
use std::fmt::Write as _;

/// The color of the unfilled part of a ring or a bar.
const TRACK: &str = "#e9e5db";
/// The color of the grid lines.
const HAIRLINE: &str = "#e6e2d9";

/// The color of a status in charts on paper, as in the light theme of the window.
#[must_use]
pub fn color(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "#d8d4ca",
        Status::InProgress => "#d6a23a",
        Status::Met => "#3f8f62",
        Status::NotMet => "#c2453b",
        Status::NotApplicable => "#5b5378",
    }
}

/// Draws a ring as a square SVG. `title` describes the chart in text.
#[must_use]
pub fn ring(ring: &Ring, title: &str) -> String {
    const SIZE: f32 = 150.0;
    const THICKNESS: f32 = 20.0;
    let mut svg = open(SIZE, SIZE, title);
    let radius = (SIZE - THICKNESS) / 2.0;
    let center = SIZE / 2.0;
    let _ok = write!(
        svg,
        r#"<circle cx="{center}" cy="{center}" r="{radius}" fill="none" stroke="{TRACK}" stroke-width="{THICKNESS}"/>"#
    );
    let mut from = 0.0;
    for segment in &ring.segments {
        let to = from + segment.share;
        // SVG does not draw an arc that ends where it begins, so each arc is drawn in halves.
        let half = f32::midpoint(from, to);
        let [(x0, y0), (x1, y1), (x2, y2)] = [from, half, to].map(|share| {
            let angle = share * TAU - FRAC_PI_2;
            (center + radius * angle.cos(), center + radius * angle.sin())
        });
        let _ok = write!(
            svg,
            concat!(
                r#"<path d="M{x0:.2} {y0:.2}A{r} {r} 0 0 1 {x1:.2} {y1:.2}A{r} {r} 0 0 1 {x2:.2} {y2:.2}" "#,
                r#"fill="none" stroke="{color}" stroke-width="{width}"/>"#
            ),
            x0 = x0,
            y0 = y0,
            x1 = x1,
            y1 = y1,
            x2 = x2,
            y2 = y2,
            r = radius,
            color = color(segment.status),
            width = THICKNESS,
        );
        from = to;
    }
    svg.push_str("</svg>");
    svg
}

/// Draws a horizontal bar with round ends. `title` describes the chart in text.
#[must_use]
pub fn bar(segments: &[Segment], title: &str) -> String {
    const WIDTH: f32 = 300.0;
    const HEIGHT: f32 = 12.0;
    let mut svg = open(WIDTH, HEIGHT, title);
    let radius = HEIGHT / 2.0;
    let _ok = write!(svg, r#"<rect width="{WIDTH}" height="{HEIGHT}" rx="{radius}" fill="{TRACK}"/>"#);
    let filled: f32 = segments.iter().map(|segment| segment.share).sum();
    let mut from = 0.0;
    for (i, segment) in segments.iter().enumerate() {
        let to = from + segment.share;
        let is_last = i + 1 == segments.len();
        let (left, right) = (WIDTH * from, WIDTH * if is_last { filled } else { to });
        // The first and the last segment have round ends, limited by their length.
        let round = |is_end: bool| if is_end { radius.min((right - left) / 2.0) } else { 0.0 };
        svg.push_str(&segment_path(left, right, HEIGHT, round(i == 0), round(is_last), color(segment.status)));
        from = to;
    }
    svg.push_str("</svg>");
    svg
}

/// A box from `left` to `right`. Its ends are rounded with the radii `at_left` and `at_right`.
fn segment_path(left: f32, right: f32, height: f32, at_left: f32, at_right: f32, color: &str) -> String {
    let (l, r) = (left + at_left, right - at_right);
    let mut path = format!("M{l:.2} 0H{r:.2}");
    if at_right > 0.0 {
        path += &arc(at_right, right, at_right);
        let _ok = write!(path, "V{:.2}", height - at_right);
        path += &arc(at_right, r, height);
    } else {
        let _ok = write!(path, "V{height:.2}");
    }
    let _ok = write!(path, "H{l:.2}");
    if at_left > 0.0 {
        path += &arc(at_left, left, height - at_left);
        let _ok = write!(path, "V{at_left:.2}");
        path += &arc(at_left, l, 0.0);
    }
    format!(r#"<path d="{path}Z" fill="{color}"/>"#)
}

fn arc(radius: f32, x: f32, y: f32) -> String {
    format!("A{radius:.2} {radius:.2} 0 0 1 {x:.2} {y:.2}")
}

/// Draws the statuses over time as stacked step areas. The grid lines are at 0, 50 and 100 percent. `title` describes
/// the chart in text.
#[must_use]
pub fn timeline(timeline: &Timeline, title: &str) -> String {
    const WIDTH: f32 = 600.0;
    const HEIGHT: f32 = 140.0;
    let mut svg = open(WIDTH, HEIGHT, title);
    for (status, corners) in timeline.areas() {
        let points: Vec<String> =
            corners.iter().map(|(x, y)| format!("{:.2},{:.2}", x * WIDTH, (1.0 - y) * HEIGHT)).collect();
        let _ok = write!(svg, r#"<polygon points="{}" fill="{}"/>"#, points.join(" "), color(status));
    }
    for share in [0.0, 0.5, 1.0_f32] {
        // At the edge, half of the line width would be cut off.
        let y = (share * HEIGHT).clamp(0.5, HEIGHT - 0.5);
        let _ok =
            write!(svg, r#"<path d="M0 {y}H{WIDTH}" stroke="{HAIRLINE}" stroke-width="1" stroke-opacity="0.7"/>"#);
    }
    svg.push_str("</svg>");
    svg
}

fn open(width: f32, height: f32, title: &str) -> String {
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" "#,
            r#"role="img"><title>{title}</title>"#
        ),
        width = width,
        height = height,
        title = escape(title)
    )
}

/// Escapes a text as the content of an element, in one line.
fn escape(text: &str) -> String {
    super::xml::escape(&text.replace(['\t', '\n', '\r'], " "))
}
