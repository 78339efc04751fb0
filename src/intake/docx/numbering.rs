//! The automatic numbers of paragraphs, according to `numbering.xml`.

use super::super::notes::ReadingNote;
use super::super::numerals::Numeral;
use super::xml::Element;
use std::collections::{HashMap, HashSet};

/// The levels of a list.
const LEVELS: usize = 9;
/// The longest pattern of a number, in characters; Word permits 255.
const LONGEST_PATTERN: usize = 255;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numeral: Numeral,
    /// E.g. `第%1条`; `%1` stands for the number of the first level.
    pattern: String,
    suffix: Suffix,
    /// The level, from 1, whose numbers restart this one; 0 for none; `None` for any level above.
    restart: Option<u32>,
    /// Whether all numbers in the pattern are decimal.
    legal: bool,
    bullet: bool,
    /// The paragraph style that has this level.
    style: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Suffix {
    Tab,
    Space,
    Nothing,
}

#[derive(Debug)]
struct Instance {
    definition: String,
    /// Start numbers that differ from the definition, by level.
    starts: HashMap<usize, u32>,
    /// Levels that differ from the definition.
    levels: HashMap<usize, Level>,
}

/// The numbering of a document, and the numbers counted so far.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, HashMap<usize, Level>>,
    instances: HashMap<String, Instance>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    restarted: HashSet<(String, usize)>,
    /// How many numbers were written.
    pub(super) written: usize,
    unknown: Vec<String>,
}

impl Numbering {
    /// Reads the definitions.
    pub(super) fn parse(root: &Element) -> Self {
        let mut numbering = Self::default();
        let mut links: HashMap<&str, &str> = HashMap::new();
        let mut linked: Vec<(&str, &str)> = Vec::new();
        for element in root.elements().filter(|element| element.name == "abstractNum") {
            let Some(id) = element.attribute("abstractNumId") else { continue };
            if let Some(style) = element.value("styleLink") {
                links.insert(style, id);
            }
            if let Some(style) = element.value("numStyleLink") {
                linked.push((id, style));
            }
            let levels = element.elements().filter(|child| child.name == "lvl");
            let levels = levels.filter_map(|level| Some((level_index(level)?, numbering.level(level)))).collect();
            numbering.definitions.insert(id.to_owned(), levels);
        }
        for (id, style) in linked {
            let target = links.get(style).and_then(|target| numbering.definitions.get(*target)).cloned();
            if let Some(levels) = target {
                numbering.definitions.insert(id.to_owned(), levels);
            }
        }
        for element in root.elements().filter(|element| element.name == "num") {
            let (Some(id), Some(definition)) = (element.attribute("numId"), element.value("abstractNumId")) else {
                continue;
            };
            let mut instance =
                Instance { definition: definition.to_owned(), starts: HashMap::new(), levels: HashMap::new() };
            for change in element.elements().filter(|child| child.name == "lvlOverride") {
                let Some(index) = level_index(change) else { continue };
                if let Some(start) = change.number("startOverride") {
                    instance.starts.insert(index, start);
                }
                if let Some(level) = change.child("lvl") {
                    instance.levels.insert(index, numbering.level(level));
                }
            }
            numbering.instances.insert(id.to_owned(), instance);
        }
        numbering
    }

    fn level(&mut self, element: &Element) -> Level {
        let format = element.child("numFmt");
        let name = format.and_then(|format| format.attribute("val")).unwrap_or("decimal");
        let custom = format.and_then(|format| format.attribute("format"));
        let numeral = numeral(name, custom).unwrap_or_else(|| {
            if !self.unknown.iter().any(|known| known == name) {
                self.unknown.push(name.chars().take(40).collect());
            }
            Numeral::Decimal
        });
        let pattern = element.value("lvlText").unwrap_or_default();
        Level {
            start: element.number("start").unwrap_or(0),
            numeral,
            pattern: pattern.chars().take(LONGEST_PATTERN).collect(),
            suffix: match element.value("suff") {
                Some("space") => Suffix::Space,
                Some("nothing") => Suffix::Nothing,
                _ => Suffix::Tab,
            },
            restart: element.number("lvlRestart"),
            legal: element.switch("isLgl").unwrap_or_default(),
            bullet: name == "bullet",
            style: element.value("pStyle").map(str::to_owned),
        }
    }

