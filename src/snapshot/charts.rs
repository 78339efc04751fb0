//! What the charts show, as plain data: the window, the page and the printed sheet draw the same from it.
//!
//! A color is said as the [`Status`] that it stands for. Shares are of what applies, so that they add up to at most 1.

use super::{CountsView, ProgressPoint, Snapshot};
use crate::deadlines::Register;
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::workbook::{Status, Workbook};
use chrono::NaiveDate;

/// The statuses that fill a ring or a bar, in order. What is not started is the track that is left; what does not
/// apply has no share.
pub const FILLING: [Status; 3] = [Status::Met, Status::InProgress, Status::NotMet];

/// The statuses of the chart over time, the lowest layer first: these make up what applies.
pub const LAYERS: [Status; 4] = [Status::Met, Status::InProgress, Status::NotMet, Status::NotStarted];

/// A part of a ring or a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// The status that gives it its color and its word.
    pub status: Status,
    /// How many duties.
    pub count: usize,
    /// Their share of what applies, from 0 to 1.
    pub share: f32,
}

/// The ring: how far all of it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// The filled parts, clockwise from the top.
    pub segments: Vec<Segment>,
    /// Duties that are met.
    pub met: usize,
    /// Duties that apply.
    pub applying: usize,
    /// What is met in whole percent: 0 only where nothing is, 100 only where all is.
    pub percent: usize,
}

/// A bar: how far a provision has come, its sub-items included.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The provision.
    pub clause: ClauseId,
    /// What it is about, where that is known.
    pub topic: Option<Bilingual>,
    /// The filled parts from the left.
    pub segments: Vec<Segment>,
    /// Duties that are met.
    pub met: usize,
    /// Duties that apply.
    pub applying: usize,
}

/// How many duties had which status, day by day: a step holds until the next one.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The days on which it changed, the earliest first. Nothing is known of the time before the first.
    pub points: Vec<ProgressPoint>,
    /// The last day that is shown.
    pub until: NaiveDate,
    /// The most duties that applied on any day: the height of the chart.
    pub most: usize,
}

/// All charts of a workbook on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Charts {
    /// All duties.
    pub ring: Ring,
    /// One bar a provision, in the order of the license.
    pub bars: Vec<Bar>,
    /// How the statuses changed.
    pub timeline: Timeline,
}

/// The filled parts of a ring or a bar; none of them empty.
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
    /// The ring of these counts.
    #[must_use]
    pub fn of(counts: &CountsView) -> Self {
        let (met, applying) = (counts.met, counts.applying);
        // The nearest whole one; but a beginning is not nothing, and only all is all.
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
    /// The chart over time of what was counted on these days, up to `until`.
    #[must_use]
    pub fn of(points: &[ProgressPoint], until: NaiveDate) -> Self {
        let most = points.iter().map(ProgressPoint::applying).max().unwrap_or_default();
        // A clock that ran ahead does not put the end before the last change.
        let until = points.last().map_or(until, |last| last.on.max(until));
        Self { points: points.to_vec(), until, most }
    }

    /// The first day of which something is known.
    #[must_use]
    pub fn from(&self) -> Option<NaiveDate> {
        self.points.first().map(|point| point.on)
    }

    /// Where `day` stands between the first day (0) and the last (1).
    #[must_use]
    pub fn place(&self, day: NaiveDate) -> f32 {
        let Some(from) = self.from() else { return 0.0 };
        let days = (self.until - from).num_days();
        if days <= 0 { 0.0 } else { ((day - from).num_days() as f32 / days as f32).clamp(0.0, 1.0) }
    }

    /// The last day that stands no further than `share` of the way; the reverse of [`Self::place`].
    #[must_use]
    pub fn day_at(&self, share: f32) -> Option<NaiveDate> {
        let days = self.from()?.iter_days().take_while(|day| *day <= self.until);
        days.take_while(|day| self.place(*day) <= share).last()
    }

    /// The upper edge of each of [`LAYERS`], from 0 to 1 of the height, as it holds from each point on.
    #[must_use]
    pub fn edges(&self) -> Vec<[f32; LAYERS.len()]> {
        let most = self.most.max(1) as f32;
        let edges = |point: &ProgressPoint| {
            let mut sum = 0;
            LAYERS.map(|status| {
                sum += point.of(status);
                sum as f32 / most
            })
        };
        self.points.iter().map(edges).collect()
    }

    /// The corners of each of [`LAYERS`] as an area of steps between 0 and 1: x from the first day to the last, y up.
    /// Empty where nothing is known.
    #[must_use]
    pub fn areas(&self) -> Vec<(Status, Vec<(f32, f32)>)> {
        let edges = self.edges();
        let rim = |layer: Option<usize>| -> Vec<(f32, f32)> {
            let height = |edge: &[f32; LAYERS.len()]| layer.and_then(|layer| edge.get(layer)).copied().unwrap_or(0.0);
            let mut corners: Vec<(f32, f32)> = Vec::new();
            for (point, edge) in self.points.iter().zip(&edges) {
                let (x, y) = (self.place(point.on), height(edge));
                corners.extend(corners.last().map(|(_, before)| (x, *before)));
                corners.push((x, y));
            }
            // The last step goes on to the end; one of a single day has the whole width.
            corners.extend(corners.last().map(|(_, last)| (1.0, *last)));
            corners
        };
        if edges.is_empty() {
            return Vec::new();
        }
        let areas = LAYERS.into_iter().enumerate().map(|(layer, status)| {
            let mut corners = rim(Some(layer));
            corners.extend(rim(layer.checked_sub(1)).into_iter().rev());
            (status, corners)
        });
        areas.collect()
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

    /// The charts of the license that `register` is about, without making a snapshot of it. Topics are left out.
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
