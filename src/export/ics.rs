//! Writes the dates of a snapshot as a calendar (RFC 5545) for Outlook, Apple Calendar and Thunderbird.
//!
//! Each date with a day is one all-day event. Its UID is permanent and its SEQUENCE counts the changes of its inputs,
//! so that a newer export replaces the events of an older one. The same snapshot gives the same bytes: DTSTAMP is the
//! day of the snapshot, not the clock.

use super::formatter::SnapshotFormatter;
use crate::deadlines::{DateItem, DateState, Revision};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::Snapshot;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

/// The start of the file, by which [`is_ours`] recognizes it.
const HEAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//License Workbook//";

/// The alarms: at 09:00 seven days before and on the day before. An all-day event begins at midnight, so the offsets
/// count from there.
const ALARMS: [&str; 2] = ["-P6DT15H", "-PT15H"];

/// The years that the format can hold (RFC 5545, 3.3.4): four digits.
const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

/// The maximum length of a line in octets, without its end (RFC 5545, 3.1).
const MAX_LINE: usize = 75;

/// Returns the calendar as the text of a file.
#[must_use]
pub fn export(snapshot: &Snapshot, language: Language) -> String {
    let words = SnapshotFormatter { snapshot, locale: Locale::of(language) };
    let mut out = Lines(format!("{HEAD}{}\r\n", language.tag().to_uppercase()));
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", &calendar_name(&words));
    for date in &snapshot.dates {
        if let Some(day) = date.due.filter(|day| in_range(*day)) {
            event(&mut out, &words, date, day);
        }
    }
    for date in &snapshot.withdrawn {
        if let Some(day) = date.due.filter(|day| in_range(*day)) {
            canceled(&mut out, &words, date, day);
        }
    }
    out.line("END", "VCALENDAR");
    out.0
}

/// Whether a file that begins with these bytes was written by [`export`].
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD.as_bytes())
}

fn calendar_name(words: &SnapshotFormatter<'_>) -> String {
    let number = words.snapshot.license.number.as_deref().unwrap_or_default();
    format!("{} {number}", words.text("ics-name")).trim_end().to_owned()
}

fn event(out: &mut Lines, words: &SnapshotFormatter<'_>, date: &DateItem, day: NaiveDate) {
    let is_done = date.state == DateState::Done;
    begin(out, words, date, day);
    let title = format!("{}{} {}", if is_done { "✓ " } else { "" }, date.labels(), words.of(&date.title));
    out.text("SUMMARY", &title);
    out.text("DESCRIPTION", &description(words, date));
    out.text("CATEGORIES", &words.locale.date_rule(date.rule));
    out.line("STATUS", if date.provisional { "TENTATIVE" } else { "CONFIRMED" });
    out.line("TRANSP", "TRANSPARENT");
    for alarm in ALARMS.iter().filter(|_| !is_done) {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.line("TRIGGER", alarm);
        out.text("DESCRIPTION", &title);
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
}

/// Writes an event that was withdrawn (RFC 5546, 3.2.1: a canceled published event). Calendars that have the event
/// remove it or strike it through, by its UID and its higher SEQUENCE. In calendars that keep it, its title says that
/// it is canceled, and it has no alarm.
fn canceled(out: &mut Lines, words: &SnapshotFormatter<'_>, date: &DateItem, day: NaiveDate) {
    begin(out, words, date, day);
    let title = format!("{} {}", date.labels(), words.of(&date.title));
    out.text("SUMMARY", &words.locale.format("ics-canceled", [("title", title.into())]));
    out.text("CATEGORIES", &words.locale.date_rule(date.rule));
    out.line("STATUS", "CANCELLED");
    out.line("TRANSP", "TRANSPARENT");
    out.line("END", "VEVENT");
}

/// Writes the identity and the day of an event.
fn begin(out: &mut Lines, words: &SnapshotFormatter<'_>, date: &DateItem, day: NaiveDate) {
    let snapshot = words.snapshot;
    let revision = date.revision.unwrap_or(Revision { sequence: 0, changed_at: None });
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("{}@{}.license-workbook", date.id.replace(':', "."), snapshot.workbook));
    out.line("DTSTAMP", &format!("{}T000000Z", basic(snapshot.on)));
    if let Some(at) = revision.changed_at {
        out.line("LAST-MODIFIED", &stamp(at));
    }
    out.line("SEQUENCE", &revision.sequence.to_string());
    out.line("DTSTART;VALUE=DATE", &basic(day));
    // An event without an end lasts one day too (RFC 5545, 3.6.1).
    if let Some(next) = day.succ_opt().filter(|day| in_range(*day)) {
        out.line("DTEND;VALUE=DATE", &basic(next));
    }
}