    /// The level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let instance = self.instances.get(list)?;
        let levels = self.definitions.get(&instance.definition)?;
        levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(index, _)| *index)
    }

    /// Counts a paragraph of a list, and gives its number with the space behind it; `None` if there is no such list.
    pub(super) fn next(&mut self, list: &str, index: usize) -> Option<String> {
        let instance = self.instances.get(list)?;
        let levels = self.definitions.get(&instance.definition)?;
        let level_at = |at: usize| instance.levels.get(&at).or_else(|| levels.get(&at));
        let level = level_at(index).filter(|_| index < LEVELS)?;
        let counters = self.counters.entry(instance.definition.clone()).or_default();
        let start = |at: usize| {
            let start = instance.starts.get(&at).copied();
            start.or_else(|| level_at(at).map(|level| level.start)).unwrap_or(1)
        };
        let restarts = instance.starts.contains_key(&index) && self.restarted.insert((list.to_owned(), index));
        for (at, counter) in counters.iter_mut().enumerate() {
            if at == index {
                *counter = Some(match *counter {
                    Some(number) if !restarts => number.saturating_add(1),
                    Some(_) | None => start(at),
                });
            } else if at > index && restarts_below(level_at(at), index) {
                *counter = None;
            }
        }
        if level.bullet {
            return Some("• ".to_owned());
        }
        let mut number = String::new();
        let mut characters = level.pattern.chars().peekable();
        while let Some(character) = characters.next() {
            let place = characters.peek().and_then(|digit| digit.to_digit(10)).filter(|place| *place > 0);
            let Some(at) = place.filter(|_| character == '%').and_then(|place| usize::try_from(place - 1).ok()) else {
                number.push(character);
                continue;
            };
            characters.next();
            let value = counters.get(at).copied().flatten().unwrap_or_else(|| start(at));
            let numeral = level_at(at).map_or(Numeral::Decimal, |level| level.numeral);
            number.push_str(&if level.legal { Numeral::Decimal } else { numeral }.write(value));
        }
        if !number.trim().is_empty() {
            self.written += 1;
        }
        let spaced = level.suffix == Suffix::Space
            || level.suffix == Suffix::Tab && !number.is_empty() && !number.ends_with(['、', '）', '】', '．', '：']);
        if spaced {
            number.push(' ');
        }
        Some(number)
    }

    /// What there is to tell about the numbers.
    pub(super) fn notes(&self) -> Vec<ReadingNote> {
        let counted = (self.written > 0).then_some(ReadingNote::NumbersWritten(self.written));
        let unknown = self.unknown.iter().filter(|_| self.written > 0).cloned();
        counted.into_iter().chain(unknown.map(ReadingNote::NumberFormatUnknown)).collect()
    }
}

/// Whether a number at level `used`, from 0, restarts a deeper level.
fn restarts_below(level: Option<&Level>, used: usize) -> bool {
    match level.and_then(|level| level.restart) {
        None => true,
        Some(restart) => usize::try_from(restart).is_ok_and(|restart| used < restart),
    }
}

fn level_index(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.trim().parse().ok().filter(|index| *index < LEVELS)
}

