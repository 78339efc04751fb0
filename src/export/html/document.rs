//! Any document as one page, by the blocks it is made of, and its charts as vectors.

use super::super::ExportError;
use super::super::document::{Block, Document, Layers, Ring, Tone};
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
    Ok(Page { document }.render()?)
}

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

    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
    fn ring(&self, ring: &Ring) -> String {
        self::ring(ring)
    }

    #[expect(clippy::unused_self, reason = "a template calls methods of its page alone")]
    fn layers(&self, layers: &Layers) -> String {
        self::layers(layers)
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

/// A text as it stands in an attribute or between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The ring as a picture; what it says in words is its name.
pub(super) fn ring(ring: &Ring) -> String {
    let mut from = 0.0;
    let mut parts = String::new();
    for segment in ring.segments.iter().filter(|segment| segment.share > 0.0) {
        let (length, offset) = (segment.share * 100.0, -from * 100.0);
        parts += &format!(
            "<circle class=\"{}\" cx=\"21\" cy=\"21\" r=\"17\" pathLength=\"100\" stroke-dasharray=\"{length:.2} 100\" \
             stroke-dashoffset=\"{offset:.2}\"></circle>",
            class(segment.tone),
        );
        from += segment.share;
    }
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 42 42\" width=\"104\" height=\"104\" role=\"img\" aria-label=\"{}\">\
         <g transform=\"rotate(-90 21 21)\"><circle class=\"track\" cx=\"21\" cy=\"21\" r=\"17\"></circle>{parts}</g>\
         <text x=\"21\" y=\"24\" text-anchor=\"middle\">{}</text></svg>",
        escape(&ring.text),
        escape(&ring.percent),
    )
}

/// The layers as a picture, with the first and last day below.
pub(super) fn layers(layers: &Layers) -> String {
    let areas: String = layers
        .layers
        .iter()
        .map(|layer| {
            let points = layer.corners.iter().map(|(x, y)| format!("{:.2},{:.2}", x * 1000.0, (1.0 - y) * 160.0));
            format!(
                "<polygon class=\"{}\" points=\"{}\"></polygon>",
                class(layer.tone),
                points.collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    let names = layers.layers.iter().map(|layer| {
        format!("<span><span class=\"swatch {}\"></span>{}</span>", class(layer.tone), escape(&layer.name))
    });
    format!(
        "<figure class=\"layers\"><svg class=\"chart\" viewBox=\"0 0 1000 160\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{}\">{areas}</svg><figcaption><span>{}</span>{}<span>{}</span></figcaption></figure>",
        escape(&layers.text),
        escape(&layers.from),
        names.collect::<String>(),
        escape(&layers.until),
    )
}
