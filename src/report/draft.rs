//! Drafts of the report heads from the contents of the workbook. They are in Chinese, the language of filing.
//!
//! A draft is only a proposal: the text of a head is what a person adopted or wrote, and a later draft never replaces
//! it automatically.

use super::figures::{figure_value, figure_words};
use super::heads::figures;
use super::review::{DutyReview, Review};
use super::statement::ReportStatement;
use crate::deadlines::Register;
use crate::language::Language;
use crate::license::Spanned;
use crate::obligation::{Catalog, DraftedFrom, ReportFigure, ReportHead};
use crate::workbook::{Report, Status, Workbook};
use chrono::Datelike as _;
use similar::{DiffOp, TextDiff};

/// The input for drafts.
#[derive(Clone, Copy)]
pub struct Drafter<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// Its duties on the day.
    pub register: &'a Register,
    /// The catalog with the heads.
    pub catalog: &'a Catalog,
    /// The attestations of the year.
    pub review: &'a Review,
}

impl Drafter<'_> {
    /// The report on the year, if it exists.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.workbook.reports.get(&self.review.year)
    }

    /// The current draft of the head `key`; empty if there is nothing to draft from.
    #[must_use]
    pub fn draft(&self, key: &str) -> String {
        let Some(head) = self.catalog.report.head(key) else { return String::new() };
        let lines = match head.drafted_from {
            DraftedFrom::Services => self.services(head),
            DraftedFrom::Events => self.events(head),
            DraftedFrom::Quality => self.quality(head),
            DraftedFrom::Duties => self.duties(head),
            DraftedFrom::Nothing => Vec::new(),
        };
        lines.join("\n")
    }

    fn figure(&self, key: &str) -> Option<&str> {
        self.report()?.figures.get(key).map(String::as_str)
    }

    /// The lines of the figures of a head, such as `年末员工总数：36 人`; missing figures are marked as to be filled in.
    fn figure_line(&self, head: &ReportHead, per_service: Option<&str>) -> Vec<String> {
        let all = figures(head, &self.register.parsed.annex);
        let these = all.iter().filter(|(_, _, service)| service.as_deref() == per_service);
        these
            .map(|(key, figure, _)| {
                let name = figure.name.get(Language::ZhCn);
                match self.figure(key) {
                    Some(value) => {
                        format!("{name}：{}", figure_words(Some(figure.kind), &figure.unit, value, Language::ZhCn))
                    }
                    None => format!("{name}：（待填）"),
                }
            })
            .collect()
    }

    /// Head 1: the figures of each service, one line per service.
    fn services(&self, head: &ReportHead) -> Vec<String> {
        let cover = &self.register.parsed.cover;
        let mut lines = vec![format!(
            "{} 年度，{}（许可证编号 {}）电信业务经营情况如下。",
            self.review.year,
            text_of(cover.company.as_ref()),
            text_of(cover.number.as_ref())
        )];
        for (i, service) in self.register.parsed.annex.services.iter().enumerate() {
            let name = &service.name.value;
            lines.push(format!("{}. {name}：{}。", i + 1, self.figure_line(head, Some(name)).join("；")));
        }
        lines.push(format!("{}。", self.figure_line(head, None).join("；")));
        lines
    }

    /// Head 2: the figures, and the events of the year in chronological order.
    fn events(&self, head: &ReportHead) -> Vec<String> {
        let year = self.review.year;
        let mut lines = vec![format!("{}。", self.figure_line(head, None).join("；"))];
        let mut events: Vec<_> = self
            .workbook
            .events
            .iter()
            .filter(|(_, event)| event.license == self.register.license && event.on.year() == year)
            .collect();
        events.sort_by_key(|(id, event)| (event.on, event.at, **id));
        if events.is_empty() {
            lines.push(format!("{year} 年度没有记录网络、业务、人员、机构或登记事项的变动。"));
            return lines;
        }
        lines.push(format!("{year} 年度发生的变动和事项："));
        for (id, event) in events {
            let kind = self.catalog.event(&event.kind);
            let name = kind.map_or(event.kind.as_str(), |kind| kind.name.get(Language::ZhCn));
            let note = if event.note.is_empty() { String::new() } else { format!("，{}", one_line(&event.note)) };
            let done: Vec<String> = self
                .workbook
                .occurrences
                .values()
                .filter(|occurrence| occurrence.event == Some(*id))
                .filter_map(|o| {
                    let definition = &self.workbook.duties.get(&o.duty)?.definition;
                    let label = (!definition.optional).then(|| definition.label())?;
                    Some(format!("{label} 已于 {} 办理", o.done_on?))
                })
                .collect();
            let done = if done.is_empty() { String::new() } else { format!("（{}）", done.join("；")) };
            lines.push(sentence(&format!("- {} {name}{note}{done}", event.on)));
        }
        lines
    }

    /// Head 3: the figures with the rates derived from them, and the duties on service quality.
    fn quality(&self, head: &ReportHead) -> Vec<String> {
        let mut lines = vec![format!("{}。", self.figure_line(head, None).join("；"))];
        let all = figures(head, &self.register.parsed.annex);
        let rates: Vec<String> = [("answered", "按期答复率"), ("settled", "解决率")]
            .into_iter()
            .filter_map(|(part, name)| {
                let part = self.whole_number(&all, part)?;
                let whole = self.whole_number(&all, "complaints").filter(|whole| *whole > 0)?;
                let tenths = part.checked_mul(1000)?.checked_add(whole / 2)? / whole;
                Some(format!("{name} {}.{}%", tenths / 10, tenths % 10))
            })
            .collect();
        if !rates.is_empty() {
            lines.push(format!("投诉{}。", rates.join("，")));
        }
        lines.extend(self.duties(head));
        lines
    }

    /// The value of a figure of the head, if it is a whole number.
    fn whole_number(&self, figures: &[(String, &ReportFigure, Option<String>)], key: &str) -> Option<u64> {
        let (_, figure, _) = figures.iter().find(|(known, _, _)| known == key)?;
        figure_value(figure, self.figure(key)?).ok()?.parse().ok()
    }

    /// Heads 4 and 5: the attestations of the duties of the head by clause, exceptions with their remedies.
    fn duties(&self, head: &ReportHead) -> Vec<String> {
        let reviewed_duties: Vec<&DutyReview> =
            self.review.reviewed_duties.iter().filter(|reviewed| reviewed.head == head.key).collect();
        let mut lines = vec![summary(&reviewed_duties)];
        let mut provision = None;
        for reviewed in &reviewed_duties {
            let Some(entry) = self.register.entry(reviewed.duty) else { continue };
            let clause = entry.duty.definition.clause;
            if provision != Some(clause) {
                provision = Some(clause);
                let origin = entry.duty.definition.origin.as_deref();
                let topic = origin.and_then(|key| self.catalog.topic(key, clause.sub_item.is_none()));
                lines.push(format!("【{clause}】{}", topic.map_or("", |topic| topic.get(Language::ZhCn))));
            }
            let title = entry.duty.definition.title.get(Language::ZhCn);
            lines.push(line_of(&reviewed.label, title, &sentence(&self.said(reviewed))));
        }
        lines
    }

    /// The statement of the report about a duty in one line, according to [`ReportStatement`].
    fn said(&self, reviewed: &DutyReview) -> String {
        let Some(attested) = &reviewed.attested else {
            let by_filing = reviewed.statement == ReportStatement::ByFiling;
            return if by_filing { "由报送本年报履行，以报送为准" } else { "（尚未确认）" }.to_owned();
        };
        let text = one_line(&attested.text);
        let proof = self.proof(reviewed);
        let status = status_word(reviewed.status);
        let said = match reviewed.statement {
            ReportStatement::Met => {
                let statement =
                    self.register.entry(reviewed.duty).map_or("", |entry| entry.duty.answer.statement.as_str());
                let words = [one_line(statement), text].into_iter().filter(|text| !text.is_empty());
                let words = words.collect::<Vec<_>>().join("；");
                let words = if words.is_empty() { String::new() } else { format!("。{words}") };
                format!("{MET}{words}{proof}")
            }
            ReportStatement::Nevertheless => format!("检查表中为“{status}”，本年度仍予确认。理由：{text}{proof}"),
            ReportStatement::Contradicts => format!("检查表中为“{status}”，与确认不一致，待核对{proof}"),
            ReportStatement::Exception => {
                let remedy = one_line(&attested.remedy);
                let remedy = if remedy.is_empty() { "（待写明）".to_owned() } else { remedy };
                let until = attested.remedy_by.map(|day| format!("，{day} 前完成")).unwrap_or_default();
                format!("例外。{text}；整改：{remedy}{until}{proof}")
            }
            ReportStatement::NotApplicable => format!("本年度不适用。{text}"),
            ReportStatement::Nothing | ReportStatement::ByFiling => String::new(),
        };
        match attested.taken_from {
            Some(year) => format!("{said}（沿用 {year} 年度年报的文字，待核对）"),
            None => said,
        }
    }

    /// The names of the evidence on which the report is based; confidential evidence is only counted.
    fn proof(&self, reviewed: &DutyReview) -> String {
        let pieces = reviewed.evidence.iter().filter_map(|hash| self.workbook.evidence.get(hash));
        let (kept_back, named): (Vec<_>, Vec<_>) = pieces.partition(|piece| piece.confidential);
        let mut list: Vec<String> = named.iter().map(|piece| piece.name.clone()).collect();
        list.sort();
        if !kept_back.is_empty() {
            list.push(format!("保密材料 {} 份", kept_back.len()));
        }
        if list.is_empty() { String::new() } else { format!("（佐证：{}）", list.join("、")) }
    }
}

