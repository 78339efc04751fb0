//! Writes any document as one HTML page, with its charts as SVG.

use super::super::document::{Block, Document, Layer, Ring, Tone};
use super::super::{ExportError, printable};
use askama::Template;

#[derive(Template)]
#[template(path = "document.html", config = "assets/templates/askama.toml")]
struct Page {
    document: Document,
}

/// Returns the document as one HTML page for the screen and for printing on A4. It has no script and loads nothing.
///
/// # Errors
/// If the template cannot be rendered.
pub fn render(document: &Document) -> Result<String, ExportError> {
    let mut document = document.clone();
    document.mend_links();
    Ok(printable(&Page { document }.render()?).into_owned())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes references")]
impl Page {
    /// The CSS class of a tone.
    #[expect(clippy::unused_self, reason = "templates call methods of the page only")]
    fn class(&self, tone: &Tone) -> &'static str {
        class(*tone)
    }

    /// The CSS classes of text with a tone: a state has a background.
    #[expect(clippy::unused_self, reason = "templates call methods of the page only")]
    fn mark(&self, tone: &Tone) -> &'static str {
        match tone {
            Tone::Plain => "plain",
            Tone::Muted => "muted",
            Tone::Strong => "strong",
            Tone::Late => "late",
            Tone::NotStarted => "pill not-started",
            Tone::InProgress => "pill in-progress",
            Tone::Met => "pill met",
            Tone::NotMet => "pill not-met",
            Tone::NotApplicable => "pill not-applicable",
        }
    }

    #[expect(clippy::unused_self, reason = "templates call methods of the page only")]
    fn percent(&self, share: &f32) -> String {
        format!("{:.2}", share * 100.0)
    }

    /// The segments of a ring that have a share: CSS class, start and length in percent of the whole.
    #[expect(clippy::unused_self, reason = "templates call methods of the page only")]
    fn arcs(&self, ring: &Ring) -> Vec<(&'static str, f32, f32)> {
        let mut from = 0.0;
        let filled = ring.segments.iter().filter(|segment| segment.share > 0.0);
        filled
            .map(|segment| {
                let start = from;
                from += segment.share;
                (class(segment.tone), segment.share * 100.0, -start * 100.0)
            })
            .collect()
    }

    /// The corners of a layer in an area of 1000 by 160 units.
    #[expect(clippy::unused_self, reason = "templates call methods of the page only")]
    fn corners(&self, layer: &Layer) -> String {
        let points = layer.corners.iter().map(|(x, y)| format!("{:.2},{:.2}", x * 1000.0, (1.0 - y) * 160.0));
        points.collect::<Vec<_>>().join(" ")
    }
}

/// The CSS class of a tone.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Muted => "muted",
        Tone::Strong => "strong",
        Tone::Late => "late",
        Tone::NotStarted => "not-started",
        Tone::InProgress => "in-progress",
        Tone::Met => "met",
        Tone::NotMet => "not-met",
        Tone::NotApplicable => "not-applicable",
    }
}
