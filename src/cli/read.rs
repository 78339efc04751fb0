//! `read`: writes the text of a license file, and where the text stands in the file.

use super::args::ReadFileArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::intake::PageBy;
use crate::license::Span;
use crate::license_import::LicenseFile;
use serde::Serialize;

/// The places of the text as JSON.
#[derive(Serialize)]
struct Places {
    file: String,
    format: &'static str,
    pages: Vec<Page>,
    #[serde(rename = "places")]
    stretches: Vec<Place>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Page {
    page: usize,
    /// `layer`, `recognized` or `nothing`.
    text: &'static str,
}

/// A stretch of text on a page.
#[derive(Serialize)]
struct Place {
    /// First character of the text, from 0.
    from: usize,
    /// One past the last character.
    to: usize,
    words: String,
    page: u32,
    /// Left, upper, right and lower edge as fractions of width and height.
    #[serde(rename = "box")]
    edges: [f32; 4],
    confidence: f32,
}

pub(super) fn run(context: &Context, args: &ReadFileArgs) -> Result<Answer, Failure> {
    let locale = context.locale(&args.common);
    let file = files::read_license_file(&args.file)?;
    let notes = files::notes(&file, locale);
    let characters = file.reading.text.chars().filter(|c| !c.is_whitespace()).count();
    let mut text = locale.format(
        "cli-read",
        [
            ("path", args.output.display().to_string().into()),
            ("format", file.reading.format.name().into()),
            ("pages", file.reading.pages.len().into()),
            ("n", characters.into()),
        ],
    );
    text.push('\n');
    if let Some(path) = &args.places {
        files::not_stdout(path)?;
        let mut json =
            serde_json::to_vec_pretty(&places(&file, notes.clone())).map_err(|e| Failure::new(e.to_string()))?;
        json.push(b'\n');
        files::give_export(context, path, json, args.force, Answer::fine(String::new()))?;
    }
    let bytes = file.reading.text.into_bytes();
    let answer = files::give_export(context, &args.output, bytes, args.force, Answer::fine(text))?;
    Ok(answer.noted(notes))
}

fn places(file: &LicenseFile, notes: Vec<String>) -> Places {
    let text = &file.reading.text;
    let mut places = Vec::new();
    let (mut byte, mut character) = (0, 0);
    for place in file.places() {
        character += Span::new(byte, place.span.start).of(text).chars().count();
        let words = place.span.of(text);
        let to = character + words.chars().count();
        places.push(Place {
            from: character,
            to,
            words: words.to_owned(),
            page: place.page,
            edges: place.edges.map(|edge| f32::from(edge) / 10_000.0),
            confidence: f32::from(place.confidence) / 100.0,
        });
        (byte, character) = (place.span.end, to);
    }
    let pages = file.reading.pages.iter().zip(1..).map(|(by, page)| Page {
        page,
        text: match by {
            PageBy::Layer => "layer",
            PageBy::Recognized => "recognized",
            PageBy::Nothing => "nothing",
        },
    });
    Places {
        file: file.name.clone(),
        format: file.reading.format.name(),
        pages: pages.collect(),
        stretches: places,
        notes,
    }
}