/// Explains the day of an event. It omits what depends on the day of the export, such as the days left, because that
/// would be wrong on the next day.
fn description(words: &SnapshotFormatter<'_>, date: &DateItem) -> String {
    let mut lines: Vec<String> = Vec::new();
    if date.state == DateState::Done {
        lines.push(words.of(&date.reason));
    }
    lines.extend(words.named_day("column-raw-day", date.raw.filter(|raw| Some(*raw) != date.due)));
    lines.extend(words.named_day("column-target", date.target.filter(|target| Some(*target) != date.due)));
    if let Some(at) = date.due_at {
        lines.push(words.named("column-due-at", at.format("%Y-%m-%d %H:%M").to_string()));
    }
    if date.provisional {
        lines.push(words.text("provisional-day"));
    }
    if !date.missing.is_empty() {
        lines.push(words.named("column-missing", words.list(date.missing.iter().map(|missing| words.of(missing)))));
    }
    lines.push(words.steps(&date.steps));
    lines.extend(date.other_law.iter().map(|law| words.companion(law)));
    lines.join("\n")
}

fn in_range(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// `20241231`.
fn basic(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// `20241231T235959Z`.
fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The lines of the file, each ended by CRLF.
struct Lines(String);

impl Lines {
    /// Writes a property whose value needs no escaping.
    fn line(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Writes a property whose value is text, and escapes it.
    fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escape(value)));
    }

    /// Ends a line and folds it so that no line is too long and no character is split (RFC 5545, 3.1). It avoids folds
    /// next to a space, because some readers remove that space too.
    fn fold(&mut self, line: &str) {
        let chars: Vec<char> = line.chars().collect();
        let mut rest = chars.as_slice();
        let mut room = MAX_LINE;
        loop {
            let (now, later) = rest.split_at(fits(rest, room));
            self.0.extend(now);
            self.0.push_str("\r\n");
            if later.is_empty() {
                return;
            }
            self.0.push(' ');
            rest = later;
            room = MAX_LINE - 1;
        }
    }
}

/// Returns how many of these characters fit into a line of `room` octets.
fn fits(chars: &[char], room: usize) -> usize {
    let mut octets = 0;
    let most = chars.iter().take_while(|c| {
        octets += c.len_utf8();
        octets <= room
    });
    let most = most.count();
    if most == chars.len() {
        return most;
    }
    (1..=most).rev().find(|end| chars.get(end - 1) != Some(&' ') && chars.get(*end) != Some(&' ')).unwrap_or(most)
}

/// Escapes a text value (RFC 5545, 3.3.11). Control characters are removed, because no value may contain them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("a,b;c\\d\r\ne\nf\tg\u{7}h:“i”"), "a\\,b\\;c\\\\d\\ne\\nf gh:“i”");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = Lines(String::new());
        let text = "许可证".repeat(60);
        out.text("SUMMARY", &text);
        let lines: Vec<&str> = out.0.split_terminator("\r\n").collect();
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.len() <= MAX_LINE));
        assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
        assert_eq!(out.0.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
    }

    #[test]
    fn lines_are_not_folded_beside_a_space() {
        for length in 55..80 {
            let mut out = Lines(String::new());
            let text = format!("{} b c d {}", "a".repeat(length), "ee ".repeat(60).trim_end());
            out.text("X", &text);
            assert!(!out.0.contains(" \r\n") && !out.0.contains("\r\n  "), "{}", out.0);
            assert_eq!(out.0.replace("\r\n ", ""), format!("X:{text}\r\n"));
        }
        // A line of spaces only is folded next to a space.
        let mut out = Lines(String::new());
        out.text("X", &" ".repeat(200));
        assert!(out.0.split("\r\n").all(|line| line.len() <= MAX_LINE));
    }
}