/// The phrase for a duty that is met. The text of a head may use it only if the checklist says so too.
pub(super) const MET: &str = "已落实";

/// The line of a duty in the text of a head.
pub(super) fn line_of(label: &str, title: &str, said: &str) -> String {
    format!("- {label} {title}：{said}")
}

/// The summary of a head: the number of duties for each kind of statement.
fn summary(reviewed_duties: &[&DutyReview]) -> String {
    let mut summary = format!(
        "涉及 {} 项义务：确认落实 {} 项，例外 {} 项，本年度不适用 {} 项",
        reviewed_duties.len(),
        count(reviewed_duties, ReportStatement::Met),
        count(reviewed_duties, ReportStatement::Exception),
        count(reviewed_duties, ReportStatement::NotApplicable)
    );
    for (wanted, words) in [
        (ReportStatement::Nevertheless, "说明理由后确认"),
        (ReportStatement::Contradicts, "与检查表不一致、待核对"),
        (ReportStatement::Nothing, "尚未确认"),
        (ReportStatement::ByFiling, "以本年报的报送为准"),
    ] {
        let n = count(reviewed_duties, wanted);
        if n > 0 {
            summary = format!("{summary}，{words} {n} 项");
        }
    }
    sentence(&summary)
}

fn count(reviewed_duties: &[&DutyReview], wanted: ReportStatement) -> usize {
    reviewed_duties.iter().filter(|reviewed| reviewed.statement == wanted).count()
}

