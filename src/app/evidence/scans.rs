//! Finds the places of the license text on scans that were attached to its pages.

use crate::app::evidence::Evidence;
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::intake;
use crate::license_import::align;
use crate::progress::Progress;
use crate::store::evidence::read;
use crate::typeface::REGULAR;
use crate::workbook::{Sha256, SourcePlace, Workbook};
use egui::Context;
use std::path::Path;
use std::sync::Arc;

impl Evidence {
    /// Reads a scan, unless that was begun before. A scan that cannot be read has no places.
    pub(crate) fn read_scan(&mut self, shared: &mut Shared, context: &Context, scan: Sha256) {
        if !self.scan_places.begin(scan) {
            return;
        }
        let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
        let name = workbook.evidence.get(&scan).map(|evidence| evidence.name.clone()).unwrap_or_default();
        let name = shared.locale.format("scan-reading", [("name", name.into())]);
        let job = Job::long(
            shared.this_document(),
            name,
            move |progress| places(&workbook, scan, home.as_deref(), progress).unwrap_or_default(),
            move |program: &mut WorkbookApp, _, places| program.evidence.scan_places.finish(scan, places),
        );
        shared.jobs.start(context, job);
    }
}

/// The places on a scan of the pages of the current license that it belongs to.
fn places(workbook: &Workbook, scan: Sha256, home: Option<&Path>, progress: &Progress) -> Option<Vec<SourcePlace>> {
    let license = workbook.licenses.get(&workbook.current_license()?)?;
    let bytes = Arc::new(read(workbook, scan, home, progress).ok()?);
    let name = &workbook.evidence.get(&scan)?.name;
    let reading = intake::read(name, &bytes, REGULAR, progress).ok()?;
    let pages = license.parsed.pages.iter().filter(|page| license.record.scans.get(&page.number) == Some(&scan));
    let spans: Vec<_> = pages.map(|page| page.span).collect();
    Some(align(&license.parsed.text, &spans, &reading))
}
