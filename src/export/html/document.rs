//! Any document as one page, by the blocks it is made of, its charts as vectors.

use super::super::document::{Block, Document, Layer, Ring, Tone};
use super::super::{ExportError, printable};
use askama::Template;

#[derive(Template)]
#[template(path = "document.html", config = "assets/templates/askama.toml")]
struct Page {
    document: Document,
}

/// The document as one page: no script, nothing from elsewhere, made to be read on a screen and printed on A4.
///
/// # Errors
/// Where it cannot be made.
pub fn render(document: &Document) -> Result<String, ExportError> {
    let mut document = document.clone();
    document.mend_links();
    Ok(printable(&Page { document }.render()?).into_owned())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes references")]
impl Page {
    /// The name of a tone in the style sheet.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
    fn class(&self, tone: &Tone) -> &'static str {
        class(*tone)
    }

    /// What a text that is meant so is marked by: a state has a ground of its own.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
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

    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
    fn percent(&self, share: &f32) -> String {
        format!("{:.2}", share * 100.0)
    }

    /// The parts of a ring that have a share, each with where it begins: both in hundredths of the whole.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
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

    /// The corners of a layer on a field of 1000 by 160.
    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
    fn corners(&self, layer: &Layer) -> String {
        let points = layer.corners.iter().map(|(x, y)| format!("{:.2},{:.2}", x * 1000.0, (1.0 - y) * 160.0));
        points.collect::<Vec<_>>().join(" ")
    }
}

/// The name of a tone in the style sheet.
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
