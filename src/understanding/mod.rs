//! Understanding: what was understood of a license text, and the points that a person has to look at.
//!
//! Pure: the same text, catalog and places always give the same points with the same keys.

mod missing;
mod rewrite;

pub use rewrite::Rewrite;

use crate::language::Bilingual;
use crate::license::{AnnotationKind, ClauseId, CoverItem, License, Span};
use crate::obligation::{Catalog, Derivation, DoubtKind, derive};
use crate::workbook::{LicenseRecord, SourcePlace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Text below this confidence, in percent, is uncertain.
const UNCERTAIN: u8 = 75;
/// The most uncertain places of a clause that are quoted.
const QUOTED: usize = 3;

/// What was understood of a license.
#[derive(Clone, Debug)]
pub struct Understanding {
    /// The license, with the corrections of the officer.
    pub license: Arc<License>,
    /// Its duties.
    pub derivation: Arc<Derivation>,
    /// What a person has to look at, the most important first; settled points are included.
    pub points: Vec<Point>,
    /// The places of the text on the pages of its file, in text order.
    pub places: Vec<SourcePlace>,
}

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// A key that stays the same while the text does.
    pub key: String,
    /// Its kind.
    pub kind: PointKind,
    /// The line of the text, from 1.
    pub line: usize,
    /// The words concerned; empty if something is missing.
    pub spans: Vec<Span>,
    /// The item of the cover concerned.
    pub item: Option<CoverItem>,
    /// The clause concerned.
    pub clause: Option<ClauseId>,
    /// What is doubtful, and what to do.
    pub message: Bilingual,
}

/// The kinds of points, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointKind {
    /// Something that every license has was not found.
    Missing,
    /// A part of the text that was not understood.
    Unread,
    /// Text that the reader of the picture is not sure of.
    Uncertain,
    /// Characters that are easily confused.
    Misread,
    /// Words that no duty contains.
    Uncovered,
    /// A limit that could not be read for sure.
    Limit,
    /// Words that differ from those of the catalog.
    Differs,
    /// Another doubt about a duty.
    Duty,
}

impl PointKind {
    /// The name in keys and in JSON, e.g. `unread`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unread => "unread",
            Self::Uncertain => "uncertain",
            Self::Misread => "misread",
            Self::Uncovered => "uncovered",
            Self::Limit => "limit",
            Self::Differs => "differs",
            Self::Duty => "duty",
        }
    }
}

impl From<DoubtKind> for PointKind {
    fn from(kind: DoubtKind) -> Self {
        match kind {
            DoubtKind::Uncovered => Self::Uncovered,
            DoubtKind::Differs => Self::Differs,
            DoubtKind::UnreadLimit => Self::Limit,
            DoubtKind::UnsureKind | DoubtKind::UnlistedService | DoubtKind::TooMuch => Self::Duty,
        }
    }
}

impl Understanding {
    /// Understands `text`, with the corrections of the officer and the places of the text on the pages of its file.
    #[must_use]
    pub fn new(
        text: &str,
        corrections: &BTreeMap<String, String>,
        places: Vec<SourcePlace>,
        catalog: &Catalog,
    ) -> Self {
        Self::of(Arc::new(crate::license::parse(text).corrected(corrections)), corrections, places, catalog)
    }

    /// The same for the license of a workbook, which is parsed already.
    #[must_use]
    pub fn of_record(record: &LicenseRecord, parsed: &Arc<License>, catalog: &Catalog) -> Self {
        let places = record.source.as_ref().map(|source| source.places.clone()).unwrap_or_default();
        Self::of(Arc::clone(parsed), &record.corrections, places, catalog)
    }

    fn of(
        license: Arc<License>,
        corrections: &BTreeMap<String, String>,
        places: Vec<SourcePlace>,
        catalog: &Catalog,
    ) -> Self {
        let derivation = Arc::new(derive(&license, catalog));
        let mut points = missing::points(&license);
        points.extend(unread(&license));
        points.extend(uncertain(&license, corrections, &places));
        points.extend(misread(&license));
        points.extend(doubts(&license, &derivation));
        points.sort_by_key(|point| (point.kind, point.line, point.spans.first().copied()));
        points.dedup_by(|a, b| a.key == b.key);
        Self { license, derivation, points, places }
    }

    /// The points that are not among the `settled` keys.
    pub fn open<'a>(&'a self, settled: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Point> {
        self.points.iter().filter(|point| !settled.contains(&point.key))
    }

    /// The page and the edges, in ten-thousandths of width and height, of each part of `span` on the pages of the file.
    #[must_use]
    pub fn places_of(&self, span: Span) -> Vec<(u32, [u16; 4])> {
        places_of(&self.places, span)
    }

