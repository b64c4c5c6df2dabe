//! The design system: tokens and components, each on a page of its own with a sentence of guidance and its edge
//! values.

use groundtruth_reports::export::html;
use groundtruth_reports::figures;
use groundtruth_reports::model::{
    Bar, Cell, Evidence, Figure, Grade, Label, Labels, PromiseRow, Target, Verdict, VerdictCode,
    Working,
};
use minijinja::Value;
use serde::Serialize;

use super::rows::{Chip, Column, Row, link};
use super::samples::{self, HUGE, LONG, RTL};
use crate::infra::http::{Page, Redaction};
use crate::infra::words::Words;

/// Sizes of type on the web, in pixels.
const SIZES: [u8; 6] = [34, 22, 19, 16, 14, 13];

/// Colours as light and dark, the way the style sheet has them.
pub const COLOURS: [(&str, u32, u32); 9] = [
    ("ink", 0x1c_1b18, 0xec_e8dd),
    ("soft", 0x5d_5a52, 0xb5_afa1),
    ("accent", 0x0b_4f5c, 0x7c_c0cc),
    ("delivered", 0x2b_6a47, 0x83_c9a1),
    ("partly", 0x8f_5a00, 0xe3_ad55),
    ("not", 0x9c_2428, 0xf2_908d),
    ("wrong", 0x74_215d, 0xdc_9aca),
    ("neutral", 0x5a_616b, 0xad_b4bf),
    ("hairline", 0xd8_d2c4, 0x47_443b),
];
/// The ground that text stands on, light and dark.
pub const SHEET: (u32, u32) = (0xfb_f9f4, 0x19_1815);

/// The part that brings a script.
pub const EDITOR: &str = "redaction";

/// The parts in the order in which a reader meets them, by the names in their addresses.
pub const PARTS: [&str; 16] = [
    "type",
    "colour",
    "verdict",
    "grade",
    "number",
    "working",
    "row",
    "bar",
    "quotation",
    "evidence",
    "field",
    "table",
    "timeline",
    "empty",
    "pagination",
    EDITOR,
];

/// The list of parts, or the page of one.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentsPage {
    part: Option<&'static str>,
    parts: [&'static str; 16],
    sizes: [u8; 6],
    colours: Vec<Colour>,
    verdicts: Vec<Value>,
    grades: Vec<Grade>,
    numbers: Vec<Column>,
    rows: Vec<Value>,
    bars: Vec<Drawn>,
    evidence: Evidence,
    working: Working,
    redaction: Redaction,
    long: &'static str,
    huge: &'static str,
    rtl: &'static str,
}

/// A colour with its contrast to the ground it stands on.
#[derive(Clone, Debug, Serialize)]
struct Colour {
    name: &'static str,
    light: String,
    dark: String,
    light_contrast: String,
    dark_contrast: String,
    is_text: bool,
}

/// A drawing with the key of what it shows.
#[derive(Clone, Debug, Serialize)]
struct Drawn {
    key: &'static str,
    drawing: Value,
}

impl Page for ComponentsPage {
    const TEMPLATE: &'static str = "pages/portal/components.html";
}

impl ComponentsPage {
    /// The list of parts, or the page of one of [`PARTS`].
    #[must_use]
    pub fn new(part: Option<&'static str>, words: &Words) -> Self {
        let labels = Labels::new(Label::ALL.iter().map(|label| {
            let open: Vec<(String, String)> = label
                .placeholders()
                .iter()
                .map(|name| ((*name).to_owned(), format!("{{{name}}}")))
                .collect();
            let open: Vec<(&str, &str)> = open
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            (label.key(), words.say(label.key(), &open))
        }));
        let plain = samples::row(words);
        Self {
            part,
            parts: PARTS,
            sizes: SIZES,
            colours: COLOURS.iter().map(|colour| Colour::of(*colour)).collect(),
            verdicts: verdicts(words)
                .iter()
                .map(|verdict| shown(&Chip::of(verdict)))
                .collect(),
            grades: grades(words),
            numbers: numbers(words)
                .iter()
                .map(|cell| Column::of(Label::Found, cell, &labels))
                .collect(),
            rows: [plain.clone(), awkward(&plain), empty(words)]
                .iter()
                .map(|row| unlinked(row, &labels))
                .collect(),
            bars: bars()
                .into_iter()
                .map(|(key, bar)| Drawn {
                    key,
                    drawing: drawing(&bar, &labels),
                })
                .collect(),
            evidence: samples::evidence(),
            working: samples::working(),
            redaction: samples::redaction(),
            long: LONG,
            huge: HUGE,
            rtl: RTL,
        }
    }
}

fn shown<T: Serialize>(value: &T) -> Value {
    Value::from(minijinja::value::Serde(value))
}

/// A row whose links stay among the components.
fn unlinked(row: &PromiseRow, labels: &Labels) -> Value {
    let mut row = Row::of("", row, labels);
    row.href = link("/components/row");
    row.working = row.working.map(|_| link("/components/working"));
    shown(&row)
}