fn text_of(value: Option<&Spanned<String>>) -> &str {
    value.map_or("", |value| value.value.as_str())
}

/// The Chinese name of a status in the checklist.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "未开始",
        Status::InProgress => "进行中",
        Status::Met => "已落实",
        Status::NotMet => "未落实",
        Status::NotApplicable => "不适用",
    }
}

/// The text on one line without its final punctuation, so that it can be continued.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['。', '；']).to_owned()
}

/// The text with final punctuation.
fn sentence(text: &str) -> String {
    if text.ends_with(['。', '！', '？']) { text.to_owned() } else { format!("{text}。") }
}

/// Merges the changes of the draft `fresh` into the text `mine`; both are based on `base`.
///
/// The merge is line by line: lines that a person wrote or removed stay so; untouched lines follow the draft. If both
/// changed a line, both versions are kept, the written one first.
#[must_use]
pub fn merge_draft(base: &str, mine: &str, fresh: &str) -> String {
    let lines: Vec<&str> = base.lines().collect();
    let (own_edits, draft_edits) = (Edits::of(&lines, mine), Edits::of(&lines, fresh));
    let mut merged: Vec<&str> = Vec::new();
    for at in 0..=lines.len() {
        let own = own_edits.inserted.get(at).map_or(&[][..], Vec::as_slice);
        merged.extend(own);
        merged.extend(draft_edits.inserted.get(at).into_iter().flatten().filter(|line| !own.contains(line)));
        if let Some(line) = lines.get(at)
            && own_edits.keeps(at)
            && draft_edits.keeps(at)
        {
            merged.push(line);
        }
    }
    merged.join("\n")
}

/// The differences of a text from its base, by line.
struct Edits<'a> {
    /// Lines inserted before the line with this index, and after the last one.
    inserted: Vec<Vec<&'a str>>,
    kept: Vec<bool>,
}

impl<'a> Edits<'a> {
    fn of(base: &[&str], text: &'a str) -> Self {
        let lines: Vec<&'a str> = text.lines().collect();
        let mut edits = Self { inserted: vec![Vec::new(); base.len() + 1], kept: vec![true; base.len()] };
        let diff = TextDiff::from_slices(base, &lines);
        for op in diff.ops() {
            if !matches!(op, DiffOp::Equal { .. }) {
                for kept in edits.kept.iter_mut().skip(op.old_range().start).take(op.old_range().len()) {
                    *kept = false;
                }
                if let Some(place) = edits.inserted.get_mut(op.old_range().start) {
                    place.extend(lines.get(op.new_range()).into_iter().flatten());
                }
            }
        }
        edits
    }

    fn keeps(&self, line: usize) -> bool {
        self.kept.get(line).copied().unwrap_or_default()
    }
}