    /// How certain the text of `span` is: the least confidence, in percent; 100 for text that was not recognized.
    #[must_use]
    pub fn confidence(&self, span: Span) -> u8 {
        confidence(&self.places, span)
    }

    /// The point whose words contain byte `offset` of the text.
    #[must_use]
    pub fn point_at(&self, offset: usize) -> Option<&Point> {
        self.points.iter().find(|point| point.spans.iter().any(|span| span.start <= offset && offset < span.end))
    }
}

/// The parts of `places` that overlap `span`, cut to it in proportion to their length.
#[must_use]
pub fn places_of(places: &[SourcePlace], span: Span) -> Vec<(u32, [u16; 4])> {
    let first = places.partition_point(|place| place.span.end <= span.start);
    places
        .iter()
        .skip(first)
        .take_while(|place| place.span.start < span.end)
        .map(|place| (place.page, cut(place, span)))
        .collect()
}

/// The edges of the part of `place` that `span` covers. Characters of a line are taken as equally wide.
fn cut(place: &SourcePlace, span: Span) -> [u16; 4] {
    let [left, top, right, bottom] = place.edges;
    let length = (place.span.end - place.span.start).max(1);
    let width = usize::from(right.saturating_sub(left));
    let at = |offset: usize| {
        let part = offset.clamp(place.span.start, place.span.end) - place.span.start;
        left.saturating_add(u16::try_from(width * part / length).unwrap_or(u16::MAX))
    };
    [at(span.start), top, at(span.end), bottom]
}

/// The least confidence of the text of `span`, in percent.
#[must_use]
pub fn confidence(places: &[SourcePlace], span: Span) -> u8 {
    let first = places.partition_point(|place| place.span.end <= span.start);
    let found = places.iter().skip(first).take_while(|place| place.span.start < span.end);
    found.map(|place| place.confidence).min().unwrap_or(100)
}

/// A key for a point of this kind about the words at `spans`.
fn key(kind: PointKind, spans: &[Span], what: &str) -> String {
    let (start, end) = spans.first().zip(spans.last()).map_or((0, 0), |(first, last)| (first.start, last.end));
    format!("{}:{start}-{end}:{what}", kind.as_str())
}

fn point(license: &License, kind: PointKind, spans: Vec<Span>, message: Bilingual) -> Point {
    let start = spans.first().map_or(0, |span| span.start);
    Point { key: key(kind, &spans, ""), kind, line: license.line_of(start), spans, item: None, clause: None, message }
}

/// What the parser did not understand.
fn unread(license: &License) -> impl Iterator<Item = Point> {
    license.problems.iter().map(|problem| {
        let mut point = point(license, PointKind::Unread, vec![problem.span], problem.message.clone());
        point.line = problem.line;
        point.clause = clause_at(license, problem.span);
        point
    })
}

/// Characters that are easily confused.
fn misread(license: &License) -> impl Iterator<Item = Point> {
    let found = license.annotations.iter().filter(|annotation| annotation.kind == AnnotationKind::Misread);
    found.map(|annotation| {
        let mut point = point(license, PointKind::Misread, vec![annotation.span], annotation.message.clone());
        point.clause = annotation.clause;
        point
    })
}

/// The doubts about the duties.
fn doubts(license: &License, derivation: &Derivation) -> Vec<Point> {
    let found = derivation.doubts.iter().map(|doubt| {
        let mut point = point(license, doubt.kind.into(), doubt.spans.clone(), doubt.message.clone());
        point.key = key(point.kind, &doubt.spans, doubt.kind.as_str());
        point.clause = doubt.clause;
        point
    });
    found.collect()
}

/// Items and clauses with text that the reader of the picture is not sure of.
fn uncertain(license: &License, corrections: &BTreeMap<String, String>, places: &[SourcePlace]) -> Vec<Point> {
    let mut found = Vec::new();
    for item in CoverItem::ALL.into_iter().filter(|item| !corrections.contains_key(item.as_str())) {
        let Some((value, span)) = license.cover.item(item) else { continue };
        let percent = confidence(places, span);
        if percent < UNCERTAIN && span.start < span.end {
            let name = item.name();
            let message = Bilingual::new(
                format!("{}“{value}”识别把握只有 {percent}%，请与原件核对", name.zh),
                format!("{} “{value}” was recognized with {percent}% certainty; compare it with the page", name.en),
            );
            let mut point = point(license, PointKind::Uncertain, vec![span], message);
            point.item = Some(item);
            found.push(point);
        }
    }
    for clause in license.clauses() {
        let all = clause.body.fragments.iter().flat_map(|f| doubtful_places(places, f.span));
        let doubtful: Vec<Span> =
            all.filter(|span| span.of(&license.text).chars().any(char::is_alphanumeric)).collect();
        if doubtful.is_empty() {
            continue;
        }
        let quotes: Vec<&str> = doubtful.iter().take(QUOTED).map(|span| span.of(&license.text)).collect();
        let (quotes, n) = (quotes.join("”“"), doubtful.len());
        let message = Bilingual::new(
            format!("{} 有 {n} 处文字识别把握不足（“{quotes}”），请与原件核对", clause.id),
            if n == 1 {
                format!("In {}, “{quotes}” was recognized with little certainty; compare it with the page", clause.id)
            } else {
                format!(
                    "In {}, {n} passages were recognized with little certainty, such as “{quotes}”; compare them with the page",
                    clause.id
                )
            },
        );
        let mut point = point(license, PointKind::Uncertain, doubtful, message);
        point.clause = Some(clause.id);
        found.push(point);
    }
    found
}

