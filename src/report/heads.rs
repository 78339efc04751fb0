//! Heads, figures and material of a report, from the catalog with the company's adjustments.

use super::edits::OWN;
use crate::language::Bilingual;
use crate::license::Annex;
use crate::obligation::{Catalog, ReportFigure, ReportHead};
use crate::workbook::{Report, Sha256};
use std::collections::BTreeSet;

/// The relation of the text of a head to its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadStatus {
    /// There is no text.
    Empty,
    /// The text equals the current draft.
    Drafted,
    /// The text was written or changed by hand; the draft has not changed.
    Written,
    /// The draft has changed; the text still equals the earlier draft.
    Outdated,
    /// The draft has changed, and the text was changed by hand too.
    Diverged,
}

/// The relation of the text of the head `key` to `fresh`, its current draft.
#[must_use]
pub fn head_status(report: Option<&Report>, key: &str, fresh: &str) -> HeadStatus {
    let text = report.and_then(|report| report.heads.get(key)).map_or("", String::as_str);
    let base = report.and_then(|report| report.drafts.get(key)).map_or("", String::as_str);
    if text.trim().is_empty() {
        HeadStatus::Empty
    } else if text == fresh {
        HeadStatus::Drafted
    } else if base == fresh || fresh.is_empty() || base.is_empty() {
        HeadStatus::Written
    } else if text == base {
        HeadStatus::Outdated
    } else {
        HeadStatus::Diverged
    }
}

/// The title of a head: the company's own, otherwise that of the catalog.
#[must_use]
pub fn head_title(report: Option<&Report>, head: &ReportHead) -> Bilingual {
    let own = report.and_then(|report| report.titles.get(&head.key));
    own.map_or_else(|| head.title.clone(), |own| Bilingual::new(own.as_str(), own.as_str()))
}

/// Material of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// Its key in the report.
    pub key: String,
    /// The key of its head.
    pub head: String,
    /// Its title.
    pub title: Bilingual,
    /// The authority or rule that requires it; empty for the company's own.
    pub source: Bilingual,
    /// Whether it is required from the company.
    pub is_needed: bool,
    /// Whether it is at hand.
    pub at_hand: bool,
    /// Its files.
    pub files: BTreeSet<Sha256>,
}

/// The material of a report: that of the catalog, followed by the company's own.
#[must_use]
pub fn materials(report: Option<&Report>, catalog: &Catalog) -> Vec<Material> {
    let listed = catalog.report.materials.iter();
    let listed = listed.map(|m| material(report, &m.key, &m.head, m.title.clone(), m.source.clone()));
    let titles = report.into_iter().flat_map(|r| &r.titles).filter(|(key, _)| key.starts_with(OWN));
    let own = titles.map(|(key, title)| {
        let title = Bilingual::new(title.as_str(), title.as_str());
        material(report, key, &catalog.report.rest, title, Bilingual::default())
    });
    listed.chain(own).collect()
}

fn material(report: Option<&Report>, key: &str, head: &str, title: Bilingual, source: Bilingual) -> Material {
    let files = report.and_then(|r| r.files.get(key)).cloned().unwrap_or_default();
    Material {
        head: head.to_owned(),
        title,
        source,
        is_needed: !report.is_some_and(|r| r.not_needed.contains(key)),
        at_hand: report.and_then(|r| r.materials.get(key)).copied().unwrap_or_default() || !files.is_empty(),
        files,
        key: key.to_owned(),
    }
}

/// The figures of a head, each with its key in the report and the name of its service, if it is per service.
#[must_use]
pub fn figures<'a>(head: &'a ReportHead, annex: &Annex) -> Vec<(String, &'a ReportFigure, Option<String>)> {
    let mut found = Vec::new();
    for service in &annex.services {
        let each = head.figures.iter().filter(|figure| figure.per_service);
        found.extend(each.map(|figure| (figure.key_for(service), figure, Some(service.name.value.clone()))));
    }
    let of_all = head.figures.iter().filter(|figure| !figure.per_service);
    found.extend(of_all.map(|figure| (figure.key.clone(), figure, None)));
    found
}
