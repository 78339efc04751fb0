//! Tests of charts: the statuses over time, rings and bars that add up, and pictures that contain only shapes.

use crate::support::day;
use crate::support::filled::{Filled, filled};
use license_workbook::deadlines::Register;
use license_workbook::export::svg;
use license_workbook::snapshot::charts::{Charts, LAYERS, Ring};
use license_workbook::snapshot::{CountsView, Selection, Snapshot};
use license_workbook::workbook::{AnswerField, Field, IdSource, Stamp, Status, Value, Workbook};
use std::collections::BTreeSet;

fn of(filled: &Filled, selection: Selection) -> Snapshot {
    Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection).unwrap()
}

#[test]
fn the_statuses_over_time_follow_the_history() {
    let mut filled = filled();
    let all = filled.workbook.duties.len();
    let duties: Vec<_> = filled.workbook.duties.keys().copied().take(3).collect();
    let mut ids = IdSource::new(1234);
    let by = filled.workbook.person_by_name("李雷").unwrap();
    let mut mark = |workbook: &mut Workbook, duty, status, at: &str| {
        let edit = workbook.change([(Field::Answer(duty, AnswerField::Status), Some(Value::Status(status)))]);
        workbook.apply(edit, Stamp { author: by, at: at.parse().unwrap() }, ids.next_id()).unwrap();
    };
    let workbook = &mut filled.workbook;
    mark(workbook, duties[0], Status::InProgress, "2026-11-21T03:00:00Z");
    // 17:00 UTC is the next day in China.
    mark(workbook, duties[0], Status::Met, "2026-11-21T17:00:00Z");
    mark(workbook, duties[1], Status::Met, "2026-11-22T05:00:00Z");
    // From a machine whose clock is behind.
    mark(workbook, duties[2], Status::NotMet, "2026-11-01T05:00:00Z");
    let snapshot = of(&filled, Selection::default());
    let ruled_out = snapshot.counts.not_applicable;
    let days: Vec<_> = snapshot.progress.iter().map(|p| (p.on.to_string(), p.met, p.in_progress, p.not_met)).collect();
    // Two duties of the filled workbook are met since the day before: one has all its occurrences done, and the renewal
    // is filed.
    assert_eq!(
        days,
        [("2026-11-20".to_owned(), 2, 0, 0), ("2026-11-21".to_owned(), 2, 1, 0), ("2026-11-22".to_owned(), 4, 0, 1)]
    );
    for point in &snapshot.progress {
        assert_eq!(point.applying() + point.not_applicable, all);
        assert_eq!(point.not_applicable, ruled_out);
    }
    let last = snapshot.progress.last().unwrap();
    for status in Status::ALL {
        assert_eq!(last.of(status), snapshot.counts.of(status), "{status:?}: the chart ends with the counts");
    }
    let register = Register::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog).unwrap();
    let (of_window, of_export) = (Charts::of_register(&filled.workbook, &register), Charts::of(&snapshot));
    assert_eq!((&of_window.ring, &of_window.timeline), (&of_export.ring, &of_export.timeline));
    let bars = |charts: &Charts| charts.bars.iter().map(|b| (b.clause, b.segments.clone())).collect::<Vec<_>>();
    assert_eq!(bars(&of_window), bars(&of_export), "the window and the export show the same");
}

#[test]
fn charts_add_up_and_their_pictures_hold_nothing_but_shapes() {
    let snapshot = of(&filled(), Selection::default());
    let charts = Charts::of(&snapshot);
    assert_eq!(charts.bars.len(), 16);
    for segments in charts.bars.iter().map(|bar| &bar.segments).chain([&charts.ring.segments]) {
        let sum: f32 = segments.iter().map(|segment| segment.share).sum();
        assert!((0.0..=1.0001).contains(&sum), "{sum}");
    }
    let edges = charts.timeline.edges();
    assert!(!edges.is_empty() && edges.iter().all(|layers| layers.is_sorted()));
    assert!((edges.last().unwrap()[LAYERS.len() - 1] - 1.0).abs() < 0.001);
    let title = "进度 <script>alert(1)</script> & \"x\" \u{1}";
    let bar = charts.bars.iter().find(|bar| !bar.segments.is_empty()).unwrap();
    let pictures =
        [svg::ring(&charts.ring, title), svg::bar(&bar.segments, title), svg::timeline(&charts.timeline, title)];
    for picture in pictures {
        let document = scraper::Html::parse_fragment(&picture);
        assert_eq!(document.errors, Vec::<String>::new());
        let all = scraper::Selector::parse("svg, svg *").unwrap();
        let names: BTreeSet<String> = document.select(&all).map(|e| e.value().name().to_owned()).collect();
        let known = ["svg", "title", "circle", "path", "rect", "polygon"];
        assert!(names.len() > 2 && names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
        let said: String = document.root_element().text().collect();
        assert_eq!(said, "进度 <script>alert(1)</script> & \"x\" ");
        assert!(!picture.contains("NaN") && !picture.contains("http") || picture.matches("http").count() == 1);
    }
}

#[test]
fn a_share_is_told_as_the_nearest_percent() {
    for (met, applying, percent) in [
        (0, 0, 0),
        (0, 132, 0),
        (1, 500, 1),
        (79, 132, 60),
        (73, 122, 60),
        (131, 132, 99),
        (199, 200, 99),
        (132, 132, 100),
    ] {
        let counts = CountsView { met, applying, ..CountsView::default() };
        assert_eq!(Ring::of(&counts).percent, percent, "{met} of {applying}");
    }
}