/// The uncertain places within `span`. Punctuation alone does not change what a clause demands.
fn doubtful_places(places: &[SourcePlace], span: Span) -> Vec<Span> {
    let first = places.partition_point(|place| place.span.end <= span.start);
    let within = places.iter().skip(first).take_while(|place| place.span.start < span.end);
    within.filter(|place| place.confidence < UNCERTAIN).map(|place| place.span).collect()
}

/// The clause that contains the start of `span`.
fn clause_at(license: &License, span: Span) -> Option<ClauseId> {
    license.clauses().find(|clause| clause.body.from_source(span.start).is_some()).map(|clause| clause.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Vec<(&'static str, String)> {
        let catalog = Catalog::builtin().unwrap();
        let found = Understanding::new(text, &BTreeMap::new(), Vec::new(), &catalog);
        found.points.into_iter().map(|point| (point.kind.as_str(), point.message.zh)).collect()
    }

    #[test]
    fn the_license_of_the_catalog_has_no_points() {
        assert_eq!(points(crate::workbook::SEED_LICENSE), []);
    }

    #[test]
    fn what_is_missing_is_said_first() {
        let found = points("沪ICP备12345678号-3");
        assert!(found.iter().any(|(kind, message)| *kind == "missing" && message.contains("备案")), "{found:?}");
        assert!(found.iter().any(|(_, message)| message.contains("特别规定事项")), "{found:?}");
        assert_eq!(found.first().map(|(kind, _)| *kind), Some("missing"));
    }

    #[test]
    fn likely_slips_are_points_with_the_reading_that_is_meant() {
        let found = points("特别规定事项\n—、你公司末经批准不得甲。\n二、你公司应当乙。");
        let misread: Vec<&str> = found.iter().filter(|(kind, _)| *kind == "misread").map(|(_, m)| m.as_str()).collect();
        let [label, word] = misread.as_slice() else { panic!("{misread:?}") };
        assert!(label.contains("“—、”") && label.contains("“一、”"), "{label}");
        assert!(word.contains("“末”") && word.contains("“未”"), "{word}");
    }

    #[test]
    fn uncertain_text_is_a_point_until_it_is_corrected() {
        let catalog = Catalog::builtin().unwrap();
        let text = "公司名称：甲公司\n特别规定事项\n一、你公司应当甲。";
        let span = Span::new("公司名称：".len(), "公司名称：甲公司".len());
        let place = SourcePlace { span, page: 1, edges: [1000, 100, 4000, 200], confidence: 60 };
        let kinds = |corrections: &BTreeMap<String, String>| {
            let found = Understanding::new(text, corrections, vec![place], &catalog);
            let items = found.points.iter().filter(|p| p.kind == PointKind::Uncertain).map(|p| p.item);
            items.collect::<Vec<_>>()
        };
        assert_eq!(kinds(&BTreeMap::new()), [Some(CoverItem::Company)]);
        assert_eq!(kinds(&BTreeMap::from([("company".to_owned(), "甲公司".to_owned())])), []);
    }

    #[test]
    fn a_part_of_a_line_has_a_part_of_its_place() {
        let place = SourcePlace { span: Span::new(0, 30), page: 2, edges: [1000, 500, 4000, 600], confidence: 90 };
        assert_eq!(places_of(&[place], Span::new(0, 15)), [(2, [1000, 500, 2500, 600])]);
        assert_eq!(places_of(&[place], Span::new(15, 99)), [(2, [2500, 500, 4000, 600])]);
        assert_eq!(places_of(&[place], Span::new(30, 40)), []);
        assert_eq!((confidence(&[place], Span::new(3, 6)), confidence(&[place], Span::new(40, 50))), (90, 100));
    }
}