fn verdicts(words: &Words) -> Vec<Verdict> {
    use VerdictCode::{
        CannotJudge, Delivered, NotDelivered, NotDue, PartlyDelivered, StandardDisputed, WrongWay,
    };
    let all = [
        Delivered,
        PartlyDelivered,
        NotDelivered,
        WrongWay,
        NotDue,
        CannotJudge,
        StandardDisputed,
    ];
    let mut all: Vec<_> = all
        .into_iter()
        .map(|code| samples::verdict(words, code))
        .collect();
    all.push(Verdict {
        qualifier: Some(LONG.to_owned()),
        ..samples::verdict(words, PartlyDelivered)
    });
    all
}

fn grades(words: &Words) -> Vec<Grade> {
    let codes = [
        "claimed_only",
        "users_said",
        "observed_once",
        "corroborated",
        "documented",
        "conflicting",
    ];
    let grade = |code: &str| Grade {
        code: code.to_owned(),
        label: words.get(&format!("grade-{code}")),
        because: Some(words.get(&format!("because-{code}"))),
    };
    codes.into_iter().map(grade).collect()
}

fn numbers(words: &Words) -> Vec<Cell> {
    let figure = |text: &str, unit: &str, of: Option<&str>| {
        Cell::of(Figure {
            text: text.to_owned(),
            unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
            of: of.map(str::to_owned),
            ..Figure::default()
        })
    };
    vec![
        figure("256", "toilets", Some("256 of 346 (74.0%)")),
        figure(HUGE, LONG, None),
        Cell::without(words.get("reason-nobody_looked")),
        figure(RTL, "", None),
    ]
}

/// The row that no layout likes.
fn awkward(plain: &PromiseRow) -> PromiseRow {
    let mut row = plain.clone();
    row.number = "O-02".to_owned();
    row.sentence = format!("{LONG} {RTL}");
    if let Some(figure) = row.promised.figures.first_mut() {
        figure.text = HUGE.to_owned();
        figure.unit = Some(LONG.to_owned());
    }
    row
}

/// The row about which nothing is known.
fn empty(words: &Words) -> PromiseRow {
    PromiseRow {
        number: "O-03".to_owned(),
        sentence: words.get("web-component-row-empty"),
        verdict: Some(samples::verdict(words, VerdictCode::CannotJudge)),
        found: Cell::without(words.get("reason-nobody_looked")),
        instead_of_bar: Some(words.get("cell-no-drawing")),
        ..PromiseRow::default()
    }
}

fn bars() -> Vec<(&'static str, Bar)> {
    let bar = |at: f64, claimed: Option<f64>, found: Option<f64>| Bar {
        target: Target::Value { at },
        claimed,
        found,
        promised_text: at.to_string(),
        claimed_text: claimed.map_or_else(String::new, |v| v.to_string()),
        found_text: found.map_or_else(String::new, |v| v.to_string()),
        ..Bar::default()
    };
    vec![
        ("kept", bar(100.0, Some(100.0), Some(100.0))),
        ("claimed-more", bar(100.0, Some(98.0), Some(61.0))),
        (
            "range",
            Bar {
                whisker_low: Some(42.0),
                whisker_high: Some(70.0),
                ..bar(100.0, None, Some(56.0))
            },
        ),
        ("zero", bar(100.0, Some(100.0), Some(0.0))),
        ("nobody", bar(100.0, Some(100.0), None)),
        ("surplus", bar(60.0, Some(60.0), Some(100.0))),
        (
            "between",
            Bar {
                target: Target::Range {
                    low: 60.0,
                    high: 80.0,
                },
                ..bar(80.0, None, Some(45.0))
            },
        ),
        (
            "limit",
            Bar {
                target: Target::Limit { at: 50.0 },
                ..bar(50.0, None, Some(90.0))
            },
        ),
        (
            "reduction",
            Bar {
                target: Target::Reduction {
                    from: 100.0,
                    to: 34.0,
                },
                ..bar(34.0, Some(80.0), None)
            },
        ),
    ]
}

fn drawing(bar: &Bar, labels: &Labels) -> Value {
    Value::from_safe_string(html::drawing(&figures::bar(bar, labels)))
}

impl Colour {
    fn of((name, light, dark): (&'static str, u32, u32)) -> Self {
        Self {
            name,
            light: format!("#{light:06x}"),
            dark: format!("#{dark:06x}"),
            light_contrast: format!("{:.1}", contrast(light, SHEET.0)),
            dark_contrast: format!("{:.1}", contrast(dark, SHEET.1)),
            is_text: name != "hairline",
        }
    }
}

/// Contrast of two colours as the Web Content Accessibility Guidelines 2.2 define it, from 1 to 21.
#[must_use]
pub fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: u32) -> f64 {
    let [_, red, green, blue] = colour.to_be_bytes();
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            libm::pow((value + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_that_words_are_set_in_can_be_read_and_stands_in_the_style_sheet() {
        let style = include_str!("../../../../templates/assets/groundtruth.css");
        for (name, light, dark) in COLOURS {
            for (colour, ground) in [(light, SHEET.0), (dark, SHEET.1)] {
                assert!(
                    name == "hairline" || contrast(colour, ground) >= 4.5,
                    "{name} {colour:06x}"
                );
                assert!(
                    style.contains(&format!("--{name}: #{colour:06x}")),
                    "{name} {colour:06x}"
                );
            }
        }
        assert!(
            style.contains(&format!("--sheet: #{:06x}", SHEET.0))
                && style.contains(&format!("--sheet: #{:06x}", SHEET.1))
        );
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((contrast(0, 0xff_ffff) - 21.0).abs() < 1e-9);
    }
}