/// The form of numbers of that name in `WordprocessingML`.
fn numeral(name: &str, custom: Option<&str>) -> Option<Numeral> {
    Some(match name {
        "decimal" | "bullet" | "decimalHalfWidth" => Numeral::Decimal,
        "decimalZero" => Numeral::Padded(2),
        "custom" => {
            let first = custom?.split(',').next()?.trim();
            let padded = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
            padded.then_some(Numeral::Padded(first.len()))?
        }
        "decimalFullWidth" | "decimalFullWidth2" => Numeral::FullWidth,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numeral::Circled,
        "decimalEnclosedParen" => Numeral::Parenthesized,
        "decimalEnclosedFullstop" => Numeral::Stopped,
        "numberInDash" => Numeral::Dashed,
        "chineseCounting" | "taiwaneseCounting" => Numeral::ChineseCounting,
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => Numeral::ChineseThousand,
        "chineseLegalSimplified" => Numeral::ChineseLegal,
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Numeral::ChineseDigits,
        "ideographTraditional" => Numeral::HeavenlyStem,
        "ideographZodiac" => Numeral::EarthlyBranch,
        "lowerLetter" => Numeral::RepeatedLetter { upper: false },
        "upperLetter" => Numeral::RepeatedLetter { upper: true },
        "lowerRoman" => Numeral::Roman { upper: false },
        "upperRoman" => Numeral::Roman { upper: true },
        "none" => Numeral::Nothing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn level(index: usize, format: &str, pattern: &str, more: &str) -> String {
        format!("<lvl ilvl='{index}'><start val='1'/><numFmt val='{format}'/>{more}<lvlText val='{pattern}'/></lvl>")
    }

    fn numbering(levels: &[String], nums: &str) -> Numbering {
        let xml =
            format!("<numbering><abstractNum abstractNumId='0'>{}</abstractNum>{nums}</numbering>", levels.concat());
        Numbering::parse(&parse(&xml).unwrap())
    }

    const ONE: &str = "<num numId='1'><abstractNumId val='0'/></num>";

    #[test]
    fn levels_count_and_restart() {
        let levels = [
            level(0, "chineseCounting", "%1、", ""),
            level(1, "chineseCountingThousand", "（%2）", ""),
            level(2, "decimal", "%1.%3", "<isLgl/><suff val='space'/>"),
            level(3, "lowerLetter", "%4)", "<lvlRestart val='0'/>"),
            level(4, "upperRoman", "第%5条", "<suff val='nothing'/>"),
            level(5, "bullet", "x", ""),
            level(6, "decimalEnclosedCircle", "%7", ""),
        ];
        let mut numbering = numbering(&levels, ONE);
        let steps = [
            (0, "一、"),
            (1, "（一）"),
            (1, "（二）"),
            (2, "1.1 "),
            (3, "a) "),
            (0, "二、"),
            (1, "（一）"),
            (3, "b) "),
            (2, "2.1 "),
            (2, "2.2 "),
            (4, "第I条"),
            (5, "• "),
            (6, "① "),
            (1, "（二）"),
            (2, "2.1 "),
        ];
        for (index, wanted) in steps {
            assert_eq!(numbering.next("1", index).as_deref(), Some(wanted));
        }
        assert_eq!(numbering.next("2", 0), None);
        assert_eq!(numbering.next("1", 8), None);
        assert_eq!(numbering.notes(), [ReadingNote::NumbersWritten(14)]);
    }

    #[test]
    fn lists_share_numbers_unless_they_start_anew() {
        let nums = "<num numId='1'><abstractNumId val='0'/></num><num numId='2'><abstractNumId val='0'/></num>\
            <num numId='3'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='5'/></lvlOverride></num>\
            <num numId='4'><abstractNumId val='0'/><lvlOverride ilvl='0'><lvl ilvl='0'><numFmt val='upperLetter'/>\
            <lvlText val='%1:'/></lvl></lvlOverride></num>";
        let mut numbering = numbering(&[level(0, "decimal", "%1.", "")], nums);
        let steps = [("1", "1. "), ("2", "2. "), ("3", "5. "), ("3", "6. "), ("1", "7. "), ("4", "H: ")];
        for (list, wanted) in steps {
            assert_eq!(numbering.next(list, 0).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn unknown_formats_are_told() {
        let mut numbering = numbering(&[level(0, "hebrew1", "%1.", "")], ONE);
        assert_eq!(numbering.next("1", 0).as_deref(), Some("1. "));
        let wanted = [ReadingNote::NumbersWritten(1), ReadingNote::NumberFormatUnknown("hebrew1".to_owned())];
        assert_eq!(numbering.notes(), wanted);
    }
}
