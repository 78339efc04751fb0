//! The contents of the charts as plain data, from which window, page and printed sheet draw the same.
//!
//! A color is given by its [`Status`]. Shares relate to applicable duties, so that they add up to at most 1.

use super::{CountsView, ProgressPoint, Snapshot};
use crate::deadlines::Register;
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::workbook::{Status, Workbook};
use chrono::NaiveDate;

/// The statuses that fill a ring or a bar, in order. Duties that are not started form the empty track; those that do
/// not apply have no share.
pub const FILLING: [Status; 3] = [Status::Met, Status::InProgress, Status::NotMet];

/// The statuses of the chart over time, from the lowest layer up; together they are the applicable duties.
pub const LAYERS: [Status; 4] = [Status::Met, Status::InProgress, Status::NotMet, Status::NotStarted];

/// A segment of a ring or a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// The status that determines color and label.
    pub status: Status,
    /// The number of duties.
    pub count: usize,
    /// Their share of the applicable duties, from 0 to 1.
    pub share: f32,
}

/// The ring of total progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// The filled segments, clockwise from the top.
    pub segments: Vec<Segment>,
    /// The number of duties that are met.
    pub met: usize,
    /// The number of applicable duties.
    pub applying: usize,
    /// The share of duties that are met, in whole percent: 0 only if none is met, 100 only if all are.
    pub percent: usize,
}

/// The bar of a provision including its sub-items.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The provision.
    pub clause: ClauseId,
    /// Its topic, if known.
    pub topic: Option<Bilingual>,
    /// The filled segments, from the left.
    pub segments: Vec<Segment>,
    /// The number of duties that are met.
    pub met: usize,
    /// The number of applicable duties.
    pub applying: usize,
}

/// The number of duties by status over time; each value holds until the next point.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The days of changes in chronological order. Nothing is known about the time before the first one.
    pub points: Vec<ProgressPoint>,
    /// The last day of the chart.
    pub until: NaiveDate,
    /// The largest number of applicable duties on any day, which is the height of the chart.
    pub most: usize,
}

/// All charts of a workbook on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Charts {
    /// The ring of all duties.
    pub ring: Ring,
    /// One bar per provision, in license order.
    pub bars: Vec<Bar>,
    /// The statuses over time.
    pub timeline: Timeline,
}

/// The filled segments of a ring or a bar; empty ones are omitted.
#[must_use]
pub fn segments(counts: &CountsView) -> Vec<Segment> {
    let whole = counts.applying.max(1) as f32;
    FILLING
        .into_iter()
        .map(|status| Segment { status, count: counts.of(status), share: counts.of(status) as f32 / whole })
        .filter(|segment| segment.count > 0)
        .collect()
}

impl Ring {
    /// The ring for these counts.
    #[must_use]
    pub fn of(counts: &CountsView) -> Self {
        let (met, applying) = (counts.met, counts.applying);
        // Rounded to the nearest percent, but any progress shows at least 1 and any rest at most 99.
        let nearest = (met * 200 + applying) / (2 * applying).max(1);
        let percent = if met == 0 || met == applying { nearest } else { nearest.clamp(1, 99) };
        Self { segments: segments(counts), met, applying, percent }
    }
}

impl Bar {
    fn of(clause: ClauseId, topic: Option<Bilingual>, counts: &CountsView) -> Self {
        Self { clause, topic, segments: segments(counts), met: counts.met, applying: counts.applying }
    }
}

impl Timeline {
    /// The chart over time of these points, up to `until`.
    #[must_use]
    pub fn of(points: &[ProgressPoint], until: NaiveDate) -> Self {
        let most = points.iter().map(ProgressPoint::applying).max().unwrap_or_default();
        // A record with a date in the future extends the chart.
        let until = points.last().map_or(until, |last| last.on.max(until));
        Self { points: points.to_vec(), until, most }
    }

    /// The first day of the chart, if any.
    #[must_use]
    pub fn from(&self) -> Option<NaiveDate> {
        self.points.first().map(|point| point.on)
    }

    /// The horizontal position of `day`, from 0 (first day) to 1 (last day).
    #[must_use]
    pub fn place(&self, day: NaiveDate) -> f32 {
        let Some(from) = self.from() else { return 0.0 };
        let days = (self.until - from).num_days();
        if days <= 0 { 0.0 } else { ((day - from).num_days() as f32 / days as f32).clamp(0.0, 1.0) }
    }

    /// The last day at or before the position `share`; the inverse of [`Self::place`].
    #[must_use]
    pub fn day_at(&self, share: f32) -> Option<NaiveDate> {
        let days = self.from()?.iter_days().take_while(|day| *day <= self.until);
        days.take_while(|day| self.place(*day) <= share).last()
    }

    /// The upper edges of [`LAYERS`] for each point, as fractions of the height.
    #[must_use]
    pub fn edges(&self) -> Vec<[f32; LAYERS.len()]> {
        let most = self.most.max(1) as f32;
        let edges = self.points.iter().map(|point| {
            let mut sum = 0;
            LAYERS.map(|status| {
                sum += point.of(status);
                sum as f32 / most
            })
        });
        edges.collect()
    }

    /// The outlines of [`LAYERS`] as stepped areas in the unit square: x from the first to the last day, y upward.
    /// Empty without points.
    #[must_use]
    pub fn areas(&self) -> Vec<(Status, Vec<(f32, f32)>)> {
        let edges = self.edges();
        if edges.is_empty() {
            return Vec::new();
        }
        let areas = LAYERS.into_iter().enumerate().map(|(layer, status)| {
            let mut corners = self.rim(&edges, Some(layer));
            corners.extend(self.rim(&edges, layer.checked_sub(1)).into_iter().rev());
            (status, corners)
        });
        areas.collect()
    }

    /// The upper edge of a layer as a stepped line from left to right; the base line for `None`.
    fn rim(&self, edges: &[[f32; LAYERS.len()]], layer: Option<usize>) -> Vec<(f32, f32)> {
        let mut corners: Vec<(f32, f32)> = Vec::new();
        for (point, edge) in self.points.iter().zip(edges) {
            let x = self.place(point.on);
            let y = layer.and_then(|layer| edge.get(layer)).copied().unwrap_or(0.0);
            corners.extend(corners.last().map(|(_, before)| (x, *before)));
            corners.push((x, y));
        }
        // The last step extends to the right edge; a single day takes the whole width.
        corners.extend(corners.last().map(|(_, last)| (1.0, *last)));
        corners
    }
}

impl Charts {
    /// The charts of a snapshot.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let bars = snapshot.provisions().map(|clause| Bar::of(clause.id, clause.topic.clone(), &clause.counts));
        Self {
            ring: Ring::of(&snapshot.counts),
            bars: bars.collect(),
            timeline: Timeline::of(&snapshot.progress, snapshot.on),
        }
    }

    /// The charts of the license of `register`, computed without a snapshot and without topics.
    #[must_use]
    pub fn of_register(workbook: &Workbook, register: &Register) -> Self {
        let provisions = register.parsed.provisions.iter().map(|provision| provision.clause.id);
        let progress = super::progress::points(workbook, register);
        Self {
            ring: Ring::of(&register.counts.into()),
            bars: provisions.map(|id| Bar::of(id, None, &register.counts_of(id).into())).collect(),
            timeline: Timeline::of(&progress, register.today()),
        }
    }
}
